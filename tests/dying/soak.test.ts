// Many captures in one process: its memory stays flat, and nothing is left over.
// SOAK_CAPTURES=1000 makes it long.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Child, openChild } from './child.js';
import { expectWhole } from './next-start.js';

const CAPTURES = Number(process.env.SOAK_CAPTURES ?? 120);
/** Caches are filled and code is compiled by then. */
const WARM_UP = CAPTURES / 2;
/** How many captures are averaged at either end: what one collection leaves swings by hundreds of kilobytes. */
const WINDOW = CAPTURES / 8;
/** Less than one page's worth (37 kB) for each capture; the command itself keeps about 5 kB of each until it ends. */
const MOST_BYTES_EACH = 20_000;

let child: Child;

beforeAll(async () => {
  child = await openChild();
});
afterAll(() => child.dispose());

test('the memory of a process does not grow with the captures it has made', async () => {
  const archive = join(child.dir, 'soak');
  const urls = Array.from({ length: CAPTURES }, (_, page) => `https://donghai.test/病例/${page}`);
  const memory = await child.memory(archive, ['capture', ...urls, '--log-level', 'info']);
  expect(memory).toHaveLength(CAPTURES);
  const early = mean(memory.slice(WARM_UP, WARM_UP + WINDOW));
  const late = mean(memory.slice(-WINDOW));
  const grownEach = (late - early) / (CAPTURES - WARM_UP - WINDOW);
  expect(grownEach, `${early} bytes became ${late}`).toBeLessThan(MOST_BYTES_EACH);
  await expectWhole(archive, []);
  if (CAPTURES > 500) console.log({ early, late, grownEach });
}, 1_200_000);

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
