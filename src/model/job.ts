// A job: one capture that is to be made, in the durable queue.
import type { CaptureId, WatchId } from './id.js';
import type { Instant } from './instant.js';

export type JobReason = 'schedule' | 'catch-up' | 'recheck' | 'manual';

export interface JobDraft {
  readonly watchId: WatchId;
  readonly vantage: string;
  readonly reason: JobReason;
  readonly scheduledAt: Instant;
  /** Not to be started before. */
  readonly notBefore: Instant;
}

/** A job in the hands of one worker until its lease ends. */
export interface LeasedJob extends JobDraft {
  readonly id: number;
  /** The id the capture will have: an attempt is on record before it begins. */
  readonly captureId: CaptureId;
  readonly attempt: number;
  readonly owner: string;
  readonly startedAt: Instant;
  readonly leaseUntil: Instant;
}

/** An attempt whose worker died: it is still owed a capture that says so. */
export interface LostAttempt {
  readonly captureId: CaptureId;
  readonly watchId: WatchId;
  readonly vantage: string;
  readonly attempt: number;
  readonly scheduledAt: Instant;
  readonly startedAt: Instant;
}

/** Gaps of many watches that ended together: the machine was off, or its line was down. */
export interface GapSpan {
  readonly from: Instant;
  readonly to: Instant;
  readonly watches: number;
  readonly missed: number;
  readonly reason: string;
}

/** A time nobody was looking although a watch was due. */
export interface Gap {
  readonly watchId: WatchId;
  readonly from: Instant;
  readonly to: Instant;
  /** How many due times fell into it. */
  readonly missed: number;
  readonly reason: string;
}
