// What stands beside the page's own text and says nothing of the field is told with less weight; what says
// something of it is as loud as ever, wherever it stands.
import { describe, expect, it } from 'vitest';
import { compareSnapshots } from '../../src/compare/compare.js';
import { snapshotOf } from '../judge/build.js';
import { ARTICLE, loud, loudInText } from './everyday-page.js';

const p = (text: string): string => `<p>${text}</p>`;

/** The article in a column of its own, beside a box with a heading. */
const page = (side: string): string =>
  `<!doctype html><html><head><title>器官移植中心</title></head><body><div id="s"><h4>健康园地</h4>${side}</div><div>${ARTICLE.map(p).join('')}</div></body></html>`;

describe('a box beside the text', () => {
  it.each([
    ['a tip with figures', '每用眼40分钟，远眺10分钟。', '燃放烟花爆竹请戴护目镜。'],
    ['an offer of a bank', '信用卡迎新送 $800', '万圣节主题乐园门票买一送一'],
    ['a day', '11:52 西隧塞车 3月2日', '19:31 英超赛前分析 3月5日'],
    ['a figure in English', 'Wine club: 12 bottles for $99', 'Fly to Lisbon from $489 return'],
  ])('may turn: %s', (_, before, after) => {
    expect(loud(page(p(before)), page(p(after)))).toEqual([]);
  });

  it.each([
    ['a price', '肾移植二十六万元', '欢迎咨询'],
    ['a price that names nothing but its heading does', '一口价 62000 美元', '欢迎咨询'],
    ['a wait', '当天入院，两周内上台', '环境优美'],
    ['a surgeon', '沈中阳 主任医师', '李娜 护士长'],

    ['a wait in English', 'Average wait: 2 weeks', 'Average wait: 6 months'],

    ['a price in Arabic', 'التكلفة 65000 دولار', 'التكلفة عند الطلب'],
  ])('is told: %s', (_, before, after) => {
    const [was, is] = [before, after].map((text) =>
      page(p(text)).replace('健康园地', before.startsWith('一口价') ? '肾移植价格' : '健康园地'),
    );
    expect(loud(was ?? '', is ?? '')).not.toEqual([]);
  });

  it.each([
    ['a stay', '两周即可回国', '环境优美'],
    ['a stay in English', 'Home again in two weeks', 'Nice rooms'],
    ['a stay in Arabic', 'خلال أسبوعين فقط', 'غرف جميلة'],
    ['a blood group', 'O型随时有，AB型三天', '环境优美'],
    ['a sum in words', '六萬二美元全包', '環境優美'],
    ['when it was written', '发布于 2006年3月9日', '发布于 2016年3月9日'],
  ])('is told beneath a heading of no such thing: %s', (_, before, after) => {
    expect(loud(page(p(before)), page(p(after)))).not.toEqual([]);
  });

  it('may take turns with what was hidden', () => {
    const slides = (...styles: string[]): string =>
      page(
        ['春季登山报名', '秋季骑行报名']
          .map((words, at) => `<div style="${styles[at]}">${p(words)}</div>`)
          .join(''),
      );
    const [was, is] = [slides('', 'display:none'), slides('display:none', '')];
    expect(loud(was, is)).toEqual([]);
  });

  it('is told where a sentence went and nothing came', () => {
    const sentence =
      'In November 2009 the two presidents announced that a joint research centre would be set up in the city.';
    expect(loud(page(p('Contact us') + p(sentence)), page(p('Contact us')))).toContain(
      'block-removed',
    );
  });
});

