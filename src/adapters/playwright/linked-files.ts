// The links of a page -> the files behind those that lead to documents on its own host.
import { type FetchedFile, fetchFileExpression } from '../../capture/fetch-file.js';
import { namesFile } from '../../formats/file-names.js';
import type { PageReading } from '../../model/reading.js';
import type { NotCaptured } from '../../model/snapshot.js';
import type { VisitRequest } from '../../model/visit.js';
import type { Clock } from '../../ports/clock.js';
import { type Deadline, within } from './deadline.js';
import type { PageWorlds } from './frame-worlds.js';

export interface LinkedFiles {
  /** Addresses asked for. */
  readonly asked: readonly string[];
  readonly notCaptured: readonly NotCaptured[];
}

const NO_ANSWER =
  'a linked file: no answer; the line, or the page’s own Content-Security-Policy, stood against it';

export const NO_LINKED_FILES: LinkedFiles = { asked: [], notCaptured: [] };

/** What stands in the text first, then what is in menus and at the edges; each address once. */
function filesOf({ links }: PageReading, page: string): readonly string[] {
  const { origin } = new URL(page);
  const found = links.filter(
    ({ href, frame, visible }) =>
      visible &&
      frame === null &&
      namesFile(href) &&
      URL.canParse(href) &&
      new URL(href).origin === origin,
  );
  const isAside = (zone: (typeof links)[number]['zone']): boolean =>
    zone !== null && zone !== 'main';
  const ordered = [
    ...found.filter(({ zone }) => !isAside(zone)),
    ...found.filter(({ zone }) => isAside(zone)),
  ];
  return [...new Set(ordered.map(({ href }) => href.replace(/#.*$/, '')))];
}

/** Asks for one after the other, so that a small site is not pressed; never throws, and ends by `limit`. */
export async function fetchLinkedFiles(
  { reading, page }: { readonly reading: PageReading; readonly page: string },
  worlds: PageWorlds,
  clock: Clock,
  limit: Deadline,
  { most, maxBytes }: NonNullable<VisitRequest['linkedFiles']>,
): Promise<LinkedFiles> {
  const files = filesOf(reading, page);
  const asked: string[] = [];
  const notCaptured: NotCaptured[] = [];
  let leftBytes = maxBytes;
  for (const url of files) {
    const reason =
      asked.length >= most
        ? `a linked file: ${most} were fetched, which is the limit`
        : leftBytes <= 0
          ? 'a linked file: the limit of bytes for them was reached'
          : limit.remainingMs() < 200
            ? 'a linked file: no time was left'
            : null;
    if (reason !== null) {
      notCaptured.push({ url, reason });
      continue;
    }
    asked.push(url);
    const expression = fetchFileExpression({ url, maxBytes: leftBytes });
    const fetched = (await within(
      clock,
      limit.remainingMs(),
      worlds.main().then((world) => world.evaluate(expression)),
    )) as FetchedFile | null;
    leftBytes -= fetched?.sizeBytes ?? leftBytes;
    if (fetched?.status == null) notCaptured.push({ url, reason: NO_ANSWER });
  }
  return { asked, notCaptured };
}
