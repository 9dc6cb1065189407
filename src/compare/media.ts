import { mapText } from '../formats/normal-text.js';
import { besideOf } from '../formats/page-core.js';
import type { Change } from '../model/change.js';
import type { Digest } from '../model/digest.js';
import type { ReadImage } from '../model/reading.js';
import type { Snapshot } from '../model/snapshot.js';
import { changeOf, quoted } from './change.js';
import { changedDates } from './changed-dates.js';
import { changedNumbers } from './changed-values.js';
import { findContacts } from './contacts.js';
import { isPointed, isSharp } from './field-words.js';
import {
  isAdvertLike,
  isAtHead,
  isAwaited,
  isBanner,
  isCode,
  isInvitation,
  isNextSlide,
  isOfHead,
  isOfOccasion,
  isOfStrip,
  isOverHeadline,
  isPlaceholder,
  isSaidInLetters,
  isStockFor,
  isUnnamed,
  isUnsaid,
  type Picture,
  saysSomething,
} from './incidental-pictures.js';
import { isForeignFrame } from './outsiders.js';
import { isOtherRendition } from './renditions.js';
import { comparedBlocks, inScope, placeOf, weighed } from './scope.js';
import { sensesLost } from './senses.js';
import { steadyResource } from './steady-url.js';
import type { Turnover } from './turnover.js';
import { isOfField } from './wordings.js';

/** Smaller pictures are bullets, icons and trackers. */
const SMALLEST_PX = 48;

/** How pictures look, in greys of 64 by 64 places, by the digest of their bytes. */
export type Looks = ReadonlyMap<string, Uint8Array>;

/** Compressed anew, a place keeps its grey but for a little; another digit in a picture is black on white. */
const MEAN_STEP = 6;
const LARGE_STEP = 60;
const MOST_LARGE_STEPS = 4;

/** What else is known of the two snapshots. */
export interface ImageContext {
  readonly exchanged: ReadonlySet<string>;
  readonly turnover: Turnover;
  readonly looks?: Looks | undefined;
}

/** Images gone or replaced; those at the places `exchanged` are accounted for already. */
export function changesOfImages(
  before: Snapshot,
  after: Snapshot,
  { exchanged, turnover, looks = new Map() }: ImageContext,
): readonly Change[] {
  if (before.reading === null) return [];
  const isOpen = ({ image }: Picture): boolean => !exchanged.has(placeOf(image));
  const old = picturesOf(before).filter(isOpen);
  const fresh = picturesOf(after).filter(isOpen);
  const digests = new Set(fresh.map((one) => one.digest));
  const sources = new Set(fresh.map((one) => one.source));
  const known = new Set(old.flatMap((one) => [one.digest ?? one.source, one.source]));
  const taken = new Set<Picture>();
  const isBeside = besideOf(comparedBlocks(before.reading));
  const hidden = new Set((after.reading?.images ?? []).map((image) => steadyResource(image.src)));
  const changes = old.flatMap((one) => {
    const kept = fresh.find((other) => isSamePicture(one, other));
    const words = kept === undefined ? [] : changesOfWords(one.image, kept.image);
    if (words.length > 0 || (one.digest !== null && digests.has(one.digest))) return words;
    const turn = turnover.of(one.image.path, one.image.frame);
    if (turn === 'turned' && hidden.has(one.source)) return [];
    const sameSource = fresh.find((other) => other.source === one.source);
    if (sameSource !== undefined) {
      // Not loaded this time, or never: nothing can be said about its bytes.
      if (one.digest === null || sameSource.digest === null) return [];
      const change = replaced(one, sameSource, looks);
      const isSlight =
        isCode(one) ||
        (isOtherRendition(one.image.src, sameSource.image.src) &&
          !isSeenOther(one, sameSource, looks)) ||
        isInvitation(one, before) ||
        isOfHead(one, after) ||
        isAtHead(one, sameSource, before);
      return [isSlight ? calmed(change) : change];
    }
    if (sources.has(one.source) || isOnlyUnloaded(one, after)) return [];
    const open = fresh.filter(
      (other) => !taken.has(other) && !known.has(other.digest ?? other.source),
    );
    const rendition = open.find((other) => isOtherRendition(one.image.src, other.image.src));
    const partner =
      open.find((other) => looksAlike(one, other, looks)) ??
      rendition ??
      open.find(
        (other) =>
          other.image.path === one.image.path ||
          (one.image.alt !== '' && other.image.alt === one.image.alt),
      );
    if (partner !== undefined) taken.add(partner);
    const change = partner === undefined ? removed(one) : replaced(one, partner, looks);
    const isSlight =
      (turn !== null && !isStockFor(one, partner, before)) ||
      (rendition !== undefined && partner === rendition && !isSeenOther(one, rendition, looks)) ||
      (partner !== undefined && isPlaceholder(partner) && !isUnsaid(one, partner)) ||
      (partner !== undefined && isPlaceholder(one)) ||
      isBanner(one) ||
      isSaidInLetters(one, after) ||
      (partner === undefined && isAwaited(one, after)) ||
      (partner !== undefined && isNextSlide(one, partner)) ||
      (partner !== undefined && isOverHeadline(one, partner, after)) ||
      isOfStrip(one, old, fresh, before) ||
      (partner !== undefined && (isOfHead(one, after) || isAtHead(one, partner, before))) ||
      (isBeside(one.image) &&
        (partner === undefined
          ? isUnnamed(one) || isOfOccasion(one)
          : !saysSomething(one.image))) ||
      isCode(one) ||
      isForeignFrame(one.image.frame, before.manifest.url) ||
      isAdvertLike(one, before);
    return [isSlight ? calmed(change) : change];
  });
  const were = new Set(old.map((one) => one.digest));
  const came = fresh.filter(
    (one) => !taken.has(one) && !known.has(one.source) && !(one.digest && were.has(one.digest)),
  );
  return [...changes, ...came.map(added)];
}

