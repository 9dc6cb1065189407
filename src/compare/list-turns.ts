// The entries of one list before and after -> those that went as lists of its kind move on: in at the head
// and out at the tail, drawn anew, at its next turn.
import { namesFile } from '../formats/file-names.js';
import { mapText } from '../formats/normal-text.js';
import type { Turn } from './beneath-headings.js';
import {
  CITED_UNIT,
  isHeading,
  isHeadline,
  isPlain,
  isSaying,
  isSlide,
  isThread,
  isUncited,
  isUncitedHalf,
  isUncitedLine,
  saysLittle,
} from './entry-kinds.js';
import { fieldWordsIn, isPointed } from './field-words.js';
import type { Entry } from './list-entries.js';
import { isTakenOut, lastNumber, MOST_PINNED } from './lists.js';
import { namesIn } from './names.js';
import { labelledQuantities } from './numbers.js';

/** What kind of list it is: found by a search, of what is new. */
export interface Kind {
  readonly isSearch: boolean;
  readonly isOfNews: boolean;
}

/** Which entries went, came and stayed, and where each that stayed is now. */
interface Passage {
  readonly were: readonly Entry[];
  readonly are: readonly Entry[];
  readonly out: readonly Entry[];
  readonly into: readonly Entry[];
  readonly stayed: readonly Entry[];
  readonly now: (entry: Entry) => Entry | undefined;
}

/** The entries of `were` that went by themselves on the way to `are`, and how. */
export function turnsOf(
  were: readonly Entry[],
  are: readonly Entry[],
  { isSearch, isOfNews }: Kind,
): readonly (readonly [Entry, Turn])[] {
  const [now, old] = [knownIn(are), knownIn(were)];
  // The same entries, others of them shown: a carousel or tabs.
  const shownOf = (entries: readonly Entry[]): number =>
    entries.filter((one) => one.shown > 0).length;
  const turned = were.filter((one) => one.shown > 0 && now(one)?.shown === 0);
  const opened = are.filter((one) => one.shown > 0 && old(one)?.shown === 0);
  if (turned.length > 0 && opened.length > 0 && shownOf(were) === shownOf(are)) {
    return turned.map((entry) => [entry, 'turned'] as const);
  }
  const over = turnedOver(were, are);
  if (over.length > 0) return over.map((entry) => [entry, 'rotated'] as const);
  // Where most of what an entry said stands in its place, it was edited, as a section of the page is.
  const heir = (one: Entry, others: readonly Entry[]): Entry | undefined =>
    others.find((other) => other.index === one.index && sharesText(one, other));
  const out = were.filter((one) => one.shown > 0 && !now(one) && !heir(one, are));
  const into = are.filter((one) => one.shown > 0 && !old(one) && !heir(one, were));
  const stayed = were.filter((one) => now(one) ?? heir(one, are));
  const passage = { were, are, out, into, stayed, now };
  // A list of dated entries is as long as its page has room for.
  const isDated = [...were, ...are].every(({ dated, things }) => dated && things > 0);
  const isShorter = into.length > 0 && into.length === out.length - 1 && out.every(isPlain);
  if (isDated && isShorter && hasRolled(passage, isOfNews))
    return out.map((entry) => [entry, 'rolled'] as const);
  if (out.length === 0 || into.length < out.length) return [];
  // What a search finds is ranked anew each time.
  if (isSearch && out.every(({ things }) => things > 0)) {
    return out.map((entry) => [entry, 'rotated'] as const);
  }
  if (hasRolled(passage, isOfNews)) return out.map((entry) => [entry, 'rolled'] as const);
  // Entries nobody cites that gave way to as many, in a list that stays as long: the program chose others.
  // Of two entries the one that stayed has changed its place.
  const isMoved = stayed.some((one) => (now(one)?.index ?? one.index) !== one.index);
  const isIdle = out.every(were.length >= LEAST_LIST ? isUncited : isUncitedHalf);
  if (stayed.length > 0 && (were.length >= LEAST_LIST || isMoved) && isIdle)
    return out.map((entry) => [entry, 'rotated'] as const);
  if (hasMovedDown(passage) && out.every(isUncitedLine))
    return out.map((entry) => [entry, 'rolled'] as const);
  // Most headlines of a list, in words alone, that gave way to as many.
  const isMost = were.length > LEAST_LIST && out.length >= were.length / 2;
  if (isMost && out.every(isHeadline) && into.every(isHeadline))
    return out.map((entry) => [entry, 'rotated'] as const);
  if (haveTurned(passage)) return out.map((entry) => [entry, 'rotated'] as const);
  return hasRotated(passage) || isDrawnByRank(passage)
    ? out.map((entry) => [entry, 'rotated'] as const)
    : [];
}

