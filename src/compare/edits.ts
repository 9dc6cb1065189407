// A block before and after -> what changed in it: values, sentences, names, watched words, denials.
import { bigrams, containment, mapText, matchable } from '../formats/normal-text.js';
import { type Change, isLoud, type Severity } from '../model/change.js';
import type { TextBlock } from '../model/reading.js';
import { isAddress, keepsNumbers } from './addresses.js';
import { entryText } from './blocks.js';
import { asMedium, changeOf, quoted } from './change.js';
import { changedDates } from './changed-dates.js';
import { changedNumbers, wordsAlike } from './changed-values.js';
import { type Elsewhere, lettersOf, sentencesOf } from './elsewhere.js';
import { holdsTerm } from './exchanges.js';
import { EUPHEMISMS, fieldWordsIn, isPointedWord, isSameWord } from './field-words.js';
import { isByTheWay, isOfOwner, isOfPresence } from './frame-words.js';
import { isMasked, namesIn, titledIn } from './names.js';
import { datesIn } from './numbers.js';
import { isOfQueue, isTellingLabel } from './passing.js';
import { isAgeOfLink, isCloud, isCounterOfLink, isUnlabelled, passesBy } from './passing-edits.js';
import { placeOf, weighed } from './scope.js';
import { isSetAnew } from './set-anew.js';
import { isProse } from './slight.js';
import { rewordingOf, stepsBetween } from './wordings.js';

/** What an edit may be judged by besides its two wordings. */
export interface EditContext {
  /** Words whose substitution matters. */
  readonly terms: readonly string[];
  /** The page as it is now. */
  readonly elsewhere: Elsewhere;
  /** What stands in its lines that came or were edited. */
  readonly came?: Elsewhere;
  /** What is in it now without being shown. */
  readonly covered: Elsewhere;
  /** The page as it was. */
  readonly shownBefore: Elsewhere;
  /** What stands beside the value in a block that holds nothing else. */
  readonly label?: string;
}

/** The changes of one edited block, the most specific first and the edit itself last. */
export function changesOfEdit(
  before: TextBlock,
  after: TextBlock,
  { terms, elsewhere, came, covered, shownBefore, label = '' }: EditContext,
): readonly Change[] {
  const where = placeOf(after);
  const sides = { before: before.text, after: after.text };
  if (isCutShort(before, after) || isCutShort(after, before)) {
    const summary = `A link's words are shown at another length: ${quoted(before.text)} now reads ${quoted(after.text)}.`;
    return [changeOf('block-edited', summary, sides, where, 'low')];
  }
  if (came !== undefined && isSetAnew(before.text, { came: [came], elsewhere })) {
    const summary = `What ${quoted(before.text)} said stands in other lines now; here it reads ${quoted(after.text)}.`;
    return [changeOf('block-edited', summary, sides, where, 'low')];
  }
  const lost = lostSentences(before, after, elsewhere);
  const stayed = withoutSentencesOf(before, after, elsewhere);
  // Paragraphs that were joined: what stood in another of them is not new here.
  const isLonger = sentencesOf(after.text).length > sentencesOf(before.text).length;
  const now = isLonger ? withoutSentencesOf(after, before, shownBefore) : after;
  const isSplit = isSplitOff(before, after, came);
  const specific = [
    ...changedNumbers(entryText(stayed), entryText(after), where, label).map((change) =>
      isCounterOfLink(before, after) ||
      isUnlabelled(before) ||
      [isAgeOfLink, isCloud].some((test) => test(before) && test(after))
        ? { ...change, severity: 'medium' as const }
        : change,
    ),
    ...changedDates(stayed.text, after.text, where, after.zone).map((change) =>
      isSetElsewhere(change, elsewhere)
        ? { ...change, severity: 'low' as const }
        : isOfHeadline(before, after)
          ? asMedium(change)
          : change,
    ),
    ...(isSplit ? [] : lostWords(stayed, now, terms)),
    ...lostNames(stayed, after),
    ...lost.map((sentence) =>
      changeOf(
        covered.has(sentence) ? 'hidden-not-removed' : 'block-removed',
        covered.has(sentence)
          ? `The sentence ${quoted(sentence)} is still in the page but no longer shown.`
          : `A sentence is no longer there: ${quoted(sentence)}; the text now reads ${quoted(after.text)}.`,
        { before: sentence, after: null },
        where,
        isByTheWay(sentence) ? 'low' : weighed('high', after.zone),
      ),
    ),
  ];
  const isWatched = holdsTerm(mapText(before.text).text, terms);
  const weighedAnew = (change: Change): Change =>
    passesBy(change, before, after) && !(isWatched && change.kind === 'term-substituted')
      ? asMedium(change)
      : change;
  const said = specific.map(weighedAnew);
  const told = [
    ...said,
    ...(lost.length === 0 ? turned(stayed, now) : []),
    ...(said.some(isLoud) || lost.length > 0 || isSplit
      ? []
      : reworded(stayed, now).map(weighedAnew)),
  ];
  const severity = told.some((one) => one.severity !== 'low')
    ? 'low'
    : weighed('medium', after.zone);
  const summary = `Text was edited: ${quoted(before.text)} now reads ${quoted(after.text)}.`;
  return [...told, changeOf('block-edited', summary, sides, where, severity)];
}

