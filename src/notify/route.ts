// Which events a notifier is told of, and when it may be told: its settings -> yes or no, and a time.
import { SEVERITIES, type Severity } from '../model/change.js';
import type { FlagKind } from '../model/flag.js';
import { type Instant, instantOf } from '../model/instant.js';
import type { Language } from '../model/language.js';
import type { NewsEvent } from '../model/message.js';

/** One notifier's settings, as far as choosing goes. */
export interface Route {
  readonly name: string;
  readonly language: Language;
  /** Names of cases; empty: all. */
  readonly cases: readonly string[];
  readonly minSeverity: Severity;
  /** Empty: all. */
  readonly kinds: readonly FlagKind[];
  /** Whether it is told when the monitor itself stops looking. */
  readonly aboutMonitor: boolean;
  readonly digest: 'none' | 'hourly' | 'daily';
  /** `from` and `to` as HH:MM. */
  readonly quietHours: { readonly from: string; readonly to: string } | null;
  /** IANA time zone of quiet hours and of the daily digest. */
  readonly timezone: string;
  /** Critical events wait for neither. */
  readonly criticalAtOnce: boolean;
  /** Names no page: what goes through strangers' servers must not list who is watched. */
  readonly discreet: boolean;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** When a day's digest is sent. */
const DIGEST_AT = '08:00';

/** Whether the route wants to hear of an event. */
export function wants(route: Route, event: NewsEvent): boolean {
  if (event.type === 'test') return true;
  if (event.type === 'monitor') return route.aboutMonitor;
  const { cases, kinds, minSeverity } = route;
  return (
    (cases.length === 0 || cases.includes(event.caseName)) &&
    (kinds.length === 0 || kinds.includes(event.kind)) &&
    SEVERITIES.indexOf(event.severity) <= SEVERITIES.indexOf(minSeverity)
  );
}

/** When an event that comes at `nowMs` is first to be told: at once, or with the next digest. */
export function dueAt(route: Route, event: NewsEvent, nowMs: number): Instant {
  if (route.digest === 'none' || isUrgent(route, event)) return instantOf(nowMs);
  if (route.digest === 'hourly') {
    return instantOf((Math.floor(nowMs / (60 * MINUTE_MS)) + 1) * 60 * MINUTE_MS);
  }
  return instantOf(nextAt(DIGEST_AT, route.timezone, nowMs));
}

/** When the quiet hours that hold at `nowMs` end for these events; null when none hold. */
export function quietUntil(
  route: Route,
  events: readonly NewsEvent[],
  nowMs: number,
): Instant | null {
  const { quietHours, timezone } = route;
  if (quietHours === null || events.some((event) => isUrgent(route, event))) return null;
  const now = minuteOf(timezone, nowMs);
  const [from, to] = [minutesOf(quietHours.from), minutesOf(quietHours.to)];
  const isQuiet = from <= to ? now >= from && now < to : now >= from || now < to;
  return isQuiet ? instantOf(nextAt(quietHours.to, timezone, nowMs)) : null;
}

function isUrgent(route: Route, event: NewsEvent): boolean {
  return event.type === 'test' || (route.criticalAtOnce && event.severity === 'critical');
}

/** The next time the clock of a zone shows `time`. A change of the clocks in between is not followed. */
function nextAt(time: string, timezone: string, nowMs: number): number {
  const wait = (minutesOf(time) - minuteOf(timezone, nowMs) + DAY_MINUTES) % DAY_MINUTES;
  const minutes = wait === 0 ? DAY_MINUTES : wait;
  return Math.floor(nowMs / MINUTE_MS) * MINUTE_MS + minutes * MINUTE_MS;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Minute of the day by the clock of a zone. */
function minuteOf(timezone: string, nowMs: number): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return minutesOf(format.format(nowMs));
}
