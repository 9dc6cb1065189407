// The picture of a whole page -> its first screenful, as PNG and as a small JPEG for lists.

const THUMBNAIL_WIDTH_PX = 640;
const THUMBNAIL_HEIGHT_PX = 360;
/** Where the window's shape is not on record. */
const USUAL_SHAPE = { widthPx: 1280, heightPx: 800 };

/**
 * `view`: what the window showed before scrolling, PNG. `thumbnail`: the same, JPEG of at most
 * 640 × 360 pixels.
 */
export async function firstScreenful(
  screenshot: Uint8Array,
  viewport: { readonly widthPx: number; readonly heightPx: number } | null,
): Promise<{ view: Uint8Array; thumbnail: Uint8Array }> {
  // A large import that only captures need.
  const { default: sharp } = await import('sharp');
  // Long pages pass sharp's limit for pictures from strangers; this one is our own browser's.
  const options = { limitInputPixels: false };
  const { width, height } = await sharp(screenshot, options).metadata();
  const shape = viewport ?? USUAL_SHAPE;
  // By the shape, not the size: a screen may have several pixels to one of CSS.
  const screenful = Math.max(1, Math.round((width * shape.heightPx) / shape.widthPx));
  const area = { left: 0, top: 0, width, height: screenful };
  const view =
    height <= screenful
      ? screenshot
      : await sharp(screenshot, options).extract(area).png().toBuffer();
  const thumbnail = await sharp(view)
    .resize(THUMBNAIL_WIDTH_PX, THUMBNAIL_HEIGHT_PX, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 80 })
    .toBuffer();
  return { view, thumbnail };
}
