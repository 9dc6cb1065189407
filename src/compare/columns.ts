// The columns of a table before and after -> where each stands now, which went, were renamed, only count up.
import { comparable, foldChinese, mapText } from '../formats/normal-text.js';
import type { Change } from '../model/change.js';
import type { ReadTable } from '../model/reading.js';
import { changeOf, quoted } from './change.js';
import { fieldWordsIn } from './field-words.js';
import { withoutNoise } from './noise.js';

/** Rows by the key that names each. */
export type Rows = ReadonlyMap<string, readonly string[]>;

/** For each column of the table before, where it stands now; null where it is gone. */
export type Columns = readonly (number | null)[];

/** Without the first column where it only counts the rows. */
export function withoutNumbers(table: ReadTable): ReadTable {
  const rows = table.hasHeader ? table.rows.slice(1) : table.rows;
  const isNumbered =
    rows.length > 1 &&
    rows.every((row) => row.length > 1 && /^\s*\d{1,4}[.、]?\s*$/.test(row[0] ?? '')) &&
    new Set(rows.map(([number]) => number)).size === rows.length &&
    countsRows(rows.map(([number = '']) => Number.parseInt(number, 10))) &&
    !rows.every((row) => /^\s*(?:19|20)\d\d\s*$/.test(row[0] ?? ''));
  return isNumbered ? { ...table, rows: table.rows.map((row) => row.slice(1)) } : table;
}

/** One more from row to row, or one less; few were left out. */
function countsRows(numbers: readonly number[]): boolean {
  const steps = numbers.slice(1).map((one, at) => one - (numbers[at] ?? 0));
  return (
    steps.every((step) => step > 0 === (steps[0] ?? 0) > 0) &&
    Math.abs((numbers.at(-1) ?? 0) - (numbers[0] ?? 0)) < numbers.length * 2
  );
}

/** By the names in their heads; a table without heads has kept the columns it has. */
export function columnsOf(before: ReadTable, after: ReadTable): Columns {
  const [old, fresh] = [before.rows[0] ?? [], after.rows[0] ?? []].map((row) => row.map(plain));
  const same = (old ?? []).map((_, column) => column);
  if (!before.hasHeader || !after.hasHeader || old === undefined || fresh === undefined)
    return same;
  // A table is read by the names of its columns where one state has all those of the other: elsewhere a
  // head may just be reworded.
  const isSubset =
    fresh.every((name) => old.includes(name)) || old.every((name) => fresh.includes(name));
  const isPlain = new Set(old).size === old.length;
  if (!isSubset || !isPlain || new Set(fresh).size !== fresh.length) return same;
  return old.map((name) => {
    const at = fresh.indexOf(name);
    return at < 0 ? null : at;
  });
}

/** A column that is called otherwise over the same figures. */
export function renamedColumns(
  before: ReadTable,
  after: ReadTable,
  columns: Columns,
  where: string,
): readonly Change[] {
  if (!before.hasHeader || !after.hasHeader) return [];
  return (before.rows[0] ?? []).flatMap((was, index) => {
    const is = after.rows[0]?.[columns[index] ?? -1] ?? was;
    if (plain(was) === plain(is)) return [];
    const now = fieldWordsIn(mapText(is).text);
    const lost = fieldWordsIn(mapText(was).text).filter((word) => !now.includes(word));
    const summary = `A column of a table is called ${quoted(is)} and not ${quoted(was)} any more.`;
    const kind = lost.length > 0 ? 'term-substituted' : 'block-edited';
    return [changeOf(kind, summary, { before: was, after: is }, where)];
  });
}

/** A column that is no longer there. */
export function lostColumns(
  before: ReadTable,
  columns: Columns,
  where: string,
  stands: Standing,
): Change[] {
  return columns.flatMap((column, index) => {
    if (column !== null) return [];
    const [head = [], ...rows] = before.rows;
    const isElsewhere = (row: readonly string[]): boolean =>
      stands(row[0] ?? '', head[index] ?? '', row[index] ?? '');
    if (rows.length > 0 && rows.every(isElsewhere)) return [];
    const cells = before.rows.map((row) => row[index] ?? '');
    const summary = `A column of a table is no longer there: ${quoted(cells.join(' | '))}.`;
    return [changeOf('block-removed', summary, { before: cells.join(' | '), after: null }, where)];
  });
}

/** Asked of a cell by its row's name, its column's head and itself: does it stand in one of the tables? */
export type Standing = (name: string, head: string, cell: string) => boolean;

/** What stands in `tables`, under which head and in the row of which name. */
export function standingIn(tables: readonly ReadTable[]): Standing {
  let known: ReadonlySet<string> | undefined;
  const keyOf = (...parts: readonly string[]): string => parts.map(plain).join('\n');
  const cells = ({ rows: [heads = [], ...rows] }: ReadTable): readonly string[] =>
    rows.flatMap((row) => row.map((cell, at) => keyOf(row[0] ?? '', heads[at] ?? '', cell)));
  return (name, head, cell) => {
    if (tables.length === 0 || name.trim() === '' || head.trim() === '') return false;
    known ??= new Set(tables.flatMap(cells));
    return known.has(keyOf(name, head, cell));
  };
}

/**
 * Columns of bare numbers of which three or more went up and none down: answers and views of a board.
 * Where a column or a row names money, it is a price list; where rows are years, they are statistics.
 */
export function countersOf(old: Rows, fresh: Rows, header: readonly string[]): ReadonlySet<number> {
  const rows = [...old].flatMap(([key, row]) => {
    const now = fresh.get(key);
    return now === undefined ? [] : [[row, now] as const];
  });
  const all = [...header, ...rows.flatMap(([row]) => row)].join(' ');
  if (
    PRICES.test(mapText(all).text) ||
    rows.some(([row]) => /^\D{0,3}(?:19|20)\d\d/.test(row[0] ?? ''))
  ) {
    return new Set();
  }
  const widest = Math.max(0, ...rows.map(([row]) => row.length));
  const counters = Array.from({ length: widest }, (_, at) => at).filter((at) => {
    const pairs = rows.map(([row, now]) => [numberIn(row[at]), numberIn(now[at])] as const);
    const known = pairs.filter(([was, is]) => !Number.isNaN(was) && !Number.isNaN(is));
    const grown = known.filter(([was, is]) => is > was);
    return grown.length >= LEAST_GROWN && known.every(([was, is]) => is >= was);
  });
  return new Set(counters);
}

const LEAST_GROWN = 3;
const PRICES = /价|费|元|[$¥€£]|\b(?:prices?|costs?|fees?|usd|eur|cny)\b|سعر|تكلف|دولار|ريال/;

/** A cell that is one bare number; NaN for any other. */
export function numberIn(cell = ''): number {
  const text = plain(cell).replace(/,/g, '');
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

/** A cell in comparable form. */
export function plain(text: string): string {
  return withoutNoise(foldChinese(comparable(text)));
}
