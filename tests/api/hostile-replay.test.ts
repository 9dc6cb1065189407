// A captured page that tries to get out of its replay, in a real browser with every way out recorded.
import { createSocket, type Socket } from 'node:dgram';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Frame, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBrowser } from '../../src/adapters/playwright/find-browser.js';
import { digestOf } from '../../src/model/digest.js';
import type { Visit } from '../../src/model/visit.js';
import type { TestArchive } from '../store/archive.js';
import { PAGE_URL, picture, sampleVisit } from '../store/sample-visit.js';
import { hostilePage } from './hostile-page.js';
import { startService, type TestService } from './service.js';

let service: TestService;
let context: BrowserContext;
let page: Page;
let capture = '';
let netLog = '';
/** The only way out but to this machine itself: it lets nothing through and remembers who asked. */
let wayOut: Server;
let stun: Socket;
let stunAsked = 0;
const left: string[] = [];
const evil = () => left.filter((url) => url.includes('evil.test'));

beforeAll(async () => {
  wayOut = createServer((request, response) => {
    left.push(request.url ?? '');
    response.writeHead(403).end();
  }).on('connect', (request, socket) => {
    left.push(request.url ?? '');
    // The browser may be gone before it hears the answer.
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => wayOut.listen(0, '127.0.0.1', resolve));
  stun = createSocket('udp4').on('message', () => {
    stunAsked += 1;
  });
  await new Promise<void>((resolve) => stun.bind(0, '127.0.0.1', resolve));
  service = await startService();
  const { seed, origin, dir } = service;
  const aims = { dashboard: origin, stunPort: stun.address().port };
  const watch = await seed.watch();
  capture = (await seed.capture(watch, await hostileVisit(seed, hostilePage(aims)))).id;
  netLog = join(dir, 'net-log.json');
  context = await chromium.launchPersistentContext(join(dir, 'profile'), {
    executablePath: findBrowser(process.cwd()),
    ...launching(`--log-net-log=${netLog}`),
    locale: 'en',
  });
  page = await context.newPage();
  await page.goto(service.server.signInUrl ?? '');
  const made = await service.archive.makeSignInLink();
  await page.goto(`${origin}/sign-in?token=${made.secret}`);
  await page.getByRole('heading', { name: 'Inbox' }).waitFor();
});
afterAll(async () => {
  await context?.close();
  await service?.close();
  stun?.close();
  wayOut?.closeAllConnections();
  await new Promise((resolve) => wayOut?.close(resolve));
});

function launching(...args: string[]) {
  const server = `http://127.0.0.1:${portOf(wayOut)}`;
  return {
    args: ['--no-sandbox', ...args],
    proxy: { server, bypass: '127.0.0.1,localhost' },
  };
}

function portOf(of: Server): number {
  return (of.address() as AddressInfo).port;
}

async function hostileVisit({ root }: TestArchive, html: string): Promise<Visit> {
  const dir = join(root, 'spool');
  await mkdir(dir, { recursive: true });
  const visit = await sampleVisit(dir);
  const [document, image] = visit.exchanges;
  if (document === undefined || image === undefined) throw new Error('the sample has two');
  const put = async (name: string, bytes: Buffer) => {
    await writeFile(join(dir, name), bytes);
    return { path: join(dir, name), digest: digestOf(bytes), sizeBytes: bytes.length };
  };
  const [body, pixels] = [await put('h', Buffer.from(html)), await put('p', await picture(40, 30))];
  const answer = (head: string, { digest, sizeBytes }: typeof body) => ({
    responseHead: `HTTP/1.1 200 OK\r\n${head}\r\n\r\n`,
    responseBody: { digest, sizeBytes },
  });
  return {
    ...visit,
    exchanges: [
      {
        ...document,
        // As the browser writes it.
        url: new URL(PAGE_URL).href,
        ...answer(
          'Content-Type: text/html\r\nLink: <https://link.evil.test>; rel=preconnect\r\nRefresh: 900;url=http://refresh2.evil.test/\r\nClear-Site-Data: "storage"\r\nReporting-Endpoints: a="https://report.evil.test/"\r\nContent-Security-Policy-Report-Only: default-src \'none\'; report-uri http://csp.evil.test/',
          body,
        ),
      },
      {
        ...image,
        url: new URL('/图.png', PAGE_URL).href,
        ...answer('Content-Type: image/png', pixels),
      },
    ],
    spooled: [...visit.spooled, body, pixels],
  };
}

/** Opens the replay on the capture's page and waits for the captured page in it. */
async function openReplay(): Promise<Frame> {
  await page.goto(`${service.origin}/captures/${capture}`);
  await page.getByRole('button', { name: 'Replay' }).click();
  return capturedPage();
}

async function capturedPage(): Promise<Frame> {
  const inner = page.frameLocator('iframe.replay').frameLocator('iframe');
  await inner.locator('h1').waitFor();
  const frame = page.frames().find((one) => one.parentFrame()?.parentFrame() === page.mainFrame());
  if (frame === undefined) throw new Error('the replay has no frame');
  return frame;
}

const imageWidth = (frame: Frame) =>
  frame.locator('#logo').evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    return image.naturalWidth;
  });

