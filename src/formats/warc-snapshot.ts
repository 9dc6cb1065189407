// A snapshot's manifest -> the WARC records that stand for it, in order. The exporter writes them
// and the verifier expects them, so that neither can hold more or less than the manifest.
import { createHash } from 'node:crypto';
import { type Digest, digestOf } from '../model/digest.js';
import type { BlobRef, Exchange } from '../model/exchange.js';
import type { DnsAnswer, FileRole, Manifest, SnapshotFile } from '../model/snapshot.js';
import { WARC_NAME } from './bundle.js';
import { canonicalJson } from './canonical-json.js';
import { REDACTED_FIELD } from './redactions.js';
import type { WarcField, WarcType } from './warc.js';

/** A record without its digests and length, which follow from the bytes. */
export interface PlannedRecord {
  readonly type: WarcType;
  /** `<urn:uuid:…>` */
  readonly id: string;
  readonly fields: readonly WarcField[];
  /** The block's own bytes: an HTTP header block, or all of a small resource. */
  readonly head: Uint8Array;
  /** What follows in the block; its digest is the payload's. */
  readonly body: BlobRef | null;
  /** Digest of the payload (WARC/1.1 §5.9), or null where a record has none. */
  readonly payload: Digest | null;
  /** Present for what belongs in the index. */
  readonly indexed: { readonly url: string; readonly method: string } | null;
}

const FILE_URIS: Record<FileRole, string> = {
  screenshot: 'urn:fullPage:',
  view: 'urn:view:',
  thumbnail: 'urn:thumbnail:',
  dom: 'urn:dom:',
  text: 'urn:text:',
  reading: 'urn:reading:',
};

/** A record id that is the same in every export: UUIDv8 of SHA-256 over `name` (RFC 9562 §5.8). */
export function recordIdOf(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  const parts = [0, 8, 12, 16, 20, 32].map((at, i, all) => hex.slice(all[i - 1] ?? 0, at));
  return `<urn:uuid:${parts.slice(1).join('-')}>`;
}

/** URL under which the page stands in the bundle: that of the main document's last response. */
export function pageUrlOf(manifest: Manifest): string {
  const main = manifest.exchanges[manifest.mainExchange ?? -1];
  if (main !== undefined) return main.url;
  const url = manifest.finalUrl ?? manifest.url;
  return URL.canParse(url) ? new URL(url).href : encodeURI(url);
}

