// A page seen in health and then lost, walled off, blocked or taken over: every class that a site of
// this machine can play, in several wordings and scripts.
import { LAYOUTS } from '../layouts.js';
import type { NoiseLevel } from '../noise.js';
import { type Page, SCRIPTS, type Script } from '../page.js';
import { type Answer, type Expect, type Face, healthy, type Scenario } from '../scenario.js';
import { movedName } from '../site.js';
import { BLOCKPAGES, DEFACED, GEO_DENIED, HIJACKED } from '../texts/between.js';
import { BLOCKED_451, DELETED, HARD_404, NOT_FOUND } from '../texts/gone.js';
import * as hosts from '../texts/hosts.js';
import { topicsOf } from '../texts/topics.js';
import * as walls from '../texts/walls.js';
import { bare, card, type Dress, dressed, type Notice, written } from './dress.js';

const DRESSES: readonly Dress[] = ['framed', 'bare', 'card', 'written'];

let count = 0;

/** Layouts, noise and topics are dealt out in turn, so that every class meets several. */
function scene(
  target: string,
  script: Script,
  name: string,
  face: Face,
  expect: Expect,
  more: Partial<Scenario> = {},
): Scenario {
  count += 1;
  const layouts = LAYOUTS.filter(
    (layout) =>
      layout.scripts.includes(script) &&
      (face.edit === undefined || face.status === undefined || layout.data === undefined),
  );
  const topics = topicsOf(script);
  return {
    id: `${target}/${script}/${name}`,
    group: 'positive',
    target,
    script,
    layout: layouts[count % layouts.length]?.name ?? 'portal',
    noise: (count % 3) as NoiseLevel,
    topic: topics[count % topics.length]?.name ?? 'news',
    ...(count % 5 === 0 ? { unclaimed: true as const } : {}),
    steps: [...healthy(count % 3 === 0 ? 2 : 1), { face, expect }],
    ...more,
  };
}

/** Every wording of a class in every script, dressed in turn. */
function noticed(
  target: string,
  texts: Record<Script, readonly Notice[]>,
  also: readonly string[] = [],
  dresses = DRESSES,
  answer: (nth: number) => Answer = () => ({}),
): Scenario[] {
  return SCRIPTS.flatMap((script) =>
    texts[script].map((notice, nth) => {
      const dress = dresses[nth % dresses.length] ?? 'bare';
      const status = answer(nth).status;
      return scene(
        target,
        script,
        `${dress}-${nth}${status === undefined ? '' : `-${status}`}`,
        dressed(dress, script, notice, answer(nth)),
        { classes: [target, ...also] },
      );
    }),
  );
}

/** Answers that are the same in every script. */
function answers(
  target: string,
  list: readonly (readonly [string, Answer])[],
  also: readonly string[] = [],
): Scenario[] {
  return list.map(([name, answer], nth) => {
    const script: Script =
      name.startsWith('hant') || name.endsWith('hant')
        ? 'hant'
        : /(^|-)ar(-|$)/.test(name)
          ? 'ar'
          : /(^|-)en(-|$)/.test(name)
            ? 'en'
            : (SCRIPTS[nth % 4] ?? 'hans');
    return scene(target, script, name, { site: answer }, { classes: [target, ...also] });
  });
}

const to = (status: number, location: string): Answer => ({
  status,
  headers: { location },
  body: '',
});
const HTML = { 'content-type': 'text/html; charset=utf-8' };
const byScript = (location: string) =>
  `<!doctype html><meta charset="utf-8"><script>window.location.href=${JSON.stringify(location)};</script>`;
const byRefresh = (location: string) =>
  `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${location}">`;

function gone(): Scenario[] {
  return [
    ...noticed('deleted-notice', DELETED),
    ...noticed('soft-404', NOT_FOUND, ['deleted-notice']),
    // A site that answers every unknown address with its front page's frame and a line of script.
    ...(['hans', 'en'] as const).map((script) =>
      scene(
        'soft-404',
        script,
        'alert',
        {
          page: {
            body: `<script>alert(${JSON.stringify(script === 'hans' ? '该信息不存在或已删除！' : 'Record not found')});history.back();</script>`,
            headers: HTML,
          },
        },
        { classes: ['soft-404', 'deleted-notice', 'empty-shell'] },
      ),
    ),
    ...SCRIPTS.flatMap((script, at) =>
      HARD_404.filter((_, nth) => (nth + at) % 2 === 0).map((body) =>
        scene(
          'not-found-404',
          script,
          `server-${HARD_404.indexOf(body)}`,
          { page: { status: 404, body } },
          { classes: ['not-found-404'], states: ['gone'], open: ['takedown'] },
        ),
      ),
    ),
    ...noticed('not-found-404', NOT_FOUND, ['deleted-notice'], ['card', 'framed', 'bare'], () => ({
      status: 404,
    })),
    ...noticed('gone-410', DELETED, ['deleted-notice'], ['bare', 'framed'], () => ({
      status: 410,
    })).filter((_, nth) => nth % 2 === 0),
    ...noticed('legal-451', BLOCKED_451, [], ['bare', 'card'], () => ({ status: 451 })),
  ];
}