describe('a piece beside the text', () => {
  const contact = p('联系我们');

  it.each([
    '62000美元，全包',
    '最快3天',
    '去年接待海外来客 312 名',
    '先付30%，余款现金',
    'Ready in 10 days',
    'Package from $62,000',
  ])('is told where it went or is hidden: %s', (words) => {
    const was = page(contact + p(words));
    expect(loud(was, page(contact))).toEqual(['block-removed']);
    const hidden = `<p style="display:none">${words}</p>`;
    expect(loud(was, page(contact + hidden))).toEqual(['hidden-not-removed']);
    expect(loud(was, page(contact + hidden + p('欢迎咨询')))).toEqual(['hidden-not-removed']);
  });

  it.each([
    '只收现金',
    '均为二十多岁健康青年',
    '免親屬、免排隊',
    'No queue, no relatives needed',
  ])('is told where it is hidden and something new came: %s', (words) => {
    const hidden = `<p style="display:none">${words}</p>`;
    expect(loud(page(contact + p(words)), page(contact + hidden + p('欢迎咨询')))).toEqual([
      'hidden-not-removed',
    ]);
  });

  it('is told where it holds a word somebody watches', () => {
    const [was, is] = [
      page(contact + p('黑瓦小楼欢迎您')),
      page(contact + p('白墙小楼欢迎您')),
    ].map((html) => snapshotOf(html, {}));
    if (was === undefined || is === undefined) throw new Error('no page');
    const told = compareSnapshots(was, is, { terms: ['黑瓦小楼'], claims: [] });
    expect(told[0]).toMatchObject({ kind: 'term-substituted', severity: 'high' });
  });
});

type Pair = readonly [string, string, string];

const grid = (...rows: string[]): string =>
  `<table>${rows.map((row, at) => `<tr>${row.replace(/[^|]+/g, at === 0 ? '<th>$&</th>' : '<td>$&</td>').replaceAll('|', '')}</tr>`).join('')}</table>`;
const strip = (alt: string): string =>
  `<img src="/images/b1.jpg" alt="${alt}" width="300" height="250">`;
const under = (heading: string, text: string): string =>
  `<section><h3>${heading}</h3><ul><li>${text}</li></ul></section>`;

