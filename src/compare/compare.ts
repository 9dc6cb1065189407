// Two good snapshots of one page -> the typed, directed changes between them. What was there and is
// gone comes first; how much of the page changed hides nothing (detection.md, principle 1).

import { mapText } from '../formats/normal-text.js';
import { isWithin } from '../formats/page-core.js';
import { type Change, SEVERITIES } from '../model/change.js';
import type { PageReading, ReadTable, TextBlock } from '../model/reading.js';
import type { Behind, Snapshot } from '../model/snapshot.js';
import { tightenedFiles, tightenedPlaces } from './access.js';
import { alignedWith } from './aligned.js';
import { calmedBeside } from './beside-text.js';
import { changesOfBlocks } from './block-changes.js';
import { type BlockMatch, matchBlocks } from './blocks.js';
import { boardIn } from './boards.js';
import { asMedium } from './change.js';
import { changesOfClaims } from './claim-changes.js';
import { withCore } from './core.js';
import { changesOfCovered } from './covered.js';
import { coveredOn, elsewhereOn } from './elsewhere.js';
import { goneEndpoints } from './endpoints.js';
import { fieldWordsIn } from './field-words.js';
import { changesOfFiles, sameFileAmong } from './files.js';
import { unfolded } from './folds.js';
import { calmedAsIdle } from './idle.js';
import { changesOfInfrastructure } from './infrastructure.js';
import { splitByLanguage } from './language-split.js';
import { changesOfLinks } from './links.js';
import { calmedAsBroughtOut, calmedAsTotals } from './live-totals.js';
import { changesOfImages, type Looks } from './media.js';
import { withMemory } from './memory.js';
import { labelledQuantities } from './numbers.js';
import { isOfDealings } from './of-the-trade.js';
import { withSteadyFrames } from './outsiders.js';
import { changesOfContacts, changesOfHead, changesOfRegistration } from './page.js';
import { isTellingLabel } from './passing.js';
import { recastData } from './recast.js';
import { comparedBlocks, comparedTables } from './scope.js';
import { type Slots, slotsOf } from './slots.js';
import { statementsOf, withoutRolled } from './statements.js';
import { matchTables } from './table-pairs.js';
import { changesOfTable } from './tables.js';
import { turnoverOf } from './turnover.js';
import { unveiled } from './veils.js';
import { changesOfVideos } from './videos.js';
import { calmedByRedesign, changesOfWhole } from './whole.js';

/** What of the watch bears on comparing. */
export interface CompareOptions {
  /** Words whose substitution matters. */
  readonly terms: readonly string[];
  readonly claims: readonly { readonly id: string; readonly text: string }[];
  /** How pictures look, where both sides' bytes could be read. */
  readonly looks?: Looks;
  /** What the files of the two say of those behind the page. */
  readonly behind?: readonly [Behind, Behind];
  /** What earlier good looks showed, oldest first, without the one compared with. */
  readonly history?: readonly PageReading[];
}

/** Every change from `before` to `after`, the most severe first. */
export function compareSnapshots(
  before: Snapshot,
  after: Snapshot,
  options: CompareOptions,
): readonly Change[] {
  const files = [
    ...tightenedFiles(before, after),
    ...changesOfFiles(before, after),
    ...goneEndpoints(before, after),
    ...changesOfInfrastructure(before, after, options.behind),
  ];
  if (before.reading === null || after.reading === null) return bySeverity(files);
  const was = asRead(before.reading);
  const is = alignedWith(was, asRead(after.reading));
  const changes = compareReadings(
    { ...before, reading: withCore(was) },
    { ...after, reading: withCore(is.reading) },
    { ...options, history: (options.history ?? []).map(asRead) },
    files,
  );
  // What is gone stood where the earlier page had it.
  return changes.map((change) =>
    change.after === null ? change : { ...change, where: is.own(change.where) },
  );
}

function asRead(reading: PageReading): PageReading {
  return unfolded(unveiled(withSteadyFrames(reading)));
}

type Read = Snapshot & { readonly reading: PageReading };

