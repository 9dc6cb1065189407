// A WACZ of others -> the WARCs in it: a zip read leniently (APPNOTE 6.3.10; stored or deflated entries,
// zip64, anything before or between entries), unlike the one form our own bundles have.
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { VestigeError } from '../errors.js';

export interface ForeignEntry {
  readonly name: string;
  read(): AsyncIterable<Uint8Array>;
}

const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const MAX32 = 0xffffffff;
const MAX_COMMENT = 65_535;
const MAX_DIRECTORY_BYTES = 256 * 1024 * 1024;

/** True where a file begins as a zip does. */
export function looksLikeZip(start: Buffer): boolean {
  return start.length >= 4 && start.readUInt32LE(0) === LOCAL;
}

/** The entries of a zip whose names fit. @throws IMPORT_INVALID */
export async function readForeignZip(
  path: string,
  names: RegExp,
): Promise<readonly ForeignEntry[]> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const { start, length } = await findDirectory(file, size);
    if (start + length > size || length > MAX_DIRECTORY_BYTES)
      throw invalid('its directory lies outside it');
    return await readEntries(path, file, await readAt(file, start, length), names);
  } catch (error) {
    if (error instanceof RangeError) throw invalid('its directory is cut off', error);
    throw error;
  } finally {
    await file.close();
  }
}

async function findDirectory(file: FileHandle, size: number) {
  const tailAt = Math.max(0, size - MAX_COMMENT - 22);
  const tail = await readAt(file, tailAt, size - tailAt);
  let at = tail.length - 22;
  while (at >= 0 && tail.readUInt32LE(at) !== END) at -= 1;
  if (at < 0) throw invalid('it is no zip file, or its end is missing');
  const length = tail.readUInt32LE(at + 12);
  const start = tail.readUInt32LE(at + 16);
  const locatorAt = at - 20;
  if ((start !== MAX32 && length !== MAX32) || locatorAt < 0) return { start, length };
  if (tail.readUInt32LE(locatorAt) !== LOCATOR64) return { start, length };
  const end64 = await readAt(file, Number(tail.readBigUInt64LE(locatorAt + 8)), 56);
  if (end64.readUInt32LE(0) !== END64) throw invalid('its zip64 end is missing');
  return { length: Number(end64.readBigUInt64LE(40)), start: Number(end64.readBigUInt64LE(48)) };
}

async function readEntries(path: string, file: FileHandle, directory: Buffer, names: RegExp) {
  const entries: ForeignEntry[] = [];
  for (let at = 0; at + 46 <= directory.length; ) {
    if (directory.readUInt32LE(at) !== CENTRAL) break;
    const extraAt = at + 46 + directory.readUInt16LE(at + 28);
    const extra = directory.subarray(extraAt, extraAt + directory.readUInt16LE(at + 30));
    const name = directory.toString('utf8', at + 46, extraAt);
    if (names.test(name)) {
      if ((directory.readUInt16LE(at + 8) & 1) !== 0) throw invalid(`${name} is encrypted`);
      const method = directory.readUInt16LE(at + 10);
      if (method !== 0 && method !== 8) throw invalid(`${name} is compressed in an unknown way`);
      const { length, offset } = readSizes(directory, at, extra);
      const local = await readAt(file, offset, 30);
      if (local.readUInt32LE(0) !== LOCAL) throw invalid(`${name} is not where it should be`);
      const start = offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
      entries.push({ name, read: () => contentOf(path, start, length, method === 8) });
    }
    at = extraAt + extra.length + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function readSizes(directory: Buffer, at: number, extra: Buffer) {
  let length = directory.readUInt32LE(at + 20);
  let offset = directory.readUInt32LE(at + 42);
  const isLarge = directory.readUInt32LE(at + 24) === MAX32;
  for (let field = 0; field + 4 <= extra.length; field += 4 + extra.readUInt16LE(field + 2)) {
    if (extra.readUInt16LE(field) !== 1) continue;
    let value = field + 4 + (isLarge ? 8 : 0);
    if (length === MAX32) {
      length = Number(extra.readBigUInt64LE(value));
      value += 8;
    }
    if (offset === MAX32) offset = Number(extra.readBigUInt64LE(value));
  }
  return { length, offset };
}

function contentOf(path: string, start: number, length: number, isDeflated: boolean) {
  if (length === 0) return (async function* () {})();
  const stream = createReadStream(path, { start, end: start + length - 1 });
  if (!isDeflated) return stream;
  const inflater = createInflateRaw();
  stream.on('error', (error) => inflater.destroy(error));
  return stream.pipe(inflater);
}

async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}

function invalid(reason: string, cause?: unknown): VestigeError {
  return new VestigeError('IMPORT_INVALID', `It cannot be read as WACZ: ${reason}.`, { cause });
}
