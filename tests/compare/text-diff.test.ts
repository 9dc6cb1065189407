// Two texts as rows a person can read, within a time limit whatever they are.
import { describe, expect, it } from 'vitest';
import { compareInWorker, diffInWorker } from '../../src/compare/in-worker.js';
import { coarseDiff, diffLine, diffTexts } from '../../src/compare/text-diff.js';
import { snapshotOf } from '../judge/build.js';
import { modern, TRANSPLANT } from '../judge/site.js';

const kinds = (before: string, after: string): string[] =>
  diffTexts(before, after).rows.map((row) => row.kind);

describe('lines', () => {
  it('stay, change, go, come and move', () => {
    const before =
      '器官移植中心简介\n等待时间两周，费用六十五万元\n供体来源充足\n最后一行文字\n联系我们';
    const after =
      '联系我们\n器官移植中心简介\n等待时间三个月，费用六十五万元\n最后一行文字\n新增内容';
    const rows = diffTexts(before, after).rows;
    expect(rows.map((row) => `${row.kind} ${row.after ?? row.before}`)).toEqual([
      'moved 联系我们',
      'same 器官移植中心简介',
      'edited 等待时间三个月，费用六十五万元',
      'removed 供体来源充足',
      'same 最后一行文字',
      'added 新增内容',
    ]);
    expect(rows.map((row) => [row.lineBefore, row.lineAfter])).toEqual([
      [5, 1],
      [1, 2],
      [2, 3],
      [3, null],
      [4, 4],
      [null, 5],
    ]);
  });

  it('that differ in width or spacing only stay', () => {
    expect(kinds('费用６５万元', '费用 65万元')).toEqual(['same']);
  });

  it('in Arabic run right to left', () => {
    expect(diffTexts('مدة الانتظار', 'مدة الانتظار الآن').rows[0]?.direction).toBe('rtl');
  });
});

describe('within a line', () => {
  it.each([
    ['Chinese', '等待时间两周，费用65万元', '等待时间三个月，费用65万元'],
    ['English', 'The cost is 65,000 dollars in all', 'The cost is 58,000 dollars in all'],
    ['Arabic', 'مدة الانتظار أسبوعان فقط', 'مدة الانتظار شهران فقط'],
  ])('the parts in %s spell both sides', (_, before, after) => {
    const parts = diffLine(before, after);
    const side = (other: string): string =>
      parts
        .filter((part) => part.kind !== other)
        .map((part) => part.text)
        .join('');
    expect(side('added')).toBe(before);
    expect(side('removed')).toBe(after);
    expect(parts.some((part) => part.kind === 'same')).toBe(true);
  });

  it('whole words are shown, not shared letters', () => {
    expect(diffLine('paid in dollars', 'paid in dinars')).toEqual([
      { kind: 'same', text: 'paid in ' },
      { kind: 'removed', text: 'dollars' },
      { kind: 'added', text: 'dinars' },
    ]);
  });
});

describe('when it would take too long', () => {
  it('whole lines are matched and the result says so', () => {
    const text = (word: string) => Array.from({ length: 3000 }, (_, i) => `${word}${i}`).join('\n');
    const diff = diffTexts(`相同\n${text('甲')}`, `相同\n${text('乙')}`, {
      timeoutMs: 1500,
      maxEdits: 100,
    });
    expect(diff.coarse).toBe(true);
    expect(diff.note).toContain('time limit');
    expect(diff.rows.filter((row) => row.kind === 'same')).toHaveLength(1);
    expect(diff.rows.filter((row) => row.kind === 'removed')).toHaveLength(3000);
  });

  it('the coarse comparison loses no line', () => {
    const diff = coarseDiff('a\nb\nb\nc', 'b\nc\nd');
    expect(diff.rows.map((row) => `${row.kind} ${row.after ?? row.before}`)).toEqual([
      'removed a',
      'removed b',
      'same b',
      'same c',
      'added d',
    ]);
  });
});

describe('a megabyte of Chinese against a megabyte', () => {
  const words = ['医院', '移植', '手术', '患者', '中心', '供体', '等待', '费用', '专家', '肝脏'];
  // A walk through the words that no line repeats.
  const line = (i: number, from: number): string =>
    Array.from({ length: 32 }, (_, k) => words[(i * 7 + k * k * (from + 3) + ((i * k) >> 2)) % 10])
      .join('')
      .concat(`第${i + from}条。`);
  const page = (from: number): string[] => Array.from({ length: 5000 }, (_, i) => line(i, from));
  const old = page(0);
  // The clock plays no part: the budget of edits decides.
  const limits = { timeoutMs: 600_000, maxEdits: 1000 };

  it('with a few lines edited is compared in full', () => {
    const fresh = old.map((text, i) => (i % 100 === 0 ? text.replace('医院', '诊所') : text));
    expect(Buffer.byteLength(old.join('\n'))).toBeGreaterThan(1_000_000);
    const { coarse, rows } = diffTexts(old.join('\n'), fresh.join('\n'), limits);
    expect(coarse).toBe(false);
    const edited = fresh.filter((text, i) => text !== old[i]).length;
    expect(rows.filter(({ kind }) => kind === 'edited')).toHaveLength(edited);
  });

  it('with other lines is compared by whole lines, and says so', () => {
    const { coarse, note, rows } = diffTexts(old.join('\n'), page(10_000).join('\n'), limits);
    expect(coarse).toBe(true);
    expect(note).toContain('too much to be compared in full');
    expect(rows.filter(({ kind }) => kind === 'removed')).toHaveLength(5000);
  });
});

describe('in a worker', () => {
  it('comparing gives what it gives here', async () => {
    const after = snapshotOf(
      modern({ ...TRANSPLANT, body: TRANSPLANT.body.replace('两周', '三周') }),
    );
    const changes = await compareInWorker(snapshotOf(modern(TRANSPLANT)), after, {
      terms: [],
      claims: [],
    });
    expect(changes?.map((change) => change.kind)).toEqual(['number-changed', 'block-edited']);
  });

  it('texts are compared likewise', async () => {
    const diff = await diffInWorker('甲乙丙丁戊', '甲乙丙丁己');
    expect(diff.rows.map((row) => row.kind)).toEqual(['edited']);
  });

  it('what is not done in time is null, or the coarser text', async () => {
    const text = (word: string) =>
      Array.from({ length: 20_000 }, (_, i) => `${word}${i}`).join('\n');
    const html = (word: string) =>
      Array.from({ length: 4000 }, (_, i) => `<p>${word.repeat(30)}${i}</p>`).join('');
    const [changes, diff] = await Promise.all([
      compareInWorker(
        snapshotOf(html('甲乙')),
        snapshotOf(html('丙丁')),
        { terms: [], claims: [] },
        1,
      ),
      diffInWorker(text('甲'), text('乙'), 1),
    ]);
    expect(changes).toBeNull();
    expect(diff.coarse).toBe(true);
  });
});
