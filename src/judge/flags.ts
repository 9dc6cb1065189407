// A capture, the state before and after it, and the open flags -> which flags open, grow, close.
// A flag opens at the first suspicion; how loud it is grows with the state's level.
import type { Capture } from '../model/capture.js';
import {
  type Change,
  type ChangeKind,
  isLoud,
  SEVERITIES,
  type Severity,
} from '../model/change.js';
import type { Flag, FlagKind } from '../model/flag.js';
import { newFlagId } from '../model/id.js';
import { type Instant, msOf } from '../model/instant.js';
import { groupOf, isGood, type Observation } from '../model/observation.js';
import type { PageState, PageStateName } from '../model/state.js';
import type { Watch } from '../model/watch.js';
import type { FlagMove } from '../ports/catalogue.js';
import { byNeed, followUp, tellChanges } from './change-flags.js';
import { saidToBeAt } from './named-address.js';
import { isGoneLike } from './state.js';
import { sayInstant } from './summary.js';

/** What deciding about flags looks at. */
export interface FlagInput {
  readonly watch: Watch;
  readonly capture: Omit<Capture, 'logIndex'>;
  readonly previous: PageState;
  readonly page: PageState;
  /** Open flags of this watch; with `hostPages`, also the `site` flags of its host. */
  readonly openFlags: readonly Flag[];
  /** Changes against the last good capture; null where comparing did not finish. */
  readonly changes: readonly Change[] | null;
  readonly now: Instant;
  /** By today's rules an earlier capture showed the same: the rules changed, and not the page. */
  readonly wasSoBefore?: boolean;
  /** Every watched page of the host with its newest class, this one included; for `site` flags. */
  readonly hostPages?: readonly HostPage[];
}

/** One watched page of a host. */
export interface HostPage {
  readonly watchId: Watch['id'];
  readonly state: PageStateName;
  /** Class of its newest sighting, or null. */
  readonly class: string | null;
}

const SITE_PAGES = 3;
const SITE_SHARE = 0.5;

const INFRASTRUCTURE: ReadonlySet<ChangeKind> = new Set([
  'ip-changed',
  'asn-changed',
  'nameserver-changed',
  'certificate-changed',
  'cdn-added',
  'server-changed',
  'icp-number-changed',
  'analytics-id-changed',
  'sitemap-shrank',
]);

/** Every move one capture asks for. */
export function decideFlags(input: FlagInput): readonly FlagMove[] {
  return [
    ...lossMoves(input),
    ...restoredMoves(input),
    ...blindMoves(input),
    ...changeMoves(input),
    ...siteClosing(input),
  ];
}

/** The kind of flag a state asks for, or null. */
function kindOf(state: PageStateName): FlagKind | null {
  if (state === 'walled' || state === 'split') return 'access';
  return isGoneLike(state) ? 'takedown' : null;
}

function severityOf({ state, level }: PageState, seen: Observation): Severity {
  const firm = level === 'confirmed' || level === 'established';
  // One resolver may err once.
  if (seen.class === 'nxdomain' && !firm) return 'medium';
  // That the page stands elsewhere is only said, and nobody has seen it there.
  const isOnlySaid = saidToBeAt(seen) !== null;
  if (state === 'unreachable' || (state === 'moved' && !isOnlySaid) || state === 'split') {
    return firm ? 'high' : 'medium';
  }
  if (state === 'walled') return 'high';
  return firm ? 'critical' : 'high';
}

function lossMoves(input: FlagInput): readonly FlagMove[] {
  const { page, openFlags, capture, now } = input;
  const kind = kindOf(page.state);
  const standing = openFlags.filter(
    (flag) =>
      flag.watchId === input.watch.id && (flag.kind === 'takedown' || flag.kind === 'access'),
  );
  if (kind === null) {
    // While it flaps, one flag stays open for all the coming and going.
    if (page.state !== 'live') return [];
    if (page.level === 'flapping') return standing.flatMap((flag) => growth(flag, input));
    return standing.map((flag) => ({ move: 'close', id: flag.id, at: now }));
  }
  // An abstention tells nothing new about a loss that is already told.
  if (capture.observation.abstain) return [];
  const closing = standing
    .filter((flag) => flag.kind !== kind)
    .map((flag): FlagMove => ({ move: 'close', id: flag.id, at: now }));
  const same = standing.find((flag) => flag.kind === kind);
  if (same !== undefined) return [...closing, ...growth(same, input)];
  if (input.wasSoBefore === true) return closing;
  if (hasFallenSite(input)) {
    const site = openFlags.some((flag) => flag.kind === 'site');
    return site ? closing : [...closing, openSite(input)];
  }
  return [...closing, opened(input, kind, severityOf(page, capture.observation), summaryOf(input))];
}

