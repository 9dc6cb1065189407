// A blob store in memory, for tests of stages; it keeps the contract of the real one.
import { readFile, rm } from 'node:fs/promises';
import { VestigeError } from '../../src/errors.js';
import { type Digest, digestOf } from '../../src/model/digest.js';
import type { BlobStore } from '../../src/ports/blob-store.js';

export interface MemoryBlobStore extends BlobStore {
  /** Forgets a blob, as a lost disk would. */
  lose(digest: Digest): void;
  /** Changes one bit of a blob. */
  damage(digest: Digest): void;
}

/** An empty store. */
export function createMemoryBlobStore(): MemoryBlobStore {
  const blobs = new Map<Digest, Buffer>();
  const need = (digest: Digest): Buffer => {
    const bytes = blobs.get(digest);
    if (bytes !== undefined) return bytes;
    throw new VestigeError('STORE_BLOB_MISSING', `There is no blob ${digest}.`);
  };
  const put = async (bytes: Uint8Array): Promise<Digest> => {
    const digest = digestOf(bytes);
    blobs.set(digest, Buffer.from(bytes));
    return digest;
  };
  return {
    put,
    async putFile(path, digest) {
      const bytes = await readFile(path);
      if (digestOf(bytes) !== digest) {
        throw new VestigeError('STORE_DIGEST_MISMATCH', `${path} is not ${digest}.`);
      }
      await put(bytes);
      await rm(path);
    },
    async get(digest) {
      const bytes = need(digest);
      if (digestOf(bytes) === digest) return Buffer.from(bytes);
      blobs.delete(digest);
      throw new VestigeError('STORE_DIGEST_MISMATCH', `${digest} is damaged.`);
    },
    has: async (digest) => blobs.has(digest),
    sizeBytes: async (digest) => need(digest).length,
    async *list() {
      yield* [...blobs.keys()];
    },
    async check(digest) {
      const bytes = blobs.get(digest);
      if (bytes === undefined) return { ok: false, detail: `There is no blob ${digest}.` };
      if (digestOf(bytes) === digest) return { ok: true, sizeBytes: bytes.length };
      blobs.delete(digest);
      return { ok: false, detail: `${digest} is damaged.` };
    },
    lose(digest) {
      blobs.delete(digest);
    },
    damage(digest) {
      const bytes = need(digest);
      bytes[0] = (bytes[0] ?? 0) ^ 1;
    },
  };
}
