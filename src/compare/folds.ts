// A page's reading -> the same, with what is folded up under a shown heading as shown: whoever reads
// the page opens it with one click (HTML, the details element; ARIA's accordion of buttons), and
// many open by themselves at times.
import { isWithin, parentOf } from '../formats/page-core.js';
import type { PageReading, TextBlock } from '../model/reading.js';

interface Place {
  readonly path: string;
  readonly frame: string | null;
  readonly visible: boolean;
}

/** `reading` with the texts of closed `details`, and of an accordion's parts, as visible. */
export function unfolded(reading: PageReading): PageReading {
  const shut = new Set<string>();
  const open = new Set<string>();
  for (const block of reading.blocks) {
    const fold = block.visible ? foldOf(block) : null;
    // In an open one, what does not show was hidden by other means.
    if (fold !== null) (fold.isHeading ? shut : open).add(fold.key);
  }
  const parts = partsOfAccordion(reading.blocks);
  if (shut.size === 0 && parts.size === 0) return reading;
  const shown = <T extends Place>(one: T): T => {
    if (one.visible) return one;
    const fold = foldOf(one);
    const isFolded = fold !== null && shut.has(fold.key) && !open.has(fold.key);
    return isFolded || isIn(one, parts) ? { ...one, visible: true } : one;
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

/** Fewer buttons with a text beneath are no accordion: one hides a text as well as it shows it. */
const LEAST_PARTS = 2;
/** Steps from a button up to the element that holds its part. */
const MOST_STEPS = 3;

/**
 * The elements that hold a button and, beneath it, nothing but text that does not show, where others
 * with a button and a text stand beside them; keyed with their frame.
 */
function partsOfAccordion(blocks: readonly TextBlock[]): ReadonlySet<string> {
  const kinds = new Map<string, Part[]>();
  for (const [at, button] of blocks.entries()) {
    const part = button.visible && BUTTON.test(button.path) ? partOf(button, blocks, at) : null;
    if (part === null) continue;
    const kind = `${button.frame ?? ''}\n${button.path.replace(/:nth-of-type\(\d+\)/g, '')}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), part]);
  }
  const accordions = [...kinds.values()].filter((parts) => parts.length >= LEAST_PARTS);
  return new Set(accordions.flat().flatMap(({ key, isShut }) => (isShut ? [key] : [])));
}

const BUTTON = /(?:^| > )button(?::nth-of-type\(\d+\))?$/;

interface Part {
  readonly key: string;
  readonly isShut: boolean;
}

/** The nearest element around a button that begins with it and holds text beneath. */
function partOf(button: TextBlock, blocks: readonly TextBlock[], at: number): Part | null {
  let path = button.path;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    path = parentOf(path);
    const before = blocks[at - 1];
    if (path === '' || (before !== undefined && isWithinOf(before, path, button.frame)))
      return null;
    const behind = blocks.slice(at + 1);
    const end = behind.findIndex((block) => !isWithinOf(block, path, button.frame));
    const held = end < 0 ? behind : behind.slice(0, end);
    if (held.length === 0) continue;
    const key = `${button.frame ?? ''}\n${path}`;
    return { key, isShut: held.every((block) => !block.visible) };
  }
  return null;
}

function isWithinOf(block: TextBlock, path: string, frame: string | null): boolean {
  return block.frame === frame && isWithin(block.path, path);
}

function isIn({ path, frame }: Place, parts: ReadonlySet<string>): boolean {
  for (let above = parentOf(path); above !== ''; above = parentOf(above)) {
    if (parts.has(`${frame ?? ''}\n${above}`)) return true;
  }
  return false;
}
