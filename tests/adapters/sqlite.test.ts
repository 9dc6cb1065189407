import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  catalogueOver,
  openCatalogue,
  type SqliteCatalogue,
} from '../../src/adapters/sqlite/catalogue.js';
import { Connection } from '../../src/adapters/sqlite/connection.js';
import { MIGRATIONS } from '../../src/adapters/sqlite/migrate.js';
import { canonicalBytes } from '../../src/formats/canonical-json.js';
import { leafHash, nodeHash, verifyConsistency } from '../../src/formats/merkle.js';
import type { LogEntry } from '../../src/model/log.js';
import { catalogueContract } from '../contracts/catalogue.js';
import { addition, at, draft, job, recordOf } from '../contracts/records.js';
import { compile } from '../ground/compile.js';

const CHILD = await compile(new URL('./sqlite-child.ts', import.meta.url));
const run = promisify(execFile);
const code = (name: string) => expect.objectContaining({ code: name });
let root: string;
let path: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vestige-sqlite-'));
  path = join(root, 'vestige.db');
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

catalogueContract('SQLite', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'vestige-catalogue-'));
  const catalogue = await openCatalogue(join(directory, 'vestige.db'));
  return {
    catalogue,
    async dispose() {
      await catalogue.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
});

/** Opens, acts and closes. */
async function using<T>(act: (catalogue: SqliteCatalogue) => Promise<T>): Promise<T> {
  const catalogue = await openCatalogue(path);
  try {
    return await act(catalogue);
  } finally {
    await catalogue.close();
  }
}

/** Changes the file behind the catalogue's back. */
function meddle(sql: string): void {
  const db = new Database(path);
  try {
    db.pragma('foreign_keys = OFF');
    db.exec(sql);
  } finally {
    db.close();
  }
}

const fill = (count: number) =>
  using((catalogue) =>
    catalogue.addWatches(
      Array.from({ length: count }, (_, i) => addition(draft(`/第${i}页`))),
      at(0),
    ),
  );

describe('the file', () => {
  test('syncs every commit and keeps what was written when it is opened again', async () => {
    await fill(1);
    const before = await using((catalogue) => catalogue.listWatches({}));
    expect(await using((catalogue) => catalogue.listWatches({}))).toEqual(before);
    expect(before).toHaveLength(1);
    const db = new Database(path);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    db.close();
  });

  test('written by a newer version is refused and left as it is', async () => {
    await fill(1);
    meddle(`INSERT INTO migration VALUES (${MIGRATIONS.length + 1}, '9999-later.sql', 'x')`);
    await expect(openCatalogue(path)).rejects.toThrow(code('CATALOGUE_NEWER'));
    await expect(openCatalogue(path)).rejects.toThrow('9999-later.sql');
    meddle(`DELETE FROM migration WHERE version > ${MIGRATIONS.length}`);
    expect(await using((catalogue) => catalogue.listWatches({}))).toHaveLength(1);
  });

  test('made with another text of a migration is refused', async () => {
    await fill(1);
    meddle(`UPDATE migration SET sha256 = 'x' WHERE version = 1`);
    await expect(openCatalogue(path)).rejects.toThrow(code('CATALOGUE_FAILED'));
  });

  test('of another program is refused and not touched', async () => {
    const db = new Database(path);
    db.exec('CREATE TABLE diary (day TEXT)');
    db.close();
    const before = await readFile(path);
    await expect(openCatalogue(path)).rejects.toThrow('no catalogue');
    expect(await readFile(path)).toEqual(before);
  });

  test('that is no database is refused in our words', async () => {
    await writeFile(path, '这不是数据库。'.repeat(500));
    await expect(openCatalogue(path)).rejects.toThrow(code('CATALOGUE_DAMAGED'));
  });

  test('refuses what would change or shorten the log, by any statement', async () => {
    await fill(3);
    for (const sql of [
      `UPDATE log_entry SET entry = x'00' WHERE seq = 1`,
      'DELETE FROM log_entry WHERE seq = 2',
      'DELETE FROM log_node',
      `UPDATE log_node SET hash = zeroblob(32)`,
      `INSERT OR REPLACE INTO log_entry VALUES (1, NULL, x'00')`,
      `INSERT OR REPLACE INTO log_node VALUES (1, 0, zeroblob(32))`,
      `INSERT INTO log_entry VALUES (7, NULL, x'00')`,
    ]) {
      expect(() => meddle(sql), sql).toThrow(/log/);
    }
    expect(await using((catalogue) => catalogue.checkIntegrity())).toEqual([]);
  });

  test('of an older version has its watches found too, once it is brought up to date', async () => {
    await fill(3);
    meddle(
      'DROP TABLE watch_words; DROP TABLE watch_label; DELETE FROM migration WHERE version > 10',
    );
    await using(async (catalogue) => {
      expect(await catalogue.listWatches({ text: '第1頁' })).toHaveLength(1);
      expect(await catalogue.listWatches({ label: 'waiting-times' })).toHaveLength(3);
    });
  });

  test('keeps released migrations as they were released', () => {
    const folder = new URL('../../src/adapters/sqlite/migrations/', import.meta.url);
    expect(readdirSync(folder).sort()).toEqual([...MIGRATIONS]);
    const lock = readFileSync(new URL('./sqlite-migrations.lock', import.meta.url), 'utf8');
    const hashes = MIGRATIONS.map((name) => {
      const text = readFileSync(new URL(name, folder), 'utf8');
      expect(text).toMatch(/^-- (breaking|additive)\n/);
      return `${createHash('sha256').update(text).digest('hex')}  ${name}\n`;
    });
    expect(hashes.join('')).toBe(lock);
  });
});

