// Data that stands in another form now: a table that became cards or a list, a list that became a
// table. Row by row it is asked whether all that was said is said still, beside the same name.
import { bigrams, containment, mapText, matchable } from '../formats/normal-text.js';
import type { Change } from '../model/change.js';
import type { PageReading, ReadTable, TextBlock } from '../model/reading.js';
import { changeOf, quoted } from './change.js';
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
  const now = comparedBlocks(fresh);
  const changes: Change[] = [];
  const paths: string[] = [];
  for (const table of lost) {
    const rows = table.rows.filter((row, at) => (at > 0 || isOfData(row)) && isOfData(row));
    const missing = rows.filter((row) => !standsIn(row, rows, now));
    if (rows.length < 2 || missing.length > rows.length * (1 - SAME_DATA_FROM)) continue;
    paths.push(table.path);
    for (const row of missing) {
      const line = row.join(' | ');
      const summary = `A table was set in another form, and a row of it is not there as it was: ${quoted(line)}.`;
      changes.push(
        changeOf('table-row-removed', summary, { before: line, after: null }, placeOf(table)),
      );
    }
  }
  const lines = came.flatMap(({ rows }) => rows.filter(isOfData));
  return {
    changes,
    settled: (block) =>
      paths.some((path) => block.path.startsWith(`${path} `)) ||
      lines.some((row) => isRowOf(block, row)),
  };
}

function isOfData(row: readonly string[]): boolean {
  return row.length >= 2 && row.some((cell) => /\p{Nd}/u.test(cell));
}

/** All cells of a row, from the block that names it up to the one that names another row. */
function standsIn(
  row: readonly string[],
  rows: readonly (readonly string[])[],
  blocks: readonly TextBlock[],
): boolean {
  const [key = '', ...cells] = row;
  const others = rows.flatMap((other) => (other === row ? [] : (other[0] ?? [])));
  return blocks.some((block, at) => {
    if (!names(block.text, key)) return false;
    const behind = blocks.slice(at + 1, at + 1 + cells.length * 3);
    const end = behind.findIndex(({ text }) => others.some((other) => names(text, other)));
    const beside = [block, ...(end < 0 ? behind : behind.slice(0, end))];
    const text = beside.map((one) => one.text).join(' ');
    return cells.every((cell) => says(text, cell));
  });
}

/** The words of a name stand in a text, in another ending maybe. */
function names(text: string, key: string): boolean {
  const [all, wanted] = [lettersOf(text), lettersOf(key)];
  if (wanted === '' || all.length > wanted.length + LONGEST_BESIDE) return false;
  if (all.includes(wanted)) return true;
  return (
    wanted.length >= 5 && containment(bigrams(matchable(key)), bigrams(matchable(text))) >= 0.6
  );
}

const LONGEST_BESIDE = 80;

/** What a cell says is in a text: its words, or its values where they are written otherwise. */
function says(text: string, cell: string): boolean {
  if (lettersOf(text).includes(lettersOf(cell)) && isWhole(text, cell)) return true;
  const values = valuesIn(cell);
  const said = valuesIn(text);
  return values.length > 0 && values.every((value) => said.includes(value));
}

/** 65 is not in 650. */
function isWhole(text: string, cell: string): boolean {
  const numbers = new Set(numbersIn(text));
  return numbersIn(cell).every((number) => numbers.has(number));
}

function numbersIn(text: string): readonly string[] {
  return text.match(/\d+/g) ?? [];
}

function valuesIn(text: string): readonly string[] {
  return [...labelledQuantities(text).map(({ value }) => value), ...datesIn(text)];
}

/** A line of a list, its name and its values in one row: "肾移植：36万元" as 肾移植 | 36万元. */
function isRowOf({ text }: TextBlock, row: readonly string[]): boolean {
  const key = row.find((cell) => cell !== '' && !/^[\d.、]+$/.test(cell)) ?? '';
  if (text.length > LONGEST_LINE || lettersOf(key).length < 2) return false;
  const values = valuesIn(text);
  if (values.length === 0 || !lettersOf(text).startsWith(lettersOf(key))) return false;
  const line = row.join(' ');
  const said = valuesIn(line);
  return values.every((value) => said.includes(value)) && isSaidBeside(text, line);
}

/** What a line says besides its values: a word of the table's head by now, and none of the field. */
function isSaidBeside(text: string, line: string): boolean {
  const [was, is] = [mapText(text).text, mapText(line).text];
  const now = fieldWordsIn(is);
  if (!fieldWordsIn(was).every((word) => now.includes(word))) return false;
  const words = was.match(/\p{sc=Han}|[^\P{L}\p{sc=Han}]+/gu) ?? [];
  return words.filter((word) => is.includes(word)).length >= words.length * 0.6;
}

const LONGEST_LINE = 120;
