// One more sighting -> what the sightings say about the page by now. A good capture proves a page
// live at once; anything else has to be confirmed, over time and from more than one place.
import { type Instant, msOf } from '../model/instant.js';
import { groupOf, type ObservationClass } from '../model/observation.js';
import type { Level, PageState, PageStateName, Sighting } from '../model/state.js';
import { isFlapping, splitByVantage } from './steadiness.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Only abstentions for so many captures, and for so long: somebody has to look (detection.md). */
const BLIND_AFTER = 5;
const BLIND_SPAN_MS = 48 * HOUR_MS;
const ESTABLISHED_SPAN_MS = 7 * DAY_MS;
const ESTABLISHED_CHECKS = 3;
const ESTABLISHED_GAP_MS = 3 * DAY_MS;
/** Nagios' window. */
const RECENT_KEPT = 21;
const SUPPORT_KEPT = 32;

/** When a suspicion counts as confirmed; the config's `confirmation`. */
export interface Confirmation {
  readonly observations: number;
  readonly vantages: number;
  readonly minSpanMs: number;
  readonly recheckMs: readonly number[];
}

/** The page's state once `sighting` is counted, and in how long to look again out of turn. */
export interface Advance {
  readonly page: PageState;
  readonly recheckInMs: number | null;
}

/** Counts one sighting. Abstentions never move a state; enough of them make it `blind`. */
export function advanceState(
  previous: PageState,
  sighting: Sighting,
  confirmation: Confirmation,
  options: { readonly vantagesConfigured: number },
): Advance {
  const recent = [...previous.recent, sighting].slice(-RECENT_KEPT);
  const counted = { ...previous, recent, version: previous.version + 1 };
  const target = stateOf(sighting.class);
  if (target === null) return withRecheck(abstained(counted, sighting), confirmation);
  const lastGood = target === 'live' ? sighting.capture : previous.lastGood;
  const split = splitByVantage(recent, stateOf);
  const name = split ? 'split' : settle(previous, sighting.class, recent, confirmation);
  const stays = name === previous.state;
  const agrees = name === target || split;
  const support = stays
    ? agrees
      ? grow(previous.support, sighting)
      : previous.support
    : runOf(recent, target);
  const page: PageState = {
    ...counted,
    state: name,
    since: stays ? previous.since : sighting.at,
    lastGood,
    support,
    rechecksAsked: stays ? previous.rechecksAsked : 0,
    level: levelOf({ name, previous, support, recent, stays, confirmation, options }),
  };
  return withRecheck(page, confirmation);
}

/** The state a class speaks for; null for classes that say nothing about the site. */
export function stateOf(name: ObservationClass): PageStateName | null {
  switch (name) {
    case 'ok':
    case 'partial':
      return 'live';
    // Another page in its place: what was there is not there any more.
    case 'replaced':
      return 'gone';
    case 'moved':
    case 'moved-domain':
      return 'moved';
    case 'icp-block':
    case 'host-suspended':
    case 'default-server':
      return 'provider-blocked';
    case 'domain-expired':
    case 'parked':
    case 'domain-hold':
    // The name is not there any more, whoever took it away.
    case 'nxdomain':
      return 'domain-lost';
    case 'geo-denied':
      return 'walled';
    case 'vantage-split':
      return 'split';
    default:
      break;
  }
  const states = {
    abstain: null,
    gone: 'gone',
    redirected: 'redirected-away',
    walled: 'walled',
    // Maintenance and construction; the others of the group stand above.
    host: 'unreachable',
    network: 'unreachable',
    between: 'unreachable',
    other: 'hijacked',
    genuine: 'live',
  } as const;
  return states[groupOf(name)];
}

/** True for a state in which the page itself can no longer be seen at its address. */
export function isGoneLike(name: PageStateName): boolean {
  return name !== 'live' && name !== 'unknown' && name !== 'blind';
}

// A confirmed loss is not undone by another kind of failure: a dead page on a host that hiccups
// stays gone until the other failure has been seen as often as a confirmation asks. What says more
// than was known is taken at once: a site in other hands, any answer after none, a loss after a move.
function settle(
  previous: PageState,
  seen: ObservationClass,
  recent: readonly Sighting[],
  confirmation: Confirmation,
): PageStateName {
  const target = stateOf(seen) ?? previous.state;
  const firm = previous.level === 'confirmed' || previous.level === 'established';
  if (!firm || !isGoneLike(previous.state) || target === 'live') return target;
  if ((target === 'domain-lost' && seen !== 'nxdomain') || target === 'hijacked') return target;
  if (previous.state === 'unreachable') return target;
  // Behind a wall nobody saw whether it is there.
  if (previous.state === 'walled' && groupOf(seen) === 'gone') return target;
  if (previous.state === 'moved' && target !== 'unreachable') return target;
  const run = recent.filter((one) => stateOf(one.class) !== null).slice(-confirmation.observations);
  const steady =
    run.length >= confirmation.observations && run.every((one) => stateOf(one.class) === target);
  return steady ? target : previous.state;
}

