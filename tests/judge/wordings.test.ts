// Notices and walls in words of no other test, and healthy short pages that hold the same words:
// first looks and pages that had been good, in four scripts.

import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { judge } from '../../src/judge/judge.js';
import { loadRules, type RuleSet } from '../../src/judge/rules.js';
import type { Observation } from '../../src/model/observation.js';
import type { Snapshot } from '../../src/model/snapshot.js';
import { sourceOf } from '../../src/store/source-of.js';
import { snapshotOf, type VisitFacts } from './build.js';
import { arabic, english, modern, old, TRANSPLANT, TRANSPLANT_AR, TRANSPLANT_EN } from './site.js';

let rules: RuleSet;
beforeAll(async () => {
  rules = await loadRules('config/rules');
});

const look = (snapshot: Snapshot, lastGood: Snapshot | null = null): Observation =>
  judge(snapshot, { claims: [], lastGood, hostRecent: [], rules, vantage: 'frankfurt' });

const FORM =
  '<form><p>工号 <input name="u"></p><p>口令 <input type="password" name="p"></p></form>';

/** Class, title and main text; each is known at the first look. */
const KNOWN_AT_ONCE: readonly (readonly [string, string, string])[] = [
  ['login-wall', '职工登录', FORM],
  ['login-wall', '提示', '<p>您当前未登录，登录后方可浏览本页内容</p>'],
  ['login-wall', '東海醫院', '<p>本頁僅供院內同仁瀏覽，請先登入</p>'],
  ['login-wall', 'Donghai Hospital', '<p>You need to sign in to view this page.</p>'],
  ['login-wall', 'مستشفى', '<p>يجب عليك تسجيل الدخول لعرض هذه الصفحة</p>'],
  ['paywall', '杂志', '<p>剩余80%内容需付费阅读</p><button>开通VIP</button>'],
  [
    'paywall',
    'Journal',
    '<h1>Keep reading</h1><p>Subscribe for $1 a week to unlock this story.</p>',
  ],
  ['paywall', 'مجلة', '<p>هذا المقال حصري للمشتركين، اشترك لقراءة المزيد</p>'],
  ['app-wall', '提示', '<p>请用微信扫描下方二维码浏览</p>'],
  ['app-wall', 'Health', '<p>This page is only available in our mobile app.</p>'],
  [
    'consent-wall',
    'Cookie',
    '<p>我们使用Cookie。请选择是否接受后再进入网站。</p><button>接受</button>',
  ],
  [
    'consent-wall',
    'Privacy',
    '<p>To continue to this site you must accept our use of cookies.</p>',
  ],
  ['region-gate', '歡迎', '<h1>請選擇國家/地區</h1>'],
  ['region-gate', 'Welcome', '<h1>Choose your country or territory</h1>'],
  ['geo-denied', '提示', '<p>检测到您的IP来自海外，本站不对境外用户开放</p>'],
  ['geo-denied', 'Sorry', '<p>This website is not available outside mainland China.</p>'],
  ['geo-denied', 'عذرا', '<p>هذا الموقع غير متاح خارج الصين</p>'],
  ['domain-expired', 'نطاق', '<p>اسم النطاق donghai.test منتهية صلاحيته ولم يتم تجديده</p>'],
  ['domain-expired', 'donghai.test', '<p>This domain registration lapsed. Renew it now.</p>'],
  [
    'domain-expired',
    'Срок регистрации домена истёк',
    '<h1>Срок регистрации домена истёк</h1><p>Домен не продлён владельцем.</p>',
  ],
  ['deleted-notice', 'お知らせ', '<p>誠に勝手ながら、当サイトは閉鎖いたしました。</p>'],
  ['deleted-notice', '提示信息', '<p>对不起，该文档已被管理员移至回收站，暂不能浏览！</p>'],
  ['parked', 'donghai.test', '<p>这个域名正在拍卖，当前价 3200 元</p>'],
  ['host-suspended', '提示', '<p>您的网站已被暂停，请联系服务商处理</p>'],
  ['construction', '东海医院', '<p>全新官网正在路上，敬请期待</p>'],
  // What turns to the site's owner is about the site and no question of a reader's.
  [
    'host-suspended',
    '空间到期',
    '<h1>此网站的空间已到期</h1><p>如您是网站负责人，请登录用户中心办理续费，逾期未续费的数据将被清理。</p>',
  ],
  [
    'icp-block',
    '未备案提示',
    '<p>您访问的网站尚未备案，已暂停访问。</p><p>如果您是网站主办者，请登录服务商后台提交备案，如何办理请咨询客服电话。</p>',
  ],
  [
    'default-server',
    'Plesk',
    '<h1>預設頁面</h1><p>若您是網站管理員，請登入控制台上傳網站檔案。</p>',
  ],
  [
    'waf-block',
    '网站防火墙',
    '<h1>网站防火墙</h1><p>您的请求带有不合法参数，已被拦截！</p><p>可能原因：您提交的内容包含危险的攻击语句</p><p>如何解决：检查提交内容；如网站托管，请联系空间提供商；普通访客请联系管理员。</p>',
  ],
  [
    'blockpage',
    '警示',
    '<h1>本網域已停止解析</h1><p>您欲連線之網站涉及違法，業經司法機關通報，由電信業者依法封鎖。</p>',
  ],
  // A column's name in the title makes no announcement.
  ['deleted-notice', '訊息公告｜衛生處', '<p>本頁資料應當事人要求，依個人資料保護法予以刪除。</p>'],
  // A sentence with a long link in it is a sentence.
  [
    'deleted-notice',
    '微博',
    '<p>抱歉，此微博已被作者删除。查看帮助：<a href="/help">http://t.test/Rfd3rQVabcdefg</a></p>',
  ],
  [
    'http-5xx',
    'Error',
    '<h1>500 Internal Server Error</h1><p>Our engineers have been notified.</p>',
  ],
  ['construction', 'Donghai', '<h1>Our new site is on its way</h1><p>Check back soon.</p>'],
  ['construction', 'مستشفى', '<p>موقعنا الجديد قيد التطوير، ترقبونا قريباً</p>'],
  ['maintenance', 'مستشفى', '<p>نقوم حالياً بأعمال صيانة وسنعود قريباً</p>'],
  ['login-wall', '', '<p>请输入访问密码后查看</p>'],
  ['login-wall', '', '<p>Please enter your password to view this page.</p>'],
  ['login-wall', '', '<p>請先登入會員才能瀏覽此頁</p>'],
  ['icp-block', '', '<p>您访问的域名未备案</p>'],
  ['blockpage', '', '<p>حجب هذا الموقع بأمر من هيئة الاتصالات</p>'],
  ['geo-denied', '', '<p>Sorry, this service isn’t offered in your region</p>'],
  ['maintenance', '', '<p>We’re upgrading. Back at 6 pm.</p>'],
  ['rate-limit', '', '<p>عدد الطلبات كبير جداً، حاول لاحقاً</p>'],
  ['deleted-notice', '', '<p>حذف الناشر هذا المقال</p>'],
  ['parked', '', '<p>網域販售中</p>'],
  [
    'deleted-notice',
    '',
    '<h2>此内容因违规无法查看</h2><p>由用户投诉并经平台审核，查看详细内容</p>',
  ],
  ['soft-404', '404-页面不存在', '<h1>404</h1><li>网址已失效，可能页面已删除</li>'],
  ['soft-404', '訊息', '<td>您所查詢的公告不存在或已超過刊登期限。</td>'],
  [
    'soft-404',
    '您访问的页面不存在-鲁北医院官方网站',
    '<div>今天是您访问的第3286518位</div><h1>您访问的页面不存在</h1><p>5秒后自动返回首页</p><h3>相关链接</h3><p>鲁北医院信息中心承办，欢迎各界朋友来电来信提出宝贵的意见</p>',
  ],
  [
    'region-gate',
    'Confirm',
    '<h2>For healthcare professionals only</h2><p>Please select your country and confirm that you are a healthcare professional.</p>',
  ],
  ['empty-shell', 'المستشفى', '<p>جار التحميل...</p>'],
  ['host-suspended', '', '<h1>Работа сайта приостановлена хостинг-провайдером</h1>'],
  ['parked', '西部数码', '<h2>此域名由西部数码注册并停放</h2><p>本域名暂未绑定网站。</p>'],
  ['parked', '', '<p>このドメインはお名前.comで取得されています。</p>'],
  [
    'domain-hold',
    '',
    '<h2>This domain has been suspended pending ICANN registrant e-mail verification</h2>',
  ],
  ['defaced', '0wned', '<p>pwn3d by Falcon Team, your box was r00ted, shoutz to all</p>'],
  ['geo-denied', '접근 제한', '<p>해외에서는 이 페이지에 접속하실 수 없습니다.</p>'],
  ['default-server', 'IIS7', '<img alt="" src="/welcome.png" width="600" height="400">'],
  [
    'login-wall',
    'رسالة',
    '<p>عذرًا، يجب أن تكون عضوًا مسجلًا لمشاهدة هذا الموضوع.</p><button>دخول</button>',
  ],
  [
    'domain-expired',
    '域名已过期',
    '<h2>您访问的域名已过期</h2><p>域名持有人请尽快联系注册商办理续费，过期未续费的域名将进入赎回期并可能被删除。</p>',
  ],
  [
    'paywall',
    'The wards',
    '<p>By the time the surgeon arrived, the patient had been waiting for three days.</p><h2>Subscribe to continue reading</h2><p>This article is for subscribers only.</p>',
  ],
  ['default-server', '', '<h1>Looks like this domain isn’t connected to a website yet</h1>'],
  [
    'deleted-notice',
    '網站關閉公告',
    '<h2>網站關閉公告</h2><p>本網站自即日起停止服務，感謝您多年來的支持與愛護。</p>',
  ],
  ['waf-block', '阻断', '<p>您的访问行为存在安全风险，已被WAF拦截</p>'],
  ['rate-limit', 'Slow', '<p>Too many visits from your address. Try again in ten minutes.</p>'],
];

