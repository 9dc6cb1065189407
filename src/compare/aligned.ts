// A page's later reading -> the same with its boxes numbered as in the earlier one. Places are known by
// their path, and a strip put before the box that holds the page would move all of them.
import { groupBy } from '../formats/group-by.js';
import { isWithin } from '../formats/page-core.js';
import type { PageReading, TextBlock } from '../model/reading.js';
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
  const [old, fresh] = [before, after].map(({ blocks }) =>
    blocks.filter(({ frame }) => frame === null),
  ) as [TextBlock[], TextBlock[]];
  const moves = movesWithin([ROOT, ROOT], old, fresh);
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

interface Box {
  /** Its step in a path: `div:nth-of-type(2)`. */
  readonly step: string;
  readonly blocks: readonly TextBlock[];
}

/** Of every box that stands on the way to what holds the page, or beside it: the outermost first. */
function movesWithin(
  [oldPath, freshPath]: Move,
  old: readonly TextBlock[],
  fresh: readonly TextBlock[],
): readonly Move[] {
  const [were, are] = [boxesIn(oldPath, old), boxesIn(freshPath, fresh)];
  const [was, is] = [holding(were, old), holding(are, fresh)];
  if (was === undefined || is === undefined || tagOf(was) !== tagOf(is)) return [];
  const alike = (boxes: readonly Box[]): readonly Box[] =>
    boxes.filter((box) => tagOf(box) === tagOf(was));
  const [ones, others] = [alike(were), alike(are)];
  if (Math.max(ones.length, others.length) > MOST_BOXES) return [];
  const partners = pairsOf(ones, others, [was, is]);
  let last = Math.max(ones.length, others.length);
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
  return [...moves, ...movesWithin(within, was.blocks, is.blocks)];
}

function boxesIn(path: string, blocks: readonly TextBlock[]): readonly Box[] {
  const steps = groupBy(blocks, (block) =>
    isWithin(block.path, path)
      ? /^ > ([^>]+?)(?= >|$)/.exec(block.path.slice(path.length))?.[1]
      : undefined,
  );
  return [...steps].flatMap(([step, inside]) =>
    step === undefined ? [] : [{ step, blocks: inside }],
  );
}

function holding(boxes: readonly Box[], all: readonly TextBlock[]): Box | undefined {
  const whole = lengthOf(all);
  const [largest, next] = boxes
    .map((box) => ({ box, share: lengthOf(box.blocks) / Math.max(1, whole) }))
    .toSorted((a, b) => b.share - a.share);
  if (largest === undefined || largest.box.blocks.length < 2) return undefined;
  const isAlone = largest.share >= LEAST_HELD && largest.share >= (next?.share ?? 0) * 2;
  return largest.share >= HOLDS_THE_PAGE || isAlone ? largest.box : undefined;
}

function lengthOf(blocks: readonly TextBlock[]): number {
  return blocks.reduce((sum, { text }) => sum + text.length, 0);
}

function tagOf({ step }: Box): string {
  return step.replace(/:.*$/, '');
}

/** The earlier box each later one is: by what it says, and by its place between those. */
function pairsOf(
  were: readonly Box[],
  are: readonly Box[],
  [was, is]: readonly [Box, Box],
): ReadonlyMap<Box, Box> {
  const found = new Map<Box, Box>();
  const before = new Map(were.map((box) => [box, new Set(box.blocks.map(blockKey))]));
  const isAlike = (one: Box, other: Box): boolean => {
    const shared = one.blocks.filter((block) => before.get(other)?.has(blockKey(block)) === true);
    return (
      shared.length > 0 && shared.length >= Math.min(one.blocks.length, other.blocks.length) * ALIKE
    );
  };
  const pairUp = (olds: readonly Box[], freshs: readonly Box[]): void => {
    let [from, gap] = [0, 0];
    const fill = (to: number, upTo: number): void => {
      const [left, right] = [olds.slice(from, to), freshs.slice(gap, upTo)];
      for (const [at, box] of right.entries()) {
        const partner = left[at];
        if (partner !== undefined && left.length === right.length) found.set(box, partner);
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
