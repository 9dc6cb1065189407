// A statement before and after -> its displayed dates that differ or are gone: set back, brought up to date,
// or moving on by themselves.
import { mapText } from '../formats/normal-text.js';
import type { Change } from '../model/change.js';
import type { TextBlock } from '../model/reading.js';
import { changeOf, quoted } from './change.js';
import { datesIn, statedDates, withoutValues } from './numbers.js';
import { isLabelling, isTellingLabel } from './passing.js';
import { weighed } from './scope.js';

const PUBLISHED = /发布|发表|刊登|刊出|日期|作者|来源|publish|posted|written|نشر|بتاريخ/;
// The day stands beside the name of the house.
const HOSPITAL = /医院|\bhospital\b|مستشفي/g;
/** Nothing but the name of a house, as stands beside the day at a page's head. */
const HOUSE =
  /^\p{sc=Han}{2,24}(?:医院|大学|中心|红十字会|协会|学会|委员会|局|厅|办公室|基金会|登记处)(?:官网|网站|门户)?$/u;
const SHORT_DATE = /^[[(]?\d{2}[-/]\d{2}(?!\d)|[[(]\d{2}-\d{2}[\])]|(?<!\d)\d{2}[-/]\d{2}[\])]?$/;
/** Since when something has been: no day that passes. */
const SINCE = /\bsince\b|\bfounded\b|\bestablished\b|成立于|始于|始建|创[立建]|منذ|تاسس/;
const UPDATED =
  /更新|修订|修改|[覆复]检日期|(?:资料|数据|统计)(?:日期|时间|截至)|review|update|revis|modified|processed|generated|refreshed|güncelle|تحديث/i;

/** How many there are now, with the day in brackets behind it. */
function isAsOf(before: string, after: string): boolean {
  return [before, after].every((text) => NOW_AS_OF.test(mapText(text).text));
}

const NOW_AS_OF =
  /^(?:目前|现有|截至目前|currently|at present|حاليا)[^，。;；]{0,40}[(（][^()（）]{4,24}[)）]$/;

const LONGEST_UPDATE = 60;

/** Without a year, January comes after October. */
export function isEarlier(date: string, other: string): boolean {
  if (!date.startsWith('-') || !other.startsWith('-')) return date < other;
  const [month, before] = [date, other].map((one) => Number(one.slice(1, 3)));
  const ahead = ((month ?? 0) - (before ?? 0) + 12) % 12;
  return ahead > 6 || (ahead === 0 && date < other);
}

/** Further on than the day is at the next look. */
export function isYearsOn(old: string, fresh: string): boolean {
  const [was, is] = [old, fresh].map((date) => Number.parseInt(date, 10));
  return (was ?? 0) > 0 && (is ?? 0) - (was ?? 0) > 2;
}

/** What a bank pays. */
const RATE = /(?:买入|卖出|中间|牌|汇|股|油|金)价/;

/** 03-18 10:30 */
function isOfHour(text: string): boolean {
  return /(?<![\d-])\d{2}-\d{2} \d{1,2}:\d{2}(?!\d)/.test(mapText(text).text);
}

/** A displayed date that is another now, or gone, between two wordings of one statement. */
export function changedDates(
  before: string,
  after: string,
  where: string,
  zone: TextBlock['zone'],
  label = '',
): readonly Change[] {
  const left = datesIn(before);
  const right = datesIn(after);
  // A day with its weekday may be the day of the look, and the very date that stood there.
  const stated = new Set([...right, ...statedDates(after)]);
  const gone = left.filter((date) => !stated.has(date));
  const came = right.filter((date) => !left.includes(date));
  if (gone.length === 0) return [];
  const [old, fresh] = [gone[0] ?? '', came[0]];
  const summary =
    fresh === undefined
      ? `The date ${old} is no longer stated in ${quoted(after)}.`
      : `A date changed from ${old} to ${fresh}${isEarlier(fresh, old) ? ', which is earlier' : ''}.`;
  const said = `${label} ${after}`;
  // "Last updated" moving on with the page is what it is for; moving back is not.
  const isLater = fresh !== undefined && !isEarlier(fresh, old);
  const isUpdate =
    isLater &&
    (UPDATED.test(mapText(said).text) || (isAsOf(before, after) && !isYearsOn(old, fresh)));
  // Little but a date that goes forward is most likely the day.
  const words = withoutValues(mapText(said).text).replace(HOSPITAL, '');
  const isPlain =
    isLabelling(words) && !isTellingLabel(words) && !PUBLISHED.test(words) && !SINCE.test(words);
  const isDay =
    isLater && !isYearsOn(old, fresh) && (isPlain || HOUSE.test(words.replace(/[^\p{L}]/gu, '')));
  // Without a year it stands beside an entry of a list.
  const isOfEntry = gone.every((date) => date.startsWith('-')) && SHORT_DATE.test(before.trim());
  // A clock without a year shows as of when a rate is, where nothing else stands beside it.
  const isClock =
    isLater &&
    isOfHour(before) &&
    isOfHour(after) &&
    RATE.test(mapText(said).text) &&
    !isTellingLabel(mapText(said).text.replace(RATE, ''));
  // When an article was published stands above it, wherever its template puts that.
  const weight = PUBLISHED.test(words) && zone === 'aside' ? 'high' : weighed('high', zone);
  // It stands there in a form that is not read.
  const isOtherForm =
    fresh === undefined &&
    /(?<!\d)(?:19|20)\d{2}(?!\d)/.test(after) &&
    [before, after].every(
      (text) => text.length <= LONGEST_UPDATE && UPDATED.test(mapText(text).text),
    );
  const severity =
    isUpdate || isOtherForm ? 'low' : isDay || isOfEntry || isClock ? 'medium' : weight;
  return [changeOf('date-changed', summary, { before, after }, where, severity)];
}