describe('a first look shows what stands before the page', () => {
  it.each(KNOWN_AT_ONCE)('%s: %s %s', (name, title, main) => {
    const html = `<title>${title}</title><main>${main}</main>`;
    expect(look(snapshotOf(html)).class).toBe(name);
  });
});

describe('a first look within a menu, the way back and a list beside it', () => {
  /** The names on a real page's frame: they hold words of notices and questions themselves. */
  const framed = (menu: readonly string[], way: string, main: string): string =>
    `<nav>${menu.map((name) => `<a href="/k">${name}</a>`).join('')}</nav>
     <div><a href="/">${menu[0]}</a> &gt; ${way}</div><article>${main}</article>
     <aside><h3>${menu[1]}</h3><ul><li><a href="/n">${menu[2]}</a></li></ul></aside>`;
  const TW = ['回首頁', '常見問題', '會員登入'];
  const EN = ['Home', 'Frequently asked questions', 'Log in'];
  const AR = ['الصفحة الرئيسية', 'الأسئلة الشائعة', 'تسجيل الدخول'];

  it.each([
    [/soft-404/, framed(TW, '海外器官移植代辦服務', '<p>查無此篇文章，網址可能有誤。</p>')],
    [/soft-404|deleted-notice/, framed(TW, '器官移植', '<p>哎呀！您造訪的頁面已經不在了。</p>')],
    [/soft-404/, framed(EN, 'Kidney transplantation', '<p>That page does not exist.</p>')],
    [/soft-404|deleted/, framed(AR, 'زراعة الكلى', '<p>المحتوى الذي تبحث عنه لم يعد متاحاً.</p>')],
    [/login-wall/, framed(TW, '器官移植', `<h2>會員專區</h2>${FORM}`)],
    [/login-wall/, framed(EN, 'Kidney transplantation', `<h2>Patients and families</h2>${FORM}`)],
    [/^ok$/, framed(TW, '器官移植', '<p>本中心自1996年起施行腎臟移植。</p>')],
    [/^ok$/, framed(EN, 'Fees', `<p>A kidney is found within ten days.</p>${FORM}`)],
  ])('%s: %s', (name, html) => {
    expect(look(snapshotOf(html)).class).toMatch(name);
  });
});

