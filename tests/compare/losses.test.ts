// Silent edits of a hospital's page, and pages that merely live -> what is told loudly, and what not.
import { describe, expect, it } from 'vitest';
import { compareSnapshots } from '../../src/compare/compare.js';
import type { Change } from '../../src/model/change.js';
import { snapshotOf } from '../judge/build.js';
import { modern } from '../judge/site.js';

const ARTICLE = `<h1>器官移植中心</h1>
<p>肾移植等待时间<b>两周</b>，费用六十五万元。供体来源充足，质量可靠。欢迎海外患者来院就诊。</p>
<p>联系人：王建国主任，LINE ID：dhtx_01，微信号：donghai_yy，واتساب: +8613800138000。</p>
<ul><li>李明华 副主任医师 擅长肾移植</li><li>赵志强 主任医师 擅长心脏移植</li></ul>
<p>The waiting time is two weeks. Foreign patients are welcome. Organ donors are found quickly.</p>
<p>نرحب بالمرضى من الخارج. يتوفر المتبرعون بشكل دائم.</p>`;

function compare(before: string, after: string): readonly Change[] {
  const page = (body: string) => snapshotOf(modern({ title: '东海医院', body }));
  return compareSnapshots(page(before), page(after), { terms: [], claims: [] });
}

const loud = (changes: readonly Change[]): string[] =>
  changes
    .filter((one) => one.severity === 'critical' || one.severity === 'high')
    .map((one) => one.kind);

describe('a silent edit is told loudly', () => {
  it('names whose contact it was that went', () => {
    const line = (who: string): string => `<p>業務${who} 手機 0932-555-781，微信 hong_tx88</p>`;
    const told = (text: string): readonly Change[] =>
      compare(ARTICLE + text, ARTICLE).filter(
        ({ severity, before }) => severity === 'high' && before?.includes('手機') === true,
      );
    expect(told(line('經理 洪志遠')).map(({ kind }) => kind)).toEqual(['block-removed']);
    expect(told(line('部'))).toEqual([]);
  });

  it.each([
    ['a sentence taken out', '供体来源充足，质量可靠。', '', 'block-removed'],
    ['a sentence taken out in English', ' Foreign patients are welcome.', '', 'block-removed'],
    [
      'a sentence hidden',
      '欢迎海外患者来院就诊。',
      '<i hidden>欢迎海外患者来院就诊。</i>',
      'block-removed',
    ],
    ['a denial', '欢迎海外患者', '不接收海外患者', 'term-substituted'],
    ['a denial in English', 'are welcome', 'are not accepted', 'term-substituted'],
    ['a denial in Arabic', 'نرحب بالمرضى', 'لا نستقبل المرضى', 'term-substituted'],
    ['another word for donors', '供体来源', '志愿者来源', 'term-substituted'],
    ['another word for donors in English', 'Organ donors', 'Volunteers', 'term-substituted'],
    ['another word for donors in Arabic', 'المتبرعون', 'المتطوعون', 'term-substituted'],
    ['a source that is promised no more', '供体来源充足', '供体均为依法分配', 'term-substituted'],
    ['donors who now volunteer', '供体来源充足', '供体来源充足，均为自愿', 'term-substituted'],
    [
      'donors who now volunteer, in English',
      'donors are',
      'donors, all voluntary, are',
      'term-substituted',
    ],
    ['a name', '联系人：王建国主任，', '', 'contact-removed'],
    ['a name in a list', '李明华 副主任', '周国平 副主任', 'contact-removed'],
    ['a LINE account', 'LINE ID：dhtx_01，', '', 'contact-removed'],
    ['an account in Arabic', '，واتساب: +8613800138000', '', 'contact-removed'],
  ])('%s', (_, from, to, kind) => {
    expect(ARTICLE).toContain(from);
    const changes = compare(ARTICLE, ARTICLE.replace(from, to));
    expect(loud(changes)).toContain(kind);
    expect(changes.find((one) => one.kind === kind)?.before).not.toBeNull();
  });
});

// The builder numbers the second of a kind and those after it: an empty one stands first.
const slides = (shown: number): string =>
  `<div><div></div>${['门诊大楼全景', '先进设备中心', '优美住院环境'].map((text, i) => `<div${i === shown ? '' : ' hidden'}><h3>${text}</h3></div>`).join('')}</div>`;
