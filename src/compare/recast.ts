// Data that stands in another form now: a table that became cards or a list, a list that became a
// table. Row by row it is asked whether all that was said is said still, beside the same name.
import { bigrams, containment, mapText, matchable } from '../formats/normal-text.js';
import { isWithin } from '../formats/page-core.js';
import type { Change } from '../model/change.js';
import type { PageReading, ReadTable, TextBlock } from '../model/reading.js';
import { changeOf, quoted } from './change.js';
import { withoutNumbers } from './columns.js';
import { polarityOf } from './edits.js';
import { lettersOf } from './elsewhere.js';
import { fieldWordsIn } from './field-words.js';
import { datesIn, labelledQuantities } from './numbers.js';
import { comparedBlocks, placeOf } from './scope.js';

/** What was set anew, and what of it is not there any more. */
export interface Recast {
  readonly changes: readonly Change[];
  /** The blocks of the page before that are accounted for. */
  readonly settled: (block: TextBlock) => boolean;
}

/** Of so many rows found again it is the same data. */
const SAME_DATA_FROM = 0.5;

/**
 * Rows of tables that are `lost` looked for in the text of `fresh`, and for a line of text the row of a
 * table that `came`.
 */
export function recastData(
  fresh: PageReading,
  lost: readonly ReadTable[],
  came: readonly ReadTable[],
): Recast {
  const now = comparedBlocks(fresh).map(({ text }) => saidBy(text));
  const changes: Change[] = [];
  const settled: { readonly path: string; readonly cells: readonly Said[] }[] = [];
  for (const table of lost.map(withoutNumbers)) {
    const [head, body] = table.hasHeader
      ? [table.rows.slice(0, 1), table.rows.slice(1)]
      : [[], table.rows];
    if (body.length < 2 || body.length * now.length > MOST_ASKED) continue;
    const rows = body.filter(isOfData).map((row) => row.map(saidBy));
    const missing = rows.filter((row) => !standsIn(row, rows, now));
    const words = body.filter((row) => row.length >= 2 && !isOfData(row));
    const kept = words.map((row) => row.map(saidBy)).filter((row) => isSaidIn(row, now));
    if (rows.length >= 2 && missing.length <= rows.length * (1 - SAME_DATA_FROM)) {
      settled.push({ path: table.path, cells: rows.flat() });
      for (const row of missing) changes.push(lossOfRow(row, besideName(row, rows, now), table));
    } else if (rows.length > 0 || kept.length < 2) continue;
    settled.push({ path: table.path, cells: kept.flat() });
    // What all cells of a column are goes without saying where all rows stand.
    const isWhole = missing.length === 0 && kept.length === words.length;
    const heads = head.flat().filter((cell) => fieldWordsIn(mapText(cell).text).length === 0);
    if (isWhole) settled.push({ path: table.path, cells: heads.map(saidBy) });
  }
  const rows = came.flatMap((table) => table.rows.filter(isOfData).map(rowOf));
  return {
    changes,
    settled: (block) =>
      settled.some(({ path, cells }) => isWithin(block.path, path) && isCellOf(block, cells)) ||
      isRowOfAny(block, rows),
  };
}

/** What became of a row: other values stand beside its name now, or it went. */
function lossOfRow(
  row: readonly Said[],
  now: readonly (readonly Said[])[],
  table: ReadTable,
): Change {
  const line = row.map(({ text }) => text).join(' | ');
  const place = placeOf(table);
  const [heir] = now.map((texts) => textOf(texts.slice(0, row.length)));
  if (heir !== undefined && hasOtherValues(row, heir)) {
    const summary = `A table was set in another form, and of its row ${quoted(line)} it reads ${quoted(heir)} now.`;
    return changeOf('number-changed', summary, { before: line, after: heir }, place);
  }
  const summary = `A table was set in another form, and a row of it is not there as it was: ${quoted(line)}.`;
  return changeOf('table-row-removed', summary, { before: line, after: null }, place);
}

/** A value of the same unit in place of each that is missing, and all its words. */
function hasOtherValues(row: readonly Said[], heir: string): boolean {
  const units = labelledQuantities(heir).map(({ unit }) => unit);
  const missing = row.filter(({ text }) => !says(heir, text));
  return missing.every(({ text }) => {
    const values = labelledQuantities(text);
    return values.length > 0 && values.every(({ unit }) => units.includes(unit));
  });
}

function textOf(said: readonly Said[]): string {
  return said.map(({ text }) => text).join(' ');
}

/** All words of a row in one line; what it has before them may have become a heading. */
function isSaidIn(row: readonly Said[], texts: readonly Said[]): boolean {
  const cells = row.filter(({ letters }) => letters !== '');
  const holds = (text: Said, of: readonly Said[]): boolean =>
    text.letters.length <=
      LONGEST_LINE + of.reduce((sum, { letters }) => sum + letters.length, 0) &&
    of.every(({ letters }) => text.letters.includes(letters)) &&
    polarityOf(text.text) === of.reduce((sum, one) => sum + polarityOf(one.text), 0);
  const [first, ...rest] = cells;
  if (first === undefined || rest.length === 0) return false;
  const isUnderHeading = rest.length >= 2 && texts.some(({ letters }) => letters === first.letters);
  return texts.some((text) => holds(text, cells) || (isUnderHeading && holds(text, rest)));
}

