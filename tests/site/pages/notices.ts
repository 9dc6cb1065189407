// What the local hospital answers instead of a page: error pages, a removal notice, a login wall.
import { type Language, layOut } from './layout.js';

const NOT_FOUND: Record<Language, readonly [title: string, text: string]> = {
  zh: ['页面不存在', '抱歉，您访问的页面不存在或已被删除。请返回首页，或使用导航查找需要的内容。'],
  en: ['Page not found', 'Sorry, the page you are looking for does not exist or has been removed.'],
  ar: ['الصفحة غير موجودة', 'عذرًا، الصفحة التي تبحث عنها غير موجودة أو تم حذفها.'],
};

const STATUS_TEXT: Record<number, string> = {
  404: '404 Not Found',
  410: '410 Gone',
  451: '451 Unavailable For Legal Reasons',
};

/** The site's own "not found" page, in the language of the path. */
export function notFoundPage(language: Language): string {
  const [title, text] = NOT_FOUND[language];
  const body = `<h1>${title}</h1><p>${text}</p><p><a href="/">↩</a></p>`;
  return layOut({ language, title, description: title, body });
}

/** A bare server's page for a status. */
export function statusPage(status: number): string {
  const text = STATUS_TEXT[status] ?? String(status);
  return `<html>\n<head><title>${text}</title></head>\n<body>\n<center><h1>${text}</h1></center>\n<hr><center>nginx</center>\n</body>\n</html>\n`;
}

/** The form behind which a walled page stands. */
export const LOGIN_PAGE = layOut({
  language: 'zh',
  title: '用户登录',
  description: '用户登录',
  body: `<h1>用户登录</h1><p>您访问的内容需要登录后查看，请输入用户名和密码。</p>
<form method="post" action="/login"><label>用户名 <input name="user" autocomplete="username"></label>
<label>密码 <input name="password" type="password" autocomplete="current-password"></label>
<button>登录</button></form>`,
});
