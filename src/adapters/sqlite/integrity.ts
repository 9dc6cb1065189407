// A catalogue -> what is wrong with it, in words: SQLite's own checks, and every hash of the log anew.
// What begins with `log ` is about the log.
import { setImmediate } from 'node:timers/promises';
import { canonicalJson, parseStrictJson } from '../../formats/canonical-json.js';
import { completedNodes, leafHash } from '../../formats/merkle.js';
import { digestOf } from '../../model/digest.js';
import type { LogEntry } from '../../model/log.js';
import type { Connection } from './connection.js';

/** Rows checked at a stretch, before others get their turn. */
const CHUNK = 2000;

interface EntryRow {
  readonly seq: number;
  readonly watch_id: string | null;
  readonly entry: Buffer;
}

/**
 * Everything wrong with the database and its log; empty when it is sound. `quick` leaves out the
 * indexes, and all but the newest part of the log.
 */
export async function findDamage(
  connection: Connection,
  extent: 'whole' | 'quick',
): Promise<readonly string[]> {
  const problems: string[] = [];
  const step = async (act: () => readonly string[]) => {
    problems.push(...connection.read(act));
    await setImmediate();
  };
  // Table by table: a whole large database would hold everything else up for as long as it takes.
  for (const table of connection.read(() => tablesOf(connection))) {
    await step(() => checkTable(connection, table, extent));
  }
  const { captures, entries } = connection.read(() => countRows(connection));
  if (extent === 'whole') {
    await step(() => checkJobs(connection));
    for (let from = 0; from <= captures; from += CHUNK) {
      await step(() => checkCaptures(connection, from, from + CHUNK));
    }
  }
  if (extent === 'whole') {
    await step(() => checkActs(connection));
    for (let after = '', more = true; more; ) {
      await step(() => {
        const chunk = checkCustody(connection, after);
        [after, more] = [chunk.last, chunk.isMore];
        return chunk.problems;
      });
    }
  }
  const first = extent === 'whole' ? 0 : Math.max(0, entries - CHUNK);
  const newest = new Map<string, string>();
  for (let from = first; from < entries; from += CHUNK) {
    const to = Math.min(from + CHUNK, entries);
    await step(() => checkEntries(connection, from, to, newest));
  }
  return problems;
}

function tablesOf(connection: Connection): readonly string[] {
  const tables = connection.sql(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all();
  return (tables as { name: string }[]).map(({ name }) => name);
}

/** Rows of the log, and the highest number of a capture. */
function countRows(connection: Connection): { captures: number; entries: number } {
  return connection
    .sql(
      `SELECT (SELECT COUNT(*) FROM log_entry) AS entries,
          (SELECT COALESCE(MAX(num), 0) FROM capture) AS captures`,
    )
    .get() as { captures: number; entries: number };
}

function checkTable(connection: Connection, table: string, extent: 'whole' | 'quick'): string[] {
  const check = extent === 'whole' ? 'integrity_check' : 'quick_check';
  const rows = connection.sql(`PRAGMA ${check}("${table}")`).all() as Record<string, string>[];
  const foreign =
    extent === 'whole' ? connection.sql(`PRAGMA foreign_key_check("${table}")`).all() : [];
  return [
    ...rows.flatMap((row) => Object.values(row)).filter((text) => text !== 'ok'),
    ...foreign.map(() => `a row of ${table} names something that is not there`),
  ];
}

function checkCaptures(connection: Connection, from: number, to: number): string[] {
  const strays = connection
    .sql(
      `SELECT id FROM capture WHERE num >= ? AND num < ? AND (id <> json_extract(body, '$.id')
          OR manifest <> json_extract(body, '$.manifest'))`,
    )
    .all(from, to) as { id: string }[];
  return strays.map(({ id }) => `capture ${id} contradicts its own row`);
}

function checkJobs(connection: Connection): string[] {
  const jobs = connection
    .sql(
      `SELECT id FROM job WHERE result IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM capture WHERE capture.id = job.result)`,
    )
    .all() as { id: number }[];
  return jobs.map(({ id }) => `job ${id} ended with a capture that is not there`);
}

interface ChainRow {
  readonly capture_id: string;
  readonly seq: number;
  readonly entry: Buffer;
}

/** Every link names the one before it. */
function checkChain(rows: readonly Omit<ChainRow, 'capture_id'>[], name: string): string[] {
  let before: string | null = null;
  for (const { seq, entry } of rows) {
    const link = JSON.parse(entry.toString()) as { seq: number; previous: string | null };
    if (link.seq !== seq || link.previous !== before || canonicalJson(link) !== entry.toString()) {
      return [`${name} is broken at ${seq}`];
    }
    before = digestOf(entry);
  }
  return [];
}

function checkActs(connection: Connection): string[] {
  const rows = connection.sql('SELECT seq, entry FROM act ORDER BY seq').all() as ChainRow[];
  const broken = checkChain(rows, 'the chain of acts');
  const logged = connection
    .sql(
      `SELECT json_extract(entry, '$.outcome') AS outcome FROM log_entry
        WHERE watch_id IS NULL AND json_extract(entry, '$.type') = 'custody' ORDER BY seq`,
    )
    .all() as { outcome: string }[];
  // What was logged of the chain must still be how it goes on.
  const lost = logged.find(({ outcome }) => {
    const [, count, digest] = /^(\d+) acts, the last (sha256:[0-9a-f]{64})$/.exec(outcome) ?? [];
    const row = rows[Number(count) - 1];
    return row === undefined || digestOf(row.entry) !== digest;
  });
  return lost === undefined
    ? broken
    : [...broken, `acts that were logged are gone: ${lost.outcome}`];
}

/** The chains of the captures whose ids follow `after`, as many as are checked at a stretch. */
function checkCustody(connection: Connection, after: string) {
  const ids = connection
    .sql('SELECT DISTINCT capture_id FROM custody WHERE capture_id > ? ORDER BY 1 LIMIT ?')
    .all(after, CHUNK) as Pick<ChainRow, 'capture_id'>[];
  const chain = connection.sql('SELECT seq, entry FROM custody WHERE capture_id = ? ORDER BY seq');
  const problems = ids.flatMap(({ capture_id: id }) =>
    checkChain(chain.all(id) as ChainRow[], `the custody of ${id}`),
  );
  return { problems, last: ids.at(-1)?.capture_id ?? after, isMore: ids.length === CHUNK };
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
    const previous = previousOf(connection, row, newest);
    const wrong = checkEntry(row, previous) ?? checkNodes(connection, row);
    if (wrong !== null) problems.push(`log entry ${row.seq}: ${wrong}`);
    if (row.watch_id !== null) newest.set(row.watch_id, digestOf(row.entry));
  }
  return problems;
}

/** The digest of the watch's entry before this one. */
function previousOf(
  connection: Connection,
  { watch_id, seq }: EntryRow,
  newest: ReadonlyMap<string, string>,
): string | null {
  if (watch_id === null) return null;
  const known = newest.get(watch_id);
  if (known !== undefined) return known;
  const before = connection
    .sql('SELECT entry FROM log_entry WHERE watch_id = ? AND seq < ? ORDER BY seq DESC LIMIT 1')
    .get(watch_id, seq) as EntryRow | undefined;
  return before === undefined ? null : digestOf(before.entry);
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
