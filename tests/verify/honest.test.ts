// No honest bundle is rejected: whatever happened in an archive before an export, and to its notaries,
// every verifier passes it: the library, verify.mjs and, with ALL_FORGERIES=1 for each, verify.sh.
import { execFile } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WARCRecord, WARCSerializer } from 'warcio';
import type { Archive } from '../../src/archive.js';
import { openArchive, openWitness, restoreArchive } from '../../src/compose.js';
import { verifyBundle } from '../../src/verify/verify-bundle.js';
import { serveWitness } from '../../src/witness/server.js';
import { configFor } from '../backup/config.js';
import { startAuthority, type TestAuthority } from '../notaries/authority.js';
import { Calendar } from '../notaries/calendar.js';
import { buildVerifier } from './build-verifier.js';
import { script } from './scripted-browser.js';

vi.mock('../../src/adapters/playwright/browser.js', () => import('./scripted-browser.js'));

const CLAIM = '等待时间两周';
const CASE = '东海 "案"';
const [CHINESE, ARABIC, OTHER] = [
  "http://donghai.test/移植/等待.html?a=1&b='x'",
  'http://noor.test/زراعة',
  'http://other.test/',
] as const;
const log = pino({ level: 'silent' });

let directory: string;
let rsa: TestAuthority;
let ec: TestAuthority;
let witness: Awaited<ReturnType<typeof openWitness>>;
let server: Awaited<ReturnType<typeof serveWitness>>;
let archive: Archive;
const calendars = [new Calendar(), new Calendar()];
const watches = new Map<string, string>();
let number = 0;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'vestige-honest-'));
  [rsa, ec] = await Promise.all([
    startAuthority(join(directory, 'rsa'), 'rsa'),
    startAuthority(join(directory, 'ec'), 'ec'),
  ]);
  await Promise.all(calendars.map((one) => one.start()));
  witness = await openWitness(join(directory, 'witness'), '证人.test/w');
  server = await serveWitness(witness, { host: '127.0.0.1', port: 0, log });
  archive = await openArchive({ config: configOf('archive'), log });
  await witness.trust(archive.publicKeys().log.vkey);
  writeFileSync(join(directory, 'signer.pem'), archive.publicKeys().signer.pem);
  await buildVerifier('src/verify/command.ts', join(directory, 'verify.mjs'));
}, 60_000);

afterAll(async () => {
  await archive.close();
  await Promise.all([rsa.stop(), ec.stop(), server.stop(), ...calendars.map((one) => one.stop())]);
  await witness.close();
  rmSync(directory, { recursive: true, force: true });
});

function configOf(name: string) {
  const shipped = configFor(join(directory, name));
  return {
    ...shipped,
    confirmation: { observations: 2, vantages: 1, minSpanMs: 0, recheckMs: [] },
    schedule: { ...shipped.schedule, perHostGapMs: 0 },
    probe: { ...shipped.probe, siblingEveryMs: 0 },
    notaries: [
      ...[rsa, ec].map(({ url }) => ({ kind: 'rfc3161' as const, url })),
      { kind: 'opentimestamps' as const, calendars: calendars.map(({ url }) => url) },
    ],
    witnesses: [{ name: 'partner', url: server.url, vkey: witness.vkey }],
  };
}

/** Every page says so, or what is said of it here. */
function pages(...changed: readonly [string, Parameters<typeof script.set>[1]][]): void {
  for (const url of [CHINESE, ARABIC, OTHER]) {
    script.set(url, { status: 200, text: `东海医院肝移植${CLAIM}，مدة الانتظار أسبوعان` });
  }
  for (const [url, page] of changed) script.set(url, page);
}

const look = (...urls: readonly string[]) =>
  archive.captureNow({ targets: urls.map((url) => watches.get(url) ?? url) }, () => undefined);

type Choice = Partial<Parameters<Archive['exportBundle']>[0]>;

async function makeBundle(choice: Choice, of = archive): Promise<string> {
  number += 1;
  const outFile = join(directory, `${number}.wacz`);
  const common = { captureIds: [], language: 'ar' as const, outFile };
  await of.exportBundle({ ...common, ...choice }, () => undefined);
  return outFile;
}

