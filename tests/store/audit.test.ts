import { chmod, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Digest, digestOf, hexOf } from '../../src/model/digest.js';
import { openArchive, type TestArchive } from './archive.js';
import { failedVisit } from './sample-visit.js';

let root: string;
let archive: TestArchive;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vestige-audit-'));
  archive = await openArchive(join(root, 'archive'));
});
afterEach(async () => {
  await archive.close();
  await rm(root, { recursive: true, force: true });
});

async function fill(): Promise<readonly { id: string; manifest: Digest; html: Digest | null }[]> {
  const [a, b] = [await archive.watch('/等待时间'), await archive.watch('/الأسعار')];
  const captures = [
    await archive.capture(a),
    await archive.capture(b, failedVisit()),
    await archive.capture(a),
  ];
  return captures.map(({ id, manifest, files }) => ({ id, manifest, html: files.html }));
}

async function pathOf(digest: Digest): Promise<string> {
  const hex = hexOf(digest);
  const directory = join(archive.root, 'blobs', hex.slice(0, 2), hex.slice(2, 4));
  const name = (await readdir(directory)).find((one) => one.startsWith(hex));
  if (!name) throw new Error(`${digest} is not stored`);
  return join(directory, name);
}

async function damage(digest: Digest): Promise<void> {
  const path = await pathOf(digest);
  const bytes = await readFile(path);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 4;
  await chmod(path, 0o600);
  await writeFile(path, bytes);
}

function meddle(sql: string): void {
  const db = new Database(join(archive.root, 'vestige.db'));
  db.pragma('foreign_keys = OFF');
  db.exec(sql);
  db.close();
}

test('a whole archive passes, and every byte of it is counted', async () => {
  await fill();
  await archive.sign();
  const report = await archive.audit();
  expect(report).toMatchObject({ ok: true, problems: [], unreferenced: 0 });
  let blobs = 0;
  let bytes = 0;
  for await (const digest of archive.blobs.list()) {
    blobs += 1;
    bytes += await archive.blobs.sizeBytes(digest);
  }
  expect(report).toMatchObject({ blobs, bytes });
});

test('an empty archive passes', async () => {
  expect(await archive.audit()).toMatchObject({ ok: true, blobs: 0, bytes: 0 });
});

