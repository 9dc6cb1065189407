import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { canonicalJson } from '../../src/formats/canonical-json.js';
import type { CustodyEntry } from '../../src/model/custody.js';
import { digestOf } from '../../src/model/digest.js';
import { at } from '../contracts/records.js';
import { openArchive } from './archive.js';

test('custody is a chain for each capture, begins with its making, and cannot be changed', async () => {
  const root = await mkdtemp(join(tmpdir(), 'vestige-custody-'));
  const archive = await openArchive(join(root, 'archive'));
  try {
    const watch = await archive.watch('/甲');
    const captures = [await archive.capture(watch), await archive.capture(watch)];
    const done = (event: 'exported' | 'export-failed', note: string, seconds: number) =>
      archive.catalogue.appendCustody(
        captures.map(({ id: capture, manifest }) => ({
          created: { capture, at: at(14), event: 'created', note: '', manifest },
          done: { capture, at: at(seconds), event, note, manifest },
        })),
      );
    await done('exported', 'محكمة لاهاي', 20);
    const lines = await done('export-failed', '', 30);
    const entries = lines.map((line) => JSON.parse(Buffer.from(line).toString()) as CustodyEntry);
    expect(entries.map(({ event, seq }) => `${seq} ${event}`)).toEqual([
      ...['0 created', '1 exported', '2 export-failed'],
      ...['0 created', '1 exported', '2 export-failed'],
    ]);
    for (const [i, entry] of entries.entries()) {
      const before = entry.seq === 0 ? null : digestOf(lines[i - 1] ?? new Uint8Array(0));
      expect(entry.previous).toBe(before);
    }
    const file = new URL('../../docs/schemas/custody.schema.json', import.meta.url);
    const schema = z.fromJSONSchema(JSON.parse(await readFile(file, 'utf8')));
    for (const entry of entries) expect(schema.safeParse(entry).success).toBe(true);
    expect(schema.safeParse({ ...entries[0], event: 'improved' }).success).toBe(false);

    const db = new Database(join(archive.root, 'vestige.db'));
    expect(() => db.exec('UPDATE custody SET entry = zeroblob(1)')).toThrow('never changed');
    expect(() => db.exec('DELETE FROM custody')).toThrow('never removed');
    db.close();
  } finally {
    await archive.close();
    await rm(root, { recursive: true, force: true });
  }
});

test('acts are one chain over the archive; what the log said of it cannot be taken back', async () => {
  const root = await mkdtemp(join(tmpdir(), 'vestige-acts-'));
  const archive = await openArchive(join(root, 'archive'));
  const { catalogue } = archive;
  try {
    expect(await catalogue.newestAct()).toBeNull();
    for (const [by, subject] of [
      ['李律师', 'c_01/html'],
      ['نور', 'f_01'],
      ['李律师', 'c_01'],
    ] as const) {
      await catalogue.appendAct({ at: at(20), by, act: 'original-viewed', subject, note: '' });
    }
    const acts = await catalogue.listActs(null);
    expect(acts.map(({ seq, by }) => `${seq} ${by}`)).toEqual(['0 李律师', '1 نور', '2 李律师']);
    expect((await catalogue.listActs('c_01')).map(({ seq }) => seq)).toEqual([0, 2]);
    const newest = await catalogue.newestAct();
    expect(newest).toEqual({ count: 3, digest: digestOf(canonicalJson(acts[2])) });
    await catalogue.appendNews({
      ...{ v: 1, type: 'custody', at: at(30), target: null, manifest: null },
      outcome: `${newest?.count} acts, the last ${newest?.digest}`,
    });
    expect((await archive.audit()).problems).toEqual([]);

    const db = new Database(join(archive.root, 'vestige.db'));
    expect(() => db.exec('UPDATE act SET entry = zeroblob(1)')).toThrow('never changed');
    expect(() => db.exec('DELETE FROM act')).toThrow('never removed');
    // Whoever holds the machine gets round the triggers; then the log tells.
    db.exec('DROP TRIGGER act_is_kept; DELETE FROM act WHERE seq = 2');
    db.close();
    expect((await archive.audit()).problems).toMatchObject([
      {
        code: 'catalogue-damaged',
        detail: expect.stringMatching(/^acts that were logged are gone/),
      },
    ]);
  } finally {
    await archive.close();
    await rm(root, { recursive: true, force: true });
  }
});
