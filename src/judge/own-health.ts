// A visit that reached nobody -> how unrelated hosts fare at the same time. Where they fall too, the
// fault is our own line's (detection.md, S0), and the page was not seen to be anything.
import { hostEndedAt } from '../formats/resolver-words.js';
import { type Instant, instantOf, msOf } from '../model/instant.js';
import { groupOf, isGood, type ObservationClass } from '../model/observation.js';
import type { Control, ControlAnswer, Manifest, VisitOutcome } from '../model/snapshot.js';
import type { Sighting } from '../model/state.js';
import type { Visit } from '../model/visit.js';
import type { Watch } from '../model/watch.js';
import type { Catalogue } from '../ports/catalogue.js';
import type { Clock } from '../ports/clock.js';
import type { Egress } from '../ports/egress.js';
import type { Elsewhere } from './facts.js';
import { hostOf, siteOf } from './redirects.js';

/** What asking elsewhere needs. */
export interface HealthDeps {
  readonly catalogue: Pick<Catalogue, 'listWatches'>;
  readonly clock: Clock;
  readonly reaches: Egress['reaches'];
  readonly ownLine: Egress['ownLine'];
  readonly canaries: readonly string[];
}

const MINUTE_MS = 60_000;
/** Looks so far apart count as being at the same time. */
const TOGETHER_MS = 10 * MINUTE_MS;
/** Enough to tell a fifth from none; each costs a connection, and only after a failure. */
const MOST_ASKED = 10;

type Seen = Pick<Visit, 'outcome' | 'dns' | 'startedAt' | 'finalUrl' | 'redirects'>;

/**
 * Asks how our own line fares, where a visit reached nobody; null where it reached the site, was not
 * begun, or the site stands on this machine.
 */
export async function probeOwnHealth(
  deps: HealthDeps,
  watch: Pick<Watch, 'url'>,
  vantage: string,
  visit: Seen,
): Promise<Control | null> {
  if (!isUnreached(visit.outcome) || isOnThisMachine(visit)) return null;
  const now = (): Instant => instantOf(deps.clock.nowMs());
  const startedAt = now();
  const byName = visit.outcome.kind === 'failed' && visit.outcome.step === 'dns';
  const { looks, unasked } = await otherSites(deps, watch, {
    vantage,
    at: visit.startedAt,
    byName,
  });
  const ask = async (
    what: ControlAnswer['what'],
    url: string,
    name: string | null,
  ): Promise<ControlAnswer> => {
    const at = now();
    return { what, name, at, isWell: await deps.reaches(vantage, url, { byName }) };
  };
  const host = hostEndedAt({ ...visit, url: watch.url });
  const addresses = visit.dns.filter((one) => one.host === host).flatMap((one) => one.addresses);
  const asked = await Promise.all([
    deps.ownLine(vantage, { host, addresses }),
    ...deps.canaries.map((url) => ask('canary', url, url)),
    ...unasked.map((url) => ask('other-site', url, null)),
  ]);
  return { startedAt, finishedAt: now(), answers: [...asked.flat(), ...looks] };
}

/** What the answers say of unrelated sites, for the rules; null where the site was reached. */
export function elsewhereOf({ outcome, control }: Manifest): Elsewhere | null {
  if (outcome.kind !== 'failed' || control === undefined) return null;
  const told = control.answers.filter(({ what }) => UNRELATED.has(what));
  const known = told.flatMap(({ isWell }) => isWell ?? []);
  const canaries = control.answers.filter(({ what }) => what === 'canary');
  // A canary is named for this very question: when one answers, the line works.
  const works = canaries.some(({ isWell }) => isWell === true);
  return {
    asked: known.length,
    failing: works ? 0 : known.filter((isWell) => !isWell).length,
    canariesSilent: canaries.some(({ isWell }) => isWell === false) && !works,
  };
}

const UNRELATED: ReadonlySet<ControlAnswer['what']> = new Set([
  'canary',
  'other-site',
  'latest-look',
]);

function isUnreached(outcome: VisitOutcome): boolean {
  if (outcome.kind === 'not-made') {
    return outcome.fault === 'monitor-offline' || outcome.fault === 'vantage-down';
  }
  return outcome.kind === 'failed';
}

/** Sites that were well: those looked at minutes ago with what that showed, and a few to be asked. */
async function otherSites(
  { catalogue }: HealthDeps,
  watch: Pick<Watch, 'url'>,
  { vantage, at, byName }: { vantage: string; at: Instant; byName: boolean },
): Promise<{ readonly looks: readonly ControlAnswer[]; readonly unasked: readonly string[] }> {
  const own = siteOf(hostOf(watch.url));
  const watches = (await catalogue.listWatches({})).filter(
    (one) => siteOf(hostOf(one.url)) !== own && one.page.lastGood !== null,
  );
  const since = msOf(at) - TOGETHER_MS;
  const looks = new Map<string, ControlAnswer>();
  for (const one of watches) {
    const look = latestLook(one.page.recent, { vantage, since, byName });
    const site = siteOf(hostOf(one.url));
    // One page of a site that is there is the site being there.
    if (look !== null && looks.get(site)?.isWell !== true) looks.set(site, look);
  }
  const unasked = new Map(
    watches
      .filter((one) => one.page.state === 'live' && !looks.has(siteOf(hostOf(one.url))))
      .map((one) => [siteOf(hostOf(one.url)), one.url]),
  );
  return { looks: [...looks.values()], unasked: [...unasked.values()].slice(0, MOST_ASKED) };
}

const BY_NAME: ReadonlySet<ObservationClass> = new Set([
  'nxdomain',
  'dns-fail',
  'dns-bogon',
  'monitor-offline',
]);

/** What stands on this very machine needs no line to be reached by. */
function isOnThisMachine({ dns }: Pick<Visit, 'dns'>): boolean {
  const addresses = dns.flatMap((answer) => answer.addresses);
  return addresses.length > 0 && addresses.every((address) => /^(127\.|::1$)/.test(address));
}

/**
 * Whether a page that had been good lately failed for want of a connection; null where it was not
 * looked at. `byName`: for want of its name, for a host that does not answer was found by its name.
 */
function latestLook(
  recent: readonly Sighting[],
  { vantage, since, byName }: { vantage: string; since: number; byName: boolean },
): ControlAnswer | null {
  const mine = recent.filter((one) => one.vantage === vantage);
  const newest = mine.at(-1);
  if (newest === undefined || msOf(newest.at) < since) return null;
  const isDown = (one: Sighting): boolean => {
    if (byName) return BY_NAME.has(one.class);
    const group = groupOf(one.class);
    return (group === 'network' && one.class !== 'http-5xx') || one.class === 'monitor-offline';
  };
  // To the minute: exact times would show in the logs of a site which one it is.
  const at = instantOf(Math.floor(msOf(newest.at) / MINUTE_MS) * MINUTE_MS);
  const answer = { what: 'latest-look', name: null, at } as const;
  if (!isDown(newest)) {
    return groupOf(newest.class) === 'abstain' ? null : { ...answer, isWell: true };
  }
  // Only a fall counts, not a host that has been down for long.
  const before = mine.findLast((one) => !isDown(one) || msOf(one.at) < since);
  return before !== undefined && isGood(before.class) ? { ...answer, isWell: false } : null;
}
