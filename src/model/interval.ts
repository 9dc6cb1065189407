// Captures of one watch -> the honest intervals: between which two looks the page was lost, or read
// otherwise, and what lies between them. Never "at" one of them.
import type { Capture } from './capture.js';
import type { Change } from './change.js';
import type { CaptureId, WatchId } from './id.js';
import type { Instant } from './instant.js';
import type { Gap } from './job.js';
import { groupOf, isGood, type ObservationClass } from './observation.js';

/** As much of a capture as intervals are made of. */
export interface Looked
  extends Pick<
    Capture,
    'id' | 'watchId' | 'url' | 'vantage' | 'startedAt' | 'finishedAt' | 'comparedWith'
  > {
  readonly observation: Pick<Capture['observation'], 'class'>;
  readonly changes: readonly Pick<Change, 'kind'>[] | null;
}

/** One end of an interval, or a look within it. */
export interface Look {
  readonly capture: CaptureId;
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  readonly class: ObservationClass;
}

export interface Interval {
  readonly kind: 'loss' | 'change';
  readonly watch: WatchId;
  readonly url: string;
  /** Both ends were looked at from here. */
  readonly vantage: string;
  /** The newest look that showed the page, or showed it as it was. */
  readonly lastSeen: Look;
  /** The first that showed it lost, or otherwise, and was able to see. */
  readonly firstNotSeen: Look;
  /** It happened no earlier than the one began, and no later than the other ended. */
  readonly after: Instant;
  readonly before: Instant;
  /** Looks in between that could not tell. */
  readonly abstained: readonly Look[];
  /** Times in between when nobody looked although the watch was due. */
  readonly gaps: readonly Omit<Gap, 'watchId'>[];
  /** For a loss, the first look that showed the page again; null where none did. */
  readonly seenAgain: Look | null;
  /** For a loss, looks since that did not show the page either; those that could not tell apart. */
  readonly stillNotSeen: number;
  readonly couldNotTellSince: number;
  /** For a change, what differs. */
  readonly changes: readonly Change['kind'][];
}

/** Every interval in the captures of one watch, oldest first; each vantage is looked at by itself. */
export function intervalsOf(
  captures: readonly Looked[],
  gaps: readonly Gap[],
): readonly Interval[] {
  const vantages = new Set(captures.map(({ vantage }) => vantage));
  return [...vantages]
    .flatMap((vantage) => {
      const own = captures.filter((one) => one.vantage === vantage);
      return [...lossesOf(own, gaps), ...changesOf(captures, own, gaps)];
    })
    .sort((a, b) => (a.before < b.before ? -1 : a.before > b.before ? 1 : 0));
}

/** It could not tell how the page is. */
function isBlind({ observation }: Looked): boolean {
  return groupOf(observation.class) === 'abstain';
}

/** A page that comes and goes is lost more than once. */
function lossesOf(captures: readonly Looked[], gaps: readonly Gap[]): Interval[] {
  const losses: Interval[] = [];
  let lastSeen = -1;
  let isLost = false;
  for (const [i, one] of captures.entries()) {
    const before = captures[lastSeen];
    if (isGood(one.observation.class)) {
      lastSeen = i;
      isLost = false;
    } else if (!isBlind(one) && !isLost && before !== undefined) {
      isLost = true;
      const rest = captures.slice(i + 1);
      const again = rest.findIndex(({ observation }) => isGood(observation.class));
      const since = again < 0 ? rest : rest.slice(0, again);
      const back = rest[again];
      const blind = since.filter(isBlind).length;
      losses.push({
        ...between('loss', before, one, captures.slice(lastSeen + 1, i), gaps),
        seenAgain: back === undefined ? null : lookOf(back),
        stillNotSeen: since.length - blind,
        couldNotTellSince: blind,
      });
    }
  }
  return losses;
}

/** What each look was compared with may have been seen from another vantage. */
function changesOf(
  all: readonly Looked[],
  own: readonly Looked[],
  gaps: readonly Gap[],
): Interval[] {
  return own.flatMap((after): Interval[] => {
    const kinds = [...new Set((after.changes ?? []).map(({ kind }) => kind))];
    const from = all.findIndex(({ id }) => id === after.comparedWith);
    const before = all[from];
    if (kinds.length === 0 || before === undefined) return [];
    const inside = all.slice(from + 1, all.indexOf(after));
    return [{ ...between('change', before, after, inside, gaps), changes: kinds }];
  });
}

function between(
  kind: Interval['kind'],
  before: Looked,
  after: Looked,
  inside: readonly Looked[],
  gaps: readonly Gap[],
): Interval {
  return {
    kind,
    watch: after.watchId,
    url: after.url,
    vantage: after.vantage,
    lastSeen: lookOf(before),
    firstNotSeen: lookOf(after),
    after: before.startedAt,
    before: after.finishedAt,
    abstained: inside.filter(isBlind).map(lookOf),
    gaps: gaps
      .filter((gap) => gap.watchId === after.watchId)
      .filter(({ from, to }) => to > before.startedAt && from < after.finishedAt)
      .map(({ watchId: _, ...gap }) => gap),
    seenAgain: null,
    stillNotSeen: 0,
    couldNotTellSince: 0,
    changes: [],
  };
}

function lookOf({ id, startedAt, finishedAt, observation }: Looked): Look {
  return { capture: id, startedAt, finishedAt, class: observation.class };
}
