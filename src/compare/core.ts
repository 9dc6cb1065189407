// A page's reading -> the same, with the text around its own text marked as standing aside: what a
// template puts in its strips and columns moves by itself and is told with less weight. Old layouts
// name no zones, so the place where most of the running text stands decides.
import { mapText } from '../formats/normal-text.js';
import { besideOf, sizeOf } from '../formats/page-core.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import { comparedBlocks } from './scope.js';

/** The line of the owner, and what stands beneath it. */
const OWNER =
  /版权所有|著作权|技术支持|icp备|公网安备|copyright|all rights reserved|©|powered by|جميع الحقوق|حقوق النشر/;
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
  const at = last.findIndex(({ text }) => text.length <= 200 && OWNER.test(mapText(text).text));
  return new Set(at < 0 ? [] : last.slice(at));
}
