// Bytes by their SHA-256.
import type { Digest } from '../model/digest.js';

/**
 * Immutable bytes under the SHA-256 of those bytes.
 *
 * Contract: when a `put` resolves, the bytes survive a power cut. Putting the same bytes twice
 * succeeds and stores them once. `get` re-hashes and throws STORE_DIGEST_MISMATCH rather
 * than give wrong bytes (the bytes go to quarantine, never away). Safe to call concurrently, from
 * several processes.
 * Trust: not trusted. Whoever controls it can lose evidence, never alter it unnoticed.
 */
export interface BlobStore {
  /** `like`: an earlier blob these bytes resemble; a store may then keep no more than the difference. */
  put(bytes: Uint8Array, like?: Digest | null): Promise<Digest>;
  /** Takes over the file: it is gone from `path` afterwards. `digest` is what the caller hashed; it is checked. */
  putFile(path: string, digest: Digest, like?: Digest | null): Promise<void>;
  /** @throws STORE_BLOB_MISSING, STORE_DIGEST_MISMATCH */
  get(digest: Digest): Promise<Buffer>;
  has(digest: Digest): Promise<boolean>;
  /** Bytes of the blob itself, as hashed. @throws STORE_BLOB_MISSING */
  sizeBytes(digest: Digest): Promise<number>;
  /** Every blob there is, in no particular order. */
  list(): AsyncIterable<Digest>;
  /** Re-hashes one blob: its size, or what is wrong. Damaged bytes are moved to quarantine. */
  check(digest: Digest): Promise<{ ok: true; sizeBytes: number } | { ok: false; detail: string }>;
}
