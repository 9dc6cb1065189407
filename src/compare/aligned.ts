// A page's later reading -> the same with its boxes numbered as in the earlier one. Places are known by
// their path, and a strip put before the box that holds the page would move all of them.
import { groupBy } from '../formats/group-by.js';
import { isWithin, lengthOf } from '../formats/page-core.js';
import type { PageReading } from '../model/reading.js';
import { blockKey } from './blocks.js';

/** A box with so much of a page's text holds the page, or with less where no other has half of that. */
const HOLDS_THE_PAGE = 0.5;
const LEAST_HELD = 0.25;
/** So much of what a box says stands in the box it is. */
const ALIKE = 0.5;

/** `after` with the numbers of `before`, and the way from such a path to the page's own. */
export interface Aligned {
  readonly reading: PageReading;
  own(path: string): string;
}

/** The path of a box, and the path it has instead. */
type Move = readonly [from: string, to: string];

export function alignedWith(before: PageReading, after: PageReading): Aligned {
  const moves = movesWithin([ROOT, ROOT], thingsOn(before), thingsOn(after));
  if (moves.every(([from, to]) => from === to)) return { reading: after, own: (path) => path };
  const moved = (path: string): string => replaced(path, moves);
  const move = <Thing extends { readonly path: string; readonly frame: string | null }>(
    thing: Thing,
  ): Thing => (thing.frame === null ? { ...thing, path: moved(thing.path) } : thing);
  const { folds, backgrounds, canvases } = after;
  const reading: PageReading = {
    ...after,
    blocks: after.blocks.map(move),
    links: after.links.map(move),
    images: after.images.map(move),
    tables: after.tables.map(move),
    media: after.media.map((one) => ({ ...one, path: moved(one.path) })),
    frames: after.frames.map((one) => ({ ...one, path: moved(one.path) })),
    ignored: after.ignored.map(moved),
    selected: after.selected.map(moved),
    ...(folds && {
      folds: folds.map((one) => ({ ...move(one), control: moved(one.control) })),
    }),
    ...(backgrounds && { backgrounds: backgrounds.map(move) }),
    ...(canvases && { canvases: canvases.map(move) }),
  };
  const back = moves.map(([from, to]): Move => [to, from]);
  return { reading, own: (path) => replaced(path, back) };
}

const ROOT = 'html > body';
/** Beside more boxes than these it is an entry of a list. */
const MOST_BOXES = 60;

/** By the innermost box that has another number. */
function replaced(path: string, moves: readonly Move[]): string {
  const move = moves.findLast(([from]) => isWithin(path, from));
  return move === undefined ? path : `${move[1]}${path.slice(move[0].length)}`;
}

/** A text, or a picture: a strip may be nothing else. */
interface Thing {
  readonly path: string;
  /** What it is known by. */
  readonly key: string;
  readonly text: string;
}

function thingsOn({ blocks, images, links, media }: PageReading): readonly Thing[] {
  const own = <One extends { readonly frame: string | null }>(all: readonly One[]) =>
    all.filter(({ frame }) => frame === null);
  return [
    ...own(blocks).map((block) => ({ path: block.path, key: blockKey(block), text: block.text })),
    ...own(images).map(({ path, src }) => ({ path, key: src, text: '' })),
    ...own(links).map(({ path, href }) => ({ path, key: href, text: '' })),
    ...media.map(({ path, src }) => ({ path, key: src, text: '' })),
  ];
}

interface Box {
  /** Its step in a path: `div:nth-of-type(2)`. */
  readonly step: string;
  /** The way from it to the first thing in it, without numbers. */
  readonly make: string;
  readonly things: readonly Thing[];
}

