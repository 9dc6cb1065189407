import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VestigeError } from '../../src/errors.js';
import { instantOf, msOf } from '../../src/model/instant.js';
import type { LeasedJob } from '../../src/model/job.js';
import type { Catalogue } from '../../src/ports/catalogue.js';
import { runWorkers, type WorkerDeps, workUntilDone } from '../../src/schedule/worker.js';
import { createManualClock, type ManualClock } from '../fakes/manual-clock.js';
import {
  addWatches,
  createLog,
  draftOf,
  jobDraft,
  openTestArchive,
  recordDone,
  settleLost,
  type TestArchive,
} from './watch.js';

const START_MS = msOf('2026-03-01T10:00:00.000Z');
const LEASE_MS = 60_000;

let archive: TestArchive;
let catalogue: Catalogue;
let clock: ManualClock;
let told: ReturnType<typeof createLog>;

beforeEach(async () => {
  archive = await openTestArchive();
  catalogue = archive.catalogue;
  clock = createManualClock(START_MS);
  told = createLog();
});
afterEach(() => archive.close());

const now = () => instantOf(clock.nowMs());

function deps(
  capture: (job: LeasedJob) => Promise<void>,
  settings: Partial<WorkerDeps['settings']> = {},
  over: Partial<WorkerDeps> = {},
): WorkerDeps {
  return {
    catalogue,
    clock,
    log: told.log,
    capture,
    settings: {
      concurrency: 2,
      leaseMs: LEASE_MS,
      perHostGapMs: 0,
      owner: 'a',
      pollMs: 1000,
      ...settings,
    },
    ...over,
  };
}

/** Jobs for that many pages, each on a host of its own. */
async function queue(count: number, options: Parameters<typeof jobDraft>[2] = {}) {
  const drafts = Array.from({ length: count }, (_, index) =>
    draftOf(`https://h${index}.test/价格`),
  );
  const watches = await addWatches(catalogue, drafts, null);
  return catalogue.enqueue(
    watches.map((watch) => jobDraft(watch, START_MS, options)),
    now(),
  );
}

/** A capture that a test lets go on when it likes. */
function createGate() {
  const begun: LeasedJob[] = [];
  const opens: ((error?: unknown) => void)[] = [];
  const starts: (() => void)[] = [];
  return {
    begun,
    capture: (job: LeasedJob) =>
      new Promise<void>((resolve, reject) => {
        begun.push(job);
        opens.push((error) => (error === undefined ? resolve() : reject(error)));
        for (const start of starts.splice(0)) start();
      }),
    /** Resolves once that many captures have begun. */
    async begins(count: number) {
      while (begun.length < count) await new Promise<void>((resolve) => starts.push(resolve));
    },
    open: (index: number, error?: unknown) => opens[index]?.(error),
  };
}

const done = async (job: LeasedJob) => recordDone(catalogue, job, clock.nowMs());
const states = async (ids: readonly number[]) =>
  (await catalogue.jobResults(ids)).map(({ state }) => state);

