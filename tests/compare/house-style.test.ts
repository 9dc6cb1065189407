// What releases, plugins and house style change on a page nobody touched -> nothing loud; beside each stands
// the edit that looks like it.
import { describe, expect, it } from 'vitest';
import { sightClaims } from '../../src/compare/claims.js';
import { compareSnapshots } from '../../src/compare/compare.js';
import { digestOf } from '../../src/model/digest.js';
import type { Snapshot } from '../../src/model/snapshot.js';
import { readHtml, snapshotOf } from '../judge/build.js';
import { ARTICLE, loud, loudInText } from './everyday-page.js';

/** What it is, how it read, how it reads now. */
type Pair = readonly [string, string, string];

const p = (text: string): string => `<p>${text}</p>`;
const menu = (inner: string): string => `<nav><ul>${inner}</ul></nav>`;
const link = (href: string, text: string): string => `<a href="${href}">${text}</a>`;
const tab = (at: number, name: string): string =>
  `<li role="tab" aria-controls="panel-${at}">${name}</li>`;
const panel = (at: number, text: string): string =>
  `<div id="panel-${at}" role="tabpanel"${at > 0 ? ' style="display:none"' : ''}><p>${text}</p></div>`;
const LIVER = '肝移植六十五万元，成人活体肝移植供者术后并发症发生率为6.2%。';
const KIDNEY = '肾移植二十六万元，等待时间一般为两周，当天即可入院。';
const reviews = (note: string, ...texts: string[]): string =>
  `<section><h3>网友评论（${note} 更新）</h3>${texts.map((text) => `<div><p>${text}</p></div>`).join('')}<a href="/comment/41188.html">查看全部 164 条评论</a></section>`;
const releases = (pages: string, ...days: number[]): string =>
  `<section>${days.map((day) => `<div><span>${day} October 2017</span><h3>${link(`/press/${day}`, `Release of the ${day}th`)}</h3><p>Coordinators met on the ${day}th to look at the year.</p></div>`).join('')}<div><span>Showing 1-4 of ${pages}</span> [1] ${link('/press?b=4', '2')} ${link('/press?b=8', 'Next 4 items »')}</div></section>`;
const film = 'https://www.youtube.com/watch?v=Qk3vT0e9LxA';
const FRAME = '<iframe src="https://www.youtube-nocookie.com/embed/Qk3vT0e9LxA?rel=0"></iframe>';

/** The article in a column of its own, and what stands in the other. */
const pageWith = (side: string): string =>
  `<!doctype html><html><head><title>器官移植中心</title></head><body>${side}<div>${ARTICLE.map(p).join('')}</div></body></html>`;

