// An entry of a list -> what kind it is: a slide, a thread, a headline, the way to older ones; whether it
// says something people cite.
import { namesFile } from '../formats/file-names.js';
import { mapText } from '../formats/normal-text.js';
import { isAddress } from './addresses.js';
import { fieldWordsIn, isPointed, isSharp } from './field-words.js';
import type { Entry } from './list-entries.js';
import { namesIn } from './names.js';
import { labelledQuantities } from './numbers.js';
import { citesFigures, isOfDealings } from './of-the-trade.js';
import { isTellingLabel } from './passing.js';
import { saysSense } from './senses.js';

/** The way to older entries, behind the last of them. */
export function isPager({ texts }: Entry): boolean {
  return PAGER.test(mapText(texts.join(' ')).text.trim());
}

const PAGER =
  /^(?=.*\d)(?:[\d\s.…·|¤"<>«»‹›[\]()/–-]|上一?页|下一?页|首页|末页|尾页|共|第|页|条|next|prev(?:ious)?|first|last|page|of|to|showing|items?|results?|entries|records|older|newer|عرض|الي|من|اصل|اخبار|خبرا?|نتائج|نتيجه|التالي|السابق|الاول|الاخير|マ|次へ|前へ|다음|이전)+$/;

/** A few words that lead nowhere. */
export function isHeading(entry: Entry | undefined): boolean {
  if (entry === undefined || entry.things > 0 || entry.dated) return false;
  return entry.index === 1 && entry.texts.join('').length <= LONGEST_HEADING;
}

const LONGEST_HEADING = 30;

/** What something costs or how long it takes. */
export const CITED_UNIT = /^(?:CNY|USD|EUR|GBP|HKD|TWD|SAR|AED|EGP|d|mo|y|%)$/;

/** Nothing of the field that is looked for, no price and no time. */
export function saysLittle({ texts }: Entry): boolean {
  const { text } = mapText(texts.join(' '));
  return !isPointed(text) && labelledQuantities(text).every(({ unit }) => !CITED_UNIT.test(unit));
}

const LONGEST_UNCITED = 60;

/** A line of words alone in a list, of nothing people cite. */
export function isUncited(entry: Entry): boolean {
  const text = entry.texts.join(' ');
  return isOfWords(entry) && !isTellingLabel(mapText(text).text) && !saysSense(text);
}

/** The same of any element: news in a box of paragraphs. */
export function isUncitedLine(entry: Entry): boolean {
  const { text } = mapText(entry.texts.join(' '));
  const said = text.replace(OF_THE_HOUSE, ' ');
  return isLineOfWords(entry) && !isTellingLabel(said) && isOfNoDealings(text);
}

/** One of two: half of what the list said. */
export function isUncitedHalf(entry: Entry): boolean {
  return isUncited(entry) && isOfNoDealings(mapText(entry.texts.join(' ')).text);
}

/** No terms; nowhere one is reached, and no year of a chronicle. */
function isOfNoDealings(text: string): boolean {
  return !isSharp(text) && !isOfDealings(text) && !/^(?:19|20)\d\d/.test(text) && !isPlace(text);
}

/** A street without its number is an address as well. */
function isPlace(text: string): boolean {
  return isAddress(text) || /[省市区县港]\p{sc=Han}{1,8}[路街道]$/u.test(text);
}

/** News that says what was done and how often, for how much, how soon, or by whom. */
export function isSaying(entry: Entry): boolean {
  const { text } = mapText(entry.texts.join(' '));
  return namesIn(text).length > 0 || citesFigures(text) || (isSharp(text) && isTellingLabel(text));
}

/** News of a hospital name it, and its doctors. */
const OF_THE_HOUSE =
  /医院|医生|医师|医护|专家|患者|\b(?:hospitals?|doctors?|nurses?|physicians?|patients?|staff)\b|\p{L}*مستشف\p{L}*|كليه (?:ال)?(?:طب|تمريض|صيدل|علوم|هندس)\p{L}*|\p{L}*(?:طبيب|اطباء|مرضي)\p{L}*/gu;

/** As long as what happened is told in, and none of it of the field. */
export function isHeadline(entry: Entry): boolean {
  const { text } = mapText(entry.texts.join(' '));
  const least = /\p{sc=Han}/u.test(text) ? LEAST_HAN : LEAST_LETTERS;
  return (
    isOfWords(entry) &&
    text.length >= least &&
    fieldWordsIn(text).length === 0 &&
    !isSharp(text) &&
    !isTellingLabel(text)
  );
}

const LEAST_HAN = 8;
const LEAST_LETTERS = 20;

function isOfWords(entry: Entry): boolean {
  return / > li:nth-of-type\(\d+\)$/.test(entry.path) && isLineOfWords(entry);
}

function isLineOfWords({ texts, things }: Entry): boolean {
  const { text } = mapText(texts.join(' '));
  return (
    texts.length === 1 &&
    text.length <= LONGEST_UNCITED &&
    things === 0 &&
    namesIn(text).length === 0 &&
    labelledQuantities(text).every(({ unit }) => unit === '')
  );
}

/** A picture that leads to a page: those of a carousel change with the season. */
export function isSlide({ marks, things }: Entry): boolean {
  const links = [...marks].filter((mark) => !PICTURE.test(mark));
  return (
    things >= 2 && marks.size === 2 && links.length === 1 && !links.some((mark) => namesFile(mark))
  );
}

const PICTURE = /\.(?:jpe?g|png|gif|webp|avif|svg|bmp)$/i;

export function isPlain({ texts, words, marks }: Entry): boolean {
  // A document that went is looked for.
  if ([...marks].some((mark) => namesFile(mark) && !PICTURE.test(mark))) return false;
  return !isPointed(mapText([...texts, ...words].join(' ')).text);
}

/** The threads of a board, the last answered on top. */
export function isThread({ marks }: Entry): boolean {
  return [...marks].some((mark) => THREAD.test(mark));
}

const THREAD =
  /\/(?:show|view)(?:thread|topic)\b|\/thread-\d|\/topic[/-]\d|\/read\.php\?|[?&]tid=\d/;
