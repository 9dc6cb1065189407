// What time it is, and being woken later: the only source of time, so that tests can move it.

/**
 * Contract: `nowMs` never throws. `sleep` resolves after `ms` of this clock's time, or at once when
 * the signal aborts. Trust: the machine's clock is believed, and its health is recorded.
 */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  nowMs(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