/** Still in the page, though its bytes did not come this time: its server stumbled, or the line. */
function isOnlyUnloaded({ source }: Picture, { reading, manifest }: Snapshot): boolean {
  const image = reading?.images.find((each) => steadyResource(each.src) === source);
  const asked = manifest.exchanges.find((each) => each.url === image?.src);
  if (image === undefined || asked === undefined) return false;
  return asked.status === null || asked.status === 429 || asked.status >= 500;
}

/** At its place, and by its bytes or its address. */
function isSamePicture(one: Picture, other: Picture): boolean {
  if (one.image.path !== other.image.path) return false;
  return one.digest === null ? one.source === other.source : one.digest === other.digest;
}

/** Values in the words a picture has beside it: its alternative text and its title. */
function changesOfWords(before: ReadImage, after: ReadImage): readonly Change[] {
  const where = placeOf(after);
  const [old, fresh] = [before, after].map(({ alt, title }) => alt || title);
  if (!old || !fresh || old === fresh) return [];
  const values = [...changedNumbers(old, fresh, where), ...changedDates(old, fresh, where, null)];
  if (values.length > 0) return values;
  // "Picture" for "price list of kidneys": what it says of the trade, and not how it says it.
  const [was, is] = [old, fresh].map((text) => mapText(text).text) as [string, string];
  const isSilenced = saysOfOrgans(was) && !saysOfOrgans(is);
  const lost = isSilenced ? [old] : sensesLost(old, fresh);
  const gone = findContacts(was).filter(({ value }) =>
    findContacts(is).every((one) => one.value !== value),
  );
  const what = lost[0] ?? gone[0]?.value;
  if (what === undefined) return [];
  const kind = lost.length > 0 ? 'term-substituted' : 'contact-removed';
  const summary = `The words beside a picture no longer say ${quoted(what)}: ${quoted(old)} now reads ${quoted(fresh)}.`;
  return [changeOf(kind, summary, { before: old, after: fresh }, where)];
}

/** A price, a wait or a source of organs. */
function saysOfOrgans(text: string): boolean {
  const said = text.replace(OCCASION, ' ');
  return isPointed(said) || (isSharp(said) && isOfField(said));
}

/** Meetings and days of an illness say where they are and for whom. */
const OCCASION =
  /国际\p{L}{0,8}(?:会议|大会|论坛|年会|交流)|\b(?:international |world )*(?:kidney|liver|heart|organ|donor|transplant)s? (?:walk|run|days?|week|month|conference|congress)\b/gu;

function calmed(change: Change): Change {
  return change.severity === 'high' ? { ...change, severity: 'medium' } : change;
}

