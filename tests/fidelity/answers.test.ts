// Answers of every kind, over HTTP/1.0, HTTP/1.1 and HTTP/2, plain and over TLS 1.2 and 1.3: what is
// kept is what was sent.
import type { ServerHttp2Stream } from 'node:http2';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueCertificate } from './certificates.js';
import { frame, type Http2Server, literals, serveFrames, serveHttp2 } from './http2-server.js';
import type { RawServer } from './raw-server.js';
import { fetchAll, ok, page, type Row, row, Site } from './site.js';
import type { Seen } from './visiting.js';

const TEXT = '肝移植等待时间：两周。مدة الانتظار أسبوعان. '.repeat(40);
const KEEP = 'Access-Control-Allow-Origin: *';

/** One frame of one block that is not compressed (RFC 8878 §3.1.1). */
function zstd(text: string): Buffer {
  const bytes = Buffer.from(text);
  const header = Buffer.alloc(4 + 1 + 4 + 3);
  header.writeUInt32LE(0xfd2fb528, 0);
  header.writeUInt8(0xa0, 4);
  header.writeUInt32LE(bytes.length, 5);
  header.writeUIntLE(bytes.length * 8 + 1, 9, 3);
  return Buffer.concat([header, bytes]);
}

function coded(coding: string, entity: Buffer): Row {
  return ok('text/plain; charset=utf-8', entity, [`content-ENCODING: ${coding}`, KEEP]);
}

function chunks(pieces: readonly (string | Buffer)[], tail = '0\r\n\r\n'): Buffer[] {
  const framed = pieces.map((piece, i) => {
    const bytes = Buffer.from(piece);
    const extension = i % 2 === 0 ? '' : ';part="二";x';
    const line = Buffer.from(`${bytes.length.toString(16)}${extension}\r\n`);
    return Buffer.concat([line, bytes, Buffer.from('\r\n')]);
  });
  return [...framed, Buffer.from(tail, 'latin1')];
}

const CHUNKED = ['HTTP/1.1 200 OK', KEEP, 'Transfer-Encoding: chunked'];
const GZIP = gzipSync(TEXT);

const ROWS: Readonly<Record<string, Row>> = {
  '/gzip': coded('gzip', GZIP),
  '/br': coded('br', brotliCompressSync(TEXT)),
  '/zstd': coded('zstd', zstd(TEXT)),
  '/deflate': coded('deflate', deflateSync(TEXT)),
  '/deflate-raw': coded('deflate', deflateRawSync(TEXT)),
  '/gzip-broken': coded('gzip', Buffer.concat([GZIP.subarray(0, 40), Buffer.from('断')])),
  '/chunked': row(CHUNKED, TEXT, {
    wire: chunks([TEXT.slice(0, 7), TEXT.slice(7, 500), TEXT.slice(500)]),
  }),
  '/chunked-gzip': row([...CHUNKED, 'Content-Encoding: gzip'], GZIP, {
    wire: chunks([GZIP.subarray(0, 9), GZIP.subarray(9)]),
  }),
  '/trailers': row([...CHUNKED, 'Trailer: X-Sum'], '正文', {
    wire: chunks(['正', '文'], '0;last\r\nX-Sum: \xd6\xd0\r\nx-sum: 2\r\n\r\n'),
  }),
  '/204': row(['HTTP/1.1 204 No Content', KEEP, 'X-Reason: none']),
  '/206': row(
    ['HTTP/1.1 206 Partial Content', KEEP, 'Content-Range: bytes 3-5/9', 'Content-Length: 3'],
    '移',
  ),
  '/empty': ok('text/plain', '', [KEEP]),
  '/until-close': row(['HTTP/1.1 200 OK', KEEP, 'Connection: close'], TEXT, { end: 'close' }),
  '/1.0': row(['HTTP/1.0 200 Fein', 'Server:alt  ', KEEP], TEXT, { end: 'close' }),
  '/1.0-chunks': row(
    ['HTTP/1.0 200 OK', KEEP, 'Transfer-Encoding: chunked'],
    '3\r\nabc\r\n0\r\n\r\n',
    {
      end: 'close',
    },
  ),
  // Header bytes of GBK, of UTF-8 and of latin1; fields out of order, doubled, empty, oddly spaced.
  '/fields': row(
    [
      'HTTP/1.1 200 \xbf\xc9\xd2\xd4',
      KEEP,
      'Set-Cookie: a=1; Path=/',
      'X-Name: \xb6\xab\xba\xa3\xd2\xbd\xd4\xba',
      'set-cookie: b=2; Path=/',
      'X-UTF8: \xe4\xb8\x9c\xe6\xb5\xb7 100%25',
      'X-Empty:',
      'X-Spaced:   a   b  ',
      'X-LATIN:caf\xe9',
      'Content-Length: 2',
    ],
    'ok',
  ),
  '/interim': {
    ...row(['HTTP/1.1 200 OK', KEEP, 'Content-Length: 3'], '完'),
    pieces: [
      'HTTP/1.1 103 Early Hints\r\nLink: </hint.css>; rel=preload; as=style\r\n\r\n',
      'HTTP/1.1 102 Processing\r\nX-P: \xd6\xd0\r\n\r\n',
      'HTTP/1.1 100 Continue\r\n\r\n',
      `HTTP/1.1 200 OK\r\n${KEEP}\r\nContent-Length: 3\r\n\r\n完`.replace('完', '\xe5\xae\x8c'),
    ],
  },
  '/same-length-twice': row(
    ['HTTP/1.1 200 OK', KEEP, 'Content-Length: 2', 'Content-Length: 2'],
    'ok',
  ),
  '/bare-lf': {
    ...row(['HTTP/1.1 200 OK', KEEP, 'Content-Length: 2'], 'lf'),
    pieces: [`HTTP/1.1 200 OK\n${KEEP}\nContent-Length: 2\n\nlf`],
  },
  '/fresh': ok('text/plain', '第一次', [KEEP, 'Cache-Control: max-age=600']),
};
const PATHS = Object.keys(ROWS);
const INITS: Readonly<Record<string, string>> = { '/206': '{headers:{Range:"bytes=3-5"}}' };

