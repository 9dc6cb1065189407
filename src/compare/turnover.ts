// Two readings -> the places whose content comes and goes by itself: entries of lists that rolled on
// or were drawn anew, carousels at their next turn, and what says so itself. What is lost there is
// told, with less weight; a list that only lost an entry is no such place.
import { namesFile } from '../formats/file-names.js';
import { mapText } from '../formats/normal-text.js';
import { isWithin, parentOf } from '../formats/page-core.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import { blockKey } from './blocks.js';
import { fieldWordsIn } from './field-words.js';
import { lastNumber } from './lists.js';
import { namesIn } from './names.js';
import { steadyResource, steadyUrl } from './noise.js';
import { inScope, steadyPath } from './scope.js';
import { placesTurnedByWords, type Turn, type TurnedPlace } from './turned-places.js';

/** Asked of a path in the page before: did what stood there go by itself? */
export interface Turnover {
  of(path: string, frame: string | null): Turn | null;
}

interface Entry {
  readonly path: string;
  readonly index: number;
  readonly texts: string[];
  readonly marks: Set<string>;
  readonly names: string[];
  /** What its pictures say beside them. */
  readonly words: string[];
  shown: number;
  things: number;
  dated: boolean;
}

type Groups = ReadonlyMap<string, ReadonlyMap<number, Entry>>;

const LONGEST_ENTRY = 1200;
const LEAST_LAYOUT = 200;
const DATED =
  /\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\b|\d{1,4} ?[-/.年月] ?\d{1,2}|\d{1,2}:\d{2}|\d+ ?(?:秒|分钟|小时|天|周|个月|年)前|\bago\b|(?:قبل|منذ) /;

/** The places of `before` whose content went by itself on the way to `after`. */
export function turnoverOf(before: PageReading, after: PageReading): Turnover {
  const turns: TurnedPlace[] = [...placesTurnedByWords(before, after)];
  const isSearch = SEARCH.test(before.url);
  const [old, fresh] = [groupsOf(before), groupsOf(after)];
  const [heads, headsNow] = [headingsOf(old, before), headingsOf(fresh, after)];
  for (const [key, entries] of old) {
    // A list is the one under its heading, wherever that stands now.
    const now = fresh.get(sameHeading(key, heads, headsNow) ?? key);
    if (now === undefined || entries.size < 2) continue;
    const frame = key.slice(0, key.indexOf('\n')) || null;
    for (const [entry, turn] of turnsOf([...entries.values()], [...now.values()], isSearch)) {
      turns.push({ path: entry.path, frame, turn });
    }
  }
  return {
    of: (path, frame) =>
      turns.find((one) => one.frame === frame && isWithin(path, one.path))?.turn ?? null,
  };
}

/** The address of what a search found. */
const SEARCH =
  /[?&](?:q|s|wd|query|search|keywords?|kw|searchword|search_api_fulltext)=|\/(?:search|so|sousuo)(?:[/.?]|$)/i;

type Headings = ReadonlyMap<string, string>;

/** The heading right before each group, where it has one: short words in a box around it. */
function headingsOf(groups: Groups, { blocks }: PageReading): Headings {
  const shown = blocks.filter(({ visible }) => visible);
  const found = new Map<string, string>();
  for (const [key, entries] of groups) {
    const [first] = entries.values();
    const at = shown.findIndex(({ path }) => first !== undefined && isWithin(path, first.path));
    const heading = shown[at - 1];
    if (first === undefined || heading === undefined || heading.text.length > LONGEST_HEADING)
      continue;
    const list = parentOf(first.path);
    // Entries in boxes of their own stand beside their heading, those of a list beneath it.
    const isHeading = /^h[1-6]$/.test(heading.tag);
    const isBefore = isWithin(heading.path, parentOf(list)) && !isWithin(heading.path, list);
    if (!isHeading && !isBefore) continue;
    found.set(key, `${blockKey(heading)} ${/[\w-]+$/.exec(steadyPath(key))?.[0] ?? ''}`);
  }
  return found;
}

const LONGEST_HEADING = 30;

/** The key of the one group that stands under the heading the group `key` stood under. */
function sameHeading(key: string, were: Headings, are: Headings): string | undefined {
  const heading = were.get(key);
  if (heading === undefined) return undefined;
  const alike = (heads: Headings): readonly string[] =>
    [...heads].flatMap(([one, words]) => (words === heading ? [one] : []));
  const [old, fresh] = [alike(were), alike(are)];
  return old.length === 1 && fresh.length === 1 ? fresh[0] : undefined;
}

