// WARC files that no manifest speaks of (other people's bundles) -> what is wrong with their records by
// WARC/1.0 and 1.1 alone, counted by kind and with the offsets, so that it can be mended.
import { createHash, type Hash } from 'node:crypto';
import {
  fieldOf,
  headerOf,
  MAX_HEAD_BYTES,
  parseAnyWarcHead,
  type WarcField,
} from '../formats/warc.js';
import type { BundleFile, Span } from './bundle-file.js';
import { Failure } from './checks.js';
import { Dechunker } from './dechunk.js';
import { type InflateBudget, inflatedMembers } from './warc-reader.js';

/** Offsets are named for so many records of a kind. */
const MAX_NAMED = 8;
const EMPTY_LINE = Buffer.from('\r\n\r\n');

/** What is wrong with every WARC in `archive/`, or how much was found good. @throws Failure */
export async function surveyWarcs(bundle: BundleFile, budget: InflateBudget): Promise<string> {
  const names = bundle.names.filter((name) => /^archive\/.*\.warc(?:\.gz)?$/i.test(name));
  if (names.length === 0) throw new Failure('there is no WARC in archive/');
  const findings: string[] = [];
  let records = 0;
  for (const name of names) {
    const survey = new Survey();
    try {
      await readInto(survey, bundle, { name, budget });
    } catch (error) {
      if (!(error instanceof Error) || 'syscall' in error) throw error;
      survey.find(`it cannot be read on: ${error.message}`);
    }
    records += survey.records;
    findings.push(...survey.findings().map((finding) => `${name}: ${finding}`));
  }
  if (findings.length > 0) throw new Failure(findings.join('; '));
  return `${records} records, each with the digests it gives`;
}

async function readInto(
  survey: Survey,
  bundle: BundleFile,
  { name, budget }: { name: string; budget: InflateBudget },
): Promise<void> {
  const span: Span = bundle.span(name);
  if (!name.toLowerCase().endsWith('.gz')) {
    for await (const chunk of bundle.chunks(span)) survey.push(chunk);
    survey.end();
    return;
  }
  for await (const offset of inflatedMembers(bundle, span, budget, (chunk) => survey.push(chunk))) {
    survey.endMember(offset);
  }
  survey.end();
}

/** Takes records apart as their bytes come. */
class Survey {
  records = 0;
  readonly #found = new Map<string, number[]>();
  readonly #ids = new Set<string>();
  #pending = Buffer.alloc(0);
  #record: OpenRecord | null = null;
  #at = 0;
  #inMember = 0;

