// Wordings of walls between the visitor and the page: logins, payment, consent, regions, apps.
import type { Script } from '../page.js';
import type { Notice } from '../scenes/dress.js';

const form = (user: string, password: string, go: string) =>
  `<form action="/login" method="post"><label>${user}<input name="u" type="text"></label><label>${password}<input name="p" type="password"></label><button>${go}</button></form>`;

export const LOGIN: Record<Script, readonly Notice[]> = {
  hans: [
    ['用户登录', `请登录后查看完整内容${form('用户名', '密码', '登录')}`],
    ['统一身份认证平台', form('工号/学号', '密码', '登 录')],
    [
      '会员登录',
      `该内容仅对本院职工开放，请先登录。${form('账号', '口令', '进入')}<a href="/reg">注册</a>`,
    ],
    ['内网系统', `您尚未登录或登录已超时，请重新登录${form('手机号', '验证码', '确定')}`],
  ],
  hant: [
    ['會員登入', `請先登入會員才能瀏覽本頁${form('帳號', '密碼', '登入')}`],
    ['員工入口', `本頁僅限院內同仁使用${form('員工編號', '密碼', '登入系統')}`],
    ['登入', form('身分證字號', '密碼', '送出')],
  ],
  en: [
    [
      'Sign in',
      `Please sign in to continue.${form('Email', 'Password', 'Sign in')}<a href="/forgot">Forgot password?</a>`,
    ],
    [
      'Members only',
      `This page is for registered members. Log in or create an account to view it.${form('Username', 'Password', 'Log in')}`,
    ],
    ['Partner portal', form('User ID', 'Passcode', 'Enter')],
  ],
  ar: [
    [
      'تسجيل الدخول',
      `يرجى تسجيل الدخول لعرض هذه الصفحة${form('اسم المستخدم', 'كلمة المرور', 'دخول')}`,
    ],
    [
      'بوابة الأعضاء',
      `هذا المحتوى متاح للأعضاء المسجلين فقط${form('البريد الإلكتروني', 'كلمة السر', 'متابعة')}`,
    ],
    ['دخول الموظفين', form('الرقم الوظيفي', 'كلمة المرور', 'تسجيل')],
  ],
};

export const PAYWALL: Record<Script, readonly Notice[]> = {
  hans: [
    ['付费阅读', '本文为付费内容，开通会员后可阅读全文。<button>立即开通 ¥19.9/月</button>'],
    ['VIP专享', '剩余内容需购买后查看，单篇价格 6 元。<button>购买本文</button>'],
    ['订阅', '您的免费阅读次数已用完，请订阅后继续阅读。<button>订阅</button>'],
  ],
  hant: [
    [
      '訂閱會員專屬',
      '這是訂閱會員限定文章，加入會員即可閱讀全文。<button>立即訂閱 NT$99／月</button>',
    ],
    ['付費內容', '您本月的免費閱讀額度已用罄，升級方案後可繼續閱讀。<button>升級</button>'],
    ['購買本篇', '購買後即可觀看完整內容。<button>NT$30 購買</button>'],
  ],
  en: [
    [
      'Subscribe to read',
      "You've reached your limit of free articles. Subscribe to continue reading. <button>Subscribe for $1</button>",
    ],
    [
      'Get access',
      'This article is available to subscribers only. Already a subscriber? <a href="/signin">Sign in</a> <button>See plans</button>',
    ],
    [
      'Purchase this article',
      'Access through your institution, or buy this PDF for 39.95 USD. <button>Buy now</button>',
    ],
  ],
  ar: [
    ['للمشتركين فقط', 'هذا المقال متاح للمشتركين فقط. <button>اشترك الآن</button>'],
    [
      'اشترك لمتابعة القراءة',
      'لقد استنفدت عدد المقالات المجانية هذا الشهر، اشترك لمواصلة القراءة. <button>اشترك بـ ٥ دولارات</button>',
    ],
    ['محتوى مدفوع', 'لقراءة النص الكامل يرجى شراء المقال. <button>شراء</button>'],
  ],
};

