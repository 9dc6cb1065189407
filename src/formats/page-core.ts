// A page's blocks of text -> the part of the page that holds its own text, and what stands beside it:
// old layouts name no zones, so the place where most of the running text stands decides.
import type { TextBlock } from '../model/reading.js';
import { groupBy } from './group-by.js';

/** A part with so much of the page's running text holds what the page is about. */
const MOST_OF_THE_TEXT = 0.65;
/** Fewer pieces of text are a paragraph or two, not a part of a page. */
const LEAST_BLOCKS = 3;

/** Asked of a thing on the page: does it stand beside the page's own text? */
export type Beside = (thing: { readonly path: string; readonly frame: string | null }) => boolean;

/** What stands outside the page's own text; nothing does where that is spread over the page. */
export function besideOf(shown: readonly TextBlock[]): Beside {
  // What a page itself marks as its frame is no text of its own.
  const own = shown.filter(
    ({ frame, zone }) => frame === null && (zone === null || zone === 'main'),
  );
  const core = corePathOf(own);
  return ({ path, frame }) => frame === null && !isWithin(path, core);
}

/** True when `path` is the element `prefix` or stands inside it; both are paths of a reading. */
export function isWithin(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix} `) || path.startsWith(`${prefix}>`);
}

/** The path of the element around `path`; empty for the root. */
export function parentOf(path: string): string {
  return path.replace(/(?:^| >+ )[^>]+$/, '');
}

/** Characters of text outside links: those of menus and lists are nobody's running text. */
export function sizeOf(blocks: readonly TextBlock[]): number {
  return blocks.reduce((sum, { text, linkTextLength }) => sum + text.length - linkTextLength, 0);
}

/** Characters of text, those of links among them. */
export function lengthOf(blocks: readonly { readonly text: string }[]): number {
  return blocks.reduce((sum, { text }) => sum + text.length, 0);
}

function corePathOf(blocks: readonly TextBlock[]): string {
  const all = sizeOf(blocks);
  let [core, inside] = ['html > body', blocks];
  for (;;) {
    const parts = groupBy(inside, ({ path }) => /^ >+ [^>]+/.exec(path.slice(core.length))?.[0]);
    const largest = [...parts].find(
      ([next, part]) =>
        next !== undefined && part.length >= LEAST_BLOCKS && sizeOf(part) >= all * MOST_OF_THE_TEXT,
    );
    if (largest?.[0] === undefined) return core;
    [core, inside] = [`${core}${largest[0].trimEnd()}`, largest[1]];
  }
}
