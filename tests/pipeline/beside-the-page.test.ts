// What the life of a capture makes of what stands beside its page: language versions watched over days,
// and the site's files for machines. Real catalogue, blobs and judging; the pages come from here.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadRules, type RuleSet } from '../../src/judge/rules.js';
import type { Capture } from '../../src/model/capture.js';
import type { Exchange } from '../../src/model/exchange.js';
import { instantOf } from '../../src/model/instant.js';
import { NOTHING_SEEN, type VisitRequest } from '../../src/model/visit.js';
import type { Watch } from '../../src/model/watch.js';
import type { PipelineDeps } from '../../src/pipeline/deps.js';
import { captureJob } from '../../src/pipeline.js';
import { addition, draft, job } from '../contracts/records.js';
import { createManualClock, type ManualClock } from '../fakes/manual-clock.js';
import { snapshotOf } from '../judge/build.js';
import { arabic, modern, TRANSPLANT, TRANSPLANT_AR } from '../judge/site.js';
import { openArchive, type TestArchive } from '../store/archive.js';

const DAY_MS = 86_400_000;
const MENU = '<p><a href="/cn/移植.html">中文</a> <a href="/ar/移植.html">العربية</a></p>';

let root: string;
let archive: TestArchive;
let rules: RuleSet;
let clock: ManualClock;
let deps: PipelineDeps;
/** What stands at each address; null: nothing does. */
const pages = new Map<string, string | null>();

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'vestige-versions-'));
  archive = await openArchive(root);
  rules = await loadRules('config/rules');
  clock = createManualClock(Date.UTC(2026, 10, 22));
  deps = {
    ...{ blobs: archive.blobs, catalogue: archive.catalogue, clock, canaries: [], routes: [] },
    log: pino({ level: 'silent' }),
    browser: async () => browser,
    documents: { read: async () => null } as never,
    reaches: async () => null,
    notBefore: async () => null,
    ownLine: async () => [],
    askResolvers: async () => [],
    resolversAsked: 'failures',
    rules: async () => rules,
    confirmation: { observations: 2, vantages: 1, minSpanMs: 0, recheckMs: [] },
    ...{ siblingEveryMs: 0, siteFilesEveryMs: 0, collector: null },
    visit: {
      timeoutMs: 1000,
      settleMs: 0,
      maxBytes: 1 << 20,
      userAgent: null,
      linkedFiles: { most: 0, maxBytes: 65_536 },
    },
  };
});
afterAll(async () => {
  await archive.close();
  await rm(root, { recursive: true, force: true });
});

const browser = {
  version: async () => 'Chromium 0',
  close: async () => {},
  print: async () => new Uint8Array(0),
  async visit({ url, besides = [] }: Pick<VisitRequest, 'url' | 'besides'>) {
    const html = pages.get(url) ?? null;
    const status = html === null ? 404 : 200;
    const shown = html ?? '<title>404 Not Found</title><h1>Not Found</h1>';
    const { manifest, reading } = snapshotOf(shown, { url, status });
    const now = instantOf(clock.nowMs());
    const page = manifest.exchanges.map((one) => ({ ...one, responseBody: null }));
    const files = await Promise.all(besides.map((path) => answerOf(new URL(path, url).href)));
    const exchanges = [...page, ...files];
    const { outcome, mainExchange, finalUrl } = manifest;
    const when = { startedAt: now, finishedAt: now };
    const visit = {
      ...{ ...NOTHING_SEEN, ...when, outcome, mainExchange, finalUrl, reading, exchanges },
    };
    return { visit, dispose: async () => {} };
  },
};

/** A file for machines, as the browser brings it: its body is a blob. */
async function answerOf(url: string): Promise<Exchange> {
  const text = pages.get(url) ?? null;
  const facts = { url, status: text === null ? 404 : 200, contentType: 'text/plain' };
  const [exchange] = snapshotOf('', facts).manifest.exchanges;
  if (exchange === undefined) throw new Error('no exchange');
  const bytes = Buffer.from(text ?? '');
  const responseBody = { digest: await archive.blobs.put(bytes), sizeBytes: bytes.length };
  return { ...exchange, resourceType: 'other', responseBody };
}

