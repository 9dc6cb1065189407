// A page -> the same page with its lazy parts loaded: once down by screenfuls, and back to the top.
import { expressionOf } from './in-page.js';

export interface ScrollLimits {
  /** Pages that grow for ever are followed no further. */
  readonly maxHeightPx: number;
  readonly maxMs: number;
  /** Time each screenful gets to ask for what it needs. */
  readonly pauseMs: number;
}

export interface Scrolled {
  readonly heightPx: number;
  readonly screenfuls: number;
  /** False when a limit stopped it. */
  readonly reachedEnd: boolean;
}

/** The expression that scrolls the document it is evaluated in and gives a Scrolled. */
export function scrollExpression(limits: ScrollLimits): string {
  return expressionOf([scrollThrough], scrollThrough.name, limits);
}

async function scrollThrough(limits: ScrollLimits): Promise<Scrolled> {
  const startedAtMs = performance.now();
  const root = document.scrollingElement ?? document.documentElement;
  // Smooth scrolling would still be under way when the picture is taken.
  const to = (top: number): void => window.scrollTo({ top, behavior: 'instant' });
  let screenfuls = 0;
  let reachedEnd = true;
  for (let top = 0; top + innerHeight < root.scrollHeight; top += innerHeight) {
    if (performance.now() - startedAtMs > limits.maxMs || top > limits.maxHeightPx) {
      reachedEnd = false;
      break;
    }
    to(top + innerHeight);
    screenfuls += 1;
    await new Promise((resolve) => setTimeout(resolve, limits.pauseMs));
  }
  to(0);
  return { heightPx: root.scrollHeight, screenfuls, reachedEnd };
}
