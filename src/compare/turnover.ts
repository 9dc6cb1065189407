import { mapText } from '../formats/normal-text.js';
import { isWithin } from '../formats/page-core.js';
import type { PageReading } from '../model/reading.js';
import type { Turn, TurnedPlace } from './beneath-headings.js';
import { isPager, isSlide } from './entry-kinds.js';
import { type Entry, type Groups, groupsOf, headingsOf, sameHeading } from './list-entries.js';
import { takenByHand, turnsOf } from './list-turns.js';
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

/** The one list of a page that is all slides, wherever it stands. */
function onlyCarouselOf(groups: ReturnType<typeof groupsOf>): string | undefined {
  const found = [...groups].filter(
    ([, entries]) => entries.size >= 2 && [...entries.values()].every(isSlide),
  );
  return found.length === 1 ? found[0]?.[0] : undefined;
}
