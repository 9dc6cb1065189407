import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { at } from '../contracts/records.js';
import { compile } from '../ground/compile.js';
import { openArchive } from './archive.js';

const CHILD = await compile(new URL('./killed-child.ts', import.meta.url));
const ROUNDS = 12;
/** Steps of about three captures. */
const MOST_STEPS = 40;

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vestige-killed-'));
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

/** Runs a worker until it has taken `steps` steps, kills it there, and gives what it announced. */
async function runAndKill(round: number, steps: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [CHILD, root, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const announced: string[] = [];
  let taken = 0;
  for await (const line of createInterface(child.stdout)) {
    if (line.startsWith('done ')) announced.push(line.slice('done '.length));
    else taken += 1;
    if (taken === steps) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  return announced;
}

function attempts(): string[] {
  const db = new Database(join(root, 'vestige.db'), { readonly: true });
  const rows = db.prepare('SELECT capture_id FROM attempt').pluck().all() as string[];
  db.close();
  return rows;
}

test('a worker killed a dozen times at any step loses nothing it announced, and the audit is clean', async () => {
  const announced: string[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    // Spread over the steps, and anywhere within one, for the worker does not wait to be killed.
    const steps = 1 + Math.floor(Math.random() * MOST_STEPS);
    announced.push(...(await runAndKill(round, steps)));
    const archive = await openArchive(root);
    try {
      expect((await archive.audit()).problems, `killed at step ${steps}`).toEqual([]);
    } finally {
      await archive.close();
    }
  }
  const archive = await openArchive(root);
  try {
    const captures = await archive.catalogue.listCaptures({});
    const ids = new Set<string>(captures.map(({ id }) => id));
    expect(announced.length).toBeGreaterThan(0);
    expect(announced.filter((id) => !ids.has(id))).toEqual([]);
    expect(new Set(announced).size).toBe(announced.length);
    // Every attempt that began is a capture, or is still owed one.
    await archive.catalogue.requeueExpired(at((ROUNDS + 1) * 1000));
    const owed = (await archive.catalogue.listLostAttempts()).map(({ captureId }) => captureId);
    expect([...ids, ...owed].sort()).toEqual(attempts().sort());
    expect(await readdir(join(root, 'tmp'))).toEqual([]);
  } finally {
    await archive.close();
  }
}, 300_000);
