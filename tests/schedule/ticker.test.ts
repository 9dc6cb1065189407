import { getTasks } from 'node-cron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instantOf, msOf } from '../../src/model/instant.js';
import type { Catalogue } from '../../src/ports/catalogue.js';
import { planDueWatches, startTicker, type Ticker } from '../../src/schedule/ticker.js';
import { createManualClock, type ManualClock } from '../fakes/manual-clock.js';
import {
  addWatches,
  createLog,
  draftOf,
  openTestArchive,
  recordDone,
  type TestArchive,
} from './watch.js';

const START = '2026-03-01T10:00:00.000Z';
const HOUR_MS = 60 * 60 * 1000;
/** Once a year: the tests tick by hand. */
const BY_HAND = '0 0 0 1 1 *';

describe('the ticker', () => {
  let archive: TestArchive;
  let catalogue: Catalogue;
  let clock: ManualClock;
  let told: ReturnType<typeof createLog>;
  let ticker: Ticker | null;

  beforeEach(async () => {
    archive = await openTestArchive();
    catalogue = archive.catalogue;
    clock = createManualClock(msOf(START));
    told = createLog();
    ticker = null;
  });
  afterEach(async () => {
    await ticker?.stop();
    await archive.close();
  });

  const depsOver = (over: Partial<Catalogue> = {}) => ({
    catalogue: Object.assign(Object.create(catalogue) as Catalogue, bound(), over),
    clock,
    log: told.log,
    settings: { jitter: 0, leaseMs: 60_000, ticks: BY_HAND },
  });
  /** Methods of the real catalogue, callable on the object in front of it. */
  const bound = () => {
    const names = [
      'listDue',
      'enqueueDue',
      'enqueue',
      'listWatches',
      'updateWatch',
      'requeueExpired',
      'restartLeases',
      'listStartable',
    ] as const;
    return Object.fromEntries(names.map((name) => [name, catalogue[name].bind(catalogue)]));
  };
  const start = (over: Partial<Catalogue> = {}, beforeTick?: () => Promise<void>) => {
    ticker = startTicker({
      ...depsOver(over),
      ...(beforeTick === undefined ? {} : { beforeTick }),
    });
    return ticker;
  };
  const pages = (count: number) =>
    Array.from({ length: count }, (_, index) => draftOf(`https://h${index}.test/价格`));
  const leaseAll = async () => {
    const jobs = [];
    for (;;) {
      const job = await catalogue.lease({
        owner: 't',
        now: instantOf(clock.nowMs()),
        leaseMs: 60_000,
        perHostGapMs: 0,
      });
      if (job === null) return jobs;
      jobs.push(job);
    }
  };

  it('queues what is due, once, and nothing that is not', async () => {
    const [due] = await addWatches(catalogue, pages(1), START);
    await addWatches(catalogue, [draftOf('https://later.test/')], instantOf(msOf(START) + 60_000));
    await addWatches(catalogue, [draftOf('https://manual.test/', { every: 'manual' })], null);
    const { tickNow } = start();
    await tickNow();
    await tickNow();
    expect((await leaseAll()).map(({ watchId }) => watchId)).toEqual([due?.id]);
    expect((await catalogue.findWatch(due?.id ?? ''))?.nextDueAt).toBe('2026-03-01T11:00:00.000Z');
  });

  it('queues several thousand due watches in one tick', async () => {
    await addWatches(catalogue, pages(2000), START);
    await start().tickNow();
    expect(await catalogue.queueDepth()).toMatchObject({ queued: 2000 });
    expect(told.errors()).toEqual([]);
  });

  it('captures every hour of a month, whatever the ticks do in between', async () => {
    const [watch] = await addWatches(catalogue, pages(1), START);
    const { tickNow } = start();
    const made: string[] = [];
    for (let minute = 0; minute < 30 * 24 * 60; minute += 13) {
      clock.set(msOf(START) + minute * 60_000);
      await tickNow();
      for (const job of await leaseAll()) {
        made.push(job.scheduledAt);
        await recordDone(catalogue, job, clock.nowMs());
      }
    }
    expect(made).toHaveLength(30 * 24);
    expect(new Set(made).size).toBe(30 * 24);
    expect(await catalogue.listGaps(watch?.id ?? 'w_')).toEqual([]);
  }, 120_000);

  it('records what was missed while it was off as one gap, catches up once, and logs the gap', async () => {
    const [watch] = await addWatches(catalogue, pages(1), START);
    clock.set(msOf(START) + 3 * 24 * HOUR_MS);
    const { tickNow } = start();
    await tickNow();
    await tickNow();
    expect((await leaseAll()).map(({ reason }) => reason)).toEqual(['catch-up']);
    const gaps = await catalogue.listGaps(watch?.id ?? 'w_');
    expect(gaps).toMatchObject([{ from: START, to: instantOf(clock.nowMs()), missed: 73 }]);
    const log = await catalogue.listLog(0, 10);
    expect(log.filter(({ type }) => type === 'gap')).toMatchObject([
      { target: null, outcome: `gap from ${START}, 73 missed` },
    ]);
  });

  it('shares the work between two processes without doing any of it twice', async () => {
    await addWatches(catalogue, pages(50), START);
    const other = startTicker({ ...depsOver(), catalogue: await archive.reopen() });
    const { tickNow } = start();
    await Promise.all([tickNow(), other.tickNow(), tickNow(), other.tickNow()]);
    await other.stop();
    const jobs = await leaseAll();
    expect(jobs).toHaveLength(50);
    expect(new Set(jobs.map(({ watchId }) => watchId)).size).toBe(50);
  });

  it('passes over broken watches, says so once an hour, and queues all others', async () => {
    const broken = await addWatches(
      catalogue,
      Array.from({ length: 250 }, (_, index) =>
        draftOf(`https://b${index}.test/`, { every: '99 * * * *' }),
      ),
      instantOf(msOf(START) - HOUR_MS),
    );
    await addWatches(catalogue, pages(3), START);
    const { tickNow } = start();
    await tickNow();
    await tickNow();
    expect(await catalogue.queueDepth()).toMatchObject({ queued: 3 });
    expect(told.errors()).toHaveLength(250);
    expect(told.errors()[0]).toMatchObject({ watch: broken[0]?.id });
    expect(told.errors()[0]?.msg).toContain('vestige watch edit');
    clock.set(msOf(START) + HOUR_MS + 1);
    await tickNow();
    expect(told.errors()).toHaveLength(500);
  });

  it('queues the others when the catalogue refuses the plan of one', async () => {
    const watches = await addWatches(catalogue, pages(3), START);
    const enqueueDue: Catalogue['enqueueDue'] = async (plans) => {
      if (plans.some(({ watchId }) => watchId === watches[1]?.id)) throw new Error('refused');
      return catalogue.enqueueDue(plans);
    };
    await start({ enqueueDue }).tickNow();
    expect((await leaseAll()).map(({ watchId }) => watchId)).toEqual([
      watches[0]?.id,
      watches[2]?.id,
    ]);
  });

  it('survives a catalogue that fails, and goes on at the next tick', async () => {
    await addWatches(catalogue, pages(1), START);
    let failures = 0;
    const fail = async () => {
      failures += 1;
      throw new Error('disk I/O error');
    };
    let isBroken = true;
    const listDue: Catalogue['listDue'] = (now, limit) =>
      isBroken ? fail() : catalogue.listDue(now, limit);
    const { tickNow, lastTickAt } = start(
      { listDue, requeueExpired: fail, listWatches: fail },
      fail,
    );
    await tickNow();
    expect(failures).toBe(4);
    expect(told.errors()).toHaveLength(4);
    expect(lastTickAt()).toBe(START);
    isBroken = false;
    await tickNow();
    expect(await leaseAll()).toHaveLength(1);
  });

  it('gives back the jobs of workers that died', async () => {
    await addWatches(catalogue, pages(1), START);
    const { tickNow } = start();
    await tickNow();
    const [first] = await leaseAll();
    for (const seconds of [30, 61]) {
      clock.set(msOf(START) + seconds * 1000);
      await tickNow();
    }
    const [again] = await leaseAll();
    expect([again?.id, again?.attempt]).toEqual([first?.id, 2]);
    expect(await catalogue.listLostAttempts()).toMatchObject([{ captureId: first?.captureId }]);
  });

  it('wakes watches whose due time was written while the clock stood in the future', async () => {
    const [watch] = await addWatches(catalogue, pages(1), START);
    const { tickNow } = start();
    clock.set(msOf('2031-01-01T00:00:00Z'));
    await tickNow();
    expect((await catalogue.findWatch(watch?.id ?? ''))?.nextDueAt).toBe(
      '2031-01-01T01:00:00.000Z',
    );
    for (const job of await leaseAll()) await recordDone(catalogue, job, clock.nowMs());
    clock.set(msOf(START) + 60_000);
    await tickNow();
    expect((await catalogue.findWatch(watch?.id ?? ''))?.nextDueAt).toBe(
      '2026-03-01T11:00:00.000Z',
    );
    clock.set(msOf(START) + HOUR_MS);
    await tickNow();
    expect(await leaseAll()).toHaveLength(1);
  });

  it('does so at its start too, when the clock was set while it was off', async () => {
    const [watch] = await addWatches(catalogue, pages(1), '2031-01-01T00:00:00.000Z');
    await start().tickNow();
    expect((await catalogue.findWatch(watch?.id ?? ''))?.nextDueAt).toBe(
      '2026-03-01T11:00:00.000Z',
    );
  });

  it('ticks by itself, and no more once it is stopped', async () => {
    let ticks = 0;
    const waiting: (() => void)[] = [];
    const beforeTick = async () => {
      ticks += 1;
      for (const resolve of waiting.splice(0)) resolve();
    };
    const own = startTicker({
      ...depsOver(),
      settings: { jitter: 0, leaseMs: 60_000, ticks: '* * * * * *' },
      beforeTick,
    });
    await new Promise<void>((resolve) => waiting.push(resolve));
    await new Promise<void>((resolve) => waiting.push(resolve));
    expect(ticks).toBeGreaterThanOrEqual(2);
    expect(getTasks().size).toBe(1);
    await own.stop();
    expect(getTasks().size).toBe(0);
  });

  it('plans for somebody who waits, without jitter, and names the jobs', async () => {
    await addWatches(catalogue, pages(3), START);
    await addWatches(catalogue, [draftOf('https://broken.test/', { every: 'x' })], START);
    const ids = await planDueWatches({ ...depsOver(), settings: { jitter: 1, leaseMs: 60_000 } });
    expect(ids).toHaveLength(3);
    expect((await leaseAll()).map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect(
      await planDueWatches({ ...depsOver(), settings: { jitter: 1, leaseMs: 60_000 } }),
    ).toEqual([]);
  });
});
