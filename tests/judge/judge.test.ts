// What single captures show: every class of the first version, and the healthy pages that look
// like one (traps T-01 to T-13 of the facts).
import { beforeAll, describe, expect, it } from 'vitest';
import { sightClaims } from '../../src/compare/claims.js';
import { judge } from '../../src/judge/judge.js';
import { loadRules, type RuleSet } from '../../src/judge/rules.js';
import type { Exchange } from '../../src/model/exchange.js';
import type { Observation } from '../../src/model/observation.js';
import type { Snapshot } from '../../src/model/snapshot.js';
import { snapshotOf, type VisitFacts } from './build.js';
import {
  type Article,
  arabic,
  english,
  modern,
  old,
  TRANSPLANT,
  TRANSPLANT_AR,
  TRANSPLANT_EN,
} from './site.js';

let rules: RuleSet;
beforeAll(async () => {
  rules = await loadRules('config/rules');
});

const URL_OF_PAGE = 'https://www.donghai.test/news/2006/0714.html';
const CLAIM = '肾移植等待时间两周';

function look(
  snapshot: Snapshot,
  around: { lastGood?: Snapshot | null; claims?: readonly string[] } = {},
): Observation {
  const claims = (around.claims ?? []).map((text, i) => ({ id: `k${i + 1}`, text }));
  return judge(snapshot, {
    claims: sightClaims(claims, snapshot.reading),
    lastGood: around.lastGood ?? null,
    hostRecent: [],
    rules,
    vantage: 'frankfurt',
  });
}

const failed = (
  failure: 'nxdomain' | 'refused' | 'reset' | 'timeout' | 'tls-error' | 'dns-fail',
): VisitFacts => ({
  outcome: { kind: 'failed', step: 'tcp', failure, detail: '', netError: null },
});

describe('a capture without a page', () => {
  it.each([
    'nxdomain',
    'refused',
    'reset',
    'timeout',
    'tls-error',
    'dns-fail',
  ] as const)('with the transport failure %s is of that class and no abstention', (failure) => {
    const seen = look(snapshotOf(null, failed(failure)));
    expect(seen).toMatchObject({ class: failure, stage: 'S1', abstain: false });
  });

  it.each([
    ['browser-failed', 'capture-failed'],
    ['address-refused', 'capture-failed'],
    ['vantage-down', 'capture-failed'],
    ['monitor-offline', 'monitor-offline'],
  ] as const)('through our own fault %s abstains', (fault, name) => {
    const seen = look(snapshotOf(null, { outcome: { kind: 'not-made', fault, detail: 'test' } }));
    expect(seen).toMatchObject({ class: name, stage: 'S0', abstain: true });
  });

  it('is ok when the address answers with a PDF', () => {
    const seen = look(snapshotOf(null, { contentType: 'application/pdf' }));
    expect(seen.class).toBe('ok');
  });
});

describe('a status', () => {
  it.each([
    [404, 'not-found-404'],
    [410, 'gone-410'],
    [451, 'legal-451'],
    [401, 'login-wall'],
    [402, 'paywall'],
    [403, 'waf-block'],
    [429, 'rate-limit'],
    [500, 'http-5xx'],
    [503, 'http-5xx'],
    [521, 'http-5xx'],
    [493, 'waf-block'],
    [566, 'icp-block'],
    [412, 'bot-challenge'],
  ] as const)('of %i gives %s', (status, name) => {
    expect(look(snapshotOf('<p>x</p>', { status })).class).toBe(name);
    // With an empty body likewise: the status speaks for itself.
    expect(look(snapshotOf(null, { status })).class).toBe(name);
  });

  it('of 451 is a legal reason whatever the page says of a court', () => {
    const page =
      '<h1>Unavailable For Legal Reasons</h1><p>Access to this page has been blocked following a court order.</p>';
    const seen = look(snapshotOf(page, { status: 451 }), {
      lastGood: snapshotOf(modern(TRANSPLANT)),
    });
    expect(seen.class).toBe('legal-451');
  });

  it('of 404 with the claim still visible contradicts the content and is ok', () => {
    const seen = look(snapshotOf(modern(TRANSPLANT), { status: 404 }), { claims: [CLAIM] });
    expect(seen.class).toBe('ok');
    expect(seen.signals).toContainEqual({
      id: 'status-contradicts-content',
      value: 404,
      layer: 'L1',
    });
    expect(seen.summary).toContain('answered with status 404, and yet its content was there');
    expect(seen.alsoMatched.find((one) => one.rule === 'R-S6-404')?.vetoedBy).toMatch(/^V-1/);
  });

  it('of 404 is an anomaly too when most of the last good text is there', () => {
    const good = snapshotOf(modern(TRANSPLANT));
    expect(look(snapshotOf(modern(TRANSPLANT), { status: 404 }), { lastGood: good }).class).toBe(
      'ok',
    );
  });

  it('of 404 stays gone on a page that keeps only menus and footer', () => {
    const good = snapshotOf(modern(TRANSPLANT));
    const gone = modern({ title: '出错了', body: '<p>哎呀</p>' });
    expect(look(snapshotOf(gone, { status: 404 }), { lastGood: good, claims: [CLAIM] }).class).toBe(
      'not-found-404',
    );
  });
});

describe('a challenge or a refusal abstains', () => {
  it.each<[string, string | null, VisitFacts, string]>([
    [
      'Cloudflare by its header',
      '<h1>Just a moment...</h1>',
      { status: 403, headers: ['CF-Mitigated: challenge'] },
      'bot-challenge',
    ],
    [
      'Jiasule: 521 with its cookie',
      '<p></p>',
      { status: 521, headers: ['Set-Cookie: __jsluid_s=abc; path=/'] },
      'bot-challenge',
    ],
    [
      'RiverSecurity: 202 without text',
      '<script src="/x.js"></script>',
      { status: 202 },
      'bot-challenge',
    ],
    [
      'Aliyun: 405 with its text',
      '<p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</p>',
      { status: 405 },
      'waf-block',
    ],
    [
      'a panel firewall under 200',
      '<h1>网站防火墙</h1><p>您的请求带有不合法参数，已被网站管理员设置拦截！</p>',
      {},
      'waf-block',
    ],
    [
      'F5 under 200',
      '<p>The requested URL was rejected. Please consult with your administrator.</p>',
      {},
      'waf-block',
    ],
    ['a slider', '<p>访问验证</p><p>请按住滑块，拖动到最右边</p>', {}, 'bot-challenge'],
    ['too many requests in words', '<p>访问过于频繁，请稍后再试</p>', {}, 'rate-limit'],
    [
      'an empty application',
      '<div id="root">加载中</div><script src="/app.js"></script>',
      {},
      'empty-shell',
    ],
  ])('%s', (_, html, facts, name) => {
    expect(look(snapshotOf(html, facts))).toMatchObject({ class: name, abstain: true });
  });
});

