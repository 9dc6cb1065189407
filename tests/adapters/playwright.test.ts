// Visits by a real Chromium, through a real gateway, to a real server: what the visit tells against
// what the server sent.
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEgress } from '../../src/adapters/gateway/egress.js';
import { createBrowser } from '../../src/adapters/playwright/browser.js';
import { socketRoot } from '../../src/adapters/playwright/directories.js';
import { createSystemClock } from '../../src/adapters/system/clock.js';
import type { Exchange } from '../../src/model/exchange.js';
import { visibleText } from '../../src/model/reading.js';
import type { Visit, VisitRequest } from '../../src/model/visit.js';
import type { Browser } from '../../src/ports/browser.js';
import {
  ARABIC,
  GBK_NAME,
  type LocalSite,
  PAGE_GZIP,
  PDF,
  PNG,
  startLocalSite,
} from '../capture/local-site.js';

const clock = createSystemClock();
const packageDir = fileURLToPath(new URL('../..', import.meta.url));
const silent = { info: () => {}, warn: () => {} };
let site: LocalSite;
let tmpDir: string;
let browser: Browser;

/** Left by a process that is no more (its number is past what Linux gives), and by another machine. */
const DEAD = `visit-${hostname()
  .toLowerCase()
  .replace(/[^0-9a-z]/g, '')}-4194305-1-abcdef`;
const ELSEWHERE = 'visit-elsewhere-1-1-abcdef';

async function startBrowser(allowPrivateAddresses = true): Promise<Browser> {
  const resolve = {
    'donghai.test': `127.0.0.1:${site.httpPort}`,
    'secure.test': `127.0.0.1:${site.httpsPort}`,
    'untrusted.test': `127.0.0.1:${site.untrustedPort}`,
    'closed.test': `127.0.0.1:${site.closedPort}`,
  };
  const vantages = {
    default: { proxy: null },
    down: { proxy: `socks5://127.0.0.1:${site.closedPort}` },
  };
  return createBrowser(
    {
      packageDir,
      tmpDir,
      viewport: { widthPx: 1280, heightPx: 800 },
      language: 'zh-CN',
      browserArguments: [`--ignore-certificate-errors-spki-list=${site.trustedKey}`],
    },
    openEgress({ allowPrivateAddresses, resolve, vantages }, clock),
    clock,
    silent,
  );
}

beforeAll(async () => {
  site = await startLocalSite();
  tmpDir = await mkdtemp(join(tmpdir(), 'vestige-visits-'));
  for (const name of [DEAD, ELSEWHERE]) {
    await mkdir(join(tmpDir, name, 'profile'), { recursive: true });
  }
  browser = await startBrowser();
});

afterAll(async () => {
  await browser.close();
  await site.close();
  await rm(tmpDir, { recursive: true, force: true });
});

type Bytes = (ref: { readonly digest: string } | null | undefined) => Buffer | null;

/** Visits, and hands the visit over with a way to read its spooled bytes while they are there. */
async function visit<T>(
  url: string,
  look: (visit: Visit, bytes: Bytes) => T,
  request: Partial<VisitRequest> = {},
  by: Browser = browser,
): Promise<T> {
  const { visit: made, dispose } = await by.visit({
    url,
    vantage: 'default',
    language: null,
    ignore: [],
    select: [],
    timeoutMs: 40_000,
    settleMs: 200,
    maxBytes: 50_000_000,
    userAgent: null,
    ...request,
  });
  const files = new Map<string, Buffer>();
  for (const each of made.spooled) files.set(each.digest, await readFile(each.path));
  try {
    return look(made, (ref) => (ref ? (files.get(ref.digest) ?? null) : null));
  } finally {
    await dispose();
  }
}

const main = (made: Visit): Exchange | undefined => made.exchanges[made.mainExchange ?? -1];

