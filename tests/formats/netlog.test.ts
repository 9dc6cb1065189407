// Lines of a network log -> exchanges: on a recorded log, and on lines made to be difficult.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createNetlogReader, type NetlogReading } from '../../src/formats/netlog.js';

interface Read extends NetlogReading {
  readonly bodies: ReadonlyMap<number, Buffer>;
  readonly certificates: ReadonlyMap<string, Buffer>;
}

function read(lines: Iterable<string>): Read {
  const bodies = new Map<number, Buffer>();
  const certificates = new Map<string, Buffer>();
  const reader = createNetlogReader({
    body: (id, bytes) => bodies.set(id, Buffer.concat([bodies.get(id) ?? Buffer.alloc(0), bytes])),
    certificate: (digest, der) => certificates.set(digest, der),
  });
  for (const line of lines) reader.line(line);
  return { ...reader.end(), bodies, certificates };
}

const vector = readFileSync(
  new URL('../vectors/netlog/h1-h2-redirect-post.json', import.meta.url),
  'utf8',
).split('\n');

function bodyOf(log: Read, id: number | null | undefined): string | null {
  return id === null || id === undefined ? null : (log.bodies.get(id)?.toString('utf8') ?? null);
}

describe('a recorded log', () => {
  const log = read(vector);
  const ofPage = log.exchanges.filter((each) => each.isOfPage);
  const find = (url: string, method = 'GET') =>
    ofPage.find((each) => each.url === url && each.method === method);

  it('names the browser', () => {
    expect(log.product).toBe('Chromium 156.0.8078.79');
  });

  it('tells the page’s requests from those of the browser itself', () => {
    expect(ofPage.map((each) => new URL(each.url).hostname)).not.toContain('update.googleapis.com');
    const own = log.exchanges.filter((each) => !each.isOfPage);
    expect(own.length).toBeGreaterThan(0);
    expect(own.every((each) => /googleapis\.com|invalid/.test(each.url))).toBe(true);
    expect(ofPage.every((each) => each.url.includes('.test:'))).toBe(true);
  });

  it('splits a redirect chain into its hops', () => {
    const [first, second] = ofPage;
    expect(first).toMatchObject({
      url: 'https://site.test:8443/redir',
      status: 302,
      redirectsTo: 'https://site.test:8443/page',
      requestType: 'main frame',
    });
    expect(second).toMatchObject({ url: 'https://site.test:8443/page', status: 200 });
    expect(second?.chain).toBe(first?.chain);
  });

  it('keeps bodies content-coded', () => {
    const page = find('https://site.test:8443/page');
    const gzip = log.bodies.get(page?.responseBodyId ?? -1);
    expect(gzip?.subarray(0, 2).toString('hex')).toBe('1f8b');
    expect(gunzipSync(gzip ?? '').toString('utf8')).toContain('等待时间两周');
    expect(page?.isBodyWhole).toBe(true);
  });

  it('writes HTTP/2 heads as HTTP/1.1 without pseudo-headers, duplicates and bytes kept', () => {
    const image = find('https://site.test:8443/img.png');
    expect(image?.protocol).toBe('h2');
    expect(image?.responseHead).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(image?.responseHead).toContain('set-cookie: a=1\r\nset-cookie: b=2\r\n');
    expect(image?.requestHead).toMatch(/^GET \/img\.png HTTP\/1\.1\r\nHost: site\.test:8443\r\n/);
    expect(image?.requestHead).not.toMatch(/^:/m);
    expect(find('https://site.test:8443/page')?.responseHead).toContain('x-latin: caf\u00e9\r\n');
  });

  it('takes request bodies from the connection, over HTTP/2 and HTTP/1.1', () => {
    const h2 = find('https://site.test:8443/api?x=1', 'POST');
    expect(bodyOf(log, h2?.requestBodyId)).toBe('hello=1');
    const h1 = find('https://h1.test:8444/api?x=3', 'POST');
    expect(h1?.protocol).toBe('http/1.1');
    expect(bodyOf(log, h1?.requestBodyId)).toBe('{"a":1}');
    expect(find('https://h1.test:8444/api?x=3', 'OPTIONS')?.status).toBe(204);
  });

  it('knows the connection, its TLS and its certificate chain', () => {
    const page = find('https://site.test:8443/page');
    expect(page?.localPort).toBeGreaterThan(1024);
    expect(page?.tls).toMatchObject({
      isEstablished: true,
      version: 'tls/1.3',
      cipherSuite: 'TLS_AES_256_GCM_SHA384',
    });
    const [leaf = ''] = page?.tls?.certificates ?? [];
    expect(log.certificates.get(leaf)?.subarray(0, 2).toString('hex')).toBe('3082');
  });

  it('reads a log cut off anywhere, without its last line', () => {
    const text = vector.join('\n');
    for (const share of [0.01, 0.3, 0.6, 0.9]) {
      const cut = read(text.slice(0, Math.floor(text.length * share)).split('\n'));
      expect(cut.exchanges.length).toBeLessThanOrEqual(log.exchanges.length);
    }
    const most = read(text.slice(0, -400).split('\n'));
    expect(most.exchanges.length).toBe(log.exchanges.length);
  });
});

