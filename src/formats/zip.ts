// Entries -> the bytes of a zip that can only be written one way (APPNOTE 6.3): everything stored,
// one fixed time, UTF-8 names, no comment, nothing between the entries. Reading demands just that.

export interface ZipEntry {
  readonly name: string;
  readonly sizeBytes: number;
  readonly crc32: number;
  /** Where its local header begins. */
  readonly offset: number;
}

/** Gives `length` bytes from `offset`, fewer only at the end of the file. */
export type RangeRead = (offset: number, length: number) => Promise<Buffer>;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const END_BYTES = 22;
const END64_BYTES = 56;
const LOCATOR64_BYTES = 20;
const CENTRAL_BYTES = 46;
const MAX16 = 0xffff;
const MAX32 = 0xffffffff;
const UTF8_NAMES = 0x0800;
/** 1980-01-01, the first day a zip can name. */
const FIRST_DAY = 0x0021;
const UNIX = 3 << 8;
const REGULAR_FILE_0644 = 0o100644 * 2 ** 16;
/** A central directory larger than this is refused: about a million files. */
const MAX_DIRECTORY_BYTES = 128 * 2 ** 20;
/**
 * ASCII only, one folder deep, no full stop at the end (which some systems drop): no name can be read
 * in two ways or leave the folder.
 */
const NAME = /^(?:[A-Za-z0-9_][A-Za-z0-9._-]*\/)?[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?$/;

/** The bytes before an entry's content. */
export function localHeader(entry: Omit<ZipEntry, 'offset'>): Buffer {
  const isLarge = entry.sizeBytes >= MAX32;
  const name = Buffer.from(entry.name);
  const extra = isLarge ? zip64Extra([entry.sizeBytes, entry.sizeBytes]) : Buffer.alloc(0);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(LOCAL, 0);
  writeCommon(header.subarray(4), entry, isLarge, name.length, extra.length);
  return Buffer.concat([header, name, extra]);
}

/** Everything behind the last entry: central directory and end records. */
export function centralDirectory(entries: readonly ZipEntry[], offset: number): Buffer {
  const directory = Buffer.concat(entries.map(centralHeader));
  const needs64 = entries.length >= MAX16 || offset >= MAX32 || directory.length >= MAX32;
  const end64 = needs64 ? endRecords64(entries.length, directory.length, offset) : Buffer.alloc(0);
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(Math.min(entries.length, MAX16), 8);
  end.writeUInt16LE(Math.min(entries.length, MAX16), 10);
  end.writeUInt32LE(Math.min(directory.length, MAX32), 12);
  end.writeUInt32LE(Math.min(offset, MAX32), 16);
  return Buffer.concat([directory, end64, end]);
}

function centralHeader(entry: ZipEntry): Buffer {
  const isLarge = entry.sizeBytes >= MAX32;
  const isFar = entry.offset >= MAX32;
  const name = Buffer.from(entry.name);
  const values = [
    ...(isLarge ? [entry.sizeBytes, entry.sizeBytes] : []),
    ...(isFar ? [entry.offset] : []),
  ];
  const extra = values.length > 0 ? zip64Extra(values) : Buffer.alloc(0);
  const header = Buffer.alloc(CENTRAL_BYTES);
  header.writeUInt32LE(CENTRAL, 0);
  header.writeUInt16LE(UNIX | 45, 4);
  writeCommon(header.subarray(6), entry, isLarge || isFar, name.length, extra.length);
  header.writeUInt32LE(REGULAR_FILE_0644, 38);
  header.writeUInt32LE(Math.min(entry.offset, MAX32), 42);
  return Buffer.concat([header, name, extra]);
}

/** The 26 bytes that local and central headers share, from "version needed" to "extra length". */
function writeCommon(
  at: Buffer,
  entry: Omit<ZipEntry, 'offset'>,
  needs64: boolean,
  nameBytes: number,
  extraBytes: number,
): void {
  const size = Math.min(entry.sizeBytes, MAX32);
  at.writeUInt16LE(needs64 ? 45 : 20, 0);
  at.writeUInt16LE(UTF8_NAMES, 2);
  at.writeUInt16LE(FIRST_DAY, 8);
  at.writeUInt32LE(entry.crc32, 10);
  at.writeUInt32LE(size, 14);
  at.writeUInt32LE(size, 18);
  at.writeUInt16LE(nameBytes, 22);
  at.writeUInt16LE(extraBytes, 24);
}

function zip64Extra(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + values.length * 8);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(values.length * 8, 2);
  values.forEach((value, i) => {
    extra.writeBigUInt64LE(BigInt(value), 4 + i * 8);
  });
  return extra;
}

