// A settled page -> what a person could read in it and its DOM: its own document, then its frames.
import { mergeFrames } from '../../capture/merge-frames.js';
import {
  type DocumentReading,
  type ReadOptions,
  readPageExpression,
  readPageFunction,
} from '../../capture/read-page.js';
import type { PageReading } from '../../model/reading.js';
import type { Clock } from '../../ports/clock.js';
import { findClosedRoots } from './closed-roots.js';
import { type Deadline, within } from './deadline.js';
import type { FrameWorld, PageWorlds } from './frame-worlds.js';

/** Text, paths and DOM of one document; more than any page a person would read. */
const MAX_LENGTH = 60_000_000;
const MAX_READ_MS = 15_000;

export interface PageText {
  readonly reading: PageReading | null;
  readonly dom: string | null;
  /** Those that were looked at, the page's own first. */
  readonly frames: readonly FrameWorld[];
  /** What kept something from being read, for people. */
  readonly notes: readonly string[];
}

/** Never throws; null where a document did not answer by the limit. */
export async function readFrames(
  worlds: PageWorlds,
  clock: Clock,
  limit: Deadline,
  selectors: Pick<ReadOptions, 'ignore' | 'select'>,
): Promise<PageText> {
  const notes: string[] = [];
  const read = async (
    world: FrameWorld,
    how: typeof selectors,
  ): Promise<DocumentReading | null> => {
    const ms = limit.remainingMs();
    const maxMs = Math.min(MAX_READ_MS, ms * 0.6);
    const options = { ...how, limits: { maxMs, maxLength: MAX_LENGTH } };
    return within(clock, ms, readDocument(world, options));
  };
  let main: FrameWorld | null = null;
  let own: DocumentReading | null = null;
  // A document may be taken away while it is read; the one after it is as good.
  for (let time = 0; own === null && time < 3 && limit.remainingMs() > 0; time += 1) {
    main = await within(clock, limit.remainingMs(), worlds.main());
    own = main === null ? null : await read(main, selectors);
  }
  if (main === null || own === null) {
    return { reading: null, dom: null, frames: [], notes: ['the page could not be read'] };
  }
  if (own.reading.truncated !== undefined) notes.push('the text was read until a limit');
  const hasFrames = own.reading.frames.length > 0 || /<i?frame/i.test(own.dom);
  const frames = hasFrames ? await within(clock, limit.remainingMs(), worlds.frames()) : [];
  const parts = await Promise.all(
    (frames ?? []).map(async (frame) => {
      const inner = await read(frame, { ignore: [], select: [] });
      if (inner === null) notes.push(`a frame could not be read: ${frame.url}`);
      return inner === null
        ? []
        : { url: frame.url, isShown: frame.isShown, reading: inner.reading };
    }),
  );
  const reading = mergeFrames(own.reading, parts.flat());
  return { reading, dom: own.dom, frames: [main, ...(frames ?? [])], notes };
}

async function readDocument(world: FrameWorld, options: ReadOptions): Promise<DocumentReading> {
  const first = parse(await world.evaluate(readPageExpression(options)));
  if (first.sealedHosts === 0) return first;
  const roots = await findClosedRoots(world).catch(() => []);
  return roots.length === 0 ? first : parse(await world.call(readPageFunction(options), roots));
}

function parse(json: unknown): DocumentReading {
  return JSON.parse(String(json)) as DocumentReading;
}
