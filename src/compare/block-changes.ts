// Matched blocks -> what was said on the page and is gone, hidden, edited or new. What still stands
// anywhere on the page is not lost, and what a claim, a link or a contact tells is told once.
import { comparable, mapText } from '../formats/normal-text.js';
import { isWithin, parentOf } from '../formats/page-core.js';
import type { Change } from '../model/change.js';
import { isTrail, type PageReading, type TextBlock } from '../model/reading.js';
import { type BlockMatch, blockKey } from './blocks.js';
import { asMedium, changeOf, quoted } from './change.js';
import { isCounterName, lostValues } from './changed-values.js';
import { withoutContacts } from './contacts.js';
import { isReplaced } from './core.js';
import { changesOfEdit } from './edits.js';
import { type Elsewhere, lettersOf, sentencesOf } from './elsewhere.js';
import { exchangedAt, exchangeOf, isWeighty } from './exchanges.js';
import { fieldWordsIn } from './field-words.js';
import { readsOnTo } from './folds.js';
import { isByline, isByTheWay, isOfDuty, isOfOwner } from './frame-words.js';
import { leadsHome } from './link-losses.js';
import { withoutValues } from './numbers.js';
import { isForeignFrame, leavesSite } from './outsiders.js';
import { isTellingLabel } from './passing.js';
import { beneathMovedOn, headsAnew, isDayOfNewest, isOfCount, statesYear } from './periods.js';
import { comparedBlocks, placeOf } from './scope.js';
import { isCaption, isDecoration, isLabel, isMenuLine, isPopup, isProse } from './slight.js';
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

/** What became of the text. */
export function changesOfBlocks(match: BlockMatch, around: Surroundings): readonly Change[] {
  const { edited, added } = match;
  const { turnover, elsewhere } = around;
  const movedOn = beneathMovedOn(edited, around.old);
  const hidden = hiddenKeys(around);
  // What was split, joined or set in another element still stands on the page.
  const removed = match.removed.flatMap((block) => remainderOf(block, elsewhere, hidden));
  const covered = removed.filter(
    (block) => hidden.has(blockKey(block)) && turnover.of(block.path, block.frame) === null,
  );
  const behind = readsOnTo(around.old, around.fresh);
  const readsOn = (block: TextBlock): boolean =>
    around.fresh.blocks.some(
      (one) => !one.visible && blockKey(one) === blockKey(block) && behind(one.path, one.frame),
    );
  const exchanged = exchangedAt(removed, match, around);
  const gone = removed.filter((block) => !hidden.has(blockKey(block)) && !exchanged.has(block));
  const told = around.claims.map((change) => comparable(change.before ?? ''));
  const toldByClaim = (block: TextBlock): boolean =>
    told.some((text) => text !== '' && comparable(block.text).includes(text));
  return [
    ...edited.flatMap(([was, is]) => {
      // Two entries of a list that rolled on, however alike, are two entries.
      if (
        isLinkOnly(
          was,
          around.links.filter((change) => change.severity === 'low'),
        )
      )
        return [];
      // Moved whole, and its like here is another text; a text that only grew is told.
      if (elsewhere.has(was.text) && !lettersOf(is.text).includes(lettersOf(was.text))) return [];
      const label = labelOf(was, around.old);
      const changes = changesOfEdit(was, is, {
        ...{ terms: around.terms, elsewhere, label, covered: around.covered },
        shownBefore: around.shownBefore,
      });
      if (isDayOfNewest(was, is, added)) return changes.map(asMedium);
      const turns = turnover.of(was.path, was.frame) !== null || around.board.has(was.path);
      if (turns || isForeign(was, around)) {
        return changes.map(asMedium);
      }
      if (movedOn.has(was) && isOfCount(was, is) && !statesYear(was)) return changes.map(asMedium);
      if (headsAnew(was, is, movedOn, match)) return changes.map(asMedium);
      return toldByClaim(was) ? changes.map(asLowerEdit) : changes;
    }),
    ...[...exchanged].map(([was, is]) => exchangeOf(was, is)),
    ...covered
      .filter((block) => !toldByClaim(block))
      .map((block) => coveredChange(block, readsOn(block))),
    ...runsOf(gone, around.old).flatMap((run) => {
      const told = lossOfRun(run, around, toldByClaim);
      return run.every((block) => movedOn.has(block) && isEntry(block)) ? told.map(asMedium) : told;
    }),
    ...runsOf(added, around.fresh).map(additionOfRun),
  ];
}

/** Words of an entry in a list that stated nothing people cite. */
function isEntry(block: TextBlock): boolean {
  return !isProse(block.text) && valuesOf([block]).length === 0;
}

