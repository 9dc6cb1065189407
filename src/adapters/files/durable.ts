// Bytes -> files that survive a power cut: write aside, fsync, rename, fsync the directory.
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { VestigeError } from '../../errors.js';

/**
 * Writes a new file and fsyncs its content; its name is durable only once its directory is synced.
 * Nothing is left at `path` when writing fails.
 */
export async function writeSynced(path: string, bytes: Uint8Array, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(path, { force: true });
    throw error;
  }
  await file.close();
}

/** Fsyncs the content of a file that is already written; its size in bytes. */
export async function syncFile(path: string): Promise<number> {
  const file = await open(path, 'r');
  try {
    await file.sync();
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

/** Makes the names in a directory durable. */
export async function syncDirectory(path: string): Promise<void> {
  try {
    await syncFile(path);
  } catch (error) {
    // Some network and FUSE file systems cannot sync directories; they order names themselves.
    if (!['EINVAL', 'ENOTSUP', 'EROFS'].includes(errnoOf(error))) throw error;
  }
}

/** Makes a directory and its parents; every name made is durable when this resolves. */
export async function makeDirectory(path: string, mode = 0o777): Promise<void> {
  // Not mkdir's own `recursive`: where a file system makes no directories (/proc) it never ends.
  if (await isDirectory(path)) return;
  if (dirname(path) !== path) await makeDirectory(dirname(path), mode);
  try {
    await mkdir(path, { mode });
  } catch (error) {
    if (errnoOf(error) === 'EEXIST' && (await isDirectory(path))) return;
    throw error;
  }
  await syncDirectory(path);
  await syncDirectory(dirname(path));
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Renames within one file system; durable when this resolves. */
export async function moveDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncDirectory(dirname(to));
}

/** `ENOENT`, `ENOSPC` … or the empty string. */
export function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

// EFBIG is what a limit on file sizes (ulimit -f, FAT) answers.
const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** The error of ours for one of the file system's; `doing` completes "Could not …". */
export function storeError(error: unknown, doing: string): VestigeError {
  if (error instanceof VestigeError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  if (FULL.includes(errnoOf(error))) {
    return new VestigeError('STORE_DISK_FULL', `Could not ${doing}: the disk is full.`, {
      cause: error,
    });
  }
  return new VestigeError('STORE_FAILED', `Could not ${doing}: ${reason}`, { cause: error });
}