function turnsOf(
  were: readonly Entry[],
  are: readonly Entry[],
  isSearch: boolean,
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
  const out = were.filter((one) => one.shown > 0 && now(one) === undefined);
  const into = are.filter((one) => one.shown > 0 && old(one) === undefined);
  if (out.length === 0 || into.length < out.length) return [];
  // What a search finds is ranked anew each time.
  if (isSearch && out.every(({ things }) => things > 0)) {
    return out.map((entry) => [entry, 'rotated'] as const);
  }
  const stayed = were.filter((one) => now(one) !== undefined);
  if (hasRolled(out, into, stayed)) return out.map((entry) => [entry, 'rolled'] as const);
  return hasRotated(out, into, were, are) || isDrawnByRank(out, into, were, are)
    ? out.map((entry) => [entry, 'rotated'] as const)
    : [];
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
  const isHeadline = ({ marks, shown }: Entry): boolean =>
    shown > 0 && marks.size === 1 && ![...marks].some((mark) => namesFile(mark));
  if (were.length < 3 || are.length < were.length) return [];
  if (![...were, ...are].every(isHeadline)) return [];
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
  stayed: readonly Entry[],
): boolean {
  if (stayed.length < 1 || out.length + stayed.length < 3) return false;
  const all = [...out, ...into, ...stayed];
  // Entries of several parts that say nothing of the field: comments under an article. Those of one
  // part must be of a list, and name nobody: news in words alone.
  const saysNothing = out.every((one) => {
    const { text } = mapText(one.texts.join(' '));
    return fieldWordsIn(text).length + namesIn(text).length === 0;
  });
  const isTalk =
    stayed.length >= 2 &&
    saysNothing &&
    all.every((one) => one.texts.length >= 2 || / li:nth-of-type\(\d+\)$/.test(one.path));
  if (!isTalk && !all.every((one) => one.dated || one.things > 0)) return false;
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

/** Places without a gap. */
function isRun(places: readonly number[]): boolean {
  return Math.max(...places) - Math.min(...places) < places.length;
}

const MOST_PINNED = 2;

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

/** A picture that leads to a page: those of a carousel change with the season. */
function isSlide({ marks, things }: Entry): boolean {
  const links = [...marks].filter((mark) => !PICTURE.test(mark));
  return (
    things >= 2 && marks.size === 2 && links.length === 1 && !links.some((mark) => namesFile(mark))
  );
}

const PICTURE = /\.(?:jpe?g|png|gif|webp|avif|svg|bmp)$/i;

function isPlain({ texts, words }: Entry): boolean {
  return fieldWordsIn(mapText([...texts, ...words].join(' ')).text).length === 0;
}

/** The threads of a board, the last answered on top. */
function isThread({ marks }: Entry): boolean {
  return [...marks].some((mark) => THREAD.test(mark));
}

const THREAD =
  /\/(?:show|view)(?:thread|topic)\b|\/thread-\d|\/topic[/-]\d|\/read\.php\?|[?&]tid=\d/;
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

function groupsOf(reading: PageReading): Groups {
  const inside = inScope(reading);
  const groups = new Map<string, Map<number, Entry>>();
  const entriesAt = function* (path: string, frame: string | null): Generator<Entry> {
    for (const match of path.matchAll(/:nth-of-type\((\d+)\)/g)) {
      const end = match.index + match[0].length;
      const key = `${frame ?? ''}\n${steadyPath(path.slice(0, match.index))}`;
      const index = Number(match[1]);
      const group = groups.get(key) ?? new Map<number, Entry>();
      groups.set(key, group);
      const entry = group.get(index) ?? newEntry(path.slice(0, end), index);
      group.set(index, entry);
      yield entry;
    }
  };
  const addBlock = (block: TextBlock): void => {
    for (const entry of entriesAt(block.path, block.frame)) {
      entry.texts.push(blockKey(block));
      if (block.visible) entry.shown += 1;
      if (DATED.test(mapText(block.text).text)) entry.dated = true;
    }
  };
  for (const block of reading.blocks) if (inside(block.path)) addBlock(block);
  const add = (
    thing: { path: string; frame: string | null; visible: boolean },
    mark: string,
    name: string,
    words: readonly string[] = [],
  ): void => {
    for (const entry of entriesAt(thing.path, thing.frame)) {
      entry.marks.add(mark);
      entry.words.push(...words);
      entry.things += 1;
      entry.names.push(name);
      if (entry.texts.length === 0 && thing.visible) entry.shown += 1;
    }
  };
  for (const link of reading.links)
    if (inside(link.path)) add(link, steadyUrl(link.href), link.text);
  for (const image of reading.images)
    if (inside(image.path)) {
      const source = steadyResource(image.src);
      add(image, source, source, [image.alt, image.title]);
    }
  const all = reading.blocks.reduce((sum, block) => sum + block.text.length, 0);
  for (const group of groups.values()) {
    for (const entry of group.values()) {
      // What shows no text of its own is known by its links' words and its pictures.
      if (entry.texts.join('') === '') entry.texts.push(...entry.names);
    }
    // Rows of a layout are no entries: one of them holds the page.
    const most = Math.min(LONGEST_ENTRY, Math.max(LEAST_LAYOUT, all * 0.4));
    if ([...group.values()].some((one) => one.texts.join('').length > most)) group.clear();
  }
  return groups;
}

function newEntry(path: string, index: number): Entry {
  return {
    path,
    index,
    texts: [],
    marks: new Set<string>(),
    names: [],
    words: [],
    shown: 0,
    things: 0,
    dated: false,
  };
}
