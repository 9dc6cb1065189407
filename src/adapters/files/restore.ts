// A backup -> an archive: laid out in restoring/ of the new archive's directory, and moved into its
// place only when it was checked. While restoring/ is there, nothing opens the archive.
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { VestigeError } from '../../errors.js';
import { parseCheckpoint, parseNote } from '../../formats/checkpoint.js';
import { type BackupFacts, hashFile, listBackups } from './backup.js';
import { type CopyProgress, copyBlobs, copySynced } from './copy-blobs.js';
import { errnoOf, makeDirectory, storeError, syncDirectory } from './durable.js';

export interface RestoreRequest {
  /** Directory of backups, and of the archive to be. */
  readonly from: string;
  readonly to: string;
  /** Where the keys are, when they are not in the backup. */
  readonly keys: string | null;
}

export interface LaidOut {
  /** Directory of the archive that was laid out and is to be checked. */
  readonly dir: string;
  readonly backup: BackupFacts & { readonly name: string };
  /** Newer ones that were cut short. */
  readonly half: readonly string[];
  readonly blobs: number;
}

const STAGING = 'restoring';
/** What a directory may hold that counts as empty. */
const HARMLESS = new Set(['README.md', 'lost+found', STAGING]);
const KEY_FILES = ['signer.pem', 'log.pem', 'origin'];

/** True while an archive is being restored, or its restoring was cut short. */
export function isRestoring(dir: string): boolean {
  return existsSync(join(dir, STAGING));
}

/**
 * Lays the newest whole backup out; what an earlier run laid out is kept.
 * @throws INPUT_INVALID, BACKUP_UNUSABLE, STORE_DISK_FULL, STORE_FAILED
 */
export async function layOut(
  { from, to, keys }: RestoreRequest,
  onProgress: (progress: CopyProgress) => void,
): Promise<LaidOut> {
  const { whole, half } = await readBackups(from);
  const [backup] = whole;
  if (backup === undefined) {
    const why = half.length > 0 ? `was cut short (${half.join(', ')})` : 'is there';
    throw unusable(half.length > 0 ? `The backup in ${from} ${why}` : `No backup is in ${from}`);
  }
  await refuseFull(to);
  const dir = join(to, STAGING);
  const source = join(from, backup.name);
  try {
    await makeDirectory(dir, 0o700);
    await layKeys(backup, source, keys, join(dir, 'keys'));
    await layChecked(source, 'vestige.db', backup, join(dir, 'vestige.db'));
    if (backup.files.checkpoint !== undefined)
      await layCheckpoint(source, backup, join(dir, 'log'));
    const { blobs } = await copyBlobs(from, dir, onProgress);
    await syncDirectory(dir);
    return { dir, backup, half: half.filter((name) => name > backup.name), blobs };
  } catch (error) {
    throw storeError(error, `restore to ${to}`);
  }
}

/** Moves what was laid out into its place, the catalogue last. */
export async function putInPlace(to: string): Promise<void> {
  const dir = join(to, STAGING);
  try {
    for (const name of ['tmp', 'exports'])
      await rm(join(dir, name), { recursive: true, force: true });
    const names = await namesIn(dir);
    const isCatalogue = (name: string) => name.startsWith('vestige.db');
    const inOrder = [...names.filter((name) => !isCatalogue(name)), ...names.filter(isCatalogue)];
    for (const name of inOrder) await rename(join(dir, name), join(to, name));
    await syncDirectory(to);
    await rm(dir, { recursive: true });
    await syncDirectory(to);
  } catch (error) {
    throw storeError(error, `put the archive in place in ${to}`);
  }
}

async function readBackups(from: string) {
  try {
    return await listBackups(from);
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes(errnoOf(error))) throw storeError(error, `read ${from}`);
    throw new VestigeError('FILE_NOT_FOUND', `There is no directory ${from}.`, { cause: error });
  }
}

async function refuseFull(to: string): Promise<void> {
  const names = await namesIn(to);
  if (names.includes(STAGING) && !names.includes('vestige.db')) return takeBack(to, names);
  const found = names.filter((name) => !HARMLESS.has(name));
  if (found.length === 0) return;
  throw new VestigeError(
    'INPUT_INVALID',
    `${to} is not empty (${found.slice(0, 3).join(', ')}): restore into an empty directory, with --archive.`,
  );
}

/** What a run that was cut short had moved into its place already. */
async function takeBack(to: string, names: readonly string[]): Promise<void> {
  const laid = await namesIn(join(to, STAGING));
  for (const name of names) {
    if (HARMLESS.has(name) || laid.includes(name)) continue;
    await rename(join(to, name), join(to, STAGING, name));
  }
}

async function namesIn(directory: string): Promise<readonly string[]> {
  return await readdir(directory).catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return [];
    throw storeError(error, `read ${directory}`);
  });
}

/** Copies a file, and compares its digest with what the backup says. */
async function layChecked(
  source: string,
  name: string,
  backup: BackupFacts & { readonly name: string },
  to: string,
): Promise<void> {
  const expected = backup.files[name];
  // The catalogue may have been opened, to be checked, by a run that was cut short: a fresh copy.
  for (const old of [to, `${to}-wal`, `${to}-shm`]) await rm(old, { force: true });
  await copySynced(join(source, name), to).catch((error: unknown) => {
    if (errnoOf(error) !== 'ENOENT') throw error;
    throw unusable(`${backup.name} lacks ${name}`);
  });
  if ((await hashFile(to)) === expected) return;
  await rm(to, { force: true });
  throw unusable(`${name} of ${backup.name} is damaged: it is not what was backed up`);
}

async function layCheckpoint(
  source: string,
  backup: BackupFacts & { readonly name: string },
  dir: string,
): Promise<void> {
  await makeDirectory(dir);
  const aside = join(dir, 'checkpoint');
  await layChecked(source, 'checkpoint', backup, aside);
  const { size } = parseCheckpoint(parseNote(await readFile(aside, 'utf8')).text);
  await rename(aside, join(dir, `${size}.checkpoint`));
  await syncDirectory(dir);
}

async function layKeys(
  backup: BackupFacts & { readonly name: string },
  source: string,
  given: string | null,
  to: string,
): Promise<void> {
  if (!backup.keys && given === null) {
    throw new VestigeError(
      'INPUT_INVALID',
      'The keys are not in this backup: give the directory that holds signer.pem, log.pem and origin with --keys. Without them the log cannot be continued.',
    );
  }
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { mode: 0o700 });
  for (const name of KEY_FILES) {
    if (given === null) await layChecked(source, `keys/${name}`, backup, join(to, name));
    else await layGiven(join(given, name), join(to, name));
    await chmod(join(to, name), 0o600);
  }
  await syncDirectory(to);
}

async function layGiven(from: string, to: string): Promise<void> {
  const found = await stat(from).catch(() => null);
  if (found === null) throw new VestigeError('FILE_NOT_FOUND', `There is no file ${from}.`);
  await copySynced(from, to);
}

function unusable(reason: string): VestigeError {
  return new VestigeError('BACKUP_UNUSABLE', `${reason}.`);
}
