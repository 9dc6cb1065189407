// WARC files of others (ISO 28500, 1.0 and 1.1; gzipped or not; any writer) -> the responses in them.
// Read leniently where writers differ, within limits everywhere: a file may be hostile.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { brotliDecompress, createGunzip, gunzip, inflate, inflateRaw } from 'node:zlib';
import { WARCParser, type WARCRecord } from 'warcio';
import { VestigeError } from '../errors.js';
import { headerOf, mediaTypeOf, responseFacts } from '../formats/warc.js';

/** One response as it stands in the file. */
export interface ForeignResponse {
  readonly url: string;
  readonly takenAt: string;
  readonly status: number;
  readonly contentType: string | null;
  readonly mediaType: string | null;
  /** Entity body: transfer coding taken off, content coding left. */
  readonly payload: Buffer;
  readonly contentCoding: string | null;
  readonly digestFits: boolean | null;
}

const MAX_HEAD_BYTES = 1024 * 1024;
/** A page, not a film; larger responses are passed over. */
const MAX_PAYLOAD_BYTES = 64 * 1024 * 1024;
/** Inflated bytes of one file: past it, it is taken for a bomb. */
const MAX_FILE_BYTES = 64 * 1024 ** 3;
const MAX_RECORDS = 2_000_000;

/**
 * The responses that `wants` asks for by their address, in the order of the file.
 * @throws IMPORT_INVALID when the file is no WARC, or is cut off
 */
export async function* readForeignWarc(
  source: AsyncIterable<Uint8Array>,
  wants: (url: string) => boolean,
): AsyncGenerator<ForeignResponse> {
  let records = 0;
  let bytes = 0;
  const count = (size: number) => {
    bytes += size;
    if (bytes > MAX_FILE_BYTES) throw invalid('it inflates to more than is allowed');
  };
  try {
    const parser = WARCParser.iterRecords(unzipped(source), { parseHttp: false });
    for await (const record of parser) {
      records += 1;
      // The parser takes any lines for headers.
      if (!record.warcHeaders.statusline.startsWith('WARC/1')) throw invalid('it is no WARC');
      if (records > MAX_RECORDS) throw invalid(`it has more than ${MAX_RECORDS} records`);
      const url = addressOf(record.warcTargetURI ?? '');
      const isWanted = record.warcType === 'response' && wants(url);
      const block = await readBlock(record, isWanted, count);
      if (block === null) continue;
      const response = responseOf(record, url, block);
      if (response !== null) yield response;
    }
  } catch (error) {
    if (error instanceof VestigeError) throw error;
    throw invalid(error instanceof Error ? error.message : String(error), error);
  }
  if (records === 0) throw invalid('there is no WARC record in it');
}

/** Inflated here: the parser takes a gzip member that is cut off for the end of the file. */
async function* unzipped(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done === true) return;
  const start: Uint8Array = first.value;
  const all = async function* () {
    yield start;
    yield* { [Symbol.asyncIterator]: () => chunks };
  };
  if (start[0] !== 0x1f || start[1] !== 0x8b) {
    yield* all();
    return;
  }
  const inflater = createGunzip();
  // Its failure comes out of the inflater as well.
  pipeline(Readable.from(all(), { objectMode: false }), inflater).catch(() => undefined);
  yield* inflater;
}

/** As browsers write it; WARC/1.0 writers may put it between angle brackets. */
function addressOf(target: string): string {
  const bare = target.replace(/^<(.*)>$/, '$1');
  return URL.canParse(bare) ? new URL(bare).href : '';
}