function endRecords64(count: number, directoryBytes: number, offset: number): Buffer {
  const end = Buffer.alloc(END64_BYTES + LOCATOR64_BYTES);
  end.writeUInt32LE(END64, 0);
  end.writeBigUInt64LE(BigInt(END64_BYTES - 12), 4);
  end.writeUInt16LE(UNIX | 45, 12);
  end.writeUInt16LE(45, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(directoryBytes), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  end.writeUInt32LE(LOCATOR64, END64_BYTES);
  end.writeBigUInt64LE(BigInt(offset + directoryBytes), END64_BYTES + 8);
  end.writeUInt32LE(1, END64_BYTES + 16);
  return end;
}

/**
 * The entries of a zip that is byte for byte what this module writes, contents aside; those are
 * still to be compared with their CRC-32.
 * @throws SyntaxError saying what is wrong
 */
export async function readZip(read: RangeRead, fileBytes: number): Promise<readonly ZipEntry[]> {
  if (fileBytes < END_BYTES) throw new SyntaxError('not a zip file: too short');
  const { count, offset } = await readEnd(read, fileBytes);
  const tail = await read(offset, fileBytes - offset);
  const entries = parseCentral(tail, count);
  checkNames(entries);
  let next = 0;
  for (const entry of entries) {
    if (entry.offset !== next) {
      throw new SyntaxError(`${entry.name}: bytes before it belong to no entry, or it overlaps`);
    }
    const header = localHeader(entry);
    if (!header.equals(await read(next, header.length))) {
      throw new SyntaxError(`${entry.name}: its local header is not what the directory says`);
    }
    next += header.length + entry.sizeBytes;
  }
  if (next !== offset) throw new SyntaxError('bytes before the directory belong to no entry');
  if (!centralDirectory(entries, offset).equals(tail)) {
    throw new SyntaxError('the directory has fields that a stored entry does not have');
  }
  return entries;
}

async function readEnd(
  read: RangeRead,
  fileBytes: number,
): Promise<{ count: number; offset: number }> {
  const end = await read(fileBytes - END_BYTES, END_BYTES);
  if (end.length < END_BYTES || end.readUInt32LE(0) !== END) {
    throw new SyntaxError('not a zip file, or bytes follow its end');
  }
  let count = end.readUInt16LE(10);
  let offset = end.readUInt32LE(16);
  const tail64Bytes = END_BYTES + LOCATOR64_BYTES + END64_BYTES;
  if ((count === MAX16 || offset === MAX32) && fileBytes >= tail64Bytes) {
    const end64 = await read(fileBytes - tail64Bytes, END64_BYTES);
    if (end64.readUInt32LE(0) !== END64) throw new SyntaxError('the zip64 end record is missing');
    count = Number(end64.readBigUInt64LE(32));
    offset = Number(end64.readBigUInt64LE(48));
  }
  const isInside = Number.isSafeInteger(offset) && offset <= fileBytes - END_BYTES;
  if (!isInside || fileBytes - offset > MAX_DIRECTORY_BYTES) {
    throw new SyntaxError('the directory is not where the end record says, or too large');
  }
  return { count, offset };
}

function parseCentral(tail: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + CENTRAL_BYTES > tail.length || tail.readUInt32LE(at) !== CENTRAL) {
      throw new SyntaxError(`the directory ends after ${entries.length} of ${count} entries`);
    }
    const nameEnd = at + CENTRAL_BYTES + tail.readUInt16LE(at + 28);
    const end = nameEnd + tail.readUInt16LE(at + 30) + tail.readUInt16LE(at + 32);
    const name = tail.toString('utf8', at + CENTRAL_BYTES, nameEnd);
    if ((tail.readUInt16LE(at + 8) & 1) !== 0) throw new SyntaxError(`${name} is encrypted`);
    if (tail.readUInt16LE(at + 10) !== 0) throw new SyntaxError(`${name} is compressed`);
    entries.push({ name, crc32: tail.readUInt32LE(at + 16), ...readSizes(tail, at, nameEnd, end) });
    at = end;
  }
  return entries;
}

function readSizes(tail: Buffer, at: number, extraAt: number, end: number) {
  let sizeBytes = tail.readUInt32LE(at + 24);
  let offset = tail.readUInt32LE(at + 42);
  let valueAt = extraAt + 4;
  // Whether the rest of the extra field is as it must be shows when the directory is written again.
  if (sizeBytes === MAX32 && valueAt + 16 <= Math.min(end, tail.length)) {
    sizeBytes = Number(tail.readBigUInt64LE(valueAt));
    valueAt += 16;
  }
  if (offset === MAX32 && valueAt + 8 <= Math.min(end, tail.length)) {
    offset = Number(tail.readBigUInt64LE(valueAt));
  }
  return { sizeBytes, offset };
}

function checkNames(entries: readonly ZipEntry[]): void {
  // Two names that differ only in case are one file on some systems.
  const seen = new Set<string>();
  for (const { name } of entries) {
    if (!NAME.test(name) || name.length > 255) {
      throw new SyntaxError(`${JSON.stringify(name.slice(0, 80))} is not a name a bundle may have`);
    }
    if (seen.has(name.toLowerCase())) throw new SyntaxError(`${name} is there twice`);
    seen.add(name.toLowerCase());
  }
}
