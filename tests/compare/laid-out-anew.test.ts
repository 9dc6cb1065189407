// A relaunch sets the foot, the byline and the menu otherwise while the article stays, and what says nothing
// of the field comes and goes -> nothing loud; beside them stands the edit that hides in it.
import { describe, expect, it } from 'vitest';
import { loud, loudInText } from './everyday-page.js';

interface Article {
  readonly title: string;
  readonly owner: string;
  readonly paragraphs: readonly string[];
}

interface Frame {
  readonly menu: readonly string[];
  readonly byline: string;
  readonly foot: readonly string[];
}

const HAN: Article = {
  title: '肾移植住院须知',
  owner: '临溪肾病医院',
  paragraphs: [
    '我科自2003年起开展肾移植，至2012年底共完成614例，其中活体亲属移植97例。',
    '住院押金十二万元，手术费用另计，等待配型的时间一般为三周左右。',
    '外地患者请提前与病房联系，由住院总医师安排床位，不需要排队。',
    '术后第一个月住在移植病区，第二个月起改为每周复查一次。',
  ],
};
const LATIN: Article = {
  title: 'Kidney programme for visitors',
  owner: 'Redcliff Transplant Office',
  paragraphs: [
    'The programme has arranged 318 operations since 2005, 41 of them within ten days of arrival.',
    'The package costs 72,000 dollars and covers the hospital, the interpreter and the follow-up.',
    'Patients from abroad are met at the airport and taken to the ward by our own driver.',
    'The surgeon answers questions by mail in the evening; please send your records beforehand.',
  ],
};
const ARABIC: Article = {
  title: 'برنامج زراعة الكلى',
  owner: 'مركز النخيل لزراعة الأعضاء',
  paragraphs: [
    'أجرى المركز 214 عملية زراعة كلى منذ عام 2008، منها 31 لمرضى من الخارج.',
    'تبلغ التكلفة 68 ألف دولار شاملة الإقامة والمترجم والمتابعة لمدة شهر.',
    'مدة الانتظار أسبوعان في المتوسط بعد وصول التحاليل إلى المركز.',
    'يستقبل فريق المركز المريض ومرافقه في المطار وينقلهما إلى السكن.',
  ],
};

const items = (texts: readonly string[]): string =>
  texts.map((text, at) => `<li><a href="/m/${at}/">${text}</a></li>`).join('');

/** Tables of 2006. */
function old({ title, owner, paragraphs }: Article, { menu, byline, foot }: Frame): string {
  const entries = menu.map((text, at) => `<a href="/c${at}.htm">${text}</a>`).join(' | ');
  return `<html><head><meta charset="utf-8"><title>${title} - ${owner}</title></head><body><table><tr><td>${entries}</td></tr><tr><td><center>${title}</center><div>${byline}</div>${paragraphs.map((text) => `<p>${text}</p>`).join('')}</td></tr><tr><td>${foot.map((text) => `<p>${text}</p>`).join('')}</td></tr></table></body></html>`;
}

/** Boxes of today. */
function relaunched({ title, owner, paragraphs }: Article, { menu, byline, foot }: Frame): string {
  return `<!doctype html><html><head><meta charset="utf-8"><title>${title} | ${owner}</title></head><body><header><a href="/">${owner}</a><nav><ul>${items(menu)}</ul></nav></header><main><article><h1>${title}</h1><div class="meta">${byline}</div>${paragraphs.map((text) => `<div class="text">${text}</div>`).join('')}</article></main><footer>${foot.map((text) => `<div>${text}</div>`).join('')}</footer></body></html>`;
}

