// A visit that reached nobody -> how unrelated hosts fare at the same time. Where they fall too, the
// fault is our own line's (detection.md, S0), and the page was not seen to be anything.
import { msOf } from '../model/instant.js';
import { groupOf, isGood } from '../model/observation.js';
import type { Manifest } from '../model/snapshot.js';
import type { Sighting } from '../model/state.js';
import type { Watch } from '../model/watch.js';
import type { Catalogue } from '../ports/catalogue.js';
import type { Egress } from '../ports/egress.js';
import type { Elsewhere } from './facts.js';
import { hostOf, siteOf } from './redirects.js';

/** What asking elsewhere needs. */
export interface HealthDeps {
  readonly catalogue: Pick<Catalogue, 'listWatches'>;
  readonly reaches: Egress['reaches'];
  readonly canaries: readonly string[];
}

/** Looks so far apart count as being at the same time. */
const TOGETHER_MS = 10 * 60_000;
/** Enough to tell a fifth from none; each costs a connection, and only after a failure. */
const MOST_ASKED = 10;

/** How unrelated sites fared, where a visit reached nobody; null where it reached the site. */
export async function lookElsewhere(
  deps: HealthDeps,
  watch: Watch,
  manifest: Manifest,
): Promise<Elsewhere | null> {
  if (manifest.outcome.kind !== 'failed' || isOnThisMachine(manifest)) return null;
  const { vantage } = manifest;
  const byName = manifest.outcome.step === 'dns';
  const own = siteOf(hostOf(watch.url));
  const watches = (await deps.catalogue.listWatches({})).filter(
    (one) => siteOf(hostOf(one.url)) !== own && one.page.lastGood !== null,
  );
  const since = msOf(manifest.startedAt) - TOGETHER_MS;
  const verdicts = new Map<string, boolean>();
  for (const one of watches) {
    const verdict = latelyFailed(one.page.recent, vantage, since);
    const site = siteOf(hostOf(one.url));
    if (verdict !== null) verdicts.set(site, verdict && (verdicts.get(site) ?? true));
  }
  const unasked = new Map(
    watches
      .filter((one) => one.page.state === 'live' && !verdicts.has(siteOf(hostOf(one.url))))
      .map((one) => [siteOf(hostOf(one.url)), one.url]),
  );
  const asked = [...deps.canaries, ...[...unasked.values()].slice(0, MOST_ASKED)];
  const answers = await Promise.all(asked.map((url) => deps.reaches(vantage, url, { byName })));
  const told = [...verdicts.values(), ...answers.flatMap((up) => (up === null ? [] : [!up]))];
  const canaries = answers.slice(0, deps.canaries.length);
  // A canary is named for this very question: when one answers, the line works.
  const works = canaries.includes(true);
  return {
    asked: told.length,
    failing: works ? 0 : told.filter(Boolean).length,
    canariesSilent: canaries.includes(false) && !works,
  };
}

/** What stands on this very machine needs no line to be reached by. */
function isOnThisMachine({ dns }: Manifest): boolean {
  const addresses = dns.flatMap((answer) => answer.addresses);
  return addresses.length > 0 && addresses.every((address) => /^(127\.|::1$)/.test(address));
}

/** Whether a page that had been good lately failed for want of a connection; null where it was not looked at. */
function latelyFailed(recent: readonly Sighting[], vantage: string, since: number): boolean | null {
  const mine = recent.filter((one) => one.vantage === vantage);
  const newest = mine.at(-1);
  if (newest === undefined || msOf(newest.at) < since) return null;
  const isDown = (one: Sighting): boolean => {
    const group = groupOf(one.class);
    return (group === 'network' && one.class !== 'http-5xx') || one.class === 'monitor-offline';
  };
  if (!isDown(newest)) return groupOf(newest.class) === 'abstain' ? null : false;
  // Only a fall counts, not a host that has been down for long.
  const before = mine.findLast((one) => !isDown(one) || msOf(one.at) < since);
  return before !== undefined && isGood(before.class) ? true : null;
}