/** Every verifier passes it; the statuses of its evidence of time, as the library has them. */
async function passes(path: string, isForShell = false): Promise<Record<string, string>> {
  const { signer, log: key } = archive.publicKeys();
  const roots = [rsa, ec].map(({ rootFile }) => rootFile);
  const args = [
    ...['--signer-key', join(directory, 'signer.pem'), '--checkpoint-key', key.vkey],
    ...['--witness-key', witness.vkey, ...roots.flatMap((root) => ['--trust', root])],
  ];
  const [{ checks }, ...programs] = await Promise.all([
    verifyBundle(path, {
      signerKeys: [createPublicKey(signer.pem)],
      checkpointKeys: [key.vkey],
      witnessKeys: [witness.vkey],
      trustPems: roots.map((root) => readFileSync(root, 'utf8')),
    }),
    run(process.execPath, join(directory, 'verify.mjs'), ...args, path),
    ...(isForShell || process.env.ALL_FORGERIES
      ? [run('bash', 'src/prove/verify.sh', ...args, path)]
      : []),
  ]);
  expect(checks.filter(({ status }) => status === 'failed')).toEqual([]);
  expect(programs.filter((said) => said !== '')).toEqual([]);
  return Object.fromEntries(
    checks
      .filter(({ id }) => /^(rfc3161|ots|witness|redacted)/.test(id))
      .map(({ id, status }) => [id.replace(/:.*?-(\d+).*/, (_, port) => nameOf(port)), status]),
  );
}

const allPass = (paths: readonly string[]) => Promise.all(paths.map((path) => passes(path)));

const nameOf = (port: string) => (rsa.url.includes(port) ? ':rsa' : ':ec');

/** What a program says has failed, and how it ended where nothing did. */
function run(program: string, ...args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, args, (error, stdout, stderr) => {
      const failed = [...stdout.matchAll(/^failed .*/gm)].join('\n');
      resolve(failed || (error === null ? '' : `exit ${error.code}: ${stderr}`));
    });
  });
}

const stamped = { 'rfc3161:rsa': 'passed', 'rfc3161:ec': 'passed', witness: 'passed' };

