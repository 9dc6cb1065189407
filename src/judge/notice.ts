// The visible main text -> how much of it is a notice and how much stands beside it. A notice says
// little else; an article about a deletion goes on to talk of other things.

import { matchable } from '../formats/normal-text.js';
import type { TextBlock } from '../model/reading.js';

type Words = ReadonlyMap<string, RegExp>;

/** Clauses that belong to a notice or usually stand around one; the words are in words.yaml. */
const OF_A_NOTICE = [
  'absent',
  'removed',
  'by law',
  'sorry',
  'way out',
  'around a notice',
  'imprint',
];
/** Clauses that say nothing of the page: it is loading, it checks us, whose it is. */
const NOT_SAID = ['loading', 'human check', 'imprint'];
/** Fewer than this is a name or a button, no sentence. */
const LEAST_SENTENCE = 6;

const CLAUSE = /[,;:!?。、؛؟…\n]+|\.(?=\s|$)/u;
const HAN = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/gu;
const WORD = /[\p{L}\p{N}]+/gu;

/** Length of the main text outside the clauses of a notice; a word counts as two Chinese characters. */
export function lengthBesides(main: readonly TextBlock[], words: Words): number {
  return lengthOutside(main, words, OF_A_NOTICE);
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
    .flatMap((block) => matchable(block.text).split(CLAUSE))
    .filter((clause) => !patterns.some((pattern) => pattern.test(clause)))
    .reduce((sum, clause) => sum + lengthOf(clause), 0);
}

function lengthOf(clause: string): number {
  const characters = clause.match(HAN)?.length ?? 0;
  return characters + 2 * (clause.replace(HAN, ' ').match(WORD)?.length ?? 0);
}
