// The corpus of forged bundles against every verifier: src/verify, the same as one file for Node, and
// verify.sh. ALL_FORGERIES=1 runs verify.sh over each (minutes); by default over those it has code for.
import { execFile, execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRfc3161Notary } from '../../src/adapters/rfc3161/notary.js';
import { createSystemClock } from '../../src/adapters/system/clock.js';
import { canonicalJson } from '../../src/formats/canonical-json.js';
import { instantOf } from '../../src/model/instant.js';
import { exportBundle } from '../../src/prove/export-bundle.js';
import { verifyBundle } from '../../src/verify/verify-bundle.js';
import { createManualClock } from '../fakes/manual-clock.js';
import { startAuthority, type TestAuthority } from '../notaries/authority.js';
import { makeSample, type Sample } from '../prove/sample.js';
import { buildVerifier } from './build-verifier.js';
import { type Files, recustody, resign, takeApart, zipUp } from './forge.js';
import { FORGERIES, type Forgery, type Tools } from './forgeries/corpus.js';
import { VerifyPage } from './page.js';

const SHELL = process.env.ALL_FORGERIES
  ? FORGERIES
  : // One for each check: a bundle takes seconds.
    [
      ...new Map(
        FORGERIES.filter(({ isForShell }) => isForShell === true).map((one) => [one.id, one]),
      ).values(),
    ];
/** In a browser each takes a moment: a sample over all kinds. */
const IN_PAGE = process.env.ALL_FORGERIES ? FORGERIES : FORGERIES.filter((_, i) => i % 12 === 0);
/** Of the project's list of 38: those made in other files, with the reason. */
const ELSEWHERE = new Map([
  [13, 'notaries: a root the checker does not have; domain-identity: a web authority likewise'],
  [14, 'notaries: a token under another root'],
  [15, 'notaries: a certificate that ended'],
  [18, 'notaries: OpenTimestamps of another digest'],
  [19, 'notaries: a block of another root'],
  [20, 'notaries: an attestation of an unknown kind alone'],
  [21, 'notaries: a block with too little work'],
  [24, 'verify-bundle: a split view'],
  [25, 'verify-bundle: a log that was cut back'],
  [35, 'check-handshakes'],
  [36, 'no handshake is bound to a log yet'],
  [38, 'verify-bundle: entries that are not in the bundle'],
]);

let directory: string;
let authority: TestAuthority;
let sample: Sample;
let original: Files;
let tools: Tools;
let args: string[];
let bundled: typeof verifyBundle;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'vestige-corpus-'));
  authority = await startAuthority(join(directory, 'tsa'));
  sample = await makeSample();
  tools = {
    ...{ sample, authority },
    attacker: generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey,
  };
  const honest = join(directory, 'honest.wacz');
  await exportHonest(honest);
  original = await takeApart(honest);
  const signer = join(directory, 'signer.pem');
  writeFileSync(signer, createPublicKey(sample.signer).export({ format: 'pem', type: 'spki' }));
  args = ['--signer-key', signer, '--checkpoint-key', sample.logVkey];
  args.push('--trust', authority.rootFile);
  const outfile = join(directory, 'lib.mjs');
  await buildVerifier('src/verify/verify-bundle.ts', outfile);
  bundled = (await import(pathToFileURL(outfile).href)).verifyBundle;
  const program = join(directory, 'verify.mjs');
  await buildVerifier('src/verify/command.ts', program);
}, 60_000);

