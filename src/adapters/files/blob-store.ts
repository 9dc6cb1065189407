// Blobs as files: blobs/ab/cd/abcd…, or abcd….gz where gzip saves enough; names are SHA-256 (FIPS 180-4).
// `sha256sum FILE` or `gzip -dc FILE.gz | sha256sum` checks any of them by hand.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { VestigeError } from '../../errors.js';
import { type Digest, digestOf, hexOf } from '../../model/digest.js';
import type { BlobStore } from '../../ports/blob-store.js';
import {
  errnoOf,
  makeDirectory,
  moveDurably,
  storeError,
  syncDirectory,
  syncFile,
  writeSynced,
} from './durable.js';
import {
  gzipBytes,
  gzipFile,
  hashStored,
  isCompressible,
  moveOrCopy,
  readStart,
  startOf,
} from './stored-bytes.js';
import { sweepTemporary, temporaryName } from './temporary-names.js';

const READ_ONLY = 0o444;
const HEX = /^([0-9a-f]{64})(\.gz)?$/;
type Found = { readonly sizeBytes: number } | { readonly damage: string };

/** The blobs of the archive at `root`; sweeps what dead processes left in its tmp/. */
export async function openBlobStore(root: string): Promise<BlobStore> {
  try {
    for (const name of ['blobs', 'tmp']) await makeDirectory(join(root, name));
    await sweepTemporary(join(root, 'tmp'));
  } catch (error) {
    throw storeError(error, `open the blobs of ${root}`);
  }
  return new FileBlobStore(root);
}

class FileBlobStore implements BlobStore {
  readonly #root: string;
  /** Directories whose names this process has made durable. */
  readonly #durable = new Map<string, Promise<void>>();

  constructor(root: string) {
    this.#root = root;
  }