describe('a page', () => {
  it('is recorded byte for byte, and read as a person reads it', async () => {
    await visit('http://donghai.test/liver', (made, bytes) => {
      expect(made.outcome).toEqual({ kind: 'answered', status: 200 });
      expect(made.finalUrl).toBe('http://donghai.test/liver');
      expect(bytes(main(made)?.responseBody)?.equals(PAGE_GZIP)).toBe(true);
      expect(main(made)).toMatchObject({
        resourceType: 'document',
        protocol: 'http/1.1',
        remoteAddress: `127.0.0.1:${site.httpPort}`,
        tls: null,
        error: null,
        truncated: null,
      });
      const head = main(made)?.responseHead ?? '';
      expect(head).toContain('content-ENCODING: gzip\r\n');
      expect(head).toContain(
        'Set-Cookie: a=1; Path=/\r\nSet-Cookie: b=2; Path=/\r\nX-Odd: x  y\r\n',
      );
      expect(main(made)?.requestHead).toContain('Accept-Language: zh-CN');
      expect(main(made)?.requestHead).not.toContain('Headless');

      const paths = made.exchanges.map((each) => `${each.method} ${new URL(each.url).pathname}`);
      expect(paths).toEqual(
        expect.arrayContaining(['GET /i.png', 'GET /lazy.png', 'GET /frame', 'POST /api']),
      );
      expect(new Set(made.exchanges.map((each) => new URL(each.url).hostname))).toEqual(
        new Set(['donghai.test']),
      );
      const image = made.exchanges.find((each) => each.url.endsWith('/i.png'));
      expect(bytes(image?.responseBody)?.equals(PNG)).toBe(true);
      const post = made.exchanges.find((each) => each.method === 'POST');
      expect(bytes(post?.requestBody)?.toString()).toBe('城市=东海');

      const shown = made.reading === null ? '' : visibleText(made.reading);
      expect(shown).toContain('等待时间两周，费用三十万元。');
      expect(shown).toContain('مدة الانتظار أسبوعان');
      expect(shown).not.toContain('曾经');
      expect(made.reading?.blocks.find((each) => each.text === '曾经写着一周')).toMatchObject({
        visible: false,
        zone: 'main',
      });
      const framed = made.reading?.blocks.find((each) => each.text.startsWith('مدة'));
      expect(framed?.frame).toBe('http://donghai.test/frame');
      expect(made.reading).toMatchObject({ title: '东海医院 肝移植', language: 'zh-CN' });
      expect(made.dom).toMatch(/^<!DOCTYPE html>\s*<html lang="zh-CN">/);
      expect(made.screenshot?.subarray(1, 4).toString()).toBe(Buffer.from('PNG').toString());

      const done = made.interactions.map((each) => each.what).join('\n');
      expect(done).toContain('dismissed a dialog (alert): 你好');
      expect(done).toContain('closed a window the page opened');
      expect(done).toMatch(/scrolled \d+ screenfuls to its end/);
      expect(made.provenance?.browser).toMatch(/^(Chromium|Google Chrome).* [0-9.]+$/);
      expect(JSON.stringify(made.provenance)).not.toContain(tmpDir);
    });
    expect(site.asked).toContain('POST /api?x=1 城市=东海');
  });

  it('keeps its own encoding in the bytes and is read in it', async () => {
    await visit('http://donghai.test/gbk', (made, bytes) => {
      expect(bytes(main(made)?.responseBody)?.includes(GBK_NAME)).toBe(true);
      expect(made.reading).toMatchObject({ title: '东海医院', characterSet: 'GBK' });
    });
  });

  it('over HTTP/2 keeps its TLS and its certificate chain', async () => {
    await visit('https://secure.test/ar', (made, bytes) => {
      expect(bytes(main(made)?.responseBody)?.toString()).toBe(ARABIC);
      expect(main(made)).toMatchObject({ protocol: 'h2', tls: { version: 'tls/1.3' } });
      expect(main(made)?.responseHead).toMatch(/^HTTP\/1\.1 200 OK\r\ncontent-type: /);
      const [leaf = null] = main(made)?.tls?.certificates ?? [];
      expect(bytes(leaf === null ? null : { digest: leaf })?.[0]).toBe(0x30);
      expect(made.reading === null ? '' : visibleText(made.reading)).toContain('زراعة الكبد');
    });
  });

  it('of 16,000 px is pictured whole', async () => {
    await visit('http://donghai.test/tall', (made) => {
      // PNG (W3C) §11.2.2: width and height stand at 16 and 20.
      const picture = Buffer.from(made.screenshot ?? []);
      expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1280, 16_000]);
    });
  });

  it('that is a PDF is an exchange with its body', async () => {
    await visit('http://donghai.test/pdf', (made, bytes) => {
      expect(made.outcome).toEqual({ kind: 'answered', status: 200 });
      expect(made.finalUrl).toBe('http://donghai.test/pdf');
      expect(bytes(main(made)?.responseBody)?.equals(PDF)).toBe(true);
      expect(main(made)?.truncated).toBeNull();
      expect(made.reading).toBeNull();
    });
  });

  it('shares nothing with the visit before', async () => {
    for (let time = 0; time < 2; time += 1) {
      await visit('http://donghai.test/cookie', (made) => {
        expect(made.reading === null ? '' : visibleText(made.reading)).toBe('cookie:none');
      });
    }
  });

  it('is looked at before its site’s files for machines are asked for, apart from it', async () => {
    await visit(
      'http://donghai.test/guarded',
      (made, bytes) => {
        expect(main(made)).toMatchObject({ url: 'http://donghai.test/guarded', status: 200 });
        expect(made.reading === null ? '' : visibleText(made.reading)).toBe('东海医院');
        expect(made.finalUrl).toBe('http://donghai.test/guarded');
        const [robots, sitemap, ...more] = made.exchanges.filter(
          ({ resourceType }) => resourceType === 'other',
        );
        expect(more).toEqual([]);
        expect(robots).toMatchObject({ url: 'http://donghai.test/robots.txt', status: 200 });
        const rules = 'User-agent: *\nDisallow: /cn/\n# no cookie';
        expect(bytes(robots?.responseBody)?.toString()).toBe(rules);
        expect(sitemap).toMatchObject({ url: 'http://donghai.test/sitemap.xml', status: 404 });
        const [agent, same] = [main(made), robots].map(
          (one) => /^user-agent:.*$/im.exec(one?.requestHead ?? '')?.[0],
        );
        expect(same).toBe(agent);
        expect(made.interactions.map(({ what }) => what).join()).toContain('/robots.txt');
      },
      { besides: ['/robots.txt', '/sitemap.xml'] },
    );
  });

  it('that hogs its renderer is still a visit, in time', async () => {
    await visit(
      'http://donghai.test/busy',
      (made) => expect(made.outcome).toEqual({ kind: 'answered', status: 200 }),
      { timeoutMs: 8_000 },
    );
  });
});

