// node:crypto's public keys and verify, for the page: RSA, ECDSA over the NIST curves, Ed25519 and
// Ed448. A kind of key that is not known here makes a check be skipped, never passed.
import { ed448 } from '@noble/curves/ed448.js';
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { childrenOf, type Der, oidOf, readDer } from '../../formats/der.js';
import { Skip } from '../../verify/checks.js';
import { digest } from './hash.js';
import { isPkcs1Signed, isPssSigned, numberOf, type RsaKey } from './rsa.js';

const RSA = '1.2.840.113549.1.1.1';
const EC = '1.2.840.10045.2.1';
const EDWARDS: Readonly<Record<string, 'ed25519' | 'ed448'>> = {
  '1.3.101.112': 'ed25519',
  '1.3.101.113': 'ed448',
};
const CURVES = {
  '1.2.840.10045.3.1.7': { name: 'prime256v1', curve: p256, bytes: 32 },
  '1.3.132.0.34': { name: 'secp384r1', curve: p384, bytes: 48 },
  '1.3.132.0.35': { name: 'secp521r1', curve: p521, bytes: 66 },
} as const;

type Curve = (typeof CURVES)[keyof typeof CURVES];

/** A public key (SubjectPublicKeyInfo, RFC 5280 §4.1.2.7). */
export class KeyObject {
  readonly type = 'public';
  readonly asymmetricKeyType: 'rsa' | 'ec' | 'ed25519' | 'ed448';
  readonly asymmetricKeyDetails: { readonly namedCurve?: string } = {};
  readonly rsa: RsaKey | null = null;
  readonly curve: Curve | null = null;
  /** The point or bytes of a key over a curve. */
  readonly point: Uint8Array;
  readonly #spki: Uint8Array;

  /** @throws SyntaxError, Skip */
  constructor(spki: Uint8Array) {
    this.#spki = Buffer.from(spki);
    const [algorithm, bits] = childrenOf(readDer(spki));
    const [kind, parameters] = childrenOf(need(algorithm));
    const [unused, ...content] = need(bits).content;
    if (need(bits).tag !== 0x03 || unused !== 0) throw new SyntaxError('not a public key');
    this.point = Uint8Array.from(content);
    const oid = oidOf(need(kind));
    if (oid === RSA) {
      this.asymmetricKeyType = 'rsa';
      const [modulus, exponent] = childrenOf(readDer(this.point)).map(({ content: each }) =>
        numberOf(each),
      );
      if (!modulus || !exponent) throw new SyntaxError('not an RSA key');
      this.rsa = { modulus, exponent };
    } else if (oid === EC) {
      this.asymmetricKeyType = 'ec';
      const named = parameters?.tag === 0x06 ? oidOf(parameters) : '';
      if (!Object.hasOwn(CURVES, named)) {
        throw new Skip(`this page does not know the elliptic curve ${named || 'of a key'}`);
      }
      this.curve = CURVES[named as keyof typeof CURVES];
      this.asymmetricKeyDetails = { namedCurve: this.curve.name };
      if (this.point.length !== 1 + 2 * this.curve.bytes) {
        throw new Skip('this page reads no compressed points of a curve');
      }
      this.curve.curve.Point.fromBytes(this.point).assertValidity();
    } else {
      const name = EDWARDS[oid];
      if (name === undefined) throw new Skip(`this page does not know keys of the kind ${oid}`);
      this.asymmetricKeyType = name;
      if (this.point.length !== (name === 'ed25519' ? 32 : 57)) {
        throw new SyntaxError(`not a key of ${name}`);
      }
    }
  }

  export({ format }: { readonly format: string }): Uint8Array | string {
    const der = Buffer.from(this.#spki);
    if (format !== 'pem') return der;
    const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
    return `-----BEGIN PUBLIC KEY-----\n${lines.join('\n')}\n-----END PUBLIC KEY-----\n`;
  }
}

/** From a PEM text or the DER of a SubjectPublicKeyInfo. @throws SyntaxError, Skip */
export function createPublicKey(
  source: string | KeyObject | { readonly key: Uint8Array },
): KeyObject {
  if (source instanceof KeyObject) return source;
  if (typeof source !== 'string') return new KeyObject(source.key);
  const [, base64] =
    /-----BEGIN PUBLIC KEY-----\s*([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----/.exec(source) ?? [];
  if (base64 === undefined) throw new SyntaxError('not a public key in PEM');
  return new KeyObject(Buffer.from(base64, 'base64'));
}

interface KeyWithOptions {
  readonly key: KeyObject;
  readonly dsaEncoding?: string;
  readonly padding?: number;
  readonly saltLength?: number;
}

export const constants = { RSA_PKCS1_PSS_PADDING: 6, RSA_PSS_SALTLEN_DIGEST: -1 } as const;

/** As node:crypto's: `hash` null for keys that bring their own. */
export function verify(
  hash: string | null,
  message: Uint8Array,
  given: KeyObject | KeyWithOptions,
  signature: Uint8Array,
): boolean {
  const { key, ...options } = given instanceof KeyObject ? { key: given } : given;
  const bytes = Uint8Array.from(signature);
  if (key.asymmetricKeyType === 'ed25519' || key.asymmetricKeyType === 'ed448') {
    return isEdwardsSigned(key, message, bytes);
  }
  if (hash === null) throw new SyntaxError('the key asks for a hash');
  if (key.rsa !== null) {
    if (options.padding !== constants.RSA_PKCS1_PSS_PADDING) {
      return isPkcs1Signed(key.rsa, hash, message, bytes);
    }
    const isFixed = options.saltLength === constants.RSA_PSS_SALTLEN_DIGEST;
    const saltBytes = isFixed ? digest(hash, new Uint8Array()).length : null;
    return isPssSigned(key.rsa, { hash, saltBytes }, message, bytes);
  }
  if (key.curve === null) return false;
  const { curve, bytes: size } = key.curve;
  const pair = options.dsaEncoding === 'ieee-p1363' ? bytes : pairOf(bytes, size);
  if (pair === null || pair.length !== 2 * size) return false;
  const rules = { prehash: false, lowS: false, format: 'compact' } as const;
  try {
    return curve.verify(pair, digest(hash, message), key.point, rules);
  } catch {
    return false;
  }
}

function isEdwardsSigned(
  { asymmetricKeyType, point }: KeyObject,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  const scheme = asymmetricKeyType === 'ed25519' ? ed25519 : ed448;
  try {
    return scheme.verify(signature, Uint8Array.from(message), point, { zip215: false });
  } catch {
    return false;
  }
}

/** r ‖ s of an ECDSA signature in DER; null where it is not in its one form. */
function pairOf(der: Uint8Array, size: number): Uint8Array | null {
  let numbers: readonly Der[];
  try {
    numbers = childrenOf(readDer(der));
  } catch {
    return null;
  }
  const isGood = numbers.every(({ tag, content: [first = 0x80, second = 0x80] }) => {
    return tag === 0x02 && first < 0x80 && !(first === 0 && second < 0x80);
  });
  if (numbers.length !== 2 || !isGood || der[0] !== 0x30) return null;
  const pair = new Uint8Array(2 * size);
  for (const [i, { content }] of numbers.entries()) {
    const value = content[0] === 0 ? content.subarray(1) : content;
    if (value.length > size) return null;
    pair.set(value, (i + 1) * size - value.length);
  }
  return pair;
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new SyntaxError('a part of the key is missing');
  return value;
}