/** Another site for every test, with its two pages as they are at first. */
let [cn, ar]: Watch[] = [];
let sites = 0;
beforeEach(async () => {
  sites += 1;
  const host = `www.donghai${sites}.test`;
  const add = async (path: string) => {
    const url = `https://${host}${path}`;
    const value = draft(path, { url, urlKey: new URL(url).href, caseName: host, claims: [] });
    const [added] = await archive.catalogue.addWatches([addition(value)], instantOf(clock.nowMs()));
    if (added === undefined) throw new Error('nothing was added');
    return added.watch;
  };
  [cn, ar] = [await add('/cn/移植.html'), await add('/ar/移植.html')];
  publish(cn, chinese());
  publish(ar, inArabic());
  for (const watch of [cn, ar]) expect((await look(watch)).changes).toEqual([]);
});

const chinese = (from = '', to = '') =>
  modern({ ...TRANSPLANT, body: MENU + TRANSPLANT.body.replace(from, to) });
const inArabic = (from = '', to = '') =>
  arabic({ ...TRANSPLANT_AR, body: MENU + TRANSPLANT_AR.body.replace(from, to) });
const publish = (watch: Watch | undefined, html: string | null) =>
  pages.set(watch?.url ?? '', html);

/** A look, a day after the one before. */
async function look(watch: Watch | undefined, by = deps): Promise<Capture> {
  if (watch === undefined) throw new Error('no watch');
  await clock.tick(DAY_MS);
  const now = instantOf(clock.nowMs());
  const among = await archive.catalogue.enqueue([job(watch, { reason: 'manual' })], now);
  const request = { owner: 'test', now, leaseMs: DAY_MS, perHostGapMs: 0, among };
  const leased = await archive.catalogue.lease(request);
  if (leased === null) throw new Error('nothing was leased');
  return captureJob(by, leased);
}

const ofVersions = ({ changes }: Capture) =>
  (changes ?? []).filter(({ kind }) => kind === 'lang-split' || kind === 'lang-diverged');
const flagsOf = async (watch: Watch | undefined, open = true) => {
  if (watch === undefined) throw new Error('no watch');
  return archive.catalogue.listFlags({ watchId: watch.id, open });
};

describe('one version edited while the other is not', () => {
  test('is told once, by the first look at the other, and confirmed by its next', async () => {
    publish(cn, chinese('六十五万元', '面议'));
    expect(ofVersions(await look(cn))).toEqual([]);
    expect(ofVersions(await look(ar))).toMatchObject([
      { kind: 'lang-diverged', severity: 'high', before: '六十五万元', where: cn?.url },
    ]);
    expect(await flagsOf(ar)).toMatchObject([
      { kind: 'change', class: 'lang-diverged', level: 'provisional' },
    ]);
    await look(cn);
    expect(ofVersions(await look(ar))).toEqual([]);
    expect(await flagsOf(ar)).toMatchObject([{ class: 'lang-diverged', level: 'confirmed' }]);
  });

  test('is undone when the other version follows', async () => {
    publish(cn, chinese('六十五万元', '五十八万元'));
    await look(cn);
    expect(ofVersions(await look(ar))).toHaveLength(1);
    publish(ar, inArabic('٦٥٠٬٠٠٠', '٥٨٠٬٠٠٠'));
    expect(ofVersions(await look(ar))).toMatchObject([
      { kind: 'lang-diverged', severity: 'info', before: '五十八万元', after: '六十五万元' },
    ]);
    expect((await flagsOf(ar)).filter((flag) => flag.class === 'lang-diverged')).toEqual([]);
    // Nor does the version that was edited first tell it of the one that followed.
    expect(ofVersions(await look(cn))).toEqual([]);
  });

  test('is undone when the edited version goes back', async () => {
    publish(cn, chinese('等待时间两周', '等待时间三个月'));
    await look(cn);
    expect(ofVersions(await look(ar))).toMatchObject([{ before: '两周', after: '三个月' }]);
    publish(cn, chinese());
    await look(cn);
    expect(ofVersions(await look(ar))).toMatchObject([{ severity: 'info', after: '两周' }]);
    expect(await flagsOf(ar)).toEqual([]);
  });

  test('is nothing when both were edited before either was looked at', async () => {
    publish(cn, chinese('六十五万元', '五十八万元'));
    publish(ar, inArabic('٦٥٠٬٠٠٠', '٥٨٠٬٠٠٠'));
    for (const watch of [cn, ar, cn, ar]) expect(ofVersions(await look(watch))).toEqual([]);
  });
});