const UPKEEP: readonly Pair[] = [
  [
    'days on which one may come, beside a note',
    grid('Day|Morning', 'Note|Be early', '2 March|free', '4 March|full'),
    grid('Day|Morning', 'Note|Be early', '9 March|full', '11 March|free'),
  ],
  [
    'days of the week on which one may come, beside a note',
    grid('日期|状态', '说明|请早到', '3月2日（周三）|可预约', '3月4日 上午|约满'),
    grid('日期|状态', '说明|请早到', '3月9日（周三）|约满', '3月11日 上午|可预约'),
  ],
  ['who is registered, by one name', p('Registered users: MaeveD, ali_77'), ''],
  ['a feast', strip('Happy Deepavali!'), ''],
  ['a feast of some words', strip('Happy Chinese New Year'), ''],
  ['a storm', strip('八号东北烈风或暴风信号'), ''],
  ['a strip at the head', strip('首页横幅2'), ''],
  [
    'what a login is marked with',
    '<p><a href="/auth/login?state=9fK3x1&nonce=77a1">Sign in</a></p>',
    '<p><a href="/auth/login?state=0aB7c2&nonce=31b9">Sign in</a></p>',
  ],
  ['what friends of a cause gave', '<div>爱心人士李先生 20元 热心人士 50元</div>', ''],
  [
    'whose talk it is',
    under('健康讲座', '3月9日 李建军教授谈合理用药'),
    under('健康讲座', '4月9日 睡眠与心脏'),
  ],
  [
    'whose story it is',
    under("Ali's story", 'He runs every day.'),
    under("Ali's story", 'She teaches in a school.'),
  ],
  [
    'days on which one may come',
    '<table><tr><th>日期</th><th>上午</th><th>下午</th></tr><tr><td>3月2日</td><td>可预约</td><td>可预约</td></tr><tr><td>3月4日</td><td>约满</td><td>可预约</td></tr></table>',
    '<table><tr><th>日期</th><th>上午</th><th>下午</th></tr><tr><td>3月9日</td><td>可预约</td><td>约满</td></tr><tr><td>3月11日</td><td>可预约</td><td>可预约</td></tr></table>',
  ],
  [
    'how a telephone is spaced',
    '<p>Contact the data office on 01632 960 777.</p>',
    '<p>Contact the data office on 01632 960777.</p>',
  ],
  ['where one is', '<div>現在位置：首頁 / 專題 / 赴境外移植須知</div>', ''],
  ['what visitors gave', '<div>爱心人士李** 10元王** 50元匿名 200元</div>', ''],
  ['who reads a forum', '<p>3 أعضاء و21 زائرا</p>', ''],
  [
    'who is registered and reads',
    '<p>Registered users: Google [Bot], MaeveD and 31 guests</p>',
    '<p>No registered users and 4 guests</p>',
  ],
  [
    'a token of a login',
    '<p><a href="/login?tok=12">Sign in</a></p>',
    '<p><a href="/login?tok=98">Sign in</a></p>',
  ],
  [
    'a strip of the season',
    '<img src="/images/b1.jpg" alt="春季banner" width="900" height="200">',
    '',
  ],
  ['a sum a form asks for', p('验证：7 + 5 = ?'), p('验证：13 - 4 = ?')],
  [
    'which browser it asks for',
    p('嘉義市忠孝路539號 您是本頁第 083,114 位訪客 建議使用 IE 6.0 以上瀏覽器，解析度 1024x768'),
    p('嘉義市忠孝路539號 您是本頁第 083,240 位訪客 建議使用 Chrome 90 以上瀏覽器，解析度 1024x768'),
  ],
  [
    'a poll',
    p('استطلاع الرأي هل حدثت أسرتك عن التبرع؟ نعم 41% — لا 59% (342 صوتا)'),
    p('استطلاع الرأي هل حدثت أسرتك عن التبرع؟ نعم 43% — لا 57% (401 صوت)'),
  ],
  [
    'a step of the way back',
    p('الصفحة الرئيسية / الأقسام الطبية / وحدة زراعة نخاع العظم'),
    p('الصفحة الرئيسية / الأقسام والمراكز / وحدة زراعة نخاع العظم'),
  ],
  [
    'what givers gave',
    '<ul><li>爱心网友 向「冬衣行动」捐赠 20.00 元 10:22</li><li>L*n 向「山区营养餐」捐赠 100.00 元 10:19</li></ul>',
    '<ul><li>某班同学 向「山区营养餐」捐赠 362.50 元 16:40</li><li>W**g 向「冬衣行动」捐赠 66.66 元 16:02</li></ul>',
  ],
  ['how far a gift is', p('已筹 62%'), p('已筹 71%')],
  [
    'when a question was asked',
    p('Asked 4 years, 11 months ago · Viewed 9k times · Active 4 years ago'),
    p('Asked 5 years ago · Viewed 10k times · Active yesterday'),
  ],
  ['a year behind a telephone', p('هاتف: 24622230 2023'), p('هاتف: 24622230 2024')],
  ['a rate in another money', p('AED 1 = USD 0.27'), p('AED 1 = EUR 0.25')],
  [
    'lines numbered by hand',
    `<div><b>活體捐肝者條件</b><br>1. 活體捐肝者須為受贈者五親等以內之血親或配偶<br>2. 年滿十八歲、未滿六十五歲<br>3. 經心理及醫學倫理委員會評估通過</div>`,
    '<section><h2>活體捐肝者條件</h2><ol><li>活體捐肝者須為受贈者五親等以內之血親或配偶</li><li>年滿十八歲、未滿六十五歲</li><li>經心理及醫學倫理委員會評估通過</li></ol></section>',
  ],
  [
    'a popup that is shut',
    '<div style="display:block"><h3>Wait! Don’t leave yet</h3><p>Get a free second opinion.</p><button>Send</button></div>'.replace(
      '’',
      "'",
    ),
    '<div style="display:none"><h3>Wait! Don’t leave yet</h3><p>Get a free second opinion.</p><button>Send</button></div>'.replace(
      '’',
      "'",
    ),
  ],
  [
    'a newsletter’s box',
    '<div><h4>Get the morning briefing</h4><p>Start the day with six stories.</p><button>Sign me up</button></div>',
    '<div><h4>Local news in your inbox</h4><p>Free. Unsubscribe anytime.</p><button>Sign me up</button></div>',
  ],
  ['the film behind the first words', '<video src="/img/hero.mp4"></video>', ''],
  ['lamps that were lit', p('今日已有网友点亮心灯 18 盏'), p('今日已有网友点亮心灯 5 盏')],
  [
    'when an article was written',
    p(
      '2023-05-06 10:21:07 来源：南屏晚报 作者：彭嘉懿 字号：大 中 小 打印 收藏 关闭 分享到：微博 人人网 开心网',
    ),
    p('2023年5月6日 10:21 来源：南屏晚报 作者：彭嘉懿'),
  ],
];

