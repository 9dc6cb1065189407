// What a page says and hears beside plain GETs: WebSockets, events, beacons, forms and files, workers,
// frames of other sites; and what it has that never went over the network.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueCertificate } from './certificates.js';
import { type Http2Server, serveHttp2 } from './http2-server.js';
import type { RawServer } from './raw-server.js';
import { ok, page, row, Site } from './site.js';
import type { Seen } from './visiting.js';
import {
  BINARY,
  CLOSE,
  compressed,
  type Frame,
  listen,
  PING,
  TEXT,
  upgrade,
  write,
} from './websocket-server.js';

const say = (opcode: number, text: string | Buffer, more: Partial<Frame> = {}): Frame => ({
  opcode,
  fin: true,
  rsv: 0,
  payload: Buffer.from(text),
  ...more,
});

/** Whole, in fragments with a ping between, binary, compressed, long enough for both long lengths. */
const TOLD: readonly Frame[] = [
  say(TEXT, '等待时间两周'),
  say(TEXT, '分', { fin: false }),
  say(PING, 'ping'),
  say(0, '段', { fin: false }),
  say(0, 'مدة'),
  say(BINARY, Buffer.from([0, 255, 128])),
  say(TEXT, compressed('压缩'.repeat(50)), { rsv: 4 }),
  say(TEXT, '长'.repeat(100)),
  say(BINARY, Buffer.alloc(1_500_000, 7)),
  say(TEXT, ''),
  say(TEXT, '再见'),
];

const TALK = `
const ws=new WebSocket('ws://donghai.test/ws');
ws.onopen=()=>{ws.send('你好');ws.send(new Uint8Array(70000).map((_,i)=>i*7))};
ws.onmessage=e=>{if(e.data==='再见')ws.close(1000,'完')};
new WebSocket('ws://donghai.test/refused');new WebSocket('ws://donghai.test/wrong-key');
const es=new EventSource('/events');es.onmessage=()=>{};
navigator.sendBeacon('/beacon',new Blob(['信标']));
fetch('/kept',{method:'POST',keepalive:true,body:'保持'});
fetch('/form',{method:'POST',body:new URLSearchParams({城市:'东海',天:'14'})});
const form=new FormData();form.set('姓名','阿依');form.set('照片',new File([new Uint8Array([137,80,0,255])],'照片.png',{type:'image/png'}));
fetch('/multipart',{method:'POST',body:form});
fetch('/blob',{method:'PUT',body:new Blob([new Uint8Array(200000).fill(9)])});
fetch('/stream',{method:'POST',duplex:'half',body:new Blob(['流']).stream()}).catch(()=>{});
document.forms[0].submit();
fetch('http://other.test/cross',{method:'PATCH',headers:{'X-Own':'1'},body:'补'}).then(r=>r.text());
new Worker('/worker.js');new SharedWorker('/shared.js');new Worker('/module.js',{type:'module'});
new Worker(URL.createObjectURL(new Blob(["fetch('http://donghai.test/from-blob')"])));
document.images[0].src=URL.createObjectURL(new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>'],{type:'image/svg+xml'}));
`;
const BODY = `<p>东海医院<img alt="画"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<iframe src="/near"></iframe><iframe src="http://other.test/far"></iframe><iframe name="answer"></iframe>
<iframe src="data:text/html,<p>datum"></iframe><iframe src="/strict"></iframe>
<form action="/submitted" method="post" enctype="multipart/form-data" target="answer"><input name="愿" value="是"></form>`;

const ECHO = ok('text/plain', '收到');
const ALLOW = [
  'Access-Control-Allow-Origin: *',
  'Access-Control-Allow-Methods: PATCH',
  'Access-Control-Allow-Headers: x-own',
];

const site = new Site();
let plain: RawServer;
let other: RawServer;
let h2: Http2Server;
/** What the servers heard over WebSockets, by address. */
const heard = new Map<string, Frame[]>();