const site = new Site();
let plain: RawServer;
let h2: Http2Server;

beforeAll(async () => {
  const [modern, old, second, byHand] = ['secure.test', 'old.test', 'h2.test', 'frames.test'].map(
    (name) => {
      const certificate = issueCertificate(site.directory, name);
      site.trust(certificate);
      return certificate;
    },
  );
  if (!modern || !old || !second || !byHand) throw new Error('no certificates');
  const asks = PATHS.map((path) => [path, INITS[path]] as const);
  const again = `fetch('/fresh').then(()=>fetch('/etag')).then(r=>r.text()).then(()=>fetch('/etag',{cache:'no-cache'})).then(r=>r.text()).then(()=>fetch('/head',{method:'HEAD'}))`;
  const rows = {
    ...ROWS,
    '/': page(fetchAll(asks, again)),
    '/etag': (request: { head: string }) =>
      /if-none-match/i.test(request.head)
        ? row(['HTTP/1.1 304 Not Modified', 'ETag: "一"', 'X-Again: yes'].map(toUtf8))
        : ok('text/plain', '缓存', ['ETag: "一"', 'Cache-Control: max-age=600'].map(toUtf8)),
    '/head': row(['HTTP/1.1 200 OK', 'Content-Length: 1000', 'X-Only: head']),
  };
  plain = await site.serve(['donghai.test'], rows);
  const cross = { ...ROWS, '/': page(fetchAll(asks)) };
  await site.serve(['secure.test'], cross, modern, { minVersion: 'TLSv1.3' });
  await site.serve(['old.test'], cross, old, { maxVersion: 'TLSv1.2' });
  h2 = await serveHttp2(second, HTTP2_ROWS);
  site.add(['h2.test'], h2);
  site.add(['frames.test'], await serveFrames(byHand, byHandAnswer));
});
afterAll(() => site.close());

