// The bytes of a .warc.gz -> its records, one gzip member each, streamed; nothing is believed that
// was not counted or hashed here (WARC/1.1; RFC 1952).
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import {
  anyGzipHeaderBytes,
  checkGzipHeader,
  GZIP_HEADER_BYTES,
  GZIP_TRAILER_BYTES,
  gzipTrailer,
} from '../formats/gzip.js';
import {
  contentLengthOf,
  fieldOf,
  MAX_HEAD_BYTES,
  parseWarcHead,
  RECORD_END,
  type WarcField,
} from '../formats/warc.js';
import type { Digest } from '../model/digest.js';
import type { BundleFile, Span } from './bundle-file.js';
import { Failure, within } from './checks.js';

/** A record as it stands in the file. */
export interface SeenRecord {
  readonly fields: readonly WarcField[];
  readonly type: string;
  readonly id: string;
  readonly targetUri: string | null;
  readonly date: string;
  /** From the beginning of the WARC. */
  readonly offset: number;
  readonly length: number;
  readonly recordDigest: Digest;
  readonly blockDigest: Digest;
  readonly blockSizeBytes: number;
  /** The HTTP header block of a request or response; nothing of other records. */
  readonly httpHead: Buffer;
  /** Digest of what follows the header block; of the whole block where there is none. */
  readonly payloadDigest: Digest;
}

/** Inflated bytes of all records together; past it the bundle is taken for a bomb. */
export interface InflateBudget {
  left: number;
}

/** The records of a WARC, in order. @throws Failure naming the offset */
export async function* readRecords(
  file: BundleFile,
  span: Span,
  budget: InflateBudget,
): AsyncGenerator<SeenRecord> {
  for (let at = span.start; at < span.end; ) {
    const offset = at - span.start;
    const rest = { start: at, end: span.end };
    const record = await within(`record at offset ${offset}`, () =>
      readMember(file, rest, offset, budget),
    );
    yield record;
    at += record.length;
  }
}

/**
 * Inflates every gzip member in turn and gives the offset behind each; headers may have any of the
 * optional parts (RFC 1952 §2.3). @throws Failure
 */
export async function* inflatedMembers(
  file: BundleFile,
  span: Span,
  budget: InflateBudget,
  onChunk: (chunk: Buffer) => void,
): AsyncGenerator<number> {
  for (let at = span.start; at < span.end; ) {
    const head = await readExactly(file, {
      start: at,
      end: Math.min(span.end, at + MAX_GZIP_HEAD_BYTES),
    });
    const start = at + anyGzipHeaderBytes(head);
    const deflated = await inflate(file, { start, end: span.end }, (chunk) => {
      budget.left -= chunk.length;
      if (budget.left < 0) throw new Failure('the records inflate to more than is allowed');
      onChunk(chunk);
    });
    at = start + deflated + GZIP_TRAILER_BYTES;
    if (at > span.end) throw new Failure('the gzip member is cut off');
    yield at - span.start;
  }
}

async function readMember(
  file: BundleFile,
  { start, end }: Span,
  offset: number,
  budget: InflateBudget,
): Promise<SeenRecord> {
  checkGzipHeader(
    await readExactly(file, { start, end: Math.min(end, start + GZIP_HEADER_BYTES) }),
  );
  const dataStart = start + GZIP_HEADER_BYTES;
  const parser = new RecordParser();
  let crc = 0;
  let inflatedBytes = 0;
  const deflatedBytes = await inflate(file, { start: dataStart, end }, (chunk) => {
    crc = crc32(chunk, crc);
    inflatedBytes += chunk.length;
    budget.left -= chunk.length;
    if (budget.left < 0) throw new Failure('the records inflate to more than is allowed');
    parser.push(chunk);
  });
  const trailerAt = dataStart + deflatedBytes;
  const memberEnd = trailerAt + GZIP_TRAILER_BYTES;
  if (memberEnd > end) throw new Failure('the gzip member is cut off');
  const trailer = await readExactly(file, { start: trailerAt, end: memberEnd });
  if (!gzipTrailer(crc, inflatedBytes).equals(trailer)) {
    throw new Failure('the CRC or size of the gzip member is wrong');
  }
  const hash = createHash('sha256');
  for await (const chunk of file.chunks({ start, end: memberEnd })) hash.update(chunk);
  const recordDigest: Digest = `sha256:${hash.digest('hex')}`;
  return { ...parser.finish(), offset, length: memberEnd - start, recordDigest };
}

async function readExactly(file: BundleFile, span: Span): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of file.chunks(span)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** With a name and a comment in it; they are never as long. */
const MAX_GZIP_HEAD_BYTES = 64 * 1024;

/** Fewer, larger chunks: what is small stays small. */
const CHUNK_BYTES = 128 * 1024;

/** Inflates up to the end of the deflate stream. How many bytes it took. */
async function inflate(
  file: BundleFile,
  span: Span,
  onChunk: (chunk: Buffer) => void,
): Promise<number> {
  const small = await inflateSmall(file, span);
  if (small === null) return inflateStream(file.chunks(span), onChunk);
  if (small.content.length > 0) onChunk(small.content);
  return small.deflatedBytes;
}

