// Two language versions of one text, each before and now -> what one says still and the other no longer.
import { describe, expect, it } from 'vitest';
import { compareSnapshots } from '../../src/compare/compare.js';
import { isOfOneFamily, kinshipOf, versionsNamed } from '../../src/compare/language-versions.js';
import { divergedFrom, type Version } from '../../src/compare/versions.js';
import type { Change } from '../../src/model/change.js';
import type { PageReading } from '../../src/model/reading.js';
import type { Snapshot } from '../../src/model/snapshot.js';
import { readHtml, snapshotOf } from '../judge/build.js';
import {
  type Article,
  arabic,
  english,
  modern,
  TRANSPLANT,
  TRANSPLANT_AR,
  TRANSPLANT_EN,
} from '../judge/site.js';

const CN = 'https://www.donghai.test/cn/transplant.html';
const AR = 'https://www.donghai.test/ar/transplant.html';

const inChinese = (article: Article): Snapshot => snapshotOf(modern(article), { url: CN });
const inArabic = (article: Article): Snapshot => snapshotOf(arabic(article), { url: AR });

function edit(article: Article, ...edits: readonly (readonly [string, string])[]): Article {
  let { body } = article;
  for (const [from, to] of edits) {
    if (!body.includes(from)) throw new Error(`the fixture has no ${from}`);
    body = body.replace(from, to);
  }
  return { ...article, body };
}

function readingOf({ reading }: Snapshot): PageReading {
  if (reading === null) throw new Error('the fixture has no reading');
  return reading;
}

const STATEMENT = '<p>本院的供体来源为自愿捐献，绝无其他来源。</p>';
const news = (...dates: readonly string[]): Article => ({
  title: '新闻',
  body: `<h1>新闻动态</h1><ul>${dates.map((date) => `<li><a href="/cn/news/${date}.html">本院召开肾移植学术会议，第${date.slice(-2)}场</a> ${date}</li>`).join('')}</ul><p>肾移植等待时间两周，费用六十五万元。</p>`,
});
const newsInArabic = (): Snapshot =>
  inArabic({
    title: 'أخبار',
    body: `<ul><li>مؤتمر زراعة الكلى ٢٠٢٦-١١-٠٣</li><li>مؤتمر زراعة الكلى ٢٠٢٦-١١-٠٩</li></ul><p>مدة الانتظار أسبوعان والتكلفة ٦٥٠٬٠٠٠ يوان.</p>`,
  });
const visited = (visits: string, time: string): Article => ({
  title: '东海医院',
  body: `<p>本站累计访问：${visits}次</p><p>现在时间 ${time}，候诊人数 23</p><p>等待时间两周，费用六十五万元。</p>`,
});
const passing = (counter: string): Snapshot =>
  inArabic({
    title: 'مستشفى',
    body: `<p>${counter}</p><p>مدة الانتظار أسبوعان والتكلفة ٦٥٠٬٠٠٠ يوان.</p>`,
  });

/** What the page tells when the other version went from `before` to `after`. */
function told(
  page: readonly [Snapshot, Snapshot],
  [before, after]: readonly [Snapshot, Snapshot],
  kinship: Version['kinship'] = 'named',
): readonly Change[] {
  const [was, is] = page.map(readingOf) as [PageReading, PageReading];
  const changes = compareSnapshots(before, after, { terms: [], claims: [] });
  const reading = readingOf(after);
  const url = before.manifest.url;
  return divergedFrom({ was, is }, { url, name: null, kinship, changes, reading });
}

const sides = (changes: readonly Change[]) => changes.map(({ before, after }) => [before, after]);

