import { expect, test } from 'vitest';
import { ar } from '../../src/dashboard/words/ar.js';
import { en } from '../../src/dashboard/words/en.js';
import { zhHans } from '../../src/dashboard/words/zh-hans.js';
import { zhHant } from '../../src/dashboard/words/zh-hant.js';

const keys = Object.keys(en).sort();

test.each([
  ['ar', ar, /\p{sc=Arabic}/u],
  ['zh-Hans', zhHans, /\p{sc=Han}/u],
  ['zh-Hant', zhHant, /\p{sc=Han}/u],
] as const)('%s has every word, in its own script', (_, words, script) => {
  expect(Object.keys(words).sort()).toEqual(keys);
  const foreign = Object.entries(words).filter(([, word]) => !script.test(word));
  expect(foreign).toEqual([]);
});