/** Asked of an entry: looked for by what it says, and taken from between others while the list moved on? */
export function takenByHand(
  were: readonly Entry[],
  are: readonly Entry[],
): (entry: Entry) => boolean {
  const [now, old] = [knownIn(are), knownIn(were)];
  const passage = { into: are.filter((one) => !old(one)), stayed: were.filter((one) => now(one)) };
  return ({ index, texts }) =>
    isTakenOut(index, passage) && isPointed(mapText(texts.join(' ')).text);
}

/**
 * An entry among `entries`: by where it leads, for counters stand beside the words, or by its words,
 * for an entry that leads elsewhere now is no other entry.
 */
function knownIn(entries: readonly Entry[]): (entry: Entry) => Entry | undefined {
  const aims = ({ marks }: Entry): string => [...marks].join(' ');
  const words = ({ texts }: Entry): string => texts.join('|');
  const byAims = new Map(entries.map((one) => [aims(one), one]));
  const byWords = new Map(entries.map((one) => [words(one), one]));
  return (entry) =>
    (entry.marks.size === 0 ? undefined : byAims.get(aims(entry))) ?? byWords.get(words(entry));
}

/**
 * The entries that gave way where at least half of a list of headlines did, or all that came have higher
 * numbers than all there were. A headline that comes again leads to another article.
 */
function turnedOver(were: readonly Entry[], are: readonly Entry[]): readonly Entry[] {
  const isLinked = ({ marks, shown }: Entry): boolean =>
    shown > 0 && marks.size === 1 && ![...marks].some((mark) => namesFile(mark));
  if (were.length < 3 || are.length < were.length) return [];
  if (![...were, ...are].every(isLinked)) return [];
  const markOf = ({ marks }: Entry): string => [...marks][0] ?? '';
  const [old, fresh] = [new Set(were.map(markOf)), new Set(are.map(markOf))];
  const out = were.filter((one) => !fresh.has(markOf(one)));
  const into = are.filter((one) => !old.has(markOf(one)));
  if (out.length < 2 || into.length < out.length) return [];
  const numbersOf = (marks: Iterable<string>): number[] =>
    [...marks].map((mark) => lastNumber(mark) ?? Number.NaN);
  const isNewer = Math.min(...numbersOf(into.map(markOf))) > Math.max(...numbersOf(old));
  const isDrawn = were.length === are.length && !were.some(({ dated }) => dated);
  return isNewer || isDrawn || out.length >= were.length / 2 ? out : [];
}

/** In at the head, out at the tail: how dated and linked lists move on. */
function hasRolled({ out, into, stayed: others }: Passage, isOfNews: boolean): boolean {
  // The words over a list may stand in a row of it.
  const [head, ...rest] = others;
  const isHead =
    isHeading(head) && rest.length > 0 && rest.every((one) => one.dated || one.things > 0);
  const stayed = isHead ? rest : others;
  if (stayed.length < 1 || (out.length + stayed.length < 3 && !isOfNews)) return false;
  const all = [...out, ...into, ...stayed];
  // Entries of several parts that say nothing of the field: comments under an article. Those of one
  // part must be of a list, and name nobody: news in words alone.
  const saysNothing = out.every((one) => {
    const { text } = mapText(one.texts.join(' '));
    const values = labelledQuantities(text).filter(({ unit }) => CITED_UNIT.test(unit));
    return fieldWordsIn(text).length + namesIn(text).length + values.length === 0;
  });
  const isTalk =
    ((isOfNews && !out.some(isSaying)) || (stayed.length >= 2 && saysNothing)) &&
    all.every((one) => one.texts.length >= 2 || / li:nth-of-type\(\d+\)$/.test(one.path));
  if (!isTalk && !all.every((one) => one.dated || one.things > 0)) return false;
  // What leads nowhere stands nowhere else.
  if (out.some((one) => one.things === 0 && isPointed(mapText(one.texts.join(' ')).text)))
    return false;
  const places = (entries: readonly Entry[]): number[] => entries.map((one) => one.index);
  const tailOut = Math.min(...places(out)) > Math.max(...places(stayed));
  const headOut = Math.max(...places(out)) < Math.min(...places(stayed));
  const first = Math.min(...places(all));
  // Behind those that are pinned.
  const pinned = Math.min(...places(into)) - first;
  const isAtHead = pinned <= Math.min(MOST_PINNED, stayed.length - 1) && isRun(places(into));
  if (tailOut) return isAtHead;
  // The oldest first: only with dates, or it is a removal into whose gap others moved up.
  return (
    headOut && all.every((one) => one.dated) && Math.min(...places(into)) - first >= stayed.length
  );
}

