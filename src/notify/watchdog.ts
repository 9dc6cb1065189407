// How the monitor fares -> what keeps it from looking, if anything does.
import { type Instant, msOf } from '../model/instant.js';
import type { MonitorEvent, Trouble } from '../model/message.js';
import type { ObservationClass } from '../model/observation.js';

export interface Vitals {
  readonly nowMs: number;
  /** When this process began to look. */
  readonly startedAt: Instant;
  readonly lastTickAt: Instant | null;
  /** Watches whose time came an hour ago, and that were not looked at since. */
  readonly overdue: number;
  /** The newest looks, newest first. */
  readonly looks: readonly { readonly finishedAt: Instant; readonly class: ObservationClass }[];
  /** Since when no look has succeeded, as far as this process has seen it. */
  readonly blind: { readonly since: Instant; readonly class: ObservationClass } | null;
  readonly freeBytes: number;
}

export interface Limits {
  readonly stalledMs: number;
  readonly minFreeBytes: number;
}

export interface OpenedTrouble {
  readonly id: Trouble;
  readonly since: Instant;
}

/** Ticks come every five seconds; planning thousands of watches takes a while. */
const TICK_MS = 10 * 60_000;
/** One look may fail by chance. */
const IN_A_ROW = 3;
/** A disk at its limit would open and close the trouble with every look. */
const ROOM_AGAIN = 1.1;

/** What is wrong now; `open` are the troubles that stand already. */
export function troublesOf(
  vitals: Vitals,
  limits: Limits,
  open: ReadonlySet<string>,
): readonly OpenedTrouble[] {
  const { nowMs, startedAt, lastTickAt, overdue, looks, blind, freeBytes } = vitals;
  const isLong = (since: Instant, ms: number) => nowMs - msOf(since) >= ms;
  const troubles: OpenedTrouble[] = [];
  const ticked = lastTickAt ?? startedAt;
  if (isLong(ticked, TICK_MS)) troubles.push({ id: 'not-ticking', since: ticked });
  const [newest] = looks;
  const looked =
    newest !== undefined && newest.finishedAt > startedAt ? newest.finishedAt : startedAt;
  if (overdue > 0 && isLong(looked, limits.stalledMs)) {
    troubles.push({ id: 'stalled', since: looked });
  }
  if (blind !== null && isLong(blind.since, limits.stalledMs)) {
    const id = blind.class === 'monitor-offline' ? 'line' : 'failing';
    troubles.push({ id, since: blind.since });
  }
  const least = limits.minFreeBytes * (open.has('disk') ? ROOM_AGAIN : 1);
  if (freeBytes < least) troubles.push({ id: 'disk', since: new Date(nowMs).toISOString() });
  return troubles;
}

/** Since when no look has succeeded, given what was known before; null while some do. */
export function blindSince(looks: Vitals['looks'], before: Vitals['blind']): Vitals['blind'] {
  const run = looks.findIndex(({ class: name }) => !isOwnFault(name));
  const failed = run === -1 ? looks : looks.slice(0, run);
  const first = failed.at(-1);
  if (first === undefined || failed.length < IN_A_ROW) return null;
  // A run longer than the newest looks began earlier.
  const since = run === -1 && before !== null ? before.since : first.finishedAt;
  return { since, class: failed[0]?.class ?? first.class };
}

function isOwnFault(name: ObservationClass): boolean {
  return name === 'monitor-offline' || name === 'capture-failed';
}

/** The event that tells of a trouble, or of its end. */
export function monitorEvent(
  trouble: MonitorEvent['trouble'],
  step: MonitorEvent['step'],
  since: Instant,
  at: Instant,
): MonitorEvent {
  const severity = step === 'ended' && trouble !== 'outage' ? 'info' : 'high';
  return { type: 'monitor', trouble, step, since, at, severity };
}
