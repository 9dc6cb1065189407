// A hospital's web site on loopback, over http and https (HTTP/2), that answers in every way a test
// wants and knows every byte it sends.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface LocalSite {
  readonly httpPort: number;
  readonly httpsPort: number;
  /** Speaks TLS with a certificate nobody trusts. */
  readonly untrustedPort: number;
  /** Nobody listens there. */
  readonly closedPort: number;
  /** SHA-256 of the public key of the certificate that counts as good, base64. */
  readonly trustedKey: string;
  /** Request lines with their bodies, as they came. */
  readonly asked: readonly string[];
  /** Resolves when a path has been asked for. */
  whenAsked(path: string): Promise<void>;
  close(): Promise<void>;
}

export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
export const PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);
/** 东海医院 in GBK. */
export const GBK_NAME = Buffer.from('b6abbaa3d2bdd4ba', 'hex');

const PAGE = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>东海医院 肝移植</title>
<meta name="description" content="等待时间"><link rel="canonical" href="/liver"></head><body>
<nav><a href="/about">关于我们</a></nav>
<main><h1>肝移植中心</h1><p>等待时间<b>两周</b>，<a href="/price">费用</a>三十万元。</p>
<p style="display:none">曾经写着一周</p><img src="/i.png" alt="手术室">
<iframe src="/frame" width="400" height="100"></iframe>
<div style="height:3000px"></div><img loading="lazy" src="/lazy.png" width="10" height="10" alt="远处"></main>
<script>fetch('/api?x=1',{method:'POST',body:'城市=东海'});alert('你好');window.open('/popup')</script></body></html>`;
const FRAME =
  '<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><p>مدة الانتظار أسبوعان</p></html>';
export const ARABIC = `<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>مستشفى</title></head><body><main><h1>زراعة الكبد</h1><p>مدة الانتظار <strong>أسبوعان</strong></p></main></body></html>`;

export const PAGE_GZIP = gzipSync(PAGE);

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const html =
  (text: string | Buffer, type = 'text/html; charset=utf-8'): Answer =>
  (response) => {
    response.writeHead(200, { 'Content-Type': type });
    response.end(text);
  };
const empty =
  (status: number): Answer =>
  (response) => {
    response.writeHead(status, { 'Content-Length': '0' });
    response.end();
  };
const redirect =
  (status: number, location: string): Answer =>
  (response) => {
    response.writeHead(status, { Location: location });
    response.end('已搬迁');
  };

const ROUTES: Readonly<Record<string, Answer>> = {
  '/liver': (response) => {
    response.writeHead(200, [
      ...['Content-Type', 'text/html; charset=utf-8', 'content-ENCODING', 'gzip'],
      ...['Set-Cookie', 'a=1; Path=/', 'Set-Cookie', 'b=2; Path=/', 'X-Odd', 'x  y'],
    ]);
    response.end(PAGE_GZIP);
  },
  '/i.png': html(PNG, 'image/png'),
  '/lazy.png': html(PNG, 'image/png'),
  '/frame': html(FRAME),
  '/popup': html('<p>弹出'),
  '/api': empty(204),
  '/gbk': html(
    Buffer.concat([
      Buffer.from('<!doctype html><title>'),
      GBK_NAME,
      Buffer.from('</title><p>'),
      GBK_NAME,
    ]),
    'text/html; charset=gbk',
  ),
  '/ar': html(ARABIC),
  '/r1': redirect(301, '/r2'),
  '/r2': redirect(302, '/r3'),
  '/r3': redirect(307, '/ar'),
  '/loop': redirect(302, '/loop'),
  '/meta': html('<!doctype html><meta http-equiv="refresh" content="0; url=/script"><p>稍候'),
  '/script': html('<!doctype html><p>稍候<script>location.replace("/ar")</script>'),
  '/404': (response) => {
    response.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end('<!doctype html><title>404</title><p>页面不存在</p>');
  },
  '/404-empty': empty(404),
  '/410-empty': empty(410),
  '/204': empty(204),
  '/pdf': html(PDF, 'application/pdf'),
  '/cookie': (response, request) => {
    response.writeHead(200, { 'Content-Type': 'text/html', 'Set-Cookie': 'seen=1' });
    response.end(`<!doctype html><p>cookie:${request.headers.cookie ?? 'none'}</p>`);
  },
  '/guarded': (response) => {
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'",
      'Set-Cookie': 'seen=1',
    });
    response.end('<!doctype html><p>东海医院</p>');
  },
  '/robots.txt': (response, request) => {
    response.writeHead(200, { 'Content-Type': 'text/plain' });
    response.end(`User-agent: *\nDisallow: /cn/\n# ${request.headers.cookie ?? 'no cookie'}`);
  },
  '/reset': (_response, request) => {
    Object.assign(request.socket, { resetAndClosing: true });
    request.socket.destroy();
  },
  '/nothing': (_response, request) => request.socket.end(),
  '/hang': () => {},
  '/large': (response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end(`<!doctype html><p>${'x'.repeat(2_000_000)}`);
  },
  '/cut': (response) => {
    response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Length': '5000' });
    response.write('<!doctype html><p>半页</p>', () => response.socket?.end());
  },
  '/tall': html('<!doctype html><body style="margin:0"><div style="height:16000px">高</div>'),
  '/busy': html('<!doctype html><p>忙</p><script>for(;;){}</script>'),
};

