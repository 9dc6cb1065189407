import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  appendFile,
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openArchive, restoreArchive } from '../../src/compose.js';
import { compile } from '../ground/compile.js';
import { openArchive as openFilled, type TestArchive } from '../store/archive.js';
import { configFor } from './config.js';

const CHILD = await compile(new URL('./backup-child.ts', import.meta.url));
const log = pino({ level: 'silent' });
const code = (name: string) => expect.objectContaining({ code: name });
let root: string;
let source: string;
let filled: TestArchive;
let dir: string;
let number = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'vestige-backup-'));
  source = join(root, '存档');
  filled = await openFilled(source);
  const watch = await filled.watch('/移植');
  await filled.capture(watch);
  await filled.capture(watch);
  await filled.sign();
});
afterAll(async () => {
  await filled.close();
  await rm(root, { recursive: true, force: true });
});
beforeEach(() => {
  number += 1;
  dir = join(root, `backups-${number}`);
});

const target = () => join(root, `restored-${number}`);
const backUp = async (withKeys = true, to = dir) => {
  const archive = await openArchive({ config: configFor(source), log });
  try {
    return await archive.backUp(to, withKeys, () => undefined);
  } finally {
    await archive.close();
  }
};
const restore = (options: { keys?: string; acceptDamage?: boolean } = {}) =>
  restoreArchive({
    ...{ config: configFor(target()), log, from: dir, keys: options.keys ?? null },
    acceptDamage: options.acceptDamage ?? false,
    onProgress: () => undefined,
  });
/** Runs the child until it stands still at a step, and kills it there. */
const killAt = async (act: 'backup' | 'restore', step: string) => {
  const args = [CHILD, act, act === 'backup' ? source : target(), dir, step];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), gone]);
  child.kill('SIGKILL');
  await gone;
  expect(child.signalCode).toBe('SIGKILL');
};

describe('a backup', () => {
  test('of an archive in use is restored on an empty place and proved by its audit', async () => {
    const made = await backUp();
    expect(made).toMatchObject({ keys: true, copied: made.blobs });
    await writeFile(
      join(await mkdir(target(), { recursive: true }).then(() => target()), 'README.md'),
      '',
    );
    const restored = await restore();
    expect(restored).toMatchObject({ isPlaced: true, audit: { ok: true, problems: [] } });
    expect(restored.audit.blobs).toBe((await filled.audit()).blobs);
    const names = await readdir(target());
    expect(names).toEqual(
      expect.arrayContaining(['README.md', 'blobs', 'keys', 'log', 'vestige.db']),
    );
    expect(names).not.toContain('restoring');
    // It is the same archive: it goes on signing the same log.
    const again = await openArchive({ config: configFor(target()), log });
    expect(again.publicKeys().log.vkey).toContain('vestige.test/log');
    expect((await again.checkpoint()).size).toBeGreaterThan(made.logSize);
    expect((await again.audit(() => undefined)).ok).toBe(true);
    await again.close();
  });

  test('copies once, goes on with what is new, and keeps the three newest', async () => {
    const first = await backUp();
    const second = await backUp();
    expect(second).toMatchObject({ copied: 0, blobs: first.blobs });
    await filled.capture(await filled.watch(`/新-${number}`));
    const third = await backUp();
    expect(third.copied).toBeGreaterThan(0);
    expect(third.copied).toBeLessThan(third.blobs);
    await backUp();
    const names = (await readdir(dir)).filter((name) => name.startsWith('20')).sort();
    expect(names).toHaveLength(3);
    expect(names).not.toContain(first.name);
  });

  test('holds no key that lies open, unless it is asked to; a restore then needs them', async () => {
    expect((await backUp(false)).keys).toBe(false);
    await expect(restore()).rejects.toThrow(code('INPUT_INVALID'));
    expect(existsSync(join(target(), 'restoring', 'vestige.db'))).toBe(false);
    const restored = await restore({ keys: join(source, 'keys') });
    expect(restored.audit.ok).toBe(true);
  });

  test('that was cut short is known: the one before it serves, or none does', async () => {
    await killAt('backup', 'catalogue');
    await expect(restore()).rejects.toThrow(code('BACKUP_UNUSABLE'));
    const whole = await backUp();
    await killAt('backup', 'blobs');
    const restored = await restore();
    expect(restored).toMatchObject({ backup: whole.name, isPlaced: true });
    expect(restored.half).toHaveLength(1);
    // The next one goes on, and takes the remains away.
    await backUp();
    expect((await readdir(dir)).filter((name) => name.startsWith('20'))).toHaveLength(2);
  });

  test('goes into no directory that is not its own', async () => {
    await expect(backUp(true, join(source, 'backups'))).rejects.toThrow(code('INPUT_INVALID'));
    await mkdir(dir);
    await writeFile(join(dir, 'letter.txt'), '');
    await expect(backUp()).rejects.toThrow(/not empty and holds no backup: letter\.txt/);
    expect(await readdir(dir)).toEqual(['letter.txt']);
    const other = join(root, `other-${number}`);
    await writeFile(
      join(await mkdir(other).then(() => other), 'archive.json'),
      '{"v":1,"log":"x"}',
    );
    await expect(backUp(true, other)).rejects.toThrow(/another archive/);
  });
});

describe('a restore', () => {
  test.each([
    ['copies', 'blobs'],
    ['moves things into their place', 'audit'],
  ])('killed while it %s opens nothing half, and goes on', async (_, step) => {
    await backUp();
    await killAt('restore', step);
    if (step === 'audit') {
      // As it stands after the first of the moves.
      await rename(join(target(), 'restoring', 'blobs'), join(target(), 'blobs'));
    }
    expect(existsSync(join(target(), 'vestige.db'))).toBe(false);
    await expect(openArchive({ config: configFor(target()), log })).rejects.toThrow(
      code('RESTORE_UNFINISHED'),
    );
    expect(await restore()).toMatchObject({ isPlaced: true, audit: { ok: true } });
    expect(existsSync(join(target(), 'restoring'))).toBe(false);
  });

  test('refuses a directory that is in use, and leaves it as it is', async () => {
    await backUp();
    await mkdir(target());
    await writeFile(join(target(), 'vestige.db'), 'x');
    await expect(restore()).rejects.toThrow(/not empty \(vestige\.db\)/);
    expect(await readdir(target())).toEqual(['vestige.db']);
    dir = join(root, 'nowhere');
    await expect(restore()).rejects.toThrow(code('FILE_NOT_FOUND'));
  });

  test('of damaged bytes says which, and puts nothing in place unless it is told to', async () => {
    const { name } = await backUp();
    const [first = ''] = await readdir(join(dir, 'blobs'));
    const [second = ''] = await readdir(join(dir, 'blobs', first));
    const [blob = ''] = await readdir(join(dir, 'blobs', first, second));
    const file = join(dir, 'blobs', first, second, blob);
    await chmod(file, 0o644);
    await appendFile(file, 'x');
    const restored = await restore();
    expect(restored.isPlaced).toBe(false);
    expect(restored.audit.problems.length).toBeGreaterThan(0);
    expect(existsSync(join(target(), 'vestige.db'))).toBe(false);
    expect((await restore({ acceptDamage: true })).isPlaced).toBe(true);

    await appendFile(join(dir, name, 'vestige.db'), 'x');
    number += 1;
    await expect(restore()).rejects.toThrow(/vestige\.db of .* is damaged/);
  });
});
