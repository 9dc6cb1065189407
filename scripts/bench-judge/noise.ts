// What moves on a page by itself, from visit to visit, though nobody edited it.
import type { Link, Page, Script } from './page.js';
import { type Chance, chance } from './random.js';

/** 0: nothing; 1: counters, today's date, a rotating banner; 2: also ads, carousels, reordering. */
export type NoiseLevel = 0 | 1 | 2;

export interface Frame {
  readonly level: NoiseLevel;
  readonly visit: number;
  readonly chance: Chance;
  readonly pool: readonly string[];
}

/** The moving parts of the `visit`th answer of a host. */
export function frameOf(
  host: string,
  level: NoiseLevel,
  visit: number,
  pool: readonly string[],
): Frame {
  return { level, visit, pool, chance: chance(`${host} ${level === 0 ? 0 : visit}`) };
}

const WORDS: Record<
  Script,
  Record<'visits' | 'today' | 'views' | 'online' | 'hot' | 'ad', string>
> = {
  hans: {
    visits: '您是本站第{n}位访客',
    today: '今天是{d}',
    views: '浏览次数：{n}',
    online: '当前在线：{n}人',
    hot: '热门点击',
    ad: '广告',
  },
  hant: {
    visits: '累計瀏覽人次：{n}',
    today: '今日日期 {d}',
    views: '點閱數：{n}',
    online: '線上人數 {n}',
    hot: '熱門文章',
    ad: '贊助',
  },
  en: {
    visits: 'Visitors: {n}',
    today: 'Today is {d}',
    views: '{n} views',
    online: '{n} people are viewing this page',
    hot: 'Trending now',
    ad: 'Advertisement',
  },
  ar: {
    visits: 'عدد الزوار: {n}',
    today: 'اليوم {d}',
    views: 'المشاهدات: {n}',
    online: 'المتواجدون الآن: {n}',
    hot: 'الأكثر قراءة',
    ad: 'إعلان',
  },
};
const LOCALES: Record<Script, string> = { hans: 'zh-CN', hant: 'zh-TW', en: 'en-GB', ar: 'ar-EG' };
const ADS: Record<Script, readonly string[]> = {
  hans: [
    '双十一家电五折起',
    '在线学英语，首月免费',
    '理财产品年化3.2%',
    '新能源汽车试驾有礼',
    '老字号月饼礼盒预订',
    '考研冲刺班报名中',
    '高价回收旧手机',
    '三亚五日游特价1999元',
  ],
  hant: [
    '週年慶滿千送百',
    '房屋增貸利率1.88%起',
    '機車強制險線上投保',
    '日本樂園門票優惠',
    '寵物保險首創理賠',
    '人氣團購第二件半價',
  ],
  en: [
    'Compare car insurance in minutes',
    'Hotels in Lisbon from $49',
    'Try our meal kit, 60% off',
    'Learn Spanish before summer',
    'The watch everyone wants',
    'Free credit score',
    'Solar panels: see if you qualify',
  ],
  ar: [
    'خصم ٥٠٪ على الأجهزة المنزلية',
    'احجز رحلتك إلى إسطنبول',
    'قروض شخصية بموافقة فورية',
    'سيارات ٢٠٢٦ بدون دفعة أولى',
    'تعلم الإنجليزية من المنزل',
    'عطور أصلية بأسعار مخفضة',
  ],
};

/** The line with date and counter, and the banner, above the page. */
export function above(page: Page, frame: Frame): string {
  if (frame.level === 0) return '';
  const words = WORDS[page.script];
  const day = new Date(Date.UTC(2026, 10, 20 + frame.visit));
  const date = new Intl.DateTimeFormat(LOCALES[page.script], {
    dateStyle: 'full',
    timeZone: 'UTC',
  });
  const banner = frame.chance.below(3) + 1;
  return `<div class="top-line">${words.today.replace('{d}', date.format(day))} <span>${words.visits.replace(
    '{n}',
    `${183_000 + frame.visit * 37 + frame.chance.below(20)}`,
  )}</span></div>
<div class="banner"><a href="/special/${banner}.html"><img src="/banner/${banner}.png" alt="" width="600" height="90"></a></div>`;
}

/** How often the page was read, by its date. */
export function views(page: Page, frame: Frame): string {
  if (frame.level === 0) return '';
  const count = 2_300 + frame.visit * 11 + frame.chance.below(9);
  return `<span class="views">${WORDS[page.script].views.replace('{n}', `${count}`)}</span>`;
}

/** Links to other articles: in their order, or a few of them as chance will have it. */
export function related(page: Page, frame: Frame): readonly Link[] {
  if (frame.level < 2) return page.side;
  return frame.chance.shuffle(page.side).slice(0, Math.ceil(page.side.length * 0.6));
}

/** Advertisements, a carousel, what is read most, a chat window. */
export function beside(page: Page, frame: Frame): string {
  if (frame.level < 2) return '';
  const words = WORDS[page.script];
  const ads = frame.chance.shuffle(ADS[page.script]).slice(0, 3);
  const slides = frame.chance.shuffle(['a', 'b', 'c', 'd', 'e']);
  const hot = frame.chance.shuffle(frame.pool).slice(0, 5);
  const token = frame.chance.below(2 ** 31).toString(16);
  return `<div class="ad-slot" id="ad-${token}">${ads
    .map(
      (ad) =>
        `<div class="ad"><small>${words.ad}</small><a href="/go?u=${token}&amp;c=${frame.chance.below(9999)}">${ad}</a></div>`,
    )
    .join('')}</div>
<div class="carousel">${slides.map((slide) => `<img src="/banner/${slide}.png?v=${token}" alt="" width="200" height="60">`).join('')}</div>
<div class="hot"><h4>${words.hot}</h4><ol>${hot
    .map(
      (text) => `<li><a href="/hot/${frame.pool.indexOf(text)}.html?sid=${token}">${text}</a></li>`,
    )
    .join('')}</ol></div>
<p class="online">${words.online.replace('{n}', `${12 + frame.chance.below(300)}`)}</p>
<form><input type="hidden" name="csrf" value="${token}"></form>`;
}
