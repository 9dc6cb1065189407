// A page's reading -> the same, with what is folded up under a shown heading as shown: whoever reads
// the page opens it with one click (HTML, the details element), and many open by themselves at times.
import { isWithin } from '../formats/page-core.js';
import type { PageReading } from '../model/reading.js';

interface Place {
  readonly path: string;
  readonly frame: string | null;
}

/** `reading` with the texts of closed `details`, whose `summary` is shown, as visible. */
export function unfolded(reading: PageReading): PageReading {
  const folds = reading.blocks.flatMap(({ path, frame, visible }) => {
    const match = visible ? /^(.*(?:^|> )details\S*) > summary/.exec(path) : null;
    if (match?.[1] === undefined) return [];
    const fold = { path: match[1], frame };
    // In an open one, what does not show was hidden by other means.
    const isOpen = reading.blocks.some(
      (one) =>
        one.visible && isIn(one, fold) && !/^ > summary\b/.test(one.path.slice(fold.path.length)),
    );
    return isOpen ? [] : [fold];
  });
  if (folds.length === 0) return reading;
  const isFolded = (one: Place): boolean => folds.some((fold) => isIn(one, fold));
  const shown = <T extends Place & { readonly visible: boolean }>(one: T): T =>
    !one.visible && isFolded(one) ? { ...one, visible: true } : one;
  return { ...reading, blocks: reading.blocks.map(shown), links: reading.links.map(shown) };
}

/** Within the fold, and not in another fold of it whose own heading is folded up with it. */
function isIn({ path, frame }: Place, fold: Place): boolean {
  const rest = path.slice(fold.path.length);
  return frame === fold.frame && isWithin(path, fold.path) && !/(?:^|[\s>])details\b/.test(rest);
}
