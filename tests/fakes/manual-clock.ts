// A clock that stands still until a test moves it; sleepers wake in the order of their time.
import type { Clock } from '../../src/ports/clock.js';

interface Sleeper {
  readonly wakeAtMs: number;
  readonly wake: () => void;
}

export interface ManualClock extends Clock {
  /** Moves time on by `ms`, waking sleepers one after the other at their own times. */
  tick(ms: number): Promise<void>;
  /** Sets the clock as a person or NTP would, forward or back, waking nobody. */
  set(ms: number): void;
  /** How many are asleep. */
  sleepers(): number;
}

/** A clock that shows `startMs` until it is moved. */
export function createManualClock(startMs = Date.UTC(2026, 0, 1)): ManualClock {
  let nowMs = startMs;
  let sleeping: Sleeper[] = [];

  return {
    nowMs: () => nowMs,
    sleep(ms, signal) {
      if (ms <= 0 || signal?.aborted === true) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = () => {
          sleeping = sleeping.filter((other) => other !== sleeper);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper: Sleeper = { wakeAtMs: nowMs + ms, wake };
        sleeping.push(sleeper);
        signal?.addEventListener('abort', wake, { once: true });
      });
    },
    async tick(ms) {
      const untilMs = nowMs + ms;
      for (;;) {
        await settle();
        const [next] = sleeping
          .filter(({ wakeAtMs }) => wakeAtMs <= untilMs)
          .sort((a, b) => a.wakeAtMs - b.wakeAtMs);
        if (next === undefined) break;
        nowMs = Math.max(nowMs, next.wakeAtMs);
        next.wake();
      }
      nowMs = untilMs;
      await settle();
    },
    set(ms) {
      nowMs = ms;
    },
    sleepers: () => sleeping.length,
  };
}

/** Lets everything that is ready to go on run, until only sleepers and real I/O are left. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
