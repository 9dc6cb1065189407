// A tree of so many entries -> the files it is read from (C2SP tlog-tiles): hashes in tiles of 256,
// entries in bundles of as many.

/** Hashes of one tile, entries of one bundle. */
export const TILE_WIDTH = 256;
/** Tree levels between one level of tiles and the next. */
export const TILE_HEIGHT = 8;

export interface Tile {
  /** Of tiles; `entries` for a bundle of entries. */
  readonly level: number | 'entries';
  readonly index: number;
  /** Hashes or entries in it; less than 256 only for the last of its level. */
  readonly width: number;
}

/** `tile/0/x001/067` or, partial, `tile/0/x001/067.p/12`. */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  const name = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${name}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

/** The tiles a tree of `newSize` entries has that one of `oldSize` had not, lowest level first. */
export function tilesBetween(oldSize: number, newSize: number): readonly Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0; level === 0 || levelSize(newSize, level) > 0; level += 1) {
    const [before, now] = [levelSize(oldSize, level), levelSize(newSize, level)];
    if (before === now) continue;
    for (let index = Math.floor(before / TILE_WIDTH); index * TILE_WIDTH < now; index += 1) {
      const width = Math.min(TILE_WIDTH, now - index * TILE_WIDTH);
      tiles.push({ level, index, width });
      if (level === 0) tiles.push({ level: 'entries', index, width });
    }
  }
  return tiles;
}

/** Complete subtrees of 256^level entries. */
function levelSize(size: number, level: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

/** Entries as they stand in a bundle: each after its length, 16 bits, big-endian. */
export function writeEntryBundle(entries: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      if (entry.length > 0xffff) throw new RangeError('an entry of more than 65,535 bytes');
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}
