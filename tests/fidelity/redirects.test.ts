// Redirects of every kind: each hop is an exchange with the body it had, though no browser shows it.
import type { ServerHttp2Stream } from 'node:http2';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Visit } from '../../src/model/visit.js';
import { issueCertificate } from './certificates.js';
import { type Http2Rows, serveHttp2 } from './http2-server.js';
import type { RawRequest, RawServer } from './raw-server.js';
import { ok, page, row, Site } from './site.js';

const MOVED = '此页已搬迁。نقلت الصفحة. ';
const CODED = gzipSync(MOVED.repeat(30));
interface Hop {
  readonly status: number;
  readonly entity: Buffer;
  readonly coding?: 'chunked' | 'gzip';
}

const NO_HOP: Hop = { status: 500, entity: Buffer.alloc(0) };
const CHAIN: readonly Hop[] = [
  { status: 301, entity: Buffer.from(MOVED) },
  { status: 302, entity: Buffer.from(MOVED.repeat(2)), coding: 'chunked' },
  { status: 303, entity: CODED, coding: 'gzip' },
  { status: 307, entity: Buffer.from(MOVED.repeat(100)) },
  { status: 308, entity: Buffer.alloc(0) },
];

function hop(i: number) {
  const { status, entity, coding } = CHAIN[i] ?? NO_HOP;
  const lines = [`HTTP/1.1 ${status} Moved`, `Location: ${next(i)}`, `Set-Cookie: hop=${i}`];
  if (coding === 'chunked') {
    const wire = [`${entity.length.toString(16)};搬\r\n`, entity, '\r\n0\r\nX-T: 1\r\n\r\n'];
    return row([...lines, 'Transfer-Encoding: chunked'], entity, { wire: wire.map(utf8) });
  }
  const coded = coding === 'gzip' ? ['Content-Encoding: gzip'] : [];
  return row([...lines, ...coded, `Content-Length: ${entity.length}`], entity);
}

const utf8 = (piece: string | Buffer): Buffer => Buffer.from(piece);
const next = (i: number): string => (i + 1 < CHAIN.length ? `/${CHAIN[i + 1]?.status}` : '/end');

const rows = {
  ...Object.fromEntries(CHAIN.map(({ status }, i) => [`/${status}`, hop(i)])),
  '/end': page(
    `fetch('/see-other',{method:'POST',body:'城市=东海'});fetch('/again',{method:'POST',body:'城市=东海'})`,
  ),
  '/see-other': row(['HTTP/1.1 303 See Other', 'Location: /seen?1', 'Content-Length: 0']),
  '/again': row(['HTTP/1.1 307 Again', 'Location: /seen?2', 'Content-Length: 0']),
  '/seen': ok('text/plain', '完'),
  '/meta': ok(
    'text/html; charset=utf-8',
    '<!doctype html><meta http-equiv="refresh" content="0; url=/script"><p>稍候',
  ),
  '/script': ok('text/html', '<!doctype html><script>location.replace("/login")</script>'),
  // A browser that was told once asks no more for http (RFC 6797).
  '/secure': ok('text/html', '<meta http-equiv="refresh" content="0; url=http://hsts.test/ziel">', [
    'Strict-Transport-Security: max-age=600',
  ]),
  '/ziel': page(''),
  '/loop': row(['HTTP/1.1 302 Found', 'Location: /loop', 'Content-Length: 6'], '转'.repeat(2)),
  '/private': ({ head }: RawRequest) =>
    /^authorization:/im.test(head)
      ? page('')
      : row(['HTTP/1.1 401 No', 'WWW-Authenticate: Basic realm="a"', 'Content-Length: 6'], '登录'),
  '/two-locations': row([
    'HTTP/1.1 302 Found',
    'Location: /a',
    'Location: /b',
    'Content-Length: 0',
  ]),
};

const HTTP2: Http2Rows = {
  ...Object.fromEntries(
    CHAIN.map(({ status, entity }, i) => [
      `/${status}`,
      (stream: ServerHttp2Stream) => {
        stream.respond({ ':status': status, location: next(i) });
        stream.end(entity);
      },
    ]),
  ),
  '/end': (stream) => {
    stream.respond({ ':status': 200, 'content-type': 'text/html' });
    stream.end('<link rel="icon" href="data:,"><p>end');
  },
};

