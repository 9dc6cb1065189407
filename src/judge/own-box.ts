// Two looks at a page of which title and heading gave way to others -> how much of its own text is left: of
// what stood in the box that holds all that is gone. A site with much around its pages keeps most of itself
// when it says that one of them does not exist.
import { containment, matchable, wordPairs } from '../formats/normal-text.js';
import { isWithin, lengthOf, parentOf } from '../formats/page-core.js';
import type { PageReading, TextBlock } from '../model/reading.js';

/** A box with less of the main text than this is a part of the page, and not what it is about. */
const LEAST_OF_MAIN = 0.4;

/** Share of the page's own text that is still there, 0 to 1; null where it is the same page by its names. */
export function keptOfOwn(
  was: PageReading,
  is: PageReading,
  main: readonly TextBlock[],
  shown: string,
): number | null {
  const heading = main.find(({ tag }) => /^h[12]$/.test(tag));
  const stands = ({ text }: TextBlock): boolean => shown.includes(matchable(text));
  if (was.title === is.title || heading === undefined || stands(heading)) return null;
  const inside = boxOf(
    main.filter((block) => !stands(block)),
    main,
  );
  if (lengthOf(inside) < lengthOf(main) * LEAST_OF_MAIN) return null;
  return containment(wordPairs(textOf(inside)), wordPairs(shown));
}

/** What stands in the smallest box around all of `gone`. */
function boxOf(gone: readonly TextBlock[], main: readonly TextBlock[]): readonly TextBlock[] {
  const [first] = gone;
  if (first === undefined) return [];
  let box = parentOf(first.path);
  while (box !== '' && !gone.every(({ path }) => isWithin(path, box))) box = parentOf(box);
  return main.filter(({ path }) => isWithin(path, box));
}

function textOf(blocks: readonly TextBlock[]): string {
  return matchable(blocks.map(({ text }) => text).join('\n'));
}
