// Two lists of text blocks -> which stayed (wherever they moved), were edited, removed, added.
import {
  bigrams,
  comparable,
  foldChinese,
  likenessOf,
  mapText,
  type Pairs,
} from '../formats/normal-text.js';
import type { TextBlock } from '../model/reading.js';
import { withoutNoise } from './noise.js';
import { withoutValues } from './numbers.js';

/** From here on two blocks are one block, edited (detection-facts §9.3). */
const EDITED_FROM = 0.6;
/** More pairs than this are not all weighed: only blocks at like places are. */
const MOST_PAIRS = 400_000;
const NEAR = 25;

/** How two lists of blocks stand to each other. */
export interface BlockMatch {
  readonly kept: readonly (readonly [TextBlock, TextBlock])[];
  readonly edited: readonly (readonly [TextBlock, TextBlock])[];
  readonly removed: readonly TextBlock[];
  readonly added: readonly TextBlock[];
}

/** What an old page draws before an entry and a new one leaves to its style sheet. */
const BULLET = /^[\s·•●○▪■◆◇★☆►▶»›※－–—-]+(?=\p{L})/u;

/** The text under which a block is found again: same words, whatever script, width or counter. */
export function blockKey(block: TextBlock): string {
  const known = keys.get(block);
  if (known !== undefined) return known;
  const key = withoutNoise(foldChinese(comparable(entryText(block).replace(BULLET, ''))));
  keys.set(block, key);
  return key;
}

/** The text of a block that is mostly a link without its rank before and its count behind. */
export function entryText({ text, linkTextLength }: TextBlock): string {
  if (linkTextLength < text.length * 0.5) return text;
  return text
    .replace(/^\s*\d{1,3}\s*[.、:)]\s*(?=\D)/, '')
    .replace(/\s*[([（【]\s*\d[\d,]*\s*[)\]）】]\s*$/, '');
}

// Asked for several times in one comparison, and forgotten with the reading.
const keys = new WeakMap<TextBlock, string>();

/**
 * Blocks of equal words are kept wherever they stand, so that moving is not removing; what is left
 * is paired by likeness where `isSameStatement` allows it, and what then has no partner is gone or
 * new.
 */
export function matchBlocks(
  before: readonly TextBlock[],
  after: readonly TextBlock[],
  isSameStatement: (was: TextBlock, is: TextBlock) => boolean = () => true,
): BlockMatch {
  const waiting = new Map<string, TextBlock[]>();
  for (const block of after) {
    const key = blockKey(block);
    const list = waiting.get(key);
    if (list === undefined) waiting.set(key, [block]);
    else list.push(block);
  }
  const kept: [TextBlock, TextBlock][] = [];
  const lost: TextBlock[] = [];
  for (const block of before) {
    const key = blockKey(block);
    if (key === '') continue;
    const same = waiting.get(key);
    const at = Math.max(0, same?.findIndex((other) => other.path === block.path) ?? 0);
    const partner = same?.splice(at, 1)[0];
    if (partner === undefined) lost.push(block);
    else kept.push([block, partner]);
  }
  const left = new Set([...waiting.values()].flat().filter((block) => blockKey(block) !== ''));
  const fresh = after.filter((block) => left.has(block));
  const edited = pair(lost, fresh, isSameStatement);
  const gone = new Set(edited.map(([block]) => block));
  const came = new Set(edited.map(([, block]) => block));
  return {
    kept,
    edited,
    removed: lost.filter((block) => !gone.has(block)),
    added: fresh.filter((block) => !came.has(block)),
  };
}

interface Weighed {
  readonly block: TextBlock;
  readonly index: number;
  readonly pairs: Pairs;
  readonly words: string;
  readonly letters: number;
}

function pair(
  lost: readonly TextBlock[],
  fresh: readonly TextBlock[],
  isSameStatement: (was: TextBlock, is: TextBlock) => boolean,
): [TextBlock, TextBlock][] {
  const left = lost.map(weigh);
  const right = fresh.map(weigh);
  const everywhere = left.length * right.length <= MOST_PAIRS;
  const placed = new Map(right.map((one) => [one.block.path, one]));
  const scored: { score: number; a: Weighed; b: Weighed }[] = [];
  for (const a of left) {
    const near = everywhere ? right : nearby(a, right, placed);
    for (const b of near) {
      const score = scoreOf(a, b);
      if (score >= EDITED_FROM && isSameStatement(a.block, b.block)) scored.push({ score, a, b });
    }
  }
  scored.sort((x, y) => y.score - x.score || x.a.index - y.a.index || x.b.index - y.b.index);
  const taken = new Set<Weighed>();
  const pairs: [TextBlock, TextBlock][] = [];
  for (const { a, b } of scored) {
    if (taken.has(a) || taken.has(b)) continue;
    taken.add(a).add(b);
    pairs.push([a.block, b.block]);
  }
  const order = new Map(lost.map((block, index) => [block, index] as const));
  return pairs.sort((x, y) => (order.get(x[0]) ?? 0) - (order.get(y[0]) ?? 0));
}

function nearby(
  a: Weighed,
  right: readonly Weighed[],
  placed: ReadonlyMap<string, Weighed>,
): readonly Weighed[] {
  const around = right.slice(Math.max(0, a.index - NEAR), a.index + NEAR);
  const same = placed.get(a.block.path);
  return same === undefined || around.includes(same) ? around : [...around, same];
}

function weigh(block: TextBlock, index: number): Weighed {
  // Values apart: 费用650,000元 and 费用580,000元 are one sentence.
  const words = withoutValues(mapText(block.text).text);
  return { block, index, words, letters: lettersOf(words), pairs: bigrams(words) };
}

function scoreOf(a: Weighed, b: Weighed): number {
  const samePlace = a.block.path === b.block.path && a.block.frame === b.block.frame;
  // Nothing but a value: the same place decides.
  if (a.letters < 2 || b.letters < 2) return samePlace ? 0.99 : 0;
  // The same words, or one within the other: nothing elsewhere is nearer.
  if (samePlace && a.words === b.words) return 1;
  if (samePlace && (a.words.includes(b.words) || b.words.includes(a.words))) return 0.95;
  const ratio = a.words.length / b.words.length;
  if (ratio > 2.5 || ratio < 0.4) return 0;
  const score = likenessOf(a.pairs, b.pairs);
  return samePlace && score >= 0.5 ? Math.min(0.99, score + 0.2) : score;
}

function lettersOf(words: string): number {
  return words.replace(/[^\p{L}]/gu, '').length;
}
