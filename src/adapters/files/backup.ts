// A backup of an archive: blobs/ shared by all backups in one directory, and beside it, for each, a
// directory named by its time with vestige.db, the newest checkpoint, perhaps keys/, and last of all
// backup.json, by which a whole backup is told from one that was cut short.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { VestigeError } from '../../errors.js';
import { parseCheckpoint, parseNote } from '../../formats/checkpoint.js';
import type { Instant } from '../../model/instant.js';
import { type CopiedBlobs, type CopyProgress, copyBlobs, copySynced } from './copy-blobs.js';
import {
  errnoOf,
  makeDirectory,
  moveDurably,
  storeError,
  syncDirectory,
  writeSynced,
} from './durable.js';

/** What backup.json says. */
export interface BackupFacts {
  readonly v: 1;
  readonly createdAt: Instant;
  readonly software: string;
  /** Public key of the log: whose backup it is. */
  readonly log: string;
  /** Entries of the log. */
  readonly logSize: number;
  readonly blobs: number;
  readonly keys: boolean;
  /** SHA-256 in hex by name. */
  readonly files: Readonly<Record<string, string>>;
}

export interface BackupRequest {
  /** Of the archive, and of the directory of backups. */
  readonly from: string;
  readonly to: string;
  readonly createdAt: Instant;
  readonly software: string;
  readonly log: string;
  /** Unencrypted keys too. */
  readonly withKeys: boolean;
  readonly newestCheckpoint: () => Promise<string | null>;
  readonly copyCatalogue: (path: string, onProgress: (p: CopyProgress) => void) => Promise<number>;
}

export interface BackupResult extends CopiedBlobs {
  readonly dir: string;
  /** Name of the backup within `dir`. */
  readonly name: string;
  readonly createdAt: Instant;
  readonly logSize: number;
  readonly keys: boolean;
}

export const MARKER = 'backup.json';
const IDENTITY = 'archive.json';
/** `2026-11-28T06-12-00-123Z`, so that names sort by time and suit every file system. */
const NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/;
/** Newer ones hold all that older ones held; two more, should the newest turn out to be damaged. */
const KEPT = 3;
const KEY_FILES = ['signer.pem', 'log.pem', 'origin'];

/**
 * Backs the archive up while it is used; what an earlier run has copied is not copied again. A run
 * that fails or dies leaves earlier backups whole.
 * @throws INPUT_INVALID, STORE_DISK_FULL, STORE_FAILED
 */
export async function backUp(
  request: BackupRequest,
  onProgress: (step: 'catalogue' | 'blobs', progress: CopyProgress) => void,
): Promise<BackupResult> {
  const { from, to, createdAt, software, log, copyCatalogue, newestCheckpoint } = request;
  await refuseForeign(request);
  const name = createdAt.replace(/[:.]/g, '-');
  const own = join(to, name);
  try {
    await mkdir(own, { mode: 0o700 });
    await syncDirectory(to);
    // Before the catalogue: a checkpoint larger than its log would tell of a catalogue put back.
    const note = await newestCheckpoint();
    const files: Record<string, string> = {};
    if (note !== null) {
      parseCheckpoint(parseNote(note).text);
      await writeSynced(join(own, 'checkpoint'), Buffer.from(note), 0o600);
      files.checkpoint = await hashFile(join(own, 'checkpoint'));
    }
    const database = join(own, 'vestige.db');
    const logSize = await copyCatalogue(database, (p) => onProgress('catalogue', p));
    files['vestige.db'] = await hashFile(database);
    const keys = await copyKeys(request, join(own, 'keys'), files);
    // After the catalogue: every blob it names was stored before it named it.
    const copied = await copyBlobs(from, to, (p) => onProgress('blobs', p));
    const facts: BackupFacts = {
      ...{ v: 1, createdAt, software, log, logSize, blobs: copied.blobs, keys, files },
    };
    await syncDirectory(own);
    await place(own, MARKER, facts);
    await sweep(to);
    return { dir: to, name, createdAt, logSize, keys, ...copied };
  } catch (error) {
    throw storeError(error, `back up to ${to}`);
  }
}

/** The whole backups in a directory, newest first, and the names of those that were cut short. */
export async function listBackups(
  dir: string,
): Promise<{ whole: readonly (BackupFacts & { name: string })[]; half: readonly string[] }> {
  const names = (await readdir(dir)).filter((name) => NAME.test(name)).sort();
  const whole: (BackupFacts & { name: string })[] = [];
  const half: string[] = [];
  for (const name of names.reverse()) {
    const text = await readFile(join(dir, name, MARKER), 'utf8').catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return null;
      throw error;
    });
    if (text === null) half.push(name);
    else whole.push({ ...(JSON.parse(text) as BackupFacts), name });
  }
  return { whole, half };
}

/** SHA-256 of a file, in hex. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

/** A directory that holds something else, or lies within the archive, is left as it is. */
async function refuseForeign({ from, to, log }: BackupRequest): Promise<void> {
  try {
    await makeDirectory(to, 0o700);
    const [inner, outer] = [`${await realpath(to)}${sep}`, `${await realpath(from)}${sep}`];
    if (inner.startsWith(outer) || outer.startsWith(inner)) {
      throw wrong(`${to} and the archive lie within one another: choose another directory`);
    }
    const identity = await readFile(join(to, IDENTITY), 'utf8').catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return null;
      throw error;
    });
    if (identity === null) {
      const [found] = await readdir(to);
      if (found !== undefined) throw wrong(`${to} is not empty and holds no backup: ${found}`);
      await place(to, IDENTITY, { v: 1, log });
    } else if ((JSON.parse(identity) as { log: string }).log !== log) {
      throw wrong(`${to} holds backups of another archive`);
    }
  } catch (error) {
    throw storeError(error, `back up to ${to}`);
  }
}

/** Encrypted keys go along; others only where that was asked for. */
async function copyKeys(
  { from, withKeys }: BackupRequest,
  to: string,
  files: Record<string, string>,
): Promise<boolean> {
  const source = join(from, 'keys');
  const texts = await Promise.all(
    KEY_FILES.filter((name) => name.endsWith('.pem')).map((name) =>
      readFile(join(source, name), 'utf8'),
    ),
  );
  const areEncrypted = texts.every((text) => text.includes('BEGIN ENCRYPTED PRIVATE KEY'));
  if (!areEncrypted && !withKeys) return false;
  await mkdir(to, { mode: 0o700 });
  for (const name of KEY_FILES) {
    await copySynced(join(source, name), join(to, name));
    files[`keys/${name}`] = await hashFile(join(to, name));
  }
  await syncDirectory(to);
  return true;
}

/** A small file that is there as a whole or not at all. */
async function place(dir: string, name: string, value: unknown): Promise<void> {
  const part = join(dir, `${name}.part`);
  await rm(part, { force: true });
  await writeSynced(part, Buffer.from(`${JSON.stringify(value, null, 2)}\n`), 0o600);
  await moveDurably(part, join(dir, name));
}

/** Takes away what was cut short, and all but the newest whole backups; never a blob. */
async function sweep(dir: string): Promise<void> {
  const { whole, half } = await listBackups(dir);
  const old = whole.slice(KEPT).map(({ name }) => name);
  for (const name of [...half, ...old]) {
    await rm(join(dir, name, MARKER), { force: true });
    await rm(join(dir, name), { recursive: true, force: true });
  }
}

function wrong(reason: string): VestigeError {
  return new VestigeError('INPUT_INVALID', `${reason}.`);
}
