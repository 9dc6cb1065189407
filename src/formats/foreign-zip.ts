// Any zip -> its entries, as most programs read it (APPNOTE 6.3): what a bundle of ours must not be,
// read all the same, so that a verifier can say what is wrong with the rest of it.
import type { RangeRead } from './zip.js';

export interface ForeignEntry {
  readonly name: string;
  /** Inflated, as the directory says. */
  readonly sizeBytes: number;
  readonly crc32: number;
  /** Where the content begins, and how long it is as it stands. */
  readonly start: number;
  readonly storedBytes: number;
  readonly isDeflated: boolean;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const END_BYTES = 22;
const LOCATOR64_BYTES = 20;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const MAX_COMMENT_BYTES = 0xffff;
const MAX32 = 0xffffffff;
const MAX_DIRECTORY_BYTES = 128 * 2 ** 20;

/**
 * The entries of a zip, directories left out; of a name that is there twice, the last.
 * @throws SyntaxError
 */
export async function readForeignZip(
  read: RangeRead,
  fileBytes: number,
): Promise<readonly ForeignEntry[]> {
  const { offset, sizeBytes } = await findDirectory(read, fileBytes);
  const directory = await read(offset, sizeBytes);
  const entries: ForeignEntry[] = [];
  for (let at = 0; at + CENTRAL_BYTES <= directory.length; ) {
    if (directory.readUInt32LE(at) !== CENTRAL) break;
    const nameEnd = at + CENTRAL_BYTES + directory.readUInt16LE(at + 28);
    const end = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    const name = directory.toString('utf8', at + CENTRAL_BYTES, nameEnd);
    const fields = readFields(directory.subarray(at, end), nameEnd - at);
    if (!name.endsWith('/')) entries.push({ name, ...(await locate(read, name, fields)) });
    at = end;
  }
  if (entries.length === 0) throw new SyntaxError('its directory names no files');
  return entries;
}

async function findDirectory(
  read: RangeRead,
  fileBytes: number,
): Promise<{ offset: number; sizeBytes: number }> {
  const tailBytes = Math.min(fileBytes, END_BYTES + MAX_COMMENT_BYTES + LOCATOR64_BYTES);
  const tail = await read(fileBytes - tailBytes, tailBytes);
  const end = tail.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0 || end + END_BYTES > tail.length || tail.readUInt32LE(end) !== END) {
    throw new SyntaxError('not a zip file');
  }
  let [sizeBytes, offset] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  const locator = end - LOCATOR64_BYTES;
  if (locator >= 0 && tail.readUInt32LE(locator) === LOCATOR64) {
    const end64 = await read(Number(tail.readBigUInt64LE(locator + 8)), 56);
    if (end64.length < 56 || end64.readUInt32LE(0) !== END64) {
      throw new SyntaxError('the zip64 end record is missing');
    }
    sizeBytes = Number(end64.readBigUInt64LE(40));
    offset = Number(end64.readBigUInt64LE(48));
  }
  if (!(offset + sizeBytes <= fileBytes) || sizeBytes > MAX_DIRECTORY_BYTES) {
    throw new SyntaxError('the directory is not where the end record says, or too large');
  }
  return { offset, sizeBytes };
}

interface Fields {
  readonly method: number;
  readonly crc32: number;
  readonly storedBytes: number;
  readonly sizeBytes: number;
  readonly offset: number;
}

function readFields(header: Buffer, extraAt: number): Fields {
  let [storedBytes, sizeBytes] = [header.readUInt32LE(20), header.readUInt32LE(24)];
  let offset = header.readUInt32LE(42);
  const wide = findZip64(header.subarray(extraAt));
  let at = 0;
  const next = (value: number) => {
    if (value !== MAX32 || wide === null || at + 8 > wide.length) return value;
    at += 8;
    return Number(wide.readBigUInt64LE(at - 8));
  };
  sizeBytes = next(sizeBytes);
  storedBytes = next(storedBytes);
  offset = next(offset);
  const method = header.readUInt16LE(10);
  return { method, crc32: header.readUInt32LE(16), storedBytes, sizeBytes, offset };
}

function findZip64(extra: Buffer): Buffer | null {
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1) return extra.subarray(at + 4, end);
    at = end;
  }
  return null;
}

async function locate(
  read: RangeRead,
  name: string,
  { method, offset, crc32, storedBytes, sizeBytes }: Fields,
): Promise<Omit<ForeignEntry, 'name'>> {
  if (method !== 0 && method !== 8) throw new SyntaxError(`${name} is packed by method ${method}`);
  if (!Number.isSafeInteger(offset)) throw new SyntaxError(`${name} is nowhere`);
  const header = await read(offset, LOCAL_BYTES);
  if (header.length < LOCAL_BYTES || header.readUInt32LE(0) !== LOCAL) {
    throw new SyntaxError(`${name} is not where the directory says`);
  }
  const start = offset + LOCAL_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  return { sizeBytes, crc32, start, storedBytes, isDeflated: method === 8 };
}