  async put(bytes: Uint8Array): Promise<Digest> {
    const digest = digestOf(bytes);
    await guard(`store ${digest}`, async () => {
      if (await this.#isKept(digest)) return;
      const isSmaller = await isCompressible(startOf(bytes), bytes.length);
      const temporary = this.#temporary();
      try {
        const stored = isSmaller ? await gzipBytes(bytes) : bytes;
        await writeSynced(temporary, stored, READ_ONLY);
        await this.#publish(temporary, digest, isSmaller ? '.gz' : '');
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    });
    return digest;
  }

  async putFile(path: string, digest: Digest): Promise<void> {
    await guard(`store ${digest}`, async () => {
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(path)) hash.update(chunk);
      const found = `sha256:${hash.digest('hex')}`;
      if (found !== digest) {
        throw new VestigeError(
          'STORE_DIGEST_MISMATCH',
          `${path} was announced as ${digest} but is ${found}; it was not stored.`,
        );
      }
      if (!(await this.#isKept(digest))) await this.#adopt(path, digest);
      await rm(path, { force: true });
    });
  }

  async #adopt(path: string, digest: Digest): Promise<void> {
    const temporary = this.#temporary();
    const { size } = await stat(path);
    const isSmaller = await isCompressible(await readStart(path), size);
    try {
      if (isSmaller) await gzipFile(path, temporary);
      else await moveOrCopy(path, temporary);
      await chmod(temporary, READ_ONLY);
      await syncFile(temporary);
      await this.#publish(temporary, digest, isSmaller ? '.gz' : '');
    } catch (error) {
      // A file that was only moved goes back to its owner.
      if (!isSmaller) await rename(temporary, path).catch(() => undefined);
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async get(digest: Digest): Promise<Buffer> {
    return await guard(`read ${digest}`, async () => {
      let damage: string | null = null;
      for (const path of this.#paths(digest)) {
        const stored = await readFile(path).catch(nullWhenMissing);
        if (stored === null) continue;
        const bytes = path.endsWith('.gz') ? await promisify(gunzip)(stored).catch(String) : stored;
        const found = typeof bytes === 'string' ? bytes : digestOf(bytes);
        if (typeof bytes !== 'string' && found === digest) return bytes;
        damage = await this.#quarantine(path, digest, found);
      }
      if (damage !== null) throw new VestigeError('STORE_DIGEST_MISMATCH', damage);
      throw missing(digest);
    });
  }

  async has(digest: Digest): Promise<boolean> {
    return (await this.#find(digest)) !== null;
  }

  async sizeBytes(digest: Digest): Promise<number> {
    return await guard(`measure ${digest}`, async () => {
      const path = await this.#find(digest);
      if (path === null) throw missing(digest);
      if (!path.endsWith('.gz')) return (await stat(path)).size;
      const file = await open(path);
      try {
        const { size } = await file.stat();
        const trailer = await file.read(Buffer.alloc(4), 0, 4, Math.max(0, size - 4));
        return trailer.buffer.readUInt32LE();
      } finally {
        await file.close();
      }
    });
  }

  async *list(): AsyncIterable<Digest> {
    const top = join(this.#root, 'blobs');
    for (const first of await names(top)) {
      for (const second of await names(join(top, first))) {
        const files = await names(join(top, first, second));
        const found = files.flatMap((name) => HEX.exec(name)?.[1] ?? []);
        for (const hex of new Set(found)) yield `sha256:${hex}`;
      }
    }
  }

  async check(
    digest: Digest,
  ): Promise<{ ok: true; sizeBytes: number } | { ok: false; detail: string }> {
    return await guard(`check ${digest}`, async () => {
      const found = await this.#verify(digest);
      if (found === null) return { ok: false, detail: `${digest} is not there.` };
      if ('damage' in found) return { ok: false, detail: found.damage };
      return { ok: true, sizeBytes: found.sizeBytes };
    });
  }

  /** True when the blob is there, whole and durable; a damaged one is put aside, so that it can be stored anew. */
  async #isKept(digest: Digest): Promise<boolean> {
    const found = await this.#verify(digest);
    if (found === null || 'damage' in found) return false;
    // Another process may have renamed it a moment ago and not synced yet.
    await this.#ensureDirectory(digest);
    await syncDirectory(this.#directory(digest));
    return true;
  }

  async #verify(digest: Digest): Promise<Found | null> {
    let damage: Found | null = null;
    for (const path of this.#paths(digest)) {
      const found = await hashStored(path);
      if (found === null) continue;
      if (found.found === digest) return { sizeBytes: found.sizeBytes };
      damage = { damage: await this.#quarantine(path, digest, found.found) };
    }
    return damage;
  }

  async #publish(temporary: string, digest: Digest, suffix: '' | '.gz'): Promise<void> {
    await this.#ensureDirectory(digest);
    await moveDurably(temporary, join(this.#directory(digest), hexOf(digest) + suffix));
  }

  /** Once per process and directory: the name may be another process's, and not durable yet. */
  async #ensureDirectory(digest: Digest): Promise<void> {
    const path = this.#directory(digest);
    const known = this.#durable.get(path);
    if (known) return await known;
    const made = makeDirectory(path)
      .then(() => syncDirectory(dirname(path)))
      .then(() => syncDirectory(dirname(dirname(path))));
    this.#durable.set(path, made);
    made.catch(() => this.#durable.delete(path));
    await made;
  }

  /** Moves damaged bytes aside with a note, and says what is wrong. */
  async #quarantine(path: string, digest: Digest, found: string): Promise<string> {
    const directory = join(this.#root, 'quarantine');
    const name = `${basename(path)}.${temporaryName().split('.').at(-1)}`;
    const damage = `${digest} is damaged (found: ${found}).`;
    try {
      await makeDirectory(directory);
      await writeSynced(join(directory, `${name}.txt`), Buffer.from(`${damage}\n`), READ_ONLY);
      await moveDurably(path, join(directory, name));
      await syncDirectory(dirname(path));
      return `${damage} The bytes are in quarantine/${name}.`;
    } catch (error) {
      // Two processes may meet here, and an archive may be mounted read-only: the damage is still told.
      return `${damage} They could not be moved to quarantine (${errnoOf(error)}).`;
    }
  }

  async #find(digest: Digest): Promise<string | null> {
    for (const path of this.#paths(digest)) {
      if ((await stat(path).catch(nullWhenMissing)) !== null) return path;
    }
    return null;
  }

  #paths(digest: Digest): readonly string[] {
    const path = join(this.#directory(digest), hexOf(digest));
    return [path, `${path}.gz`];
  }

  #directory(digest: Digest): string {
    const hex = hexOf(digest);
    return join(this.#root, 'blobs', hex.slice(0, 2), hex.slice(2, 4));
  }

  #temporary(): string {
    return join(this.#root, 'tmp', temporaryName());
  }
}

async function names(directory: string): Promise<readonly string[]> {
  const found = await readdir(directory).catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(error))) return [];
    throw storeError(error, `list ${directory}`);
  });
  return found.sort();
}

function nullWhenMissing(error: unknown): null {
  if (errnoOf(error) === 'ENOENT') return null;
  throw error;
}

function missing(digest: Digest): VestigeError {
  return new VestigeError('STORE_BLOB_MISSING', `${digest} is not in the archive.`);
}

async function guard<T>(doing: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw storeError(error, doing);
  }
}
