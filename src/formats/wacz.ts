// Files and digests <-> datapackage.json (WACZ 1.1.1), pages.jsonl (json-pages-1.0) and
// datapackage-digest.json with an anonymous signature (wacz-auth 0.1.0 §2.1: ECDSA P-384, raw r‖s).
import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { type Digest, digestOf, isDigest } from '../model/digest.js';
import type { Instant } from '../model/instant.js';
import { parseStrictJson } from './canonical-json.js';
import { type DomainSignedData, parseDomainSignedData } from './wacz-domain.js';

export interface WaczResource {
  readonly path: string;
  readonly hash: Digest;
  readonly bytes: number;
}

export interface DataPackage {
  readonly title: string;
  readonly description: string;
  /** UTC, second precision: other verifiers cut off what is finer. */
  readonly created: string;
  readonly software: string;
  readonly mainPageUrl: string | null;
  readonly mainPageDate: Instant | null;
  readonly resources: readonly WaczResource[];
}

export interface WaczPage {
  readonly id: string;
  readonly url: string;
  readonly ts: Instant;
  readonly title: string;
}

export interface SignedData {
  readonly hash: Digest;
  readonly created: string;
  readonly software: string;
  readonly version: string;
  /** 96 bytes r‖s, base64. */
  readonly signature: string;
  /** SPKI DER, base64. */
  readonly publicKey: string;
}

const SIGNED_FIELDS = ['created', 'hash', 'publicKey', 'signature', 'software', 'version'];
const AUTH_VERSION = '0.1.0';
const CURVE = 'secp384r1';
const SIGNATURE_BYTES = 96;
const PAGES_HEADER = '{"format":"json-pages-1.0","id":"pages","title":"All Pages","hasText":false}';

/** The instant as whole seconds: the form `created` has. */
export function wholeSeconds(instant: Instant): string {
  return `${instant.slice(0, 19)}Z`;
}

/** The text of datapackage.json, one resource a line so that `sed` and `sha256sum` can check it. */
export function writeDataPackage(value: DataPackage): string {
  const { title, description, created, software, mainPageUrl, mainPageDate } = value;
  const head = JSON.stringify({
    ...{ profile: 'data-package', wacz_version: '1.1.1', title, description },
    ...{ created, modified: created, software },
    ...(mainPageUrl === null ? {} : { mainPageUrl, mainPageDate }),
  });
  const lines = value.resources.map(({ path, hash, bytes }) =>
    JSON.stringify({ name: resourceName(path), path, hash, bytes }),
  );
  return `${head.slice(0, -1)},"resources":[\n${lines.join(',\n')}\n]}\n`;
}

/** Frictionless names have no capitals and no slashes. */
function resourceName(path: string): string {
  return path.toLowerCase().replaceAll('/', '-');
}

/**
 * Reads datapackage.json and refuses it when it is not exactly how its values are written.
 * @throws SyntaxError
 */
export function parseDataPackage(bytes: Uint8Array): DataPackage {
  const value = object(parseStrictJson(bytes));
  const parsed: DataPackage = {
    title: text(value.title),
    description: text(value.description),
    created: text(value.created),
    software: text(value.software),
    mainPageUrl: value.mainPageUrl === undefined ? null : text(value.mainPageUrl),
    mainPageDate: value.mainPageDate === undefined ? null : text(value.mainPageDate),
    resources: resourcesIn(value),
  };
  if (!Buffer.from(writeDataPackage(parsed)).equals(bytes)) {
    throw new SyntaxError('it has other members, another order or another form than it must have');
  }
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(parsed.created)) {
    throw new SyntaxError('created is not a UTC time in whole seconds');
  }
  return parsed;
}

/**
 * The files that any data package names, whoever wrote it.
 * @throws SyntaxError
 */
export function parseResources(bytes: Uint8Array): readonly WaczResource[] {
  return resourcesIn(object(parseStrictJson(bytes)));
}

function resourcesIn({ resources }: Record<string, unknown>): readonly WaczResource[] {
  if (!Array.isArray(resources)) throw new SyntaxError('it names no files');
  return resources.map((item: unknown) => {
    const { path, hash, bytes } = object(item);
    if (!isDigest(hash)) throw new SyntaxError('the hash of a resource is not a SHA-256 digest');
    if (typeof bytes !== 'number') throw new SyntaxError('a resource has no size');
    return { path: text(path), hash, bytes };
  });
}

