// npm run learn: the notices beside this file -> config/rules/learned.json, and how well what was learned
// from four fifths of them knows the last fifth.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readsLike } from '../../src/judge/notice-classifier.js';
import { loadRules } from '../../src/judge/rules.js';
import { learn, type Notice, readNotices, textOf, written } from './train.js';

const NOTICES = join(import.meta.dirname, 'notices');
const RULES = join(import.meta.dirname, '..', '..', 'config', 'rules');
const PARTS = 5;
const SURE_FROM = 0.5;

const { words } = await loadRules(RULES);
const notices = await readNotices(NOTICES);
const folds = Array.from({ length: PARTS }, (_, part) => {
  const isLeft = (_one: Notice, at: number): boolean => at % PARTS === part;
  const learned = learn(
    notices.filter((one, at) => !isLeft(one, at)),
    words,
  );
  return notices
    .filter(isLeft)
    .map((one) => ({ one, reads: readsLike(textOf(one), learned, words) }));
}).flat();
const known = folds.filter(({ one, reads }) => reads?.like === one.class);
const sure = folds.filter(({ reads }) => (reads?.sure ?? 0) >= SURE_FROM);
const right = sure.filter(({ one, reads }) => reads?.like === one.class);
for (const name of [...new Set(notices.map((one) => one.class))].toSorted()) {
  const own = folds.filter(({ one }) => one.class === name);
  const found = own.filter(({ reads }) => reads?.like === name);
  console.log(`${name.padEnd(16)} ${found.length} of ${own.length}`);
}
console.log(
  `${known.length} of ${folds.length} known; sure of ${sure.length}, ${right.length} of them rightly`,
);

const text = written(learn(notices, words), notices.length);
await writeFile(join(RULES, 'learned.json'), text);
console.log(`learned.json: ${text.length} characters`);