/** Most records are small, and a stream for each takes longer than inflating it. */
const SMALL_BYTES = 64 * 1024;
const SMALL_INFLATED_BYTES = 512 * 1024;

/** All of a small deflate stream at once; null where it is not that small, or not good. */
async function inflateSmall(
  file: BundleFile,
  { start, end }: Span,
): Promise<{ content: Buffer; deflatedBytes: number } | null> {
  const bytes = await readExactly(file, { start, end: Math.min(end, start + SMALL_BYTES) });
  try {
    const options = { info: true, maxOutputLength: SMALL_INFLATED_BYTES };
    const { buffer, engine } = inflateRawSync(bytes, options) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    return { content: buffer, deflatedBytes: engine.bytesWritten };
  } catch {
    // What is wrong with it, the stream will say.
    return null;
  }
}

async function inflateStream(
  chunks: AsyncIterable<Buffer>,
  onChunk: (chunk: Buffer) => void,
): Promise<number> {
  const source = Readable.from(chunks);
  const inflater = createInflateRaw({ chunkSize: CHUNK_BYTES });
  source.on('error', (error) => inflater.destroy(error));
  source.pipe(inflater);
  try {
    for await (const chunk of inflater as AsyncIterable<Buffer>) onChunk(chunk);
    return inflater.bytesWritten;
  } finally {
    source.unpipe(inflater);
    source.destroy();
    inflater.destroy();
  }
}

const EMPTY_LINE = Buffer.from('\r\n\r\n');

/** Takes one inflated record apart as it comes. */
class RecordParser {
  #pending = Buffer.alloc(0);
  #fields: readonly WarcField[] | null = null;
  #blockLeft = 0;
  #httpHead: Buffer | null = null;
  /** Else the payload is the block, and is not hashed twice. */
  #isHttp = false;
  readonly #block = createHash('sha256');
  readonly #payload = createHash('sha256');
  #blockSizeBytes = 0;

  push(chunk: Buffer): void {
    if (this.#fields === null || this.#httpHead === null) {
      this.#pending = Buffer.concat([this.#pending, chunk]);
      this.#readHeads();
    } else {
      this.#take(chunk);
    }
  }

  #readHeads(): void {
    if (this.#fields === null) {
      const head = cutHead(this.#pending);
      if (head === null) return;
      this.#fields = parseWarcHead(head);
      this.#blockSizeBytes = contentLengthOf(this.#fields);
      this.#blockLeft = this.#blockSizeBytes;
      this.#pending = this.#pending.subarray(head.length);
    }
    this.#isHttp = fieldOf(this.#fields, 'Content-Type')?.startsWith('application/http') ?? false;
    const httpHead = this.#isHttp ? cutHead(this.#pending) : Buffer.alloc(0);
    if (httpHead === null) return;
    if (httpHead.length > this.#blockLeft) throw new Failure('the HTTP header outgrows its record');
    // A copy: the chunk it stands in may be large.
    this.#httpHead = Buffer.from(httpHead);
    this.#block.update(httpHead);
    this.#blockLeft -= httpHead.length;
    const rest = this.#pending.subarray(httpHead.length);
    this.#pending = Buffer.alloc(0);
    this.#take(rest);
  }

  /** Block first, then the end of the record, kept in `pending`. */
  #take(chunk: Buffer): void {
    const block = chunk.subarray(0, this.#blockLeft);
    this.#block.update(block);
    if (this.#isHttp) this.#payload.update(block);
    this.#blockLeft -= block.length;
    const behind = chunk.subarray(block.length);
    if (this.#pending.length + behind.length > RECORD_END.length) {
      throw new Failure('bytes follow the record in its gzip member');
    }
    if (behind.length > 0) this.#pending = Buffer.concat([this.#pending, behind]);
  }

  finish(): Omit<SeenRecord, 'offset' | 'length' | 'recordDigest'> {
    const fields = this.#fields;
    if (fields === null || this.#httpHead === null || this.#blockLeft > 0) {
      throw new Failure('the record is cut off');
    }
    if (!this.#pending.equals(RECORD_END)) throw new Failure('the record does not end as it must');
    const blockDigest: Digest = `sha256:${this.#block.digest('hex')}`;
    return {
      fields,
      type: fieldOf(fields, 'WARC-Type') ?? '',
      id: fieldOf(fields, 'WARC-Record-ID') ?? '',
      targetUri: fieldOf(fields, 'WARC-Target-URI'),
      date: fieldOf(fields, 'WARC-Date') ?? '',
      blockDigest,
      blockSizeBytes: this.#blockSizeBytes,
      httpHead: this.#httpHead,
      payloadDigest: this.#isHttp ? `sha256:${this.#payload.digest('hex')}` : blockDigest,
    };
  }
}

/** Up to and with the first empty line, or null when it has not come yet. */
function cutHead(bytes: Buffer): Buffer | null {
  const end = bytes.indexOf(EMPTY_LINE);
  const length = end < 0 ? bytes.length : end + EMPTY_LINE.length;
  if (length > MAX_HEAD_BYTES) throw new Failure('a header is longer than is allowed');
  return end < 0 ? null : bytes.subarray(0, length);
}
