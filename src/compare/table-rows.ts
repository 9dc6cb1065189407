// A table -> its rows by what names each; a row keeps the name it had where only a number in it is another.
import type { ReadTable } from '../model/reading.js';
import { plain, type Rows } from './columns.js';

/** Most rows share their first cell with others and have words in the second: 2012 | kidney | 5,640. */
export function namesTwice(table: ReadTable): boolean {
  const rows = table.rows.slice(table.hasHeader ? 1 : 0).map((row) => row.map(plain));
  const counts = new Map<string, number>();
  for (const [name = ''] of rows) counts.set(name, (counts.get(name) ?? 0) + 1);
  const shared = rows.filter(([name = '']) => (counts.get(name) ?? 0) > 1);
  return (
    shared.length > rows.length / 2 && rows.every(([, second = '']) => /^[^\d]+$/.test(second))
  );
}

/** Rows by what names them: the first cell, or the first two. */
export function keyed(table: ReadTable, isTwofold = false): Rows {
  const rows = table.hasHeader ? table.rows.slice(1) : table.rows;
  const found = new Map<string, readonly string[]>();
  for (const row of rows) {
    const name = plain(row[0] ?? '');
    if (row.every((cell) => plain(cell) === '')) continue;
    // A name that comes twice is told apart by its second cell, and that failing by its count.
    let key = isTwofold ? `${name}|${plain(row[1] ?? '')}` : name;
    if (found.has(key)) key = `${name}|${plain(row[1] ?? '')}`;
    for (let count = 2; found.has(key); count += 1) key = `${name}|${count}`;
    found.set(key, row);
  }
  return found;
}

/** `fresh` with rows under the key they had where only a number in it is another: 发帖 12, then 13. */
export function keyedAlike(
  fresh: ReadonlyMap<string, readonly string[]>,
  old: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const shape = (key: string, row: readonly string[]): string =>
    [withoutNumber(key), ...row.slice(1).map(plain)].join('|');
  const known = new Map([...old].map(([key, row]) => [shape(key, row), key]));
  // Who wrote it may have risen in rank: the words beside him name the row.
  const restOf = (row: readonly string[]): string => row.slice(1).map(plain).join('|');
  const byRest = new Map<string, string | null>();
  for (const [key, row] of old) {
    const rest = restOf(row);
    if (rest.length >= LEAST_WORDS) byRest.set(rest, byRest.has(rest) ? null : key);
  }
  return new Map(
    [...fresh].map(([key, row]) => {
      const risen = byRest.get(restOf(row)) ?? undefined;
      const isSameName =
        risen !== undefined && risen.slice(0, SAME_NAME) === key.slice(0, SAME_NAME);
      const was = known.get(shape(key, row)) ?? (isSameName ? risen : undefined);
      const isOther = row.length < 2 || old.has(key) || was === undefined || fresh.has(was);
      return [isOther ? key : was, row] as const;
    }),
  );
}

/** One measure, written in other ways. */
const AREA = /sq\.? ?m(?:et(?:er|re)s?)?\b|square met(?:er|re)s?|平方米|㎡|m²|m2\b|متر مربع/g;
/** How large a room is, names it. */
function withoutNumber(key: string): string {
  const measured = key.replace(AREA, 'sqm');
  return measured === key ? key.replace(/\d+/g, '#') : measured;
}

const LEAST_WORDS = 24;
/** So many letters begin a cell with who wrote it. */
const SAME_NAME = 4;
