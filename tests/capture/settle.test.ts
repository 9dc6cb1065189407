// Requests in flight and time, both moved by hand -> when a page counts as silent; and the waiting
// and scrolling expressions in a real browser.
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../src/adapters/playwright/find-browser.js';
import { scrollExpression } from '../../src/capture/scroll.js';
import { drawnExpression, trackRequests } from '../../src/capture/settle.js';
import type { Clock } from '../../src/ports/clock.js';

/** A clock that stands still until it is moved. */
function createManualClock(): Clock & { advance(ms: number): Promise<void> } {
  let nowMs = 0;
  const sleepers = new Set<{ atMs: number; wake: () => void }>();
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return {
    nowMs: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const sleeper = {
          atMs: nowMs + ms,
          wake: () => {
            sleepers.delete(sleeper);
            resolve();
          },
        };
        sleepers.add(sleeper);
        if (signal?.aborted === true) sleeper.wake();
        signal?.addEventListener('abort', sleeper.wake, { once: true });
      }),
    async advance(ms) {
      await turn();
      nowMs += ms;
      for (const each of [...sleepers]) if (each.atMs <= nowMs) each.wake();
      await turn();
    },
  };
}

describe('silence', () => {
  const start = (settleMs: number, maxMs: number) => {
    const clock = createManualClock();
    const inFlight = trackRequests(clock);
    const seen: { silent: boolean | null } = { silent: null };
    const wait = () =>
      void inFlight.quiet(settleMs, maxMs).then((silent) => {
        seen.silent = silent;
      });
    return { clock, inFlight, seen, wait };
  };

  it('comes when nothing was asked for a while', async () => {
    const { clock, seen, wait } = start(500, 5_000);
    wait();
    await clock.advance(499);
    expect(seen.silent).toBeNull();
    await clock.advance(1);
    expect(seen.silent).toBe(true);
  });

  it('starts anew with every request, and waits for its end', async () => {
    const { clock, inFlight, seen, wait } = start(500, 10_000);
    const request = {};
    wait();
    await clock.advance(400);
    inFlight.started(request);
    await clock.advance(3_000);
    expect(seen.silent).toBeNull();
    inFlight.ended(request);
    inFlight.ended(request);
    await clock.advance(499);
    expect(seen.silent).toBeNull();
    await clock.advance(1);
    expect(seen.silent).toBe(true);
  });

  it('is given up when requests never end', async () => {
    const { clock, inFlight, seen, wait } = start(500, 4_000);
    inFlight.started({});
    wait();
    await clock.advance(3_999);
    expect(seen.silent).toBeNull();
    await clock.advance(1);
    expect(seen.silent).toBe(false);
  });
});

describe('in a browser', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: findBrowser(process.cwd()) });
    page = await browser.newPage({ viewport: { width: 800, height: 600 } });
  });
  afterAll(() => browser.close());

  it('a page is scrolled to its end and back, so that lazy parts come', async () => {
    await page.setContent(
      '<body style="margin:0;scroll-behavior:smooth"><div style="height:3000px"></div><p id="far">远</p><script>new IntersectionObserver(([e])=>{if(e.isIntersecting)document.title="来了"}).observe(document.querySelector("#far"))</script>',
    );
    const limits = { maxHeightPx: 50_000, maxGrownPx: 50_000, maxMs: 60_000, pauseMs: 20 };
    const scrolled = await page.evaluate(scrollExpression(limits));
    expect(scrolled).toMatchObject({ stoppedBy: null, screenfuls: 5, regions: 0 });
    expect(await page.title()).toBe('来了');
    expect(await page.evaluate('scrollY')).toBe(0);
  });

  it('a page that grows for ever is left at a limit', async () => {
    await page.setContent(
      '<body><div style="height:900px"></div><script>addEventListener("scroll",()=>{document.body.append(Object.assign(document.createElement("div"),{style:"height:900px"}))})</script>',
    );
    const limits = { maxHeightPx: 50_000, maxGrownPx: 6_000, maxMs: 60_000, pauseMs: 20 };
    expect(await page.evaluate(scrollExpression(limits))).toMatchObject({
      stoppedBy: expect.stringMatching(/^\d+ px$/),
    });
  });

  it.each([
    ['an empty root', '<div id="app"></div>', "document.getElementById('app')"],
    [
      'the empty box of a site builder',
      '<a href="/">HOME</a><div id="SITE_CONTAINER"></div>',
      "document.getElementById('SITE_CONTAINER')",
    ],
    ['a sign of loading', '<div id="box">加载中…</div>', "document.getElementById('box')"],
  ])('%s is waited for', async (_name, html, target) => {
    await page.setContent(html);
    const text = '移植中心现有床位四十六张，等待时间一般为两周。';
    await page.evaluate(
      `setTimeout(() => { ${target}.textContent = ${JSON.stringify(text.repeat(3))}; }, 300)`,
    );
    await page.evaluate(drawnExpression(60_000));
    expect(await page.locator('body').innerText()).toContain(text);
  });

  it('a page that leads on is not waited for', async () => {
    await page.setContent(
      '<meta http-equiv="refresh" content="30; url=http://other.test/">loading',
    );
    expect(await page.evaluate(drawnExpression(60_000))).toEqual({ refreshMs: 30_000 });
  });

  it('drawing is waited for, and no longer than allowed', async () => {
    await page.route('**/never.png', () => {});
    await page.setContent('<p>字</p>');
    await page.evaluate(drawnExpression(5_000));
    await page.evaluate(
      'void (document.body.append(new Image()), document.images[0].src = "http://x.test/never.png")',
    );
    await page.evaluate(drawnExpression(50));
  });

  it.each([
    ['5; url=/elsewhere', 5_000],
    ['0;URL="http://other.test/"', 0],
    ['3, /elsewhere', 3_000],
    ['30', null],
    ['5; url=', null],
  ])('a pending refresh "%s" is due in %s ms', async (content, delayMs) => {
    await page.route('http://donghai.test/', (route) =>
      route.fulfill({ body: '<p>', contentType: 'text/html' }),
    );
    await page.goto('http://donghai.test/');
    // Put in by hand, so that it is there to be read and never carried out.
    await page.evaluate((value) => {
      const meta = document.createElement('meta');
      meta.setAttribute('content', value);
      document.head.append(meta);
      Object.defineProperty(Document.prototype, 'querySelector', { value: () => meta });
    }, content);
    expect(await page.evaluate(drawnExpression(5_000))).toEqual({ refreshMs: delayMs });
  });
});
