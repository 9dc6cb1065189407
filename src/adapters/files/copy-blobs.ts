// The blobs of one archive -> those that another directory lacks, file by file: a name stands for its
// bytes, so what is there already is left alone, and a copy that was cut short goes on where it ended.
import { constants, copyFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf, makeDirectory, storeError, syncDirectory, syncFile } from './durable.js';

export interface CopyProgress {
  readonly done: number;
  readonly total: number;
}

export interface CopiedBlobs {
  /** Files in all. */
  readonly blobs: number;
  readonly copied: number;
  readonly copiedBytes: number;
}

/** While one file is being synced the next are read. */
const AT_ONCE = 8;
const PART = '.part';

/** Copies `from`/blobs to `to`/blobs; durable when it resolves. @throws STORE_DISK_FULL, STORE_FAILED */
export async function copyBlobs(
  from: string,
  to: string,
  onProgress: (progress: CopyProgress) => void,
): Promise<CopiedBlobs> {
  try {
    const places = await placesOf(join(from, 'blobs'));
    let total = 0;
    for (const place of places) total += (await blobNames(join(from, 'blobs', place))).length;
    const sum = { blobs: 0, copied: 0, copiedBytes: 0 };
    for (const place of places) {
      const result = await copyDirectory(join(from, 'blobs', place), join(to, 'blobs', place));
      sum.blobs += result.blobs;
      sum.copied += result.copied;
      sum.copiedBytes += result.copiedBytes;
      onProgress({ done: sum.blobs, total: Math.max(total, sum.blobs) });
    }
    return sum;
  } catch (error) {
    throw storeError(error, `copy the blobs to ${to}`);
  }
}

/** `ab/cd` for every directory that holds blobs. */
async function placesOf(top: string): Promise<readonly string[]> {
  const places: string[] = [];
  for (const first of await namesIn(top)) {
    for (const second of await namesIn(join(top, first))) places.push(join(first, second));
  }
  return places;
}

async function copyDirectory(from: string, to: string): Promise<CopiedBlobs> {
  const names = await blobNames(from);
  const there = new Set(await namesIn(to));
  // Only a copy that was cut short leaves them.
  for (const name of there) if (name.endsWith(PART)) await rm(join(to, name), { force: true });
  const lacking = names.filter((name) => !there.has(name));
  if (lacking.length === 0) return { blobs: names.length, copied: 0, copiedBytes: 0 };
  await makeDirectory(to);
  let copiedBytes = 0;
  const waiting = lacking.values();
  const take = async () => {
    for (const name of waiting) copiedBytes += await copySynced(join(from, name), join(to, name));
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, lacking.length) }, take));
  await syncDirectory(to);
  return { blobs: names.length, copied: lacking.length, copiedBytes };
}

/** The name appears once the bytes are on the disk; the caller syncs the directory. Bytes copied. */
export async function copySynced(from: string, to: string): Promise<number> {
  const part = `${to}${PART}`;
  try {
    await rm(part, { force: true });
    await copyFile(from, part, constants.COPYFILE_FICLONE);
    const size = await syncFile(part);
    await rename(part, to);
    return size;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function blobNames(directory: string): Promise<readonly string[]> {
  return (await namesIn(directory)).filter(
    (name) => /^[0-9a-f]{64}(\.|$)/.test(name) && !name.endsWith(PART),
  );
}

async function namesIn(directory: string): Promise<readonly string[]> {
  return (
    await readdir(directory).catch((error: unknown) => {
      if (['ENOENT', 'ENOTDIR'].includes(errnoOf(error))) return [];
      throw error;
    })
  ).sort();
}