describe('a frame without nav and footer', () => {
  const framed = (main: string): string =>
    `<title>提示</title><div>东湖市第一人民医院</div><div>您现在的位置：首页 &gt; 器官移植 &gt; 正文</div>${main}
     <h5>同科室专家</h5><table><tr><td>刘明</td><td>主任医师</td><td>周一上午</td></tr></table>
     <div>地址：东湖市解放路18号 电话：027-82820000</div><div>Powered by DedeCMS</div>`;

  it.each([
    [/soft-404/, '<p>数据库中查无此条记录，或者编号有误！</p>'],
    [/deleted-notice/, '<p>该专家的个人主页已应科室要求撤下，暂不提供查询。</p>'],
    [/^ok$/, '<p>刘明医师本周一上午停诊，周二恢复。</p>'],
    [/^ok$/, '<p>旧版就诊卡已停用，请到服务台更换新卡。</p>'],
  ])('is no part of what the page says: %s %s', (name, main) => {
    expect(look(snapshotOf(framed(main))).class).toMatch(name);
  });
});

describe('a line that came where the article stood, with the claims gone', () => {
  const page = (main: string): Snapshot =>
    snapshotOf(
      `<title>国际移植援助网络</title><h2>国际移植援助网络</h2><p>二十年经验，签约医院三十余家，多语种翻译全程陪同</p>${main}<p>— 马来西亚 陈先生，— 以色列 D. 女士，— 韩国 朴先生，皆称满意</p>`,
    );
  const good = page(
    '<p>供体充足，肾移植配型成功后一周内即可安排手术，费用六十二万元，含术后二十天护理与接送。</p><p>患者抵达后由专车接至医院，三日内完成全部检查并等候配型，住院期间安排单间与家属陪护床位。</p><p>术后一月每周复查一次，由本网络协调员负责联系原手术医院，并安排远程会诊与药物邮寄服务。</p>',
  );
  const seen = (main: string): Observation =>
    judge(page(main), {
      claims: [
        {
          id: 'c',
          text: '费用六十二万元',
          state: 'absent',
          found: null,
          where: null,
          hidden: false,
        },
      ],
      lastGood: good,
      hostRecent: [],
      rules,
      vantage: 'frankfurt',
    });

  it.each([
    ['deleted-notice', '<p>该项目我们不做了，原介绍内容同时取消。</p>'],
    ['replaced', '<p>敬请各位病友与顾问联系了解最新安排。</p>'],
  ])('is %s: %s', (name, main) => {
    expect(seen(main).class).toBe(name);
  });
});