const FRAMES: readonly (readonly [string, Article, Frame, Frame])[] = [
  [
    'in Chinese',
    HAN,
    {
      menu: ['首页', '医院概况', '科室介绍', '联系我们'],
      byline: '发布时间：2013-02-19　来源：移植科　作者：罗启明　浏览：2207次【字体：大 中 小】',
      foot: [
        '友情链接：健康报 | 市卫生局',
        '电话：0716-2255 8310',
        '临溪肾病医院 版权所有 未经许可不得转载 建议使用IE8以上浏览器',
        '技术支持：北辰网络',
      ],
    },
    {
      menu: ['网站首页', '走进我们', '学科建设', '患者服务'],
      byline: '罗启明 · 移植科，2013年2月19日',
      foot: ['0716-2255 8310', '© 2013-2024 保留所有权利 隐私政策 用户协议'],
    },
  ],
  [
    'in English',
    LATIN,
    {
      menu: ['Home', 'About us', 'Our doctors', 'Contact'],
      byline: 'Posted on March 4, 2011 by Bookings | Redcliff | Views: 4410',
      foot: [
        'Useful links: Ministry of Health | Medical Council',
        'Redcliff Transplant Office All rights reserved. No part of this site may be reproduced without permission. Best viewed in 1024x768. Website by Quay Design Visitors: 80344',
      ],
    },
    {
      menu: ['Start', 'Who we are', 'Newsroom', 'Help'],
      byline: '4 March 2011 · Redcliff · Bookings',
      foot: [
        'Copyright © 2011-2024. Terms of Use | Privacy Notice | Sitemap',
        'Powered by WordPress',
      ],
    },
  ],
  [
    'in Arabic',
    ARABIC,
    {
      menu: ['الرئيسية', 'من نحن', 'الأطباء', 'اتصل بنا'],
      byline: 'تاريخ النشر: 21/05/2013 | المصدر: مكتب القبول | المشاهدات: 4924',
      foot: [
        'روابط مفيدة: وزارة الصحة | الهلال الأحمر',
        'مركز النخيل لزراعة الأعضاء جميع الحقوق محفوظة. لا يجوز النقل دون إذن. عدد الزوار: 80344',
      ],
    },
    {
      menu: ['الصفحة الأولى', 'عن المؤسسة', 'خدماتنا', 'الوظائف'],
      byline: 'مكتب القبول، 21 مايو 2013',
      foot: ['حقوق النشر © 2013-2024 شروط الاستخدام | سياسة الخصوصية'],
    },
  ],
  [
    'with labels, friends and who made the site in its foot',
    HAN,
    {
      menu: ['网站首页', '移植动态', '典型病例', '患者园地', '在线留言'],
      byline: '发布时间：2013-02-19　资料来源：移植科　作者：罗启明　浏览次数：2207',
      foot: [
        'Powered by DedeCMS © 2004-2011 DesDev Inc.',
        '友情链接: 市卫生局 | 医学会 | 版权所有 临溪肾病医院 © 2004-2016 地址：临溪市沿河路58号 电话：0716-22558310 鲁ICP备05012151号 本站内容未经许可不得转载',
      ],
    },
    {
      menu: ['机构', '公众服务', '数据与文献', '资讯', '加入我们'],
      byline: '2013-02-19 罗启明 移植科',
      foot: ['临溪市沿河路58号 联系电话 0716-22558310', '© 2023 鲁ICP备05012151号'],
    },
  ],
  [
    'with an address and a trail without marks',
    LATIN,
    {
      menu: ['Home', 'Programs', 'Patients', 'Contact Us', 'FAQ'],
      byline: 'By The secretariat | Source: Redcliff Transplant Office | March 4, 2011',
      foot: [
        'Home Prices Kidney programme for visitors',
        'No. 3, Heping District, Redcliff - Tel: +86 24 5556 0931',
        'Joomla! is Free Software released under the GNU/GPL License.',
      ],
    },
    {
      menu: ['Care', 'Research', 'People', 'Stories', 'Support us'],
      byline: 'The secretariat / Redcliff Transplant Office · 4 March 2011 · Prices',
      foot: [
        'Redcliff Transplant Office, No. 3, Heping District, Redcliff. Call us +86 24 5556 0931',
        '© 2023. Privacy | Cookies | Accessibility | Site map',
      ],
    },
  ],
];