const cards = (...names: string[]): string =>
  `<div><div></div>${names.map((name) => `<div><h3>${name}</h3><p>${name}的内容，请看全文。</p><a href="/n/${name}">查看</a></div>`).join('')}</div>`;
const comments = (...days: number[]): string =>
  `<div>${days.map((day) => `<div><b>患者${day}</b><p>第${day}位患者的话：环境整洁，停车方便。</p><time>2026-03-0${day} 10:00</time></div>`).join('')}</div>`;

describe('a cell of a price list', () => {
  const list = (price: string): string =>
    `<table><tr><th>项目</th><th>费用</th></tr><tr><td>肾移植</td><td>${price}</td></tr><tr><td>肝移植</td><td>320万元</td></tr></table>`;
  it.each([
    ['150万元', '9,999'],
    ['9,999', '150万元'],
    ['US$1,500', '150万元'],
  ])('that says %s and then %s is a changed number', (was, is) => {
    expect(loud(compare(list(was), list(is)))).toContain('number-changed');
  });
});

describe('a date or a column', () => {
  const table = (waits: boolean): string =>
    `<table><tr><th>年份</th><th>肾</th>${waits ? '<th>平均等待（天）</th>' : ''}</tr><tr><td>2004</td><td>240</td>${waits ? '<td>8</td>' : ''}</tr><tr><td>2005</td><td>266</td>${waits ? '<td>6</td>' : ''}</tr></table>`;
  it('of a table that is gone is one loss, whatever stands beside it', () => {
    const changes = compare(table(true), table(false));
    expect(changes.filter(({ severity }) => severity === 'high')).toMatchObject([
      { kind: 'block-removed', before: '平均等待（天） | 8 | 6' },
    ]);
  });

  it.each([
    ['<p>二〇〇九年七月十四日</p>', '<p>二〇〇七年七月十四日</p>'],
    [
      '<table><tr><th>发文</th><td>2009-07-14</td></tr></table>',
      '<table><tr><th>发文</th><td>2007-07-14</td></tr></table>',
    ],
  ])('that went back: %s', (before, after) => {
    expect(compare(before, after)).toContainEqual(
      expect.objectContaining({ kind: 'date-changed', severity: 'high' }),
    );
  });

  it('in the words of a picture is told', () => {
    const picture = (cases: number): string =>
      `<img src="/c.png" width="300" height="180" alt="2005年肝臟移植例數：${cases}例">`;
    expect(loud(compare(picture(647), picture(167)))).toEqual(['number-changed']);
  });
});

