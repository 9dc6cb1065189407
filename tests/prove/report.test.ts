// The report and its parts: what is laid side by side, how it is printed.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../src/adapters/playwright/find-browser.js';
import { printPage } from '../../src/adapters/playwright/print.js';
import type { ExportedCapture } from '../../src/prove/export-input.js';
import { markedPair } from '../../src/prove/report/markup.js';
import { writeReport } from '../../src/prove/report/report-html.js';
import { standardsTable } from '../../src/prove/report/standards.js';
import { reportWords } from '../../src/prove/words/by-language.js';
import { LANGUAGES } from '../../src/prove/words/report-words.js';
import { makeSample } from './sample.js';

const PRODUCT = fileURLToPath(new URL('../..', import.meta.url));
const directory = await mkdtemp(join(tmpdir(), 'vestige-report-'));
afterAll(() => rm(directory, { recursive: true, force: true }));

describe('the words of the report', () => {
  const english = reportWords('en');

  it('are as many in every language, and none is empty', () => {
    const shapeOf = (value: unknown): unknown =>
      typeof value === 'string'
        ? value.trim() !== ''
        : Array.isArray(value)
          ? value.map(shapeOf)
          : Object.fromEntries(
              Object.entries(value as object).map(([key, each]) => [key, shapeOf(each)]),
            );
    for (const language of LANGUAGES) {
      expect(shapeOf(reportWords(language)), language).toEqual(shapeOf(english));
    }
  });

  it('in Traditional Chinese are not those in Simplified', () => {
    expect(reportWords('zh-Hant').claims).toBe('所引用的陳述');
    expect(reportWords('zh-Hant').tag).toBe('zh-Hant');
  });
});

describe('words that differ', () => {
  it.each([
    ['等待时间两周', '等待时间两个月', '<bdi>等待时间两<del>周</del></bdi>'],
    ['مدة الانتظار أسبوعان', 'مدة الانتظار شهران', '<bdi>مدة الانتظار <del>أسبوعان</del></bdi>'],
    ['a < b', 'a < c', '<bdi>a &lt; <del>b</del></bdi>'],
  ])('are marked: %s', (before, after, marked) => {
    expect(markedPair(before, after)[0]).toBe(marked);
  });
});

it('the report prints to the same PDF twice, dated as told', async () => {
  const sample = await makeSample();
  const html = await writeReport(sample.deps, { ...sample.input, language: 'ar' });
  const browser = findBrowser(PRODUCT);
  const [first, second] = await Promise.all([
    printPage(browser, html, '2026-11-22T10:00:00.000Z'),
    printPage(browser, html, '2026-11-22T10:00:00.000Z'),
  ]);
  const text = Buffer.from(first).toString('latin1');
  expect(text.startsWith('%PDF-')).toBe(true);
  expect(text).toContain('/CreationDate (D:20261122100000');
  expect(Buffer.compare(first, second)).toBe(0);
});

it('names who collected it as the manifests do, once, and says so where nobody is named', () => {
  const words = reportWords('zh');
  const sealedIdentity = `sha256:${'ab'.repeat(32)}` as const;
  const collector = { name: '证人 <甲>', role: '律师', organisation: null, sealedIdentity };
  const captures = [1, 2].map(() => ({ manifest: { collector } }) as unknown as ExportedCapture);
  const named = standardsTable(words, captures);
  expect(named.match(/证人 &lt;甲&gt;, 律师/g)).toHaveLength(1);
  expect(named).toContain(sealedIdentity);
  expect(named).not.toContain(words.withheld);
  const bare = [{ manifest: {} } as unknown as ExportedCapture];
  expect(standardsTable(words, bare)).toContain(words.withheld);
});
