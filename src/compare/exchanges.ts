// Removed and added blocks -> the places where one short text gave way to another that says as
// little: a button's new words, the saying of the day. One quiet edit instead of a loss.
import { mapText } from '../formats/normal-text.js';
import type { Change } from '../model/change.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import { isAddress, keepsNumbers } from './addresses.js';
import type { BlockMatch } from './blocks.js';
import { changeOf, quoted } from './change.js';
import { lostValues } from './changed-values.js';
import { findContacts } from './contacts.js';
import { fieldWordsIn, isSharp, namesOrgan } from './field-words.js';
import { isMasked, namesIn } from './names.js';
import { OF_POWERS } from './of-the-trade.js';
import { comparedBlocks, placeOf, steadyPath } from './scope.js';
import { sensesLost } from './senses.js';
import { endsAsSentence } from './slight.js';
import { signerOf } from './turned-places.js';

/** The two sides, and the words whose loss always weighs. */
export interface Sides {
  readonly old: PageReading;
  readonly fresh: PageReading;
  readonly terms: readonly string[];
}

/** A short text whose place another of its kind has taken, and that stated nothing people cite. */
export function exchangedAt(
  removed: readonly TextBlock[],
  { added, kept }: BlockMatch,
  sides: Sides,
): ReadonlyMap<TextBlock, TextBlock> {
  const partners = new Map(kept);
  const were = neighboursIn(sides.old, (block) => partners.get(block));
  const stayed = new Set(partners.values());
  const are = neighboursIn(sides.fresh, (block) => (stayed.has(block) ? block : undefined));
  const places = new Map(added.map((block) => [steadyPath(placeOf(block)), block]));
  return new Map(
    removed.flatMap((was) => {
      const is =
        places.get(steadyPath(placeOf(was))) ??
        added.find((one) => one.tag === was.tag && isBetween(were.get(was), are.get(one)));
      if (is === undefined || is.tag !== was.tag || was.text.length > LONGEST_EXCHANGED) return [];
      const { text } = mapText(was.text);
      const isSaid = endsAsSentence(was.text) || namesOrgan(text);
      if (lostValues(was).length > 0 || (isSaid && isSharp(text))) return [];
      const isHeadingAnew = isReworded(was, is) && isBetween(were.get(was), are.get(is));
      if (isWeighty(was, sides.terms) && !isHeadingAnew) return [];
      if (OF_POWERS.test(text) || sensesLost(was.text, is.text).length > 0) return [];
      const isOneQuotation = isBetween(were.get(was), are.get(is));
      if (ATTRIBUTION.test(was.text.trim()) && isOneQuotation) return [];
      if (signerOf(was).some((name) => signerOf(is).includes(name))) return [];
      if (isAddress(was.text) && !keepsNumbers(was.text, is.text)) return [];
      return [[was, is] as const];
    }),
  );
}

/** A heading that names the same things in other words, over the text it stood over. */
function isReworded(was: TextBlock, is: TextBlock): boolean {
  if (!/^h[2-6]$/.test(was.tag) || namesIn(mapText(was.text).text).length > 0) return false;
  const [old, fresh] = [was, is].map(({ text }) => fieldWordsIn(mapText(text).text));
  const isPartner = /医院|合作|hospital|partner|مستشفي/.test(mapText(was.text).text);
  return !isPartner && (old ?? []).every((word) => fresh?.includes(word) === true);
}

const LONGEST_EXCHANGED = 120;

/** Who is quoted, in a line behind the words that stayed. */
const ATTRIBUTION = /^[—–]+ ?\p{L}.{8,}/u;

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

/** A text with a watched word, a word of the field, a name or a contact: never a mere label. */
export function isWeighty(block: TextBlock, watched: readonly string[]): boolean {
  const { text } = mapText(block.text);
  return (
    fieldWordsIn(text).length > 0 ||
    namesIn(text).length > 0 ||
    findContacts(text).length > 0 ||
    holdsTerm(text, watched)
  );
}

/** Whether a word somebody watches stands in a text in the form `mapText` gives. */
export function holdsTerm(text: string, watched: readonly string[]): boolean {
  return watched.some((term) => term !== '' && text.includes(mapText(term).text));
}

/** The quiet edit told of an exchange. */
export function exchangeOf(was: TextBlock, is: TextBlock): Change {
  if (isMasked(was.text.trim(), is.text.trim())) {
    const masked = `${quoted(was.text)} is no longer named here: it now reads ${quoted(is.text)}.`;
    return changeOf('contact-removed', masked, { before: was.text, after: is.text }, placeOf(is));
  }
  const summary = `Another text stands where ${quoted(was.text)} stood: ${quoted(is.text)}.`;
  const sides = { before: was.text, after: is.text };
  return changeOf('block-edited', summary, sides, placeOf(is));
}