describe('damage', () => {
  const forced = (sql: string) => {
    const triggers = ['log_entry_stays', 'log_entry_is_kept', 'log_node_stays', 'log_node_is_kept'];
    meddle(`${triggers.map((name) => `DROP TRIGGER ${name};`).join('')} ${sql}`);
  };

  test.each([
    [
      'an entry rewritten',
      `UPDATE log_entry SET entry = CAST(replace(entry, 'watch', 'wutch') AS BLOB) WHERE seq = 4`,
    ],
    [
      'an entry renumbered inside',
      `UPDATE log_entry SET entry = CAST(replace(entry, '"seq":4', '"seq":5') AS BLOB) WHERE seq = 4`,
    ],
    ['an entry taken out', 'DELETE FROM log_entry WHERE seq = 4'],
    ['a hash rewritten', `UPDATE log_node SET hash = zeroblob(32) WHERE level = 2 AND place = 1`],
    ['a hash taken out', 'DELETE FROM log_node WHERE level = 3'],
    [
      'an entry given to another watch',
      'UPDATE log_entry SET watch_id = (SELECT id FROM watch WHERE num = 1) WHERE seq = 4',
    ],
  ])('to the log is named: %s', async (_, sql) => {
    await fill(9);
    forced(sql);
    const problems = await using((catalogue) => catalogue.checkIntegrity());
    expect(problems.filter((text) => text.startsWith('log '))).not.toEqual([]);
  });

  test('to the newest of the log is named by the quick check, too', async () => {
    await fill(2100);
    const quick = () => using((catalogue) => catalogue.checkIntegrity('quick'));
    expect(await quick()).toEqual([]);
    forced(`UPDATE log_node SET hash = zeroblob(32) WHERE level = 1 AND place = 1040`);
    expect((await quick()).join()).toContain('log entry');
  });

  test('to an index is named by the whole check', async () => {
    await fill(20);
    const db = new Database(path);
    db.unsafeMode();
    db.pragma('writable_schema = ON');
    // The index now promises another order than it has.
    db.exec(
      `UPDATE sqlite_schema SET sql = replace(sql, '(host, num)', '(host, num DESC)') WHERE name = 'watch_host'`,
    );
    db.close();
    const problems = await using((catalogue) => catalogue.checkIntegrity());
    expect(problems.join()).toContain('watch_host');
  });

  test('to the file is named or refused', async () => {
    await fill(200);
    const { size } = await stat(path);
    const file = await open(path, 'r+');
    // Behind the first pages, where the schema lies.
    await file.write(Buffer.alloc(8192, 0xaa), 0, 8192, Math.floor(size / 2));
    await file.close();
    const told = await using((catalogue) => catalogue.checkIntegrity()).catch((error: unknown) => {
      expect(error).toEqual(code('CATALOGUE_DAMAGED'));
      return ['refused'];
    });
    expect(told).not.toEqual([]);
  });

  test('to a capture’s row is named', async () => {
    await using(async (catalogue) => {
      const [added] = await catalogue.addWatches([addition(draft())], at(0));
      if (!added) throw new Error('nothing was added');
      await catalogue.enqueue([job(added.watch)], at(0));
      const lease = { owner: 'a', now: at(0), leaseMs: 1000, perHostGapMs: 0 };
      const leased = await catalogue.lease(lease);
      if (!leased) throw new Error('nothing was leased');
      await catalogue.recordCapture(recordOf(added.watch, leased));
    });
    meddle(`UPDATE capture SET manifest = 'sha256:0'`);
    const problems = await using((catalogue) => catalogue.checkIntegrity());
    expect(problems.join()).toContain('contradicts its own row');
  });
});

describe('a full disk', () => {
  test('is told as such, and nothing of the transaction is there', async () => {
    await fill(10);
    const connection = new Connection(path);
    const catalogue = catalogueOver(connection);
    // SQLite's own limit answers with the same code as a full disk: no page more than there are.
    connection.pragma('max_page_count = 1');
    const many = Array.from({ length: 500 }, (_, i) => addition(draft(`/mehr/${i}`)));
    await expect(catalogue.addWatches(many, at(1))).rejects.toThrow(code('STORE_DISK_FULL'));
    expect(await catalogue.listWatches({})).toHaveLength(10);
    expect((await catalogue.treeHead()).size).toBe(10);
    expect(await catalogue.checkIntegrity()).toEqual([]);
    await catalogue.close();
  });
});

