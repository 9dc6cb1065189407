// Two good snapshots of one page -> the typed, directed changes between them. What was there and is
// gone comes first; how much of the page changed hides nothing (detection.md, principle 1).
import { comparable, mapText } from '../formats/normal-text.js';
import { type Change, SEVERITIES } from '../model/change.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import type { Snapshot } from '../model/snapshot.js';
import { type BlockMatch, blockKey, matchBlocks } from './blocks.js';
import { changeOf, quoted } from './change.js';
import { changesOfClaims } from './claim-changes.js';
import { changesOfEdit, lostValues } from './edits.js';
import { changesOfInfrastructure } from './infrastructure.js';
import { changesOfLinks } from './links.js';
import { changesOfFiles, changesOfImages, changesOfVideos } from './media.js';
import { changesOfContacts, changesOfHead, changesOfRegistration } from './page.js';
import { comparedBlocks, comparedTables, isWithin, placeOf, weighed } from './scope.js';
import { type Slots, slotsOf } from './slots.js';
import { statementsOf, withoutRolled } from './statements.js';
import { changesOfTable, matchTables } from './tables.js';

/** What of the watch bears on comparing. */
export interface CompareOptions {
  /** Words whose substitution matters. */
  readonly terms: readonly string[];
  readonly claims: readonly { readonly id: string; readonly text: string }[];
}

/** Every change from `before` to `after`, the most severe first. */
export function compareSnapshots(
  before: Snapshot,
  after: Snapshot,
  options: CompareOptions,
): readonly Change[] {
  const files = [...changesOfFiles(before, after), ...changesOfInfrastructure(before, after)];
  const [old, fresh] = [before.reading, after.reading];
  if (old === null || fresh === null) return bySeverity(files);
  const claims = changesOfClaims(options.claims, old, fresh);
  const slots = slotsOf(before, after);
  const links = changesOfLinks(old, fresh, slots.urls);
  const contacts = changesOfContacts(old, fresh);
  const tables = matchTables(comparedTables(old), comparedTables(fresh));
  const matched = matchBlocks(
    outside(
      comparedBlocks(old),
      tables.map(([table]) => table.path),
    ),
    outside(
      comparedBlocks(fresh),
      tables.map(([, table]) => table.path),
    ),
    statementsOf(old, fresh),
  );
  const { match, rolled } = withoutRolled(withoutCaptions(matched, slots));
  const blocks = changesOfBlocks(match, { old, fresh, links, contacts, claims, rolled, options });
  return bySeverity([
    ...claims,
    ...tables.flatMap(([was, is]) => changesOfTable(was, is)),
    ...blocks,
    ...links,
    ...contacts,
    ...files,
    ...slots.changes,
    ...changesOfImages(before, after, slots.pictures),
    ...changesOfVideos(before, after),
    ...changesOfHead(before, after),
    ...changesOfRegistration(old, fresh),
    ...changesOfWhole(match, fresh),
  ]);
}

interface Surroundings {
  readonly old: PageReading;
  readonly fresh: PageReading;
  readonly links: readonly Change[];
  readonly contacts: readonly Change[];
  readonly claims: readonly Change[];
  /** Entries that left their list as it moved on. */
  readonly rolled: ReadonlySet<TextBlock>;
  readonly options: CompareOptions;
}

function changesOfBlocks(match: BlockMatch, around: Surroundings): readonly Change[] {
  const { edited, removed, added } = match;
  const hidden = hiddenKeys(around);
  const covered = removed.filter((block) => hidden.has(blockKey(block)));
  const gone = removed.filter((block) => !hidden.has(blockKey(block)));
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
      const changes = changesOfEdit(was, is, around.options.terms);
      return toldByClaim(was) ? changes.map(asLowerEdit) : changes;
    }),
    ...covered.filter((block) => !toldByClaim(block)).map(coveredChange),
    ...runsOf(gone, around.old).flatMap((run) => lossOfRun(run, around, toldByClaim)),
    ...runsOf(added, around.fresh).map(additionOfRun),
  ];
}

function asLowerEdit(change: Change): Change {
  return change.kind === 'block-edited' ? { ...change, severity: 'low' } : change;
}

function coveredChange(block: TextBlock): Change {
  const summary = `The text ${quoted(block.text)} is still in the page but no longer shown.`;
  return changeOf(
    'hidden-not-removed',
    summary,
    { before: block.text, after: null },
    placeOf(block),
  );
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
  const values = rest.length <= 3 ? rest.flatMap(lostValues) : [];
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
  // What people cite weighs as much lost with its sentence as changed in it.
  const isAside = first.zone === 'footer' || first.zone === 'aside';
  const weight = values.length > 0 && !isAside ? 'critical' : weighed('high', first.zone);
  const isSlight = saidByContact || isDecoration(text);
  const severity = isSlight ? 'low' : weight;
  return [changeOf('block-removed', summary, sides, placeOf(first), severity)];
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

function isDecoration(text: string): boolean {
  return text.replace(/[^\p{L}\p{N}]/gu, '').length < 2;
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

/** What can only be said of the page as a whole: a new layout, another script, mere noise. */
function changesOfWhole(match: BlockMatch, fresh: PageReading): readonly Change[] {
  const changes: Change[] = [];
  const size = (blocks: readonly TextBlock[]): number =>
    blocks.reduce((sum, block) => sum + block.text.length, 0);
  const survived = size(match.kept.map(([block]) => block));
  const all = survived + size(match.removed) + size(match.edited.map(([block]) => block));
  const elsewhere = match.kept.filter(([was, is]) => was.path !== is.path).length;
  if (
    all > 0 &&
    match.kept.length >= 5 &&
    survived / all >= 0.9 &&
    elsewhere / match.kept.length > 0.6
  ) {
    const summary = 'The page was laid out anew; nine tenths of its text or more are the same.';
    changes.push(changeOf('redesign', summary, { before: null, after: null }, fresh.url));
  }
  const han = match.kept.filter(([was]) => /\p{sc=Han}/u.test(was.text));
  const switched = han.filter(([was, is]) => comparable(was.text) !== comparable(is.text));
  const inScript = switched.filter(([was, is]) => was.text.length === is.text.length);
  const scriptSwitched = inScript.length >= 3 && inScript.length / han.length >= 0.3;
  if (scriptSwitched) {
    const [was, is] = inScript[0] ?? [];
    const summary = 'The page changed between Simplified and Traditional Chinese.';
    const sides = { before: was?.text ?? null, after: is?.text ?? null };
    changes.push(changeOf('script-switch', summary, sides, fresh.url));
  }
  const noisy = match.kept.filter(
    (pair) => pair[0].text !== pair[1].text && !(scriptSwitched && inScript.includes(pair)),
  );
  if (noisy.length > 0) {
    const [was, is] = noisy[0] ?? [];
    const summary = `${noisy.length} pieces of text differ only in counters, clocks, script or typography.`;
    const sides = { before: was?.text ?? null, after: is?.text ?? null };
    changes.push(changeOf('noise', summary, sides, was === undefined ? '' : placeOf(was)));
  }
  return changes;
}

function bySeverity(changes: readonly Change[]): readonly Change[] {
  return changes.toSorted(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );
}
