// A round of a beacon -> when it became known. Apart from its signature: the curve is a large import.
import { type Instant, instantOf } from '../model/instant.js';
import type { BeaconRound } from '../model/snapshot.js';

/** When the round became known to anybody. */
export function roundInstant({ genesisTimeS, periodS, round }: BeaconRound): Instant {
  return instantOf((genesisTimeS + (round - 1) * periodS) * 1000);
}