/** Pages that say the page is not there, each inside a whole site and alone. */
const NOT_FOUND: readonly (readonly [string, Article, (a: Article) => string])[] = [
  [
    'Simplified Chinese',
    { title: '页面不存在 - 东海医院', body: '<h1>404</h1><p>您访问的页面不存在或已被移动。</p>' },
    modern,
  ],
  [
    'Simplified Chinese in an old layout',
    {
      title: '东海医院',
      body: '<p>对不起，没有找到您要访问的文章！</p><p>3秒后自动跳转到首页</p>',
    },
    old,
  ],
  ['Simplified Chinese, playful', { title: '出错啦', body: '<h1>哎呀，页面走丢了</h1>' }, modern],
  [
    'Traditional Chinese',
    { title: '找不到網頁', body: '<p>很抱歉，您要找的網頁不存在。</p>' },
    modern,
  ],
  [
    'English',
    {
      title: 'Page not found | Donghai Hospital',
      body: '<h1>Oops!</h1><p>The page you are looking for could not be found.</p>',
    },
    english,
  ],
  [
    'English without a telling title',
    {
      title: 'Donghai Hospital',
      body: '<h1>Sorry</h1><p>We couldn’t find that page. Check the URL or go back.</p>',
    },
    english,
  ],
  ['English by number', { title: '404', body: '<p>Nothing to see here.</p>' }, english],
  [
    'Arabic',
    { title: 'الصفحة غير موجودة', body: '<p>عذرًا، الصفحة التي تبحث عنها غير موجودة.</p>' },
    arabic,
  ],
  [
    'Arabic with vowel marks',
    { title: 'مستشفى البحر', body: '<h1>عُذْرًا</h1><p>تعذّر العثور على هذه الصفحة</p>' },
    arabic,
  ],
];

describe('an error page under status 200', () => {
  it.each(NOT_FOUND)('in %s is a soft 404', (_, article, layout) => {
    expect(look(snapshotOf(layout(article))).class).toBe('soft-404');
  });

  it.each(NOT_FOUND)('in %s is one with a claim lost, too', (_, article, layout) => {
    const lastGood = snapshotOf(layout(TRANSPLANT));
    const seen = look(snapshotOf(layout(article)), { lastGood, claims: [CLAIM] });
    expect(seen.class).toBe('soft-404');
    expect(seen.summary).toContain('From frankfurt, on 2026-11-21 16:00 UTC, this address');
    expect(seen.summary).toContain('the one watched claim was not there');
  });

  it('hears a notice among much of the site that stands around every page of it', () => {
    const around =
      '<div><ol><li>就诊请携带有效身份证件及医保卡。</li><li>请勿轻信号贩子，谨防上当受骗。</li><li>院内全面禁烟，请保持安静。</li><li>贵重物品请妥善保管。</li></ol><p>违法和不良信息举报请联系网站管理员，我们将在核实后及时处理。</p></div>';
    const page = (title: string, own: string): Snapshot =>
      snapshotOf(
        `<html><head><title>${title} - 朝晖医院集团</title></head><body><div><h1>${title}</h1>${own}</div>${around}</body></html>`,
      );
    const article =
      '<p>器官移植科拥有独立层流手术室三间，2015年度完成肝肾移植合计427例。</p><p>科主任曾公派赴匹兹堡大学学习。</p><p>肾移植套餐价39.8万元起，含术前检查。</p>';
    const lastGood = page('器官移植科', article);
    const gone = page('提示信息', '<p>抱歉，您访问的内容不存在或已经下架。</p>');
    expect(look(gone, { lastGood }).class).toBe('soft-404');
    // Said of something else beside the article, or under another title over it, it is no notice.
    const note = '<p>抱歉，您访问的旧版排班表不存在或已经下架。</p>';
    expect(look(page('器官移植科', note + article), { lastGood }).class).toBe('ok');
    expect(look(page('肝肾移植', note + article), { lastGood }).class).toBe('ok');
  });

  it('in words no rule knows is a replaced page once the text is lost', () => {
    const lastGood = snapshotOf(modern(TRANSPLANT));
    const body =
      '<h1>哎哟</h1><p>风太大，东西都吹跑了，去别处逛逛吧，过些日子再来碰碰运气，也许会有惊喜等着各位朋友呢。欢迎常来坐坐。</p>';
    const seen = look(snapshotOf(modern({ title: '哎哟', body })), { lastGood });
    expect(seen.class).toBe('replaced');
  });
});

