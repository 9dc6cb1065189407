// Events of a page -> what it asked of us and where it went: dialogs, popups, downloads, navigations.
import type { BrowserContext, Download, Frame, Page, Request } from 'playwright';
import type { RequestsInFlight } from '../../capture/settle.js';
import type { Interaction } from '../../model/snapshot.js';

export interface PageWatch {
  note(what: string): void;
  interactions(): readonly Interaction[];
  /**
   * URLs of the main frame's navigations that led to a document, server redirects not counted, in
   * order; those that led nowhere (204, a download) only where none led anywhere.
   */
  navigations(): readonly string[];
  /** Navigations begun so far, whatever came of them. */
  begun(): number;
  /** Resolves once more navigations than `count` have begun. */
  nextNavigation(count: number): Promise<true>;
  /** Resolves when the first download is over. */
  downloaded(): Promise<void>;
  /** Resolves, to false, when the page has lost its renderer. */
  crashed(): Promise<false>;
}

interface Navigation {
  readonly request: Request;
  hasArrived: boolean;
}

/** A page may ask without end; the first so many tell what it is like. */
const MAX_NOTES = 200;
const MAX_URL = 300;
const MAX_SAID = 200;
/** Schemes a browser opens by itself. */
const OF_BROWSERS = /^(data|blob|about|javascript|filesystem|chrome|chrome-error|file|wss?)$/;
/** What Chromium says when a page asks for something that only a visitor's own hand may start. */
const REFUSED = [
  { said: 'File chooser dialog can only', what: 'chose no file for the page' },
  {
    said: "Blocked attempt to show a 'beforeunload'",
    what: 'left unasked when the page wanted to be asked',
  },
  {
    said: "Failed to execute 'requestFullscreen'",
    what: 'did not give the whole screen to the page',
  },
] as const;

/** Starts watching; everything a page opens or asks for is refused, closed and noted. */
export function watchPage(
  context: BrowserContext,
  page: Page,
  inFlight: RequestsInFlight,
): PageWatch {
  const startedAtMs = performance.now();
  const interactions: Interaction[] = [];
  const navigations: Navigation[] = [];
  const waiting = new Set<() => void>();
  const firstDownload = new Promise<Download>((resolve) => page.once('download', resolve));
  const note = (what: string, said?: string): void => {
    const atMs = Math.round(performance.now() - startedAtMs);
    const words = said === undefined ? {} : { said };
    if (interactions.length < MAX_NOTES) interactions.push({ atMs, what, ...words });
    else if (interactions.length === MAX_NOTES) interactions.push({ atMs, what: 'and more' });
  };
  const noted = new Set<string>();
  const noteOnce = (what: string, said?: string): void => {
    if (noted.has(what)) return;
    noted.add(what);
    note(what, said);
  };

  page.on('dialog', (dialog) => {
    const said = dialog.message().slice(0, MAX_SAID);
    noteOnce(`dismissed a dialog (${dialog.type()}): ${said}`, said);
    void dialog.dismiss().catch(() => {});
  });
  page.on('framenavigated', (frame) => {
    if (frame !== page.mainFrame()) return;
    // An error page stands for whatever failed last; a step within a document is none of them.
    const isError = frame.url().startsWith('chrome-error:');
    const arrived = navigations.findLast(
      ({ request }) => isError || withoutHash(lastOf(request).url()) === withoutHash(frame.url()),
    );
    if (arrived !== undefined) arrived.hasArrived = true;
  });
  const crashed = new Promise<false>((resolve) => page.once('crash', () => resolve(false)));
  void crashed.then(() => note('the page crashed its renderer'));
  page.on('download', (download) => {
    note(`received as a file: ${download.url()}`);
  });
  context.on('page', (other) => {
    if (other === page) return;
    note(`closed a window the page opened: ${other.url()}`);
    void other.close().catch(() => {});
  });
  page.on('console', (message) => {
    // The browser's own words have no arguments; those of a page are arguments.
    if (message.args().length > 0) return;
    const refused = REFUSED.find(({ said }) => message.text().startsWith(said));
    if (refused !== undefined) noteOnce(refused.what);
  });
  context.on('request', (request) => {
    const [scheme = ''] = request.url().split(':', 1);
    if (!/^https?$/.test(scheme)) {
      if (!OF_BROWSERS.test(scheme)) {
        noteOnce(`did not start another program: ${request.url().slice(0, MAX_URL)}`);
      }
      return;
    }
    const frame = frameOf(request);
    // A window that is closed takes its requests with it, and does not say so.
    const isOthers = frame === null ? request.isNavigationRequest() : frame.page() !== page;
    if (isOthers) return;
    inFlight.started(request);
    const isNavigation = request.isNavigationRequest() && request.redirectedFrom() === null;
    if (!isNavigation || frame !== page.mainFrame()) return;
    navigations.push({ request, hasArrived: false });
    for (const wake of [...waiting]) wake();
  });
  context.on('requestfinished', (request) => inFlight.ended(request));
  context.on('requestfailed', (request) => {
    inFlight.ended(request);
    const isProxy = request.failure()?.errorText === 'net::ERR_UNEXPECTED_PROXY_AUTH';
    if (isProxy) noteOnce(`gave no name and password to a proxy (407): ${request.url()}`);
  });
  context.on('response', (response) => {
    if (response.status() !== 401 || response.headers()['www-authenticate'] === undefined) return;
    noteOnce(`gave no name and password (401): ${response.url()}`);
  });

  return {
    note,
    interactions: () => [...interactions],
    navigations() {
      const arrived = navigations.filter((each) => each.hasArrived);
      return (arrived.length > 0 ? arrived : navigations).map(({ request }) => request.url());
    },
    begun: () => navigations.length,
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
    crashed: () => crashed,
  };
}

function lastOf(request: Request): Request {
  const next = request.redirectedTo();
  return next === null ? request : lastOf(next);
}

function withoutHash(url: string): string {
  return url.split('#', 1)[0] ?? '';
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
