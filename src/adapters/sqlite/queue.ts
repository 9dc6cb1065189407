// Job drafts -> leased jobs -> results: the durable queue, shared by several processes. At least once.
import { VestigeError } from '../../errors.js';
import { type CaptureId, newCaptureId, type WatchId } from '../../model/id.js';
import { type Instant, instantOf, msOf } from '../../model/instant.js';
import type { JobDraft, JobReason, LeasedJob, LostAttempt } from '../../model/job.js';
import type { Connection } from './connection.js';

/** A job whose workers died so often is not tried again: it may be what kills them. */
const MAX_ATTEMPTS = 3;
/** The longest lease there can be, as the configuration has it. */
const MAX_LEASE_MS = 3_600_000;

interface JobRow {
  readonly id: number;
  readonly watch_id: string;
  readonly vantage: string;
  readonly host: string;
  readonly reason: string;
  readonly scheduled_at: string;
  readonly not_before: string;
  readonly attempt: number;
  readonly capture_id: string | null;
}

export interface LeaseRequest {
  readonly owner: string;
  readonly now: Instant;
  readonly leaseMs: number;
  readonly perHostGapMs: number;
  readonly among?: readonly number[];
}

export interface JobResult {
  readonly id: number;
  readonly state: 'queued' | 'running' | 'done';
  readonly capture: CaptureId | null;
}

/** The tables job, attempt and host_start; to be called inside transactions. */
export class QueueTables {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * The id of the job that will do what the draft asks. One that waits already starts at the
   * earlier of the two times, and as a manual one when a person asks.
   * @throws WATCH_NOT_FOUND
   */
  add(draft: JobDraft): number {
    const pending = this.#connection
      .sql(
        `UPDATE job SET
            not_before = CASE WHEN state = 'queued' THEN MIN(not_before, @notBefore) ELSE not_before END,
            reason = CASE WHEN state = 'queued' AND @reason = 'manual' THEN 'manual' ELSE reason END
          WHERE watch_id = @watchId AND vantage = @vantage AND state <> 'done' RETURNING id`,
      )
      .get({ ...draft }) as { id: number } | undefined;
    if (pending !== undefined) return pending.id;
    const added = this.#connection
      .sql(
        `INSERT INTO job (watch_id, vantage, host, reason, scheduled_at, not_before, state)
          SELECT id, @vantage, host, @reason, @scheduledAt, @notBefore, 'queued'
            FROM watch WHERE id = @watchId AND removed_at IS NULL RETURNING id`,
      )
      .get({ ...draft }) as { id: number } | undefined;
    if (added === undefined) {
      throw new VestigeError('WATCH_NOT_FOUND', `Nobody watches ${draft.watchId} any more.`);
    }
    return added.id;
  }

  lease(request: LeaseRequest): LeasedJob | null {
    const job = this.#next(request);
    if (job === null) return null;
    const { owner, now } = request;
    const captureId = newCaptureId(msOf(now));
    const attempt = job.attempt + 1;
    const leaseUntil = instantOf(msOf(now) + request.leaseMs);
    this.#connection
      .sql(
        `UPDATE job SET state = 'running', attempt = ?, capture_id = ?, owner = ?, started_at = ?,
            lease_until = ? WHERE id = ?`,
      )
      .run(attempt, captureId, owner, now, leaseUntil, job.id);
    this.#connection
      .sql(`INSERT INTO attempt VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, 'running')`)
      .run(captureId, job.id, job.watch_id, job.vantage, attempt, job.scheduled_at, now, owner);
    this.#connection
      .sql('INSERT INTO host_start VALUES (?, ?) ON CONFLICT DO UPDATE SET started_at = ?')
      .run(job.host, now, now);
    return {
      id: job.id,
      watchId: job.watch_id as WatchId,
      vantage: job.vantage,
      reason: job.reason as JobReason,
      scheduledAt: job.scheduled_at,
      notBefore: job.not_before,
      captureId,
      attempt,
      owner,
      startedAt: now,
      leaseUntil,
    };
  }

