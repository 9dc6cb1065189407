import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { canonicalJson } from '../../src/formats/canonical-json.js';
import { type Digest, digestOf } from '../../src/model/digest.js';
import type { FileRole } from '../../src/model/snapshot.js';
import type { Visit } from '../../src/model/visit.js';
import { loadSnapshot, sealSnapshot } from '../../src/store/seal.js';
import { at } from '../contracts/records.js';
import { createMemoryBlobStore, type MemoryBlobStore } from '../fakes/memory-blob-store.js';
import { block, failedVisit, PAGE_URL, picture, reading, sampleVisit } from './sample-visit.js';

let spool: string;
let blobs: MemoryBlobStore;

beforeEach(async () => {
  spool = await mkdtemp(join(tmpdir(), 'vestige-seal-'));
  blobs = createMemoryBlobStore();
});
afterEach(async () => {
  await rm(spool, { recursive: true, force: true });
});

const seal = (visit: Visit) =>
  sealSnapshot(
    { blobs },
    {
      visit,
      captureId: 'c_1',
      watchId: 'w_1',
      url: PAGE_URL,
      vantage: 'default',
      scheduledAt: at(0),
      attempt: 1,
      salt: 'ab'.repeat(32),
    },
  );

async function stored(): Promise<Digest[]> {
  const digests: Digest[] = [];
  for await (const digest of blobs.list()) digests.push(digest);
  return digests;
}

test('everything of a visit is a blob, and the manifest names all of it', async () => {
  const visit = await sampleVisit(spool);
  const { manifest, digest, files } = await seal(visit);
  const named = new Set<string>([
    digest,
    ...manifest.files.map((file) => file.digest),
    ...visit.spooled.map((one) => one.digest),
  ]);
  expect(new Set(await stored())).toEqual(named);
  expect(manifest.files.map(({ role }) => role).sort()).toEqual(
    ['dom', 'reading', 'screenshot', 'text', 'thumbnail', 'view'].sort(),
  );
  for (const file of manifest.files) {
    expect(await blobs.sizeBytes(file.digest)).toBe(file.sizeBytes);
  }
  expect(files.html).toBe(visit.spooled[0]?.digest);
  expect(visit.spooled.some(({ path }) => existsSync(path))).toBe(false);
});

test('the snapshot’s name is the digest of the manifest’s canonical text', async () => {
  const { manifest, digest } = await seal(await sampleVisit(spool));
  expect((await blobs.get(digest)).toString()).toBe(canonicalJson(manifest));
  expect(digestOf(canonicalJson(manifest))).toBe(digest);
  expect(manifest).toMatchObject({ v: 1, capture: 'c_1', url: PAGE_URL, title: '东海医院' });
});

test('it is read back as it was sealed', async () => {
  const visit = await sampleVisit(spool);
  const { manifest, digest } = await seal(visit);
  expect(await loadSnapshot({ blobs }, digest)).toEqual({
    digest,
    manifest,
    reading: visit.reading,
  });
});

test('the same visit gives the same bytes', async () => {
  const first = await seal(await sampleVisit(spool));
  const second = await seal(await sampleVisit(spool));
  expect(second.digest).toBe(first.digest);
});

test('an unchanged page costs one manifest more', async () => {
  await seal(await sampleVisit(spool));
  const before = (await stored()).length;
  await seal({ ...(await sampleVisit(spool)), startedAt: at(99) });
  expect(await stored()).toHaveLength(before + 1);
});

test('the text file holds what is visible, a block a line', async () => {
  const { files } = await seal(await sampleVisit(spool));
  if (!files.text) throw new Error('there is a text file');
  expect((await blobs.get(files.text)).toString().trim()).toBe(
    '等待时间：两周\nمدة الانتظار أسبوعان',
  );
});

test('a visit to which nothing answered is sealed like any other', async () => {
  const visit = failedVisit();
  const { manifest, digest, files } = await seal(visit);
  expect(manifest).toMatchObject({ outcome: visit.outcome, files: [], exchanges: [], title: null });
  expect(files).toEqual({ screenshot: null, thumbnail: null, html: null, dom: null, text: null });
  expect(await stored()).toEqual([digest]);
  expect((await loadSnapshot({ blobs }, digest)).reading).toBeNull();
});

test('the thumbnail is the first screenful, at most 640 × 360, and the view is as wide as the page', async () => {
  const { manifest } = await seal(await sampleVisit(spool));
  const read = async (role: FileRole) => {
    const file = manifest.files.find((one) => one.role === role);
    if (!file) throw new Error(`no ${role}`);
    const { width, height, format } = await sharp(await blobs.get(file.digest)).metadata();
    return { width, height, format };
  };
  expect(await read('thumbnail')).toEqual({ width: 576, height: 360, format: 'jpeg' });
  expect(await read('view')).toEqual({ width: 1280, height: 800, format: 'png' });
  expect(await read('screenshot')).toEqual({ width: 1280, height: 2000, format: 'png' });
});

test('a page shorter than the window is its own view', async () => {
  const screenshot = await picture(1280, 300);
  const { manifest } = await seal({ ...failedVisit(), screenshot });
  const digests = manifest.files.filter(({ role }) => role !== 'thumbnail');
  expect(new Set(digests.map(({ digest }) => digest)).size).toBe(1);
});

test('a picture that cannot be read costs the thumbnail, not the capture, and is said', async () => {
  const { manifest } = await seal({ ...failedVisit(), screenshot: Buffer.from('no picture') });
  expect(manifest.files.map(({ role }) => role)).toEqual(['screenshot']);
  expect(manifest.notCaptured[0]?.reason).toContain('no thumbnail');
});

test('half a character of a page’s text becomes U+FFFD, for JSON cannot say it', async () => {
  const visit = { ...failedVisit(), reading: reading([block('价格 \ud83d')], '标题\udc00') };
  const { manifest, digest } = await seal(visit);
  expect(manifest.title).toBe('标题\ufffd');
  const snapshot = await loadSnapshot({ blobs }, digest);
  expect(snapshot.manifest).toEqual(manifest);
  expect(snapshot.reading?.blocks[0]?.text).toBe('价格 \ufffd');
});

test('an exchange that names bytes nobody brought is our own fault, and nothing is announced', async () => {
  const visit = await sampleVisit(spool);
  await expect(seal({ ...visit, spooled: visit.spooled.slice(1) })).rejects.toThrow(
    expect.objectContaining({ code: 'INTERNAL' }),
  );
});

test('a spooled file that changed since it was hashed is refused', async () => {
  const visit = await sampleVisit(spool);
  const [first, ...rest] = visit.spooled;
  if (!first) throw new Error('there is a body');
  const spooled = [{ ...first, digest: digestOf('其他') }, ...rest];
  await expect(seal({ ...visit, spooled })).rejects.toThrow(
    expect.objectContaining({ code: 'STORE_DIGEST_MISMATCH' }),
  );
});

test('bytes that are no manifest are not taken for one', async () => {
  const load = async (bytes: Buffer) => loadSnapshot({ blobs }, await blobs.put(bytes));
  const failed = expect.objectContaining({ code: 'STORE_FAILED' });
  await expect(load(Buffer.from('<p>两周</p>'))).rejects.toThrow(failed);
  await expect(load(Buffer.from('{"v":2}'))).rejects.toThrow(failed);
  await expect(load(Buffer.from('{"v":1,"v":1}'))).rejects.toThrow(failed);
  const absent = loadSnapshot({ blobs }, digestOf('无'));
  await expect(absent).rejects.toThrow(expect.objectContaining({ code: 'STORE_BLOB_MISSING' }));
});