describe('workers', () => {
  it('capture everything in the queue, as many at once as they are told', async () => {
    const ids = await queue(7);
    let atOnce = 0;
    let most = 0;
    const workers = runWorkers(
      deps(
        async (job) => {
          atOnce += 1;
          most = Math.max(most, atOnce);
          await new Promise((resolve) => setImmediate(resolve));
          await done(job);
          atOnce -= 1;
        },
        { concurrency: 3 },
      ),
    );
    await workers.idle();
    await workers.stop();
    expect(new Set(await states(ids))).toEqual(new Set(['done']));
    expect(most).toBe(3);
  });

  it('find at the next look what was queued meanwhile', async () => {
    const workers = runWorkers(deps(done));
    await workers.idle();
    const ids = await queue(1);
    expect(await states(ids)).toEqual(['queued']);
    await clock.tick(1000);
    await workers.idle();
    expect(await states(ids)).toEqual(['done']);
    await workers.stop();
  });

  it('keep a lease alive for as long as a capture takes', async () => {
    await queue(1);
    const gate = createGate();
    const workers = runWorkers(deps(gate.capture));
    await gate.begins(1);
    for (let minute = 0; minute < 10; minute += 1) {
      await clock.tick(LEASE_MS);
      expect(await catalogue.requeueExpired(now())).toBe(0);
    }
    const [job] = gate.begun;
    if (job !== undefined) await done(job);
    gate.open(0);
    await workers.idle();
    await workers.stop();
    expect(clock.sleepers()).toBe(0);
  });

  it('go on after a capture that throws, and try that one three times with growing waits', async () => {
    const [poison, healthy] = await queue(2);
    const attempts: number[] = [];
    const capture = async (job: LeasedJob) => {
      if (job.id !== poison) return done(job);
      attempts.push(clock.nowMs() - START_MS);
      throw new Error('boom');
    };
    const workers = runWorkers(deps(capture, { concurrency: 1 }));
    await workers.idle();
    expect(await states([healthy ?? 0])).toEqual(['done']);
    for (let second = 0; second < 1000; second += 5) {
      await clock.tick(5000);
      await catalogue.requeueExpired(now());
      await settleLost(catalogue, clock.nowMs());
      await workers.idle();
    }
    await workers.stop();
    const [first = 0, second = 0, third = 0] = attempts;
    expect(attempts).toHaveLength(3);
    expect(second - first).toBeGreaterThanOrEqual(30_000);
    expect(third - second).toBeGreaterThanOrEqual(120_000);
    expect(third - second).toBeLessThan(150_000);
    expect(await states([poison ?? 0])).toEqual(['done']);
    const watchId = told.errors()[0]?.watch as `w_${string}`;
    expect(await catalogue.listCaptures({ watchId })).toHaveLength(3);
    expect(told.errors()).toHaveLength(3);
  });

  it('pause on a fault the next job would meet as well', async () => {
    await queue(20);
    let attempts = 0;
    const capture = async () => {
      attempts += 1;
      throw new VestigeError('STORE_DISK_FULL', 'the disk is full');
    };
    const workers = runWorkers(deps(capture, { concurrency: 1 }));
    await clock.tick(29_000);
    expect(attempts).toBe(1);
    await clock.tick(2000);
    expect(attempts).toBe(2);
    await workers.stop();
  });

  it('live on when the queue cannot be read', async () => {
    const ids = await queue(1);
    let isBroken = true;
    const lease: Catalogue['lease'] = async (request) => {
      if (isBroken) throw new Error('disk I/O error');
      return catalogue.lease(request);
    };
    const heartbeat = catalogue.heartbeat.bind(catalogue);
    const workers = runWorkers(
      deps(done, {}, { catalogue: { ...Object.create(catalogue), lease, heartbeat } }),
    );
    await workers.idle();
    expect(told.errors().length).toBeGreaterThan(0);
    isBroken = false;
    await workers.idle();
    await workers.stop();
    expect(await states(ids)).toEqual(['done']);
  });

  it('wait for running captures when they are stopped, and begin no others', async () => {
    const ids = await queue(3);
    const gate = createGate();
    const workers = runWorkers(deps(gate.capture, { concurrency: 2 }));
    await gate.begins(2);
    const stopped = workers.stop();
    for (const job of gate.begun) await done(job);
    gate.open(0);
    gate.open(1);
    await stopped;
    expect(gate.begun).toHaveLength(2);
    expect((await states(ids)).sort()).toEqual(['done', 'done', 'queued']);
    expect(clock.sleepers()).toBe(0);
  });

  it('give back what does not end in time, with the attempt on record', async () => {
    const ids = await queue(1);
    const gate = createGate();
    const workers = runWorkers(deps(gate.capture, { stopGraceMs: 5000 }));
    await gate.begins(1);
    const stopped = workers.stop();
    await clock.tick(5000);
    await stopped;
    await clock.tick(1);
    expect(await catalogue.requeueExpired(now())).toBe(1);
    expect(await states(ids)).toEqual(['queued']);
    expect(await catalogue.listLostAttempts()).toMatchObject([
      { captureId: gate.begun[0]?.captureId },
    ]);
    gate.open(0);
  });

  it('of two processes never take the same job', async () => {
    const ids = await queue(30);
    const taken: number[] = [];
    const capture = async (job: LeasedJob) => {
      taken.push(job.id);
      await done(job);
    };
    const other = await archive.reopen();
    const workers = [
      runWorkers(deps(capture)),
      runWorkers(deps(capture, { owner: 'b' }, { catalogue: other })),
    ];
    await Promise.all(workers.map((each) => each.idle()));
    await Promise.all(workers.map((each) => each.stop()));
    expect(taken.sort((a, b) => a - b)).toEqual(ids);
  });

  it('keep the gap between two scheduled captures of one host', async () => {
    const watches = await addWatches(
      catalogue,
      ['/a', '/b', '/c'].map((path) => draftOf(`https://donghai.test${path}`)),
      null,
    );
    await catalogue.enqueue(
      watches.map((watch) => jobDraft(watch, START_MS, { reason: 'schedule' })),
      now(),
    );
    const startedMs: number[] = [];
    const capture = async (job: LeasedJob) => {
      startedMs.push(clock.nowMs() - START_MS);
      await done(job);
    };
    const workers = runWorkers(deps(capture, { perHostGapMs: 5000 }));
    for (let second = 0; second < 15; second += 1) {
      await workers.idle();
      await clock.tick(1000);
    }
    await workers.stop();
    expect(startedMs).toEqual([0, 5000, 10_000]);
  });
});