const site = new Site();
let plain: RawServer;

beforeAll(async () => {
  const second = issueCertificate(site.directory, 'h2.test');
  const strict = issueCertificate(site.directory, 'hsts.test');
  site.trust(second);
  site.trust(strict);
  plain = await site.serve(['donghai.test'], rows);
  await site.serve(['hsts.test'], rows, strict);
  site.add(['h2.test'], await serveHttp2(second, HTTP2));
});
afterAll(() => site.close());

function main(visit: Visit) {
  return visit.exchanges[visit.mainExchange ?? -1];
}

describe('redirects of a server', () => {
  it.each(['http://donghai.test', 'https://h2.test'])('keep their bodies (%s)', async (origin) => {
    const seen = await (await site.visitor()).see(`${origin}/301`);
    for (const [i, { status, entity }] of CHAIN.entries()) {
      const exchange = seen.exchange(`${origin}/${status}`);
      expect(exchange).toMatchObject({
        status,
        redirectsTo: `${origin}${next(i)}`,
        truncated: null,
        error: null,
      });
      const bytes = seen.bytes(exchange.responseBody) ?? Buffer.alloc(0);
      expect(bytes.equals(entity), `${status}: ${bytes.length} of ${entity.length}`).toBe(true);
      if (origin.startsWith('http:')) expect(exchange.responseHead).toBe(hop(i).head);
    }
    expect(seen.visit.redirects).toEqual(
      CHAIN.map(({ status }, i) => ({
        url: `${origin}/${status}`,
        status,
        location: `${origin}${next(i)}`,
      })),
    );
    expect(main(seen.visit)?.url).toBe(`${origin}/end`);
    expect(seen.visit.notCaptured).toEqual([]);
  });

  it('carry a POST on, or turn it into a GET', async () => {
    const asked = (path: string) =>
      plain.asked.find(({ place }) => place === `donghai.test${path}`);
    expect(asked('/seen?1')).toMatchObject({ method: 'GET', body: Buffer.alloc(0) });
    expect(asked('/seen?2')?.body.toString()).toBe('城市=东海');
  });

  it('without end are kept as far as the browser went', async () => {
    const seen = await (await site.visitor()).see('http://donghai.test/loop');
    const hops = seen.exchanges('http://donghai.test/loop');
    expect(hops.length).toBe(plain.asked.filter(({ place }) => place.endsWith('/loop')).length);
    for (const each of hops) expect(seen.bytes(each.responseBody)?.toString()).toBe('转转');
    expect(seen.visit.outcome).toEqual({ kind: 'answered', status: 302 });
  });

  it('with two destinations are no answer to the browser, and kept as they came', async () => {
    const seen = await (await site.visitor()).see('http://donghai.test/two-locations');
    expect(seen.visit.outcome).toMatchObject({
      kind: 'failed',
      netError: 'ERR_RESPONSE_HEADERS_MULTIPLE_LOCATION',
    });
    expect(main(seen.visit)?.responseHead).toBe(rows['/two-locations'].head);
  });
});

describe('redirects of the page and of the browser', () => {
  it('by meta refresh, by script, by what the browser remembers, by a login', async () => {
    const seen = await (await site.visitor()).see('https://hsts.test/secure');
    expect(seen.visit.redirects).toEqual([
      { url: 'https://hsts.test/secure', status: 0, location: 'http://hsts.test/ziel' },
      { url: 'http://hsts.test/ziel', status: 0, location: 'https://hsts.test/ziel' },
    ]);
    expect(main(seen.visit)?.url).toBe('https://hsts.test/ziel');
    expect(seen.visit.outcome).toEqual({ kind: 'answered', status: 200 });
  });

  it('a login that is asked for is never given, and the refusal is the page', async () => {
    const seen = await (await site.visitor()).see('http://name:wort@donghai.test/private');
    const [refused, ...more] = seen.exchanges('http://name:wort@donghai.test/private');
    expect(refused).toMatchObject({ status: 401 });
    expect(seen.bytes(refused?.responseBody)?.toString()).toBe('登录');
    expect(refused?.requestHead).not.toContain('Authorization');
    expect(more).toEqual([]);
    expect(seen.visit.redirects).toEqual([]);
  });
});