const UPKEEP: readonly Pair[] = [
  [
    'thousands set apart by spaces that do not break',
    p('In 2021, 144,302 transplants were reported, 11.3% more than before.'),
    p('In 2021, 144\u202f302 transplants were reported, 11.3\u00a0% more than before.'),
  ],
  [
    'thousands set apart by spaces, in a table',
    '<table><tr><th>Organ</th><th>Cases</th></tr><tr><td>Kidney</td><td>92,532</td></tr><tr><td>Liver</td><td>34,694</td></tr></table>',
    '<table><tr><th>Organ</th><th>Cases</th></tr><tr><td>Kidney</td><td>92 532</td></tr><tr><td>Liver</td><td>34 694</td></tr></table>',
  ],
  [
    'a day in Russian words',
    p('Совещание 12.03.2024 в министерстве'),
    p('Совещание 12 марта 2024 г. в министерстве'),
  ],
  [
    'a day in Turkish words',
    p('Komisyon 19.01.2024 tarihinde toplandı'),
    p('Komisyon 19 Ocak 2024 Cuma tarihinde toplandı'),
  ],
  [
    'the hour of a rate',
    '<small>中国银行现汇买入价　03-18 10:30</small>',
    '<small>中国银行现汇买入价　03-21 15:05</small>',
  ],
  [
    'a visitor’s address',
    '<div>欢迎来自 61.139.2.70 的访客</div>',
    '<div>欢迎来自 118.112.8.14 的访客</div>',
  ],
  [
    'a program’s version',
    '<footer>منصة تنسيق التبرع — الإصدار 3.8.4</footer>',
    '<footer>منصة تنسيق التبرع — الإصدار 3.9.0</footer>',
  ],
  [
    'the day in Chinese words',
    p('停车场调整收费方式 今日：十月一日'),
    p('停车场调整收费方式 今日：十月八日'),
  ],
  [
    'how long ago somebody wrote',
    '<ol><li>老周 5个月前<p>顾问很耐心，谢谢。</p></li></ol>',
    '<ol><li>老周 6个月前<p>顾问很耐心，谢谢。</p></li></ol>',
  ],
  [
    'who reads a Russian forum',
    p('Сейчас этот форум просматривают: нет зарегистрированных пользователей и гости: 5'),
    p('Сейчас этот форум просматривают: нет зарегистрированных пользователей и гости: 2'),
  ],
  ['a rate in roubles', p('Курс: 1 ¥ = 8,41 ₽'), p('Курс: 1 ¥ = 9,91 ₽')],
  [
    'a tip beneath its heading',
    `<section><h3>出行小贴士</h3>${p('机场到市区约四十分钟车程，夜间航班也可安排接机。')}</section>`,
    `<section><h3>出行小贴士</h3>${p('公寓内有厨房，附近两处超市可买到清真食品。')}</section>`,
  ],
  [
    'a tip in a line',
    p('<b>Travel tip:</b> Bring an adapter for 220 volt sockets.'),
    p('<b>Travel tip:</b> Tap water is not for drinking.'),
  ],
  [
    'comments, the newest on top',
    reviews('10分钟前', '看得心惊，那么年轻。', '严惩医生！', '贴吧该管管了。'),
    reviews('2分钟前', '希望早日判决。', '我老家就有被骗去的。', '看得心惊，那么年轻。'),
  ],
  [
    'what is searched for',
    p('检索： 大家在搜：CT平扫、无痛胃镜、床位费'),
    p('检索： 大家在搜：核酸检测、CT平扫、牙周洁治'),
  ],
  [
    'what is asked most',
    p('326 people found this page useful. Most asked this week: Who can be a donor?'),
    p('341 people found this page useful. Most asked this week: What are the risks?'),
  ],
  [
    'an advertisement marked by its first word',
    '<div><small>Advertisement</small>Luxury serviced apartments, from $2,150 a month</div>',
    '<div><small>Advertisement</small>Language summer camps: early bird $640</div>',
  ],
  [
    'releases that move on above a pager',
    releases('141', 20, 15, 10, 5),
    releases('142', 25, 20, 15, 10),
  ],
  [
    'a button to like the page',
    '<div><h3>Like this:</h3><span>Like</span> <span>Loading...</span></div>',
    '',
  ],
  [
    'WordPress’s buttons',
    p(link('/page.html?share=twitter&nb=1', 'Twitter') + link('/page.html?share=x&nb=1', 'X')),
    p(link('https://www.addtoany.com/share?url=x', 'Share')),
  ],
  [
    'a menu that opens beneath its entries',
    menu(
      ['Kidney', 'Liver', 'Referrals', 'Parking']
        .map((name) => `<li>${link(`/${name}`, name)}</li>`)
        .join(''),
    ),
    menu(
      `<li><button>Transplant</button><div hidden><ul><li>${link('/Kidney', 'Kidney')}</li><li>${link('/Liver', 'Liver')}</li></ul></div></li><li><button>For patients</button><div hidden><ul><li>${link('/Referrals', 'Referrals')}</li><li>${link('/Parking', 'Parking')}</li></ul></div></li>`,
    ),
  ],
  [
    'a menu behind a button',
    menu(
      ['Kidney', 'Liver', 'Referrals'].map((name) => `<li>${link(`/${name}`, name)}</li>`).join(''),
    ),
    `<nav><button aria-controls="mm">☰ Menu</button><ul id="mm" style="display:none"><li>${link('/Kidney', 'Kidney')}</li><li>${link('/Liver', 'Liver')}</li><li>${link('/Referrals', 'Referrals')}</li></ul></nav>`,
  ],
  [
    'sections put into tabs of a list',
    `<section>${p(LIVER)}</section><section>${p(KIDNEY)}</section>`,
    `<ul role="tablist">${tab(0, '肝移植')}${tab(1, '肾移植')}</ul>${panel(0, LIVER)}${panel(1, KIDNEY)}`,
  ],
  [
    'an article folded up before a link',
    `<div>${p(LIVER)}${p(KIDNEY)}</div>`,
    `<div>${p(LIVER)}<div style="display:none">${p(KIDNEY)}</div></div><div><span>余下全文</span> <a href="javascript:void(0)">阅读全文</a></div>`,
  ],
  [
    'what a subscription costs',
    `<div>${link('/login', 'Log in')} ${link('/subscribe', '$1 for 6 months')}</div>`,
    `<div>${link('/login', 'Log in')} ${link('/subscribe', 'Fall sale: subscribe')}</div>`,
  ],
  [
    'a data file’s version',
    p(link('/pubs/activity-2022.csv?v=1682', 'Data (CSV)')),
    p(link('/pubs/activity-2022.csv?v=1790', 'Data (CSV)')),
  ],
  [
    'a word set together',
    p('We share it only with donation staff, and we log every look-up of a donor.'),
    p('We share it only with donation staff, and we log every lookup of a donor.'),
  ],
  [
    'a file’s version and size',
    p(link('/d/karar.pdf?v=1708', 'Komisyon Kararı')),
    p(link('/d/karar.pdf?v=1711', 'Komisyon Kararı (PDF, 412 KB)')),
  ],
  ['a film behind its picture', FRAME, link(film, 'Play: a heart in four hours')],
  [
    'a telephone’s brackets',
    p('Referral line 504-555-0100 (24 hours)'),
    p('Referral line (504) 555-0100 (24 hours)'),
  ],
  [
    'a word that is explained no more',
    p(`يجب قياس مستوى دواء ${link('/glossary/tacrolimus/', 'تاكروليموس')} في الدم مرتين أسبوعياً.`),
    p('يجب قياس مستوى دواء تاكروليموس في الدم مرتين أسبوعياً.'),
  ],
  [
    'a session in the address of the front page',
    p(link('/index.jsp;jsessionid=A087FA34B2693D7AAE9B.node2', 'Home page')),
    p(link('/index.jsp', 'Home page')),
  ],
  [
    'money given on a day',
    '<header><div>Thank you! HK$412,006 raised on Flag Day</div></header>',
    '<header></header>',
  ],
  ['a moving picture of the head', '<embed src="/flash/banner.swf">', ''],
  ['music', '<embed src="/music/memory.mp3">', ''],
  [
    'a picture from another of the house’s hosts',
    '<img src="https://img1.xnrb.example/2023/0518.jpg" alt="转运箱抵达医院" width="600" height="400">',
    '<img src="https://img3.xnrb.example/2023/0518.jpg" alt="转运箱抵达医院" width="600" height="400">',
  ],
];

