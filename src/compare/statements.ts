// Two text blocks -> whether they can be one statement, edited: an entry of a list is named by the
// link it carries, and two entries of a series are two statements however alike their words are.
import { comparable } from '../formats/normal-text.js';
import { isWithin } from '../formats/page-core.js';
import type { PageReading, ReadLink, TextBlock } from '../model/reading.js';
import type { BlockMatch } from './blocks.js';
import { lostValues } from './changed-values.js';
import { entryOf, entryPathOf, MOST_PINNED } from './lists.js';
import { serialOf } from './numbers.js';
import { comparedLinks } from './scope.js';
import { steadyUrl } from './steady-url.js';

/** An entry with more links than this is a section, which no single link names. */
const MOST_LINKS = 3;
/** A row with more texts than this is one of a layout. */
const MOST_TEXTS = 8;

/** Says of a block before and one after whether they may be one statement. */
export function statementsOf(
  before: PageReading,
  after: PageReading,
): (was: TextBlock, is: TextBlock) => boolean {
  const [old, fresh] = [namesIn(before), namesIn(after)];
  return (was, is) => {
    const [a, b] = [old(was), fresh(is)];
    if (a === null || b === null || steadyUrl(a.href) === steadyUrl(b.href)) return true;
    return comparable(a.text) === comparable(b.text);
  };
}

/** The link that names the entry a block stands in, or null: most blocks have none. */
function namesIn(reading: PageReading): (block: TextBlock) => ReadLink | null {
  const links = comparedLinks(reading).filter((link) => /^https?:/i.test(link.href));
  const known = new Map<TextBlock, ReadLink | null>();
  return (block) => {
    const found = known.get(block);
    if (found !== undefined) return found;
    const isLinked = block.linkTextLength >= block.text.length * 0.5;
    const place = isLinked ? block.path : entryPathOf(block.path);
    const inside =
      place === null
        ? []
        : links.filter((link) => link.frame === block.frame && isWithin(link.path, place));
    const longest = inside.toSorted((a, b) => b.text.length - a.text.length)[0] ?? null;
    const isOfLayout = (row: string): boolean =>
      reading.blocks.filter(({ path }) => isWithin(path, row)).length > MOST_TEXTS;
    const isUnnamed = place === null || inside.length > MOST_LINKS || longest === null;
    const name = isUnnamed || isOfLayout(place) ? null : longest;
    known.set(block, name);
    return name;
  };
}

/**
 * The match without edits in lists that moved on: where every entry carries an issue or a date, the
 * lost stood at one end and newer ones came at the other, no entry became another.
 */
export function withoutRolled(match: BlockMatch): {
  readonly match: BlockMatch;
  readonly rolled: ReadonlySet<TextBlock>;
} {
  const rolled = new Set<TextBlock>();
  const apart = new Set<TextBlock>();
  const out = byList([...match.removed, ...match.edited.map(([was]) => was)]);
  const into = byList([...match.added, ...match.edited.map(([, is]) => is)]);
  const stayed = byList(match.kept.map(([, is]) => is));
  for (const [list, lost] of out) {
    const came = into.get(list) ?? [];
    if (!movedOn(lost, came, stayed.get(list) ?? [])) continue;
    for (const block of lost) rolled.add(block);
    for (const block of came) apart.add(block);
  }
  const split = match.edited.filter(([was, is]) => rolled.has(was) || apart.has(is));
  return {
    match: {
      kept: match.kept,
      edited: match.edited.filter((pair) => !split.includes(pair)),
      removed: [...match.removed, ...split.map(([was]) => was)],
      added: [...match.added, ...split.map(([, is]) => is)],
    },
    rolled,
  };
}

function movedOn(
  lost: readonly TextBlock[],
  came: readonly TextBlock[],
  stayed: readonly TextBlock[],
): boolean {
  // One entry exchanged for one, with nothing beside it, is an edit until something says otherwise.
  if (came.length < lost.length || lost.length + stayed.length < 3) return false;
  const [out, into] = [serialsOf(lost), serialsOf(came)];
  if (out === null || into === null) return false;
  const rest = serialsOf(stayed) ?? [];
  if (Math.min(...into) <= Math.max(...out, ...rest)) return false;
  const indexes = (blocks: readonly TextBlock[]): number[] =>
    blocks.map((block) => entryOf(block.path).index);
  // All of it new: only where no entry stated anything people cite.
  if (stayed.length === 0) return lost.every((block) => lostValues(block).length === 0);
  // Pushed through: in at the head and out at the tail, or the other way round.
  const count = lost.length;
  const pinned = Math.min(...indexes(came)) - 1;
  const atHead =
    pinned <= Math.min(MOST_PINNED, stayed.length - 1) &&
    Math.max(...indexes(came)) === came.length + pinned;
  const fromTail = Math.min(...indexes(lost)) > stayed.length;
  const fromHead = Math.max(...indexes(lost)) === count;
  const atTail = Math.min(...indexes(came)) > stayed.length;
  return (atHead && fromTail) || (fromHead && atTail);
}

function serialsOf(blocks: readonly TextBlock[]): readonly number[] | null {
  const serials = blocks.map((block) => serialOf(block.text));
  return serials.every((one) => one !== null) ? serials : null;
}

function byList(blocks: readonly TextBlock[]): ReadonlyMap<string, readonly TextBlock[]> {
  const lists = new Map<string, TextBlock[]>();
  for (const block of blocks) {
    if (entryPathOf(block.path) !== block.path) continue;
    const list = `${block.frame ?? ''} ${entryOf(block.path).list}`;
    const known = lists.get(list);
    if (known === undefined) lists.set(list, [block]);
    else known.push(block);
  }
  return lists;
}
