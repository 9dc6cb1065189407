// "We have moved" with the new address: its word is told as such, and as loud as a loss.
import { beforeAll, describe, expect, it } from 'vitest';
import { judge } from '../../src/judge/judge.js';
import { saidToBeAt } from '../../src/judge/named-address.js';
import { loadRules, type RuleSet } from '../../src/judge/rules.js';
import type { Observation } from '../../src/model/observation.js';
import type { Snapshot } from '../../src/model/snapshot.js';
import { snapshotOf } from './build.js';
import {
  arabic,
  english,
  type Layout,
  modern,
  old,
  TRANSPLANT,
  TRANSPLANT_AR,
  TRANSPLANT_EN,
} from './site.js';

let rules: RuleSet;
beforeAll(async () => {
  rules = await loadRules('config/rules');
});

const look = (snapshot: Snapshot, lastGood: Snapshot | null): Observation =>
  judge(snapshot, { claims: [], lastGood, hostRecent: [], rules, vantage: 'frankfurt' });

const bare = (title: string, body: string): string =>
  `<html><head><title>${title}</title></head><body>${body}</body></html>`;
const link = (url: string): string => `<a href="${url}">${url}</a>`;
const NEW = 'http://www.xihai.test/';

const NOTICES: readonly (readonly [string, Layout, string, string])[] = [
  [
    'zh-Hant, bare, not updated any more',
    modern,
    TRANSPLANT.title,
    bare(
      '網站搬家了',
      `<h2>我們搬家了！</h2><p>移植追蹤協會網站自即日起改用新網址，舊網址不再更新內容。</p><p>新網址：${link(NEW)}</p><p>請各位朋友更新您的書籤，謝謝。</p>`,
    ),
  ],
  [
    'zh-Hans, in the site’s frame, the address written and not linked',
    old,
    TRANSPLANT.title,
    old({
      title: '公告',
      body: '<p>尊敬的用户：本站已更换域名，新域名为 www.xihai.test，请您收藏。</p>',
    }),
  ],
  [
    'Arabic',
    arabic,
    TRANSPLANT_AR.title,
    arabic({
      title: 'إعلان',
      body: `<p>انتقل موقعنا إلى عنوان جديد: ${link(NEW)}</p><p>يرجى تحديث المفضلة لديكم.</p>`,
    }),
  ],
  [
    'English',
    english,
    TRANSPLANT_EN.title,
    english({
      title: 'We have moved',
      body: `<h1>We have moved</h1><p>Our website now lives at ${link(NEW)}. This site is no longer updated. Please update your bookmarks.</p>`,
    }),
  ],
];

describe('a notice that names another site', () => {
  it.each(
    NOTICES,
  )('%s: moved-domain, with the address, after a good look and at first', (_, layout, __, html) => {
    const article =
      layout === arabic ? TRANSPLANT_AR : layout === english ? TRANSPLANT_EN : TRANSPLANT;
    for (const lastGood of [snapshotOf(layout(article)), null]) {
      const seen = look(snapshotOf(html), lastGood);
      expect([seen.class, seen.rule]).toEqual(['moved-domain', expect.stringMatching(/^R-S7-/)]);
      expect(saidToBeAt(seen)).toMatch(/^http:\/\/www\.xihai\.test/);
      expect(seen.summary).toContain('where this visit did not look');
    }
  });

  it('is `moved` where the other host is of the same domain', () => {
    const html = bare('提示', `<p>本栏目已迁移至 ${link('https://tx.donghai.test/kidney/')}</p>`);
    expect(look(snapshotOf(html), snapshotOf(modern(TRANSPLANT))).class).toBe('moved');
  });
});

describe('no move is', () => {
  const lost = (html: string): Observation =>
    look(snapshotOf(html), snapshotOf(modern(TRANSPLANT)));

  it('a removal, wherever it leads', () => {
    const html = bare('提示', `<p>本文章已被删除。本站新网址：${link(NEW)}</p>`);
    expect(lost(html).class).toBe('deleted-notice');
  });

  it('a withdrawal by its author, with whom to ask about it', () => {
    const html = bare(
      '',
      '<h2>这篇文章已经被作者自行撤下</h2><p>如需了解详情,可与公众号运营者联系。</p>',
    );
    expect(lost(html).class).toBe('deleted-notice');
  });

  it('an error page that leads to the home page of its own host', () => {
    const html = bare(
      'Not found',
      '<h1>Page not found</h1><p>The page has moved or does not exist. Go to <a href="/">our home page</a>.</p>',
    );
    expect(lost(html).class).toBe('soft-404');
  });

  it.each([
    '<h1>门诊搬迁公告</h1><p>我院肝移植门诊已搬迁至新址朝阳路88号。</p><p>地图：<a href="http://map.test/x">http://map.test/x</a></p>',
    '<h1>Our clinic has moved</h1><p>The liver clinic has moved to a new location at 88 Chaoyang Road.</p><p>Map: <a href="http://maps.test/x">http://maps.test/x</a></p>',
    '<h1>张伟主任</h1><p>张伟主任已调离，门诊移至东海二院，www.dh2.test。</p>',
    '<h1>公告</h1><p>本院移植登记已迁移至新平台，请登录 http://www.cotr.test 填报。</p>',
  ])('a house, a clinic or a register that moved: %s', (body) => {
    expect(look(snapshotOf(modern({ title: '公告', body })), null).class).toBe('ok');
  });

  it('a page that is not there, whatever else has moved', () => {
    const body = '<h1>404</h1><p>页面未找到。本站已启用新域名 http://www.elsewhere.test</p>';
    expect(look(snapshotOf(modern({ title: '404', body })), null).class).toBe('soft-404');
  });

  it('a page that names two other hosts', () => {
    const html = bare(
      '提示',
      `<p>本站已搬迁。合作单位：${link(NEW)} ${link('http://www.beihai.test/')}</p>`,
    );
    expect(lost(html).class).not.toMatch(/^moved/);
  });

  it('a gambling page that tells of its new domain', () => {
    const html = bare(
      '澳门新葡京娱乐场',
      `<p>澳门新葡京娱乐城 百家乐 老虎机 真人视讯 彩票投注</p><p>更换新域名 ${link(NEW)}</p>`,
    );
    expect(lost(html).class).toBe('hijack');
  });

  it('the page with a line on a new address above its text', () => {
    const html = modern({
      ...TRANSPLANT,
      body: `<p>本院网站已启用新网址 ${link(NEW)}，旧网址仍可使用。</p>${TRANSPLANT.body}`,
    });
    expect(lost(html).class).toBe('ok');
  });
});
