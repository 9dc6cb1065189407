// Every few seconds: what is due -> plans -> queued jobs. Node-cron ticks, the catalogue decides.
import { setImmediate } from 'node:timers/promises';
import { schedule } from 'node-cron';
import type { Logger } from 'pino';
import { type Instant, instantOf } from '../model/instant.js';
import type { Watch } from '../model/watch.js';
import type { Catalogue, DuePlan } from '../ports/catalogue.js';
import type { Clock } from '../ports/clock.js';
import { watchClock } from './clock-steps.js';
import { nextDueAt } from './next-due.js';
import { type PlanSettings, planDue } from './plan-due.js';

export interface TickerDeps {
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly log: Logger;
  readonly settings: PlanSettings & {
    /** As the workers have it. */
    readonly leaseMs: number;
    /** Six-field cron expression of the ticks, in the machine's time zone; every five seconds when left out. */
    readonly ticks?: string;
  };
  /** Done first in every tick; its failure is logged and stops nothing. */
  readonly beforeTick?: () => Promise<void>;
}

export interface Ticker {
  /** One tick now; resolves when it is over, and never rejects. */
  tickNow(): Promise<void>;
  /** When the last tick ended, for a watchdog; null before the first. */
  lastTickAt(): Instant | null;
  /** No further ticks; resolves when the running one is over. */
  stop(): Promise<void>;
}

const EVERY_FIVE_SECONDS = '*/5 * * * * *';
/** Watches planned in one transaction. */
const BATCH = 200;
/** A broken watch is tried again, and complained of, once an hour. */
const BROKEN_RETRY_MS = 60 * 60 * 1000;
/** What goes on failing is said again after so long. */
const SAY_AGAIN_MS = 10 * 60 * 1000;

/** Starts ticking. */
export function startTicker(deps: TickerDeps): Ticker {
  const broken = new Map<string, number>();
  const checkClock = watchClock(deps, deps.settings.leaseMs);
  const attempt = attempting(deps);
  let areDueTimesChecked = false;
  let lastTickMs: number | null = null;
  let running: Promise<void> = Promise.resolve();

  const tick = async () => {
    const nowMs = deps.clock.nowMs();
    await attempt('check the clock', async () => {
      if ((await checkClock()) === 'back') areDueTimesChecked = false;
    });
    await attempt('check due times', async () => {
      if (!areDueTimesChecked) await mendFarDueTimes(deps);
      areDueTimesChecked = true;
    });
    await attempt('before tick', async () => deps.beforeTick?.());
    await attempt('requeue', async () => {
      await deps.catalogue.requeueExpired(instantOf(deps.clock.nowMs()));
    });
    await attempt('plan', () => planAllDue(deps, broken));
    lastTickMs = nowMs;
  };
  // One tick after another, whoever asks.
  const tickNow = () => {
    running = running.then(tick);
    return running;
  };

  const task = schedule(deps.settings.ticks ?? EVERY_FIVE_SECONDS, tickNow, {
    name: 'vestige',
    noOverlap: true,
    suppressMissedWarning: true,
    logger: quietLogger(deps.log),
  });
  return {
    tickNow,
    lastTickAt: () => (lastTickMs === null ? null : instantOf(lastTickMs)),
    async stop() {
      await task.destroy();
      await running;
    },
  };
}

/**
 * Plans what is due now, without jitter, for somebody who waits for it. The ids of all jobs that may
 * start now, those another process has queued included.
 */
export async function planDueWatches(deps: TickerDeps): Promise<readonly number[]> {
  await planAllDue({ ...deps, settings: { ...deps.settings, jitter: 0 } }, new Map());
  return deps.catalogue.listStartable(instantOf(deps.clock.nowMs()));
}

async function planAllDue(deps: TickerDeps, broken: Map<string, number>): Promise<void> {
  for (;;) {
    const plans = await nextPlans(deps, broken);
    if (plans.length === 0) return;
    const carriedOut = await enqueuePlans(deps, plans, broken);
    deps.log.debug({ stage: 'schedule', due: plans.length, carriedOut }, 'due watches queued');
    if (carriedOut === 0) return;
  }
}

