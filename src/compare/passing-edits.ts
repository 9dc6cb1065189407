// A block before and after -> whether what changed in it passes by: a line of the day, a roster, a figure
// of a later month, the counter of a link. Never what people cite.
import { mapText } from '../formats/normal-text.js';
import type { Change } from '../model/change.js';
import type { TextBlock } from '../model/reading.js';
import { isBroughtUpToDate, MONEY_UNITS, wordsAlike } from './changed-values.js';
import { fieldWordsIn, isPointed } from './field-words.js';
import { isByTheWay, isOfDuty, isOfGivers, isOfMeals, isOfPresence } from './frame-words.js';
import { isOfMember } from './members.js';
import { namesIn } from './names.js';
import { datesIn, labelledQuantities } from './numbers.js';
import { DEAR, isOfDealings } from './of-the-trade.js';
import { isTellingLabel } from './passing.js';
import { hasMovedOn } from './periods.js';
import { saysSense } from './senses.js';
import { isOfField } from './wordings.js';

/** A change in a line of the day, or one that brings a statement up to date; never of what people cite. */
export function passesBy({ kind, summary }: Change, before: TextBlock, after: TextBlock): boolean {
  const isValue = kind === 'number-changed' || kind === 'date-changed';
  const both = (test: (block: TextBlock) => boolean): boolean => test(before) && test(after);
  if (isValue && isBroughtUpToDate(before.text, after.text)) return true;
  if (isValue && both(({ text }) => isOfGivers(text) || isOfMember(text) || isReading(text)))
    return true;
  if (isValue && isOfPeriod(before.text, after.text)) return true;
  if (isValue && both(({ text }) => isStripOfDay(mapText(text).text))) return true;
  if (
    kind === 'number-changed' &&
    both(({ text }) => isOfMeals(text)) &&
    isPriceOfMeal(summary, before.text)
  )
    return true;
  if (
    kind === 'date-changed' &&
    both(
      ({ text }) =>
        BOOKED.test(mapText(text).text) && fieldWordsIn(mapText(text).text).length === 0,
    )
  )
    return true;
  if (kind === 'number-changed' && both(({ text }) => isPoll(text))) return true;
  if (kind === 'term-substituted' && (both(isRowOfLinks) || both(isOfForm)))
    return saysNothingLost(before.text, after.text);
  if (kind === 'number-changed' && isPriceOf(isOfReaders, summary)) return true;
  if (kind === 'term-substituted' && isSameTrail(before.text, after.text)) return true;
  if (kind === 'date-changed' && isNextWeek(before.text, after.text)) return true;
  if (kind === 'date-changed' && isHeadOfPeriod(before, after)) return true;
  if (both(({ text }) => isOfDuty(text))) {
    return kind === 'contact-removed' || kind === 'block-removed' || kind === 'date-changed';
  }
  // Set back, a date says something wherever it stands; and what a price is of decides.
  if (!both(({ text }) => isByTheWay(text)) || summary.includes(', which is earlier')) return false;
  return kind !== 'number-changed' || !isTellingLabel(mapText(before.text).text);
}

/** Headlines in one line, each a link: of each that went it is told what it was. */
function isRowOfLinks({ text, linkTextLength }: TextBlock): boolean {
  return linkTextLength >= text.replace(/\s/g, '').length * 0.9 && /\S\s+\S/.test(text);
}

/** What is asked of whoever fills in a form. */
export function isOfForm({ tag }: TextBlock): boolean {
  return /^(?:form|fieldset|label|legend|button)$/.test(tag);
}

/** Of the words that are no longer there none says what people cite. */
function saysNothingLost(before: string, after: string): boolean {
  const [was, is] = [before, after].map((text) => mapText(text).text.split(/\s+/));
  const lost = (was ?? []).filter((word) => is?.includes(word) !== true).join(' ');
  return !isTellingLabel(lost) && !isPointed(lost) && namesIn(lost).length === 0;
}

/** What visitors answered: what was asked, shares that are each other's rest, how many answered. */
export function isPoll(text: string): boolean {
  const { text: mapped } = mapText(text);
  const said = mapped.replace(GIFT, ' ');
  return (
    mapped.length <= LONGEST_STRIP &&
    (POLL.test(mapped) || YES_OR_NO.test(mapped)) &&
    (SHARES.test(mapped) ? !isTellingLabel(said) : sharesAll(mapped) && isAskedOfVisitors(said)) &&
    labelledQuantities(text).every(({ unit }) => !MONEY_UNITS.test(unit))
  );
}

/** Nothing of the trade, but for who told a visitor of the house and who served him. */
function isAskedOfVisitors(said: string): boolean {
  const rest = said.replace(WHO_SERVES, ' ');
  return !isOfField(rest) && !isTellingLabel(rest) && !saysSense(rest);
}

const WHO_SERVES =
  /医[生护师]|护士|专家|\b(?:hospitals?|doctors?|physicians?|nurses?|staff)\b|(?:ال)?(?:مستشفي|طبيب|اطباء)/g;

