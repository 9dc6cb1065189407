// Rounds of drand: quicknet's own, and those of a beacon made here, honest and not.
import { afterEach, describe, expect, it } from 'vitest';
import { createDrandBeacon } from '../../src/adapters/drand/beacon.js';
import { openEgress } from '../../src/adapters/gateway/egress.js';
import { createSystemClock } from '../../src/adapters/system/clock.js';
import { roundInstant } from '../../src/formats/beacon-time.js';
import { checkBeacon, QUICKNET, readBeacon } from '../../src/formats/drand.js';
import type { BeaconRound } from '../../src/model/snapshot.js';
import { infoOf, makeBeacon, serveBeacon } from './beacon.js';

// As the League of Entropy serves it.
const QUICKNET_INFO = JSON.stringify({
  public_key:
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  ...{ period: 3, genesis_time: 1692803367, hash: QUICKNET },
  groupHash: 'f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e',
  ...{ schemeID: 'bls-unchained-g1-rfc9380', metadata: { beaconID: 'quicknet' } },
});
const ROUND_1000 = JSON.stringify({
  ...{
    round: 1000,
    randomness: 'fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd',
  },
  signature:
    'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39',
});

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

it('a round of quicknet is the one that was published', () => {
  const round = readBeacon(QUICKNET, QUICKNET_INFO, ROUND_1000);
  expect(roundInstant(round)).toBe('2023-08-23T15:59:24.000Z');
});

describe('a round is refused', () => {
  const beacon = makeBeacon(Date.UTC(2026, 0, 1));
  const good = beacon.sign(1_000);
  const refused: readonly (readonly [string, Partial<BeaconRound>, RegExp])[] = [
    ['with another number', { round: 1_001 }, /round 1001 is not signed/],
    ['with the signature of another', { signature: beacon.sign(999).signature }, /not signed/],
    ['with bytes that are no signature', { signature: 'ff'.repeat(48) }, /not signed/],
    ['of an earlier beginning', { genesisTimeS: 1 }, /not those of the chain/],
    ['with a key of its own', { publicKey: makeBeacon(0).sign(1).publicKey }, /of the chain/],
    ['of a chain that is none', { chain: QUICKNET }, /not those of the chain/],
  ];
  it.each(refused)('%s', (_, change, said) => {
    expect(() => checkBeacon(good)).not.toThrow();
    expect(() => checkBeacon({ ...good, ...change })).toThrow(said);
  });

  it('by another chain than was asked for, and where it is none at all', () => {
    const { round, signature } = good;
    const told = JSON.stringify({ round, signature });
    expect(() => readBeacon(QUICKNET, infoOf(good), told)).toThrow(SyntaxError);
    expect(() => readBeacon(beacon.chain, '<html>', told)).toThrow('it is not JSON');
    expect(() => readBeacon(beacon.chain, infoOf(good), '{"round":-1}')).toThrow(SyntaxError);
  });
});

describe('a relay', () => {
  const clock = createSystemClock();
  const warnings: string[] = [];
  const log = { warn: (_: unknown, text: string) => void warnings.push(text) };
  const egress = (allowPrivateAddresses: boolean) =>
    openEgress(
      { allowPrivateAddresses, resolve: {}, vantages: { default: { proxy: null } } },
      clock,
    );
  const open = (url: string, chain: string, isAllowed = true) =>
    createDrandBeacon(
      { url, chain },
      { clock, log: log as never, get: (address) => egress(isAllowed).get('default', address) },
    );

  it('is asked once for captures of one minute', async () => {
    const beacon = makeBeacon(Date.UTC(2026, 0, 1));
    const relay = await serveBeacon(() => beacon.roundAt(clock.nowMs()));
    stops.push(relay.stop);
    const source = open(`${relay.url}/`, beacon.chain);
    const [first, second] = await Promise.all([source.newest(), source.newest()]);
    expect(first).not.toBeNull();
    expect(second).toEqual(first);
    expect(relay.asked).toEqual([`/${beacon.chain}/info`, `/${beacon.chain}/public/latest`]);
  });

  it('that lies, is behind a private address or ahead of our clock gives nothing, and is told of', async () => {
    const beacon = makeBeacon(Date.UTC(2026, 0, 1));
    const now = beacon.roundAt(clock.nowMs());
    const ahead = beacon.roundAt(clock.nowMs() + 3_600_000);
    const lying = await serveBeacon(() => ({ ...now, round: now.round - 1 }));
    const hasty = await serveBeacon(() => ahead);
    stops.push(lying.stop, hasty.stop);
    expect(await open(lying.url, beacon.chain).newest()).toBeNull();
    expect(await open(hasty.url, beacon.chain).newest()).toBeNull();
    expect(await open(hasty.url, beacon.chain, false).newest()).toBeNull();
    expect(warnings.join('\n')).toMatch(
      /is not signed by the chain[\s\S]*clock is 3\d{3} s behind[\s\S]*allowPrivateAddresses/,
    );
  });
});