/** The part of a block that is nowhere on the page any more: nothing, some sentences, or all of it. */
function remainderOf(
  block: TextBlock,
  elsewhere: Elsewhere,
  hidden: ReadonlySet<string>,
): readonly TextBlock[] {
  if (hidden.has(blockKey(block))) return [block];
  if (elsewhere.has(block.text)) return [];
  const entries = block.text.split(/\s*[·•]\s*/).filter((entry) => entry !== '');
  // A list may be written in one run, its entries set apart by dots.
  const sentences = entries.length > 2 ? entries : sentencesOf(block.text);
  const missing = sentences.filter(
    (sentence) => !elsewhere.has(sentence) && !isSetApart(sentence, elsewhere),
  );
  if (missing.length === 0) return [];
  if (missing.length === sentences.length) return [block];
  return [{ ...block, text: missing.join(' ') }];
}

/** What a sentence lists stands on the page, each item by itself: set as bullets or as cells. */
function isSetApart(sentence: string, elsewhere: Elsewhere): boolean {
  const items = sentence.split(/[,，、;；،]/).map((item) => item.replace(CONJUNCTION, ''));
  return items.length >= 3 && items.every((item) => elsewhere.has(item));
}

const CONJUNCTION = /^\s*(?:and|or|as well as|以及|[和及或与])\s*(?=\S)/;

const LONGEST_LABEL = 40;

/** Words beside a value that stands in a block of its own: 浏览量 in one cell, 1234 in the next. */
function labelOf(block: TextBlock, reading: PageReading): string {
  const beyond = withoutValues(mapText(block.text).text);
  if ((beyond.match(/\p{L}/gu) ?? []).length > 3) return '';
  const blocks = comparedBlocks(reading);
  const at = blocks.indexOf(block);
  const term = blocks[at - 1];
  if (block.tag === 'dd' && term?.tag === 'dt') return mapText(term.text).text;
  const neighbours = [blocks[at - 1], blocks[at + 1]].filter((one) => one !== undefined);
  const inBox = neighbours.filter(({ path }) => isWithin(path, parentOf(block.path)));
  const beside = (inBox.length > 0 ? inBox : neighbours).map((one) => mapText(one.text).text);
  // Columns of a table say what its cells are.
  const counter = beside.find(isCounterName);
  if (block.tag === 'td') return counter ?? '';
  const isLabel = (text: string): boolean =>
    text.length <= LONGEST_LABEL && !/\d/.test(text) && isTellingLabel(text);
  return counter ?? beside.find(isLabel) ?? '';
}

/** Not the page's own word: in a frame of others, or nothing but a link that leads away. */
function isForeign(block: TextBlock, { old }: Surroundings): boolean {
  if (isForeignFrame(block.frame, old.url)) return true;
  if (fieldWordsIn(mapText(block.text).text).length > 0) return false;
  return isLinkedOnly(block, old, (href) => leavesSite(href, old.url));
}

/** The way back: a trail of links, or a name that leads to the front page. */
function isWayBack(block: TextBlock, { old }: Surroundings): boolean {
  return isTrail(block) || isLinkedOnly(block, old, (href) => leadsHome(href, old.url));
}

/** Nothing but links, each to such an address. */
function isLinkedOnly(
  block: TextBlock,
  { links }: PageReading,
  to: (href: string) => boolean,
): boolean {
  if (block.linkTextLength < block.text.length * 0.9) return false;
  const inside = links.filter(
    (link) => link.frame === block.frame && isWithin(link.path, block.path),
  );
  return inside.length > 0 && inside.every((link) => to(link.href));
}

function asLowerEdit(change: Change): Change {
  return change.kind === 'block-edited' ? { ...change, severity: 'low' } : change;
}

function coveredChange(block: TextBlock, isBehindButton: boolean): Change {
  const summary = `The text ${quoted(block.text)} is still in the page but no longer shown${isBehindButton ? ': it stands behind a button to read on' : ''}.`;
  const sides = { before: block.text, after: null };
  const severity = isBehindButton ? 'medium' : undefined;
  return changeOf('hidden-not-removed', summary, sides, placeOf(block), severity);
}

/** What stood beside the page's own text and said nothing of the field, or gave way to as much. */
function isOfTemplate(run: readonly TextBlock[], { old, fresh, terms }: Surroundings): boolean {
  if (run.some(({ zone }) => zone !== 'aside' && zone !== 'header')) return false;
  const isSlight =
    valuesOf(run).length === 0 &&
    run.every((block) => !isProse(block.text) && !isWeighty(block, terms));
  const isAside = run.every(({ zone }) => zone === 'aside');
  const [were, are] = [comparedBlocks(old), comparedBlocks(fresh)];
  return isSlight || (isAside && run.every((block) => isReplaced(block, were, are)));
}

/** What a way to reach someone is called, and the way itself: whether that went, it tells by itself. */
function isContactLine({ text }: TextBlock): boolean {
  const { text: mapped } = mapText(text);
  const rest = withoutContacts(mapped);
  return rest !== mapped && (rest.match(/[\p{L}\p{N}]/gu)?.length ?? 0) <= LONGEST_OF_CONTACT;
}

const LONGEST_OF_CONTACT = 12;

