// Neighbouring blocks that left a page -> what their loss weighs: all of what people cite, less of what a
// template, a list that moves on or the day writes, little of what a link or a contact tells already.
import { mapText } from '../formats/normal-text.js';
import type { Change } from '../model/change.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import { isAddress } from './addresses.js';
import { answersAsked } from './answers.js';
import { changeOf, quoted } from './change.js';
import { lostValues, MONEY_UNITS } from './changed-values.js';
import { isContactLine } from './contacts.js';
import { isReplaced } from './core.js';
import type { Elsewhere } from './elsewhere.js';
import { CITED_UNIT } from './entry-kinds.js';
import { holdsTerm, isWeighty } from './exchanges.js';
import { fieldWordsIn, isPointed, isPointedWord, isSharp } from './field-words.js';
import { isByline, isByTheWay, isOfDuty, isOfGivers, isOfOwner } from './frame-words.js';
import {
  isFiledUnder,
  isForeign,
  isLinkOnly,
  isOfAccount,
  isOfKeptLinks,
  isOfLanguages,
  isTeaser,
  isToldByLinks,
  isWayBack,
} from './linked-blocks.js';
import { namesIn, namesSomebody } from './names.js';
import { labelledQuantities } from './numbers.js';
import { isOfDealings, OF_POWERS } from './of-the-trade.js';
import { isOfCare, isTellingLabel } from './passing.js';
import { isOfForm, isPoll } from './passing-edits.js';
import { comparedBlocks, placeOf } from './scope.js';
import { saysSense } from './senses.js';
import {
  endsAsSentence,
  isCaption,
  isDecoration,
  isLabel,
  isMenuLine,
  isOfNewsletter,
  isPopup,
  isProse,
} from './slight.js';
import type { Turnover } from './turnover.js';

/** What else is known of the two readings. */
export interface Surroundings {
  readonly old: PageReading;
  readonly fresh: PageReading;
  readonly links: readonly Change[];
  readonly contacts: readonly Change[];
  readonly claims: readonly Change[];
  /** Entries that left their list as it moved on. */
  readonly rolled: ReadonlySet<TextBlock>;
  /** Words whose substitution matters. */
  readonly terms: readonly string[];
  readonly turnover: Turnover;
  /** Paths of what shows the state of this minute. */
  readonly board: ReadonlySet<string>;
  readonly elsewhere: Elsewhere;
  readonly covered: Elsewhere;
  readonly shownBefore: Elsewhere;
}

/** What stood beside the page's own text and said nothing of the field, or gave way to as much. */
function isOfTemplate(run: readonly TextBlock[], { old, fresh, terms }: Surroundings): boolean {
  if (run.some(({ zone }) => zone !== 'aside' && zone !== 'header')) return false;
  const isSlight =
    valuesOf(run).length === 0 &&
    run.every(
      (block) =>
        !isProse(block.text) &&
        !isWeighty(block, terms) &&
        !OF_POWERS.test(mapText(block.text).text),
    );
  const isAside = run.every(({ zone }) => zone === 'aside');
  const [were, are] = [comparedBlocks(old), comparedBlocks(fresh)];
  // A price, or who operates, is no piece a feed draws.
  const isCited = run.some((block) => {
    const { text } = mapText(block.text);
    return (
      namesIn(text).length > 0 ||
      OF_POWERS.test(text) ||
      // Where a link led on, the link is told of.
      (block.linkTextLength < block.text.length * 0.5 && fieldWordsIn(text).some(isPointedWord)) ||
      ((isTellingLabel(text) || isSharp(text)) &&
        labelledQuantities(block.text).some(({ unit }) => CITED_UNIT.test(unit)))
    );
  });
  return isSlight || (isAside && !isCited && run.every((block) => isReplaced(block, were, are)));
}

