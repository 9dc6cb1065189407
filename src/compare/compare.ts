// Two good snapshots of one page -> the typed, directed changes between them. What was there and is
// gone comes first; how much of the page changed hides nothing (detection.md, principle 1).
import { comparable, mapText } from '../formats/normal-text.js';
import { type Change, SEVERITIES } from '../model/change.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import type { Snapshot } from '../model/snapshot.js';
import { type BlockMatch, blockKey, matchBlocks } from './blocks.js';
import { changeOf, quoted } from './change.js';
import { changesOfClaims } from './claim-changes.js';
import { findContacts } from './contacts.js';
import { COUNTED, changesOfEdit, lostValues } from './edits.js';
import { coveredOn, type Elsewhere, elsewhereOn, lettersOf, sentencesOf } from './elsewhere.js';
import { fieldWordsIn } from './field-words.js';
import { changesOfInfrastructure } from './infrastructure.js';
import { changesOfLinks } from './links.js';
import { changesOfFiles, changesOfImages, changesOfVideos, type Looks } from './media.js';
import { withMemory } from './memory.js';
import { namesIn } from './names.js';
import { changesOfContacts, changesOfHead, changesOfRegistration } from './page.js';
import { comparedBlocks, comparedTables, isWithin, placeOf, steadyPath, weighed } from './scope.js';
import { type Slots, slotsOf } from './slots.js';
import { statementsOf, withoutRolled } from './statements.js';
import { changesOfTable, matchTables } from './tables.js';
import { type Turnover, turnoverOf } from './turnover.js';

/** What of the watch bears on comparing. */
export interface CompareOptions {
  /** Words whose substitution matters. */
  readonly terms: readonly string[];
  readonly claims: readonly { readonly id: string; readonly text: string }[];
  /** How pictures look, where both sides' bytes could be read. */
  readonly looks?: Looks;
  /** What earlier good looks showed, oldest first, without the one compared with. */
  readonly history?: readonly PageReading[];
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
  const turnover = turnoverOf(old, fresh);
  const elsewhere = elsewhereOn(fresh);
  const covered = coveredOn(fresh);
  const links = changesOfLinks(old, fresh, { exchanged: slots.urls, turnover });
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
  const blocks = changesOfBlocks(match, {
    ...{ old, fresh, links, contacts, claims, rolled, options, turnover, elsewhere, covered },
  });
  const changes = [
    ...claims,
    ...tables.flatMap(([was, is]) => changesOfTable(was, is)),
    ...blocks,
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
    ...changesOfRegistration(old, fresh),
    ...changesOfWhole(match, fresh),
  ];
  return bySeverity(withMemory(changes, [...(options.history ?? []), old], fresh));
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

interface Surroundings {
  readonly old: PageReading;
  readonly fresh: PageReading;
  readonly links: readonly Change[];
  readonly contacts: readonly Change[];
  readonly claims: readonly Change[];
  /** Entries that left their list as it moved on. */
  readonly rolled: ReadonlySet<TextBlock>;
  readonly options: CompareOptions;
  readonly turnover: Turnover;
  readonly elsewhere: Elsewhere;
  readonly covered: Elsewhere;
}

function changesOfBlocks(match: BlockMatch, around: Surroundings): readonly Change[] {
  const { edited, added } = match;
  const { turnover, elsewhere } = around;
  const hidden = hiddenKeys(around);
  // What was split, joined or set in another element still stands on the page.
  const removed = match.removed.flatMap((block) => remainderOf(block, elsewhere, hidden));
  const covered = removed.filter(
    (block) => hidden.has(blockKey(block)) && turnover.of(block.path, block.frame) === null,
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
        ...{ terms: around.options.terms, elsewhere, label, covered: around.covered },
      });
      if (turnover.of(was.path, was.frame) !== null || isForeign(was, around)) {
        return changes.map(asMedium);
      }
      return toldByClaim(was) ? changes.map(asLowerEdit) : changes;
    }),
    ...[...exchanged].map(([was, is]) => exchangeOf(was, is)),
    ...covered.filter((block) => !toldByClaim(block)).map(coveredChange),
    ...runsOf(gone, around.old).flatMap((run) => lossOfRun(run, around, toldByClaim)),
    ...runsOf(added, around.fresh).map(additionOfRun),
  ];
}

/** The part of a block that is nowhere on the page any more: nothing, some sentences, or all of it. */
function remainderOf(
  block: TextBlock,
  elsewhere: Elsewhere,
  hidden: ReadonlySet<string>,
): readonly TextBlock[] {
  if (hidden.has(blockKey(block))) return [block];
  if (elsewhere.has(block.text)) return [];
  const sentences = sentencesOf(block.text);
  const missing = sentences.filter((sentence) => !elsewhere.has(sentence));
  if (missing.length === 0) return [];
  if (missing.length === sentences.length) return [block];
  return [{ ...block, text: missing.join(' ') }];
}

