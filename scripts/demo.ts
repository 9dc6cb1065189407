// Plays a whole story with no internet: a local hospital site is watched, edited, taken down and
// comes back; flags open; a proof bundle is exported, verified, forged and refused.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { PAGES, type Site, startSite } from '../tests/site/site.js';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const DIR = join(ROOT, 'demo-archive');
const ARCHIVE = join(DIR, 'archive');
const CONFIG = join(DIR, 'demo.yaml');
const BUNDLE = join(DIR, 'donghai.wacz');
const FORGED = join(DIR, 'donghai-forged.wacz');
const HOST = 'donghai.test';
const CASE = '东海医院';

// The outside shapes of INTERFACE §2, as far as the story reads them.
interface Watch {
  readonly id: string;
  readonly url: string;
}
interface Capture {
  readonly id: string;
  readonly watch: string;
  readonly url: string;
  readonly status: number | null;
  readonly state: string;
  readonly level: string;
  readonly observation: { readonly class: string };
  readonly changes: readonly { readonly kind: string; readonly summary: string }[];
  readonly claims: readonly { readonly text: string; readonly state: string }[];
  readonly files: { readonly screenshot: string | null };
}
interface Flag {
  readonly watch: string;
  readonly kind: string;
  readonly class: string;
  readonly level: string;
  readonly severity: string;
  readonly summary: string;
  readonly closedAt: string | null;
  readonly capture: string;
}
interface Report {
  readonly ok: boolean;
  readonly checks: readonly {
    readonly id: string;
    readonly status: string;
    readonly detail: string;
  }[];
}

const PLAN = [
  { path: PAGES.transplant, claims: ['等待时间两周', '费用约65万元'] },
  { path: PAGES.prices, claims: ['65万元'] },
  { path: PAGES.english, claims: ['the average waiting time is two weeks'] },
  { path: PAGES.arabic, claims: ['مدة الانتظار أسبوعين'] },
];

/** Kinds of the changes each capture showed. */
const changesOf = new Map<string, readonly string[]>();

class DemoFailed extends Error {}

function say(text = ''): void {
  console.log(text);
}

function heading(text: string): void {
  say(`\n${text}\n${'─'.repeat(text.length)}`);
}

