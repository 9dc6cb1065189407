// The log's tree as files under log/tile/ (C2SP tlog-tiles): any web server can publish it, and any
// monitor read it. They follow from the catalogue, and hold no address in the clear.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  TILE_HEIGHT,
  TILE_WIDTH,
  type Tile,
  tilePath,
  tilesBetween,
  writeEntryBundle,
} from '../../formats/tlog-tiles.js';
import { makeDirectory, moveDurably, storeError, writeSynced } from './durable.js';
import { temporaryName } from './temporary-names.js';

/** What the tree is read from. */
export interface TreeSource {
  logEntryBytes(from: number, limit: number): Promise<readonly Uint8Array[]>;
  logHashes(level: number, from: number, count: number): Promise<readonly Uint8Array[]>;
}

export interface TileFiles {
  /** Writes what a tree of `newSize` has beyond one of `oldSize`; durable when it resolves. */
  write(oldSize: number, newSize: number): Promise<void>;
}

/** Tiles under `directory`. @throws STORE_DISK_FULL, STORE_FAILED */
export function openTileFiles(directory: string, source: TreeSource): TileFiles {
  const contentOf = async ({ level, index, width }: Tile): Promise<Buffer> => {
    const from = index * TILE_WIDTH;
    const parts =
      level === 'entries'
        ? await source.logEntryBytes(from, width)
        : await source.logHashes(level * TILE_HEIGHT, from, width);
    if (parts.length < width) throw new RangeError(`the log is shorter than its tile ${index}`);
    return level === 'entries' ? writeEntryBundle(parts) : Buffer.concat(parts);
  };
  const put = async (tile: Tile) => {
    const path = join(directory, tilePath(tile));
    await makeDirectory(dirname(path));
    // In tmp/, where the next start looks for what a killed process left.
    const temporary = join(dirname(directory), 'tmp', temporaryName());
    await makeDirectory(dirname(temporary));
    try {
      await writeSynced(temporary, await contentOf(tile), 0o644);
      await moveDurably(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    // A tile that is whole stands for its parts.
    if (tile.width === TILE_WIDTH) await rm(`${path}.p`, { recursive: true, force: true });
  };
  return {
    async write(oldSize, newSize) {
      try {
        // An archive from before there were tiles, or whose laying out was cut short.
        const last = tilesBetween(0, oldSize).at(-1);
        const isWhole = last === undefined || existsSync(join(directory, tilePath(last)));
        for (const tile of tilesBetween(isWhole ? oldSize : 0, newSize)) await put(tile);
      } catch (error) {
        throw storeError(error, `lay out the log in ${directory}`);
      }
    },
  };
}
