// Intervals -> their part of the report: between which two looks a page was lost or changed, and what
// is known of the time in between.
import type { Interval, Look } from '../../model/interval.js';
import type { ReportWords } from '../words/report-words.js';
import { bidi, code, list, row, table, time, toCapture } from './markup.js';

/** More than a person reads; report/changes.json has them all. */
const MOST_SHOWN = 12;

/** The tables of the intervals, oldest first; empty where nothing was lost or changed. */
export function intervalTables(intervals: readonly Interval[], words: ReportWords): string {
  const shown = intervals.slice(0, MOST_SHOWN).map((each) => intervalTable(each, words));
  const rest = intervals.length - shown.length;
  return [
    ...shown,
    ...(rest > 0 ? [`<p>${words.more}: ${rest} (${code('report/changes.json')})</p>`] : []),
  ].join('\n');
}

function intervalTable(interval: Interval, words: ReportWords): string {
  const { kind, url, vantage, lastSeen, firstNotSeen } = interval;
  const isLoss = kind === 'loss';
  const kinds = interval.changes.map((each) => words.kinds[each]).join('; ');
  return `<h3>${isLoss ? words.lostBetween : words.changedBetween}: ${time(interval.after)} – ${time(interval.before)}</h3>
${table([
  row(words.address, code(url)),
  row(words.vantage, bidi(vantage)),
  kinds === '' ? '' : row(words.whatChanged, kinds),
  row(isLoss ? words.lastSeen : words.asBefore, look(lastSeen, words)),
  row(isLoss ? words.firstNotSeen : words.firstChanged, look(firstNotSeen, words)),
  row(words.inBetween, inBetween(interval, words)),
  isLoss ? row(words.seenAgain, since(interval, words)) : '',
])}`;
}

function look({ capture, startedAt, class: name }: Look, words: ReportWords): string {
  return `${time(startedAt)} – ${words.classes[name]} ${toCapture(capture)}`;
}

function inBetween({ abstained, gaps }: Interval, words: ReportWords): string {
  const items = [
    ...(abstained.length === 0 ? [] : [`${words.couldNotTell}: ${abstained.length}`]),
    ...gaps.map(
      ({ from, to, missed }) =>
        `${words.notLookedAt}: ${time(from)} – ${time(to)} (${words.timesMissed}: ${missed})`,
    ),
  ];
  return items.length === 0 ? words.nothingBetween : list(items);
}

function since(interval: Interval, words: ReportWords): string {
  const { seenAgain, stillNotSeen, couldNotTellSince } = interval;
  const blind = couldNotTellSince === 0 ? '' : `; ${words.couldNotTell}: ${couldNotTellSince}`;
  const again = seenAgain === null ? words.notSeenAgain : look(seenAgain, words);
  return `${again}<br>${words.stillNotSeen}: ${stillNotSeen}${blind}`;
}
