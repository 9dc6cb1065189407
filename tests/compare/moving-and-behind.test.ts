// What moves by itself beside what people cite, in four scripts; and what stands behind a page.
import { describe, expect, it } from 'vitest';
import { compareSnapshots } from '../../src/compare/compare.js';
import type { Change } from '../../src/model/change.js';
import type { Exchange } from '../../src/model/exchange.js';
import type { Behind, Snapshot } from '../../src/model/snapshot.js';
import { readBehind } from '../../src/store/behind.js';
import { readLooks } from '../../src/store/looks.js';
import { snapshotOf } from '../judge/build.js';
import { modern } from '../judge/site.js';

const page = (body: string): Snapshot => snapshotOf(modern({ title: '移植中心', body }));
const compare = (before: string, after: string): readonly Change[] =>
  compareSnapshots(page(before), page(after), { terms: [], claims: [] });
const loud = (changes: readonly Change[]): string[] =>
  changes
    .filter(({ severity }) => severity === 'critical' || severity === 'high')
    .map(({ kind }) => kind);

describe('a number that moves by itself raises nothing', () => {
  it.each([
    ['線上人數 240', '線上人數 217'],
    ['目前線上 12 人', '目前線上 16 人'],
    ['今日訪客：44　昨日訪客：210　總訪客：55890', '今日訪客：181　昨日訪客：347　總訪客：56027'],
    ['點閱率：2203', '點閱率：2340'],
    ['人气指数：455', '人气指数：592'],
    ['共 45 人正在浏览本页', '共 51 人正在浏览本页'],
    ['江州天气：多云 5℃~17℃ 空气质量 78', '江州天气：多云 6℃~18℃ 空气质量 79'],
    ['农历十月初四 星期六', '农历十月初五 星期日'],
    ['今天是民國115年11月28日 星期六', '今天是民國115年11月29日 星期日'],
    ['美元汇率 7.128', '美元汇率 7.129'],
    ['声望 455', '声望 592'],
    ['زوار اليوم: 40 | إجمالي الزوار: 99870', 'زوار اليوم: 177 | إجمالي الزوار: 100007'],
    ['سعر الدولار: ٤٨٫٢٨ جنيه', 'سعر الدولار: ٤٨٫٣٠ جنيه'],
    [
      'There are currently 3 users and 21 guests online.',
      'There are currently 4 users and 27 guests online.',
    ],
    [
      'Patients waiting now: 12, estimated wait 25 minutes',
      'Patients waiting now: 17, estimated wait 35 minutes',
    ],
    ['Only 12 days until our open day', 'Only 11 days until our open day'],
  ])('%s', (before, after) => {
    expect(loud(compare(`<p>${before}</p>`, `<p>${after}</p>`))).toEqual([]);
  });
});

describe('a number that people cite is told as loudly as before', () => {
  it.each([
    ['床位：120张', '床位：80张', 'number-changed'],
    ['等待时间：14天', '等待时间：90天', 'number-changed'],
    ['套餐价 1299元', '套餐价 1599元', 'number-changed'],
    ['成功率：95%', '成功率：85%', 'number-changed'],
    ['目前已完成肝移植650例', '目前已完成肝移植350例', 'number-changed'],
    ['مدة الانتظار شهر واحد', 'مدة الانتظار ثلاثة أشهر', 'number-changed'],
    ['أجرينا خمسة وسبعين عملية', 'أجرينا خمسة وعشرين عملية', 'number-changed'],
    ['أجرى المستشفى عمليات منذ عام ٢٠٠٠', 'أجرى المستشفى عمليات منذ عام ٢٠١٠', 'date-changed'],
    ['发布时间：2006-07-14', '发布时间：2009-07-14', 'date-changed'],
    ['نشر بتاريخ: 14 أيار 2018', 'نشر بتاريخ: 14 أيار 2022', 'date-changed'],
  ])('%s', (before, after, kind) => {
    expect(loud(compare(`<p>${before}</p>`, `<p>${after}</p>`))).toContain(kind);
  });
});