describe('redirects', () => {
  it('of the server are listed with their status, and their bodies kept', async () => {
    await visit('http://donghai.test/r1', (made, bytes) => {
      expect(made.redirects).toEqual([
        { url: 'http://donghai.test/r1', status: 301, location: 'http://donghai.test/r2' },
        { url: 'http://donghai.test/r2', status: 302, location: 'http://donghai.test/r3' },
        { url: 'http://donghai.test/r3', status: 307, location: 'http://donghai.test/ar' },
      ]);
      expect(made.finalUrl).toBe('http://donghai.test/ar');
      expect(main(made)?.url).toBe('http://donghai.test/ar');
      expect(bytes(made.exchanges[0]?.responseBody)?.toString()).toBe('已搬迁');
    });
  });

  it('by meta refresh and by script are listed with status 0', async () => {
    await visit('http://donghai.test/meta', (made) => {
      expect(made.redirects).toEqual([
        { url: 'http://donghai.test/meta', status: 0, location: 'http://donghai.test/script' },
        { url: 'http://donghai.test/script', status: 0, location: 'http://donghai.test/ar' },
      ]);
      expect(made.reading?.title).toBe('مستشفى');
    });
  });

  it('without end are an answer', async () => {
    await visit('http://donghai.test/loop', (made) => {
      expect(made.outcome).toEqual({ kind: 'answered', status: 302 });
      expect(made.redirects.length).toBeGreaterThan(5);
      expect(made.reading).toBeNull();
    });
  });
});

describe('answers that are no page', () => {
  it('a 404 with a page is read like any other', async () => {
    await visit('http://donghai.test/404', (made) => {
      expect(made.outcome).toEqual({ kind: 'answered', status: 404 });
      expect(made.reading === null ? '' : visibleText(made.reading)).toBe('页面不存在');
    });
  });

  it.each([404, 410, 204])('an empty %i is an answer', async (status) => {
    const path = status === 204 ? '204' : `${status}-empty`;
    await visit(`http://donghai.test/${path}`, (made) => {
      expect(made.outcome).toEqual({ kind: 'answered', status });
      expect(main(made)).toMatchObject({ status, responseBody: null, truncated: null });
      expect(made.screenshot).toBeNull();
    });
  });

  it('a body cut off is marked as such', async () => {
    await visit('http://donghai.test/cut', (made, bytes) => {
      expect(made.outcome).toEqual({ kind: 'answered', status: 200 });
      expect(main(made)?.truncated).toBe('disconnect');
      expect(bytes(main(made)?.responseBody)?.toString()).toBe('<!doctype html><p>半页</p>');
      expect(made.notCaptured).toContainEqual({
        url: 'http://donghai.test/cut',
        reason: 'body incomplete (disconnect): the server broke off (ERR_CONTENT_LENGTH_MISMATCH)',
      });
    });
  });

  it('a body past the limit of bytes is cut there', async () => {
    await visit(
      'http://donghai.test/large',
      (made) => {
        expect(made.outcome).toEqual({ kind: 'answered', status: 200 });
        expect(main(made)?.truncated).toBe('length');
        expect(main(made)?.responseBody?.sizeBytes).toBeLessThanOrEqual(500_000);
      },
      { maxBytes: 500_000 },
    );
  });
});

