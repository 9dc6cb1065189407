// node:crypto's X509Certificate, for the page: as much of it as the verifier asks for (RFC 5280).
import { childrenOf, type Der, oidOf, readDer } from '../../formats/der.js';
import { type CertificateFacts, readCertificate } from '../../formats/x509.js';
import { Skip } from '../../verify/checks.js';
import { KeyObject, verify } from './keys.js';
import { isSame } from './same.js';

const RSA_PSS = '1.2.840.113549.1.1.10';
/** Null: the key brings its own. */
const SIGNATURES: Readonly<Record<string, string | null>> = {
  '1.2.840.113549.1.1.4': 'md5',
  '1.2.840.113549.1.1.5': 'sha1',
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.1': 'sha1',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
  '1.3.101.112': null,
  '1.3.101.113': null,
};
const HASHES: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const ATTRIBUTES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '1.2.840.113549.1.9.1': 'emailAddress',
};
const SUBJECT_KEY = '2.5.29.14';
const AUTHORITY_KEY = '2.5.29.35';

export class X509Certificate {
  readonly raw: Buffer;
  readonly #facts: CertificateFacts;
  readonly #signed: Der;
  readonly #algorithm: Der;
  readonly #signature: Uint8Array;
  /** From the version on. */
  readonly #fields: readonly Der[];

  /** @throws SyntaxError */
  constructor(source: Uint8Array | string) {
    const der = typeof source === 'string' ? derOf(source) : source;
    this.raw = Buffer.from(der);
    this.#facts = readCertificate(der);
    const [signed, algorithm, bits] = childrenOf(readDer(der));
    this.#signed = need(signed);
    this.#algorithm = need(algorithm);
    this.#signature = need(bits).content.subarray(1);
    const fields = childrenOf(this.#signed);
    this.#fields = fields[0]?.tag === 0xa0 ? fields : [need(fields[0]), ...fields];
  }

  /** @throws Skip for a kind of key that is not known here */
  get publicKey(): KeyObject {
    return new KeyObject(this.#facts.publicKey);
  }

  get ca(): boolean {
    return this.#facts.isAuthority && this.#facts.mayIssue !== false;
  }

  get validFrom(): string {
    return new Date(this.#facts.notBeforeMs).toUTCString();
  }

  get validTo(): string {
    return new Date(this.#facts.notAfterMs).toUTCString();
  }

  get subject(): string {
    return linesOf(need(this.#fields[5]));
  }

  get issuer(): string {
    return linesOf(need(this.#fields[3]));
  }

  /** By name, by the issuer's key where it is named, and by what its key is for. */
  checkIssued(issuer: X509Certificate): boolean {
    const name = canonical(need(this.#fields[3]));
    if (name !== canonical(need(issuer.#fields[5])) || issuer.#facts.mayIssue === false) {
      return false;
    }
    const named = this.#extension(AUTHORITY_KEY);
    if (named === null) return true;
    const parts = childrenOf(named);
    const id = parts.find(({ tag }) => tag === 0x80)?.content;
    const serial = parts.find(({ tag }) => tag === 0x82)?.content;
    const own = issuer.#extension(SUBJECT_KEY)?.content;
    if (id !== undefined && own !== undefined && !isSame(id, own)) return false;
    return serial === undefined || isSame(serial, need(issuer.#fields[1]).content);
  }

  /** @throws Skip for a way of signing that is not known here */
  verify(key: KeyObject): boolean {
    const [kind, parameters] = childrenOf(this.#algorithm);
    const oid = oidOf(need(kind));
    const signed = this.#signed.bytes;
    if (oid === RSA_PSS) {
      const [hash, saltLength] = pssOf(parameters);
      if (hash === undefined) throw new Skip('this page does not know a hash of a certificate');
      return verify(hash, signed, { key, padding: 6, saltLength }, this.#signature);
    }
    const hash = SIGNATURES[oid];
    if (hash === undefined) {
      throw new Skip(`this page does not know certificates signed by ${oid}`);
    }
    const isFit =
      hash === null
        ? key.asymmetricKeyType.startsWith('ed')
        : oid.startsWith('1.2.840.10045') === (key.curve !== null) &&
          !key.asymmetricKeyType.startsWith('ed');
    return isFit && verify(hash, signed, key, this.#signature);
  }

  /** The name it fits, or undefined (RFC 6125: one star for the first label). */
  checkHost(host: string): string | undefined {
    const common = attributesOf(need(this.#fields[5])).filter(({ oid }) => oid === '2.5.4.3');
    const names = [...this.#facts.dnsNames, ...common.map(({ text }) => text)];
    const [first = '', ...rest] = host.toLowerCase().split('.');
    return names.find((name) => {
      const [star = '', ...others] = name.toLowerCase().split('.');
      return (
        others.join('.') === rest.join('.') && (star === first || (star === '*' && rest.length > 1))
      );
    });
  }

  #extension(wanted: string): Der | null {
    const list = this.#fields.find(({ tag }) => tag === 0xa3);
    for (const extension of list === undefined ? [] : childrenOf(need(childrenOf(list)[0]))) {
      const parts = childrenOf(extension);
      if (oidOf(need(parts[0])) === wanted) return readDer(need(parts.at(-1)).content);
    }
    return null;
  }
}

function derOf(pem: string): Uint8Array {
  const [, base64] = /-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/.exec(pem) ?? [];
  if (base64 === undefined) throw new SyntaxError('not a certificate in PEM');
  return Buffer.from(base64, 'base64');
}

/** Hash and length of the salt of RSASSA-PSS-params (RFC 4055 §3.1), whose defaults are SHA-1 and 20. */
function pssOf(parameters: Der | undefined): readonly [hash: string | undefined, salt: number] {
  const parts = parameters === undefined ? [] : childrenOf(parameters);
  const hash = parts.find(({ tag }) => tag === 0xa0);
  const oid = hash && oidOf(need(childrenOf(need(childrenOf(hash)[0]))[0]));
  // Any length: the signature itself says it, and it is part of what is signed.
  return [oid === undefined ? 'sha1' : HASHES[oid], -2];
}

interface Attribute {
  readonly oid: string;
  readonly text: string;
}

function attributesOf(name: Der): readonly Attribute[] {
  return childrenOf(name).flatMap((set) =>
    childrenOf(set).map((attribute) => {
      const [oid, value] = childrenOf(attribute);
      const { tag, content } = need(value);
      // BMPString has two bytes a character; the others are UTF-8 or a part of it.
      const encoding = tag === 0x1e ? 'utf-16be' : 'utf-8';
      return { oid: oidOf(need(oid)), text: new TextDecoder(encoding).decode(content) };
    }),
  );
}

/** A name as Node writes it: one attribute a line. */
function linesOf(name: Der): string {
  return attributesOf(name)
    .map(({ oid, text }) => `${ATTRIBUTES[oid] ?? oid}=${text}`)
    .join('\n');
}

/** A name as it is compared: without regard to case and runs of spaces (RFC 5280 §7.1). */
function canonical(name: Der): string {
  const folded = attributesOf(name).map(({ oid, text }) => {
    const plain = text.trim().replace(/\s+/g, ' ');
    return `${oid}=${plain.replace(/[A-Z]/g, (letter) => letter.toLowerCase())}`;
  });
  return JSON.stringify(folded);
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new SyntaxError('a part of the certificate is missing');
  return value;
}
