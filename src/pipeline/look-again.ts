// A capture -> when its page is looked at again out of turn, and the jobs for that.
import { instantOf, msOf } from '../model/instant.js';
import type { JobDraft, LeasedJob } from '../model/job.js';
import type { Observation } from '../model/observation.js';
import type { Manifest, OwnFault } from '../model/snapshot.js';
import type { Visit } from '../model/visit.js';
import type { Watch } from '../model/watch.js';

/** A page that could not be looked at through our own fault is looked at again so soon, each time later. */
const NOT_MADE_RETRY_MS = [60_000, 600_000, 3_600_000] as const;

/** The fault of ours that kept a visit from being made. */
export function faultOf({ outcome }: Pick<Visit, 'outcome'>): OwnFault | null {
  return outcome.kind === 'not-made' ? outcome.fault : null;
}

/** What nobody saw through our own fault is not put off until the page is due again. */
export function retryInMs(
  watch: Watch,
  manifest: Manifest,
  { class: name }: Observation,
  job: LeasedJob | null,
): number | null {
  const fault = faultOf(manifest);
  const helps =
    fault === 'browser-failed' || fault === 'vantage-down' || name === 'monitor-offline';
  // Whoever asked by hand sees the failure; a lost attempt's job comes again by itself.
  if (!helps || job === null || job.reason === 'manual') return null;
  const { recent } = watch.page;
  const failures = recent.length - 1 - recent.findLastIndex((one) => !isOwnFault(one.class));
  return NOT_MADE_RETRY_MS[failures] ?? null;
}

function isOwnFault(name: Observation['class']): boolean {
  return name === 'capture-failed' || name === 'monitor-offline';
}

/** One job for each vantage of the watch; none where nobody asks. */
export function recheckJobs(watch: Watch, at: string, inMs: number | null): readonly JobDraft[] {
  if (inMs === null) return [];
  const when = instantOf(msOf(at) + inMs);
  const vantages = watch.vantages.length === 0 ? ['default'] : watch.vantages;
  return vantages.map((vantage) => ({
    watchId: watch.id,
    vantage,
    reason: 'recheck',
    scheduledAt: when,
    notBefore: when,
  }));
}