function growth(flag: Flag, input: FlagInput): readonly FlagMove[] {
  const { page, capture } = input;
  // A blip of another kind that did not move the state does not rename the flag.
  const speaks = page.support.at(-1)?.capture === capture.id;
  const name = speaks ? capture.observation.class : flag.class;
  const severity = page.state === 'live' ? flag.severity : severityOf(page, capture.observation);
  if (flag.level === page.level && flag.class === name && flag.severity === severity) return [];
  const summary = speaks ? summaryOf(input) : flag.summary;
  const { id, changes } = flag;
  return [{ move: 'update', id, level: page.level, severity, class: name, summary, changes }];
}

function summaryOf({ page, capture }: FlagInput): string {
  const places = new Set(page.support.map((one) => one.vantage)).size;
  const times = page.support.length;
  if (times < 2) return capture.observation.summary;
  const from = places === 1 ? 'from a single vantage' : `from ${places} vantages`;
  return `${capture.observation.summary} Seen so ${times} times${sinceOf(page)}, ${from}.`;
}

function restoredMoves(input: FlagInput): readonly FlagMove[] {
  const { page, previous, capture, openFlags, now } = input;
  const open = openFlags.filter((flag) => flag.kind === 'restored');
  const closing = (): readonly FlagMove[] =>
    open.map((flag) => ({ move: 'close', id: flag.id, at: now }));
  if (page.state !== 'live') return isGoneLike(page.state) ? closing() : [];
  // Gone, then unseen for long, then back: a return as well.
  const wasLost =
    isGoneLike(previous.state) ||
    (previous.state === 'blind' && openFlags.some((flag) => flag.kind === 'takedown'));
  if (wasLost && page.level !== 'flapping' && input.wasSoBefore !== true) {
    const weighty = telling(input.changes);
    const wasFirm = previous.level !== 'provisional';
    const severity = worst(weighty) ?? (wasFirm ? 'medium' : 'info');
    const since = sinceOf(previous);
    const difference =
      input.changes === null
        ? 'It could not be compared with the last good capture in time.'
        : weighty.length === 0
          ? 'Nothing that matters differs from the last good capture.'
          : `${weighty.length} ${weighty.length === 1 ? 'change' : 'changes'} against the last good capture: ${byNeed(weighty)[0]?.summary ?? ''}`;
    const summary = `${capture.observation.summary} It had been ${previous.state}${since}. ${difference}`;
    return [opened({ ...input, changes: input.changes ?? [] }, 'restored', severity, summary)];
  }
  return page.level === 'recovered' || page.level === 'flapping' ? [] : closing();
}

function blindMoves(input: FlagInput): readonly FlagMove[] {
  const { page, previous, openFlags, now } = input;
  if (page.state === 'blind') {
    if (previous.state === 'blind' || openFlags.some((flag) => flag.kind === 'blind')) return [];
    const since = sayInstant(abstainingSince(page));
    const summary = `${input.capture.observation.summary} No capture since ${since} has shown the page or its absence: a person has to look.`;
    return [opened(input, 'blind', 'high', summary)];
  }
  return openFlags
    .filter((flag) => flag.kind === 'blind')
    .map((flag) => ({ move: 'close', id: flag.id, at: now }));
}

/** When the unbroken run of abstentions began, as far as it is remembered. */
function abstainingSince({ recent }: PageState): Instant {
  const lastSeen = recent.findLastIndex((one) => groupOf(one.class) !== 'abstain');
  return recent[lastSeen + 1]?.at ?? recent.at(-1)?.at ?? '';
}