/** Values that went with their blocks; a label may stand in the block before its value. */
export function valuesOf(run: readonly TextBlock[]): readonly string[] {
  const alone = run.filter((block) => !isByTheWay(block.text)).flatMap(lostValues);
  const [label, value] = run;
  if (value !== undefined && run.some(({ text }) => isByTheWay(text))) return alone;
  if (alone.length > 0 || run.length !== 2 || label === undefined || value === undefined) {
    return alone;
  }
  return lostValues({ ...label, text: `${label.text} ${value.text}` });
}

/** What the loss of neighbouring blocks weighs: one change, or none where others tell it. */
export function lossOfRun(
  run: readonly TextBlock[],
  around: Surroundings,
  toldByClaim: (block: TextBlock) => boolean,
): readonly Change[] {
  // A link, a contact or a claim already says that its block went.
  const rest = run.filter((block) => !isLinkOnly(block, around.links) && !toldByClaim(block));
  const [first] = rest;
  if (first === undefined) return [];
  const text = rest.map((block) => block.text).join('\n');
  const values = rest.length <= 3 ? valuesOf(rest) : [];
  const saidByContact = around.contacts.some(
    (change) =>
      rest.length === 1 &&
      mapText(text)
        .text.replace(/\W/g, '')
        .includes((change.before ?? ' ').replace(/\W/g, '')),
  );
  const stated = values.length === 0 ? '' : `; stated there: ${values.slice(0, 3).join(', ')}`;
  const summary =
    rest.length === 1
      ? `Text is no longer on the page: ${quoted(text)}${stated}.`
      : `${rest.length} neighbouring pieces of text are no longer on the page, from ${quoted(first.text)} on${stated}.`;
  const sides = { before: text, after: null };
  if (rest.every((block) => around.rolled.has(block))) {
    const moved = `${quoted(first.text)} left a list as newer entries came in.`;
    return [changeOf('block-removed', moved, sides, placeOf(first), 'low')];
  }
  // What went by itself stands beside what did not.
  const isTurned = (block: TextBlock): boolean =>
    around.turnover.of(block.path, block.frame) !== null;
  if (rest.some(isTurned) && !rest.every((one) => isTurned(one) || isByTheWay(one.text))) {
    const parts = [rest.filter(isTurned), rest.filter((block) => !isTurned(block))];
    return parts.flatMap((part) => lossOfRun(part, around, toldByClaim));
  }
  // What its links say still stands beside what nothing says.
  const kept = rest.filter((block) => isOfKeptLinks(block, around));
  if (kept.length > 0 && kept.length < rest.length) {
    const others = rest.filter((block) => !kept.includes(block));
    return [kept, others].flatMap((part) => lossOfRun(part, around, toldByClaim));
  }
  const spoken = rest.filter((block) => !isByTheWay(block.text));
  const turns = (spoken.length === 0 ? rest : spoken).map((block) =>
    around.turnover.of(block.path, block.frame),
  );
  if (turns.every((turn) => turn !== null) || rest.every((block) => isForeign(block, around))) {
    const severity = turns.every((turn) => turn === 'rotated' || turn === null) ? 'medium' : 'low';
    return [changeOf('block-removed', summary, sides, placeOf(first), severity)];
  }
  // What people cite weighs as much lost with its sentence as changed in it.
  const isAside = (first.zone === 'footer' || isOfTemplate(rest, around)) && !namesOwner(rest);
  const isIdle = values.length === 0 && rest.every((block) => statesNothing(block, around));
  const weight = isAside || isIdle ? 'medium' : values.length > 0 ? 'critical' : 'high';
  const isSlight =
    // Whose contact it was is said by no contact.
    (saidByContact && !namesSomebody(mapText(text).text)) ||
    // Nor of what it was.
    (rest.every(({ text: one }) => isContactLine(one)) &&
      !namesSomebody(mapText(text).text) &&
      !isPointed(mapText(text).text)) ||
    rest.every((block) => isOfKeptLinks(block, around)) ||
    isDecoration(text) ||
    rest.every((block) => isWayBack(block, around));
  const isWatched = holdsTerm(mapText(text).text, around.terms);
  // A label may stand beside its value.
  const isWordy = !/\p{Nd}/u.test(text);
  // Heads of columns over figures that all stand elsewhere now, and none of the field.
  const isOfHead = rest.every(
    (block) => block.tag === 'th' && values.length === 0 && !isWeighty(block, around.terms),
  );
  const isShort = rest.every(
    (block) =>
      (isLabel(block) || isMenuLine(block) || (isWordy && isCaption(block))) &&
      !isWeighty(block, around.terms) &&
      !saysSense(block.text) &&
      !answersAsked(block, comparedBlocks(around.old), around.elsewhere),
  );
  const isPassing =
    (isPopup(rest) && !isWatched) ||
    rest.every((block) => around.board.has(block.path)) ||
    rest.every(
      (block) =>
        (isOfDuty(block.text) && !isTellingLabel(mapText(block.text).text)) ||
        isToldByLinks(block, around) ||
        isFiledUnder(block, around) ||
        isOfFilter(block, around) ||
        isOfLanguages(block, around) ||
        isOfAccount(block, around) ||
        (!isWatched && isPoll(block.text)) ||
        (!isWatched && isCountdown(block)) ||
        (!isWatched &&
          (isOfNewsletter(block, comparedBlocks(around.old)) || isTeaser(block, around))),
    ) ||
    rest.every(
      (block) =>
        (isLabel(block) &&
          values.length === 0 &&
          !saysSense(block.text) &&
          !isPointed(mapText(block.text).text)) ||
        (isByline(block.text) && lostValues(block).length === 0 && !countsCases(block)) ||
        (isByTheWay(block.text) && (isOfGivers(block.text) || !statesSum(block))) ||
        isWayBack(block, around),
    );
  const severity = isSlight
    ? 'low'
    : isPassing || isOfHead || (isShort && weight === 'high')
      ? 'medium'
      : weight;
  return [changeOf('block-removed', summary, sides, placeOf(first), severity)];
}

