// Bytes of a blob <-> its difference to an earlier blob: one gzip member (RFC 1952) of VCDIFF (RFC 3284),
// whose comment names the base: `sha256:… generation size`.
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { crc32, deflateRaw, gunzip } from 'node:zlib';
import { gzipTrailer } from '../../formats/gzip.js';
import { decodeVcdiff, encodeVcdiff, VCDIFF_MAX_BYTES } from '../../formats/vcdiff.js';
import type { Digest } from '../../model/digest.js';

/** What follows the digest in the name of such a file. */
export const DIFFERENCE = '.vcdiff.gz';

/**
 * Differences one after another that share a base, before a whole blob is the next base: so many
 * captures, and no more, are lost with it.
 */
export const MAX_GENERATION = 32;

/** What the head of a difference says. */
export interface DifferenceHead {
  /** A blob that is stored whole. */
  readonly base: Digest;
  /** 1 for the first difference to a base, 2 for one made after that … */
  readonly generation: number;
  /** Of the blob itself. */
  readonly sizeBytes: number;
}

/** Deflate; FHCRC and FCOMMENT; no time; made on Unix (RFC 1952 §2.3). */
const START = Buffer.from('1f8b0812000000000003', 'hex');
const COMMENT = /^(sha256:[0-9a-f]{64}) ([1-9][0-9]?) (0|[1-9][0-9]{0,7})\0/;
const HEAD_BYTES = START.length + 96;

/** The file of `bytes` as a difference to `base`; null when they have too little in common. */
export async function makeDifference(
  base: { readonly digest: Digest; readonly bytes: Uint8Array },
  generation: number,
  bytes: Uint8Array,
): Promise<Buffer | null> {
  if (Math.max(base.bytes.length, bytes.length) > VCDIFF_MAX_BYTES) return null;
  const difference = encodeVcdiff(base.bytes, bytes);
  if (difference === null) return null;
  const comment = Buffer.from(`${base.digest} ${generation} ${bytes.length}\0`, 'latin1');
  const head = Buffer.concat([START, comment]);
  // Readers check it: a change in the comment shows.
  const headSum = Buffer.alloc(2);
  headSum.writeUInt16LE(crc32(head) & 0xffff);
  const deflated = await promisify(deflateRaw)(difference);
  const trailer = gzipTrailer(crc32(difference), difference.length);
  return Buffer.concat([head, headSum, deflated, trailer]);
}

/** The blob's bytes. @throws SyntaxError, or what zlib throws, when it is damaged or of another base. */
export async function applyDifference(base: Uint8Array, file: Uint8Array): Promise<Buffer> {
  const bytes = decodeVcdiff(base, await promisify(gunzip)(file));
  if (parseHead(file)?.sizeBytes !== bytes.length) throw new SyntaxError('not of the size it says');
  return bytes;
}

/** The head of a difference; null when it is damaged. */
export async function readHead(path: string): Promise<DifferenceHead | null> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return parseHead(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

/** The head in the bytes of a difference; null when it is damaged. */
export function parseHead(file: Uint8Array): DifferenceHead | null {
  const start = Buffer.from(file.subarray(0, HEAD_BYTES));
  if (!START.equals(start.subarray(0, START.length))) return null;
  const [whole, base, generation, size] =
    COMMENT.exec(start.toString('latin1', START.length)) ?? [];
  if (whole === undefined) return null;
  const end = START.length + whole.length;
  if (start.length < end + 2) return null;
  if (start.readUInt16LE(end) !== (crc32(start.subarray(0, end)) & 0xffff)) return null;
  return { base: base as Digest, generation: Number(generation), sizeBytes: Number(size) };
}
