// One page, laid out as six kinds of sites lay theirs out.
import type { Charset } from './encode.js';
import { above, beside, type Frame, related, views } from './noise.js';
import type { Block, Link, Page, Script } from './page.js';

export interface Layout {
  readonly name: string;
  readonly scripts: readonly Script[];
  readonly charset: Charset;
  readonly server: string;
  readonly render: (page: Page, frame: Frame) => string;
  /** For pages that a script writes: what it fetches. */
  readonly data?: (page: Page, frame: Frame) => string;
}

const LANG: Record<Script, string> = { hans: 'zh-CN', hant: 'zh-TW', en: 'en', ar: 'ar' };

const link = ({ text, href }: Link) => `<a href="${href}">${text}</a>`;

export function block(one: Block): string {
  if (one.kind === 'p') {
    return one.style === undefined
      ? `<p>${one.text}</p>`
      : `<p style="${one.style}">${one.text}</p>`;
  }
  if (one.kind === 'h') return `<h3>${one.text}</h3>`;
  if (one.kind === 'html') return one.html;
  if (one.kind === 'list')
    return `<ul>${one.items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
  if (one.kind === 'links')
    return `<ul>${one.items.map((item) => `<li>${link(item)}</li>`).join('')}</ul>`;
  if (one.kind === 'image')
    return `<p><img src="${one.src}" alt="${one.alt}" width="480" height="300"></p>`;
  if (one.kind === 'file') return `<p><a href="${one.href}">${one.text}</a></p>`;
  if (one.kind === 'video')
    return `<p><video src="${one.src}" title="${one.alt}" controls preload="none" width="480" height="270"></video></p>`;
  const cells = (row: readonly string[], tag: string) =>
    row.map((cell) => `<${tag}>${cell}</${tag}>`).join('');
  return `<table border="1"><tr>${cells(one.head, 'th')}</tr>${one.rows
    .map((row) => `<tr>${cells(row, 'td')}</tr>`)
    .join('\n')}</table>`;
}

const main = (page: Page) => page.blocks.map(block).join('\n');

function head(page: Page, charset: string, extra = ''): string {
  const robots = page.robots === '' ? '' : `<meta name="robots" content="${page.robots}">\n`;
  const alternates = page.languages
    .map(({ lang, href }) => `<link rel="alternate" hreflang="${lang}" href="${href}">`)
    .join('\n');
  const analytics =
    page.analytics === ''
      ? ''
      : `<script>var _hmt = _hmt || [];
(function() { var hm = document.createElement("script"); hm.src = "https://hm.baidu.com/hm.js?${page.analytics}"; window.hm = hm; })();</script>`;
  return `<meta http-equiv="Content-Type" content="text/html; charset=${charset}">
<title>${page.title}</title>
<meta name="description" content="${page.description}">
${robots}${alternates}
${extra}${analytics}`;
}

const languages = (page: Page) =>
  page.languages.map(({ text, href }) => `<a class="lang" href="${href}">${text}</a>`).join(' | ');

/** Tables within tables, as Chinese hospital sites of 2008 are, in GBK under the label gb2312. */
const tables: Layout['render'] = (
  page,
  frame,
) => `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<HTML><HEAD>${head(page, 'gb2312', '<style>td{font-size:12px}.content{font-size:14px;line-height:24px}</style>')}</HEAD>
<BODY topmargin="0"><center><table width="980" border="0" cellspacing="0">
<tr><td><img src="/images/top.png" width="980" height="120" alt="${page.site}"></td></tr>
<tr><td bgcolor="#0066aa">${page.nav.map(link).join(' | ')}　${languages(page)}</td></tr>
<tr><td>${above(page, frame)}</td></tr>
<tr><td><table width="100%"><tr><td width="200" valign="top"><table>${related(page, frame)
  .map((one) => `<tr><td>·${link(one)}</td></tr>`)
  .join('')}</table>${beside(page, frame)}</td>
<td valign="top">${crumbs(page)}<center><font size="4"><b>${page.heading}</b></font></center>
<div align="center">${page.date} ${views(page, frame)}</div><div class="content">${main(page)}</div></td></tr></table></td></tr>
<tr><td align="center">${page.contact}<br>${page.footer}</td></tr></table></center></BODY></HTML>`;

const crumbs = (page: Page) =>
  page.nav[0] === undefined
    ? ''
    : `<div class="position">${link(page.nav[0])} &gt; ${page.heading}</div>`;

/** A portal of today: header, article, aside, footer. */
const portal: Layout['render'] = (
  page,
  frame,
) => `<!doctype html><html lang="${LANG[page.script]}"${page.script === 'ar' ? ' dir="rtl"' : ''}><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width">${head(page, 'utf-8', '<style>body{font-family:sans-serif;margin:0}.wrap{display:grid;grid-template-columns:3fr 1fr;gap:2em;max-width:1200px;margin:auto}</style>')}</head>
<body><header><div class="logo"><a href="/"><img src="/images/logo.png" alt="${page.site}" width="200" height="50"></a></div><div class="tools">${languages(page)}</div>
<nav><ul>${page.nav.map((one) => `<li>${link(one)}</li>`).join('')}</ul></nav></header>${above(page, frame)}
<div class="wrap"><main><article><h1>${page.heading}</h1><div class="meta"><time>${page.date}</time> ${views(page, frame)}</div>
${main(page)}</article></main><aside><ul>${related(page, frame)
  .map((one) => `<li>${link(one)}</li>`)
  .join('')}</ul>${beside(page, frame)}</aside></div>
<footer><p>${page.contact}</p><p>${page.footer}</p></footer></body></html>`;

/** WordPress with a bought theme. */
const wordpress: Layout['render'] = (
  page,
  frame,
) => `<!DOCTYPE html><html lang="${LANG[page.script]}"><head><meta charset="UTF-8">
${head(page, 'UTF-8', '<meta name="generator" content="WordPress 6.4.3"><link rel="https://api.w.org/" href="/wp-json/"><style>body{margin:0 auto;max-width:1140px;font-family:Georgia}</style>')}</head>
<body class="page-template-default page page-id-${frame.pool.length * 7} wp-custom-logo">
<div id="page" class="site"><a class="skip-link screen-reader-text" href="#content">Skip to content</a>
<header id="masthead"><p class="site-title"><a href="/">${page.site}</a></p>${languages(page)}
<nav id="site-navigation"><ul id="primary-menu">${page.nav.map((one) => `<li class="menu-item">${link(one)}</li>`).join('')}</ul></nav></header>
${above(page, frame)}<div id="content"><main><article class="hentry"><h1 class="entry-title">${page.heading}</h1><div class="entry-meta">${page.date} ${views(page, frame)}</div>
<div class="entry-content">${main(page)}</div></article></main>
<div id="secondary" class="widget-area"><section class="widget"><h2>Recent posts</h2><ul>${related(
  page,
  frame,
)
  .map((one) => `<li>${link(one)}</li>`)
  .join('')}</ul></section>${beside(page, frame)}</div></div>
<footer class="site-footer"><div>${page.contact}</div><div class="site-info">${page.footer} · Proudly powered by WordPress</div></footer></div></body></html>`;

/** A clinic's page from right to left. */
const clinic: Layout['render'] = (
  page,
  frame,
) => `<!DOCTYPE html><html dir="rtl" lang="ar"><head><meta charset="utf-8">${head(page, 'utf-8', '<style>body{font-family:Tahoma;background:#f4f8fa}section{padding:1em}</style>')}</head>
<body><div class="topbar"><span>${page.contact}</span> ${languages(page)}</div>
<div class="navbar"><a class="brand" href="/">${page.site}</a>${page.nav.map(link).join('\n')}</div>${above(page, frame)}
<section class="hero"><h1>${page.heading}</h1><small>${page.date}</small>${views(page, frame)}</section>
<section class="body">${main(page)}</section>
<section class="more"><div class="cards">${related(page, frame)
  .map((one) => `<div class="card">${link(one)}</div>`)
  .join('')}</div>${beside(page, frame)}</section>
<footer>${page.footer}</footer></body></html>`;

/** An application: an empty frame, and a script that fetches what to show. */
const application: Layout['render'] = (
  page,
) => `<!doctype html><html lang="${LANG[page.script]}"><head><meta charset="utf-8">${head(page, 'utf-8')}<link rel="icon" href="data:,"></head><body><div id="app"></div>
<script>
const routes = [{ name: 'NotFound', path: '*', component: 'NotFoundView' }, { name: 'Login', path: '/login' }];
fetch('/api/view?path=' + encodeURIComponent(location.pathname)).then(r => r.json()).then(d => {
  const el = (tag, cls, html) => { const e = document.createElement(tag); e.className = cls; e.innerHTML = html; return e; };
  const app = document.getElementById('app');
  app.append(el('header', 'css-1x9', d.header), el('div', 'css-0k2', d.above), el('main', 'css-77a', d.main), el('aside', 'css-8qq', d.aside), el('footer', 'css-p0', d.footer));
});
</script></body></html>`;

const applicationData = (page: Page, frame: Frame) =>
  JSON.stringify({
    header: `<a href="/">${page.site}</a> ${page.nav.map(link).join(' ')} ${languages(page)}`,
    above: above(page, frame),
    main: `<h1>${page.heading}</h1><div>${page.date} ${views(page, frame)}</div>${main(page)}`,
    aside:
      related(page, frame)
        .map((one) => `<div>${link(one)}</div>`)
        .join('') + beside(page, frame),
    footer: `<div>${page.contact}</div><div>${page.footer}</div>`,
  });

export const LAYOUTS: readonly Layout[] = [
  {
    name: 'tables',
    scripts: ['hans'],
    charset: 'gbk',
    server: 'Microsoft-IIS/7.5',
    render: tables,
  },
  {
    name: 'tables-big5',
    scripts: ['hant'],
    charset: 'big5',
    server: 'Apache/2.2.3 (CentOS)',
    render: (page, frame) => tables(page, frame).replace('charset=gb2312', 'charset=big5'),
  },
  {
    name: 'portal',
    scripts: ['hans', 'hant', 'en', 'ar'],
    charset: 'utf-8',
    server: 'nginx',
    render: portal,
  },
  {
    name: 'wordpress',
    scripts: ['en', 'hant'],
    charset: 'utf-8',
    server: 'LiteSpeed',
    render: wordpress,
  },
  { name: 'clinic', scripts: ['ar'], charset: 'utf-8', server: 'Apache', render: clinic },
  {
    name: 'application',
    scripts: ['hans', 'hant', 'en', 'ar'],
    charset: 'utf-8',
    server: 'openresty',
    render: application,
    data: applicationData,
  },
];
