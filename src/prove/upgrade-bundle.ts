// A bundle made earlier -> the same with other files of evidence, signed anew: every byte but those, the
// record of custody and the list of files stays what it was.
import type { KeyObject } from 'node:crypto';
import { type FileHandle, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import {
  CHECKPOINT_PATH,
  CUSTODY_PATH,
  DATA_PACKAGE_DIGEST_PATH,
  DATA_PACKAGE_PATH,
} from '../formats/bundle.js';
import {
  parseDataPackage,
  signDataPackage,
  type WaczResource,
  wholeSeconds,
  writeDataPackage,
} from '../formats/wacz.js';
import { localHeader, readZip, type ZipEntry } from '../formats/zip.js';
import type { AttestationFile } from '../model/attestation.js';
import type { Digest } from '../model/digest.js';
import type { Instant } from '../model/instant.js';
import { ZipFile } from './zip-file.js';

/** A bundle as it is on disk. */
export interface MadeBundle {
  readonly checkpointNote: string;
  /** Files of evidence in it, by their names under proof/. */
  readonly evidence: readonly AttestationFile[];
}

export interface Upgrade {
  readonly evidence: readonly AttestationFile[];
  readonly custody: readonly Uint8Array[];
  readonly createdAt: Instant;
  readonly signer: KeyObject;
}

const COPIED_BYTES = 1024 * 1024;
const EVIDENCE = /^proof\/(checkpoint\.(?!note$).+|bitcoin-headers\.json)$/;

/** What a bundle holds of evidence. @throws SyntaxError when it is none of ours */
export async function readMadeBundle(path: string): Promise<MadeBundle> {
  return withEntries(path, async (file, entries) => {
    const evidence: AttestationFile[] = [];
    for (const entry of entries) {
      const name = EVIDENCE.exec(entry.name)?.[1];
      if (name !== undefined) evidence.push({ name, bytes: await contentOf(file, entry) });
    }
    const note = entries.find(({ name }) => name === CHECKPOINT_PATH);
    if (note === undefined) throw new SyntaxError('there is no checkpoint in it');
    return { checkpointNote: (await contentOf(file, note)).toString(), evidence };
  });
}

/** Writes the bundle anew in its place, whole or not at all. */
export async function upgradeBundleFile(
  path: string,
  upgrade: Upgrade,
): Promise<{ readonly sha256: Digest; readonly bytes: number }> {
  const target = resolve(path);
  const temporary = await mkdtemp(join(dirname(target), `.${basename(target)}.`));
  try {
    const draft = join(temporary, 'bundle');
    const written = await withEntries(target, (file, entries) =>
      rewrite(file, entries, { ...upgrade, draft, temporary }),
    );
    await rename(draft, target);
    return { sha256: written.digest, bytes: written.sizeBytes };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function rewrite(
  file: FileHandle,
  entries: readonly ZipEntry[],
  {
    draft,
    temporary,
    evidence,
    custody,
    createdAt,
    signer,
  }: Upgrade & { draft: string; temporary: string },
) {
  const zip = await ZipFile.create(draft);
  try {
    const resources: WaczResource[] = [];
    let old = Buffer.alloc(0);
    for (const entry of entries) {
      const { name } = entry;
      if (name === DATA_PACKAGE_PATH) old = Buffer.from(await contentOf(file, entry));
      if (name === DATA_PACKAGE_PATH || name === DATA_PACKAGE_DIGEST_PATH) continue;
      if (EVIDENCE.test(name)) continue;
      if (name === CUSTODY_PATH) {
        const lines = custody.map((line) => `${Buffer.from(line)}\n`).join('');
        resources.push(await zip.add(name, lines));
      } else resources.push(await copy(file, entry, zip, temporary));
      if (name !== CHECKPOINT_PATH) continue;
      for (const { name: own, bytes } of evidence) {
        resources.push(await zip.add(`proof/${own}`, bytes));
      }
    }
    const created = wholeSeconds(createdAt);
    const dataPackage = writeDataPackage({ ...parseDataPackage(old), created, resources });
    await zip.add(DATA_PACKAGE_PATH, dataPackage);
    await zip.add(DATA_PACKAGE_DIGEST_PATH, signDataPackage(dataPackage, signer));
    return await zip.finish();
  } finally {
    await zip.close();
  }
}

/** A file of any size goes by way of the disk. */
async function copy(
  file: FileHandle,
  entry: ZipEntry,
  zip: ZipFile,
  temporary: string,
): Promise<WaczResource> {
  const { name, sizeBytes } = entry;
  if (sizeBytes <= COPIED_BYTES) return zip.add(name, await contentOf(file, entry));
  const path = join(temporary, 'entry');
  const out = await open(path, 'w');
  try {
    const start = entry.offset + localHeader(entry).length;
    for (let at = 0; at < sizeBytes; at += COPIED_BYTES) {
      await out.write(await bytesAt(file, start + at, Math.min(COPIED_BYTES, sizeBytes - at)));
    }
  } finally {
    await out.close();
  }
  const resource = await zip.addFile(name, path);
  await rm(path);
  return resource;
}

async function withEntries<T>(
  path: string,
  act: (file: FileHandle, entries: readonly ZipEntry[]) => Promise<T>,
): Promise<T> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return await act(file, await readZip((offset, length) => bytesAt(file, offset, length), size));
  } finally {
    await file.close();
  }
}

function contentOf(file: FileHandle, entry: ZipEntry): Promise<Buffer> {
  return bytesAt(file, entry.offset + localHeader(entry).length, entry.sizeBytes);
}

async function bytesAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.max(0, length));
  const { bytesRead } = await file.read(bytes, 0, bytes.length, offset);
  return bytes.subarray(0, bytesRead);
}