describe('a page laid out anew', () => {
  it.each(FRAMES)('says the same %s', (_, article, was, is) => {
    expect(loud(old(article, was), relaunched(article, is))).toEqual([]);
  });

  it.each(FRAMES)('and back again %s', (_, article, was, is) => {
    expect(loud(relaunched(article, is), old(article, was))).toEqual([]);
  });

  it.each<[string, number, string, string]>([
    ['a price', 0, '十二万元', '八万元'],
    ['for whom', 0, '外地患者', '患者'],
    ['a wait', 1, 'within ten days of arrival', 'after their arrival'],
    ['a price in dollars', 1, '72,000', '54,000'],
    ['how many from abroad', 2, '، منها 31 لمرضى من الخارج', ''],
    ['a wait in Arabic', 2, 'أسبوعان', 'شهران'],
  ])('does not hide %s', (what, at, said, says) => {
    const [, article, was, is] = FRAMES[at] ?? [];
    if (article === undefined || was === undefined || is === undefined) throw new Error(what);
    const paragraphs = article.paragraphs.map((text) => text.replace(said, says));
    expect(paragraphs).not.toEqual(article.paragraphs);
    const told = loud(old(article, was), relaunched({ ...article, paragraphs }, is));
    // 外地 is no word of the trade.
    if (what === 'for whom') expect(told).toEqual([]);
    else expect(told).not.toEqual([]);
  });

  it('does not hide who operates there', () => {
    const [, article, was, is] = FRAMES[1] ?? [];
    if (article === undefined || was === undefined || is === undefined) throw new Error('English');
    const staffed = (paragraphs: readonly string[]) => ({ ...article, paragraphs });
    const team = [
      'Dr. Anna Bell, head of the unit',
      'Dr. Xu Guoliang, visiting surgeon from Wuhan',
    ];
    const told = loud(
      old(staffed([...article.paragraphs, ...team]), was),
      relaunched(staffed([...article.paragraphs, ...team.slice(0, 1)]), is),
    );
    expect(told).toContain('block-removed');
  });

  it('does not hide another day that stands by itself', () => {
    const [, article, was, is] = FRAMES[3] ?? [];
    if (article === undefined || was === undefined || is === undefined) throw new Error('labels');
    const inPieces = (day: string) => ({
      ...is,
      byline: `<ul><li>${day}</li><li>罗启明</li><li>移植科</li></ul>`,
    });
    expect(loud(old(article, was), relaunched(article, inPieces('2013-02-19')))).toEqual([]);
    expect(loud(old(article, was), relaunched(article, inPieces('2011-02-09')))).toEqual([
      'date-changed',
    ]);
  });

  it.each<[string, number, string]>([
    ['who operates', 2, 'جراحو الزراعة'],
    ['how many there were', 0, '移植例数'],
    ['that there are donors', 1, 'Donors on hand'],
  ])('does not hide an entry of its menu that says %s', (what, at, entry) => {
    const [, article, was, is] = FRAMES[at] ?? [];
    if (article === undefined || was === undefined || is === undefined) throw new Error(what);
    const told = { ...was, menu: [...was.menu, entry] };
    expect(loud(old(article, told), relaunched(article, is))).toContain('nav-delisted');
  });

  it.each([
    'Links: China Organ Network',
    'Links: 1,213 operations done since 2001',
  ])('does not hide among the friends in its foot: %s', (friends) => {
    const [, article, was, is] = FRAMES[1] ?? [];
    if (article === undefined || was === undefined || is === undefined) throw new Error(friends);
    const foot = [`${friends} © Redcliff Transplant Office`];
    expect(loud(old(article, { ...was, foot }), relaunched(article, is))).not.toEqual([]);
  });

  it('does not hide when it was written, a telephone, or a line over the foot', () => {
    const [, article, was, is] = FRAMES[0] ?? [];
    if (article === undefined || was === undefined || is === undefined) throw new Error('Chinese');
    const otherDay = { ...is, byline: '罗启明 · 移植科，2010年2月19日' };
    const silent = { ...is, foot: is.foot.slice(1) };
    expect(loud(old(article, was), relaunched(article, otherDay))).not.toEqual([]);
    expect(loud(old(article, was), relaunched(article, silent))).toContain('contact-removed');
    const reception = { ...was, foot: ['武警总队定点接收外籍患者移植', ...was.foot] };
    expect(loud(old(article, reception), relaunched(article, is))).not.toEqual([]);
  });
});

