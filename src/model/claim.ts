// A claim: a statement on the page that someone cites.
import type { Instant } from './instant.js';

export type ClaimState = 'present' | 'altered' | 'absent' | 'unknown';

export interface Claim {
  /** `k` + its number on the watch, stable while the text stays: `k1`. */
  readonly id: string;
  readonly text: string;
  readonly state: ClaimState;
  /** Since when it has been in this state. */
  readonly since: Instant | null;
}

/** What one capture showed of one claim. */
export interface ClaimSighting {
  readonly id: string;
  readonly text: string;
  readonly state: ClaimState;
  /** The words found where the claim was expected, when altered. */
  readonly found: string | null;
  /** CSS path or URL of where it was found. */
  readonly where: string | null;
  /** True when it stands in the page but is not visible; the state is then `absent`. */
  readonly hidden: boolean;
}