describe('a value that stood alike in both versions', () => {
  const ar = inArabic(TRANSPLANT_AR);
  const en = snapshotOf(english(TRANSPLANT_EN), { url: AR.replace('/ar/', '/en/') });
  const cn = inChinese(TRANSPLANT);

  it.each<[string, Snapshot, readonly [string, string], [string, string | null]]>([
    ['a price', ar, ['六十五万元', '五十八万元'], ['六十五万元', '五十八万元']],
    ['a price written in digits', ar, ['六十五万元', '58万元'], ['六十五万元', '58万元']],
    ['a waiting time', ar, ['等待时间两周', '等待时间三个月'], ['两周', '三个月']],
    ['a waiting time', en, ['等待时间两周', '等待时间三个月'], ['两周', '三个月']],
    ['a count', en, ['1,200例', '860例'], ['1,200例', '860例']],
    ['a price that is no longer stated', ar, ['，费用六十五万元', ''], ['六十五万元', null]],
  ])('%s: the one left unedited tells it', (_, page, change, expected) => {
    const found = told([page, page], [cn, inChinese(edit(TRANSPLANT, change))]);
    expect(sides(found)).toEqual([expected]);
    expect(found[0]).toMatchObject({ kind: 'lang-diverged', severity: 'high', where: CN });
    expect(found[0]?.summary).toContain(CN);
  });

  it('in the other direction names the Arabic version', () => {
    const edited = inArabic(edit(TRANSPLANT_AR, ['٦٥٠٬٠٠٠', '٩٠٠٬٠٠٠']));
    const [change] = told([cn, cn], [ar, edited]);
    expect(change).toMatchObject({ before: '٦٥٠٬٠٠٠ يوان', after: '٩٠٠٬٠٠٠ يوان', where: AR });
  });

  it('a total that grew in the same sentence is left out', () => {
    const total = '截至2006年7月14日，本中心共完成肝移植手术1,200例';
    const before = edit(TRANSPLANT, [total, '每例费用八万美元，本中心共完成肝移植手术1,200例']);
    const after = edit(before, ['八万美元', '九万美元'], ['1,200例', '1,210例']);
    const page = inArabic(edit(TRANSPLANT_AR, ['٦٥٠٬٠٠٠ يوان', '٨٠٬٠٠٠ دولار']));
    const found = told([page, page], [inChinese(before), inChinese(after)]);
    expect(sides(found)).toEqual([['八万美元', '九万美元']]);
  });

  it('a paragraph removed in one is told with the words both share in script-folded versions', () => {
    const traditional = snapshotOf(
      modern({
        title: '東海醫院',
        body: '<p>本院的供體來源為自願捐獻，絕無其他來源。</p><p>歡迎來電。</p>',
      }),
      { url: CN.replace('/cn/', '/tw/') },
    );
    const body = '<p>本院的供体来源为自愿捐献，绝无其他来源。</p><p>欢迎来电。</p>';
    const before = inChinese({ title: '东海医院', body });
    const after = inChinese({ title: '东海医院', body: '<p>欢迎来电。</p>' });
    const [change, ...more] = told([traditional, traditional], [before, after]);
    expect(change).toMatchObject({
      before: '本院的供体来源为自愿捐献，绝无其他来源。',
      after: null,
    });
    expect(more).toEqual([]);
  });
});