/** The record that opens a WARC: who wrote it, and which captures it holds, in their order. */
export function infoRecordOf(about: {
  readonly software: string;
  readonly title: string;
  readonly captures: readonly string[];
  /** When the first of them began. */
  readonly startedAt: string;
}): PlannedRecord {
  const lines = [
    `software: ${oneLine(about.software)}`,
    'format: WARC File Format 1.1',
    'conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/',
    `isPartOf: ${oneLine(about.title)}`,
    `description: captures ${about.captures.join(' ')}`,
  ];
  return {
    type: 'warcinfo',
    id: recordIdOf(`warcinfo/${about.captures.join('/')}`),
    fields: [
      ['WARC-Date', about.startedAt],
      ['WARC-Filename', WARC_NAME],
      ['Content-Type', 'application/warc-fields'],
    ],
    head: Buffer.from(lines.map((line) => `${line}\r\n`).join('')),
    body: null,
    payload: null,
    indexed: null,
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** Instant under which the page stands in the bundle: when its main exchange began. */
export function pageInstantOf(manifest: Manifest): string {
  return manifest.exchanges[manifest.mainExchange ?? -1]?.startedAt ?? manifest.startedAt;
}

/** True when there is a response to replay as the page. */
export function hasPage(manifest: Manifest): boolean {
  const main = manifest.exchanges[manifest.mainExchange ?? -1];
  return main !== undefined && main.responseHead !== null;
}

/**
 * The records of a snapshot, in order; of a content that is left out its digest alone.
 * @throws RangeError when a header block is not an isomorphic string
 */
export function recordsOf(
  manifest: Manifest,
  redacted: ReadonlySet<Digest> = new Set(),
): readonly PlannedRecord[] {
  const records = allRecordsOf(manifest);
  return redacted.size === 0 ? records : records.map((record) => withoutRedacted(record, redacted));
}

/** A record says that it is cut short (WARC/1.1 §5.13), and of what. */
function withoutRedacted(record: PlannedRecord, redacted: ReadonlySet<Digest>): PlannedRecord {
  const { body, fields } = record;
  if (body === null || !redacted.has(body.digest)) return record;
  const isCut = fields.some(([name]) => name === 'WARC-Truncated');
  return {
    ...record,
    fields: [
      ...fields,
      ...(isCut ? [] : [['WARC-Truncated', 'unspecified'] as const]),
      [REDACTED_FIELD, body.digest],
    ],
    ...{ body: null, payload: digestOf('') },
  };
}

function allRecordsOf(manifest: Manifest): readonly PlannedRecord[] {
  return [
    ...manifest.dns.map((answer, i) => dnsRecord(manifest, answer, i)),
    ...manifest.exchanges.flatMap((exchange, i) => exchangeRecords(manifest, exchange, i)),
    ...manifest.files.map((file) => fileRecord(manifest, file)),
    outcomeRecord(manifest),
  ];
}

function exchangeRecords(manifest: Manifest, exchange: Exchange, i: number): PlannedRecord[] {
  const { requestHead, responseHead } = exchange;
  const requestId = recordIdOf(`${manifest.capture}/exchange/${i}/request`);
  const answerId = answerIdOf(manifest, i);
  const common: WarcField[] = [
    ['WARC-Date', exchange.startedAt],
    ['WARC-Page-ID', manifest.capture],
    ['WARC-Resource-Type', exchange.resourceType],
    ...connectionFields(exchange),
  ];
  const concurrent: WarcField[] = requestHead === null ? [] : [['WARC-Concurrent-To', requestId]];
  const records: PlannedRecord[] = [];
  if (requestHead !== null) {
    records.push({
      type: 'request',
      id: requestId,
      fields: [
        ['WARC-Target-URI', exchange.url],
        ...common,
        ['WARC-Concurrent-To', answerId],
        ['Content-Type', 'application/http;msgtype=request'],
      ],
      ...httpBlock(requestHead, exchange.requestBody),
      indexed: null,
    });
  }
  if (responseHead === null) {
    records.push(failureRecord(exchange, i, answerId, [...common, ...concurrent]));
  } else {
    const truncated: WarcField[] =
      exchange.truncated === null ? [] : [['WARC-Truncated', exchange.truncated]];
    records.push({
      type: 'response',
      id: answerId,
      fields: [
        ['WARC-Target-URI', exchange.url],
        ...common,
        ...concurrent,
        ...truncated,
        ['Content-Type', 'application/http;msgtype=response'],
      ],
      ...httpBlock(hideTransferCoding(responseHead), exchange.responseBody),
      indexed: { url: exchange.url, method: exchange.method },
    });
  }
  return [...records, ...besideRecords(manifest, exchange, i, answerId)];
}

/** What HTTP carries beside a response, and WARC/1.1 has no record of its own for. */
function besideRecords(
  manifest: Manifest,
  exchange: Exchange,
  i: number,
  answerId: string,
): PlannedRecord[] {
  const { interim, trailers, frames, url } = exchange;
  const common: WarcField[] = [
    ['WARC-Date', exchange.startedAt],
    ['WARC-Page-ID', manifest.capture],
  ];
  const records: PlannedRecord[] = [];
  if (interim !== undefined || trailers !== undefined) {
    records.push({
      type: 'metadata',
      id: recordIdOf(`${manifest.capture}/exchange/${i}/beside`),
      fields: [
        ['WARC-Target-URI', `urn:metadata:${url}`],
        ...common,
        ['WARC-Refers-To', answerId],
        ['Content-Type', 'application/json'],
      ],
      head: jsonBytes({
        exchange: i,
        ...(interim === undefined ? {} : { interim }),
        ...(trailers === undefined ? {} : { trailers }),
      }),
      body: null,
      payload: null,
      indexed: null,
    });
  }
  if (frames !== undefined) {
    const target = `urn:frames:${url}`;
    records.push({
      type: 'resource',
      id: recordIdOf(`${manifest.capture}/exchange/${i}/frames`),
      fields: [
        ['WARC-Target-URI', target],
        ...common,
        ['WARC-Concurrent-To', answerId],
        ['Content-Type', 'application/x-ndjson'],
      ],
      head: new Uint8Array(0),
      body: frames,
      payload: frames.digest,
      indexed: { url: target, method: 'GET' },
    });
  }
  return records;
}

/** No answer came: a metadata record says what happened, never an invented response. */
function failureRecord(
  exchange: Exchange,
  i: number,
  id: string,
  common: readonly WarcField[],
): PlannedRecord {
  const { method, startedAt, durationMs, error, protocol, remoteAddress, truncated } = exchange;
  return {
    type: 'metadata',
    id,
    fields: [
      ['WARC-Target-URI', `urn:metadata:${exchange.url}`],
      ...common,
      ['Content-Type', 'application/json'],
    ],
    head: jsonBytes({
      ...{ exchange: i, url: exchange.url, method, startedAt, durationMs },
      ...{ error, protocol, remoteAddress, truncated },
    }),
    body: null,
    payload: null,
    indexed: null,
  };
}

function connectionFields({ remoteAddress, protocol, tls }: Exchange): WarcField[] {
  const fields: WarcField[] = [];
  const address = /^\[?([0-9a-fA-F:.]+?)\]?:\d+$/.exec(remoteAddress ?? '')?.[1];
  if (address !== undefined) fields.push(['WARC-IP-Address', address]);
  if (protocol !== null) fields.push(['WARC-Protocol', protocol]);
  if (tls?.version) fields.push(['WARC-Protocol', tls.version]);
  if (tls?.cipherSuite) fields.push(['WARC-Cipher-Suite', tls.cipherSuite]);
  return fields;
}

function httpBlock(head: string, body: BlobRef | null) {
  return { head: isomorphicBytes(head), body, payload: body?.digest ?? digestOf('') };
}

/**
 * The body is kept without its transfer-coding, so the header that announces it is renamed; all
 * else stays byte for byte. A reader would otherwise look for chunks that are not there.
 */
function hideTransferCoding(head: string): string {
  return head.replace(
    /(?<=\r\n)transfer-encoding(?=[ \t]*:)/gi,
    'X-Archive-Orig-Transfer-Encoding',
  );
}

/** One byte per character (WHATWG Infra, isomorphic encode). */
function isomorphicBytes(text: string): Uint8Array {
  for (let i = 0; i < text.length; i += 1) {
    if (text.charCodeAt(i) > 0xff)
      throw new RangeError('a header block has a character over U+00FF');
  }
  return Buffer.from(text, 'latin1');
}

function fileRecord(manifest: Manifest, file: SnapshotFile): PlannedRecord {
  const url = `${FILE_URIS[file.role]}${pageUrlOf(manifest)}`;
  return {
    type: 'resource',
    id: recordIdOf(`${manifest.capture}/file/${file.role}`),
    fields: [...resourceFields(manifest, url), ['Content-Type', file.mediaType]],
    head: new Uint8Array(0),
    body: { digest: file.digest, sizeBytes: file.sizeBytes },
    payload: file.digest,
    indexed: { url, method: 'GET' },
  };
}

/** For a page that answered, what it is made of; for one that did not, what happened instead. */
function outcomeRecord(manifest: Manifest): PlannedRecord {
  const page = pageUrlOf(manifest);
  const { outcome, redirects, capture } = manifest;
  const id = recordIdOf(`${capture}/outcome`);
  if (!hasPage(manifest)) {
    return {
      type: 'metadata',
      id,
      fields: [
        ...resourceFields(manifest, `urn:metadata:${page}`),
        ['Content-Type', 'application/json'],
      ],
      head: jsonBytes({ capture, outcome, redirects }),
      body: null,
      payload: null,
      indexed: null,
    };
  }
  const urls = manifest.exchanges.map(({ url, status, error, resourceType }) => {
    return { url, status, error, type: resourceType };
  });
  const url = `urn:pageinfo:${page}`;
  const head = jsonBytes({
    pageid: capture,
    url: page,
    ts: pageInstantOf(manifest),
    outcome,
    urls,
  });
  return {
    type: 'resource',
    id,
    fields: [...resourceFields(manifest, url), ['Content-Type', 'application/json']],
    head,
    body: null,
    payload: digestOf(head),
    indexed: { url, method: 'GET' },
  };
}

function resourceFields(manifest: Manifest, targetUri: string): WarcField[] {
  const main = manifest.mainExchange;
  return [
    ['WARC-Target-URI', targetUri],
    ['WARC-Date', pageInstantOf(manifest)],
    ['WARC-Page-ID', manifest.capture],
    ...(main !== null && hasPage(manifest)
      ? [['WARC-Concurrent-To', answerIdOf(manifest, main)] as const]
      : []),
  ];
}

function answerIdOf(manifest: Manifest, exchange: number): string {
  return recordIdOf(`${manifest.capture}/exchange/${exchange}/answer`);
}

/** A name's answer as text/dns (ISO 28500 annex B): master-file lines, without a TTL nobody saw. */
function dnsRecord(manifest: Manifest, answer: DnsAnswer, i: number): PlannedRecord {
  const { host, source, error, addresses } = answer;
  const lines = [
    answer.at.replace(/\D/g, '').slice(0, 14),
    `; source: ${source}`,
    ...(error === null ? [] : [`; error: ${error}`]),
    ...addresses.map((address) => `${host}. IN ${address.includes(':') ? 'AAAA' : 'A'} ${address}`),
  ];
  const head = Buffer.from(`${lines.join('\n')}\n`);
  return {
    type: 'resource',
    id: recordIdOf(`${manifest.capture}/dns/${i}`),
    fields: [
      ['WARC-Target-URI', `dns:${host}`],
      ['WARC-Date', answer.at],
      ['WARC-Page-ID', manifest.capture],
      ['Content-Type', 'text/dns'],
    ],
    head,
    body: null,
    payload: digestOf(head),
    indexed: { url: `dns:${host}`, method: 'GET' },
  };
}

function jsonBytes(value: unknown): Uint8Array {
  return Buffer.from(canonicalJson(value));
}
