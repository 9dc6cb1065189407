// A certificate (X.509 v3, RFC 5280 §4) -> what it says: whom it names, for when, with which key, and
// what that key may sign. What it says is true only as far as a chain of signatures leads.
import { childrenOf, type Der, oidOf, readDer } from './der.js';

export interface CertificateFacts {
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  /** Object identifier of the key's kind, and of its curve where it has one. */
  readonly keyKind: string;
  readonly curve: string | null;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** Lower case. */
  readonly dnsNames: readonly string[];
  /** 4 or 16 bytes each, as hex. */
  readonly addresses: readonly string[];
  readonly isAuthority: boolean;
  /** Authorities allowed between this one and the certificate at the end; null for any number. */
  readonly pathLength: number | null;
  /** Null where the certificate does not say what its key is for. */
  readonly mayIssue: boolean | null;
  /** Extended key usages; null for any. */
  readonly purposes: readonly string[] | null;
  /** Critical extensions not read here: whoever goes by the certificate would have to know them. */
  readonly unread: readonly string[];
}

const KEY_USAGE = '2.5.29.15';
const ALTERNATIVE_NAMES = '2.5.29.17';
const BASIC_CONSTRAINTS = '2.5.29.19';
const EXTENDED_KEY_USAGE = '2.5.29.37';
/** Names the rules it was issued under: nobody here asks for any. */
const POLICIES = '2.5.29.32';
const READ = new Set([
  ...[KEY_USAGE, ALTERNATIVE_NAMES, BASIC_CONSTRAINTS, EXTENDED_KEY_USAGE, POLICIES],
]);

interface Extension {
  readonly oid: string;
  readonly isCritical: boolean;
  readonly value: Der;
}

/** @throws SyntaxError */
export function readCertificate(der: Uint8Array): CertificateFacts {
  const [toBeSigned] = childrenOf(readDer(der));
  const fields = childrenOf(need(toBeSigned));
  // The version stands before the serial number where it is not the first.
  const at = fields[0]?.tag === 0xa0 ? 1 : 0;
  const [from, to] = childrenOf(need(fields[at + 3]));
  const key = need(fields[at + 5]);
  const [kind, parameters] = childrenOf(need(childrenOf(key)[0]));
  const extensions = extensionsIn(fields.find(({ tag }) => tag === 0xa3));
  const names = valuesIn(extensions.get(ALTERNATIVE_NAMES));
  return {
    publicKey: key.bytes,
    keyKind: oidOf(need(kind)),
    curve: parameters?.tag === 0x06 ? oidOf(parameters) : null,
    notBeforeMs: timeOf(need(from)),
    notAfterMs: timeOf(need(to)),
    dnsNames: names.filter(({ tag }) => tag === 0x82).map(({ content }) => latin1(content)),
    addresses: names
      .filter(({ tag }) => tag === 0x87)
      .map(({ content }) => Buffer.from(content).toString('hex')),
    ...constraintsIn(extensions.get(BASIC_CONSTRAINTS)),
    mayIssue: mayIssue(extensions.get(KEY_USAGE)),
    purposes: purposesIn(extensions.get(EXTENDED_KEY_USAGE)),
    unread: [...extensions.values()]
      .filter(({ oid, isCritical }) => isCritical && !READ.has(oid))
      .map(({ oid }) => oid),
  };
}

/** True while the certificate is valid: its last second counts to the end. */
export function isValidAt(
  { notBeforeMs, notAfterMs }: Pick<CertificateFacts, 'notBeforeMs' | 'notAfterMs'>,
  atMs: number,
): boolean {
  return atMs >= notBeforeMs && atMs < notAfterMs + 1000;
}

/** True when the certificate names the host (RFC 6125 §6.4, RFC 9110 §4.3.4): by its alternative names only. */
export function namesHost({ dnsNames, addresses }: CertificateFacts, host: string): boolean {
  const address = addressOf(host);
  if (address !== null) return addresses.includes(address);
  const name = host.toLowerCase().replace(/\.$/, '');
  const parent = name.slice(name.indexOf('.') + 1);
  return dnsNames.some(
    (pattern) =>
      pattern === name ||
      (pattern.startsWith('*.') && name.includes('.') && pattern.slice(2) === parent),
  );
}

/** The bytes of an address as hex, or null for a name. IPv6 in brackets, as in a URL. */
export function addressOf(host: string): string | null {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) {
    return Buffer.from(host.split('.').map(Number)).toString('hex');
  }
  const inner = /^\[([0-9a-f:]+)\]$/i.exec(host)?.[1];
  if (inner === undefined) return null;
  const [before = '', after] = inner.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const [head, tail] = [groups(before), groups(after ?? '')];
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0');
  return [...head, ...(after === undefined ? [] : zeros), ...tail]
    .map((group) => group.padStart(4, '0'))
    .join('')
    .toLowerCase();
}

function extensionsIn(field: Der | undefined): ReadonlyMap<string, Extension> {
  const list = field === undefined ? [] : childrenOf(need(childrenOf(field)[0]));
  const extensions = new Map<string, Extension>();
  for (const item of list) {
    const parts = childrenOf(item);
    const oid = oidOf(need(parts[0]));
    if (extensions.has(oid)) throw new SyntaxError('a certificate gives an extension twice');
    const isCritical = parts[1]?.tag === 0x01 && parts[1].content[0] !== 0;
    extensions.set(oid, { oid, isCritical, value: need(parts.at(-1)) });
  }
  return extensions;
}

function valuesIn(extension: Extension | undefined): readonly Der[] {
  return extension === undefined ? [] : childrenOf(readDer(extension.value.content));
}

function constraintsIn(
  extension: Extension | undefined,
): Pick<CertificateFacts, 'isAuthority' | 'pathLength'> {
  const values = valuesIn(extension);
  const authority = values.find(({ tag }) => tag === 0x01);
  const length = values.find(({ tag }) => tag === 0x02);
  return {
    isAuthority: authority !== undefined && authority.content[0] !== 0,
    pathLength:
      length === undefined
        ? null
        : length.content.reduce((value, byte) => Math.min(1e6, value * 256 + byte), 0),
  };
}

/** keyCertSign, bit 5. */
function mayIssue(extension: Extension | undefined): boolean | null {
  if (extension === undefined) return null;
  const bits = readDer(extension.value.content);
  if (bits.tag !== 0x03) throw new SyntaxError('a key usage is no string of bits');
  return ((bits.content[1] ?? 0) & 0x04) !== 0;
}

function purposesIn(extension: Extension | undefined): readonly string[] | null {
  return extension === undefined ? null : valuesIn(extension).map(oidOf);
}

/** UTCTime to 2049, GeneralizedTime behind (RFC 5280 §4.1.2.5). */
function timeOf({ tag, content }: Der): number {
  const text = latin1(content).toUpperCase();
  const match = /^(\d\d|\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  const [, year = '', month, day, hour, minute, second] = match ?? [];
  if (match === null || year.length !== (tag === 0x17 ? 2 : 4) || (tag !== 0x17 && tag !== 0x18)) {
    throw new SyntaxError('a time of a certificate is not in its form');
  }
  const full = tag === 0x18 ? year : `${Number(year) < 50 ? '20' : '19'}${year}`;
  const ms = Date.parse(`${full}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(ms)) throw new SyntaxError('a time of a certificate is none');
  return ms;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1').toLowerCase();
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new SyntaxError('a certificate lacks a field');
  return value;
}
