// A local hospital in three layouts and three languages: what pages around an article look like.

/** What stands in the middle of a page. */
export interface Article {
  readonly title: string;
  readonly body: string;
}

/** A way to put an article into a whole page. */
export type Layout = (article: Article) => string;

const MENU_ZH = [
  '首页',
  '医院概况',
  '专家介绍',
  '科室导航',
  '移植中心',
  '就诊指南',
  '新闻动态',
  '联系我们',
  'English',
];
const MENU_AR = ['الرئيسية', 'عن المستشفى', 'الأطباء', 'الأقسام', 'مركز زراعة الأعضاء', 'اتصل بنا'];
const MENU_EN = ['Home', 'About', 'Doctors', 'Departments', 'Transplant centre', 'Contact'];

/** HTML5 sections. */
export const modern: Layout = ({ title, body }) =>
  page(
    'zh-CN',
    title,
    `<header><h2>东海医院</h2><a href="/login">登录</a> <a href="/register">注册</a></header>
<nav><ul>${menu(MENU_ZH)}</ul></nav><main>${body}</main>
<footer><p>版权所有 © 2006-2026 东海医院</p><p>京ICP备12345678号-1 京公网安备11010502030143号</p></footer>`,
  );

/** Tables for layout, no zones: a site of 2004. */
export const old: Layout = ({ title, body }) =>
  page(
    'zh',
    title,
    `<table><tr><td><img src="/logo.gif" alt="东海医院" width="300" height="80"></td></tr></table>
<div>${MENU_ZH.map((name, i) => `<a href="/m${i}.asp">${name}</a>`).join(' | ')}</div>
<div>${body}</div><center>东海医院 版权所有 京ICP备12345678号</center>`,
  );

/** Right to left. */
export const arabic: Layout = ({ title, body }) =>
  page(
    'ar',
    title,
    `<header><h2>مستشفى البحر الشرقي</h2></header><nav><ul>${menu(MENU_AR)}</ul></nav>
<main>${body}</main><footer><p>جميع الحقوق محفوظة ٢٠٢٦</p></footer>`,
  );

/** English. */
export const english: Layout = ({ title, body }) =>
  page(
    'en',
    title,
    `<header><h2>Donghai Hospital</h2></header><nav><ul>${menu(MENU_EN)}</ul></nav>
<main>${body}</main><footer><p>Copyright 2026 Donghai Hospital. <a href="/privacy">Privacy</a></p></footer>`,
  );

function menu(names: readonly string[]): string {
  return names.map((name, i) => `<li><a href="/menu/${i}.html">${name}</a></li>`).join('');
}

function page(language: string, title: string, body: string): string {
  return `<!doctype html><html lang="${language}"><head><title>${title}</title></head><body>${body}</body></html>`;
}

/** The article everything is about. */
export const TRANSPLANT: Article = {
  title: '器官移植中心 - 东海医院',
  body: `<h1>器官移植中心简介</h1>
<p>东海医院器官移植中心成立于1998年，是本地区最早开展肝移植、肾移植的单位之一，现有床位120张。</p>
<p>肾移植等待时间两周，肝移植等待时间约一个月，费用六十五万元。</p>
<p>截至2006年7月14日，本中心共完成肝移植手术1,200例，其中急诊肝移植108例。</p>
<p>联系人：王建国主任，电话：021-88881234，电子邮件：transplant@donghai.test，微信号：donghai_yy。</p>
<p><a href="/files/report-2005.pdf">2005年度工作报告</a></p>
<img src="/img/operation.jpg" alt="手术现场">`,
};

/** The same in Arabic. */
export const TRANSPLANT_AR: Article = {
  title: 'مركز زراعة الأعضاء - مستشفى البحر الشرقي',
  body: `<h1>مركز زراعة الأعضاء</h1>
<p>تأسس المركز عام ١٩٩٨ وهو من أوائل المراكز في المنطقة التي تجري عمليات زراعة الكبد والكلى.</p>
<p>مدة الانتظار لزراعة الكلى أسبوعان، والتكلفة ٦٥٠٬٠٠٠ يوان، ويضم المركز ١٢٠ سريرا.</p>
<p>أجرى المركز حتى الآن أكثر من ١٢٠٠ عملية زراعة كبد بنجاح كبير.</p>`,
};

/** The same in English. */
export const TRANSPLANT_EN: Article = {
  title: 'Transplant Centre | Donghai Hospital',
  body: `<h1>Transplant Centre</h1>
<p>The centre was founded in 1998 and was among the first in the region to perform liver and kidney transplantation.</p>
<p>The waiting time for a kidney is two weeks and the cost is 65,000 US dollars in all.</p>
<p>By 2006 the centre had completed 1,200 liver transplantations, 108 of them emergencies.</p>`,
};