/** A box or a heading, no sentence, without a value, a name, an address or a word of what is done here. */
function statesNothing(block: TextBlock, { terms }: Surroundings): boolean {
  const { text } = mapText(block.text);
  return (
    !WRITTEN.test(block.tag) &&
    !isProse(block.text) &&
    valuesOf([block]).length === 0 &&
    !endsAsSentence(text) &&
    !isWeighty(block, terms) &&
    !isTellingLabel(text) &&
    !isSharp(text) &&
    !isAddress(block.text)
  );
}

/** What somebody writes into a page by hand is set as this. */
const WRITTEN = /^(?:p|li|dt|dd|td|th|pre|blockquote)$/;

/** Whose site it is, where that is of the field: said nowhere else. */
function namesOwner(run: readonly TextBlock[]): boolean {
  return run.some(({ text }) => isOfOwner(text) && fieldWordsIn(mapText(text).text).length > 0);
}

/** How many days are left until a day of the year. */
function isCountdown({ text }: TextBlock): boolean {
  const { text: mapped } = mapText(text);
  return COUNTDOWN.test(mapped) && !isTellingLabel(mapped);
}

const COUNTDOWN = /^.{0,13}倒(?:计时|数) ?[:：]? ?\d+ ?[天日]$/;

/** What a form asks, in a few words. */
function isOfFilter(block: TextBlock, { terms }: Surroundings): boolean {
  const { text } = mapText(block.text);
  return (
    isOfForm(block) &&
    text.length <= LONGEST_ASKED &&
    !/\p{Nd}/u.test(text) &&
    !fieldWordsIn(text).some(isPointedWord) &&
    !isOfCare(text) &&
    !isSharp(text) &&
    !isOfDealings(text) &&
    !holdsTerm(text, terms)
  );
}

const LONGEST_ASKED = 40;

/** So many in a year, in a line of its own. */
function countsCases({ text }: TextBlock): boolean {
  return labelledQuantities(text).some(({ unit }) => unit === 'case');
}

/** Whatever is called for, what is paid for it is cited. */
function statesSum({ text }: TextBlock): boolean {
  return labelledQuantities(text).some(({ unit }) => MONEY_UNITS.test(unit));
}
