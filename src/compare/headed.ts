// Words of a heading -> what of a page stands beneath it.
import { mapText } from '../formats/normal-text.js';
import { isWithin, parentOf } from '../formats/page-core.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import { NEWS } from './turning-headings.js';

/** Where the first heading in such words stands; -1 without one. */
function placeOfHead(words: RegExp, { blocks }: PageReading, from = 0): number {
  return blocks.findIndex(
    ({ text, zone, linkTextLength }, at) =>
      at >= from &&
      text.length <= 40 &&
      // An entry of a menu heads no list.
      (words !== NEWS || (zone !== 'nav' && linkTextLength < text.length * 0.5)) &&
      words.test(mapText(text).text.trim()),
  );
}

export function headOf(words: RegExp, reading: PageReading): string {
  return mapText(reading.blocks[placeOfHead(words, reading)]?.text ?? '').text;
}

/** More headings in such words are a list of their own. */
const MOST_HEADINGS = 40;

/** What stands under every heading in such words. */
export function allUnder(words: RegExp, reading: PageReading): readonly TextBlock[] {
  const found = new Set<TextBlock>();
  let left = MOST_HEADINGS;
  for (let at = placeOfHead(words, reading); at >= 0; at = placeOfHead(words, reading, at + 1)) {
    for (const block of under(words, reading, at)) found.add(block);
    left -= 1;
    if (left === 0) break;
  }
  return [...found];
}

export function under(
  words: RegExp,
  reading: PageReading,
  head = placeOfHead(words, reading),
): readonly TextBlock[] {
  const { blocks } = reading;
  const heading = blocks[head];
  if (heading === undefined) return [];
  // The head of a table stands in a row of its own.
  const parent = parentOf(
    heading.path.replace(/ > tr(?::nth-of-type\(\d+\))? > t[dh][^>]*$/, ' > tr'),
  );
  const behind = blocks.slice(head + 1);
  const tagIn = ({ path }: TextBlock): string =>
    /^ > ([a-z0-9]+)/.exec(path.slice(parent.length))?.[1] ?? '';
  // What follows a list stands under the heading no more.
  const list = /^(?:[ou]l|dl|table)$/.exec(behind[0] === undefined ? '' : tagIn(behind[0]))?.[0];
  const end = behind.findIndex(
    (block) =>
      !isWithin(block.path, parent) ||
      /^h[1-3]$/.test(block.tag) ||
      (list !== undefined && tagIn(block) !== list),
  );
  return end < 0 ? behind : behind.slice(0, end);
}
