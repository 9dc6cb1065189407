// The bytes of an .ots file -> what it commits to and by which attestations (OpenTimestamps proof
// format, version 1), and the header of a Bitcoin block. Parsers throw SyntaxError.
import { createHash } from 'node:crypto';
import { canonicalJson, parseStrictJson } from './canonical-json.js';

/** An attestation, with the message that the operations on the way to it lead to. */
export interface OtsAttestation {
  readonly kind: 'pending' | 'bitcoin' | 'unknown';
  /** Address of a calendar, height of a block, or tag in hex. */
  readonly where: string;
  readonly message: Uint8Array;
}

export interface OtsProof {
  /** SHA-256 of the file that was stamped. */
  readonly digest: Uint8Array;
  readonly attestations: readonly OtsAttestation[];
}

const MAGIC = Buffer.from('004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e89294', 'hex');
const PENDING = '83dfe30d2ef90c8e';
const BITCOIN = '0588960d73d71901';
const MAX_MESSAGE_BYTES = 4096;
const MAX_PAYLOAD_BYTES = 8192;
const MAX_URI_BYTES = 1000;
/** Operations on one way, and in a whole file: real proofs have some hundred. */
const MAX_DEPTH = 256;
const MAX_OPERATIONS = 20_000;
const SHA_256 = 0x08;
const HASHES: Readonly<Record<number, string>> = { 2: 'sha1', 3: 'ripemd160', 8: 'sha256' };

/** Reads a whole .ots file. @throws SyntaxError */
export function parseOts(bytes: Uint8Array): OtsProof {
  const reader = new Reader(bytes);
  if (!MAGIC.equals(reader.take(MAGIC.length))) throw new SyntaxError('not an OpenTimestamps file');
  if (reader.count() !== 1) throw new SyntaxError('not version 1');
  if (reader.byte() !== SHA_256) throw new SyntaxError('the file was not hashed with SHA-256');
  const digest = reader.take(32);
  return { digest, attestations: readTimestamp(reader, digest) };
}

/** The bytes of a file around the timestamp of `digest`. */
export function writeOts(digest: Uint8Array, timestamp: Uint8Array): Buffer {
  return Buffer.concat([MAGIC, Buffer.of(1, SHA_256), digest, timestamp]);
}

function readTimestamp(reader: Reader, message: Uint8Array): readonly OtsAttestation[] {
  const found: OtsAttestation[] = [];
  let left = MAX_OPERATIONS;
  const walk = (at: Uint8Array, depth: number): void => {
    if (depth > MAX_DEPTH) throw new SyntaxError('more operations than a proof has');
    for (;;) {
      left -= 1;
      if (left < 0) throw new SyntaxError('more operations than a proof has');
      const first = reader.byte();
      const isFork = first === 0xff;
      const tag = isFork ? reader.byte() : first;
      if (tag === 0) found.push(readAttestation(reader, at));
      else walk(operate(tag, at, reader), depth + 1);
      if (!isFork) return;
    }
  };
  walk(message, 0);
  reader.end();
  return found;
}

function operate(tag: number, message: Uint8Array, reader: Reader): Uint8Array {
  const hash = HASHES[tag];
  if (hash !== undefined) return createHash(hash).update(message).digest();
  if (tag !== 0xf0 && tag !== 0xf1)
    throw new SyntaxError(`operation ${tag.toString(16)} is unknown`);
  const operand = reader.sized(1, MAX_MESSAGE_BYTES);
  const result = tag === 0xf0 ? [message, operand] : [operand, message];
  if (message.length + operand.length > MAX_MESSAGE_BYTES) {
    throw new SyntaxError('a message longer than a proof has');
  }
  return Buffer.concat(result);
}

function readAttestation(reader: Reader, message: Uint8Array): OtsAttestation {
  const tag = reader.take(8).toString('hex');
  const payload = new Reader(reader.sized(0, MAX_PAYLOAD_BYTES));
  if (tag === PENDING) {
    const where = payload.sized(0, MAX_URI_BYTES).toString('latin1');
    payload.end();
    if (!/^[A-Za-z0-9\-._/:]*$/.test(where)) throw new SyntaxError('not the address of a calendar');
    return { kind: 'pending', where, message };
  }
  if (tag !== BITCOIN) return { kind: 'unknown', where: tag, message };
  const where = String(payload.count());
  payload.end();
  return { kind: 'bitcoin', where, message };
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes);
  }

  byte(): number {
    return this.take(1)[0] ?? 0;
  }

  take(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw new SyntaxError('the proof is cut off');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** An unsigned number, seven bits a byte, lowest first, in its shortest form. */
  count(): number {
    let value = 0;
    for (let factor = 1; factor < 2 ** 49; factor *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        if (byte === 0 && factor > 1) throw new SyntaxError('a number that is not the shortest');
        return value;
      }
    }
    throw new SyntaxError('a number is too large');
  }

  sized(least: number, most: number): Buffer {
    const length = this.count();
    if (length < least || length > most) throw new SyntaxError(`a length of ${length} bytes`);
    return this.take(length);
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw new SyntaxError('bytes follow the proof');
  }
}

