// Changes -> the same, with less weight where they stand beside the page's own text and neither they nor
// what stands over them says anything of the field: what a template, a feed or a shop puts there is another at each look.
import { groupBy } from '../formats/group-by.js';
import { mapText } from '../formats/normal-text.js';
import { isWithin, parentOf } from '../formats/page-core.js';
import { type Change, isLoud } from '../model/change.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import { isEarlier, isYearsOn } from './changed-dates.js';
import { MONEY_UNITS, wordsAlike } from './changed-values.js';
import { findContacts } from './contacts.js';
import { isReplaced } from './core.js';
import { holdsTerm, type Sides } from './exchanges.js';
import { isPointed } from './field-words.js';
import { namesIn } from './names.js';
import { datesIn, labelledQuantities } from './numbers.js';
import {
  citesFigures,
  GOODS,
  isOfGoods,
  OF_POWERS,
  OF_THE_TRADE,
  VERY_DEAR,
} from './of-the-trade.js';
import { isTellingLabel } from './passing.js';
import { comparedBlocks, placeOf } from './scope.js';
import { saysSense } from './senses.js';
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
    const isOne = (block: TextBlock): boolean => gaveWay(block, were, are);
    if (change.kind === 'block-removed' && at(were).length > 0 && at(were).every(isOne)) {
      if (holdsTerm(mapText(change.before ?? '').text, terms)) return change;
      const summary = `${change.summary} Another piece stands in its place beside the page's own text.`;
      return { ...change, severity: 'medium' as const, summary };
    }
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

/** One piece for another in a box of the template; none that says what it costs, how soon, by whom, by whose power. */
function gaveWay(block: TextBlock, were: readonly TextBlock[], are: readonly TextBlock[]): boolean {
  const within = (blocks: readonly TextBlock[], box: string): readonly string[] =>
    blocks.flatMap((one) =>
      one.frame === block.frame && isWithin(one.path, box) ? [one.text] : [],
    );
  for (let box = parentOf(block.path); box !== ''; box = parentOf(box)) {
    const [old, fresh] = [within(were, box), within(are, box)];
    if (old.length < 2) continue;
    const came = fresh.filter((text) => !old.includes(text)).length;
    const went = old.filter((text) => !fresh.includes(text)).length;
    return fresh.length >= old.length && came >= went && !isCited(block.text);
  }
  return false;
}

function isCited(text: string): boolean {
  const mapped = mapText(text).text;
  if (isPointed(mapped) && !ASKS.test(mapped)) return true;
  const isOfCare = isTellingLabel(mapped);
  return (
    OF_POWERS.test(mapped) ||
    saysSense(text) ||
    namesIn(mapped).length > 0 ||
    findContacts(mapped).length > 0 ||
    labelledQuantities(text).some(
      ({ unit }) => /^(?:d|mo)$/.test(unit) || MONEY_UNITS.test(unit) || (unit === '%' && isOfCare),
    )
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
