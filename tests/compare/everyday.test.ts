// Pages that live on, as their writers and programs leave them -> nothing loud; beside each, the loss or
// the edit that looks like it and has to be told.
import { describe, expect, it } from 'vitest';
import { sightClaims } from '../../src/compare/claims.js';
import { compareSnapshots } from '../../src/compare/compare.js';
import { readHtml, snapshotOf } from '../judge/build.js';

const ARTICLE = [
  '我院器官移植中心成立于1998年，是华东地区最早开展肝移植的单位之一，设床位64张。',
  '截至2014年底，共完成肝移植手术1213例，其中急诊移植57例，均为本院自行获取供体。',
  '中心主任先后赴匹兹堡大学、明尼苏达大学访问学习，承担国家课题三项。',
  '肾移植等待时间一般为两周，费用二十六万元，包含术后一个月的住院。',
];
const paragraphs = (texts = ARTICLE) => texts.map((text) => `<p>${text}</p>`).join('');
const page = (body: string, title = '器官移植中心 - 东海医院') =>
  `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`;

function loud(before: string, after: string, claims: readonly string[] = []): string[] {
  const sought = claims.map((text, at) => ({ id: `k${at + 1}`, text }));
  const sides = [before, after].map((html) => snapshotOf(html)) as [
    ReturnType<typeof snapshotOf>,
    ReturnType<typeof snapshotOf>,
  ];
  return compareSnapshots(...sides, { terms: [], claims: sought })
    .filter(({ severity }) => severity === 'critical' || severity === 'high')
    .map(({ kind }) => kind);
}

const inText = (before: string, after: string) =>
  loud(page(paragraphs() + before), page(paragraphs() + after));

describe('a short page laid out anew', () => {
  const OLD = (texts = ARTICLE) =>
    page(
      `<table><tr><td><a href="/">首页</a> <a href="/yygk/">医院概况</a> <a href="/lxwm/">联系我们</a></td></tr><tr><td><div>您现在的位置：<a href="/">首页</a> &gt; <a href="/kyjx/">科研教学</a> &gt; 正文</div><h3>移植中心建设情况</h3><div>2015-01-20 来源：科教处 点击：3303</div>${texts.join('<br><br>')}<br>[<a href="javascript:window.print()">打印本页</a>]</td><td><b>图片新闻</b><br><a href="/yyxw/31.html">职工运动会开幕</a><br><a href="/yyxw/32.html">院士来院讲学</a><br></td></tr><tr><td>欢迎来到东海医院官方网站！咨询热线：021-88881234</td></tr></table>`,
    );
  const fresh = (texts = ARTICLE) =>
    page(
      `<header><nav><a href="/">首页</a><a href="/yygk/">走进东海</a><a href="/jzfw/">就诊服务</a><a href="/dqgz/">党建</a><a href="/lxwm/">联系我们</a></nav></header><main><article><h1>移植中心建设情况</h1><div><time>2015-01-20</time><span>科教处</span></div><div>${paragraphs(texts)}</div></article></main><footer><p>电话 021-88881234</p></footer>`,
    );

  it('loses what its template said', () => {
    expect(loud(OLD(), fresh())).toEqual([]);
  });

  it('does not lose a sentence unseen', () => {
    expect(loud(OLD(), fresh(ARTICLE.slice(0, 3)))).not.toEqual([]);
  });
});

describe('a menu to which entries came', () => {
  const menu = (...names: string[]) =>
    page(
      `<nav><ul>${names.map((name) => `<li><a href="/${encodeURIComponent(name)}/">${name}</a></li>`).join('')}</ul></nav><main>${paragraphs()}</main>`,
    );

  it('may lose one that says nothing', () => {
    const before = menu('首页', '关于我们', '品牌项目');
    const after = menu('首页', '关于我们', '理事会', '志愿服务');
    expect(loud(before, after)).toEqual([]);
  });

  it('tells one of the field, and one that went with nothing in its place', () => {
    const before = menu('首页', '关于我们', '海外移植收费');
    expect(loud(before, menu('首页', '关于我们', '理事会', '志愿服务'))).toEqual(['nav-delisted']);
    expect(loud(menu('首页', '关于我们', '品牌项目'), menu('首页', '关于我们'))).toEqual([
      'nav-delisted',
    ]);
  });
});

