import {
  askedBefore,
  directoryOf,
  type Sibling,
  siblingOf,
  siblingSeen,
} from '../judge/sibling.js';
import { instantOf, msOf } from '../model/instant.js';
import type { Snapshot } from '../model/snapshot.js';
import type { Watch } from '../model/watch.js';
import type { PipelineDeps } from './deps.js';

/** Directories asked about at this moment, so that two captures at once ask once. */
const asking = new Set<string>();

/** What a made-up address beside the page shows, or showed lately; null where it is not asked. */
export async function askSibling(
  deps: PipelineDeps,
  watch: Watch,
  snapshot: Snapshot,
): Promise<Sibling | null> {
  const { manifest } = snapshot;
  const url = siblingOf(manifest.url, manifest.startedAt.slice(0, 10));
  const directory = directoryOf(manifest.url);
  if (deps.siblingEveryMs === 0 || url === null || asking.has(directory)) return null;
  asking.add(directory);
  try {
    const since = instantOf(msOf(manifest.finishedAt) - deps.siblingEveryMs);
    const before = await deps.catalogue.listRecentOfHost(watch.host, since);
    const known = askedBefore(snapshot, before);
    if (known !== undefined) return known;
    const browser = await deps.browser();
    const { vantage } = manifest;
    const { linkedFiles: _, ...how } = deps.visit;
    const asked = { url, vantage, language: watch.language, ignore: [], select: [], ...how };
    const { visit, dispose } = await browser.visit(asked);
    try {
      return siblingSeen(snapshot, url, visit);
    } finally {
      await dispose();
    }
  } finally {
    asking.delete(directory);
  }
}