describe('failures', () => {
  const failure = (url: string, request: Partial<VisitRequest> = {}, by?: Browser) =>
    visit(
      url,
      (made) => {
        expect(made.reading).toBeNull();
        expect(made.screenshot).toBeNull();
        expect(made.finalUrl).toBeNull();
        return made;
      },
      request,
      by,
    );

  it('a reset is a reset', async () => {
    expect((await failure('http://donghai.test/reset')).outcome).toMatchObject({
      kind: 'failed',
      step: 'http',
      failure: 'reset',
      netError: 'ERR_CONNECTION_RESET',
    });
  });

  it('a connection closed without an answer likewise', async () => {
    const { outcome } = await failure('http://donghai.test/nothing');
    expect(outcome).toMatchObject({ failure: 'reset', netError: 'ERR_EMPTY_RESPONSE' });
  });

  it('a refused connection is refused', async () => {
    const { outcome } = await failure('http://closed.test/');
    expect(outcome).toMatchObject({ kind: 'failed', step: 'tcp', failure: 'refused' });
  });

  it('a name that does not exist fails at DNS', async () => {
    const made = await failure('http://yiyuan.invalid/');
    expect(made.outcome).toMatchObject({ kind: 'failed', step: 'dns', failure: 'nxdomain' });
    expect(made.dns).toMatchObject([{ host: 'yiyuan.invalid', addresses: [], error: 'ENOTFOUND' }]);
  });

  it('a server that never answers is a timeout, within the limit', async () => {
    const made = await failure('http://donghai.test/hang', { timeoutMs: 10_000 });
    expect(made.outcome).toMatchObject({ kind: 'failed', step: 'http', failure: 'timeout' });
    expect(made.exchanges[0]?.requestHead).toContain('GET /hang');
  });

  it('a certificate nobody trusts is a failure of TLS, with its chain', async () => {
    const made = await failure('https://untrusted.test/');
    expect(made.outcome).toMatchObject({
      kind: 'failed',
      step: 'tls',
      failure: 'tls-error',
      netError: 'ERR_CERT_AUTHORITY_INVALID',
    });
    expect(main(made)?.tls?.certificates).toHaveLength(1);
    expect(made.spooled.map((each) => each.digest)).toEqual([
      ...(main(made)?.tls?.certificates ?? []),
      made.handshakes?.digest,
    ]);
  });

  it('a dead vantage is our own', async () => {
    const { outcome } = await failure('http://donghai.test/ar', { vantage: 'down' });
    expect(outcome).toMatchObject({ kind: 'not-made', fault: 'vantage-down' });
  });

  it('a private address is refused unless allowed', async () => {
    const careful = await startBrowser(false);
    const asked = site.asked.length;
    const made = await failure(`http://127.0.0.1:${site.httpPort}/ar`, {}, careful);
    expect(made.outcome).toMatchObject({ kind: 'not-made', fault: 'address-refused' });
    expect(made.refused).toContainEqual(expect.objectContaining({ reason: 'private-address' }));
    expect(site.asked.length).toBe(asked);
    await careful.close();
  });

  it('a file of this machine is never opened', async () => {
    const { outcome } = await failure('file:///etc/hostname');
    expect(outcome).toMatchObject({ kind: 'not-made', fault: 'address-refused' });
  });

  it('a browser that dies is ours, and its log is still read', async () => {
    const asked = site.whenAsked('/hang');
    const dying = failure('http://donghai.test/hang', { timeoutMs: 40_000 });
    await asked;
    process.kill(await findBrowserProcess(), 'SIGKILL');
    const made = await dying;
    expect(made.outcome).toMatchObject({ kind: 'not-made', fault: 'browser-failed' });
  });
});

/** The one that visits now: a browser waiting its turn has opened no page on our site. */
async function findBrowserProcess(): Promise<number> {
  const newest: { pid: number; directory: string }[] = [];
  for (const name of await readdir('/proc')) {
    const line = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    const directory = line.split('\0').find((each) => each.startsWith('--user-data-dir='));
    if (directory?.includes(tmpDir) !== true || line.includes('--type=')) continue;
    newest.push({ pid: Number(name), directory: directory.slice('--user-data-dir='.length) });
  }
  for (const { pid, directory } of newest) {
    const log = await readFile(join(directory, '..', 'netlog.json'), 'utf8').catch(() => '');
    if (log.includes('/hang')) return pid;
  }
  const [only] = newest;
  if (only === undefined || newest.length > 1) throw new Error('which browser is it?');
  return only.pid;
}

describe('afterwards', () => {
  it('nothing is left behind, and what dead processes left was swept', async () => {
    await browser.close();
    expect(await readdir(tmpDir)).toEqual([ELSEWHERE]);
    const ours = new RegExp(`^visit-.*-${process.pid}-`);
    expect((await readdir(socketRoot())).filter((name) => ours.test(name))).toEqual([]);
  });

  it('the version is that of the browser', async () => {
    expect(await browser.version()).toMatch(/^(Chromium|Google Chrome) [0-9.]+$/);
  });
});
