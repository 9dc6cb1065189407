// What stands in for node:zlib: inflating by pako, with Node's limits and Node's errors.
import inflating from 'pako/lib/zlib/inflate.js';
import messages from 'pako/lib/zlib/messages.js';
import ZStream from 'pako/lib/zlib/zstream.js';

const CHUNK_BYTES = 128 * 1024;
const [OK, STREAM_END, BUFFER_ERROR] = [0, 1, -5];
/** Window of 32 KiB; negative without zlib's own header and trailer. */
const [RAW, WITH_HEADER] = [-15, 15];

/** One stream that is fed piece by piece. */
class Inflater {
  readonly #stream = new ZStream();
  isAtEnd = false;

  constructor(windowBits: number) {
    inflating.inflateInit2(this.#stream, windowBits);
  }

  get bytesTaken(): number {
    return this.#stream.total_in;
  }

  /** Inflates as far as the input goes. @throws Error with zlib's own words */
  *feed(input: Uint8Array): Generator<Uint8Array> {
    const stream = this.#stream;
    stream.input = input;
    stream.next_in = 0;
    stream.avail_in = input.length;
    for (;;) {
      stream.output = new Uint8Array(CHUNK_BYTES);
      stream.next_out = 0;
      stream.avail_out = CHUNK_BYTES;
      const code = inflating.inflate(stream, 0);
      if (code !== OK && code !== STREAM_END && code !== BUFFER_ERROR) {
        throw new Error(stream.msg || messages[code] || `zlib ${code}`);
      }
      if (stream.next_out > 0) yield stream.output.subarray(0, stream.next_out);
      if (code === STREAM_END) this.isAtEnd = true;
      if (this.isAtEnd || stream.avail_out > 0) return;
    }
  }
}

interface Options {
  readonly info?: boolean;
  readonly maxOutputLength?: number;
}

function inflateWhole(bytes: Uint8Array, options: Options, windowBits: number) {
  const inflater = new Inflater(windowBits);
  const most = options.maxOutputLength ?? Number.POSITIVE_INFINITY;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (const chunk of inflater.feed(bytes)) {
    size += chunk.length;
    if (size > most) throw new RangeError(`Cannot create a Buffer larger than ${most} bytes`);
    chunks.push(chunk);
  }
  if (!inflater.isAtEnd) throw new Error('unexpected end of file');
  const buffer = Buffer.concat(chunks);
  return options.info ? { buffer, engine: { bytesWritten: inflater.bytesTaken } } : buffer;
}

export function inflateRawSync(bytes: Uint8Array, options: Options = {}) {
  return inflateWhole(bytes, options, RAW);
}

export function inflateSync(bytes: Uint8Array, options: Options = {}) {
  return inflateWhole(bytes, options, WITH_HEADER);
}

/** Not to be had here: the verifier says so where a certificate was packed this way. */
export const brotliDecompressSync = undefined;
export const zstdDecompressSync = undefined;

/** A stream that `Readable` of stream.ts is piped into. */
class InflateStream {
  source: AsyncIterable<Uint8Array> | null = null;
  bytesWritten = 0;

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    const inflater = new Inflater(RAW);
    for await (const piece of this.source ?? []) {
      for (const chunk of inflater.feed(piece)) yield Buffer.from(chunk);
      this.bytesWritten = inflater.bytesTaken;
      if (inflater.isAtEnd) return;
    }
    throw new Error('unexpected end of file');
  }

  destroy(): void {}
}

export function createInflateRaw(): InflateStream {
  return new InflateStream();
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  for (let i = 0; i < bytes.length; i += 1) {
    crc = (TABLE[(crc ^ (bytes[i] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}

export const constants = {};

export function deflateRaw(): never {
  throw new Error('nothing is packed in this page');
}