  push(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0) rest = this.#record === null ? this.#begin(rest) : this.#go(rest);
  }

  /** A gzip member ended here. */
  endMember(offset: number): void {
    if (this.#record !== null)
      throw new Failure(`the record at ${this.#at} does not end with its gzip member`);
    if (this.#inMember > 1) this.find('several records share one gzip member', offset);
    this.#inMember = 0;
    this.#at = offset;
  }

  end(): void {
    if (this.#record !== null || this.#pending.length > 0)
      throw new Failure('the last record is cut off');
    if (this.records === 0) throw new Failure('there are no records');
  }

  find(what: string, offset = this.#at): void {
    const offsets = this.#found.get(what) ?? [];
    this.#found.set(what, [...offsets, offset]);
  }

  findings(): string[] {
    return [...this.#found].map(([what, offsets]) => {
      const named = offsets.slice(0, MAX_NAMED).join(', ');
      const more = offsets.length > MAX_NAMED ? ' …' : '';
      return `${what} (${offsets.length} of ${this.records} records, at ${named}${more})`;
    });
  }

  #begin(chunk: Buffer): Buffer {
    const bytes = Buffer.concat([this.#pending, chunk]);
    const end = bytes.indexOf(EMPTY_LINE);
    if (end < 0) {
      if (bytes.length > MAX_HEAD_BYTES) throw new Failure(`no record begins at ${this.#at}`);
      this.#pending = bytes;
      return Buffer.alloc(0);
    }
    this.#pending = Buffer.alloc(0);
    const headBytes = end + EMPTY_LINE.length;
    this.#record = new OpenRecord(parseAnyWarcHead(bytes.subarray(0, headBytes)));
    this.records += 1;
    this.#inMember += 1;
    return this.#go(bytes.subarray(headBytes));
  }

  #go(chunk: Buffer): Buffer {
    const record = this.#record;
    if (record === null) return chunk;
    const rest = record.push(chunk);
    if (!record.isDone) return rest;
    for (const what of record.findings()) this.find(what);
    if (this.#ids.has(record.id)) this.find(`the record id ${record.id} is there twice`);
    this.#ids.add(record.id);
    this.#record = null;
    return rest;
  }
}

/** One record: its block and its payload under the hashes that its header names. */
class OpenRecord {
  readonly id: string;
  readonly #fields: readonly WarcField[];
  readonly #block: Sum | null;
  readonly #payload: Sum | null;
  readonly #dechunked: Sum | null;
  readonly #dechunker = new Dechunker();
  readonly #isHttp: boolean;
  #isChunked = false;
  #httpHead: Buffer | null = null;
  #left: number;
  #tail = Buffer.alloc(0);

  constructor(fields: readonly WarcField[]) {
    this.#fields = fields;
    this.id = fieldOf(fields, 'WARC-Record-ID') ?? '';
    const length = fieldOf(fields, 'Content-Length') ?? '';
    if (!/^\d{1,15}$/.test(length)) throw new Failure(`${this.id} has no Content-Length`);
    this.#left = Number(length);
    const isRevisit = fieldOf(fields, 'WARC-Type') === 'revisit';
    this.#isHttp = fieldOf(fields, 'Content-Type')?.startsWith('application/http') ?? false;
    this.#block = sumOf(fieldOf(fields, 'WARC-Block-Digest'));
    const payload = isRevisit ? null : fieldOf(fields, 'WARC-Payload-Digest');
    this.#payload = sumOf(payload);
    this.#dechunked = sumOf(payload);
    if (!this.#isHttp) this.#httpHead = Buffer.alloc(0);
  }

  get isDone(): boolean {
    return this.#left === 0 && this.#tail.length === EMPTY_LINE.length;
  }

  /** Takes its part of the bytes; what follows the record is given back. */
  push(chunk: Buffer): Buffer {
    const block = chunk.subarray(0, this.#left);
    this.#left -= block.length;
    this.#block?.hash.update(block);
    this.#takePayload(block);
    if (this.#left > 0) return Buffer.alloc(0);
    const behind = chunk.subarray(block.length);
    const end = behind.subarray(0, EMPTY_LINE.length - this.#tail.length);
    this.#tail = Buffer.concat([this.#tail, end]);
    if (!EMPTY_LINE.subarray(0, this.#tail.length).equals(this.#tail)) {
      throw new Failure(`${this.id} is not as long as it says`);
    }
    return behind.subarray(end.length);
  }

  #takePayload(block: Buffer): void {
    let body = block;
    if (this.#httpHead === null || !this.#hasHead) {
      const bytes = Buffer.concat([this.#httpHead ?? Buffer.alloc(0), block]);
      const end = bytes.indexOf(EMPTY_LINE);
      this.#httpHead = end < 0 ? bytes : bytes.subarray(0, end + EMPTY_LINE.length);
      if (end < 0) {
        if (bytes.length > MAX_HEAD_BYTES)
          throw new Failure(`${this.id} has an endless HTTP header`);
        return;
      }
      body = bytes.subarray(end + EMPTY_LINE.length);
      const coding = headerOf(this.#httpHead.toString('latin1'), 'transfer-encoding');
      this.#isChunked = /(?:^|,)\s*chunked\s*$/i.test(coding ?? '');
    }
    this.#payload?.hash.update(body);
    if (this.#isChunked) {
      for (const part of this.#dechunker.push(body)) this.#dechunked?.hash.update(part);
    }
  }

  get #hasHead(): boolean {
    return !this.#isHttp || (this.#httpHead?.includes(EMPTY_LINE) ?? false);
  }

  findings(): string[] {
    const found: string[] = [];
    if (this.#block?.isRight() === false) found.push('the block digest is not that of the block');
    const isFramed = this.#isChunked && this.#dechunker.isWhole;
    if (this.#payload !== null) {
      const [whole, plain] = [this.#payload.isRight(), isFramed && this.#dechunked?.isRight()];
      // WARC/1.1 §5.9, RFC 9110 §6.4: the payload is what is left without the transfer-coding.
      if (isFramed && whole && !plain) {
        found.push('the payload digest only fits with the chunk framing left in');
      } else if (!whole && !plain) {
        found.push('the payload digest is not that of the payload');
      }
    }
    if (this.#isChunked && !this.#dechunker.isWhole) {
      found.push('a header speaks of chunks, and the body has none');
    }
    const target = fieldOf(this.#fields, 'WARC-Target-URI');
    if (target?.startsWith('<')) found.push('WARC-Target-URI stands in angle brackets');
    return found;
  }
}

interface Sum {
  readonly hash: Hash;
  isRight(): boolean;
}

/** A hash to be fed, and whether it came to what was given: hexadecimal or Base32. */
function sumOf(given: string | null): Sum | null {
  const [, algorithm = '', value = ''] = /^(sha-?1|sha-?256|md5):(.+)$/i.exec(given ?? '') ?? [];
  if (algorithm === '') return null;
  const hash = createHash(algorithm.toLowerCase().replace('-', ''));
  let sum: Buffer | null = null;
  const isRight = () => {
    sum ??= hash.digest();
    return value.toLowerCase() === sum.toString('hex') || value.replace(/=+$/, '') === base32(sum);
  };
  return { hash, isRight };
}

/** RFC 4648 §6, without padding. */
function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return groups.map((group) => letters[Number.parseInt(group.padEnd(5, '0'), 2)]).join('');
}
