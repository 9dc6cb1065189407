// A fresh page -> the visit as a careful person would make it: load, settle, scroll, look, read.
import type { BrowserContext, Page } from 'playwright';
import { type Scrolled, scrollExpression } from '../../capture/scroll.js';
import { type Drawn, drawnExpression, type RequestsInFlight } from '../../capture/settle.js';
import type { PageReading } from '../../model/reading.js';
import type { VisitRequest } from '../../model/visit.js';
import type { Clock } from '../../ports/clock.js';
import { readRefusals } from './asked-for.js';
import { type Deadline, within } from './deadline.js';
import { openPageWorlds, type PageWorlds } from './frame-worlds.js';
import { fetchLinkedFiles, type LinkedFiles, NO_LINKED_FILES } from './linked-files.js';
import { readFrames } from './read-frames.js';
import { takePicture } from './take-picture.js';
import type { PageWatch } from './watch-page.js';

/** What was seen of the page itself; nulls where nothing was rendered. */
export interface PageView {
  readonly isRendered: boolean;
  readonly finalUrl: string | null;
  readonly reading: PageReading | null;
  readonly dom: string | null;
  readonly screenshot: Uint8Array | null;
  readonly linked: LinkedFiles;
}

/** A meta refresh that waits longer is part of the page, not a redirect. */
const MAX_REFRESH_MS = 10_000;
/** Pages that talk without end are looked at as they are. */
const MAX_SETTLE_MS = 8_000;
const STALLED_MS = 2_000;
const MAX_NAVIGATIONS = 10;
const MAX_SCROLL_MS = 15_000;
const MAX_HEIGHT_PX = 100_000;
/** Pages that grow as they are scrolled are followed so far. */
const MAX_GROWN_PX = 40_000;
const SCROLL_PAUSE_MS = 50;
/** A page that has not answered by then does not on any machine. */
const MAX_BUSY_MS = 4_000;
const NOTHING: PageView = {
  isRendered: false,
  finalUrl: null,
  reading: null,
  dom: null,
  screenshot: null,
  linked: NO_LINKED_FILES,
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
  const { context, page, watch, deadline, clock } = drive;
  // A picture and a reading of what is there beat waiting for what never comes.
  const lookMs = Math.min(10_000, deadline.remainingMs() * 0.3);
  const loading = deadline.earlier(lookMs);
  const worlds = await within(clock, loading.remainingMs(), openPageWorlds(context, page));
  if (worlds === null) return NOTHING;
  // Until there is something to look at, most of that time may go into waiting for it.
  const answering = deadline.earlier(lookMs * 0.3);
  const arrived = arrive(drive, worlds, request, { loading, answering });
  // A page without its renderer is waited for in vain.
  const isThere = await Promise.race([arrived, watch.crashed()]);
  return isThere ? look(drive, worlds, request) : NOTHING;
}

/** Until the page stands as it is to be looked at; false where there is none. */
async function arrive(
  drive: Drive,
  worlds: PageWorlds,
  { url, settleMs }: VisitRequest,
  { loading, answering }: Readonly<Record<'loading' | 'answering', Deadline>>,
): Promise<boolean> {
  const { page, watch, deadline, clock } = drive;
  const loaded = page.goto(url, {
    waitUntil: 'commit',
    timeout: Math.max(1, answering.remainingMs()),
  });
  const isFile = loaded.then(
    () => false,
    (error: unknown) => String(error).includes('Download is starting'),
  );
  if ((await within(clock, answering.remainingMs() + 100, isFile)) === true) {
    await within(clock, deadline.remainingMs(), watch.downloaded());
  }
  if (!isRendered(page)) return false;
  const settled = await settleDown(drive, worlds, settleMs, loading);
  if (settled === 'still') await scroll(drive, worlds, settleMs, loading);
  else await calm(drive, worlds, settled);
  return isRendered(page);
}

/** Reads first: the picture may hold the page still, which changes it. */
async function look(drive: Drive, worlds: PageWorlds, request: VisitRequest): Promise<PageView> {
  const { context, page, watch, deadline, clock } = drive;
  const reading = deadline.earlier(deadline.remainingMs() * 0.5);
  const refusals = within(clock, reading.remainingMs(), readRefusals(context));
  const text = await readFrames(worlds, clock, reading, request);
  const viewport = page.viewportSize() ?? { width: 1280, height: 800 };
  const picture = await takePicture(
    {
      session: worlds.session,
      frames: text.frames,
      widthPx: viewport.width,
      heightPx: text.reading?.heightPx ?? viewport.height,
      screenfulPx: viewport.height,
    },
    clock,
    deadline,
  );
  const notes = [...((await refusals) ?? []), ...text.notes, ...picture.notes];
  for (const note of notes) watch.note(note);
  const finalUrl = page.url();
  const linked =
    text.reading === null || !request.linkedFiles?.most
      ? NO_LINKED_FILES
      : await fetchLinkedFiles(
          { reading: text.reading, page: finalUrl },
          worlds,
          clock,
          deadline.earlier(500),
          request.linkedFiles,
        );
  if (linked.asked.length > 0)
    watch.note(`asked for files the page links to: ${linked.asked.length}`);
  return {
    isRendered: true,
    finalUrl,
    reading: text.reading,
    dom: text.dom,
    screenshot: picture.png,
    linked,
  };
}

