// Damaged bytes -> quarantine/, with a note beside them that says what is wrong and what depends on them.
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Digest } from '../../model/digest.js';
import { DIFFERENCE, readHead } from './difference.js';
import { errnoOf, makeDirectory, moveDurably, syncDirectory, writeSynced } from './durable.js';
import { temporaryName } from './temporary-names.js';

const READ_ONLY = 0o444;

/** Moves damaged bytes aside and says what is wrong; `found` is what they hash to, or why not. */
export async function quarantine(
  root: string,
  path: string,
  digest: Digest,
  found: string,
): Promise<string> {
  const directory = join(root, 'quarantine');
  const name = `${basename(path)}.${temporaryName().split('.').at(-1)}`;
  const damage = `${digest} is damaged (found: ${found}).`;
  try {
    const note = [damage, ...(await sayDependents(root, path, digest))].join('\n');
    await makeDirectory(directory);
    await writeSynced(join(directory, `${name}.txt`), Buffer.from(`${note}\n`), READ_ONLY);
    await moveDurably(path, join(directory, name));
    await syncDirectory(dirname(path));
    return `${damage} The bytes are in quarantine/${name}.`;
  } catch (error) {
    // Two processes may meet here, and an archive may be mounted read-only: the damage is still told.
    return `${damage} They could not be moved to quarantine (${errnoOf(error)}).`;
  }
}

/** Only blobs stored whole and gzipped are bases of others. Reads every name there is, for damage is rare. */
async function sayDependents(root: string, path: string, base: Digest): Promise<readonly string[]> {
  if (!path.endsWith('.gz') || path.endsWith(DIFFERENCE)) return [];
  const dependents: string[] = [];
  const blobs = join(root, 'blobs');
  for (const name of await readdir(blobs, { recursive: true })) {
    if (!name.endsWith(DIFFERENCE)) continue;
    const head = await readHead(join(blobs, name)).catch(() => null);
    if (head?.base === base) dependents.push(`sha256:${basename(name, DIFFERENCE)}`);
  }
  if (dependents.length === 0) return [];
  return [
    'These are kept as differences to it and cannot be read until it is back:',
    ...dependents,
  ];
}