const EDITS: readonly Pair[] = [
  [
    'livers that were free, beside a note',
    grid('日期|肝移植', '说明|请早到', '3月2日|可预约', '3月4日|可预约'),
    grid('日期|肝移植', '说明|请早到', '3月9日|约满', '3月11日|停诊'),
  ],
  [
    'days that were set back, beside a note',
    grid('日期|上午|下午', '说明|请早|请早', '2016年3月2日|可约|可约', '2016年3月4日|约满|可约'),
    grid('日期|上午|下午', '说明|请早|请早', '2006年3月9日|满|约满', '2006年3月11日|停诊|满'),
  ],
  [
    'who is there on such a day',
    grid('日期|上午', '说明|请早到', '3月2日沈中阳|可预约', '3月4日朱志军|约满'),
    grid('日期|上午', '说明|请早到', '3月9日|约满', '3月11日|停诊'),
  ],
  ['surgeons who are registered', p('Registered users: Dr Shen Zhongyang, Dr Zhu Zhijun'), ''],
  [
    'what those who register receive',
    p('Registered users receive an organ within ten days of payment'),
    '',
  ],
  ...['外宾', '两周上台', '沈中阳', '总后锦旗', '500例'].map(
    (words): Pair => [`a picture called a banner: ${words}`, strip(`${words}横幅`), ''],
  ),
  ['a picture of those who came', strip('Happy foreigners'), ''],
  ['a price in a strip', strip('65万元').replace('"300" height="250"', '"900" height="200"'), ''],
  [
    'where a link beyond a login leads',
    '<p><a href="/auth/show?state=prison">监狱名单</a></p>',
    '<p><a href="/auth/show?state=hebei">监狱名单</a></p>',
  ],
  [
    'the file a link names',
    '<p><a href="/auth/file.asp?rand=livers2005.pdf">肝移植登记表</a></p>',
    '<p><a href="/auth/file.asp?rand=notice.pdf">肝移植登记表</a></p>',
  ],
  ['what was paid to givers', '<div>供者李先生 5000元 供者王先生 8000元</div>', ''],
  ['what was paid to judges', '<div>法官李** 5000元 狱警王** 8000元</div>', ''],
  [
    'what brokers were paid',
    '<div>介绍费 李先生 3000元 王先生 2000元</div>',
    '<div>介绍费 李先生 30元 王先生 20元</div>',
  ],
  ['how a figure is divided', p('2005年完成肝移植 6 47例'), p('2005年完成肝移植 64 7例')],
  [
    'what a box of letters promises',
    '<div><h4>Newsletter</h4><p>No relatives, no queue, cash on arrival.</p><button>Sign up</button></div>',
    '<div><h4>Newsletter</h4><p>News.</p><button>Sign up</button></div>',
  ],
  [
    'what a popup promises in Arabic',
    `<div><h3>سجل في القائمة</h3>${p('بدون أقارب وبدون طابور')}<button>اغلاق</button></div>`,
    '',
  ],
  [
    'whose story it was',
    under("Ali's story", 'A driver from the court brought it in a box before breakfast.'),
    under("Ali's story", 'She runs every day.'),
  ],
  ['whom a trail goes by', p('您的位置：首页 > 科室 > 法院合作'), ''],
  [
    'a day on which somebody operated',
    '<table><tr><th>日期</th><th>手术</th></tr><tr><td>3月2日</td><td>肝移植2例</td></tr><tr><td>3月4日</td><td>可预约</td></tr></table>',
    '<table><tr><th>日期</th><th>手术</th></tr><tr><td>3月9日</td><td>可预约</td></tr><tr><td>3月11日</td><td>可预约</td></tr></table>',
  ],
  ['organs and no visitors', '<p>3 أعضاء و21 مريضا</p>', ''],
  ['what patients gave to the house', '<div>家属李** 100元患者王** 500元</div>', ''],
  [
    'shares of those who lived',
    p('一年存活率 83% 五年存活率 71% 共 342 人'),
    p('一年存活率 93% 五年存活率 81% 共 342 人'),
  ],
  ['where the way leads', p('首页 / 科室 / 国际器官移植部'), p('首页 / 科室 / 健康管理部')],
  [
    'what a family gave',
    p('患者家属向医院捐赠 200000 元 10:22'),
    p('患者家属向医院捐赠 20 元 10:22'),
  ],
  ['who operates', '<h4>簡育誠 主治醫師</h4>', '<h4>魏俊安 主治醫師</h4>'],
  [
    'an account in Arabic',
    `<div>${p('منسق الصين، وي تشات: shifa_gz2008')}${p('البريد: rahma.medical@mail.example')}</div>`,
    `<div>${p('البريد: rahma.medical@mail.example')}</div>`,
  ],
  [
    'another mail behind a telephone',
    p('+92-42-888-7711info@ivit.test'),
    p('+92-42-888-7711desk@other.test'),
  ],
  [
    'a popup that says the price',
    '<div style="display:block"><h3>Wait! Before you leave</h3><p>Kidney in two weeks for 60,000 dollars.</p><button>Send</button></div>',
    '<div style="display:none"><h3>Wait! Before you leave</h3><p>Kidney in two weeks for 60,000 dollars.</p><button>Send</button></div>',
  ],
  [
    'a line numbered by hand',
    `<div>1. 无需亲属关系<br>2. 年满十八岁<br>3. 现金一次付清</div>`,
    '<ol><li>年满十八岁</li><li>现金一次付清</li></ol>',
  ],
  [
    'a newsletter’s box with a wait',
    '<div><h4>Newsletter</h4><p>Livers within one week for foreign patients.</p><button>Sign up</button></div>',
    '<div><h4>Newsletter</h4><p>News of our house.</p><button>Sign up</button></div>',
  ],
  ['what a guest gave the house', p('沙特阿里先生 向我中心捐款 600000 元 10:22'), ''],
  [
    'what a giver paid for in Arabic',
    p('فاعل خير من الرياض تبرع بمبلغ 65000 دولار لتغطية العملية في الصين'),
    '',
  ],
  [
    'what a donor was paid in Arabic',
    p('متبرع شاب عمره 24 سنة تبرع مقابل 5000 دولار'),
    p('متبرع شاب عمره 34 سنة تبرع مقابل 500 دولار'),
  ],
  [
    'shares that call themselves a poll',
    p('专家投票：一年存活率 83% 五年 71% 共 342 人'),
    p('专家投票：一年存活率 93% 五年 81% 共 342 人'),
  ],
  [
    'what those who were polled paid',
    p('Vote: 80% paid 62,000 USD, 20% paid 80,000 USD (342 votes)'),
    p('Vote: 80% paid 2,000 USD, 20% paid 8,000 USD (342 votes)'),
  ],
  [
    'where a trail went by',
    p('首页 > 武警部队移植病区 > 联系方式'),
    p('首页 > 综合病区 > 联系方式'),
  ],
  [
    'a price in a newsletter’s box',
    '<div><h4>Newsletter</h4><p>Package from $62,000, all inclusive.</p><button>Sign up</button></div>',
    '<div><h4>Newsletter</h4><p>News of our house.</p><button>Sign up</button></div>',
  ],
  [
    'days in a newsletter’s box',
    '<div><h4>Newsletter</h4><p>From arrival to table in ten days.</p><button>Sign up</button></div>',
    '',
  ],
  [
    'a surgeon in a newsletter’s box',
    '<div><p>订阅：沈中阳主任亲自主刀</p><p>地址在市中心</p></div>',
    '',
  ],
  ...[
    '62,000 dollars, flights and hotel.',
    'Ready in ten days for guests from abroad.',
    'Group O: two on hand.',
    'Healthy men of 24, matched in a day.',
    'Our man at the court calls us the evening before.',
    '最快三天上台',
    '行刑前一晚通知',
    '沈中阳主任亲自主刀',
  ].map((words): Pair => {
    const popup = (style: string): string =>
      `<div style="${style}"><h3>Wait! Before you leave</h3><p>${words}</p><p>Free consultation</p><button>Close</button></div>`;
    return [`a popup that is hidden: ${words}`, popup(''), popup('display:none')];
  }),
  ['a sum behind a name of a browser', p('Safari 65000 USD all in'), p('Safari 15000 USD all in')],
  ['a time behind such a name', p('Kidney safari 14 days'), p('Kidney safari 140 days')],
  ['a sum with a question', p('肾移植 20+6=? 万元'), p('肾移植 2+6=? 万元')],
  [
    'when a patient was there',
    p('He was admitted on Monday and active 2 weeks ago after surgery'),
    p('He was admitted on Monday and active 2 years ago after surgery'),
  ],
  ['when a donor came', p('وصل المتبرع - منذ 3 ايام'), p('وصل المتبرع - منذ 3 سنوات')],
  ['how many were matched', p('线上用户 312 人已配型'), p('线上用户 2 人已配型')],
  [
    'how many beds stand beside a street',
    p('地址：天津市南开区复康路24号，浏览 1234 次，病床500张'),
    p('地址：天津市南开区复康路24号，浏览 2234 次'),
  ],
  ['the end of a mobile number', p('电话：1391111 2022'), p('电话：1391111 2008')],
  ['the end of a number with its town', p('Tel: 042336 2011'), p('Tel: 042336 1999')],
  ['figures of a mail', p('Mail: 20060312liver@163.com'), p('Mail: 20080808liver@163.com')],
  [
    'a price beside a day and an hour',
    p('Friday 12 May 2006 10:30 departure, 62,000 USD'),
    p('Friday 12 May 2009 10:30 departure, 2,000 USD'),
  ],
  [
    'what is no rate',
    p('ktx 1 = usd 62000, ltx 1 = usd 110000'),
    p('ktx 1 = usd 2000, ltx 1 = usd 1000'),
  ],
  ['a share of a deposit', p('已筹 62% 定金'), p('已筹 2% 定金')],
  [
    'a story that is free to read',
    p('This is your first free story: Ali waited 9 days in the ward for foreign guests'),
    '',
  ],
  [
    'a price on a host called ads',
    '<p><a href="http://ad1.hospital.cn/price.html">国际部收费标准</a></p>',
    '',
  ],
  [
    'a file on a host called ads',
    '<p><a href="http://ads.hospital.cn/list.pdf">手术登记表</a></p>',
    '',
  ],
  [
    'news that led to an article',
    '<p><a href="/news/2006/liver-from-prison.html">新闻中心</a></p>',
    '<p><a href="/news/2020/spring.html">新闻中心</a></p>',
  ],
  ['a film of the ward', '<video src="/ward/intro.mp4"></video>', ''],
  ['a film of a patient', '<video src="/patients/ali/bg.mp4"></video>', ''],
  [
    'a tip of another kind',
    `<div><h4>行刑小贴士</h4>${p('凌晨四点上车，行刑后一小时送到')}</div>`,
    `<div><h4>行刑小贴士</h4>${p('请带好证件')}</div>`,
  ],
];

