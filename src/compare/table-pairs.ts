// The tables of two readings -> those that are one table, turned round or not.
import type { ReadTable } from '../model/reading.js';
import { withoutNumbers } from './columns.js';
import { keyed } from './table-rows.js';

/** Tables found on both sides, as pairs: those that share most rows first, then those turned round. */
export function matchTables(
  before: readonly ReadTable[],
  after: readonly ReadTable[],
): readonly (readonly [ReadTable, ReadTable])[] {
  const keysOf = (table: ReadTable): ReadonlySet<string> =>
    new Set(keyed(withoutNumbers(table)).keys());
  const [old, fresh] = [before, after].map((tables) =>
    tables.map((table) => ({ table, keys: keysOf(table) })),
  );
  const ranked = (old ?? [])
    .flatMap((was) =>
      (fresh ?? []).map((is) => ({ was: was.table, is: is.table, ...sharing(was.keys, is.keys) })),
    )
    .filter(({ was, is, ofFewer }) => ofFewer >= 0.3 || (is.path === was.path && ofFewer > 0))
    .sort((a, b) => b.ofFewer - a.ofFewer || b.ofMore - a.ofMore);
  const pairs = new Map<ReadTable, ReadTable>();
  const left = new Set(after);
  for (const { was, is } of ranked) {
    if (pairs.has(was) || !left.delete(is)) continue;
    pairs.set(was, is);
  }
  for (const { table, keys } of old ?? []) {
    if (pairs.has(table)) continue;
    const turned = [...left].find(
      (other) => sharing(keys, keysOf(turnedRound(other))).ofMore >= LEAST_TURNED,
    );
    if (turned === undefined) continue;
    left.delete(turned);
    pairs.set(table, turnedRound(turned));
  }
  return before.flatMap((table) => {
    const partner = pairs.get(table);
    return partner === undefined ? [] : [[table, partner] as const];
  });
}

/** So many rows are columns of the other where it was turned round. */
const LEAST_TURNED = 0.6;

/** With its columns as rows. */
function turnedRound(table: ReadTable): ReadTable {
  const width = Math.max(0, ...table.rows.map((row) => row.length));
  const rows = Array.from({ length: width }, (_, at) => table.rows.map((row) => row[at] ?? ''));
  return { ...table, rows };
}

/** How many keys two tables share, as a part of those of the smaller and of the larger. */
function sharing(
  a: ReadonlySet<string>,
  b: ReadonlySet<string>,
): { readonly ofFewer: number; readonly ofMore: number } {
  const both = [...a].filter((key) => b.has(key)).length;
  return {
    ofFewer: both / Math.max(1, Math.min(a.size, b.size)),
    ofMore: both / Math.max(1, a.size, b.size),
  };
}
