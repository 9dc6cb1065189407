// A block before and after -> what changed in it: values with their labels, dates, watched words.
import { likeness, mapText, matchable } from '../formats/normal-text.js';
import type { Change } from '../model/change.js';
import type { TextBlock } from '../model/reading.js';
import { changeOf, quoted } from './change.js';
import { datesIn, type Labelled, labelledQuantities, withoutValues } from './numbers.js';
import { placeOf, weighed } from './scope.js';

/** Units whose loss is told even when the whole block went: money, time, shares, cases, beds. */
const TELLING_UNITS =
  /^(?:CNY|USD|EUR|GBP|JPY|KRW|HKD|TWD|SAR|AED|EGP|%|d|workday|h|min|mo|y|case|bed|person)$/;

/** From here on two wordings are one statement, so that values at like places are one value. */
const SAME_STATEMENT_FROM = 0.75;

const UPDATED = /更新|修订|修改|update|revis|modified|تحديث/i;

/** The changes of one edited block, the most specific first and the edit itself last. */
export function changesOfEdit(
  before: TextBlock,
  after: TextBlock,
  terms: readonly string[],
): readonly Change[] {
  const where = placeOf(after);
  const sides = { before: before.text, after: after.text };
  const specific = [
    ...changedNumbers(before.text, after.text, where),
    ...changedDates(before, after),
    ...terms.flatMap((term) => {
      const wanted = matchable(term);
      if (wanted === '' || !matchable(before.text).includes(wanted)) return [];
      if (matchable(after.text).includes(wanted)) return [];
      const summary = `The watched word ${quoted(term)} no longer stands in this sentence: ${quoted(before.text)} now reads ${quoted(after.text)}.`;
      return [changeOf('term-substituted', summary, sides, where)];
    }),
  ];
  const severity = specific.length > 0 ? 'low' : weighed('medium', after.zone);
  const summary = `Text was edited: ${quoted(before.text)} now reads ${quoted(after.text)}.`;
  return [...specific, changeOf('block-edited', summary, sides, where, severity)];
}

/** Values that differ or are gone between two wordings of one statement. */
export function changedNumbers(
  before: string,
  after: string,
  where: string,
  context = '',
): readonly Change[] {
  const left = withoutUnchanged(labelledQuantities(before), labelledQuantities(after));
  const right = withoutUnchanged(labelledQuantities(after), labelledQuantities(before));
  const taken = new Set<Labelled>();
  const isSameSentence = wordsAlike(before, after) >= SAME_STATEMENT_FROM;
  return left.flatMap((old, index) => {
    const waiting = right.filter((one) => !taken.has(one));
    const placed = left.length === right.length ? right[index] : undefined;
    const partner =
      waiting.find((one) => one.label === old.label && one.unit === old.unit) ??
      waiting.find((one) => one.label === old.label) ??
      (placed !== undefined && (isSameSentence || likeness(old.label, placed.label) >= 0.5)
        ? placed
        : undefined);
    if (partner !== undefined) taken.add(partner);
    if (partner === undefined && !TELLING_UNITS.test(old.unit)) return [];
    const name = nameOf(old, context);
    const summary =
      partner === undefined
        ? `The value ${quoted(old.raw)}${name} is no longer stated.`
        : `A value${name} changed from ${quoted(old.raw)} to ${quoted(partner.raw)}.`;
    return [changeOf('number-changed', summary, { before, after }, where)];
  });
}

/** Values that went together with their block, as the page words them: only those people cite. */
export function lostValues(block: TextBlock): readonly string[] {
  return labelledQuantities(block.text)
    .filter((old) => TELLING_UNITS.test(old.unit) && old.label !== '')
    .map((old) => `${quoted(old.raw)}${nameOf(old, '')}`);
}

function wordsAlike(before: string, after: string): number {
  return likeness(withoutValues(mapText(before).text), withoutValues(mapText(after).text));
}

function withoutUnchanged(
  list: readonly Labelled[],
  other: readonly Labelled[],
): readonly Labelled[] {
  const left = other.map((one) => one.value);
  return list.filter((one) => {
    const at = left.indexOf(one.value);
    if (at < 0) return true;
    left.splice(at, 1);
    return false;
  });
}

function nameOf(one: Labelled, context: string): string {
  const words = [context, one.label].filter((word) => word !== '').join(' / ');
  return words === '' ? '' : ` (${words})`;
}

function changedDates(before: TextBlock, after: TextBlock): readonly Change[] {
  const left = datesIn(before.text);
  const right = datesIn(after.text);
  const gone = left.filter((date) => !right.includes(date));
  const came = right.filter((date) => !left.includes(date));
  if (gone.length === 0) return [];
  const [old, fresh] = [gone[0] ?? '', came[0]];
  const summary =
    fresh === undefined
      ? `The date ${old} is no longer stated in ${quoted(after.text)}.`
      : `A date changed from ${old} to ${fresh}${fresh < old ? ', which is earlier' : ''}.`;
  const sides = { before: before.text, after: after.text };
  // "Last updated" moving on with the page is what it is for; moving back is not.
  const isUpdate = fresh !== undefined && fresh > old && UPDATED.test(after.text);
  return [changeOf('date-changed', summary, sides, placeOf(after), isUpdate ? 'low' : 'high')];
}
