// What the next process does with an archive whose last one was killed, and what must hold then.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { expect } from 'vitest';
import { sweepDirectories } from '../../src/adapters/playwright/directories.js';
import { settleLostAttempts } from '../../src/archive/capturing.js';
import { loadRules } from '../../src/judge/rules.js';
import { createManualClock } from '../fakes/manual-clock.js';
import { openArchive } from '../store/archive.js';

const RULES = fileURLToPath(new URL('../../config/rules', import.meta.url));
const rules = loadRules(RULES);
/** Every lease of the killed process is over by then. */
const LATER_MS = 3_600_000;

/** Opens the archive at `root` an hour later, and expects it whole, told in full, and tidy. */
export async function expectWhole(root: string, announced: readonly string[]): Promise<void> {
  const archive = await openArchive(root);
  const { catalogue, blobs } = archive;
  try {
    expect((await archive.audit()).problems).toEqual([]);
    const clock = createManualClock(Date.now() + LATER_MS);
    await sweepDirectories(join(root, 'tmp'), clock.nowMs());
    expect(await leftovers(root)).toEqual([]);

    const told = await captureIds(root);
    expect(announced.filter((id) => !told.includes(id))).toEqual([]);
    expect(new Set(announced).size).toBe(announced.length);

    await settleLostAttempts({
      catalogue,
      clock,
      pipeline: {
        blobs,
        catalogue,
        clock,
        log: pino({ level: 'silent' }),
        reaches: () => Promise.resolve(null),
        notBefore: () => Promise.resolve(null),
        ownLine: () => Promise.resolve([]),
        askResolvers: () => Promise.resolve([]),
        resolversAsked: 'failures',
        canaries: [],
        siblingEveryMs: 0,
        siteFilesEveryMs: 0,
        collector: null,
        rules: () => rules,
        browser: () => Promise.reject(new Error('no browser is needed for what was lost')),
        documents: { read: () => Promise.reject(new Error('nor is a file read')) },
        routes: [],
        confirmation: { observations: 2, vantages: 1, minSpanMs: 0, recheckMs: [] },
        visit: {
          timeoutMs: 1000,
          settleMs: 0,
          maxBytes: 1000,
          userAgent: null,
          linkedFiles: { most: 0, maxBytes: 65_536 },
        },
      },
    });
    expect(await captureIds(root)).toEqual(attemptIds(root));
    expect(await archive.audit()).toMatchObject({ problems: [] });
    expect(await leftovers(root)).toEqual([]);
  } finally {
    await archive.close();
  }
}

/** Files that only a process at work may have. */
async function leftovers(root: string): Promise<readonly string[]> {
  const ours = /^(blobs|keys|log|spool|tmp|vestige\.db(-wal|-shm)?)$/;
  const top = (await readdir(root)).filter((name) => !ours.test(name));
  const logs = (await readdir(join(root, 'log')).catch(() => [])).filter(
    (name) => !/^(\d+\.checkpoint|checkpoint|tile)$/.test(name),
  );
  return [...top, ...logs, ...(await readdir(join(root, 'tmp')))];
}

async function captureIds(root: string): Promise<readonly string[]> {
  return idsOf(root, 'SELECT id FROM capture ORDER BY id');
}

function attemptIds(root: string): readonly string[] {
  return idsOf(root, "SELECT capture_id FROM attempt WHERE result <> 'released' ORDER BY 1");
}

function idsOf(root: string, sql: string): readonly string[] {
  const db = new Database(join(root, 'vestige.db'));
  try {
    return db.prepare(sql).pluck().all() as string[];
  } finally {
    db.close();
  }
}
