// Two readings -> the places whose content comes and goes by itself: entries of lists that rolled on
// or were drawn anew, carousels at their next turn, notices about cookies, advertisements. What is
// lost there is told, with less weight; a list that only lost an entry is no such place.
import { mapText } from '../formats/normal-text.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import { blockKey } from './blocks.js';
import { fieldWordsIn } from './field-words.js';
import { steadyResource, steadyUrl } from './noise.js';
import { inScope, isWithin, steadyPath } from './scope.js';

/** Why something that went is not a loss, or `null` where nothing says so. */
export type Turn = 'rolled' | 'rotated' | 'turned' | 'notice';

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
const LONGEST_NOTICE = 400;
const NOTICE =
  /cookies?\b|隐私(?:权?政策|声明|设置)|privacy (?:policy|settings)|ملفات تعريف الارتباط|سياسه الخصوصيه|(?:在线|线上)(?:客服|咨询)|有什么(?:可以|能)帮|chat with us|how can (?:we|i) help|كيف (?:يمكننا|نستطيع|يمكنني) مساعد/;
const ADVERT =
  /^(?:(?:广告|推广|赞助|advertisements?|ads?|sponsored|promoted|اعلان|اعلان ممول|رعايه)(?: ?[:·|-].*)?|(?:广告|推广) ?.{0,40})$/;
const DATED =
  /\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\b|\d{1,4} ?[-/.年月] ?\d{1,2}|\d{1,2}:\d{2}|\d+ ?(?:秒|分钟|小时|天|周|个月|年)前|\bago\b|(?:قبل|منذ) /;

/** Words that say of themselves that they are an advertisement; in the form `mapText` gives. */
export function isAdvert(text: string): boolean {
  return ADVERT.test(text.trim());
}

/** The places of `before` whose content went by itself on the way to `after`. */
export function turnoverOf(before: PageReading, after: PageReading): Turnover {
  const turns: { path: string; frame: string | null; turn: Turn }[] = [];
  for (const reading of [before, after]) {
    turns.push(...noticesIn(reading), ...neighboursIn(reading), ...tickersIn(reading));
  }
  turns.push(...quotesIn(before, after));
  turns.push(...talkIn(before, after));
  const [old, fresh] = [groupsOf(before), groupsOf(after)];
  for (const [key, entries] of old) {
    const now = fresh.get(key);
    if (now === undefined || entries.size < 2) continue;
    const frame = key.slice(0, key.indexOf('\n')) || null;
    for (const [entry, turn] of turnsOf([...entries.values()], [...now.values()])) {
      turns.push({ path: entry.path, frame, turn });
    }
  }
  return {
    of: (path, frame) =>
      turns.find((one) => one.frame === frame && isWithin(path, one.path))?.turn ?? null,
  };
}

function turnsOf(
  were: readonly Entry[],
  are: readonly Entry[],
): readonly (readonly [Entry, Turn])[] {
  const now = new Map(are.map((entry) => [nameOf(entry), entry]));
  const old = new Map(were.map((entry) => [nameOf(entry), entry]));
  // The same entries, others of them shown: a carousel or tabs.
  const shownOf = (entries: readonly Entry[]): number =>
    entries.filter((one) => one.shown > 0).length;
  const turned = were.filter((one) => one.shown > 0 && now.get(nameOf(one))?.shown === 0);
  const opened = are.filter((one) => one.shown > 0 && old.get(nameOf(one))?.shown === 0);
  if (turned.length > 0 && opened.length > 0 && shownOf(were) === shownOf(are)) {
    return turned.map((entry) => [entry, 'turned'] as const);
  }
  const out = were.filter((one) => one.shown > 0 && !now.has(nameOf(one)));
  const into = are.filter((one) => one.shown > 0 && !old.has(nameOf(one)));
  if (out.length === 0 || into.length < out.length) return [];
  const stayed = were.filter((one) => now.has(nameOf(one)));
  if (hasRolled(out, into, stayed)) return out.map((entry) => [entry, 'rolled'] as const);
  return hasRotated(out, into, were, are) || isDrawnByRank(out, into, were, are)
    ? out.map((entry) => [entry, 'rotated'] as const)
    : [];
}

/** By where it leads, for counters stand beside the words; by its words where it leads nowhere. */
function nameOf({ marks, texts }: Entry): string {
  return marks.size > 0 ? [...marks].join(' ') : texts.join('|');
}

/** In at the head, out at the tail: how dated and linked lists move on. */
function hasRolled(
  out: readonly Entry[],
  into: readonly Entry[],
  stayed: readonly Entry[],
): boolean {
  if (stayed.length < 1 || out.length + stayed.length < 3) return false;
  const all = [...out, ...into, ...stayed];
  // Entries of several parts that say nothing of the field: comments under an article.
  const isTalk =
    stayed.length >= 2 &&
    all.every((one) => one.texts.length >= 2) &&
    out.every((one) => fieldWordsIn(mapText(one.texts.join(' ')).text).length === 0);
  if (!isTalk && !all.every((one) => one.dated || one.things > 0)) return false;
  const places = (entries: readonly Entry[]): number[] => entries.map((one) => one.index);
  const tailOut = Math.min(...places(out)) > Math.max(...places(stayed));
  const headOut = Math.max(...places(out)) < Math.min(...places(stayed));
  const first = Math.min(...places(all));
  if (tailOut) return Math.max(...places(into)) - first < into.length;
  // The oldest first: only with dates, or it is a removal into whose gap others moved up.
  return (
    headOut && all.every((one) => one.dated) && Math.min(...places(into)) - first >= stayed.length
  );
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
  if (out.length >= 2) return true;
  // One for one may be an editor's hand: what it was about decides, and whether it is one of its kind.
  const isOfKind = were.every((one) => one.things > 0);
  return isSamePlace && isOfKind && out.every(isPlain);
}