describe('what else there is to read, and what is to come', () => {
  const box = (heading: string, ...entries: string[]) =>
    `<div><h3>${heading}</h3><ul>${entries.map((text) => `<li>${text}</li>`).join('')}</ul></div>`;

  it.each([
    ['one for one', '相关文章', ['肝移植术后饮食'], ['肾移植病人随访']],
    [
      'in English',
      'Most read articles by the same author(s)',
      ['Living donor results'],
      ['Split liver grafts'],
    ],
    ['in Arabic', 'الأكثر قراءة', ['زراعة الكلى في عشرة أسئلة'], ['المتبرع الحي']],
  ])('%s is drawn by a program', (_, heading, was, is) => {
    expect(inText(box(heading, ...was), box(heading, ...is))).toEqual([]);
  });

  it('is told when an entry of the field goes and none comes', () => {
    const before = box('相关文章', '肝移植术后饮食', '供体来源说明');
    expect(inText(before, box('相关文章', '肝移植术后饮食'))).toEqual(['block-removed']);
  });

  it('a day that is over leaves what is on', () => {
    const before = box('Coming events', '3 Dec: donor evening', '9 Jan: carol concert');
    expect(inText(before, box('Coming events', '9 Jan: carol concert'))).toEqual([]);
  });
});

describe('tables', () => {
  const table = (head: string[], ...rows: string[][]) => {
    const row = (cells: string[], tag: string) =>
      `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
    return `<table>${row(head, 'th')}${rows.map((cells) => row(cells, 'td')).join('')}</table>`;
  };
  const HEAD = ['Year', 'Organ', 'Transplants'];
  const ROWS = [
    ['2010', 'Kidney', '5,120'],
    ['2011', 'Kidney', '5,255'],
    ['2010', 'Liver', '2,201'],
    ['2011', 'Liver', '2,188'],
  ];
  const edited = ROWS.map((row) => (row[2] === '2,188' ? ['2011', 'Liver', '1,188'] : row));

  it('sorted otherwise are the same', () => {
    expect(inText(table(HEAD, ...ROWS), table(HEAD, ...ROWS.toReversed()))).toEqual([]);
  });

  it('sorted otherwise hide no other value and no lost row', () => {
    const before = table(HEAD, ...ROWS);
    expect(inText(before, table(HEAD, ...edited.toReversed()))).toEqual(['number-changed']);
    expect(inText(before, table(HEAD, ...ROWS.slice(1).toReversed()))).toEqual([
      'table-row-removed',
    ]);
  });

  it('that mark their head otherwise are the same, and their values are told by its names', () => {
    const bare = (kidneys: string) =>
      `<table><tr><td>年份</td><td>肾移植例数</td></tr><tr><td>2013</td><td>${kidneys}</td></tr><tr><td>2014</td><td>512</td></tr></table>`;
    const marked = table(['年份', '肾移植例数'], ['2013', '498'], ['2014', '512']);
    expect(inText(bare('498'), marked)).toEqual([]);
    expect(inText(marked, bare('498'))).toEqual([]);
    expect(inText(bare('398'), marked)).toEqual(['number-changed']);
  });

  it('of the days of a month are another each month', () => {
    const month = (first: number, days: number) => {
      const cells = [
        ...Array<string>(first).fill(''),
        ...Array.from({ length: days }, (_, at) => `${at + 1}`),
      ];
      const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, at) =>
        cells.slice(at * 7, at * 7 + 7),
      );
      return table(['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'], ...weeks);
    };
    expect(inText(month(6, 30), month(1, 31))).toEqual([]);
  });

  const TENDERS = ['编号', '项目', '日期'];
  const tender = (no: number, name: string, date: string) => [
    `ZB${no}`,
    `<a href="/zb/${no}.html">${name}</a>`,
    date,
  ];
  const LIST = [
    tender(118, '移植病区维保', '2026-11-19'),
    tender(117, '器官灌注设备', '2026-11-16'),
    tender(104, '器官保存液采购', '2026-10-15'),
  ];

  it('of notices move on', () => {
    const after = [tender(121, '肝移植便携超声', '2026-11-24'), ...LIST.slice(0, 2)];
    expect(inText(table(TENDERS, ...LIST), table(TENDERS, ...after))).toEqual([]);
  });

  it('of notices tell one taken from the middle', () => {
    const after = [tender(121, '肝移植便携超声', '2026-11-24'), LIST[0] ?? [], LIST[2] ?? []];
    expect(inText(table(TENDERS, ...LIST), table(TENDERS, ...after))).toContain(
      'table-row-removed',
    );
  });

  it('count down the places that are left, and tell the price beside them', () => {
    const clinic = (left: string, price: string) =>
      table(['时段', '挂号费', '余号'], ['周二上午', price, left], ['周四上午', '50元', '20']);
    expect(inText(clinic('14', '50元'), clinic('1', '50元'))).toEqual([]);
    expect(inText(clinic('14', '50元'), clinic('14', '500元'))).toEqual(['number-changed']);
  });
});

describe('an answer that unfolds', () => {
  const CLAIM = 'يصل العضو خلال أسبوعين';
  const FOLD = 'html > body > details';
  /** As a browser reads it: what is folded up, or hidden by a style, does not show. */
  const faq = (answers: readonly (readonly [string, boolean])[]) => {
    const reading = readHtml(page('<h2>هل تتوفر زراعة الكبد؟</h2><p>واتساب: 971501234876</p>'));
    const [summary, contact] = reading.blocks;
    if (summary === undefined || contact === undefined) throw new Error('nothing was read');
    const blocks = [
      { ...summary, path: `${FOLD} > summary` },
      ...answers.map(([text, visible], at) => {
        const path = `${FOLD} > p:nth-of-type(${at + 1})`;
        return { ...contact, text, visible, path };
      }),
      contact,
    ];
    return { ...snapshotOf(page('')), reading: { ...reading, blocks } };
  };
  const kinds = (...[before, after]: [ReturnType<typeof faq>, ReturnType<typeof faq>]) =>
    compareSnapshots(before, after, { terms: [], claims: [{ id: 'k1', text: CLAIM }] })
      .filter(({ severity }) => severity === 'critical' || severity === 'high')
      .map(({ kind }) => kind);
  const answer = `نعم، ${CLAIM} من اكتمال التحاليل.`;

  it('is there, open or not', () => {
    expect(kinds(faq([[answer, true]]), faq([[answer, false]]))).toEqual([]);
    expect(sightClaims([{ id: 'k1', text: CLAIM }], faq([[answer, false]]).reading)).toMatchObject([
      { state: 'present', hidden: false },
    ]);
  });

  it('and is edited or lost while it is folded up, is told', () => {
    const edited = answer.replace('أسبوعين', 'ستة أشهر');
    expect(kinds(faq([[answer, false]]), faq([[edited, false]]))).toContain('claim-altered');
    expect(kinds(faq([[answer, false]]), faq([]))).toContain('claim-absent');
  });

  it('hidden within an open one that holds nothing else is hidden', () => {
    const open = (one: ReturnType<typeof faq>) => {
      const folds = [
        { path: FOLD, control: `${FOLD} > summary`, frame: null, isOpen: true as const },
      ];
      return { ...one, reading: { ...one.reading, folds } };
    };
    expect(kinds(open(faq([[answer, true]])), open(faq([[answer, false]])))).toContain(
      'hidden-not-removed',
    );
  });

  it('hidden within an open one is hidden', () => {
    const rest: readonly [string, boolean] = ['اتصل بنا لمعرفة المزيد', true];
    expect(kinds(faq([[answer, true], rest]), faq([[answer, false], rest]))).toContain(
      'hidden-not-removed',
    );
  });
});

describe('a claim', () => {
  const CLAIM = 'عملية زراعة كلى لمواطنين خارج البلاد';
  const text = (number: string) =>
    page(`<p>أجريت ${number} ${CLAIM} في عام واحد.</p><p>المصدر: سجل المركز.</p>`);

  it('that begins behind a number is found, in whatever digits the number is', () => {
    expect(sightClaims([{ id: 'k1', text: CLAIM }], readHtml(text('61')))[0]?.state).toBe(
      'present',
    );
    expect(loud(text('61'), text('٦١'), [CLAIM])).toEqual([]);
  });

  it('that begins behind a number is found within a Chinese sentence', () => {
    const html = page('<p>截至2014年底，共完成1213例肝移植手术，其中急诊57例。</p>');
    const [sighting] = sightClaims([{ id: 'k1', text: '例肝移植' }], readHtml(html));
    expect(sighting?.state).toBe('present');
  });

  it('that begins behind a number is lost when it goes', () => {
    expect(loud(text('61'), page('<p>المصدر: سجل المركز.</p>'), [CLAIM])).toContain('claim-absent');
  });
});

describe('a line that passes', () => {
  it.each([
    ['a greeting', '<p>Have a good day!</p>', '<p>Happy Thanksgiving!</p>'],
    ['a survey', '<p>Take our two minute survey</p>', '<p>Was this page helpful? Yes / No</p>'],
    ['gold', '<p>سعر الذهب عيار 24: 481 درهم</p>', '<p>سعر الذهب عيار 24: 482 درهم</p>'],
    ['money', '<p>USD 81,12 ₽ · CNY 11,31 ₽</p>', '<p>USD 80,94 ₽ · CNY 11,29 ₽</p>'],
    ['visitors', '<p>あなたは 20411 人目の訪問者です</p>', ''],
    ['who is there', '<p>يوجد حاليا 18 زوار و لا أعضاء على الموقع</p>', ''],
    [
      'who is on a forum',
      '<p>Users browsing this forum: No registered users and 2 guests</p>',
      '<p>Users browsing this forum: Google [Bot] and 5 guests</p>',
    ],
    ['posts', '<dl><dt>阿宏</dt><dd>文章: 22</dd></dl>', '<dl><dt>阿宏</dt><dd>文章: 50</dd></dl>'],
    ['the frost', '<p>Центр 24 ноября, −3 °C</p>', '<p>Центр 26 ноября, −8 °C</p>'],
    ['where one is', '<h4>You are here</h4>', ''],
    ['who made it', '<div>تصميم وبرمجة: نقطة للحلول</div>', '<div>حقوق النشر محفوظة</div>'],
    ['who is on duty', '<p>值班医生：张建国</p>', '<p>值班医生：李明华</p>'],
    [
      'who is on call',
      '<p>On call today: Dr. John Smith</p>',
      '<p>On call today: Dr. Amy Wong</p>',
    ],
    [
      'a price at the rate of the day',
      '<p>肾移植 260,000元 (≈ US$ 36,512)</p>',
      '<p>肾移植 260,000元 (≈ US$ 36,297)</p>',
    ],
    ['what was raised', '<p>本月已募集善款 32,100 元</p>', '<p>本月已募集善款 35,900 元</p>'],
    ['when it was printed', '<p>打印日期：2026年11月24日</p>', '<p>打印日期：2026年11月25日</p>'],
    ['a rule of some weeks', '<p>疫情期间探视须知：请佩戴口罩</p>', ''],
    ['a broadcast', '<p>直播中：肝移植科普讲座</p>', ''],
    [
      'an address kept from programs',
      '<p>邮箱：info@donghai.test</p>',
      '<p>邮箱：<a href="/cdn-cgi/l/email-protection">[email\u00a0protected]</a></p>',
    ],
    [
      'a headline cut to fit',
      '<p><a href="/n/12.html">我院成功完成第1000例肝移植手术</a></p>',
      '<p><a href="/n/12.html">我院成功完成第1000例肝移…</a></p>',
    ],
    [
      'what was done yesterday',
      '<p>昨日手术：87台 今日门诊：3120人次</p>',
      '<p>昨日手术：91台 今日门诊：2988人次</p>',
    ],
    ['who won', '<p>恭喜 138****1234 抢到专家号</p>', '<p>恭喜 159****8876 抢到专家号</p>'],
    [
      'who asked just now',
      '<p>刚刚 北京李女士 咨询了肾移植费用</p>',
      '<p>刚刚 上海王先生 咨询了肝移植流程</p>',
    ],
    [
      'how many asked',
      '<p>17 patients requested a quote today</p>',
      '<p>24 patients requested a quote today</p>',
    ],
    ['an offer', '<p>体检套餐 688元 限时优惠</p>', '<p>体检套餐 588元 年终特惠</p>'],
    [
      'who waits by now',
      '<p>People currently waiting for a transplant: 7,312</p>',
      '<p>People currently waiting for a transplant: 7,298</p>',
    ],
    [
      'what a blog puts beneath',
      '<div>張貼者： 林彥廷 於 上午9:14</div><div>網誌存檔 ▼ 2012 (14) ► 2011 (9)</div><div>總網頁瀏覽量 10434</div>',
      '',
    ],
    [
      'who waits in the house',
      '<p>等候看診 4 人 等候住院 9 人</p>',
      '<p>等候看診 11 人 等候住院 3 人</p>',
    ],
    [
      'related news in one line',
      '<p>相關新聞：<a href="/n/1">器捐卡簽署破百萬</a>、<a href="/n/2">活體捐腎放寬五親等</a></p>',
      '<p>相關新聞：<a href="/n/3">移植病友路跑</a>、<a href="/n/1">器捐卡簽署破百萬</a></p>',
    ],
    [
      'uptime',
      '<p>All systems operational. Uptime 99.94 %</p>',
      '<p>All systems operational. Uptime 99.95 %</p>',
    ],
    [
      'how long ago',
      '<p>Court hears extradition case 8h ago</p>',
      '<p>Court hears extradition case 9h ago</p>',
    ],
    [
      'how long ago, in Arabic',
      '<p>استقبال الاستشاري الزائر في جراحة القلب قبل 8 دقائق</p>',
      '<p>استقبال الاستشاري الزائر في جراحة القلب قبل 9 دقائق</p>',
    ],
    [
      'how many are shown',
      '<p>Showing 3 of 3 reports. Records from before 2014 were never digitised.</p>',
      '<p>Showing 4 of 4 reports. Records from before 2014 were never digitised.</p>',
    ],
    ['buttons that share', '<h4>Share</h4><p>Facebook Twitter LinkedIn</p>', ''],
    ['the car park', '<p>本院自114年1月起調整停車費率，詳見公告。</p>', ''],
    [
      'two names of a month',
      '<p>نشر في 20 يناير 2015</p>',
      '<p>نشر في 20 كانون الثاني/يناير 2015</p>',
    ],
    [
      'the day beside a name',
      '<div>省红十字会人体器官捐献管理中心 2026年11月25日</div>',
      '<div>省红十字会人体器官捐献管理中心 2026年11月26日</div>',
    ],
  ])('%s', (_, before, after) => {
    expect(inText(before, after)).toEqual([]);
  });

  it.each([
    ['a share', '<dl><dt>港澳台及外籍</dt><dd>3.8%</dd></dl>', '', ['block-removed']],
    [
      'a share beside the text',
      '<div><dl><dt>港澳台及外籍</dt><dd>3.8%</dd></dl></div>',
      '',
      ['block-removed'],
    ],
    ['a price with its label', '<dl><dt>肝移植</dt><dd>65万元</dd></dl>', '', ['block-removed']],
    [
      'another price beside the rate',
      '<p>肾移植 260,000元 (≈ US$ 36,512)</p>',
      '<p>肾移植 300,000元 (≈ US$ 42,100)</p>',
      ['number-changed', 'number-changed'],
    ],
    [
      'a date set back',
      '<p>Submitted by webmaster on Tue, 02/11/2020</p>',
      '<p>Submitted by webmaster on Fri, 02/10/2017</p>',
      ['date-changed'],
    ],
    [
      'an offer of the field',
      '<p>肾移植套餐 28万元 限时优惠</p>',
      '<p>肾移植套餐 38万元 限时优惠</p>',
      ['number-changed'],
    ],
    [
      'who waited by then',
      '<p>People currently waiting for a transplant: 7,312</p>',
      '<p>People currently waiting for a transplant: 3,298</p>',
      ['number-changed'],
    ],
    [
      'half a sentence',
      '<p>肝移植等待时间一般为两周，费用面议</p>',
      '<p>肝移植等待时间…</p>',
      ['number-changed'],
    ],
    ['a price', '<p>肝移植价格：481元</p>', '<p>肝移植价格：482元</p>', ['number-changed']],
    ['members of a body', '<p>زراعة أعضاء للأجانب متاحة</p>', '', ['block-removed']],
    [
      'a founding',
      '<p>肝移植中心2019年5月1日成立</p>',
      '<p>肝移植中心2020年5月1日成立</p>',
      ['date-changed'],
    ],
  ])('%s does not', (_, before, after, kinds) => {
    expect(inText(before, after)).toEqual(kinds);
  });
});

describe('a link beside the text that leads to others', () => {
  const foot = (href: string, words: string) =>
    page(`<div>${paragraphs()}</div><div><a href="${href}">${words}</a></div>`);

  it.each([
    ['鲁ICP备05012345号', []],
    ['器官捐献登记', ['link-retargeted']],
  ])('%s', (words, kinds) => {
    const before = foot('http://www.miitbeian.test/', words);
    expect(loud(before, foot('https://beian.miit.test/', words))).toEqual(kinds);
  });
});

describe('a link on a site that is set up anew', () => {
  const link = (href: string) => `<p><a href="${href}">收费标准</a></p>`;

  it.each([
    ['http://www.donghai.test/price.html', 'https://donghai.test/price.html'],
    ['/price/', '/price/index.html'],
    ['/p.php?a=1&b=2', '/p.php?b=2&a=1'],
    ['/price.asp', '/price'],
    ['/show.asp?id=12', '/show/12.html'],
    ['/d/report.pdf', 'https://cdn.donghai.test/d/report.pdf'],
    ['/d/report.pdf', '/d/report.pdf?v=3'],
  ])('%s is %s', (was, is) => {
    expect(inText(link(was), link(is))).toEqual([]);
  });

  it.each([
    ['/price.html', '/about.html'],
    ['/show.asp?id=12', '/show/13.html'],
    ['/2019/report.pdf', '/2021/report.pdf'],
    ['/d/report.pdf', 'https://other.test/d/report.pdf'],
  ])('%s is not %s', (was, is) => {
    expect(inText(link(was), link(is))).toEqual(['link-retargeted']);
  });

  it('may name its languages with their countries, and not drop one', () => {
    const head = (...codes: string[]) =>
      page(paragraphs()).replace(
        '</title>',
        `</title>${codes.map((code) => `<link rel="alternate" hreflang="${code}" href="/${code.slice(0, 2)}/">`).join('')}`,
      );
    expect(loud(head('en', 'ar'), head('en-GB', 'ar-SA'))).toEqual([]);
    expect(loud(head('en', 'ar'), head('en'))).toEqual(['lang-version-removed']);
    expect(loud(head('zh-CN', 'zh-TW'), head('zh-CN'))).toEqual(['lang-version-removed']);
  });
});

describe('a statement that says as of when', () => {
  it.each([
    [
      '截至2026年10月31日，本中心今年完成肝移植210例。',
      '截至2026年11月30日，本中心今年完成肝移植245例。',
    ],
    [
      'As of 31 October 2026, 210 livers were transplanted.',
      'As of 30 November 2026, 245 livers were transplanted.',
    ],
    [
      'حتى 31 أكتوبر 2026 أجريت 210 عملية زراعة كبد.',
      'حتى 30 نوفمبر 2026 أجريت 245 عملية زراعة كبد.',
    ],
  ])('%s is brought up to date', (was, is) => {
    expect(inText(`<p>${was}</p>`, `<p>${is}</p>`)).toEqual([]);
  });

  it.each([
    [
      'with fewer',
      '截至2026年10月31日，完成肝移植210例。',
      '截至2026年11月30日，完成肝移植110例。',
    ],
    [
      'of the same day',
      '截至2026年10月31日，完成肝移植210例。',
      '截至2026年10月31日，完成肝移植245例。',
    ],
    [
      'of an earlier day',
      '截至2026年10月31日，完成肝移植210例。',
      '截至2025年10月31日，完成肝移植245例。',
    ],
    ['with another price', '截至2026年10月31日，费用20万元。', '截至2026年11月30日，费用28万元。'],
  ])('is edited %s', (_, was, is) => {
    expect(inText(`<p>${was}</p>`, `<p>${is}</p>`)).toContain(
      was.includes('费用') || !is.includes('2025') ? 'number-changed' : 'date-changed',
    );
  });

  const years = (last: readonly [string, string]) =>
    `<table><tr><th>年份</th><th>肝移植例数</th></tr><tr><td>2025</td><td>341</td></tr><tr><td>${last[0]}</td><td>${last[1]}</td></tr></table>`;

  it('may be a row of a table', () => {
    const before = years(['2026（截至10月）', '210']);
    expect(inText(before, years(['2026（截至11月）', '232']))).toEqual([]);
    expect(inText(before, years(['2026（截至11月）', '132']))).toContain('table-row-removed');
    expect(inText(before, years(['2026（截至10月）', '232']))).toEqual(['number-changed']);
  });

  it('and years name rows as words do', () => {
    const [change] = compareSnapshots(
      snapshotOf(page(years(['2026', '350']))),
      snapshotOf(page(years(['2026', '250']))),
      { terms: [], claims: [] },
    );
    expect(change?.summary).toContain('2026 / 肝移植例数');
  });
});

describe('words like those that pass hide nothing people cite', () => {
  it.each<[string, string, string, string[]]>([
    [
      'costs that go with it',
      '<h3>相关费用</h3><p>肝移植 65万元</p>',
      '<h3>相关费用</h3><p>肝移植 95万元</p>',
      ['number-changed'],
    ],
    [
      'the latest waits',
      '<h3>Latest waiting times</h3><p>Liver: 3 months</p>',
      '<h3>Latest waiting times</h3><p>Liver: 9 months</p>',
      ['number-changed'],
    ],
    [
      'more about it',
      '<h3>More about our prices</h3><p>Kidney: USD 70,000</p>',
      '<h3>More about our prices</h3><p>Kidney: USD 90,000</p>',
      ['number-changed'],
    ],
    [
      'more in one line',
      '<p>More information: kidney USD 70,000</p>',
      '<p>More information: kidney USD 90,000</p>',
      ['number-changed'],
    ],
    [
      'doctors who are recommended',
      '<h3>推荐专家</h3><ul><li>李明华 主任医师 擅长肝移植</li></ul>',
      '<h3>推荐专家</h3><ul><li>赵志强 主任医师 擅长肝移植</li></ul>',
      ['contact-removed'],
    ],
    [
      'donors there are',
      '<p>There are currently 300 donors available for our patients</p>',
      '',
      ['block-removed'],
    ],
    [
      'donors there are, in Arabic',
      '<p>يوجد حاليا متبرعون أحياء لمرضانا</p>',
      '',
      ['block-removed'],
    ],
    ['what was done just now', '<p>刚刚完成第1000例肝移植手术</p>', '', ['block-removed']],
    [
      'hours before an operation',
      '<p>يمنع الأكل قبل 8 ساعات من زراعة الكلى</p>',
      '<p>يمنع الأكل قبل 6 ساعات من زراعة الكلى</p>',
      ['number-changed'],
    ],
    [
      'a rate that was raised',
      '<p>We raised the success rate of liver transplants to 95 %</p>',
      '<p>We raised the success rate of liver transplants to 85 %</p>',
      ['number-changed'],
    ],
    [
      'kidneys that were collected',
      '<p>تم جمع 120 كلية من متبرعين</p>',
      '<p>تم جمع 20 كلية من متبرعين</p>',
      ['number-changed'],
    ],
    [
      'surgeons on call',
      '<p>Our surgeons are on call day and night and performed 300 liver transplants last year for patients from abroad.</p>',
      '<p>Our surgeons are on call day and night and performed 100 liver transplants last year for patients from abroad.</p>',
      ['number-changed'],
    ],
    [
      'a source, in a statement brought up to date',
      '<p>截至2026年10月31日，完成肝移植210例，供体来自死囚。</p>',
      '<p>截至2026年11月30日，完成肝移植245例，供体均为自愿。</p>',
      ['term-substituted'],
    ],
    [
      'an offer to patients from abroad',
      '<p>海外患者套餐 20万元 限时优惠</p>',
      '<p>海外患者套餐 30万元 限时优惠</p>',
      ['number-changed'],
    ],
    [
      'cases that became fewer',
      '<p>目前已完成肝移植1213例。</p>',
      '<p>目前已完成肝移植1183例。</p>',
      ['number-changed'],
    ],
    [
      'another picture in the address itself',
      '<img src="/ward.jpg" alt="病房" width="300" height="200">',
      `<img src="data:image/png;base64,${'A'.repeat(3000)}" alt="病房" width="300" height="200">`,
      ['image-replaced'],
    ],
    [
      'another page of the year',
      '<p><a href="/transplant/price-2019.html">收费标准</a></p>',
      '<p><a href="/transplant/about-2019.html">收费标准</a></p>',
      ['link-retargeted'],
    ],
    [
      'a link in GBK',
      '<p><a href="/s.asp?kw=%B8%CE">收费标准</a></p>',
      '<p><a href="/s.asp?kw=%C9%F6">收费标准</a></p>',
      ['link-retargeted'],
    ],
    [
      'a folder in GBK',
      '<p><a href="/%B8%CE/a.html">收费标准</a></p>',
      '<p><a href="/%C9%F6/b.html">收费标准</a></p>',
      ['link-retargeted'],
    ],
    [
      'an address that is no UTF-8',
      '<p><a href="mailto:%ff@donghai.test">邮箱</a></p>',
      '<p><a href="mailto:%fe@donghai.test">邮箱</a></p>',
      ['contact-removed'],
    ],
    [
      'organs to be had',
      '<table><tr><th>院区</th><th>available organs</th></tr><tr><td>北院</td><td>12</td></tr><tr><td>南院</td><td>15</td></tr></table>',
      '<table><tr><th>院区</th><th>available organs</th></tr><tr><td>北院</td><td>2</td></tr><tr><td>南院</td><td>15</td></tr></table>',
      ['number-changed'],
    ],
  ])('%s', (_, before, after, kinds) => {
    expect(inText(before, after)).toEqual(kinds);
  });

  it('two versions of one language that became one', () => {
    const head = (...codes: string[]) =>
      page(paragraphs()).replace(
        '</title>',
        `</title>${codes.map((code) => `<link rel="alternate" hreflang="${code}" href="/${code}/">`).join('')}`,
      );
    expect(loud(head('zh-CN', 'zh-TW'), head('zh'))).toContain('lang-version-removed');
    expect(loud(head('zh-CN', 'zh-TW'), head('zh-cn', 'zh-tw'))).toEqual([]);
  });
});
