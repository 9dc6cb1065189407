// Pages whose layout names no zones -> what moves around their own text is told quietly, what is
// lost in it loudly; and what stands in parts that do not show at first.
import { describe, expect, it } from 'vitest';
import { compareSnapshots } from '../../src/compare/compare.js';
import type { Change } from '../../src/model/change.js';
import { snapshotOf } from '../judge/build.js';

interface Parts {
  readonly strip?: string;
  readonly byline?: string;
  readonly text?: string;
  readonly column?: string;
  readonly foot?: string;
}

const TEXT = `<h2>肝移植中心</h2><p>本中心开展肝移植手术，平均费用38万元，等待时间三周，床位120张。</p>
<p>外籍患者由国际部统一安排，提供配型、手术与随访的全程服务，家属可以陪护，翻译常驻病区。</p>
<p>术后饮食以清淡为主，避免生冷，忌食西柚，不可自行服用补品，每日记录体重、体温与尿量。</p>
<p>Foreign patients are welcome; the coordinator answers letters in English within two days.</p>`;

function page({ strip = '', byline = '', text = TEXT, column = '', foot = '' }: Parts): string {
  return `<html><head><title>肝移植中心</title></head><body><div>${strip}</div>
<div><div><div>${byline}</div><div>${text}</div></div><div>${column}</div></div><div>${foot}</div></body></html>`;
}

function compare(before: Parts, after: Parts): readonly Change[] {
  const [was, is] = [before, after].map((parts) => snapshotOf(page(parts)));
  if (was === undefined || is === undefined) throw new Error('two pages are compared');
  return compareSnapshots(was, is, { terms: [], claims: [] });
}

const loud = (changes: readonly Change[]): string[] =>
  changes
    .filter((one) => one.severity === 'critical' || one.severity === 'high')
    .map((one) => one.kind);

describe('what stands beside the text of a page', () => {
  it.each<[string, Parts, Parts]>([
    [
      'a saying of the day with a number in it',
      { column: '<h4>你知道吗</h4><p>一位捐献者最多可救八人。</p><h4>分享</h4><p>微博</p>' },
      { column: '<h4>你知道吗</h4><p>角膜可以保存四周。</p><h4>分享</h4><p>微博</p>' },
    ],
    [
      'an offer with a price',
      { column: '<p>支持本报，每月只需三十八元</p><h3>相关新闻</h3>' },
      { column: '<p>登记会员，免费阅读更多文章</p><h3>相关新闻</h3>' },
    ],
    [
      'entries of a list about the field, drawn anew',
      { column: '<ul><li>肾移植术后感冒怎么办</li><li>什么是组织配型</li></ul>' },
      { column: '<ul><li>移植术后能否怀孕</li><li>什么是组织配型</li></ul>' },
    ],
    [
      'the day',
      { strip: '<p>国内国际 8月13日 星期三</p>' },
      { strip: '<p>国内国际 8月14日 星期四</p>' },
    ],
    ['a version', { foot: '<p>信息部 版本 2008</p>' }, { foot: '<p>信息部 版本 2009</p>' }],
    [
      'a request',
      { foot: '<p>移植中心信息科 请求编号 4205a7</p>' },
      { foot: '<p>移植中心信息科 请求编号 52c9c3</p>' },
    ],
    ['a line of the maker', { foot: '<h2>Meta</h2><p>Powered by WordPress. 21 queries.</p>' }, {}],
    [
      'a link to the news',
      {
        column:
          '<section><a href="/n/15">Meet the nurses</a> <a href="/n/23">The laboratory</a></section>',
      },
      { column: '<section><a href="/n/23">The laboratory</a></section>' },
    ],
  ])('passes by: %s', (_, before, after) => {
    expect(loud(compare(before, after))).toEqual([]);
  });

  it.each<[string, Parts, Parts, string]>([
    [
      'a value that is labelled',
      { column: '<p>肝移植等待时间：14天</p><p>在线预约</p>' },
      { column: '<p>肝移植等待时间：40天</p><p>在线预约</p>' },
      'number-changed',
    ],
    [
      'a box that is taken out',
      { column: '<p>肝移植等待时间：14天</p><p>在线预约</p>' },
      { column: '<p>在线预约</p>' },
      'block-removed',
    ],
    [
      'a paragraph that is taken out',
      {
        column:
          '<p>In November 2009 the two presidents announced that a joint research centre would be set up.</p><p>Contact us</p>',
      },
      { column: '<p>Contact us</p>' },
      'block-removed',
    ],
    [
      'a date of publication set back',
      { byline: '<p>发布日期：2016-11-26　来源：医务处</p>' },
      { byline: '<p>发布日期：2014-11-26　来源：医务处</p>' },
      'date-changed',
    ],
    [
      'a telephone',
      { foot: '<p>电话：022-23627000</p><p>地址：解放路58号</p>' },
      { foot: '<p>地址：解放路58号</p>' },
      'contact-removed',
    ],
  ])('is told all the same: %s', (_, before, after, kind) => {
    expect(loud(compare(before, after))).toContain(kind);
  });

  it('is not found where the text is spread over the page', () => {
    const cards = (first: string) =>
      `<div><p>${first}</p></div><div><p>等待供肝时间平均为两周，最快三天即可手术。</p></div><div><p>本中心设床位120张，医护人员36名。</p></div>`;
    const changes = compare(
      { text: cards('肾移植费用为30万元。') },
      { text: cards('欢迎来院咨询。') },
    );
    expect(loud(changes)).toContain('block-removed');
  });
});