/** Of every box that stands on the way to what holds the page, or beside it: the outermost first. */
function movesWithin(
  [oldPath, freshPath]: Move,
  old: readonly Thing[],
  fresh: readonly Thing[],
): readonly Move[] {
  const [were, are] = [boxesIn(oldPath, old), boxesIn(freshPath, fresh)];
  const [was, is] = [holding(were, old), holding(are, fresh)];
  if (was === undefined || is === undefined || tagOf(was) !== tagOf(is)) return [];
  const alike = (boxes: readonly Box[]): readonly Box[] =>
    boxes.filter((box) => tagOf(box) === tagOf(was)).toSorted((a, b) => numberOf(a) - numberOf(b));
  const [ones, others] = [alike(were), alike(are)];
  if (Math.max(ones.length, others.length) > MOST_BOXES) return [];
  const partners = pairsOf(ones, others, [was, is]);
  let last = Math.max(...[...ones, ...others].map(numberOf));
  const stepOf = (box: Box): string => {
    const partner = partners.get(box);
    if (partner !== undefined) return partner.step;
    last += 1;
    return `${tagOf(box)}:nth-of-type(${last})`;
  };
  const moves = others.map(
    (box): Move => [`${freshPath} > ${box.step}`, `${oldPath} > ${stepOf(box)}`],
  );
  const within: Move = [`${oldPath} > ${was.step}`, `${freshPath} > ${is.step}`];
  return [...moves, ...movesWithin(within, was.things, is.things)];
}

function boxesIn(path: string, things: readonly Thing[]): readonly Box[] {
  const steps = groupBy(things, (thing) =>
    isWithin(thing.path, path)
      ? /^ > ([^>]+?)(?= >|$)/.exec(thing.path.slice(path.length))?.[1]
      : undefined,
  );
  return [...steps].flatMap(([step, inside]) => {
    const [first] = inside;
    if (step === undefined || first === undefined) return [];
    const within = first.path.slice(`${path} > ${step}`.length);
    return [{ step, make: within.replace(/:nth-of-type\(\d+\)/g, ''), things: inside }];
  });
}

function holding(boxes: readonly Box[], all: readonly Thing[]): Box | undefined {
  const whole = lengthOf(all);
  const [largest, next] = boxes
    .map((box) => ({ box, share: lengthOf(box.things) / Math.max(1, whole) }))
    .toSorted((a, b) => b.share - a.share);
  if (largest === undefined || largest.box.things.length < 2) return undefined;
  const isAlone = largest.share >= LEAST_HELD && largest.share >= (next?.share ?? 0) * 2;
  return largest.share >= HOLDS_THE_PAGE || isAlone ? largest.box : undefined;
}

function tagOf({ step }: Box): string {
  return step.replace(/:.*$/, '');
}

function numberOf({ step }: Box): number {
  return Number(/\((\d+)\)$/.exec(step)?.[1] ?? 1);
}

/** The earlier box each later one is: by what it says, and by its place between those. */
function pairsOf(
  were: readonly Box[],
  are: readonly Box[],
  [was, is]: readonly [Box, Box],
): ReadonlyMap<Box, Box> {
  const found = new Map<Box, Box>();
  const before = new Map(were.map((box) => [box, new Set(box.things.map(({ key }) => key))]));
  const isAlike = (one: Box, other: Box): boolean => {
    const shared = one.things.filter(({ key }) => before.get(other)?.has(key) === true);
    return (
      shared.length > 0 && shared.length >= Math.min(one.things.length, other.things.length) * ALIKE
    );
  };
  const taken = new Set<Box>();
  const pairUp = (olds: readonly Box[], freshs: readonly Box[]): void => {
    let [from, gap] = [0, 0];
    const fill = (to: number, upTo: number): void => {
      const [left, right] = [olds.slice(from, to), freshs.slice(gap, upTo)];
      for (const [at, box] of right.entries()) {
        // Where some came or went, one of the same make is the one it was.
        const partner =
          left.length === right.length
            ? left[at]
            : left.find((one) => one.make === box.make && !taken.has(one));
        if (partner === undefined) continue;
        found.set(box, partner);
        taken.add(partner);
      }
    };
    for (const [at, box] of freshs.entries()) {
      const partner = olds.findIndex((one, index) => index >= from && isAlike(box, one));
      if (partner < 0) continue;
      fill(partner, at);
      const old = olds[partner];
      if (old !== undefined) found.set(box, old);
      [from, gap] = [partner + 1, at + 1];
    }
    fill(olds.length, freshs.length);
  };
  const [i, j] = [were.indexOf(was), are.indexOf(is)];
  pairUp(were.slice(0, i), are.slice(0, j));
  found.set(is, was);
  pairUp(were.slice(i + 1), are.slice(j + 1));
  return found;
}