function levelOf(around: {
  readonly name: PageStateName;
  readonly previous: PageState;
  readonly support: readonly Sighting[];
  readonly recent: readonly Sighting[];
  readonly stays: boolean;
  readonly confirmation: Confirmation;
  readonly options: { readonly vantagesConfigured: number };
}): Level {
  const { name, previous, support, recent, stays, confirmation, options } = around;
  if (name !== 'split' && isFlapping(recent, previous.level === 'flapping', stateOf)) {
    return 'flapping';
  }
  const confirmed = isConfirmed(support, confirmation, options.vantagesConfigured);
  if (name !== 'live') {
    if (!confirmed) return 'provisional';
    return isEstablished(support) ? 'established' : 'confirmed';
  }
  if (isEstablished(support)) return 'established';
  // Seen good once, a page is live; back from a loss it is "recovered" until that is confirmed.
  const cameBack = !stays && isGoneLike(previous.state);
  const recovering = stays && (previous.level === 'recovered' || previous.level === 'flapping');
  if (cameBack || (recovering && !confirmed)) return 'recovered';
  return 'confirmed';
}

function isConfirmed(
  support: readonly Sighting[],
  confirmation: Confirmation,
  vantagesConfigured: number,
): boolean {
  const vantages = new Set(support.map((one) => one.vantage)).size;
  const asked = Math.min(confirmation.vantages, Math.max(1, vantagesConfigured));
  return (
    support.length >= confirmation.observations &&
    vantages >= asked &&
    spanMs(support[0]?.at, support.at(-1)?.at) >= confirmation.minSpanMs
  );
}

/** Seven days, or three checks at least three days apart (IABot). */
function isEstablished(support: readonly Sighting[]): boolean {
  if (spanMs(support[0]?.at, support.at(-1)?.at) >= ESTABLISHED_SPAN_MS) return true;
  let checks = 0;
  let last: Instant | undefined;
  for (const { at } of support) {
    if (last !== undefined && spanMs(last, at) < ESTABLISHED_GAP_MS) continue;
    checks += 1;
    last = at;
  }
  return checks >= ESTABLISHED_CHECKS;
}

function abstained(page: PageState, sighting: Sighting): PageState {
  const lastSeen = page.support.at(-1)?.at ?? page.since;
  const since = page.since ?? sighting.at;
  if (page.state === 'blind') return { ...page, since };
  const run =
    page.recent.length - 1 - page.recent.findLastIndex((one) => stateOf(one.class) !== null);
  const first = page.recent[page.recent.length - run]?.at ?? sighting.at;
  // A window full of abstentions has lost its beginning; then the last real sighting counts.
  const from = run < RECENT_KEPT ? first : (lastSeen ?? first);
  if (run >= BLIND_AFTER && spanMs(from, sighting.at) >= BLIND_SPAN_MS) {
    return { ...page, state: 'blind', level: 'confirmed', since: sighting.at, support: [] };
  }
  return { ...page, since };
}

function withRecheck(page: PageState, confirmation: Confirmation): Advance {
  const suspicious = isGoneLike(page.state) && page.level === 'provisional';
  const recheckInMs = suspicious ? (confirmation.recheckMs[page.rechecksAsked] ?? null) : null;
  if (recheckInMs === null) return { page, recheckInMs };
  return { page: { ...page, rechecksAsked: page.rechecksAsked + 1 }, recheckInMs };
}

/**
 * In how long to look again after changes that opened a flag: they are confirmed sooner, and what is
 * another at each of looks minutes apart moves by itself (detection.md, Noise).
 */
export function recheckChanges(
  page: PageState,
  { recheckMs }: Pick<Confirmation, 'recheckMs'>,
  hasOpened: boolean,
): Advance {
  if (page.state !== 'live') return { page, recheckInMs: null };
  if (!hasOpened) return { page: { ...page, rechecksAsked: 0 }, recheckInMs: null };
  const recheckInMs = recheckMs[page.rechecksAsked] ?? null;
  const rechecksAsked = page.rechecksAsked + (recheckInMs === null ? 0 : 1);
  return { page: { ...page, rechecksAsked }, recheckInMs };
}

/** The newest sightings that agree without a break. */
function runOf(recent: readonly Sighting[], target: PageStateName): readonly Sighting[] {
  const telling = recent.filter((one) => stateOf(one.class) !== null);
  return telling.slice(telling.findLastIndex((one) => stateOf(one.class) !== target) + 1);
}

/** The first sighting stays, so that the span is never lost. */
function grow(support: readonly Sighting[], sighting: Sighting): readonly Sighting[] {
  const all = [...support, sighting];
  return all.length <= SUPPORT_KEPT ? all : [...all.slice(0, 1), ...all.slice(2)];
}

function spanMs(from: Instant | undefined | null, to: Instant | undefined): number {
  return from === undefined || from === null || to === undefined ? 0 : msOf(to) - msOf(from);
}
