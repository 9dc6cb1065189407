// The visible main text -> how much of it is a notice and how much stands beside it. A notice says
// little else; an article about a deletion goes on to talk of other things.

import { matchable } from '../formats/normal-text.js';
import type { TextBlock } from '../model/reading.js';

type Words = ReadonlyMap<string, RegExp>;

/** Clauses that belong to any notice or usually stand around one; the words are in words.yaml. */
const OF_A_NOTICE = ['absent', 'removed', 'by law', 'sorry', 'way out', 'around a notice'];
/** Groups that name a thing and say nothing of it: alone they make no clause of a notice. */
const SUBJECTS: ReadonlySet<string> = new Set([
  'actor',
  'thing',
  'site',
  'site or name',
  'new site',
  'name',
  'visit',
  'place',
  'to read',
  'must',
  'requests',
]);
/** More than this is no clause of a notice but a sentence that happens to hold such words. */
const LONGEST_CLAUSE = 44;
/** Pages with more main text are no notice, whatever they say. */
const LONGEST_PAGE = 3000;
/** Clauses that say nothing of the page: it is loading, it checks us, whose it is. */
const NOT_SAID = ['loading', 'human check', 'imprint'];
/** Fewer than this is a name or a button, no sentence. */
const LEAST_SENTENCE = 6;

/** What stands around the text of every page of a site, unless it tells of a loss. */
const FRAME = ['site frame'];
const IMPRINT = ['imprint'];
const LOSS = ['absent', 'removed'];
const LONGEST_LABEL = 14;

/** Clauses that turn to the site's owner or say whom to ask: they and the rest of their sentence. */
const ADDRESSED = 'to whom it concerns';

const SENTENCE = /(?<=[。！？!?؟;；\n])|(?<=\.)(?=\s)/u;
const ADDRESS = /https?:\/\/\S+/g;
const CLAUSE = /[,;:!?。、؛؟…\n]+|\.(?=\s|$)/u;
const HAN = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/gu;
const WORD = /[\p{L}\p{N}]+/gu;

/**
 * Length of the main text outside the clauses that hold a word of `groups`, belong to a notice or
 * usually stand around one; a word counts as two Chinese characters.
 */
export function lengthBesides(
  main: readonly TextBlock[],
  words: Words,
  groups: readonly string[],
): number {
  const length = main.reduce((sum, block) => sum + block.text.length, 0);
  if (length > LONGEST_PAGE) return length;
  const ofNotice = [
    ...new Set([...OF_A_NOTICE, ...groups.filter((group) => !SUBJECTS.has(group))]),
  ];
  return lengthOutside(withoutFrame(main, words, ofNotice), words, ofNotice);
}

/**
 * The blocks from the first to the last that speak. Before and behind them stand the site's name, the
 * way to the page, heads of lists, names, addresses: a page without `nav` and `footer` has them too.
 */
function withoutFrame(
  main: readonly TextBlock[],
  words: Words,
  ofNotice: readonly string[],
): readonly TextBlock[] {
  const says = (groups: readonly string[], text: string): boolean =>
    groups.some((group) => words.get(group)?.test(text));
  const speaks = (block: TextBlock): boolean => {
    const text = matchable(block.text);
    if (says(IMPRINT, text)) return false;
    if (says(LOSS, text)) return true;
    return !says(FRAME, text) && (!isLabel(text) || says(ofNotice, text));
  };
  const first = main.findIndex(speaks);
  const last = main.findLastIndex(speaks);
  return first < 0 ? main : main.slice(first, last + 1);
}

/** What stands behind the last block that speaks: lists of others, names, addresses. */
export function tailOf(main: readonly TextBlock[], words: Words): ReadonlySet<TextBlock> {
  const spoken = withoutFrame(main, words, OF_A_NOTICE);
  const last = main.lastIndexOf(spoken.at(-1) as TextBlock);
  return new Set(main.slice(last + 1));
}

/** A name, a head, a cell: a few words that end without a mark, or a number alone. */
function isLabel(text: string): boolean {
  if (!/\p{L}/u.test(text)) return true;
  return lengthOf(text) <= LONGEST_LABEL && !/[。！？.!?،؟]$|\d/u.test(text.trim());
}

/**
 * True when the main text says something readable, beyond a name, a button or "loading". What
 * stands in `known` (the title, the last good text) is the page's frame and says nothing new.
 */
export function saysSomething(main: readonly TextBlock[], known: string, words: Words): boolean {
  const fresh = main.filter((block) => !known.includes(matchable(block.text)));
  return lengthOutside(fresh, words, NOT_SAID) >= LEAST_SENTENCE;
}

function lengthOutside(
  blocks: readonly TextBlock[],
  words: Words,
  groups: readonly string[],
): number {
  const patterns = groups.flatMap((group) => words.get(group) ?? []);
  return blocks
    .flatMap((block) =>
      unaddressed(matchable(block.text).replace(ADDRESS, ' '), words).split(CLAUSE),
    )
    .map((clause) => ({ clause, length: lengthOf(clause) }))
    .reduce((sum, { clause, length }) => {
      if (length === 0) return sum;
      const belongs = patterns.some((pattern) => pattern.test(clause));
      return sum + (belongs ? Math.max(0, length - LONGEST_CLAUSE) : length);
    }, 0);
}

/** Whether one clause says all of `groups` and none of `but`: what stands around it is another matter. */
export function saysApart(
  blocks: readonly TextBlock[],
  words: Words,
  groups: readonly string[],
  but: readonly string[],
): boolean {
  const says = (group: string, clause: string): boolean => words.get(group)?.test(clause) === true;
  return blocks
    .flatMap(({ text }) => matchable(text).split(CLAUSE))
    .some(
      (clause) => groups.every((one) => says(one, clause)) && !but.some((one) => says(one, clause)),
    );
}

/** A text in the form `matchable` gives, without what in it turns to the owner or says whom to ask. */
export function unaddressed(text: string, words: Words): string {
  const addressed = words.get(ADDRESSED);
  if (addressed === undefined || !addressed.test(text)) return text;
  return text
    .split(SENTENCE)
    .map((sentence) => {
      const clauses = sentence.split(/(?<=[,、،:])/u);
      const first = clauses.findIndex((clause) => addressed.test(clause));
      return first < 0 ? sentence : clauses.slice(0, first).join('');
    })
    .join('');
}

/** Length of a text whatever its script: a Chinese character counts one, a word between spaces two. */
export function lengthOf(text: string): number {
  const characters = text.match(HAN)?.length ?? 0;
  return characters + 2 * (text.replace(HAN, ' ').match(WORD)?.length ?? 0);
}