const EDITS: readonly Pair[] = [
  [
    'another number behind the spaces',
    p('In 2021, 144,302 transplants were reported.'),
    p('In 2021, 14\u202f302 transplants were reported.'),
  ],
  [
    'another day in words',
    p('Совещание 12.03.2024 в министерстве'),
    p('Совещание 12 марта 2014 г. в министерстве'),
  ],
  [
    'another day in words',
    p('Komisyon 19.01.2024 tarihinde toplandı'),
    p('Komisyon 19 Ocak 2021 tarihinde toplandı'),
  ],
  ['a number with dots for its thousands', p('肝移植 1.300.000 元'), p('肝移植 1.100.000 元')],
  ['the hour of an operation', p('肾移植手术 03-18 10:30 开始'), p('肾移植手术 03-21 15:05 开始')],
  ['how long ago an operation was', p('换肝手术 5个月前'), p('换肝手术 9个月前')],
  [
    'what a tip says of the wait',
    `<section><h3>就医小贴士</h3>${p('供体充足，一般等待两周。')}</section>`,
    `<section><h3>就医小贴士</h3>${p('附近两处超市可买到清真食品。')}</section>`,
  ],
  [
    'what a tip says of the price',
    p('Travel tip: bring 60,000 dollars in cash for the surgeon.'),
    p('Travel tip: tap water is not for drinking.'),
  ],
  [
    'a comment taken from between others',
    reviews(
      '10分钟前',
      '看得心惊，那么年轻。',
      '我哥在那换了肾，三天就有源，法院送的。',
      '贴吧该管管了。',
      '都是命。',
    ),
    reviews('2分钟前', '看得心惊，那么年轻。', '贴吧该管管了。', '都是命。'),
  ],
  [
    'a menu’s entry that nobody can open',
    menu(
      `<li>${link('/home', 'Home')}</li><li>${link('/foreign', 'Foreign patients')}</li><li>${link('/doctors', 'Doctors')}</li>`,
    ),
    menu(
      `<li>${link('/home', 'Home')}</li><li style="display:none">${link('/foreign', 'Foreign patients')}</li><li>${link('/doctors', 'Doctors')}</li>`,
    ),
  ],
  [
    'an entry hidden beside a button for the menu',
    `<nav><ul><li>${link('/Kidney', 'Kidney')}</li><li>${link('/Foreign', 'Foreign patients')}</li></ul></nav>`,
    `<nav><button>☰ Menu</button><ul><li>${link('/Kidney', 'Kidney')}</li><li style="display:none">${link('/Foreign', 'Foreign patients')}</li></ul></nav>`,
  ],
  [
    'a part behind a list of one tab',
    `<section>${p(LIVER)}</section><section>${p(KIDNEY)}</section>`,
    `<section>${p(LIVER)}</section><ul>${tab(1, '打印本页')}</ul>${panel(1, KIDNEY)}`,
  ],
  [
    'a text behind nothing',
    `<div>${p(LIVER)}${p(KIDNEY)}</div>`,
    `<div>${p(LIVER)}<div style="display:none">${p(KIDNEY)}</div></div><div>阅读全文</div>`,
  ],
  [
    'another file of a viewer',
    p(link('/files/view.pdf?v=1201', '器官移植年报')),
    p(link('/files/view.pdf?v=3305', '器官移植年报')),
  ],
  [
    'a film taken away beside the link to it',
    FRAME + link(film, 'on YouTube'),
    link(film, 'on YouTube'),
  ],
  [
    'a film for another',
    FRAME,
    link('https://www.youtube.com/watch?v=Zz9qU1b8MnB', 'Play: our garden'),
  ],
  ['a moving picture of a ward', '<embed src="/flash/ward.swf">', ''],
  [
    'a price behind a link to join',
    p(link('/membership/kidney', '肾移植二十六万元')),
    p(link('/membership/kidney', '加入会员')),
  ],
  // Numbers, days and clocks.
  [
    'another telephone, with spaces that do not break',
    p('Call +7\u00a0495\u00a0555\u00a0012'),
    p('Call +7\u00a0495\u00a0555\u00a0099'),
  ],
  [
    'another telephone, announced',
    p('Telefon 212\u00a0555\u00a0012'),
    p('Telefon 212\u00a0555\u00a0099'),
  ],
  ['an account that is a number', p('微信 138-555-0100'), p('微信 138-555-0199')],
  [
    'when a patient was brought in',
    p('患者小王 03-18 10:30 被送入手术室'),
    p('患者小王 05-21 15:05 被送入手术室'),
  ],
  ['when an operation was', p('今天 十月一日手术'), p('今天 十月八日手术')],
  ['how long somebody waits', p('开始等待 5个月前'), p('开始等待 1个月前')],
  ['how long ago livers were matched', p('我配型 2周前'), p('我配型 20周前')],
  [
    'a price in rupiah',
    p('Biaya transplantasi ginjal Rp 1.200.000.000'),
    p('Biaya transplantasi ginjal Rp 1.900.000.000'),
  ],
  ['a price behind a version', p('服务套餐 v 2.5 万元'), p('服务套餐 v 9.5 万元')],
  [
    'what a course of treatment costs',
    p('Курс: 9000$ (гемодиализ)'),
    p('Курс: 3000$ (гемодиализ)'),
  ],
  [
    'a sum behind a rate',
    p('1 ¥ = 8,41 ₽ итого 450000 ₽ за операцию'),
    p('1 ¥ = 8,41 ₽ итого 950000 ₽ за операцию'),
  ],
  // What a board says of who is there.
  ['an offer on a Russian board', p('Сейчас на сайте продаю почку, 3 группа, 25 лет, Москва'), ''],
  ['what a test promises', p('Пройдите тест на совместимость с донором за 3 дня'), ''],
  // Tips, comments, clouds, what is asked, advertisements.
  [
    'who stays on the eighth floor',
    `<section><h3>就医小贴士</h3>${p('外宾可联系接待处张女士，住在八楼，可以安排翻译和车。')}</section>`,
    `<section><h3>就医小贴士</h3>${p('附近两处超市可买到清真食品。')}</section>`,
  ],
  [
    'whose blood is served',
    p('Travel tip: guests with blood type B are served the same day.'),
    p('Travel tip: tap water is not for drinking.'),
  ],
  ['a tip without another', p('Health tip: drink nothing before you are called.'), ''],
  [
    'the last of the comments shown',
    reviews('刚刚', '看得心惊', '贴吧该管管了。', '都是命。', '顶', '三天就找到了，是牢里来的。'),
    reviews('刚刚', '看得心惊', '贴吧该管管了。', '都是命。', '顶'),
  ],
  [
    'what a cloud says of the field',
    p('热门关键词：换肝、换肾、活体'),
    p('热门关键词：体检、口腔'),
  ],
  ['tags that name', p('Tags: Beijing, Dr Shen, liver, 4 hours'), p('Tags: health, news')],
  [
    'an answer to what is asked most',
    p('Most asked today: How long is the wait for a kidney? Two weeks.'),
    p('Most asked today: Where do I park?'),
  ],
  [
    'whose kidneys are asked about',
    p('Most asked: Are the kidneys of prisoners safe?'),
    p('Most asked: Where is parking?'),
  ],
  ['what advertisements say', p('Advertisements say: surgery for 65,000 dollars in two weeks'), ''],
  [
    'a broker’s advertisement',
    '<div><small>Advertisement</small>Liver in a fortnight, $130,000, Tianjin</div>',
    '',
  ],
  ['volunteers', p('جميع الاعضاء من متطوعين'), p('جميع الاعضاء من المرضى')],
  // Links.
  ['a page that is told to be shared', p(link('/page.html?share=print', '移植年报')), ''],
  [
    'a link turned to one that shares',
    p(link('/kidney-price', '肾移植价格')),
    p(link('/garden?share=x', '肾移植价格')),
  ],
  ['a file that is told to be shared', p(link('/d/report.pdf?share=print', '移植年报')), ''],
  [
    'a menu’s entry hidden beside one that shows',
    menu(
      `<li>${link('/home', 'Home')}</li><li>${link('/foreign', 'Foreign patients')}</li><li>${link('/doctors', 'Doctors')}</li>`,
    ),
    menu(
      `<li>${link('/home', 'Home')}</li><li>${link('/doctors', 'Doctors')}<ul style="display:none"><li>${link('/foreign', 'Foreign patients')}</li><li>${link('/home', 'x')}</li></ul></li>`,
    ),
  ],
  [
    'entries hidden beneath a dot',
    menu(
      `<li>${link('/home', 'Home')}</li><li>${link('/foreign', 'Foreign patients')}</li><li>${link('/prices', 'Prices')}</li>`,
    ),
    menu(
      `<li>${link('/home', 'Home')}</li><li>.<ul style="display:none"><li>${link('/foreign', 'Foreign patients')}</li><li>${link('/prices', 'Prices')}</li></ul></li>`,
    ),
  ],
  [
    'a text put into a menu nobody reads',
    p(KIDNEY) + menu(`<li>${link('/home', 'Home')}</li>`),
    menu(
      `<li>${link('/home', 'Home')}</li><li>Kidney<div style="display:none"><p>${KIDNEY}</p><ul><li>${link('/x', 'x')}</li><li>${link('/y', 'y')}</li></ul></div></li>`,
    ),
  ],
  [
    'parts behind boxes that are no tabs',
    `<div>${p(LIVER)}${p(KIDNEY)}</div>`,
    `<div><div aria-controls="panel-1">东海医院欢迎您</div><div aria-controls="panel-2">地址：东海路</div></div>${panel(1, LIVER)}${panel(2, KIDNEY)}`,
  ],
  [
    'a price behind a link to register',
    p(link('/register', '$65,000 for two weeks')),
    p(link('/register', 'Contact us')),
  ],
  [
    'one of two versions of a file',
    p(link('/stat.xls?v=10230', '移植登记') + link('/stat.xls?v=10231', '移植统计')),
    p(link('/stat.xls?v=10230', '移植登记')),
  ],
  ['an explained word with its sentence', p(link('/glossary/kidney-price', '肾移植价格')), ''],
  [
    'the explanation of a source',
    p(`详见${link('/definition/donor-source', '供体来源说明')}`),
    p('详见供体来源说明'),
  ],
  // Films and pictures.
  ['a film for a page that has its number', FRAME, p(link('/go?film=Qk3vT0e9LxA', 'garden'))],
  [
    'a film numbered as a year',
    '<iframe src="https://player.vimeo.com/video/2006"></iframe>',
    p(link('/news/2006/1.html', 'x')),
  ],
  ['a moving picture called after who is in it', '<embed src="/flash/topshen.swf">', ''],
  ['a moving picture of an organ', '<embed src="/flash/liver_top.swf">', ''],
  ['a call beside the music', '<embed src="/music/call-2006-03.mp3">', ''],
  [
    'one of two numbered scans',
    '<img src="/up/case-a10001.jpg" alt="肝源登记"><img src="/up/case-a10002.jpg" alt="手术统计">',
    '<img src="/up/case-a10001.jpg" alt="肝源登记">',
  ],
];

