// A statement before and after -> its values that differ or are gone: numbers with their label and
// unit.
import { likeness, mapText } from '../formats/normal-text.js';
import type { Change } from '../model/change.js';
import type { TextBlock } from '../model/reading.js';
import { changeOf, quoted } from './change.js';
import { arabicMonthIn, MONTH_NAMES } from './dates.js';
import { fieldWordsIn, namesOrgan } from './field-words.js';
import { isCountOfMember, isMark } from './members.js';
import { datesIn, type Labelled, labelledQuantities, withoutValues } from './numbers.js';
import { isLabelling, isTellingLabel } from './passing.js';

/** Units of money. */
export const MONEY_UNITS =
  /^(?:CNY|USD|EUR|GBP|JPY|KRW|HKD|TWD|SAR|AED|EGP|RUB|JOD|KWD|BHD|IQD|dinar|LBP|SYP|TRY|lira|QAR|OMR|INR|SGD|MYR|THB)$/;

/** Units whose loss is told even when the whole block went: money, time, shares, cases, beds. */
export const TELLING_UNITS = new RegExp(
  `${MONEY_UNITS.source}|^(?:%|d|workday|h|min|mo|y|case|bed|person|organ)$`,
);

/** From here on two wordings are one statement, so that values at like places are one value. */
const SAME_STATEMENT_FROM = 0.75;

/** Values that differ or are gone between two wordings of one statement. */
export function changedNumbers(
  before: string,
  after: string,
  where: string,
  context = '',
): readonly Change[] {
  if (ungrouped(before) === ungrouped(after)) return [];
  const left = withoutUnchanged(labelledQuantities(before), labelledQuantities(after));
  const right = withoutUnchanged(labelledQuantities(after), labelledQuantities(before));
  const taken = new Set<Labelled>();
  // One cell of a table, or one labelled value, is one statement whatever unit it is in.
  const isSameSentence = context !== '' || wordsAlike(before, after) >= SAME_STATEMENT_FROM;
  return left.flatMap((old, index) => {
    const waiting = right.filter((one) => !taken.has(one));
    const placed = left.length === right.length ? right[index] : undefined;
    const partner =
      waiting.find((one) => one.label === old.label && one.unit === old.unit) ??
      waiting.find((one) => one.label === old.label) ??
      (placed !== undefined && (isSameSentence || likeness(old.label, placed.label) >= 0.5)
        ? placed
        : undefined);
    if (partner !== undefined) taken.add(partner);
    // The word behind it was misspelled: so many all the same.
    if (partner !== undefined && isSameNumber(old, partner)) return [];
    if (partner !== undefined && isNote(old, before) && isNote(partner, after)) {
      const moved = Number.parseFloat(partner.value) - Number.parseFloat(old.value);
      if (Math.abs(moved) <= MOST_NOTES) return [];
    }
    const isTelling =
      TELLING_UNITS.test(old.unit) ||
      fieldWordsIn(old.label).length > 0 ||
      (namesOrgan(old.label) && !isOfOccasion(old));
    if (partner === undefined && (!isTelling || isYearStill(old, before, after))) return [];
    if (isCounterName(old.label === '' ? context : '')) return [];
    if (COUNTS_READERS.test(old.label)) return [];
    if (isLabelling(old.label) && isCounterName(old.label) && !isTellingLabel(old.label)) return [];
    const name = nameOf(old, context);
    const summary =
      partner === undefined
        ? `The value ${quoted(old.raw)}${name} is no longer stated.`
        : `A value${name} changed from ${quoted(old.raw)} to ${quoted(partner.raw)}.`;
    // Running totals go up by themselves, a little at a time; so do marks and points.
    const moves =
      partner !== undefined &&
      (isCountOfMember(old) ||
        isMark(old, partner, [before, after]) ||
        hasGrown(old, partner, `${context} ${before}`) ||
        isReckoned(old, partner, before, after) ||
        isOfNow(old, partner, `${context} ${before}`));
    const severity = moves || !isCited(old, before, context) ? 'medium' : undefined;
    return [changeOf('number-changed', summary, { before, after }, where, severity)];
  });
}

