// The places of things that stand in lists -> how entries came and went: a list that moves on as
// newer entries arrive is told from one that lost an entry.

/** The list a path stands in and the entry's number there: `…ul > li:nth-of-type(3) > a`. */
export interface Entry {
  readonly list: string;
  readonly index: number;
}

/** An entry with the words and addresses that may number it. */
export interface Numbered {
  readonly index: number;
  readonly serial: string;
}

/** How entries left a list, where that is how the list works. */
export type Passing = 'rolled' | 'rotated';

/** The innermost list entry `path` stands in; failing that its parent counts as the list. */
export function entryOf(path: string): Entry {
  // Several links in one cell are a list of their own, and no entry of the table around them.
  const isOfCell = /[\s>]td\b(?:(?!\b(?:li|dd|article)\b).)* > a:nth-of-type\(\d+\)$/.test(path);
  const entry =
    (isOfCell
      ? null
      : /^(.*)[\s>](?:li|tr|dd|article)(?::nth-of-type\((\d+)\))?(?=[\s>]|$)(?!.*[\s>](?:li|tr|dd|article)\b)/.exec(
          path,
        )) ??
    // Each link in a box of its own.
    /^(.*)[\s>](?:div|span|font|b|strong):nth-of-type\((\d+)\) > a$/.exec(path) ??
    /^(.*)[\s>][\w-]+(?::nth-of-type\((\d+)\))?$/.exec(path);
  return { list: entry?.[1] ?? '', index: Number(entry?.[2] ?? 1) };
}

/** The path of the list entry around `path`, or null where it stands in none. */
export function entryPathOf(path: string): string | null {
  return (
    /^(.*[\s>](?:li|dd|tr|article:nth-of-type\(\d+\))(?::nth-of-type\(\d+\))?)(?=[\s>]|$)/.exec(
      path,
    )?.[1] ?? null
  );
}

/** One list, before and after. */
interface Passage {
  readonly out: readonly Numbered[];
  readonly into: readonly Numbered[];
  /** The entries that stayed, where they stood. */
  readonly stayed: readonly Numbered[];
}

/** How the lost entries of a list left it; null for a plain loss. */
export function passingOf({ out, into, stayed }: Passage): Passing | null {
  if (out.length === 0 || into.length < out.length) return null;
  if (rollsDownwards({ out, into, stayed }) || rollsUpwards({ out, into, stayed })) return 'rolled';
  // Several exchanged at once for as many others: "related news" drawn by lot.
  const isDrawn = into.length === out.length || stayed.length === 0;
  return out.length >= 2 && isDrawn ? 'rotated' : null;
}

/**
 * Taken from between entries that stayed while others came in at the head: a list that moves on does not
 * lose its entries there.
 */
export function isTakenOut(
  index: number,
  { into, stayed }: { readonly into: readonly Placed[]; readonly stayed: readonly Placed[] },
): boolean {
  if (into.length === 0 || stayed.length < 2) return false;
  const places = (entries: readonly Placed[]): number[] => entries.map((one) => one.index);
  const last = Math.max(...places(into));
  // Of a short list the tail is near the head.
  const isAtHead = last <= into.length + MOST_PINNED && last < into.length + stayed.length;
  return isAtHead && index < Math.max(...places(stayed));
}

interface Placed {
  readonly index: number;
}

/** So many entries may be pinned above those that come. */
export const MOST_PINNED = 2;

/** Pushed out: the new entries stand at the head, the lost ones stood at the tail. */
function rollsDownwards({ out, into, stayed }: Passage): boolean {
  const lastIn = Math.max(...into.map((one) => one.index));
  const firstOut = Math.min(...out.map((one) => one.index));
  // A table's head is no entry.
  const head = Math.min(...[...out, ...into, ...stayed].map((one) => one.index)) - 1;
  // Some may be pinned above those that come.
  const pinned = lastIn - head - into.length;
  if (
    pinned < 0 ||
    pinned > Math.min(MOST_PINNED, stayed.length - 1) ||
    firstOut - head <= into.length
  )
    return false;
  if (Math.min(...into.map((one) => one.index)) - head - 1 !== pinned) return false;
  // An entry behind the lost ones stayed: they were taken out. "More …" at the end is no entry.
  const isNumbered = out.every((one) => lastNumber(one.serial) !== null);
  return stayed.every(
    (one) => one.index < firstOut || (isNumbered && lastNumber(one.serial) === null),
  );
}

/**
 * The newest at the tail: entries left at the head, and those that came carry the higher numbers.
 * Without such numbers it may be a removal into whose gap an older entry moved up.
 */
function rollsUpwards({ out, into, stayed }: Passage): boolean {
  if (stayed.length === 0) return false;
  if (Math.max(...out.map((one) => one.index)) !== out.length) return false;
  const firstIn = Math.min(...into.map((one) => one.index));
  if (firstIn <= stayed.length) return false;
  const numbers = (list: readonly Numbered[]): readonly number[] =>
    list.map((one) => lastNumber(one.serial) ?? Number.NaN);
  const [gone, kept, came] = [numbers(out), numbers(stayed), numbers(into)];
  // A missing number is not a number, and compares as false.
  return Math.min(...came) > Math.max(...gone, ...kept) && Math.min(...kept) > Math.max(...gone);
}

/** The numbers fall, and what came has a lower one than all: an older entry moved up into a gap. */
export function fillsGap({ out, into, stayed }: Passage): boolean {
  const numbersOf = (entries: readonly Numbered[]): readonly number[] =>
    entries
      .toSorted((a, b) => a.index - b.index)
      .map(({ serial }) => lastNumber(serial) ?? Number.NaN);
  const [old, fresh] = [numbersOf([...out, ...stayed]), numbersOf(into)];
  const falls = old.every((number, at) => at === 0 || number < (old[at - 1] ?? 0));
  return old.length >= LEAST_FALLING && falls && Math.max(...fresh) < (old.at(-1) ?? 0);
}

/** Fewer numbers fall by chance. */
const LEAST_FALLING = 4;

// The last number of an address or text: /news/109.html, 第109期, 2024-06-11 as 20240611.
export function lastNumber(text: string): number | null {
  const runs = text.replace(/(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})/g, (_, y, m, d) =>
    [y, String(m).padStart(2, '0'), String(d).padStart(2, '0')].join(''),
  );
  const last = runs.match(/\d{1,15}/g)?.at(-1);
  return last === undefined ? null : Number(last);
}
