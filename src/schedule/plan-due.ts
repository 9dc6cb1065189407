// A watch whose time has come -> the jobs to queue, the gap to record, and when it is due again.
import { VestigeError } from '../errors.js';
import { type Instant, instantOf, msOf } from '../model/instant.js';
import type { Gap } from '../model/job.js';
import type { Watch } from '../model/watch.js';
import type { DuePlan } from '../ports/catalogue.js';
import { nextDueAt } from './next-due.js';

export interface PlanSettings {
  /** Share of the interval by which a start is delayed at most, 0 to 1. */
  readonly jitter: number;
}

/** Due times counted one by one; a gap with more says "at least". */
const MAX_COUNTED = 1000;

/**
 * Plans one due watch: a job for each vantage, delayed by chance within the jitter; the first look
 * at a page is never delayed.
 *
 * When more than one due time has passed, or the only one by more than half the interval, nobody
 * was looking: that gap is recorded once and caught up with by one capture per vantage, at once.
 * The next due time is always in the future, however far the clock has jumped.
 * @throws VestigeError INTERNAL for a watch that is not due at any time; Error for a broken schedule.
 */
export function planDue(
  watch: Watch,
  nowMs: number,
  settings: PlanSettings,
  random: () => number,
): DuePlan {
  const dueAt = watch.nextDueAt;
  if (dueAt === null) throw new VestigeError('INTERNAL', `watch ${watch.id} is not due by itself`);
  const dueMs = msOf(dueAt);
  const following = dueAfter(watch, dueMs);
  const intervalMs = following === null ? 0 : msOf(following) - dueMs;
  const gap = gapOf(watch, dueMs, nowMs, following, intervalMs);
  // Whoever has just registered a page waits for its first picture.
  const isFirst = watch.lastCaptureAt === null;
  const delays = gap === null && !isFirst;
  const delayMs = delays ? Math.floor(random() * settings.jitter * intervalMs) : 0;
  const notBefore = instantOf(Math.max(dueMs + delayMs, nowMs));
  const vantages = watch.vantages.length === 0 ? ['default'] : watch.vantages;
  return {
    watchId: watch.id,
    dueAt,
    jobs: vantages.map((vantage) => ({
      watchId: watch.id,
      vantage,
      reason: gap === null ? 'schedule' : 'catch-up',
      scheduledAt: dueAt,
      notBefore,
    })),
    gap,
    nextDueAt: dueAfter(watch, Math.max(dueMs, nowMs)),
  };
}

function dueAfter(watch: Watch, afterMs: number): Instant | null {
  return nextDueAt(watch.every, watch.timezone, afterMs, watch.urlKey);
}

function gapOf(
  watch: Watch,
  dueMs: number,
  nowMs: number,
  following: Instant | null,
  intervalMs: number,
): DuePlan['gap'] {
  if (following === null) return null;
  if (nowMs < msOf(following) && nowMs - dueMs <= intervalMs / 2) return null;
  const missed = countDue(watch, dueMs, nowMs);
  const gap: Gap = {
    watchId: watch.id,
    from: instantOf(dueMs),
    to: instantOf(nowMs),
    missed,
    reason:
      'nobody looked when it was due: the service was not running, the machine slept, or its clock was set' +
      (missed === MAX_COUNTED ? '; at least so many due times' : ''),
  };
  const outcome = `gap from ${gap.from}, ${missed} missed`;
  return {
    ...gap,
    entry: { v: 1, type: 'gap', at: gap.to, target: null, manifest: null, outcome },
  };
}

/** Due times from `dueMs` to `nowMs`, both included. */
function countDue(watch: Watch, dueMs: number, nowMs: number): number {
  let count = 0;
  for (let atMs: number | null = dueMs; atMs !== null && atMs <= nowMs; ) {
    count += 1;
    if (count === MAX_COUNTED) return count;
    const next = dueAfter(watch, atMs);
    atMs = next === null ? null : msOf(next);
  }
  return count;
}