describe('a notice', () => {
  it.each<[string, string, string]>([
    [
      'of removal, Chinese',
      modern({ title: '提示信息', body: '<p>该内容已被发布者删除</p>' }),
      'deleted-notice',
    ],
    [
      'of removal with the law named',
      modern({ title: '提示', body: '<p>根据相关法律法规和政策，此内容无法显示。</p>' }),
      'deleted-notice',
    ],
    [
      'of removal, Traditional Chinese',
      modern({ title: '提示', body: '<p>此文章已被刪除</p>' }),
      'deleted-notice',
    ],
    [
      'of removal, English',
      english({
        title: 'Notice',
        body: '<p>This article has been removed at the request of the publisher.</p>',
      }),
      'deleted-notice',
    ],
    [
      'of removal, Arabic',
      arabic({ title: 'تنبيه', body: '<p>تم حذف هذا المحتوى من قبل الناشر</p>' }),
      'deleted-notice',
    ],
    [
      'of missing registration',
      '<title>该网站暂时无法进行访问</title><h4>该网站暂时无法进行访问</h4><p>该网站未根据工信部相关法规进行备案，因该网站未进行备案或涉及发布违禁信息，无法访问。</p>',
      'icp-block',
    ],
    ['of a name not filed', '<p>您好，该域名未备案，已被封停，请联系机房核实</p>', 'icp-block'],
    [
      'of maintenance, Chinese',
      '<title>网站维护中</title><h1>网站维护中</h1><p>本网站正在进行系统维护和技术升级，请稍后访问。</p>',
      'maintenance',
    ],
    [
      'of maintenance, Arabic',
      '<title>الموقع تحت الصيانة</title><h1>الموقع تحت الصيانة</h1>',
      'maintenance',
    ],
    [
      'of maintenance, English',
      '<h1>We’ll be back soon!</h1><p>Our site is currently down for scheduled maintenance.</p>',
      'maintenance',
    ],
    [
      'of a parked name, English',
      '<title>donghai.test</title><h1>donghai.test</h1><p>This domain is for sale! Buy this domain.</p>',
      'parked',
    ],
    ['of a parked name, Chinese', '<p>该域名正在出售，如有意请联系</p>', 'parked'],
    ['of an expired name', '<p>This domain name has expired. Renew it now.</p>', 'domain-expired'],
    [
      'of a server without the site',
      '<h1>没有找到站点</h1><p>您的请求在Web服务器中没有找到对应的站点！</p>',
      'default-server',
    ],
    [
      'of nginx',
      '<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1><p>Thank you for using nginx.</p>',
      'default-server',
    ],
    [
      'of suspension',
      '<h1>Account Suspended</h1><p>This Account has been suspended. Contact your hosting provider.</p>',
      'host-suspended',
    ],
    [
      'of suspension, Chinese',
      '<p>抱歉！该站点已经被管理员停止运行，请联系管理员了解详情！</p>',
      'host-suspended',
    ],
    [
      'of a national blocker',
      '<title>الموقع محجوب</title><p>عفواً، الموقع المطلوب محجوب لاحتوائه على مواد مخالفة</p>',
      'blockpage',
    ],
  ])('%s', (_, html, name) => {
    expect(look(snapshotOf(html)).class).toBe(name);
  });

  it('of who is not logged in under 403 is told apart from a firewall', () => {
    const denied = '<h1>Access denied</h1><p>You are not authorized to access this page.</p>';
    const page = (rest: string) => english({ title: 'Access denied', body: denied + rest });
    const ask = page('<p><a href="/user/login">Log in</a> to continue.</p>');
    expect(look(snapshotOf(ask, { status: 403 })).class).toBe('login-wall');
    expect(look(snapshotOf(page(''), { status: 403 })).class).toBe('waf-block');
    const wall = modern({ title: '拦截', body: '<p>您没有权限访问，请先联系管理员。</p>' });
    expect(look(snapshotOf(wall, { status: 403 })).class).toBe('waf-block');
  });

  it('of maintenance under 503 is told apart from other errors of the server', () => {
    const html = '<h1>系统维护中，请稍后再试</h1>';
    expect(look(snapshotOf(html, { status: 503 })).class).toBe('maintenance');
    const bare = '503 Service Temporarily Unavailable';
    const server = `<title>${bare}</title><center><h1>${bare}</h1></center><hr><center>nginx</center>`;
    expect(look(snapshotOf(server, { status: 503 })).class).toBe('http-5xx');
  });
});

/** Wordings that stand in no rule file as sentences: words, negation and structure must do. */
describe('a wording nobody has listed', () => {
  it.each<[string, string, string]>([
    ['soft-404', '你要找的资讯已经没有了，看看别的吧', 'zh'],
    ['soft-404', '此文不存在或已删除', 'zh'],
    ['soft-404', '信息不存在！', 'zh'],
    ['deleted-notice', '该文章已下线', 'zh'],
    ['soft-404', '很抱歉，您所查詢的網頁已經移除或不存在', 'zh'],
    ['soft-404', 'The content you requested has been archived or deleted.', 'en'],
    ['soft-404', 'It looks like nothing was found at this location.', 'en'],
    ['deleted-notice', 'لقد أزيلت هذه الصفحة من الموقع', 'ar'],
    ['soft-404', 'لا يمكن الوصول إلى الصفحة المطلوبة، ربما تم نقلها أو حذفها', 'ar'],
    ['maintenance', '本站正在升级改造，请过几天再来', 'zh bare'],
    ['icp-block', '温馨提示：该网站暂时无法访问，可能是因为网站未备案', 'zh bare'],
  ])('is %s: %s', (name, text, kind) => {
    const layout = kind === 'en' ? english : kind === 'ar' ? arabic : modern;
    const body = `<p>${text}</p>`;
    const html = kind.endsWith('bare') ? body : layout({ title: 'Donghai', body });
    expect(look(snapshotOf(html)).class).toBe(name);
  });
});

describe('a wall where the page was', () => {
  it.each<[string, string]>([
    ['region-gate', '请选择您所在的国家或地区：中国大陆 香港'],
    ['region-gate', 'Select your country or region'],
    ['login-wall', '請先登入會員後再瀏覽'],
  ])('is %s: %s', (name, text) => {
    const lastGood = snapshotOf(modern(TRANSPLANT));
    expect(look(snapshotOf(`<p>${text}</p>`), { lastGood, claims: [CLAIM] }).class).toBe(name);
  });
});

