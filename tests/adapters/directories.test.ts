import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeDirectory, sweepDirectories } from '../../src/adapters/playwright/directories.js';

const NOBODY = 65_534;
/** Above every process number Linux gives (proc(5), pid_max). */
const DEAD_PID = 4_194_305;

let place: string;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'vestige-dirs-'));
});
afterAll(() => rm(place, { recursive: true }));

const ofDeadProcess = async () => {
  const living = await makeDirectory(place);
  const [, host] = basename(living).split('-');
  const dead = join(place, `visit-${host}-${DEAD_PID}-1-${basename(living).slice(-6)}`);
  await mkdir(dead);
  return { living, dead };
};

it('removes what a dead process of this user left, and nothing a living one uses', async () => {
  const { living, dead } = await ofDeadProcess();
  expect(await sweepDirectories(place, Date.now())).toBe(1);
  expect([existsSync(living), existsSync(dead)]).toEqual([true, false]);
});

it.skipIf(process.getuid?.() !== 0)('leaves alone what belongs to another user', async () => {
  const { dead } = await ofDeadProcess();
  await chown(dead, NOBODY, NOBODY);
  expect(await sweepDirectories(place, Date.now())).toBe(0);
  expect(existsSync(dead)).toBe(true);
});
