// Queued jobs -> captures: leases, heartbeats, retries; several workers and processes at once.
import { EventEmitter, once } from 'node:events';
import type { Logger } from 'pino';
import { type ErrorCode, VestigeError } from '../errors.js';
import { instantOf } from '../model/instant.js';
import type { LeasedJob } from '../model/job.js';
import type { Catalogue } from '../ports/catalogue.js';
import type { Clock } from '../ports/clock.js';
import { watchClock } from './clock-steps.js';
import { type Health, watchHealth } from './health.js';

export interface WorkerDeps {
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly log: Logger;
  /**
   * Makes and records the capture; throws only for faults of our own. `onNotMade` is told when the
   * capture says that no browser could make the visit.
   */
  readonly capture: (job: LeasedJob, onNotMade: () => void) => Promise<void>;
  /** Gives attempts that were lost their captures, so that a job given up elsewhere ends too. */
  readonly settleLost?: () => Promise<void>;
  readonly settings: {
    /** Captures made at once. */
    readonly concurrency: number;
    /** A job whose worker is silent for so long is given to another. */
    readonly leaseMs: number;
    readonly perHostGapMs: number;
    /** Name of this process in leases. */
    readonly owner: string;
    /** Wait before looking again when there was nothing to do. */
    readonly pollMs: number;
    /** How long `stop` waits for running captures; 20 s when left out. */
    readonly stopGraceMs?: number;
  };
}

export interface Workers {
  /** No new jobs; waits for running captures, then ends the leases of what still runs. */
  stop(): Promise<void>;
  /** Resolves when nothing runs and nothing may start at this moment. */
  idle(): Promise<void>;
}

const STOP_GRACE_MS = 20_000;
/** Wait before the second and the third try. After the third the queue gives the job up. */
const BACKOFF_MS = [30_000, 120_000] as const;
/** Until a queue that could not be read is looked at again. */
const UNREADABLE_MS = 30_000;
/** Faults that the next job would meet as well. */
const MACHINE_WIDE: ReadonlySet<ErrorCode> = new Set([
  'BROWSER_MISSING',
  'STORE_DISK_FULL',
  'STORE_FAILED',
  'CATALOGUE_DAMAGED',
  'CATALOGUE_FAILED',
  'CATALOGUE_NEWER',
]);

/** Starts `concurrency` workers on the queue; a capture that throws stops none of them. */
export function runWorkers(deps: WorkerDeps): Workers {
  const { clock, settings } = deps;
  const running = new Map<number, LeasedJob>();
  const resting = new Set<number>();
  let isStopping = false;
  let waker = new AbortController();
  const events = new EventEmitter();

  const rest = async (worker: number, ms: number) => {
    resting.add(worker);
    events.emit('rest');
    await clock.sleep(ms, waker.signal);
    resting.delete(worker);
  };
  const health = watchHealth(deps.log);
  const work = async (worker: number) => {
    while (!isStopping) {
      const job = await tryLease(deps);
      if (job === null || job === 'unreadable') {
        await rest(worker, job === null ? settings.pollMs : UNREADABLE_MS);
      } else if (isStopping) {
        await giveBack(deps, job);
      } else {
        running.set(job.id, job);
        const failure = await runJob(deps, job, health);
        running.delete(job.id);
        if (failure !== null) {
          const isSick = isMachineWide(failure.error);
          await putBack(deps, job, failure.error, isSick ? health.pauseMs() : backoffMsFor(job));
        }
        if (health.pauseMs() > 0) await rest(worker, health.pauseMs());
      }
    }
  };
  const wakeAll = () => {
    waker.abort();
    waker = new AbortController();
  };
  const workers = Array.from({ length: settings.concurrency }, (_, worker) => work(worker));

  return {
    async stop() {
      isStopping = true;
      waker.abort();
      const graceOver = new AbortController();
      const allDone = Promise.all(workers).then(() => graceOver.abort());
      await Promise.race([
        allDone,
        clock.sleep(settings.stopGraceMs ?? STOP_GRACE_MS, graceOver.signal),
      ]);
      for (const job of running.values()) await endLease(deps, job, 0);
    },
    async idle() {
      resting.clear();
      wakeAll();
      while (resting.size < settings.concurrency) await once(events, 'rest');
    },
  };
}

/**
 * Runs these jobs and no others, and resolves when all of them are done, by us or by another
 * process. A job whose capture throws goes back to the queue for the service or a later run. When
 * `stop` aborts it resolves at once: the attempts under way count as lost, and their jobs come again.
 * @throws the first of the faults, once nothing else can be done.
 */
