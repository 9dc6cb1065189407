// What stands beside the page's own text and says nothing of the field is told with less weight; what says
// something of it is as loud as ever, wherever it stands.
import { describe, expect, it } from 'vitest';
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

  it('is told where a sentence went and nothing came', () => {
    const sentence =
      'In November 2009 the two presidents announced that a joint research centre would be set up in the city.';
    expect(loud(page(p('Contact us') + p(sentence)), page(p('Contact us')))).toContain(
      'block-removed',
    );
  });
});

type Pair = readonly [string, string, string];

const UPKEEP: readonly Pair[] = [
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
  });
});
