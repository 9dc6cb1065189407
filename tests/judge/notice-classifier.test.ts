import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { learn, readNotices, textOf, written } from '../../scripts/learn/train.js';
import { judge } from '../../src/judge/judge.js';
import { featuresOf, readsLike } from '../../src/judge/notice-classifier.js';
import { loadRules } from '../../src/judge/rules.js';
import { snapshotOf } from './build.js';
import { modern, TRANSPLANT } from './site.js';

const rules = await loadRules('config/rules');
const { words, classifier } = rules;
const notices = await readNotices('scripts/learn/notices');
const like = (text: string) => readsLike(text, classifier, words);

describe('what a text is known by', () => {
  it('is the same in both Chinese scripts, and no address', () => {
    const [simplified, traditional] = [
      '网站搬到 www.a-b.example 去了',
      '網站搬到 www.c-d.example 去了',
    ];
    expect([...featuresOf(simplified, new Map())]).toEqual([...featuresOf(traditional, new Map())]);
    expect([...featuresOf(simplified, new Map())]).toContain('搬到');
  });

  it('is an Arabic word without its article', () => {
    expect([...featuresOf('والموقع', new Map())]).toEqual([...featuresOf('موقع', new Map())]);
  });

  it('is also the groups of words.yaml', () => {
    expect([...featuresOf('本站正在维护', words)]).toContain('#maintenance');
  });
});

it('the file of weights is what the notices teach', async () => {
  const file = await readFile('config/rules/learned.json', 'utf8');
  expect(written(learn(notices, words), notices.length)).toBe(file);
});

it('what was learned from most notices knows most of the others, and nearly all it is sure of', () => {
  const isLeft = (at: number): boolean => at % 5 === 0;
  const learned = learn(
    notices.filter((_, at) => !isLeft(at)),
    words,
  );
  const asked = notices.filter((_, at) => isLeft(at));
  const answers = asked.map((one) => ({ one, reads: readsLike(textOf(one), learned, words) }));
  const isRight = ({ one, reads }: (typeof answers)[number]): boolean => reads?.like === one.class;
  const sure = answers.filter(({ reads }) => reads !== null && reads.sure >= 0.5);
  expect(answers.filter(isRight).length / answers.length).toBeGreaterThan(0.68);
  expect(sure.filter(isRight).length / sure.length).toBeGreaterThan(0.8);
});

it('nothing is said of a few words', () => {
  expect(like('哎哟')).toBeNull();
  expect(like('')).toBeNull();
});

it('the words that spoke for a class are named, and its probability', () => {
  const reads = like(
    '服务器机房正在搬迁断电，各栏目这几天看不到，预计周五早上恢复上线，给您添麻烦了。',
  );
  expect(reads?.like).toBe('maintenance');
  expect(reads?.sure).toBeGreaterThan(0.5);
  expect(reads?.by.length).toBeGreaterThan(2);
  const sum = [...(reads?.of.values() ?? [])].reduce((all, one) => all + one, 0);
  expect(sum).toBeCloseTo(1);
});

it('no rule is stopped for what a text reads like where nothing else tells the loss', () => {
  const { body } = TRANSPLANT;
  // Alone, and where some of the text stands there still, so that few rules hold.
  const left = ['', body.slice(0, body.indexOf('</p>', body.length * 0.2) + 4)];
  const context = { claims: [], lastGood: snapshotOf(modern(TRANSPLANT)), hostRecent: [], rules };
  const asked = notices.filter((_, at) => at % 5 === 0);
  const stopped = asked.flatMap(({ title = '', text }) => {
    const lines = text.split('\n').map((line) => `<p>${line.replaceAll('<', '&lt;')}</p>`);
    return left.flatMap((part) => {
      const page = snapshotOf(modern({ title, body: part + lines.join('') }));
      const seen = judge(page, { ...context, vantage: 'test' });
      const vetoes = seen.alsoMatched.map(({ vetoedBy }) => vetoedBy ?? '');
      return vetoes.some((veto) => veto.startsWith('V-5')) ? [seen.class] : [];
    });
  });
  expect(stopped.length).toBeGreaterThan(0);
  expect(stopped).not.toContain('ok');
});
