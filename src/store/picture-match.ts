// The parts of two pictures -> what each has that the other lacks, and where in the other it would
// stand. What has only moved, or stands on another ground, is found again.
import { type Grey, type Part, partsOf, stepAt } from './picture-parts.js';

/** Steps of grey may differ by so much, and by this share: a striped table whose stripes move on. */
const SLACK = 8;
const SLACK_SHARE = 0.25;
/** How far what is outlined as one may be apart; cells of one row of a table farther. */
const APART_PX = 16;
const ASIDE_PX = 40;
const ONE_LINE_PX = 400;
/** Anchors looked at on either side of a part. */
const NEAR = 24;

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What one side has, and the rows of the other that it stands for; alike where nothing is there. */
export interface Mark {
  readonly box: Box;
  readonly there: { readonly top: number; readonly bottom: number };
}

export interface Marks {
  readonly before: readonly Mark[];
  readonly after: readonly Mark[];
  /** Of the parts of both, those found again; 1 where there are none. */
  readonly shareAlike: number;
}

/** One part on both sides. */
type Anchor = readonly [here: Part, there: Part];

/** Finds what differs; both pictures are of the same width. */
export function matchPictures(before: Grey, after: Grey): Marks {
  const [old, fresh] = [partsOf(before), partsOf(after)];
  const anchors = matchUnique(before, after, old, fresh);
  const ahead = new Places(anchors);
  const back = new Places(anchors.map(([here, there]) => [there, here]));
  const found = new Set(anchors.flat());
  matchRepeated(before, after, { old, fresh, found, ahead });
  matchByPlace(before, after, old, { found, places: ahead });
  matchByPlace(after, before, fresh, { found, places: back });
  const lacking = old.filter((part) => !found.has(part));
  const added = fresh.filter((part) => !found.has(part));
  const all = old.length + fresh.length;
  return {
    before: mergeBoxes(lacking).map((box) => ({ box, there: ahead.rowsOf(box) })),
    after: mergeBoxes(added).map((box) => ({ box, there: back.rowsOf(box) })),
    shareAlike: all === 0 ? 1 : 1 - (lacking.length + added.length) / all,
  };
}

/** Parts that stand once on either side. */
function matchUnique(
  before: Grey,
  after: Grey,
  old: readonly Part[],
  fresh: readonly Part[],
): Anchor[] {
  const [olds, freshes] = [byName(old), byName(fresh)];
  return [...olds].flatMap(([name, [here, ...more]]): Anchor[] => {
    const [there, ...others] = freshes.get(name) ?? [];
    if (here === undefined || there === undefined || more.length + others.length > 0) return [];
    return looksSame(before, here, after, there) ? [[here, there]] : [];
  });
}

function byName(parts: readonly Part[]): Map<string, Part[]> {
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const group = groups.get(part.name);
    if (group === undefined) groups.set(part.name, [part]);
    else group.push(part);
  }
  return groups;
}

/** Parts that stand several times: each is the one nearest to where its neighbours went. */
function matchRepeated(
  before: Grey,
  after: Grey,
  sides: {
    readonly old: readonly Part[];
    readonly fresh: readonly Part[];
    readonly found: Set<Part>;
    readonly ahead: Places;
  },
): void {
  const { found, ahead } = sides;
  const freshes = byName(sides.fresh.filter((part) => !found.has(part)));
  for (const [name, group] of byName(sides.old.filter((part) => !found.has(part)))) {
    const others = freshes.get(name) ?? [];
    const pairs = group.flatMap((here) =>
      others.map((there) => ({ here, there, far: ahead.distance(here, there) })),
    );
    for (const { here, there } of pairs.sort((a, b) => a.far - b.far)) {
      if (found.has(here) || found.has(there)) continue;
      if (!looksSame(before, here, after, there)) continue;
      found.add(here).add(there);
    }
  }
}

/** Parts whose edges come out otherwise on another ground: looked for where they should be. */
function matchByPlace(
  one: Grey,
  other: Grey,
  parts: readonly Part[],
  { found, places }: { readonly found: Set<Part>; readonly places: Places },
): void {
  for (const part of parts) {
    if (found.has(part)) continue;
    const isThere = places.around(part).some(([dx, dy]) => {
      const there = { left: part.left + dx, top: part.top + dy };
      return looksSame(one, part, other, there);
    });
    if (isThere) found.add(part);
  }
}

