// Who publishes what nobody could know before: the lower bound of our times.
import type { BeaconRound } from '../model/snapshot.js';

/**
 * Contract: the newest round, at most a minute old, its signature checked; null where the beacon cannot
 * be had, which is told in the log and never holds up a capture for longer than a few seconds.
 * Trust: what comes back is hostile until its signature is checked.
 */
export interface Beacon {
  newest(): Promise<BeaconRound | null>;
}
