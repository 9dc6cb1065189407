// What goes wrong on the way, all of it in one page: certificates nobody trusts, names that do not
// exist, servers that lie, drip, break off or never answer; and text in every encoding with right,
// wrong and no labels. What came is kept, what did not is listed with its reason.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueCertificate, selfSign } from './certificates.js';
import { fetchAll, ok, page, type Row, row, Site } from './site.js';
import type { Seen } from './visiting.js';

const LARGE = Buffer.alloc(30_000_000, '大容量的正文 نص كبير ');
const DRIPPED = '慢慢地一点一点来'.repeat(3);

const ROWS: Readonly<Record<string, Row>> = {
  '/large': ok('application/octet-stream', LARGE),
  '/drip': row(['HTTP/1.1 200 OK', `Content-Length: ${Buffer.byteLength(DRIPPED)}`], DRIPPED, {
    wire: [...Buffer.from(DRIPPED)].map((byte) => Buffer.of(byte)),
    dripMs: 5,
  }),
  // Says it has more than it has, and less.
  '/short': row(['HTTP/1.1 200 OK', 'Content-Length: 100'], '只有这些', { end: 'close' }),
  '/long': row(['HTTP/1.1 200 OK', 'Content-Length: 3'], '一', {
    wire: [Buffer.from('一二三')],
    end: 'close',
  }),
  '/reset': row(['HTTP/1.1 200 OK', 'Content-Length: 100'], '断', { end: 'reset' }),
  '/no-answer': { ...row([]), pieces: [], end: 'close' },
  '/hang': { ...row([]), pieces: [], end: 'hold' },
};

/** Text in an encoding, by trying every sequence of one and two bytes of it. */
function encoded(text: string, label: string): Buffer {
  const decoder = new TextDecoder(label);
  const table = new Map<string, Buffer>();
  const note = (bytes: Buffer): void => {
    const [only, ...more] = decoder.decode(bytes);
    const isOne = only !== undefined && only !== '\uFFFD' && more.length === 0;
    if (isOne && !table.has(only)) table.set(only, bytes);
  };
  for (let first = 0; first < 256; first += 1) note(Buffer.of(first));
  for (let first = 0x81; first < 0xff && label !== 'windows-1256'; first += 1) {
    for (let second = 0x40; second < 0xff; second += 1) note(Buffer.of(first, second));
  }
  return Buffer.concat([...text].map((one) => table.get(one) ?? Buffer.from('?')));
}

const SIMPLIFIED = '肝移植等待时间两周';
const TRADITIONAL = '肝移植等待時間兩週';
const ARABIC = 'مدة الانتظار أسبوعان';
/** Of four bytes, so that no table of pairs has it. */
const RARE = Buffer.of(0x95, 0x32, 0x82, 0x36);

interface Written {
  readonly bytes: Buffer;
  /** Of the header; null for none. */
  readonly label: string | null;
  readonly meta?: string;
  /** What a browser shows; null where it has to guess. */
  readonly shown: string | null;
}
const WRITTEN: Readonly<Record<string, Written>> = {
  '/gbk': { bytes: encoded(SIMPLIFIED, 'gbk'), label: 'GBK', shown: SIMPLIFIED },
  '/gb2312-meta': {
    bytes: encoded(SIMPLIFIED, 'gbk'),
    label: null,
    meta: 'gb2312',
    shown: SIMPLIFIED,
  },
  '/gb18030': {
    bytes: Buffer.concat([encoded(SIMPLIFIED, 'gbk'), RARE]),
    label: 'gb18030',
    shown: SIMPLIFIED + new TextDecoder('gb18030').decode(RARE),
  },
  '/big5': { bytes: encoded(TRADITIONAL, 'big5'), label: 'big5', shown: TRADITIONAL },
  '/windows-1256': {
    bytes: encoded(ARABIC, 'windows-1256'),
    label: 'windows-1256',
    shown: ARABIC,
  },
  // The header has the last word, be it wrong.
  '/gbk-called-utf-8': {
    bytes: encoded(SIMPLIFIED, 'gbk'),
    label: 'utf-8',
    meta: 'gbk',
    shown: new TextDecoder().decode(encoded(SIMPLIFIED, 'gbk')),
  },
  '/utf-8-called-gbk': {
    bytes: Buffer.from(`${SIMPLIFIED}。`),
    label: 'gbk',
    shown: new TextDecoder('gbk').decode(Buffer.from(`${SIMPLIFIED}。`)),
  },
  '/gbk-unlabelled': { bytes: encoded(SIMPLIFIED, 'gbk'), label: null, shown: null },
  '/big5-unlabelled': { bytes: encoded(TRADITIONAL, 'big5'), label: null, shown: null },
  '/unknown-label': { bytes: Buffer.from(ARABIC), label: 'klingon', meta: 'utf-8', shown: ARABIC },
};

function document({ bytes, label, meta }: Written): Row {
  const head = meta === undefined ? '' : `<meta charset="${meta}">`;
  const entity = Buffer.concat([Buffer.from(`<!doctype html>${head}<p>`), bytes]);
  return ok(`text/html${label === null ? '' : `; charset=${label}`}`, entity);
}

