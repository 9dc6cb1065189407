import { hostEndedAt } from '../formats/resolver-words.js';
import { probeOwnHealth } from '../judge/own-health.js';
import { instantOf } from '../model/instant.js';
import type { Visit } from '../model/visit.js';
import type { Watch } from '../model/watch.js';
import type { PipelineDeps } from './deps.js';

/**
 * What is asked beside the page once the visit is over: how our own line fares, where nobody answered;
 * resolvers named by the config, likewise or always. The capture ends when all have been heard.
 */
export async function lookBeyond(
  deps: PipelineDeps,
  watch: Watch,
  vantage: string,
  visit: Visit,
): Promise<Visit> {
  const isWanted = deps.resolversAsked === 'always' || isUnanswered(visit);
  const [control, lookups] = await Promise.all([
    probeOwnHealth(deps, watch, vantage, visit),
    isWanted ? deps.askResolvers(vantage, hostEndedAt({ ...visit, url: watch.url })) : [],
  ]);
  if (control === null && lookups.length === 0) return visit;
  return {
    ...visit,
    ...(control === null ? {} : { control }),
    ...(lookups.length === 0 ? {} : { lookups }),
    finishedAt: instantOf(deps.clock.nowMs()),
  };
}

/** Nobody answered, or our own DNS did not: of a browser that did not start no resolver knows anything. */
function isUnanswered({ outcome }: Visit): boolean {
  if (outcome.kind === 'not-made') return outcome.fault === 'monitor-offline';
  return outcome.kind === 'failed';
}