/** Told so that an image that comes back is seen to. */
function added({ image, digest }: Picture): Change {
  const after = digest === null ? image.src : `${image.src} (${digest})`;
  const summary = `An image was added: ${quoted(image.alt || image.src)}.`;
  return changeOf('block-added', summary, { before: null, after }, placeOf(image), 'info');
}

function removed({ image, digest }: Picture): Change {
  const name = image.alt === '' ? image.src : image.alt;
  return changeOf(
    'image-removed',
    `The image ${quoted(name)} is no longer on the page.`,
    { before: digest === null ? image.src : `${image.src} (${digest})`, after: null },
    placeOf(image),
    weighed('high', zoneOfPath(image.path)),
  );
}

/** Pictures of only one of the snapshots: how they look decides whether they are others. */
export function doubtfulPictures(before: Snapshot, after: Snapshot): readonly Digest[] {
  const of = (snapshot: Snapshot): ReadonlySet<Digest> =>
    new Set(picturesOf(snapshot).flatMap(({ digest }) => digest ?? []));
  const [old, fresh] = [of(before), of(after)];
  const lost = [...old].filter((digest) => !fresh.has(digest));
  const came = [...fresh].filter((digest) => !old.has(digest));
  if (lost.length === 0 || came.length === 0) return [];
  return [...lost.slice(0, MOST_PICTURES), ...came.slice(0, MOST_PICTURES)];
}

const MOST_PICTURES = 60;

function looksAlike(one: Picture, other: Picture, looks: Looks): boolean {
  const [a, b] = [looks.get(one.digest ?? ''), looks.get(other.digest ?? '')];
  if (a === undefined || b === undefined || a.length !== b.length) return false;
  let [sum, large] = [0, 0];
  for (let at = 0; at < a.length; at += 1) {
    const step = Math.abs((a[at] ?? 0) - (b[at] ?? 0));
    sum += step;
    if (step > LARGE_STEP) large += 1;
  }
  return sum <= MEAN_STEP * a.length && large <= MOST_LARGE_STEPS;
}

/** Seen to show something else in the same frame, so that nothing was cut off. */
function isSeenOther(one: Picture, other: Picture, looks: Looks): boolean {
  const [a, b] = [one, other].map(({ image }) => image.widthPx / image.heightPx);
  const areKnown = [one, other].every(({ digest }) => looks.has(digest ?? ''));
  return (
    areKnown && Math.abs(Math.log((a ?? 1) / (b ?? 1))) < 0.05 && !looksAlike(one, other, looks)
  );
}

function replaced(one: Picture, other: Picture, looks: Looks): Change {
  if (looksAlike(one, other, looks)) {
    const summary = `The image ${quoted(one.image.alt || one.image.src)} looks the same in other bytes: it was compressed, resized or renamed.`;
    const sides = { before: one.digest, after: other.digest };
    return changeOf('visual-only', summary, sides, placeOf(other.image));
  }
  const name = one.image.alt === '' ? one.image.src : one.image.alt;
  return changeOf(
    'image-replaced',
    `Another image stands where ${quoted(name)} stood.`,
    {
      before: one.digest === null ? one.image.src : `${one.image.src} (${one.digest})`,
      after: other.digest === null ? other.image.src : `${other.image.src} (${other.digest})`,
    },
    placeOf(other.image),
    weighed('high', zoneOfPath(other.image.path)),
  );
}

// Images carry no zone; the element names in their path say as much.
function zoneOfPath(path: string): 'footer' | 'aside' | null {
  const match = /(?:^|[\s>])(footer|aside)\b/.exec(path);
  return match === null ? null : (match[1] as 'footer' | 'aside');
}

/** The images that are compared: shown, in scope, larger than icons. */
export function picturesOf(snapshot: Snapshot): readonly Picture[] {
  const { reading } = snapshot;
  if (reading === null) return [];
  const inside = inScope(reading);
  const digests = new Map<string, Digest>();
  for (const exchange of snapshot.manifest.exchanges) {
    if (exchange.responseBody !== null && exchange.status === 200) {
      digests.set(exchange.url, exchange.responseBody.digest);
    }
  }
  return reading.images
    .filter((image) => image.visible && inside(image.path))
    .filter((image) => image.widthPx >= SMALLEST_PX && image.heightPx >= SMALLEST_PX)
    .map((image) => ({
      image,
      digest: digests.get(image.src) ?? null,
      source: steadyResource(image.src),
    }));
}
