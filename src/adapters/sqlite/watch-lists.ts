// Filters -> watches, and counts of them: found in narrow indexes, since rows are long.
import { matchable } from '../../formats/normal-text.js';
import { type Instant, instantOf, msOf } from '../../model/instant.js';
import type { PageStateName } from '../../model/state.js';
import type { Watch } from '../../model/watch.js';
import type { CaseSummary, WatchCounts, WatchFilter } from '../../ports/catalogue.js';
import type { Connection } from './connection.js';
import { fromRow, type WatchRow } from './watch-rows.js';

interface CountRow {
  readonly state: PageStateName;
  readonly total: number;
  readonly paused: number;
  readonly overdue: number;
}

interface CaseRow {
  readonly name: string;
  readonly state: PageStateName;
  readonly total: number;
  readonly watches: number;
  readonly last: Instant | null;
}

/** A queue may be long; an hour behind, something is wrong. */
const OVERDUE_MS = 3_600_000;

/** All but the last two are answered by the index watch_faring and the tables of words and labels. */
const CONDITIONS = {
  caseName: 'case_name = @caseName',
  state: 'page_state = @state',
  label: 'num IN (SELECT num FROM watch_label WHERE label = @label)',
  text: 'num IN (SELECT num FROM watch_words WHERE instr(words, @text) > 0)',
  paused: 'paused = @paused',
  dueBefore: 'next_due_at < @dueBefore AND paused = 0',
  after: 'num > (SELECT num FROM watch WHERE id = @after)',
  host: 'host = @host',
  urlKey: 'url_key = @urlKey',
} as const;
/** Where none of these is asked for, what is wanted is near the beginning or has an index of its own. */
const SEARCHES = ['state', 'label', 'text', 'paused', 'dueBefore'];

/** What is asked of the table watch as a whole; to be called inside transactions. */
export class WatchLists {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** In order of registration; the numbers are found before any row is read. */
  list({ removed = false, limit = -1, paused, text, ...rest }: WatchFilter): readonly Watch[] {
    const wanted = {
      ...rest,
      ...(paused === undefined ? {} : { paused: Number(paused) }),
      ...(text === undefined ? {} : { text: matchable(text) }),
    };
    const rows = this.#connection
      .sql(`SELECT * FROM watch WHERE num IN (${numbersOf(wanted, removed)}) ORDER BY num`)
      .all({ ...wanted, limit }) as WatchRow[];
    return rows.map(fromRow);
  }

  count(now: Instant): WatchCounts {
    const rows = this.#connection
      .sql(
        `SELECT page_state AS state, count(*) AS total, sum(paused) AS paused,
            count(*) FILTER (WHERE paused = 0 AND next_due_at < @overdue) AS overdue
          FROM watch INDEXED BY watch_faring WHERE removed_at IS NULL GROUP BY page_state`,
      )
      .all({ overdue: instantOf(msOf(now) - OVERDUE_MS) }) as CountRow[];
    const sum = (of: 'total' | 'paused' | 'overdue') => rows.reduce((all, row) => all + row[of], 0);
    return {
      total: sum('total'),
      paused: sum('paused'),
      overdue: sum('overdue'),
      states: Object.fromEntries(rows.map(({ state, total }) => [state, total])),
    };
  }

  cases(): readonly CaseSummary[] {
    const rows = this.#connection
      .sql(
        `SELECT case_name AS name, page_state AS state, count(*) AS total,
            count(*) FILTER (WHERE removed_at IS NULL) AS watches,
            max(last_capture_at) AS last
          FROM watch GROUP BY case_name, page_state ORDER BY case_name`,
      )
      .all() as CaseRow[];
    const flags = this.#connection
      .sql(
        `SELECT watch.case_name AS name, count(*) AS total FROM flag
          JOIN watch ON watch.id = flag.watch_id WHERE flag.closed_at IS NULL GROUP BY case_name`,
      )
      .all() as { readonly name: string; readonly total: number }[];
    const openFlags = new Map(flags.map(({ name, total }) => [name, total]));
    const names = [...new Set(rows.map(({ name }) => name))];
    return names.map((name) => {
      const own = rows.filter((row) => row.name === name);
      const looks = own.map(({ last }) => last).filter((last) => last !== null);
      return {
        name,
        watches: own.reduce((all, row) => all + row.watches, 0),
        openFlags: openFlags.get(name) ?? 0,
        states: Object.fromEntries(
          own.filter((row) => row.watches > 0).map((row) => [row.state, row.watches]),
        ),
        lastCaptureAt: looks.sort().at(-1) ?? null,
      };
    });
  }

  listDue(now: Instant, limit: number): readonly Watch[] {
    const rows = this.#connection
      .sql(
        `SELECT * FROM watch WHERE next_due_at <= ? AND removed_at IS NULL AND paused = 0
          ORDER BY next_due_at LIMIT ?`,
      )
      .all(now, limit) as WatchRow[];
    return rows.map(fromRow);
  }
}

function numbersOf(wanted: object, removed: boolean): string {
  // Only what is asked for: SQLite finds an index for a condition that always holds, or none.
  const conditions = [
    ...(removed ? [] : ['removed_at IS NULL']),
    ...Object.entries(CONDITIONS)
      .filter(([name]) => name in wanted)
      .map(([, condition]) => condition),
  ];
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const isSearch = SEARCHES.some((name) => name in wanted) && !('host' in wanted);
  const index = isSearch && !('urlKey' in wanted) ? 'INDEXED BY watch_faring' : '';
  return `SELECT num FROM watch ${index} ${where} ORDER BY num LIMIT @limit`;
}
