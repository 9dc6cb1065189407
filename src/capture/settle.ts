// When is a page done loading? Requests in flight -> silence; fonts and pictures -> drawn.
import type { Clock } from '../ports/clock.js';
import { expressionOf } from './in-page.js';

/** Requests under way, and the wait until there have been none for a while. */
export interface RequestsInFlight {
  started(request: object): void;
  ended(request: object): void;
  /** Resolves true after `settleMs` without a request in flight, false when `maxMs` passed first. */
  quiet(settleMs: number, maxMs: number): Promise<boolean>;
}

/** Counts requests by identity, so that an end reported twice does no harm. */
export function trackRequests(clock: Clock): RequestsInFlight {
  const inFlight = new Set<object>();
  let changed = new AbortController();
  const change = (): void => {
    changed.abort();
    changed = new AbortController();
  };
  return {
    started(request) {
      inFlight.add(request);
      change();
    },
    ended(request) {
      if (inFlight.delete(request)) change();
    },
    async quiet(settleMs, maxMs) {
      const limit = new AbortController();
      let isOver = false;
      const timer = clock.sleep(maxMs, limit.signal).then(() => {
        isOver = true;
        change();
      });
      try {
        while (!isOver) {
          const { signal } = changed;
          await clock.sleep(inFlight.size === 0 ? settleMs : maxMs, signal);
          if (!signal.aborted && inFlight.size === 0) return true;
        }
        return false;
      } finally {
        limit.abort();
        await timer;
      }
    },
  };
}

/** How a document stands once it is drawn. */
export interface Drawn {
  /** Delay of a pending `<meta http-equiv=refresh>` that leads elsewhere, or null. */
  readonly refreshMs: number | null;
}

/**
 * The expression that gives a Drawn once fonts and pictures are in and two frames were drawn, and a
 * page that says it is loading has something to say.
 */
export function drawnExpression(maxMs: number): string {
  return expressionOf([waitUntilDrawn, isShell, pendingRefreshMs], waitUntilDrawn.name, maxMs);
}

async function waitUntilDrawn(maxMs: number): Promise<Drawn> {
  // Elements named `images` or `fonts` hide those of the document, but not of its prototype.
  const own = <K extends 'images' | 'fonts'>(name: K): Document[K] =>
    Object.getOwnPropertyDescriptor(Document.prototype, name)?.get?.call(document);
  // A lazy one far from the window waits for its turn, and those never shown for ever.
  const pictures = Array.from(own('images')).filter(
    (image) => !image.complete && (image.loading !== 'lazy' || image.currentSrc !== ''),
  );
  const loaded = pictures.map(
    (image) =>
      new Promise((resolve) => {
        image.addEventListener('load', resolve, { once: true });
        image.addEventListener('error', resolve, { once: true });
      }),
  );
  const frames = (): Promise<unknown> =>
    new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const filled = async (): Promise<void> => {
    while (isShell()) await new Promise((resolve) => setTimeout(resolve, 100));
  };
  const drawn = Promise.all([own('fonts').ready, filled(), ...loaded]).then(frames);
  await Promise.race([drawn, new Promise((resolve) => setTimeout(resolve, maxMs))]);
  return { refreshMs: pendingRefreshMs() };
}

/** Next to no text, and a sign of loading or the empty root of an application. */
function isShell(): boolean {
  const query = Document.prototype.querySelector;
  const text = (query.call(document, 'body') as HTMLElement | null)?.innerText.trim() ?? '';
  // What leads on by itself says so, and comes to nothing more.
  if (text.length >= 60 || pendingRefreshMs() !== null) return false;
  const root = query.call(document, '#app, #root, #__next, #__nuxt, div[id]:empty');
  const isEmpty = root instanceof HTMLDivElement && (root.textContent ?? '').trim() === '';
  return (
    isEmpty || /加载中|載入中|正在加载|请稍[候等]|請稍候|\bloading\b|جار[يٍ]? ?التحميل/i.test(text)
  );
}

// HTML "shared declarative refresh steps": seconds, then `;` or `,`, then the address.
function pendingRefreshMs(): number | null {
  const query = Document.prototype.querySelector;
  const meta = query.call(document, 'meta[http-equiv="refresh" i]');
  const content = meta?.getAttribute('content') ?? '';
  const match = /^\s*([0-9]+)[0-9.]*\s*[;,]\s*(.*)$/s.exec(content);
  const named = /^(?:url\s*=\s*)?(?:'([^']*)|"([^"]*)|(.*))/is.exec(match?.[2] ?? '');
  const address = (named?.[1] ?? named?.[2] ?? named?.[3] ?? '').trim();
  if (match === null || address === '') return null;
  if (!URL.canParse(address, document.baseURI)) return null;
  const target = new URL(address, document.baseURI);
  return target.href === location.href ? null : Number(match[1]) * 1000;
}
