// A block before and after -> what changed in it: values with their labels, dates, watched words.
import { bigrams, containment, likeness, mapText, matchable } from '../formats/normal-text.js';
import type { Change, Severity } from '../model/change.js';
import type { TextBlock } from '../model/reading.js';
import { entryText } from './blocks.js';
import { changeOf, quoted } from './change.js';
import { type Elsewhere, sentencesOf } from './elsewhere.js';
import { EUPHEMISMS, fieldWordsIn } from './field-words.js';
import { isMasked, namesIn } from './names.js';
import { datesIn, type Labelled, labelledQuantities, withoutValues } from './numbers.js';
import { isLabelling, isOfQueue, isTellingLabel } from './passing.js';
import { placeOf, weighed } from './scope.js';

/** Units whose loss is told even when the whole block went: money, time, shares, cases, beds. */
export const TELLING_UNITS =
  /^(?:CNY|USD|EUR|GBP|JPY|KRW|HKD|TWD|SAR|AED|EGP|%|d|workday|h|min|mo|y|case|bed|person)$/;

/** From here on two wordings are one statement, so that values at like places are one value. */
const SAME_STATEMENT_FROM = 0.75;

const PUBLISHED = /发布|发表|刊登|刊出|日期|作者|来源|publish|posted|written|نشر|بتاريخ/;
// The day stands beside the name of the house.
const HOSPITAL = /医院|\bhospital\b|مستشفي/g;
const SHORT_DATE = /^[[(]?\d{2}[-/]\d{2}(?!\d)|(?<!\d)\d{2}[-/]\d{2}[\])]?$/;
const UPDATED = /更新|修订|修改|[覆复]检日期|review|update|revis|modified|تحديث/i;

/** What an edit may be judged by besides its two wordings. */
export interface EditContext {
  /** Words whose substitution matters. */
  readonly terms: readonly string[];
  /** The page as it is now. */
  readonly elsewhere: Elsewhere;
  /** What is in it now without being shown. */
  readonly covered: Elsewhere;
  /** What stands beside the value in a block that holds nothing else. */
  readonly label?: string;
}

/** The changes of one edited block, the most specific first and the edit itself last. */
export function changesOfEdit(
  before: TextBlock,
  after: TextBlock,
  { terms, elsewhere, covered, label = '' }: EditContext,
): readonly Change[] {
  const where = placeOf(after);
  const sides = { before: before.text, after: after.text };
  const lost = lostSentences(before, after, elsewhere);
  const specific = [
    ...changedNumbers(entryText(before), entryText(after), where, label).map((change) =>
      isCounterOfLink(before, after) || isByTheWay(before)
        ? { ...change, severity: 'medium' as const }
        : change,
    ),
    ...changedDates(before.text, after.text, where, after.zone),
    ...lostWords(before, after, terms),
    ...lostNames(before, after),
    ...lost.map((sentence) =>
      changeOf(
        covered.has(sentence) ? 'hidden-not-removed' : 'block-removed',
        covered.has(sentence)
          ? `The sentence ${quoted(sentence)} is still in the page but no longer shown.`
          : `A sentence is no longer there: ${quoted(sentence)}; the text now reads ${quoted(after.text)}.`,
        { before: sentence, after: null },
        where,
        weighed('high', after.zone),
      ),
    ),
  ];
  const told = [...specific, ...(lost.length === 0 ? turned(before, after) : [])];
  const severity = told.some((one) => one.severity !== 'low')
    ? 'low'
    : weighed('medium', after.zone);
  const summary = `Text was edited: ${quoted(before.text)} now reads ${quoted(after.text)}.`;
  return [...told, changeOf('block-edited', summary, sides, where, severity)];
}

/** Numbers in a template's strips that are of nothing people cite: the state of a counter, a version. */
function isByTheWay({ text, zone }: TextBlock): boolean {
  return (zone === 'aside' || zone === 'footer') && !isTellingLabel(mapText(text).text);
}

/** A bare number beside a link's words that grew, or stands before them, as how often it was read does. */
function isCounterOfLink(before: TextBlock, after: TextBlock): boolean {
  const [was, is] = [before, after].map(countedLink);
  if (was == null || is == null || was.words !== is.words || was.isBefore !== is.isBefore) {
    return false;
  }
  return was.isBefore || is.count > was.count;
}

function countedLink({ text, linkTextLength }: TextBlock) {
  const [, left = '', words = '', right = ''] =
    /^(\d{0,9})[\s.、]*(.*?)[\s(（[]*(\d{0,9})[\s)）\]]*$/su.exec(text) ?? [];
  const isOfLink = linkTextLength > 0 && Math.abs(words.length - linkTextLength) <= 2;
  const isBefore = left !== '';
  // The one number must stand outside the link, or it is a word of it.
  if (!isOfLink || isBefore === (right !== '')) return null;
  return { words, isBefore, count: Number(left || right) };
}

