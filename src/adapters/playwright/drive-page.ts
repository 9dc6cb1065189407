// A fresh page -> the visit as a careful person would make it: load, settle, scroll, look, read.
import type { BrowserContext, Page } from 'playwright';
import { mergeFrames } from '../../capture/merge-frames.js';
import { readPageExpression } from '../../capture/read-page.js';
import { type Scrolled, scrollExpression } from '../../capture/scroll.js';
import {
  drawnExpression,
  pendingRefreshExpression,
  type RequestsInFlight,
} from '../../capture/settle.js';
import type { PageReading } from '../../model/reading.js';
import type { VisitRequest } from '../../model/visit.js';
import type { Clock } from '../../ports/clock.js';
import { type Deadline, within } from './deadline.js';
import { openFrameWorlds, openMainWorld } from './frame-worlds.js';
import type { PageWatch } from './watch-page.js';

/** What was seen of the page itself; nulls where nothing was rendered. */
export interface PageView {
  readonly isRendered: boolean;
  readonly finalUrl: string | null;
  readonly reading: PageReading | null;
  readonly dom: string | null;
  readonly screenshot: Uint8Array | null;
}

/** A meta refresh that waits longer is part of the page, not a redirect. */
const MAX_REFRESH_MS = 10_000;
/** Pages that talk without end are looked at as they are. */
const MAX_SETTLE_MS = 8_000;
const STALLED_MS = 2_000;
const MAX_NAVIGATIONS = 10;
const MAX_SCROLL_MS = 15_000;
const MAX_HEIGHT_PX = 50_000;
const SCROLL_PAUSE_MS = 60;
const DOM_EXPRESSION =
  '(document.doctype ? new XMLSerializer().serializeToString(document.doctype) + "\\n" : "") + document.documentElement.outerHTML';

const NOTHING: PageView = {
  isRendered: false,
  finalUrl: null,
  reading: null,
  dom: null,
  screenshot: null,
};

export interface Drive {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly watch: PageWatch;
  readonly inFlight: RequestsInFlight;
  readonly deadline: Deadline;
  readonly clock: Clock;
}

/** Never throws for what the page does, and is back by its deadline. */
export async function drivePage(drive: Drive, request: VisitRequest): Promise<PageView> {
  const { page, watch, deadline } = drive;
  // A picture and a reading of what is there beat waiting for what never comes.
  const lookMs = Math.min(10_000, deadline.remainingMs() * 0.3);
  const loading = deadline.earlier(lookMs);
  // Until there is something to look at, most of that time may go into waiting for it.
  const answering = deadline.earlier(lookMs * 0.3);
  const loaded = page.goto(request.url, {
    waitUntil: 'commit',
    timeout: Math.max(1, answering.remainingMs()),
  });
  const isFile = loaded.then(
    () => false,
    (error: unknown) => String(error).includes('Download is starting'),
  );
  if ((await within(drive.clock, answering.remainingMs() + 100, isFile)) === true) {
    await within(drive.clock, deadline.remainingMs(), watch.downloaded());
  }
  if (!isRendered(page)) return NOTHING;
  await settleDown(drive, request.settleMs, loading);
  await scroll(drive, request.settleMs, loading);
  if (watch.isCrashed() || !isRendered(page)) return NOTHING;
  const screenshot = await takeScreenshot(drive);
  const { reading, dom } = await read(drive, request);
  return { isRendered: true, finalUrl: page.url(), reading, dom, screenshot };
}

function isRendered(page: Page): boolean {
  return /^https?:/.test(page.url());
}

/** Until the page is loaded, silent and drawn, wherever its own redirects lead. */
async function settleDown(drive: Drive, settleMs: number, limit: Deadline): Promise<void> {
  const { page, watch, inFlight, clock, context } = drive;
  for (let round = 0; round < MAX_NAVIGATIONS && limit.remainingMs() > 0; round += 1) {
    const navigations = watch.navigations().length;
    // A document cut off on its way never fires load: then silence must do.
    const loaded = page.waitForLoadState('load', { timeout: 0 });
    const stalled = inFlight.quiet(STALLED_MS, limit.remainingMs());
    await within(clock, limit.remainingMs(), Promise.race([loaded, stalled]));
    const settleMaxMs = Math.min(MAX_SETTLE_MS + settleMs, limit.remainingMs());
    if (!(await inFlight.quiet(settleMs, settleMaxMs))) watch.note('requests never fell silent');
    const drawnMs = Math.min(3_000, limit.remainingMs());
    const refreshMs = await within(
      clock,
      drawnMs + 500,
      openMainWorld(context, page).then(async (world) => {
        await world.evaluate(drawnExpression(drawnMs));
        return world.evaluate(pendingRefreshExpression());
      }),
    );
    if (watch.navigations().length > navigations) continue;
    if (typeof refreshMs !== 'number' || refreshMs > MAX_REFRESH_MS) return;
    const waitMs = Math.min(refreshMs + 2_000, limit.remainingMs());
    const moved = await within(clock, waitMs, watch.nextNavigation(navigations));
    if (moved === null) return;
  }
}