beforeAll(async () => {
  const rows = {
    '/': page(TALK, BODY),
    '/files': page(
      '',
      '<nav><a href="/f/more.xls">更多</a></nav><main><a href="/f/价格.pdf#page=2">价格</a> <a href="/f/large.zip">全部</a> <a href="http://other.test/f/far.pdf">بعيد</a> <a hidden href="/f/hidden.pdf">暗</a></main>',
    ),
    '/f/%E4%BB%B7%E6%A0%BC.pdf': ok('application/pdf', '%PDF 六十五万元'),
    '/f/large.zip': ok('application/zip', Buffer.alloc(2_000_000, 7)),
    '/strict-files': ok('text/html; charset=utf-8', '<p>严 <a href="/f/large.zip">全部</a>', [
      "Content-Security-Policy: default-src 'none'",
    ]),
    '/near': page('', '<p>近'),
    '/far': page(`fetch('/far-data')`, '<p>بعيد'),
    '/far-data': ECHO,
    '/strict': ok('text/html; charset=utf-8', '<p>严<img src="/forbidden.png">', [
      "Content-Security-Policy: img-src 'none'",
    ]),
    '/ws': (request: Parameters<typeof upgrade>[0]) =>
      upgrade(request, TOLD, (frames) => heard.set('ws://donghai.test/ws', frames)),
    '/refused': row(['HTTP/1.1 403 Forbidden', 'Content-Length: 6'], '不行', { end: 'close' }),
    '/wrong-key': row([
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=',
    ]),
    // Told to come back in an hour, the browser does not come back within the visit.
    '/events': row(
      ['HTTP/1.1 200 OK', 'Content-Type: text/event-stream', 'Connection: close'],
      'retry: 3600000\n\nid: 1\ndata: 一\n\ndata: اثنان\n\n',
      { end: 'close' },
    ),
    '/worker.js': ok('text/javascript', `importScripts('/part.js');fetch('/from-worker')`),
    '/part.js': ok('text/javascript', '/* 部分 */'),
    '/shared.js': ok('text/javascript', `fetch('/from-shared')`),
    '/module.js': ok('text/javascript', `import '/imported.js'`),
    '/imported.js': ok('text/javascript', `fetch('/from-module')`),
    '/cross': ({ method }: { method: string }) =>
      method === 'OPTIONS'
        ? row(['HTTP/1.1 204 No Content', ...ALLOW])
        : ok('text/plain', '跨', ALLOW),
    ...Object.fromEntries(
      [
        ...['/beacon', '/kept', '/form', '/multipart', '/blob', '/stream', '/submitted'],
        ...['/from-worker', '/from-shared', '/from-blob', '/from-module'],
      ].map((path) => [path, path === '/from-blob' ? ok('text/plain', '收到', ALLOW) : ECHO]),
    ),
  };
  plain = await site.serve(['donghai.test'], rows);
  other = await site.serve(['other.test'], rows);
  const certificate = issueCertificate(site.directory, 'h2.test');
  site.trust(certificate);
  h2 = await serveHttp2(certificate, {
    '/': (stream) => {
      stream.respond({ ':status': 200, 'content-type': 'text/html; charset=utf-8' });
      stream.end(`<!doctype html><link rel="icon" href="data:,"><p>二<script>
const ws=new WebSocket('wss://h2.test/ws');ws.onopen=()=>ws.send('二号');ws.onmessage=e=>{if(e.data==='再见')ws.close(1000)};
fetch('/stream',{method:'POST',duplex:'half',body:new Blob(['流','动']).stream()});
fetch('/large',{method:'POST',body:new Uint8Array(150000).fill(66)});
navigator.serviceWorker.register('/sw.js');</script>`);
    },
    '/ws': (stream) => {
      stream.respond({ ':status': 200 });
      for (const frame of TOLD.filter(({ rsv }) => rsv === 0)) stream.write(write(frame));
      heard.set('wss://h2.test/ws', listen(stream).heard);
    },
    '/stream': (stream) => stream.respond({ ':status': 204 }, { endStream: true }),
    '/large': (stream) => stream.respond({ ':status': 204 }, { endStream: true }),
  });
  site.add(['h2.test'], h2);
});
afterAll(() => site.close());