const site = new Site();
const CHAINS: Record<string, readonly string[]> = {};
let seen: Seen;

beforeAll(async () => {
  const certificates = {
    'expired.test': issueCertificate(site.directory, 'expired.test', 'expired'),
    'self.test': selfSign(site.directory, 'self.test'),
    'wrong.test': issueCertificate(site.directory, 'other-name.test'),
    'client.test': issueCertificate(site.directory, 'client.test'),
  };
  for (const [name, certificate] of Object.entries(certificates)) {
    const asks = name === 'client.test' ? { requestCert: true, rejectUnauthorized: true } : {};
    await site.serve([name], { '/': ok('text/plain', '不可见') }, certificate, asks);
    CHAINS[name] = certificate.digests;
  }
  site.trust(certificates['client.test']);
  await site.addClosed('closed.test');
  const asks = [
    ...Object.keys(ROWS),
    ...Object.keys(certificates).map((name) => `https://${name}/`),
    'http://closed.test/',
    'http://nowhere.invalid/',
  ].map((url) => [url] as const);
  const frames = Object.keys(WRITTEN).map((path) => `<iframe src="${path}"></iframe>`);
  await site.serve(['donghai.test'], {
    ...ROWS,
    ...Object.fromEntries(Object.entries(WRITTEN).map(([path, each]) => [path, document(each)])),
    '/': page(fetchAll(asks), `<p>东海医院${frames.join('')}`),
  });
  seen = await (await site.visitor()).see('http://donghai.test/');
});
afterAll(() => site.close());

const reasonOf = (url: string): string =>
  seen.visit.notCaptured.find((each) => each.url === url)?.reason ?? '';

describe('a page full of failures', () => {
  it('keeps what came whole, however large and slow', () => {
    expect(seen.visit.outcome).toEqual({ kind: 'answered', status: 200 });
    for (const path of ['/large', '/drip', '/long']) {
      const exchange = seen.exchange(`http://donghai.test${path}`);
      const expected = ROWS[path]?.entity ?? Buffer.alloc(0);
      expect(seen.bytes(exchange.responseBody)?.equals(expected), path).toBe(true);
      expect(exchange, path).toMatchObject({ truncated: null, error: null });
    }
  });

  it.each([
    ['/short', 'disconnect', 'the server broke off (ERR_CONTENT_LENGTH_MISMATCH)'],
    ['/reset', 'disconnect', 'the server broke off'],
  ])('keeps the part that came of %s, and says that it is one', (path, truncated, words) => {
    const url = `http://donghai.test${path}`;
    expect(seen.exchange(url)).toMatchObject({ status: 200, truncated });
    expect(reasonOf(url)).toContain(words);
  });

  it('keeps the bytes of the part', () => {
    const short = seen.exchange('http://donghai.test/short');
    expect(seen.bytes(short.responseBody)?.toString()).toBe('只有这些');
  });

  it.each(['expired.test', 'self.test', 'wrong.test'])('keeps the chain of %s', (name) => {
    const exchange = seen.exchange(`https://${name}/`);
    expect(exchange).toMatchObject({ status: null, responseHead: null, responseBody: null });
    expect(exchange.error).toMatch(/^ERR_CERT_/);
    expect(exchange.tls?.certificates).toEqual(CHAINS[name]);
    expect(reasonOf(`https://${name}/`)).toContain('certificate');
  });

  it('says that a server wanted to know who asks', () => {
    const exchange = seen.exchange('https://client.test/');
    expect(exchange.tls).toMatchObject({ isClientCertificateAsked: true });
    expect(exchange.responseHead).toBeNull();
    expect(reasonOf('https://client.test/')).toContain('asks for a client certificate');
  });

  it.each([
    ['http://closed.test/', 'refuses the connection'],
    ['http://nowhere.invalid/', 'does not exist'],
    ['http://donghai.test/no-answer', 'without an answer'],
    ['http://donghai.test/hang', 'no answer before the visit ended'],
  ])('says why %s is not there', (url, words) => {
    expect(seen.exchange(url)).toMatchObject({ responseHead: null, responseBody: null });
    expect(reasonOf(url)).toContain(words);
  });

  it('lists what is missing, and nothing else', () => {
    expect(seen.visit.notCaptured).toHaveLength(10);
  });
});

describe('text in its own encoding', () => {
  it.each(Object.entries(WRITTEN))('%s is kept as sent and read as shown', (path, written) => {
    const url = `http://donghai.test${path}`;
    const exchange = seen.exchange(url);
    const expected = document(written);
    expect(exchange.responseHead).toBe(expected.head);
    expect(seen.bytes(exchange.responseBody)?.equals(expected.entity)).toBe(true);
    if (written.shown === null) return;
    const blocks = seen.visit.reading?.blocks.filter(({ frame }) => frame === url) ?? [];
    expect(blocks.map(({ text }) => text)).toEqual([written.shown]);
  });
});
