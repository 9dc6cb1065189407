import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { centralDirectory, localHeader, readZip, type ZipEntry } from '../../src/formats/zip.js';

const GIB = 2 ** 30;

/** Headers and contents of a zip that is only as large on paper as it says. */
function layOut(files: readonly { name: string; sizeBytes: number; crc32: number }[]) {
  const pieces = new Map<number, Buffer>();
  const entries: ZipEntry[] = [];
  let offset = 0;
  for (const file of files) {
    const header = localHeader(file);
    pieces.set(offset, header);
    entries.push({ ...file, offset });
    offset += header.length + file.sizeBytes;
  }
  const tail = centralDirectory(entries, offset);
  pieces.set(offset, tail);
  const sizeBytes = offset + tail.length;
  const read = async (at: number, length: number): Promise<Buffer> => {
    for (const [start, piece] of pieces) {
      if (at >= start && at < start + piece.length) {
        return piece.subarray(at - start, Math.min(piece.length, at - start + length));
      }
    }
    return Buffer.alloc(Math.max(0, Math.min(length, sizeBytes - at)));
  };
  return { entries, read, sizeBytes };
}

function zipOf(contents: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = [];
  const entries: ZipEntry[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(contents)) {
    const bytes = Buffer.from(content);
    const entry = { name, sizeBytes: bytes.length, crc32: crc32(bytes) };
    const header = localHeader(entry);
    parts.push(header, bytes);
    entries.push({ ...entry, offset });
    offset += header.length + bytes.length;
  }
  return Buffer.concat([...parts, centralDirectory(entries, offset)]);
}

function readBytes(bytes: Buffer): Promise<readonly ZipEntry[]> {
  const read = async (at: number, length: number) => bytes.subarray(at, at + length);
  return readZip(read, bytes.length);
}

describe('a zip', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vestige-zip-'));
  });
  afterAll(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  it('is read by unzip, with the contents and rights that were meant', async () => {
    const path = join(directory, 'a.zip');
    await writeFile(
      path,
      zipOf({ 'pages/pages.jsonl': '等待时间两周\n', 'datapackage.json': '{}' }),
    );
    expect(execFileSync('unzip', ['-t', path]).toString()).toContain('No errors detected');
    expect(execFileSync('unzip', ['-p', path, 'pages/pages.jsonl']).toString()).toBe(
      '等待时间两周\n',
    );
    expect(execFileSync('unzip', ['-Z', path]).toString()).toContain('-rw-r--r--');
  });

  it('comes back as it was written, empty or of many files', async () => {
    expect(await readBytes(zipOf({}))).toEqual([]);
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`proof/f${i}`, `${i}`]));
    expect((await readBytes(zipOf(many))).map(({ name }) => name)).toEqual(Object.keys(many));
  });

  it('of more than 4 GiB, with files of more than 4 GiB, comes back too (zip64)', async () => {
    const { entries, read, sizeBytes } = layOut([
      { name: 'archive/data.warc.gz', sizeBytes: 5 * GIB, crc32: 1 },
      { name: 'indexes/index.cdx', sizeBytes: 10, crc32: 2 },
      { name: 'archive/more.warc.gz', sizeBytes: 6 * GIB, crc32: 3 },
      { name: 'datapackage.json', sizeBytes: 2, crc32: 4 },
    ]);
    expect(sizeBytes).toBeGreaterThan(11 * GIB);
    expect(await readZip(read, sizeBytes)).toEqual(entries);
  });

  it('of more than 65,535 files comes back too (zip64)', async () => {
    const files = Array.from({ length: 66_000 }, (_, i) => ({
      name: `f${i}`,
      sizeBytes: 0,
      crc32: 0,
    }));
    const parts: Buffer[] = [];
    const entries: ZipEntry[] = [];
    let offset = 0;
    for (const file of files) {
      const header = localHeader(file);
      parts.push(header);
      entries.push({ ...file, offset });
      offset += header.length;
    }
    const bytes = Buffer.concat([...parts, centralDirectory(entries, offset)]);
    expect(await readBytes(bytes)).toHaveLength(66_000);
  });

  it('is refused when any byte of its structure is another', async () => {
    const bytes = zipOf({ 'a.json': '{}', 'b/c.json': '[]' });
    const isContent = (i: number) => {
      const [first, second] = ['{}', '[]'].map((text) => bytes.indexOf(text));
      return [first, second].some((at = -1) => i === at || i === at + 1);
    };
    for (let i = 0; i < bytes.length; i += 1) {
      if (isContent(i)) continue;
      const other = Buffer.from(bytes);
      other[i] = (other[i] ?? 0) ^ 0x55;
      await expect(readBytes(other), `byte ${i}`).rejects.toThrow();
    }
  });

  it('is refused with bytes before, between or behind its parts', async () => {
    const bytes = zipOf({ 'a.json': '{}', 'b/c.json': '[]' });
    const second = bytes.indexOf('PK\u0003\u0004', 4, 'latin1');
    const directoryAt = bytes.indexOf('PK\u0001\u0002', 0, 'latin1');
    for (const at of [0, second, directoryAt, bytes.length - 22, bytes.length]) {
      const other = Buffer.concat([bytes.subarray(0, at), Buffer.from('x'), bytes.subarray(at)]);
      await expect(readBytes(other), `at ${at}`).rejects.toThrow(SyntaxError);
    }
  });

  it('whatever it is made of, reading it ends, with entries or a SyntaxError', async () => {
    const bytes = zipOf({ 'a.json': '{}', 'b/c.json': '[]' });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.nat(bytes.length), fc.nat(30), async (more, at, cut) => {
        const other = Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at + cut)]);
        await readBytes(other).catch((error: unknown) => {
          expect(error).toBeInstanceOf(Error);
          expect(error).not.toBeInstanceOf(TypeError);
        });
      }),
      { numRuns: 500 },
    );
  });
});