describe('several processes', () => {
  test('open a new catalogue at once', async () => {
    const children = Array.from({ length: 4 }, () => run(process.execPath, [CHILD, 'add', path]));
    const ids = await Promise.all(children.map(async (child) => (await child).stdout.trim()));
    expect(new Set(ids).size).toBe(1);
    expect(await using((catalogue) => catalogue.treeHead())).toMatchObject({ size: 1 });
  });

  test('never lease one job twice and never capture one due time twice', async () => {
    await fill(60);
    const children = ['eins', 'zwei', 'drei'].map((owner) =>
      run(process.execPath, [CHILD, 'work', path, owner]),
    );
    const printed = await Promise.all(children.map(async (child) => (await child).stdout));
    const done = printed.map((text) => text.trim().split('\n').filter(Boolean));
    const all = done.flat();
    expect(all).toHaveLength(60);
    expect(new Set(all).size).toBe(60);
    await using(async (catalogue) => {
      expect((await catalogue.treeHead()).size).toBe(120);
      expect(await catalogue.queueDepth()).toEqual({ queued: 0, running: 0, nextAt: null });
      expect(await catalogue.checkIntegrity()).toEqual([]);
    });
  });
});

describe('the log', () => {
  test('proves every tree to be the beginning of every later one', async () => {
    await fill(18);
    await using(async (catalogue) => {
      const { root } = await catalogue.treeHead();
      const newRoot = Buffer.from(root, 'base64');
      for (let oldSize = 1; oldSize <= 18; oldSize += 1) {
        const path = await catalogue.proveConsistency(oldSize, 18);
        const oldRoot = rootOfEntries(await catalogue.listLog(0, oldSize));
        expect(verifyConsistency({ oldSize, newSize: 18, oldRoot, newRoot, path })).toBe(true);
      }
      expect(rootOfEntries(await catalogue.listLog(0, 18))).toEqual(newRoot);
      await expect(catalogue.proveConsistency(1, 19)).rejects.toThrow(RangeError);
    });
  });
});

/** RFC 6962 §2.1, from the entries themselves. */
function rootOfEntries(entries: readonly LogEntry[]): Uint8Array {
  const [first] = entries;
  if (entries.length === 1 && first) return leafHash(canonicalBytes(first));
  let split = 1;
  while (split * 2 < entries.length) split *= 2;
  return nodeHash(rootOfEntries(entries.slice(0, split)), rootOfEntries(entries.slice(split)));
}

test('ten thousand watches and their jobs go in as one transaction each', async () => {
  await fill(10_000);
  await using(async (catalogue) => {
    const due = await catalogue.listDue(at(1), 10_000);
    const plans = due.map((watch) => ({
      watchId: watch.id,
      dueAt: at(0),
      jobs: [job(watch)],
      gap: null,
      nextDueAt: at(1000),
    }));
    expect(await catalogue.enqueueDue(plans)).toBe(10_000);
    expect(await catalogue.queueDepth()).toMatchObject({ queued: 10_000 });
    expect(await catalogue.treeHead()).toMatchObject({ size: 10_000 });
  });
});

test.each([
  [
    'listDue',
    `SELECT * FROM watch WHERE next_due_at <= 'x' AND removed_at IS NULL AND paused = 0 ORDER BY next_due_at LIMIT 9`,
    'watch_due',
  ],
  [
    'listWatches of a host',
    `SELECT * FROM watch WHERE removed_at IS NULL AND host = 'x' ORDER BY num`,
    'watch_host',
  ],
  [
    'listWatches of a case',
    `SELECT * FROM watch WHERE case_name = 'x' AND num > 3 ORDER BY num LIMIT 9`,
    'watch_case',
  ],
  [
    'the open flags of a kind',
    `SELECT * FROM flag WHERE kind = 'site' AND closed_at IS NULL ORDER BY num DESC`,
    'flag_open_kind',
  ],
  [
    'listCaptures',
    `SELECT num FROM capture WHERE watch_id = 'x' ORDER BY num DESC LIMIT 9`,
    'capture_watch',
  ],
  [
    'listFlags',
    `SELECT * FROM flag WHERE watch_id = 'x' AND closed_at IS NULL ORDER BY num DESC`,
    'flag_open',
  ],
  [
    'the previous entry',
    `SELECT entry FROM log_entry WHERE watch_id = 'x' ORDER BY seq DESC LIMIT 1`,
    'log_entry_watch',
  ],
  [
    'the next job',
    `SELECT * FROM job WHERE state = 'queued' AND not_before <= 'x' ORDER BY reason = 'manual' DESC, not_before, id LIMIT 1`,
    'job_queued',
  ],
])('%s goes by an index and sorts nothing', async (_, sql, index) => {
  await using(async () => undefined);
  const db = new Database(path);
  const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[];
  db.close();
  const text = plan.map(({ detail }) => detail).join('; ');
  expect(text).toContain(index);
  expect(text).not.toContain('TEMP B-TREE');
});
