// Events of a page -> what it asked of us and where it went: dialogs, popups, downloads, navigations.
import type { BrowserContext, Download, Frame, Page, Request } from 'playwright';
import type { RequestsInFlight } from '../../capture/settle.js';
import type { Interaction } from '../../model/snapshot.js';

export interface PageWatch {
  note(what: string): void;
  interactions(): readonly Interaction[];
  /** URLs of the main frame's navigations, server redirects not counted, in order. */
  navigations(): readonly string[];
  /** Resolves once there have been more navigations than `count`. */
  nextNavigation(count: number): Promise<true>;
  /** Resolves when the first download is over. */
  downloaded(): Promise<void>;
  isCrashed(): boolean;
}

/** Starts watching; everything a page opens or asks for is refused, closed and noted. */
export function watchPage(
  context: BrowserContext,
  page: Page,
  inFlight: RequestsInFlight,
): PageWatch {
  const startedAtMs = performance.now();
  const interactions: Interaction[] = [];
  const navigations: string[] = [];
  const waiting = new Set<() => void>();
  let isCrashed = false;
  const firstDownload = new Promise<Download>((resolve) => page.once('download', resolve));
  const note = (what: string): void => {
    interactions.push({ atMs: Math.round(performance.now() - startedAtMs), what });
  };

  page.on('dialog', (dialog) => {
    note(`dismissed a dialog (${dialog.type()}): ${dialog.message().slice(0, 200)}`);
    void dialog.dismiss().catch(() => {});
  });
  page.on('crash', () => {
    isCrashed = true;
    note('the page crashed its renderer');
  });
  page.on('download', (download) => {
    note(`received as a file: ${download.url()}`);
  });
  context.on('page', (other) => {
    if (other === page) return;
    note(`closed a window the page opened: ${other.url()}`);
    void other.close().catch(() => {});
  });
  context.on('request', (request) => {
    if (!/^https?:/.test(request.url())) return;
    const frame = frameOf(request);
    // A window that is closed takes its requests with it, and does not say so.
    const isOthers = frame === null ? request.isNavigationRequest() : frame.page() !== page;
    if (isOthers) return;
    inFlight.started(request);
    const isNavigation = request.isNavigationRequest() && request.redirectedFrom() === null;
    if (!isNavigation || frame !== page.mainFrame()) return;
    navigations.push(request.url());
    for (const wake of [...waiting]) wake();
  });
  context.on('requestfinished', (request) => inFlight.ended(request));
  context.on('requestfailed', (request) => inFlight.ended(request));

  return {
    note,
    interactions: () => [...interactions],
    navigations: () => [...navigations],
    nextNavigation: (count) =>
      new Promise((resolve) => {
        const wake = (): void => {
          if (navigations.length <= count) return;
          waiting.delete(wake);
          resolve(true);
        };
        waiting.add(wake);
        wake();
      }),
    downloaded: () => firstDownload.then(finish),
    isCrashed: () => isCrashed,
  };
}

/** Requests of workers, and of windows just opening, have no frame and say so by throwing. */
function frameOf(request: Request): Frame | null {
  try {
    return request.frame();
  } catch {
    return null;
  }
}

/** Its bytes are in the network log; the copy on disk is of no use. */
async function finish(download: Download): Promise<void> {
  await download.failure().catch(() => null);
  await download.delete().catch(() => {});
}
