// What releases, plugins and house style change on a page nobody touched -> nothing loud; beside each stands
// the edit that looks like it.
import { describe, expect, it } from 'vitest';
import { sightClaims } from '../../src/compare/claims.js';
import { readHtml } from '../judge/build.js';
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
  ])('is told: %s', (alt) => {
    expect(lost(alt)).toEqual(['image-removed']);
  });
});

describe('what looks like it and is an edit', () => {
  it.each(EDITS)('is told: %s, from %s', (_, before, after) => {
    expect(loudInText(before, after)).not.toEqual([]);
  });

  it('a claim with another number behind the spaces', () => {
    const claim = { id: 'k1', text: 'In 2021, 144,302 solid organ transplants were reported' };
    const reading = readHtml(
      p('In 2021, 144\u202f032 solid organ transplants were reported by 91 countries.'),
    );
    expect(sightClaims([claim], reading)[0]?.state).toBe('altered');
  });
});
