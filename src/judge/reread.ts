// The last good capture and a new one -> the old one as today's filters see it, and whether all that
// differs is our own doing: a change of our own never shows as one of the page (detection.md).
import type { Change } from '../model/change.js';
import type { Manifest, Snapshot } from '../model/snapshot.js';

/** The two with which filters and version were changed between. */
export interface Reread {
  readonly lastGood: Snapshot;
  /** What of ours changed since the last good capture, for people; null where nothing did. */
  readonly because: string | null;
  /** The site sent the very same bytes, so that whatever reads otherwise reads so by our doing. */
  readonly isOursAlone: boolean;
}

/** Reads an old capture again by the filters of the new one. */
export function reread(lastGood: Snapshot, fresh: Snapshot): Reread {
  const [was, is] = [lastGood.manifest, fresh.manifest];
  const newFilters = filtersOf(was) !== filtersOf(is);
  const newVersion = was.provenance?.software !== is.provenance?.software;
  const both = lastGood.reading !== null && fresh.reading !== null;
  if (!both || (!newFilters && !newVersion)) {
    return { lastGood, because: null, isOursAlone: false };
  }
  const { ignored, selected } = fresh.reading;
  const because = newFilters
    ? 'what of the page is compared (--ignore, --select)'
    : `the program (${was.provenance?.software ?? 'unknown'}, now ${is.provenance?.software ?? 'unknown'})`;
  return {
    lastGood: newFilters
      ? { ...lastGood, reading: { ...lastGood.reading, ignored, selected } }
      : lastGood,
    because,
    isOursAlone: newVersion && sameBytes(was, is),
  };
}

/** What comparing found, without what is our own doing; that something of ours changed is kept. */
export function withoutOwn(changes: readonly Change[], again: Reread): readonly Change[] {
  if (again.because === null) return changes;
  const dropped = again.isOursAlone ? changes.length : 0;
  const read = dropped === 0 ? '' : ` ${dropped} differences come from that alone.`;
  const note: Change = {
    kind: 'reprocessed',
    severity: 'info',
    summary: `The last good capture was read again, because ${again.because} changed since.${read}`,
    before: null,
    after: null,
    where: '',
  };
  return again.isOursAlone ? [note] : [...changes, note];
}

function filtersOf({ provenance }: Manifest): string {
  const { ignore = '', select = '' } = provenance?.settings ?? {};
  return `${ignore}\n${select}`;
}

/** The same answers from the page's own host, whatever else it loads. */
function sameBytes(was: Manifest, is: Manifest): boolean {
  const [a, b] = [answersOf(was), answersOf(is)];
  return a.size > 0 && a.size === b.size && [...a].every(([url, digest]) => b.get(url) === digest);
}

function answersOf(manifest: Manifest): ReadonlyMap<string, string> {
  const page = manifest.finalUrl ?? manifest.url;
  return new Map(
    manifest.exchanges
      // What was asked for besides the page ('other') is not asked for every time.
      .filter((one) => one.status === 200 && one.resourceType !== 'other' && URL.canParse(one.url))
      .filter((one) => new URL(one.url).host === new URL(page).host)
      .map((one) => [one.url, one.responseBody?.digest ?? '']),
  );
}
