// Whose fault is it that nobody answers? The site's, where others answer; else our own line's.
import { beforeAll, describe, expect, it } from 'vitest';
import { judge } from '../../src/judge/judge.js';
import { elsewhereOf, type HealthDeps, probeOwnHealth } from '../../src/judge/own-health.js';
import { loadRules, type RuleSet } from '../../src/judge/rules.js';
import { instantOf, msOf } from '../../src/model/instant.js';
import type { ObservationClass } from '../../src/model/observation.js';
import { UNSEEN } from '../../src/model/state.js';
import type { Watch } from '../../src/model/watch.js';
import { createManualClock } from '../fakes/manual-clock.js';
import { snapshotOf } from './build.js';

let rules: RuleSet;
beforeAll(async () => {
  rules = await loadRules('config/rules');
});

const NOW = '2026-11-21T16:00:00.000Z';
const OURS = 'https://www.donghai.test/news/2006/0714.html';

/** A watch of `url` that showed these classes, the last one so many minutes ago. */
function watched(url: string, classes: readonly ObservationClass[], minutesAgo = 60): Watch {
  const recent = classes.map((name, i) => ({
    capture: `c_${i}` as const,
    at: instantOf(msOf(NOW) - (minutesAgo + (classes.length - 1 - i) * 1440) * 60_000),
    vantage: 'default',
    class: name,
  }));
  const state = classes.at(-1) === 'ok' ? ('live' as const) : ('unreachable' as const);
  const page = { ...UNSEEN, recent, state, lastGood: 'c_0' as const };
  return { id: `w_${url}`, url, page } as unknown as Watch;
}

async function classOf(
  others: readonly Watch[],
  up: readonly string[],
  facts: {
    failure?: 'refused' | 'nxdomain';
    canaries?: readonly string[];
    fixed?: boolean;
    address?: string;
  } = {},
) {
  const { failure = 'refused', canaries = [], fixed = false, address } = facts;
  const step = failure === 'nxdomain' ? ('dns' as const) : ('tcp' as const);
  const outcome = { kind: 'failed', step, failure, detail: '', netError: null } as const;
  const snapshot = snapshotOf(null, { url: OURS, outcome, at: NOW });
  const own = watched(OURS, ['ok']);
  const asked: string[] = [];
  const deps: HealthDeps = {
    catalogue: { listWatches: () => Promise.resolve([own, ...others]) },
    reaches: (_, url, { byName }) => {
      asked.push(url);
      return Promise.resolve(byName && fixed ? null : up.includes(url));
    },
    ownLine: () => Promise.resolve([]),
    clock: createManualClock(msOf(NOW)),
    canaries,
  };
  const dns =
    address === undefined
      ? []
      : [{ host: 'h', at: NOW, source: 'config' as const, addresses: [address], error: null }];
  const visited = { ...snapshot.manifest, dns };
  const control = await probeOwnHealth(deps, own, 'default', visited);
  const elsewhere = elsewhereOf({ ...visited, ...(control === null ? {} : { control }) });
  const seen = judge(snapshot, {
    claims: [],
    lastGood: null,
    hostRecent: [],
    elsewhere,
    rules,
    vantage: 'default',
  });
  return { class: seen.class, summary: seen.summary, asked, control };
}

const PEKING = 'https://www.yiyuan.example/a';
const CAIRO = 'https://mustashfa.example/b';
const FIVE = ['a', 'b', 'c', 'd', 'e'].map((name) => `https://${name}-yiyuan.example/`);