describe('what does not show at first', () => {
  const tabs = (closed: string): Parts => ({
    text: `${TEXT}<section style="display:none">${closed}<p>所有资料仅供参考。</p></section>`,
  });
  const closed = '<p>供体均来自本省，等待时间平均14天。</p>';

  it('is told when a sentence is taken out of it', () => {
    expect(loud(compare(tabs(closed), tabs('')))).toEqual(['block-removed']);
  });

  it('is told when a value in it is another', () => {
    expect(loud(compare(tabs(closed), tabs(closed.replace('14', '60'))))).toContain(
      'number-changed',
    );
  });

  it.each([
    ['a text about nothing people cite', '<p>点击展开更多服务项目。</p>', ''],
    ['one drawn anew', '<p>供体来源充足。</p>', '<p>欢迎海外患者。</p>'],
    ['a menu', '<p><a href="/yz">肝移植中心</a></p>', ''],
  ])('passes by: %s', (_, before, after) => {
    expect(loud(compare(tabs(before), tabs(after)))).toEqual([]);
  });
});

describe('what moves in the text itself', () => {
  const beside = (part: string): Parts => ({ text: `${TEXT}${part}` });
  const days = (...rows: readonly string[]): string =>
    `<table><tr><th>日期</th><th>上午</th></tr>${rows.map((row) => `<tr><td>${row}</td></tr>`).join('')}</table>`;

  it.each([
    [
      'the days of a calendar',
      days('05-10</td><td>可预约（余7）', '05-13</td><td>约满', '05-16</td><td>停诊'),
      days('05-13</td><td>可预约（余2）', '05-16</td><td>停诊', '05-19</td><td>约满'),
    ],
    [
      'free places',
      days('张医师</td><td>可预约（余7）', '李医师</td><td>约满'),
      days('张医师</td><td>可预约（余6）', '李医师</td><td>约满'),
    ],
    [
      'whose turn it is',
      '<p>移植外科 一诊：目前 29 号／二诊：尚未开诊</p>',
      '<p>移植外科 一诊：目前 36 号／二诊：目前 12 号</p>',
    ],
    ['givers who scroll by', '<p>李** 捐款 100 元</p>', '<p>匿名 捐款 1250 元</p>'],
    [
      'how often an entry was read',
      '<ul><li>2531<a href="/a">高血压患者的饮食</a></li></ul>',
      '<ul><li>2524<a href="/a">高血压患者的饮食</a></li></ul>',
    ],
    [
      'how often a paper was cited',
      '<p>First experience in 32 kidney patients. PDF Cited by 23</p>',
      '<p>First experience in 32 kidney patients. PDF Cited by 24</p>',
    ],
    [
      'an exchange rate',
      '<p>Курс ЦБ на 21.12.2019: USD 62,27 · EUR 69,22</p>',
      '<p>Курс ЦБ на 14.01.2020: USD 61,41 · EUR 68,30</p>',
    ],
    [
      'a date behind a word for telephones',
      '<p>无障碍 手机版 2024-06-03</p>',
      '<p>无障碍 手机版 2024-06-04</p>',
    ],
    [
      'minutes people wait in a clinic',
      '<p>Current waiting time in the walk-in clinic: 12 minutes</p>',
      '<p>Current waiting time in the walk-in clinic: 21 minutes</p>',
    ],
    ['a slash at the end', '<a href="/treatments">治疗</a>', '<a href="/treatments/">治疗</a>'],
    [
      'signed addresses',
      '<a href="/r.pdf?expires=1450003600&sig=4205a75c">年报</a>',
      '<a href="/r.pdf?expires=1450014400&sig=52c9c353">年报</a>',
    ],
    [
      'where a login leads back to',
      '<a href="/index.php?a=login&forward=479c5b">登录</a>',
      '<a href="/index.php?a=login&forward=4d330f">登录</a>',
    ],
  ])('passes by: %s', (_, before, after) => {
    expect(loud(compare(beside(before), beside(after)))).toEqual([]);
  });

  it.each([
    [
      'years of a table',
      days('2003</td><td>88', '2004</td><td>121', '2005</td><td>143'),
      days('2004</td><td>121', '2005</td><td>143', '2006</td><td>160'),
      'table-row-removed',
    ],
    [
      'a wait in hours and minutes',
      '<p>急诊肝移植等待时间2h30m。</p>',
      '<p>急诊肝移植等待时间4h30m。</p>',
      'number-changed',
    ],
    [
      'a price beside a word of booking',
      '<p>现可预约肝移植手术费用30万元</p>',
      '<p>现可预约肝移植手术费用45万元</p>',
      'number-changed',
    ],
    [
      'a booking that is no longer taken',
      '<p>外籍患者肝移植现可预约。</p>',
      '<p>外籍患者肝移植停止预约。</p>',
      'term-substituted',
    ],
    ['a doctor masked', '<p>李明</p>', '<p>李**</p>', 'contact-removed'],
  ])('is told: %s', (_, before, after, kind) => {
    expect(loud(compare(beside(before), beside(after)))).toContain(kind);
  });
});