export async function workUntilDone(
  deps: WorkerDeps,
  jobIds: readonly number[],
  stop?: AbortSignal,
): Promise<void> {
  const { catalogue, clock, settings } = deps;
  const pending = new Set(jobIds);
  const failures: unknown[] = [];
  const over = new AbortController();
  const running = new Set<LeasedJob>();
  const finish = (ids: readonly number[]) => {
    for (const id of ids) pending.delete(id);
    if (pending.size === 0) over.abort();
  };

  const checkClock = watchClock(deps, settings.leaseMs);
  const refresh = async () => {
    await checkClock();
    // A job another process died with must come back, or we would wait for ever.
    await catalogue.requeueExpired(instantOf(clock.nowMs()));
    await deps.settleLost?.();
    const results = await catalogue.jobResults([...pending]);
    finish(results.filter(({ state }) => state === 'done').map(({ id }) => id));
  };
  const health = watchHealth(deps.log);
  const work = async () => {
    while (pending.size > 0) {
      const job = await lease(deps, [...pending]);
      if (job === null) {
        await refresh();
        await clock.sleep(settings.pollMs, over.signal);
        continue;
      }
      running.add(job);
      const failure = await runJob(deps, job, health);
      running.delete(job);
      if (failure !== null) {
        failures.push(failure.error);
        await putBack(deps, job, failure.error, 0);
      }
      finish(failure !== null && isMachineWide(failure.error) ? [...pending] : [job.id]);
    }
  };
  const workers = Math.min(settings.concurrency, pending.size);
  const stopAll = (error: unknown) => {
    failures.push(error);
    finish([...pending]);
  };
  const stopped = stop === undefined ? [] : [aborted(stop)];
  const worked = Promise.all(Array.from({ length: workers }, () => work().catch(stopAll)));
  await Promise.race([worked, ...stopped]);
  if (stop?.aborted) {
    finish([...pending]);
    for (const job of running) await endLease(deps, job, 0);
  } else if (failures.length > 0) throw failures[0];
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

function lease(deps: WorkerDeps, among?: readonly number[]): Promise<LeasedJob | null> {
  const { owner, leaseMs, perHostGapMs } = deps.settings;
  const now = instantOf(deps.clock.nowMs());
  const limits = among === undefined ? {} : { among };
  return deps.catalogue.lease({ owner, now, leaseMs, perHostGapMs, ...limits });
}

/** A catalogue that cannot answer now may answer at a later look. */
async function tryLease(deps: WorkerDeps): Promise<LeasedJob | null | 'unreadable'> {
  try {
    return await lease(deps);
  } catch (error) {
    deps.log.error({ stage: 'schedule', err: error }, 'the queue could not be read');
    return 'unreadable';
  }
}

async function runJob(
  deps: WorkerDeps,
  job: LeasedJob,
  health: Health,
): Promise<{ error: unknown } | null> {
  const over = new AbortController();
  const beating = keepLease(deps, job, over.signal);
  let isMade = true;
  try {
    await deps.capture(job, () => {
      isMade = false;
    });
    if (isMade) health.works();
    else health.notMade();
    return null;
  } catch (error) {
    if (isMachineWide(error)) health.fails();
    const { id, watchId, attempt, captureId } = job;
    deps.log.error(
      { stage: 'capture', job: id, watch: watchId, capture: captureId, attempt, err: error },
      `attempt ${attempt} at watch ${watchId} failed through a fault of ours; it is on record and will be made again`,
    );
    return { error };
  } finally {
    over.abort();
    await beating;
  }
}

async function keepLease(deps: WorkerDeps, job: LeasedJob, over: AbortSignal): Promise<void> {
  const { catalogue, clock, log, settings } = deps;
  for (;;) {
    await clock.sleep(settings.leaseMs / 3, over);
    if (over.aborted) return;
    try {
      const leaseUntil = instantOf(clock.nowMs() + settings.leaseMs);
      if (await catalogue.heartbeat(job.id, job.owner, leaseUntil)) continue;
      log.warn(
        { stage: 'schedule', job: job.id },
        'the lease was lost: another worker has the job',
      );
      return;
    } catch (error) {
      log.warn({ stage: 'schedule', job: job.id, err: error }, 'the lease could not be renewed');
    }
  }
}

/** A fault of the machine is not held against the job; of any other it is tried three times. */
async function putBack(
  deps: WorkerDeps,
  job: LeasedJob,
  error: unknown,
  inMs: number,
): Promise<void> {
  if (!isMachineWide(error)) return endLease(deps, job, inMs);
  const nowMs = deps.clock.nowMs();
  try {
    const again = instantOf(nowMs + inMs);
    await deps.catalogue.postpone(job.id, job.owner, instantOf(nowMs), again);
  } catch (failure) {
    deps.log.warn({ stage: 'schedule', job: job.id, err: failure }, 'the lease runs out by itself');
  }
}

/** Lets a lease run out after `inMs`: the attempt stays on record as lost, and the job comes again. */
async function endLease(deps: WorkerDeps, job: LeasedJob, inMs: number): Promise<void> {
  try {
    await deps.catalogue.heartbeat(job.id, job.owner, instantOf(deps.clock.nowMs() + inMs));
  } catch (error) {
    deps.log.warn({ stage: 'schedule', job: job.id, err: error }, 'the lease runs out by itself');
  }
}

/** The job had not begun: no attempt was made. */
async function giveBack(deps: WorkerDeps, job: LeasedJob): Promise<void> {
  try {
    await deps.catalogue.release(job.id, job.owner);
  } catch (error) {
    deps.log.warn({ stage: 'schedule', job: job.id, err: error }, 'the lease runs out by itself');
  }
}

function backoffMsFor(job: LeasedJob): number {
  return BACKOFF_MS[job.attempt - 1] ?? 0;
}

function isMachineWide(error: unknown): boolean {
  return error instanceof VestigeError && MACHINE_WIDE.has(error.code);
}
