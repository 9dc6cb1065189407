// Events of a page -> what the browser would not ask for: blocked by the page's own rules or by the
// browser's, or not started by our choice. Such requests are in no network log.
import type { BrowserContext } from 'playwright';
import type { NotCaptured } from '../../model/snapshot.js';

/** A page that asks without end must not fill the manifest. */
const MAX_NOTED = 200;
/** What Playwright says in the page's console where it keeps a service worker from starting. */
const SERVICE_WORKER_BLOCKED = 'Service Worker registration blocked by Playwright';

/** Starts watching; the list grows while the visit lasts. */
export function watchNotAsked(context: BrowserContext): () => readonly NotCaptured[] {
  const noted = new Map<string, NotCaptured>();
  const note = (url: string, reason: string): void => {
    if (noted.size < MAX_NOTED) noted.set(`${url} ${reason}`, { url, reason });
  };
  context.on('requestfailed', (request) => {
    const reason = blockedReason(request.failure()?.errorText ?? '');
    if (reason !== null && /^(?:https?|wss?):/.test(request.url())) note(request.url(), reason);
  });
  context.on('console', (message) => {
    if (message.text() !== SERVICE_WORKER_BLOCKED) return;
    note(message.page()?.url() ?? '', 'its service worker was not started: none is, in any visit');
  });
  return () => [...noted.values()];
}

function blockedReason(errorText: string): string | null {
  const reason = /^(?:net::)?(csp|mixed-content|ERR_BLOCKED_BY_\w+)$/.exec(errorText)?.[1];
  if (reason === undefined) return null;
  if (reason === 'csp') return 'not asked for: the page’s own Content-Security-Policy forbids it';
  if (reason === 'mixed-content') return 'not asked for: plain http within an https page';
  return `not asked for: the browser refused it (${reason})`;
}
