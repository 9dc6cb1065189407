// Bytes -> one gzip member (RFC 1952) that is the same on every machine: no name, no time, no system.
import { promisify } from 'node:util';
import { constants, crc32, deflateRaw, inflateRawSync } from 'node:zlib';

const deflate = promisify(deflateRaw);

/** Header of every member: deflate, no flags, no time, unknown system (RFC 1952 §2.3.1). */
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);

/** Bytes of a member's header and of its trailer (CRC-32, size). */
export const GZIP_HEADER_BYTES = HEADER.length;
export const GZIP_TRAILER_BYTES = 8;

/**
 * One gzip member; equal bytes give equal members under one version of zlib. What is dense
 * already (a picture, a coded body) is only wrapped: that costs a tenth of the time.
 */
export async function gzipMember(bytes: Uint8Array, isDense = false): Promise<Buffer> {
  const deflated = await deflate(bytes, isDense ? { level: constants.Z_NO_COMPRESSION } : {});
  return Buffer.concat([HEADER, deflated, gzipTrailer(crc32(bytes), bytes.length)]);
}

/** CRC-32 and size modulo 2^32, little-endian. */
export function gzipTrailer(crc: number, sizeBytes: number): Buffer {
  const trailer = Buffer.alloc(GZIP_TRAILER_BYTES);
  trailer.writeUInt32LE(crc, 0);
  trailer.writeUInt32LE(sizeBytes % 2 ** 32, 4);
  return trailer;
}

/**
 * Refuses any header but a plain one: flags could hide a name, a comment or extra bytes.
 * @throws SyntaxError
 */
export function checkGzipHeader(header: Uint8Array): void {
  if (header.length < GZIP_HEADER_BYTES) throw new SyntaxError('the gzip header is cut off');
  if (header[0] !== 0x1f || header[1] !== 0x8b || header[2] !== 8) {
    throw new SyntaxError('not a gzip member');
  }
  if (header[3] !== 0) throw new SyntaxError('the gzip header has optional parts');
}

/**
 * The length of a header with any optional parts (RFC 1952 §2.3).
 * @throws SyntaxError
 */
export function anyGzipHeaderBytes(bytes: Uint8Array): number {
  const plain = Uint8Array.from(bytes.subarray(0, GZIP_HEADER_BYTES));
  const flags = plain[3] ?? 0;
  plain[3] = 0;
  checkGzipHeader(plain);
  let at = GZIP_HEADER_BYTES;
  if ((flags & 4) !== 0) at += 2 + (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0) throw new SyntaxError('the gzip header is cut off');
    at = end + 1;
  }
  return (flags & 2) === 0 ? at : at + 2;
}

/**
 * The content of bytes that are one plain member and nothing else.
 * @throws SyntaxError; RangeError when it is longer than `maxBytes`
 */
export function gunzipMember(bytes: Uint8Array, maxBytes: number): Buffer {
  checkGzipHeader(bytes);
  const deflated = bytes.subarray(GZIP_HEADER_BYTES);
  const { buffer, engine } = inflateRawSync(deflated, {
    info: true,
    maxOutputLength: maxBytes,
  }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
  const trailer = deflated.subarray(engine.bytesWritten);
  if (!gzipTrailer(crc32(buffer), buffer.length).equals(trailer)) {
    throw new SyntaxError('the CRC or size is wrong, or bytes follow the gzip member');
  }
  return buffer;
}
