// A heading before and after -> whether it names a later month, quarter or issue: what stands beneath
// it is of that now. A registry's figures of the month, an issue's contents, the givers of March.
import { mapText } from '../formats/normal-text.js';
import { isWithin, parentOf } from '../formats/page-core.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import { wordsAlike } from './changed-values.js';
import { datesIn, MONTH_NAMES } from './numbers.js';

const LONGEST_HEADING = 80;

/** True where two wordings of one heading differ in that the second names a later month, quarter or issue. */
export function hasMovedOn(before: string, after: string): boolean {
  if (before.length > LONGEST_HEADING) return false;
  const [was, is] = [periodOf(before), periodOf(after)];
  return was !== null && is !== null && is > was && wordsAlike(before, after) >= 0.6;
}

/** The blocks of `reading` beneath the headings among `edited` that moved on, up to the next heading. */
export function beneathMovedOn(
  edited: readonly (readonly [TextBlock, TextBlock])[],
  { blocks }: PageReading,
): ReadonlySet<TextBlock> {
  const found = new Set<TextBlock>();
  for (const [was, is] of edited) {
    if (!hasMovedOn(was.text, is.text)) continue;
    const parent = parentOf(was.path);
    for (const block of blocks.slice(blocks.indexOf(was) + 1)) {
      if (!isWithin(block.path, parent) || /^h[1-4]$/.test(block.tag)) break;
      found.add(block);
    }
  }
  return found;
}

/** Year and month, quarter or issue, as a number that sorts; null where no such is named. */
function periodOf(original: string): number | null {
  const { text } = mapText(original);
  const dates = datesIn(original).toSorted();
  const date = dates.findLast((one) => /^\d{4}-\d\d/.test(one));
  if (date !== undefined) return Number(date.slice(0, 10).replaceAll('-', '').padEnd(8, '0'));
  const year = Number(/(?<!\d)((?:19|20)\d{2})(?!\d)/.exec(text)?.[1] ?? Number.NaN);
  const part = PART.exec(text)?.slice(1).find(Boolean);
  const month = MONTH_NAMES.findIndex((name) => new RegExp(`\\b${name}`).test(text)) + 1;
  const number = part === undefined ? month : Number(part) || '一二三四'.indexOf(part) + 1;
  return number === 0 || Number.isNaN(year) ? null : year * 10_000 + number;
}

const PART =
  /第 ?(\d{1,3}|[一二三四]) ?(?:季|期)|\bq([1-4])\b|\b(?:issue|no\.?) ?(\d{1,3})\b|العدد ?(\d{1,4})/;