/** A negation that came or went: the sentence says the opposite. */
function turned(before: TextBlock, after: TextBlock): readonly Change[] {
  const [was, is] = [polarityOf(before.text), polarityOf(after.text)];
  if (was === is || isOfQueue(mapText(before.text).text)) return [];
  const summary = `A negation ${is > was ? 'came into' : 'left'} this sentence: ${quoted(before.text)} now reads ${quoted(after.text)}.`;
  const sides = { before: before.text, after: after.text };
  return [
    changeOf('term-substituted', summary, sides, placeOf(after), weighed('high', after.zone)),
  ];
}

const NEGATIONS =
  /[不没未无非勿禁]|停止|暂停|取消|谢绝|拒绝|\b(?:not?|never|none|cannot|without|no longer|stopped|ceased|[a-z]+n't)\b|(?<!\p{L})(?:لا|لم|لن|ليس|ليست|غير|دون|ما عاد|توقف)(?!\p{L})/gu;
// Words that hold such a character and deny nothing.
const NO_NEGATIONS =
  /不仅|不但|不断|不同|无论|无菌|无创|无障碍|非常|未来|不少|不锈|非洲|无忧|北非|无偿/g;

/** How many negations a text holds: one more or one less turns what it says. */
function polarityOf(text: string): number {
  return (mapText(text).text.replace(NO_NEGATIONS, '').match(NEGATIONS) ?? []).length;
}

/** Sentences without a counterpart in the block or anywhere on the page. */
function lostSentences(
  before: TextBlock,
  after: TextBlock,
  elsewhere: Elsewhere,
): readonly string[] {
  const old = sentencesOf(before.text);
  const fresh = sentencesOf(after.text);
  const whole = bigrams(matchable(after.text));
  return old.filter((sentence) => {
    if (matchable(sentence).replace(/[^\p{L}]/gu, '').length < LEAST_SENTENCE) return false;
    if (containment(bigrams(matchable(sentence)), whole) >= 0.8) return false;
    if (fresh.some((one) => wordsAlike(sentence, one) >= 0.5)) return false;
    // One sentence for one, however unlike, is the edit itself.
    return old.length > 1 && !elsewhere.has(sentence);
  });
}

const LEAST_SENTENCE = 4;

function lostWords(
  before: TextBlock,
  after: TextBlock,
  terms: readonly string[],
): readonly Change[] {
  const [was, is] = [matchable(before.text), matchable(after.text)];
  const sides = { before: before.text, after: after.text };
  const watched = terms.filter((term) => {
    const wanted = matchable(term);
    return wanted !== '' && was.includes(wanted) && !is.includes(wanted);
  });
  const now = fieldWordsIn(is);
  const field = fieldWordsIn(was).filter((word) => !now.includes(word));
  const word = watched[0] ?? field[0];
  if (word === undefined) return renamed(before, after, now);
  const what = watched.length > 0 ? 'watched word' : 'word';
  const summary = `The ${what} ${quoted(word)} no longer stands in this sentence: ${quoted(before.text)} now reads ${quoted(after.text)}.`;
  return [changeOf('term-substituted', summary, sides, placeOf(after), weightOf(before, after))];
}

/** What is said of organs now has the words in it by which their source is made to look better. */
function renamed(before: TextBlock, after: TextBlock, now: readonly string[]): readonly Change[] {
  const old = fieldWordsIn(matchable(before.text));
  const word = now.find((one) => EUPHEMISMS.has(one) && !old.includes(one));
  if (word === undefined || old.length === 0) return [];
  const summary = `The word ${quoted(word)} came into this sentence: ${quoted(before.text)} now reads ${quoted(after.text)}.`;
  const sides = { before: before.text, after: after.text };
  return [changeOf('term-substituted', summary, sides, placeOf(after), weightOf(before, after))];
}

/** How much the words of an edit weigh; what a menu loses, its links tell. */
function weightOf(before: TextBlock, after: TextBlock): Severity {
  const isMenu = [before, after].some(
    ({ zone, linkTextLength, text }) => zone === 'nav' && linkTextLength > text.length * 0.5,
  );
  return isMenu ? 'medium' : weighed('high', after.zone);
}

function lostNames(before: TextBlock, after: TextBlock): readonly Change[] {
  const [was, is] = [mapText(before.text).text, mapText(after.text).text];
  const names = isMasked(was.trim(), is.trim()) ? [was.trim()] : namesIn(was);
  return names
    .filter((name) => !is.includes(name))
    .map((name) => {
      const summary = `${quoted(name)} is no longer named here: ${quoted(before.text)} now reads ${quoted(after.text)}.`;
      const sides = { before: before.text, after: after.text };
      return changeOf(
        'contact-removed',
        summary,
        sides,
        placeOf(after),
        weighed('high', after.zone),
      );
    });
}

/** Values that differ or are gone between two wordings of one statement. */
export function changedNumbers(
  before: string,
  after: string,
  where: string,
  context = '',
): readonly Change[] {
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
    const isTelling = TELLING_UNITS.test(old.unit) || fieldWordsIn(old.label).length > 0;
    if (partner === undefined && !isTelling) return [];
    if (COUNTED.test(context) && old.label === '') return [];
    const name = nameOf(old, context);
    const summary =
      partner === undefined
        ? `The value ${quoted(old.raw)}${name} is no longer stated.`
        : `A value${name} changed from ${quoted(old.raw)} to ${quoted(partner.raw)}.`;
    // Running totals go up by themselves, a little at a time.
    const grew = partner !== undefined && hasGrown(old, partner);
    const severity = grew || !isCited(old, before, context) ? 'medium' : undefined;
    return [changeOf('number-changed', summary, { before, after }, where, severity)];
  });
}