describe('links and frames of others', () => {
  const links = (...hrefs: string[]): string =>
    `<ul>${hrefs.map((href, at) => `<li><a href="${href}">تخفيضات ${'أبجد'[at]}</a></li>`).join('')}</ul>`;

  it('an address drawn anew at each visit is the same link', () => {
    const changes = compare(
      links('/go?u=4bff4ca5&c=5360', '/go?u=4bff4ca5&c=3244'),
      links('/go?u=2a1b187d&c=4751', '/go?u=2a1b187d&c=8369'),
    );
    expect(loud(changes)).toEqual([]);
  });

  it('a link through a counter is known by where it leads', () => {
    const changes = compare(links('/go?u=https://a.example/'), links('/go?u=https://b.example/'));
    expect(loud(changes)).toEqual(['link-retargeted']);
  });

  it('a share button is no citation', () => {
    const share = (id: number): string =>
      `<p><a href="https://service.weibo.com/share/share.php?url=x&amp;t=${id}">分享到微博</a></p>`;
    expect(loud(compare(share(1), share(2)))).toEqual([]);
  });
});

describe('access tightened', () => {
  const file = '<p><a href="/files/price.pdf">价目表（PDF）</a></p><p>欢迎咨询。</p>';

  it.each([
    ['一个登录链接', '<p><a href="/login.asp">登录后下载</a></p><p>欢迎咨询。</p>'],
    ['members only', '<p>This file is available to registered members only.</p><p>欢迎咨询。</p>'],
    ['للأعضاء', '<p>للأعضاء فقط، يرجى تسجيل الدخول.</p><p>欢迎咨询。</p>'],
  ])('where a file stood: %s', (_, after) => {
    expect(loud(compare(file, after))).toContain('access-tightened');
  });

  it('a login that was always there says nothing', () => {
    const login = '<p><a href="/login.asp">登录</a></p>';
    expect(loud(compare(file + login, login))).not.toContain('access-tightened');
  });

  it('a file that is refused now', () => {
    const at = 'https://www.donghai-hospital.test/files/price.pdf';
    const changes = compareSnapshots(
      answering(page(file), exchange(at, 200, 'application/pdf')),
      answering(page(file), exchange(at, 403, 'text/html')),
      { terms: [], claims: [] },
    );
    expect(loud(changes)).toEqual(['access-tightened']);
  });
});

describe('what stands behind a page', () => {
  it.each([
    [404, ['endpoint-gone']],
    [500, ['endpoint-gone']],
    [503, []],
    [200, []],
  ])('data that came before and now has status %i', (status, expected) => {
    const before = page('<p>肝移植</p>');
    const at = new URL('/api/prices.json', before.manifest.finalUrl ?? before.manifest.url).href;
    const changes = compareSnapshots(
      answering(before, exchange(at, 200, 'application/json')),
      answering(page('<p>肝移植</p>'), exchange(at, status, 'application/json')),
      { terms: [], claims: [] },
    );
    expect(loud(changes)).toEqual(expected);
  });

  it('another account of those who count visitors', async () => {
    const dom = (id: string): string =>
      `<script>hm.src="https://hm.baidu.com/hm.js?${id}"</script>`;
    const blobs = { get: async (digest: string) => Buffer.from(dom(digest.slice(-32))) };
    const behind = await Promise.all(
      ['a', 'b'].map((letter) => {
        const digest = `sha256:${letter.repeat(64)}` as const;
        const files = [{ role: 'dom', digest, sizeBytes: 1, mediaType: 'text/html' } as const];
        const seen = page('<p>肝移植</p>');
        return readBehind({ blobs }, { ...seen, manifest: { ...seen.manifest, files } });
      }),
    );
    const [was, is] = behind;
    if (was === undefined || is === undefined) throw new Error('two were read');
    const changes = compareSnapshots(page('<p>肝移植</p>'), page('<p>肝移植</p>'), {
      ...{ terms: [], claims: [], behind: [was, is] },
    });
    expect(changes.map(({ kind, after }) => [kind, after])).toEqual([
      ['analytics-id-changed', `Baidu ${'b'.repeat(32)}`],
    ]);
  });

  it('another certificate says whether issuer and key are the same', () => {
    const behind = (issuer: string, key: string) => ({
      certificate: { issuer, key },
      accounts: [],
      nameServers: [],
    });
    const served = (letter: string): Snapshot => withCertificate(page('<p>肝移植</p>'), letter);
    const [change] = compareSnapshots(served('a'), served('b'), {
      ...{ terms: [], claims: [] },
      behind: [behind('CN=R3', '11'), behind('CN=GlobalSign', '22')],
    });
    expect(change?.kind).toBe('certificate-changed');
    expect(change?.summary).toContain(
      'from another issuer: CN=GlobalSign, before CN=R3, for another key',
    );
  });
});

