// The local hospital: a real web server on loopback whose pages a test edits, takes down and
// brings back. 东海医院 and all that is said of it are made up.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { drawPicture, encodeGbk, makePdf } from './files.js';
import * as chinese from './pages/chinese.js';
import { ARABIC_PRICES, ENGLISH_TRANSPLANT } from './pages/foreign.js';
import { LOGIN_PAGE, notFoundPage, statusPage } from './pages/notices.js';

/** Paths as a person writes them, not percent-encoded. */
export const PAGES = {
  home: '/',
  transplant: '/zh/移植中心',
  prices: '/zh/价格',
  news: '/zh/news/',
  newsMeeting: '/zh/news/1.html',
  newsHours: '/zh/news/2.html',
  aboutGbk: '/zh/医院简介.html',
  english: '/en/transplant-faq',
  arabic: '/ar/الأسعار',
  pdf: '/files/price-list.pdf',
} as const;

interface Content {
  readonly mediaType: string;
  readonly charset: 'utf-8' | 'gbk' | null;
  readonly body: string | Buffer;
}

type Fault =
  | { readonly kind: 'status'; readonly status: 404 | 410 | 451 }
  | { readonly kind: 'to-home' | 'drop' | 'hang' | 'soft-not-found' | 'login-wall' };

export interface SiteRequest {
  readonly method: string;
  /** Decoded path, without query. */
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingMessage['headers'];
}

export interface Site {
  readonly port: number;
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
  /** Address of a path, percent-encoded; under `host` (which must resolve here) when given. */
  url(path: string, host?: string): string;
  /** Changes a page's text; throws when nothing changed, so that a test cannot edit in vain. */
  edit(path: string, change: (html: string) => string): void;
  /** Puts other bytes in the place of a file. */
  replace(path: string, body: Buffer): void;
  takeDown(path: string, status: 404 | 410 | 451): void;
  /** 302 to the home page. */
  redirectToHome(path: string): void;
  /** The connection is reset without an answer. */
  dropConnection(path: string): void;
  /** No answer, ever. */
  hang(path: string): void;
  /** "Page not found" with status 200. */
  softNotFound(path: string): void;
  /** 302 to a login form that names the page. */
  loginWall(path: string): void;
  /** As it was in the beginning: no fault, no edit. */
  restore(path: string): void;
  /** Every request there was, oldest first. */
  readonly requests: readonly SiteRequest[];
  close(): Promise<void>;
}