/** A number that people cite: it measures, and its words say what, or a sentence stands around it. */
function isCited({ unit, isOrdinal }: Labelled, sentence: string, context: string): boolean {
  if (isOrdinal) return false;
  const { text } = mapText(`${context} ${sentence}`);
  if (!isLabelling(withoutValues(text)) || isTellingLabel(text)) return true;
  return MONEY_UNITS.test(unit) || context.includes(' / ');
}

const MONEY_UNITS = /^(?:CNY|USD|EUR|GBP|JPY|KRW|HKD|TWD|SAR|AED|EGP)$/;

/** Labels of visits, readers and the like, where the number stands in a block of its own. */
export const COUNTED =
  /浏览|阅读|点击|访问|访客|人气|播放|在线|关注|点赞|收藏|分享|转发|评论|下载(?:次|量)|粉丝|热度|\b(?:views?|visits?|visitors?|hits|reads?|likes?|comments?|shares?|followers?|subscribers?|online|downloads?)\b|زيار|زوار|مشاهد|قراء|اعجاب|تعليق|مشارك|متابع|تحميل/;
const GROWTH = 1.05;

function hasGrown(old: Labelled, fresh: Labelled): boolean {
  if (old.unit !== fresh.unit || !/^(?:|case|person|n|台)$/.test(old.unit)) return false;
  const [was, is] = [Number.parseFloat(old.value), Number.parseFloat(fresh.value)];
  return was >= 100 && is > was && is <= was * GROWTH;
}

/** Values that went together with their block, as the page words them: only those people cite. */
export function lostValues(block: TextBlock): readonly string[] {
  return labelledQuantities(block.text)
    .filter((old) => TELLING_UNITS.test(old.unit) && old.label !== '')
    .map((old) => `${quoted(old.raw)}${nameOf(old, '')}`);
}

function wordsAlike(before: string, after: string): number {
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
  const gone = left.filter((date) => !right.includes(date));
  const came = right.filter((date) => !left.includes(date));
  if (gone.length === 0) return [];
  const [old, fresh] = [gone[0] ?? '', came[0]];
  const summary =
    fresh === undefined
      ? `The date ${old} is no longer stated in ${quoted(after)}.`
      : `A date changed from ${old} to ${fresh}${fresh < old ? ', which is earlier' : ''}.`;
  const said = `${label} ${after}`;
  // "Last updated" moving on with the page is what it is for; moving back is not.
  const isLater = fresh !== undefined && fresh > old;
  const isUpdate = isLater && UPDATED.test(mapText(said).text);
  // Little but a date that goes forward is most likely the day.
  const words = withoutValues(mapText(said).text).replace(HOSPITAL, '');
  const isDay = isLater && isLabelling(words) && !isTellingLabel(words) && !PUBLISHED.test(words);
  // Without a year it stands beside an entry of a list.
  const isOfEntry = gone.every((date) => date.startsWith('-')) && SHORT_DATE.test(before.trim());
  // When an article was published stands above it, wherever its template puts that.
  const weight = PUBLISHED.test(words) && zone === 'aside' ? 'high' : weighed('high', zone);
  const severity = isUpdate ? 'low' : isDay || isOfEntry ? 'medium' : weight;
  return [changeOf('date-changed', summary, { before, after }, where, severity)];
}
