// node:crypto's createHash, for the page: the same digests, made by @noble/hashes.
import { md5, ripemd160, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { Skip } from '../../verify/checks.js';

const HASHES = { sha256, sha384, sha512, sha1, md5, ripemd160 } as const;

class Hash {
  readonly #hash;

  constructor(name: keyof typeof HASHES) {
    this.#hash = HASHES[name].create();
  }

  update(data: Uint8Array | string, encoding?: BufferEncoding): this {
    this.#hash.update(typeof data === 'string' ? Buffer.from(data, encoding) : data);
    return this;
  }

  digest(encoding?: BufferEncoding): Uint8Array | string {
    const bytes = Buffer.from(this.#hash.digest());
    return encoding === undefined ? bytes : bytes.toString(encoding);
  }
}

/** @throws Skip for a hash that is not made here */
export function createHash(name: string): Hash {
  if (!Object.hasOwn(HASHES, name)) throw new Skip(`this page cannot make the hash ${name}`);
  return new Hash(name as keyof typeof HASHES);
}

/** The digest of bytes. @throws Skip */
export function digest(name: string, bytes: Uint8Array): Uint8Array {
  return createHash(name).update(bytes).digest() as Uint8Array;
}
