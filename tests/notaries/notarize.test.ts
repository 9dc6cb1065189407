import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRfc3161Notary } from '../../src/adapters/rfc3161/notary.js';
import { chooseCheckpoint, isAttested } from '../../src/prove/choose-checkpoint.js';
import { notarize } from '../../src/prove/notarize.js';
import { createManualClock } from '../fakes/manual-clock.js';
import { openArchive, type TestArchive } from '../store/archive.js';
import { startAuthority, type TestAuthority } from './authority.js';

const MINUTE_MS = 60_000;
let root: string;
let archive: TestArchive;
let first: TestAuthority;
let second: TestAuthority;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'vestige-notarize-'));
  archive = await openArchive(join(root, 'archive'));
  first = await startAuthority(join(root, 'first'));
  second = await startAuthority(join(root, 'second'));
});
afterAll(async () => {
  await Promise.all([first.stop(), second.stop()]);
  await archive.close();
  await rm(root, { recursive: true, force: true });
});

test('a notary that fails is asked again, later and later, until it gives its evidence', async () => {
  const clock = createManualClock(Date.now());
  const notaries = [first, second].map(({ url }) => createRfc3161Notary({ url }, clock));
  const deps = { catalogue: archive.catalogue, clock, log: pino({ level: 'silent' }), notaries };
  const statuses = async (size: number | null) =>
    (await notarize(deps, size)).map(({ status }) => status).sort();

  await archive.watch('/甲');
  await archive.sign();
  second.conduct = 'other-nonce';
  expect(await statuses(1)).toEqual(['failed', 'held']);
  // What is held is not asked for twice, and what failed not before its time.
  expect(await statuses(null)).toEqual([]);
  await clock.tick(1 * MINUTE_MS);
  expect(await statuses(null)).toEqual(['failed']);
  await clock.tick(1 * MINUTE_MS);
  expect(await statuses(null)).toEqual([]);
  second.conduct = 'good';
  // By command it is asked at once.
  expect(await statuses(1)).toEqual(['held']);
  expect([first.asked(), second.asked()]).toEqual([1, 3]);

  const names = (await archive.catalogue.attestationFiles(1)).map(({ name }) => name);
  expect(names).toHaveLength(6);
  expect(names.every((name) => /^checkpoint\.[a-z0-9.-]+\.(tsr|tsq|chain\.pem)$/.test(name))).toBe(
    true,
  );
});

test('a later checkpoint takes the place of what was never stamped, and the most evidence is chosen', async () => {
  const clock = createManualClock(Date.now());
  const notary = createRfc3161Notary({ url: first.url }, clock);
  const deps = {
    ...{ catalogue: archive.catalogue, clock, log: pino({ level: 'silent' }) },
    notaries: [notary],
  };
  first.conduct = 'error-page';
  await archive.watch('/乙');
  await archive.sign();
  expect(await notarize(deps, 2)).toMatchObject([{ status: 'failed' }]);
  await archive.watch('/丙');
  await archive.sign();
  first.conduct = 'good';
  expect(await notarize(deps, 3)).toMatchObject([{ status: 'held', size: 3 }]);
  await clock.tick(24 * 60 * MINUTE_MS);
  expect(await notarize(deps, null)).toEqual([]);
  const kept = await archive.catalogue.listCheckpoints(0, 10);
  expect(kept.map(({ size }) => size)).toEqual([3, 2, 1]);
  expect(kept[1]?.attestations).toMatchObject([{ state: 'superseded' }]);
  expect(kept.map(isAttested)).toEqual([true, false, true]);
  expect(chooseCheckpoint(kept)?.size).toBe(1); // Two authorities.
  const later = await archive.catalogue.listCheckpoints(2, 10);
  expect(chooseCheckpoint(later)?.size).toBe(3);
});