/** The frames as kept: each direction by itself, parts of long payloads put together. */
function framesOf(seen: Seen, url: string): { sent: Frame[]; received: Frame[] } {
  const found: { sent: Frame[]; received: Frame[] } = { sent: [], received: [] };
  const lines = seen.bytes(seen.exchange(url).frames)?.toString().trimEnd().split('\n') ?? [];
  let parts: Buffer[] = [];
  for (const line of lines) {
    const { at, direction, opcode, fin, rsv = 0, leftBytes = 0, payload } = JSON.parse(line);
    expect(Number.isNaN(Date.parse(at))).toBe(false);
    parts.push(Buffer.from(payload, 'base64'));
    if (leftBytes > 0) continue;
    found[direction as 'sent' | 'received'].push({
      ...{ opcode, fin, rsv },
      payload: Buffer.concat(parts),
    });
    parts = [];
  }
  return found;
}

const short = (frames: readonly Frame[]) =>
  frames.map(({ payload, ...rest }) => ({
    ...rest,
    size: payload.length,
    payload: createHash('sha256').update(payload).digest('hex'),
  }));

describe('files a page links to', () => {
  const LIMITS = { most: 2, maxBytes: 1_000 };

  it('are fetched when it has been read, within the limits, and what was not is listed', async () => {
    const { visit, exchange, exchanges, bytes } = await (await site.visitor()).see(
      'http://donghai.test/files',
      { linkedFiles: LIMITS },
    );
    const list = exchange('http://donghai.test/f/%E4%BB%B7%E6%A0%BC.pdf');
    expect(list).toMatchObject({ status: 200, resourceType: 'linked', truncated: null });
    expect(bytes(list.responseBody)?.toString()).toBe('%PDF 六十五万元');
    expect(exchange('http://donghai.test/f/large.zip')).toMatchObject({ resourceType: 'linked' });
    expect(exchange('http://donghai.test/f/large.zip').truncated).not.toBeNull();
    expect(exchanges('http://donghai.test/f/more.xls')).toEqual([]);
    expect(exchanges('http://other.test/f/far.pdf')).toEqual([]);
    expect(visit.notCaptured).toContainEqual({
      url: 'http://donghai.test/f/more.xls',
      reason: 'a linked file: 2 were fetched, which is the limit',
    });
    expect(visit.mainExchange).toBe(0);
  });

  it('are listed where the page’s own policy forbids the request', async () => {
    const { visit, exchanges } = await (await site.visitor()).see(
      'http://donghai.test/strict-files',
      { linkedFiles: LIMITS },
    );
    expect(exchanges('http://donghai.test/f/large.zip')).toEqual([]);
    expect(visit.notCaptured).toContainEqual({
      url: 'http://donghai.test/f/large.zip',
      reason: expect.stringContaining('Content-Security-Policy'),
    });
  });

  it('are left alone where nobody asked for them', async () => {
    const seen = await (await site.visitor()).see('http://donghai.test/files');
    expect(seen.visit.exchanges).toHaveLength(1);
  });
});

