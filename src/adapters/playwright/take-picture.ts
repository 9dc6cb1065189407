// A settled page -> its picture, PNG: in one piece or, where that is more than a browser can draw at
// once, in pieces put together.
import type { CDPSession } from 'playwright';
import { holdStillExpression } from '../../capture/hold-still.js';
import type { Clock } from '../../ports/clock.js';
import { type Deadline, within } from './deadline.js';
import type { FrameWorld } from './frame-worlds.js';

/**
 * Graphics hardware draws 8,192 or 16,384 px at once and repeats itself below; a picture that hangs on
 * the machine would be none.
 */
const PIECE_PX = 8_000;
/** The same limit as for scrolling: what was never on a screen was never loaded either. */
const MAX_PICTURE_PX = 100_000;
const HOLD_MS = 500;

export interface Picture {
  readonly png: Uint8Array | null;
  /** What the picture lacks, for people. */
  readonly notes: readonly string[];
}

export interface Sitter {
  readonly session: CDPSession;
  readonly frames: readonly FrameWorld[];
  readonly widthPx: number;
  readonly heightPx: number;
  /** Height of the window. */
  readonly screenfulPx: number;
}

/** Never throws: as much of the page as can be had by the limit. */
export async function takePicture(sitter: Sitter, clock: Clock, limit: Deadline): Promise<Picture> {
  await within(
    clock,
    Math.min(HOLD_MS * 2, limit.remainingMs()),
    Promise.all(sitter.frames.map((frame) => frame.evaluate(holdStillExpression(HOLD_MS)))),
  );
  const wholePx = Math.max(sitter.heightPx, sitter.screenfulPx);
  const wantedPx = Math.min(wholePx, MAX_PICTURE_PX);
  const pieces: Buffer[] = [];
  let takenPx = 0;
  while (takenPx < wantedPx) {
    const heightPx = Math.min(PIECE_PX, wantedPx - takenPx);
    const remainingMs = limit.remainingMs();
    // The first piece may take long; from then on there is something to be kept.
    const maxMs = takenPx === 0 ? remainingMs * 0.7 : remainingMs * 0.5;
    const piece = await within(clock, maxMs, shoot(sitter, takenPx, heightPx));
    if (piece === null) break;
    pieces.push(piece);
    takenPx += heightPx;
  }
  if (takenPx === 0) return { png: null, notes: ['no picture: the page was not drawn in time'] };
  const notes = takenPx < wholePx ? [`the picture ends at ${takenPx} of ${wholePx} px`] : [];
  const [first] = pieces;
  if (pieces.length === 1 && first !== undefined) return { png: first, notes };
  const sizePx = { width: sitter.widthPx, height: takenPx };
  return { png: await joined(pieces, sizePx), notes };
}

async function shoot(sitter: Sitter, top: number, heightPx: number): Promise<Buffer> {
  const { data } = await sitter.session.send('Page.captureScreenshot', {
    format: 'png',
    captureBeyondViewport: top > 0 || heightPx > sitter.screenfulPx,
    clip: { x: 0, y: top, width: sitter.widthPx, height: heightPx, scale: 1 },
  });
  return Buffer.from(data, 'base64');
}

async function joined(
  pieces: readonly Buffer[],
  sizePx: { readonly width: number; readonly height: number },
): Promise<Buffer> {
  // A large import that only long pages need.
  const { default: sharp } = await import('sharp');
  return (
    sharp([...pieces], { join: { across: 1 }, limitInputPixels: false })
      // Pieces are laid on a grid, the last one too.
      .extract({ left: 0, top: 0, ...sizePx })
      .png({ compressionLevel: 6 })
      .toBuffer()
  );
}
