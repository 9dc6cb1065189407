// proof/<watch>.entries.jsonl: the log's entries of one watch that are no captures of the bundle and
// lie between those that are, or lead from the registration to the first; and the gaps they tell of.
import type { Instant } from '../model/instant.js';
import type { Gap } from '../model/job.js';
import type { LogEntry } from '../model/log.js';
import { parseLogEntry } from './manifest.js';

/** As much of a gap as the log holds; entries of older archives hold its end alone. */
export interface LoggedGap {
  readonly from: Instant | null;
  readonly to: Instant;
  readonly missed: number | null;
}

/**
 * Of all entries of a watch, oldest first, those that go beside its exported captures: everything
 * between them, and what led to the first, back to the capture before it or the registration.
 */
export function entriesBeside(
  all: readonly Uint8Array[],
  exported: ReadonlySet<number>,
): readonly Uint8Array[] {
  const entries = all.map((bytes) => ({ bytes, entry: parseLogEntry(bytes) }));
  const first = entries.findIndex(({ entry }) => exported.has(entry.seq));
  const last = entries.findLastIndex(({ entry }) => exported.has(entry.seq));
  const before = entries.slice(0, Math.max(first, 0)).findLastIndex(({ entry }) => isLook(entry));
  return entries
    .slice(before + 1, last + 1)
    .filter(({ entry }) => !exported.has(entry.seq))
    .map(({ bytes }) => bytes);
}

/** True when somebody looked at the page, whatever came of it. */
export function isLook({ type }: Pick<LogEntry, 'type'>): boolean {
  return type === 'capture' || type === 'failure';
}

/** The gap that an entry tells of, or null. */
export function gapOf({ type, at, outcome }: LogEntry): LoggedGap | null {
  if (type !== 'gap') return null;
  const [, from, missed] = /^gap from (\S+), (\d+) missed$/.exec(outcome) ?? [];
  if (from === undefined) return { from: null, to: at, missed: null };
  return { from, to: at, missed: Number(missed) };
}

/** True when the log tells of this gap. */
export function isLogged(
  gap: Pick<Gap, 'from' | 'to' | 'missed'>,
  entries: readonly LogEntry[],
): boolean {
  return entries.map(gapOf).some((one) => one !== null && tells(one, gap));
}

/** True when what the log holds is this gap. */
export function tells(logged: LoggedGap, gap: Pick<Gap, 'from' | 'to' | 'missed'>): boolean {
  if (logged.to !== gap.to) return false;
  return logged.from === null || (logged.from === gap.from && logged.missed === gap.missed);
}