/** Shares of a whole, each behind what was answered. */
function sharesAll(mapped: string): boolean {
  const shares = [...mapped.matchAll(/(\d{1,3}(?:\.\d)?) ?%/g)].map(([, share]) => Number(share));
  const sum = shares.reduce((all, share) => all + share, 0);
  return shares.length >= 2 && Math.abs(sum - 100) <= 2;
}

/** Whether one would give is asked of everybody. */
const GIFT = /捐[献赠]|\bdonat\w+|\p{L}*تبرع\p{L}*/gu;
const POLL = /投票|小调查|(?:网[上络]|在线)调查|民意|\bpoll\b|\bvotes?\b|استطلاع|تصويت|опрос/;
/** What visitors are asked of themselves. */
const YES_OR_NO =
  /(?:[您你]|\b(?:you|your)\b|(?<!\p{L})هل ).{0,60}[?？؟].{0,8}(?:是|有|会|愿意|支持|yes|نعم) ?[:：]? ?\d{1,3} ?%.{0,6}(?:否|没有|不会|不愿意|反对|no|لا) ?[:：]? ?\d{1,3} ?%/u;
const SHARES = /\d ?%.*\d ?%.*\d ?(?:人|票|votes?|صوت)/;

/** The way from the front page to the same place, one of its steps called otherwise. */
function isSameTrail(before: string, after: string): boolean {
  const [was, is] = [before, after].map((text) =>
    mapText(text)
      .text.split(/ ?[/>›»] ?/)
      .map((step) => step.trim()),
  );
  if (was === undefined || is === undefined || was.length < 3 || !HOME.test(was[0] ?? ''))
    return false;
  const said = was.filter((step) => !is.includes(step)).join(' ');
  return was[0] === is[0] && was.at(-1) === is.at(-1) && !isPointed(said);
}

const HOME =
  /^(?:(?:您|你)?(?:现在|当前)?(?:的)?位置 ?[:：] ?)?(?:首页|主页|home)$|^(?:الصفحه )?الرئيسيه$/;

/** When one may come. */
const BOOKED =
  /可预约|约满|放号|号源|\bnext (?:available|free)\b|\bavailable from\b|اقرب موعد|المواعيد المتاحه/;

/** What a list is of, a month further on: 113年2月捐款芳名錄. */
function isHeadOfPeriod(before: TextBlock, after: TextBlock): boolean {
  return (
    /^(?:caption|th|h[2-6])$/.test(before.tag) &&
    fieldWordsIn(mapText(before.text).text).length === 0 &&
    !OF_PATIENTS.test(mapText(before.text).text) &&
    hasMovedOn(before.text, after.text)
  );
}

const OF_PATIENTS = /患者|病人|病例|死亡|\b(?:patients?|died|deaths?|cases)\b|مرضي|مريض|وفيات/;

/** The strip at a page's head: the day of the week, the weather, the rates; two of the three at least. */
function isStripOfDay(text: string): boolean {
  if (text.length > LONGEST_STRIP || fieldWordsIn(text).length > 0 || OF_CARE.test(text))
    return false;
  // A day and an hour say when, and not what of.
  const isRate = RATES.test(text);
  return OF_THE_DAY.filter((sign) => sign.test(text)).length >= 2 && (isRate || !statesSum(text));
}

const LONGEST_STRIP = 240;
function statesSum(text: string): boolean {
  return labelledQuantities(text).some(
    ({ unit, value }) => MONEY_UNITS.test(unit) && Number.parseFloat(value) > DEAR,
  );
}

const RATES =
  /(?:加权|上证|深证|恒生|道琼斯|纳斯达克).{0,3}指|\b(?:nasdaq|dow jones|ftse)\b|(?:美元|日元|日圆|欧元|英镑|港币)[^\d]{0,6}\d+\.\d|(?:دولار|يورو) \d+\.\d|الذهب عيار/;
const OF_THE_DAY = [
  /(?<!\d)(?:19|20)\d{2}(?:日|г\.?)?,? \d{1,2}:\d{2}(?!\d)/,
  /(?:星期|周|礼拜)[一二三四五六日天]|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?<!\p{L})(?:ال)?(?:احد|اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت)(?!\p{L})/u,
  /\d ?(?:℃|°|度)|降[雨水](?:机率|概率)|\bwind \d|\b(?:high|low) -?\d|(?<!\p{L})(?:العظمي|الصغري|صحو|غائم)(?!\p{L})/u,
  RATES,
];
const OF_CARE =
  /手术|住院|等待|患者|病人|费用|\b(?:surger\w+|operations?|patients?|wait\w*|costs?|fees?)\b|عمليه|عمليات|مرضي|مريض|انتظار|تكلف/;

/** Its own label names a meal or a place for a car, and it costs no more than they do. */
function isPriceOfMeal(summary: string, text: string): boolean {
  const isOfSets = /元 ?[/／] ?份/.test(text);
  return isPriceOf((label) => isOfMeals(label) || (isOfSets && /套餐$/.test(label)), summary);
}

