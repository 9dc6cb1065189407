// Changes -> the same, with less weight where neither they nor what they stand among say anything of the
// field: a greeting, a calendar, the way to the next article. What somebody wrote to be read keeps its weight.
import { groupBy } from '../formats/group-by.js';
import { mapText } from '../formats/normal-text.js';
import { besideOf, isWithin, parentOf } from '../formats/page-core.js';
import { type Change, isLoud } from '../model/change.js';
import type { PageReading, ReadLink, TextBlock } from '../model/reading.js';
import { isAddress } from './addresses.js';
import { MONEY_UNITS } from './changed-values.js';
import { findContacts } from './contacts.js';
import { holdsTerm, type Sides } from './exchanges.js';
import { fieldWordsIn, isSharpInWords } from './field-words.js';
import { isCitedText } from './link-losses.js';
import { sentencesIn } from './linked-blocks.js';
import { entryOf } from './lists.js';
import { namesIn } from './names.js';
import { labelledQuantities } from './numbers.js';
import { citesFigures, isOfGoods, OF_THE_TRADE } from './of-the-trade.js';
import { leavesSite } from './outsiders.js';
import { isTellingLabel } from './passing.js';
import { comparedBlocks, comparedLinks, placeOf } from './scope.js';
import { isProse } from './slight.js';

const TEXTS: ReadonlySet<Change['kind']> = new Set([
  'block-removed',
  'number-changed',
  'table-row-removed',
  'hidden-not-removed',
]);
const LINKS: ReadonlySet<Change['kind']> = new Set(['link-removed', 'nav-delisted']);

/** The two sides with the zones of `withCore`. */
export function calmedAsIdle(
  changes: readonly Change[],
  { old, fresh, terms }: Sides,
): readonly Change[] {
  if (!changes.some((one) => isLoud(one) && (TEXTS.has(one.kind) || LINKS.has(one.kind)))) {
    return changes;
  }
  const isTextIdle = idleTexts(old, fresh);
  const isLinkIdle = idleLinks(old, fresh);
  const isWatched = ({ before, after }: Change): boolean =>
    holdsTerm(mapText(`${before}\n${after}`).text, terms);
  return changes.map((change) => {
    if (!isLoud(change) || isWatched(change)) return change;
    const isIdle =
      (TEXTS.has(change.kind) && isTextIdle(change)) ||
      (LINKS.has(change.kind) && isLinkIdle(change));
    if (!isIdle) return change;
    const summary = `${change.summary} Nothing of the field is said there.`;
    return { ...change, severity: 'medium' as const, summary };
  });
}

function idleTexts(old: PageReading, fresh: PageReading): (change: Change) => boolean {
  const sides = [comparedBlocks(old), comparedBlocks(fresh)];
  const places = sides.map((blocks) => groupBy(blocks, placeOf));
  const tables = [...old.tables, ...fresh.tables];
  const isStruck = struckRows(old, fresh);
  return (change) => {
    const { kind, severity, before, after, where } = change;
    if (kind === 'table-row-removed' && isStruck(change)) return false;
    // A claim that is hidden is told of by the same kind.
    if (kind === 'hidden-not-removed' && severity === 'critical') return false;
    const said = [before ?? '', after ?? ''];
    if (said.some((text) => text.split('\n').some(isProse))) return false;
    if (kind === 'number-changed' && isPriced(before ?? '')) return false;
    const table = tables
      .filter((one) => isWithin(where, placeOf(one)))
      .map(({ rows }) => rows.flat().join('\n'));
    const around = sides.flatMap((blocks, side) =>
      (places[side]?.get(where) ?? []).flatMap((block) => besides(block, blocks)),
    );
    return !saysAnything([...said, ...table, ...around].join('\n'));
  };
}

/** A sum for something that is no goods. */
function isPriced(text: string): boolean {
  const isSum = ({ unit, value }: { readonly unit: string; readonly value: string }): boolean =>
    MONEY_UNITS.test(unit) && Number.parseFloat(value) >= LEAST_SUM;
  return labelledQuantities(text).some(isSum) && !isOfGoods(text);
}

/** For less one reads, parks and eats. */
const LEAST_SUM = 100;

/** Asked of a row: taken out of a table that is otherwise as it was? What rolls or turns gets others. */
function struckRows(old: PageReading, fresh: PageReading): (change: Change) => boolean {
  return ({ before, where }) => {
    const [was, is] = [old, fresh].map(({ tables }) =>
      tables
        .filter((one) => placeOf(one) === where)
        .flatMap(({ rows, hasHeader }) => rows.slice(hasHeader ? 1 : 0))
        .map((row) => row.join(' | ')),
    ) as [string[], string[]];
    return was.includes(before ?? '') && is.length > 0 && is.every((row) => was.includes(row));
  };
}

