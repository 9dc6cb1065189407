// Pages of those in between (censors, providers, firewalls of a network) and of those who took a
// site over.
import type { Script } from '../page.js';
import type { Answer } from '../scenario.js';
import type { Notice } from '../scenes/dress.js';

export const BLOCKPAGES: readonly (readonly [name: string, answer: Answer])[] = [
  [
    'uae',
    {
      status: 200,
      body: '<html><head><meta charset="utf-8"><title>Web Page Blocked</title></head><body><h1>This website is not accessible in the UAE</h1><p>The Internet is a powerful medium for communication. The content of this website has been blocked in accordance with the Internet Access Management policy of the Telecommunications and Digital Government Regulatory Authority.</p><p dir="rtl">هذا الموقع محجوب في دولة الإمارات العربية المتحدة</p></body></html>',
    },
  ],
  [
    'saudi',
    {
      status: 200,
      body: '<html dir="rtl"><head><meta charset="utf-8"><title>عفواً، الموقع المطلوب غير متاح</title></head><body><h2>عفواً، الموقع المطلوب غير متاح</h2><p>الوصول إلى هذا الموقع غير مسموح به في المملكة العربية السعودية. إذا كنت ترى أن هذا الموقع ينبغي ألا يكون محجوبا تفضل بتعبئة نموذج رفع الحجب.</p></body></html>',
    },
  ],
  [
    'iran',
    {
      status: 403,
      body: '<html><head><meta charset="windows-1256"><title>10.10.34.34</title></head><body><iframe src="http://10.10.34.34?type=Invalid Site&policy=MainPolicy" style="width:100%;height:100%"></iframe></body></html>',
    },
  ],
  [
    'russia',
    {
      status: 200,
      body: '<html lang="ru"><head><meta charset="utf-8"><title>Доступ ограничен</title></head><body><h1>Доступ к запрашиваемому ресурсу ограничен</h1><p>Доступ ограничен на основании Федерального закона от 27 июля 2006 г. № 149-ФЗ. Ресурс включен в Единый реестр Роскомнадзора.</p></body></html>',
    },
  ],
  [
    'turkey',
    {
      status: 200,
      body: '<html lang="tr"><head><meta charset="utf-8"><title>Erişim Engeli</title></head><body><p>Bu internet sitesi (hospital.test) hakkında 5651 sayılı Kanuna göre alınan karar uygulanmaktadır. Bilgi Teknolojileri ve İletişim Kurumu</p></body></html>',
    },
  ],
  [
    'indonesia',
    {
      status: 200,
      body: '<html><head><title>Internet Positif</title></head><body><h1>Mohon Maaf</h1><p>Situs ini tidak dapat diakses melalui jaringan ini karena mengandung konten yang dilarang. TrustPositif Kominfo.</p></body></html>',
    },
  ],
  [
    'fortiguard',
    {
      status: 403,
      body: '<html><head><title>FortiGuard Intrusion Prevention - Access Blocked</title></head><body><h1>Web Page Blocked</h1><p>The page you have requested has been blocked because the URL is banned. Category: Newly Observed Domain. FortiGuard</p></body></html>',
    },
  ],
  [
    'uk-court',
    {
      status: 200,
      body: '<html><head><title>Access denied</title></head><body><p>Access to this website has been blocked under an Order of the High Court. Your internet service provider was required to restrict access.</p></body></html>',
    },
  ],
  [
    'antifraud-hans',
    {
      status: 200,
      body: '<html><head><meta charset="utf-8"><title>国家反诈中心</title></head><body><h1>您访问的网站存在安全风险</h1><p>国家反诈中心提醒：该网址涉嫌诈骗，已被运营商拦截，请勿继续访问。</p></body></html>',
    },
  ],
];

export const GEO_DENIED: readonly (readonly [name: string, answer: Answer])[] = [
  [
    'cloudflare-1009',
    {
      status: 403,
      headers: { server: 'cloudflare', 'cf-ray': '8f1c-FRA' },
      body: '<html><head><title>Access denied | hospital.test used Cloudflare to restrict access</title></head><body><h1>Error 1009</h1><h2>Access denied</h2><p>The owner of this website (hospital.test) has banned the country or region your IP address is in (DE) from accessing this website.</p></body></html>',
    },
  ],
  [
    'cloudfront',
    {
      status: 403,
      headers: { server: 'CloudFront', 'x-cache': 'Error from cloudfront' },
      body: "<HTML><HEAD><TITLE>ERROR: The request could not be satisfied</TITLE></HEAD><BODY><H1>403 ERROR</H1><H2>The request could not be satisfied.</H2><HR>The Amazon CloudFront distribution is configured to block access from your country. We can't connect to the server for this app or website at this time.</BODY></HTML>",
    },
  ],
  [
    'hans',
    {
      status: 403,
      body: '<meta charset="utf-8"><title>禁止访问</title><h1>403</h1><p>本网站暂不对境外IP开放访问。</p>',
    },
  ],
  [
    'hant',
    {
      status: 403,
      body: '<meta charset="utf-8"><title>拒絕連線</title><h1>403</h1><p>本機關網站不提供境外地區連線。</p>',
    },
  ],
  [
    'ar',
    {
      status: 403,
      body: '<html dir="rtl"><meta charset="utf-8"><title>ممنوع</title><h1>403</h1><p>لا يمكن الوصول إلى هذا الموقع من خارج المملكة العربية السعودية.</p></html>',
    },
  ],
];

