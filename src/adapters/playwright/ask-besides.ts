// A page that was looked at -> its site's own files for machines (robots.txt, sitemap.xml), asked for by
// the same browser, so that they are in its log as they came; apart from the page, which learns nothing.
import type { Exchange } from '../../model/exchange.js';
import { msOf } from '../../model/instant.js';
import type { VisitRequest } from '../../model/visit.js';
import type { Clock } from '../../ports/clock.js';
import { type Deadline, within } from './deadline.js';
import type { VisitExchanges } from './exchanges.js';
import type { RunningBrowser } from './launch.js';

/** What was asked for, and from when on. */
export interface AskedBesides {
  readonly urls: ReadonlySet<string>;
  readonly fromMs: number;
}

/** A file that is slower than this is left for another day. */
const MAX_ASKING_MS = 5_000;
/** The page comes first: no more of the time left than this. */
const SHARE_OF_TIME = 0.4;

/** Asks for `request.besides` of the page's own site; null where there is nothing to ask. */
export async function askBesides(
  running: RunningBrowser,
  { url: visited, besides = [] }: VisitRequest,
  finalUrl: string | null,
  { clock, looking }: { readonly clock: Clock; readonly looking: Deadline },
): Promise<AskedBesides | null> {
  // Where the page led elsewhere, its own site's files are another's to ask for.
  if (besides.length === 0 || finalUrl === null || originOf(finalUrl) !== originOf(visited)) {
    return null;
  }
  const urls = besides.map((path) => new URL(path, finalUrl).href);
  const fromMs = clock.nowMs();
  const maxMs = Math.min(MAX_ASKING_MS, looking.remainingMs() * SHARE_OF_TIME);
  await within(
    clock,
    maxMs,
    askAll(running, urls, maxMs).catch(() => {}),
  );
  return { urls: new Set(urls), fromMs };
}

/** In a context of its own: without the page's cookies, and out of reach of its scripts. */
async function askAll(
  { browser, visitor }: RunningBrowser,
  urls: readonly string[],
  maxMs: number,
): Promise<void> {
  const { userAgent, language, timezone } = visitor;
  const context = await browser.newContext({
    ...{ userAgent, timezoneId: timezone, javaScriptEnabled: false, serviceWorkers: 'block' },
    ...(language === null ? {} : { locale: language }),
  });
  for (const url of urls) {
    const tab = await context.newPage();
    // An answer is in the log whatever it is: an error, a file to be saved, a page in its place.
    await tab.goto(url, { waitUntil: 'load', timeout: maxMs / urls.length }).catch(() => {});
    await tab.close();
  }
  await context.close();
}

/** The exchanges of a visit, with those asked for besides told from the page's documents. */
export function asOther(
  { exchanges, logged }: Pick<VisitExchanges, 'exchanges' | 'logged'>,
  besides: AskedBesides | null,
): readonly Exchange[] {
  if (besides === null) return exchanges;
  return exchanges.map((exchange, index) => {
    const isOurs =
      exchange.resourceType === 'document' &&
      besides.urls.has(logged[index]?.chainUrl ?? '') &&
      msOf(exchange.startedAt) >= besides.fromMs;
    return isOurs ? { ...exchange, resourceType: 'other' } : exchange;
  });
}

function originOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).origin : null;
}
