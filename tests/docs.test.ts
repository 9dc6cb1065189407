import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ERROR_CODES } from '../src/errors.js';

describe('docs/errors.md', () => {
  const rows = readFileSync(new URL('../docs/errors.md', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    // A bar within a cell is escaped.
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|')));

  test('lists every code, and no other', () => {
    expect(rows.map((row) => row[1])).toEqual(
      Object.keys(ERROR_CODES).map((code) => `\`${code}\``),
    );
  });

  test('gives each code the exit, the HTTP status and the hint of the program', () => {
    for (const row of rows) {
      const code = (row[1] ?? '').replaceAll('`', '') as keyof typeof ERROR_CODES;
      const { exit, http, retry, hint } = ERROR_CODES[code];
      expect(row.slice(2, 6)).toEqual([String(exit), String(http), retry, hint]);
    }
  });
});
