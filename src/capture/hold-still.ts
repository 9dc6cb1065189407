// A page in motion -> the same page held still for its picture, so that the same page gives the same
// picture. Only after the page was read: nothing here may change what it says.
import { expressionOf } from './in-page.js';

/** The expression that holds the document it is evaluated in; resolves when it stands. */
export function holdStillExpression(maxMs: number): string {
  return expressionOf([holdStill], holdStill.name, maxMs);
}

async function holdStill(maxMs: number): Promise<void> {
  const roots: (Document | ShadowRoot)[] = [document];
  for (const root of roots) {
    for (const each of root.querySelectorAll('*')) {
      if (each.shadowRoot !== null) roots.push(each.shadowRoot);
    }
    for (const animation of root.getAnimations()) {
      // Those tied to scrolling stand as the page does.
      if (!(animation.timeline instanceof DocumentTimeline)) continue;
      const endTime = animation.effect?.getComputedTiming().endTime;
      if (endTime === Number.POSITIVE_INFINITY) animation.cancel();
      else animation.finish();
    }
    const focused = root.activeElement;
    if (focused instanceof HTMLElement) {
      focused.style.setProperty('caret-color', 'transparent', 'important');
    }
  }
  const rewound: Promise<unknown>[] = [];
  for (const root of roots) {
    for (const each of root.querySelectorAll('video, marquee')) {
      if (each instanceof HTMLVideoElement && !each.paused) {
        each.pause();
        rewound.push(new Promise((resolve) => each.addEventListener('seeked', resolve)));
        each.currentTime = 0;
      }
    }
  }
  const tooLate = new Promise((resolve) => setTimeout(resolve, maxMs));
  if (rewound.length > 0) await Promise.race([Promise.all(rewound), tooLate]);
}