function redirected(): Scenario[] {
  return SCRIPTS.flatMap((script) => {
    const home: Expect = {
      classes: ['redirect-home'],
      states: ['redirected-away'],
      open: ['takedown'],
    };
    const generic: Expect = { classes: ['redirect-generic', 'soft-404'] };
    const listing = script === 'hans' ? '/list/2.html' : '/list/1.html';
    const errors = {
      hans: '/error.html',
      hant: '/404.aspx',
      en: '/page-not-found',
      ar: '/error/404',
    };
    return [
      scene('redirect-home', script, '302', { page: to(302, '/') }, home),
      scene('redirect-home', script, '301-index', { page: to(301, '/index.html') }, home),
      scene('redirect-home', script, 'script', { page: { body: byScript('/') } }, home),
      scene('redirect-home', script, 'refresh', { page: { body: byRefresh('/') } }, home),
      scene('redirect-generic', script, 'listing', { page: to(302, listing) }, generic),
      scene(
        'redirect-generic',
        script,
        'script-listing',
        { page: { body: byScript('/list/3.html') } },
        generic,
      ),
      scene(
        'soft-404',
        script,
        'to-error-page',
        {
          site: ({ path, page }) =>
            path === page
              ? to(302, errors[script])
              : path.startsWith(errors[script])
                ? { body: card(script, NOT_FOUND[script][0] ?? ['', '']) }
                : null,
        },
        { classes: ['soft-404', 'redirect-generic', 'deleted-notice'] },
      ),
      ...movedFaces(script).map(([target, name, face]) =>
        scene(target, script, name, face, { classes: [target], states: ['moved'] }),
      ),
    ];
  });
}

/** The same article elsewhere: a new address on the site, another domain. */
function movedFaces(script: Script): [string, string, Face][] {
  const status = script === 'en' ? 308 : 301;
  return [
    ['moved', `${status}`, { page: to(status, '/moved/article.html'), moved: 'address' }],
    ['moved', '302', { page: to(302, '/moved/article.html'), moved: 'address' }],
    [
      'moved-domain',
      `${status}`,
      { page: ({ host, page }) => to(status, `http://${movedName(host)}${page}`), moved: 'domain' },
    ],
  ];
}

function walled(): Scenario[] {
  const toLogin: Record<Script, string> = {
    hans: '/cas/login?service=',
    hant: '/member/login.aspx?ReturnUrl=',
    en: '/wp-login.php?redirect_to=',
    ar: '/account/signin?next=',
  };
  return [
    ...noticed('login-wall', walls.LOGIN),
    ...SCRIPTS.flatMap((script) => [
      scene(
        'login-wall',
        script,
        'redirect',
        {
          site: ({ path, page }) =>
            path === page
              ? to(302, toLogin[script] + encodeURIComponent(page))
              : path.startsWith(toLogin[script].slice(0, 8))
                ? { body: card(script, walls.LOGIN[script][0] ?? ['', '']) }
                : null,
        },
        { classes: ['login-wall'], states: ['walled'], open: ['access'] },
      ),
      scene(
        'login-wall',
        script,
        '401',
        {
          page: {
            status: 401,
            headers: { 'www-authenticate': 'Basic realm="intranet"' },
            body: bare(script, walls.LOGIN[script][1] ?? ['', '']),
          },
        },
        { classes: ['login-wall'], states: ['walled'] },
      ),
      scene(
        'paywall',
        script,
        'teaser',
        { edit: teaser(walls.PAYWALL[script][0] ?? ['', '']) },
        { classes: ['paywall'] },
        { unclaimed: true },
      ),
      scene(
        'paywall',
        script,
        '402',
        { page: { status: 402, body: written(script, walls.PAYWALL[script][1] ?? ['', '']) } },
        { classes: ['paywall'] },
      ),
    ]),
    ...noticed('paywall', walls.PAYWALL),
    ...noticed('consent-wall', walls.CONSENT),
    ...noticed('region-gate', walls.REGION, ['geo-denied']),
    ...noticed('app-wall', walls.APP),
  ];
}

