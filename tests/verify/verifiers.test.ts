// The two verifiers that a bundle carries, run as a stranger would, over honest and forged bundles.
import { execFile, execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRfc3161Notary } from '../../src/adapters/rfc3161/notary.js';
import { createSystemClock } from '../../src/adapters/system/clock.js';
import { writeKeys } from '../../src/formats/bundle.js';
import { signCheckpoint } from '../../src/formats/checkpoint.js';
import { digestOf } from '../../src/model/digest.js';
import { instantOf } from '../../src/model/instant.js';
import { exportBundle } from '../../src/prove/export-bundle.js';
import { createManualClock } from '../fakes/manual-clock.js';
import { startAuthority, type TestAuthority } from '../notaries/authority.js';
import { makeTinySample, ORIGIN, type Sample } from '../prove/sample.js';
import { edit, editRecord, type Files, need, resign, takeApart, zipUp } from './forge.js';

const CAPTURE = 'c_01JD0000000000000000000001';
let directory: string;
let authority: TestAuthority;
let sample: Sample;
let honest: string;
let original: Files;
let keys: string[];

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'vestige-verifiers-'));
  authority = await startAuthority(join(directory, 'tsa'));
  sample = await makeTinySample();
  const note = Buffer.from(sample.input.checkpointNote ?? '');
  const notary = createRfc3161Notary({ url: authority.url }, createSystemClock());
  const attestations = (await notary.stamp(note, [])).files;
  const createdAt = instantOf(Date.now() + 60_000);
  const deps = { ...sample.deps, clock: createManualClock(Date.parse(createdAt)) };
  honest = join(directory, 'honest.wacz');
  await exportBundle(deps, { ...sample.input, attestations, createdAt }, honest, () => {});
  original = await takeApart(honest);
  const signer = join(directory, 'signer.pem');
  writeFileSync(signer, createPublicKey(sample.signer).export({ format: 'pem', type: 'spki' }));
  keys = ['--signer-key', signer, '--checkpoint-key', sample.logVkey, '--trust'];
  keys.push(authority.rootFile);
  await build({
    entryPoints: ['src/verify/command.ts'],
    outfile: join(directory, 'verify.mjs'),
    ...{ bundle: true, platform: 'node', format: 'esm', target: 'node20' },
  });
}, 60_000);

afterAll(async () => {
  await authority.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** Exit code and ids of failed checks. */
function run(
  program: string,
  args: readonly string[],
): Promise<{ code: number; failed: string[] }> {
  return new Promise((resolve) => {
    execFile(program, args, (error, stdout) => {
      const failed = [...stdout.matchAll(/^failed +(\S+)/gm)].map(([, id = '']) => id);
      resolve({ code: error === null ? 0 : Number(error.code), failed });
    });
  });
}

const sh = (...args: string[]) => run('bash', ['src/prove/verify.sh', ...args]);
const mjs = (...args: string[]) => run(process.execPath, [join(directory, 'verify.mjs'), ...args]);

it('an honest bundle passes both, with keys and without, and verify.sh in the unzipped bundle', async () => {
  const good = { code: 0, failed: [] };
  expect(await sh(...keys, honest)).toEqual(good);
  expect(await mjs(...keys, honest)).toEqual(good);
  expect(await sh(honest)).toEqual(good);
  const inside = join(directory, 'unzipped');
  execFileSync('unzip', ['-q', honest, '-d', inside]);
  expect(await run('bash', [join(inside, 'proof/verify.sh'), ...keys])).toEqual(good);
  expect(readFileSync(join(inside, 'proof/verify.sh'))).toEqual(
    readFileSync('src/prove/verify.sh'),
  );
}, 60_000);

const attacker = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey;

type Forgery = readonly [
  what: string,
  id: string,
  forge: (files: Files) => void | Promise<void>,
  finish?: 'zip' | 'attacker',
];

const FORGERIES: readonly Forgery[] = [
  ['a file added', 'files', (files) => void files.set('pages/x.jsonl', Buffer.from('{}\n')), 'zip'],
  ['a file missing', 'files', (files) => void files.delete('report/report.html'), 'zip'],
  [
    'a byte changed',
    'digests',
    (files) => edit(files, 'report/report.html', (t) => `${t} `),
    'zip',
  ],
  [
    'the date changed',
    'datapackage',
    (files) => edit(files, 'datapackage.json', (t) => t.replace('"created":"2', '"created":"1')),
    'zip',
  ],
  [
    'the signature changed',
    'signature',
    (files) =>
      edit(files, 'datapackage-digest.json', (t) =>
        t.replace(/"signature":"..../, '"signature":"AAAA'),
      ),
    'zip',
  ],
  [
    'a name twice',
    'json',
    (files) => edit(files, 'report/changes.json', (t) => t.replace('{', '{"v":2,')),
  ],
  [
    'signed by an attacker',
    'signer-key',
    (files) => void files.set('proof/keys.txt', Buffer.from(writeKeys(attacker, sample.logVkey))),
    'attacker',
  ],
  [
    'a body changed',
    'warc',
    (files) => editRecord(files, '<html lang="ar"', (t) => t.replace('lang="ar"', 'lang="xx"')),
  ],
  [
    'an answer hidden',
    'cdxj',
    (files) => edit(files, 'indexes/index.cdx', (t) => t.replace(/^test,noor\)\/ .*\n/m, '')),
  ],
  [
    'a manifest changed',
    'log-entry',
    (files) =>
      edit(files, `provenance/${CAPTURE}.json`, (t) => t.replace('"attempt":1', '"attempt":2')),
  ],
  [
    'an address changed',
    'manifest',
    (files) =>
      edit(files, `provenance/${CAPTURE}.json`, (t) =>
        t.replaceAll('https://noor.test/"', 'https://nour.test/"'),
      ),
  ],
  [
    'another place',
    'log-inclusion',
    (files) => edit(files, `proof/${CAPTURE}.tlog-proof`, (t) => t.replace('index 1', 'index 0')),
  ],
  [
    'another log',
    'checkpoint-key',
    (files) => {
      const key = generateKeyPairSync('ed25519').privateKey;
      const [, size, root = ''] = need(files, 'proof/checkpoint.note').toString().split('\n');
      files.set(
        'proof/checkpoint.note',
        Buffer.from(signCheckpoint({ size: Number(size), root }, ORIGIN, key)),
      );
    },
  ],
  [
    'a token over something else',
    'rfc3161',
    async (files) => {
      const notary = createRfc3161Notary({ url: authority.url }, createSystemClock());
      const token = await notary.stamp(Buffer.from(digestOf('别的')), []);
      for (const { name, bytes } of token.files) files.set(`proof/${name}`, Buffer.from(bytes));
    },
  ],
];

it('each forgery is rejected by both, by the check that should', async () => {
  const path = join(directory, 'forged.wacz');
  for (const [what, id, forge, finish] of FORGERIES) {
    const files = new Map(original);
    await forge(files);
    if (finish === 'zip') await zipUp(files, path);
    else await resign(files, finish === 'attacker' ? attacker : sample.signer, path);
    const both = await Promise.all([sh(...keys, path), mjs(...keys, path)]);
    for (const { code, failed } of both) {
      expect({ what, code }).toEqual({ what, code: 3 });
      expect(
        failed.map((one) => one.split(':')[0]),
        what,
      ).toContain(id);
    }
  }
}, 180_000);