describe('the part of a page that holds its own text', () => {
  const frame = (text: string): string =>
    modern({
      title: text.slice(4, 12),
      body: `<div><p>开放床位500张，设内、外、妇、儿等临床科室二十五个，门诊时间上午八时至十二时。</p></div><div><div>${text}</div></div>`,
    });
  const paragraphs = (...lines: readonly string[]): string =>
    lines.map((line) => `<p>${line}</p>`).join('');
  const transplant = frame(
    paragraphs(
      '我院器官移植总例数正式突破一千例，迈入全国移植中心前列，等待时间缩短到二十天左右。',
      '当天二十四小时内移植团队连续完成四台肾移植、一台肝移植和一台心脏移植，受者生命体征平稳。',
      '医院将进一步加大投入，扩建移植病区，力争三年内跻身全国十强，欢迎海外患者前来就诊。',
    ),
  );
  const summer = frame(
    paragraphs(
      '夏季气温升高，人体出汗增多，糖尿病患者容易出现血糖波动，内分泌科医生提醒注意补充水分。',
      '合理饮食很重要，西瓜荔枝等水果含糖量较高，应限量食用，冷饮和含糖饮料尽量不要喝。',
      '保护双脚，不要赤足行走，洗脚水温不宜过高，发现破溃及时就医，胰岛素应当冷藏保存。',
    ),
  );

  it('tells another article in the same frame', () => {
    const seen = look(snapshotOf(summer), {
      lastGood: snapshotOf(transplant),
      claims: ['等待时间缩短到二十天左右'],
    });
    expect(seen.class).toBe('replaced');
  });

  it('does not stand on the home page, whatever that has in common with it', () => {
    const seen = look(
      snapshotOf(transplant.replace('等待时间缩短到二十天左右', '欢迎就诊'), {
        url: URL_OF_PAGE,
        finalUrl: 'https://www.donghai.test/',
        redirects: [{ url: URL_OF_PAGE, status: 302, location: 'https://www.donghai.test/' }],
      }),
      { lastGood: snapshotOf(transplant), claims: ['等待时间缩短到二十天左右'] },
    );
    expect(seen.class).toBe('redirect-home');
  });

  it.each([
    [
      'a paywall behind the first lines',
      'paywall',
      '<h3>订阅后继续阅读全文</h3><p>本文为订户专享内容，余下 85% 内容只供订阅用户阅读。</p>',
    ],
    [
      'a paywall in English',
      'paywall',
      '<h3>Subscribe to continue reading</h3><p>The rest of this article is for paying subscribers only.</p>',
    ],
  ])('%s', (_, name, wall) => {
    const first = '我院器官移植总例数正式突破一千例，迈入全国移植中心前列。';
    const page = (rest: string): string =>
      modern({ title: '移植病区调查', body: `<h1>移植病区调查</h1><p>${first}</p>${rest}` });
    const rest =
      '<p>据内部收费表，肝移植为十三万美元，肾移植为六万二千美元。</p><p>最高峰时有六十张病床，常年住满来自海外的病人。</p>';
    const seen = look(snapshotOf(page(wall)), {
      lastGood: snapshotOf(page(rest)),
      claims: ['肾移植为六万二千美元'],
    });
    expect(seen.class).toBe(name);
  });
});

describe('a redirect', () => {
  const hop = (location: string, status = 302): VisitFacts => ({
    url: URL_OF_PAGE,
    finalUrl: location,
    redirects: [{ url: URL_OF_PAGE, status, location }],
  });
  const home = modern({
    title: '东海医院',
    body: '<h1>欢迎来到东海医院</h1><p>东海医院欢迎您，本院环境优美，设备先进，技术力量雄厚，服务热情周到，交通十分便利。</p>',
  });
  const good = snapshotOf(modern(TRANSPLANT), { url: URL_OF_PAGE });

  it.each<[string, string, string, VisitFacts]>([
    ['to the home page', 'redirect-home', home, hop('https://www.donghai.test/')],
    [
      'to the home page in a folder',
      'redirect-home',
      home,
      hop('https://www.donghai.test/zh/index.html'),
    ],
    [
      'to a login with a notice of cookies on it',
      'login-wall',
      modern({
        title: '登录',
        body: '<p>我们使用Cookie，请接受。</p><form><input name="u"><input type="password"></form>',
      }),
      hop('https://www.donghai.test/login?next=%2F'),
    ],
    [
      'to a question of consent that will come back',
      'consent-wall',
      modern({
        title: 'Before you continue',
        body: '<p>We and our partners use cookies. To read on you must accept.</p><button>Accept all</button>',
      }),
      hop(`https://www.donghai.test/consent?continue=${encodeURIComponent(URL_OF_PAGE)}`),
    ],
    [
      'to a login that will come back',
      'login-wall',
      modern({ title: '登录', body: '<p>统一身份认证</p>' }),
      hop(
        'https://www.donghai.test/cas/login?service=https%3A%2F%2Fwww.donghai.test%2Fnews%2F2006%2F0714.html',
      ),
    ],
    ['to an error page', 'soft-404', home, hop('https://www.donghai.test/404.html')],
    [
      'to a list without the text',
      'redirect-generic',
      modern({
        title: '新闻',
        body: '<p>新闻动态列表：本院召开年度总结大会，院长作了重要讲话，全体职工参加。</p>',
      }),
      hop('https://www.donghai.test/news/list.html'),
    ],
    [
      'to another address with the text',
      'moved',
      modern(TRANSPLANT),
      hop('https://www.donghai.test/transplant/intro.html', 301),
    ],
    [
      'to another domain with the text',
      'moved-domain',
      modern(TRANSPLANT),
      hop('https://www.xihai.test/intro.html', 301),
    ],
    [
      'to a provider’s notice',
      'icp-block',
      '<p>notice</p>',
      hop('https://batit.aliyun.com/alww.html?id=1'),
    ],
    [
      'to a parking service',
      'parked',
      '<p>donghai.test</p>',
      hop('https://ww1.sedoparking.com/?d=donghai.test'),
    ],
    [
      'to a dealer who sells the name',
      'parked',
      '<main><h1>donghai.test</h1><p>This domain is for sale: $2,495</p><p>Buy now for $2,495 or pay $103.96 per month for 24 months.</p><a href="#">Buy now</a></main>',
      hop('https://www.fairname.test/domain_profile.cfm?d=donghai.test'),
    ],
    [
      'to the suspension page of a panel',
      'host-suspended',
      '<p>x</p>',
      hop('https://www.donghai.test/cgi-sys/suspendedpage.cgi'),
    ],
  ])('%s gives %s', (_, name, html, facts) => {
    expect(look(snapshotOf(html, facts), { lastGood: good, claims: [CLAIM] }).class).toBe(name);
  });

  it.each<[string, VisitFacts]>([
    [
      'from http to https',
      {
        url: URL_OF_PAGE.replace('https', 'http'),
        finalUrl: URL_OF_PAGE,
        redirects: [
          { url: URL_OF_PAGE.replace('https', 'http'), status: 301, location: URL_OF_PAGE },
        ],
      },
    ],
    [
      'from a bare host to www',
      {
        url: URL_OF_PAGE.replace('www.', ''),
        finalUrl: URL_OF_PAGE,
        redirects: [{ url: URL_OF_PAGE.replace('www.', ''), status: 301, location: URL_OF_PAGE }],
      },
    ],
    ['that adds a session', hop(`${URL_OF_PAGE};jsessionid=0A1B2C`)],
    [
      'from the root to a language',
      {
        url: 'https://www.donghai.test/',
        finalUrl: 'https://www.donghai.test/zh/',
        redirects: [
          {
            url: 'https://www.donghai.test/',
            status: 302,
            location: 'https://www.donghai.test/zh/',
          },
        ],
      },
    ],
  ])('%s is ok', (_, facts) => {
    expect(look(snapshotOf(modern(TRANSPLANT), facts)).class).toBe('ok');
  });

  it('that the last good capture took as well is ok', () => {
    const facts = hop('https://www.donghai.test/transplant/intro.html', 301);
    const lastGood = snapshotOf(modern(TRANSPLANT), facts);
    expect(look(snapshotOf(modern(TRANSPLANT), facts), { lastGood }).class).toBe('ok');
  });
});