function compareReadings(
  before: Read,
  after: Read,
  options: CompareOptions,
  files: readonly Change[],
): readonly Change[] {
  const [old, fresh] = [before.reading, after.reading];
  const claims = changesOfClaims(options.claims, old, fresh);
  const slots = slotsOf(before, after);
  const turnover = turnoverOf(old, fresh);
  const covered = coveredOn(fresh);
  const shownBefore = elsewhereOn(old);
  const elsewhere = elsewhereOn(fresh, shownBefore);
  const links = changesOfLinks(old, fresh, {
    exchanged: slots.urls,
    turnover,
    sameFile: sameFileAmong(before.manifest, after.manifest),
  });
  const contacts = changesOfContacts(old, fresh);
  const tables = matchTables(comparedTables(old), comparedTables(fresh));
  const recast = recastData(
    fresh,
    comparedTables(old).filter((table) => !tables.some(([was]) => was === table)),
    comparedTables(fresh).filter((table) => !tables.some(([, is]) => is === table)),
  );
  const matched = matchBlocks(
    outside(
      comparedBlocks(old),
      tables.map(([table]) => table.path),
    ).filter((block) => !recast.settled(block)),
    outside(
      comparedBlocks(fresh),
      tables.map(([, table]) => table.path),
    ),
    statementsOf(old, fresh),
  );
  const board = boardIn(old);
  const isOnBoard = (table: ReadTable): boolean => {
    const cells = comparedBlocks(old).filter(({ path }) => isWithin(path, table.path));
    return cells.length > 0 && cells.every(({ path }) => board.has(path));
  };
  const isTurned = (table: ReadTable): boolean => {
    const cells = comparedBlocks(old).filter(({ path }) => isWithin(path, table.path));
    // The heading may be a cell of its own.
    const left = cells.filter(({ path, frame }) => turnover.of(path, frame) === null);
    return cells.length > 1 && left.length <= 1;
  };
  const { match, rolled } = withoutRolled(withoutCaptions(matched, slots));
  const blocks = changesOfBlocks(match, {
    ...{ old, fresh, links, contacts, claims, rolled, turnover, board },
    ...{ elsewhere, covered, shownBefore },
    terms: options.terms,
  });
  const changes = [
    ...claims,
    ...tables.flatMap(([was, is]) => {
      const told = changesOfTable(was, is, {
        isOnBoard: isOnBoard(was),
        others: comparedTables(fresh).filter((table) => !tables.some(([, one]) => one === table)),
      });
      return isTurned(was) ? told.map(asLeftList) : told;
    }),
    ...recast.changes,
    ...blocks,
    ...changesOfCovered(old, fresh, {
      ...{ terms: options.terms, elsewhere, covered, shownBefore },
    }),
    ...links.filter((change) => !isToldByText(change, [...blocks, ...slots.changes])),
    ...contacts,
    ...files,
    ...slots.changes,
    ...changesOfImages(before, after, {
      exchanged: slots.pictures,
      turnover,
      looks: options.looks,
    }),
    ...changesOfVideos(before, after),
    ...changesOfHead(before, after),
    ...splitByLanguage(old, fresh),
    ...changesOfRegistration(old, fresh),
    ...changesOfWhole(match, fresh, elsewhere),
  ];
  const sides = { old, fresh, terms: options.terms };
  const calmed = CALMED.reduce<readonly Change[]>((told, calm) => calm(told, sides), changes);
  const told = [...tightenedPlaces(changes), ...calmed];
  return bySeverity(withMemory(told, [...(options.history ?? []), old], fresh));
}

/** What weighs less by what stands around it, in turn. */
const CALMED = [
  calmedBeside,
  calmedByRedesign,
  calmedAsIdle,
  calmedAsTotals,
  calmedAsBroughtOut,
] as const;

/** A row that left a list of what else to read, or its number without a unit; what people cite is no such row. */
function asLeftList(change: Change): Change {
  const { text } = mapText(change.before ?? '');
  const says =
    fieldWordsIn(text).length > 0 || labelledQuantities(text).some(({ unit }) => unit !== '');
  // Its row and the head of its column say what it counts.
  const row = mapText(change.summary).text;
  const isPlainNumber =
    change.kind === 'number-changed' && !isTellingLabel(row) && !isOfDealings(row);
  return (change.kind === 'table-row-removed' || isPlainNumber) && !says
    ? asMedium(change)
    : change;
}

/** An added link whose words came with an added text, or with the picture it stands on. */
function isToldByText({ kind, after }: Change, others: readonly Change[]): boolean {
  if (kind !== 'block-added' || after === null) return false;
  const [words = '', href = words] = after.split(' → ');
  return others.some(
    (other) =>
      other.before !== other.after && [words, href].some((one) => other.after?.includes(one)),
  );
}

function outside(blocks: readonly TextBlock[], paths: readonly string[]): readonly TextBlock[] {
  if (paths.length === 0) return blocks;
  return blocks.filter((block) => !paths.some((path) => isWithin(block.path, path)));
}

/** The match without the captions of pictures that were exchanged. */
function withoutCaptions(match: BlockMatch, { captions }: Slots): BlockMatch {
  return {
    kept: match.kept,
    edited: match.edited.filter(([was, is]) => !captions.has(was) && !captions.has(is)),
    removed: match.removed.filter((block) => !captions.has(block)),
    added: match.added.filter((block) => !captions.has(block)),
  };
}

/** The most severe first, otherwise in their order. */
export function bySeverity(changes: readonly Change[]): readonly Change[] {
  return changes.toSorted(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );
}
