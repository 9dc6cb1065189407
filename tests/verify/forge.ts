// A bundle taken apart, changed and put together again, as a forger would: everything consistent,
// signed anew with whatever key is at hand.
import type { KeyObject } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { gzipMember } from '../../src/formats/gzip.js';
import { parseDataPackage, signDataPackage, writeDataPackage } from '../../src/formats/wacz.js';
import { localHeader, readZip } from '../../src/formats/zip.js';
import { digestOf } from '../../src/model/digest.js';
import { ZipFile } from '../../src/prove/zip-file.js';

export type Files = Map<string, Buffer>;

/** The files of a bundle, in order. */
export async function takeApart(path: string): Promise<Files> {
  const bytes = await readFile(path);
  const read = async (offset: number, length: number) => bytes.subarray(offset, offset + length);
  const files: Files = new Map();
  for (const entry of await readZip(read, bytes.length)) {
    const start = entry.offset + localHeader(entry).length;
    files.set(entry.name, Buffer.from(bytes.subarray(start, start + entry.sizeBytes)));
  }
  return files;
}

/** Zips files as they are, without making anything consistent. */
export async function zipUp(files: Files, path: string): Promise<void> {
  await rm(path, { force: true });
  const zip = await ZipFile.create(path);
  for (const [name, bytes] of files) await zip.add(name, bytes);
  await zip.finish();
  await zip.close();
}

/** Makes digests and signature fit the files again. */
export async function resign(files: Files, key: KeyObject, path: string): Promise<void> {
  const old = parseDataPackage(need(files, 'datapackage.json'));
  const resources = [...files]
    .filter(([name]) => !name.startsWith('datapackage'))
    .map(([path, bytes]) => ({ path, hash: digestOf(bytes), bytes: bytes.length }));
  const dataPackage = writeDataPackage({ ...old, resources });
  files.set('datapackage.json', Buffer.from(dataPackage));
  files.set('datapackage-digest.json', Buffer.from(signDataPackage(dataPackage, key)));
  await zipUp(files, path);
}

/** The bytes of a file that must be there. */
export function need(files: Files, name: string): Buffer {
  const bytes = files.get(name);
  if (bytes === undefined) throw new Error(`no ${name} in the bundle`);
  return bytes;
}

/** Changes the text of a file. */
export function edit(files: Files, name: string, change: (text: string) => string): void {
  const before = need(files, name).toString('latin1');
  const after = change(before);
  if (after === before) throw new Error(`the edit of ${name} changes nothing`);
  files.set(name, Buffer.from(after, 'latin1'));
}

/** The gzip members of the WARC, by the offsets that the index and the framing give. */
export function membersOf(warc: Buffer): Buffer[] {
  const starts: number[] = [];
  const magic = Buffer.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
  for (let at = warc.indexOf(magic); at >= 0; at = warc.indexOf(magic, at + 1)) starts.push(at);
  return starts.map((start, i) => warc.subarray(start, starts[i + 1] ?? warc.length));
}

/** Changes the record whose text has `marker`, and compresses it anew. */
export async function editRecord(
  files: Files,
  marker: string,
  change: (text: string) => string,
): Promise<void> {
  const members = membersOf(need(files, 'archive/data.warc.gz'));
  let edits = 0;
  const changed = await Promise.all(
    members.map(async (member) => {
      const text = gunzipSync(member).toString('latin1');
      if (!text.includes(marker) || edits > 0) return member;
      edits += 1;
      return gzipMember(Buffer.from(change(text), 'latin1'));
    }),
  );
  if (edits === 0) throw new Error(`no record with ${marker}`);
  files.set('archive/data.warc.gz', Buffer.concat(changed));
}