/** As many in at the head as out at the tail, and all between as many places further down. */
function hasMovedDown({ out, into, stayed, now }: Passage): boolean {
  const [last, first] = [stayed, into].map((entries) =>
    Math.max(...entries.map(({ index }) => index)),
  );
  return (
    stayed.length >= 2 &&
    out.length === into.length &&
    out.every(({ index }) => index > (last ?? 0)) &&
    stayed.every((one) => now(one)?.index === one.index + into.length) &&
    (first ?? 0) <= into.length + (Math.min(...stayed.map(({ index }) => index)) - 1)
  );
}

/** Places without a gap. */
function isRun(places: readonly number[]): boolean {
  return Math.max(...places) - Math.min(...places) < places.length;
}

/** Several exchanged for as many others, each with a link or picture of its own. */
function hasRotated({ out, into, were, are }: Passage): boolean {
  if (out.length !== into.length || were.length !== are.length) return false;
  const marks = (entries: readonly Entry[]): Set<string> =>
    new Set(entries.flatMap((one) => [...one.marks]));
  const [lost, come] = [marks(out), marks(into)];
  const isOther = (entry: Entry, others: ReadonlySet<string>): boolean =>
    entry.things > 0 && [...entry.marks].some((mark) => !others.has(mark));
  const all = out.every((one) => isOther(one, come)) && into.every((one) => isOther(one, lost));
  if (!all) return false;
  // New at the head while the gap is not at the tail: something was taken out of a list that grows.
  const [first] = into;
  const isSamePlace = out.every((one, at) => one.index === into[at]?.index);
  if (!isSamePlace && out.every((one) => one.dated) && first?.index === 1) return false;
  if (out.length >= 2 || [...were, ...are].every(isSlide)) return true;
  // One for one may be an editor's hand: what it was about decides, and whether it is one of its kind.
  const isOfKind = were.every((one) => one.things > 0);
  return isSamePlace && isOfKind && out.every(isPlain);
}

/** What others said, each with who said it, several at once exchanged for as many. */
function haveTurned({ out, into, were, are }: Passage): boolean {
  const isQuoted = ({ path, texts }: Entry): boolean =>
    / blockquote:nth-of-type\(\d+\)$/.test(path) && texts.length >= 2;
  return (
    were.length >= LEAST_LIST &&
    were.length === are.length &&
    out.length >= 2 &&
    out.length === into.length &&
    [...were, ...are].every(isQuoted) &&
    out.every(saysLittle)
  );
}

const LEAST_LIST = 3;
function sharesText(one: Entry, other: Entry): boolean {
  const sizeOf = (texts: readonly string[]): number => texts.join('').length;
  const both = sizeOf(one.texts.filter((text) => other.texts.includes(text)));
  return both > sizeOf(one.texts) / 2 && both > sizeOf(other.texts) / 2;
}

const LEAST_THREADS = 4;

/** Links whose order changed as some gave way to as many others: the most read, drawn anew. */
function isDrawnByRank({ out, into, were, are, now }: Passage): boolean {
  if (out.length !== into.length || were.length !== are.length) return false;
  if (![...out, ...into].every((one) => one.things > 0)) return false;
  const places = were.flatMap((entry) => now(entry)?.index ?? []);
  const isShuffled = places.some((place, at) => at > 0 && place < (places[at - 1] ?? 0));
  const isOfThreads = were.length >= LEAST_THREADS && were.every(isThread);
  return isShuffled && (out.length >= 2 || isOfThreads || out.every(isPlain));
}