/** Without what sets digits apart: 144,302 and 144 302 are one number, 960 777 and 960777 one telephone. */
function ungrouped(text: string): string {
  return mapText(text)
    .text.replace(/(?<=\d)[ ,](?=\d{3}(?!\d))| (?=%)/g, '')
    .replace(TELEPHONE, (digits) => digits.replaceAll(' ', ''))
    .trim();
}

/** As many digits as no other number has. */
const TELEPHONE = /(?<!\d)\d(?: ?\d){6,}(?!\d)/g;

/** The number of a note behind a word or a sentence, which moves as notes come: …两例[3]。 */
function isNote({ unit, value }: Labelled, sentence: string): boolean {
  return unit === '' && new RegExp(`[\\p{L}%。.）)”"]\\[${value}\\](?![\\d])`, 'u').test(sentence);
}

/** As many may come before it at once. */
const MOST_NOTES = 3;

function isSameNumber(old: Labelled, fresh: Labelled): boolean {
  const isBare = old.unit === '' || fresh.unit === '';
  if (MONEY_UNITS.test(old.unit) || MONEY_UNITS.test(fresh.unit)) return false;
  return isBare && Number.parseFloat(old.value) === Number.parseFloat(fresh.value);
}

/** A number that people cite: it measures, and its words say what, or a sentence stands around it. */
function isCited({ unit, isOrdinal }: Labelled, sentence: string, context: string): boolean {
  if (isOrdinal) return false;
  const { text } = mapText(`${context} ${sentence}`);
  if (!isLabelling(withoutValues(text)) || isTellingLabel(text)) return true;
  return MONEY_UNITS.test(unit) || context.includes(' / ');
}

/** Labels of visits, readers and the like, where the number stands in a block of its own. */
const COUNTED =
  /空床|空闲床位|شاغره|\b(?:beds|rooms) (?:free|available|vacant)\b|\b(?:free|available|vacant) beds\b|浏览|阅读|点击|访问|访客|人气|播放|在线|关注|点赞|收藏|分享|转发|评论|下载(?:次|量)|粉丝|热度|\b(?:views?|visits?|visitors?|hits|reads?|likes?|comments?|shares?|followers?|subscribers?|online|downloads?)\b|زيار|زوار|مشاهد|قراء|اعجاب|تعليق|مشارك|متابع|تحميل/;
/** A counter, or of today and of nothing people cite. */
export function isCounterName(text: string): boolean {
  return COUNTED.test(text) || (TODAY.test(text) && !isTellingLabel(text));
}

/** A year that stands in the line all the same, before its owner's name or behind it, and as often. */
function isYearStill({ value, unit }: Labelled, before: string, after: string): boolean {
  if (unit !== '' || !/^(?:19|20)\d\d$/.test(value)) return false;
  const year = new RegExp(`(?<!\\d)${value}(?!\\d)`, 'g');
  const timesIn = (text: string): number => mapText(text).text.match(year)?.length ?? 0;
  // Beside a year of the same digits, so many were counted: one of two is gone.
  return timesIn(after) > 0 && timesIn(after) >= timesIn(before);
}

/** What stands right before the number, whatever the words before it are of. */
const COUNTS_READERS =
  /(?:views?|visits?|page requests|hits|浏览(?:次数|人次|量)?|点击(?:次数|量|率)?|阅读(?:次数|量)?|访问(?:次数|人次|量)|(?:ال)?(?:مشاهدات|زيارات))$/;

const TODAY = /今日|本日|\btoday\b|اليوم/;

const GROWTH = 1.05;
/** Since the beginning of a year it may be more. */
const GROWTH_TO_DATE = 1.25;
const TO_DATE =
  /今年(?:以来|已|累计|完成)|本年|累计|\b(?:year to date|ytd|to date|this year|since (?:january|april|july|october|the start of))\b|منذ بدايه|هذا العام/;

