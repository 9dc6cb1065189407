// A page and another language version of it, each then and now -> what both said and only this one
// says still. Translations never agree in all; only what stood alike in both and was edited in one counts.
import { type Change, type ChangeKind, isLoud } from '../model/change.js';
import type { PageReading } from '../model/reading.js';
import { changeOf, quoted } from './change.js';
import { elsewhereOn, lettersOf } from './elsewhere.js';
import type { Kinship } from './language-versions.js';
import { type TypedValue, typedValues, valuesOn } from './typed-values.js';

/** Another language version of a page. */
export interface Version {
  readonly url: string;
  /** As the page calls it, or null. */
  readonly name: string | null;
  readonly kinship: Kinship;
  /** What its own comparisons have told since the page's last good look, oldest first. */
  readonly changes: readonly Change[];
  /** What it shows by now. */
  readonly reading: PageReading;
}

/** The page at its last good look, and now. */
export interface Sides {
  readonly was: PageReading;
  readonly is: PageReading;
}

const OF_STATEMENTS: ReadonlySet<ChangeKind> = new Set([
  'claim-absent',
  'claim-altered',
  'number-changed',
  'date-changed',
  'block-removed',
  'contact-removed',
  'table-row-removed',
  'hidden-not-removed',
  'term-substituted',
]);
/** Two pages that share fewer values besides may do so by chance. */
const LEAST_SHARED = 2;
/** Letters from which words that stand on both pages are one statement. */
const LEAST_WORDS = 6;

/** What the other version no longer says as both said it, once for each value or wording. */
export function divergedFrom(sides: Sides, version: Version): readonly Change[] {
  const edits = version.changes.filter(isWeighty);
  if (edits.length === 0) return [];
  const was = valuesOn(sides.was);
  const is = valuesOn(sides.is);
  const theirs = valuesOn(version.reading);
  const shared = [...is.keys()].filter((key) => was.has(key) && theirs.has(key)).length;
  if (version.kinship !== 'named' && shared < LEAST_SHARED) return [];
  const told = new Map<string, Change>();
  for (const edit of edits) {
    for (const { lost, came } of exchangedIn(edit)) {
      if (isCalmed(lost, edit, version.changes)) continue;
      const stoodAlike = (was.get(lost.key) ?? 0) > 0 && !theirs.has(lost.key);
      const stands = (is.get(lost.key) ?? 0) >= (was.get(lost.key) ?? 0);
      const followed = came !== null && is.has(came.key) && !was.has(came.key);
      if (stoodAlike && stands && !followed && !told.has(lost.key)) {
        told.set(lost.key, divergence(version, lost.said, came?.said ?? null));
      }
    }
  }
  const inWords = edits.flatMap((edit) => divergedInWords(edit, sides, version));
  return [
    ...told.values(),
    ...inWords.filter(({ before }) => !typedValues(before ?? '').some(({ key }) => told.has(key))),
  ];
}

/** How many values two pages share: versions of one text share their prices, waiting times, telephones. */
export function sharesValues(one: PageReading, other: PageReading): boolean {
  const there = valuesOn(other);
  return [...valuesOn(one).keys()].filter((key) => there.has(key)).length >= LEAST_SHARED;
}

/** Whether `said`, a value or words, stands on a page. */
export function states(reading: PageReading, said: string): boolean {
  const [value] = typedValues(said);
  if (value?.said === said && valuesOn(reading).has(value.key)) return true;
  const words = elsewhereOn(reading);
  const lines = said.replace(/…$/, '').split('\n');
  return lines.every((line) => words.has(line));
}

function isWeighty(change: Change): boolean {
  return OF_STATEMENTS.has(change.kind) && isLoud(change) && change.before !== null;
}

interface Exchange {
  readonly lost: TypedValue;
  readonly came: TypedValue | null;
}

/** The values an edit took away, each with what came in its place. */
function exchangedIn({ before, after }: Change): readonly Exchange[] {
  const old = typedValues(before ?? '');
  const fresh = typedValues(after ?? '');
  const lost = old.filter(({ key }) => !fresh.some((one) => one.key === key));
  const came = fresh.filter(({ key }) => !old.some((one) => one.key === key));
  return lost.map((value, at) => {
    const placed = lost.length === came.length ? came[at] : undefined;
    const isOfSort = placed?.sort === value.sort;
    const partner = isOfSort ? placed : came.find(({ sort }) => sort === value.sort);
    return { lost: value, came: partner ?? (lost.length === 1 ? (came[0] ?? null) : null) };
  });
}

/** One of several values of an edit that weighs little by itself, such as a total that grew. */
function isCalmed(value: TypedValue, edit: Change, changes: readonly Change[]): boolean {
  return changes.some(
    (one) =>
      one.kind === 'number-changed' &&
      !isWeighty(one) &&
      one.before === edit.before &&
      one.summary.includes(quoted(value.said)),
  );
}

/** Versions in one language (Simplified and Traditional, a table in English) share their words. */
function divergedInWords(
  { before, after }: Change,
  { was, is }: Sides,
  version: Version,
): readonly Change[] {
  const words = (before ?? '').replace(/…$/, '');
  if (lettersOf(words).length < LEAST_WORDS) return [];
  const says = (reading: PageReading): boolean => elsewhereOn(reading).has(words);
  if (!says(was) || !says(is) || says(version.reading)) return [];
  return [divergence(version, words, after)];
}

function divergence(version: Version, said: string, now: string | null): Change {
  const end =
    now === null
      ? `no longer says ${quoted(said)}`
      : `now says ${quoted(now)}, not ${quoted(said)}`;
  const summary = `${named(version)} ${end}; this page says it still, as both did before.`;
  return changeOf('lang-diverged', summary, { before: said, after: now }, version.url);
}

/** A version in words. */
export function named({ name, url }: Pick<Version, 'name' | 'url'>): string {
  return name === null
    ? `The language version ${url}`
    : `The language version ${quoted(name)} (${url})`;
}
