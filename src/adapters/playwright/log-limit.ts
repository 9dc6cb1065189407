// The size of a growing network log -> a limit kept: bodies stand in it unpacked, so that a few
// kilobytes a page sends may become gigabytes of our disk (decompression bombs).
import { stat } from 'node:fs/promises';
import type { Clock } from '../../ports/clock.js';

export interface LogLimit {
  readonly path: string;
  /** Of the visit. */
  readonly maxBytes: number;
  /** The log has outgrown the visit: no more is to be loaded. */
  readonly whenFull: () => void;
  /** It goes on growing all the same. */
  readonly whenTwiceFull: () => void;
}

// Over TLS each byte stands there three times, in base64 (4/3); what is unpacked comes on top.
const LOG_BYTES_PER_BYTE = 4;
const LEAST_LOG_BYTES = 33_554_432;
const LOOK_EVERY_MS = 200;

/** Watches until the returned function is called. */
export function limitLog(limit: LogLimit, clock: Clock): () => void {
  const ending = new AbortController();
  const fullBytes = LEAST_LOG_BYTES + limit.maxBytes * LOG_BYTES_PER_BYTE;
  const watch = async (): Promise<void> => {
    let isFull = false;
    while (!ending.signal.aborted) {
      await clock.sleep(LOOK_EVERY_MS, ending.signal);
      const { size } = await stat(limit.path).catch(() => ({ size: 0 }));
      if (size > fullBytes && !isFull) limit.whenFull();
      isFull ||= size > fullBytes;
      if (size > fullBytes * 2) return limit.whenTwiceFull();
    }
  };
  void watch();
  return () => ending.abort();
}
