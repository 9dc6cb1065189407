// Tokens renewed before their certificate ends: what is stamped again, by whom, and what a checker makes
// of it once the first certificate has ended.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRfc3161Notary } from '../../src/adapters/rfc3161/notary.js';
import { createSystemClock } from '../../src/adapters/system/clock.js';
import type { Attestation, AttestationFile } from '../../src/model/attestation.js';
import { instantOf } from '../../src/model/instant.js';
import type { Catalogue } from '../../src/ports/catalogue.js';
import type { Notary } from '../../src/ports/notary.js';
import { exportBundle } from '../../src/prove/export-bundle.js';
import { renewTokens } from '../../src/prove/renew.js';
import { verifyBundle } from '../../src/verify/verify-bundle.js';
import { createManualClock } from '../fakes/manual-clock.js';
import { makeTinySample, type Sample } from '../prove/sample.js';
import { startAuthority, type TestAuthority } from './authority.js';

const DAY_MS = 86_400_000;
let directory: string;
let ending: TestAuthority;
let lasting: TestAuthority;
let sample: Sample;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'vestige-renew-'));
  [ending, lasting, sample] = await Promise.all([
    startAuthority(join(directory, 'ending')),
    startAuthority(join(directory, 'lasting'), 'rsa', 'long'),
    makeTinySample(),
  ]);
});
afterAll(async () => {
  await Promise.all([ending.stop(), lasting.stop()]);
  rmSync(directory, { recursive: true });
});

/** The tokens of one checkpoint, as the catalogue keeps them. */
class Kept {
  readonly files = new Map<string, AttestationFile & { readonly notary: string }>();
  readonly notaries: Notary[];

  constructor(...authorities: readonly TestAuthority[]) {
    this.notaries = authorities.map(({ url }) => createRfc3161Notary({ url }, createSystemClock()));
  }

  async stamp(): Promise<void> {
    const note = Buffer.from(sample.input.checkpointNote ?? '');
    for (const { name, stamp } of this.notaries) this.#keep(name, (await stamp(note, [])).files);
  }

  renew(beforeMs: number, nowMs = Date.now()) {
    const names = new Set([...this.files.values()].map(({ notary }) => notary));
    const attestations = [...names].map((notary): Attestation => {
      const at = instantOf(nowMs);
      const of = { size: 2, notary, kind: 'rfc3161', state: 'held', detail: '' } as const;
      return { ...of, tries: 0, nextAt: at, at };
    });
    const catalogue = {
      listCheckpoints: async () => [{ size: 2, note: '', attestations }],
      attestationFiles: async (_: number, notary: string) =>
        [...this.files.values()].filter((one) => one.notary === notary),
      saveAttestation: async ({ notary }: Attestation, { files }: { files: AttestationFile[] }) =>
        this.#keep(notary, files),
    } as unknown as Catalogue;
    const deps = { catalogue, clock: createManualClock(nowMs), log: pino({ level: 'silent' }) };
    return renewTokens({ ...deps, notaries: this.notaries }, beforeMs);
  }

  /** What the checks of its tokens say of a bundle, a while from now. */
  async check(inDays: number): Promise<Record<string, string>> {
    const path = await this.bundle();
    const { checks } = await verifyBundle(path, {
      ...{ signerKeys: [], checkpointKeys: [], nowMs: Date.now() + inDays * DAY_MS },
      trustPems: [ending, lasting].map(({ rootFile }) => readFileSync(rootFile, 'utf8')),
    });
    expect(checks.find(({ id }) => id === 'times')).toMatchObject({ status: 'passed' });
    const own = checks.filter(({ id }) => id.startsWith('rfc3161'));
    return Object.fromEntries(own.map(({ id, status }) => [this.#called(id), status]));
  }

  async bundle(): Promise<string> {
    const path = join(directory, 'renewed.wacz');
    const createdAt = instantOf(Date.now() + 60_000);
    const deps = { ...sample.deps, clock: createManualClock(Date.parse(createdAt)) };
    const attestations = [...this.files.values()];
    await exportBundle(deps, { ...sample.input, attestations, createdAt }, path, () => {});
    return path;
  }

  #keep(notary: string, files: readonly AttestationFile[]): void {
    for (const one of files) this.files.set(one.name, { ...one, notary });
  }

  #called(id: string): string {
    const port = (one: TestAuthority) => new URL(one.url).port;
    return id.replace(/^.*?-(\d+)-tsr/, (_, own) => (own === port(ending) ? 'ending' : 'lasting'));
  }
}

test('what ends soon is stamped again by whom that ends later, and holds when its certificate has ended', async () => {
  const kept = new Kept(ending, lasting);
  await kept.stamp();
  // Thirty days are left: not yet due, and due.
  expect(await kept.renew(10 * DAY_MS)).toEqual([]);
  const renewed = await kept.renew(90 * DAY_MS);
  expect(renewed).toMatchObject([{ notary: kept.notaries[0]?.name, status: 'held' }]);
  // Once is enough.
  expect(await kept.renew(90 * DAY_MS)).toEqual([]);
  const all = { ending: 'passed', 'ending.renewal-1': 'passed', lasting: 'passed' };
  expect(await kept.check(0)).toEqual(all);
  expect(await kept.check(40)).toEqual(all);
  // The last of a chain must hold on its own.
  const none = { ending: 'skipped', 'ending.renewal-1': 'skipped', lasting: 'skipped' };
  expect(await kept.check(3001)).toEqual(none);

  const said = await new Promise<string>((resolve) => {
    const roots = [ending, lasting].flatMap(({ rootFile }) => ['--trust', rootFile]);
    const args = ['src/prove/verify.sh', ...roots, join(directory, 'renewed.wacz')];
    execFile('bash', args, (_, stdout) => resolve(stdout));
  });
  expect(said.match(/^(failed|skipped|passed) +rfc3161/gm)?.map((one) => one.slice(0, 6))).toEqual(
    Array(3).fill('passed'),
  );
  expect(said).not.toMatch(/^failed/m);
});

test('without a renewal from before, an ended certificate proves nothing; one over other bytes fails', async () => {
  const kept = new Kept(ending, lasting);
  await kept.stamp();
  expect(await kept.check(40)).toEqual({ ending: 'skipped', lasting: 'passed' });
  // Too late: nothing binds what is stamped today to the time before.
  expect(await kept.renew(90 * DAY_MS, Date.now() + 31 * DAY_MS)).toEqual([]);
  await kept.renew(90 * DAY_MS);
  const [own] = kept.notaries;
  const fresh = new Kept(ending);
  await fresh.stamp();
  const token = `checkpoint.${own?.name}.tsr`;
  for (const ending of ['tsr', 'tsq', 'chain.pem']) {
    const file = fresh.files.get(`checkpoint.${own?.name}.${ending}`);
    if (file !== undefined) kept.files.set(file.name, file);
  }
  expect(kept.files.has(token)).toBe(true);
  expect(await kept.check(0)).toMatchObject({ 'ending.renewal-1': 'failed', ending: 'passed' });
  // Nobody ends later than itself.
  expect(await fresh.renew(90 * DAY_MS)).toEqual([]);
});