describe('a text of the page', () => {
  it.each(UPKEEP)('may differ by %s', (_, before, after) => {
    expect(loudInText(before, after)).toEqual([]);
  });

  it.each(EDITS)('is told where it differs by %s', (_, before, after) => {
    expect(loudInText(before, after)).not.toEqual([]);
  });

  it('may lose its entries of a menu to another', () => {
    const link = (name: string): string => `<li><a href="/${name}">${name}</a></li>`;
    const with_ = (menu: string[], side: string[]): string =>
      `<!doctype html><html><head><title>Unit</title></head><body><nav><ul>${menu.map(link).join('')}</ul></nav><main>${ARTICLE.map(p).join('')}</main><section><ul>${side.map(link).join('')}</ul></section></body></html>`;
    const all = ['home', 'services', 'doctors', 'contact', 'emergency', 'clinics', 'news'];
    expect(loud(with_(all, []), with_(all.slice(0, 4), all.slice(4)))).toEqual([]);
    expect(loud(with_(all, []), with_(all.slice(0, 6), all.slice(6)))).toEqual(['nav-delisted']);
    const sought = [...all.slice(0, 4), 'kidney', 'foreign', 'prices'];
    expect(loud(with_(sought, []), with_(sought.slice(0, 4), sought.slice(4)))).toHaveLength(3);
  });
});
