// Rows of the table flag <-> flags, and what a capture does to them.
import { VestigeError } from '../../errors.js';
import { type Change, SEVERITIES, type Severity } from '../../model/change.js';
import type { Flag, FlagKind } from '../../model/flag.js';
import type { CaptureId, FlagId, WatchId } from '../../model/id.js';
import type { Instant } from '../../model/instant.js';
import type { Level } from '../../model/state.js';
import type { FlagFilter, FlagMove } from '../../ports/catalogue.js';
import type { Connection } from './connection.js';

interface FlagRow {
  readonly id: string;
  readonly watch_id: string;
  readonly case_name: string;
  readonly url: string;
  readonly kind: string;
  readonly class: string;
  readonly level: string;
  readonly severity: string;
  readonly summary: string;
  readonly opened_at: string;
  readonly closed_at: string | null;
  readonly capture: string;
  readonly last_good: string | null;
  readonly changes: string;
  readonly acknowledged_at: string | null;
  readonly note: string;
  readonly assignee: string | null;
}

const CONDITIONS = {
  caseName: 'watch_id IN (SELECT id FROM watch WHERE case_name = @caseName)',
  watchId: 'watch_id = @watchId',
  kind: 'kind = @kind',
  since: 'opened_at >= @since',
} as const;

const COLUMNS = `flag.*,
  (SELECT case_name FROM watch WHERE watch.id = flag.watch_id) AS case_name`;

// As the indexes flag_serious and flag_unseen have them.
const CLOSED = '(closed_at IS NOT NULL)';
const RANK = `CASE severity WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2 WHEN 'low' THEN 3 ELSE 4 END`;
/** Among open ones, or among closed ones. */
const WITHIN = `${RANK}, num DESC`;
const ORDERS = { newest: 'num DESC', serious: `${CLOSED}, ${WITHIN}` } as const;
const BEHIND = `(${CLOSED} > @closed OR (${CLOSED} = @closed AND (${RANK} > @rank OR
  (${RANK} = @rank AND num < (SELECT num FROM flag WHERE id = @after)))))`;

/** The table flag; to be called inside transactions. */
export class FlagTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** @throws FLAG_NOT_FOUND */
  apply(move: FlagMove): void {
    if (move.move === 'open') {
      this.#open(move.flag);
      return;
    }
    const { changes } =
      move.move === 'close'
        ? this.#connection
            .sql('UPDATE flag SET closed_at = COALESCE(closed_at, ?) WHERE id = ?')
            .run(move.at, move.id)
        : this.#connection
            .sql(
              `UPDATE flag SET level = ?, severity = ?, class = ?, summary = ?, changes = ?
                WHERE id = ?`,
            )
            .run(
              move.level,
              move.severity,
              move.class,
              move.summary,
              JSON.stringify(move.changes),
              move.id,
            );
    if (changes === 0) throw missing(move.id);
  }

  #open(flag: Extract<FlagMove, { move: 'open' }>['flag']): void {
    this.#connection
      .sql(
        `INSERT INTO flag (id, watch_id, url, kind, class, level, severity, summary, opened_at,
            capture, last_good, changes)
          VALUES (@id, @watchId, @url, @kind, @class, @level, @severity, @summary, @openedAt,
            @capture, @lastGood, @changesText)`,
      )
      .run({ ...flag, changesText: JSON.stringify(flag.changes) });
  }

  find(id: string): Flag | null {
    const row = this.#connection.sql(`SELECT ${COLUMNS} FROM flag WHERE id = ?`).get(id) as
      | FlagRow
      | undefined;
    return row === undefined ? null : fromRow(row);
  }

  /** Newest first, unless asked otherwise. */
  list(filter: FlagFilter): readonly Flag[] {
    const { open, acknowledged, order = 'newest', after, limit = -1, ...values } = filter;
    const conditions: string[] = Object.entries(CONDITIONS)
      .filter(([name]) => name in values)
      .map(([, condition]) => condition);
    if (open !== undefined) conditions.push(`closed_at IS ${open ? '' : 'NOT'} NULL`);
    if (acknowledged !== undefined) {
      conditions.push(`acknowledged_at IS ${acknowledged ? 'NOT' : ''} NULL`);
    }
    if (after !== undefined) conditions.push(BEHIND);
    const behind = after && {
      closed: Number(after.closedAt !== null),
      rank: SEVERITIES.indexOf(after.severity),
      after: after.id,
    };
    const isUnseen = open === true && acknowledged === false;
    if (order === 'serious' && open !== undefined && !isUnseen) {
      conditions.push(`${CLOSED} = ${open ? 0 : 1}`);
    }
    const sorted = order === 'serious' && open !== undefined ? WITHIN : ORDERS[order];
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    const rows = this.#connection
      .sql(`SELECT ${COLUMNS} FROM flag ${where} ORDER BY ${sorted} LIMIT @limit`)
      .all({ ...values, ...behind, limit }) as FlagRow[];
    return rows.map(fromRow);
  }

  countUnseen(): number {
    const row = this.#connection
      .sql('SELECT count(*) AS n FROM flag WHERE closed_at IS NULL AND acknowledged_at IS NULL')
      .get() as { readonly n: number };
    return row.n;
  }

  /** @throws FLAG_NOT_FOUND */
  acknowledge(id: FlagId, note: string, at: Instant | null): Flag {
    this.#connection
      .sql('UPDATE flag SET acknowledged_at = ?, note = ? WHERE id = ?')
      .run(at, note, id);
    return this.#require(id);
  }

  /** @throws FLAG_NOT_FOUND */
  assign(id: FlagId, assignee: string | null): Flag {
    this.#connection.sql('UPDATE flag SET assignee = ? WHERE id = ?').run(assignee, id);
    return this.#require(id);
  }

  #require(id: FlagId): Flag {
    const flag = this.find(id);
    if (flag === null) throw missing(id);
    return flag;
  }
}

function missing(id: string): VestigeError {
  return new VestigeError('FLAG_NOT_FOUND', `There is no flag ${id}.`);
}

function fromRow(row: FlagRow): Flag {
  return {
    id: row.id as FlagId,
    watchId: row.watch_id as WatchId,
    caseName: row.case_name,
    url: row.url,
    kind: row.kind as FlagKind,
    class: row.class,
    level: row.level as Level,
    severity: row.severity as Severity,
    summary: row.summary,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    capture: row.capture as CaptureId,
    lastGood: row.last_good as CaptureId | null,
    changes: JSON.parse(row.changes) as Change[],
    acknowledged: row.acknowledged_at !== null,
    note: row.note,
    assignee: row.assignee,
  };
}