/** Values that went with their blocks; a label may stand in the block before its value. */
function valuesOf(run: readonly TextBlock[]): readonly string[] {
  const alone = run.filter((block) => !isByTheWay(block.text)).flatMap(lostValues);
  const [label, value] = run;
  if (value !== undefined && run.some(({ text }) => isByTheWay(text))) return alone;
  if (alone.length > 0 || run.length !== 2 || label === undefined || value === undefined) {
    return alone;
  }
  return lostValues({ ...label, text: `${label.text} ${value.text}` });
}

function lossOfRun(
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
  const weight = isAside ? 'medium' : values.length > 0 ? 'critical' : 'high';
  const isSlight =
    saidByContact ||
    rest.every(isContactLine) ||
    rest.every((block) => isOfKeptLinks(block, around)) ||
    isDecoration(text) ||
    rest.every((block) => isWayBack(block, around));
  // A label may stand beside its value.
  const isWordy = !/\p{Nd}/u.test(text);
  // Heads of columns over figures that all stand elsewhere now, and none of the field.
  const isOfHead = rest.every(
    (block) => block.tag === 'th' && values.length === 0 && !isWeighty(block, around.terms),
  );
  const isShort = rest.every(
    (block) =>
      (isLabel(block) || isMenuLine(block) || (isWordy && isCaption(block))) &&
      !isWeighty(block, around.terms),
  );
  const isPassing =
    isPopup(rest) ||
    rest.every((block) => around.board.has(block.path)) ||
    rest.every(
      (block) =>
        (isOfDuty(block.text) && fieldWordsIn(mapText(block.text).text).length === 0) ||
        isToldByLinks(block, around),
    ) ||
    rest.every(
      (block) =>
        (isLabel(block) && values.length === 0) ||
        (isByline(block.text) && lostValues(block).length === 0) ||
        isByTheWay(block.text) ||
        isWayBack(block, around),
    );
  const severity = isSlight
    ? 'low'
    : isPassing || isOfHead || (isShort && weight === 'high')
      ? 'medium'
      : weight;
  return [changeOf('block-removed', summary, sides, placeOf(first), severity)];
}

/** Whose site it is, where that is of the field: said nowhere else. */
function namesOwner(run: readonly TextBlock[]): boolean {
  return run.some(({ text }) => isOfOwner(text) && fieldWordsIn(mapText(text).text).length > 0);
}

/** Nothing but links that went with it: what they were is told of each. */
function isToldByLinks(block: TextBlock, { old, fresh }: Surroundings): boolean {
  const now = new Set(fresh.links.map(({ href }) => href));
  return isLinkedOnly(block, old, (href) => /^https?:/i.test(href) && !now.has(href));
}

function additionOfRun(run: readonly TextBlock[]): Change {
  const text = run.map((block) => block.text).join('\n');
  const where = run[0] === undefined ? '' : placeOf(run[0]);
  return changeOf(
    'block-added',
    `Text was added: ${quoted(text)}.`,
    { before: null, after: text },
    where,
  );
}

function isLinkOnly(block: TextBlock, links: readonly Change[]): boolean {
  if (block.linkTextLength < block.text.length * 0.5) return false;
  const text = comparable(block.text);
  return links.some((change) => {
    const name = comparable((change.before ?? '').split(' → ')[0] ?? '');
    return name !== '' && (text.includes(name) || name.includes(text));
  });
}

/** Words of links that all still stand on the page, now in other boxes. */
function isOfKeptLinks(block: TextBlock, { old, fresh }: Surroundings): boolean {
  if (block.linkTextLength < block.text.length * 0.5) return false;
  const within = old.links.filter(
    (link) => link.frame === block.frame && isWithin(link.path, block.path),
  );
  const shown = fresh.links.filter(({ visible }) => visible);
  const now = new Set(shown.map(({ text }) => lettersOf(text)));
  return within.length >= 2 && within.every(({ text }) => now.has(lettersOf(text)));
}

/** Keys of blocks that are in the page now without being shown, and were not so before. */
function hiddenKeys({ old, fresh }: Surroundings): ReadonlySet<string> {
  const of = (reading: PageReading): string[] =>
    reading.blocks.filter((block) => !block.visible).map(blockKey);
  const were = new Set(of(old));
  return new Set(of(fresh).filter((key) => key !== '' && !were.has(key)));
}

/** Blocks that follow one another on the page are one change. */
function runsOf(
  blocks: readonly TextBlock[],
  reading: PageReading,
): readonly (readonly TextBlock[])[] {
  const order = new Map(comparedBlocks(reading).map((block, index) => [block, index] as const));
  const runs: TextBlock[][] = [];
  let last = -2;
  for (const block of blocks) {
    const at = order.get(block) ?? -2;
    const run = runs.at(-1);
    if (run !== undefined && at === last + 1 && run[0]?.zone === block.zone) run.push(block);
    else runs.push([block]);
    last = at;
  }
  return runs;
}