describe('with the last good text gone, looser words do', () => {
  it.each<[RegExp, string, typeof modern]>([
    [/soft-404/, '<p>哎呀，你来晚了，内容已经没有啦</p>', modern],
    [/soft-404/, '<p>您来到了没有知识的荒原，这里什么都没有</p>', old],
    [/soft-404/, '<p>You have followed an outdated link, and what you want is lost.</p>', english],
    [/soft-404/, '<p>الرابط الذي اتبعته معطوب أو قديم</p>', arabic],
    [/deleted-notice/, '<p>按照上级要求，移植中心相关内容已全部撤下。</p>', old],
    [
      /deleted-notice/,
      '<p>By order of the authority its contents have been withheld.</p>',
      english,
    ],
    [/deleted-notice/, '<p>سحبت إدارة المستشفى هذه المعلومات من الموقع</p>', arabic],
    [/login-wall/, '<p>会员专区，非会员不能浏览。</p>', old],
    [
      /consent-wall/,
      '<h2>نحن نهتم بخصوصيتك</h2><p>نستخدم نحن وشركاؤنا تقنيات للتخزين على جهازك.</p><button>قبول الكل</button>',
      arabic,
    ],
    [/consent-wall/, '<p>请选择您的Cookie偏好设置</p><button>全部接受</button>', modern],
    [/blockpage/, '<p>Ресурс заблокирован по решению органов государственной власти</p>', english],
    [/soft-404/, '<pre>{"code":404,"msg":"内容不存在","data":null}</pre>', modern],
    [/soft-404|deleted/, '<h2>這項服務的資料頁已經收起</h2><p>如有需要請直接致電。</p>', modern],
    [
      /bot-challenge/,
      '<p>别离开，为了更好的访问体验，请滑动滑块进行验证，通过后即可继续访问网页</p>',
      old,
    ],
    [
      /domain-hold/,
      '<h1>该域名因未完成实名认证被暂停解析</h1><p>请域名持有者登录控制台。</p>',
      old,
    ],
    [
      /consent-wall/,
      '<p>Чтобы продолжить, дайте согласие на использование файлов cookie.</p><button>Принимаю</button>',
      english,
    ],
    [/host-suspended/, '<h2>سرویس میزبانی این وب‌سایت به دلیل عدم تمدید متوقف شده است</h2>', arabic],
    [/app-wall/, '<p>網頁版不支援此內容，請改用手機App開啟</p>', modern],
  ])('%s: %s', (name, main, layout) => {
    const before =
      layout === arabic ? TRANSPLANT_AR : layout === english ? TRANSPLANT_EN : TRANSPLANT;
    const html = layout({ title: before.title, body: main });
    expect(look(snapshotOf(html), snapshotOf(layout(before))).class).toMatch(name);
  });
});