describe('what says nothing of the field', () => {
  it.each<[string, string, string]>([
    ['a greeting', '<div>聖誕快樂！12月25日及26日休息</div>', ''],
    ['a ticker', '<div>24小时滚动 14:20 两条公交线路开通 13:58 周末降温</div>', ''],
    ['goods of the season', '<div>夏日涼風扇特賣 799元起</div>', ''],
    [
      'the way to the next piece',
      '<nav><a href="/?p=80">Parking at the east gate</a><a href="/?p=82">A choir sings</a></nav>',
      '<nav><a href="/?p=83">Library hours</a><a href="/?p=82">A choir sings</a></nav>',
    ],
    [
      'how a drive goes',
      '<p>We have reached 62% of our goal</p>',
      '<p>We have reached 88% of our goal</p>',
    ],
    [
      'who is there',
      '<p>المتواجدون الآن 61 (الأعضاء 9 والزوار 52)</p>',
      '<p>المتواجدون الآن 44 (الأعضاء 3 والزوار 41)</p>',
    ],
    [
      'what visitors answered of themselves',
      '<p>هل سجلت للتبرع؟ نعم 64% لا 36%</p>',
      '<p>هل سجلت للتبرع؟ نعم 67% لا 33%</p>',
    ],
    [
      'whom a comment pleased',
      '<div>江边小草：祝早日康复！ 赞 12</div>',
      '<div>江边小草：祝早日康复！ 赞 31</div>',
    ],
    [
      'whom to call in the holidays',
      '<div>恭贺新春！1月27日至2月2日放假，值班电话：0311-85010000</div>',
      '',
    ],
    [
      'a menu at the addresses of another system',
      '<nav><a href="/list.asp?id=1">院务公开</a><a href="/list.asp?id=2">科研教学</a><a href="/list.asp?id=3">护理天地</a><a href="/list.asp?id=4">党建园地</a></nav>',
      '<nav><a href="/node/7">院务公开</a><a href="/node/2">科研教学</a><a href="/node/5">护理天地</a><a href="/node/9">人才招聘</a></nav>',
    ],
    ['that a line is manned', '<p>热线 400-555-2121</p>', '<p>热线 400-555-2121 周末无休</p>'],
  ])('may come and go: %s', (_, before, after) => {
    expect(loudInText(before, after)).toEqual([]);
  });

  it('is the line an article is filed under: its links are told of', () => {
    const line = '<div>肾移植 <a href="/tag/4/">院务</a>, <a href="/tag/9/">公告</a></div>';
    const told = loudInText(`${line}<p>肾移植</p>`, '<p>肾移植</p>');
    expect(told).toEqual(['link-removed', 'link-removed']);
  });

  it.each<[string, string, string]>([
    ['what was six hundred and some', '六百余例', '六十余例'],
    ['what was about a thousand', '上千例', '近百例'],
    ['in figures', '20多万元', '10多万元'],
    ['in Arabic', 'مئتي حالة', 'مئة حالة'],
  ])('is no figure: %s', (_, before, after) => {
    const text = (many: string): string =>
      /[\u0600-\u06ff]/.test(many)
        ? `<p>أجرى المركز ${many} زراعة كلى</p>`
        : `<p>肾移植${many}</p>`;
    expect(loudInText(text(before), text(after))).toContain('number-changed');
  });

  it.each<[string, string, string]>([
    ['under a heading that does', '<h3>等待时间</h3><p>十天以内</p>', '<h3>等待时间</h3>'],
    [
      'behind a question that does',
      '<div><p>收外国人吗？</p><p>可以，最快次日入院</p></div>',
      '<div><p>收外国人吗？</p></div>',
    ],
    [
      'in a table that does',
      '<table><tr><th>年份</th><th>肝移植</th></tr><tr><td>2004</td><td>88</td></tr><tr><td>2005</td><td>121</td></tr></table>',
      '<table><tr><th>年份</th><th>肝移植</th></tr><tr><td>2005</td><td>121</td></tr></table>',
    ],
    [
      'a link in a sentence',
      '<p>The list <a href="/x/77.html">can be read here</a> in full.</p>',
      '<p>The list can be read here in full.</p>',
    ],
    [
      'an entry of a list as it was',
      '<ul><li><a href="/a">春游</a></li><li><a href="/b">合唱</a></li><li><a href="/c">读书</a></li></ul>',
      '<ul><li><a href="/a">春游</a></li><li><a href="/c">读书</a></li></ul>',
    ],
  ])('is told %s', (_, before, after) => {
    expect(loudInText(before, after)).not.toEqual([]);
  });
});
