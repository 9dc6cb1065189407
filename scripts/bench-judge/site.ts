// All the sites of the scenarios behind one port of this machine, in HTTP and in TLS: each host has
// a page in its layout, a front page, other articles, pictures, an error page of its own.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, createServer as createRawServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import { encode } from './encode.js';
import { pdf, picture } from './files.js';
import { LAYOUTS, type Layout } from './layouts.js';
import { frameOf } from './noise.js';
import type { Page } from './page.js';
import { chance } from './random.js';
import type { Answer, Asked, Face, Scenario } from './scenario.js';
import { notFoundWords, topicOf, wordsOf } from './texts/topics.js';

/** A host as the server keeps it. */
export interface Host {
  readonly scenario: Scenario;
  readonly name: string;
  readonly path: string;
  readonly page: Page;
  face: Face;
  visits: number;
}

export interface Sites {
  readonly port: number;
  readonly closedPort: number;
  add(scenario: Scenario): Host;
  close(): Promise<void>;
}

export function layoutOf(name: string): Layout {
  const found = LAYOUTS.find((layout) => layout.name === name);
  if (found === undefined) throw new Error(`there is no layout ${name}`);
  return found;
}

/** The page of a scenario while nobody has touched it. */
export function pageOf(scenario: Scenario): Page {
  const pick = chance(scenario.id);
  const words = wordsOf(scenario.script);
  const topic = topicOf(scenario.script, scenario.topic).make(pick);
  const site = pick.pick(words.names);
  const nav = words.nav.map((text, index) => ({
    text,
    href: index === 0 ? '/' : `/list/${index}.html`,
  }));
  const side = pick.shuffle(words.pool).slice(0, 10);
  return {
    script: scenario.script,
    site,
    title: `${topic.heading}${pick.pick([' - ', '_', ' | '])}${site}`,
    heading: topic.heading,
    date: topic.date,
    nav,
    blocks: topic.blocks,
    side: side.map((text) => ({ text, href: `/article/${words.pool.indexOf(text) + 100}.html` })),
    languages: words.languages,
    contact: words.contact,
    footer: words.footer,
    description: `${site} ${topic.heading}`,
    robots: '',
    analytics: Array.from({ length: 4 }, () => (2 ** 31 + pick.below(2 ** 31)).toString(16)).join(
      '',
    ),
    claims: topic.claims,
  };
}

const PATHS = [
  '/content/2024-03/18/content_11873.html',
  '/yzzx/jianjie/202405/t20240517_3341.shtml',
  '/info/1021/4467.htm',
  '/services/transplant/',
  '/about/centre.html',
  '/newsshow.asp?id=2291',
  '/article/detail?aid=88213',
];
const APPLICATION_PATHS = ['/service/transplant', '/detail/88213', '/p/centre-intro'];

/** Starts the server; every host added is served from then on. */
export async function startSites(): Promise<Sites> {
  const hosts = new Map<string, Host>();
  const open = new Set<Socket>();
  const http = createServer((request, response) => {
    const name = (request.headers.host ?? '').replace(/:\d+$/, '');
    // What moved to another domain is served from there as well.
    const host =
      hosts.get(name) ??
      [...hosts.values()].find(
        (one) => one.face.moved === 'domain' && movedName(one.name) === name,
      );
    answer(host, name, request, response).catch((error: unknown) => {
      response.destroy();
      console.error(`the site of the scenarios failed at ${name}${request.url}:`, error);
    });
  });
  const tls = createTlsServer(makeCertificate());
  tls.on('secureConnection', (socket: TLSSocket) => http.emit('connection', socket));
  tls.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve));
  const raw = createRawServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => undefined);
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      // A TLS handshake begins with the record type 22 (RFC 8446 §5.1). A TLS socket reads from the
      // system and not what was put back, so it gets a connection of its own.
      if (first[0] === 22) {
        const inner = connect(portOf(tls), '127.0.0.1').on('error', () => socket.destroy());
        socket.once('close', () => inner.destroy());
        socket.pipe(inner).pipe(socket);
      } else {
        http.emit('connection', socket);
        socket.resume();
      }
    });
  });
  await new Promise<void>((resolve) => raw.listen(0, '0.0.0.0', resolve));
  const closed = createRawServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const closedPort = portOf(closed);
  await new Promise((resolve) => closed.close(resolve));
  return {
    port: portOf(raw),
    closedPort,
    add(scenario) {
      const pick = chance(`host ${scenario.id}`);
      const name = `${pick.pick(['www', 'www', 'm', 'en', 'hosp'])}.${pick.pick(['kn', 'yy', 'tx', 'rh', 'med', 'care'])}${pick.below(1e8).toString(36)}.test`;
      const paths = scenario.layout === 'application' ? APPLICATION_PATHS : PATHS;
      const host: Host = {
        scenario,
        name,
        path: scenario.watch ?? pick.pick(paths),
        page: pageOf(scenario),
        face: {},
        visits: 0,
      };
      hosts.set(name, host);
      return host;
    },
    async close() {
      for (const socket of open) socket.destroy();
      await Promise.all([raw, tls].map((one) => new Promise((resolve) => one.close(resolve))));
    },
  };
}

