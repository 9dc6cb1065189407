// Healthy pages on which nothing happened that a person should be called for: looked at again and
// again, or changed the way pages change every week.
import { LAYOUTS } from '../layouts.js';
import type { NoiseLevel } from '../noise.js';
import { type Edit, SCRIPTS, type Script } from '../page.js';
import { chance } from '../random.js';
import { type Face, healthy, QUIET, type Scenario } from '../scenario.js';
import { topicsOf } from '../texts/topics.js';

type Words = Record<Script, string>;
const NEW_ITEM: Words = {
  hans: '我院护士长获评市级先进个人',
  hant: '本院新聘兩位主治醫師',
  en: 'Our new clinic opens on Monday',
  ar: 'افتتاح عيادة جديدة يوم الاثنين',
};
const NOTE: Words = {
  hans: '国庆节期间（10月1日至7日）门诊安排：急诊照常，专科门诊停诊，请合理安排就诊时间。',
  hant: '春節期間門診時間異動，急診二十四小時服務不打烊。',
  en: 'Our offices are closed on public holidays; the emergency line is open around the clock.',
  ar: 'تنوه الإدارة بأن العيادات مغلقة خلال إجازة العيد مع استمرار عمل الطوارئ.',
};
const MORE: Words = {
  hans: '为方便患者就医，我院新增自助缴费机二十台，支持扫码支付和电子医保凭证。',
  hant: '為便利民眾就醫，本院新增自動繳費機十台，可使用行動支付。',
  en: 'To make your visit easier we have added parking spaces and a new reception desk in the lobby.',
  ar: 'ولتسهيل زيارتكم أضفنا مواقف جديدة للسيارات ومكتب استقبال في البهو الرئيسي.',
};
const COOKIES: Words = {
  hans: '本网站使用Cookie以改善体验。<button>知道了</button>',
  hant: '本網站使用 Cookie，繼續瀏覽即表示同意。<button>好</button>',
  en: 'We use cookies to improve your experience. <button>OK</button>',
  ar: 'نستخدم ملفات تعريف الارتباط لتحسين تجربتك. <button>حسنا</button>',
};

const prepend =
  (words: Words): Edit =>
  (page) => ({
    ...page,
    blocks: [
      { kind: 'html', html: `<div class="notice">${words[page.script]}</div>` },
      ...page.blocks,
    ],
  });
const append =
  (words: Words): Edit =>
  (page) => ({ ...page, blocks: [...page.blocks, { kind: 'p', text: words[page.script] }] });

/** What happens to healthy pages. */
const EVENTS: Record<string, Face> = {
  nothing: {},
  'newer article in the list': {
    edit: (page) => ({
      ...page,
      side: [{ text: NEW_ITEM[page.script], href: '/article/131.html' }, ...page.side.slice(0, -1)],
    }),
  },
  'three newer articles': {
    edit: (page) => ({
      ...page,
      side: [
        ...[1, 2, 3].map((nth) => ({
          text: `${NEW_ITEM[page.script]} ${nth}`,
          href: `/article/13${nth}.html`,
        })),
        ...page.side.slice(0, -3),
      ],
    }),
  },
  'holiday note': { edit: prepend(NOTE) },
  'paragraph added': { edit: append(MORE) },
  'year in the footer': {
    edit: (page) => ({
      ...page,
      footer: page.footer.replace('2026', '2027').replace('٢٠٢٦', '٢٠٢٧'),
    }),
  },
  'small cookie banner': {
    markup: (html) =>
      html.replace(
        /<\/body>/i,
        '<div class="cookie" style="position:fixed;bottom:0">Cookies: <button>OK</button></div></body>',
      ),
  },
  'cookie banner in its language': {
    edit: (page) => ({
      ...page,
      footer: `${page.footer}<div style="position:fixed;bottom:0">${COOKIES[page.script]}</div>`,
    }),
  },
  'picture compressed again': { pictures: (path) => `${path}#low` },
  'other server': { headers: { server: 'Tengine/2.3.3', 'x-powered-by': 'PHP/8.2.1' } },
  'new classes and spacing': {
    markup: (html) => html.replaceAll('<p>', '<p class="txt-v2">\n  ').replaceAll('</p>', '\n</p>'),
  },
  'punctuation and width': {
    markup: (html) => html.replaceAll('，', '， ').replaceAll('）', ') '),
  },
  'other layout': { layout: 'portal' },
  'menu with one more entry': {
    edit: (page) => ({
      ...page,
      nav: [...page.nav, { text: NEW_ITEM[page.script].slice(0, 4), href: '/list/99.html' }],
    }),
  },
  'script of a counter missing': {
    markup: (html) =>
      html.replace(
        /<\/body>/i,
        '<script src="http://static.nowhere-cdn.test/count.js"></script></body>',
      ),
  },
  'links with session ids': {
    markup: (html) =>
      html.replace(/href="(\/[a-z]+\/\d+\.html)"/g, 'href="$1?jsessionid=8A1F03B2"'),
  },
  'sections in another order': { edit: (page) => ({ ...page, side: [...page.side].reverse() }) },
};

/** `count` healthy sites. */
export function controls(count: number): Scenario[] {
  return Array.from({ length: count }, (_, nth) => {
    const pick = chance(`control ${nth}`);
    const script = SCRIPTS[nth % 4] ?? 'en';
    const layout = pick.pick(LAYOUTS.filter(({ scripts }) => scripts.includes(script))).name;
    const noise = pick.below(3) as NoiseLevel;
    const event = pick.pick(
      Object.keys(EVENTS).filter((name) => name !== 'other layout' || layout !== 'application'),
    );
    return {
      id: `control/${event.replaceAll(' ', '-')}/${script}/${nth}`,
      group: 'control',
      target: event,
      script,
      layout,
      noise,
      topic: pick.pick(topicsOf(script)).name,
      ...(pick.below(2) === 0 ? { unclaimed: true as const } : {}),
      steps: [...healthy(1 + (nth % 2)), { face: EVENTS[event] ?? {}, expect: QUIET }],
    } satisfies Scenario;
  });
}
