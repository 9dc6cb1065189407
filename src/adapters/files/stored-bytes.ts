// Bytes of a blob <-> bytes of its file: gzip (RFC 1952) where it saves enough.
import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  fstatSync,
  openSync,
  readSync,
  statSync,
} from 'node:fs';
import { copyFile, open, rename } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGunzip, createGzip, gunzipSync, gzip } from 'node:zlib';
import { digestOf } from '../../model/digest.js';
import { errnoOf } from './durable.js';

const SAMPLE_BYTES = 65_536;
/** Read in one go. */
const SMALL_BYTES = 262_144;
const UNPACKED_MAX_BYTES = 1_048_576;
const CHUNK_BYTES = 1_048_576;
/** Below it a block of the file system is used anyway. */
const COMPRESS_MIN_BYTES = 256;
const COMPRESS_MAX_RATIO = 0.9;
/** The size in a gzip trailer has 32 bits (RFC 1952 §2.3.1). */
const COMPRESS_MAX_BYTES = 0xffff_ffff;

/** Deflate, no flags, no time, made on Unix (RFC 1952 §2.3): the same on every machine. */
const GZIP_HEADER = Buffer.from('1f8b0800000000000003', 'hex');

/** Whether gzip saves enough, judged by the beginning: the same however the bytes come in. */
export async function isCompressible(sample: Uint8Array, sizeBytes: number): Promise<boolean> {
  if (sizeBytes < COMPRESS_MIN_BYTES || sizeBytes > COMPRESS_MAX_BYTES) return false;
  return (await promisify(gzip)(sample)).length <= sample.length * COMPRESS_MAX_RATIO;
}

/** The beginning of a file. */
export async function readStart(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Gzips a file of any size into a new one. */
export async function gzipFile(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createGzip(), createWriteStream(to, { flags: 'wx' }));
  const file = await open(to, 'r+');
  try {
    await file.write(GZIP_HEADER, 0, GZIP_HEADER.length, 0);
  } finally {
    await file.close();
  }
}

/** Takes over a file; from another file system it is copied. */
export async function moveOrCopy(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (errnoOf(error) !== 'EXDEV') throw error;
    await copyFile(from, to);
  }
}

/** Gzipped bytes, with the header that all our blobs share. */
export async function gzipBytes(bytes: Uint8Array): Promise<Uint8Array> {
  const gzipped = await promisify(gzip)(bytes);
  GZIP_HEADER.copy(gzipped);
  return gzipped;
}

/** The beginning by which `isCompressible` decides. */
export function startOf(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, SAMPLE_BYTES);
}

/** Digest and size of the bytes a file holds, in little memory; null when there is no file. */
export async function hashStored(
  path: string,
): Promise<{ found: string; sizeBytes: number } | null> {
  try {
    // An error costs more than asking, and of the names a blob may have most are not there.
    if (statSync(path, { throwIfNoEntry: false }) === undefined) return null;
    return hashSmall(path) ?? (await hashLarge(path));
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    // Bytes the disk or gzip cannot give back are damage; a missing permission is not.
    if (errnoOf(error) !== 'EIO' && !/^(Z_|ERR_BUFFER_TOO_LARGE)/.test(errnoOf(error))) throw error;
    return { found: String(error), sizeBytes: 0 };
  }
}

/** Here and now, for to wait for other threads takes five times as long; null for a larger file. */
function hashSmall(path: string): { found: string; sizeBytes: number } | null {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size > SMALL_BYTES) return null;
    const stored = Buffer.allocUnsafe(size);
    const bytes = stored.subarray(0, readSync(file, stored, 0, size, 0));
    if (!path.endsWith('.gz')) return { found: digestOf(bytes), sizeBytes: bytes.length };
    const isLarge = bytes.length > 4 && bytes.readUInt32LE(bytes.length - 4) > UNPACKED_MAX_BYTES;
    if (isLarge) return null;
    const unpacked = gunzipSync(bytes, { maxOutputLength: 2 * UNPACKED_MAX_BYTES });
    return { found: sayFound(bytes, digestOf(unpacked)), sizeBytes: unpacked.length };
  } finally {
    closeSync(file);
  }
}

async function hashLarge(path: string): Promise<{ found: string; sizeBytes: number }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const count = async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      hash.update(chunk);
      sizeBytes += chunk.length;
    }
  };
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  if (!path.endsWith('.gz')) {
    await pipeline(file, count);
    return { found: `sha256:${hash.digest('hex')}`, sizeBytes };
  }
  await pipeline(file, createGunzip({ chunkSize: CHUNK_BYTES }), count);
  const found = `sha256:${hash.digest('hex')}`;
  return { found: sayFound(await readStart(path), found), sizeBytes };
}

/** gzip itself would not notice a change in these bytes. */
function sayFound(gzipped: Buffer, digest: string): string {
  const start = gzipped.subarray(0, GZIP_HEADER.length);
  return GZIP_HEADER.equals(start) ? digest : 'another gzip header';
}