describe('a wall in a 200', () => {
  const form =
    '<form action="/login" method="post"><input name="u"><input type="password" name="p"></form>';

  it('is a login wall when a password form stands where the text was', () => {
    const lastGood = snapshotOf(modern(TRANSPLANT));
    const seen = look(snapshotOf(modern({ title: '用户登录', body: `<h1>用户登录</h1>${form}` })), {
      lastGood,
    });
    expect(seen).toMatchObject({ class: 'login-wall', abstain: false });
  });

  it('is none while the text is still there beside the form', () => {
    const lastGood = snapshotOf(modern(TRANSPLANT));
    const body = `${TRANSPLANT.body}${form}`;
    expect(look(snapshotOf(modern({ ...TRANSPLANT, body })), { lastGood }).class).toBe('ok');
  });

  it('is a hijack when gambling fills the page', () => {
    const lastGood = snapshotOf(modern(TRANSPLANT));
    const body =
      '<h1>澳门新葡京娱乐城</h1><p>百家乐、老虎机、体育投注、六合彩，真人荷官在线发牌，注册就送彩金，提款迅速，信誉第一，欢迎光临。</p>';
    expect(look(snapshotOf(modern({ title: '百家乐', body })), { lastGood }).class).toBe('hijack');
  });
});

const PROSE =
  '<p>东海医院坚持以病人为中心，不断提高医疗质量，改善服务态度，努力为广大患者提供优质、高效、便捷的医疗服务。</p>'.repeat(
    12,
  );

describe('a healthy page is ok', () => {
  const traps: readonly (readonly [string, string])[] = [
    ['T-01 registration number in the footer', modern(TRANSPLANT)],
    [
      'T-02 an article about sites without registration',
      modern({
        title: '关于未备案网站的说明',
        body: `<h1>关于未备案网站的说明</h1><p>近日有患者反映部分网站未备案，该网站无法访问，请通过官方渠道查询。</p>${PROSE}`,
      }),
    ],
    [
      'T-03 a privacy policy',
      modern({
        title: '隐私政策',
        body: `<h1>隐私政策</h1><p>根据相关法律法规，我们可能无法显示或已删除部分信息。</p>${PROSE}`,
      }),
    ],
    [
      'T-04 NotFound in scripts and meta',
      modern({
        ...TRANSPLANT,
        body: `<script>var NotFoundRoute="/404"; // 页面不存在</script><style>.notfound{color:red}</style>${TRANSPLANT.body}`,
      }),
    ],
    [
      'T-05 “Access Denied” in an article',
      english({
        title: 'Access Denied Errors in Linux',
        body: `<h1>Access Denied Errors in Linux</h1>${TRANSPLANT_EN.body}<p>${'The forbidden city and the forbidden directory have little in common besides the word. '.repeat(12)}</p>`,
      }),
    ],
    [
      'T-06 a sensor of a firewall on a passed page',
      modern({
        ...TRANSPLANT,
        body: `<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>${TRANSPLANT.body}`,
      }),
    ],
    [
      'T-07 a login link and a captcha on a contact form',
      modern({
        title: '在线咨询',
        body: '<h1>在线咨询</h1><p>请填写您的姓名和电话，我们会尽快与您联系。</p><form action="/ask"><input name="name"></form><script src="https://www.google.com/recaptcha/api.js"></script><p>请先登录后提交可查看回复。</p>',
      }),
    ],
    [
      'T-08 hospital No. 404',
      modern({
        title: '解放军第404医院 - 首页',
        body: '<h1>解放军第404医院</h1><p>本院是一所集医疗、教学、科研为一体的三级甲等医院。</p>',
      }),
    ],
    [
      'T-08 hospital No. 410 as title segment',
      modern({
        title: '第410医院_器官移植',
        body: '<h1>第410医院器官移植科</h1><p>本科技术力量雄厚。</p>',
      }),
    ],
    [
      'T-10 news of system maintenance',
      modern({
        title: '系统维护通知 - 东海医院',
        body: '<h1>系统维护通知</h1><p>发布时间：2026-11-20</p><p>各位患者：我院挂号系统将于本周六凌晨进行维护升级，届时暂停服务两小时，不便之处敬请谅解。</p>',
      }),
    ],
    [
      'T-10 news of a closed clinic',
      modern({
        title: '停诊通知',
        body: '<h1>停诊通知</h1><p>因系统维护，眼科门诊本周五停诊一天，请各位患者合理安排时间。</p>',
      }),
    ],
    [
      'T-11 “coming soon” on a live page',
      english({
        title: 'Donghai Hospital',
        body: `${TRANSPLANT_EN.body}<p>New outpatient building coming soon!</p>`,
      }),
    ],
    [
      'T-12 a page quoting such sentences',
      modern({
        title: '常见错误页大全',
        body: `<h1>常见错误页大全</h1>${['页面不存在', '该内容已被发布者删除', '该网站暂时无法进行访问', '您好，该域名未备案，已被封停，请联系机房核实', '没有找到站点', '网站维护中'].map((one) => `<p>${one}：这类提示常见于各种网站，其含义是服务器给出的说明，本文将逐一加以介绍，并附上截图与出处，供研究人员参考使用。</p>`.repeat(4)).join('')}`,
      }),
    ],
    [
      'T-13 the words country and region',
      english({
        title: 'Service region',
        body: '<h1>Service region</h1><p>Our hospital serves patients from every country and region of the world.</p>',
      }),
    ],
    [
      'T-10 an article that quotes notices, Chinese',
      modern({
        title: '东海医院',
        body: '<h1>多家医院网站页面被删除</h1><p>记者发现，多家医院的网页显示“该页面不存在”“内容已被删除”。</p><p>一名工作人员表示，网站正在维护，部分内容已下架。</p><p>记者随后致电该院，对方表示不清楚情况，并称网站由第三方公司负责。</p>',
      }),
    ],
    [
      'T-10 an article that quotes notices, Arabic',
      modern({
        title: 'مستشفى دونغهاي',
        body: '<h1>اختفاء صفحات المستشفيات</h1><p>لاحظ الصحفيون أن عدداً من صفحات المستشفيات تعرض عبارة «الصفحة غير موجودة».</p><p>وقال أحد الموظفين إن الموقع تحت الصيانة، ويرى خبراء أن الحذف جاء بعد تحقيق في مدد الانتظار.</p>',
      }),
    ],
    [
      'a notice of maintenance to come, under the name of the site',
      modern({
        title: '东海医院',
        body: '<h1>关于系统维护的通知</h1><p>因设备升级，我院预约系统将于2026年12月5日22:00至次日6:00停机维护，期间无法在线预约，给您带来不便敬请谅解。</p>',
      }),
    ],
    [
      'help with accounts that are suspended',
      english({
        title: 'Donghai Hospital',
        body: '<h1>Website help</h1><p>If you see a 404 page not found error, clear your cache and try again.</p><p>If your account has been suspended, contact the help desk of the site.</p>',
      }),
    ],
    [
      'a list of news about deletions and maintenance',
      modern({
        title: '通知公告',
        body: '<ul><li><a href="/1">关于删除过期文章的通知</a></li><li><a href="/2">网站维护公告</a></li></ul>',
      }),
    ],
    [
      'a question about pages that cannot be found',
      modern({ title: '常见问题', body: '<p>如果您打开的页面找不到，请拨打热线。</p>' }),
    ],
    ['an empty search for a doctor', modern({ title: '搜索', body: '<p>没有找到相关医生</p>' })],
    [
      'a booking form that asks to log in',
      modern({
        title: '预约挂号',
        body: '<p>预约挂号请先登录，未登录用户不能预约。</p><form><input type="password"></form>',
      }),
    ],
    [
      'a clinic that stopped',
      modern({ title: '门诊安排', body: '<p>王建国主任门诊已停止，页面将在下月更新。</p>' }),
    ],
    [
      'a Cloudflare sensor on a short page',
      english({
        title: 'Contact',
        body: '<p>Call us.</p><script src="/cdn-cgi/challenge-platform/h/b/scripts/jsd/1/main.js"></script>',
      }),
    ],
    ['a very short page', '<h1>东海医院</h1><p>等待时间两周</p>'],
    ['a short English page', '<title>Prices</title><p>Kidney: 65,000 USD</p>'],
    ['a page that is one picture', '<img src="/notice.jpg" width="800" height="1200" alt="">'],
    ['Arabic', arabic(TRANSPLANT_AR)],
    ['an old layout', old(TRANSPLANT)],
  ];

  it.each(traps)('%s', (_, html) => {
    const seen = look(snapshotOf(html));
    expect([seen.class, seen.rule]).toEqual(['ok', 'R-S13-OK']);
  });

  it.each(traps)('%s, also when it was good before', (_, html) => {
    expect(look(snapshotOf(html), { lastGood: snapshotOf(html) }).class).toBe('ok');
  });
});