test('shown still, the page is as it was and runs nothing', async () => {
  const asked: string[] = [];
  context.on('response', (response) => {
    const isFromNetwork = !response.fromServiceWorker() && !/^(data|blob):/.test(response.url());
    if (isFromNetwork) asked.push(response.url());
  });
  const frame = await openReplay();
  expect(await frame.locator('h1').textContent()).toBe('等待时间两周');
  expect(await imageWidth(frame)).toBe(40);
  expect(await frame.locator('#loot').textContent()).toBe('not run');
  const replay = new URL((await page.locator('iframe.replay').getAttribute('src')) ?? '').origin;
  const elsewhere = asked.filter((url) => ![replay, service.origin].includes(new URL(url).origin));
  expect(elsewhere).toEqual([]);
  expect(asked.filter((url) => url.startsWith(replay)).length).toBeGreaterThan(3);
  // Pressed by hand, its form and its link lead nowhere either.
  const moved = () => page.frames().filter((one) => !/^(http:\/\/127|about:)/.test(one.url()));
  await frame.locator('#submit').click();
  await frame.locator('#ping').click();
  expect(moved().map((one) => one.url())).toEqual([]);
  expect(evil()).toEqual([]);
  expect(stunAsked).toBe(0);
  expect(await service.archive.queueDepth()).toMatchObject({ queued: 0, running: 0 });
});

test('the address serves its capture in the dashboard’s frame alone', async () => {
  const answer = await fetch(`${service.origin}/api/v1/captures/${capture}/replay`, {
    method: 'POST',
    headers: {
      ...{ cookie: service.cookie, 'x-vestige-change': '1', 'content-type': 'application/json' },
    },
    body: '{}',
  });
  expect(answer.status).toBe(201);
  const { url } = (await answer.json()) as { url: string };
  const ask = async (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    (await fetch(new URL(path, url), { headers, method })).status;
  expect(await ask('')).toBe(200);
  const policy = (await fetch(url)).headers.get('content-security-policy');
  expect(policy).toContain(`frame-ancestors ${new URL(url).origin} ${service.origin}`);
  expect(await ask('', { 'sec-fetch-dest': 'document' })).toBe(404);
  expect(await ask('capture.wacz', { range: 'bytes=-100' })).toBe(206);
  expect(await ask('capture.wacz', { range: 'bytes=99999999-' })).toBe(416);
  expect(await ask('capture.wacz', { 'sec-fetch-site': 'same-site' })).toBe(404);
  expect(await ask('worker.js?injectScripts=x')).toBe(404);
  expect(await ask('', {}, 'POST')).toBe(404);
  for (const path of ['/', '/api/v1/watches', '/healthz', `/${'0'.repeat(32)}/`, '../vestige.db']) {
    expect([path, await ask(path)]).toEqual([path, 404]);
  }
  const other = new URL(url);
  other.hostname = 'localhost';
  expect((await fetch(other)).status).toBe(404);
  const unheard = await fetch(`${service.origin}/api/v1/captures/c_none/replay`, {
    method: 'POST',
    headers: {
      cookie: service.cookie,
      'x-vestige-change': '1',
      'content-type': 'application/json',
    },
    body: '{}',
  });
  expect(await unheard.json()).toMatchObject({ code: 'CAPTURE_NOT_FOUND' });
});

test('the browser looked up no foreign name meanwhile', async () => {
  await context.close();
  const { constants, events } = JSON.parse(await readFile(netLog, 'utf8')) as {
    constants: { logEventTypes: Record<string, number> };
    events: { type: number; params?: { host?: string } }[];
  };
  const { HOST_RESOLVER_MANAGER_REQUEST: type } = constants.logEventTypes;
  const names = events.flatMap((one) => (one.type === type ? (one.params?.host ?? []) : []));
  expect(names.length).toBeGreaterThan(0);
  // Chromium's own services are looked up too, whatever is shown.
  const known = /127\.0\.0\.1|localhost|\.(google|googleapis|gstatic)\.com/;
  expect(names.filter((name) => !known.test(name))).toEqual([]);
});

test('the same page, unconfined, would have been seen to leave', async () => {
  const bare = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(hostilePage({ dashboard: service.origin, stunPort: stun.address().port }));
  });
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({
    executablePath: findBrowser(process.cwd()),
    ...launching(),
  });
  try {
    await (await browser.newPage()).goto(`http://127.0.0.1:${portOf(bare)}/`, {
      waitUntil: 'commit',
    });
    const hosts = () => evil().map((url) => /([a-z0-9-]+)\.evil\.test/.exec(url)?.[1]);
    const ways = ['fetch', 'image', 'frame', 'video', 'style', 'background'];
    await expect.poll(hosts, { timeout: 30_000 }).toEqual(expect.arrayContaining(ways));
    await expect.poll(() => stunAsked, { timeout: 30_000 }).toBeGreaterThan(0);
  } finally {
    await browser.close();
  }
  bare.close();
  bare.closeAllConnections();
});