function makeCertificate(directory: string, name: string): { key: Buffer; cert: Buffer } {
  const [key, cert] = [join(directory, `${name}.key`), join(directory, `${name}.crt`)];
  const subject = ['-subj', '/CN=donghai.test', '-addext', 'subjectAltName=DNS:donghai.test'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30'];
  execFileSync('openssl', ['req', '-x509', ...kind, ...subject, '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  });
  return { key: readFileSync(key), cert: readFileSync(cert) };
}

function publicKeyHash(directory: string): string {
  const pem = execFileSync('openssl', [
    ...['x509', '-in', join(directory, 'good.crt'), '-pubkey', '-noout'],
  ]).toString();
  const der = Buffer.from(pem.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64');
  return createHash('sha256').update(der).digest('base64');
}

/** Starts the site; ports are free ones. */
export async function startLocalSite(): Promise<LocalSite> {
  const directory = mkdtempSync(join(tmpdir(), 'vestige-site-'));
  const asked: string[] = [];
  const waiting = new Map<string, () => void>();
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const url = request.url ?? '';
    const path = url.split('?')[0] ?? '';
    let body = '';
    request.on('data', (bytes: Buffer) => {
      body += bytes.toString();
    });
    request.on('end', () => asked.push(`${request.method} ${url} ${body}`.trim()));
    request.resume();
    waiting.get(path)?.();
    (ROUTES[path] ?? empty(404))(response, request);
  };
  const good = makeCertificate(directory, 'good');
  const plain = createServer(handle);
  const secure: Http2SecureServer = createSecureServer(
    { ...good, allowHTTP1: true },
    (request, response) =>
      handle(request as unknown as IncomingMessage, response as unknown as ServerResponse),
  );
  const untrusted = createSecureServer(makeCertificate(directory, 'bad'), (_request, response) =>
    response.end('never seen'),
  );
  const sockets = new Set<Socket>();
  const servers = [plain, secure, untrusted];
  for (const server of servers) {
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  const [httpPort = 0, httpsPort = 0, untrustedPort = 0] = servers.map(
    (server) => (server.address() as AddressInfo).port,
  );
  return {
    httpPort,
    httpsPort,
    untrustedPort,
    closedPort: await findClosedPort(),
    trustedKey: publicKeyHash(directory),
    asked,
    whenAsked: (path) => new Promise((resolve) => waiting.set(path, () => resolve())),
    async close() {
      for (const socket of sockets) socket.destroy();
      for (const server of servers) server.close();
      rmSync(directory, { recursive: true });
    },
  };
}

async function findClosedPort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
