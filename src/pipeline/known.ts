// What the archive knows of a watch before its next capture is judged.
import { sightClaims } from '../compare/claims.js';
import type { HostPage } from '../judge/flags.js';
import { judge } from '../judge/judge.js';
import { isGoneLike, stateOf } from '../judge/state.js';
import type { Flag } from '../model/flag.js';
import { isGood, type Observation } from '../model/observation.js';
import type { PageReading } from '../model/reading.js';
import type { Snapshot } from '../model/snapshot.js';
import type { Watch } from '../model/watch.js';
import { loadManifest, loadSnapshot } from '../store/seal.js';
import type { PipelineDeps } from './deps.js';

/** The manifest of the newest capture, to which most of the next is alike; null where it cannot be read. */
export async function loadNewest(
  deps: PipelineDeps,
  watch: Watch,
): Promise<Pick<Snapshot, 'digest' | 'manifest'> | null> {
  const [newest] = await deps.catalogue.listCaptures({ watchId: watch.id, limit: 1 });
  if (newest === undefined) return null;
  try {
    return {
      digest: newest.manifest,
      manifest: await loadManifest(deps, newest.manifest),
    };
  } catch (error) {
    deps.log.error({ stage: 'store', capture: newest.id, err: error }, 'cannot be built upon');
    return null;
  }
}

export async function loadLastGood(deps: PipelineDeps, watch: Watch): Promise<Snapshot | null> {
  if (watch.page.lastGood === null) return null;
  const capture = await deps.catalogue.findCapture(watch.page.lastGood);
  if (capture === null) return null;
  try {
    return await loadSnapshot(deps, capture.manifest);
  } catch (error) {
    // Damage to an old snapshot must not stop the page from being captured anew.
    deps.log.error(
      { stage: 'compare', capture: capture.id, err: error },
      'cannot be compared with',
    );
    return null;
  }
}

/** How many good looks before the last are remembered, to learn what moves by itself. */
const REMEMBERED = 6;

/** What earlier good captures from the same vantage showed, oldest first; none where nothing changed. */
export async function loadHistory(
  deps: PipelineDeps,
  watch: Watch,
  lastGood: Snapshot,
  snapshot: Snapshot,
): Promise<readonly PageReading[]> {
  const readingOf = ({ manifest }: Snapshot) =>
    manifest.files.find(({ role }) => role === 'reading')?.digest;
  if (readingOf(lastGood) === readingOf(snapshot)) return [];
  const captures = await deps.catalogue.listCaptures({ watchId: watch.id, limit: REMEMBERED * 2 });
  const { vantage } = snapshot.manifest;
  const earlier = captures
    .filter((one) => isGood(one.observation.class) && one.vantage === vantage)
    .filter((one) => one.manifest !== lastGood.digest && one.manifest !== snapshot.digest)
    .slice(0, REMEMBERED);
  const readings: PageReading[] = [];
  for (const { manifest } of earlier.toReversed()) {
    // What cannot be read is remembered by the audit; here it is only one look less.
    const one = await loadSnapshot(deps, manifest).catch(() => null);
    if (one?.reading != null) readings.push(one.reading);
  }
  return readings;
}

/** The watch's open flags, and those of its host as a whole. */
export async function openFlagsOf(
  { catalogue }: PipelineDeps,
  watch: Watch,
): Promise<readonly Flag[]> {
  const own = await catalogue.listFlags({ open: true, watchId: watch.id });
  const sites = await catalogue.listFlags({ open: true, kind: 'site' });
  return [
    ...own,
    ...sites.filter((flag) => flag.watchId !== watch.id && new URL(flag.url).host === watch.host),
  ];
}

/** Every watched page of the host with what was seen of it last. */
export async function hostPagesOf({ catalogue }: PipelineDeps, host: string): Promise<HostPage[]> {
  const watches = await catalogue.listWatches({ host });
  return watches.map(({ id, page }) => ({
    watchId: id,
    state: page.state,
    class: page.recent.at(-1)?.class ?? null,
  }));
}

/**
 * True when the capture that showed otherwise would, by today's rules, have shown the same: then the
 * rules changed, and not the page. For a loss that is the last good capture, for a return the newest.
 */
export async function wasSoBefore(
  deps: PipelineDeps,
  watch: Watch,
  { class: name, rules }: Observation,
): Promise<boolean> {
  const target = stateOf(name);
  const { state, lastGood, recent } = watch.page;
  if (target === null || (target === state && !isGoneLike(target))) return false;
  const shown = isGoneLike(target) ? lastGood : (recent.at(-1)?.capture ?? null);
  const capture = shown === null ? null : await deps.catalogue.findCapture(shown);
  if (capture === null || capture.observation.rules === rules) return false;
  const snapshot = await loadSnapshot(deps, capture.manifest).catch(() => null);
  if (snapshot === null) return false;
  const again = judge(snapshot, {
    claims: sightClaims(watch.claims, snapshot.reading),
    lastGood: null,
    hostRecent: [],
    rules: await deps.rules(),
    vantage: capture.vantage,
  });
  return stateOf(again.class) === target;
}
