// A page -> the same page with its lazy parts loaded: once down by screenfuls, through each region
// that scrolls by itself, and back to the top.
import { expressionOf } from './in-page.js';

export interface ScrollLimits {
  readonly maxHeightPx: number;
  /** Pages that grow for ever are followed so far past the height they had at first. */
  readonly maxGrownPx: number;
  readonly maxMs: number;
  /** Time each screenful gets to ask for what it needs, at least. */
  readonly pauseMs: number;
}

export interface Scrolled {
  readonly heightPx: number;
  readonly screenfuls: number;
  /** Parts of the page that scroll by themselves, and were. */
  readonly regions: number;
  /** The limit that ended it, for people; null at the end of the page. */
  readonly stoppedBy: string | null;
}

/** The expression that scrolls the document it is evaluated in and gives a Scrolled. */
export function scrollExpression(limits: ScrollLimits): string {
  return expressionOf([regionsOf, scrollThrough], scrollThrough.name, limits);
}

/** Elements with more in them than they show, large enough to be read; outer ones first. */
function regionsOf(root: Element): Element[] {
  const found: Element[] = [];
  for (const each of Document.prototype.querySelectorAll.call(document, 'body *')) {
    const { clientWidth, clientHeight } = each;
    if (each === root || clientWidth < 100 || clientHeight < 50) continue;
    const isLonger = each.scrollHeight > clientHeight + 20;
    const isWider = each.scrollWidth > clientWidth + 20;
    if (!isLonger && !isWider) continue;
    const { overflowX, overflowY } = getComputedStyle(each);
    const scrolls = (how: string): boolean => how === 'auto' || how === 'scroll';
    if ((isLonger && scrolls(overflowY)) || (isWider && scrolls(overflowX))) found.push(each);
    if (found.length >= 40) break;
  }
  return found;
}

async function scrollThrough(limits: ScrollLimits): Promise<Scrolled> {
  const startedAtMs = performance.now();
  const scrolling = Object.getOwnPropertyDescriptor(Document.prototype, 'scrollingElement');
  const root: Element = scrolling?.get?.call(document) ?? document.documentElement;
  // Smooth scrolling would still be under way when the picture is taken.
  const move = (what: Element, left: number, top: number): void =>
    what.scrollTo({ left, top, behavior: 'instant' });
  const pause = (ms: number): Promise<unknown> => new Promise((go) => setTimeout(go, ms));
  // Observers of what comes into view are told as frames are drawn.
  const drawn = (): Promise<unknown> =>
    new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
  const rest = (): Promise<unknown> =>
    Promise.race([Promise.all([drawn(), pause(limits.pauseMs)]), pause(1_000)]);
  let stoppedBy: string | null = null;
  let screenfuls = 0;
  const isOver = (): boolean => performance.now() - startedAtMs > limits.maxMs;
  const through = async (what: Element, mostPx: number): Promise<void> => {
    const { scrollLeft, scrollTop } = what;
    for (let top = what.clientHeight; top < what.scrollHeight; top += what.clientHeight) {
      if (isOver()) stoppedBy ??= `${Math.round(limits.maxMs / 1000)} s`;
      else if (top > mostPx) stoppedBy ??= `${mostPx} px`;
      if (stoppedBy !== null) break;
      move(what, 0, top);
      if (what === root) screenfuls += 1;
      await rest();
    }
    const isSideways = what !== root && what.scrollWidth > what.clientWidth + 20;
    for (let step = 1; isSideways && step <= 20 && !isOver(); step += 1) {
      const before = what.scrollLeft;
      what.scrollBy({ left: what.clientWidth, behavior: 'instant' });
      if (what.scrollLeft === before) break;
      await rest();
    }
    move(what, scrollLeft, scrollTop);
  };
  const mostPx = Math.min(limits.maxHeightPx, root.scrollHeight + limits.maxGrownPx);
  const start = { left: root.scrollLeft, top: 0 };
  if (root.scrollHeight > root.clientHeight) await through(root, mostPx);
  const regions = regionsOf(root);
  for (const region of regions) {
    if (isOver()) break;
    await through(region, limits.maxGrownPx);
  }
  move(root, start.left, start.top);
  return { heightPx: root.scrollHeight, screenfuls, regions: regions.length, stoppedBy };
}