it('T-09: a faked notice that keeps nothing of the page never counts as the page', () => {
  const lastGood = snapshotOf(modern(TRANSPLANT));
  const html =
    '<title>该网站暂时无法进行访问</title><h4>该网站暂时无法进行访问</h4><p>该网站未进行备案，无法访问。</p>';
  expect(look(snapshotOf(html), { lastGood }).class).toBe('icp-block');
});

it('a limit in words of its own is a limit, once the text is gone', () => {
  const lastGood = snapshotOf(modern(TRANSPLANT));
  const html =
    '<title>Please slow down</title><h1>Please slow down</h1><p>Your connection has asked for too many records of this register in a short time.</p><p>Each visitor may open 20 records an hour. Your allowance starts again in 38 minutes.</p>';
  expect(look(snapshotOf(html), { lastGood }).class).toBe('rate-limit');
});

it('a section for units on file asks for a login, and no provider closed it', () => {
  const lastGood = snapshotOf(modern(TRANSPLANT));
  const html = modern({
    title: '年度数据概览',
    body: '<p>本栏目现仅向已备案的上报单位开放，请先验证身份。</p><form><input name="u"><input type="password" name="p"><button>进入</button></form><p>未备案单位请联系秘书处开户。</p>',
  });
  expect(look(snapshotOf(html), { lastGood }).class).toBe('login-wall');
});

it('every observation names the rule set, and what else matched', () => {
  const seen = look(snapshotOf('<h1>页面不存在</h1>', { status: 404 }));
  expect(seen.rules).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(seen.alsoMatched.map((one) => one.class)).toContain('soft-404');
  expect(seen.needs).not.toBe('');
});

it('two other pages showing the very same text make it a template', () => {
  const lastGood = snapshotOf(modern(TRANSPLANT));
  const now = snapshotOf(
    modern({ title: '东海医院', body: '<p>欢迎光临本院网上平台，祝您身体健康，万事如意。</p>' }),
  );
  const textDigest = now.manifest.files[0]?.digest ?? null;
  const other = (n: number) => ({
    url: `https://www.donghai.test/${n}`,
    class: 'ok' as const,
    finalUrl: null,
    textDigest,
  });
  const seen = judge(now, {
    claims: [],
    lastGood,
    hostRecent: [other(1), other(2)],
    rules,
    vantage: 'default',
  });
  expect(seen).toMatchObject({ class: 'soft-404', rule: 'R-S9-SHARED-TEXT' });
});