function isRendered(page: Page): boolean {
  return /^https?:/.test(page.url());
}

/** How a page is when waiting for it ends: as it stays, busy with itself, or still on its way. */
type Settled = 'still' | 'busy' | 'moving';

/** Until the page is loaded, silent and drawn, wherever its own redirects lead. */
async function settleDown(
  drive: Drive,
  worlds: PageWorlds,
  settleMs: number,
  limit: Deadline,
): Promise<Settled> {
  const { page, watch, inFlight, clock } = drive;
  for (let round = 0; round < MAX_NAVIGATIONS && limit.remainingMs() > 0; round += 1) {
    const navigations = watch.begun();
    // A document cut off on its way never fires load: then silence must do.
    const loaded = page.waitForLoadState('load', { timeout: 0 });
    const stalled = inFlight.quiet(STALLED_MS, limit.remainingMs());
    await within(clock, limit.remainingMs(), Promise.race([loaded, stalled]));
    const settleMaxMs = Math.min(MAX_SETTLE_MS + settleMs, limit.remainingMs());
    if (!(await inFlight.quiet(settleMs, settleMaxMs))) watch.note('requests never fell silent');
    const drawnMs = Math.min(3_000, limit.remainingMs());
    const drawn = await within(
      clock,
      drawnMs + MAX_BUSY_MS,
      worlds.main().then((world) => world.evaluate(drawnExpression(drawnMs))),
    );
    if (watch.begun() > navigations) continue;
    if (drawn === null) return 'busy';
    const refreshMs = (drawn as Drawn).refreshMs;
    if (refreshMs === null || refreshMs > MAX_REFRESH_MS) return 'still';
    const waitMs = Math.min(refreshMs + 2_000, limit.remainingMs());
    const moved = await within(clock, waitMs, watch.nextNavigation(navigations));
    if (moved === null) return 'still';
  }
  return 'moving';
}

/** A page that gives nobody a chance to look at it goes on without its scripts. */
async function calm(drive: Drive, worlds: PageWorlds, how: 'busy' | 'moving'): Promise<void> {
  const { clock, watch, deadline, inFlight } = drive;
  const maxMs = Math.min(5_000, deadline.remainingMs() * 0.3);
  const isStopped = await worlds.stopScripts(clock, maxMs);
  if (!isStopped) return watch.note('not scrolled: the page did not answer');
  if (how === 'busy') {
    return watch.note('stopped the scripts of the page, which kept it busy; not scrolled');
  }
  watch.note('the page led on and on: looked at without its scripts; not scrolled');
  await inFlight.quiet(500, Math.min(3_000, deadline.remainingMs() * 0.3));
}

async function scroll(
  drive: Drive,
  worlds: PageWorlds,
  settleMs: number,
  limit: Deadline,
): Promise<void> {
  const { clock, watch, inFlight } = drive;
  const maxMs = Math.min(MAX_SCROLL_MS, limit.remainingMs());
  if (maxMs < 100) {
    watch.note('not scrolled: no time left');
    return;
  }
  const expression = scrollExpression({
    maxHeightPx: MAX_HEIGHT_PX,
    maxGrownPx: MAX_GROWN_PX,
    maxMs,
    pauseMs: SCROLL_PAUSE_MS,
  });
  const scrolled = (await within(
    clock,
    maxMs + MAX_BUSY_MS,
    worlds.main().then((world) => world.evaluate(expression)),
  )) as Scrolled | null;
  if (scrolled === null) {
    watch.note('not scrolled: the page did not answer');
    await calm(drive, worlds, 'busy');
    return;
  }
  const { screenfuls, regions, stoppedBy } = scrolled;
  if (screenfuls === 0 && regions === 0) return;
  const extent = stoppedBy === null ? 'to its end' : `until a limit (${stoppedBy})`;
  const inner = regions === 0 ? '' : `, and ${regions} regions within it`;
  watch.note(`scrolled ${screenfuls} screenfuls ${extent}${inner}, and back to the top`);
  await inFlight.quiet(settleMs, Math.min(MAX_SETTLE_MS, limit.remainingMs()));
  const drawnMs = Math.min(3_000, limit.remainingMs());
  await within(
    clock,
    drawnMs + MAX_BUSY_MS,
    worlds.main().then((world) => world.evaluate(drawnExpression(drawnMs))),
  );
}