/** The text of pages.jsonl. */
export function writePages(pages: readonly WaczPage[]): string {
  const lines = pages.map(({ id, url, ts, title }) => JSON.stringify({ id, url, ts, title }));
  return `${[PAGES_HEADER, ...lines].join('\n')}\n`;
}

/**
 * Reads pages.jsonl and refuses it when it is not exactly how its pages are written.
 * @throws SyntaxError
 */
export function parsePages(source: string): readonly WaczPage[] {
  const lines = source.split('\n').slice(1, -1);
  const pages = lines.map((line) => {
    const { id, url, ts, title } = object(parseStrictJson(line));
    return { id: text(id), url: text(url), ts: text(ts), title: text(title) };
  });
  if (writePages(pages) !== source) throw new SyntaxError('a line is not written as it must be');
  return pages;
}

/** The text of datapackage-digest.json: the data package's digest, signed. */
export function signDataPackage(dataPackage: string, key: KeyObject): string {
  const { created, software } = parseDataPackage(Buffer.from(dataPackage));
  const hash = digestOf(dataPackage);
  const signature = sign('sha256', Buffer.from(hash), { key, dsaEncoding: 'ieee-p1363' });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const signedData: SignedData = {
    ...{ hash, created, software, version: AUTH_VERSION },
    signature: signature.toString('base64'),
    publicKey: publicKey.toString('base64'),
  };
  return `${JSON.stringify({ path: 'datapackage.json', hash, signedData })}\n`;
}

/**
 * Reads datapackage-digest.json; the signature is not checked yet. Members beyond those of its
 * form are refused (wacz-auth 0.1.0: MUST NOT).
 * @throws SyntaxError
 */
export function parseDataPackageDigest(bytes: Uint8Array): {
  readonly hash: string;
  readonly signedData: SignedData | DomainSignedData;
} {
  const outer = object(parseStrictJson(bytes));
  onlyFields(outer, ['hash', 'path', 'signedData']);
  if (outer.path !== 'datapackage.json') throw new SyntaxError('it speaks of another file');
  const inner = object(outer.signedData);
  if ('domain' in inner)
    return { hash: text(outer.hash), signedData: parseDomainSignedData(inner) };
  onlyFields(inner, SIGNED_FIELDS);
  const hash = text(inner.hash);
  if (!isDigest(hash)) throw new SyntaxError('the signed hash is not a SHA-256 digest');
  const [created, software] = [text(inner.created), text(inner.software)];
  const [signature, publicKey] = [text(inner.signature), text(inner.publicKey)];
  const version = text(inner.version);
  const signedData = { hash, created, software, version, signature, publicKey };
  return { hash: text(outer.hash), signedData };
}

/**
 * The key the data was signed with.
 * @throws SyntaxError when the signature is not good, or not exactly of the anonymous form
 */
export function checkSignature(data: SignedData): KeyObject {
  if (data.version !== AUTH_VERSION) throw new SyntaxError(`version is not ${AUTH_VERSION}`);
  const signature = strictBase64(data.signature, 'signature');
  const spki = strictBase64(data.publicKey, 'publicKey');
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const isP384 = key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === CURVE;
  if (!isP384) throw new SyntaxError('the key is not an ECDSA P-384 key');
  if (!key.export({ format: 'der', type: 'spki' }).equals(spki)) {
    throw new SyntaxError('the key is not in its one DER form');
  }
  if (signature.length !== SIGNATURE_BYTES) throw new SyntaxError('the signature is not 96 bytes');
  if (!verify('sha256', Buffer.from(data.hash), { key, dsaEncoding: 'ieee-p1363' }, signature)) {
    throw new SyntaxError('the signature does not fit the signed hash and the key');
  }
  return key;
}

/** Node's decoder forgives; two spellings of one value are not forgiven here. */
function strictBase64(value: string, name: string): Buffer {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.toString('base64') !== value) throw new SyntaxError(`${name} is not canonical base64`);
  return bytes;
}

function onlyFields(value: Record<string, unknown>, names: readonly string[]): void {
  const found = Object.keys(value).sort();
  if (found.join() !== [...names].sort().join()) {
    throw new SyntaxError(`expected the members ${names.join(', ')}; found ${found.join(', ')}`);
  }
}

function object(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SyntaxError('not a JSON object');
  }
  return value as Record<string, unknown>;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new SyntaxError('a member is missing or not a text');
  return value;
}
