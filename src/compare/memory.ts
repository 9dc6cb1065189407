// Changes + what earlier looks showed -> the same, with less weight where the page moves by itself:
// places whose text was another at most looks, and members of pools that came and went before.
import { mapText } from '../formats/normal-text.js';
import { type Change, isLoud, MOVES_BY_ITSELF } from '../model/change.js';
import type { PageReading } from '../model/reading.js';
import { blockKey } from './blocks.js';
import { changeOf } from './change.js';
import { elsewhereOn } from './elsewhere.js';
import { fieldWordsIn, isPointed } from './field-words.js';
import { namesIn } from './names.js';
import { isOfDealings, OF_POWERS } from './of-the-trade.js';
import { registrationsOf } from './page.js';
import { comparedBlocks, comparedLinks, placeOf, steadyPath } from './scope.js';
import { steadyUrl } from './steady-url.js';

/** A place that was another at so many of the steps between looks is one that moves. */
const RESTLESS_FROM = 0.75;
/** An edit and its undoing are two steps, and two events: no habit yet. */
const LEAST_STEPS = 3;
/** A mask over more of the page than this is told (detection-facts §9.2). */
const LARGE_MASK = 0.15;

/** What a watch cites or must not lose is never calmed. */
const NEVER: ReadonlySet<Change['kind']> = new Set([
  'claim-absent',
  'claim-altered',
  'hidden-not-removed',
  'file-removed',
  'file-replaced',
  'lang-version-removed',
  'lang-split',
  'noindex-added',
  'archive-excluded',
  'robots-tightened',
  'icp-number-changed',
]);

/**
 * `history` is what the page showed at earlier good looks, oldest first, the one compared with last.
 * A place that is empty now is no place that moved on: what stood there is still told.
 */
export function withMemory(
  changes: readonly Change[],
  history: readonly PageReading[],
  after: PageReading,
): readonly Change[] {
  if (history.length <= LEAST_STEPS) return changes.map((one) => calmedGuest(one, history, after));
  const texts = history.map(textsByPlace);
  const now = textsByPlace(after);
  const restless = new Set([...now.keys()].filter((place) => isRestless(place, texts)));
  const calmed = changes.map((change) => {
    if (!isLoud(change)) return change;
    if (NEVER.has(change.kind)) return calmedGuest(change, history, after);
    const moves = restless.has(steadyPath(change.where));
    if (!moves && !cameAndWent(change, history)) return calmedGuest(change, history, after);
    return {
      ...change,
      severity: 'medium' as const,
      summary: `${change.summary} ${MOVES_BY_ITSELF}`,
    };
  });
  return [...calmed, ...growthOf(restless, now, after)];
}

function isRestless(place: string, texts: readonly ReadonlyMap<string, string>[]): boolean {
  let [steps, moves] = [0, 0];
  for (let at = 1; at < texts.length; at += 1) {
    const [was, is] = [texts[at - 1]?.get(place), texts[at]?.get(place)];
    if (was === undefined && is === undefined) continue;
    steps += 1;
    if (was !== is) moves += 1;
  }
  return steps >= LEAST_STEPS && moves / steps >= RESTLESS_FROM;
}

/**
 * What stood there at the last look only and went again is a notice or a window; what it said of
 * organs, and any value it stated, weighs as ever.
 */
function calmedGuest(change: Change, history: readonly PageReading[], after: PageReading): Change {
  if (change.severity !== 'high' || !GUESTS.has(change.kind)) return change;
  const { text } = mapText(change.before ?? '');
  if (namesIn(text).length > 0 || OF_POWERS.test(text)) return change;
  // On days off an office says where it is reached for what it does.
  const isOfDaysOff =
    DAYS_OFF.test(text) &&
    text.split(/[。！!.;；]/).every((one) => fieldWordsIn(one).length === 0 || isReached(one));
  if (fieldWordsIn(text).length > 0 && !isOfDaysOff) return change;
  const earlier = history.slice(0, -1);
  if (change.kind === 'icp-number-changed' && !hasNumbersOf(earlier.at(-1), after)) return change;
  const lines = (change.before ?? '').replace(/ → \S*$/, '').split('\n');
  const isNew = earlier.every((reading) => {
    const there = elsewhereOn(reading);
    const isThere = lines.map((line) => there.has(line));
    // A button's word may stand anywhere.
    return isThere[0] === false && lines.every((line, at) => !isThere[at] || line.length <= 12);
  });
  if (earlier.length === 0 || !isNew) return change;
  const summary = `${change.summary} It had stood there at one look only.`;
  return { ...change, severity: 'medium', summary };
}

/** Says where one is reached, and nothing more. */
function isReached(sentence: string): boolean {
  return REACHED.test(sentence) && !isPointed(sentence) && !isOfDealings(sentence);
}

const REACHED =
  /值班|电话|热线|急诊|联系|\b(?:duty|hot ?line|phone|call|urgent)\b|مناوب|هاتف|اتصل|طوار/;

const DAYS_OFF =
  /(?:春节|元旦|清明|端午|中秋|国庆|五一|劳动节|节假日|假期)[^。]{0,30}(?:放假|休息|停诊|休馆|闭馆)|\bclosed\b[^.]{0,40}\b(?:holidays?|eid|christmas|easter|new year|ramadan|thanksgiving)\b|(?:مغلق|تغلق|يغلق|عطل|اجاز)[^.]{0,40}(?:عيد|رمضان|راس السنه|اليوم الوطني)/;

/** A number that came in another's place is no guest, unless the other is back. */
function hasNumbersOf(before: PageReading | undefined, after: PageReading): boolean {
  const now = registrationsOf(after);
  return before !== undefined && [...registrationsOf(before)].every((one) => now.has(one));
}

const GUESTS: ReadonlySet<Change['kind']> = new Set([
  'block-removed',
  'link-removed',
  'nav-delisted',
  'icp-number-changed',
]);

/** Come and gone several times before: one of a pool that is drawn from. */
function cameAndWent({ kind, where, before }: Change, history: readonly PageReading[]): boolean {
  const words = (before ?? '').split(' → ')[0]?.split('\n')[0] ?? '';
  const isThere = (reading: PageReading): boolean => {
    if (/^(?:link-|nav-)/.test(kind)) {
      return comparedLinks(reading).some((link) => steadyUrl(link.href) === steadyUrl(where));
    }
    if (kind.startsWith('image-')) {
      return reading.images.some((image) => (before ?? '').startsWith(image.src));
    }
    return words !== '' && elsewhereOn(reading).has(words);
  };
  const seen = history.map(isThere);
  return seen.filter((one, at) => at > 0 && one !== seen[at - 1]).length >= LEAST_STEPS;
}

function growthOf(
  restless: ReadonlySet<string>,
  now: ReadonlyMap<string, string>,
  after: PageReading,
): readonly Change[] {
  const size = (texts: readonly string[]): number =>
    texts.reduce((sum, one) => sum + one.length, 0);
  const masked = size([...now].filter(([place]) => restless.has(place)).map(([, text]) => text));
  const share = masked / Math.max(1, size([...now.values()]));
  if (restless.size === 0) return [];
  const summary = `${restless.size} places of the page move by themselves, ${Math.round(share * 100)} % of its text; only claims and losses are told there.`;
  const severity = share > LARGE_MASK ? 'medium' : 'info';
  return [changeOf('noise', summary, { before: null, after: null }, after.url, severity)];
}

function textsByPlace(reading: PageReading): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const block of comparedBlocks(reading)) {
    const place = steadyPath(placeOf(block));
    found.set(place, `${found.get(place) ?? ''}${blockKey(block)}`);
  }
  return found;
}
