// All that the checks of TLS handshakes ask of cryptography and of compression, in one place.
import { constants, createHash, createPublicKey, verify } from 'node:crypto';
import * as zlib from 'node:zlib';

export type HashName = 'sha256' | 'sha384' | 'sha512';

/** How a TLS signature scheme signs (RFC 8446 §4.2.3). */
export interface SignatureScheme {
  readonly name: string;
  /** Object identifier of the kind of key it asks for, and of the curve TLS 1.3 binds it to. */
  readonly keyKind: string;
  readonly curve: string | null;
  /** Null where the scheme has its own. */
  readonly hash: HashName | null;
  readonly isPss: boolean;
  /** Kept for TLS 1.2. */
  readonly isOld: boolean;
}

const RSA = '1.2.840.113549.1.1.1';
const RSA_PSS = '1.2.840.113549.1.1.10';
const EC = '1.2.840.10045.2.1';
const P256 = '1.2.840.10045.3.1.7';
const P384 = '1.3.132.0.34';
const P521 = '1.3.132.0.35';

const rsa = (hash: HashName, keyKind: string, isPss: boolean): SignatureScheme => ({
  ...{ name: `RSA${isPss ? '-PSS' : ''} with ${shown(hash)}`, keyKind, curve: null, hash, isPss },
  isOld: !isPss,
});
const ecdsa = (hash: HashName, curve: string): SignatureScheme => ({
  ...{ name: `ECDSA with ${shown(hash)}`, keyKind: EC, curve, hash },
  ...{ isPss: false, isOld: false },
});
const edwards = (name: string, keyKind: string): SignatureScheme => ({
  ...{ name, keyKind, curve: null, hash: null, isPss: false, isOld: false },
});

/** The schemes known here by their number. SHA-1 is none of them: it proves nothing any more. */
export const SCHEMES: ReadonlyMap<number, SignatureScheme> = new Map([
  [0x0401, rsa('sha256', RSA, false)],
  [0x0501, rsa('sha384', RSA, false)],
  [0x0601, rsa('sha512', RSA, false)],
  [0x0804, rsa('sha256', RSA, true)],
  [0x0805, rsa('sha384', RSA, true)],
  [0x0806, rsa('sha512', RSA, true)],
  [0x0809, rsa('sha256', RSA_PSS, true)],
  [0x080a, rsa('sha384', RSA_PSS, true)],
  [0x080b, rsa('sha512', RSA_PSS, true)],
  [0x0403, ecdsa('sha256', P256)],
  [0x0503, ecdsa('sha384', P384)],
  [0x0603, ecdsa('sha512', P521)],
  [0x0807, edwards('Ed25519', '1.3.101.112')],
  [0x0808, edwards('Ed448', '1.3.101.113')],
]);

/** Kinds of keys whose every way of signing that proves something stands above. */
export const KEY_KINDS: ReadonlySet<string> = new Set(
  [...SCHEMES.values()].map(({ keyKind }) => keyKind),
);

export function hash(name: HashName, bytes: Uint8Array): Uint8Array {
  return createHash(name).update(bytes).digest();
}

/** True when the holder of `publicKey` (SubjectPublicKeyInfo) signed the bytes. */
export async function isSignedBy(
  publicKey: Uint8Array,
  { hash, isPss }: SignatureScheme,
  signed: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
  const padding = isPss
    ? {
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
      }
    : {};
  return verify(hash, signed, { key, ...padding }, signature);
}

type Decompress = (
  bytes: Uint8Array,
  options: { maxOutputLength: number; finishFlush?: number },
) => Buffer;

/** zstd came with Node 22. */
const decompressors: ReadonlyMap<number, { name: string; run: Decompress | undefined }> = new Map([
  [1, { name: 'zlib', run: zlib.inflateSync as Decompress }],
  [2, { name: 'brotli', run: zlib.brotliDecompressSync as Decompress }],
  [
    3,
    {
      name: 'zstd',
      run: (zlib as unknown as { zstdDecompressSync?: Decompress }).zstdDecompressSync,
    },
  ],
]);

/** What certificate compression (RFC 8879 §3) packed; null where this Node cannot unpack it. */
export function decompress(
  algorithm: number,
  bytes: Uint8Array,
  sizeBytes: number,
): { readonly bytes: Uint8Array } | { readonly cannot: string } {
  const known = decompressors.get(algorithm);
  if (known?.run === undefined) {
    return { cannot: `${known?.name ?? `algorithm ${algorithm}`} cannot be unpacked here` };
  }
  return { bytes: known.run(bytes, { maxOutputLength: Math.max(1, sizeBytes) }) };
}

function shown(hash: HashName): string {
  return hash.toUpperCase().replace('SHA', 'SHA-');
}
