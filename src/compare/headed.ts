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
      words.test(mapText(text).text.trim().replace(WAY_TO_ALL, '')),
  );
}

/** Behind the words of a heading, in one line with them. */
const WAY_TO_ALL =
  /(?<=.) ?(?:\+ ?)?(?:(?:查看)?(?:更多|全部)|(?:view|see|show) (?:all|more)|more|(?:عرض )?(?:المزيد|الكل))[ >»›.…]*$/;

export function headOf(words: RegExp, reading: PageReading): string {
  const { text } = mapText(reading.blocks[placeOfHead(words, reading)]?.text ?? '');
  return text.trim().replace(WAY_TO_ALL, '');
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

/** The box a heading is over: where it stands in one of its own, with the way to all at most, the one around. */
function boxOf(parent: string, blocks: readonly TextBlock[], head: number): string {
  const around = parentOf(parent);
  const beside = blocks.slice(head + 1).filter(({ path }) => isWithin(path, parent));
  const isAlone =
    beside.length <= 1 &&
    beside.every(({ text, linkTextLength }) => text.length <= LONGEST_WAY && linkTextLength > 0);
  const isFirst = blocks.findIndex(({ path }) => isWithin(path, around)) === head;
  return isAlone && isFirst && OF_HEADING.test(parent) ? around : parent;
}

/** A section that holds its heading alone was emptied. */
const OF_HEADING = / > (?:div|header|span|dt)[^>]*$/;

/** "more>>", "عرض الكل". */
const LONGEST_WAY = 12;

export function under(
  words: RegExp,
  reading: PageReading,
  head = placeOfHead(words, reading),
): readonly TextBlock[] {
  const { blocks } = reading;
  const heading = blocks[head];
  if (heading === undefined) return [];
  // The head of a table stands in a row of its own.
  const behind = blocks.slice(head + 1);
  const parent = boxOf(
    parentOf(heading.path.replace(/ > tr(?::nth-of-type\(\d+\))? > t[dh][^>]*$/, ' > tr')),
    blocks,
    head,
  );
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