/** Starts the local hospital on a free port of loopback. */
export async function startSite(options: { readonly port?: number } = {}): Promise<Site> {
  const original = await originalContents();
  const contents = new Map(original);
  const faults = new Map<string, Fault>();
  const requests: SiteRequest[] = [];
  let views = 4180;

  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://site.invalid');
    const path = decodePath(pathname);
    const { method = 'GET', headers } = request;
    requests.push({ method, path, query: search, headers });
    const fault = faults.get(path);
    const content = contents.get(path);
    if (fault !== undefined) {
      answerFault(request, response, fault, path);
    } else if (content === undefined) {
      send(response, 404, html(notFoundPage(languageOf(path))));
    } else {
      views += 1;
      send(response, 200, withViews(content, views));
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;

  const known = (path: string): Content => {
    const content = contents.get(path);
    if (content === undefined) throw new RangeError(`the site has no ${path}`);
    return content;
  };
  const setFault = (path: string, fault: Fault) => {
    known(path);
    faults.set(path, fault);
  };
  return {
    port,
    origin,
    url: (path, host) =>
      encodeURI(host === undefined ? `${origin}${path}` : `http://${host}${path}`),
    edit(path, change) {
      const content = known(path);
      if (typeof content.body !== 'string') throw new TypeError(`${path} is not a text`);
      const body = change(content.body);
      if (body === content.body) throw new RangeError(`the edit of ${path} changed nothing`);
      contents.set(path, { ...content, body });
    },
    replace: (path, body) => contents.set(path, { ...known(path), charset: null, body }),
    takeDown: (path, status) => setFault(path, { kind: 'status', status }),
    redirectToHome: (path) => setFault(path, { kind: 'to-home' }),
    dropConnection: (path) => setFault(path, { kind: 'drop' }),
    hang: (path) => setFault(path, { kind: 'hang' }),
    softNotFound: (path) => setFault(path, { kind: 'soft-not-found' }),
    loginWall: (path) => setFault(path, { kind: 'login-wall' }),
    restore(path) {
      faults.delete(path);
      contents.set(path, original.get(path) ?? known(path));
    },
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function answerFault(
  request: IncomingMessage,
  response: ServerResponse,
  fault: Fault,
  path: string,
): void {
  switch (fault.kind) {
    case 'status':
      send(response, fault.status, html(statusPage(fault.status)));
      return;
    case 'to-home':
      redirect(response, '/');
      return;
    case 'drop':
      request.socket.resetAndDestroy();
      return;
    case 'hang':
      return;
    case 'soft-not-found':
      send(response, 200, html(notFoundPage(languageOf(path))));
      return;
    case 'login-wall':
      redirect(response, `/login?return=${encodeURIComponent(path)}`);
      return;
  }
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { location, 'content-length': 0 }).end();
}

function send(response: ServerResponse, status: number, content: Content): void {
  const { mediaType, charset, body } = content;
  const bytes = encodeBody(body, charset);
  response.writeHead(status, {
    'content-type': charset === null ? mediaType : `${mediaType}; charset=${charset}`,
    'content-length': bytes.length,
    'cache-control': 'no-cache',
  });
  response.end(bytes);
}

function encodeBody(body: string | Buffer, charset: Content['charset']): Buffer {
  if (typeof body !== 'string') return body;
  return charset === 'gbk' ? encodeGbk(body) : Buffer.from(body, 'utf8');
}

/** A counter of views, as many pages have: different at every visit. */
function withViews(content: Content, views: number): Content {
  if (typeof content.body !== 'string') return content;
  return { ...content, body: content.body.replace('{{views}}', String(views)) };
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

function languageOf(path: string): 'zh' | 'en' | 'ar' {
  if (path.startsWith('/en/')) return 'en';
  return path.startsWith('/ar/') ? 'ar' : 'zh';
}

function html(body: string): Content {
  return { mediaType: 'text/html', charset: 'utf-8', body };
}

const STYLE = `body{font:16px/1.7 "Noto Sans CJK SC","Noto Sans Arabic",sans-serif;max-width:60em;margin:0 auto;padding:0 1em;color:#222}
nav ul{display:flex;flex-wrap:wrap;gap:1em;list-style:none;padding:0}table{border-collapse:collapse;width:100%}
td,th{border:1px solid #bbb;padding:.4em .8em;text-align:start}img{max-width:100%;height:auto}footer{border-top:1px solid #bbb;margin-top:2em}`;
const SCRIPT = `document.documentElement.classList.add('js');`;
const PRICE_LIST = [
  'Donghai Hospital - price list',
  'Liver transplant: RMB 650,000',
  'Kidney transplant: RMB 380,000',
  'Laminar-flow room: RMB 1,800 per day',
];

async function originalContents(): Promise<Map<string, Content>> {
  const png = async (path: string, widthPx: number, heightPx: number, colour: string) => {
    const body = await drawPicture(widthPx, heightPx, colour);
    return [path, { mediaType: 'image/png', charset: null, body }] as const;
  };
  return new Map<string, Content>([
    [PAGES.home, html(chinese.CHINESE_HOME)],
    [PAGES.transplant, html(chinese.CHINESE_TRANSPLANT)],
    [PAGES.prices, html(chinese.CHINESE_PRICES)],
    [PAGES.news, html(chinese.CHINESE_NEWS)],
    [PAGES.newsMeeting, html(chinese.CHINESE_NEWS_MEETING)],
    [PAGES.newsHours, html(chinese.CHINESE_NEWS_HOURS)],
    [PAGES.aboutGbk, { mediaType: 'text/html', charset: 'gbk', body: chinese.CHINESE_ABOUT_GBK }],
    [PAGES.english, html(ENGLISH_TRANSPLANT)],
    [PAGES.arabic, html(ARABIC_PRICES)],
    [PAGES.pdf, { mediaType: 'application/pdf', charset: null, body: makePdf(PRICE_LIST) }],
    ['/login', html(LOGIN_PAGE)],
    ['/style.css', { mediaType: 'text/css', charset: 'utf-8', body: STYLE }],
    ['/app.js', { mediaType: 'text/javascript', charset: 'utf-8', body: SCRIPT }],
    await png('/img/logo.png', 160, 48, '#1f5f8b'),
    await png('/img/building.png', 640, 360, '#b7c4cf'),
    await png('/img/ward.png', 640, 360, '#e6d5b8'),
    await png('/img/meeting.png', 640, 360, '#9a8194'),
  ]);
}
