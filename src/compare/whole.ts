// All matched blocks of two readings -> what can only be said of the page as a whole: a new layout,
// another script, mere noise.
import { bigrams, comparable, containment, mapText, matchable } from '../formats/normal-text.js';
import { type Change, isLoud } from '../model/change.js';
import type { PageReading, ReadLink, TextBlock } from '../model/reading.js';
import type { BlockMatch } from './blocks.js';
import { changeOf } from './change.js';
import { findContacts, isContactLine } from './contacts.js';
import { type Elsewhere, elsewhereOn, lettersOf, sentencesOf } from './elsewhere.js';
import type { Sides } from './exchanges.js';
import { fieldWordsIn, isPointed } from './field-words.js';
import { isByTheWay, isOfOwner } from './frame-words.js';
import { isTagUrl } from './linked-blocks.js';
import { entryOf } from './lists.js';
import { menusOf } from './menus.js';
import { namesIn } from './names.js';
import { labelledQuantities } from './numbers.js';
import { citesFigures, isOfDealings, isOfGoods } from './of-the-trade.js';
import { isTellingLabel } from './passing.js';
import { comparedBlocks, comparedLinks, placeOf } from './scope.js';
import { saysSense } from './senses.js';
import { isOnArticle, isSetAnew } from './set-anew.js';
import { endsAsSentence, isProse } from './slight.js';

type Pair = readonly [TextBlock, TextBlock];

/** What became of the page as a whole. */
export function changesOfWhole(
  match: BlockMatch,
  fresh: PageReading,
  elsewhere: Elsewhere,
): readonly Change[] {
  const changes: Change[] = [];
  if (isLaidOutAnew(match, elsewhere)) {
    const summary = 'The page was laid out anew; nearly all of its text is the same.';
    changes.push(changeOf('redesign', summary, { before: null, after: null }, fresh.url));
  }
  const switched = match.kept.filter((pair) => othersIn(pair) > 0);
  const [largest] =
    switched.reduce((sum, pair) => sum + othersIn(pair), 0) < LEAST_OTHERS
      ? []
      : switched.toSorted((a, b) => othersIn(b) - othersIn(a));
  if (largest !== undefined) {
    const [was, is] = largest;
    const part = switched.length > match.kept.length / 2 ? 'The page' : 'Part of the page';
    const summary = `${part} changed between Simplified and Traditional Chinese.`;
    changes.push(
      changeOf('script-switch', summary, { before: was.text, after: is.text }, fresh.url),
    );
  }
  const noisy = match.kept.filter(
    (pair) => pair[0].text !== pair[1].text && (largest === undefined || !switched.includes(pair)),
  );
  if (noisy.length > 0) {
    const [was, is] = noisy[0] ?? [];
    const summary = `${noisy.length} pieces of text differ only in counters, clocks, script or typography.`;
    const sides = { before: was?.text ?? null, after: is?.text ?? null };
    changes.push(changeOf('noise', summary, sides, was === undefined ? '' : placeOf(was)));
  }
  return changes;
}

const LEAST_KEPT = 4;
const MOST_OF_THE_TEXT = 0.75;
const MOST_OF_THE_PLACES = 0.5;