/** Short pages as hospitals have them; each word of a notice stands in one of them. */
const HEALTHY: readonly (readonly [string, string, typeof modern])[] = [
  [
    '信息公开指南',
    '<p>涉及个人隐私的信息不予公开。</p><p>申请人可到院办公室查阅其他资料。</p>',
    modern,
  ],
  ['境外患者', '<p>根据卫生部规定，本院不为境外患者实施器官移植手术。</p>', modern],
  ['旧就诊卡停用', '<p>旧版就诊卡已停用，请到服务台更换新卡。</p>', old],
  ['预约挂号', '<p>登录后可预约三天内的号源。</p><p>电话预约：0512-1234567</p>', modern],
  ['APP上线', '<p>患者可下载APP预约挂号、查看报告，也可继续使用本网站和现场窗口。</p>', modern],
  ['留言板', '<p>暂无留言</p>', old],
  ['新院区', '<p>新院区正在建设中，预计2028年投入使用，总投资十二亿元。</p>', modern],
  ['谨防诈骗', '<p>请勿点击陌生短信中的链接，本院不会索要您的密码和验证码。</p>', modern],
  ['域名變更啟事', '<p>本院原網域將於年底到期，新網域為 donghai-new.test。</p>', old],
  ['查詢結果', '<p>查無符合條件的門診資料，請重新選擇科別。</p>', modern],
  ['戒赌门诊', '<p>沉迷博彩、彩票和老虎机的患者可以到心理科就诊，专家每周三坐诊。</p>', modern],
  ['Foreign patients', '<p>We cannot offer organ transplants to foreign visitors.</p>', english],
  ['Are you a robot?', '<p>A lecture on surgical robots, Friday at six in the hall.</p>', english],
  [
    'Index of /files',
    '<p><a href="/files/a.pdf">a.pdf</a> <a href="/files/b.pdf">b.pdf</a> <a href="/files/c.xls">c.xls</a></p>',
    english,
  ],
  ['Drug withdrawn', '<p>Batch 88 has been withdrawn. Return it to the pharmacy.</p>', english],
  ['New wing', '<p>The new wing is under construction and will open in 2028.</p>', english],
  ['Patient portal', '<p>Log in to see your results, or register at the front desk.</p>', english],
  ['Newspaper site suspended', '<p>The newspaper said its account was suspended.</p>', english],
  [
    'Questions',
    '<p>Why was my account suspended?</p><p>Accounts are locked after five failed attempts.</p>',
    english,
  ],
  [
    '医疗机构网站备案须知',
    '<p>未备案的网站将无法访问。医疗机构开办网站，应当向省通信管理局办理ICP备案手续。</p>',
    modern,
  ],
  ['院务', '<p>我院网站已通过ICP备案，网站由院办公室维护。</p>', modern],
  ['挂号', '<p>旧版挂号系统已停用，请使用新系统挂号。</p>', old],
  ['Wards', '<p>We are upgrading ward 4 with new beds this winter.</p>', english],
  ['العيادة', '<p>عدد الطلبات كبير على العيادة، احجز مبكراً.</p>', arabic],
  ['أرقامنا', '<p>أجرينا تقريباً ٦٥٠ عملية حتى الآن.</p>', arabic],
  ['المصعد', '<p>المصعد الثالث تحت الصيانة حتى يوم الجمعة.</p>', arabic],
  [
    'سجل المتبرعين',
    '<p>يبلغ عدد المسجلين 84210 أشخاص حتى نهاية العام الماضي.</p><p>لتعديل البيانات يرجى تسجيل الدخول أو إنشاء حساب جديد من أعلى الصفحة.</p>',
    arabic,
  ],
  ['المرضى', '<p>نرحب بالمرضى من خارج المملكة ونوفر مترجمين بعدة لغات.</p>', arabic],
];

