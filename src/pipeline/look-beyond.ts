import { instantOf } from '../model/instant.js';
import type { Visit } from '../model/visit.js';
import type { PipelineDeps } from './deps.js';

/**
 * What is asked beside the page once the visit is over: resolvers named by the config, where nobody
 * answered for it or always. The capture ends when they have been heard.
 */
export async function lookBeyond(
  deps: PipelineDeps,
  { url, vantage }: { readonly url: string; readonly vantage: string },
  visit: Visit,
): Promise<Visit> {
  if (deps.resolversAsked === 'failures' && !isUnanswered(visit)) return visit;
  const { hostname } = new URL(visit.finalUrl ?? url);
  const lookups = await deps.askResolvers(vantage, hostname.replace(/^\[|\]$/g, ''));
  if (lookups.length === 0) return visit;
  return { ...visit, lookups, finishedAt: instantOf(deps.clock.nowMs()) };
}

/** Nobody answered, or our own DNS did not: of a browser that did not start no resolver knows anything. */
function isUnanswered({ outcome }: Visit): boolean {
  if (outcome.kind === 'not-made') return outcome.fault === 'monitor-offline';
  return outcome.kind === 'failed';
}
