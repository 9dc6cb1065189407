// A bundle taken apart, changed and put together again, as a forger would: everything consistent,
// signed anew with whatever key is at hand.
import type { KeyObject } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { captureOfPath, watchEntriesPath, watchOfPath } from '../../src/formats/bundle.js';
import { canonicalBytes } from '../../src/formats/canonical-json.js';
import { parseCdxLine, sortCdxLines, timestampOf, writeCdxLine } from '../../src/formats/cdxj.js';
import { signCheckpoint, writeTlogProof } from '../../src/formats/checkpoint.js';
import { gzipMember } from '../../src/formats/gzip.js';
import { inclusionPath, leafHash, rootOf } from '../../src/formats/merkle.js';
import { parseDataPackage, signDataPackage, writeDataPackage } from '../../src/formats/wacz.js';
import { mediaTypeOf, responseFacts } from '../../src/formats/warc.js';
import { localHeader, readZip } from '../../src/formats/zip.js';
import { type Digest, digestOf } from '../../src/model/digest.js';
import { ZipFile } from '../../src/prove/zip-file.js';
import { treeOf } from '../prove/sample.js';

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

/** Makes length, block and payload digest of a record fit its bytes. */
export function fitDigests(text: string): string {
  const headEnd = text.indexOf('\r\n\r\n') + 4;
  const block = text.slice(headEnd, -4);
  const isHttp = text.includes('Content-Type: application/http');
  const payload = isHttp ? block.slice(block.indexOf('\r\n\r\n') + 4) : block;
  const head = text
    .slice(0, headEnd)
    .replace(/(WARC-Block-Digest: ).*?(?=\r)/, `$1${digestOf(Buffer.from(block, 'latin1'))}`)
    .replace(/(WARC-Payload-Digest: ).*?(?=\r)/, `$1${digestOf(Buffer.from(payload, 'latin1'))}`)
    .replace(/(Content-Length: )\d+/, `$1${block.length}`);
  return `${head}${block}\r\n\r\n`;
}

/** Changes a record so that its digests fit again, and the index with it. */
export async function refitRecord(
  files: Files,
  marker: string,
  change: (text: string) => string,
): Promise<void> {
  await editRecord(files, marker, (text) => {
    const changed = fitDigests(change(text));
    if (changed === text) throw new Error(`the edit of ${marker} changes nothing`);
    return changed;
  });
  await reindex(files);
}

/** Adds a record behind all others. */
export async function addRecord(files: Files, text: string): Promise<void> {
  const member = await gzipMember(Buffer.from(fitDigests(text), 'latin1'));
  files.set(WARC, Buffer.concat([need(files, WARC), member]));
  await reindex(files);
}

/** The text of the first record that has `marker`. */
export function recordWith(files: Files, marker: string): string {
  const texts = membersOf(need(files, WARC)).map((one) => gunzipSync(one).toString('latin1'));
  const found = texts.find((text) => text.includes(marker));
  if (found === undefined) throw new Error(`no record with ${marker}`);
  return found;
}

const WARC = 'archive/data.warc.gz';

/** Writes the index anew from the records as they stand; keys of posted forms are kept. */
export async function reindex(files: Files): Promise<void> {
  const old = need(files, 'indexes/index.cdx')
    .toString()
    .split('\n')
    .slice(0, -1)
    .map(parseCdxLine);
  let offset = 0;
  const lines = membersOf(need(files, WARC)).flatMap((member) => {
    const at = offset;
    offset += member.length;
    const text = gunzipSync(member).toString('latin1');
    const field = (name: string) => new RegExp(`^${name}: (.*)\r$`, 'm').exec(text)?.[1] ?? '';
    const type = field('WARC-Type');
    if (type !== 'response' && type !== 'resource') return [];
    const url = Buffer.from(field('WARC-Target-URI'), 'latin1').toString();
    const head = text.slice(text.indexOf('\r\n\r\n') + 4);
    const before = old.find((line) => line.url === url && line.status !== null);
    const facts = { status: null, mediaType: mediaTypeOf(field('Content-Type')) };
    return writeCdxLine({
      ...{ url, timestamp: timestampOf(field('WARC-Date')), filename: 'data.warc.gz' },
      digest: field('WARC-Payload-Digest') as Digest,
      ...(type === 'response' ? responseFacts(head.slice(0, head.indexOf('\r\n\r\n') + 4)) : facts),
      method: before?.method ?? null,
      requestBody: before?.requestBody ?? null,
      ...{ offset: at, length: member.length, recordDigest: digestOf(member) },
    });
  });
  const text = sortCdxLines(lines).map((line) => `${line}\n`);
  files.set('indexes/index.cdx', Buffer.from(text.join('')));
}