it('an announcement left over in a side list stops no notice in the place of the text', () => {
  const side = '<div><h2>招标公告</h2><p>来源：设备科，开标时间另行通知</p></div>';
  const lastGood = snapshotOf(modern({ title: '肝移植', body: TRANSPLANT.body + side }));
  const gone = '<h1>此视频无法播放</h1><p>上传者已将其删除。</p>';
  const seen = look(snapshotOf(modern({ title: '提示', body: gone + side })), lastGood);
  expect(seen.class).toMatch(/^(?:deleted-notice|soft-404)$/);
});

it('weak words decide after walls and defacers', () => {
  const lastGood = snapshotOf(modern(TRANSPLANT));
  const defaced = '<h1>本站已被黑客入侵</h1><p>未删除任何数据，请尽快修复。</p>';
  expect(look(snapshotOf(`<title>hacked</title>${defaced}`), lastGood).class).toBe('defaced');
  const held = '<h1>تم تعليق اسم النطاق</h1><p>من قبل هيئة التسجيل لمخالفته اللائحة.</p>';
  expect(look(snapshotOf(`<title>النطاق</title>${held}`), lastGood).class).toBe('domain-hold');
});

describe('a healthy short page is ok', () => {
  it.each(HEALTHY)('%s: %s', (title, body, layout) => {
    const html = layout({ title, body: `<h1>${title}</h1>${body}` });
    const later = layout({ title, body: `<h1>${title}</h1>${body}<p>2026-12-02</p>` });
    expect([look(snapshotOf(html)).class, look(snapshotOf(html)).rule]).toEqual(['ok', 'R-S13-OK']);
    expect(look(snapshotOf(later), snapshotOf(html)).class).toBe('ok');
  });

  it('though a login stands at an address that is watched as a login', () => {
    const facts: VisitFacts = { url: 'https://www.donghai.test/login' };
    expect(look(snapshotOf(`<title>职工登录</title>${FORM}`, facts)).class).toBe('ok');
  });
});

describe('what a page says in a dialog before it goes away', () => {
  const goodbye = (said: string, html: string | null): Snapshot => {
    const snapshot = snapshotOf(html);
    const what = `dismissed a dialog (alert): ${said}`;
    return {
      ...snapshot,
      manifest: { ...snapshot.manifest, interactions: [{ atMs: 40, what, said }] },
    };
  };

  it.each([
    [/deleted-notice/, '该文章已被删除', null],
    [/soft-404/, '您访问的页面不存在！', '<title></title>'],
    [/login-wall/, '请先登录后查看', null],
    [/deleted-notice/, 'تم حذف هذه الصفحة', null],
    [/maintenance/, 'The site is under maintenance, please come back later.', '<title></title>'],
  ])('is %s: %s', (name, said, html) => {
    expect(look(goodbye(said, html)).class).toMatch(name);
    expect(look(goodbye(said, html), snapshotOf(old(TRANSPLANT))).class).toMatch(name);
  });

  it('is no more than a greeting over a page that is there', () => {
    const page = modern(TRANSPLANT);
    expect(look(goodbye('欢迎访问本院网站，会员请登录', page)).class).toBe('ok');
    expect(look(goodbye('该文章已被删除', page), snapshotOf(page)).class).toBe('ok');
  });
});

it('a defaced page whose words nobody can see is known by its title', () => {
  const html = '<title>تم الاختراق</title><h1 hidden>تم اختراق هذا الموقع</h1><p>x</p>';
  expect(look(snapshotOf(html), snapshotOf(arabic(TRANSPLANT_AR))).class).toBe('defaced');
});

