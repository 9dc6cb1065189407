// Two readings -> the places whose content comes and goes by itself: entries of lists that rolled on
// or were drawn anew, carousels at their next turn, and what says so itself. What is lost there is
// told, with less weight; a list that only lost an entry is no such place.
import { namesFile } from '../formats/file-names.js';
import { mapText } from '../formats/normal-text.js';
import { isWithin } from '../formats/page-core.js';
import type { PageReading } from '../model/reading.js';
import type { Turn, TurnedPlace } from './beneath-headings.js';
import {
  CITED_UNIT,
  isHeading,
  isHeadline,
  isPager,
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
import { type Entry, type Groups, groupsOf, headingsOf, sameHeading } from './list-entries.js';
import { isTakenOut, lastNumber, MOST_PINNED } from './lists.js';
import { namesIn } from './names.js';
import { labelledQuantities } from './numbers.js';
import { placesTurnedByWords } from './turned-places.js';
import { NEWS } from './turning-headings.js';

/** Asked of a path in the page before: did what stood there go by itself? */
export interface Turnover {
  of(path: string, frame: string | null): Turn | null;
}

/** The places of `before` whose content went by itself on the way to `after`. */
export function turnoverOf(before: PageReading, after: PageReading): Turnover {
  const turns: TurnedPlace[] = [...placesTurnedByWords(before, after)];
  const isSearch = SEARCH.test(before.url);
  const [old, fresh] = [groupsOf(before), groupsOf(after)];
  const [heads, headsNow] = [headingsOf(old, before), headingsOf(fresh, after)];
  const [carousel, carouselNow] = [old, fresh].map(onlyCarouselOf);
  const leading = leadingTo(fresh);
  for (const [key, entries] of old) {
    // A list is the one under its heading, wherever that stands now.
    const place = key === carousel ? carouselNow : sameHeading(key, heads, headsNow);
    if (entries.size < 2) continue;
    const there = fresh.get(place ?? key);
    const now =
      there !== undefined && sharedMarks(entries, there) > 0
        ? there
        : (heirOf(entries, leading) ?? there);
    if (now === undefined) continue;
    const frame = key.slice(0, key.indexOf('\n')) || null;
    const [were = [], are = []] = [entries, now].map((group) =>
      [...group.values()].filter((entry) => !isPager(entry)),
    );
    const isByHand = takenByHand(were, are);
    const isOfNews = NEWS.test(mapText(heads.get(key)?.replace(/ \S*$/, '') ?? '').text);
    for (const [entry, turn] of turnsOf(were, are, { isSearch, isOfNews })) {
      if (!isByHand(entry)) turns.push({ path: entry.path, frame, turn });
    }
  }
  return {
    of: (path, frame) =>
      turns.find(
        (one) =>
          one.frame === frame &&
          isWithin(path, one.path) &&
          one.except?.some((inner) => isWithin(path, inner)) !== true,
      )?.turn ?? null,
  };
}

type Group = ReadonlyMap<number, Entry>;

/** How many entries of either lead where entries of the other do. */
function sharedMarks(one: Group, other: Group): number {
  const held = (entries: Group, by: Group): number => {
    const marks = new Set([...by.values()].flatMap((entry) => [...entry.marks]));
    return [...entries.values()].filter((entry) => [...entry.marks].some((mark) => marks.has(mark)))
      .length;
  };
  return Math.min(held(one, other), held(other, one));
}

/** The lists with entries that lead to each address. */
function leadingTo(groups: Groups): ReadonlyMap<string, ReadonlySet<Group>> {
  const found = new Map<string, Set<Group>>();
  for (const group of groups.values()) {
    for (const mark of [...group.values()].flatMap(({ marks }) => [...marks])) {
      const lists = found.get(mark) ?? new Set();
      found.set(mark, lists.add(group));
    }
  }
  return found;
}

/** The list that now holds some of its entries, in another box beneath other words. */
function heirOf(
  entries: Group,
  leading: ReadonlyMap<string, ReadonlySet<Group>>,
): Group | undefined {
  const lists = [...entries.values()].flatMap(({ marks }) =>
    [...marks].flatMap((mark) => {
      const found = leading.get(mark);
      return found === undefined || found.size > MOST_LISTS ? [] : [...found];
    }),
  );
  const [best, next] = [...new Set(lists)]
    .map((group) => ({ group, shared: sharedMarks(entries, group) }))
    .filter(({ group, shared }) => shared >= LEAST_SHARED && group.size <= entries.size * 2)
    .toSorted((a, b) => b.shared - a.shared || a.group.size - b.group.size);
  return best !== undefined && best.shared > (next?.shared ?? 0) ? best.group : undefined;
}

const LEAST_SHARED = 2;
/** An address that more lists lead to tells none of them apart. */
const MOST_LISTS = 8;

/** The address of what a search found. */
const SEARCH =
  /[?&](?:q(?!=[\w-]+\/)|s|wd|query|search|keywords?|kw|searchword|search_api_fulltext)=|\/(?:search|so|sousuo)(?:[/.?]|$)/i;

/** What kind of list it is: found by a search, of what is new. */
interface Kind {
  readonly isSearch: boolean;
  readonly isOfNews: boolean;
}

function turnsOf(
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
  // A list of dated entries is as long as its page has room for.
  const isDated = [...were, ...are].every(({ dated, things }) => dated && things > 0);
  const isShorter = into.length > 0 && into.length === out.length - 1 && out.every(isPlain);
  if (isDated && isShorter && hasRolled(out, into, stayed, isOfNews))
    return out.map((entry) => [entry, 'rolled'] as const);
  if (out.length === 0 || into.length < out.length) return [];
  // What a search finds is ranked anew each time.
  if (isSearch && out.every(({ things }) => things > 0)) {
    return out.map((entry) => [entry, 'rotated'] as const);
  }
  if (hasRolled(out, into, stayed, isOfNews)) return out.map((entry) => [entry, 'rolled'] as const);
  // Entries nobody cites that gave way to as many, in a list that stays as long: the program chose others.
  // Of two entries the one that stayed has changed its place.
  const isMoved = stayed.some((one) => (now(one)?.index ?? one.index) !== one.index);
  const isIdle = out.every(were.length >= LEAST_LIST ? isUncited : isUncitedHalf);
  if (stayed.length > 0 && (were.length >= LEAST_LIST || isMoved) && isIdle)
    return out.map((entry) => [entry, 'rotated'] as const);
  if (hasMovedDown(out, into, stayed, now) && out.every(isUncitedLine))
    return out.map((entry) => [entry, 'rolled'] as const);
  // Most headlines of a list, in words alone, that gave way to as many.
  const isMost = were.length > LEAST_LIST && out.length >= were.length / 2;
  if (isMost && out.every(isHeadline) && into.every(isHeadline))
    return out.map((entry) => [entry, 'rotated'] as const);
  if (haveTurned(out, into, were, are)) return out.map((entry) => [entry, 'rotated'] as const);
  return hasRotated(out, into, were, are) || isDrawnByRank(out, into, were, are)
    ? out.map((entry) => [entry, 'rotated'] as const)
    : [];
}

/** Asked of an entry: looked for by what it says, and taken from between others while the list moved on? */
function takenByHand(were: readonly Entry[], are: readonly Entry[]): (entry: Entry) => boolean {
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
function hasRolled(
  out: readonly Entry[],
  into: readonly Entry[],
  others: readonly Entry[],
  isOfNews: boolean,
): boolean {
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
function hasMovedDown(
  out: readonly Entry[],
  into: readonly Entry[],
  stayed: readonly Entry[],
  now: (entry: Entry) => Entry | undefined,
): boolean {
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
function hasRotated(
  out: readonly Entry[],
  into: readonly Entry[],
  were: readonly Entry[],
  are: readonly Entry[],
): boolean {
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
function haveTurned(
  out: readonly Entry[],
  into: readonly Entry[],
  were: readonly Entry[],
  are: readonly Entry[],
): boolean {
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

/** The one list of a page that is all slides, wherever it stands. */
function onlyCarouselOf(groups: ReturnType<typeof groupsOf>): string | undefined {
  const found = [...groups].filter(
    ([, entries]) => entries.size >= 2 && [...entries.values()].every(isSlide),
  );
  return found.length === 1 ? found[0]?.[0] : undefined;
}

const LEAST_THREADS = 4;

/** Links whose order changed as some gave way to as many others: the most read, drawn anew. */
function isDrawnByRank(
  out: readonly Entry[],
  into: readonly Entry[],
  were: readonly Entry[],
  are: readonly Entry[],
): boolean {
  if (out.length !== into.length || were.length !== are.length) return false;
  if (![...out, ...into].every((one) => one.things > 0)) return false;
  const now = knownIn(are);
  const places = were.flatMap((entry) => now(entry)?.index ?? []);
  const isShuffled = places.some((place, at) => at > 0 && place < (places[at - 1] ?? 0));
  const isOfThreads = were.length >= LEAST_THREADS && were.every(isThread);
  return isShuffled && (out.length >= 2 || isOfThreads || out.every(isPlain));
}