export const CONSENT: Record<Script, readonly Notice[]> = {
  hans: [
    [
      '隐私政策更新',
      '继续访问前，请阅读并同意我们的《用户协议》和《隐私政策》。<button>同意并继续</button><button>不同意</button>',
    ],
    [
      '声明',
      '本网站内容仅供医药专业人士浏览，请确认您是医疗卫生专业人员。<button>是，我确认</button><button>否</button>',
    ],
    ['年龄确认', '请确认您已年满18周岁方可进入。<button>已满18岁</button><button>离开</button>'],
  ],
  hant: [
    [
      '使用前同意',
      '進入本網站前，請先同意個人資料蒐集告知事項。<button>我同意</button><button>不同意</button>',
    ],
    [
      '專業人員確認',
      '本網頁僅供醫療專業人員參閱，請問您是否為醫事人員？<button>是</button><button>否</button>',
    ],
    [
      'Cookie 同意',
      '請先選擇是否接受 Cookie 才能繼續瀏覽。<button>全部接受</button><button>拒絕</button>',
    ],
  ],
  en: [
    [
      'Before you continue',
      'We and our partners use cookies. Please accept or manage your choices before you continue to the site. <button>Accept all</button><button>Reject all</button>',
    ],
    [
      'Confirm you are a healthcare professional',
      'The information on this website is intended for healthcare professionals only. <button>I am a healthcare professional</button><button>Leave</button>',
    ],
    [
      'Terms of use',
      'You must agree to the terms of use to enter this website. <button>I agree</button><button>I do not agree</button>',
    ],
  ],
  ar: [
    [
      'قبل المتابعة',
      'يرجى الموافقة على استخدام ملفات تعريف الارتباط للمتابعة إلى الموقع. <button>أوافق</button><button>أرفض</button>',
    ],
    [
      'تأكيد',
      'هذا الموقع مخصص للعاملين في المجال الصحي فقط، هل أنت من العاملين في المجال الصحي؟ <button>نعم</button><button>لا</button>',
    ],
    [
      'الشروط والأحكام',
      'يجب الموافقة على شروط الاستخدام للدخول إلى الموقع. <button>موافق</button>',
    ],
  ],
};

export const REGION: Record<Script, readonly Notice[]> = {
  hans: [
    ['地区限制', '很抱歉，您所在的地区暂不支持访问此内容。'],
    ['访问受限', '本服务仅面向中国大陆用户，检测到您的IP来自境外，无法继续浏览。'],
    ['提示', '由于版权限制，该页面在您所在的国家或地区不可用。'],
  ],
  hant: [
    ['地區限制', '此內容不開放您所在的地區瀏覽。'],
    ['服務區域外', '本網站僅供台灣地區用戶使用，偵測到您的連線來自境外。'],
    ['無法觀看', '因授權限制，您所在的國家或地區無法觀看本頁。'],
  ],
  en: [
    ['Not available in your region', 'Sorry, this content is not available in your country.'],
    [
      'Location restricted',
      'We have detected that you are visiting from outside our service area, so this page cannot be shown.',
    ],
    [
      'Unavailable',
      'Due to licensing restrictions, this page cannot be viewed from your location.',
    ],
  ],
  ar: [
    ['غير متاح في منطقتك', 'عذرا، هذا المحتوى غير متاح في بلدك.'],
    [
      'قيود جغرافية',
      'هذه الخدمة مقتصرة على الزوار من داخل المملكة ولا يمكن عرضها من موقعك الحالي.',
    ],
    ['تنبيه', 'لا يسمح بالوصول إلى هذه الصفحة من منطقتك الجغرافية.'],
  ],
};

export const APP: Record<Script, readonly Notice[]> = {
  hans: [
    ['请在微信客户端打开链接', '请在微信客户端打开链接'],
    ['打开APP查看', '下载“掌上医院”APP，查看完整内容。<button>立即打开</button>'],
    [
      '提示',
      '请使用手机扫描二维码，在小程序中继续浏览。<img src="/images/qr.png" width="200" height="200" alt="">',
    ],
  ],
  hant: [
    ['請下載 App', '請下載「行動就醫」App 以閱讀完整內容。<button>開啟 App</button>'],
    ['提示', '請使用手機 App 開啟此頁面。<button>前往下載</button>'],
    ['請用 LINE 開啟', '本頁僅能在 LINE 應用程式內瀏覽，請掃描 QR Code。'],
  ],
  en: [
    [
      'Open in the app',
      'This page is only available in our app. Download it to keep reading. <button>Get the app</button>',
    ],
    [
      'Continue in app',
      'To view this content, open it in the MediCare app. <a href="/app">App Store</a> <a href="/play">Google Play</a>',
    ],
    ['Mobile only', 'Please scan the QR code with your phone to continue in the app.'],
  ],
  ar: [
    ['حمّل التطبيق', 'هذه الصفحة متاحة عبر التطبيق فقط. <button>تحميل التطبيق</button>'],
    [
      'افتح في التطبيق',
      'لعرض المحتوى كاملا يرجى فتحه في تطبيق الهاتف. <a href="/app">App Store</a>',
    ],
    ['تنبيه', 'يرجى مسح رمز الاستجابة السريعة بهاتفك للمتابعة داخل التطبيق.'],
  ],
};
