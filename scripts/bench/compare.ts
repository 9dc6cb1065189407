// Comparing two visits to a page of a megabyte, in four scripts: one statement in forty has another figure.
import { compareSnapshots } from '../../src/compare/compare.js';
import { snapshotOf } from '../../tests/judge/build.js';
import { tell } from './report.js';

const BYTES = 1_000_000;
const ROUNDS = 5;
const LIMIT_MS = 2000;

const STATEMENTS = {
  English:
    'The hospital welcomes foreign patients for liver transplantation within two weeks of arrival; the year brought',
  'Simplified Chinese': '本院肝移植中心面向海内外患者，等待时间一般为两周左右，当年共完成手术',
  'Traditional Chinese': '本院肝臟移植中心接受海外病患，等候時間一般為兩週左右，當年共完成手術',
  Arabic:
    'تستقبل إدارة المستشفى المرضى من الخارج لإجراء عمليات زراعة الكبد خلال أسبوعين، وبلغ عدد العمليات',
} as const;

export function run(): Promise<void> {
  const middle = new Map<string, number>();
  for (const [script, statement] of Object.entries(STATEMENTS)) {
    const [before, after] = [0, 3].map((more) => snapshotOf(pageOf(statement, more)));
    if (before === undefined || after === undefined) continue;
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const startedAtMs = performance.now();
      const changes = compareSnapshots(before, after, { terms: [], claims: [] });
      times.push(performance.now() - startedAtMs);
      if (changes.length === 0) throw new Error(`no change was found in ${script}`);
    }
    tell(`1 MB of ${script} against 1 MB`, 'ms', times, { most: LIMIT_MS });
    middle.set(script, times.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN);
  }
  const english = middle.get('English') ?? Number.NaN;
  tell('  the slowest script to English', '×', [Math.max(...middle.values()) / english], {
    most: 2,
  });
  return Promise.resolve();
}

function pageOf(statement: string, more: number): string {
  const line = (at: number): string =>
    `<p>${statement} ${at * 7 + (at % 40 === 0 ? more : 0)} (${at})</p>`;
  const lines = Math.ceil(BYTES / Buffer.byteLength(line(1000)));
  return `<html><body><main>${Array.from({ length: lines }, (_, at) => line(at)).join('')}</main></body></html>`;
}
