// Sites that never answer and pages that eat memory, before a real Chromium: the visit ends in time,
// says what happened, and leaves neither process nor file.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from '../../src/ports/browser.js';
import { type CleanUp, look, serveHttp, startBrowser, undo } from '../gateway/network.js';

const cleanUp: CleanUp = [];
const ADDRESS = '93.184.216.34';
let browser: Browser;
let tmpDir: string;

const HUNGRY = `<!doctype html><meta charset=utf-8><title>移植</title><p>等待时间两周</p>
<script>const kept = []; for (let n = 0; ; n += 1) kept.push(new Array(100000).fill({ n }));</script>`;
const WAITING = `<!doctype html><meta charset=utf-8><title>مستشفى</title><p>مدة الانتظار أسبوعان</p>
<img src=/never/1><script src=/never/2 async></script><iframe src=/never/3></iframe>`;

beforeAll(async () => {
  const port = await serveHttp((request, response) => {
    const { url = '/' } = request;
    if (url.startsWith('/never')) return;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(url === '/hungry' ? HUNGRY : url === '/waiting' ? WAITING : '<p>好</p>');
  }, cleanUp);
  browser = await startBrowser({ names: () => [ADDRESS], places: { [ADDRESS]: port } }, cleanUp, {
    // Else it takes gigabytes until Chromium says stop.
    browserArguments: ['--js-flags=--max-old-space-size=64'],
    onDirectory: (directory) => {
      tmpDir = directory;
    },
  });
});
afterAll(() => undo(cleanUp));

/** Command lines of this machine's processes that name our directory. */
function processesLeft(): string[] {
  const all = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');
  return all.filter((line) => line.includes(tmpDir));
}

test('a site that hangs for ever is given up in time, whatever of it hangs', async () => {
  const [never, waiting] = await Promise.all([
    look(browser, 'http://hospital.example/never', { timeoutMs: 20_000 }),
    look(browser, 'http://hospital.example/waiting', { timeoutMs: 20_000 }),
  ]);
  expect(never.visit.outcome).toMatchObject({ kind: 'failed', failure: 'timeout' });
  expect(waiting.visit.outcome).toEqual({ kind: 'answered', status: 200 });
  expect(waiting.visit.dom).toContain('مدة الانتظار أسبوعان');
  const missing = waiting.visit.notCaptured.map(({ url }) => new URL(url).pathname);
  expect(missing).toEqual(expect.arrayContaining(['/never/1', '/never/2', '/never/3']));
});

test('a page that eats memory loses its renderer, and the visit says so', async () => {
  const { visit, body } = await look(browser, 'http://hospital.example/hungry', {
    timeoutMs: 20_000,
  });
  expect(visit.outcome).toEqual({ kind: 'answered', status: 200 });
  expect(body?.toString()).toBe(HUNGRY);
  expect(visit.interactions.map(({ what }) => what)).toContain('the page crashed its renderer');
  const next = await look(browser, 'http://hospital.example/');
  expect(next.visit).toMatchObject({
    outcome: { status: 200 },
    dom: expect.stringContaining('好'),
  });
});

test('nothing is left over', async () => {
  await browser.close();
  expect(readdirSync(tmpDir)).toEqual([]);
  expect(processesLeft()).toEqual([]);
});