describe('what is wrong is named:', () => {
  test('a damaged body, which goes to quarantine', async () => {
    const [first] = await fill();
    const html = first?.html;
    if (!html) throw new Error('the page has a body');
    await damage(html);
    const { ok, problems } = await archive.audit();
    expect(ok).toBe(false);
    expect(problems.map(({ code, subject }) => [code, subject])).toEqual([['blob-damaged', html]]);
    expect(problems[0]?.detail).toContain(first.id);
    expect(await readdir(join(archive.root, 'quarantine'))).toHaveLength(2);
    const again = await archive.audit();
    expect(again.problems.map(({ code }) => code)).toEqual(['blob-missing']);
  });

  test('a damaged manifest', async () => {
    const [, failed] = await fill();
    if (!failed) throw new Error('there is a second capture');
    await damage(failed.manifest);
    const { problems } = await archive.audit();
    expect(problems).toMatchObject([{ code: 'blob-damaged', subject: failed.manifest }]);
    expect(problems[0]?.detail).toContain(failed.id);
  });

  test('a body and a manifest that are not there', async () => {
    const [first, failed] = await fill();
    if (!first?.html || !failed) throw new Error('there are captures');
    await rm(await pathOf(first.html));
    await rm(await pathOf(failed.manifest));
    const { problems } = await archive.audit();
    expect(problems.map(({ code, subject }) => [code, subject]).sort()).toEqual([
      ['blob-missing', first.html],
      ['manifest-missing', failed.manifest],
    ]);
  });

  test('a capture that names another one’s manifest', async () => {
    const [first, failed] = await fill();
    if (!first || !failed) throw new Error('there are captures');
    meddle(
      `UPDATE capture SET manifest = '${first.manifest}',
        body = json_set(body, '$.manifest', '${first.manifest}') WHERE id = '${failed.id}'`,
    );
    const codes = (await archive.audit()).problems.map(({ code, subject }) => [code, subject]);
    expect(codes).toContainEqual(['capture-unlogged', failed.id]);
    expect(codes).toContainEqual(['manifest-mismatch', failed.id]);
  });

  test('a capture taken out of the catalogue though the log has it', async () => {
    const [first] = await fill();
    if (!first) throw new Error('there is a capture');
    meddle(`DELETE FROM capture WHERE id = '${first.id}'`);
    const { problems } = await archive.audit();
    expect(problems).toContainEqual(expect.objectContaining({ code: 'log-broken', subject: '2' }));
  });

  test('an entry of the log rewritten', async () => {
    await fill();
    meddle(`DROP TRIGGER log_entry_stays;
      UPDATE log_entry SET entry = CAST(replace(entry, '"ok"', '"no"') AS BLOB) WHERE seq = 2`);
    const { problems } = await archive.audit();
    expect(problems.map(({ code }) => code)).toContain('log-broken');
  });

  test('a log rewritten with all its hashes, against the checkpoint that was signed', async () => {
    await fill();
    await archive.sign();
    // A forger with the database and without the key: another log of the same length.
    const forged = await openArchive(join(root, 'forged'));
    for (const path of ['/a', '/b', '/c', '/d', '/e']) await forged.watch(path);
    const { size } = await forged.catalogue.treeHead();
    expect((await archive.catalogue.treeHead()).size).toBe(size);
    await forged.close();
    meddle(`ATTACH '${join(root, 'forged', 'vestige.db')}' AS forged;
      DROP TRIGGER log_entry_is_kept; DROP TRIGGER log_node_is_kept;
      DELETE FROM log_entry; DELETE FROM log_node; DELETE FROM capture;
      INSERT INTO log_entry SELECT * FROM forged.log_entry ORDER BY seq;
      INSERT INTO log_node SELECT * FROM forged.log_node;`);
    const { problems } = await archive.audit();
    const broken = problems.filter(({ code }) => code === 'checkpoint-broken');
    expect(broken[0]?.detail).toContain('not those of its checkpoint');
  });

  test('a catalogue that is an older copy than the checkpoint kept apart', async () => {
    const watch = await archive.watch('/等待时间');
    await archive.capture(watch);
    await archive.sign();
    await archive.close();
    const path = join(archive.root, 'vestige.db');
    await cp(path, join(root, 'older.db'));
    archive = await openArchive(archive.root);
    await archive.capture(watch);
    await archive.sign();
    await archive.close();
    await cp(join(root, 'older.db'), path);
    archive = await openArchive(archive.root);
    const { problems } = await archive.audit();
    expect(problems).toMatchObject([{ code: 'checkpoint-broken' }]);
    expect(problems[0]?.detail).toContain('older copy');
  });

  test('a checkpoint signed by another key', async () => {
    await fill();
    await archive.sign();
    const other = await openArchive(join(root, 'other'));
    const note = await other.sign();
    await other.close();
    meddle(`UPDATE checkpoint SET note = '${note}'`);
    const { problems } = await archive.audit();
    expect(problems).toMatchObject([{ code: 'checkpoint-broken' }]);
  });

  test('a catalogue too damaged to read, with the blobs checked all the same', async () => {
    const [first] = await fill();
    if (!first?.html) throw new Error('the page has a body');
    meddle('DROP TABLE log_node');
    const { ok, problems, blobs } = await archive.audit();
    expect(ok).toBe(false);
    expect(problems).toContainEqual(expect.objectContaining({ code: 'catalogue-damaged' }));
    expect(blobs).toBeGreaterThan(3);
  });
});

test('blobs that no manifest names are counted and are no problem', async () => {
  await fill();
  const stray = await archive.blobs.put(Buffer.from('半个快照'));
  expect(await archive.audit()).toMatchObject({ ok: true, unreferenced: 1, problems: [] });
  expect(stray).toBe(digestOf('半个快照'));
});