afterAll(async () => {
  await authority.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** Four captures, stamped, with a record of custody for each. */
async function exportHonest(path: string): Promise<void> {
  const note = Buffer.from(sample.input.checkpointNote ?? '');
  const notary = createRfc3161Notary({ url: authority.url }, createSystemClock());
  const attestations = (await notary.stamp(note, [])).files;
  const createdAt = instantOf(Date.now() + 60_000);
  const deps = { ...sample.deps, clock: createManualClock(Date.parse(createdAt)) };
  const custody = sample.input.captures.flatMap(({ capture: { id, manifest, finishedAt } }) =>
    (['created', 'exported'] as const).map((event) => {
      const at = event === 'created' ? finishedAt : createdAt;
      const entry = { v: 1, capture: id, seq: 0, at, event, note: '', manifest, previous: null };
      return Buffer.from(canonicalJson(entry));
    }),
  );
  await exportBundle(deps, { ...sample.input, attestations, custody, createdAt }, path, () => {});
  const files = await takeApart(path);
  recustody(files);
  await resign(files, sample.signer, path);
}

const trusted = () => ({
  signerKeys: [createPublicKey(sample.signer)],
  checkpointKeys: [sample.logVkey],
  trustPems: [readFileSync(authority.rootFile, 'utf8')],
});

async function make({ forge, finish, bend }: Forgery, path: string): Promise<void> {
  const files = new Map([...original].map(([name, bytes]) => [name, Buffer.from(bytes)]));
  await forge?.(files, tools);
  if (finish === 'zip') await zipUp(files, path);
  else await resign(files, finish === 'attacker' ? tools.attacker : sample.signer, path);
  if (bend !== undefined) writeFileSync(path, bend(readFileSync(path)));
}

/** Ids of the checks that a program said have failed, and its exit code. */
function run(
  program: string,
  more: readonly string[],
): Promise<{ code: number; failed: string[] }> {
  return new Promise((resolve) => {
    execFile(program, more, (error, stdout) => {
      const failed = [...stdout.matchAll(/^failed +([a-z0-9-]+)/gm)].map(([, id = '']) => id);
      resolve({ code: error === null ? 0 : Number(error.code), failed });
    });
  });
}

const verifyMjs = (...more: string[]) =>
  run(process.execPath, [join(directory, 'verify.mjs'), ...more]);
const verifySh = (...more: string[]) => run('bash', ['src/prove/verify.sh', ...more]);
const GOOD = { code: 0, failed: [] };

it('an honest bundle passes every verifier, with keys and without, and verify.sh within it', async () => {
  const honest = join(directory, 'control.wacz');
  await make({ what: 'nothing', id: '' }, honest);
  expect(
    (await verifyBundle(honest, trusted())).checks.filter(({ status }) => status === 'failed'),
  ).toEqual([]);
  const inside = join(directory, 'unzipped');
  execFileSync('unzip', ['-q', honest, '-d', inside]);
  const own = join(inside, 'proof/verify.sh');
  expect(readFileSync(own)).toEqual(readFileSync('src/prove/verify.sh'));
  const runs = [verifyMjs(...args, honest), verifyMjs(honest), verifySh(honest)];
  expect(await Promise.all([...runs, run('bash', [own, ...args])])).toEqual([
    GOOD,
    GOOD,
    GOOD,
    GOOD,
  ]);
}, 60_000);

it('honest bundles of every kind fail nothing: a first look, failures alone, a flag’s, not stamped yet', async () => {
  const { captures, gaps = [] } = sample.input;
  const [first, , , failed] = captures;
  if (first === undefined || failed === undefined) throw new Error('the sample has four captures');
  const entries = sample.input.entries ?? new Map();
  const beside = entries.get(first.capture.watchId) ?? [];
  const flag = {
    ...{ id: 'f_1', kind: 'takedown', class: 'reset', level: 'provisional', severity: 'high' },
    ...{ summary: '', openedAt: failed.capture.finishedAt, closedAt: null },
    ...{ capture: failed.capture.id, lastGood: captures[2]?.capture.id },
  } as unknown as NonNullable<Sample['input']['flag']>;
  const watchId = first.capture.watchId;
  const kinds: Partial<Sample['input']>[] = [
    { captures: [first], entries: new Map([[watchId, beside.slice(0, 1)]]), gaps: [] },
    { captures: [failed], entries: new Map([[watchId, beside.slice(1)]]) },
    {
      captures: [captures[2] ?? first, failed],
      entries: new Map([[watchId, beside.slice(1)]]),
      flag,
    },
    {
      captures: captures.filter(({ capture }) => capture.watchId !== watchId),
      entries: new Map(),
      gaps: [],
    },
  ];
  for (const [i, kind] of kinds.entries()) {
    const path = join(directory, `kind-${i}.wacz`);
    await exportBundle(sample.deps, { ...sample.input, gaps, ...kind }, path, () => {});
    for (const verify of [verifyBundle, bundled]) {
      const { checks } = await verify(path, trusted());
      expect(checks.filter(({ status }) => status === 'failed')).toEqual([]);
    }
    if (i < 2 || process.env.ALL_FORGERIES) expect(await verifySh(...args, path)).toEqual(GOOD);
  }
}, 120_000);

it('every one of the 38 is made here or elsewhere', () => {
  const made = FORGERIES.flatMap(({ number }) => number ?? []);
  const all = [...made, ...ELSEWHERE.keys()].sort((a, b) => a - b);
  expect(all).toEqual(Array.from({ length: 38 }, (_, i) => i + 1));
});

describe('vestige verify, and the same as one file, reject', () => {
  it.each(FORGERIES)('$what: $id', async (forgery) => {
    const path = join(directory, 'forged.wacz');
    await make(forgery, path);
    for (const verify of [verifyBundle, bundled]) {
      const { ok, checks } = await verify(path, trusted());
      const failed = checks.filter(({ status }) => status === 'failed');
      expect(failed.map(({ id }) => id.split(':')[0])).toContain(forgery.id);
      expect(ok).toBe(false);
    }
  });
});

describe('the page for browsers', () => {
  let page: VerifyPage;
  beforeAll(async () => {
    page = await VerifyPage.open(directory);
    await page.trust([join(directory, 'signer.pem'), authority.rootFile], sample.logVkey);
  }, 60_000);
  afterAll(() => page.close());

  const told = ({ checks }: { checks: readonly { id: string; status: string }[] }) =>
    checks.map(({ id, status }) => `${id}: ${status}`);

  it('says of an honest bundle what vestige verify says, in the same words', async () => {
    const path = join(directory, 'for-page.wacz');
    await make({ what: 'nothing', id: '' }, path);
    const { checks } = await verifyBundle(path, trusted());
    expect(await page.check(path)).toEqual(checks);
    expect(await page.page.textContent('#summary')).toContain('keys you trust vouch for it');
  }, 60_000);

  it.each(IN_PAGE)('rejects $what: $id', async (forgery) => {
    const path = join(directory, 'for-page.wacz');
    await make(forgery, path);
    const said = await page.check(path);
    expect(told({ checks: said })).toEqual(told(await verifyBundle(path, trusted())));
    expect(await page.page.textContent('#summary')).toContain('do not rely on it');
  }, 60_000);

  it('has no way to a network, and vouches for nobody without keys', async () => {
    const path = join(directory, 'for-page.wacz');
    await make({ what: 'nothing', id: '' }, path);
    await page.page.reload();
    await page.page.selectOption('#language', 'ar');
    await page.check(path);
    expect(await page.page.textContent('#summary')).toContain('قد يكون أي شخص أعدّ هذه الحزمة');
    const reached = await page.page.evaluate(() =>
      fetch('http://127.0.0.1:9/', { mode: 'no-cors' }).then(
        () => 'reached',
        (error: Error) => error.message,
      ),
    );
    expect(reached).toContain('Failed to fetch');
    expect(page.asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
  }, 60_000);
});

describe('verify.sh rejects', () => {
  const seen = SHELL.filter(({ isUnseenByShell }) => isUnseenByShell !== true);
  it.concurrent.each(seen)('$what: $id', async (forgery) => {
    const path = join(directory, `shell-${FORGERIES.indexOf(forgery)}.wacz`);
    await make(forgery, path);
    const { code, failed } = await verifySh(...args, path);
    rmSync(path);
    expect(failed).toContain(forgery.id);
    expect(code).toBe(3);
  }, 120_000);
});
