// A page's reading -> the part of it that is compared: shown, not ignored, within what was selected.

import { isWithin } from '../formats/page-core.js';
import type { Severity } from '../model/change.js';
import type { PageReading, ReadLink, ReadTable, TextBlock, Zone } from '../model/reading.js';

/** Asked of each thing on the page: is it compared? */
export function inScope(reading: PageReading): (path: string) => boolean {
  return (path) =>
    !reading.ignored.some((prefix) => isWithin(path, prefix)) &&
    (reading.selected.length === 0 || reading.selected.some((prefix) => isWithin(path, prefix)));
}

/** The blocks that are compared. */
export function comparedBlocks(reading: PageReading): readonly TextBlock[] {
  const inside = inScope(reading);
  return reading.blocks.filter(
    (block) => block.visible && block.origin !== 'placeholder' && inside(block.path),
  );
}

/** The links that are compared. */
export function comparedLinks(reading: PageReading): readonly ReadLink[] {
  const inside = inScope(reading);
  return reading.links.filter((link) => link.visible && inside(link.path));
}

/** Tables of data, not of layout: several rows of the same width with short cells, no list of links. */
export function comparedTables(reading: PageReading): readonly ReadTable[] {
  const inside = inScope(reading);
  return reading.tables.flatMap((table) => {
    if (!inside(table.path) || !holdsData(table) || isListOfLinks(table, reading)) return [];
    const shown = shownOf(table, reading);
    return shown === null ? [] : [shown];
  });
}

/** A table with the rows that show; `null` where none does. */
function shownOf(table: ReadTable, { blocks }: PageReading): ReadTable | null {
  const own = blocks.filter(
    ({ path, frame }) => frame === table.frame && isWithin(path, table.path),
  );
  if (own.every(({ visible }) => visible)) return table;
  const shown = new Set(own.filter(({ visible }) => visible).map(({ text }) => text.trim()));
  const hidden = new Set(own.filter(({ visible }) => !visible).map(({ text }) => text.trim()));
  const isHidden = (row: readonly string[]): boolean => {
    const cells = row.map((cell) => cell.trim()).filter((cell) => cell !== '');
    return cells.some((cell) => hidden.has(cell) && !shown.has(cell));
  };
  const rows = table.rows.filter((row) => !isHidden(row));
  return rows.length === 0 ? null : rows.length === table.rows.length ? table : { ...table, rows };
}

function isListOfLinks({ path, frame, rows }: ReadTable, { links }: PageReading): boolean {
  const own = links.filter((link) => link.frame === frame && isWithin(link.path, path));
  // A row of one cell is the list's own heading, and the day of an entry is no word of it.
  const entries = rows.filter((row) => row.length > 1);
  const isDated = entries.every((row) => row.length === 2);
  const sizeOf = (texts: readonly string[]): number =>
    texts.reduce((sum, text) => sum + (isDated ? text.replace(DAY, '') : text).length, 0);
  const linked = sizeOf(own.map(({ text }) => text));
  return own.length >= entries.length * 0.6 && linked >= sizeOf(entries.flat()) * 0.5;
}

const DAY = /[[(（]?\d{2,4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\])）]?/g;

/** Loss in the footer or an aside weighs less; nothing there is left out. */
export function weighed(severity: Severity, zone: Zone): Severity {
  if (severity === 'high' && (zone === 'footer' || zone === 'aside')) return 'medium';
  return severity;
}

/** A path that stays when a sibling comes behind the first of its kind. */
export function steadyPath(path: string): string {
  return path.replaceAll(':nth-of-type(1)', '');
}

/** Where a thing stands, for `Change.where`. */
export function placeOf(thing: { readonly path: string; readonly frame: string | null }): string {
  return thing.frame === null ? thing.path : `${thing.frame} ${thing.path}`;
}

function holdsData(table: ReadTable): boolean {
  const widths = table.rows.map((row) => row.length).filter((width) => width > 0);
  if (widths.length < 2) return false;
  const usual = widths.filter((width) => width === widths[1]).length;
  const cells = table.rows.flat();
  const longest = Math.max(0, ...cells.map((cell) => cell.length));
  return (widths[1] ?? 0) >= 2 && usual / widths.length >= 0.6 && longest <= 400;
}
