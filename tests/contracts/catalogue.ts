// What every catalogue owes: to be called once for each implementation.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/formats/canonical-json.js';
import { leafHash, verifyInclusion } from '../../src/formats/merkle.js';
import type { Severity } from '../../src/model/change.js';
import { digestOf } from '../../src/model/digest.js';
import type { Flag } from '../../src/model/flag.js';
import type { CaptureId } from '../../src/model/id.js';
import { instantOf, msOf } from '../../src/model/instant.js';
import type { LeasedJob } from '../../src/model/job.js';
import type { Watch, WatchDraft } from '../../src/model/watch.js';
import type { Catalogue } from '../../src/ports/catalogue.js';
import { addition, at, digest, draft, entry, job, openFlag, recordOf } from './records.js';

export interface CatalogueUnderTest {
  readonly catalogue: Catalogue;
  dispose(): Promise<void>;
}

const code = (name: string) => expect.objectContaining({ code: name });

export function catalogueContract(name: string, make: () => Promise<CatalogueUnderTest>): void {
  let made: CatalogueUnderTest;
  let catalogue: Catalogue;

  beforeEach(async () => {
    made = await make();
    catalogue = made.catalogue;
  });
  afterEach(async () => {
    await made.dispose();
  });

  const add = async (value: WatchDraft = draft(), due = at(0)): Promise<Watch> => {
    const [added] = await catalogue.addWatches([addition(value, due)], at(0));
    if (!added) throw new Error('nothing was added');
    return added.watch;
  };
  const found = async (watch: Watch): Promise<Watch> => {
    const now = await catalogue.findWatch(watch.id);
    if (!now) throw new Error('the watch is gone');
    return now;
  };
  const lease = async (change: Partial<Parameters<Catalogue['lease']>[0]> = {}) =>
    await catalogue.lease({ owner: 'a', now: at(0), leaseMs: 60_000, perHostGapMs: 0, ...change });
  const start = async (watch: Watch, vantage = 'default'): Promise<LeasedJob> => {
    const ids = await catalogue.enqueue([job(watch, { vantage, reason: 'manual' })], at(0));
    const leased = await lease({ among: ids });
    if (!leased) throw new Error('nothing was leased');
    return leased;
  };
  const capture = async (watch: Watch) =>
    await catalogue.recordCapture(recordOf(await found(watch), await start(watch)));

  describe(`${name}: watches`, () => {
    test('are given back as registered, with the claims numbered', async () => {
      const value = draft('/عربي/الأسعار', { labels: ['أسعار'], language: 'ar', select: ['main'] });
      const watch = await add(value);
      const { claims: _, ...rest } = value;
      expect(watch).toMatchObject({
        ...rest,
        host: 'donghai.test',
        paused: false,
        nextDueAt: at(0),
      });
      expect(watch.id).toMatch(/^w_[0-9A-Z]{26}$/);
      expect(watch.claims).toEqual([
        { id: 'k1', text: '等待时间两周', state: 'unknown', since: null },
        { id: 'k2', text: 'مدة الانتظار أسبوعان', state: 'unknown', since: null },
      ]);
      expect(await catalogue.findWatch(watch.id)).toEqual(watch);
      expect(await catalogue.findWatchByUrl('东海医院', value.urlKey)).toEqual(watch);
      expect(await catalogue.findWatchByUrl(null, value.urlKey)).toEqual(watch);
      expect(await catalogue.findWatchByUrl('other', value.urlKey)).toBeNull();
      expect(await catalogue.findWatch('w_none')).toBeNull();
    });

    test('are one for each case and address, also within one call', async () => {
      const other = draft(undefined, { caseName: 'second' });
      const added = await catalogue.addWatches(
        [addition(draft()), addition(draft()), addition(other)],
        at(0),
      );
      expect(added.map(({ existing }) => existing)).toEqual([false, true, false]);
      expect(added[0]?.watch).toEqual(added[1]?.watch);
      const again = await catalogue.addWatches([addition(draft(undefined, { note: 'x' }))], at(5));
      expect(again).toEqual([{ watch: added[0]?.watch, existing: true }]);
      expect((await catalogue.treeHead()).size).toBe(2);
    });

    test('are added all or not at all', async () => {
      const bad = { ...draft('/b'), urlKey: 'not an address' };
      await expect(
        catalogue.addWatches([addition(draft('/a')), addition(bad)], at(0)),
      ).rejects.toThrow(code('INPUT_INVALID'));
      expect(await catalogue.listWatches({})).toEqual([]);
      expect((await catalogue.treeHead()).size).toBe(0);
    });

    test('are listed in order of registration by case, label and state', async () => {
      await catalogue.addWatches(
        [
          addition(draft('/a', { labels: ['x', '价格'] })),
          addition(draft('/b', { caseName: 'two', labels: ['价格'] })),
          addition(draft('/c', { labels: [] })),
        ],
        at(0),
      );
      const paths = async (filter: Parameters<Catalogue['listWatches']>[0]) =>
        (await catalogue.listWatches(filter)).map(({ url }) => new URL(url).pathname);
      expect(await paths({})).toEqual(['/a', '/b', '/c']);
      expect(await paths({ caseName: '东海医院' })).toEqual(['/a', '/c']);
      expect(await paths({ label: '价格' })).toEqual(['/a', '/b']);
      expect(await paths({ state: 'live' })).toEqual([]);
      expect(await paths({ state: 'unknown', caseName: 'two', label: '价格' })).toEqual(['/b']);
      expect(await paths({ host: 'donghai.test', limit: 2 })).toEqual(['/a', '/b']);
      expect(await paths({ host: 'other.test' })).toEqual([]);
      const [first, second] = await catalogue.listWatches({});
      if (!first || !second) throw new Error('three were added');
      expect(await paths({ after: first.id, limit: 1 })).toEqual(['/b']);
      expect(await paths({ after: second.id, caseName: '东海医院' })).toEqual(['/c']);
    });

    test('are found by their words in whatever script or case, by label and by lateness', async () => {
      await catalogue.addWatches(
        [
          addition(
            draft('/%E6%9C%8D%E5%8A%A1', { note: 'Ｋｉｄｎｅｙ', claims: ['等候時間'] }),
            at(9),
          ),
          addition(draft('/b', { claims: ['مدة الانتظار'], labels: ['急'] }), at(20)),
          addition(draft('/c', { claims: [], labels: [], caseName: '肝脏' }), null),
        ],
        at(0),
      );
      const [first, second] = await catalogue.listWatches({});
      if (!first || !second) throw new Error('three were added');
      const found = async (filter: Parameters<Catalogue['listWatches']>[0]) =>
        (await catalogue.listWatches(filter)).map(({ url }) => url.slice(-1));
      expect(await found({ text: '等候时间' })).toEqual(['1']);
      expect(await found({ text: '/服务' })).toEqual(['1']);
      expect(await found({ text: 'kidney' })).toEqual(['1']);
      expect(await found({ text: 'مُدّة الانتظار' })).toEqual(['b']);
      expect(await found({ text: '肝臟' })).toEqual(['c']);
      expect(await found({ text: '急' })).toEqual(['b']);
      // A word of ours about a claim is no word of the watch.
      expect(await found({ text: 'unknown' })).toEqual([]);
      expect(await found({ dueBefore: at(10) })).toEqual(['1']);
      expect(await found({ dueBefore: at(30), after: first.id })).toEqual(['b']);
      expect(await found({ paused: true })).toEqual([]);

      await catalogue.updateWatch(second.id, { labels: ['缓'], paused: true, claims: [] }, null);
      expect(await found({ label: '急' })).toEqual([]);
      expect(await found({ label: '缓', paused: true })).toEqual(['b']);
      expect(await found({ text: 'الانتظار' })).toEqual([]);
      await catalogue.removeWatch(second.id, at(40), entry({ type: 'watch-removed' }));
      expect(await found({ label: '缓' })).toEqual([]);
      expect(await found({ label: '缓', removed: true })).toEqual(['b']);
    });

    test('keep a claim’s number and state while its text stays, and never use a number twice', async () => {
      const watch = await add();
      await capture(watch);
      const patch = { claims: ['65万元', '等待时间两周'], note: 'edited' };
      const edited = await catalogue.updateWatch(watch.id, patch, at(9));
      expect(edited).toMatchObject({ note: 'edited', nextDueAt: at(9) });
      expect(edited.claims).toEqual([
        { id: 'k3', text: '65万元', state: 'unknown', since: null },
        { id: 'k1', text: '等待时间两周', state: 'present', since: at(10) },
      ]);
      const back = await catalogue.updateWatch(
        watch.id,
        { claims: ['مدة الانتظار أسبوعان'] },
        at(9),
      );
      expect(back.claims.map(({ id }) => id)).toEqual(['k4']);
      expect(await catalogue.findWatch(watch.id)).toEqual(back);
    });

    test('that are unknown cannot be changed or removed', async () => {
      await expect(catalogue.updateWatch('w_none', {}, null)).rejects.toThrow(
        code('WATCH_NOT_FOUND'),
      );
      await expect(catalogue.removeWatch('w_none', at(0), entry())).rejects.toThrow(
        code('WATCH_NOT_FOUND'),
      );
    });

    test('cannot be moved into a case that has the address already', async () => {
      const watch = await add();
      await add(draft(undefined, { caseName: 'two' }));
      await expect(catalogue.updateWatch(watch.id, { caseName: 'two' }, at(0))).rejects.toThrow(
        code('INPUT_INVALID'),
      );
    });

    test('that are removed keep their history, lose their jobs, and can be registered anew', async () => {
      const watch = await add();
      const seen = await capture(watch);
      const [id = 0] = await catalogue.enqueue([job(watch)], at(0));
      const gone = await catalogue.removeWatch(watch.id, at(30), entry({ type: 'watch-removed' }));
      expect(gone).toMatchObject({ removedAt: at(30), nextDueAt: null });
      expect(await catalogue.listWatches({})).toEqual([]);
      expect(await catalogue.listWatches({ removed: true })).toEqual([gone]);
      expect(await catalogue.listCaptures({ watchId: watch.id })).toEqual([seen]);
      expect(await lease({ now: at(99) })).toBeNull();
      expect(await catalogue.jobResults([id])).toEqual([{ id, state: 'done', capture: null }]);
      await expect(catalogue.enqueue([job(watch)], at(0))).rejects.toThrow(code('WATCH_NOT_FOUND'));
      const again = await catalogue.removeWatch(watch.id, at(40), entry({ type: 'watch-removed' }));
      expect(again).toEqual(gone);
      expect((await catalogue.listLog(0, 9)).map(({ type }) => type)).toEqual([
        'watch-added',
        'capture',
        'watch-removed',
      ]);
      expect((await add()).id).not.toBe(watch.id);
    });
  });

  describe(`${name}: what is due`, () => {
    test('comes most overdue first, without paused and removed watches', async () => {
      const [a, b, c, d] = await Promise.all([
        add(draft('/a'), at(3)),
        add(draft('/b'), at(1)),
        add(draft('/c'), at(2)),
        add(draft('/d'), at(8)),
      ]);
      if (!a || !b || !c || !d) throw new Error('four were added');
      await catalogue.updateWatch(c.id, { paused: true }, at(2));
      const due = async (limit: number) =>
        (await catalogue.listDue(at(5), limit)).map(({ id }) => id);
      expect(await due(9)).toEqual([b.id, a.id]);
      expect(await due(1)).toEqual([b.id]);
      await catalogue.removeWatch(b.id, at(5), entry());
      expect(await due(9)).toEqual([a.id]);
    });

    test('is planned once, with its gap, however many processes plan it', async () => {
      const watch = await add();
      const gap = { watchId: watch.id, from: at(-99), to: at(0), missed: 3, reason: 'off' };
      const plan = {
        watchId: watch.id,
        dueAt: at(0),
        jobs: [job(watch), job(watch, { vantage: 'tor' })],
        gap: { ...gap, entry: entry({ type: 'gap' }) },
        nextDueAt: at(100),
      };
      const counts = await Promise.all([
        catalogue.enqueueDue([plan]),
        catalogue.enqueueDue([plan]),
      ]);
      expect(counts.sort()).toEqual([0, 1]);
      expect(await catalogue.listGaps(watch.id)).toEqual([gap]);
      const { watchId: _, ...span } = gap;
      expect(await catalogue.listGapSpans(9)).toEqual([{ ...span, watches: 1 }]);
      expect((await catalogue.listLog(0, 9)).map(({ type }) => type)).toEqual([
        'watch-added',
        'gap',
      ]);
      expect(await catalogue.queueDepth()).toEqual({ queued: 2, running: 0, nextAt: at(0) });
      expect((await found(watch)).nextDueAt).toBe(at(100));
      expect(await catalogue.listDue(at(99), 9)).toEqual([]);
    });
  });

  describe(`${name}: the queue`, () => {
    test('holds one job for each watch and vantage, started at the earliest time asked for', async () => {
      const watch = await add();
      const later = job(watch, { reason: 'recheck', notBefore: at(600) });
      const [first] = await catalogue.enqueue([later], at(0));
      expect(await lease({ now: at(500) })).toBeNull();
      const manual = job(watch, { reason: 'manual', notBefore: at(1) });
      const ids = await catalogue.enqueue([manual, job(watch, { vantage: 'tor' })], at(1));
      expect(ids[0]).toBe(first);
      expect(ids[1]).not.toBe(first);
      expect(await lease({ now: at(1), among: [first ?? 0] })).toMatchObject({ reason: 'manual' });
      expect(await catalogue.enqueue([job(watch)], at(2))).toEqual([first]);
    });

    test('refuses jobs for a watch that is not there, and then queues none', async () => {
      const watch = await add();
      const stray = { ...job(watch), watchId: 'w_none' as const };
      await expect(catalogue.enqueue([job(watch), stray], at(0))).rejects.toThrow(
        code('WATCH_NOT_FOUND'),
      );
      expect(await catalogue.queueDepth()).toEqual({ queued: 0, running: 0, nextAt: null });
    });

    test('leases a job once, and says who has it and under which capture id', async () => {
      const watch = await add();
      const [id = 0] = await catalogue.enqueue([job(watch)], at(0));
      const leased = await lease({ owner: 'w1', now: at(2), leaseMs: 5000 });
      expect(leased).toMatchObject({
        ...job(watch),
        id,
        owner: 'w1',
        attempt: 1,
        startedAt: at(2),
        leaseUntil: at(7),
      });
      expect(leased?.captureId).toMatch(/^c_[0-9A-Z]{26}$/);
      expect(await lease({ now: at(3) })).toBeNull();
      expect(await catalogue.queueDepth()).toEqual({ queued: 0, running: 1, nextAt: null });
      expect(await catalogue.jobResults([id])).toEqual([{ id, state: 'running', capture: null }]);
    });

    test('keeps the gap between visits of one host, but not for what a person asks', async () => {
      const [a, b] = [await add(draft('/a')), await add(draft('/b'))];
      const elsewhere = draft('/c', { urlKey: 'https://other.test/c' });
      const c = await add(elsewhere);
      await catalogue.enqueue([job(a), job(b), job(c)], at(0));
      const gap = { perHostGapMs: 5000, leaseMs: 3000 };
      expect((await lease({ ...gap, now: at(0) }))?.watchId).toBe(a.id);
      expect((await lease({ ...gap, now: at(1) }))?.watchId).toBe(c.id);
      expect(await lease({ ...gap, now: at(4.9) })).toBeNull();
      expect((await lease({ ...gap, now: at(5) }))?.watchId).toBe(b.id);
      const manual = job(a, { vantage: 'tor', reason: 'manual' });
      await catalogue.enqueue([manual], at(5));
      expect((await lease({ ...gap, now: at(5) }))?.watchId).toBe(a.id);
    });

    test('visits a host one page at a time, however long one takes, and others meanwhile', async () => {
      const [a, b] = [await add(draft('/a')), await add(draft('/b'))];
      const c = await add(draft('/c', { urlKey: 'https://other.test/c' }));
      await catalogue.enqueue([job(a), job(b), job(c)], at(0));
      const gap = { perHostGapMs: 5000, leaseMs: 60_000 };
      const first = await lease({ ...gap, now: at(0) });
      expect((await lease({ ...gap, now: at(50) }))?.watchId).toBe(c.id);
      expect(await lease({ ...gap, now: at(50) })).toBeNull();
      if (first) await catalogue.recordCapture(recordOf(await found(a), first));
      expect((await lease({ ...gap, now: at(50) }))?.watchId).toBe(b.id);
    });

    test('gives a job back that the machine failed, however often, with every attempt on record', async () => {
      await catalogue.enqueue([job(await add())], at(0));
      for (let attempt = 1; attempt <= 5; attempt += 1) {
        const leased = await lease({ now: at(attempt * 10) });
        expect(leased?.attempt).toBe(attempt);
        const [id, owner] = [leased?.id ?? 0, leased?.owner ?? ''];
        expect(await catalogue.postpone(id, 'another', at(attempt * 10), at(0))).toBe(false);
        const again = at(attempt * 10 + 9);
        expect(await catalogue.postpone(id, owner, at(attempt * 10), again)).toBe(true);
        expect(await lease({ now: at(attempt * 10 + 8) })).toBeNull();
      }
      expect(await catalogue.listLostAttempts()).toHaveLength(5);
    });

    test('begins leases anew when the clock was set', async () => {
      const [a, b] = [await add(draft('/a')), await add(draft('/b'))];
      await catalogue.enqueue([job(a), job(b)], at(0));
      await lease({ now: at(0) });
      await lease({ now: at(86_400) });
      expect(await catalogue.restartLeases(at(120), 'later')).toBe(1);
      expect(await catalogue.requeueExpired(at(61))).toBe(1);
      expect(await catalogue.restartLeases(at(600), 'all')).toBe(1);
      expect(await catalogue.requeueExpired(at(599))).toBe(0);
      expect(await catalogue.requeueExpired(at(601))).toBe(1);
    });

    test('is not stopped by a clock that was set back', async () => {
      const [a, b] = [await add(draft('/a')), await add(draft('/b'))];
      await catalogue.enqueue([job(a), job(b)], at(0));
      await lease({ now: instantOf(msOf(at(0)) + 86_400_000), perHostGapMs: 5000 });
      expect(await lease({ now: at(1), perHostGapMs: 5000 })).not.toBeNull();
    });

    test('takes what a person asks for first, then the oldest', async () => {
      const watches = await Promise.all(['/a', '/b', '/c'].map((path) => add(draft(path))));
      const [a, b, c] = watches;
      if (!a || !b || !c) throw new Error('three were added');
      const ids = await catalogue.enqueue(
        [
          job(a, { notBefore: at(2) }),
          job(b, { notBefore: at(1) }),
          job(c, { notBefore: at(3), reason: 'manual' }),
        ],
        at(0),
      );
      const order: (string | undefined)[] = [];
      for (const _ of ids) order.push((await lease({ now: at(9) }))?.watchId);
      expect(order).toEqual([c.id, b.id, a.id]);
    });

    test('lengthens the lease of its owner only, and not once it was lost', async () => {
      const leased = await start(await add());
      expect(await catalogue.heartbeat(leased.id, 'a', at(120))).toBe(true);
      expect(await catalogue.heartbeat(leased.id, 'b', at(120))).toBe(false);
      expect(await catalogue.requeueExpired(at(119))).toBe(0);
      expect(await catalogue.requeueExpired(at(121))).toBe(1);
      expect(await catalogue.heartbeat(leased.id, 'a', at(999))).toBe(false);
    });

    test('takes a job back as if it had not been tried', async () => {
      const watch = await add();
      const leased = await start(watch);
      await catalogue.release(leased.id, 'someone else');
      expect(await lease()).toBeNull();
      await catalogue.release(leased.id, 'a');
      const again = await lease();
      expect(again).toMatchObject({ id: leased.id, attempt: 1 });
      expect(again?.captureId).not.toBe(leased.captureId);
      expect(await catalogue.listLostAttempts()).toEqual([]);
    });

    test('tries again what a dead worker had, and owes that attempt a capture', async () => {
      const watch = await add();
      const dead = await start(watch);
      await catalogue.requeueExpired(at(61));
      const { captureId, vantage, scheduledAt, startedAt } = dead;
      const owed = { captureId, watchId: watch.id, vantage, attempt: 1, scheduledAt, startedAt };
      expect(await catalogue.listLostAttempts()).toEqual([owed]);
      const retry = await lease({ now: at(62) });
      expect(retry).toMatchObject({ id: dead.id, attempt: 2 });
      const said = recordOf(await found(watch), { captureId, vantage, attempt: 1 });
      await catalogue.recordCapture(said);
      expect(await catalogue.listLostAttempts()).toEqual([]);
      if (!retry) throw new Error('nothing was leased');
      await catalogue.recordCapture(recordOf(await found(watch), retry));
      expect(await catalogue.listCaptures({ watchId: watch.id })).toHaveLength(2);
      expect(await catalogue.jobResults([dead.id])).toEqual([
        { id: dead.id, state: 'done', capture: retry.captureId },
      ]);
    });

    test('gives a job up that has killed three workers, with the last attempt as its result', async () => {
      const watch = await add();
      const [id = 0] = await catalogue.enqueue([job(watch)], at(0));
      let last: CaptureId | undefined;
      for (const round of [1, 2, 3]) {
        last = (await lease({ now: at(round * 100) }))?.captureId;
        expect(await catalogue.requeueExpired(at(round * 100 + 61))).toBe(1);
      }
      expect(await lease({ now: at(999) })).toBeNull();
      expect(await catalogue.jobResults([id])).toEqual([{ id, state: 'running', capture: null }]);
      for (const { captureId, vantage, attempt } of await catalogue.listLostAttempts()) {
        const record = recordOf(await found(watch), { captureId, vantage, attempt });
        await catalogue.recordCapture(record);
      }
      expect(await catalogue.jobResults([id])).toEqual([{ id, state: 'done', capture: last }]);
    });

    test('drops what waits when a watch is paused, but not what a person asked for', async () => {
      const watch = await add();
      const [id = 0] = await catalogue.enqueue([job(watch)], at(0));
      const manual = job(watch, { vantage: 'tor', reason: 'manual' });
      await catalogue.enqueue([manual], at(0));
      await catalogue.updateWatch(watch.id, { paused: true }, null);
      expect(await catalogue.jobResults([id])).toEqual([{ id, state: 'done', capture: null }]);
      expect((await lease())?.vantage).toBe('tor');
    });
  });

  describe(`${name}: captures`, () => {
    test('are written with log entry, state, claims, flags and rechecks at once', async () => {
      const watch = await add();
      const leased = await start(watch);
      const record = recordOf(watch, leased, {
        flags: [openFlag(watch, leased.captureId, 'f_1')],
        rechecks: [job(watch, { reason: 'recheck', notBefore: at(600) })],
      });
      const stored = await catalogue.recordCapture(record);
      expect(stored).toEqual({ ...record.capture, logIndex: 1 });
      expect(await catalogue.findCapture(stored.id)).toEqual(stored);
      expect(await catalogue.findCapture('c_none')).toBeNull();
      expect(await found(watch)).toMatchObject({
        page: { state: 'live', level: 'established', lastGood: stored.id, version: 1 },
        lastCaptureAt: at(10),
        claims: [{ state: 'present', since: at(10) }, { state: 'present' }],
      });
      expect(await catalogue.listFlags({})).toMatchObject([{ id: 'f_1', closedAt: null }]);
      expect(await catalogue.queueDepth()).toEqual({ queued: 1, running: 0, nextAt: at(600) });
      expect(await catalogue.listStartable(at(599))).toEqual([]);
      expect(await catalogue.listStartable(at(600))).toHaveLength(1);
      expect(await catalogue.jobResults([leased.id])).toEqual([
        { id: leased.id, state: 'done', capture: stored.id },
      ]);
      expect((await catalogue.listWatches({ state: 'live' })).map(({ id }) => id)).toEqual([
        watch.id,
      ]);
    });

    test('leave no trace when the page’s state was written by another meanwhile', async () => {
      const watch = await add();
      const [mine, other] = [await start(watch), await start(watch, 'tor')];
      await catalogue.recordCapture(recordOf(watch, other));
      const late = recordOf(watch, mine, { flags: [openFlag(watch, mine.captureId, 'f_1')] });
      await expect(catalogue.recordCapture(late)).rejects.toThrow(code('STATE_CONFLICT'));
      expect(await catalogue.listFlags({})).toEqual([]);
      expect((await catalogue.treeHead()).size).toBe(2);
      expect((await catalogue.jobResults([mine.id]))[0]?.state).toBe('running');
      const again = await catalogue.recordCapture({ ...late, expectedVersion: 1 });
      expect(again.logIndex).toBe(2);
    });

    test('leave no trace when anything in them cannot be written', async () => {
      const watch = await add();
      const leased = await start(watch);
      const flags = [{ move: 'close', id: 'f_none', at: at(1) }] as const;
      await expect(catalogue.recordCapture(recordOf(watch, leased, { flags }))).rejects.toThrow(
        code('FLAG_NOT_FOUND'),
      );
      expect(await catalogue.findCapture(leased.captureId)).toBeNull();
      expect((await catalogue.treeHead()).size).toBe(1);
      expect(await catalogue.findWatch(watch.id)).toEqual(watch);
    });

    test('are refused from a worker whose lease was lost', async () => {
      const watch = await add();
      const slow = await start(watch);
      await catalogue.requeueExpired(at(61));
      await expect(catalogue.recordCapture(recordOf(watch, slow))).rejects.toThrow(
        code('STATE_CONFLICT'),
      );
      const next = await lease({ now: at(62) });
      await expect(catalogue.recordCapture(recordOf(watch, slow))).rejects.toThrow(
        code('STATE_CONFLICT'),
      );
      expect(next?.id).toBe(slow.id);
    });

    test('are written once, also when the writer asks again', async () => {
      const watch = await add();
      const record = recordOf(watch, await start(watch));
      const stored = await catalogue.recordCapture(record);
      expect(await catalogue.recordCapture(record)).toEqual(stored);
      expect((await catalogue.treeHead()).size).toBe(2);
    });

    test('are listed newest first, by watch, by case and up to a limit', async () => {
      const [a, b] = [await add(draft('/a')), await add(draft('/b', { caseName: 'two' }))];
      const made = [await capture(a), await capture(b), await capture(a)];
      const ids = async (filter: Parameters<Catalogue['listCaptures']>[0]) =>
        (await catalogue.listCaptures(filter)).map(({ logIndex }) => logIndex);
      expect(made.map(({ logIndex }) => logIndex)).toEqual([2, 3, 4]);
      expect(await ids({})).toEqual([4, 3, 2]);
      expect(await ids({ limit: 2 })).toEqual([4, 3]);
      expect(await ids({ watchId: a.id })).toEqual([4, 2]);
      expect(await ids({ watchId: a.id, limit: 1 })).toEqual([4]);
      expect(await ids({ before: 4 })).toEqual([3, 2]);
      expect(await ids({ before: 4, limit: 1 })).toEqual([3]);
      expect(await ids({ watchId: a.id, before: 4 })).toEqual([2]);
      expect(await ids({ caseName: '东海医院', before: 4 })).toEqual([2]);
      expect(await ids({ before: 2 })).toEqual([]);
      expect(await ids({ before: 99 })).toEqual([4, 3, 2]);
      expect(await ids({ caseName: 'two' })).toEqual([3]);
      expect(await ids({ caseName: 'two', watchId: a.id })).toEqual([]);
      const manifests: unknown[] = [];
      for await (const named of catalogue.listManifests()) manifests.push(named);
      expect(manifests).toEqual(
        made.map(({ id, manifest, logIndex }) => ({ capture: id, manifest, logIndex })),
      );
    });

    test('of a host are found by the time they ended', async () => {
      const watch = await add();
      const other = await add(draft('/x', { urlKey: 'https://other.test/x' }));
      const seen = await capture(watch);
      await capture(other);
      expect(await catalogue.listRecentOfHost('donghai.test', at(14))).toEqual([seen]);
      expect(await catalogue.listRecentOfHost('donghai.test', at(14.001))).toEqual([]);
    });

    test('of a watch that was removed while it was visited are kept, without further looks', async () => {
      const watch = await add();
      const leased = await start(watch);
      await catalogue.removeWatch(watch.id, at(12), entry());
      const record = recordOf(watch, leased, { rechecks: [job(watch)] });
      await catalogue.recordCapture(record);
      expect(await catalogue.queueDepth()).toEqual({ queued: 0, running: 0, nextAt: null });
    });
  });

  describe(`${name}: flags`, () => {
    test('are opened, changed, acknowledged, closed and found', async () => {
      const watch = await add();
      const first = await start(watch);
      const open = openFlag(watch, first.captureId, 'f_1');
      await catalogue.recordCapture(recordOf(watch, first, { flags: [open] }));
      const [flag] = await catalogue.listFlags({ open: true, watchId: watch.id });
      expect(flag).toMatchObject({
        id: 'f_1',
        level: 'provisional',
        acknowledged: false,
        note: '',
      });
      const change = {
        kind: 'claim-absent',
        severity: 'critical',
        summary: 'The claim is gone.',
        before: '等待时间两周',
        after: null,
        where: 'main > p',
      } as const;
      const second = await start(watch);
      const update = {
        move: 'update',
        id: 'f_1',
        level: 'confirmed',
        severity: 'critical',
        class: 'not-found-404',
        summary: 'Answered 404 twice.',
        changes: [change],
      } as const;
      const flags = [update, openFlag(watch, second.captureId, 'f_2')];
      await catalogue.recordCapture(recordOf(await found(watch), second, { flags }));
      const { move: _, ...updated } = update;
      expect(await catalogue.findFlag('f_1')).toMatchObject({ ...updated, openedAt: at(20) });
      const acked = await catalogue.acknowledgeFlag('f_1', '已读', at(50));
      expect(acked).toMatchObject({ acknowledged: true, note: '已读' });
      const third = await start(watch);
      const close = [{ move: 'close', id: 'f_1', at: at(60) }] as const;
      await catalogue.recordCapture(recordOf(await found(watch), third, { flags: close }));
      const ids = async (filter: Parameters<Catalogue['listFlags']>[0]) =>
        (await catalogue.listFlags(filter)).map(({ id }) => id);
      expect(await ids({})).toEqual(['f_2', 'f_1']);
      expect(await ids({ limit: 1 })).toEqual(['f_2']);
      expect(await ids({ open: true })).toEqual(['f_2']);
      expect(await ids({ open: false })).toEqual(['f_1']);
      expect(await ids({ caseName: '东海医院', kind: 'takedown', since: at(20) })).toHaveLength(2);
      expect(await ids({ since: at(21) })).toEqual([]);
      expect(await ids({ kind: 'change' })).toEqual([]);
      expect(await ids({ caseName: 'other' })).toEqual([]);
    });

    test('come page by page, open ones first, then the most serious, then the newest', async () => {
      const watch = await add();
      const taken = await start(watch);
      const told: readonly Severity[] = [
        ...(['low', 'high', 'critical', 'high', 'info', 'medium', 'critical'] as const),
      ];
      const opened = told.map((severity, i) => {
        const move = openFlag(watch, taken.captureId, `f_${i}`);
        return move.move === 'open' ? { ...move, flag: { ...move.flag, severity } } : move;
      });
      const closed = [2, 3].map((i) => ({ move: 'close', id: `f_${i}`, at: at(9) }) as const);
      const flags = [...opened, ...closed];
      await catalogue.recordCapture(recordOf(watch, taken, { flags }));
      const serious = ['f_6', 'f_1', 'f_5', 'f_0', 'f_4', 'f_2', 'f_3'];
      const seen: string[] = [];
      for (let after: Flag | undefined; ; ) {
        const page = await catalogue.listFlags({
          order: 'serious',
          limit: 2,
          ...(after === undefined ? {} : { after }),
        });
        seen.push(...page.map(({ id }) => id));
        after = page.at(-1);
        // What happens to a flag already told moves nothing.
        if (seen.length === 2) await catalogue.acknowledgeFlag('f_6', '', at(10));
        if (page.length < 2) break;
      }
      expect(seen).toEqual(serious);
      const open = await catalogue.listFlags({ order: 'serious', open: true, acknowledged: false });
      expect(open.map(({ id }) => id)).toEqual(serious.slice(1, 5));
      expect(await catalogue.countUnseenFlags()).toBe(4);
    });

    test('that are unknown cannot be acknowledged', async () => {
      expect(await catalogue.findFlag('f_none')).toBeNull();
      await expect(catalogue.acknowledgeFlag('f_none', '', at(0))).rejects.toThrow(
        code('FLAG_NOT_FOUND'),
      );
    });
  });

  describe(`${name}: the log`, () => {
    test('numbers its entries and chains those of one watch', async () => {
      const [a, b] = [await add(draft('/a')), await add(draft('/b'))];
      await capture(a);
      await capture(b);
      const log = await catalogue.listLog(0, 99);
      expect(log.map(({ seq }) => seq)).toEqual([0, 1, 2, 3]);
      const digests = log.map((one) => digestOf(canonicalJson(one)));
      expect(log.map(({ previous }) => previous)).toEqual([null, null, digests[0], digests[1]]);
      expect(await catalogue.listLog(1, 2)).toEqual(log.slice(1, 3));
      expect(await catalogue.listLog(4, 2)).toEqual([]);
    });

    test('proves every entry in the tree of every size', async () => {
      await catalogue.addWatches(
        Array.from({ length: 20 }, (_, i) => addition(draft(`/第${i}页`))),
        at(0),
      );
      const log = await catalogue.listLog(0, 99);
      const { size, root } = await catalogue.treeHead();
      expect(size).toBe(20);
      for (const [index, one] of log.entries()) {
        const proof = await catalogue.proveEntry(index, size);
        expect(Buffer.from(proof.entry).toString()).toBe(canonicalJson(one));
        const leaf = leafHash(proof.entry);
        const tree = { leaf, index, size, path: proof.path, root: Buffer.from(root, 'base64') };
        expect(verifyInclusion(tree)).toBe(true);
      }
      const early = await catalogue.proveEntry(2, 3);
      expect(early).toMatchObject({ index: 2, size: 3 });
      expect(early.path).toHaveLength(1);
      await expect(catalogue.proveEntry(3, 3)).rejects.toThrow(RangeError);
      await expect(catalogue.proveEntry(0, 21)).rejects.toThrow(RangeError);
    });

    test('has the root of nothing while it is empty', async () => {
      const root = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';
      expect(await catalogue.treeHead()).toEqual({ size: 0, root });
    });

    test('keeps checkpoints, the largest of which is the latest', async () => {
      expect(await catalogue.latestCheckpoint()).toBeNull();
      await add();
      await catalogue.saveCheckpoint(1, 'one', at(1));
      await catalogue.saveCheckpoint(0, 'zero', at(2));
      await catalogue.saveCheckpoint(1, 'one, again', at(3));
      expect(await catalogue.latestCheckpoint()).toEqual({ size: 1, note: 'one' });
    });

    test('is sound, as is all the rest, after all of this', async () => {
      const watch = await add();
      const seen = await capture(watch);
      expect(seen.manifest).toBe(digest(seen.id));
      expect(await catalogue.checkIntegrity()).toEqual([]);
      expect(await catalogue.checkIntegrity('quick')).toEqual([]);
    });
  });
}