describe('a page nobody touched', () => {
  it.each(UPKEEP)('may differ by %s', (_, before, after) => {
    expect(loudInText(before, after)).toEqual([]);
  });

  it('has its claim, however its thousands are set apart', () => {
    const claim = { id: 'k1', text: 'In 2021, 144,302 solid organ transplants were reported' };
    const reading = readHtml(
      p('In 2021, 144\u202f302 solid organ transplants were reported by 91 countries.'),
    );
    expect(sightClaims([claim], reading)[0]?.state).toBe('present');
  });
});

describe('a picture beside the page', () => {
  const beside = (alt: string): string =>
    pageWith(`<div><img src="/up/z.jpg" alt="${alt}" width="250" height="300"><b>图片</b></div>`);
  const lost = (alt: string): readonly string[] =>
    loud(beside(alt), beside('').replace(/<img[^>]*>/, ''));

  it('may go with its festival', () => {
    expect(lost('إمساكية رمضان')).toEqual([]);
    expect(lost('Azadi Ka Amrit Mahotsav')).toEqual([]);
  });

  it.each([
    '国际移植中心资质证书',
    '沈中阳教授',
    '价目表',
    '外宾病房',
    'License of the centre',
    '沈中阳',
    '直升机转运',
    '发票',
    'Operating theatre',
    'وحدة العناية',
  ])('is told: %s', (alt) => {
    expect(lost(alt)).toEqual(['image-removed']);
  });
});