/** A price under such a label, no higher than what people pay by the way. */
function isPriceOf(isOf: (label: string) => boolean, summary: string): boolean {
  const label = /^(?:A|The) value (?:“[^”]*” )?\(([^()]*)\)/.exec(summary)?.[1] ?? '';
  const sums = [...summary.matchAll(/“([^”]*)”/g)].map(
    ([, said = '']) => labelledQuantities(said)[0],
  );
  return (
    isOf(label) &&
    sums.every(
      (sum) =>
        sum !== undefined && MONEY_UNITS.test(sum.unit) && Number.parseFloat(sum.value) <= DEAR,
    )
  );
}

/** What a paper costs its readers. */
function isOfReaders(label: string): boolean {
  const { text } = mapText(label);
  return (
    /subscri(?:be|ption)s?(?: from)?\W*$|订阅|اشتراك/.test(text) &&
    !isTellingLabel(text) &&
    // Who pays to come first is no reader.
    !/优先|vip|加急|\b(?:priority|list|queue|express)\b|اولوي|قائم/.test(text)
  );
}

/** The days a roster is of, from one to another, both later now. */
function isNextWeek(before: string, after: string): boolean {
  const [old, fresh] = [datesIn(before), datesIn(after)];
  const isRoster = [before, after].every((text) => ROSTER.test(mapText(text).text));
  const isLater = old.length === 2 && old.every((date, at) => date < (fresh[at] ?? ''));
  return isRoster && isLater && fresh.length === 2 && wordsAlike(before, after) >= 0.9;
}

const ROSTER =
  /门诊|出诊|坐诊|排班|\b(?:clinics?|rota|roster|schedule|opening hours)\b|عيادات|مناوبات|جدول/;

/** Figures of a later month or quarter, beside its name: never prices, and nothing of the field. */
function isOfPeriod(before: string, after: string): boolean {
  const values = labelledQuantities(before);
  return (
    values.length > 0 &&
    values.every(({ unit }) => !MONEY_UNITS.test(unit)) &&
    fieldWordsIn(mapText(before).text).length === 0 &&
    hasMovedOn(before, after)
  );
}

/** Numbers in a template's strips that are of nothing people cite: the state of a counter, a version. */
export function isUnlabelled({ text, zone }: TextBlock): boolean {
  return (zone === 'aside' || zone === 'footer') && !isTellingLabel(mapText(text).text);
}

/** A bare number beside a link's words that grew, or stands before them, as how often it was read does. */
export function isCounterOfLink(before: TextBlock, after: TextBlock): boolean {
  const [was, is] = [before, after].map(countedLink);
  // The ranking is shown without its numbers now.
  if (was?.isBefore === true && was.words === after.text)
    return !COUNTS.test(mapText(was.words).text);
  if (was == null || is == null || was.words !== is.words || was.isBefore !== is.isBefore) {
    return false;
  }
  return was.isBefore || is.count > was.count;
}

/** What the number before it counts: no rank. */
const COUNTS = /^(?:例|台|名|人|位|个|次|万|元|donors?|patients?|cases?|livers?|kidneys?|people)/;

/** How long ago an entry was written, behind its words. */
export function isAgeOfLink({ text, linkTextLength }: TextBlock): boolean {
  return linkTextLength >= text.length * 0.5 && AGE.test(mapText(text).text.trim());
}

/** Links and how often each word was used. */
export function isCloud({ text, linkTextLength }: TextBlock): boolean {
  return linkTextLength >= text.length * 0.5 && (text.match(/[(（]\d+[)）]/g)?.length ?? 0) >= 2;
}

const AGE =
  /\d+ ?(?:(?:秒|分钟|小时|天|周|星期|个月|年)前|(?:s|m|h|d|w|mo|y|(?:second|minute|hour|day|week|month|year)s?)(?: ago)?)$|(?:منذ|قبل) [^,.]{2,16}$/;

const LONGEST_COUNTED = 400;

function countedLink({ text, linkTextLength }: TextBlock) {
  if (text.length > LONGEST_COUNTED) return null;
  const [, left = '', words = '', right = ''] =
    /^(\d{0,9})[\s.、]*(.*?)[\s(（[]*(\d{0,9})[\s)）\]]*$/su.exec(text) ?? [];
  const isOfLink = linkTextLength > 0 && Math.abs(words.length - linkTextLength) <= 2;
  const isBefore = left !== '';
  // The one number must stand outside the link, or it is a word of it.
  if (!isOfLink || isBefore === (right !== '')) return null;
  return { words, isBefore, count: Number(left || right) };
}

/** Who reads at the moment; what was reported an hour ago of organs is no such count. */
function isReading(text: string): boolean {
  // In Arabic members are written as organs are.
  const said = mapText(text).text.replace(/^(?:\d+ )?(?:عضو|اعضاء)\p{L}*/u, ' ');
  return isOfPresence(text) && !TELLS.test(said) && !isTellingLabel(said) && !isSaidOfTrade(said);
}

function isSaidOfTrade(said: string): boolean {
  return fieldWordsIn(said).length > 0 || isOfDealings(said);
}

const TELLS = /\d ?[例台]|元|\b(?:waiting|livers?|kidneys?)\b|زراع/;