/** Of two headings in one box the one is left, and the other came in a box of its own. */
function isSplitOff(before: TextBlock, after: TextBlock, came?: Elsewhere): boolean {
  const rest = before.text.startsWith(after.text)
    ? before.text.slice(after.text.length)
    : before.text.endsWith(after.text)
      ? before.text.slice(0, -after.text.length)
      : '';
  // Without a space between them the two are one name.
  return /^\s|\s$/.test(rest) && !isProse(before.text) && came?.has(rest) === true;
}

/** A headline that leads on, cut to fit its column. */
function isCutShort(whole: TextBlock, cut: TextBlock): boolean {
  if (cut.linkTextLength < cut.text.length * 0.8) return false;
  const start = /^(.{4,}?)\s*(?:…|\.{3}|‥)+$/su.exec(cut.text)?.[1];
  return start !== undefined && whole.text.startsWith(start) && whole.text.length > start.length;
}

/** The day behind a headline that leads on; set as the head of a card, it has none. */
function isOfHeadline(before: TextBlock, after: TextBlock): boolean {
  return (
    before.linkTextLength >= before.text.length * 0.4 &&
    datesIn(after.text).length === 0 &&
    fieldWordsIn(mapText(before.text).text).length === 0
  );
}

/** A date that left its line with nothing in its place, and stands in another line. */
function isSetElsewhere({ before, after }: Change, elsewhere: Elsewhere): boolean {
  const now = datesIn(after ?? '');
  const gone = datesIn(before ?? '').filter((date) => !now.includes(date));
  return now.length === 0 && gone.every((date) => elsewhere.states(date));
}

/** A sentence of the field in other words, where nothing more specific tells. */
export function reworded(before: TextBlock, after: TextBlock): readonly Change[] {
  const words = rewordingOf(before, after);
  if (words === null) return [];
  const { lost, came } = words;
  const what =
    lost === ''
      ? `${quoted(came)} came into this sentence`
      : `${quoted(lost)} ${came === '' ? 'went from' : `gave way to ${quoted(came)} in`} this sentence`;
  const summary = `The words ${what}: ${quoted(before.text)} now reads ${quoted(after.text)}.`;
  const sides = { before: before.text, after: after.text };
  return [changeOf('term-substituted', summary, sides, placeOf(after), weightOf(before, after))];
}

/** A negation that came or went: the sentence says the opposite. */
function turned(before: TextBlock, after: TextBlock): readonly Change[] {
  const [was, is] = [polarityOf(before.text), polarityOf(inScriptsOf(before.text, after.text))];
  if (was === is || [before, after].some(({ text }) => isOfQueue(mapText(text).text))) return [];
  if ([before, after].every(({ text }) => isOfAir(mapText(text).text) || isOfPresence(text)))
    return [];
  const texts = [before, after].map(({ text }) => mapText(text).text);
  // What was only added to it and says nothing of the field denies something else.
  const [wasBare, isBare] = [before, after].map(({ text }) => lettersOf(text));
  const isAddition = wasBare !== undefined && isBare?.startsWith(wasBare) === true;
  if (
    isAddition &&
    ENDS.test(before.text.trim()) &&
    !TAKES_BACK.test(texts[1] ?? '') &&
    fieldWordsIn(texts[1] ?? '').length === 0
  )
    return [];
  if (
    texts.every(
      (text) =>
        BOOKING.test(text) &&
        !OF_ABROAD.test(text) &&
        !isTellingLabel(text) &&
        fieldWordsIn(text).length === 0,
    )
  )
    return [];
  const summary = `A negation ${is > was ? 'came into' : 'left'} this sentence: ${quoted(before.text)} now reads ${quoted(after.text)}.`;
  const sides = { before: before.text, after: after.text };
  return [
    changeOf('term-substituted', summary, sides, placeOf(after), weighed('high', after.zone)),
  ];
}

/** How the air is. */
function isOfAir(text: string): boolean {
  return /空气质量|空气品质|\baqi\b|جوده الهواء/.test(text) && fieldWordsIn(text).length === 0;
}

const ENDS = /[。.!?！？؟]$/;
/** What takes back the sentence it stands behind. */
const TAKES_BACK =
  /说法|不实|不是事实|不再|停止|\b(?:no longer offer|not true|untrue|false|incorrect|withdrawn)\b|غير صحيح|لم يعد/;
