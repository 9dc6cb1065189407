// Many captures in one process: its memory stays flat, and nothing is left over.
// SOAK_CAPTURES=1000 makes it long.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Child, openChild } from './child.js';
import { expectWhole } from './next-start.js';

const CAPTURES = Number(process.env.SOAK_CAPTURES ?? 120);
/** Caches are filled and code is compiled by then. */
const WARM_UP = CAPTURES / 2;
/** Less than one page's worth for each capture. */
const MOST_BYTES_EACH = 10_000;

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
  const early = memory[WARM_UP] ?? 0;
  const late = memory.at(-1) ?? 0;
  const grownEach = (late - early) / (CAPTURES - WARM_UP);
  expect(grownEach, `${early} bytes became ${late}`).toBeLessThan(MOST_BYTES_EACH);
  await expectWhole(archive, []);
  if (CAPTURES > 500) console.log({ early, late, grownEach });
}, 1_200_000);