/** Runs the command as a user would, and gives what it wrote to stdout. */
async function vestige(args: readonly string[], expectedExit = 0): Promise<string> {
  const shown = args.map((arg) => (/[\s"']/.test(arg) ? JSON.stringify(arg) : arg));
  say(`  $ vestige ${shown.join(' ')}`);
  const command = [join(ROOT, 'bin', 'vestige.mjs'), ...args];
  const child = spawn(process.execPath, [...command, '--config', CONFIG], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const exit = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (exit !== expectedExit) {
    const wrote = `${Buffer.concat(out)}${Buffer.concat(err)}`.trim();
    throw new DemoFailed(`it ended with exit ${exit}, not ${expectedExit}:\n${wrote}`);
  }
  return Buffer.concat(out).toString();
}

async function vestigeJson<T>(args: readonly string[], expectedExit = 0): Promise<T> {
  return JSON.parse(await vestige([...args, '--json'], expectedExit)) as T;
}

/** A fresh directory; one that is not the demo's own is never wiped. */
async function prepare(site: Site): Promise<void> {
  if (existsSync(DIR) && !existsSync(CONFIG)) {
    throw new DemoFailed(`${DIR} is there and is not the demo's own: move it away first`);
  }
  await rm(DIR, { recursive: true, force: true });
  await mkdir(join(DIR, 'screenshots'), { recursive: true });
  const config = {
    archive: ARCHIVE,
    schedule: { perHostGapMs: 0 },
    egress: {
      allowPrivateAddresses: true,
      resolve: { [HOST]: `127.0.0.1:${site.port}` },
    },
    confirmation: { observations: 2, vantages: 1, minSpanMs: 0, recheckMs: [] },
  };
  // JSON is YAML too.
  await writeFile(CONFIG, `${JSON.stringify(config, null, 2)}\n`);
}

async function capture(ids: readonly string[]): Promise<readonly Capture[]> {
  const { captures } = await vestigeJson<{ captures: readonly Capture[] }>(['capture', ...ids]);
  for (const one of captures) {
    const claims = one.claims.map(({ text, state }) => `“${text}” ${state}`).join(', ');
    say(
      `    ${decodeURI(new URL(one.url).pathname)}: ${one.status ?? 'no answer'}, ${one.observation.class}; claims: ${claims}`,
    );
    changesOf.set(
      one.id,
      one.changes.map(({ kind }) => kind),
    );
    for (const { kind, summary } of one.changes) say(`      ${kind}: ${summary}`);
  }
  return captures;
}

async function screenshotOf(one: Capture | undefined, name: string): Promise<void> {
  const hex = one?.files.screenshot?.replace(/^sha256:/, '');
  if (hex === undefined) throw new DemoFailed(`there is no screenshot for ${name}`);
  const blob = join(ARCHIVE, 'blobs', hex.slice(0, 2), hex.slice(2, 4), hex);
  const png = existsSync(blob) ? await readFile(blob) : gunzipSync(await readFile(`${blob}.gz`));
  await writeFile(join(DIR, 'screenshots', `${name}.png`), png);
}

async function registerPages(site: Site): Promise<readonly string[]> {
  heading('1. Four pages of a hospital are registered, with the claims people cite from them');
  const ids: string[] = [];
  for (const { path, claims } of PLAN) {
    // Chinese and Arabic stay readable in the address, as a browser shows them.
    const url = decodeURI(site.url(path, HOST));
    const args = ['watch', 'add', url, '--case', CASE, ...claims.flatMap((c) => ['--claim', c])];
    const { watches } = await vestigeJson<{ watches: readonly Watch[] }>(args);
    ids.push(watches[0]?.id ?? '');
  }
  return ids;
}

async function changePages(site: Site, ids: readonly string[]): Promise<void> {
  heading('2. First captures');
  const first = await capture(ids);
  await screenshotOf(first[0], '1-before');

  heading('3. Nothing changes, so nothing is said');
  const second = await capture(ids.slice(0, 2));
  const kinds = second.flatMap(({ changes }) => changes.map(({ kind }) => kind));
  if (kinds.length > 0) throw new DemoFailed(`nothing had changed, but it reported ${kinds}`);

  heading('4. The hospital edits a waiting time: two weeks (两周) become three months (三个月)');
  site.edit(PAGES.transplant, (html) => html.replace('等待时间两周左右', '等待时间三个月左右'));
  const edited = await capture(ids.slice(0, 1));
  await screenshotOf(edited[0], '2-after-the-edit');

  heading('5. It takes the row with the price of 65万元 out of its price list');
  site.edit(PAGES.prices, (html) => html.replace(/<tr id="liver">.*?<\/tr>\n/s, ''));
  await capture(ids.slice(1, 2));

  heading(
    '6. It takes the English page down (404). Seen once it is provisional, seen twice confirmed',
  );
  site.takeDown(PAGES.english, 404);
  for (const expected of ['provisional', 'confirmed']) {
    const [gone] = await capture(ids.slice(2, 3));
    say(`    state: ${gone?.state}, ${gone?.level}`);
    if (gone?.state !== 'gone' || gone.level !== expected) {
      throw new DemoFailed(`the page should be gone, ${expected}`);
    }
  }

  heading('7. The English page comes back');
  site.restore(PAGES.english);
  await capture(ids.slice(2, 3));
}

async function showFlags(): Promise<void> {
  heading('8. The flags that a person should look at');
  const { flags } = await vestigeJson<{ flags: readonly Flag[] }>(['flags', '--case', CASE]);
  const seen = new Set<string>();
  for (const flag of flags) {
    say(
      `    [${flag.severity}] ${flag.kind} / ${flag.class}, ${flag.level}${flag.closedAt === null ? '' : ', closed'}\n      ${flag.summary}`,
    );
    for (const word of [flag.kind, flag.class, ...(changesOf.get(flag.capture) ?? [])]) {
      seen.add(word);
    }
  }
  const expected = [
    ['claim-altered', 'claim-absent'],
    ['number-changed', 'table-row-removed'],
    ['takedown'],
    ['restored'],
  ];
  const missing = expected.filter((words) => !words.some((word) => seen.has(word)));
  if (missing.length > 0) {
    throw new DemoFailed(`no flag for ${missing.map((words) => words.join(' or ')).join(', ')}`);
  }
}

async function proveCase(): Promise<void> {
  heading('9. The case is exported as a proof bundle, and verified without the archive');
  const made = await vestigeJson<{ sha256: string; bytes: number; captures: number }>([
    'export',
    '--case',
    CASE,
    '--out',
    BUNDLE,
    '--lang',
    'zh',
  ]);
  say(`    ${made.captures} captures, ${made.bytes} bytes, ${made.sha256}`);
  const report = await vestigeJson<Report>(['verify', BUNDLE]);
  const count = (status: string) => report.checks.filter((check) => check.status === status).length;
  say(
    `    ${count('passed')} checks passed, ${count('failed')} failed, ${count('skipped')} skipped`,
  );
  for (const { id, status, detail } of report.checks) {
    if (status === 'skipped') say(`      skipped ${id}: ${detail}`);
  }
  if (!report.ok || count('passed') === 0) throw new DemoFailed('the bundle should verify');

  heading('10. One byte of a copy is changed: verifying says so, and which check failed');
  const bytes = await readFile(BUNDLE);
  const middle = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 0x01, middle);
  await writeFile(FORGED, bytes);
  const forged = await vestigeJson<Report>(['verify', FORGED], 3);
  const failed = forged.checks.filter(({ status }) => status === 'failed');
  for (const { id, detail } of failed) say(`    failed ${id}: ${detail}`);
  if (forged.ok || failed.length === 0) throw new DemoFailed('the forged copy should fail a check');
}

function tellWhere(elapsedMs: number): void {
  const here = (path: string) => relative(ROOT, path);
  heading(`Done in ${Math.round(elapsedMs / 1000)} seconds. What you can look at now`);
  say(`  ${here(BUNDLE)}
    the proof bundle: open it in ReplayWeb.page (https://replayweb.page, "Choose File"; it stays on
    your machine), or check it again: npx vestige verify ${here(BUNDLE)}
  ${here(join(DIR, 'screenshots'))}/
    1-before.png and 2-after-the-edit.png: the page as it was seen
  ${here(ARCHIVE)}/
    the archive: npx vestige flags --config ${here(CONFIG)}`);
}

async function main(): Promise<void> {
  const startedAt = Date.now();
  const site = await startSite();
  try {
    await prepare(site);
    say(`The hospital is made up. Its site runs on this machine only, as http://${HOST}/.`);
    const ids = await registerPages(site);
    await changePages(site, ids);
    await showFlags();
    await proveCase();
    tellWhere(Date.now() - startedAt);
  } finally {
    await site.close();
  }
}

main().catch((error: unknown) => {
  const reason = error instanceof DemoFailed ? error.message : error;
  console.error('\nThe demo did not go as it should:', reason);
  process.exitCode = 1;
});