describe('a page that lives raises nothing', () => {
  it.each([
    [
      'entries with their day',
      '<ul><li><a href="/1">骨科团队获省科技进步二等奖</a>11-13</li></ul>',
      '<ul><li><a href="/1">骨科团队获省科技进步二等奖</a>11-12</li></ul>',
    ],
    [
      'entries with their rank',
      '<ol><li><b>4</b><a href="/1">体检中心推出入职体检套餐</a></li></ol>',
      '<ol><li><b>2</b><a href="/1">体检中心推出入职体检套餐</a></li></ol>',
    ],
    [
      'the day beside the name of the house',
      '<div>مستشفى النور<span>13 نوفمبر 2026</span></div>',
      '<div>مستشفى النور<span>14 نوفمبر 2026</span></div>',
    ],
    [
      'the clock of a forum',
      '<div>Powered by Discuz! X3.4 GMT+8, 2026-11-8 10:20 , Processed in 0.035123 second(s), 43 queries.</div>',
      '<div>Powered by Discuz! X3.4 GMT+8, 2026-11-9 11:21 , Processed in 0.075123 second(s), 48 queries.</div>',
    ],
    [
      'a byline, a trail and the maker of the site that a new design leaves out',
      '<div>时间:2019-04-12 来源:中州医院 点击:261次</div><div>当前位置: <a href="/">首页</a> &gt; 医院概况 &gt;</div><div>2026年11月8日 星期一</div><div>Powered by DedeCMSV57_GBK_SP2</div>',
      '',
    ],
    ['a greeting of the season', '<div>玉泉医院祝您元宵节快乐！</div>', ''],
    [
      'an advertisement that says it is one',
      '<div><small>Advertisement</small>Learn French in 3 weeks</div>',
      '<div><small>Advertisement</small>Car insurance from $19</div>',
    ],
    [
      'the number of the site among those of its owner',
      '<div>鄂ICP备05001234号</div>',
      '<div>鄂ICP备05001234号-1</div>',
    ],
    ['a carousel at its next turn', slides(0), slides(2)],
    [
      'cards drawn by lot',
      cards('冬季养生', '科学饮食', '运动康复'),
      cards('心理健康', '睡眠质量', '儿童保健'),
    ],
    [
      'another way back to the front page, and another name over it',
      '<header><a href="/">东海器官移植中心</a></header><div><a href="/">首页</a> &gt; 肾移植费用</div><p>甲</p>',
      '<div><a href="/">首页</a> | <a href="/k">科室</a></div><p>甲</p>',
    ],
    ['days counted down', '<p>34 days to New Year</p>', '<p>33 days to New Year</p>'],
    [
      'a way to log in with a number of the visit',
      '<div><a href="/login?return=%2Fa&_=9af3">تسجيل</a></div>',
      '<div><a href="/login?return=%2Fa&_=77bc">تسجيل</a></div>',
    ],
    [
      'entries that lost the dot before them',
      '<ul><li>·检验科通过国际标准复审，成绩优异</li><li>·骨科完成首例机器人辅助手术</li></ul>',
      '<ol><li>检验科通过国际标准复审，成绩优异</li><li>骨科完成首例机器人辅助手术</li></ol>',
    ],
    ['comments that roll on', comments(4, 3, 2, 1), comments(5, 4, 3, 2)],
    ['comments in another order', comments(1, 2, 3), comments(3, 1, 2)],
    [
      'a cookie notice that went',
      '<div><div><p>本站使用 Cookie，请阅读隐私政策。</p><button>接受</button></div></div>',
      '',
    ],
    ['a tip of the day', '<p>小贴士：多喝水有益健康。</p>', '<p>小贴士：饭后散步助消化。</p>'],
    [
      'an advertisement',
      '<div><small>广告</small><p>甲牌牛奶，好营养</p></div>',
      '<div><small>广告</small><p>乙牌汽车，零首付</p></div>',
    ],
    [
      'a counter beside its label',
      '<div><span>浏览量</span><p>1234</p></div>',
      '<div><span>浏览量</span><p>1260</p></div>',
    ],
    [
      'reactions',
      '<p>评论(5) 收藏 8</p><p>124 likes · 18 comments</p><p>التعليقات (٣)</p>',
      '<p>评论(9) 收藏 12</p><p>131 likes · 20 comments</p><p>التعليقات (٥)</p>',
    ],
    [
      'a nonce in a link',
      '<p><a href="/vote?k=9f8e7d6c5b4a3928">投票</a></p>',
      '<p><a href="/vote?k=1122334455667788">投票</a></p>',
    ],
    ['a day that went by', '<div>2026年3月1日</div>', '<div>2026年3月9日</div>'],
    ['a running total', '<p>已有 32,118 人关注本院</p>', '<p>已有 32,170 人关注本院</p>'],
  ])('%s', (_, before, after) => {
    expect(loud(compare(ARTICLE + before, ARTICLE + after))).toEqual([]);
  });

  it('though its text was split, joined and set in other elements', () => {
    const table =
      '<table><tr><th>项目</th><th>费用</th></tr><tr><td>肝移植</td><td>65万元</td></tr></table>';
    const parts = ARTICLE.replace('。供体', '。</p><p>供体').replace(
      /<li>(\S+) (\S+) ([^<]*)/g,
      '<li><h4>$1</h4><p>$2</p><p>$3</p>',
    );
    const card = '<div><h3>肝移植</h3><p>费用：65万元</p></div>';
    expect(loud(compare(ARTICLE + table, parts + card))).toEqual([]);
    expect(loud(compare(parts, ARTICLE))).toEqual([]);
  });

  it('but an entry taken out of a drawn list is told', () => {
    const changes = compare(
      cards('甲类手术', '乙类手术', '丙类手术'),
      cards('甲类手术', '丙类手术'),
    );
    expect(loud(changes)).toContain('link-removed');
  });
});
