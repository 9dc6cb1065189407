// A page's reading -> the same, with the text around its own text marked as standing aside: what a
// template puts in its strips and columns moves by itself and is told with less weight. Old layouts
// name no zones, so the place where most of the running text stands decides.
import { besideOf, isWithin, parentOf, sizeOf } from '../formats/page-core.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import { isContactLine } from './contacts.js';
import { isByTheWay, isOfOwner } from './frame-words.js';
import { comparedBlocks } from './scope.js';

/** The owner's line and what stands beneath it. */
const LONGEST_FOOT = 8;

/** `reading` with the blocks beside its own text in the zone `aside`, where nothing gave a zone. */
export function withCore(read: PageReading): PageReading {
  const reading = withoutVastAsides(read);
  const shown = ownBlocks(reading);
  const isBeside = besideOf(shown);
  const foot = footOf(shown);
  const head = new Set(
    shown.slice(
      0,
      shown.findIndex((block) => !isBeside(block)),
    ),
  );
  // A headline may stand before the part it is of.
  const isHeadline = (block: TextBlock): boolean =>
    block.tag === 'h1' || (/^h[23]$/.test(block.tag) && head.has(block));
  const isAside = (block: TextBlock): boolean =>
    block.zone === null && !isHeadline(block) && (foot.has(block) || isBeside(block));
  return {
    ...reading,
    blocks: reading.blocks.map((block) => (isAside(block) ? { ...block, zone: 'aside' } : block)),
  };
}

/** What holds most of a page's text stands beside nothing, whatever its layout calls it. */
function withoutVastAsides(reading: PageReading): PageReading {
  const shown = ownBlocks(reading);
  const asides = shown.filter(({ zone }) => zone === 'aside');
  if (sizeOf(asides) <= sizeOf(shown) / 2) return reading;
  const blocks = reading.blocks.map((block) =>
    block.zone === 'aside' ? { ...block, zone: null } : block,
  );
  return { ...reading, blocks };
}

function ownBlocks(reading: PageReading): readonly TextBlock[] {
  return comparedBlocks(reading).filter(({ frame }) => frame === null);
}

/** The last lines of a page from the owner's on. */
function footOf(blocks: readonly TextBlock[]): ReadonlySet<TextBlock> {
  const last = blocks.slice(-LONGEST_FOOT);
  let at = last.findIndex(({ text }) => text.length <= 200 && isOfOwner(text));
  if (at < 0) return new Set();
  // What stands right over the owner's line and is no text: other sites, a telephone.
  while (at > 0 && isOfFoot(last[at - 1]?.text ?? '')) at -= 1;
  return new Set(last.slice(at));
}

function isOfFoot(text: string): boolean {
  return isByTheWay(text) || isContactLine(text);
}

/** The smallest box with another text in it beside this one holds as many texts now. */
export function isReplaced(
  { path, frame }: TextBlock,
  were: readonly TextBlock[],
  are: readonly TextBlock[],
): boolean {
  const textsIn = (blocks: readonly TextBlock[], box: string): number =>
    blocks.filter((one) => one.frame === frame && isWithin(one.path, box)).length;
  for (let box = parentOf(path); box !== ''; box = parentOf(box)) {
    const count = textsIn(were, box);
    if (count > 1) return textsIn(are, box) >= count;
  }
  return false;
}
