// A sentence of the field before and after -> what it says otherwise now, where no value, name or
// watched word tells: "paid donors" become "unpaid", "we arrange" becomes "we used to arrange".
import { mapText } from '../formats/normal-text.js';
import type { TextBlock } from '../model/reading.js';
import { lettersOf } from './elsewhere.js';
import { fieldWordsIn, namesOrgan } from './field-words.js';
import { isByTheWay } from './frame-words.js';
import { withoutNoise } from './noise.js';
import { withoutValues } from './numbers.js';
import { isOfQueue } from './passing.js';
import { hedgesCome, sensesLost } from './senses.js';

/** Shorter texts are labels and headings. */
const LEAST_HAN = 10;
const LEAST_LETTERS = 30;

/** What a sentence lost and what came in its stead, as words; `null` where it says the same. */
export interface Rewording {
  readonly lost: string;
  readonly came: string;
}

/** Words lost from a sentence of the field, or put into it so that it holds no more. */
export function rewordingOf(before: TextBlock, after: TextBlock): Rewording | null {
  if (!isRunning(before) || isByTheWay(before.text)) return null;
  // "look-up" and "lookup" are one word.
  if (lettersOf(before.text) === lettersOf(after.text)) return null;
  const isQuoted = [before, after].some(
    ({ path, tag }) => tag === 'blockquote' || /blockquote/.test(path),
  );
  const [was, is] = [before, after].map(({ text }) => plainOf(text, isQuoted));
  const { text } = mapText(before.text);
  if (was === undefined || is === undefined || isOfQueue(text)) return null;
  // Of a label or a heading, for whom and from whom, and how certainly: 接收外籍患者 became 接收患者.
  const pointed = sensesLost(before.text, after.text);
  const hedges = hedgesCome(before.text, after.text);
  const isPointed = pointed.length + hedges.length > 0;
  if (!isOfField(text) && !isPointed) return null;
  const { lost, came } = differenceOf(wordsOf(was), wordsOf(is));
  // A word that counts something was put right as well: "300 pateints".
  const old = new Set(wordsOf(text));
  const units = wordsOf(mapText(after.text).text).filter((word) => !old.has(word));
  const written = [...came, ...units];
  const said = lost.filter(
    (word) => saysSomething(word) && !written.some((one) => isSpelling(word, one)),
  );
  // Said twice and now once, it is said all the same.
  const stays = new Set(wordsOf(is));
  const gone = said.filter((word) => (isHan(word) ? !is.includes(word) : !stays.has(word)));
  const limits = came.filter((word) => LIMIT.test(word) || isPast(word, lost, is));
  if (!isPointed && limits.length === 0 && (gone.length === 0 || !isSentence(before))) return null;
  if (isTeaser(before.text) && isTeaser(after.text)) return null;
  if ([before, after].every((one) => OF_THE_DAY.test(mapText(one.text).text))) return null;
  return { lost: lost.join(' ') || pointed.join(' '), came: came.join(' ') };
}

/** "We were able" for "we are able". */
function isPast(word: string, lost: readonly string[], is: string): boolean {
  return (
    /^(?:was|were)$/.test(word) &&
    lost.some((one) => /^(?:am|is|are)$/.test(one)) &&
    !OF_OCCASIONS.test(is)
  );
}

/** Games are held and nurses are thanked each year. */
const OF_OCCASIONS = /\b(?:was|were) (?:held|thanked|celebrated|honou?red|awarded|invited)\b/;

/** The strip that greets a visitor with the day and the weather. */
const OF_THE_DAY =
  /(?:晴|阴|多云|雨|雪|风).{0,14}\d ?(?:℃|°)|\d ?[~-] ?-?\d+ ?(?:℃|°)|^欢迎(?:光临|访问|来到|您)|今天是|星期[一二三四五六日天] |^welcome to\b.{0,60}\b(?:19|20)\d\d/;

