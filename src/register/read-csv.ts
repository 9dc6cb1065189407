// A table saved by a spreadsheet -> the pages in it. RFC 4180, with comma, semicolon or tab.
import { CsvError, parse } from 'csv-parse/sync';
import {
  FIELD_NAMES,
  FIELD_OF,
  type ListEntry,
  type ListError,
  type ReadList,
  takesSeveral,
} from './list-entry.js';
import type { WatchInput } from './watch-draft.js';

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

type Column = keyof WatchInput | null;

/**
 * Reads a CSV list. The first row names the columns; without such a row the list may have a single
 * column, of addresses. Several labels, claims … in one cell stand on lines of their own or between
 * semicolons.
 */
export function readCsv(text: string): ReadList {
  let rows: readonly Row[];
  try {
    // csv-parse counts a CRLF inside quotes as two lines.
    rows = readRows(text.replace(/\r\n?/g, '\n'));
  } catch (error) {
    if (error instanceof CsvError) return failed(Number(error.lines), error.message);
    throw error;
  }
  const [head] = rows;
  if (head === undefined) return { entries: [], errors: [] };
  if (!head.cells.some((cell) => fieldNamed(cell) === 'url')) return readSingleColumn(rows);
  const columns = head.cells.map(fieldNamed);
  const errors = columnErrors(head, columns);
  if (errors.length > 0) return { entries: [], errors };
  return readTable(rows.slice(1), columns);
}

function readRows(text: string): readonly Row[] {
  const records = parse(text, {
    info: true,
    delimiter: delimiterOf(text),
    relax_column_count: true,
    trim: true,
  }) as unknown as readonly { record: string[]; info: { lines: number } }[];
  let previousEnd = 0;
  const rows = records.map(({ record, info }) => {
    // csv-parse counts the line a row ends on; quoted cells may hold line breaks.
    const line = previousEnd + 1;
    previousEnd = info.lines;
    return { line, cells: record };
  });
  return rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
}

/** The separator by which the first line falls into the most column names. */
function delimiterOf(text: string): string {
  const head = /^\s*([^\r\n]*)/.exec(text)?.[1] ?? '';
  const named = (delimiter: string) =>
    head.split(delimiter).filter((cell) => fieldNamed(cell) !== null).length;
  return [',', ';', '\t'].reduce((best, next) => (named(next) > named(best) ? next : best));
}

function fieldNamed(cell: string): Column {
  return FIELD_OF.get(cell.trim().replace(/^"|"$/g, '').toLowerCase()) ?? null;
}

function columnErrors(head: Row, columns: readonly Column[]): ListError[] {
  return columns.flatMap((column, index) => {
    const name = head.cells[index] ?? '';
    if (column === null && name !== '') {
      const message = `The column "${name}" is not known. Known are: ${FIELD_NAMES}.`;
      return [{ line: head.line, message }];
    }
    const isRepeated = column !== null && columns.indexOf(column) !== index;
    return isRepeated ? [{ line: head.line, message: `The column "${name}" is there twice.` }] : [];
  });
}

function readTable(rows: readonly Row[], columns: readonly Column[]): ReadList {
  const entries: ListEntry[] = [];
  const errors: ListError[] = [];
  for (const { line, cells } of rows) {
    const unnamed = cells.findIndex((cell, index) => cell !== '' && !columns[index]);
    if (unnamed >= 0) {
      const message = `Cell ${unnamed + 1} ("${(cells[unnamed] ?? '').slice(0, 60)}") stands under no column name; put cells with a separator in them in double quotes.`;
      errors.push({ line, message });
    } else {
      entries.push({ line, input: inputOf(cells, columns) });
    }
  }
  return { entries, errors };
}

function inputOf(cells: readonly string[], columns: readonly Column[]): WatchInput {
  const input: Record<string, string | string[]> = {};
  columns.forEach((column, index) => {
    const cell = cells[index] ?? '';
    if (column === null || cell === '') return;
    input[column] = takesSeveral(column) ? splitCell(cell) : cell;
  });
  return { url: '', ...input };
}

function splitCell(cell: string): string[] {
  return cell
    .split(/[;；\n]+/u)
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

function readSingleColumn(rows: readonly Row[]): ReadList {
  const wide = rows.find(({ cells }) => cells.filter((cell) => cell !== '').length > 1);
  if (wide !== undefined) {
    return failed(
      rows[0]?.line ?? 1,
      `The first line must name the columns, and one of them url. Known are: ${FIELD_NAMES}.`,
    );
  }
  const entries = rows.map(({ line, cells }) => ({
    line,
    input: { url: cells.find((cell) => cell !== '') ?? '' },
  }));
  return { entries, errors: [] };
}

function failed(line: number, message: string): ReadList {
  return { entries: [], errors: [{ line, message }] };
}
