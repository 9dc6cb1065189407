// A reading -> its lists: entries that stand beside one another, each with its words, links and pictures,
// and the heading each list stands under.
import { mapText } from '../formats/normal-text.js';
import { isWithin, parentOf } from '../formats/page-core.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import { blockKey } from './blocks.js';
import { inScope, steadyPath } from './scope.js';
import { steadyResource, steadyUrl } from './steady-url.js';

/** One entry of a list. */
export interface Entry {
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

/** Lists by their place, `frame\npath`; entries by their number. */
export type Groups = ReadonlyMap<string, ReadonlyMap<number, Entry>>;

const LONGEST_ENTRY = 1200;
const LEAST_LAYOUT = 200;
const DATED =
  /\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\b|\d{1,4} ?[-/.年月] ?\d{1,2}|\d{1,2}:\d{2}|\d+ ?(?:秒|分钟|小时|天|周|个月|年)前|\bago\b|(?:قبل|منذ) /;
/** Headings by the key of the list beneath them. */
export type Headings = ReadonlyMap<string, string>;

/** The heading right before each group, where it has one: short words in a box around it. */
export function headingsOf(groups: Groups, { blocks }: PageReading): Headings {
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
export function sameHeading(key: string, were: Headings, are: Headings): string | undefined {
  const heading = were.get(key);
  if (heading === undefined) return undefined;
  const alike = (heads: Headings): readonly string[] =>
    [...heads].flatMap(([one, words]) => (words === heading ? [one] : []));
  const [old, fresh] = [alike(were), alike(are)];
  return old.length === 1 && fresh.length === 1 ? fresh[0] : undefined;
}

/** Every list of a page. */
export function groupsOf(reading: PageReading): Groups {
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