/** The beginning of an article that is led to. */
function isTeaser(text: string): boolean {
  return /(?:…|\.{3})\s*(?:[[(【]?(?:阅读|閱讀|查看|read|more|continue|المزيد|اقرأ).{0,16})?$/iu.test(
    text.trim(),
  );
}

function isHan(word: string): boolean {
  return /\p{sc=Han}/u.test(word);
}

/** Of the page's own text, and not led to by it. */
function isRunning({ text, linkTextLength, zone }: TextBlock): boolean {
  return (zone === null || zone === 'main') && linkTextLength <= text.length * 0.3;
}

function isSentence({ text, tag }: TextBlock): boolean {
  if (/^h[1-6]$/.test(tag)) return false;
  const han = text.match(/\p{sc=Han}/gu)?.length ?? 0;
  return han >= LEAST_HAN || text.replace(/[^\p{L}]/gu, '').length - han >= LEAST_LETTERS;
}

/** Words of the field, or an organ by its name. */
export function isOfField(text: string): boolean {
  return fieldWordsIn(text).length > 0 || namesOrgan(text);
}

/** In comparable form, folded, without values, counters and signs. */
function plainOf(text: string, isQuoted: boolean): string {
  const { text: mapped } = mapText(text);
  return withoutValues(
    withoutNoise(
      mapped
        .replace(ORDINAL, '')
        .replace(BOARD_CODE, ' ')
        .replace(isQuoted ? QUOTED_FROM : NOTHING, ' '),
    ),
  )
    .replace(WEEKDAYS, ' ')
    .replace(/[^\p{L}\p{N}#%\s-]+/gu, ' ')
    .replace(/(?<!\b(?:non|un|in|ex|co|de|anti|self))-/g, ' ');
}

/** The number of a step, in words. */
const ORDINAL =
  /^(?:(?:اولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|تاسعا|عاشرا)\p{M}*|(?:first|second|third|fourth|fifth)(?:ly)?|第[一二三四五六七八九十]+步?|其[一二三四五]) ?(?:[:：،,.、]|- )/u;

/** What a forum's software writes in brackets. */
const BOARD_CODE =
  /\[\/?(?:b|i|u|s|em\d{0,3}|img|url|quote|color|size|font|align)(?:=[^\]]{0,60})?\]/g;
const NOTHING = /(?!)/;
/** How a forum heads what it quotes. */
const QUOTED_FROM =
  /^(?:اقتباس ?:? ?)?المشاركه الاصليه كتبت بواسطه|^(?:quote ?:? ?)?originally posted by|^引用 ?[:：]? ?|(?<=^.{2,24})(?:发表于|写道|كتب|wrote|said) ?[:：]|^[\w.-]{2,24} wrote on .{4,20}?:/;

/** When somebody sees patients. */
const WEEKDAYS =
  /(?:每?周|星期|礼拜)[一二三四五六日天](?:[至到、和及][一二三四五六日天])*(?:[上下]午|全天|晚上)?/g;

/** Words; Chinese and Japanese, which set none apart, character by character. */
function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{sc=Han}]|[^\s\p{sc=Han}]+/gu) ?? [];
}