describe('nothing is told', () => {
  const ar = inArabic(TRANSPLANT_AR);
  const cn = inChinese(TRANSPLANT);
  const priced: [string, string] = ['六十五万元', '五十八万元'];

  it.each<
    [string, readonly [Snapshot, Snapshot], readonly [Snapshot, Snapshot], Version['kinship']?]
  >([
    ['of two versions that were not edited', [ar, ar], [cn, cn]],
    [
      'when both were edited alike',
      [ar, inArabic(edit(TRANSPLANT_AR, ['٦٥٠٬٠٠٠', '٥٨٠٬٠٠٠']))],
      [cn, inChinese(edit(TRANSPLANT, priced))],
    ],
    [
      'of a value that never stood in this version',
      [ar, ar],
      [cn, inChinese(edit(TRANSPLANT, ['急诊肝移植108例', '急诊肝移植44例']))],
    ],
    [
      'of a value that came and went in this version meanwhile',
      [ar, inArabic(edit(TRANSPLANT_AR, ['، والتكلفة ٦٥٠٬٠٠٠ يوان', '']))],
      [cn, inChinese(edit(TRANSPLANT, priced))],
    ],
    [
      'of a value that only moved on the other page',
      [ar, ar],
      [
        cn,
        inChinese({
          ...TRANSPLANT,
          body: edit(TRANSPLANT, ['，费用六十五万元', '']).body.concat(
            '<p>全部费用共计六十五万元，无其他收费。</p>',
          ),
        }),
      ],
    ],
    [
      'of an edit without values',
      [ar, ar],
      [cn, inChinese(edit(TRANSPLANT, ['本地区最早', '本省最早']))],
    ],
    [
      'of a total that grew a little',
      [ar, ar],
      [cn, inChinese(edit(TRANSPLANT, ['1,200例', '1,212例']))],
    ],
    [
      'of a value beside which this version states the new one too',
      [ar, inArabic(edit(TRANSPLANT_AR, ['٦٥٠٬٠٠٠ يوان', '٥٨٠٬٠٠٠ يوان بدلا من ٦٥٠٬٠٠٠ يوان']))],
      [cn, inChinese(edit(TRANSPLANT, priced))],
    ],
    [
      'of words that only moved in the other version of the same language',
      [
        inChinese({ title: '东海医院', body: STATEMENT }),
        inChinese({ title: '东海医院', body: STATEMENT }),
      ],
      [
        inChinese({
          title: '东海医院',
          body: `${STATEMENT}<p>欢迎来电咨询移植事宜，全天有人接听。</p>`,
        }),
        inChinese({
          title: '东海医院',
          body: '<p>欢迎来电咨询移植事宜。本院的供体来源为自愿捐献，绝无其他来源。</p>',
        }),
      ],
    ],
    [
      'of a list of news that moved on in one, whose dates both had',
      [newsInArabic(), newsInArabic()],
      [
        inChinese(news('2026-11-03', '2026-11-09', '2026-11-17')),
        inChinese(news('2026-11-09', '2026-11-17', '2026-11-24')),
      ],
    ],
    [
      'of a counter, a clock and a queue',
      [passing('٣٬١٢٠ زيارة'), passing('٣٬١٢٠ زيارة')],
      [inChinese(visited('3,120', '12:05')), inChinese(visited('4,388', '16:40'))],
    ],
    [
      'of a value shared by chance with a page that is only linked from the menu',
      [
        inArabic({ title: 'أخبار', body: '<p>مدة الدورة التدريبية أسبوعان.</p>' }),
        inArabic({ title: 'أخبار', body: '<p>مدة الدورة التدريبية أسبوعان.</p>' }),
      ],
      [cn, inChinese(edit(TRANSPLANT, ['等待时间两周', '等待时间三个月']))],
      'linked',
    ],
  ])('%s', (_, page, other, kinship) => {
    expect(told(page, other, kinship)).toEqual([]);
  });
});

it('an edit that was undone before this version was looked at tells nothing', () => {
  const before = inChinese({ title: '东海医院', body: `${STATEMENT}<p>欢迎来电。</p>` });
  const edited = inChinese({ title: '东海医院', body: '<p>欢迎来电。</p>' });
  const changes = compareSnapshots(before, edited, { terms: [], claims: [] });
  const was = readingOf(before);
  const tell = (reading: PageReading) =>
    divergedFrom({ was, is: was }, { url: CN, name: null, kinship: 'named', changes, reading });
  expect(tell(readingOf(edited))).toHaveLength(1);
  expect(tell(was)).toEqual([]);
});

