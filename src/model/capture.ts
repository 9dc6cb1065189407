// A capture: one visit at one time from one vantage, whatever came of it.
import type { Change } from './change.js';
import type { ClaimSighting } from './claim.js';
import type { Digest } from './digest.js';
import type { CaptureId, WatchId } from './id.js';
import type { Instant } from './instant.js';
import type { Observation } from './observation.js';
import type { Redirect } from './snapshot.js';
import type { Level, PageStateName } from './state.js';

export interface Capture {
  readonly id: CaptureId;
  readonly watchId: WatchId;
  readonly url: string;
  readonly finalUrl: string | null;
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  readonly vantage: string;
  readonly attempt: number;
  /** HTTP status of the main document, or null when none came. */
  readonly status: number | null;
  readonly redirects: readonly Redirect[];
  readonly title: string | null;
  readonly observation: Observation;
  /** The page's state once this capture was counted. */
  readonly state: PageStateName;
  readonly level: Level;
  /** The good capture it was compared with, or null. */
  readonly comparedWith: CaptureId | null;
  /** Null where comparing did not finish in time; said, never hidden. */
  readonly changes: readonly Change[] | null;
  readonly claims: readonly ClaimSighting[];
  readonly manifest: Digest;
  /** Sequence number of its log entry. */
  readonly logIndex: number;
  readonly files: CaptureFiles;
}

export interface CaptureFiles {
  readonly screenshot: Digest | null;
  readonly thumbnail: Digest | null;
  /** Entity body of the main response, content-coding as sent. */
  readonly html: Digest | null;
  readonly dom: Digest | null;
  readonly text: Digest | null;
}