describe('difficult lines', () => {
  const types = [
    ...['REQUEST_ALIVE', 'URL_REQUEST_START_JOB', 'HTTP_STREAM_REQUEST_BOUND_TO_JOB'],
    ...['SOCKET_POOL_BOUND_TO_SOCKET', 'TCP_CONNECT', 'SSL_CONNECT', 'SOCKET_BYTES_SENT'],
    ...['SOCKET_BYTES_RECEIVED', 'HTTP_TRANSACTION_SEND_REQUEST_HEADERS'],
    ...['HTTP_TRANSACTION_READ_RESPONSE_HEADERS', 'URL_REQUEST_JOB_FILTERED_BYTES_READ'],
    ...['URL_REQUEST_REDIRECTED'],
  ];
  const constants = `{"constants":${JSON.stringify({
    clientInfo: { name: 'Chromium', version: '1.2' },
    logEventTypes: Object.fromEntries(types.map((name, id) => [name, id])),
    netError: { ERR_CONTENT_LENGTH_MISMATCH: -354 },
    timeTickOffset: 1_000,
  })},`;
  const REQUEST = 1;
  const JOB = 2;
  const SOCKET = 3;
  const line = (source: number, type: string, phase: number, params: object = {}): string =>
    `${JSON.stringify({ params, phase, source: { id: source, type: 1 }, time: '5', type: types.indexOf(type) })},`;
  const base64 = (text: string): string => Buffer.from(text, 'latin1').toString('base64');

  /** One HTTP/1.x exchange whose connection carried `sent` and `received`. */
  const exchange = (sent: string, received: readonly string[], listed: string[]): string[] => [
    constants,
    '"events": [',
    line(SOCKET, 'TCP_CONNECT', 2, { local_address: '127.0.0.1:4711' }),
    line(REQUEST, 'REQUEST_ALIVE', 1, { traffic_annotation: 63171670 }),
    line(REQUEST, 'URL_REQUEST_START_JOB', 1, {
      url: 'http://donghai.test/页',
      method: 'GET',
      request_type: 'main frame',
    }),
    line(JOB, 'SOCKET_POOL_BOUND_TO_SOCKET', 0, { source_dependency: { id: SOCKET } }),
    line(REQUEST, 'HTTP_STREAM_REQUEST_BOUND_TO_JOB', 0, { source_dependency: { id: JOB } }),
    line(REQUEST, 'HTTP_TRANSACTION_SEND_REQUEST_HEADERS', 0, { line: 'GET / HTTP/1.1\r\n' }),
    line(SOCKET, 'SOCKET_BYTES_SENT', 0, { bytes: base64(sent) }),
    ...received.map((bytes) => line(SOCKET, 'SOCKET_BYTES_RECEIVED', 0, { bytes: base64(bytes) })),
    line(REQUEST, 'HTTP_TRANSACTION_READ_RESPONSE_HEADERS', 0, { headers: listed }),
  ];

  it('prefers the bytes of the connection to the tidied list', () => {
    const log = read(
      exchange(
        'GET / HTTP/1.1\r\nX-Empty:\r\n\r\n',
        ['HTTP/1.0 200  Fein\r\nSERVER:nginx  \r\n', 'X-Name: \xb6\xab\xba\xa3\r\n\r\nbody'],
        ['HTTP/1.0 200 Fein', 'SERVER: nginx'],
      ),
    );
    expect(log.exchanges[0]).toMatchObject({
      localPort: 4711,
      protocol: 'http/1.0',
      status: 200,
      requestHead: 'GET / HTTP/1.1\r\nX-Empty:\r\n\r\n',
      responseHead: 'HTTP/1.0 200  Fein\r\nSERVER:nginx  \r\nX-Name: \xb6\xab\xba\xa3\r\n\r\n',
      startedAtMs: 1_005,
    });
  });

  it('passes over interim answers', () => {
    const log = read(
      exchange(
        'GET / HTTP/1.1\r\n\r\n',
        ['HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\n'],
        ['HTTP/1.1 200 OK', 'A: b'],
      ),
    );
    expect(log.exchanges[0]?.responseHead).toBe('HTTP/1.1 200 OK\r\nA: b\r\n\r\n');
  });

  it('falls back to the list, escapes undone, where the bytes are not there', () => {
    const log = read(
      exchange('', [], ['HTTP/1.1 200 OK', '%ESCAPED:\u200b X-Name: %B6%AB 100%25', 'P: 100%']),
    );
    expect(log.exchanges[0]?.responseHead).toBe(
      'HTTP/1.1 200 OK\r\nX-Name: \xb6\xab 100%\r\nP: 100%\r\n\r\n',
    );
  });

  it('keeps the body of a redirect, which the browser does not read, chunks undone', () => {
    const log = read([
      ...exchange(
        'GET / HTTP/1.1\r\n\r\n',
        ['HTTP/1.1 302 Found\r\nLocation: /b\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nmoved\r\n'],
        ['HTTP/1.1 302 Found'],
      ),
      line(SOCKET, 'SOCKET_BYTES_RECEIVED', 0, { bytes: base64('5\r\n away\r\n0\r\n\r\n') }),
      line(REQUEST, 'URL_REQUEST_REDIRECTED', 0, { location: 'http://donghai.test/b' }),
    ]);
    expect(bodyOf(log, log.exchanges[0]?.responseBodyId)).toBe('moved away');
    expect(log.exchanges[0]?.isBodyWhole).toBe(true);
  });

  it('starts anew where the browser repeats the request on another connection', () => {
    const log = read([
      ...exchange('GET / HTTP/1.1\r\nA: 1\r\n\r\n', [], []).slice(0, -1),
      line(REQUEST, 'HTTP_TRANSACTION_SEND_REQUEST_HEADERS', 0, { line: 'GET / HTTP/1.1\r\n' }),
      line(SOCKET, 'SOCKET_BYTES_SENT', 0, { bytes: base64('GET / HTTP/1.1\r\nA: 2\r\n\r\n') }),
      line(SOCKET, 'SOCKET_BYTES_RECEIVED', 0, { bytes: base64('HTTP/1.1 410 Gone\r\n\r\n') }),
      line(REQUEST, 'HTTP_TRANSACTION_READ_RESPONSE_HEADERS', 0, {
        headers: ['HTTP/1.1 410 Gone'],
      }),
    ]);
    expect(log.exchanges).toHaveLength(1);
    expect(log.exchanges[0]).toMatchObject({
      status: 410,
      requestHead: 'GET / HTTP/1.1\r\nA: 2\r\n\r\n',
    });
  });

  it('names failures, and gives the number where the name is unknown', () => {
    const ended = (code: number) =>
      read([
        ...exchange('GET / HTTP/1.1\r\n\r\n', ['HTTP/1.1 200 OK\r\n\r\n'], ['HTTP/1.1 200 OK']),
        line(REQUEST, 'URL_REQUEST_JOB_FILTERED_BYTES_READ', 0, { bytes: base64('half') }),
        line(REQUEST, 'REQUEST_ALIVE', 2, { net_error: code }),
      ]).exchanges[0];
    expect(ended(-354)).toMatchObject({ error: 'ERR_CONTENT_LENGTH_MISMATCH', isBodyWhole: false });
    expect(ended(-999)).toMatchObject({ error: 'ERR_999' });
    expect(ended(0)).toMatchObject({ error: null, isBodyWhole: true });
  });

  it('ignores lines that are no events', () => {
    const odd = ['', '{', '"type":', '{"type":1},', '{"params":[],"source":3,"type":0},', '\u0000'];
    expect(read([constants, ...odd]).exchanges).toEqual([]);
    expect(read(odd)).toMatchObject({ exchanges: [], product: null });
  });
});
