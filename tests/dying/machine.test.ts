// A machine that fails the product in other ways than by killing it: its disk, its files, its clock,
// and a second process that dies beside a living one.
import { execFile } from 'node:child_process';
import { chmod, mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openArchive } from '../store/archive.js';
import { type Child, openChild } from './child.js';
import { expectWhole } from './next-start.js';

const run = promisify(execFile);
const PAGE = 'https://donghai.test/服务/等待时间';
const CAPTURE = ['capture', PAGE, '--log-level', 'info'];
const HOUR_MS = 3_600_000;

let child: Child;

beforeAll(async () => {
  child = await openChild();
});
afterAll(() => child.dispose());

/** Mounts a disk of memory; null, said aloud, where that is not permitted. */
async function mountDisk(name: string, size: string): Promise<string | null> {
  const disk = join(child.dir, name);
  await mkdir(disk);
  const options = ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk];
  return run('mount', options).then(
    () => disk,
    () => null,
  );
}

describe('a disk', () => {
  test('that is full stops captures in words of ours, and the next ones go on', async (context) => {
    const disk = await mountDisk('full', '3m');
    if (disk === null) return context.skip('mounting is not permitted here');
    try {
      const archive = join(disk, 'archive');
      expect(await child.run(archive, CAPTURE)).toMatchObject({ code: 0 });
      const ballast = join(disk, 'ballast');
      // dd writes until there is no room, and fails for it.
      await run('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=4k']).catch(() => {});
      const failed = await child.run(archive, CAPTURE);
      expect(failed.code).toBeGreaterThan(0);
      expect(failed.stderr).toContain('disk is full');
      expect(failed.stderr).not.toMatch(/\n\s+at /);
      expect(failed.announced).toEqual([]);
      await run('rm', [ballast]);
      const later = { clockAheadMs: HOUR_MS };
      const again = await child.run(archive, CAPTURE, later);
      expect(again, again.stderr).toMatchObject({ code: 0 });
      await expectWhole(archive, again.announced);
    } finally {
      await run('umount', [disk]);
    }
  });

  test('that can only be read stops captures in words of ours, and the next ones go on', async (context) => {
    const disk = await mountDisk('read-only', '8m');
    if (disk === null) return context.skip('mounting is not permitted here');
    try {
      const archive = join(disk, 'archive');
      const made = await child.run(archive, CAPTURE);
      await run('mount', ['-o', 'remount,ro', disk]);
      const failed = await child.run(archive, CAPTURE);
      expect(failed.code).toBeGreaterThan(0);
      expect(failed.stderr).toMatch(/cannot be written|read-only/i);
      expect(failed.stderr).not.toMatch(/\n\s+at /);
      expect(failed.announced).toEqual([]);
      await run('mount', ['-o', 'remount,rw', disk]);
      const again = await child.run(archive, CAPTURE);
      expect(again, again.stderr).toMatchObject({ code: 0 });
      await expectWhole(archive, [...made.announced, ...again.announced]);
    } finally {
      await run('umount', [disk]);
    }
  });
});

describe('damage', () => {
  test('to a blob of the last capture does not stop the next, and is told by the audit', async () => {
    const archive = join(child.dir, 'blob');
    await child.run(archive, CAPTURE);
    const blobs = await readdir(join(archive, 'blobs'), { recursive: true, withFileTypes: true });
    for (const blob of blobs.filter((each) => each.isFile())) {
      const path = join(blob.parentPath, blob.name);
      const bytes = await readFile(path);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      await chmod(path, 0o644);
      await writeFile(path, bytes);
    }
    const next = await child.run(archive, CAPTURE);
    expect(next, next.stderr).toMatchObject({ code: 0 });
    expect(next.announced).toHaveLength(1);
    const opened = await openArchive(archive);
    const { problems } = await opened.audit();
    await opened.close();
    expect(problems.length).toBeGreaterThan(0);
    // What was captured since is whole: the problems are of the first capture.
    expect(JSON.stringify(problems)).not.toContain(next.announced[0]);
  });

  test('to a page of the catalogue stops captures in words of ours, and nothing is announced', async () => {
    const archive = join(child.dir, 'catalogue');
    await child.run(archive, CAPTURE);
    const path = join(archive, 'vestige.db');
    await run('rm', ['-f', `${path}-wal`, `${path}-shm`]);
    const file = await open(path, 'r+');
    const { size } = await file.stat();
    // All but the first page, which says what file it is.
    await file.write(Buffer.alloc(size - 4096, 0xa5), 0, size - 4096, 4096);
    await file.close();
    const failed = await child.run(archive, CAPTURE);
    expect(failed.code).toBeGreaterThan(0);
    expect(failed.stderr).toContain('The catalogue is damaged');
    expect(failed.stderr).not.toMatch(/\n\s+at /);
    expect(failed.announced).toEqual([]);
  });
});

test('a clock that jumps an hour and a day both ways costs no capture and tells none twice', async () => {
  const archive = join(child.dir, 'clock');
  const announced: string[] = [];
  for (const hours of [0, 1, 0, -24, 0]) {
    const made = await child.run(archive, CAPTURE, { clockAheadMs: hours * HOUR_MS });
    expect(made, `at ${hours} h: ${made.stderr}`).toMatchObject({ code: 0 });
    announced.push(...made.announced);
  }
  expect(announced).toHaveLength(5);
  await expectWhole(archive, announced);
});

test('of two processes on one archive one is killed, and the other does the work of both', async () => {
  const archive = join(child.dir, 'two');
  const urls = Array.from({ length: 6 }, (_, page) => `https://h${page}.test/移植`);
  const args = ['capture', ...urls, '--log-level', 'info'];
  await child.run(archive, CAPTURE);
  const alone = join(child.dir, 'alone');
  await child.run(alone, CAPTURE);
  const steps = (await child.steps(alone, args)).filter((step) => !step.startsWith('sync'));
  // In the middle of the first capture it takes.
  const killAt = steps.findIndex((step) => /^rename .*\/blobs\//.test(step)) + 1;
  const [killed, living] = await Promise.all([
    child.run(archive, args, { killAt }),
    child.run(archive, args),
  ]);
  expect(killed.signal).toBe('SIGKILL');
  expect(living, living.stderr).toMatchObject({ code: 0 });
  const announced = [...killed.announced, ...living.announced];
  expect(announced.length).toBeGreaterThanOrEqual(urls.length);
  await expectWhole(archive, announced);
});
