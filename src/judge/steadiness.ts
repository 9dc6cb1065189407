// The newest sightings -> does the state flap, and do the vantages disagree?
import type { ObservationClass } from '../model/observation.js';
import type { PageStateName, Sighting } from '../model/state.js';

/** Nagios' thresholds for the weighted share of changes among the last 21 results. */
const HIGH = 0.3;
const LOW = 0.15;
const WINDOW = 21;

type StateOf = (name: ObservationClass) => PageStateName | null;

/** True while the state changes too often to be told each time; hysteresis as Nagios has it. */
export function isFlapping(
  recent: readonly Sighting[],
  wasFlapping: boolean,
  stateOf: StateOf,
): boolean {
  const shares = [...perVantage(recent, stateOf).values()].map(changeShare);
  return Math.max(0, ...shares) >= (wasFlapping ? LOW : HIGH);
}

/**
 * True when at least two vantages are each steady and one sees the page while another does not
 * (the 2 × 2 rule: A1 = A2, B1 = B2, A ≠ B).
 */
export function splitByVantage(recent: readonly Sighting[], stateOf: StateOf): boolean {
  const steady = [...perVantage(recent, stateOf).values()].flatMap((sightings) => {
    const [a, b] = sightings.slice(-2);
    return a !== undefined && b !== undefined && a.state === b.state ? [{ first: a, last: b }] : [];
  });
  return steady.some((one) =>
    steady.some(
      (other) =>
        one.last.state === 'live' &&
        other.last.state !== 'live' &&
        // Interleaved: an old good look from elsewhere does not contradict a new loss.
        one.last.index > other.first.index &&
        other.last.index > one.first.index,
    ),
  );
}

interface Placed {
  readonly state: PageStateName;
  readonly index: number;
}

function perVantage(
  recent: readonly Sighting[],
  stateOf: StateOf,
): ReadonlyMap<string, readonly Placed[]> {
  const found = new Map<string, Placed[]>();
  recent.forEach(({ vantage, class: name }, index) => {
    const state = stateOf(name);
    if (state === null) return;
    const list = found.get(vantage);
    if (list === undefined) found.set(vantage, [{ state, index }]);
    else list.push({ state, index });
  });
  return found;
}

// Newer changes weigh more, from 0.8 for the oldest place of the window to 1.2 for the newest.
function changeShare(states: readonly Placed[]): number {
  const places = WINDOW - 1;
  const offset = WINDOW - states.length;
  let sum = 0;
  for (let i = 1; i < states.length; i += 1) {
    if (states[i]?.state !== states[i - 1]?.state)
      sum += 0.8 + (0.4 * (offset + i - 1)) / (places - 1);
  }
  return sum / places;
}