function isPlain({ texts, words }: Entry): boolean {
  return fieldWordsIn(mapText([...texts, ...words].join(' ')).text).length === 0;
}

/** Links whose order changed as some gave way to as many others: the most read, drawn anew. */
function isDrawnByRank(
  out: readonly Entry[],
  into: readonly Entry[],
  were: readonly Entry[],
  are: readonly Entry[],
): boolean {
  if (out.length !== into.length || were.length !== are.length) return false;
  if (![...out, ...into].every((one) => one.things > 0)) return false;
  const now = new Map(are.map((entry) => [nameOf(entry), entry.index]));
  const places = were.flatMap((entry) => now.get(nameOf(entry)) ?? []);
  const isShuffled = places.some((place, at) => at > 0 && place < (places[at - 1] ?? 0));
  return isShuffled && (out.length >= 2 || out.every(isPlain));
}

const TALK =
  /^(?:网友|用户|读者|访客|最新|全部|热门)?(?:评论|留言|点评|回复|互动)(?:板|区|列表|专区)?(?: ?[(:：].*)?$|^(?:\d+ )?(?:recent |latest |user |guest )?(?:comments?|reviews?|guestbook|discussion|replies)\b.{0,12}$|^(?:التعليقات|تعليقات|اراء|الردود|سجل الزوار).{0,20}$/;

/** What stands under a heading of comments, where as much stands there now. */
function talkIn(
  before: PageReading,
  after: PageReading,
): { path: string; frame: string | null; turn: Turn }[] {
  const [were, are] = [underTalk(before), underTalk(after)];
  if (are.length < were.length * 0.8) return [];
  return were.map(({ path, frame }) => ({ path, frame, turn: 'rotated' as const }));
}

function underTalk({ blocks }: PageReading): readonly TextBlock[] {
  const head = blocks.findIndex(
    (block) => block.text.length <= 40 && TALK.test(mapText(block.text).text.trim()),
  );
  const heading = blocks[head];
  if (heading === undefined) return [];
  const parent = heading.path.replace(/ (?:>|>>>) [^>]+$/, '');
  const behind = blocks.slice(head + 1);
  const end = behind.findIndex(
    (block) => !isWithin(block.path, parent) || /^h[1-3]$/.test(block.tag),
  );
  return end < 0 ? behind : behind.slice(0, end);
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

/** One praise in another's place, in quotation marks with a name behind it: drawn by lot. */
const QUOTATION = /^["“„«「『](.{10,600})["”»」』] ?[—–-]? ?(.{2,60})$/su;

function quotesIn(
  before: PageReading,
  after: PageReading,
): { path: string; frame: string | null; turn: Turn }[] {
  const quotes = ({ blocks }: PageReading): readonly TextBlock[] =>
    blocks.filter((block) => block.visible && QUOTATION.test(block.text.trim()));
  const [were, are] = [quotes(before), quotes(after)];
  const [old, fresh] = [were, are].map((list) => new Set(list.map(({ text }) => text)));
  const lost = were.filter(({ text }) => fresh?.has(text) !== true);
  const box = (block: TextBlock): string => block.path.replace(/ (?:>|>>>) [^>]+$/, '');
  const boxes = new Set([...were, ...are].map(box));
  // As many as before, in one box, others among them.
  const isDrawn = were.length === are.length && boxes.size === 1 && old?.size === were.length;
  return isDrawn ? lost.map(({ path, frame }) => ({ path, frame, turn: 'rotated' as const })) : [];
}

/** Headlines in one line with stars between them, drawn anew or scrolling by. */
function tickersIn(reading: PageReading): { path: string; frame: string | null; turn: Turn }[] {
  return reading.blocks
    .filter(({ text }) => (text.match(/ ?[★☆◆◇]\s/gu) ?? []).length >= 2)
    .map(({ path, frame }) => ({ path, frame, turn: 'rotated' as const }));
}

/** The way to the next article, whatever that is about: "上一篇：…", "Next: …". */
const NEIGHBOUR =
  /^(?:(?:上|下|前|后)[一1](?:篇|条|则|页|个)|previous(?: (?:post|article|news|page))?|next(?: (?:post|article|news|page))?|older|newer|السابق|التالي|المقال (?:السابق|التالي)) ?[:：»«←→<>].{0,120}$/;

function neighboursIn(reading: PageReading): { path: string; frame: string | null; turn: Turn }[] {
  return reading.blocks
    .filter((block) => NEIGHBOUR.test(mapText(block.text).text.trim()))
    .map(({ path, frame }) => ({ path, frame, turn: 'rotated' as const }));
}

/** The boxes of cookie notices, chat windows and advertisements: small, and nothing of the page's own. */
function noticesIn(reading: PageReading): { path: string; frame: string | null; turn: Turn }[] {
  return reading.blocks.flatMap((block) => {
    const { text } = mapText(block.text);
    const isNotice = text.length <= LONGEST_NOTICE && NOTICE.test(text);
    if (!isNotice && !ADVERT.test(text)) return [];
    if (fieldWordsIn(text).length > 0 || block.tag === 'body') return [];
    const parent = block.path.replace(/ (?:>|>>>) [^>]+$/, '');
    const box = reading.blocks.filter(
      (one) => isWithin(one.path, parent) && one.frame === block.frame,
    );
    const size = box.reduce((sum, one) => sum + one.text.length, 0);
    const isBox = parent.split(' > ').length > 2 && size <= LONGEST_NOTICE * 1.5;
    const isPlain = box.every((one) => fieldWordsIn(mapText(one.text).text).length === 0);
    const path = isBox && isPlain ? parent : block.path;
    return [{ path, frame: block.frame, turn: 'notice' as const }];
  });
}