/** Wordings of no rule and no other test, on a bare page and in the middle of the whole site. */
describe('a short notice in place of the last good text', () => {
  const lastGood = snapshotOf(modern(TRANSPLANT));
  it.each<[string, string, RegExp]>([
    ['收回', '本篇内容经编辑部决定收回，谨此说明。', /deleted-notice/],
    ['不公开', '作者设置了不公开，读者目前看不到原文。', /deleted-notice/],
    ['撤除 in Traditional Chinese', '本則貼文業經站方撤除。', /deleted-notice/],
    ['took offline', 'The newsroom took the whole piece offline in March.', /deleted-notice/],
    ['retracted', 'Retracted by the editors.', /deleted-notice/],
    ['سحب', 'قررت هيئة التحرير سحب هذا النص من التداول', /deleted-notice/],
    ['走失', '呀，您找的东西走失啦', /soft-404/],
    ['没有对应的', '库里没有与这串编号相对应的东西', /soft-404/],
    ['nothing here', 'Hm. Nothing here but dust.', /soft-404/],
    ['اختفت', 'يبدو أن هذه الصفحة قد اختفت من موقعنا', /soft-404/],
    ['words nobody knows', '春去秋来，落花流水，旧时光已随风远行。', /replaced/],
    ['words nobody knows, English', 'Our thoughts have wandered to greener pastures.', /replaced/],
  ])('is a suspicion, never an abstention: %s', (_, text, name) => {
    for (const html of [
      `<title>提示</title><p>${text}</p>`,
      modern({ title: '东海医院', body: `<div><p>${text}</p></div>` }),
      modern({ title: TRANSPLANT.title, body: `<p>${text}</p>` }),
    ]) {
      const seen = look(snapshotOf(html), { lastGood, claims: [CLAIM] });
      expect(seen.class).toMatch(name);
      expect(seen.abstain).toBe(false);
    }
  });

  it.each([
    '<div id="app"></div>',
    '<div id="app"><p>正在加载，请稍候……</p></div>',
    '<p>You need to enable JavaScript to run this app.</p>',
    '<h1>器官移植中心</h1>',
    '<img src="/notice.png" width="400" height="200" alt="">',
  ])('is none when the page says nothing or is loading: %s', (html) => {
    const seen = look(snapshotOf(html), { lastGood, claims: [CLAIM] });
    expect(seen).toMatchObject({ class: 'empty-shell', abstain: true });
  });

  it('is one without claims and under the old title, too', () => {
    const html = modern({ title: TRANSPLANT.title, body: '<p>旧时光已随风远行，来日再会。</p>' });
    expect(look(snapshotOf(html), { lastGood }).class).toBe('replaced');
  });

  it('is none when it asks for a login', () => {
    const html = modern({ title: '东海医院', body: '<p>请先登录，未登录无法查看本文内容。</p>' });
    expect(look(snapshotOf(html), { lastGood, claims: [CLAIM] }).class).toBe('login-wall');
  });
});

describe('a first look at a healthy short article about a deletion', () => {
  it.each<[string, string]>([
    [
      'a hospital denies',
      modern({
        title: '严正声明',
        body: '<h1>严正声明</h1><p>近日网上流传的所谓内部文件系伪造，该内容已被平台删除，我院保留追究法律责任的权利。</p>',
      }),
    ],
    [
      'a how-to',
      modern({
        title: '打开网页显示内容不存在，怎么办',
        body: '<h1>打开网页显示内容不存在，怎么办</h1><p>先刷新一次；仍然打不开的，到档案馆里找旧版本。</p>',
      }),
    ],
    [
      'an English correction',
      english({
        title: 'Editor’s note',
        body: '<h1>Editor’s note</h1><p>Last week a post about our surgeons was deleted by the platform. We have kept a copy, and readers can study it in our library every weekday.</p>',
      }),
    ],
    [
      'an Arabic statement',
      arabic({
        title: 'توضيح من الإدارة',
        body: '<h1>توضيح من الإدارة</h1><p>تم حذف المنشور من منصة أخرى، ونؤكد أن المستشفى يواصل عمله المعتاد ويستقبل المرضى كل يوم.</p>',
      }),
    ],
    [
      'a Traditional Chinese report',
      modern({
        title: '平台刪文紀錄',
        body: '<h1>平台刪文紀錄</h1><p>這篇文章昨夜被平台刪除，作者今早接受本刊訪問，談及寫作經過、家人的處境以及往後的打算。</p>',
      }),
    ],
    [
      'a list of medicines',
      modern({
        title: '药品目录',
        body: '<h1>药品目录</h1><p>阿司匹林 12元</p><p>以下产品已下架：雷尼替丁。</p>',
      }),
    ],
    [
      'rules of a forum',
      modern({
        title: '须知',
        body: '<h1>发帖须知</h1><p>根据国家法律法规，违规帖子将被管理员删除，请文明发言，共同维护网络环境，建设和谐社区。</p>',
      }),
    ],
    [
      'an Arabic policy',
      arabic({
        title: 'سياسة النشر',
        body: '<h1>سياسة النشر</h1><p>لا يوجد محتوى مدفوع في هذا الموقع، وكل المواد من إعداد فريق التحرير.</p>',
      }),
    ],
  ])('is ok: %s', (_, html) => {
    expect(look(snapshotOf(html)).class).toBe('ok');
  });
});

describe('an answer that broke off', () => {
  const half = (facts: VisitFacts, main: Partial<Exchange>): Snapshot => {
    const whole = modern(TRANSPLANT);
    const one = snapshotOf(whole.slice(0, whole.indexOf('肝移植等待')), facts);
    const [first, ...others] = one.manifest.exchanges;
    const exchanges = first === undefined ? [] : [{ ...first, ...main }, ...others];
    return { ...one, manifest: { ...one.manifest, exchanges } };
  };
  const lastGood = snapshotOf(modern(TRANSPLANT));

  it.each<[string, Snapshot]>([
    ['by the line', half({}, { truncated: 'disconnect' })],
    ['by the time', half({}, { truncated: 'time' })],
    ['short of its announced length', half({ headers: ['Content-Length: 99999'] }, {})],
  ])('%s is truncated: neither good nor a loss', (_, snapshot) => {
    const seen = look(snapshot, { lastGood, claims: [CLAIM, '急诊肝移植108例'] });
    expect(seen).toMatchObject({ class: 'truncated', rule: 'R-S1-CUT-OFF', abstain: false });
  });

  it('still says 404 when it did', () => {
    const seen = look(half({ status: 404 }, { truncated: 'disconnect' }), { claims: ['無'] });
    expect(seen.class).toBe('not-found-404');
  });

  it('at our own limit is partial while the claims are there, else our own fault', () => {
    const cut = half({ headers: ['Content-Length: 99999'] }, { truncated: 'length' });
    expect(look(cut, { claims: [CLAIM] }).class).toBe('partial');
    const seen = look(cut, { claims: [CLAIM, '急诊肝移植108例'] });
    expect(seen).toMatchObject({ class: 'capture-failed', abstain: true });
    expect(seen.summary).toContain('longer than our own limit');
  });
});

