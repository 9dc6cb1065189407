// T-01 … T-13: healthy pages whose words look like trouble. Each in three layouts.
import type { Block, Page, Script } from '../page.js';
import { type Face, healthy, QUIET, type Scenario } from '../scenario.js';

interface Trap {
  readonly id: string;
  readonly script: Script;
  readonly layouts: readonly [string, string, string];
  readonly topic: string;
  readonly face: Face;
}

const HANS = ['tables', 'portal', 'application'] as const;
const EN = ['wordpress', 'portal', 'application'] as const;

const add =
  (...blocks: Block[]) =>
  (page: Page): Page => ({ ...page, blocks: [...page.blocks, ...blocks] });
const p = (text: string): Block => ({ kind: 'p', text });
/** Another article, with nothing of the topic but its headline's place. */
const article =
  (heading: string, ...texts: string[]) =>
  (page: Page): Page => ({
    ...page,
    title: `${heading} - ${page.site}`,
    heading,
    blocks: texts.map(p),
    claims: [],
  });
const inHead = (html: string) => (text: string) => text.replace(/<\/head>/i, `${html}</head>`);
const inBody = (html: string) => (text: string) => text.replace(/<\/body>/i, `${html}</body>`);

const TRAPS: readonly Trap[] = [
  {
    id: 'T-01',
    script: 'hans',
    layouts: HANS,
    topic: 'doctor',
    face: {
      edit: (page) => ({
        ...page,
        footer: `京ICP备12345678号-2　京公网安备11010502030123号　未经授权不得转载　${page.footer}`,
      }),
    },
  },
  {
    id: 'T-02',
    script: 'hans',
    layouts: HANS,
    topic: 'news',
    face: {
      edit: article(
        '网站未备案会有什么后果？专家解读',
        '近日，工信部门通报了一批未备案网站。未备案的网站将被接入服务商停止接入，访问时会看到“该网站未备案，暂时无法访问”的提示。',
        '根据相关管理办法，网站开办者应当在开通前履行备案手续；已经取得备案编号的网站，应在首页底部中央位置标明编号。',
        '律师提醒，备案信息发生变化的，应当在三十日内变更，逾期不变更的可能被注销备案。医疗机构的官方网站还要取得医疗广告审查证明。',
        '本市卫生部门已要求各医院于月底之前完成自查，并将结果报送信息中心。',
      ),
    },
  },
  {
    id: 'T-03',
    script: 'hans',
    layouts: HANS,
    topic: 'report',
    face: {
      edit: article(
        '隐私政策',
        '我们根据相关法律法规收集、使用和保护您的个人信息。未经您的同意，我们不会向第三方提供，法律法规另有规定的除外。',
        '如您发布的内容违反法律法规或相关政策，我们有权删除或屏蔽该内容，并暂停为您的账号提供服务。',
        '您可以登录后在个人中心查看、更正或删除您的信息；注销账号后，相关数据将被删除，无法恢复。',
        '我们可能适时修订本政策，修订后的版本将在本页面公布，如您继续使用即视为同意并接受。',
      ),
    },
  },
  {
    id: 'T-04',
    script: 'hans',
    layouts: HANS,
    topic: 'centre',
    face: {
      markup: inHead(
        '<meta name="error-page" content="/error.html"><style>.notfound,.error-404{display:none}</style><script>var NotFoundRoute={path:"/404",title:"页面不存在"};var messages={deleted:"该内容已被删除",login:"请先登录",maintain:"系统维护中"};</script>',
      ),
    },
  },
  {
    id: 'T-04',
    script: 'en',
    layouts: EN,
    topic: 'package',
    face: {
      markup: inBody(
        '<script type="application/json">{"errors":{"404":"Page not found","403":"Access denied","suspended":"This account has been suspended"}}</script><template><h1>Page not found</h1></template><!-- 404 Not Found -->',
      ),
    },
  },
  {
    id: 'T-05',
    script: 'en',
    layouts: EN,
    topic: 'news',
    face: {
      edit: article(
        'Access Denied Errors in Linux and How to Fix Them',
        'An "Access denied" or "403 Forbidden" message usually means that the web server may not read a file. We look at the most common causes on our own cluster.',
        'First, check the ownership of the directory with ls -l; if the user of the server is missing, grant it with chmod. Page not found errors, by contrast, come from a wrong document root.',
        'Second, look at SELinux. The audit log names the rule that denied the access, and restorecon puts the labels right in most cases.',
        'Finally, our conference in Beijing closes with a visit to the Forbidden City; registration is open until the end of June.',
      ),
    },
  },
  {
    id: 'T-05',
    script: 'hans',
    layouts: HANS,
    topic: 'news',
    face: {
      edit: article(
        '禁止访问紫禁城？故宫周一闭馆须知',
        '故宫博物院除法定节假日外，每周一全天闭馆，禁止入内参观，请市民和游客合理安排时间。',
        '预约系统显示“404”或“页面不存在”的，多为使用旧版链接，可从官网首页重新进入。',
        '我院退休职工秋游活动因此改至周三，集合时间为早上七点半，地点在东门停车场。',
        '报名请联系工会小王，名额六十人，额满为止。',
      ),
    },
  },
  {
    id: 'T-06',
    script: 'en',
    layouts: EN,
    topic: 'prices',
    face: {
      headers: {
        'cf-ray': '8f1c2d3e4a5b6c7d-SJC',
        'x-iinfo': '9-44-0 0NNN',
        'set-cookie': '__cf_bm=Xq1; path=/; HttpOnly',
      },
      markup: inBody(
        '<script>(function(){var s="/cdn-cgi/challenge-platform/scripts/jsd/main.js";window.__CF$cv$params={r:"8f1c",t:"MTcx"};})();</script><script src="/akam/13/5a1b2c" defer></script><script src="/_Incapsula_Resource?SWJIYLWA=719d" async></script>',
      ),
    },
  },
  {
    id: 'T-07',
    script: 'hans',
    layouts: HANS,
    topic: 'doctor',
    face: {
      edit: (page) => ({
        ...add({
          kind: 'html',
          html: '<form action="/msg"><h4>在线留言</h4><input name="name" placeholder="姓名"><textarea name="t"></textarea><label>验证码<input name="code"></label><img src="/captcha.png" alt="" width="80" height="30"><button>提交留言</button></form>',
        })(page),
        nav: [...page.nav, { text: '登录', href: '/login' }, { text: '注册', href: '/reg' }],
      }),
    },
  },
  {
    id: 'T-07',
    script: 'en',
    layouts: EN,
    topic: 'package',
    face: {
      edit: (page) => ({
        ...add({
          kind: 'html',
          html: '<form action="/contact"><h4>Send us a message</h4><input name="email" placeholder="Email"><textarea></textarea><div class="g-recaptcha" data-sitekey="6Lc"></div><p>This site is protected by reCAPTCHA. I am not a robot.</p><button>Send</button></form><div class="login"><a href="/login">Log in</a> | <a href="/signup">Create account</a><form><input type="password" name="p" placeholder="Password"></form></div>',
        })(page),
      }),
    },
  },
  {
    id: 'T-08',
    script: 'hans',
    layouts: HANS,
    topic: 'centre',
    face: {
      edit: (page) => ({
        ...page,
        site: '解放军第404医院',
        title: `404医院 - ${page.heading}`,
        heading: '解放军第404医院器官移植中心',
      }),
    },
  },
  {
    id: 'T-08',
    script: 'hans',
    layouts: HANS,
    topic: 'doctor',
    face: {
      edit: (page) => ({
        ...page,
        site: '中国人民解放军第403医院',
        title: '403医院官方网站',
        heading: '第403医院专家门诊',
      }),
    },
  },
  {
    id: 'T-08',
    script: 'hans',
    layouts: HANS,
    topic: 'prices',
    face: {
      edit: (page) => ({
        ...page,
        site: '第410医院',
        title: '410医院|收费标准',
        heading: '解放军410医院收费标准',
      }),
    },
  },
  {
    id: 'T-10',
    script: 'hans',
    layouts: HANS,
    topic: 'report',
    face: {
      edit: article(
        '系统维护通知',
        '各位患者：因信息系统升级，我院挂号缴费系统将于本周六凌晨0:00—5:00停机维护，期间暂停服务，急诊改为手工办理。',
        '维护期间微信公众号、自助机、网上预约均不可用，请您提前安排就诊时间，由此带来的不便敬请谅解。',
        '维护完成后如仍无法访问，请拨打信息科值班电话022-58376290，或到门诊一楼服务台咨询。',
        '另：原定周日的停电检修改期，具体时间另行通知。门诊停诊信息请关注每日公告。',
      ),
    },
  },
  {
    id: 'T-10',
    script: 'hans',
    layouts: HANS,
    topic: 'news',
    face: {
      edit: article(
        '停诊通知',
        '沈立群教授因参加学术会议，本月18日至22日停诊，已预约的患者可改约其他专家或办理退号。',
        '周建平主任周三下午移植门诊照常，地点调整至门诊四楼东区。',
        '原“肝移植随访”小程序已停止服务，数据已迁移至新平台，旧页面将于月底关闭。',
        '咨询电话：022-58376213。',
      ),
    },
  },
  {
    id: 'T-11',
    script: 'en',
    layouts: EN,
    topic: 'news',
    face: {
      edit: (page) => ({
        ...page,
        blocks: [
          {
            kind: 'html',
            html: '<div class="teaser"><strong>Coming soon:</strong> our new patient portal is under construction and launching this winter. Stay tuned!</div>',
          },
          ...page.blocks,
        ],
      }),
    },
  },
  {
    id: 'T-11',
    script: 'hans',
    layouts: HANS,
    topic: 'prices',
    face: {
      edit: (page) => ({
        ...page,
        blocks: [
          {
            kind: 'html',
            html: '<div class="teaser">全新互联网医院即将上线，敬请期待！英文版网站建设中。</div>',
          },
          ...page.blocks,
        ],
      }),
    },
  },
  {
    id: 'T-12',
    script: 'en',
    layouts: EN,
    topic: 'paper',
    face: {
      edit: article(
        'How hospital websites disappear: a catalogue',
        'Over six years we recorded how pages vanish. The most common notice reads "The page you requested could not be found", followed by "This content has been removed".',
        'Chinese hosts answer with 该网站未备案 or 抱歉，您访问的页面不存在; Arabic ones with الصفحة غير موجودة; registrars with "This domain is for sale".',
        'Walls are another matter: "Please log in to continue", "Just a moment...", "Your access has been blocked" say nothing of the page behind them.',
        'The data set lists 1,204 such notices with their dates, and can be had from the authors on request.',
      ),
    },
  },
  {
    id: 'T-12',
    script: 'hans',
    layouts: HANS,
    topic: 'report',
    face: {
      edit: article(
        '网页消失的二十种方式',
        '本文整理了常见的提示语，例如“该内容已被发布者删除”“页面不存在或已下架”“此账号已被停用”“网站正在维护”。',
        '有的网站直接返回首页，有的要求登录，还有的显示“该域名已过期”“站点已停止”。',
        '研究人员建议，存档时应同时保存截图和原始响应，并记录当时的状态码，以便事后核对。',
        '附录列出了全部四百二十条提示语及其出处，欢迎读者补充。',
      ),
    },
  },
  {
    id: 'T-13',
    script: 'en',
    layouts: EN,
    topic: 'package',
    face: {
      edit: add(
        p(
          'Patients from every country and region are welcome; visa rules differ by country, and some services are not offered in your region without a referral.',
        ),
      ),
    },
  },
  {
    id: 'T-13',
    script: 'hans',
    layouts: HANS,
    topic: 'centre',
    face: {
      edit: add(
        p(
          '我中心服务来自三十多个国家和地区的患者，部分国家或地区的医保不支持直接结算，请提前咨询所在地区的保险公司。',
        ),
      ),
    },
  },
];