async function scroll(drive: Drive, settleMs: number, limit: Deadline): Promise<void> {
  const { clock, context, page, watch, inFlight } = drive;
  const maxMs = Math.min(MAX_SCROLL_MS, limit.remainingMs());
  if (maxMs < 100) {
    watch.note('not scrolled: no time left');
    return;
  }
  const expression = scrollExpression({
    maxHeightPx: MAX_HEIGHT_PX,
    maxMs,
    pauseMs: SCROLL_PAUSE_MS,
  });
  const scrolled = (await within(
    clock,
    maxMs + 1_000,
    openMainWorld(context, page).then((world) => world.evaluate(expression)),
  )) as Scrolled | null;
  if (scrolled === null) {
    watch.note('not scrolled: the page did not answer');
    return;
  }
  if (scrolled.screenfuls === 0) return;
  const extent = scrolled.reachedEnd ? 'to its end' : 'until a limit';
  watch.note(`scrolled ${scrolled.screenfuls} screenfuls ${extent}, and back to the top`);
  await inFlight.quiet(settleMs, Math.min(MAX_SETTLE_MS, limit.remainingMs()));
}

/** The whole page; where that cannot be had, as much of it as can. */
async function takeScreenshot(drive: Drive): Promise<Uint8Array | null> {
  const { clock, page, watch, deadline } = drive;
  const { width } = page.viewportSize() ?? { width: 1280 };
  const shoot = (heightPx: number | null): Promise<Uint8Array | null> => {
    const timeoutMs = deadline.remainingMs() * 0.6;
    const part =
      heightPx === null ? {} : { clip: { x: 0, y: 0, width, height: heightPx }, fullPage: true };
    const options = {
      animations: 'disabled',
      caret: 'hide',
      timeout: Math.max(1, timeoutMs),
    } as const;
    return within(clock, timeoutMs, page.screenshot({ ...options, ...part }));
  };
  const heightPx = await within(
    clock,
    Math.min(2_000, deadline.remainingMs()),
    openMainWorld(drive.context, page).then((world) =>
      world.evaluate(
        'Math.max(document.documentElement.scrollHeight, document.body?.scrollHeight ?? 0)',
      ),
    ),
  );
  const wholePx = typeof heightPx === 'number' ? Math.max(heightPx, 1) : null;
  if (wholePx !== null) {
    const shotPx = Math.min(wholePx, MAX_HEIGHT_PX);
    const whole = await shoot(Math.max(shotPx, page.viewportSize()?.height ?? 1));
    if (whole !== null) {
      if (shotPx < wholePx) watch.note(`picture ends at ${shotPx} of ${wholePx} px`);
      return whole;
    }
  }
  watch.note('the picture shows the first screenful only');
  return shoot(null);
}

async function read(
  drive: Drive,
  request: VisitRequest,
): Promise<{ reading: PageReading | null; dom: string | null }> {
  const { clock, context, page, deadline } = drive;
  const worlds = await within(clock, deadline.remainingMs(), openFrameWorlds(context, page));
  const [main, ...frames] = worlds ?? [];
  if (main === undefined) return { reading: null, dom: null };
  const ask = (world: typeof main, expression: string): Promise<unknown> =>
    within(clock, deadline.remainingMs(), world.evaluate(expression));
  const expression = readPageExpression({ ignore: request.ignore, select: request.select });
  const own = (await ask(main, expression)) as PageReading | null;
  const dom = await ask(main, DOM_EXPRESSION);
  const parts = [];
  for (const frame of frames) {
    const reading = (await ask(
      frame,
      readPageExpression({ ignore: [], select: [] }),
    )) as PageReading | null;
    if (reading !== null) parts.push({ url: frame.url, isShown: frame.isShown, reading });
  }
  return {
    reading: own === null ? null : mergeFrames(own, parts),
    dom: typeof dom === 'string' ? dom : null,
  };
}
