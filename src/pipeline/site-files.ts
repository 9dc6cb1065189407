// A site's robots.txt and sitemap.xml, where they are asked for: when they are due, and what changed in
// them since a capture of the same host last brought them. Off unless `probe.siteFilesEveryMs` is set.
import {
  addressesIn,
  changesOfSiteFiles,
  SITE_FILES,
  type SiteFiles,
} from '../compare/site-files.js';
import type { Capture } from '../model/capture.js';
import type { Change } from '../model/change.js';
import type { Exchange } from '../model/exchange.js';
import { instantOf, msOf } from '../model/instant.js';
import { isGood, type Observation } from '../model/observation.js';
import type { Manifest } from '../model/snapshot.js';
import type { Watch } from '../model/watch.js';
import { loadManifest } from '../store/seal.js';
import { textOf } from '../store/source-of.js';
import type { PipelineDeps } from './deps.js';

/** Stands among the signals of a capture that asked, so that others of the host need not. */
const ASKED = 'site-files.asked';
/** How far back the answers before are looked for, in days; most are found in the first step. */
const LOOK_BACK_DAYS = [2, 8, 35, 400] as const;
const DAY_MS = 86_400_000;

/** Hosts asked at this moment, so that two captures at once ask once. */
const asking = new Set<string>();

/** Makes a capture that asks for the host's files besides, where they are due. */
export async function withSiteFiles<T>(
  { catalogue, clock, siteFilesEveryMs }: PipelineDeps,
  { host }: Watch,
  make: (besides: readonly string[]) => Promise<T>,
): Promise<T> {
  if (siteFilesEveryMs === 0 || asking.has(host)) return make([]);
  asking.add(host);
  try {
    const since = instantOf(clock.nowMs() - siteFilesEveryMs);
    const recent = await catalogue.listRecentOfHost(host, since);
    return await make(recent.some(hasAsked) ? [] : SITE_FILES);
  } finally {
    asking.delete(host);
  }
}

/** `observation`, saying so where its capture brought the site's files. */
export function sayingAsked(observation: Observation, manifest: Manifest): Observation {
  const asked = SITE_FILES.filter((path) => answerTo(manifest, path) !== undefined);
  if (asked.length === 0) return observation;
  const signal = { id: ASKED, value: asked.join(' '), layer: 'L1' } as const;
  return { ...observation, signals: [...observation.signals, signal] };
}

/** What changed in the site's files since a capture of the host last brought them. */
export async function changesInSiteFiles(
  deps: PipelineDeps,
  watch: Watch,
  manifest: Manifest,
): Promise<readonly Change[]> {
  if (SITE_FILES.every((path) => answerTo(manifest, path) === undefined)) return [];
  const after = await filesIn(deps, manifest);
  const before = await filesBefore(deps, watch, manifest);
  const watches = await deps.catalogue.listWatches({ host: watch.host });
  const own = watches.filter(({ caseName }) => caseName === watch.caseName);
  const { origin } = new URL(manifest.finalUrl ?? manifest.url);
  return changesOfSiteFiles(before, after, origin, {
    urls: [...new Set(watches.map(({ url }) => url))],
    // A case is no business of another's.
    named: new Set(own.map(({ url }) => url)),
  });
}

/** Each file as a capture last brought it that could be told from. */
async function filesBefore(
  deps: PipelineDeps,
  { host }: Watch,
  { capture, startedAt }: Manifest,
): Promise<SiteFiles> {
  let found: SiteFiles = { robots: null, sitemap: null };
  const seen = new Set<string>([capture]);
  for (const days of LOOK_BACK_DAYS) {
    const since = instantOf(msOf(startedAt) - days * DAY_MS);
    const captures = await deps.catalogue.listRecentOfHost(host, since);
    const asked = captures
      .filter((one) => !seen.has(one.id) && hasAsked(one) && isGood(one.observation.class))
      .toSorted((a, b) => b.logIndex - a.logIndex);
    for (const one of asked) {
      seen.add(one.id);
      const manifest = await loadManifest(deps, one.manifest).catch(() => null);
      const files = manifest === null ? found : await filesIn(deps, manifest);
      found = { robots: found.robots ?? files.robots, sitemap: found.sitemap ?? files.sitemap };
      if (found.robots !== null && found.sitemap !== null) return found;
    }
    // A site without a site map has none further back either, as far as anybody needs to know.
    if (found.robots !== null) return found;
  }
  return found;
}

function hasAsked({ observation }: Capture): boolean {
  return observation.signals.some(({ id }) => id === ASKED);
}

async function filesIn(deps: PipelineDeps, manifest: Manifest): Promise<SiteFiles> {
  const robots = answerTo(manifest, SITE_FILES[0]);
  const sitemap = answerTo(manifest, SITE_FILES[1]);
  const map = sitemap?.status === 200 ? await textOf(deps.blobs, sitemap) : null;
  return {
    robots: robots === undefined ? null : await rulesIn(deps, robots),
    sitemap: map === null ? null : addressesIn(map),
  };
}

/** RFC 9309 §2.3.1: no file allows all; errors of the server, walls and pages in its place say nothing. */
async function rulesIn({ blobs }: PipelineDeps, answer: Exchange): Promise<string | null> {
  if (answer.status === 404 || answer.status === 410) return '';
  if (answer.status !== 200 || answer.truncated !== null) return null;
  const text = await textOf(blobs, answer);
  const isPage = /^content-type:[ \t]*[^\r\n]*html/im.test(answer.responseHead ?? '');
  return text === null || isPage || /^\s*</.test(text) ? null : text;
}

/** The last answer to a path that was asked for besides the page. */
function answerTo(manifest: Manifest, path: string): Exchange | undefined {
  const page = manifest.finalUrl ?? manifest.url;
  if (!URL.canParse(page)) return undefined;
  const url = new URL(path, page).href;
  return manifest.exchanges.findLast(
    (one) => one.resourceType === 'other' && one.url === url && one.redirectsTo === null,
  );
}
