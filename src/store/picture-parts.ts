// The picture of a page in greys -> its parts: lines of text, cells, pictures, each with its place and
// a name made of its edges, so that the same words are found again wherever they have moved to.
import { createHash } from 'node:crypto';

/** A step of grey between neighbours that is seen as an edge. */
const EDGE = 24;
/** Edges this close in a row belong together: words of a line, but not the cells of a table. */
const JOIN_PX = 12;
/** Edges of rows this close belong together: dots and strokes of a letter, but not lines of text. */
const JOIN_ROWS = 3;
/** Longer edges are rules and borders, which would tie everything they enclose into one. */
const RULE_WIDTH_PX = 200;
const RULE_HEIGHT_PX = 80;
/** Where one rule crosses another neither is an edge along the way. */
const CROSSING_PX = 3;
/** Fewer edges than this are specks. */
const LEAST_EDGES = 6;

export interface Grey {
  readonly width: number;
  readonly height: number;
  /** One byte a pixel, rows from the top. */
  readonly pixels: Uint8Array;
}

export interface Part {
  readonly left: number;
  readonly top: number;
  /** Beyond the last. */
  readonly right: number;
  readonly bottom: number;
  /** The same for the same edges anywhere, on whatever ground. */
  readonly name: string;
}

/** How much grey changes towards the left or upper neighbour. */
export function stepAt({ width, pixels }: Grey, x: number, y: number): number {
  const at = y * width + x;
  const here = pixels[at] ?? 0;
  const left = x > 0 ? Math.abs(here - (pixels[at - 1] ?? 0)) : 0;
  const above = y > 0 ? Math.abs(here - (pixels[at - width] ?? 0)) : 0;
  return Math.max(left, above);
}

/** The parts of a picture, by the row they begin in. */
export function partsOf(picture: Grey): Part[] {
  const edges = edgesOf(picture);
  dropRules(edges, picture);
  return gather(edges, picture.width, piecesOf(edges, picture)).sort((a, b) => a.top - b.top);
}

function edgesOf(picture: Grey): Uint8Array {
  const { width, height, pixels } = picture;
  const edges = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0, at = y * width; x < width; x += 1, at += 1) {
      const here = pixels[at] ?? 0;
      const left = x > 0 ? here - (pixels[at - 1] ?? 0) : 0;
      const above = y > 0 ? here - (pixels[at - width] ?? 0) : 0;
      if (left > EDGE || left < -EDGE || above > EDGE || above < -EDGE) edges[at] = 1;
    }
  }
  return edges;
}

function dropRules(edges: Uint8Array, { width, height }: Grey): void {
  const rules: number[] = [];
  const look = (start: number, step: number, count: number, least: number) => {
    let [from, last] = [0, -1 - CROSSING_PX];
    for (let i = 0; i <= count + CROSSING_PX; i += 1) {
      if (i < count && edges[start + i * step] === 1) {
        if (i - last > CROSSING_PX + 1) from = i;
        last = i;
      } else if (i - last === CROSSING_PX + 1 && last - from >= least) {
        for (let k = from; k <= last; k += 1) rules.push(start + k * step);
      }
    }
  };
  for (let y = 0; y < height; y += 1) look(y * width, 1, width, RULE_WIDTH_PX);
  for (let x = 0; x < width; x += 1) look(x, width, height, RULE_HEIGHT_PX);
  for (const at of rules) edges[at] = 0;
}

/** Edges of one row that belong together. */
interface Piece {
  readonly y: number;
  readonly left: number;
  readonly right: number;
}

function piecesOf(edges: Uint8Array, { width, height }: Grey): Piece[] {
  const pieces: Piece[] = [];
  for (let y = 0; y < height; y += 1) {
    let left = -1;
    let last = -1;
    for (let x = 0; x < width; x += 1) {
      if (edges[y * width + x] !== 1) continue;
      if (left >= 0 && x - last > JOIN_PX) {
        pieces.push({ y, left, right: last + 1 });
        left = -1;
      }
      if (left < 0) left = x;
      last = x;
    }
    if (left >= 0) pieces.push({ y, left, right: last + 1 });
  }
  return pieces;
}

/** Pieces that touch -> parts. */
function gather(edges: Uint8Array, width: number, pieces: readonly Piece[]): Part[] {
  const parents = Int32Array.from(pieces.keys());
  const root = (i: number): number => {
    let at = i;
    while (parents[at] !== at) {
      const above = parents[parents[at] ?? at] ?? at;
      parents[at] = above;
      at = above;
    }
    return at;
  };
  let first = 0;
  for (const [i, piece] of pieces.entries()) {
    while (piece.y - (pieces[first]?.y ?? piece.y) > JOIN_ROWS) first += 1;
    for (let k = first; k < i; k += 1) {
      const other = pieces[k];
      if (other === undefined || other.y === piece.y) break;
      if (other.left < piece.right && piece.left < other.right) parents[root(k)] = root(i);
    }
  }
  const groups = new Map<number, Piece[]>();
  for (const [i, piece] of pieces.entries()) {
    const group = groups.get(root(i));
    if (group === undefined) groups.set(root(i), [piece]);
    else group.push(piece);
  }
  return [...groups.values()].flatMap((group) => partOf(edges, width, group) ?? []);
}

function partOf(edges: Uint8Array, width: number, group: readonly Piece[]): Part | null {
  let [left, right] = [width, 0];
  for (const piece of group) {
    left = Math.min(left, piece.left);
    right = Math.max(right, piece.right);
  }
  const top = group[0]?.y ?? 0;
  const bottom = (group.at(-1)?.y ?? 0) + 1;
  const hash = createHash('md5').update(`${right - left} ${bottom - top}`);
  let count = 0;
  for (const piece of group) {
    const row = edges.subarray(piece.y * width + piece.left, piece.y * width + piece.right);
    for (const edge of row) count += edge;
    hash.update(`\n${piece.y - top} ${piece.left - left} `).update(row);
  }
  return count < LEAST_EDGES ? null : { left, top, right, bottom, name: hash.digest('base64') };
}