/** The page's own text stands in other elements, not only further down; what stands beside it may go. */
function isLaidOutAnew({ kept, edited, removed }: BlockMatch, elsewhere: Elsewhere): boolean {
  // What was set in other boxes or brackets, or got its date beside it, is there all the same.
  const pieces = [
    ...removed,
    ...edited.map(([was]) => was).filter((one) => elsewhere.has(one.text)),
  ].flatMap((block) => sentencesOf(block.text).map((text) => ({ ...block, text })));
  const same = pieces.filter(({ text }) => elsewhere.has(text));
  const moved = kept.filter(([was, is]) => elementsOf(was.path) !== elementsOf(is.path));
  const found = kept.length + same.length;
  if (found < LEAST_KEPT || (moved.length + same.length) / found <= MOST_OF_THE_PLACES)
    return false;
  const isOfFrame = (text: string): boolean =>
    isByTheWay(text) || isOnArticle(text) || isSetAnew(text, { came: [elsewhere], elsewhere });
  const isOwn = ({ zone, linkTextLength, text }: TextBlock): boolean =>
    (zone === null || zone === 'main') &&
    linkTextLength < text.length * 0.5 &&
    !isOfOwner(text) &&
    !isOfFrame(text);
  const size = (blocks: readonly TextBlock[]): number =>
    blocks.filter(isOwn).reduce((sum, block) => sum + block.text.length, 0);
  const others = edited.filter(([was]) => isOwn(was) && !elsewhere.has(was.text));
  const stayed = others.reduce(
    (sum, [was, is]) => sum + was.text.length * containment(bigramsOf(was), bigramsOf(is)),
    0,
  );
  const survived = size(kept.map(([was]) => was)) + size(same) + stayed;
  const all = size([...kept.map(([was]) => was), ...pieces, ...others.map(([was]) => was)]);
  return all > 0 && survived / all >= MOST_OF_THE_TEXT;
}

function bigramsOf({ text }: TextBlock): ReturnType<typeof bigrams> {
  return bigrams(matchable(text));
}

function elementsOf(path: string): string {
  return path.replace(/:nth-of-type\(\d+\)/g, '');
}

/** How many characters of one text stand in the other script now. */
function othersIn([was, is]: Pair): number {
  if (!/\p{sc=Han}/u.test(was.text) || was.text.length !== is.text.length) return 0;
  if (comparable(was.text) === comparable(is.text)) return 0;
  const isHan = (char: string): boolean => /\p{sc=Han}/u.test(char);
  return [...was.text].filter(
    (char, at) => char !== is.text[at] && isHan(char) && isHan(is.text[at] ?? ''),
  ).length;
}

/** Fewer characters in the other script are a typist's habit. */
const LEAST_OTHERS = 3;

/** In a page laid out anew, what no one cites has mostly been left out by its designer. */
export function calmedByRedesign(
  changes: readonly Change[],
  { old, fresh }: Sides,
): readonly Change[] {
  if (!changes.some(({ kind }) => kind === 'redesign')) return changes;
  const elsewhere = elsewhereOn(fresh);
  const title = lettersOf(fresh.title);
  // Whose site it is may be said in its title alone.
  const named = { ...elsewhere, has: (piece: string) => title.includes(lettersOf(piece)) };
  const isNamed = (line: string): boolean =>
    isOfOwner(line) && isSetAnew(line, { came: [elsewhere, named], elsewhere });
  const zones = new Map(comparedBlocks(old).map((block) => [placeOf(block), block.zone]));
  const entries = changes
    .filter(({ kind }) => kind === 'nav-delisted')
    .map(({ before }) => (before ?? '').split(' → ')[0] ?? '');
  // Where most that went are of the field, somebody chose them.
  const chosen = entries.filter((words) => fieldWordsIn(mapText(words).text).length > 0);
  const isMenuAnew = entries.length >= LEAST_OF_MENU && chosen.length <= entries.length / 2;
  const gone = new Set(entries);
  const renamed = renamedEntries(old, fresh);
  // Of an entry it is told as of a link; one that leads there still is called otherwise.
  const isOfMenu = (line: string): boolean =>
    (isMenuAnew && gone.has(line)) || (renamed.size >= LEAST_OF_MENU && renamed.has(line));
  const linesOf = ({ before }: Change): readonly string[] =>
    (before ?? '').split('\n').filter((line) => !isOfMenu(line));
  const isOfFrame = (change: Change): boolean =>
    change.kind === 'block-removed' &&
    !['main', null, undefined].includes(zones.get(change.where)) &&
    !linesOf(change).some((line) => isCited(line) && !isNamed(line));
  return changes.map((change) =>
    isLoud(change) &&
    (isOfFrame(change) ||
      isOfDesigner(change, isMenuAnew) ||
      (change.kind === 'block-removed' && linesOf(change).length === 0))
      ? {
          ...change,
          severity: 'medium' as const,
          summary: `${change.summary} The page was laid out anew.`,
        }
      : change,
  );
}