/** T-09 shows trouble of another kind than it seems: a provider's notice that the page itself draws. */
function fakeNotices(): Scenario[] {
  const notice =
    '<div style="text-align:center;margin-top:90px"><h2>该网站暂时无法进行访问</h2><p>该网站未根据工信部相关法律规定进行备案，请网站负责人办理备案。</p></div>';
  const drawn = `<!doctype html><html><head><meta charset="utf-8"><title>新葡京</title></head><body><script>if(!/Android|iPhone/i.test(navigator.userAgent)){document.body.innerHTML=${JSON.stringify(notice)}}else{location.href='http://x.bet88.test/'}</script></body></html>`;
  const framed =
    '<!doctype html><html><head><meta charset="utf-8"><title>娱乐城</title></head><body style="margin:0"><iframe src="/tip.html" width="100%" height="600" frameborder="0"></iframe><script src="/js/tj.js"></script></body></html>';
  return HANS.map((layout, nth) => ({
    id: `T-09/${layout}`,
    group: 'trap',
    target: 'T-09',
    script: 'hans',
    layout,
    noise: 1,
    topic: 'centre',
    steps: [
      ...healthy(1),
      {
        face: {
          site: ({ path }) =>
            path === '/tip.html'
              ? { body: `<!doctype html><meta charset="utf-8">${notice}` }
              : { body: nth === 1 ? framed : drawn },
        },
        expect: { classes: ['hijack'] },
      },
    ],
  }));
}

/** Each trap seen first when it is there already, and then again; some appear on a page known before. */
export function traps(): Scenario[] {
  return [
    ...TRAPS.flatMap(({ id, script, layouts, topic, face }, nth) =>
      layouts.map(
        (layout, at): Scenario => ({
          id: `${id}/${script}-${nth}/${layout}`,
          group: 'trap',
          target: id,
          script,
          layout,
          topic,
          noise: ((nth + at) % 3) as 0 | 1 | 2,
          unclaimed: true,
          steps: Array.from({ length: 2 }, () => ({ face, expect: QUIET })),
        }),
      ),
    ),
    ...fakeNotices(),
  ];
}
