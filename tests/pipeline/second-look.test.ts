// A change that opened a flag is looked at again minutes later: an edit is confirmed sooner, and what is
// another at every look turns out to be no edit.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Watch } from '../../src/model/watch.js';
import { modern, TRANSPLANT } from '../judge/site.js';
import { openStage, type Stage } from './stage.js';

const MINUTE_MS = 60_000;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage([10 * MINUTE_MS, 30 * MINUTE_MS]);
});
afterAll(() => stage.close());

const page = (praise: string, price = '六十五万元') =>
  modern({
    ...TRANSPLANT,
    body: `${TRANSPLANT.body.replace('六十五万元', price)}<div><blockquote>${praise}</blockquote></div>`,
  });
const levelsOf = async (watch: Watch) => (await stage.flagsOf(watch)).map(({ level }) => level);

test('an edit is confirmed ten minutes later, and nobody looks a third time', async () => {
  const watch = await stage.watch('https://www.donghai.test/edited.html');
  stage.pages.set(watch.url, page(''));
  await stage.look(watch);
  expect(await stage.due(11 * MINUTE_MS)).toBeNull();
  stage.pages.set(watch.url, page('', '八十万元'));
  await stage.look(watch);
  expect(await levelsOf(watch)).toEqual(['provisional']);
  expect(await stage.due(9 * MINUTE_MS)).toBeNull();
  expect(await stage.due(2 * MINUTE_MS)).toMatchObject({ changes: [] });
  expect(await levelsOf(watch)).toEqual(['confirmed']);
  expect(await stage.due(31 * MINUTE_MS)).toBeNull();
});

test('praise of organs that is another at every look opens flags at first, and closes them', async () => {
  const praise = [
    '移植病友：三天就等到了肝源',
    '移植病友：医生讲解耐心细致',
    '移植病友：费用比别处便宜',
    '移植病友：术后恢复顺利',
    '移植病友：供体等了不到一周',
    '移植病友：病房安静',
  ];
  const watch = await stage.watch('https://www.donghai.test/praise.html');
  const show = (at: number) => stage.pages.set(watch.url, page(praise[at] ?? ''));
  show(0);
  await stage.look(watch);
  show(1);
  await stage.look(watch);
  show(2);
  expect(await stage.due(11 * MINUTE_MS)).not.toBeNull();
  show(3);
  expect(await stage.due(31 * MINUTE_MS)).not.toBeNull();
  expect(new Set(await levelsOf(watch))).toEqual(new Set(['provisional']));
  show(4);
  // No more looks than asked for: the next is the schedule's.
  expect(await stage.due(31 * MINUTE_MS)).toBeNull();
  await stage.look(watch);
  expect(await stage.flagsOf(watch)).toEqual([]);
  const closed = await stage.flagsOf(watch, false);
  expect(closed.length).toBeGreaterThanOrEqual(1);
  for (const { summary } of closed) expect(summary).toContain('No edit: ');
  show(5);
  await stage.look(watch);
  expect(await stage.flagsOf(watch)).toEqual([]);
});