type Members = Record<string, unknown>;

/** Changes a canonical JSON file, which stays canonical. */
export function editJson(files: Files, name: string, change: (value: Members) => void): void {
  const value = JSON.parse(need(files, name).toString()) as Members;
  change(value);
  files.set(name, Buffer.from(canonicalBytes(value)));
}

/**
 * Logs every capture anew, and the entries beside them, with the log's own key: entries, tree, proofs
 * and checkpoint fit again. `change` gets each entry and the capture, or the watch, that it is of.
 */
export function relog(
  files: Files,
  log: { readonly origin: string; readonly key: KeyObject },
  change: (entry: Members, of: string) => void = () => {},
): void {
  const ids = [...files.keys()].flatMap((name) => captureOfPath(name) ?? []);
  const beside = [...files.keys()].flatMap((name) => watchOfPath(name) ?? []);
  const old = [
    ...ids.map((id) => {
      const manifest = need(files, `provenance/${id}.json`);
      const { watch, salt, url } = JSON.parse(manifest.toString());
      const entry = JSON.parse(need(files, `proof/${id}.entry.json`).toString()) as Members;
      const target = digestOf(Buffer.concat([Buffer.from(salt, 'hex'), Buffer.from(url)]));
      return { id, watch, entry: { ...entry, manifest: digestOf(manifest), target } as Members };
    }),
    ...beside.flatMap((watch) =>
      linesIn(files, watchEntriesPath(watch)).map((entry) => ({ id: null, watch, entry })),
    ),
  ].sort((a, b) => Number(a.entry.seq) - Number(b.entry.seq));
  const previous = new Map<string, Digest>();
  const placed = new Map<string, number>();
  const written = new Map(beside.map((watch) => [watch, '']));
  const entries = old.map(({ id, watch, entry }, seq) => {
    Object.assign(entry, { seq, previous: previous.get(watch) ?? null });
    change(entry, id ?? watch);
    const bytes = Buffer.from(canonicalBytes(entry));
    previous.set(watch, digestOf(bytes));
    if (id === null) written.set(watch, `${written.get(watch)}${bytes}\n`);
    else files.set(`proof/${id}.entry.json`, bytes);
    if (id !== null) placed.set(id, seq);
    return bytes;
  });
  for (const [watch, text] of written) files.set(watchEntriesPath(watch), Buffer.from(text));
  const read = treeOf(entries.map(leafHash));
  const root = Buffer.from(rootOf(entries.length, read)).toString('base64');
  const checkpoint = signCheckpoint({ size: entries.length, root }, log.origin, log.key);
  files.set('proof/checkpoint.note', Buffer.from(checkpoint));
  for (const [id, index] of placed) {
    const path = inclusionPath(index, entries.length, read);
    const proof = writeTlogProof({ extra: null, index, path, checkpoint });
    files.set(`proof/${id}.tlog-proof`, Buffer.from(proof));
  }
  // Stamps were over the old checkpoint.
  for (const name of files.keys()) if (/checkpoint\.(?!note)/.test(name)) files.delete(name);
  if (files.has('report/changes.json')) {
    editJson(files, 'report/changes.json', ({ captures }) => {
      for (const one of captures as Members[]) {
        one.manifest = digestOf(need(files, `provenance/${one.capture}.json`));
      }
    });
  }
  if (files.has('proof/custody.jsonl')) recustody(files);
}

/** The values in a file of JSON lines. */
export function linesIn(files: Files, name: string): Members[] {
  const lines = need(files, name).toString().split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Members);
}

/** Writes the record of custody anew, as `change` has it, each line bound to the one before. */
export function recustody(
  files: Files,
  change: (lines: Members[]) => Members[] = (lines) => lines,
): void {
  const last = new Map<unknown, { seq: number; digest: Digest }>();
  const written = change(linesIn(files, 'proof/custody.jsonl')).map((entry) => {
    const before = last.get(entry.capture);
    const manifest = digestOf(need(files, `provenance/${entry.capture}.json`));
    const seq = (before?.seq ?? -1) + 1;
    const bytes = canonicalBytes({ ...entry, seq, manifest, previous: before?.digest ?? null });
    last.set(entry.capture, { seq, digest: digestOf(bytes) });
    return `${Buffer.from(bytes)}\n`;
  });
  files.set('proof/custody.jsonl', Buffer.from(written.join('')));
}