test('whatever befell watches and notaries, no verifier rejects what is exported', async () => {
  // An authority is down, and a calendar too: what there is of evidence stands in the bundle.
  ec.conduct = 'error-page';
  if (calendars[0]) calendars[0].mood = 'down';
  pages();
  const added = await archive.addWatches([
    { url: CHINESE, claims: [CLAIM], caseName: CASE },
    { url: ARABIC, caseName: CASE, every: 'hourly' },
    { url: OTHER },
  ]);
  for (const { watch } of added) watches.set(decodeURI(watch.url), watch.id);
  const [first] = await look(CHINESE);
  await archive.notarize();
  const early = await makeBundle({ captureIds: [first?.id ?? ''] });
  expect(await passes(early)).toEqual({
    ...{ 'rfc3161:rsa': 'passed', ots: 'skipped', witness: 'passed' },
  });

  // Its token comes later: into the bundle that is there, and into the next export.
  ec.conduct = 'good';
  if (calendars[0]) calendars[0].mood = 'good';
  await archive.notarize();
  expect((await archive.upgradeBundle(early)).upgraded).toHaveLength(4);
  expect(await passes(early, true)).toEqual({ ...stamped, ots: 'skipped' });

  // Made while nobody could stamp; the log grows, and what is stamped then is a later checkpoint.
  for (const one of [rsa, ec]) one.conduct = 'error-page';
  for (const one of calendars) one.mood = 'down';
  await look(ARABIC);
  const grown = [await makeBundle({ watchId: watches.get(ARABIC) ?? '' })];
  await look(ARABIC, OTHER);
  for (const one of [rsa, ec]) one.conduct = 'good';
  for (const one of calendars) one.mood = 'good';
  await archive.notarize();
  await archive.upgradeBundle(grown[0] ?? '');
  grown.push(await makeBundle({ watchId: watches.get(ARABIC) ?? '' }));
  expect(await allPass(grown)).toEqual([
    { rfc3161: 'skipped', ots: 'skipped', witness: 'passed' },
    { ...stamped, ots: 'skipped' },
  ]);

  // A claim is altered, and a page goes: what led to a flag, with looks that could not tell.
  pages([CHINESE, { status: 200, text: `东海医院肝移植等待时间四周，مدة الانتظار أسبوعان` }]);
  const changed = await look(CHINESE);
  pages([CHINESE, { status: 404, text: '404 找不到您请求的页面' }], [ARABIC, 'reset']);
  await look(CHINESE, ARABIC);
  await look(CHINESE);
  pages();
  await look(CHINESE, ARABIC);
  await archive.notarize();
  const flags = await archive.listFlags({});
  const of = (kind: string) => flags.find((flag) => flag.kind === kind)?.id ?? '';
  const kinds = ['change', 'takedown', 'restored'];
  expect(kinds.map(of)).not.toContain('');
  const flagged = await Promise.all(kinds.map((kind) => makeBundle({ flagId: of(kind) })));
  // One look of a watch alone, with those before and after it left out.
  flagged.push(await makeBundle({ captureIds: [changed[0]?.id ?? ''], language: 'zh-Hant' }));
  expect(new Set((await allPass(flagged)).map(({ witness: one }) => one))).toEqual(
    new Set(['passed']),
  );

  // Held, edited, paused, removed, viewed, filled up with what others archived; then all at once.
  const [id = '', arabic = '', other = ''] = [CHINESE, ARABIC, OTHER].map((url) =>
    watches.get(url),
  );
  await archive.hold({ target: id, event: 'held', by: 'test', note: 'court order “١٢”\n' });
  await archive.editWatch(arabic, { every: 'weekly', note: 'weniger oft' });
  await archive.pauseWatch(arabic);
  await archive.noteAct({ by: 'test', act: 'original-viewed', subject: `${changed[0]?.id}/text` });
  await archive.resumeWatch(arabic);
  const theirs = join(directory, 'theirs.warc.gz');
  writeFileSync(theirs, await theirWarc());
  expect(await archive.importHistory(theirs, '香港')).toMatchObject({ imported: 1 });
  await archive.removeWatch(other);
  await archive.noteAudit('test', await archive.audit(() => undefined));
  await look(ARABIC);
  await archive.hold({ target: id, event: 'released', by: 'test', note: '' });
  const all = { watchId: other, caseName: CASE, language: 'zh' as const };
  const whole = [await makeBundle(all)];
  // For the press: a telephone number is in none of them, the altered claim is.
  const list = (words: string) => ({
    redactionList: `- { words: "${words}", reason: "病人 المريض" }`,
  });
  await expect(makeBundle({ ...all, ...list('138 0013 8000') })).rejects.toThrow('in none of');
  const derived = await makeBundle({ ...all, ...list('等待时间四周') });
  expect(await passes(derived)).toMatchObject({ redacted: 'skipped' });
  const told = (await archive.listCustody(changed[0]?.id ?? '')).map(({ event }) => event);
  for (const event of ['viewed', 'held', 'released', 'verified', 'redacted', 'exported']) {
    expect(told).toContain(event);
  }
  const gone = await archive.listCustody(other);
  expect(gone.map(({ event }) => event)).toContain('removed');

  // The same from a backup put back elsewhere, looked at further there.
  await archive.backUp(join(directory, 'backups'), true, () => undefined);
  const config = configOf('restored');
  const from = join(directory, 'backups');
  const rest = { keys: null, acceptDamage: false, onProgress: () => undefined };
  expect(await restoreArchive({ config, log, from, ...rest })).toMatchObject({ isPlaced: true });
  const restored = await openArchive({ config, log });
  try {
    await restored.captureNow({ targets: [arabic] }, () => undefined);
    await restored.notarize();
    whole.push(await makeBundle(all, restored));
  } finally {
    await restored.close();
  }
  // A calendar's promise kept since.
  for (const one of calendars) one.isInBlock = true;
  await archive.notarize();
  await archive.upgradeBundle(whole[0] ?? '');
  const [last = ''] = whole.splice(1);
  expect(await passes(last, true)).toEqual({ ...stamped, ots: 'skipped' });
  expect(await allPass(whole)).toEqual([{ ...stamped, ots: 'skipped' }]);
}, 300_000);

/** A page as another program archived it years ago. */
function theirWarc(): Promise<Uint8Array> {
  const httpHeaders = { 'content-type': 'text/html; charset=utf-8' };
  const record = WARCRecord.create(
    {
      ...{ url: new URL(CHINESE).href, date: '2021-03-04T05:06:07Z', type: 'response' },
      ...{ statusline: 'HTTP/1.1 200 OK', httpHeaders },
    },
    [Buffer.from(`<!doctype html><title>东海医院</title><p>${CLAIM}</p>`)],
  );
  return WARCSerializer.serialize(record, { gzip: true });
}