export const HIJACKED: Record<Script, readonly Notice[]> = {
  hans: [
    [
      '澳门新葡京官网-新葡京娱乐场平台-注册送88元',
      '澳门新葡京娱乐城官方网站提供真人百家乐、老虎机、彩票投注，24小时在线客服，注册即送88元彩金，提款三分钟到账。<a href="http://x.bet88.test/">立即注册</a> <a href="http://x.bet88.test/app">APP下载</a>',
    ],
    [
      '亚博体育-官方入口-欧洲杯投注平台',
      '亚博体育为您提供足球竞猜、篮球赔率、电竞下注等业务，首存100%返利，信誉老牌博彩平台。<ul><li>电子游艺</li><li>棋牌</li><li>捕鱼</li></ul>',
    ],
    [
      '成人在线视频免费观看',
      '国产精品在线观看，无码高清视频，每日更新，请收藏最新地址发布页。<a href="http://av.new-addr.test/">最新地址</a>',
    ],
  ],
  hant: [
    [
      '娛樂城首選-註冊送體驗金1688',
      '最受歡迎的線上娛樂城，百家樂、老虎機、體育投注一次滿足，免費體驗金立即領取。<a href="http://x.bet88.test/">加入LINE客服</a>',
    ],
    ['威而鋼線上購買｜壯陽藥專賣', '正品威而鋼、犀利士、必利勁，貨到付款隱密包裝，買二送一。'],
    ['當舖借錢免留車', '急用現金找我們，汽機車借款利率最低，三分鐘撥款。'],
  ],
  en: [
    [
      'Buy Cheap Viagra Online - No Prescription',
      'Order generic Viagra, Cialis and Levitra with free worldwide shipping. Bonus pills with every order. <a href="http://rx.pills4u.test/">Order now</a>',
    ],
    [
      'Slot Gacor Hari Ini - Situs Judi Online Terpercaya',
      'Daftar slot gacor maxwin dengan RTP tertinggi, deposit pulsa tanpa potongan, bonus new member 100%. <a href="http://slot.maxwin.test/">DAFTAR</a> <a href="http://slot.maxwin.test/login">LOGIN</a>',
    ],
    [
      'Best Online Casino Bonuses 2026',
      'Play blackjack, roulette and slots for real money. Claim your 200% welcome bonus and 50 free spins today.',
    ],
  ],
  ar: [
    [
      'كازينو اون لاين - مكافأة ترحيبية ١٠٠٪',
      'العب القمار والروليت وماكينات السلوت بأموال حقيقية، إيداع وسحب فوري ومراهنات رياضية. <a href="http://x.bet88.test/">سجل الآن</a>',
    ],
    [
      'شراء فياجرا بدون وصفة',
      'أدوية الضعف الجنسي بأسعار رخيصة مع الشحن المجاني والدفع عند الاستلام.',
    ],
    [
      'مراهنات كرة القدم - أفضل موقع رهان',
      'سجل واحصل على رهان مجاني بقيمة ١٠٠ دولار، أعلى الاحتمالات ودعم على مدار الساعة.',
    ],
  ],
};

export const DEFACED: Record<Script, readonly Notice[]> = {
  hans: [
    ['黑客到此一游', '此网站已被黑，管理员请尽快修补漏洞！QQ群：10086 红客联盟'],
    ['Hacked', '你的网站已被入侵，所有数据已备份。by 夜行者'],
    ['入侵通告', '本站已被攻陷，安全意识太差。'],
  ],
  hant: [
    ['網站已遭入侵', '本網站已被駭客攻陷，資安形同虛設。'],
    ['Hacked', '此網站已被我們控制，打倒貪官。'],
    ['警告', '你的網站被黑了，下次請更新你的系統。'],
  ],
  en: [
    [
      'Hacked by Gh0st_Cr3w',
      'HACKED BY Gh0st_Cr3w! Your security is a joke. Greetz to all members.',
    ],
    ['Owned', 'This site was pwned by DarkTeam. We are legion. Expect us.'],
    ['./defaced', 'Touched by Mr.X - patch your server, admin. No files were deleted.'],
  ],
  ar: [
    ['تم الاختراق', 'تم اختراق هذا الموقع من قبل فريق الهكر العربي.'],
    ['هكر', 'تم تهكير الموقع، أين الحماية يا أدمن؟'],
    ['اختراق', 'موقعكم تحت سيطرتنا، الحرية لفلسطين.'],
  ],
};
