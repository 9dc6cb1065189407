import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseCheckpoint, parseNote } from '../../src/formats/checkpoint.js';
import { openArchive, type TestArchive } from './archive.js';

let root: string;
let archive: TestArchive;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vestige-sign-'));
  archive = await openArchive(join(root, 'archive'));
});
afterEach(async () => {
  await archive.close();
  await rm(root, { recursive: true, force: true });
});

const failed = expect.objectContaining({ code: 'CATALOGUE_FAILED' });

test('the present tree is signed, and kept in the catalogue and apart from it', async () => {
  await archive.watch('/甲');
  const note = await archive.sign();
  expect(parseCheckpoint(parseNote(note).text)).toMatchObject({
    origin: 'vestige.test/log',
    ...(await archive.catalogue.treeHead()),
  });
  expect(await archive.catalogue.latestCheckpoint()).toEqual({ size: 1, note });
  expect(await archive.sign()).toBe(note);
});

test('an empty log can be signed, and so can what follows', async () => {
  await archive.sign();
  for (const path of ['/甲', '/乙', '/丙']) {
    await archive.watch(path);
    await archive.sign();
  }
  expect(await archive.catalogue.latestCheckpoint()).toMatchObject({ size: 3 });
});

test('a catalogue rolled back is not signed, though it forgot its own checkpoint', async () => {
  await archive.watch('/甲');
  await archive.close();
  const path = join(archive.root, 'vestige.db');
  await cp(path, join(root, 'older.db'));
  archive = await openArchive(archive.root);
  await archive.watch('/乙');
  const note = await archive.sign();
  await archive.close();
  await cp(join(root, 'older.db'), path);
  archive = await openArchive(archive.root);
  await expect(archive.sign()).rejects.toThrow(failed);
  await expect(archive.sign()).rejects.toThrow('older copy');
  // Grown past the old size again, on another way, it is still found out.
  for (const other of ['/丙', '/丁']) await archive.watch(other);
  await expect(archive.sign()).rejects.toThrow('not those that were signed');
  expect(note).toContain('vestige.test/log');
});

test('a log with hashes that do not fit is not signed', async () => {
  for (const path of ['/甲', '/乙', '/丙']) await archive.watch(path);
  await archive.sign();
  await archive.watch('/丁');
  const db = new Database(join(archive.root, 'vestige.db'));
  db.exec('DROP TRIGGER log_node_stays; UPDATE log_node SET hash = zeroblob(32) WHERE level = 1');
  db.close();
  await expect(archive.sign()).rejects.toThrow(failed);
});

test('a checkpoint of another archive’s key stops the signing', async () => {
  const other = await openArchive(join(root, 'other'));
  await other.watch('/甲');
  await other.sign();
  await other.close();
  await archive.watch('/甲');
  await cp(join(root, 'other', 'log'), join(archive.root, 'log'), { recursive: true });
  await expect(archive.sign()).rejects.toThrow('not one of this archive’s key');
});
