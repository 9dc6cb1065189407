// Index entries <-> CDXJ lines (WACZ 1.1.1 §5.1.2), plain or as gzip blocks with an index of their
// own (cdxj-gzip-1.0). Lines are in byte order; numbers are numbers; digests carry their label.
import { type Digest, digestOf } from '../model/digest.js';
import type { Instant } from '../model/instant.js';
import { parseStrictJson } from './canonical-json.js';
import { gzipMember } from './gzip.js';
import { surtOf } from './surt.js';

/** Where one record stands, and what it holds. */
export interface CdxEntry {
  readonly url: string;
  /** 17 digits, UTC, with milliseconds. */
  readonly timestamp: string;
  /** Payload digest. */
  readonly digest: Digest;
  readonly mediaType: string | null;
  /** Null for what is not an HTTP response. */
  readonly status: number | null;
  /** Null for GET. */
  readonly method: string | null;
  /** The body of another method's request as a query, as replay will ask for it. */
  readonly requestBody: string | null;
  /** Name within archive/. */
  readonly filename: string;
  readonly offset: number;
  readonly length: number;
  /** SHA-256 of the compressed record. */
  readonly recordDigest: Digest;
}

/** A larger index is cut into compressed blocks. */
const MAX_PLAIN_BYTES = 50 * 1024;
const LINES_PER_BLOCK = 256;
const LINE = /^(\S+) (\d{17}) (\{.*\})$/s;

/** `2026-11-21T16:00:00.123Z` -> `20261121160000123`. */
export function timestampOf(instant: Instant): string {
  return instant.replace(/\D/g, '');
}

/** The key a URL is looked up by; other methods than GET carry their body in it, as in wabac.js. */
export function cdxKeyOf(url: string, method: string | null, requestBody: string | null): string {
  if (method === null) return surtOf(url);
  const separator = url.indexOf('?') > 0 ? '&' : '?';
  return surtOf(`${url}${separator}__wb_method=${method}&${decodedQuery(requestBody ?? '')}`);
}

function decodedQuery(query: string): string {
  try {
    return decodeURI(query);
  } catch {
    return ''; // As warcio.js does with a query that is not percent-encoded UTF-8.
  }
}

/** One line, without its newline. */
export function writeCdxLine(entry: CdxEntry): string {
  const { url, digest, filename, offset, length, recordDigest, method, requestBody } = entry;
  // A key has no white space; in what is not a URL (`urn:` of a typed address) it is encoded.
  const key = cdxKeyOf(url, method, requestBody).replace(/\s/g, encodeURIComponent);
  const json = JSON.stringify({
    ...{ url, digest },
    ...(entry.mediaType === null ? {} : { mime: entry.mediaType }),
    ...(entry.status === null ? {} : { status: entry.status }),
    ...{ filename, offset, length, recordDigest },
    ...(method === null ? {} : { method, requestBody: requestBody ?? '' }),
  });
  return `${key} ${entry.timestamp} ${json}`;
}

/**
 * Reads one line and refuses it when it is not exactly how its entry is written.
 * @throws SyntaxError
 */
export function parseCdxLine(line: string): CdxEntry {
  const [, , timestamp = '', json = ''] = LINE.exec(line) ?? [];
  const value = parseStrictJson(json) as Record<string, unknown>;
  const entry: CdxEntry = {
    url: text(value.url),
    timestamp,
    digest: text(value.digest) as Digest,
    mediaType: value.mime === undefined ? null : text(value.mime),
    status: value.status === undefined ? null : count(value.status),
    method: value.method === undefined ? null : text(value.method),
    requestBody: value.requestBody === undefined ? null : text(value.requestBody),
    filename: text(value.filename),
    offset: count(value.offset),
    length: count(value.length),
    recordDigest: text(value.recordDigest) as Digest,
  };
  if (writeCdxLine(entry) !== line) {
    throw new SyntaxError(
      'a line is not written as its fields ask: wrong key, order or extra field',
    );
  }
  return entry;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new SyntaxError('a field is missing or not a text');
  return value;
}

function count(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new SyntaxError('a field is missing or not a whole number');
  }
  return value;
}

/** Sorts lines as `LC_ALL=C sort` does. */
export function sortCdxLines(lines: readonly string[]): readonly string[] {
  return lines
    .map((line) => Buffer.from(line))
    .sort(Buffer.compare)
    .map((line) => line.toString());
}

/** True when `a` comes before `b` in byte order. */
export function isBefore(a: string, b: string): boolean {
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;
}

/** The files of the index by name: a plain one, or blocks with the index to them. */
export async function writeCdxFiles(
  lines: readonly string[],
): Promise<readonly { readonly name: string; readonly bytes: Buffer }[]> {
  const plain = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  if (plain.length <= MAX_PLAIN_BYTES) return [{ name: 'index.cdx', bytes: plain }];
  const blocks: Buffer[] = [];
  const idx = [META_LINE];
  let offset = 0;
  for (let at = 0; at < lines.length; at += LINES_PER_BLOCK) {
    const part = lines.slice(at, at + LINES_PER_BLOCK);
    const block = await gzipMember(Buffer.from(part.map((line) => `${line}\n`).join('')));
    const digest = digestOf(block);
    idx.push(writeIdxLine(part[0] ?? '', { offset, length: block.length, digest }));
    blocks.push(block);
    offset += block.length;
  }
  return [
    { name: 'index.cdx.gz', bytes: Buffer.concat(blocks) },
    { name: 'index.idx', bytes: Buffer.from(`${idx.join('\n')}\n`) },
  ];
}

/** A block of the compressed index. */
export interface CdxBlock {
  readonly offset: number;
  readonly length: number;
  readonly digest: Digest;
}

const META_LINE = '!meta 0 {"format":"cdxj-gzip-1.0","filename":"index.cdx.gz"}';

/** The line that leads to a block, from the block's first line. */
export function writeIdxLine(firstLine: string, { offset, length, digest }: CdxBlock): string {
  const key = firstLine.split(' ', 2).join(' ');
  return `${key} ${JSON.stringify({ offset, length, digest, filename: 'index.cdx.gz' })}`;
}

/**
 * The blocks an index.idx names, with the lines as they stand.
 * @throws SyntaxError
 */
export function parseIdx(source: string): readonly (CdxBlock & { readonly line: string })[] {
  const [meta, ...lines] = source.split('\n');
  if (meta !== META_LINE || lines.pop() !== '') {
    throw new SyntaxError('index.idx does not begin or end as it must');
  }
  return lines.map((line) => {
    const value = parseStrictJson(/^\S+ \d{17} (\{.*\})$/.exec(line)?.[1] ?? '') as CdxBlock;
    const block = { offset: count(value.offset), length: count(value.length) };
    return { ...block, digest: text(value.digest) as Digest, line };
  });
}
