// Matched blocks -> what was said on the page and is gone, hidden, edited or new. What still stands
// anywhere on the page is not lost, and what a claim, a link or a contact tells is told once.
import { comparable, mapText } from '../formats/normal-text.js';
import { isWithin, parentOf } from '../formats/page-core.js';
import { type Change, isLoud } from '../model/change.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import { answeredAnew } from './answers.js';
import { lossOfRun, type Surroundings, valuesOf } from './block-losses.js';
import { type BlockMatch, blockKey } from './blocks.js';
import { asMedium, changeOf, quoted } from './change.js';
import { isCounterName } from './changed-values.js';
import { changesOfEdit } from './edits.js';
import { type Elsewhere, elsewhereOn, lettersOf, sentencesOf } from './elsewhere.js';
import { exchangedAt, exchangeOf, holdsTerm } from './exchanges.js';
import { readsOnTo } from './folds.js';
import { isOfOwner } from './frame-words.js';
import { isForeign, isLinkOnly } from './linked-blocks.js';
import { withoutValues } from './numbers.js';
import { isTellingLabel } from './passing.js';
import { beneathMovedOn, headsAnew, isDayOfNewest, isOfCount, statesYear } from './periods.js';
import { comparedBlocks, placeOf } from './scope.js';
import { isSetAnew, redated } from './set-anew.js';
import { endsAsSentence, isPopup, isProse } from './slight.js';

/** What became of the text. */
export function changesOfBlocks(match: BlockMatch, around: Surroundings): readonly Change[] {
  const { edited, added } = match;
  const { turnover, elsewhere } = around;
  const movedOn = beneathMovedOn(edited, around.old);
  const shown = comparedBlocks(around.old);
  const answersAnew = (was: TextBlock, is: TextBlock): readonly Change[] =>
    turnover.of(was.path, was.frame) === null ? answeredAnew(was, is, shown, elsewhere) : [];
  const hidden = hiddenKeys(around);
  // What was split, joined or set in another element still stands on the page.
  // A sentence that came and speaks of a name is not where the name stands now.
  const lines = added.filter(({ text }) => isOfOwner(text) || !endsAsSentence(text));
  const came = elsewhereOn({
    ...around.fresh,
    blocks: [...lines, ...edited.map(([, is]) => is)],
    links: [],
  });
  const removed = match.removed.flatMap((block) => remainderOf(block, { elsewhere, came, hidden }));
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
      const edits = changesOfEdit(was, is, {
        ...{ terms: around.terms, elsewhere, came, label, covered: around.covered },
        shownBefore: around.shownBefore,
      });
      const changes = edits.some(isLoud) ? edits : [...answersAnew(was, is), ...edits];
      if (isDayOfNewest(was, is, added)) return changes.map(asMedium);
      const turns = turnover.of(was.path, was.frame) !== null || around.board.has(was.path);
      if (turns || isForeign(was, around)) {
        return changes.map(asMedium);
      }
      if (movedOn.has(was) && isOfCount(was, is) && !statesYear(was)) return changes.map(asMedium);
      if (headsAnew(was, is, movedOn, match)) return changes.map(asMedium);
      return toldByClaim(was) ? changes.map(asLowerEdit) : changes;
    }),
    ...[...exchanged].flatMap(([was, is]) => [...answersAnew(was, is), exchangeOf(was, is)]),
    ...runsOf(
      covered.filter((block) => !toldByClaim(block)),
      around.old,
    ).flatMap((run) => {
      const told = run.map((block) => coveredChange(block, readsOn(block)));
      const isWatched = run.some(({ text }) => holdsTerm(mapText(text).text, around.terms));
      return isPopup(run) && !isWatched ? told.map(asMedium) : told;
    }),
    ...runsOf(gone, around.old).flatMap((run) => {
      const told = lossOfRun(run, around, toldByClaim);
      return run.every((block) => movedOn.has(block) && isEntry(block)) ? told.map(asMedium) : told;
    }),
    ...redated(gone, match),
    ...runsOf(added, around.fresh).map(additionOfRun),
  ];
}

/** Words of an entry in a list that stated nothing people cite. */
function isEntry(block: TextBlock): boolean {
  return !isProse(block.text) && valuesOf([block]).length === 0;
}

interface Remaining {
  readonly elsewhere: Elsewhere;
  /** What stands in lines that came or were edited. */
  readonly came: Elsewhere;
  readonly hidden: ReadonlySet<string>;
}

/** The part of a block that is nowhere on the page any more: nothing, some sentences, or all of it. */
function remainderOf(
  block: TextBlock,
  { elsewhere, came, hidden }: Remaining,
): readonly TextBlock[] {
  if (hidden.has(blockKey(block))) return [block];
  if (elsewhere.has(block.text) || isSetAnew(block.text, { came: [came], elsewhere })) return [];
  if (NUMBERED_NOTE.test(block.text) && elsewhere.has(block.text.replace(NUMBERED_NOTE, '')))
    return [];
  const entries = entriesIn(block.text);
  const sentences = entries.length > 2 ? entries : sentencesOf(block.text);
  const missing = sentences.filter(
    (sentence) => !elsewhere.has(sentence) && !isSetApart(sentence, elsewhere),
  );
  if (missing.length === 0) return [];
  if (missing.length === sentences.length) return [block];
  return [{ ...block, text: missing.join(' ') }];
}

/** A list in one run: its entries set apart by dots or by their numbers. */
function entriesIn(text: string): readonly string[] {
  const parts = /^1[.、]?\s+\S.*\s2[.、]?\s+\S/su.test(text)
    ? text.split(/(?:^|\s)\d{1,2}(?:\.\d{1,2})*[.、]?\s+/u)
    : text.split(/\s*[·•]\s*/u);
  return parts.map((entry) => entry.trim()).filter((entry) => entry !== '');
}

/** The number of a note before its sentence. */
const NUMBERED_NOTE = /^(?:\[\d{1,2}\]|\d{1,2})\s+(?=\p{Lu})/u;

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

function asLowerEdit(change: Change): Change {
  return change.kind === 'block-edited' ? { ...change, severity: 'low' } : change;
}

function coveredChange(block: TextBlock, isBehindButton: boolean): Change {
  const summary = `The text ${quoted(block.text)} is still in the page but no longer shown${isBehindButton ? ': it stands behind a button to read on' : ''}.`;
  const sides = { before: block.text, after: null };
  const severity = isBehindButton ? 'medium' : undefined;
  return changeOf('hidden-not-removed', summary, sides, placeOf(block), severity);
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
