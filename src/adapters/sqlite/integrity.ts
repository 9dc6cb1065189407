// A catalogue -> what is wrong with it, in words: SQLite's own checks, and every hash of the log anew.
// What begins with `log ` is about the log.
import { canonicalJson, parseStrictJson } from '../../formats/canonical-json.js';
import { completedNodes, leafHash } from '../../formats/merkle.js';
import { digestOf } from '../../model/digest.js';
import type { LogEntry } from '../../model/log.js';
import type { Connection } from './connection.js';

/** Entries checked at a stretch, before others get their turn. */
const CHUNK = 2000;

interface EntryRow {
  readonly seq: number;
  readonly watch_id: string | null;
  readonly entry: Buffer;
}

/** Everything wrong with the database and its log; empty when it is sound. */
export async function findDamage(connection: Connection): Promise<readonly string[]> {
  const { problems, size } = connection.read(() => ({
    problems: [...checkFile(connection), ...checkCaptures(connection)],
    size: (connection.sql('SELECT COUNT(*) AS size FROM log_entry').get() as { size: number }).size,
  }));
  const newest = new Map<string, string>();
  for (let from = 0; from < size; from += CHUNK) {
    const to = Math.min(from + CHUNK, size);
    problems.push(...connection.read(() => checkEntries(connection, from, to, newest)));
    await new Promise(setImmediate);
  }
  return problems;
}

function checkFile(connection: Connection): string[] {
  const integrity = connection.sql('PRAGMA integrity_check').all() as { integrity_check: string }[];
  const foreign = connection.sql('PRAGMA foreign_key_check').all() as { table: string }[];
  return [
    ...integrity.map((row) => row.integrity_check).filter((text) => text !== 'ok'),
    ...foreign.map((row) => `a row of ${row.table} names something that is not there`),
  ];
}

function checkCaptures(connection: Connection): string[] {
  const strays = connection
    .sql(
      `SELECT id FROM capture WHERE id <> json_extract(body, '$.id')
          OR manifest <> json_extract(body, '$.manifest')`,
    )
    .all() as { id: string }[];
  const jobs = connection
    .sql(
      `SELECT id FROM job WHERE result IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM capture WHERE capture.id = job.result)`,
    )
    .all() as { id: number }[];
  return [
    ...strays.map(({ id }) => `capture ${id} contradicts its own row`),
    ...jobs.map(({ id }) => `job ${id} ended with a capture that is not there`),
  ];
}

/** `newest` maps a watch to the digest of its newest entry so far. */
function checkEntries(
  connection: Connection,
  from: number,
  to: number,
  newest: Map<string, string>,
): string[] {
  const rows = connection
    .sql('SELECT * FROM log_entry WHERE seq >= ? AND seq < ? ORDER BY seq')
    .all(from, to) as EntryRow[];
  const problems = rows.length === to - from ? [] : [`log entries are missing from ${from} on`];
  for (const row of rows) {
    const previous = row.watch_id === null ? null : (newest.get(row.watch_id) ?? null);
    const wrong = checkEntry(row, previous) ?? checkNodes(connection, row);
    if (wrong !== null) problems.push(`log entry ${row.seq}: ${wrong}`);
    if (row.watch_id !== null) newest.set(row.watch_id, digestOf(row.entry));
  }
  return problems;
}

function checkEntry(row: EntryRow, previous: string | null): string | null {
  const text = row.entry.toString();
  try {
    const entry = parseStrictJson(row.entry) as LogEntry;
    if (canonicalJson(entry) !== text) return 'it is not canonical JSON';
    if (entry.seq !== row.seq) return `it calls itself ${entry.seq}`;
    if (entry.previous !== previous) return 'it does not follow the entry before it';
    return null;
  } catch (error) {
    return String(error);
  }
}

/** The stored hashes that became complete with this entry, made again from those below. */
function checkNodes(connection: Connection, { seq, entry }: EntryRow): string | null {
  const stored = (level: number, index: number): Buffer => {
    if (level === 0) {
      const row = connection.sql('SELECT entry FROM log_entry WHERE seq = ?').get(index);
      return Buffer.from(leafHash((row as EntryRow | undefined)?.entry ?? Buffer.alloc(0)));
    }
    const row = connection
      .sql('SELECT hash FROM log_node WHERE level = ? AND place = ?')
      .get(level, index) as { hash: Buffer } | undefined;
    return row?.hash ?? Buffer.alloc(0);
  };
  for (const { level, index, hash } of completedNodes(seq, leafHash(entry), stored)) {
    if (!stored(level, index).equals(hash)) return `the hash at ${level}/${index} does not fit`;
  }
  return null;
}
