// A clock that was set, or a machine that slept -> leases that neither end early nor never.
import type { Logger } from 'pino';
import { instantOf } from '../model/instant.js';
import type { Catalogue } from '../ports/catalogue.js';
import type { Clock } from '../ports/clock.js';

interface ClockStepsDeps {
  readonly catalogue: Pick<Catalogue, 'restartLeases'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A smaller step is a clock being kept in time, or a process that was busy. */
const STEP_MS = 60 * 1000;

export type ClockStep = 'start' | 'back' | 'forward' | null;

/**
 * Tells, at each look, how the clock was set since the last; to be called every few seconds, before
 * anything is decided by the time. A lease begins anew then: whoever lives renews it long before it
 * ends, and nobody's ends because an hour was skipped, or in a year because it was begun in the
 * future.
 */
export function watchClock(deps: ClockStepsDeps, leaseMs: number): () => Promise<ClockStep> {
  const { catalogue, clock, log } = deps;
  let lastMs: number | null = null;
  return async () => {
    const nowMs = clock.nowMs();
    const step = stepOf(lastMs, nowMs);
    if (step !== null) {
      await catalogue.restartLeases(instantOf(nowMs + leaseMs), step === 'start' ? 'later' : 'all');
    }
    if (step === 'back' || step === 'forward') {
      const facts = { stage: 'schedule', was: instantOf(lastMs ?? nowMs), now: instantOf(nowMs) };
      log.warn(facts, `${TOLD[step]}; leases begin anew, and what is due is looked at afresh`);
    }
    lastMs = nowMs;
    return step;
  };
}

const TOLD = {
  back: 'the clock was set back: times in the log are not in order here',
  forward: 'the clock was set forward, or the machine slept',
};

function stepOf(lastMs: number | null, nowMs: number): ClockStep {
  if (lastMs === null) return 'start';
  if (nowMs < lastMs - STEP_MS) return 'back';
  return nowMs > lastMs + STEP_MS ? 'forward' : null;
}