/** What a text says it of: the heading it stands under, and a question or a label before it in one box. */
function besides(block: TextBlock, blocks: readonly TextBlock[]): readonly string[] {
  const at = blocks.indexOf(block);
  const heading = blocks
    .slice(0, at)
    .findLast(
      ({ tag, path }) => /^(?:h[2-6]|th|dt|caption)$/.test(tag) && isNear(path, block.path),
    );
  const last = blocks[at - 1];
  const isSibling =
    last !== undefined && !isProse(last.text) && parentOf(last.path) === parentOf(block.path);
  return [block.text, heading?.text ?? '', isSibling ? last.text : ''];
}

/** The box the heading stands in holds the text as well. */
function isNear(heading: string, path: string): boolean {
  return isWithin(path, parentOf(heading));
}

function idleLinks(old: PageReading, fresh: PageReading): (change: Change) => boolean {
  const were = comparedLinks(old);
  const blocks = comparedBlocks(old);
  const isBeside = besideOf(blocks);
  const isInSentence = sentencesIn(blocks);
  const are = comparedLinks(fresh);
  const [known, now] = [were, are].map((links) => new Set(links.map(({ href }) => href)));
  const lists = groupBy(were, listOf);
  const came = new Set(are.filter(({ href }) => !known?.has(href)).map(listOf));
  return ({ kind, before, where }) => {
    const link = were.find(
      (one) =>
        one.href === where && before === (one.text === '' ? one.href : `${one.text} → ${one.href}`),
    );
    if (link === undefined || isCitedLink(link.text)) return false;
    if (isInSentence(link)) return false;
    const list = lists.get(listOf(link)) ?? [];
    // What the page's own text leads to by itself, no entry of a list.
    if (list.length === 1 && kind === 'link-removed' && !isBeside(link)) return false;
    if (OF_EVIDENCE.test(mapText(`${headingOver(link, blocks)}\n${link.text}`).text)) return false;
    const stayed = list.filter(({ href }) => now?.has(href)).length;
    // What the page's own text leads to is chosen by somebody: others came in its place, or it was taken out.
    const isTakenOut = !isBeside(link) && !came.has(listOf(link));
    if (leavesSite(link.href, old.url)) return !isTakenOut;
    if (isTakenOut && stayed > 0) return false;
    // Taken out of a list that is otherwise as it was.
    return stayed < LEAST_STAYED || stayed < list.length / 2;
  };
}

/** The heading a link stands under. */
function headingOver({ path, frame }: ReadLink, blocks: readonly TextBlock[]): string {
  const at = blocks.findIndex(
    (one) => one.frame === frame && (isWithin(path, one.path) || isWithin(one.path, path)),
  );
  const heading = blocks
    .slice(0, Math.max(at, 0))
    .findLast((one) => /^h[2-6]$/.test(one.tag) && isNear(one.path, path));
  return heading?.text ?? '';
}

/** What was recorded, counted and kept of it. */
const OF_EVIDENCE =
  /证据|证[人词]|录[音像]|调查|存档|快照|数据|\b(?:evidence|witness\w*|recordings?|investigat\w+|archived|data|interviews?)\b|ادله|شهود|تسجيلات|تحقيق|بيانات/;

const LEAST_STAYED = 2;

function listOf({ path, frame }: ReadLink): string {
  return `${frame ?? ''} ${entryOf(path).list}`;
}

/** Every entry of a hospital's menu speaks of the house. */
function isCitedLink(words: string): boolean {
  return isCited(words.replace(/[我本医]院/g, ' '));
}

function saysAnything(words: string): boolean {
  return OF_THE_TRADE.test(mapText(words).text) || isCited(words);
}

function isCited(words: string): boolean {
  const { text } = mapText(words.replace(DAYS, ' '));
  return (
    fieldWordsIn(text).length > 0 ||
    isTellingLabel(text) ||
    isSharpInWords(text) ||
    isCitedText(text) ||
    (citesFigures(text) && !isOfGoods(text)) ||
    isAddress(words) ||
    namesIn(text).length > 0 ||
    findContacts(text).length > 0
  );
}

/** Days of a month, and no time it takes. */
const DAYS =
  /[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]|\d{1,2} ?月 ?\d{1,2} ?日(?: ?[及和至、~-] ?\d{1,2} ?日)*/g;
