import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Child, openChild } from './child.js';
import { expectWhole } from './next-start.js';

const PAGE = 'https://donghai.test/服务/等待时间';
const CAPTURE = ['capture', PAGE, '--log-level', 'info'];
/** As many at once as the two cores of a small machine carry. */
const AT_ONCE = 2;
/** The lease of whoever was killed before has ended by then. */
const LATER = { clockAheadMs: 600_000 };

/** ALL_STEPS=1 kills at each step of each command (minutes). */
const EVERY = process.env.ALL_STEPS === '1';

let child: Child;

beforeAll(async () => {
  child = await openChild();
});
afterAll(() => child.dispose());

const counted = (steps: readonly string[]) => steps.filter((step) => !step.startsWith('sync'));

/**
 * By so many steps two runs may differ: it hangs on time how often it is asked whether somebody has to be
 * told (two steps), and on the digests whether two blobs share a folder (one less).
 */
const VARIES = 6;

interface Killing {
  readonly from?: string;
  readonly clockAheadMs?: number;
  /** Two commands of almost the same steps take turns: each is killed at every third, from here on. */
  readonly from3rd?: 0 | 1;
}

/** Kills the command before its steps, on an archive of its own each time. */
async function killAtEach(
  name: string,
  args: readonly string[],
  { from, clockAheadMs = 0, from3rd }: Killing = {},
): Promise<number> {
  const prepare = async (copy: string) => {
    const archive = join(child.dir, `${name}-${copy}`);
    if (from !== undefined) await cp(from, archive, { recursive: true });
    return archive;
  };
  const steps = counted(await child.steps(await prepare('whole'), args, { clockAheadMs }));
  const turns = [...steps.keys()]
    .filter((index) => EVERY || from3rd === undefined || index % 3 === from3rd)
    .values();
  const work = async () => {
    for (const index of turns) {
      const at = `killed before step ${index + 1} of ${steps.length}, ${steps[index]}`;
      const archive = await prepare(String(index));
      const died = await child.run(archive, args, { killAt: index + 1, clockAheadMs });
      const mayEnd = index >= steps.length - VARIES && died.signal === null;
      if (!mayEnd) expect(died.signal, `${at}: ${died.stderr}`).toBe('SIGKILL');
      await expectWhole(archive, died.announced).catch((error: unknown) => {
        throw new Error(at, { cause: error });
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return steps.length;
}

describe('a process killed before any of its steps leaves a whole archive:', () => {
  test('the first capture of a new archive', async () => {
    expect(await killAtEach('new', CAPTURE, { from3rd: 0 })).toBeGreaterThan(40);
  }, 300_000);

  test('a capture after a kill, which tells the lost one first', async () => {
    const from = join(child.dir, 'killed');
    const steps = counted(await child.steps(join(child.dir, 'known'), CAPTURE));
    await child.run(from, CAPTURE, { killAt: steps.lastIndexOf('commit') + 1 });
    expect(await killAtEach('again', CAPTURE, { from, ...LATER, from3rd: 1 })).toBeGreaterThan(40);
  }, 300_000);

  test('the signing of a checkpoint', async () => {
    const from = join(child.dir, 'signed');
    expect(await child.run(from, CAPTURE)).toMatchObject({ code: 0 });
    expect(await child.run(from, ['log', 'checkpoint'])).toMatchObject({ code: 0 });
    expect(await child.run(from, CAPTURE, LATER)).toMatchObject({ code: 0 });
    expect(await killAtEach('sign', ['log', 'checkpoint'], { from })).toBeGreaterThan(5);
  });
});

test('what a power cut would spare is in order: bytes before names, names before the commit', async () => {
  const steps = await child.steps(join(child.dir, 'ordered'), CAPTURE);
  const published = steps.filter((step) => /^rename .*\/tmp\/\S+ .*\/blobs\//.test(step));
  expect(published.length).toBeGreaterThanOrEqual(4);
  const committed = steps.lastIndexOf('commit');
  for (const step of published) {
    const [, from = '', to = ''] = step.split(' ');
    const renamed = steps.indexOf(step);
    expect(steps.slice(0, renamed)).toContain(`sync ${from}`);
    expect(steps.slice(renamed, committed)).toContain(`sync ${join(to, '..')}`);
  }
  expect(steps.indexOf('tell', committed)).toBeGreaterThan(committed);
});
