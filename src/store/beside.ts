// Two pictures of a page -> JPEGs of both, in which what the other lacks is outlined: the beginning of
// the page, and each passage that differs. What only moved is no difference (picture-match.ts).
import { matchApart } from './match-apart.js';
import type { Mark } from './picture-match.js';
import type { Grey } from './picture-parts.js';

/** Pictures are compared down to here; pages that are longer are longer than anybody scrolls. */
const MAX_ROWS = 16_000;
const WHOLE_WIDTH_PX = 760;
/** Of the whole page the beginning, by its width: more comes out too small to be read on paper. */
const WHOLE_SHAPE = 1.5;
const PASSAGE_WIDTH_PX = 1_000;
const MOST_PASSAGES = 4;
/** Rows shown above and below of what differs, and passages this close are one. */
const AROUND_PX = 90;
const MAX_PASSAGE_PX = 640;
/** With less than this in common everything differs, and nothing is worth an outline. */
const LEAST_ALIKE = 0.2;

/** Pictures made to be slow are shown without marks. */
const LIMIT_MS = 60_000;

const LACKING = '#c5221f';
const ADDED = '#137333';

type Pair = readonly [before: Uint8Array, after: Uint8Array];

export interface Beside {
  /** JPEGs of the beginning of the page. */
  readonly whole: Pair;
  /** JPEGs of the passages that differ, from the top; empty where all or nothing differs. */
  readonly passages: readonly Pair[];
  readonly morePassages: number;
  readonly isAlike: boolean;
  /** False where the two have next to nothing in common, or too much to be compared in time. */
  readonly isMarked: boolean;
}

interface Raw {
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
}

/** What each of two PNGs has that the other lacks, in pixels at their common width. */
export interface PictureMarks {
  readonly width: number;
  readonly before: { readonly height: number; readonly marks: readonly Mark[] };
  readonly after: { readonly height: number; readonly marks: readonly Mark[] };
  /** False where the two have next to nothing in common, or too much to be compared in time. */
  readonly isMarked: boolean;
}

/** Marks what differs between two PNGs. */
export async function markPictures(before: Uint8Array, after: Uint8Array): Promise<PictureMarks> {
  const { left, right, isMarked, old, fresh } = await compare(before, after);
  const { width } = left;
  return {
    width,
    before: { height: left.height, marks: old },
    after: { height: right.height, marks: fresh },
    isMarked,
  };
}

async function compare(before: Uint8Array, after: Uint8Array) {
  const width = Math.min(...(await Promise.all([before, after].map(widthOf))));
  const [left, right] = await Promise.all([rawOf(before, width), rawOf(after, width)]);
  const marks = await matchApart(await greyOf(left), await greyOf(right), LIMIT_MS);
  const isMarked = marks !== null && marks.shareAlike >= LEAST_ALIKE;
  const [old, fresh] = isMarked ? [marks.before, marks.after] : [[], []];
  return { left, right, isMarked, old, fresh };
}

/** Lays `before` beside `after`, both PNG. */
export async function layBeside(before: Uint8Array, after: Uint8Array): Promise<Beside> {
  const { left, right, isMarked, old, fresh } = await compare(before, after);
  const { width } = left;
  const sides = [
    { raw: left, outlines: outlinesOf(old, fresh, LACKING, ADDED) },
    { raw: right, outlines: outlinesOf(fresh, old, ADDED, LACKING) },
  ] as const;
  const draw = async (rows: readonly [Rows, Rows], widthPx: number): Promise<Pair> =>
    Promise.all([cut(sides[0], rows[0], widthPx), cut(sides[1], rows[1], widthPx)]);
  const beginning = { top: 0, bottom: Math.round(width * WHOLE_SHAPE) };
  const passages = passagesOf(old, fresh);
  return {
    whole: await draw([beginning, beginning], WHOLE_WIDTH_PX),
    passages: await Promise.all(
      passages.slice(0, MOST_PASSAGES).map((rows) => draw(rows, PASSAGE_WIDTH_PX)),
    ),
    morePassages: Math.max(0, passages.length - MOST_PASSAGES),
    isAlike: isMarked && old.length + fresh.length === 0,
    isMarked,
  };
}