describe('one version closed while the other lives', () => {
  test('is told when its loss is certain, and once, and undone when it opens again', async () => {
    publish(cn, null);
    await look(cn);
    expect(ofVersions(await look(ar))).toEqual([]);
    await look(cn);
    expect(ofVersions(await look(ar))).toMatchObject([
      { kind: 'lang-split', severity: 'high', before: cn?.url, where: cn?.url },
    ]);
    expect(await flagsOf(ar)).toMatchObject([{ class: 'lang-split', level: 'provisional' }]);
    publish(cn, chinese());
    await look(cn);
    expect(ofVersions(await look(ar))).toMatchObject([
      { kind: 'lang-split', severity: 'info', after: cn?.url },
    ]);
    expect(await flagsOf(ar)).toEqual([]);
  });

  test('stays told while it stays closed', async () => {
    publish(cn, null);
    for (const watch of [cn, cn, ar, cn]) await look(watch);
    expect(ofVersions(await look(ar))).toEqual([]);
    expect(await flagsOf(ar)).toMatchObject([{ class: 'lang-split', level: 'confirmed' }]);
  });

  test('is nothing for a page that no version names, on a host where much else is watched', async () => {
    publish(ar, arabic({ title: 'أخبار', body: '<p>أخبار المستشفى لهذا الأسبوع.</p>' }));
    publish(cn, modern({ title: '新闻', body: '<p>本院本周新闻。</p>' }));
    for (const watch of [cn, ar, cn, ar]) await look(watch);
    publish(cn, null);
    for (const watch of [cn, cn, ar]) await look(watch);
    expect(ofVersions(await look(ar))).toEqual([]);
  });
});

describe('a site’s files for machines', () => {
  const ofFiles = ({ changes }: Capture) =>
    (changes ?? []).filter(({ kind }) => /^(?:robots|archive|sitemap)/.test(kind));
  const asked = ({ observation }: Capture) =>
    observation.signals.some(({ id }) => id === 'site-files.asked');
  const publishRules = (text: string | null) =>
    pages.set(new URL('/robots.txt', cn?.url).href, text);

  test('are asked for once a day and host, and only where that is configured', async () => {
    expect(asked(await look(cn))).toBe(false);
    const often = { ...deps, siteFilesEveryMs: DAY_MS * 1.5 };
    expect(asked(await look(cn, often))).toBe(true);
    expect(asked(await look(ar, often))).toBe(false);
    expect(asked(await look(ar, often))).toBe(true);
  });

  test('tell whichever watch asks of every watched page that is shut out, and of its return', async () => {
    const daily = { ...deps, siteFilesEveryMs: DAY_MS / 2 };
    publishRules('User-agent: *\nDisallow: /admin/');
    for (const watch of [cn, ar]) expect(ofFiles(await look(watch, daily))).toEqual([]);
    publishRules('User-agent: *\nDisallow: /cn/');
    expect(ofFiles(await look(ar, daily))).toMatchObject([
      { kind: 'robots-tightened', severity: 'high', after: 'Disallow: /cn/' },
    ]);
    expect(await flagsOf(ar)).toMatchObject([{ kind: 'change', class: 'robots-tightened' }]);
    expect(ofFiles(await look(cn, daily))).toEqual([]);
    publishRules(null);
    expect(ofFiles(await look(ar, daily))).toMatchObject([{ severity: 'info', after: null }]);
    expect(await flagsOf(ar)).toEqual([]);
  });
});
