// The words that came in a page's place -> the class of notice they read like, in words nobody listed:
// multinomial logistic regression over words, characters and the groups of words.yaml, learned by
// `npm run learn` (Jurafsky & Martin, Speech and Language Processing, ch. 5; weights by tf-idf).
import { matchable } from '../formats/normal-text.js';
import type { ObservationClass } from '../model/observation.js';

/** What a text may read like; `ordinary` is no notice at all. */
export type NoticeClass = ObservationClass | 'ordinary';

/** One feature: how rare it is (idf), and what it adds to the score of each class. */
export interface Feature {
  readonly idf: number;
  readonly adds: Readonly<Record<string, number>>;
}

/** What each class starts from, and the features. */
export interface NoticeClassifier {
  readonly bias: Readonly<Record<string, number>>;
  readonly features: ReadonlyMap<string, Feature>;
}

/** The class a text reads like most, and how sure that is. */
export interface Reads {
  readonly like: NoticeClass;
  /** Probability of that class, 0 to 1. */
  readonly sure: number;
  /** Probability of each class. */
  readonly of: ReadonlyMap<string, number>;
  /** The words that spoke for it, the strongest first. */
  readonly by: readonly string[];
}

type Words = ReadonlyMap<string, RegExp>;

const MOST_LETTERS = 4000;
const HAN = /\p{sc=Han}+/gu;
const WORD = /(?:(?!\p{sc=Han})[\p{L}\p{M}])+/gu;
const ADDRESS = /https?:\/\/\S+|\b[\w-]+(?:\.[\w-]+)+(?:\/\S*)?/g;
/** Groups that stand around any text. */
const OF_ANY: ReadonlySet<string> = new Set(['filler', 'imprint', 'site frame']);

/**
 * What a text is known by: Chinese by its characters and pairs of them, other scripts by words without
 * endings, and all by the groups of `words`: `#group`, `#2group` where two of its words stand there.
 */
export function featuresOf(text: string, words: Words): ReadonlySet<string> {
  const plain = matchable(text).slice(0, MOST_LETTERS).replace(ADDRESS, ' ');
  const found = new Set<string>();
  for (const [run] of plain.matchAll(HAN)) {
    for (let at = 0; at < run.length; at += 1) {
      found.add(run.slice(at, at + 1));
      if (at + 2 <= run.length) found.add(run.slice(at, at + 2));
    }
  }
  for (const [word] of plain.matchAll(WORD)) {
    const stem = stemOf(word);
    if (stem.length >= 2) found.add(stem);
  }
  for (const [group, pattern] of words) {
    if (OF_ANY.has(group)) continue;
    const said = new Set(plain.match(new RegExp(pattern, 'gu')) ?? []);
    if (said.size > 0) found.add(`#${group}`);
    if (said.size > 1) found.add(`#2${group}`);
  }
  return found;
}

const ARABIC = /^\p{sc=Arabic}/u;

/** A word without what grammar puts before and behind it. */
function stemOf(word: string): string {
  if (ARABIC.test(word)) {
    const bare = word.replace(/^(?:[وف]?(?:بال|كال|لل|ال)|[وف](?=\p{L}{3}))/u, '');
    return bare.length >= 5 ? bare.replace(/(?:ها|هم|كم|نا|ات|ون|ين|ه)$/u, '') : bare;
  }
  return word.length >= 5 ? word.replace(/(?:ies|ing|ed|es|s|ly)$/, '') : word;
}

/** What a text reads like; null where too little of it is known. */
export function readsLike(
  text: string,
  { bias, features }: NoticeClassifier,
  words: Words,
): Reads | null {
  const known = [...featuresOf(text, words)].flatMap((name) => {
    const feature = features.get(name);
    return feature === undefined ? [] : [{ name, ...feature }];
  });
  const isWord = (name: string): boolean => !name.startsWith('#') && name.length > 1;
  if (known.filter(({ name }) => isWord(name)).length < LEAST_KNOWN) return null;
  const length = Math.sqrt(known.reduce((sum, { idf }) => sum + idf * idf, 0));
  const scores = new Map(Object.entries(bias));
  for (const { idf, adds } of known) {
    for (const [name, weight] of Object.entries(adds)) {
      scores.set(name, (scores.get(name) ?? 0) + (weight * idf) / length);
    }
  }
  const of = probabilities(scores);
  const [like, sure] = [...of].toSorted((a, b) => b[1] - a[1])[0] ?? ['ordinary', 0];
  const spoke = known
    .map(({ name, idf, adds }) => ({ name, weight: idf * (adds[like] ?? 0) }))
    .filter(({ name, weight }) => weight > 0 && isWord(name))
    .toSorted((a, b) => b.weight - a.weight);
  const by = spoke.slice(0, MOST_SHOWN).map(({ name }) => name);
  return { like: like as NoticeClass, sure, of, by };
}

const LEAST_KNOWN = 8;
const MOST_SHOWN = 5;

function probabilities(scores: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const most = Math.max(...scores.values());
  const raised = [...scores].map(([name, score]) => [name, Math.exp(score - most)] as const);
  const sum = raised.reduce((all, [, one]) => all + one, 0);
  return new Map(raised.map(([name, one]) => [name, one / sum]));
}
