// The bundle in the engine of ReplayWeb.page (wabac.js, its file as it was published), in a real
// browser: archived pages show, and nothing is asked of any other machine.
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Frame, type Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exportBundle } from '../../src/prove/export-bundle.js';
import { ARABIC_TEXT, CHINESE_TEXT, makeSample } from '../prove/sample.js';

const SERVICE_WORKER = new URL('../../node_modules/@webrecorder/wabac/dist/sw.js', import.meta.url);
const BROWSER = process.env.VESTIGE_BROWSER ?? '/usr/bin/chromium';

let directory: string;
let server: Server;
let origin: string;
let browser: Browser;
/** The only way out of the browser: it lets nothing through and remembers who asked. */
let wayOut: Server;
const left: string[] = [];
/** Chromium's own services ask too, whatever is shown; they are refused and are not the page's. */
const OF_THE_BROWSER = /^(?:https?:\/\/)?[\w.-]+\.(?:google|googleapis|gstatic)\.com[:/]/;
const leftByPages = () => left.filter((url) => !OF_THE_BROWSER.test(url));

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vestige-replay-'));
  const file = join(directory, 'bundle.wacz');
  const { deps, input } = await makeSample();
  await exportBundle(deps, input, file, () => {});
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/sw.js') {
      response.setHeader('Content-Type', 'text/javascript');
      createReadStream(SERVICE_WORKER).pipe(response);
    } else if (path === '/bundle.wacz') {
      void sendRange(file, request.headers.range, request.method === 'HEAD', response);
    } else if (path === '/') {
      response.setHeader('Content-Type', 'text/html');
      response.end('<!doctype html><title>replay</title>');
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${portOf(server)}`;
  wayOut = createServer((request, response) => {
    left.push(request.url ?? '');
    response.writeHead(403).end();
  }).on('connect', (request, socket) => {
    left.push(request.url ?? '');
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => wayOut.listen(0, '127.0.0.1', resolve));
  const proxy = { server: `http://127.0.0.1:${portOf(wayOut)}`, bypass: '127.0.0.1' };
  browser = await chromium.launch({ executablePath: BROWSER, proxy });
});

afterAll(async () => {
  await browser?.close();
  for (const one of [server, wayOut]) {
    one?.closeAllConnections();
    await new Promise((resolve) => one?.close(resolve));
  }
  await rm(directory, { recursive: true, force: true });
});

function portOf(of: Server): number {
  return (of.address() as AddressInfo).port;
}

async function sendRange(
  file: string,
  range: string | undefined,
  isHead: boolean,
  response: ServerResponse,
): Promise<void> {
  const { size } = await stat(file);
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  const start = from === '' ? Math.max(0, to === '' ? 0 : size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  response.writeHead(range === undefined ? 200 : 206, {
    'Accept-Ranges': 'bytes',
    'Content-Length': end - start + 1,
    ...(range === undefined ? {} : { 'Content-Range': `bytes ${start}-${end}/${size}` }),
  });
  if (isHead) response.end();
  else createReadStream(file, { start, end }).pipe(response);
}

describe('a bundle in wabac.js', () => {
  let context: BrowserContext;
  let page: Page;
  let asked: string[];

  beforeEach(async () => {
    context = await browser.newContext();
    asked = [];
    // Requests of the service worker itself are seen here too.
    context.on('request', (request) => asked.push(request.url()));
    page = await context.newPage();
    await page.goto(origin);
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('/sw.js');
      const { active } = await navigator.serviceWorker.ready;
      const added = new Promise<void>((resolve, reject) => {
        navigator.serviceWorker.addEventListener('message', ({ data }) => {
          if (data.msg_type === 'collAdded') resolve();
          if (data.error) reject(new Error(data.error));
        });
      });
      const file = { sourceUrl: `${location.origin}/bundle.wacz` };
      active?.postMessage({ msg_type: 'addColl', name: 'bundle', type: 'wacz', file });
      await added;
    });
    return async () => {
      await context.close();
    };
  });

  /** Opens an archived page in a frame, as every reader does, and waits for its image. */
  async function replay(timestamp: string, url: string): Promise<Frame> {
    const path = `/w/bundle/${timestamp}mp_/${url}`;
    await page.evaluate((src) => {
      const frame = document.createElement('iframe');
      frame.src = src;
      document.body.append(frame);
    }, path);
    await page.frameLocator('iframe').locator('#logo').waitFor();
    const frame = page.frames()[1];
    if (frame === undefined) throw new Error('the page has no frame');
    return frame;
  }

  async function imageSize(frame: Frame): Promise<readonly number[]> {
    return frame.locator('#logo').evaluate(async (image: HTMLImageElement) => {
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    });
  }

  function expectNothingLeft(): void {
    expect(asked.length).toBeGreaterThan(0);
    const elsewhere = asked.filter(
      (url) => !url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url),
    );
    expect(elsewhere).toEqual([]);
    expect(leftByPages()).toEqual([]);
  }

  it('shows a Chinese page that was sent in GBK and gzip, with its image', async () => {
    const frame = await replay(
      '20261121160000143',
      'http://donghai.test/%E4%BD%93%E6%A3%80?b=2&a=1',
    );
    expect(await frame.locator('h1').innerText()).toBe(CHINESE_TEXT);
    expect(await frame.title()).toBe('东海医院');
    expect(await imageSize(frame)).toEqual([40, 30]);
    expectNothingLeft();
  });

  it('follows the redirect from the address that was watched', async () => {
    const frame = await replay('20261121160000133', 'http://donghai.test/');
    expect(await frame.locator('h1').innerText()).toBe(CHINESE_TEXT);
    expect(frame.url()).toContain('%E4%BD%93%E6%A3%80');
    expectNothingLeft();
  });

  it('shows an Arabic page that came over TLS, with its image', async () => {
    const frame = await replay('20261121160100133', 'https://noor.test/');
    expect(await frame.locator('h1').innerText()).toBe(ARABIC_TEXT);
    expect(await frame.locator('h1').evaluate((h1) => getComputedStyle(h1).direction)).toBe('rtl');
    expect(await imageSize(frame)).toEqual([40, 30]);
    expectNothingLeft();
  });

  it('finds the pictures and texts that readers look for', async () => {
    const view = await page.request.get(`${origin}/bundle.wacz`);
    expect(view.ok()).toBe(true);
    const answer = await page.evaluate(async () => {
      const url = 'urn:thumbnail:http://donghai.test/%E4%BD%93%E6%A3%80?b=2&a=1';
      const response = await fetch(`/w/bundle/20261121160000143id_/${url}`);
      return { type: response.headers.get('content-type'), bytes: (await response.blob()).size };
    });
    expect(answer.type).toBe('image/jpeg');
    expect(answer.bytes).toBeGreaterThan(100);
  });

  it('has a way out that would have been seen to be used', async () => {
    await page.evaluate(() =>
      fetch('http://donghai.test/live', { mode: 'no-cors' }).catch(() => {}),
    );
    expect(leftByPages()).toEqual(['http://donghai.test/live']);
    left.length = 0;
  });

  it('lists the pages with their titles and times', async () => {
    const pages = await page.evaluate(async () => {
      const response = await fetch('/w/api/c/bundle?all=1');
      return (await response.json()).pages as { url: string; title: string; ts: string }[];
    });
    const titles = pages.map(({ title }) => title).sort();
    expect(titles).toEqual(['东海医院', '东海医院', 'مستشفى النور'].sort());
  });
});