describe('lists and boards beside the text', () => {
  const column = (...links: readonly string[]): Parts => ({
    column: `<section>${links.map((name) => `<a href="/n/${name}">${name}</a>`).join(' ')}</section>`,
  });

  it('a short list that lost none as it moved on passes by', () => {
    const before = column('院训', '新闻', '论坛', '天气预报', '菜价', '招生');
    const after = column('院训', '新闻', '论坛', '通告', '天气预报', '菜价');
    expect(loud(compare(before, after))).toEqual([]);
  });

  it('an entry that is taken out of one is told', () => {
    const before = column('院训', '新闻', '肝移植', '论坛', '天气预报', '菜价');
    const after = column('院训', '新闻', '论坛', '天气预报', '菜价');
    expect(loud(compare(before, after)).length).toBeGreaterThan(0);
  });

  it('a row is the same where only a counter in its name moved', () => {
    const thread = (posts: number): Parts => ({
      text: `${TEXT}<table><tr><td>PaulGPosts: ${posts}</td><td>A man flew to Shanghai and was back in five weeks.</td></tr><tr><td>Moderator</td><td>This thread is closed.</td></tr></table>`,
    });
    expect(loud(compare(thread(12), thread(13)))).toEqual([]);
  });

  it('a picture that is said to be an advertisement may be another', () => {
    const banner = (name: string): Parts => ({
      column: `<img src="/b/${name}.gif" alt="Реклама" width="200" height="200">`,
    });
    expect(loud(compare(banner('a'), banner('c')))).toEqual([]);
  });
});

describe('a board of the minute', () => {
  const under = (words: string, value: string): Parts => ({
    text: `${TEXT}<div><p>${words}</p><table><tr><td>泌尿科</td><td>约35${value}</td></tr><tr><td>移植门诊</td><td>约10${value}</td></tr></table></div>`,
  });
  const other = (parts: Parts): Parts => ({ text: (parts.text ?? '').replace('约10', '约5') });

  it.each([
    ['ただいまの待ち時間（9:40現在）', '分'],
    ['当前候诊', '人'],
  ])('moves by itself: %s', (words, value) => {
    expect(loud(compare(under(words, value), other(under(words, value))))).toEqual([]);
  });

  it.each([
    ['当前候诊', '天'],
    ['移植等待时间', '分'],
  ])('is none where people wait for days, or for organs: %s', (words, value) => {
    expect(loud(compare(under(words, value), other(under(words, value))))).toContain(
      'number-changed',
    );
  });
});