/** Two paragraphs are left, and an offer. */
function teaser([title, text]: Notice) {
  return (page: Page): Page => ({
    ...page,
    blocks: [
      ...page.blocks.filter((one) => one.kind === 'p').slice(0, 1),
      { kind: 'html', html: `<div class="pay-box"><h4>${title}</h4><p>${text}</p></div>` },
    ],
  });
}

function hosted(): Scenario[] {
  return [
    ...hosts.ICP.map((notice, nth) =>
      scene(
        'icp-block',
        'hans',
        `${nth}`,
        {
          site: {
            status: nth % 2 === 0 ? 200 : 403,
            body: (nth === 2 ? card : bare)('hans', notice),
          },
        },
        { classes: ['icp-block'], states: ['provider-blocked'] },
      ),
    ),
    scene(
      'icp-block',
      'hans',
      'aliyun-redirect',
      { site: to(302, 'https://help.aliyun.com/noresolve.html') },
      { classes: ['icp-block', 'tls-error', 'nxdomain', 'dns-fail', 'refused'] },
    ),
    ...noticed('host-suspended', hosts.SUSPENDED, [], ['bare', 'card', 'written']),
    ...hosts.DEFAULT.map(([name, html], nth) =>
      scene(
        'default-server',
        SCRIPTS[nth % 4] ?? 'en',
        name,
        { site: { body: html } },
        { classes: ['default-server'], states: ['provider-blocked'] },
      ),
    ),
    ...noticed('maintenance', hosts.MAINTENANCE, [], ['bare', 'card', 'written'], (nth) =>
      nth % 2 === 0 ? { status: 503, headers: { 'retry-after': '3600' } } : {},
    ),
    ...noticed('construction', hosts.CONSTRUCTION, [], ['card', 'bare', 'framed']),
    ...noticed('domain-expired', hosts.EXPIRED, [], ['bare', 'card', 'written']),
    ...noticed('parked', hosts.PARKED, [], ['card', 'bare', 'written']),
    ...answers('bot-challenge', hosts.CHALLENGES),
    ...answers('waf-block', hosts.WAFS),
    ...answers('rate-limit', hosts.LIMITS),
    ...hosts.SHELLS.map(([name, body], nth) =>
      scene(
        'empty-shell',
        SCRIPTS[nth % 4] ?? 'en',
        name,
        { page: { body } },
        { classes: ['empty-shell'] },
      ),
    ),
  ];
}

function network(): Scenario[] {
  const down = { states: ['unreachable'] };
  return SCRIPTS.flatMap((script, nth) => [
    scene(
      'http-5xx',
      script,
      '500',
      {
        page: {
          status: 500,
          body: '<h1>Internal Server Error</h1><p>The server encountered an internal error or misconfiguration and was unable to complete your request.</p>',
        },
      },
      { classes: ['http-5xx'], ...down },
    ),
    scene(
      'http-5xx',
      script,
      '502',
      {
        site: {
          status: 502,
          body: '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>',
        },
      },
      { classes: ['http-5xx'], ...down },
    ),
    scene(
      'http-5xx',
      script,
      nth % 2 === 0 ? '504' : '522',
      {
        site: {
          status: nth % 2 === 0 ? 504 : 522,
          body:
            nth % 2 === 0
              ? '<h1>504 Gateway Time-out</h1>'
              : '<title>hospital.test | 522: Connection timed out</title><h1>Connection timed out Error code 522</h1><p>Cloudflare</p>',
        },
      },
      { classes: ['http-5xx'], ...down },
    ),
    scene(
      'http-5xx',
      script,
      'database',
      {
        site: {
          status: 500,
          body: bare(script, ['Database Error', 'Error establishing a database connection']),
        },
      },
      { classes: ['http-5xx'], ...down },
    ),
    scene('reset', script, 'reset', { site: { line: 'reset' } }, { classes: ['reset'], ...down }),
    scene('refused', script, 'closed-port', { name: 'closed' }, { classes: ['refused'], ...down }),
    scene(
      'nxdomain',
      script,
      'name-gone',
      { name: 'gone' },
      { classes: ['nxdomain'], states: ['unreachable', 'domain-lost'] },
    ),
    scene(
      'truncated',
      script,
      'cut',
      {
        page: ({ page }) => ({
          line: 'cut',
          body: `<!doctype html><meta charset="utf-8"><title>${page}</title><h1>${page}</h1>${'<p>Lorem ipsum dolor sit amet, consectetur adipiscing elit.</p>'.repeat(60)}`,
        }),
      },
      { classes: ['truncated'], ...down },
    ),
    scene(
      'tls-error',
      script,
      'redirect-to-bad-certificate',
      { page: ({ host, page }) => to(301, `https://${host}${page}`) },
      { classes: ['tls-error'], ...down },
    ),
    ...(nth < 2
      ? [
          scene(
            'timeout',
            script,
            'hang',
            { site: { line: 'hang' } },
            { classes: ['timeout'], ...down },
          ),
        ]
      : []),
  ]);
}