  #next({ now, perHostGapMs, among }: LeaseRequest): JobRow | null {
    const row = this.#connection
      .sql(
        `SELECT job.* FROM job LEFT JOIN host_start ON host_start.host = job.host
          WHERE job.state = 'queued' AND job.not_before <= @now
            AND (@among IS NULL OR job.id IN (SELECT value FROM json_each(@among)))
            AND (job.reason = 'manual' OR host_start.started_at IS NULL
              OR host_start.started_at <= @free OR host_start.started_at > @strange)
            AND (job.reason = 'manual' OR @free = @now OR job.host NOT IN (
              SELECT host FROM job WHERE state = 'running' AND reason <> 'manual'
                AND lease_until BETWEEN @now AND @longest))
          ORDER BY job.reason = 'manual' DESC, job.not_before, job.id LIMIT 1`,
      )
      .get({
        now,
        among: among === undefined ? null : JSON.stringify(among),
        free: instantOf(msOf(now) - perHostGapMs),
        // A start that lies in the future was written before the clock was set back: it binds nobody.
        strange: instantOf(msOf(now) + perHostGapMs),
        longest: instantOf(msOf(now) + MAX_LEASE_MS),
      }) as JobRow | undefined;
    return row ?? null;
  }

  heartbeat(id: number, owner: string, leaseUntil: Instant): boolean {
    const { changes } = this.#connection
      .sql(`UPDATE job SET lease_until = ? WHERE id = ? AND owner = ? AND state = 'running'`)
      .run(leaseUntil, id, owner);
    return changes === 1;
  }

  release(id: number, owner: string): void {
    const job = this.#running(id, owner);
    if (job === null) return;
    this.#endAttempt(job.capture_id, 'released', null);
    this.#requeue(job, job.attempt - 1);
  }

  /** The machine's fault and not the job's: the attempt is lost, and the job comes again however often. */
  postpone(id: number, owner: string, now: Instant, notBefore: Instant): boolean {
    const job = this.#running(id, owner);
    if (job === null) return false;
    this.#endAttempt(job.capture_id, 'lost', now);
    this.#requeue(job, job.attempt, job.attempt + 1);
    this.#connection
      .sql(`UPDATE job SET not_before = ? WHERE id = ? AND state = 'queued'`)
      .run(notBefore, id);
    return true;
  }

  restartLeases(until: Instant, which: 'all' | 'later'): number {
    return this.#connection
      .sql(
        `UPDATE job SET lease_until = @until
          WHERE state = 'running' AND (@all OR lease_until > @until)`,
      )
      .run({ until, all: which === 'all' ? 1 : 0 }).changes;
  }

  requeueExpired(now: Instant): number {
    const expired = this.#connection
      .sql(`SELECT * FROM job WHERE state = 'running' AND lease_until < ?`)
      .all(now) as JobRow[];
    for (const job of expired) {
      this.#endAttempt(job.capture_id, 'lost', now);
      this.#requeue(job, job.attempt);
    }
    return expired.length;
  }

  /** Puts a job back, unless nobody watches any more or it has been tried often enough. */
  #requeue(job: JobRow, attempt: number, most = MAX_ATTEMPTS): void {
    this.#connection
      .sql(
        `UPDATE job SET owner = NULL, started_at = NULL, lease_until = NULL, attempt = @attempt,
            state = CASE WHEN @attempt < @most AND EXISTS (
              SELECT 1 FROM watch WHERE watch.id = job.watch_id AND removed_at IS NULL
            ) THEN 'queued' ELSE 'done' END
          WHERE id = @id`,
      )
      .run({ id: job.id, attempt, most });
  }

  listLost(): readonly LostAttempt[] {
    const rows = this.#connection
      .sql(
        `SELECT attempt.* FROM attempt LEFT JOIN capture ON capture.id = attempt.capture_id
          WHERE attempt.result = 'lost' AND capture.id IS NULL ORDER BY attempt.started_at`,
      )
      .all() as {
      capture_id: string;
      watch_id: string;
      vantage: string;
      number: number;
      scheduled_at: string;
      started_at: string;
    }[];
    return rows.map((row) => ({
      captureId: row.capture_id as CaptureId,
      watchId: row.watch_id as WatchId,
      vantage: row.vantage,
      attempt: row.number,
      scheduledAt: row.scheduled_at,
      startedAt: row.started_at,
    }));
  }

  results(ids: readonly number[]): readonly JobResult[] {
    const find = this.#connection.sql(
      `SELECT job.id, job.state, job.result, attempt.result = 'lost' AS is_owed
        FROM job LEFT JOIN attempt ON attempt.capture_id = job.capture_id WHERE job.id = ?`,
    );
    return ids.map((id): JobResult => {
      const row = find.get(id) as
        | { state: JobResult['state']; result: string | null; is_owed: number | null }
        | undefined;
      if (row === undefined) throw new VestigeError('INTERNAL', `There is no job ${id}.`);
      // A job given up is done once its last attempt has the capture that says so.
      const isOwed = row.state === 'done' && row.result === null && row.is_owed === 1;
      return {
        id,
        state: isOwed ? 'running' : row.state,
        capture: row.result as CaptureId | null,
      };
    });
  }

  startable(now: Instant): readonly number[] {
    return this.#connection
      .sql(`SELECT id FROM job WHERE state = 'queued' AND not_before <= ? ORDER BY not_before, id`)
      .all(now)
      .map((row) => (row as { id: number }).id);
  }

  depth(): { queued: number; running: number; nextAt: Instant | null } {
    return this.#connection
      .sql(
        `SELECT (SELECT COUNT(*) FROM job WHERE state = 'queued') AS queued,
            (SELECT COUNT(*) FROM job WHERE state = 'running') AS running,
            (SELECT MIN(not_before) FROM job WHERE state = 'queued') AS nextAt`,
      )
      .get() as { queued: number; running: number; nextAt: Instant | null };
  }

  /** Ends a job with its capture; false when its lease was lost. */
  finish(id: number, owner: string, capture: CaptureId, at: Instant): boolean {
    const job = this.#running(id, owner);
    if (job === null || job.capture_id !== capture) return false;
    this.#endAttempt(capture, 'captured', at);
    this.#connection
      .sql(
        `UPDATE job SET state = 'done', result = ?, owner = NULL, lease_until = NULL WHERE id = ?`,
      )
      .run(capture, id);
    return true;
  }

  /** A lost attempt has its capture now: the result of a job that was given up with it. */
  settle(capture: CaptureId): void {
    this.#connection
      .sql(`UPDATE job SET result = ? WHERE capture_id = ? AND state = 'done' AND result IS NULL`)
      .run(capture, capture);
  }

  /** Ends queued jobs of a watch without a capture; manual ones stay where `keepManual`. */
  drop(watchId: WatchId, keepManual: boolean): void {
    this.#connection
      .sql(
        `UPDATE job SET state = 'done'
          WHERE watch_id = ? AND state = 'queued' AND NOT (? AND reason = 'manual')`,
      )
      .run(watchId, keepManual ? 1 : 0);
  }

  #running(id: number, owner: string): JobRow | null {
    const row = this.#connection
      .sql(`SELECT * FROM job WHERE id = ? AND owner = ? AND state = 'running'`)
      .get(id, owner) as JobRow | undefined;
    return row ?? null;
  }

  #endAttempt(
    captureId: string | null,
    result: 'captured' | 'lost' | 'released',
    at: Instant | null,
  ): void {
    this.#connection
      .sql('UPDATE attempt SET result = ?, ended_at = ? WHERE capture_id = ?')
      .run(result, at, captureId);
  }
}
