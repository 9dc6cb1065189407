// A made-up address beside a page that looks wrong: how it is made, when it is asked, what it tells.
import { beforeAll, describe, expect, it } from 'vitest';
import { judge } from '../../src/judge/judge.js';
import { loadRules, type RuleSet } from '../../src/judge/rules.js';
import {
  askedBefore,
  directoryOf,
  isSuspicious,
  type Sibling,
  siblingOf,
  siblingSeen,
  signalsOf,
} from '../../src/judge/sibling.js';
import type { Observation } from '../../src/model/observation.js';
import type { Snapshot } from '../../src/model/snapshot.js';
import { readHtml, snapshotOf } from './build.js';
import { arabic, modern, TRANSPLANT, TRANSPLANT_AR } from './site.js';

let rules: RuleSet;
beforeAll(async () => {
  rules = await loadRules('config/rules');
});

const DAY = '2026-11-28';
const PAGE = 'https://www.donghai.test/news/2006/0714.html';

describe('the made-up address', () => {
  it.each([
    [
      'https://a.test/content/content_11873.html',
      /^https:\/\/a\.test\/content\/content_9\d{4}\.html$/,
    ],
    ['https://a.test/newsshow.asp?id=2291', /^https:\/\/a\.test\/newsshow\.asp\?id=9\d{3}$/],
    ['https://a.test/about/centre.html', /^https:\/\/a\.test\/about\/centre-\d+\.html$/],
    ['https://a.test/services/transplant/', /^https:\/\/a\.test\/services\/transplant-\d+\/$/],
  ])('stands beside %s, of the same form', (url, form) => {
    const made = siblingOf(url, DAY);
    expect(made).toMatch(form);
    expect(made).toBe(siblingOf(url, DAY));
    expect(directoryOf(made ?? '')).toBe(url.endsWith('/') ? made : directoryOf(url));
  });

  it.each([
    'https://a.test/',
    'https://a.test/index.html',
    'https://a.test/zh/index.php',
    'x',
  ])('is none for a home page: %s', (url) => {
    expect(siblingOf(url, DAY)).toBeNull();
  });
});

const look = (snapshot: Snapshot, lastGood: Snapshot, sibling: Sibling | null): Observation =>
  judge(snapshot, { claims: [], lastGood, hostRecent: [], rules, vantage: 'default', sibling });

const visited = (html: string, status = 200) => ({
  outcome: { kind: 'answered' as const, status },
  finalUrl: null,
  reading: readHtml(html),
});

/** A page in words no rule knows, in two scripts, with an address and a number that differ. */
const strange = (n: string): string =>
  modern({
    title: '东海医院',
    body: `<p>春去秋来，落花流水，旧时光已随风远行。</p><p>${n} /news/2006/${n}.html</p>`,
  });

describe('a page that looks wrong', () => {
  const lastGood = snapshotOf(modern(TRANSPLANT));
  const now = snapshotOf(strange('0714'));

  it('is asked about only where no status tells', () => {
    expect(isSuspicious(look(now, lastGood, null), now.manifest)).toBe(true);
    const hard = snapshotOf(strange('0714'), { status: 404 });
    expect(isSuspicious(look(hard, lastGood, null), hard.manifest)).toBe(false);
    expect(isSuspicious(look(lastGood, lastGood, null), lastGood.manifest)).toBe(false);
  });

  it('is the error page of its site when the made-up address shows the same', () => {
    const sibling = siblingSeen(now, PAGE.replace('0714', '9310'), visited(strange('9310')));
    expect(look(now, lastGood, null).class).toBe('replaced');
    const seen = look(now, lastGood, sibling);
    expect(seen).toMatchObject({ class: 'soft-404', rule: 'R-S9-SIBLING', abstain: false });
    expect(seen.signals).toContainEqual({ id: 'sibling.asked', value: sibling.url, layer: 'L1' });
  });

  it.each([
    ['a true 404', visited(strange('9310'), 404)],
    ['another text', visited(modern(TRANSPLANT))],
    ['nothing', { ...visited('<p></p>'), reading: null }],
  ])('is not, when it shows %s', (_, visit) => {
    const sibling = siblingSeen(now, PAGE.replace('0714', '9310'), visit);
    expect(look(now, lastGood, sibling).class).toBe('replaced');
  });

  it('is never overruled by it while half of the last good text is there', () => {
    const shown = snapshotOf(arabic(TRANSPLANT_AR));
    const sibling = { ...siblingSeen(shown, PAGE, visited(arabic(TRANSPLANT_AR))), alike: 1 };
    expect(look(shown, shown, sibling).class).toBe('ok');
  });

  it('is told by what a neighbour of its directory found, who is asked once', () => {
    const asked = siblingSeen(now, PAGE.replace('0714', '9310'), visited(strange('9310')));
    const signals = signalsOf(asked);
    const neighbour = {
      url: 'https://www.donghai.test/news/2006/0801.html',
      observation: { signals },
    };
    const known = askedBefore(now, [neighbour]);
    expect(known).toMatchObject({ alike: 1, isAsked: false });
    expect(look(now, lastGood, known ?? null).rule).toBe('R-S9-SIBLING');
    // Relying on it is no question of its own, so that it is asked anew the next day.
    const relied = { url: PAGE, observation: { signals: known ? signalsOf(known) : [] } };
    expect(askedBefore(now, [relied])).toBeUndefined();
    const elsewhere = { ...neighbour, url: 'https://www.donghai.test/about/0801.html' };
    expect(askedBefore(now, [elsewhere])).toBeUndefined();
  });
});

describe('a host’s template without any question', () => {
  const lastGood = snapshotOf(modern(TRANSPLANT));
  const judged = (html: string, others: number) => {
    const now = snapshotOf(html);
    const textDigest = now.manifest.files[0]?.digest ?? null;
    const hostRecent = Array.from({ length: others }, (_, n) => {
      return {
        url: `https://www.donghai.test/${n}`,
        class: 'replaced' as const,
        finalUrl: null,
        textDigest,
      };
    });
    return judge(now, { claims: [], lastGood, hostRecent, rules, vantage: 'default' });
  };

  it('is seen where another watched page shows the same text', () => {
    expect(judged(strange('1'), 1)).toMatchObject({ class: 'soft-404', rule: 'R-S9-SHARED-TEXT' });
    expect(judged(strange('1'), 0).class).toBe('replaced');
  });

  it.each([
    '<p>正在加载，请稍候</p>',
    '<p>请先登录后查看</p>',
    '<p>请完成安全验证</p>',
  ])('is no error page where it is a wall or has not loaded: %s', (body) => {
    expect(judged(modern({ title: '东海医院', body }), 3).class).not.toBe('soft-404');
  });
});