/** How many there are at the moment, and a few more or fewer. */
function isOfNow(old: Labelled, fresh: Labelled, sentence: string): boolean {
  // Cases are counted up, and never down.
  if (old.unit !== fresh.unit || !/^(?:|person)$/.test(old.unit)) return false;
  const { text } = mapText(sentence);
  if (!NOW.test(text) && !WAITING.test(text)) return false;
  const [was, is] = [Number.parseFloat(old.value), Number.parseFloat(fresh.value)];
  if (was >= 100) return Math.abs(is - was) <= was * (GROWTH - 1);
  // Of a few, those of a house's own work are no crowd that comes and goes.
  if (WORK.test(text) || !PRESENT.test(text)) return false;
  return NOW.test(text) && Math.abs(is - was) <= Math.max(1, was * SWING);
}

/** Who is in the house. */
const PRESENT =
  /\bat (?:our|the) (?:cent(?:re|er)|hospital|clinic)\b|在院|住院中|(?:في|ب)(?:مركزنا|مستشفانا|المركز)/;
const WORK =
  /手术|每年|每月|供[体者]|来自|\b(?:a|per|each|every) (?:year|month|week)\b|\bto date\b|\boperat\w*|\bsurgeons?\b/;

/** By so much of them a few come and go. */
const SWING = 0.2;

const NOW =
  /\b(?:currently|at present|right now|as of today|so far (?:this|today)|to date)\b|目前|当前|现有|截至(?:今日|目前|现在)|今年以来|حاليا|حتي الان|等候中|\bcandidates\b/;

/**
 * A statement that says as of when it holds, brought up to date: its date went forward and no value in
 * it fell. Both texts are as the page words them.
 */
export function isBroughtUpToDate(before: string, after: string): boolean {
  if (![before, after].every((text) => AS_OF.test(mapText(text).text))) return false;
  const [was, is] = [dayOf(before), dayOf(after)];
  if (was === null || is === null || is <= was || isYearsLater(was, is)) return false;
  const [old, fresh] = [labelledQuantities(before), labelledQuantities(after)];
  const holds = old.every(({ value, unit }, at) => {
    const now = fresh[at];
    if (now?.unit !== unit) return false;
    // Prices and shares are no running totals.
    if (MONEY_UNITS.test(unit) || unit === '%') return now.value === value;
    const least = unit === 'case' || !WAITING.test(mapText(before).text) ? 1 : LEAST_WAITING;
    return Number.parseFloat(now.value) >= Number.parseFloat(value) * least;
  });
  return holds && old.length === fresh.length && wordsAlike(before, after) >= 0.6;
}

/** A statement is brought up to date each year at the least; ten years on it was put right. */
function isYearsLater(was: string, is: string): boolean {
  return /^\d{4}/.test(was) && Number(is.slice(0, 4)) - Number(was.slice(0, 4)) > 3;
}

/** Those who wait grow fewer as well as more. */
const WAITING = /等[候待]|排队|\bwait(?:ing|list)?\b|انتظار/;
const LEAST_WAITING = 0.95;

