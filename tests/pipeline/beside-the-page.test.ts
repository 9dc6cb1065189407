// What the life of a capture makes of what stands beside its page: language versions watched over days,
// and the site's files for machines. Real catalogue, blobs and judging; the pages come from here.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Capture } from '../../src/model/capture.js';
import type { Watch } from '../../src/model/watch.js';
import type { PipelineDeps } from '../../src/pipeline/deps.js';
import { arabic, modern, TRANSPLANT, TRANSPLANT_AR } from '../judge/site.js';
import { DAY_MS, openStage, type Stage } from './stage.js';

const MENU = '<p><a href="/cn/移植.html">中文</a> <a href="/ar/移植.html">العربية</a></p>';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** Another site for every test, with its two pages as they are at first. */
let [cn, ar]: Watch[] = [];
let sites = 0;
beforeEach(async () => {
  sites += 1;
  const host = `www.donghai${sites}.test`;
  [cn, ar] = [
    await stage.watch(`https://${host}/cn/移植.html`),
    await stage.watch(`https://${host}/ar/移植.html`),
  ];
  publish(cn, chinese());
  publish(ar, inArabic());
  for (const watch of [cn, ar]) expect((await look(watch)).changes).toEqual([]);
});

const chinese = (from = '', to = '') =>
  modern({ ...TRANSPLANT, body: MENU + TRANSPLANT.body.replace(from, to) });
const inArabic = (from = '', to = '') =>
  arabic({ ...TRANSPLANT_AR, body: MENU + TRANSPLANT_AR.body.replace(from, to) });
const publish = (watch: Watch | undefined, html: string | null) =>
  stage.pages.set(watch?.url ?? '', html);
const look = (watch: Watch | undefined, by?: PipelineDeps) => stage.look(watch, by);
const flagsOf = (watch: Watch | undefined, open?: boolean) => stage.flagsOf(watch, open);

const ofVersions = ({ changes }: Capture) =>
  (changes ?? []).filter(({ kind }) => kind === 'lang-split' || kind === 'lang-diverged');
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
    stage.pages.set(new URL('/robots.txt', cn?.url).href, text);

  test('are asked for once a day and host, and only where that is configured', async () => {
    expect(asked(await look(cn))).toBe(false);
    const often = { ...stage.deps, siteFilesEveryMs: DAY_MS * 1.5 };
    expect(asked(await look(cn, often))).toBe(true);
    expect(asked(await look(ar, often))).toBe(false);
    expect(asked(await look(ar, often))).toBe(true);
  });

  test('tell whichever watch asks of every watched page that is shut out, and of its return', async () => {
    const daily = { ...stage.deps, siteFilesEveryMs: DAY_MS / 2 };
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
