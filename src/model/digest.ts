// Names of bytes: `sha256:` + 64 lower-case hex characters (FIPS 180-4).
import { createHash } from 'node:crypto';

/** `sha256:` + 64 lower-case hex characters. */
export type Digest = `sha256:${string}`;

const PATTERN = /^sha256:[0-9a-f]{64}$/;

/** True for exactly `sha256:` + 64 lower-case hex characters. */
export function isDigest(value: unknown): value is Digest {
  return typeof value === 'string' && PATTERN.test(value);
}

/** The digest of `bytes`; a string is hashed as UTF-8. */
export function digestOf(bytes: Uint8Array | string): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** The 64 hex characters of a digest. */
export function hexOf(digest: Digest): string {
  return digest.slice('sha256:'.length);
}
