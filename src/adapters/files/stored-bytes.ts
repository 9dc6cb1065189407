// Bytes of a blob <-> bytes of its file: gzip (RFC 1952) where it saves enough.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, open, rename } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGunzip, createGzip, gzip } from 'node:zlib';
import { errnoOf } from './durable.js';

const SAMPLE_BYTES = 65_536;
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
export async function readStart(path: string): Promise<Uint8Array> {
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

/** Digest and size of the bytes a file holds, in constant memory; null when there is no file. */
export async function hashStored(
  path: string,
): Promise<{ found: string; sizeBytes: number } | null> {
  const hash = createHash('sha256');
  const isGzip = path.endsWith('.gz');
  let sizeBytes = 0;
  const count = async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      hash.update(chunk);
      sizeBytes += chunk.length;
    }
  };
  try {
    const file = createReadStream(path);
    if (isGzip) await pipeline(file, createGunzip(), count);
    else await pipeline(file, count);
    // gzip itself would not notice a change in these bytes.
    const start = isGzip ? (await readStart(path)).subarray(0, GZIP_HEADER.length) : GZIP_HEADER;
    if (!GZIP_HEADER.equals(start)) return { found: 'another gzip header', sizeBytes };
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    // Bytes the disk or gzip cannot give back are damage; a missing permission is not.
    if (errnoOf(error) !== 'EIO' && !errnoOf(error).startsWith('Z_')) throw error;
    return { found: String(error), sizeBytes };
  }
  return { found: `sha256:${hash.digest('hex')}`, sizeBytes };
}