/** Of a cell that stands elsewhere, or is told with its row. */
function isCellOf({ text }: TextBlock, cells: readonly Said[]): boolean {
  const letters = lettersOf(text);
  return cells.some((cell) => cell.letters.includes(letters));
}

/** Rows times texts: a page with more is compared block by block. */
const MOST_ASKED = 20_000;

/** A text with what it is looked for by. */
interface Said {
  readonly text: string;
  readonly letters: string;
  readonly pairs: () => ReturnType<typeof bigrams>;
}

function saidBy(text: string): Said {
  let pairs: ReturnType<typeof bigrams> | undefined;
  return {
    text,
    letters: lettersOf(text),
    pairs: () => {
      pairs ??= bigrams(matchable(text));
      return pairs;
    },
  };
}

function isOfData(row: readonly string[]): boolean {
  return row.length >= 2 && row.some((cell) => /\p{Nd}/u.test(cell));
}

/** All cells of a row beside its name. */
function standsIn(
  row: readonly Said[],
  rows: readonly (readonly Said[])[],
  texts: readonly Said[],
): boolean {
  const cells = row.slice(1);
  return besideName(row, rows, texts).some((beside) => {
    const text = textOf(beside);
    return cells.every((cell) => says(text, cell.text));
  });
}

/** From each text that names a row up to the one that names another row. */
function besideName(
  row: readonly Said[],
  rows: readonly (readonly Said[])[],
  texts: readonly Said[],
): readonly (readonly Said[])[] {
  const [key, ...cells] = row;
  if (key === undefined) return [];
  const others = rows.flatMap((other) => (other === row ? [] : other.slice(0, 1)));
  return texts.flatMap((one, at) => {
    if (!names(one, key)) return [];
    const behind = texts.slice(at + 1, at + 1 + cells.length * 3);
    const end = behind.findIndex((text) => others.some((other) => names(text, other)));
    return [[one, ...(end < 0 ? behind : behind.slice(0, end))]];
  });
}

/** The words of a name stand in a text, in another ending maybe. */
function names(said: Said, key: Said): boolean {
  const { letters: wanted } = key;
  if (wanted === '' || said.letters.length > wanted.length + LONGEST_BESIDE) return false;
  if (said.letters.includes(wanted)) return true;
  return wanted.length >= 5 && containment(key.pairs(), said.pairs()) >= 0.6;
}

const LONGEST_BESIDE = 80;

/** What a cell says is in a text: its words, or its values where they are written otherwise. */
function says(text: string, cell: string): boolean {
  if (lettersOf(text).includes(lettersOf(cell)) && isWhole(text, cell)) return true;
  const values = valuesIn(cell);
  const said = valuesIn(text);
  return (
    values.length > 0 &&
    values.every((value) => said.includes(value)) &&
    isSaidBeside(cell, mapText(text).text)
  );
}

/** 65 is not in 650. */
function isWhole(text: string, cell: string): boolean {
  const numbers = new Set(numbersIn(text));
  return numbersIn(cell).every((number) => numbers.has(number));
}

function numbersIn(text: string): readonly string[] {
  return text.replace(/(?<=\d),(?=\d{3}(?!\d))/g, '').match(/\d+/g) ?? [];
}

function valuesIn(text: string): readonly string[] {
  return [...labelledQuantities(text).map(({ value }) => value), ...datesIn(text)];
}

/** A row of a table that is new: its name, its values, and all of it in the form `mapText` gives. */
interface Row {
  readonly name: string;
  readonly values: ReadonlySet<string>;
  readonly words: string;
}

function rowOf(row: readonly string[]): Row {
  const line = row.join(' ');
  const name = row.find((cell) => cell !== '' && !/^[\d.、]+$/.test(cell)) ?? '';
  return {
    name: lettersOf(name),
    values: new Set(valuesIn(line)),
    words: mapText(line).text,
  };
}

/** A line of a list, its name and its values in one row: "肾移植：36万元" as 肾移植 | 36万元. */
function isRowOfAny({ text }: TextBlock, rows: readonly Row[]): boolean {
  if (rows.length === 0 || text.length > LONGEST_LINE) return false;
  const letters = lettersOf(text);
  const named = rows.filter(({ name }) => name.length >= 2 && letters.startsWith(name));
  if (named.length === 0) return false;
  const values = valuesIn(text);
  return (
    values.length > 0 &&
    named.some(
      (row) => values.every((value) => row.values.has(value)) && isSaidBeside(text, row.words),
    )
  );
}

/** What a line says besides its values: a word of the table's head by now, and none of the field. */
function isSaidBeside(text: string, is: string): boolean {
  const was = mapText(text).text;
  const now = fieldWordsIn(is);
  if (!fieldWordsIn(was).every((word) => now.includes(word))) return false;
  const words = was.replace(OF_A_HEAD, '').match(/\p{sc=Han}|[^\P{L}\p{sc=Han}]+/gu) ?? [];
  return words.filter((word) => is.includes(word)).length >= words.length * 0.9;
}

/** What the head of a column says for all its cells. */
const OF_A_HEAD =
  /等[待候](?:时间)?|费用|价格|收费|时间|\b(?:prices?|costs?|wait(?:ing)?(?: time)?)\b|سعر|انتظار/g;

const LONGEST_LINE = 120;
