// The machine's own clock, as the port has it.
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../ports/clock.js';

/** Node's timers fire at once for longer waits (2^31 - 1 ms). */
const MAX_TIMER_MS = 2_147_483_647;

/** The clock of this machine. */
export function createSystemClock(): Clock {
  return {
    nowMs: () => Date.now(),
    async sleep(ms, signal) {
      for (let leftMs = ms; leftMs > 0 && signal?.aborted !== true; leftMs -= MAX_TIMER_MS) {
        const options = signal === undefined ? {} : { signal };
        await delay(Math.min(leftMs, MAX_TIMER_MS), undefined, options).catch(ignoreAbort);
      }
    },
  };
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
}