describe('working until given jobs are done', () => {
  it('runs those and no others', async () => {
    const ids = await queue(5);
    const wanted = ids.slice(1, 4);
    const taken: number[] = [];
    await workUntilDone(
      deps(async (job) => {
        taken.push(job.id);
        await done(job);
      }),
      wanted,
    );
    expect(taken.sort()).toEqual(wanted);
    expect(await states(ids)).toEqual(['queued', 'done', 'done', 'done', 'queued']);
    expect(clock.sleepers()).toBe(0);
  });

  it('is done at once with nothing to do, or when all is done already', async () => {
    await workUntilDone(deps(done), []);
    const ids = await queue(1);
    await workUntilDone(deps(done), ids);
    await workUntilDone(
      deps(() => Promise.reject(new Error('not again'))),
      [...ids, ...ids],
    );
  });

  it('waits for a job that another process is doing', async () => {
    const ids = await queue(1);
    const other = await archive.reopen();
    const job = await other.lease({ owner: 'b', now: now(), leaseMs: LEASE_MS, perHostGapMs: 0 });
    let isOver = false;
    const waiting = workUntilDone(
      deps(() => Promise.reject(new Error('not ours'))),
      ids,
    ).then(() => {
      isOver = true;
    });
    await clock.tick(3000);
    expect(isOver).toBe(false);
    if (job !== null) await recordDone(other, job, clock.nowMs());
    await clock.tick(1000);
    await waiting;
  });

  it('takes over from a process that died', async () => {
    const ids = await queue(1);
    const other = await archive.reopen();
    await other.lease({ owner: 'b', now: now(), leaseMs: LEASE_MS, perHostGapMs: 0 });
    const attempts: number[] = [];
    const working = workUntilDone(
      deps(async (job) => {
        attempts.push(job.attempt);
        await done(job);
      }),
      ids,
    );
    await clock.tick(LEASE_MS + 2000);
    await working;
    expect(attempts).toEqual([2]);
  });

  it('ends with a job that was given up, once its lost attempt has its capture', async () => {
    const ids = await queue(1);
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await catalogue.lease({ owner: 'b', now: now(), leaseMs: 1000, perHostGapMs: 0 });
      clock.set(clock.nowMs() + 1001);
      await catalogue.requeueExpired(now());
    }
    const working = workUntilDone(
      deps(done, {}, { settleLost: () => settleLost(catalogue, clock.nowMs()) }),
      ids,
    );
    await clock.tick(2000);
    await working;
    expect((await catalogue.jobResults(ids))[0]?.capture).toMatch(/^c_/);
  });

  it('does the others when one throws, tells the fault, and leaves that job in the queue', async () => {
    const ids = await queue(4);
    const capture = async (job: LeasedJob) => {
      if (job.id === ids[1]) throw new VestigeError('BROWSER_FAILED', 'the browser crashed');
      await done(job);
    };
    await expect(workUntilDone(deps(capture), ids)).rejects.toMatchObject({
      code: 'BROWSER_FAILED',
    });
    clock.set(clock.nowMs() + 1);
    await catalogue.requeueExpired(now());
    expect(await states(ids)).toEqual(['done', 'queued', 'done', 'done']);
  });

  it('stops at the first fault that every other job would meet', async () => {
    const ids = await queue(20);
    let attempts = 0;
    const capture = async () => {
      attempts += 1;
      throw new VestigeError('BROWSER_MISSING', 'there is no browser');
    };
    await expect(workUntilDone(deps(capture, { concurrency: 1 }), ids)).rejects.toMatchObject({
      code: 'BROWSER_MISSING',
    });
    expect(attempts).toBe(1);
  });

  it('rejects when the catalogue fails, rather than wait for ever', async () => {
    const ids = await queue(3);
    const broken = { ...Object.create(catalogue), lease: () => Promise.reject(new Error('gone')) };
    await expect(workUntilDone(deps(done, {}, { catalogue: broken }), ids)).rejects.toThrow('gone');
  });
});
