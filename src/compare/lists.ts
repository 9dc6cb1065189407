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
  const entry =
    /^(.*)[\s>](?:li|tr|dd|article)(?::nth-of-type\((\d+)\))?(?=[\s>]|$)(?!.*[\s>](?:li|tr|dd|article)\b)/.exec(
      path,
    ) ?? /^(.*)[\s>][\w-]+(?::nth-of-type\((\d+)\))?$/.exec(path);
  return { list: entry?.[1] ?? '', index: Number(entry?.[2] ?? 1) };
}

/** The path of the list entry around `path`, or null where it stands in none. */
export function entryPathOf(path: string): string | null {
  return /^(.*[\s>](?:li|dd|article:nth-of-type\(\d+\))(?::nth-of-type\(\d+\))?)(?=[\s>]|$)/.exec(path)?.[1] ?? null;
}

/** How `out` left one list into which `into` came; null for a plain loss. */
export function passingOf(
  out: readonly Numbered[],
  into: readonly Numbered[],
  stayed: readonly Numbered[],
): Passing | null {
  if (out.length === 0 || into.length < out.length) return null;
  // Pushed out: the new entries stand at the head, the lost ones stood at the tail.
  const lastIn = Math.max(...into.map((one) => one.index));
  const firstOut = Math.min(...out.map((one) => one.index));
  if (lastIn === into.length && firstOut > into.length) return 'rolled';
  if (rollsUpwards(out, into, stayed)) return 'rolled';
  // Several exchanged at once for as many others: "related news" drawn by lot.
  return out.length >= 2 && into.length === out.length ? 'rotated' : null;
}

/**
 * The newest at the tail: entries left at the head, and those that came carry the higher numbers.
 * Without such numbers it may be a removal into whose gap an older entry moved up.
 */
function rollsUpwards(
  out: readonly Numbered[],
  into: readonly Numbered[],
  stayed: readonly Numbered[],
): boolean {
  if (Math.max(...out.map((one) => one.index)) !== out.length) return false;
  const rest = [...out, ...stayed].map((one) => serialOf(one.serial));
  const came = into.map((one) => serialOf(one.serial));
  const highest = Math.max(...rest.map((one) => one ?? Number.POSITIVE_INFINITY));
  const gone = Math.max(...out.map((one) => serialOf(one.serial) ?? Number.POSITIVE_INFINITY));
  return (
    came.every((one) => one !== null && one > highest) &&
    stayed.every((one) => (serialOf(one.serial) ?? 0) > gone)
  );
}

// The last number of an address or text: /news/109.html, 第109期, 2024-06-11 as 20240611.
function serialOf(text: string): number | null {
  const runs = text.replace(/(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})/g, (_, y, m, d) =>
    [y, String(m).padStart(2, '0'), String(d).padStart(2, '0')].join(''),
  );
  const last = runs.match(/\d{1,15}/g)?.at(-1);
  return last === undefined ? null : Number(last);
}