describe('a talking page', () => {
  it('is recorded with all it says and hears', async () => {
    const seen = await (await site.visitor()).see('http://donghai.test/');
    const at = (path: string, method?: string) =>
      seen.exchange(`http://donghai.test${path}`, method);

    const { sent, received } = framesOf(seen, 'ws://donghai.test/ws');
    const browserSaid = heard.get('ws://donghai.test/ws') ?? [];
    expect(short(received).slice(0, TOLD.length)).toEqual(short(TOLD));
    expect(received.at(-1)).toMatchObject({ opcode: CLOSE });
    expect(browserSaid.map(({ opcode }) => opcode).sort()).toEqual(
      [TEXT, BINARY, CLOSE, 10].sort(),
    );
    expect(short(sent)).toEqual(short(browserSaid));
    expect(seen.exchange('ws://donghai.test/ws')).toMatchObject({
      status: 101,
      error: null,
      truncated: null,
      resourceType: 'other',
    });
    const refused = seen.exchange('ws://donghai.test/refused');
    expect(refused.status).toBe(403);
    expect(refused.frames).toBeUndefined();
    expect(seen.bytes(refused.responseBody)?.toString()).toBe('不行');
    expect(seen.exchange('ws://donghai.test/wrong-key')).toMatchObject({ status: 101 });
    expect(seen.exchange('ws://donghai.test/wrong-key').error).not.toBeNull();

    expect(seen.bytes(at('/events').responseBody)?.toString()).toBe(
      'retry: 3600000\n\nid: 1\ndata: 一\n\ndata: اثنان\n\n',
    );
    for (const path of ['/beacon', '/kept', '/form', '/multipart', '/blob', '/submitted']) {
      const server = plain.asked.find(({ place }) => place === `donghai.test${path}`);
      expect(at(path).requestHead, path).toBe(server?.head);
      expect(seen.bytes(at(path).requestBody)?.equals(server?.body ?? Buffer.alloc(0)), path).toBe(
        true,
      );
      expect(server?.body.length, path).toBeGreaterThan(5);
    }
    expect(seen.bytes(at('/multipart').requestBody)?.includes(Buffer.from([137, 80, 0, 255]))).toBe(
      true,
    );
    expect(seen.exchange('http://other.test/cross', 'OPTIONS').resourceType).toBe('preflight');
    expect(
      seen.bytes(seen.exchange('http://other.test/cross', 'PATCH').requestBody)?.toString(),
    ).toBe('补');
    const byWorkers = ['/worker.js', '/part.js', '/shared.js', '/module.js', '/imported.js'];
    for (const path of [
      ...byWorkers,
      '/from-worker',
      '/from-shared',
      '/from-module',
      '/from-blob',
    ]) {
      expect(at(path).status, path).toBe(200);
    }
    expect(at('/near').resourceType).toBe('frame');
    expect(seen.exchange('http://other.test/far').resourceType).toBe('frame');
    expect(seen.exchange('http://other.test/far-data').status).toBe(200);
    expect(other.asked.length).toBe(4);

    // What was made on the spot is in the scripts and pages that made it; nothing of it is missing.
    expect(seen.visit.exchanges.filter(({ url }) => /^(?:data|blob):/.test(url))).toEqual([]);
    const missing = new Map(seen.visit.notCaptured.map(({ url, reason }) => [url, reason]));
    expect(missing.get('http://donghai.test/forbidden.png')).toContain('Content-Security-Policy');
    expect(at('/stream')).toMatchObject({
      responseHead: null,
      error: 'ERR_ALPN_NEGOTIATION_FAILED',
    });
    expect(missing.get('http://donghai.test/stream')).toContain('HTTP/2 only');
    expect([...missing.keys()].sort()).toEqual(
      ['http://donghai.test/forbidden.png', 'http://donghai.test/stream'].sort(),
    );
  });

  it('over HTTP/2 too', async () => {
    const seen = await (await site.visitor()).see('https://h2.test/');
    const ws = seen.exchange('wss://h2.test/ws');
    expect(ws).toMatchObject({ protocol: 'h2', status: 200, error: null, truncated: null });
    expect(ws.requestHead).toMatch(
      /^CONNECT \/ws HTTP\/1\.1\r\nHost: h2\.test\r\nUpgrade: websocket\r\n/,
    );
    const { sent, received } = framesOf(seen, 'wss://h2.test/ws');
    const told = TOLD.filter(({ rsv }) => rsv === 0);
    expect(short(received).slice(0, told.length)).toEqual(short(told));
    expect(short(sent)).toEqual(short(heard.get('wss://h2.test/ws') ?? []));
    expect(sent.length).toBe(3);
    for (const path of ['/stream', '/large']) {
      const server = h2.asked.get(`POST ${path}`)?.body ?? Buffer.alloc(0);
      const kept = seen.bytes(seen.exchange(`https://h2.test${path}`).requestBody);
      expect(kept?.equals(server), path).toBe(true);
      expect(server.length, path).toBeGreaterThan(5);
    }
    expect(seen.exchanges('https://h2.test/sw.js')).toEqual([]);
    expect(seen.visit.notCaptured).toEqual([
      {
        url: 'https://h2.test/',
        reason: 'its service worker was not started: none is, in any visit',
      },
    ]);
  });
});
