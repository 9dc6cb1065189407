// Two readings -> the places where one linked picture was exchanged for another of the same shape: a
// banner or carousel at its next turn. One change of medium weight instead of the loss of a link, a
// picture and a caption each; a place is only taken for one where link and picture changed together.
import { namesFile } from '../formats/file-names.js';
import { mapText } from '../formats/normal-text.js';
import { isWithin } from '../formats/page-core.js';
import type { Change } from '../model/change.js';
import type { PageReading, ReadLink, TextBlock } from '../model/reading.js';
import type { Snapshot } from '../model/snapshot.js';
import { changeOf, quoted } from './change.js';
import { lostValues } from './changed-values.js';
import { isPointed, isSharp } from './field-words.js';
import type { Picture } from './incidental-pictures.js';
import { picturesOf } from './media.js';
import { isOfDealings, saysOfTrade } from './of-the-trade.js';
import { isTellingLabel } from './passing.js';
import { comparedBlocks, comparedLinks, placeOf, steadyPath } from './scope.js';
import { steadyUrl } from './steady-url.js';

/** A caption is short; a place with more text than this is an article. */
const LONGEST_CAPTION = 80;
const MOST_CAPTIONS = 2;
/** Sizes of one box, give or take a rounding. */
const SIZE_TOLERANCE = 0.02;
const PICTURE_FILE = /\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?|svg)$/i;

interface Linked {
  readonly picture: Picture;
  readonly link: ReadLink;
  readonly url: string;
}

/** What the exchanged places account for. */
export interface Slots {
  readonly changes: readonly Change[];
  /** Steady URLs of links, and paths of images, that went in an exchange. */
  readonly urls: ReadonlySet<string>;
  readonly pictures: ReadonlySet<string>;
  /** Captions before and after. */
  readonly captions: ReadonlySet<TextBlock>;
}

/** The places where a linked picture gave way to another. */
export function slotsOf(before: Snapshot, after: Snapshot): Slots {
  const [old, fresh] = [before.reading, after.reading];
  const slots = {
    changes: [] as Change[],
    urls: new Set<string>(),
    pictures: new Set<string>(),
    captions: new Set<TextBlock>(),
  };
  if (old === null || fresh === null) return slots;
  const [were, are] = [linkedIn(before, old), linkedIn(after, fresh)];
  const [oldSide, freshSide] = [sideOf(before, old), sideOf(after, fresh)];
  for (const was of were) {
    const place = placeOf(was.picture.image);
    const is =
      are.find((one) => steadyPath(placeOf(one.picture.image)) === steadyPath(place)) ??
      (saysNothing(was)
        ? onlyOne(are.filter((one) => isOfSameBox(was, one) && !oldSide.urls.has(one.url)))
        : undefined);
    // Both must be gone for good and both new: what only moved, or kept its link, is told as usual.
    if (is === undefined || !isSameShape(was, is)) continue;
    // A price list is no banner, wherever it leads.
    if (isPointed(mapText(was.picture.image.alt).text)) continue;
    // A server may answer with one picture whatever it is asked for.
    const isOneForAll = was.picture.digest === is.picture.digest;
    if (isKnownTo(freshSide, was, isOneForAll) || isKnownTo(oldSide, is, isOneForAll)) continue;
    slots.changes.push(exchange(was, is));
    slots.urls.add(was.url);
    slots.pictures.add(place);
    for (const block of captionsOf(was, is, old, fresh)) slots.captions.add(block);
  }
  return slots;
}

/** Boxes that came in before it have moved it: the way to it is the same but for their numbers. */
function isOfSameBox(was: Linked, is: Linked): boolean {
  const [a, b] = [was, is].map(({ picture }) =>
    placeOf(picture.image).replace(/:nth-of-type\(\d+\)/g, ''),
  );
  return a === b;
}

/** What is not in its place any more is told of unless it says nothing anybody cites. */
function saysNothing({ picture: { image } }: Linked): boolean {
  const { text } = mapText(`${image.alt} ${image.title}`);
  return !isTellingLabel(text) && !isSharp(text) && !isOfDealings(text) && !saysOfTrade(text);
}

function onlyOne<Thing>(things: readonly Thing[]): Thing | undefined {
  return things.length === 1 ? things[0] : undefined;
}

function linkedIn(snapshot: Snapshot, reading: PageReading): readonly Linked[] {
  const links = comparedLinks(reading).filter((link) => /^https?:/i.test(link.href));
  return picturesOf(snapshot).flatMap((picture) => {
    const { path, frame } = picture.image;
    const link = links.find((one) => one.frame === frame && isWithin(path, one.path));
    if (link === undefined || path === link.path) return [];
    // A document, or the picture itself at full size, is content and no banner.
    const name = link.href.replace(/[?#].*$/, '');
    if (namesFile(name) || PICTURE_FILE.test(name) || link.zone === 'nav') return [];
    return [{ picture, link, url: steadyUrl(link.href) }];
  });
}

interface Side {
  readonly urls: ReadonlySet<string>;
  readonly pictures: ReadonlySet<string>;
}

function sideOf(snapshot: Snapshot, reading: PageReading): Side {
  return {
    urls: new Set(comparedLinks(reading).map((link) => steadyUrl(link.href))),
    pictures: new Set(
      picturesOf(snapshot).flatMap((one) => [one.source, ...(one.digest ? [one.digest] : [])]),
    ),
  };
}

function isKnownTo(side: Side, { url, picture }: Linked, byNameOnly = false): boolean {
  if (side.urls.has(url) || side.pictures.has(picture.source)) return true;
  return !byNameOnly && picture.digest !== null && side.pictures.has(picture.digest);
}

function isSameShape(was: Linked, is: Linked): boolean {
  const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= a * SIZE_TOLERANCE;
  const [a, b] = [was.picture.image, is.picture.image];
  return isOfSameBox(was, is) && isNear(a.widthPx, b.widthPx) && isNear(a.heightPx, b.heightPx);
}

function exchange(was: Linked, is: Linked): Change {
  const [a, b] = [was.picture.image, is.picture.image];
  const summary = `Another linked picture stands where ${quoted(a.alt || a.src)} (leading to ${was.link.href}) stood; it leads to ${is.link.href}.`;
  const sides = {
    before: `${sourceOf(was.picture)} → ${was.link.href}`,
    after: `${sourceOf(is.picture)} → ${is.link.href}`,
  };
  return changeOf('image-replaced', summary, sides, placeOf(b), 'medium');
}

function sourceOf({ image, digest }: Picture): string {
  return digest === null ? image.src : `${image.src} (${digest})`;
}

/** The short texts that stand with the picture, where the place around it has the same structure. */
function captionsOf(
  was: Linked,
  is: Linked,
  old: PageReading,
  fresh: PageReading,
): readonly TextBlock[] {
  const around = was.link.path.replace(/[\s>]+[^\s>]+$/, '');
  const within = (reading: PageReading, frame: string | null): readonly TextBlock[] =>
    comparedBlocks(reading).filter(
      (block) => block.frame === frame && isWithin(block.path, around),
    );
  const [before, after] = [within(old, was.link.frame), within(fresh, is.link.frame)];
  const isCaption = (block: TextBlock): boolean =>
    block.text.length <= LONGEST_CAPTION && lostValues(block).length === 0;
  const isAlike =
    before.length === after.length &&
    before.length <= MOST_CAPTIONS &&
    before.every((block, at) => steadyPath(block.path) === steadyPath(after[at]?.path ?? ''));
  return isAlike && [...before, ...after].every(isCaption) ? [...before, ...after] : [];
}