/** What the longest common run of words leaves over on either side; runs of characters are joined. */
function differenceOf(
  was: readonly string[],
  is: readonly string[],
): { lost: string[]; came: string[] } {
  // Most of a long paragraph stays as it is.
  const start = was.findIndex((word, at) => word !== is[at]);
  if (start < 0) return { lost: [], came: is.slice(was.length) };
  let end = 0;
  while (end < Math.min(was.length, is.length) - start && was.at(-1 - end) === is.at(-1 - end)) {
    end += 1;
  }
  const middle = (words: readonly string[]): readonly string[] =>
    words.slice(start, words.length - end).slice(0, MOST_WORDS);
  const [a, b] = [middle(was), middle(is)];
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = table[i];
      if (row === undefined) continue;
      row[j] =
        a[i] === b[j]
          ? (table[i + 1]?.[j + 1] ?? 0) + 1
          : Math.max(table[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  const lost: string[] = [];
  const came: string[] = [];
  let [i, j, run] = [0, 0, false];
  const add = (list: string[], word: string): void => {
    const isHan = /\p{sc=Han}/u.test(word);
    const last = list.at(-1);
    if (run && isHan && last !== undefined && /\p{sc=Han}/u.test(last))
      list[list.length - 1] = last + word;
    else list.push(word);
  };
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      [i, j, run] = [i + 1, j + 1, false];
      continue;
    }
    const down = table[i + 1]?.[j] ?? -1;
    const right = table[i]?.[j + 1] ?? -1;
    if (j >= b.length || (i < a.length && down >= right)) add(lost, a[i++] ?? '');
    else add(came, b[j++] ?? '');
    run = true;
  }
  return { lost, came };
}

/** What was written anew is compared by its beginning where it is longer than this. */
const MOST_WORDS = 400;

/** A word that bears meaning: no article, particle or title of courtesy. */
function saysSomething(word: string): boolean {
  if (/^[#\d%-]+$/.test(word)) return false;
  if (/\p{sc=Han}/u.test(word))
    return WEIGHTY.test(word) || word.replace(PARTICLES, '').length >= 2;
  return word.length >= 4 && !SMALL.test(word) && !OF_THE_CALENDAR.test(word);
}

/** One of these alone makes a sentence another. */
const WEIGHTY = /[肝肾肺心活尸死亲军警囚犯]/;
const PARTICLES = /[的地得了着过之其及与和或于在为是有将已并也都就而且本我们院您贵该此约共]/gu;
const SMALL =
  /^(?:the|this|that|these|those|with|from|have|has|been|were|will|would|shall|which|their|there|they|your|ours?|also|into|than|then|about|please|very|such|some|more|most|said|says|added|noted|und|هذ[اه]|ذلك|التي|الذي|الذين|حيث|كما|ايضا|وقد|لقد|عند|وذلك|كافه|جميع)$/;

const OF_THE_CALENDAR =
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december|و?(?:ال)?(?:احد|اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت)|يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر)$/;

/** The same word, spelled otherwise: a typo put right, another ending. */
function isSpelling(was: string, is: string): boolean {
  if (OPPOSITE.test(was) !== OPPOSITE.test(is)) return false;
  const title = (word: string): string => TITLES.get(word) ?? word;
  if (title(was) === title(is)) return true;
  const [a, b] = [was.replaceAll('-', ''), is.replaceAll('-', '')];
  if (a === b) return true;
  if (/\p{sc=Han}/u.test(a)) return false;
  return stepsBetween(a, b) <= (a.length >= 8 ? 3 : a.length >= 5 ? 2 : 1);
}

/** How a person is called, and how that is cut short. */
const TITLES: ReadonlyMap<string, string> = new Map([
  ['الدكتور', 'د'],
  ['الدكتوره', 'د'],
  ['دكتور', 'د'],
  ['دكتوره', 'د'],
  ['الاستاذ', 'ا'],
  ['الاستاذه', 'ا'],
  ['البروفيسور', 'ا'],
  ['doctor', 'dr'],
  ['professor', 'prof'],
]);

const OPPOSITE = /^(?:un|in|im|non|dis|de|ir|غير|لا)/;

const LONGEST_WORD = 40;

/** Letters to change, add or take out to come from one word to the other (Levenshtein). */
export function stepsBetween(a: string, b: string): number {
  if (Math.max(a.length, b.length) > LONGEST_WORD) return LONGEST_WORD;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Words by which what was said to hold holds no more. */
const LIMIT =
  /^(?:used|formerly|previously|once|former|曾|曾经|过去|以前|以往|此前|原先|当时|سابقا|كان|كانت|كنا|السابق)$/;
