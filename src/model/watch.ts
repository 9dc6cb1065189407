// A watch: one URL of one case, its schedule, and the claims people cite from it.
import type { Claim } from './claim.js';
import type { WatchId } from './id.js';
import type { Instant } from './instant.js';
import type { PageState } from './state.js';

/** What a person says when registering a URL; `url` exactly as typed. */
export interface WatchDraft {
  readonly url: string;
  /** The URL's identity (register/normalise-url); two spellings of one address share it. */
  readonly urlKey: string;
  readonly caseName: string;
  readonly labels: readonly string[];
  /** A cron expression, or `hourly`, `daily`, `weekly`, `manual`. */
  readonly every: string;
  /** IANA time zone in which `every` is read. */
  readonly timezone: string;
  readonly claims: readonly string[];
  /** Words whose substitution matters. */
  readonly terms: readonly string[];
  /** CSS selectors left out of comparing; never out of what is stored. */
  readonly ignore: readonly string[];
  /** CSS selectors to which comparing is limited; empty: the whole page. */
  readonly select: readonly string[];
  /** Names of vantages to look from; empty: `default`. */
  readonly vantages: readonly string[];
  /** BCP 47 tag sent as Accept-Language, or null. */
  readonly language: string | null;
  readonly note: string;
}

/** The options of a watch that can be changed later. */
export type WatchPatch = Partial<Omit<WatchDraft, 'url' | 'urlKey'>> & {
  readonly paused?: boolean;
};

export interface Watch extends Omit<WatchDraft, 'claims'> {
  readonly id: WatchId;
  readonly host: string;
  readonly createdAt: Instant;
  readonly paused: boolean;
  /** When watching stopped; its history stays. */
  readonly removedAt: Instant | null;
  readonly claims: readonly Claim[];
  readonly page: PageState;
  readonly lastCaptureAt: Instant | null;
  /** Null: never by itself (manual, paused or removed). */
  readonly nextDueAt: Instant | null;
}