/** Plans for the most overdue watches; those that cannot be planned are remembered and passed over. */
async function nextPlans(deps: TickerDeps, broken: Map<string, number>): Promise<DuePlan[]> {
  const nowMs = deps.clock.nowMs();
  // Broken watches stay the most overdue: they must not use up the batch.
  const due = await deps.catalogue.listDue(instantOf(nowMs), BATCH + broken.size);
  const plans: DuePlan[] = [];
  for (const watch of due) {
    if ((broken.get(watch.id) ?? Number.NEGATIVE_INFINITY) > nowMs) continue;
    try {
      plans.push(planDue(watch, nowMs, deps.settings, Math.random));
      broken.delete(watch.id);
    } catch (error) {
      setAside(deps, broken, watch.id, error);
    }
  }
  return plans;
}

/** All in one transaction; when that fails, one by one, so that only the broken one is left out. */
async function enqueuePlans(
  deps: TickerDeps,
  plans: readonly DuePlan[],
  broken: Map<string, number>,
): Promise<number> {
  try {
    return await deps.catalogue.enqueueDue(plans);
  } catch (error) {
    deps.log.warn({ stage: 'schedule', err: error }, 'queueing one by one');
  }
  let carriedOut = 0;
  for (const plan of plans) {
    try {
      carriedOut += await deps.catalogue.enqueueDue([plan]);
    } catch (error) {
      setAside(deps, broken, plan.watchId, error);
    }
  }
  return carriedOut;
}

function setAside(
  deps: TickerDeps,
  broken: Map<string, number>,
  watchId: string,
  error: unknown,
): void {
  broken.set(watchId, deps.clock.nowMs() + BROKEN_RETRY_MS);
  deps.log.error(
    { stage: 'schedule', watch: watchId, err: error },
    `watch ${watchId} cannot be scheduled and is not being captured; correct it with \`vestige watch edit ${watchId}\``,
  );
}

/**
 * Brings back due times that lie further away than the schedule can have put them: they were
 * written while the clock stood in the future, and the watch would sleep until then.
 */
async function mendFarDueTimes(deps: TickerDeps): Promise<void> {
  const nowMs = deps.clock.nowMs();
  const watches = await deps.catalogue.listWatches({});
  for (const [index, watch] of watches.entries()) {
    if (index % 100 === 99) await setImmediate();
    const rightful = rightfulDueAt(watch, nowMs);
    if (rightful === null || watch.nextDueAt === null || watch.nextDueAt <= rightful) continue;
    await deps.catalogue.updateWatch(watch.id, {}, rightful);
    deps.log.warn(
      { stage: 'schedule', watch: watch.id, was: watch.nextDueAt, nextDueAt: rightful },
      'due time lay too far in the future (was the clock set?) and was brought back',
    );
  }
}

function rightfulDueAt(watch: Watch, nowMs: number): Instant | null {
  try {
    return nextDueAt(watch.every, watch.timezone, nowMs, watch.urlKey);
  } catch {
    return null; // A broken schedule is told when the watch is due.
  }
}

/** Runs the steps of ticks: none stops the next, and the same fault is not told at every tick. */
function attempting({ clock, log }: TickerDeps) {
  const told = new Map<string, { readonly fault: string; readonly atMs: number }>();
  return async (what: string, act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      const now = { fault: String(error), atMs: clock.nowMs() };
      const last = told.get(what);
      const isNews = last?.fault !== now.fault || Math.abs(now.atMs - last.atMs) >= SAY_AGAIN_MS;
      if (!isNews) return;
      told.set(what, now);
      log.error({ stage: 'schedule', err: error }, `${what} failed; every tick tries again`);
    }
  };
}

/** Node-cron writes to the console by itself; nothing of it is news to a person. */
function quietLogger(log: Logger) {
  const tell = (message: string | Error) => log.debug({ stage: 'schedule' }, String(message));
  return { info: tell, warn: tell, error: tell, debug: tell };
}
