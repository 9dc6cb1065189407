// A heading before and after -> whether it names a later month, quarter or issue: what stands beneath
// it is of that now. A registry's figures of the month, an issue's contents, the givers of March.
import { mapText } from '../formats/normal-text.js';
import { isWithin, parentOf } from '../formats/page-core.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import type { BlockMatch } from './blocks.js';
import { wordsAlike } from './changed-values.js';
import { MONTH_NAMES } from './dates.js';
import { fieldWordsIn } from './field-words.js';
import { isByline } from './frame-words.js';
import { datesIn, labelledQuantities } from './numbers.js';

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

/** A figure of a year named beside it is that year's for good. */
export function statesYear({ text }: TextBlock): boolean {
  return (
    datesIn(text).some((date) => /^\d{4}$/.test(date)) ||
    /(?:19|20)\d{2} ?年/.test(mapText(text).text)
  );
}

/** When a list was last added to: the day of the newest entry that came in. */
export function isDayOfNewest(was: TextBlock, is: TextBlock, added: readonly TextBlock[]): boolean {
  const [old, fresh] = [datesIn(was.text), datesIn(is.text)];
  const [gone, came] = [
    old.find((one) => !fresh.includes(one)),
    fresh.find((one) => !old.includes(one)),
  ];
  if (gone === undefined || came === undefined || came <= gone || !isByline(is.text)) return false;
  return added.some(
    ({ text, linkTextLength }) =>
      linkTextLength >= text.length * 0.5 &&
      datesIn(text).some((date) => came.endsWith(date) || date === came),
  );
}

/** A heading of a later month, over what is of that month. */
export function headsAnew(
  was: TextBlock,
  is: TextBlock,
  movedOn: ReadonlySet<TextBlock>,
  { kept }: BlockMatch,
): boolean {
  if (!hasMovedOn(was.text, is.text) || fieldWordsIn(mapText(was.text).text).length > 0)
    return false;
  const parent = parentOf(was.path);
  const beneath = [...movedOn].filter(({ path }) => isWithin(path, parent));
  const stayed = new Set(kept.map(([block]) => block));
  return beneath.length >= 2 && !beneath.some((block) => stayed.has(block));
}

/** Figures that say how many there are: prices and shares are stated anew by nobody's calendar. */
export function isOfCount(was: TextBlock, is: TextBlock): boolean {
  const [old, fresh] = [was, is].map(({ text }) => labelledQuantities(text));
  return (old ?? []).every(({ unit, value }, at) => {
    const now = fresh?.[at];
    if (now?.unit !== unit || !/^(?:|n|person)$/.test(unit)) return false;
    return Number.parseFloat(now.value) >= Number.parseFloat(value) * LEAST_LEFT;
  });
}

/** Of those counted at a day, so many are counted at the next. */
const LEAST_LEFT = 0.9;

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
