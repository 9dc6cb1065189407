// Readings of a page's frames -> one reading: the page's own, and each frame's parts under its URL.
import type { PageReading } from '../model/reading.js';

export interface FrameReading {
  readonly url: string;
  /** False when nothing of the frame is shown, whatever it says itself. */
  readonly isShown: boolean;
  readonly reading: PageReading;
}

/** `page` with what its frames hold behind it, frame by frame. */
export function mergeFrames(page: PageReading, frames: readonly FrameReading[]): PageReading {
  const parts = frames.map(({ url, isShown, reading }) => {
    const within = <T extends { readonly visible: boolean }>(each: T) => ({
      ...each,
      visible: isShown && each.visible,
      frame: url,
    });
    return {
      blocks: reading.blocks.map(within),
      links: reading.links.map(within),
      images: reading.images.map(within),
      media: reading.media,
      forms: reading.forms.map((form) => ({ ...form, visible: isShown && form.visible })),
      tables: reading.tables.map((table) => ({ ...table, frame: url })),
      frames: reading.frames,
      folds: (reading.folds ?? []).map((fold) => ({ ...fold, frame: url })),
      scripts: reading.scripts,
    };
  });
  const folds = [...(page.folds ?? []), ...parts.flatMap((part) => part.folds)];
  return {
    ...page,
    ...(folds.length > 0 && { folds }),
    blocks: [...page.blocks, ...parts.flatMap((part) => part.blocks)],
    links: [...page.links, ...parts.flatMap((part) => part.links)],
    images: [...page.images, ...parts.flatMap((part) => part.images)],
    media: [...page.media, ...parts.flatMap((part) => part.media)],
    forms: [...page.forms, ...parts.flatMap((part) => part.forms)],
    tables: [...page.tables, ...parts.flatMap((part) => part.tables)],
    frames: [...page.frames, ...parts.flatMap((part) => part.frames)],
    scripts: [...page.scripts, ...parts.flatMap((part) => part.scripts)],
  };
}
