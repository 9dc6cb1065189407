import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { learn, readNotices, textOf, written } from '../../scripts/learn/train.js';
import { featuresOf, readsLike } from '../../src/judge/notice-classifier.js';
import { loadRules } from '../../src/judge/rules.js';

const { words, classifier } = await loadRules('config/rules');
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
