// A name that one resolver denies, and what others say of it.
import { beforeAll, describe, expect, it } from 'vitest';
import { judge } from '../../src/judge/judge.js';
import { loadRules, type RuleSet } from '../../src/judge/rules.js';
import type { ResolverWord } from '../../src/model/lookup.js';
import type { VisitOutcome } from '../../src/model/snapshot.js';
import { snapshotOf } from './build.js';

let rules: RuleSet;
beforeAll(async () => {
  rules = await loadRules('config/rules');
});

const AT = '2026-11-21T16:00:00.000Z';
const URL_OURS = 'https://www.donghai.test/';

function word(resolver: string, ...addresses: readonly string[]): ResolverWord {
  const isThere = addresses.length > 0;
  return {
    ...{ resolver, addresses, address: '192.0.2.53:53', at: AT, transport: 'udp' },
    ...{ said: isThere ? 'addresses' : 'nxdomain', detail: isThere ? 'NOERROR' : 'NXDOMAIN' },
    ...{ isProxied: false, isSigned: false, isAuthentic: false, nameServers: [] },
  };
}

const silent = (resolver: string): ResolverWord => ({
  ...word(resolver),
  ...{ said: 'nothing', detail: 'no answer in time' },
});

function seenWith(
  resolvers: readonly ResolverWord[],
  failure: 'nxdomain' | 'dns-fail' | 'timeout' = 'nxdomain',
  own: readonly string[] = [],
) {
  const step = failure === 'timeout' ? ('tcp' as const) : ('dns' as const);
  const outcome: VisitOutcome = { kind: 'failed', step, failure, detail: '', netError: null };
  const snapshot = snapshotOf(null, { url: URL_OURS, outcome, at: AT });
  const dns = [
    { host: 'www.donghai.test', at: AT, source: 'system' as const, addresses: own, error: null },
  ];
  const seen = judge(
    { ...snapshot, manifest: { ...snapshot.manifest, dns } },
    { claims: [], lastGood: null, hostRecent: [], resolvers, rules, vantage: 'default' },
  );
  const signals = new Map(seen.signals.map(({ id, value }) => [id, value]));
  return { class: seen.class, rule: seen.rule, summary: seen.summary, signals };
}

describe('a name that does not exist', () => {
  it('for all who were asked, is gone by the word of all', () => {
    const seen = seenWith([word('quad9'), word('google')]);
    expect(seen.class).toBe('nxdomain');
    expect(seen.signals.get('dns.resolvers-agree')).toBe('NXDOMAIN from 2 of 2');
    expect(seen.summary).toContain('as other resolvers say too (NXDOMAIN from 2 of 2)');
  });

  it('is not gone when another resolver finds it', () => {
    const seen = seenWith([word('quad9', '203.0.113.7'), word('google')]);
    expect(seen).toMatchObject({ class: 'dns-fail', rule: 'R-S1-NAME-DISPUTED' });
    expect(seen.signals.get('dns.resolvers-disagree')).toBe('quad9: 203.0.113.7; google: NXDOMAIN');
    expect(seen.summary).toContain('while other resolvers say otherwise (quad9: 203.0.113.7');
  });

  it('is not found by a resolver that answers with an address of nobody', () => {
    for (const address of ['0.0.0.0', '127.0.0.1', '192.168.1.1', '::', 'fd00::1']) {
      expect(seenWith([word('filter', address)]).class, address).toBe('nxdomain');
    }
  });

  it('is judged as before where nobody was asked, or nobody answered', () => {
    expect(seenWith([])).toMatchObject({ class: 'nxdomain', rule: 'R-S1-NXDOMAIN' });
    expect(seenWith([]).summary).not.toContain('resolver');
    const seen = seenWith([silent('quad9')]);
    expect(seen.class).toBe('nxdomain');
    expect(seen.signals.get('dns.resolvers-silent')).toBe('quad9: no answer in time');
  });
});

it('a site that does not answer where we were sent, and where nobody else is sent, is told so', () => {
  const apart = seenWith([word('quad9', '203.0.113.7')], 'timeout', ['31.13.94.37']);
  expect(apart.class).toBe('timeout');
  expect(apart.signals.get('dns.resolvers-disagree')).toBe('quad9: 203.0.113.7');
  const alike = seenWith([word('quad9', '203.0.113.7')], 'timeout', ['203.0.113.7']);
  expect([...alike.signals.keys()].filter((id) => id.startsWith('dns.'))).toEqual([]);
});
