// Watches and archives for the tests of the schedule, over the real catalogue.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { openCatalogue } from '../../src/adapters/sqlite/catalogue.js';
import type { CaptureId, WatchId } from '../../src/model/id.js';
import { type Instant, instantOf } from '../../src/model/instant.js';
import type { JobDraft, LeasedJob } from '../../src/model/job.js';
import { UNSEEN } from '../../src/model/state.js';
import type { Watch, WatchDraft } from '../../src/model/watch.js';
import type { CaptureRecord, Catalogue } from '../../src/ports/catalogue.js';
import { registerUrl } from '../../src/register/normalise-url.js';

/** A logger that keeps what it is told. */
export function createLog() {
  const lines: { level: number; msg: string; watch?: string }[] = [];
  const log = pino({ level: 'debug' }, { write: (line) => void lines.push(JSON.parse(line)) });
  return { log, lines, errors: () => lines.filter(({ level }) => level >= 50) };
}

export interface TestArchive {
  readonly catalogue: Catalogue;
  /** Another connection to the same file, as another process has. */
  reopen(): Promise<Catalogue>;
  close(): Promise<void>;
}

/** A fresh catalogue in a directory of its own. */
export async function openTestArchive(): Promise<TestArchive> {
  const dir = await mkdtemp(join(tmpdir(), 'vestige-schedule-'));
  const path = join(dir, 'vestige.db');
  const opened: Catalogue[] = [];
  const reopen = async () => {
    const catalogue = await openCatalogue(path);
    opened.push(catalogue);
    return catalogue;
  };
  return {
    catalogue: await reopen(),
    reopen,
    async close() {
      for (const catalogue of opened) await catalogue.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export function draftOf(url: string, options: Partial<WatchDraft> = {}): WatchDraft {
  const registered = registerUrl(url, { allowPrivateAddresses: true });
  return {
    url,
    urlKey: registered.urlKey,
    caseName: '东海',
    labels: [],
    every: '0 * * * *',
    timezone: 'UTC',
    claims: ['等待时间两周'],
    terms: [],
    ignore: [],
    select: [],
    vantages: [],
    language: null,
    note: '',
    ...options,
  };
}

/** A watch as the catalogue gives it, without one. */
export function watchOf(nextDueAt: Instant | null, options: Partial<Watch> = {}): Watch {
  const { claims: _claims, ...draft } = draftOf('https://donghai.test/移植');
  return {
    ...draft,
    id: 'w_01J00000000000000000000000',
    host: 'donghai.test',
    createdAt: '2026-01-01T00:00:00.000Z',
    paused: false,
    removedAt: null,
    claims: [],
    page: UNSEEN,
    lastCaptureAt: '2026-02-28T10:00:00.000Z',
    nextDueAt,
    ...options,
  };
}

/** Registers watches that are due at `dueAt`. */
export async function addWatches(
  catalogue: Catalogue,
  drafts: readonly WatchDraft[],
  dueAt: Instant | null,
): Promise<readonly Watch[]> {
  const at = dueAt ?? instantOf(0);
  const entry = { v: 1, type: 'watch-added', at, target: null, manifest: null } as const;
  const added = await catalogue.addWatches(
    drafts.map((draft) => ({
      draft,
      nextDueAt: dueAt,
      entry: { ...entry, outcome: 'watch-added' },
    })),
    at,
  );
  return added.map(({ watch }) => watch);
}

export function jobDraft(watch: Watch, atMs: number, options: Partial<JobDraft> = {}): JobDraft {
  const at = instantOf(atMs);
  return {
    watchId: watch.id,
    vantage: 'default',
    reason: 'manual',
    scheduledAt: at,
    notBefore: at,
    ...options,
  };
}

/** Records that a job's capture was made, as the pipeline does at its end. */
export async function recordDone(
  catalogue: Catalogue,
  job: LeasedJob,
  atMs: number,
): Promise<void> {
  await catalogue.recordCapture(await recordFor(catalogue, job, atMs, job));
}

/** Gives every lost attempt its capture, as the archive does before each tick. */
export async function settleLost(catalogue: Catalogue, atMs: number): Promise<void> {
  for (const lost of await catalogue.listLostAttempts()) {
    await catalogue.recordCapture(await recordFor(catalogue, lost, atMs, null));
  }
}

async function recordFor(
  catalogue: Catalogue,
  made: { watchId: WatchId; captureId: CaptureId; vantage: string; attempt: number },
  atMs: number,
  job: LeasedJob | null,
): Promise<CaptureRecord> {
  const watch = await catalogue.findWatch(made.watchId);
  if (watch === null) throw new Error(`there is no watch ${made.watchId}`);
  const at = instantOf(atMs);
  const manifest =
    `sha256:${Buffer.from(made.captureId).toString('hex').padEnd(64, '0').slice(0, 64)}` as const;
  return {
    capture: {
      id: made.captureId,
      watchId: watch.id,
      url: watch.url,
      finalUrl: watch.url,
      startedAt: at,
      finishedAt: at,
      vantage: made.vantage,
      attempt: made.attempt,
      status: job === null ? null : 200,
      redirects: [],
      title: '移植中心',
      observation: {
        class: job === null ? 'capture-failed' : 'ok',
        abstain: job === null,
        rule: 'test',
        stage: 'S13',
        signals: [],
        alsoMatched: [],
        rules: '',
        summary: '',
        needs: '',
      },
      state: 'live',
      level: 'provisional',
      comparedWith: null,
      changes: [],
      claims: [],
      manifest,
      files: { screenshot: null, thumbnail: null, html: null, dom: null, text: null },
    },
    entry: { v: 1, type: 'capture', at, target: null, manifest, outcome: 'ok' },
    expectedVersion: watch.page.version,
    page: { ...watch.page, state: 'live', version: watch.page.version + 1 },
    claims: [],
    flags: [],
    messages: [],
    rechecks: [],
    job: job === null ? null : { id: job.id, owner: job.owner },
  };
}
