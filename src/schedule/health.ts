// Captures that fail through the machine's fault, one after another -> growing pauses, until one works.
import type { Logger } from 'pino';

/** How the machine fares, over all workers of this process. */
export interface Health {
  /** How long to wait before the next job; 0 while all is well. */
  pauseMs(): number;
  works(): void;
  /** A fault that the next job would meet as well. */
  fails(): void;
  /** A visit that no browser could make; only several in a row tell of the machine. */
  notMade(): void;
}

/** One after another; the last goes on until the machine is well. */
const PAUSES_MS = [30_000, 60_000, 120_000, 300_000, 600_000] as const;
/** One page may kill its browser; so many in a row are no accident. */
const NOT_MADE_IN_A_ROW = 3;

/** A machine that is well until it is told otherwise. */
export function watchHealth(log: Logger): Health {
  let faults = 0;
  let notMade = 0;
  const pauseMs = () => PAUSES_MS[Math.min(faults, PAUSES_MS.length) - 1] ?? 0;
  const fails = () => {
    faults += 1;
    const facts = { stage: 'schedule', faults, pauseMs: pauseMs() };
    log.error(facts, 'captures fail through a fault of this machine; `vestige doctor` says which');
  };
  return {
    pauseMs,
    fails,
    works() {
      faults = 0;
      notMade = 0;
    },
    notMade() {
      notMade += 1;
      if (notMade >= NOT_MADE_IN_A_ROW) fails();
    },
  };
}