const AS_OF =
  /截[至止]|更新至|\b(?:as of|as at|up to|until|year to date|ytd)\b|\(to [a-z]|(?<!\p{L})(?:حتي|لغايه)(?!\p{L})/u;

/** The last day or month a text names, as one that sorts. */
function dayOf(text: string): string | null {
  const date = datesIn(text).toSorted().at(-1);
  if (date !== undefined && date.length > 4) return date;
  const { text: mapped } = mapText(text);
  const month = /(\d{1,2}) ?月/.exec(mapped)?.[1];
  const name = MONTH_NAMES.findLastIndex((one) => new RegExp(`\\b${one}`).test(mapped));
  const arabic = arabicMonthIn(mapped);
  const number = month ?? (name >= 0 ? `${name + 1}` : arabic === 0 ? null : `${arabic}`);
  return number === null ? (date ?? null) : number.padStart(2, '0');
}

/** A price reckoned at the day's rate: a little another, beside one in other money that stayed. */
function isReckoned(old: Labelled, fresh: Labelled, before: string, after: string): boolean {
  if (old.unit !== fresh.unit || !MONEY_UNITS.test(old.unit)) return false;
  const now = labelledQuantities(after);
  const stays = labelledQuantities(before).some(
    (one) =>
      MONEY_UNITS.test(one.unit) &&
      one.unit !== old.unit &&
      now.some(({ unit, value }) => unit === one.unit && value === one.value),
  );
  const [was, is] = [Number.parseFloat(old.value), Number.parseFloat(fresh.value)];
  return stays && Math.abs(is - was) <= was * (GROWTH - 1);
}

function hasGrown(old: Labelled, fresh: Labelled, sentence: string): boolean {
  if (isYearsOfWork(old, fresh) || isOfList(old, fresh)) return true;
  // A figure that runs up to its value as it is shown was caught at its start.
  if (old.value === '0') return true;
  if (old.unit !== fresh.unit || !/^(?:|case|person|n|台)$/.test(old.unit)) return false;
  const [was, is] = [Number.parseFloat(old.value), Number.parseFloat(fresh.value)];
  const most = TO_DATE.test(mapText(sentence).text) ? GROWTH_TO_DATE : GROWTH;
  return is > was && ((was >= 100 && is <= was * most) || (was >= LEAST_COUNTED && is - was <= 2));
}

/** So many at least make a count of which one or two more say nothing. */
const LEAST_COUNTED = 5;

/** 从医19年, a year later. */
function isYearsOfWork(old: Labelled, fresh: Labelled): boolean {
  if (old.unit !== 'y' || fresh.unit !== 'y' || !OF_WORK.test(old.label)) return false;
  const step = Number.parseFloat(fresh.value) - Number.parseFloat(old.value);
  return step === 1 || step === 2;
}

const OF_WORK =
  /从医|从业|从事|执业|行医|工龄|经验|\b(?:experience|practi[cs]ing|in practice)\b|خبره/;

/** How many entries a list has, and a few more: 共 8 位医生. */
function isOfList(old: Labelled, fresh: Labelled): boolean {
  const [was, is] = [Number.parseFloat(old.value), Number.parseFloat(fresh.value)];
  return old.unit === fresh.unit && is > was && is - was <= 20 && OF_LIST.test(old.said);
}

const OF_LIST =
  /^(?:共|总共|合计)?(?:页|条|篇|位(?:医生|专家))|^(?:results|items|entries|pages|doctors listed)\b/;

/** Values that went together with their block, as the page words them: only those people cite. */
export function lostValues(block: TextBlock): readonly string[] {
  return labelledQuantities(block.text)
    .filter((old) => TELLING_UNITS.test(old.unit) && old.label !== '')
    .map((old) => `${quoted(old.raw)}${nameOf(old, '')}`);
}

/** Likeness of two wordings, their values apart: 0 to 1. */
export function wordsAlike(before: string, after: string): number {
  return likeness(withoutValues(mapText(before).text), withoutValues(mapText(after).text));
}

function withoutUnchanged(
  list: readonly Labelled[],
  other: readonly Labelled[],
): readonly Labelled[] {
  const left = other.map((one) => one.value);
  return list.filter((one) => {
    const at = left.indexOf(one.value);
    if (at < 0) return true;
    left.splice(at, 1);
    return false;
  });
}

function nameOf(one: Labelled, context: string): string {
  const words = [context, one.said].filter((word) => word !== '').join(' / ');
  return words === '' ? '' : ` (${words})`;
}

/** A year behind the name of a week or a meeting, a floor behind that of a clinic. */
function isOfOccasion({ value, unit, label }: Labelled): boolean {
  const isYear = unit === '' && /^(?:19|20)\d\d$/.test(value);
  return (isYear && OCCASION.test(label)) || /\b(?:clinic|ward)\W*$|[诊科]\W*$/.test(label);
}

const OCCASION = /\b(?:days?|weeks?|walk|conference|congress|forum)\b|[周日会]/;