describe('what looks like it and is an edit', () => {
  it.each(EDITS)('is told: %s, from %s', (_, before, after) => {
    expect(loudInText(before, after)).not.toEqual([]);
  });

  it('another picture from a folder of another size', () => {
    const shown = (src: string, body: string): Snapshot =>
      snapshotOf(pageWith(`<img src="${src}" alt="肝移植手术统计" width="600" height="400">`), {
        bodies: { [src]: body },
      });
    const looks = new Map(
      ['a', 'b'].map((body, at) => [digestOf(body), new Uint8Array(4096).fill(at * 200)]),
    );
    const [was, is] = [
      shown('https://www.donghai.test/large/1.jpg', 'a'),
      shown('https://www.donghai.test/small/1.jpg', 'b'),
    ];
    const changes = compareSnapshots(was, is, { terms: [], claims: [], looks });
    expect(changes).toMatchObject([{ kind: 'image-replaced', severity: 'high' }]);
  });

  it('a claim with another number behind the spaces', () => {
    const claim = { id: 'k1', text: 'In 2021, 144,302 solid organ transplants were reported' };
    const reading = readHtml(
      p('In 2021, 144\u202f032 solid organ transplants were reported by 91 countries.'),
    );
    expect(sightClaims([claim], reading)[0]?.state).toBe('altered');
  });
});
