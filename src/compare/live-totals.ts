// Changes of figures that stand together -> less weight where many of them moved a little: a registry
// counts anew each night. Whoever alters evidence alters one figure, or alters it by much. And to the day
// such a table was brought out, where it got a row.
import { groupBy } from '../formats/group-by.js';
import { mapText } from '../formats/normal-text.js';
import { isWithin, parentOf } from '../formats/page-core.js';
import { type Change, isLoud } from '../model/change.js';
import type { PageReading } from '../model/reading.js';
import { asMedium } from './change.js';
import type { Sides } from './exchanges.js';
import { labelledQuantities } from './numbers.js';
import { comparedBlocks, placeOf } from './scope.js';
import { isProse } from './slight.js';

/** So many figures of one table or box at least. */
const LEAST_TOGETHER = 3;
const MOST_GROWN = 0.2;
const MOST_FALLEN = 0.05;
/** Figures of a year that is over stay as they are: `(2011 / cases)`. */
const OF_A_YEAR = /\(\D{0,12}(?:19|20)\d{2}/;
/** Small counts move by whole people. */
const FEW = 5;

/** `changes`, with less weight for figures that moved a little with others of their table or box. */
export function calmedAsTotals(changes: readonly Change[], { old }: Sides): readonly Change[] {
  const live = liveIn(old);
  const small = changes.filter(
    (change) =>
      change.kind === 'number-changed' && !OF_A_YEAR.test(change.summary) && isSmallStep(change),
  );
  // Figures stand in cells of one table, or each in a box of its own within another.
  const boxes = groupBy(small, ({ where }) =>
    /[\s>]table\b[^>]*$/.test(where) ? where : parentOf(parentOf(where)),
  );
  const alike = new Set([...boxes.values()].filter((box) => box.length >= LEAST_TOGETHER).flat());
  return changes.map((change) =>
    isLoud(change) && (alike.has(change) || (live(change.where) && isOfNow(change)))
      ? {
          ...change,
          severity: 'medium' as const,
          summary: `${change.summary} ${alike.has(change) ? 'Figures beside it moved a little as well.' : 'It stands among live figures.'}`,
        }
      : change,
  );
}

/** Asked of a place: a short figure beneath a heading that says that it is of this minute? */
function liveIn(reading: PageReading): (where: string) => boolean {
  const shown = comparedBlocks(reading);
  const heads = shown.filter(({ text }) => LIVE.test(mapText(text).text.trim()));
  const places = new Set(
    heads.flatMap((head) =>
      shown
        .filter(
          ({ path, frame, text }) =>
            frame === head.frame && isWithin(path, parentOf(head.path)) && !isProse(text),
        )
        .map(placeOf),
    ),
  );
  return (where) => places.has(where);
}

/** What goes on by itself: a count that moved a little, or one that begins anew with the day or the year. */
function isOfNow(change: Change): boolean {
  if (change.kind !== 'number-changed') return false;
  return isSmallStep(change) || (BEGINS_ANEW.test(mapText(change.summary).text) && isCount(change));
}

function isCount({ before }: Change): boolean {
  const units = labelledQuantities(before ?? '').map(({ unit }) => unit);
  return units.length > 0 && units.every((unit) => COUNTED.test(unit));
}

const COUNTED = /^(?:|n|person|case)$/;

const BEGINS_ANEW =
  /[今本][年月日天周]|\b(?:today|this (?:week|month|year))\b|(?:اليوم|هذا (?:الشهر|العام)|هذه السنه)/;

const LIVE =
  /^(?:即时|实时|动态)(?:统计|数据|看板)$|^(?:live|real.time) (?:statistics|figures|data|numbers|counters?)$|^(?:احصا\p{L}+|ارقام) (?:لحظيه|مباشره|انيه)$/u;

/** Counts of things or people, each a little more, or slightly fewer; cases are only counted up. */
function isSmallStep({ before, after }: Change): boolean {
  const [old, fresh] = [before, after].map((text) => labelledQuantities(text ?? ''));
  if (old === undefined || fresh === undefined || old.length === 0) return false;
  return (
    old.length === fresh.length &&
    old.every(({ unit, value }, at) => {
      const now = fresh[at];
      if (now?.unit !== unit || !COUNTED.test(unit)) return false;
      const [was, is] = [Number.parseFloat(value), Number.parseFloat(now.value)];
      if (is >= was) return is - was <= Math.max(was * MOST_GROWN, FEW);
      return unit !== 'case' && was - is <= Math.max(was * MOST_FALLEN, 1);
    })
  );
}

/** `changes`, where a table got a row and nothing else is loud than the day the page was brought out. */
export function calmedAsBroughtOut(changes: readonly Change[]): readonly Change[] {
  const isBroughtOut = ({ kind, before, after, summary }: Change): boolean =>
    kind === 'date-changed' &&
    !summary.includes(', which is earlier') &&
    yearsIn(summary) <= 1 &&
    [before, after].every((text) => BROUGHT_OUT.test(mapText(text ?? '').text));
  const hasNewRow = changes.some(({ summary }) => summary.startsWith('A table row was added'));
  if (!hasNewRow || !changes.filter(isLoud).every(isBroughtOut)) return changes;
  return changes.map((change) => (isBroughtOut(change) ? asMedium(change) : change));
}

/** From the one year named to the other. */
function yearsIn(summary: string): number {
  const [from = 0, to = 0] = [...summary.matchAll(/(?<!\d)(\d{4})-\d{2}/g)].map(([, year]) =>
    Number(year),
  );
  return Math.abs(to - from);
}

const BROUGHT_OUT = /发布(?:日期|时间)|发稿|\bpublished\b|\bposted\b|تاريخ النشر/;
