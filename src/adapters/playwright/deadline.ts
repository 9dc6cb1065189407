// One limit for a whole visit, shared out among its steps, on a clock that nobody can set back.
import type { Clock } from '../../ports/clock.js';

export interface Deadline {
  /** Never below zero. */
  remainingMs(): number;
  /** The same limit, that much earlier: what later steps need. */
  earlier(byMs: number): Deadline;
}

/** A limit `timeoutMs` from now. */
export function deadlineIn(timeoutMs: number): Deadline {
  const from = (endsAtMs: number): Deadline => ({
    remainingMs: () => Math.max(0, endsAtMs - performance.now()),
    earlier: (byMs) => from(endsAtMs - byMs),
  });
  return from(performance.now() + timeoutMs);
}

/** What the work gives, or null when it fails or `maxMs` passes first; the work itself goes on. */
export async function within<T>(clock: Clock, maxMs: number, work: Promise<T>): Promise<T | null> {
  const waiting = new AbortController();
  const tooLate = clock.sleep(maxMs, waiting.signal).then(() => null);
  try {
    return await Promise.race([work.catch(() => null), tooLate]);
  } finally {
    waiting.abort();
  }
}