const OF_ABROAD =
  /外国|外籍|境外|国际|\b(?:foreign\w*|overseas|abroad|international)\b|اجانب|اجنب|دولي/;
/** How one gets to see somebody: with an appointment or without. */
const BOOKING = /预约|挂号|\b(?:appointments?|booking|walk-in)\b|موعد/;

const NEGATIONS =
  /[不没未无非勿禁]|停止|暂停|取消|谢绝|拒绝|\b(?:not?(?![.:]? ?\d)|never|none|nothing|nobody|no one|cannot|without|no longer|stopped|ceased|[a-z]+n't)\b|(?<!\p{L})[وف]?(?:لا|(?:لم|لن)(?= [ايتن])|ليس|ليست|غير|دون|ما عاد|توقف)(?!\p{L})/gu;
// Words that hold such a character and deny nothing.
const NO_NEGATIONS =
  /[全周终][年末日]无休|不仅|不但|不断|不同|无论|无菌|无创|无障碍|非常|未来|不少|不锈|非洲|无忧|北非|无偿|无烟(?!幕)|无线(?![索下])|无痛|无纸(?!质)/g;

/** `is` without what is in a script `was` had none of: its translation, put beside it. */
function inScriptsOf(was: string, is: string): string {
  if (TAKES_BACK.test(mapText(is).text)) return is;
  const scripts = [/\p{sc=Han}/gu, /\p{sc=Arabic}/gu, /\p{sc=Latin}/gu];
  return scripts.reduce(
    (text, script) => (was.match(script) ? text : text.replace(script, ' ')),
    is,
  );
}

/** How many negations a text holds: one more or one less turns what it says. */
export function polarityOf(text: string): number {
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

/** Shorter sentences stand in other blocks for themselves: the wait for another organ. */
function isLong(sentence: string): boolean {
  const letters = lettersOf(sentence);
  return letters.length >= (/\p{sc=Han}/u.test(letters) ? 10 : 24);
}

/** `before` without the sentences that stand in another block now, values and all. */
function withoutSentencesOf(before: TextBlock, after: TextBlock, elsewhere: Elsewhere): TextBlock {
  const sentences = sentencesOf(before.text);
  const here = lettersOf(after.text);
  const stayed = sentences.filter(
    (one) => here.includes(lettersOf(one)) || !isLong(one) || !elsewhere.has(one),
  );
  return stayed.length === sentences.length ? before : { ...before, text: stayed.join(' ') };
}

/** Watched words and words of the field that left a statement, or that make it look better. */
export function lostWords(
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
  // Wherever it stands, who watches a word, or whose word it is, would not have it passed over.
  const isPointed = watched.length > 0 || field.some(isPointedWord);
  const severity = isPointed && after.zone !== 'nav' ? 'high' : weightOf(before, after);
  return [changeOf('term-substituted', summary, sides, placeOf(after), severity)];
}

/** What is said of organs now has the words in it by which their source is made to look better. */
function renamed(before: TextBlock, after: TextBlock, now: readonly string[]): readonly Change[] {
  const old = fieldWordsIn(matchable(before.text));
  const word = now.find((one) => EUPHEMISMS.has(one) && !old.some((word) => isSameWord(one, word)));
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
  // Whose site it is, is said nowhere else.
  if (isOfOwner(before.text)) return 'high';
  return isMenu ? 'medium' : weighed('high', after.zone);
}

/** A foreign name in Arabic letters, one of its words with a letter more or less: مايير and ماير. */
function isTransliterated(name: string, now: string): boolean {
  const words = name.split(' ');
  if (words.length < 2 || !/^[\p{sc=Arabic} ]+$/u.test(name)) return false;
  // Given names of Arabs are no transliterations; a foreign one comes with its own letters.
  if (!/[a-z]{3}/.test(now)) return false;
  const theirs = now.split(/[^\p{L}]+/u);
  const others = words.filter((word) => !theirs.includes(word));
  return (
    others.length === 1 &&
    others.every((word) => theirs.some((one) => one.length >= 4 && isOneLetterOff(word, one)))
  );
}

/** Long words only: حسن and حسين are two people. */
function isOneLetterOff(a: string, b: string): boolean {
  return Math.max(a.length, b.length) >= 5 && stepsBetween(a, b) === 1;
}

function lostNames(before: TextBlock, after: TextBlock): readonly Change[] {
  const [was, is] = [mapText(before.text).text, mapText(after.text).text];
  const names = isMasked(was.trim(), is.trim())
    ? [was.trim()]
    : [...namesIn(was), ...titledIn(was)];
  const places =
    isAddress(before.text) && !keepsNumbers(before.text, after.text) ? [before.text] : [];
  return [...places, ...names]
    .filter((name) => !is.includes(name) && !isTransliterated(name, is))
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