/** A short text whose place another of its kind has taken, and that stated nothing people cite. */
function exchangedAt(
  removed: readonly TextBlock[],
  { added, kept }: BlockMatch,
  around: Surroundings,
): ReadonlyMap<TextBlock, TextBlock> {
  const partners = new Map(kept);
  const were = neighboursIn(around.old, (block) => partners.get(block));
  const stayed = new Set(partners.values());
  const are = neighboursIn(around.fresh, (block) => (stayed.has(block) ? block : undefined));
  const places = new Map(added.map((block) => [steadyPath(placeOf(block)), block]));
  return new Map(
    removed.flatMap((was) => {
      const is =
        places.get(steadyPath(placeOf(was))) ??
        added.find((one) => one.tag === was.tag && isBetween(were.get(was), are.get(one)));
      if (is === undefined || is.tag !== was.tag || was.text.length > LONGEST_EXCHANGED) return [];
      if (lostValues(was).length > 0 || isWeighty(was, around)) return [];
      return [[was, is] as const];
    }),
  );
}

const LONGEST_EXCHANGED = 120;

type Neighbours = readonly [TextBlock | undefined, TextBlock | undefined];

/** The kept blocks (as they are now) before and behind each block that is not kept. */
function neighboursIn(
  reading: PageReading,
  partnerOf: (block: TextBlock) => TextBlock | undefined,
): ReadonlyMap<TextBlock, Neighbours> {
  const blocks = comparedBlocks(reading);
  const found = new Map<TextBlock, [TextBlock | undefined, TextBlock | undefined]>();
  let last: TextBlock | undefined;
  for (const block of blocks) {
    const partner = partnerOf(block);
    if (partner === undefined) found.set(block, [last, undefined]);
    else last = partner;
  }
  last = undefined;
  for (const block of blocks.toReversed()) {
    const neighbours = found.get(block);
    if (neighbours === undefined) last = partnerOf(block) ?? last;
    else neighbours[1] = last;
  }
  return found;
}

function isBetween(was: Neighbours | undefined, is: Neighbours | undefined): boolean {
  return was?.[0] !== undefined && was[1] !== undefined && was[0] === is?.[0] && was[1] === is[1];
}

function isWeighty(block: TextBlock, { options }: Surroundings): boolean {
  const { text } = mapText(block.text);
  const terms = options.terms.map((term) => mapText(term).text);
  return (
    fieldWordsIn(text).length > 0 ||
    namesIn(text).length > 0 ||
    findContacts(text).length > 0 ||
    terms.some((term) => term !== '' && text.includes(term))
  );
}

function exchangeOf(was: TextBlock, is: TextBlock): Change {
  const summary = `Another text stands where ${quoted(was.text)} stood: ${quoted(is.text)}.`;
  const sides = { before: was.text, after: is.text };
  return changeOf('block-edited', summary, sides, placeOf(is));
}

/** Words beside a value that stands in a block of its own: 浏览量 in one cell, 1234 in the next. */
function labelOf(block: TextBlock, reading: PageReading): string {
  if ((block.text.match(/\p{L}/gu) ?? []).length > 3) return '';
  const blocks = comparedBlocks(reading);
  const at = blocks.indexOf(block);
  const beside = [blocks[at - 1], blocks[at + 1]].map((one) => mapText(one?.text ?? '').text);
  return beside.find((text) => COUNTED.test(text)) ?? '';
}

/** What stands in a frame of somebody else is not the page's own word. */
function isForeign({ frame }: TextBlock, { old }: Surroundings): boolean {
  return frame !== null && siteOf(frame) !== siteOf(old.url);
}

function siteOf(url: string): string {
  const host = URL.canParse(url) ? new URL(url).hostname : url;
  const parts = host.split('.');
  return parts.slice(/\.(?:com|net|org|gov|edu|ac)\.\w\w$/.test(host) ? -3 : -2).join('.');
}

function asMedium(change: Change): Change {
  const isWeighty = change.severity === 'critical' || change.severity === 'high';
  return isWeighty ? { ...change, severity: 'medium' } : change;
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
  const turns = rest.map((block) => around.turnover.of(block.path, block.frame));
  if (turns.every((turn) => turn !== null) || rest.every((block) => isForeign(block, around))) {
    const severity = turns.every((turn) => turn === 'rotated' || turn === null) ? 'medium' : 'low';
    return [changeOf('block-removed', summary, sides, placeOf(first), severity)];
  }
  // What people cite weighs as much lost with its sentence as changed in it.
  const isAside = first.zone === 'footer' || first.zone === 'aside';
  const weight = values.length > 0 && !isAside ? 'critical' : weighed('high', first.zone);
  const isSlight = saidByContact || isDecoration(text);
  const isShort = rest.every((block) => isLabel(block) && !isWeighty(block, around));
  const severity = isSlight ? 'low' : isShort && weight === 'high' ? 'medium' : weight;
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

/** A word or two that state nothing: a column's head, a button. */
function isLabel({ text, tag }: TextBlock): boolean {
  const letters = text.replace(/[^\p{L}\p{N}]/gu, '').length;
  return !/^h[1-3]$/.test(tag) && letters <= (/\p{sc=Han}/u.test(text) ? 4 : 10);
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
  const sizeOf = (pairs: typeof inScript): number => size(pairs.map(([was]) => was));
  const scriptSwitched = inScript.length >= 3 && sizeOf(inScript) / sizeOf(han) >= 0.2;
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