describe('a program that broke down under status 200', () => {
  it.each([
    '<b>Fatal error</b>: Uncaught PDOException: SQLSTATE[HY000] [2002] Connection refused in /www/a.php:12',
    "<font>Microsoft OLE DB Provider for ODBC Drivers</font> 错误 '80004005'<p>/inc/conn.asp，行 7</p>",
    '<h1>数据库连接失败</h1><p>请稍后再试</p>',
    '<h1>Error establishing a database connection</h1>',
    '<p>خطأ في الاتصال بقاعدة البيانات</p>',
  ])('is an error of the server, and no loss of the page: %s', (html) => {
    expect(look(snapshotOf(html)).class).toBe('http-5xx');
    expect(look(snapshotOf(html), snapshotOf(old(TRANSPLANT))).class).toBe('http-5xx');
  });

  it('is no more than a warning over a page that is there', () => {
    const html = old(TRANSPLANT);
    const warned = `<b>Warning</b>: mysql_connect(): Access denied${html}`;
    expect(look(snapshotOf(warned), snapshotOf(html)).class).toBe('ok');
  });
});

describe('a refusal that names the place', () => {
  it.each([
    '<h1>403</h1><p>本网站仅限中国大陆地区访问</p>',
    '<p>抱歉，境外用户无法访问</p>',
    '<p>很抱歉，此內容在您的國家／地區無法觀看</p>',
    '<p>Access from outside the country is not permitted.</p>',
    '<p>هذا المحتوى غير متاح خارج البلاد</p>',
  ])('under 403 is geo-denied: %s', (html) => {
    expect(look(snapshotOf(html, { status: 403 })).class).toBe('geo-denied');
  });
});

describe('a registration notice (trap T-09)', () => {
  const NOTICE =
    '<title>该网站暂时无法进行访问</title><h4>该网站暂时无法进行访问</h4><p>该网站未根据工信部规定进行备案，无法访问。</p>';
  const asked = async (sent: string, headers: readonly string[] = []) => {
    const snapshot = snapshotOf(NOTICE, { headers });
    const bytes = headers.length === 0 ? Buffer.from(sent) : gzipSync(sent);
    const source = await sourceOf({ get: async () => bytes }, snapshot);
    const context = { claims: [], lastGood: null, hostRecent: [], rules, vantage: 'default' };
    return judge(snapshot, { ...context, source }).class;
  };

  it('that the server sent is the provider’s', async () => {
    expect(await asked(NOTICE)).toBe('icp-block');
    expect(await asked(NOTICE, ['Content-Encoding: gzip'])).toBe('icp-block');
    const coded = [...NOTICE].map((one) =>
      /[一-龥]/.test(one) ? `&#${one.codePointAt(0)};` : one,
    );
    expect(await asked(coded.join(''))).toBe('icp-block');
  });

  it('that a script drew is a hijacker’s', async () => {
    const script = `<html><body><script>document.write('${NOTICE}')</script></body></html>`;
    expect(await asked(script)).toBe('hijack');
    expect(await asked(script, ['Content-Encoding: gzip'])).toBe('hijack');
  });

  it('whose bytes cannot be read is not accused', async () => {
    expect(await asked('', ['Content-Encoding: zstd'])).toBe('icp-block');
  });
});

it('a bare 521 with nothing but a script is a challenge, one in words an error', () => {
  const script = '<script>document.cookie="__jsl_clearance_s=1";location.reload()</script>';
  expect(look(snapshotOf(script, { status: 521 })).class).toBe('bot-challenge');
  const words = '<h1>Web server is down</h1><p>Error code 521</p>';
  expect(look(snapshotOf(words, { status: 521 })).class).toBe('http-5xx');
});

it.each([
  '<p>该域名因未完成实名认证，已被注册局暂停解析（serverHold）。</p>',
  '<p>This domain has been suspended pending contact verification by the registrar.</p>',
])('a registrar’s page is domain-hold: %s', (html) => {
  expect(look(snapshotOf(html)).class).toBe('domain-hold');
});
