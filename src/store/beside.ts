// Two pictures of a page -> two small JPEGs of the same width in which the rows that the other lacks
// are tinted. Rows are matched as lines of a text are, so that what moved down is no difference.
import { createHash } from 'node:crypto';
import { diffArrays } from 'diff';

const WIDTH_PX = 760;
/** What is below is cut: a report is no place for a picture of 100,000 px. */
const MAX_HEIGHT_PX = 6_000;
/** Rows of so many pixels are compared; a line of text is two or three of them. */
const BAND_PX = 8;
/** Pages with nothing in common are told in a moment, and tinted whole. */
const DIFF_TIMEOUT_MS = 2_000;

interface Raw {
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
}

/** JPEGs of `before` and `after`, PNG, each with what the other lacks tinted. */
export async function layBeside(
  before: Uint8Array,
  after: Uint8Array,
): Promise<readonly [Uint8Array, Uint8Array]> {
  const [left, right] = await Promise.all([rawOf(before), rawOf(after)]);
  const [old, fresh] = [bandsOf(left), bandsOf(right)];
  const [lacking, added] = differing(old, fresh);
  return Promise.all([draw(left, lacking, '#d93025'), draw(right, added, '#188038')]);
}

async function rawOf(png: Uint8Array): Promise<Raw> {
  // A large import that most commands do without.
  const { default: sharp } = await import('sharp');
  const shrunk = await sharp(png, { limitInputPixels: false })
    .flatten({ background: '#ffffff' })
    .resize({ width: WIDTH_PX })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = shrunk.info;
  const kept = Math.min(height, MAX_HEIGHT_PX);
  return { width, height: kept, pixels: shrunk.data.subarray(0, kept * width * 3) };
}

function bandsOf({ width, height, pixels }: Raw): string[] {
  const bytes = width * 3 * BAND_PX;
  return Array.from({ length: Math.ceil(height / BAND_PX) }, (_, i) =>
    createHash('md5')
      .update(pixels.subarray(i * bytes, (i + 1) * bytes))
      .digest('base64'),
  );
}

/** Indices of the bands that the other side lacks. */
function differing(old: string[], fresh: string[]): readonly [number[], number[]] {
  const parts = diffArrays(old, fresh, { timeout: DIFF_TIMEOUT_MS });
  const sides: readonly [number[], number[]] = [[], []];
  if (parts === undefined) return [[...old.keys()], [...fresh.keys()]];
  let [before, after] = [0, 0];
  for (const { added, removed, count } of parts) {
    for (let i = 0; i < count; i += 1) {
      if (removed) sides[0].push(before + i);
      if (added) sides[1].push(after + i);
    }
    if (!added) before += count;
    if (!removed) after += count;
  }
  return sides;
}

async function draw(raw: Raw, bands: readonly number[], colour: string): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp');
  const { width, height } = raw;
  const tints = bands.map((band) => {
    const [y, tall] = [band * BAND_PX, Math.min(BAND_PX, height - band * BAND_PX)];
    return `<rect y="${y}" width="${width}" height="${tall}" fill-opacity=".14"/><rect y="${y}" width="6" height="${tall}"/>`;
  });
  const overlay = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g fill="${colour}">${tints.join('')}</g></svg>`;
  return await sharp(raw.pixels, { raw: { width, height, channels: 3 } })
    .composite([{ input: Buffer.from(overlay) }])
    .jpeg({ quality: 78 })
    .toBuffer();
}
