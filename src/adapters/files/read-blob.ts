// A file of a blob -> the blob's bytes, checked, or what is wrong with the file or with what it stands on.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type Digest, digestOf, hexOf } from '../../model/digest.js';
import { applyDifference, DIFFERENCE, parseHead } from './difference.js';
import { errnoOf } from './durable.js';

/** The bytes; or what the damaged file holds instead; or which base the whole file lacks. */
export type Reading =
  | { readonly bytes: Buffer }
  | { readonly found: string }
  | { readonly lacks: string };

/** Differences are made to whole blobs; more than one between is a base stored anew after damage. */
const MAX_DEPTH = 8;

/** Directory of a blob's files. */
export function directoryOf(root: string, digest: Digest): string {
  const hex = hexOf(digest);
  return join(root, 'blobs', hex.slice(0, 2), hex.slice(2, 4));
}

/** Where a blob may lie, the best first. */
export function pathsOf(root: string, digest: Digest): readonly string[] {
  const path = join(directoryOf(root, digest), hexOf(digest));
  return [path, `${path}.gz`, `${path}${DIFFERENCE}`];
}

/** Reads what `path` stands for; null when there is no such file. */
export async function readBlobFile(
  root: string,
  path: string,
  digest: Digest,
  depth = 0,
): Promise<Reading | null> {
  // An error costs more than asking, and of the names a blob may have most are not there.
  if (!existsSync(path)) return null;
  const stored = await readFile(path).catch(nullWhenMissing);
  if (stored === null) return null;
  if (path.endsWith(DIFFERENCE)) return await rebuild(root, stored, digest, depth);
  const bytes = path.endsWith('.gz') ? await promisify(gunzip)(stored).catch(String) : stored;
  return judge(bytes, digest);
}

async function rebuild(
  root: string,
  stored: Uint8Array,
  digest: Digest,
  depth: number,
): Promise<Reading> {
  const head = parseHead(stored);
  if (head === null) return { found: 'no head of a difference' };
  if (depth === MAX_DEPTH) return { lacks: `${head.base}, which stands on too many others` };
  let lacks = `${head.base}, which is not there`;
  for (const path of pathsOf(root, head.base)) {
    const base = await readBlobFile(root, path, head.base, depth + 1);
    if (base !== null && 'bytes' in base) {
      return judge(await applyDifference(base.bytes, stored).catch(String), digest);
    }
    if (base !== null) lacks = `${head.base}, which is damaged`;
  }
  return { lacks };
}

function judge(bytes: Buffer | string, digest: Digest): Reading {
  if (typeof bytes === 'string') return { found: bytes };
  const found = digestOf(bytes);
  return found === digest ? { bytes } : { found };
}

/** For reading what may not be there. */
export function nullWhenMissing(error: unknown): null {
  if (errnoOf(error) === 'ENOENT') return null;
  throw error;
}
