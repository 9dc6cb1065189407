// Pages that try to fill our memory, our disk or our time: the visit ends in time, and what it left
// out is said.
import { readdirSync, statSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../../src/ports/browser.js';
import { type CleanUp, look, serveHttp, startBrowser, undo } from './network.js';

const cleanUp: CleanUp = [];
const ADDRESS = '93.184.216.34';
let browser: Browser;
let tmpDir: string;

/** Zeros by the gigabyte: one gzip member after another would not do, browsers read the first only. */
const GZIP = gzipSync(Buffer.alloc(1_000_000_000), { level: 6 });

/** RFC 8878 §3.1: a frame of RLE blocks, each four bytes for 128 KiB. */
function zstdBomb(sizeBytes: number): Buffer {
  const blocks = Math.ceil(sizeBytes / 131_072);
  const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]);
  const block = (isLast: boolean): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUIntLE((131_072 << 3) | (1 << 1) | (isLast ? 1 : 0), 0, 3);
    return bytes;
  };
  const middle = Buffer.alloc(4 * (blocks - 1), block(false));
  return Buffer.concat([head, middle, block(true)]);
}
const ZSTD = zstdBomb(10_000_000_000);

const IMAGES = Array.from({ length: 10_000 }, (_, index) => `<img src="/i/${index}">`).join('');
const FLOOD = `<!doctype html><meta charset=utf-8><title>洪水</title><p>正文在此</p>
<script>
for (const path of ['/drip', '/headers', '/loop', '/hang']) fetch(path).catch(() => {});
for (let n = 0; n < 1500; n += 1) fetch('http://n' + n + '.flood.example/', { mode: 'no-cors' }).catch(() => {});
for (let n = 0; n < 1000; n += 1) new WebSocket('ws://hospital.example/socket');
</script>${IMAGES}`;

beforeAll(async () => {
  const port = await serveHttp((request, response) => {
    const { url = '/' } = request;
    const html = { 'content-type': 'text/html; charset=utf-8' };
    if (url === '/hang' || url === '/drip') {
      if (url === '/drip') drip(response.socket, 'HTTP/1.1 200 OK\r\nX-Slow: ', '慢', 50);
    } else if (url === '/headers') {
      drip(response.socket, 'HTTP/1.1 200 OK\r\n', `X-More: ${'x'.repeat(60_000)}\r\n`, 0);
    } else if (url === '/endless') {
      response.writeHead(200, html);
      drip(response.socket, '', `10000\r\n${'永'.repeat(21_845)}.\r\n`, 0);
    } else if (url === '/loop') {
      response.writeHead(302, { location: '/loop' }).end();
    } else if (url === '/flood') {
      response.writeHead(200, html).end(FLOOD);
    } else if (url === '/gzip') {
      response.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end(GZIP);
    } else if (url === '/zstd') {
      response.writeHead(200, { ...html, 'content-encoding': 'zstd' }).end(ZSTD);
    } else if (url === '/bombs') {
      const bombs = `<script>fetch('/gzip').then((r) => r.arrayBuffer())</script><iframe src=/zstd></iframe>`;
      response.writeHead(200, html).end(`<!doctype html><title>弹</title><p>正文在此</p>${bombs}`);
    } else response.writeHead(404).end();
  }, cleanUp);
  const names = (): readonly string[] => [ADDRESS];
  browser = await startBrowser({ names, places: { [ADDRESS]: port } }, cleanUp, {
    onDirectory: (directory) => {
      tmpDir = directory;
    },
  });
});
afterAll(() => undo(cleanUp));

/** Writes for ever, at the pace at which it is read. */
function drip(socket: Socket | null, first: string, next: string, everyMs: number): void {
  if (socket === null) return;
  if (first !== '') socket.write(first);
  const again = (): void => {
    if (socket.destroyed) return;
    if (!socket.write(next)) socket.once('drain', again);
    else if (everyMs > 0) setTimeout(again, everyMs);
    else setImmediate(again);
  };
  again();
}

/** The largest network log there was at any time while `work` lasted. */
async function largestLog<T>(work: Promise<T>): Promise<{ result: T; sizeBytes: number }> {
  let sizeBytes = 0;
  const measure = setInterval(() => {
    for (const name of readdirSync(tmpDir)) {
      const found = statSync(join(tmpDir, name, 'netlog.json'), { throwIfNoEntry: false });
      sizeBytes = Math.max(sizeBytes, found?.size ?? 0);
    }
  }, 50);
  try {
    return { result: await work, sizeBytes };
  } finally {
    clearInterval(measure);
  }
}

const TIMEOUT_MS = 12_000;

describe('a page that wants too much', () => {
  it('of everything at once is looked at as far as it goes', async () => {
    const { visit, body } = await look(browser, 'http://hospital.example/flood', {
      timeoutMs: TIMEOUT_MS,
    });
    expect(visit.outcome).toEqual({ kind: 'answered', status: 200 });
    expect(body?.toString()).toBe(FLOOD);
    expect(visit.refused.length).toBeLessThanOrEqual(1_001);
    expect(visit.dns.length).toBeLessThanOrEqual(1_000);
    expect(visit.notCaptured.map((each) => each.url)).toContain('http://hospital.example/hang');
  });

  it('and never ends is cut off at the limit of bytes', async () => {
    const { visit, body } = await look(browser, 'http://hospital.example/endless', {
      timeoutMs: TIMEOUT_MS,
      maxBytes: 1_000_000,
    });
    expect(visit.outcome).toEqual({ kind: 'answered', status: 200 });
    expect(visit.exchanges[visit.mainExchange ?? -1]?.truncated).toBe('length');
    expect(body?.length).toBeLessThanOrEqual(1_000_000);
  });

  it('by unpacking is stopped before it fills the disk', async () => {
    const work = look(browser, 'http://hospital.example/bombs', {
      // The limit of the log ends it, not the time.
      timeoutMs: 60_000,
      maxBytes: 2_000_000,
    });
    const { result, sizeBytes } = await largestLog(work);
    // 36 MiB of log are allowed to so small a visit; unpacked, the bombs are 11 GB.
    expect(sizeBytes).toBeGreaterThan(20_000_000);
    expect(sizeBytes).toBeLessThan(200_000_000);
    expect(result.visit.interactions.map((each) => each.what).join()).toContain('stopped loading');
    const bombs = result.visit.exchanges.filter((each) => /gzip|zstd/.test(each.url));
    expect(bombs.map((each) => each.truncated)).toContain('length');
    expect(result.visit.dom ?? '正文在此').toContain('正文在此');
  });
});