function looksSame(
  one: Grey,
  part: Box,
  other: Grey,
  there: { readonly left: number; readonly top: number },
): boolean {
  const [wide, tall] = [part.right - part.left, part.bottom - part.top];
  if (there.left < 0 || there.left + wide > other.width) return false;
  if (there.top < 0 || there.top + tall > other.height) return false;
  for (let y = 0; y < tall; y += 1) {
    for (let x = 0; x < wide; x += 1) {
      const a = stepAt(one, part.left + x, part.top + y);
      const b = stepAt(other, there.left + x, there.top + y);
      if (Math.abs(a - b) > SLACK + SLACK_SHARE * Math.max(a, b)) return false;
    }
  }
  return true;
}

/** Where things went, told by the nearest that were found again. */
class Places {
  readonly #anchors: readonly Anchor[];

  constructor(anchors: readonly Anchor[]) {
    this.#anchors = [...anchors].sort(([a], [b]) => a.top - b.top);
  }

  /** The ways the nearest neighbours went, each once, the nearest first. */
  around(box: Box): readonly (readonly [dx: number, dy: number])[] {
    const ways = new Map<string, readonly [number, number]>();
    for (const [here, there] of this.#near(box)) {
      const way = [there.left - here.left, there.top - here.top] as const;
      ways.set(way.join(), way);
    }
    return [...ways.values()];
  }

  /** How far a part stands from where the way of a neighbour would have brought it. */
  distance(here: Box, there: Box): number {
    const [[dx, dy] = [0, 0]] = this.around(here);
    return Math.abs(here.left + dx - there.left) + Math.abs(here.top + dy - there.top);
  }

  /** The rows of the other side between what stands above a box here and what stands below. */
  rowsOf(box: Box): { readonly top: number; readonly bottom: number } {
    const near = this.#near(box);
    const above = near.filter(([here]) => here.bottom <= box.top);
    const below = near.filter(([here]) => here.top >= box.bottom);
    const [[, ceiling] = []] = above.sort(([a], [b]) => b.bottom - a.bottom);
    const [[, floor] = []] = below.sort(([a], [b]) => a.top - b.top);
    const top = ceiling?.bottom ?? Math.max(0, (floor?.top ?? 0) - (box.bottom - box.top));
    return { top, bottom: Math.max(top, floor?.top ?? top) };
  }

  #near(box: Box): Anchor[] {
    const at = this.#anchors.findIndex(([here]) => here.top >= box.top);
    const place = at < 0 ? this.#anchors.length : at;
    const some = this.#anchors.slice(Math.max(0, place - NEAR), place + NEAR);
    const far = ([here]: Anchor) =>
      Math.max(0, here.top - box.bottom, box.top - here.bottom) +
      Math.max(0, here.left - box.right, box.left - here.right);
    return some.sort((a, b) => far(a) - far(b));
  }
}

/** Boxes that touch, or nearly, and those of one line, as one. */
function mergeBoxes(boxes: readonly Box[]): Box[] {
  const merged: Box[] = [];
  for (const { left, top, right, bottom } of boxes) {
    let whole: Box = { left, top, right, bottom };
    for (let i = merged.length - 1; i >= 0; i -= 1) {
      const other = merged[i];
      if (other === undefined || !belongTogether(whole, other)) continue;
      whole = {
        left: Math.min(whole.left, other.left),
        top: Math.min(whole.top, other.top),
        right: Math.max(whole.right, other.right),
        bottom: Math.max(whole.bottom, other.bottom),
      };
      merged.splice(i, 1);
      // It may touch by now what it did not touch before.
      i = merged.length;
    }
    merged.push(whole);
  }
  return merged.sort((a, b) => a.top - b.top);
}

function belongTogether(a: Box, b: Box): boolean {
  const aside = Math.max(a.left, b.left) - Math.min(a.right, b.right);
  const apart = Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom);
  const lower = Math.min(a.bottom - a.top, b.bottom - b.top);
  const isOneLine = apart < -lower / 2;
  return apart <= APART_PX && aside <= (isOneLine ? ONE_LINE_PX : ASIDE_PX);
}
