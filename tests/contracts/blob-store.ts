// What every blob store owes: to be called once for each implementation.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Digest, digestOf } from '../../src/model/digest.js';
import type { BlobStore } from '../../src/ports/blob-store.js';

export interface BlobStoreUnderTest {
  readonly blobs: BlobStore;
  /** Changes one bit of a stored blob behind the store's back. */
  damage(digest: Digest): Promise<void>;
  dispose(): Promise<void>;
}

const TEXT = Buffer.from('东海医院 等待时间两周 مستشفى دونغهاي '.repeat(200));
const NOISE = randomBytes(300_000);
/** A page of 60 kB, no two lines of which are alike. */
const LONG = Buffer.from(
  Array.from({ length: 600 }, (_, i) => `第${i}号公告：${digestOf(String(i))} 等待时间\n`).join(''),
);
const editOf = (bytes: Buffer, day: number): Buffer =>
  Buffer.from(bytes.toString().replace('第300号公告', `第300号公告（第${day}次修改）`));
const ABSENT = digestOf('不存在');

export function blobStoreContract(name: string, make: () => Promise<BlobStoreUnderTest>): void {
  describe(name, () => {
    let made: BlobStoreUnderTest;
    let blobs: BlobStore;
    let spool: string;

    beforeEach(async () => {
      made = await make();
      blobs = made.blobs;
      spool = await mkdtemp(join(tmpdir(), 'vestige-spool-'));
    });
    afterEach(async () => {
      await made.dispose();
      await rm(spool, { recursive: true, force: true });
    });

    const spooled = async (bytes: Uint8Array): Promise<string> => {
      const path = join(spool, randomBytes(4).toString('hex'));
      await writeFile(path, bytes);
      return path;
    };
    const listed = async (): Promise<Digest[]> => {
      const found: Digest[] = [];
      for await (const digest of blobs.list()) found.push(digest);
      return found.sort();
    };

    test.each([
      ['nothing at all', Buffer.alloc(0)],
      ['one byte', Buffer.of(0)],
      ['text', TEXT],
      ['bytes without pattern', NOISE],
      ['a long run of one byte', Buffer.alloc(2_000_000, 7)],
    ])('gives back %s as it was put', async (_, bytes) => {
      const digest = await blobs.put(bytes);
      expect(digest).toBe(digestOf(bytes));
      expect(bytes.equals(await blobs.get(digest))).toBe(true);
      expect(await blobs.has(digest)).toBe(true);
      expect(await blobs.sizeBytes(digest)).toBe(bytes.length);
      expect(await blobs.check(digest)).toEqual({ ok: true, sizeBytes: bytes.length });
    });

    test.each([
      ['text', TEXT],
      ['bytes without pattern', NOISE],
    ])('takes over a file of %s', async (_, bytes) => {
      const path = await spooled(bytes);
      await blobs.putFile(path, digestOf(bytes));
      expect(existsSync(path)).toBe(false);
      expect(bytes.equals(await blobs.get(digestOf(bytes)))).toBe(true);
    });

    test('refuses a file that is not what it was announced to be, and leaves it', async () => {
      const path = await spooled(TEXT);
      await expect(blobs.putFile(path, ABSENT)).rejects.toThrow(
        expect.objectContaining({ code: 'STORE_DIGEST_MISMATCH' }),
      );
      expect(existsSync(path)).toBe(true);
      expect(await blobs.has(ABSENT)).toBe(false);
      expect(await blobs.has(digestOf(TEXT))).toBe(false);
    });

    test('stores the same bytes once, however often and at once they are put', async () => {
      const paths = await Promise.all([spooled(TEXT), spooled(TEXT)]);
      await Promise.all([
        blobs.put(TEXT),
        blobs.put(TEXT),
        ...paths.map((path) => blobs.putFile(path, digestOf(TEXT))),
      ]);
      await blobs.put(TEXT);
      expect(await listed()).toEqual([digestOf(TEXT)]);
    });

    test('lists every blob', async () => {
      const digests = await Promise.all(
        Array.from({ length: 40 }, (_, i) => blobs.put(Buffer.from(`第${i}页`))),
      );
      expect(await listed()).toEqual([...digests].sort());
    });

    test('says that a blob is missing', async () => {
      expect(await blobs.has(ABSENT)).toBe(false);
      expect(await blobs.check(ABSENT)).toMatchObject({ ok: false });
      const missing = expect.objectContaining({ code: 'STORE_BLOB_MISSING' });
      await expect(blobs.get(ABSENT)).rejects.toThrow(missing);
      await expect(blobs.sizeBytes(ABSENT)).rejects.toThrow(missing);
    });

    test.each([
      ['text', TEXT],
      ['bytes without pattern', NOISE],
    ])('never gives damaged %s, and takes the right bytes again', async (_, bytes) => {
      const digest = await blobs.put(bytes);
      await made.damage(digest);
      await expect(blobs.get(digest)).rejects.toThrow(
        expect.objectContaining({ code: 'STORE_DIGEST_MISMATCH' }),
      );
      await blobs.put(bytes);
      expect(bytes.equals(await blobs.get(digest))).toBe(true);
      await made.damage(digest);
      expect(await blobs.check(digest)).toMatchObject({ ok: false });
      expect(await blobs.has(digest)).toBe(false);
    });

    test('gives back what resembles an earlier blob, in whatever form it is kept', async () => {
      let like = await blobs.put(LONG);
      for (let day = 1; day <= 40; day += 1) {
        const edited = editOf(LONG, day);
        if (day % 2 === 0) await blobs.put(edited, like);
        else await blobs.putFile(await spooled(edited), digestOf(edited), like);
        like = digestOf(edited);
        expect(await blobs.sizeBytes(like)).toBe(edited.length);
      }
      for (let day = 1; day <= 40; day += 1) {
        const edited = editOf(LONG, day);
        expect(edited.equals(await blobs.get(digestOf(edited)))).toBe(true);
        expect(await blobs.check(digestOf(edited))).toMatchObject({ ok: true });
      }
      expect(await listed()).toHaveLength(41);
    });

    test.each([
      ['a blob that is not there', ABSENT],
      ['itself', digestOf(LONG)],
    ])('takes bytes that are said to resemble %s', async (_, like) => {
      await blobs.put(LONG, like);
      expect(LONG.equals(await blobs.get(digestOf(LONG)))).toBe(true);
    });

    test('mends a blob when its bytes are put again, though what it resembles is damaged', async () => {
      const base = await blobs.put(LONG);
      const edited = editOf(LONG, 1);
      const digest = await blobs.put(edited, base);
      await made.damage(base);
      await blobs.put(edited, base);
      expect(edited.equals(await blobs.get(digest))).toBe(true);
      await expect(blobs.get(base)).rejects.toThrow();
      await blobs.put(LONG, digest);
      expect(LONG.equals(await blobs.get(base))).toBe(true);
      expect(edited.equals(await blobs.get(digest))).toBe(true);
    });

    test('mends a damaged blob when its bytes are put again', async () => {
      const digest = await blobs.put(NOISE);
      await made.damage(digest);
      await blobs.put(NOISE);
      expect(await blobs.check(digest)).toMatchObject({ ok: true });
    });
  });
}
