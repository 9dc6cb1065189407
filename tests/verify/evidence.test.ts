// What is asked beside a page, through a whole archive: resolvers, our own line, and what nobody could
// know before; told to people, judged, audited, exported, and passed by every verifier.
import { execFile } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer } from 'dns-packet';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Archive } from '../../src/archive.js';
import { captureText } from '../../src/cli/text.js';
import { openArchive } from '../../src/compose.js';
import { verifyBundle } from '../../src/verify/verify-bundle.js';
import { configFor } from '../backup/config.js';
import { type CleanUp, undo } from '../gateway/network.js';
import { startResolver } from '../gateway/resolver-server.js';
import { makeBeacon, serveBeacon } from '../notaries/beacon.js';
import { buildVerifier } from './build-verifier.js';
import { takeApart } from './forge.js';
import { script } from './scripted-browser.js';

vi.mock('../../src/adapters/playwright/browser.js', () => import('./scripted-browser.js'));

const HOST = 'yiyuan.donghai.test';
const URL_OURS = `http://${HOST}/`;
const PAGE = { status: 200, text: '东海医院肝移植等待时间两周，مدة الانتظار أسبوعان' };
const cleanUp: CleanUp = [];
const zone: Record<string, Answer[]> = {
  [`${HOST} A`]: [{ type: 'A', name: HOST, data: '192.0.2.7', ttl: 60 }],
  'donghai.test NS': [{ type: 'NS', name: 'donghai.test', data: 'ns1.donghai.test', ttl: 60 }],
};
const beacon = makeBeacon(Date.UTC(2026, 0, 1));
let directory: string;
let archive: Archive;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'vestige-evidence-'));
  cleanUp.push(() => rmSync(directory, { recursive: true, force: true }));
  const resolvers = await Promise.all(
    ['quad9', 'home'].map(async (name) => {
      const { address } = await startResolver(zone, cleanUp);
      return { name, address, tls: null };
    }),
  );
  const relay = await serveBeacon(() => beacon.roundAt(Date.now()));
  cleanUp.push(relay.stop);
  const canary = createServer().listen(0, '127.0.0.1');
  await once(canary, 'listening');
  cleanUp.push(() => canary.close());
  const config = configFor(join(directory, 'archive'));
  archive = await openArchive({
    config: {
      ...config,
      drand: { url: relay.url, chain: beacon.chain },
      egress: {
        ...{ ...config.egress, allowPrivateAddresses: true, resolvers, resolversAsked: 'always' },
        canaries: [`http://127.0.0.1:${(canary.address() as AddressInfo).port}/`],
      },
    },
    log: pino({ level: 'silent' }),
  });
  cleanUp.push(() => archive.close());
  writeFileSync(join(directory, 'signer.pem'), archive.publicKeys().signer.pem);
  await buildVerifier('src/verify/command.ts', join(directory, 'verify.mjs'));
}, 60_000);

afterAll(() => undo(cleanUp));

async function look() {
  const [capture] = await archive.captureNow({ targets: [URL_OURS] }, () => undefined);
  if (capture === undefined) throw new Error('nothing was captured');
  return { ...(await archive.getCapture(capture.id)), capture };
}

test('a name that moves to other servers and then is gone, by the word of all', async () => {
  script.set(URL_OURS, PAGE);
  const first = await look();
  expect(first.capture.observation.class).toBe('ok');
  expect(first.resolvers.map(({ said, nameServers }) => [said, nameServers])).toEqual([
    ['addresses', ['ns1.donghai.test']],
    ['addresses', ['ns1.donghai.test']],
  ]);
  expect(first.manifest.control).toBeUndefined();
  expect(first.manifest.notBefore?.drand?.chain).toBe(beacon.chain);

  zone['donghai.test NS'] = [{ type: 'NS', name: 'donghai.test', data: 'ns.parked.test', ttl: 60 }];
  // What is logged and signed until now is older than what comes.
  await archive.checkpoint();
  const second = await look();
  expect(second.capture.changes?.map(({ kind }) => kind)).toEqual(['nameserver-changed']);
  expect(second.manifest.notBefore?.checkpoint).toContain(
    archive.publicKeys().log.vkey.split('+')[0],
  );

  const { checks } = await archive.diagnose();
  const stateOf = (name: string) => checks.find(({ id }) => id === name);
  expect(stateOf('resolvers')).toMatchObject({ status: 'ok', detail: 'quad9, home' });
  expect(stateOf('beacon')).toMatchObject({ status: 'ok' });

  for (const key of Object.keys(zone)) delete zone[key];
  script.set(URL_OURS, 'no-name');
  const third = await look();
  const { class: seen, summary } = third.capture.observation;
  expect(seen).toBe('nxdomain');
  expect(summary).toContain('as other resolvers say too (NXDOMAIN from 2 of 2)');
  const [canary] = third.manifest.control?.answers.filter(({ what }) => what === 'canary') ?? [];
  // An address says nothing of how names fare.
  expect(canary).toMatchObject({ isWell: null });
  const told = captureText(third.capture, third.manifest, third.resolvers);
  expect(told).toMatch(/resolver +quad9 \(127\.0\.0\.1:\d+\) said NXDOMAIN at 2\S+Z, over UDP/);
  expect(told).toMatch(/own line +a connection to the canary \S+: tells nothing here/);
  expect(told).toMatch(/not before +2\S+Z, round \d+ of drand \(测试\)/);
  expect((await archive.audit(() => undefined)).problems).toEqual([]);

  const outFile = join(directory, 'bundle.wacz');
  const captureIds = [first, second, third].map(({ capture }) => capture.id);
  await archive.exportBundle({ captureIds, language: 'ar', outFile }, () => undefined);
  const files = await takeApart(outFile);
  const report = files.get('report/report.html')?.toString() ?? '';
  for (const word of ['NXDOMAIN', 'ns', 'quad9', 'حال خطّنا', 'drand'])
    expect(report).toContain(word);
  const { signer, log: key } = archive.publicKeys();
  const keys = { signerKeys: [createPublicKey(signer.pem)], checkpointKeys: [key.vkey] };
  const known = await verifyBundle(outFile, { ...keys, drandChains: [beacon.chain] });
  expect(known.checks.filter(({ status }) => status === 'failed')).toEqual([]);
  expect(known.checks.find(({ id }) => id === 'not-before')).toMatchObject({
    status: 'passed',
    detail: expect.stringMatching(/^3 of 3 captures were made after a round of drand/),
  });
  const unknown = await verifyBundle(outFile, keys);
  expect(unknown.checks.find(({ id }) => id === 'not-before')).toMatchObject({ status: 'skipped' });
  const args = ['--signer-key', join(directory, 'signer.pem'), '--checkpoint-key', key.vkey];
  const chain = ['--drand-chain', beacon.chain];
  expect(
    await Promise.all([
      run(process.execPath, join(directory, 'verify.mjs'), ...args, ...chain, outFile),
      run('bash', 'src/prove/verify.sh', ...args, outFile),
    ]),
  ).toEqual(['', '']);
}, 60_000);

/** What a program says has failed, and how it ended where nothing did. */
function run(program: string, ...args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, args, (error, stdout, stderr) => {
      const failed = [...stdout.matchAll(/^failed .*/gm)].join('\n');
      resolve(failed || (error === null ? '' : `exit ${error.code}: ${stderr}`));
    });
  });
}