function sinceOf({ since }: PageState): string {
  return since === null ? '' : ` since ${sayInstant(since)}`;
}

function changeMoves(input: FlagInput): readonly FlagMove[] {
  const { openFlags, capture } = input;
  if (!isGood(capture.observation.class)) return [];
  const weighty = telling(input.changes);
  const content = weighty.filter((change) => !INFRASTRUCTURE.has(change.kind));
  const behind = weighty.filter((change) => INFRASTRUCTURE.has(change.kind));
  const moves: FlagMove[] = [];
  if (content.length > 0) moves.push(openedForChanges(input, 'change', content));
  if (behind.length > 0) moves.push(openedForChanges(input, 'infrastructure', behind));
  const { changes, now } = input;
  if (changes === null) return moves;
  const look = { ...capture, changes, at: capture.startedAt, now };
  const awaited = openFlags.filter(
    (flag) =>
      flag.level === 'provisional' && (flag.kind === 'change' || flag.kind === 'infrastructure'),
  );
  return [...moves, ...awaited.flatMap((flag) => followUp(flag, look))];
}

function openedForChanges(
  input: FlagInput,
  kind: 'change' | 'infrastructure',
  changes: readonly Change[],
): FlagMove {
  const [first] = byNeed(changes);
  const summary = `From ${input.capture.vantage}, on ${sayInstant(input.capture.startedAt)}: ${tellChanges(changes)}`;
  return {
    move: 'open',
    flag: {
      ...base(input, kind),
      class: first?.kind ?? 'noise',
      level: 'provisional',
      severity: worst(changes) ?? 'high',
      summary,
      changes,
      lastGood: input.capture.comparedWith,
    },
  };
}

function opened(input: FlagInput, kind: FlagKind, severity: Severity, summary: string): FlagMove {
  const changes = kind === 'restored' ? (input.changes ?? []) : [];
  const { level } = input.page;
  const name = input.capture.observation.class;
  return {
    move: 'open',
    flag: { ...base(input, kind), class: name, level, severity, summary, changes },
  };
}

function base(input: FlagInput, kind: FlagKind) {
  const { watch, capture, now, page, previous } = input;
  return {
    id: newFlagId(msOf(now)),
    watchId: watch.id,
    url: watch.url,
    kind,
    openedAt: now,
    capture: capture.id,
    // What the page looked like before: never this capture itself.
    lastGood: kind === 'restored' ? previous.lastGood : page.lastGood,
  };
}

/** True when most watched pages of the host show the same loss: one event, not many (veto V-4). */
function hasFallenSite(input: FlagInput): boolean {
  const pages = input.hostPages ?? [];
  const fallen = pages.filter((one) => isLike(one, input));
  return fallen.length >= SITE_PAGES && fallen.length / pages.length > SITE_SHARE;
}

function isLike(one: HostPage, { watch, page, capture }: FlagInput): boolean {
  if (one.watchId === watch.id) return isGoneLike(page.state);
  return one.state === page.state && one.class === capture.observation.class;
}

function openSite(input: FlagInput): FlagMove {
  const pages = input.hostPages ?? [];
  const fallen = pages.filter((one) => isLike(one, input)).length;
  const summary = `${fallen} of ${pages.length} watched pages of ${input.watch.host} fell together. ${input.capture.observation.summary}`;
  return opened(input, 'site', severityOf(input.page, input.capture.observation), summary);
}

function siteClosing(input: FlagInput): readonly FlagMove[] {
  if (input.hostPages === undefined || input.page.state !== 'live') return [];
  const fallen = input.hostPages.filter(
    (one) => one.watchId !== input.watch.id && isGoneLike(one.state),
  );
  if (fallen.length / Math.max(1, input.hostPages.length) > SITE_SHARE) return [];
  return input.openFlags
    .filter((flag) => flag.kind === 'site')
    .map((flag) => ({ move: 'close', id: flag.id, at: input.now }));
}

function telling(changes: readonly Change[] | null): readonly Change[] {
  return (changes ?? []).filter(isLoud);
}

function worst(changes: readonly Change[]): Severity | null {
  return SEVERITIES.find((severity) => changes.some((one) => one.severity === severity)) ?? null;
}