/** The body with its content coding taken off, or null where that cannot be done. */
export async function decodePayload(
  payload: Buffer,
  contentCoding: string | null,
): Promise<Buffer | null> {
  const options = { maxOutputLength: MAX_PAYLOAD_BYTES };
  const coding = (contentCoding ?? 'identity').toLowerCase().trim();
  try {
    if (coding === 'identity' || coding === '') return payload;
    if (coding === 'gzip' || coding === 'x-gzip') return await promisify(gunzip)(payload, options);
    if (coding === 'br') return await promisify(brotliDecompress)(payload, options);
    if (coding !== 'deflate') return null;
    // Servers send both forms under this name.
    return await promisify(inflate)(payload, options).catch(() =>
      promisify(inflateRaw)(payload, options),
    );
  } catch {
    // Some writers take the coding off and leave the header.
    return coding === 'br' || payload[0] === 0x1f ? null : payload;
  }
}

/** The whole block of a record that is wanted; of others it is only counted. */
async function readBlock(
  record: WARCRecord,
  isWanted: boolean,
  count: (size: number) => void,
): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of record) {
    count(chunk.length);
    size += chunk.length;
    if (isWanted && size <= MAX_HEAD_BYTES + MAX_PAYLOAD_BYTES) chunks.push(chunk);
  }
  if (size !== record.warcContentLength) {
    throw invalid(`the record of ${record.warcTargetURI ?? 'no address'} is cut off`);
  }
  return isWanted && size <= MAX_HEAD_BYTES + MAX_PAYLOAD_BYTES ? Buffer.concat(chunks) : null;
}

function responseOf(record: WARCRecord, url: string, block: Buffer): ForeignResponse | null {
  const end = block.subarray(0, MAX_HEAD_BYTES).indexOf('\r\n\r\n');
  const takenMs = Date.parse(record.warcDate ?? '');
  if (end < 0 || Number.isNaN(takenMs)) return null;
  const head = block.toString('latin1', 0, end + 4);
  const { status } = responseFacts(head);
  if (status === null) return null;
  const body = block.subarray(end + 4);
  const isChunked = /chunked/i.test(headerOf(head, 'transfer-encoding') ?? '');
  const payload = (isChunked ? unchunk(body) : null) ?? body;
  const contentType = headerOf(head, 'content-type');
  return {
    ...{ url, status, payload, contentType },
    takenAt: new Date(takenMs).toISOString(),
    mediaType: mediaTypeOf(contentType),
    contentCoding: headerOf(head, 'content-encoding'),
    digestFits: digestFits(record.warcPayloadDigest ?? null, [payload, body]),
  };
}

/** Null where the bytes are not chunked after all: many writers take the chunks off. */
function unchunk(body: Buffer): Buffer | null {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = body.indexOf('\r\n', at);
    const [, hex] =
      /^([0-9a-f]{1,8})[ \t]*(?:;.*)?$/i.exec(
        lineEnd < 0 ? '' : body.toString('latin1', at, Math.min(lineEnd, at + 200)),
      ) ?? [];
    if (hex === undefined) return null;
    const size = Number.parseInt(hex, 16);
    const start = lineEnd + 2;
    if (size === 0) return Buffer.concat(parts);
    if (start + size + 2 > body.length) return null;
    parts.push(body.subarray(start, start + size));
    at = start + size + 2;
  }
}

/** Writers hash the payload with or without its chunks. */
function digestFits(declared: string | null, bodies: readonly Buffer[]): boolean | null {
  const [, algorithm = '', value = ''] = /^(sha1|sha256|md5):(\S+)$/i.exec(declared ?? '') ?? [];
  if (value === '') return null;
  return bodies.some((body) => {
    const hash = createHash(algorithm.toLowerCase()).update(body).digest();
    return value.toLowerCase() === hash.toString('hex') || value.toUpperCase() === base32(hash);
  });
}

/** RFC 4648 §6, without padding beyond what whole bytes need. */
function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = bits.match(/.{1,5}/g) ?? [];
  const text = letters
    .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
  return text.padEnd(Math.ceil(text.length / 8) * 8, '=');
}

function invalid(reason: string, cause?: unknown): VestigeError {
  return new VestigeError('IMPORT_INVALID', `It cannot be read as WARC: ${reason}.`, { cause });
}