it('a list of news in words alone moves on; names and paragraphs do not', () => {
  const list = (tag: string, ...entries: readonly string[]): Parts => ({
    text: `${TEXT}<div>${entries.map((entry) => `<${tag}>${entry}</${tag}>`).join('')}</div>`,
  });
  const news = [
    list('li', '发布指南', '系统扩容', '新增三家医院'),
    list('li', '座谈会召开', '发布指南', '系统扩容'),
  ] as const;
  expect(loud(compare(...news))).toEqual([]);
  const staff = [
    list('li', '周丽医生', '王强医生', '李明主任医师'),
    list('li', '陈晨医生', '周丽医生', '王强医生'),
  ] as const;
  expect(loud(compare(...staff)).length).toBeGreaterThan(0);
  const prose = [
    list('p', '本院欢迎各地患者前来。', '住院手续在一楼办理。', '外宾由专人全程陪同就诊。'),
    list('p', '本院环境优美。', '本院欢迎各地患者前来。', '住院手续在一楼办理。'),
  ] as const;
  expect(loud(compare(...prose))).toContain('block-removed');
});

it('an abbreviated word ends no sentence', () => {
  const line = (text: string): Parts => ({ text: `${TEXT}<p>${text}</p>` });
  const before = line('Областная больница ул. Садовая, д. 18, корп. 2');
  const after = { text: `${TEXT}<p>Областная больница</p><p>ул. Садовая, д. 18, корп. 2</p>` };
  expect(loud(compare(before, after))).toEqual([]);
});

it('a date of publication is told however its counter stands beside it', () => {
  const line = (text: string): Parts => ({ text: `${TEXT}<p>${text}</p>` });
  const before = line('Posted on June 30, 2016 Views: 12,707');
  expect(loud(compare(before, line('Posted on January 5, 2013 Views: 12,749')))).toEqual([
    'date-changed',
  ]);
  expect(loud(compare(before, line('Posted on June 30, 2016 Views: 12,749')))).toEqual([]);
});

it('a short page is no notice because of a word at its foot', () => {
  const short = (menu: string): string =>
    `<html><body><div><div>${menu}<span><a href="/map">交通</a></span></div><h1>国际医疗服务</h1><p>本院引进最新设备。</p><div>隐私权政策｜资讯安全政策</div></div></body></html>`;
  const [was, is] = [short('<span><a href="/fees">海外移植收费</a></span> · '), short('')].map(
    (html) => snapshotOf(html),
  );
  if (was === undefined || is === undefined) throw new Error('two pages are compared');
  expect(loud(compareSnapshots(was, is, { terms: [], claims: [] })).length).toBeGreaterThan(0);
});

it('a page set anew may leave out its saying and move its list on', () => {
  const paragraphs = TEXT.replace(/<h2>.*?<\/h2>/, '')
    .replaceAll('<p>', '')
    .split('</p>')
    .filter((one) => one.trim() !== '');
  const news = ['院务公开', '停车收费调整', '健检假日服务', '护理师节活动'];
  const before = `<html><body><header><p>卓越 关怀 创新</p></header><h2>肝移植中心</h2>${paragraphs.map((one) => `<p>${one}</p>`).join('')}<ul>${news.map((one, at) => `<li><a href="/n/${at}">${one}</a> (2019-05-0${9 - at})</li>`).join('')}</ul></body></html>`;
  const after = `<html><body><div><h1>肝移植中心</h1><div>${paragraphs.map((one) => `<div>${one}</div>`).join('')}</div></div><section><div><a href="/n/9">流感疫苗</a> 2019-05-20</div>${news
    .slice(0, 3)
    .map((one, at) => `<div><a href="/n/${at}">${one}</a> 2019-05-0${9 - at}</div>`)
    .join('')}</section></body></html>`;
  const changes = compareSnapshots(snapshotOf(before), snapshotOf(after), {
    terms: [],
    claims: [],
  });
  expect(changes.map((one) => one.kind)).toContain('redesign');
  expect(loud(changes)).toEqual([]);
});