/** The words of a menu's entries that the page has no more, though it leads where they led. */
function renamedEntries(old: PageReading, fresh: PageReading): ReadonlySet<string> {
  const [were, are] = [comparedLinks(old), comparedLinks(fresh)];
  const menus = menusOf(were);
  const [known, words] = [
    new Set(are.map(({ href }) => href)),
    new Set(are.map(({ text }) => text)),
  ];
  const isEntry = ({ zone, path }: ReadLink): boolean =>
    zone === 'nav' || menus.has(entryOf(path).list);
  return new Set(
    were
      .filter((link) => isEntry(link) && known.has(link.href) && !words.has(link.text))
      .map(({ text }) => text),
  );
}

/** What somebody wrote to be read, and what is looked for. */
function isCited(line: string): boolean {
  const { text } = mapText(line);
  return (
    (isProse(line) && !isOfOwner(line)) ||
    isPointed(text) ||
    saysSense(line) ||
    (citesValues(line) && !isByTheWay(line) && !isOfGoods(line)) ||
    // A telephone in a line of its own is told of by itself.
    (findContacts(text).length > 0 && !isContactLine(line))
  );
}

/** A sum, a time, cases; people and shares only of care: as many like the page of any house. */
function citesValues(line: string): boolean {
  const units = labelledQuantities(line).map(({ unit }) => unit);
  const isOfPeople = units.every((unit) => unit === '%' || unit === 'person');
  if (isOfPeople) return units.length > 0 && isTellingLabel(mapText(line).text);
  return citesFigures(line);
}

/** What was done, how often, for whom and how it went. */
const OF_RECORDS =
  /病例|案例|例数|数据|统计|成果|专家|患者|分配|\b(?:cases|data|statistics|results|outcomes|patients|surgeons|allocation)\b|حالات|بيانات|احصا|نتائج|مرضي|جراح/;

/** Of fewer entries each may have been taken out by hand. */
const LEAST_OF_MENU = 4;

function isOfDesigner(change: Change, isMenuAnew: boolean): boolean {
  if (change.severity !== 'high' || !DECORATION.has(change.kind)) return false;
  // Its address names the house it is on.
  const said = change.summary.replace(/https?:\S+/g, ' ');
  if (change.kind === 'image-removed' && isTellingLabel(mapText(said).text)) return false;
  const words = (change.before ?? '').split(' → ')[0] ?? '';
  const lines = words.startsWith('http') ? [] : words.split('\n');
  // What a contact's loss says is told of the contact.
  const isWeighty = lines.some((line) => {
    const { text } = mapText(line);
    return (
      endsAsSentence(text) ||
      text.length > LONGEST_LABEL ||
      // A house that transplants has an entry for it.
      (change.kind === 'nav-delisted' && isMenuAnew
        ? isPointed(text) ||
          (fieldWordsIn(text).length > 0 && (OF_RECORDS.test(text) || isOfDealings(text)))
        : fieldWordsIn(text).length > 0) ||
      (change.kind === 'block-removed' && (namesIn(text).length > 0 || isCited(line)))
    );
  });
  const isOfTag = change.kind === 'link-removed' && isTagUrl(change.where);
  return !isWeighty || isOfReaders(lines) || isOfTag;
}

/** What readers wrote beneath a page, gone with the form they wrote it in. */
function isOfReaders(lines: readonly string[]): boolean {
  return lines.length > 1 && lines.some((line) => REPLY.test(mapText(line).text));
}

const REPLY =
  /^(?:leave a (?:reply|comment)|post (?:a )?comment|add (?:a )?comment|发表评论|我要评论|发表回复|添加评论|اترك (?:تعليق|ردا?)|اضف تعليق)/;

const DECORATION: ReadonlySet<Change['kind']> = new Set([
  'link-removed',
  'nav-delisted',
  'image-removed',
  'image-replaced',
  'block-removed',
  'link-retargeted',
]);
const LONGEST_LABEL = 60;
