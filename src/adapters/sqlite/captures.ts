// Rows of the tables capture and gap <-> captures and gaps.
import type { Capture } from '../../model/capture.js';
import type { Digest } from '../../model/digest.js';
import type { CaptureId, WatchId } from '../../model/id.js';
import type { Instant } from '../../model/instant.js';
import type { Gap, GapSpan } from '../../model/job.js';
import type { Watch } from '../../model/watch.js';
import type { CaptureFilter, Look, Memento } from '../../ports/catalogue.js';
import type { Connection } from './connection.js';

interface CaptureRow {
  readonly log_seq: number;
  readonly body: string;
}

interface ManifestRow {
  readonly num: number;
  readonly id: string;
  readonly manifest: string;
  readonly log_seq: number;
}

/** Two outages of ten thousand watches. */
const GAPS_READ = 20_000;

const BEGUN = "json_extract(body, '$.startedAt')";

export interface NamedManifest {
  readonly capture: CaptureId;
  readonly manifest: Digest;
  readonly logIndex: number;
}

/** The tables capture and gap; to be called inside transactions. */
export class CaptureTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  add(capture: Omit<Capture, 'logIndex'>, watch: Watch, logIndex: number): Capture {
    this.#connection
      .sql(
        `INSERT INTO capture (id, watch_id, host, finished_at, manifest, log_seq, body)
          VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        capture.id,
        capture.watchId,
        watch.host,
        capture.finishedAt,
        capture.manifest,
        logIndex,
        JSON.stringify(capture),
      );
    return { ...capture, logIndex };
  }

  find(id: string): Capture | null {
    const row = this.#connection.sql('SELECT log_seq, body FROM capture WHERE id = ?').get(id) as
      | CaptureRow
      | undefined;
    return row === undefined ? null : fromRow(row);
  }

  /** Newest first. The numbers are sorted before any body is read. */
  list({ limit = -1, ...wanted }: CaptureFilter): readonly Capture[] {
    const rows = this.#connection
      .sql(
        `SELECT log_seq, body FROM capture WHERE num IN (${numbersOf(wanted)})
          ORDER BY num DESC`,
      )
      .all({ ...wanted, limit }) as CaptureRow[];
    return rows.map(fromRow);
  }

  /** Oldest first, from the index capture_look alone. */
  listLooks(watchId: WatchId, from: Instant, to: Instant): readonly Look[] {
    return this.#connection
      .sql(
        `SELECT id AS capture, ${BEGUN} AS at, json_extract(body, '$.observation.class') AS class
          FROM capture WHERE watch_id = ? AND ${BEGUN} >= ? AND ${BEGUN} < ? ORDER BY ${BEGUN}`,
      )
      .all(watchId, from, to) as Look[];
  }

  /** Oldest first, from the index capture_look alone; CROSS JOIN fixes the order. */
  listMementos(urlKey: string): readonly Memento[] {
    return this.#connection
      .sql(
        `SELECT capture.id AS capture, json_extract(capture.body, '$.startedAt') AS at
          FROM watch CROSS JOIN capture ON capture.watch_id = watch.id
          WHERE watch.url_key = ? AND (json_extract(capture.body, '$.files.html') IS NOT NULL) = 1
          ORDER BY at`,
      )
      .all(urlKey) as Memento[];
  }

  listOfHost(host: string, since: Instant): readonly Capture[] {
    const rows = this.#connection
      .sql(
        `SELECT log_seq, body FROM capture WHERE host = ? AND finished_at >= ?
          ORDER BY finished_at DESC, num DESC`,
      )
      .all(host, since) as CaptureRow[];
    return rows.map(fromRow);
  }

  /** The next manifests in order of recording, behind row `after`. */
  manifestsAfter(after: number, limit: number): readonly (NamedManifest & { num: number })[] {
    const rows = this.#connection
      .sql('SELECT num, id, manifest, log_seq FROM capture WHERE num > ? ORDER BY num LIMIT ?')
      .all(after, limit) as ManifestRow[];
    return rows.map((row) => ({
      num: row.num,
      capture: row.id as CaptureId,
      manifest: row.manifest as Digest,
      logIndex: row.log_seq,
    }));
  }

  addGap(gap: Gap, logIndex: number): void {
    this.#connection
      .sql(
        `INSERT INTO gap (watch_id, from_at, to_at, missed, reason, log_seq)
          VALUES (?, ?, ?, ?, ?, ?)`,
      )
      .run(gap.watchId, gap.from, gap.to, gap.missed, gap.reason, logIndex);
  }

  /** The newest rows alone: of older ones there may be any number. */
  listGapSpans(limit: number): readonly GapSpan[] {
    return this.#connection
      .sql(
        `SELECT min(from_at) AS "from", max(to_at) AS "to", count(DISTINCT watch_id) AS watches,
            sum(missed) AS missed, reason
          FROM (SELECT * FROM gap ORDER BY num DESC LIMIT ${GAPS_READ})
          GROUP BY substr(to_at, 1, 16), reason ORDER BY max(to_at) DESC LIMIT ?`,
      )
      .all(limit) as GapSpan[];
  }

  listGaps(watchId: WatchId): readonly Gap[] {
    return this.#connection
      .sql(
        `SELECT watch_id AS watchId, from_at AS "from", to_at AS "to", missed, reason
          FROM gap WHERE watch_id = ? ORDER BY num`,
      )
      .all(watchId) as Gap[];
  }
}

const CONDITIONS = {
  watchId: 'capture.watch_id = @watchId',
  caseName: 'watch.case_name = @caseName',
  // Both go up together, and the indexes have `num`.
  before: `capture.num <= COALESCE(
    (SELECT num FROM capture WHERE log_seq < @before ORDER BY log_seq DESC LIMIT 1), -1)`,
} as const;

/** The numbers of the captures wanted, found from indexes alone. */
function numbersOf(wanted: Omit<CaptureFilter, 'limit'>): string {
  const conditions = Object.entries(CONDITIONS)
    .filter(([name]) => name in wanted)
    .map(([, condition]) => condition);
  // CROSS JOIN fixes the order (SQLite): a small case is not looked for among all captures.
  const from =
    wanted.caseName === undefined
      ? 'capture'
      : 'watch CROSS JOIN capture ON capture.watch_id = watch.id';
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  return `SELECT capture.num FROM ${from} ${where} ORDER BY capture.num DESC LIMIT @limit`;
}

function fromRow({ body, log_seq }: CaptureRow): Capture {
  return { ...(JSON.parse(body) as Omit<Capture, 'logIndex'>), logIndex: log_seq };
}
