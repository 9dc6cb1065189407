import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWatchdog } from '../../src/archive/watchdog.js';
import { type Instant, instantOf } from '../../src/model/instant.js';
import { blindSince, troublesOf } from '../../src/notify/watchdog.js';
import { addition, draft } from '../contracts/records.js';
import { createManualClock, type ManualClock } from '../fakes/manual-clock.js';
import { openArchive, type TestArchive } from '../store/archive.js';
import { AT, route } from './events.js';

const HOUR_MS = 3_600_000;
const watchdog = {
  stalledMs: 2 * HOUR_MS,
  outageMs: 900_000,
  minFreeBytes: 1000,
  pingUrl: null,
  pingEveryMs: 300_000,
};

describe('a running service', () => {
  let root: string;
  let archive: TestArchive;
  let clock: ManualClock;
  let tickAt: Instant | null;
  let pings: number;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'vestige-watchdog-'));
    archive = await openArchive(root);
    clock = createManualClock(Date.parse(AT));
    tickAt = AT;
    pings = 0;
  });
  afterEach(async () => {
    await archive.close();
    await rm(root, { recursive: true, force: true });
  });

  const start = (minFreeBytes = watchdog.minFreeBytes) =>
    createWatchdog(
      {
        catalogue: archive.catalogue,
        outbox: archive.catalogue.outbox,
        ...{ clock, log: pino({ level: 'silent' }), dir: root },
        ping: async () => {
          pings += 1;
        },
        config: { watchdog: { ...watchdog, minFreeBytes } },
        pipeline: { routes: [route({ cases: ['مستشفى'], minSeverity: 'critical' })] },
      },
      () => tickAt,
    );
  const told = async () => {
    const messages = await archive.catalogue.outbox.list({ limit: 100 });
    return messages
      .map(({ event }) => (event.type === 'monitor' ? `${event.trouble} ${event.step}` : ''))
      .reverse();
  };
  /** An hour of honest ticks, with a look every ten minutes. */
  const pass = async (dog: ReturnType<typeof start>, hours: number, ticks = true) => {
    for (let n = 0; n < hours * 6; n += 1) {
      await clock.tick(HOUR_MS / 6);
      if (ticks) tickAt = instantOf(clock.nowMs());
      await dog.look();
    }
  };

  test('that looks is told of nowhere, and pings', async () => {
    const dog = start();
    await dog.look();
    await pass(dog, 3);
    expect(await told()).toEqual([]);
    expect(pings).toBe(19);
  });

  test('tells once that nothing is looked at although pages are overdue, and that it looks again', async () => {
    const [added] = await archive.catalogue.addWatches([addition(draft(), AT)], AT);
    const dog = start();
    await pass(dog, 5);
    expect(await told()).toEqual(['stalled began']);
    const before = pings;
    await pass(dog, 1);
    expect(pings).toBe(before);
    // Another start of the program knows what was told.
    await pass(start(), 1);
    expect(await told()).toEqual(['stalled began', 'stalled ended']);
    expect(added?.watch.caseName).toBe('东海医院');
  });

  test('tells that its schedule stands still', async () => {
    const dog = start();
    await pass(dog, 1, false);
    await pass(dog, 1);
    expect(await told()).toEqual(['not-ticking began', 'not-ticking ended']);
  });

  test('tells of an outage at the next start, and of a disk nearly full', async () => {
    tickAt = null;
    await start().look();
    await clock.tick(14 * 60_000);
    await start().look();
    await clock.tick(HOUR_MS);
    const dog = start(Number.MAX_SAFE_INTEGER);
    await dog.look();
    expect(await told()).toEqual(['outage ended']);
    await clock.tick(60_000);
    tickAt = instantOf(clock.nowMs());
    await dog.look();
    await start().look();
    expect(await told()).toEqual(['outage ended', 'disk began', 'disk ended']);
  });
});

describe('looks that fail through our own fault', () => {
  const look = (minute: number, name: 'ok' | 'monitor-offline' | 'capture-failed') => ({
    finishedAt: instantOf(Date.parse(AT) + minute * 60_000),
    class: name,
  });

  test('count from the first of an unbroken run, however long it is', () => {
    const two = [look(2, 'monitor-offline'), look(1, 'monitor-offline')];
    expect(blindSince(two, null)).toBe(null);
    const three = [look(3, 'monitor-offline'), ...two];
    const since = look(1, 'ok').finishedAt;
    expect(blindSince([...three, look(0, 'ok')], null)).toMatchObject({ since });
    // The newest looks no longer reach back to where it began.
    const known = blindSince(three, null);
    expect(blindSince([look(9, 'monitor-offline'), ...three.slice(0, 2)], known)).toEqual(known);
    expect(blindSince([look(4, 'ok'), ...three], known)).toBe(null);
  });

  test.each([
    ['monitor-offline', 'line'],
    ['capture-failed', 'failing'],
  ] as const)('%s for long is the trouble %s', (name, trouble) => {
    const vitals = {
      ...{ startedAt: AT, lastTickAt: null, overdue: 0, looks: [], freeBytes: 1e9 },
      blind: { since: AT, class: name },
    };
    const at = (nowMs: number) =>
      troublesOf({ ...vitals, nowMs, lastTickAt: instantOf(nowMs) }, watchdog, new Set());
    expect(at(Date.parse(AT) + 2 * HOUR_MS - 1)).toEqual([]);
    expect(at(Date.parse(AT) + 2 * HOUR_MS)).toEqual([{ id: trouble, since: AT }]);
  });
});
