// Changes -> the same, with less weight where they stand beside the page's own text and neither they nor
// what stands over them says anything of the field: what a template, a feed or a shop puts there is another at each look.
import { groupBy } from '../formats/group-by.js';
import { mapText } from '../formats/normal-text.js';
import { isWithin, parentOf } from '../formats/page-core.js';
import { type Change, isLoud } from '../model/change.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import { isEarlier, isYearsOn } from './changed-dates.js';
import { MONEY_UNITS, wordsAlike } from './changed-values.js';
import { isReplaced } from './core.js';
import { holdsTerm, type Sides } from './exchanges.js';
import { namesIn } from './names.js';
import { datesIn, labelledQuantities } from './numbers.js';
import { citesFigures, GOODS, isOfGoods, OF_THE_TRADE, VERY_DEAR } from './of-the-trade.js';
import { isTellingLabel } from './passing.js';
import { comparedBlocks, placeOf } from './scope.js';
import { isProse } from './slight.js';

const KINDS: ReadonlySet<Change['kind']> = new Set([
  'block-removed',
  'number-changed',
  'date-changed',
  'term-substituted',
  'hidden-not-removed',
]);

/** The two sides with the zones of `withCore`. */
export function calmedBeside(
  changes: readonly Change[],
  { old, fresh, terms }: Sides,
): readonly Change[] {
  const [were, are] = [comparedBlocks(old), comparedBlocks(fresh)];
  const places = new Map([were, are].map((blocks) => [blocks, groupBy(blocks, placeOf)]));
  return changes.map((change) => {
    if (!isLoud(change) || !KINDS.has(change.kind) || isOfClaim(change)) return change;
    const at = (blocks: readonly TextBlock[]): readonly TextBlock[] =>
      places.get(blocks)?.get(change.where) ?? [];
    const found = [...at(were), ...at(are)];
    if (found.length === 0 || found.some(({ zone }) => zone !== 'aside')) return change;
    // What somebody wrote to be read, a price or a time is missed where nothing came in its place.
    const isMissed = (block: TextBlock): boolean =>
      (isProse(block.text) || (citesFigures(block.text) && !isOfGoods(block.text))) &&
      !isReplaced(block, were, are);
    if (change.kind === 'block-removed' && at(were).some(isMissed)) return change;
    // What is in the page still, and shown no more, is so by somebody's hand unless pieces take turns there.
    const isHidden = (block: TextBlock): boolean =>
      citesFigures(block.text) || !isReplaced(block, were, are) || !takesTurns(block, old, fresh);
    if (change.kind === 'hidden-not-removed' && at(were).some(isHidden)) return change;
    if (at(were).some((block) => isStatement(block, change))) return change;
    const around = [were, are].flatMap((blocks) => at(blocks).flatMap((one) => over(one, blocks)));
    const words = [change.before, change.after, ...around].join('\n');
    if (saysSomething(words) || holdsTerm(mapText(words).text, terms)) return change;
    const summary = `${change.summary} It stands beside the page's own text, and says nothing of the field.`;
    return { ...change, severity: 'medium' as const, summary };
  });
}

/**
 * How long it takes and what much money buys, where no link leads to it: no feed and no advertisement. A
 * day under the same words is when it was written, set back or years on.
 */
function isStatement({ text, linkTextLength }: TextBlock, { kind, after }: Change): boolean {
  const mapped = mapText(text).text;
  if (linkTextLength > text.length * 0.5 || ASKS.test(mapped) || GOODS.test(mapped)) return false;
  if (kind === 'date-changed') {
    const [was, is] = [text, after ?? ''].map((one) => datesIn(one)[0]);
    if (was === undefined || is === undefined || wordsAlike(text, after ?? '') < 1) return false;
    return was.length > 4 && (isEarlier(is, was) || isYearsOn(was, is));
  }
  return labelledQuantities(text).some(
    ({ unit, value }) =>
      /^(?:d|mo)$/.test(unit) || (MONEY_UNITS.test(unit) && Number.parseFloat(value) >= VERY_DEAR),
  );
}

/** A headline that asks answers elsewhere: 咳嗽三周怎么办. */
const ASKS = /怎么办|[?？؟]$|^how\b|^كيف/;

/** What shows there now was in the page before, and hidden. */
function takesTurns({ path, frame }: TextBlock, old: PageReading, fresh: PageReading): boolean {
  const were = old.blocks.filter((one) => one.frame === frame);
  let box = parentOf(path);
  while (box !== '' && were.filter((one) => isWithin(one.path, box)).length < 2)
    box = parentOf(box);
  const hidden = new Set(
    were.flatMap((one) => (!one.visible && isWithin(one.path, box) ? [one.text] : [])),
  );
  return comparedBlocks(fresh).some((one) => one.frame === frame && hidden.has(one.text));
}

/** A claim that is hidden is told of by the same kind. */
function isOfClaim({ kind, severity }: Change): boolean {
  return kind === 'hidden-not-removed' && severity === 'critical';
}

/** The text right before a block, and the heading it stands under. */
function over(block: TextBlock, blocks: readonly TextBlock[]): readonly string[] {
  const before = blocks.slice(0, blocks.indexOf(block));
  const heading = before.findLast(({ tag }) => /^(?:h[1-6]|th|dt|caption)$/.test(tag));
  return [before.at(-1)?.text ?? '', heading?.text ?? ''];
}

function saysSomething(words: string): boolean {
  const { text } = mapText(words);
  return isTellingLabel(text) || OF_THE_TRADE.test(text) || namesIn(text).length > 0;
}