describe('a page that nobody answers for', () => {
  it('is down where there is no other site to tell by', async () => {
    expect(await classOf([], [])).toMatchObject({ class: 'refused' });
  });

  it('is down while an unrelated site takes a connection', async () => {
    const others = [watched(PEKING, ['ok']), watched(CAIRO, ['ok'])];
    expect(await classOf(others, [PEKING, CAIRO])).toMatchObject({ class: 'refused' });
  });

  it('says nothing of the site when the unrelated ones are silent too', async () => {
    const others = [watched(PEKING, ['ok']), watched(CAIRO, ['ok'])];
    const seen = await classOf(others, []);
    expect(seen.class).toBe('monitor-offline');
    expect(seen.summary).toContain('2 of 2 unrelated sites did not answer either');
  });

  it('needs no line when it stands on this very machine', async () => {
    const others = [watched(PEKING, ['ok']), watched(CAIRO, ['ok'])];
    const seen = await classOf(others, [], { address: '127.0.0.1' });
    expect(seen).toMatchObject({ class: 'refused', asked: [] });
  });

  it('says nothing when a fifth of many fell with it', async () => {
    const ten = [...FIVE, ...FIVE.map((url) => url.replace('yiyuan', 'clinic'))];
    const others = ten.map((url) => watched(url, ['ok']));
    expect((await classOf(others, ten.slice(2))).class).toBe('monitor-offline');
    expect((await classOf(others, ten.slice(1))).class).toBe('refused');
  });

  it('is told by what others showed minutes ago, which are not asked again', async () => {
    const others = FIVE.map((url) => watched(url, ['ok', 'timeout'], 3));
    expect(await classOf(others, [])).toMatchObject({ class: 'monitor-offline', asked: [] });
    const well = FIVE.map((url) => watched(url, ['ok', 'ok'], 3));
    expect(await classOf(well, [])).toMatchObject({ class: 'refused', asked: [] });
  });

  it('is not excused by sites that have been down for long, nor by its own neighbours', async () => {
    const dead = FIVE.map((url) => watched(url, ['timeout', 'timeout'], 3));
    const mine = ['a', 'b', 'c'].map((name) =>
      watched(`https://${name}.donghai.test/`, ['ok', 'refused'], 3),
    );
    expect(await classOf([...dead, ...mine], [])).toMatchObject({ class: 'refused', asked: [] });
  });

  it('is down by name where names of others are fixed by the config and tell nothing', async () => {
    const others = [watched(PEKING, ['ok']), watched(CAIRO, ['ok'])];
    const facts = { failure: 'nxdomain', fixed: true } as const;
    expect((await classOf(others, [], facts)).class).toBe('nxdomain');
  });

  it('is not there by name though others, found by theirs, did not answer', async () => {
    const silent = FIVE.map((url) => watched(url, ['ok', 'timeout'], 3));
    expect((await classOf(silent, [], { failure: 'nxdomain' })).class).toBe('nxdomain');
    const nameless = FIVE.map((url) => watched(url, ['ok', 'dns-fail'], 3));
    expect((await classOf(nameless, [], { failure: 'nxdomain' })).class).toBe('monitor-offline');
  });

  it('is judged by a canary before all others', async () => {
    const canaries = ['http://192.168.1.1/'];
    const others = [watched(PEKING, ['ok']), watched(CAIRO, ['ok'])];
    expect((await classOf(others, canaries, { canaries })).class).toBe('refused');
    expect((await classOf([], [], { canaries })).class).toBe('monitor-offline');
  });

  it('keeps what was asked and what came: canaries by name, watched sites by none', async () => {
    const canaries = ['http://192.168.1.1/'];
    const others = [watched(PEKING, ['ok']), watched(CAIRO, ['ok', 'ok'], 3)];
    const { control } = await classOf(others, canaries, { canaries });
    expect(control).toEqual({
      startedAt: NOW,
      finishedAt: NOW,
      answers: [
        { what: 'canary', name: 'http://192.168.1.1/', at: NOW, isWell: true },
        { what: 'other-site', name: null, at: NOW, isWell: false },
        { what: 'latest-look', name: null, at: '2026-11-21T15:57:00.000Z', isWell: true },
      ],
    });
    expect(JSON.stringify(control)).not.toMatch(/yiyuan|mustashfa/);
  });
});
