// RSA signatures (RFC 8017 §8) over a digest: PKCS #1 v1.5 and PSS. Nothing secret is computed here.
import { digest } from './hash.js';

export interface RsaKey {
  readonly modulus: bigint;
  readonly exponent: bigint;
}

/** DigestInfo before the digest (RFC 8017 §9.2, note 1). */
const DIGEST_INFO: Readonly<Record<string, string>> = {
  md5: '3020300c06082a864886f70d020505000410',
  sha1: '3021300906052b0e03021a05000414',
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
};
/** What OpenSSL refuses as well: an exponent that large would only take time. */
const MAX_EXPONENT = 2n ** 64n;
const MAX_MODULUS_BITS = 16_384;

/** RSASSA-PKCS1-v1_5 (§8.2.2). */
export function isPkcs1Signed(
  key: RsaKey,
  hash: string,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  const info = DIGEST_INFO[hash];
  const encoded = open(key, signature);
  if (info === undefined || encoded === null) return false;
  const tail = [...bytesOf(BigInt(`0x${info}`), info.length / 2), ...digest(hash, message)];
  const padding = encoded.length - tail.length - 3;
  if (padding < 8) return false;
  const expected = [0, 1, ...new Array<number>(padding).fill(0xff), 0, ...tail];
  return encoded.every((byte, i) => byte === expected[i]);
}

/** RSASSA-PSS (§8.1.2); the salt may have any length where `saltBytes` is null. */
export function isPssSigned(
  key: RsaKey,
  { hash, saltBytes }: { readonly hash: string; readonly saltBytes: number | null },
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  const whole = open(key, signature);
  const bits = bitsOf(key.modulus) - 1;
  const length = Math.ceil(bits / 8);
  if (whole === null || whole.subarray(0, whole.length - length).some((byte) => byte !== 0)) {
    return false;
  }
  const encoded = whole.subarray(whole.length - length);
  const hashed = digest(hash, message);
  const maskedBytes = length - hashed.length - 1;
  if (maskedBytes < 1 || encoded.at(-1) !== 0xbc) return false;
  const spare = 8 * length - bits;
  if ((encoded[0] ?? 0) >> (8 - spare) !== 0) return false;
  const seed = encoded.subarray(maskedBytes, -1);
  const mask = maskOf(hash, seed, maskedBytes);
  const block = encoded.subarray(0, maskedBytes).map((byte, i) => byte ^ (mask[i] ?? 0));
  block[0] = (block[0] ?? 0) & (0xff >> spare);
  const one = block.findIndex((byte) => byte !== 0);
  if (one < 0 || block[one] !== 1) return false;
  const salt = block.subarray(one + 1);
  if (saltBytes !== null && salt.length !== saltBytes) return false;
  const again = digest(hash, Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, ...hashed, ...salt));
  return again.every((byte, i) => byte === seed[i]);
}

/** MGF1 (§B.2.1). */
function maskOf(hash: string, seed: Uint8Array, length: number): Uint8Array {
  const mask: number[] = [];
  for (let counter = 0; mask.length < length; counter += 1) {
    mask.push(...digest(hash, Uint8Array.of(...seed, ...bytesOf(BigInt(counter), 4))));
  }
  return Uint8Array.from(mask.slice(0, length));
}

/** RSAVP1 (§5.2.2); null for what cannot be a signature of this key. */
function open({ modulus, exponent }: RsaKey, signature: Uint8Array): Uint8Array | null {
  const length = Math.ceil(bitsOf(modulus) / 8);
  if (bitsOf(modulus) > MAX_MODULUS_BITS || exponent > MAX_EXPONENT || exponent < 3n) return null;
  const value = numberOf(signature);
  if (signature.length !== length || value >= modulus) return null;
  let [result, base] = [1n, value];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * base) % modulus;
    base = (base * base) % modulus;
  }
  return bytesOf(result, length);
}

function bitsOf(value: bigint): number {
  return value.toString(2).length;
}

/** Big-endian bytes -> a number. */
export function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x0${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`);
}

function bytesOf(value: bigint, length: number): Uint8Array {
  const hex = value.toString(16).padStart(length * 2, '0');
  return Uint8Array.from({ length }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16));
}