describe('versions of a page', () => {
  it.each([
    [CN, AR, true],
    ['https://www.donghai.test/', 'http://en.donghai.test/index.html', true],
    ['https://donghai.test/index.asp', 'https://donghai.test/index_en.asp', true],
    ['https://donghai.test/show?id=7', 'https://donghai.test/show?lang=ar&id=7', true],
    ['https://donghai.test/zh-CN/a', 'https://donghai.test/a', true],
    [CN, 'https://www.donghai.test/ar/prices.html', false],
    [CN, 'https://www.xihai.test/ar/transplant.html', false],
    ['https://donghai.test/show?id=7', 'https://donghai.test/show?id=8&lang=en', false],
    ['https://donghai.test/kidney-en.html', 'https://donghai.test/liver-en.html', false],
  ])('%s and %s are of one family: %s', (a, b, expected) => {
    expect(isOfOneFamily(a, b)).toBe(expected);
    expect(isOfOneFamily(b, a)).toBe(expected);
  });

  it('are found by hreflang and by menus, hidden ones too; a home page is no counterpart', () => {
    const reading = readHtml(
      `<html lang="zh"><head><link rel="alternate" hreflang="zh" href="${CN}">
      <link rel="alternate" hreflang="x-default" href="/select.html">
      <link rel="alternate" hreflang="ru" href="/ru/peresadka.html"></head><body>
      <ul style="display:none"><li><a href="/en/">[ English Version ]</a></li><li><a href="${AR}">العربية</a></li></ul>
      <p>肾移植 <a href="/en/news.html">the English news</a></p></body></html>`,
      CN,
    );
    const named = versionsNamed(reading);
    expect(named.map(({ name, by }) => `${name} ${by}`)).toEqual([
      'ru hreflang',
      '[ English Version ] menu',
      'العربية menu',
    ]);
    const kin = (path: string) => kinshipOf(CN, `https://www.donghai.test${path}`, named)?.kinship;
    expect(kin('/ru/peresadka.html')).toBe('named');
    expect(kin('/en/index.html')).toBe('linked');
    expect(kin('/ar/transplant.html')).toBe('named');
    expect(kin('/fr/transplant.html')).toBe('family');
    expect(kin('/en/news.html')).toBeUndefined();
    expect(kin('/cn/transplant.html')).toBeUndefined();
  });
});

describe('a page that held two languages', () => {
  const ZH =
    '<p>本中心肾移植等待时间两周，肝移植等待时间约一个月，费用面议。</p><p>欢迎各国患者前来咨询，我们提供翻译与接机服务，并安排全程住宿。</p>';
  const EN =
    '<p>The waiting time for a kidney transplant is two weeks, for a liver about a month.</p><p>Patients from all countries are welcome; interpreters and airport transfer are provided.</p>';
  const page = (menu: string, body: string) =>
    snapshotOf(modern({ title: '东海医院', body: `<div>${menu}</div>${body}` }), { url: CN });
  const splits = (before: Snapshot, after: Snapshot) =>
    compareSnapshots(before, after, { terms: [], claims: [] }).filter(
      ({ kind }) => kind === 'lang-split',
    );

  it('and holds one, and names a new address for the other, was split', () => {
    const before = page('', ZH + EN);
    const link = '<a href="/english/kidney.html">English version</a>';
    const [change] = splits(before, page(link, ZH));
    expect(change).toMatchObject({
      severity: 'high',
      after: 'https://www.donghai.test/english/kidney.html',
      before: expect.stringContaining('two weeks'),
    });
  });

  it('is not split without such an address, nor by a link to the language that stayed, nor by a new page', () => {
    const before = page('', ZH + EN);
    expect(splits(before, page('', ZH))).toEqual([]);
    expect(splits(before, page('<a href="/zh/k.html">中文版</a>', ZH))).toEqual([]);
    expect(splits(before, page('<a href="/en/k.html">English version</a>', ZH + EN))).toEqual([]);
    expect(
      splits(page('', ZH), page('<a href="/en/k.html">English</a>', '<p>招聘启事</p>')),
    ).toEqual([]);
  });
});