/** The head of a Bitcoin block. */
export interface BlockHeader {
  /** As explorers show it. */
  readonly hash: string;
  /** In the byte order of the header, which is that of an attestation's message. */
  readonly merkleRoot: Uint8Array;
  /** By the miner's clock, good to about two hours. */
  readonly timeMs: number;
  /** Hashes that finding it takes, as a power of two. */
  readonly workBits: number;
}

/**
 * Reads the 80 bytes of a block header.
 * @throws SyntaxError when its hash does not meet the target that it names itself
 */
export function parseBlockHeader(header: Uint8Array): BlockHeader {
  const bytes = Buffer.from(header);
  if (bytes.length !== 80) throw new SyntaxError('a block header has 80 bytes');
  const once = createHash('sha256').update(bytes).digest();
  const hash = createHash('sha256').update(once).digest().reverse().toString('hex');
  const compact = bytes.readUInt32LE(72);
  const mantissa = BigInt(compact & 0x7fffff);
  const exponent = compact >>> 24;
  if ((compact & 0x800000) !== 0 || mantissa === 0n || exponent < 3 || exponent > 32) {
    throw new SyntaxError('the target of the block is none');
  }
  const target = mantissa << BigInt(8 * (exponent - 3));
  if (BigInt(`0x${hash}`) > target) throw new SyntaxError('the block shows less work than it says');
  return {
    hash,
    merkleRoot: bytes.subarray(36, 68),
    timeMs: bytes.readUInt32LE(68) * 1000,
    workBits: 256 - target.toString(2).length,
  };
}

/** The text of proof/bitcoin-headers.json: height -> header in hex. */
export type BlockHeaders = ReadonlyMap<string, Uint8Array>;

/** Reads the value of proof/bitcoin-headers.json. @throws SyntaxError */
export function readBlockHeaders(value: unknown): BlockHeaders {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SyntaxError('not an object of heights and headers');
  }
  return new Map(
    Object.entries(value).map(([height, header]: [string, unknown]) => {
      if (!/^(?:0|[1-9]\d{0,8})$/.test(height)) throw new SyntaxError(`${height} is not a height`);
      if (typeof header !== 'string' || !/^[0-9a-f]{160}$/.test(header)) {
        throw new SyntaxError(`the header of block ${height} is not 80 bytes in hex`);
      }
      return [height, Buffer.from(header, 'hex')];
    }),
  );
}

/**
 * Reads headers as people bring them: the text of proof/bitcoin-headers.json, or a height and a header
 * in hex a line. @throws SyntaxError
 */
export function parseHeaderList(source: string): BlockHeaders {
  if (source.trimStart().startsWith('{')) return readBlockHeaders(parseStrictJson(source));
  const lines = source.split('\n').filter((line) => line.trim() !== '');
  return readBlockHeaders(Object.fromEntries(lines.map((line) => line.trim().split(/\s+/))));
}

/** The text of proof/bitcoin-headers.json. */
export function writeBlockHeaders(headers: BlockHeaders): string {
  const byHeight = [...headers].sort(([a], [b]) => Number(a) - Number(b));
  return canonicalJson(
    Object.fromEntries(
      byHeight.map(([height, bytes]) => [height, Buffer.from(bytes).toString('hex')]),
    ),
  );
}

/** Hashes a block of a time took at least, as a power of two: what a forger would have to pay. */
const LEAST_WORK_BITS: readonly (readonly [from: number, bits: number])[] = [
  [Date.UTC(2023, 0), 76],
  [Date.UTC(2020, 0), 75],
  [Date.UTC(2018, 0), 72],
  [0, 64],
];

/** What a block of the time shows at least, as a power of two. */
export function usualWorkBits(timeMs: number): number {
  return LEAST_WORK_BITS.find(([from]) => timeMs >= from)?.[1] ?? 64;
}

/** Headers that a proof leads to, and the time of the earliest. */
export interface BlocksFound {
  readonly headers: BlockHeaders;
  readonly atMs: number | null;
}

/**
 * The headers among those given that the proof leads to.
 * @throws SyntaxError where one has another merkle root, or less work than its time took
 */
export function blocksFor(
  { attestations }: OtsProof,
  headers: BlockHeaders,
  leastWorkBits: number | null,
): BlocksFound {
  const found = new Map<string, Uint8Array>();
  let atMs: number | null = null;
  for (const { kind, where, message } of attestations) {
    const bytes = kind === 'bitcoin' ? headers.get(where) : undefined;
    if (bytes === undefined) continue;
    const { merkleRoot, timeMs, workBits } = parseBlockHeader(bytes);
    if (Buffer.compare(merkleRoot, message) !== 0) {
      throw new SyntaxError(`the header of block ${where} is not what the proof leads to`);
    }
    if (workBits < (leastWorkBits ?? usualWorkBits(timeMs))) {
      throw new SyntaxError(`the header of block ${where} shows too little work for its time`);
    }
    found.set(where, bytes);
    atMs = Math.min(atMs ?? timeMs, timeMs);
  }
  return { headers: found, atMs };
}
