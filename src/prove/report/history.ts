// Captures of one watch -> what a reader asks first: last seen, first not seen, and the captures to
// lay side by side.

import { isLoud } from '../../model/change.js';
import { type Interval, intervalsOf } from '../../model/interval.js';
import type { Gap } from '../../model/job.js';
import { isGood } from '../../model/observation.js';
import type { ExportedCapture } from '../export-input.js';

export interface History {
  readonly url: string;
  /** Oldest first. */
  readonly captures: readonly ExportedCapture[];
  /** The newest that showed the page before it was lost; where it was never lost, the newest. */
  readonly lastSeen: ExportedCapture | null;
  /** The first that showed it lost, and was able to see. */
  readonly firstNotSeen: ExportedCapture | null;
  readonly abstained: number;
  /** Oldest first. */
  readonly intervals: readonly Interval[];
  /** Pairs worth laying side by side, oldest first. */
  readonly pairs: readonly Pair[];
}

export type Pair = readonly [before: ExportedCapture, after: ExportedCapture];

/** One history for each watch, in the order of their first captures. */
export function historiesOf(
  captures: readonly ExportedCapture[],
  gaps: readonly Gap[],
): readonly History[] {
  const watches = new Set(captures.map(({ capture }) => capture.watchId));
  return [...watches].map((id) =>
    historyOf(
      captures.filter((one) => one.capture.watchId === id),
      gaps,
    ),
  );
}

function historyOf(captures: readonly ExportedCapture[], gaps: readonly Gap[]): History {
  const showsPage = ({ capture }: ExportedCapture) => isGood(capture.observation.class);
  const canTell = ({ capture }: ExportedCapture) => !capture.observation.abstain;
  const lost = captures.findIndex(
    (one, i) => canTell(one) && !showsPage(one) && captures.slice(0, i).some(showsPage),
  );
  const seenUntil = lost < 0 ? captures.length : lost;
  const lastSeen = captures.slice(0, seenUntil).findLast(showsPage) ?? null;
  const firstNotSeen = captures[lost] ?? null;
  return {
    url: captures[0]?.url ?? '',
    captures,
    lastSeen,
    firstNotSeen,
    abstained: captures.filter((one) => !canTell(one)).length,
    intervals: intervalsOf(
      captures.map(({ capture }) => capture),
      gaps,
    ),
    pairs: [...changedPairs(captures), ...lossOf(lastSeen, firstNotSeen)].sort((a, b) =>
      a[1].capture.startedAt < b[1].capture.startedAt ? -1 : 1,
    ),
  };
}

/** Captures whose changes a person should see, with the one each was compared with. */
function changedPairs(captures: readonly ExportedCapture[]): Pair[] {
  return captures.flatMap((after): Pair[] => {
    const weighty = after.capture.changes?.some(isLoud);
    const before = captures.find(({ capture }) => capture.id === after.capture.comparedWith);
    return weighty === true && before !== undefined ? [[before, after]] : [];
  });
}

function lossOf(before: ExportedCapture | null, after: ExportedCapture | null): Pair[] {
  return before === null || after === null ? [] : [[before, after]];
}