describe('name servers', () => {
  const told = (...named: readonly (readonly [string, ...string[]])[]) => ({
    ...{ certificate: null, accounts: [] },
    nameServers: named.map(([resolver, ...servers]) => ({ resolver, servers })),
  });
  const changesOf = (before: Behind, after: Behind) =>
    compareSnapshots(page('<p>肝移植</p>'), page('<p>肝移植</p>'), {
      ...{ terms: [], claims: [], behind: [before, after] as const },
    });

  it('that changed are told, as the resolver says that was asked both times', () => {
    const [change] = changesOf(
      told(['quad9', 'ns1.donghai.cn', 'ns2.donghai.cn'], ['new', 'ns1.donghai.cn']),
      told(['quad9', 'ns1.parked.example'], ['other', 'ns9.example']),
    );
    expect(change).toMatchObject({ kind: 'nameserver-changed', severity: 'info' });
    expect(change?.summary).toContain(
      'from ns1.donghai.cn, ns2.donghai.cn to ns1.parked.example, as quad9 says',
    );
  });

  it('are no change where nobody was asked, or all say the same', () => {
    expect(changesOf(told(), told(['quad9', 'ns1.donghai.cn']))).toEqual([]);
    const same = told(['quad9', 'ns1.donghai.cn']);
    expect(changesOf(same, same)).toEqual([]);
  });
});

describe('how pictures look', () => {
  const draw = async (digits: string, quality: number): Promise<Buffer> => {
    const { default: sharp } = await import('sharp');
    const bars = [...digits].map(
      (digit, at) =>
        `<rect x="${40 + at * 60}" y="${30 + Number(digit) * 18}" width="40" height="30"/>`,
    );
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="300"><rect width="480" height="300" fill="#9bd"/>${bars.join('')}</svg>`;
    return sharp(Buffer.from(svg)).jpeg({ quality }).toBuffer();
  };

  it.each([
    ['compressed anew', '650000', 40, 'visual-only'],
    ['with another digit in it', '350000', 85, 'image-replaced'],
  ])('a picture %s', async (_, digits, quality, kind) => {
    const bytes = new Map([
      [`sha256:${'a'.repeat(64)}`, await draw('650000', 85)],
      [`sha256:${'b'.repeat(64)}`, await draw(digits, quality)],
    ]);
    const [a, b] = [...bytes.keys()] as `sha256:${string}`[];
    if (a === undefined || b === undefined) throw new Error('two were drawn');
    const get = async (digest: string): Promise<Buffer> => bytes.get(digest) ?? Buffer.alloc(0);
    const looks = await readLooks({ blobs: { get } }, [a, b]);
    const shown = (digest: typeof a): Snapshot => {
      const seen = page('<p><img src="/img/price.jpg" alt="价目表"></p>');
      const src = seen.reading?.images[0]?.src ?? '';
      const images = (seen.reading?.images ?? []).map((one) => ({
        ...one,
        widthPx: 480,
        heightPx: 300,
      }));
      const read = seen.reading === null ? null : { ...seen.reading, images };
      return answering({ ...seen, reading: read }, exchange(src, 200, 'image/jpeg', digest));
    };
    const changes = compareSnapshots(shown(a), shown(b), { terms: [], claims: [], looks });
    expect(changes.map((one) => one.kind)).toEqual([kind]);
  });
});

function exchange(
  url: string,
  status: number,
  type: string,
  digest: `sha256:${string}` = `sha256:${'c'.repeat(64)}`,
): Exchange {
  return {
    ...{ url, method: 'GET', startedAt: '2026-01-01T00:00:00.000Z', durationMs: 1 },
    ...{ resourceType: 'subresource', protocol: 'http/1.1', remoteAddress: null, tls: null },
    ...{ requestHead: null, requestBody: null, error: null, truncated: null, redirectsTo: null },
    ...{ status, responseHead: `HTTP/1.1 ${status}\r\nContent-Type: ${type}\r\n\r\n` },
    responseBody: { digest, sizeBytes: 400 },
  } as Exchange;
}

function answering(snapshot: Snapshot, more: Exchange): Snapshot {
  const exchanges = [...snapshot.manifest.exchanges, more];
  return { ...snapshot, manifest: { ...snapshot.manifest, exchanges } };
}

function withCertificate(snapshot: Snapshot, letter: string): Snapshot {
  const { exchanges, mainExchange } = snapshot.manifest;
  const tls = { version: null, cipherSuite: null, certificates: [`sha256:${letter.repeat(64)}`] };
  const served = exchanges.map((one, at) => (at === mainExchange ? { ...one, tls } : one));
  return { ...snapshot, manifest: { ...snapshot.manifest, exchanges: served as Exchange[] } };
}