async function widthOf(png: Uint8Array): Promise<number> {
  // A large import that most commands do without.
  const { default: sharp } = await import('sharp');
  return (await sharp(png, { limitInputPixels: false }).metadata()).width;
}

async function rawOf(png: Uint8Array, width: number): Promise<Raw> {
  const { default: sharp } = await import('sharp');
  const { data, info } = await sharp(png, { limitInputPixels: false })
    .flatten({ background: '#ffffff' })
    .resize({ width })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const height = Math.min(info.height, MAX_ROWS);
  return { width, height, pixels: data.subarray(0, height * width * 3) };
}

async function greyOf({ width, height, pixels }: Raw): Promise<Grey> {
  const { default: sharp } = await import('sharp');
  const grey = sharp(pixels, { raw: { width, height, channels: 3 } }).greyscale();
  return { width, height, pixels: await grey.toColourspace('b-w').raw().toBuffer() };
}

interface Rows {
  readonly top: number;
  readonly bottom: number;
}

/** Boxes round what is here alone, and a line where something is that only the other side has. */
function outlinesOf(own: readonly Mark[], others: readonly Mark[], colour: string, other: string) {
  const boxes = own.map(({ box: { left, top, right, bottom } }) => {
    const [wide, tall] = [right - left + 16, bottom - top + 12];
    return `<rect x="${left - 8}" y="${top - 6}" width="${wide}" height="${tall}" rx="4" fill="${colour}" fill-opacity=".1" stroke="${colour}" stroke-width="3"/>`;
  });
  const isFilled = (there: Rows) =>
    own.some(({ box }) => box.top < there.bottom && there.top < box.bottom);
  const lines = others
    .filter(({ there }) => !isFilled(there))
    .map(({ box, there }) => {
      const y = Math.round((there.top + there.bottom) / 2);
      return `<line x1="${box.left - 8}" x2="${box.right + 8}" y1="${y}" y2="${y}" stroke="${other}" stroke-width="3" stroke-dasharray="14 9"/>`;
    });
  return [...boxes, ...lines].join('');
}

/** Rows to show of either side, one pair for what stands close together. */
function passagesOf(old: readonly Mark[], fresh: readonly Mark[]): (readonly [Rows, Rows])[] {
  const rows = [
    ...old.map(({ box, there }) => [box, there] as const),
    ...fresh.map(({ box, there }) => [there, box] as const),
  ].sort(([a], [b]) => a.top - b.top);
  const passages: [Rows, Rows][] = [];
  for (const [before, after] of rows) {
    const last = passages.at(-1);
    const joined = last && ([span(last[0], before), span(last[1], after)] as [Rows, Rows]);
    const isClose = last && before.top - last[0].bottom < AROUND_PX * 2;
    if (joined && isClose && joined.every((each) => each.bottom - each.top < MAX_PASSAGE_PX)) {
      passages[passages.length - 1] = joined;
    } else passages.push([before, after]);
  }
  return passages.map(([before, after]) => [around(before), around(after)]);
}

function span(a: Rows, b: Rows): Rows {
  return { top: Math.min(a.top, b.top), bottom: Math.max(a.bottom, b.bottom) };
}

function around({ top, bottom }: Rows): Rows {
  const above = Math.max(0, top - AROUND_PX);
  return { top: above, bottom: Math.min(bottom + AROUND_PX, above + MAX_PASSAGE_PX) };
}

async function cut(
  { raw, outlines }: { readonly raw: Raw; readonly outlines: string },
  rows: Rows,
  widthPx: number,
): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp');
  const { width, height, pixels } = raw;
  const top = Math.max(0, Math.min(rows.top, height - 1));
  const tall = Math.max(1, Math.min(rows.bottom, height) - top);
  const part = pixels.subarray(top * width * 3, (top + tall) * width * 3);
  const overlay = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${tall}" viewBox="0 ${top} ${width} ${tall}">${outlines}</svg>`;
  const drawn = await sharp(part, { raw: { width, height: tall, channels: 3 } })
    .composite([{ input: Buffer.from(overlay) }])
    .png({ compressionLevel: 1 })
    .toBuffer();
  return sharp(drawn)
    .resize({ width: widthPx, withoutEnlargement: true })
    .jpeg({ quality: 80 })
    .toBuffer();
}
