// Blobs as files: blobs/ab/cd/abcd…; abcd….gz where gzip saves enough; abcd….vcdiff.gz, the difference
// to an earlier blob, where that is small. Names are SHA-256 (FIPS 180-4) of the bytes themselves.
// docs/on-disk-format.md says how to check any of them by hand.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { VestigeError } from '../../errors.js';
import { type Digest, digestOf, hexOf } from '../../model/digest.js';
import type { BlobStore } from '../../ports/blob-store.js';
import { DIFFERENCE, MAX_GENERATION, makeDifference, readHead } from './difference.js';
import {
  errnoOf,
  makeDirectory,
  moveDurably,
  storeError,
  syncDirectory,
  syncFile,
  writeSynced,
} from './durable.js';
import { quarantine } from './quarantine.js';
import { directoryOf, nullWhenMissing, pathsOf, readBlobFile } from './read-blob.js';
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
const NAME = /^([0-9a-f]{64})(\.gz|\.vcdiff\.gz)?$/;
type Suffix = '' | '.gz' | typeof DIFFERENCE;
type Found = { readonly sizeBytes: number } | { readonly damage: string };

/** A file larger than this is stored without being held in memory, and never as a difference. */
const MEMORY_MAX_BYTES = 4 * 1024 * 1024;

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

  async put(bytes: Uint8Array, like: Digest | null = null): Promise<Digest> {
    const digest = digestOf(bytes);
    await guard(`store ${digest}`, async () => {
      if (!(await this.#isKept(digest))) await this.#write(bytes, digest, like);
    });
    return digest;
  }

  async putFile(path: string, digest: Digest, like: Digest | null = null): Promise<void> {
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
      if (!(await this.#isKept(digest))) await this.#adopt(path, digest, like);
      await rm(path, { force: true });
    });
  }

  async #write(bytes: Uint8Array, digest: Digest, like: Digest | null): Promise<void> {
    const { stored, suffix } = await this.#shorten(bytes, digest, like);
    const temporary = this.#temporary();
    try {
      await writeSynced(temporary, stored, READ_ONLY);
      await this.#publish(temporary, digest, suffix);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async #adopt(path: string, digest: Digest, like: Digest | null): Promise<void> {
    const { size } = await stat(path);
    const isSmaller = await isCompressible(await readStart(path), size);
    if (isSmaller && size <= MEMORY_MAX_BYTES) {
      await this.#write(await readFile(path), digest, like);
      return;
    }
    const temporary = this.#temporary();
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

  /** The shortest form the bytes can be kept in. */
  async #shorten(
    bytes: Uint8Array,
    digest: Digest,
    like: Digest | null,
  ): Promise<{ stored: Uint8Array; suffix: Suffix }> {
    if (!(await isCompressible(startOf(bytes), bytes.length))) return { stored: bytes, suffix: '' };
    const gzipped = await gzipBytes(bytes);
    const difference = like === null ? null : await this.#differenceTo(like, bytes, digest);
    // To stand on another blob is worth it only where it saves much.
    return difference !== null && difference.length * 2 < gzipped.length
      ? { stored: difference, suffix: DIFFERENCE }
      : { stored: gzipped, suffix: '.gz' };
  }

  /** Null where there is no base, or it has served often enough, or the two have little in common. */
  async #differenceTo(like: Digest, bytes: Uint8Array, digest: Digest): Promise<Buffer | null> {
    const head = await readHead(`${this.#path(like)}${DIFFERENCE}`).catch(nullWhenMissing);
    const base = head?.base ?? like;
    const generation = (head?.generation ?? 0) + 1;
    // A blob that is stored anew after damage must not come to stand on itself.
    if (generation > MAX_GENERATION || base === digest) return null;
    const path = `${this.#path(base)}.gz`;
    const { size } = (await stat(path).catch(nullWhenMissing)) ?? {
      size: Number.POSITIVE_INFINITY,
    };
    if (size > MEMORY_MAX_BYTES) return null;
    // A damaged base is told, and put aside, when it is itself asked for.
    const found = await readBlobFile(this.#root, path, base);
    if (found === null || !('bytes' in found)) return null;
    await syncDirectory(this.#directory(base));
    return await makeDifference({ digest: base, bytes: found.bytes }, generation, bytes);
  }

  async get(digest: Digest): Promise<Buffer> {
    return await guard(`read ${digest}`, async () => {
      let damage: string | null = null;
      for (const path of pathsOf(this.#root, digest)) {
        const read = await readBlobFile(this.#root, path, digest);
        if (read === null) continue;
        if ('bytes' in read) return read.bytes;
        damage = await this.#sayDamage(path, digest, read);
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
      if (path.endsWith(DIFFERENCE)) {
        const head = await readHead(path);
        if (head !== null) return head.sizeBytes;
        // Damaged: reading it says so.
        return (await this.get(digest)).length;
      }
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
        const found = files.flatMap((name) => NAME.exec(name)?.[1] ?? []);
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
    for (const path of pathsOf(this.#root, digest)) {
      const isDifference = path.endsWith(DIFFERENCE);
      const read = isDifference ? await readBlobFile(this.#root, path, digest) : null;
      const hashed = isDifference ? null : await hashStored(path);
      if (read !== null && 'bytes' in read) return { sizeBytes: read.bytes.length };
      if (hashed?.found === digest) return { sizeBytes: hashed.sizeBytes };
      const wrong = read ?? hashed;
      if (wrong !== null) damage = { damage: await this.#sayDamage(path, digest, wrong) };
    }
    return damage;
  }

  /** Puts a damaged file aside; one that only lacks its base stays, for the base may come back. */
  async #sayDamage(
    path: string,
    digest: Digest,
    wrong: { readonly found: string } | { readonly lacks: string },
  ): Promise<string> {
    if ('found' in wrong) return await quarantine(this.#root, path, digest, wrong.found);
    return `${digest} cannot be read: it is kept as a difference to ${wrong.lacks}.`;
  }

  async #publish(temporary: string, digest: Digest, suffix: Suffix): Promise<void> {
    await this.#ensureDirectory(digest);
    await moveDurably(temporary, this.#path(digest) + suffix);
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

  async #find(digest: Digest): Promise<string | null> {
    for (const path of pathsOf(this.#root, digest)) {
      if ((await stat(path).catch(nullWhenMissing)) !== null) return path;
    }
    return null;
  }

  #path(digest: Digest): string {
    return join(this.#directory(digest), hexOf(digest));
  }

  #directory(digest: Digest): string {
    return directoryOf(this.#root, digest);
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
