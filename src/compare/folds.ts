// A page's reading -> the same, with what is folded up under a shown heading as shown: whoever reads
// the page opens it with one click (HTML, the details element), and many open by themselves at times.
import type { PageReading } from '../model/reading.js';

interface Place {
  readonly path: string;
  readonly frame: string | null;
  readonly visible: boolean;
}

/** `reading` with the texts of closed `details`, whose `summary` is shown, as visible. */
export function unfolded(reading: PageReading): PageReading {
  const shut = new Set<string>();
  const open = new Set<string>();
  for (const block of reading.blocks) {
    const fold = block.visible ? foldOf(block) : null;
    // In an open one, what does not show was hidden by other means.
    if (fold !== null) (fold.isHeading ? shut : open).add(fold.key);
  }
  if (shut.size === 0) return reading;
  const shown = <T extends Place>(one: T): T => {
    if (one.visible) return one;
    const fold = foldOf(one);
    const isFolded = fold !== null && shut.has(fold.key) && !open.has(fold.key);
    return isFolded ? { ...one, visible: true } : one;
  };
  return { ...reading, blocks: reading.blocks.map(shown), links: reading.links.map(shown) };
}

/** The innermost fold a thing stands in; one within another has a heading folded up with it. */
function foldOf({
  path,
  frame,
}: Place): { readonly key: string; readonly isHeading: boolean } | null {
  const match = /^(.*[\s>]details\b[^\s>]*)(.*)$/.exec(path);
  if (match?.[1] === undefined) return null;
  return { key: `${frame ?? ''}\n${match[1]}`, isHeading: /^ > summary\b/.test(match[2] ?? '') };
}