describe('parts of a page', () => {
  const withParts = (status: number | null): Snapshot => {
    const snapshot = snapshotOf(modern(TRANSPLANT));
    const [main] = snapshot.manifest.exchanges;
    if (main === undefined) throw new Error('a page is an exchange');
    const parts = ['a.css', 'b.css', 'c.js'].map((name) => ({
      ...main,
      url: new URL(`/${name}`, snapshot.manifest.url).href,
      resourceType: 'subresource' as const,
      status,
      error: status === null ? 'net::ERR_CONNECTION_RESET' : null,
    }));
    const manifest = { ...snapshot.manifest, exchanges: [main, ...parts] };
    return { ...snapshot, manifest };
  };

  it.each([
    [404, 'ok'],
    [410, 'ok'],
    [503, 'partial'],
    [429, 'partial'],
    [null, 'partial'],
  ] as const)('answered with %s leave it %s', (status, name) => {
    expect(look(withParts(status)).class).toBe(name);
  });
});

it('a claim in a file that cannot be searched is not said to be missing', () => {
  const seen = look(snapshotOf(null, { contentType: 'application/pdf' }), { claims: [CLAIM] });
  expect(seen.summary).toContain('the watched claim could not be searched for in it');
  expect(seen.summary).not.toContain('not there');
});

describe('a notice in words no rule lists', () => {
  const lastGood = snapshotOf(modern(TRANSPLANT));
  const OUTAGE =
    '<h2>告患者书</h2><p>本院网站的服务器机房正在搬迁断电，各栏目这几天看不到。</p><p>预计周五早上恢复上线，给您添麻烦了。</p>';

  it('is known by what it reads like once the text is lost, and says by which words', () => {
    const seen = look(snapshotOf(modern({ title: '东海医院', body: OUTAGE })), { lastGood });
    expect(seen.class).toBe('maintenance');
    expect(seen.summary).not.toContain('undefined');
  });

  it('is none beside the text it stands over', () => {
    const both = modern({ ...TRANSPLANT, body: `${OUTAGE}${TRANSPLANT.body}` });
    expect(look(snapshotOf(both), { lastGood }).class).toBe('ok');
  });

  it.each([
    [
      'an account a reseller switched off',
      '<p>This little server will not show greenlotus any more. We are the people who rent out the shelf it stood on; its keeper stopped answering our invoices in March, so the account was switched off on Monday.</p>',
      'host-suspended',
    ],
    [
      'works, in Arabic',
      '<p>ينقل الفنيون هذه الليلة خوادم البوابة إلى غرفة أوسع، ولذلك تتوقف خدماتها حتى صباح الأحد، ثم تعود كما كانت. نشكر صبركم.</p>',
      'maintenance',
    ],
    [
      'a wall of a newspaper',
      '<p>這篇調查的其餘部分留給付費訂戶。每月一百六十元，全站報導任您閱讀，隨時可以取消訂閱方案。</p>',
      'paywall',
    ],
    [
      'another firm',
      '<h1>茶日子手作飲</h1><p>夏季新品荔枝烏龍冰茶，中杯五十五元、大杯六十五元。</p><p>台北忠孝店、桃園中正店、高雄夢時代店，每日上午十點開始營業，歡迎蒞臨選購。</p>',
      'replaced',
    ],
  ])('%s', (_, body, name) => {
    const seen = look(snapshotOf(modern({ title: '提示', body })), { lastGood });
    expect(seen.class).toBe(name);
    expect(seen.abstain).toBe(false);
  });

  it('under a refusal is what it says', () => {
    const body =
      '<p>尊敬的访问者：本网站自即日起仅面向境内网络提供浏览服务。系统识别到您的网络出口位于境外，故未予显示所请求的内容。境外机构如确需查阅，可以书面形式提出申请。</p>';
    const html = modern({ title: '西岭省卫生健康委员会', body });
    expect(look(snapshotOf(html, { status: 403 }), { lastGood }).class).toBe('geo-denied');
    expect(look(snapshotOf(html, { status: 404 }), { lastGood }).class).toBe('not-found-404');
  });

  it('that names another page of the same site has moved there', () => {
    const body =
      '<p>本栏目已并入信息公开，原有文章都搬到了新地址，请改用 <a href="/zwgk/yizhi/">新栏目页面</a> 继续查阅，旧地址不再更新，请更新您的收藏。</p>';
    const seen = look(snapshotOf(modern({ title: '东海医院', body })), { lastGood });
    expect(seen.class).toBe('moved');
    expect(seen.summary).toContain('said that it has moved to');
  });
});

describe('a frame of advertisements that shows the error page of the site', () => {
  const TOOLS =
    '<p>Share this story by mail, on Facebook, on X, or copy its address and send it on.</p>';
  const LOST = `<h1>Page unavailable</h1><p>It cannot be found.</p>${TOOLS}`;
  const FRAMED =
    '<p>The page you asked for cannot be found. It may have been withdrawn, or its address may have changed since. Go to the front page, or look for the story by its headline.</p>';
  const withFrame = (snapshot: Snapshot): Snapshot => {
    if (snapshot.reading === null) throw new Error('nothing was read');
    const shown = snapshotOf(FRAMED).reading?.blocks ?? [];
    const framed = shown.map((block) => ({ ...block, frame: 'https://www.donghai.test/ads' }));
    return {
      ...snapshot,
      reading: { ...snapshot.reading, blocks: [...framed, ...snapshot.reading.blocks] },
    };
  };

  it('keeps nothing of the article', () => {
    const good = withFrame(
      snapshotOf(
        `<main><p>He had sent 70 patients to a military hospital in Guangzhou between 2004 and 2012.</p><p>His fee was twelve per cent of the price; they called in the morning and said that the match had come.</p>${TOOLS}</main>`,
      ),
    );
    const gone = withFrame(snapshotOf(`<main>${LOST}</main>`, { status: 404 }));
    expect(look(gone, { lastGood: good }).class).toBe('not-found-404');
  });
});