function others(): Scenario[] {
  return [
    ...answers('blockpage', BLOCKPAGES, ['geo-denied']),
    ...answers('geo-denied', GEO_DENIED, ['region-gate']),
    ...noticed('hijack', HIJACKED, [], ['bare', 'card', 'written']),
    ...noticed('defaced', DEFACED, [], ['bare', 'written', 'card']),
    ...SCRIPTS.flatMap((script) => {
      const topics = topicsOf(script).map(({ name }) => name);
      return [0, 1, 2].map((nth) =>
        scene(
          'replaced',
          script,
          `other-topic-${nth}`,
          { edit: otherTopic(nth) },
          { classes: ['replaced', 'ok'], open: ['takedown', 'change'] },
          { topic: topics[nth % topics.length] ?? 'news' },
        ),
      );
    }),
  ];
}

const BLAND: Record<Script, readonly Notice[]> = {
  hans: [
    [
      '医院食堂一周菜谱',
      '周一：番茄炒蛋、红烧排骨、清炒时蔬、紫菜蛋汤。周二：宫保鸡丁、土豆牛腩、蒜蓉油麦菜、冬瓜汤。周三：鱼香肉丝、清蒸鲈鱼、凉拌木耳、玉米羹。',
    ],
    [
      '停车场收费公示',
      '小型汽车首小时五元，之后每小时三元，二十四小时封顶三十元；新能源汽车减半收取，救护车免费。',
    ],
    [
      '职工运动会成绩',
      '男子百米冠军由后勤处李强获得，女子跳远冠军由药剂科王芳获得，团体总分第一名为护理部代表队。',
    ],
  ],
  hant: [
    [
      '員工旅遊花絮',
      '今年員工旅遊前往花蓮兩天一夜，同仁們參觀太魯閣、品嚐麻糬，並於晚會中抽出五獎。',
    ],
    ['美食街營業時間', '地下一樓美食街每日上午七時至晚間八時營業，例假日提早一小時打烊。'],
    ['愛心義賣活動', '志工隊將於中庭舉辦手作義賣，所得全數捐助偏鄉兒童營養早餐。'],
  ],
  en: [
    [
      'Cafeteria menu',
      'Monday: lentil soup, roast chicken, apple crumble. Tuesday: tomato soup, cod with potatoes, rice pudding. Wednesday: vegetable curry, fruit salad.',
    ],
    [
      'Parking and directions',
      'The multi-storey car park is open around the clock. The first thirty minutes are free, every further hour costs two dollars.',
    ],
    [
      'Charity run results',
      'More than four hundred runners took part in our charity run; the winner of the ten kilometre race finished in thirty-three minutes.',
    ],
  ],
  ar: [
    [
      'قائمة الطعام الأسبوعية',
      'الأحد: شوربة عدس ودجاج مشوي وأرز. الاثنين: سمك مقلي وسلطة خضراء. الثلاثاء: لحم بالخضار وفواكه طازجة.',
    ],
    [
      'مواقف السيارات',
      'تتوفر مواقف مجانية للزوار أمام المدخل الرئيسي، ومواقف مدفوعة في الطابق السفلي بسعر خمسة ريالات للساعة.',
    ],
    [
      'نتائج المسابقة الرياضية',
      'فاز فريق التمريض بالمركز الأول في دوري كرة القدم، وحصل قسم الصيدلة على المركز الثاني.',
    ],
  ],
};

/** The page's address now tells of something else. */
function otherTopic(nth: number) {
  return (page: Page): Page => {
    const [title, text] = BLAND[page.script][nth] ?? ['', ''];
    return {
      ...page,
      title: `${title} - ${page.site}`,
      heading: title,
      date: '',
      description: '',
      blocks: [
        { kind: 'p', text },
        { kind: 'p', text: page.site },
      ],
    };
  };
}

/** All of them. */
export function positives(): Scenario[] {
  count = 0;
  return [...gone(), ...redirected(), ...walled(), ...hosted(), ...network(), ...others()];
}