function portOf(server: { address(): unknown }): number {
  return (server.address() as { port: number }).port;
}

/** The domain a site moves to. */
export function movedName(name: string): string {
  return name.replace(/^.*\.(.*)\.test$/, 'www.$1-hospital.test');
}

/** A certificate nobody vouches for. */
function makeCertificate(): { key: Buffer; cert: Buffer } {
  const dir = mkdtempSync(join(tmpdir(), 'vestige-bench-judge-'));
  try {
    const [key, cert] = [join(dir, 'site.key'), join(dir, 'site.pem')];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    const files = ['-keyout', key, '-out', cert];
    execFileSync('openssl', ['req', '-x509', ...curve, '-subj', '/CN=site.test', ...files], {
      stdio: 'ignore',
    });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

async function answer(
  host: Host | undefined,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url ?? '/';
  const asked: Asked = {
    host: name,
    path,
    page: host?.path ?? '/',
    cookie: request.headers.cookie ?? '',
  };
  if (host === undefined) return send(response, elsewhere(asked));
  const onOtherDomain = host.name !== name;
  const special = onOtherDomain
    ? null
    : path === host.path
      ? (respond(host.face.page, asked) ?? respond(host.face.site, asked))
      : isDocument(path)
        ? respond(host.face.site, asked)
        : null;
  if (special !== null) return send(response, special, layoutOf(host.scenario.layout).server);
  await send(response, await healthyAnswer(host, asked), layoutOf(host.scenario.layout).server);
}

function respond(how: Face['page'], asked: Asked): Answer | null {
  return typeof how === 'function' ? how(asked) : (how ?? null);
}

const isDocument = (path: string) =>
  !/\.(png|jpg|gif|ico|css|js|pdf|mp4|txt|xml)(\?|$)|^\/api\//.test(path);

/** Sites nobody watches, to which others lead. */
function elsewhere({ host, path }: Asked): Answer {
  if (!isDocument(path)) return { status: 404, body: '' };
  return {
    body: `<!doctype html><meta charset="utf-8"><title>${host}</title><h1>${host}</h1><p>${host}${path}</p>`,
  };
}

async function healthyAnswer(host: Host, asked: Asked): Promise<Answer> {
  const { face, scenario } = host;
  const layout = layoutOf(face.layout ?? scenario.layout);
  const path = asked.path.split('?')[0] ?? '/';
  if (path === '/api/view') {
    const wanted = new URLSearchParams(asked.path.split('?')[1]).get('path') ?? '/';
    const page = pageAt(host, wanted) ?? missing(host);
    return {
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: layout.data?.(page, frame(host)) ?? '',
    };
  }
  if (/\.(png|jpg|gif)$/.test(path)) {
    const name = face.pictures === undefined ? path : face.pictures(path);
    if (name === null) return { status: 404, body: '' };
    return {
      headers: { 'content-type': 'image/jpeg' },
      body: await picture(name, name.endsWith('#low') ? 45 : 80),
    };
  }
  if (path.endsWith('.pdf'))
    return {
      headers: { 'content-type': 'application/pdf' },
      body: pdf(
        `${host.name}\n${path}\nTransplant patients: notes for admission\nDeposit 200,000 RMB. Average waiting time two weeks.`,
      ),
    };
  if (path === '/robots.txt')
    return {
      headers: { 'content-type': 'text/plain' },
      body: 'User-agent: *\nDisallow: /admin/\nSitemap: /sitemap.xml\n',
    };
  const isPage = asked.path === host.path;
  if (isPage) host.visits += 1;
  const page = pageAt(host, asked.path);
  if (page === null && !isDocument(asked.path)) return { status: 404, body: '' };
  const html = layout.render(page ?? missing(host), frame(host));
  const status =
    page === null && layout.data === undefined ? 404 : isPage ? (face.status ?? 200) : 200;
  const sent = isPage && face.markup !== undefined ? face.markup(html) : html;
  const label = layout.charset === 'gbk' ? 'text/html' : `text/html; charset=${layout.charset}`;
  return {
    status,
    headers: { 'content-type': label, ...(isPage ? face.headers : {}) },
    body: encode(sent, layout.charset),
  };
}

function frame(host: Host) {
  const { scenario } = host;
  return frameOf(host.name, scenario.noise, host.visits, wordsOf(scenario.script).pool);
}

/** The watched page as it stands, the front page, an article, or null. */
function pageAt(host: Host, path: string): Page | null {
  const { moved } = host.face;
  if (moved === 'address' && path === '/moved/article.html') return host.page;
  if (path === host.path) return (host.face.edit ?? ((page: Page) => page))(host.page);
  const words = wordsOf(host.scenario.script);
  if (path === '/' || /^\/index\.(html?|asp|php)$/.test(path)) {
    const items = words.pool.map((text, index) => ({ text, href: `/article/${index + 100}.html` }));
    return {
      ...host.page,
      title: host.page.site,
      heading: host.page.site,
      date: '',
      blocks: [{ kind: 'links', items }],
    };
  }
  const other = /^\/other\/(\d+)\.html$/.exec(path);
  if (other !== null) {
    const topics = ['centre', 'news', 'doctor', 'prices', 'package', 'fees', 'report', 'paper'];
    const found = topics.flatMap((name) => topicOf(host.scenario.script, name, true) ?? []);
    const topic = found[Number(other[1]) % found.length]?.make(chance(`${host.name} ${path}`));
    if (topic !== undefined)
      return { ...host.page, ...topic, title: `${topic.heading} - ${host.page.site}` };
  }
  const article = /^\/(?:article|list|hot|special)\/(\d+)\.html/.exec(path);
  if (article === null) return null;
  const heading = words.pool[(Number(article[1]) + 16) % words.pool.length] ?? '';
  return {
    ...host.page,
    title: `${heading} - ${host.page.site}`,
    heading,
    blocks: [
      { kind: 'p', text: `${heading}。${host.page.site}` },
      { kind: 'p', text: host.page.contact },
    ],
  };
}

/** The site's own error page. */
export function missing(host: Pick<Host, 'page'>): Page {
  const [title, text] = notFoundWords(host.page.script);
  return { ...host.page, title, heading: title, date: '', blocks: [{ kind: 'p', text }] };
}

async function send(
  response: ServerResponse,
  { status = 200, headers = {}, body = '', line }: Answer,
  server = 'nginx',
): Promise<void> {
  const socket = response.socket;
  if (line === 'hang') return;
  if (line === 'reset') {
    if (socket instanceof TLSSocket) socket.destroy();
    else socket?.resetAndDestroy();
    return;
  }
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.statusCode = status;
  response.setHeader('server', server);
  response.setHeader('content-type', 'text/html; charset=utf-8');
  for (const [name, value] of Object.entries(headers))
    response.setHeader(name, value as string | string[]);
  response.setHeader('content-length', bytes.length);
  response.setHeader('connection', 'close');
  if (line === 'cut') {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
    setImmediate(() => socket?.destroy());
    return;
  }
  response.end(bytes);
}