function toUtf8(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function expectRow(seen: Seen, url: string, expected: Row): void {
  const exchange = seen.exchange(url);
  expect(exchange.responseHead, url).toBe(expected.head);
  const bytes = seen.bytes(exchange.responseBody) ?? Buffer.alloc(0);
  expect(bytes.equals(expected.entity), `${url}: ${bytes.length} bytes`).toBe(true);
  expect(exchange.truncated, url).toBeNull();
}

describe('over HTTP/1.x', () => {
  it('every answer is kept byte for byte, and every request', async () => {
    const seen = await (await site.visitor()).see('http://donghai.test/');
    for (const path of PATHS) expectRow(seen, `http://donghai.test${path}`, ROWS[path] as Row);
    const at = (path: string, method = 'GET') =>
      seen.exchange(`http://donghai.test${path}`, method);

    expect(at('/trailers').trailers).toBe('X-Sum: \xd6\xd0\r\nx-sum: 2\r\n\r\n');
    expect(at('/chunked').trailers).toBeUndefined();
    expect(at('/interim').interim).toEqual([
      'HTTP/1.1 103 Early Hints\r\nLink: </hint.css>; rel=preload; as=style\r\n\r\n',
      'HTTP/1.1 102 Processing\r\nX-P: \xd6\xd0\r\n\r\n',
      'HTTP/1.1 100 Continue\r\n\r\n',
    ]);
    expect(at('/gzip').interim).toBeUndefined();
    expect(at('/1.0').protocol).toBe('http/1.0');
    expect(at('/gzip').protocol).toBe('http/1.1');
    expect(at('/gzip-broken').error).toBe('ERR_CONTENT_DECODING_FAILED');
    expect(at('/head', 'HEAD')).toMatchObject({ status: 200, responseBody: null, truncated: null });

    // A copy the browser made itself is no exchange; a question whether it still holds is one.
    expect(seen.exchanges('http://donghai.test/fresh')).toHaveLength(1);
    const [first, second] = seen.exchanges('http://donghai.test/etag');
    expect(seen.bytes(first?.responseBody)?.toString()).toBe('缓存');
    expect(second).toMatchObject({ status: 304, responseBody: null, truncated: null });
    expect(second?.responseHead).toContain('X-Again: yes\r\n');

    const heads = plain.asked.map(({ head }) => head);
    expect(seen.visit.exchanges.map(({ requestHead }) => requestHead).sort()).toEqual(heads.sort());
    expect(seen.visit.notCaptured).toEqual([]);
  });

  it.each([
    ['secure.test', 'tls/1.3', 'TLS_AES_256_GCM_SHA384'],
    ['old.test', 'tls/1.2', 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'],
  ])('as much through TLS (%s)', async (name, version, cipherSuite) => {
    const seen = await (await site.visitor()).see(`https://${name}/`);
    for (const path of PATHS) expectRow(seen, `https://${name}${path}`, ROWS[path] as Row);
    for (const exchange of seen.visit.exchanges) {
      expect(exchange.tls).toMatchObject({ version, cipherSuite });
      expect(exchange.tls?.certificates).toHaveLength(2);
      expect(exchange.remoteAddress).toMatch(/^127\.0\.0\.1:\d+$/);
    }
    const [main] = seen.visit.exchanges;
    for (const digest of main?.tls?.certificates ?? []) {
      expect(seen.certificate(digest)?.[0]).toBe(0x30);
    }
  });
});

type Fields = Readonly<Record<string, string | string[]>>;

const HTTP2_ANSWERS: Readonly<
  Record<string, { status: number; fields?: Fields; entity?: Buffer | string; trailers?: Fields }>
> = {
  '/gzip': { status: 200, fields: { 'content-encoding': 'gzip' }, entity: GZIP },
  '/br': { status: 200, fields: { 'content-encoding': 'br' }, entity: brotliCompressSync(TEXT) },
  '/zstd': { status: 200, fields: { 'content-encoding': 'zstd' }, entity: zstd(TEXT) },
  '/plain': {
    status: 200,
    fields: { 'content-type': 'text/plain', 'x-z': '1', 'x-a': '2' },
    entity: TEXT,
  },
  '/cookies': { status: 200, fields: { 'set-cookie': ['a=1', 'b=2'], 'x-b': '' }, entity: 'c' },
  '/204': { status: 204, fields: { 'x-reason': 'none' } },
  '/404': { status: 404, entity: '没有' },
  '/206': { status: 206, fields: { 'content-range': 'bytes 0-2/9' }, entity: '一' },
  '/trailers': { status: 200, entity: '正文', trailers: { 'x-sum': 'abc', 'x-more': 'd' } },
  '/large': { status: 200, entity: Buffer.alloc(300_000, '大') },
};
const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  204: 'No Content',
  206: 'Partial Content',
  404: 'Not Found',
};

const HTTP2_ROWS = {
  '/': (stream: ServerHttp2Stream) => {
    stream.respond({ ':status': 200, 'content-type': 'text/html; charset=utf-8' });
    const asks = [...Object.keys(HTTP2_ANSWERS), '/interim'].map((path) => [path] as const);
    stream.end(
      `<!doctype html><link rel="icon" href="data:,"><p>مستشفى<script>${fetchAll([
        ...asks,
        ['/post', '{method:"POST",body:new Blob(["你好"]),headers:{Cookie:"c"}}'],
        ['https://frames.test/', '{mode:"cors"}'],
      ])}</script>`,
    );
  },
  '/post': (stream: ServerHttp2Stream) => {
    stream.respond({ ':status': 200 });
    stream.end('收到');
  },
  '/interim': (stream: ServerHttp2Stream) => {
    stream.additionalHeaders({ ':status': 103, link: '</hint.css>; rel=preload; as=style' });
    stream.additionalHeaders({ ':status': 102, 'x-p': '1' });
    stream.respond({ ':status': 200, 'x-final': '1' }, { sendDate: false } as object);
    stream.end('完');
  },
  ...Object.fromEntries(
    Object.entries(HTTP2_ANSWERS).map(([path, { status, fields, entity = '', trailers }]) => [
      path,
      (stream: ServerHttp2Stream) => {
        stream.on('wantTrailers', () => stream.sendTrailers(trailers ?? {}));
        const options = { waitForTrailers: trailers !== undefined, sendDate: false };
        stream.respond({ ':status': status, ...fields }, options);
        stream.end(entity);
      },
    ]),
  ),
};

/** Fields of one name apart from each other, heads over two frames, padding: what Node does not send. */
const BY_HAND = [
  [':status', '200'],
  ['access-control-allow-origin', '*'],
  ['set-cookie', 'a=1'],
  ['x-between', '\xd6\xd0'],
  ['set-cookie', 'b=2'],
  ['x-last', ''],
] as const;

function byHandAnswer(streamId: number): Buffer[] {
  const block = literals(BY_HAND);
  const padded = Buffer.concat([Buffer.from([4]), Buffer.from('第一段'), Buffer.alloc(4)]);
  return [
    frame(
      'HEADERS',
      0x4,
      streamId,
      literals([
        [':status', '103'],
        ['link', '</a>'],
      ]),
    ),
    frame('HEADERS', 0, streamId, block.subarray(0, 21)),
    frame('CONTINUATION', 0x4, streamId, block.subarray(21)),
    frame('DATA', 0x8, streamId, padded),
    frame('DATA', 0, streamId, Buffer.from('，第二段')),
    frame(
      'HEADERS',
      0x5,
      streamId,
      literals([
        ['x-sum', '1'],
        ['x-other', '2'],
        ['x-sum', '3'],
      ]),
    ),
  ];
}

describe('over HTTP/2', () => {
  it('every answer is kept: fields in their order, bodies exactly, trailers, interim heads', async () => {
    const seen = await (await site.visitor()).see('https://h2.test/');
    const at = (path: string) => seen.exchange(`https://h2.test${path}`);
    for (const [path, { status, fields = {}, entity = '', trailers }] of Object.entries(
      HTTP2_ANSWERS,
    )) {
      expect(at(path).responseHead).toBe(block(`HTTP/1.1 ${status} ${REASONS[status]}`, fields));
      const bytes = seen.bytes(at(path).responseBody) ?? Buffer.alloc(0);
      expect(bytes.equals(Buffer.from(entity)), path).toBe(true);
      expect(at(path).trailers).toBe(trailers === undefined ? undefined : block('', trailers));
      expect(at(path)).toMatchObject({ protocol: 'h2', truncated: null, error: null });
      // Streams that waited for the connection of another have it all the same.
      expect(at(path).tls).toMatchObject({ version: 'tls/1.3' });
      expect(at(path).remoteAddress).toBe(`127.0.0.1:${h2.port}`);
    }
    expect(at('/interim').interim).toEqual([
      block('HTTP/1.1 103 Early Hints', { link: '</hint.css>; rel=preload; as=style' }),
      block('HTTP/1.1 102 Processing', { 'x-p': '1' }),
    ]);
    expect(at('/interim').responseHead).toBe(block('HTTP/1.1 200 OK', { 'x-final': '1' }));

    const sent = h2.asked.get('POST /post');
    expect(at('/post').requestHead).toBe(requestBlock(sent?.fields ?? []));
    expect(seen.bytes(at('/post').requestBody)?.toString()).toBe('你好');
    expect(sent?.body.toString()).toBe('你好');

    const byHand = seen.exchange('https://frames.test/');
    expect(byHand.responseHead).toBe(
      `HTTP/1.1 200 OK\r\n${BY_HAND.slice(1)
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('')}\r\n`,
    );
    expect(byHand.interim).toEqual(['HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n']);
    expect(seen.bytes(byHand.responseBody)?.toString()).toBe('第一段，第二段');
    expect(byHand.trailers).toBe('x-sum: 1\r\nx-other: 2\r\nx-sum: 3\r\n\r\n');
    expect(byHand).toMatchObject({ truncated: null, error: null });
    expect(seen.visit.notCaptured).toEqual([]);
  });
});

function block(start: string, fields: Fields): string {
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((each) => `${name}: ${each}\r\n`),
  );
  return `${start === '' ? '' : `${start}\r\n`}${lines.join('')}\r\n`;
}

/** What the request says in HTTP/1.1: pseudo-headers as its first lines. */
function requestBlock(fields: readonly string[]): string {
  const pairs = fields.flatMap((name, i) => (i % 2 === 0 ? [[name, fields[i + 1]]] : []));
  const of = (name: string): string => pairs.find(([other]) => other === name)?.[1] ?? '';
  const rest = pairs.filter(([name = '']) => !name.startsWith(':'));
  return `${of(':method')} ${of(':path')} HTTP/1.1\r\nHost: ${of(':authority')}\r\n${rest
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`;
}
