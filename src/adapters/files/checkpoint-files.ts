// The newest checkpoint as a file of its own, log/<size>.checkpoint (C2SP tlog-checkpoint): kept apart
// from the catalogue, so that a catalogue that was rolled back is noticed.
import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errnoOf, makeDirectory, moveDurably, storeError, writeSynced } from './durable.js';
import { temporaryName } from './temporary-names.js';

export interface CheckpointFiles {
  /** The kept note of the largest tree, or null. */
  newest(): Promise<string | null>;
  /** Keeps a note; smaller ones go once it is durable. */
  keep(size: number, note: string): Promise<void>;
}

const NAME = /^(\d+)\.checkpoint$/;

/** Checkpoints under `directory`. The size is in the name: whoever writes last, the largest counts. */
export function openCheckpointFiles(directory: string): CheckpointFiles {
  const fileOf = (size: number) => join(directory, `${size}.checkpoint`);
  const sizes = async () => {
    const names = await readdir(directory).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return [];
      throw error;
    });
    return names.flatMap((name) => NAME.exec(name)?.[1] ?? []).map(Number);
  };
  const newest = async (): Promise<string | null> => {
    const known = await sizes();
    if (known.length === 0) return null;
    const note = await readFile(fileOf(Math.max(...known)), 'utf8').catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return null;
      throw error;
    });
    // Another process may have put a larger one in its place between the two steps.
    return note ?? (await newest());
  };
  const place = async (note: string, file: string) => {
    // In tmp/, where the next start looks for what a killed process left.
    const temporary = join(dirname(directory), 'tmp', temporaryName());
    await makeDirectory(dirname(temporary));
    try {
      await writeSynced(temporary, Buffer.from(note), 0o444);
      await moveDurably(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  };
  const keep = async (size: number, note: string) => {
    await makeDirectory(directory);
    await place(note, fileOf(size));
    // Where readers of tiles look for it (C2SP tlog-tiles).
    if (Math.max(...(await sizes())) === size) await place(note, join(directory, 'checkpoint'));
    for (const known of await sizes()) if (known < size) await rm(fileOf(known), { force: true });
  };
  const guard = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw storeError(error, `keep the checkpoint in ${directory}`);
    });
  return {
    newest: () => guard(newest()),
    keep: (size, note) => guard(keep(size, note)),
  };
}
