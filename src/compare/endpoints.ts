// The answers a page's scripts fetched, before and after -> data endpoints that answered and now fail:
// where a figure comes from is as telling as the figure.
import type { Change } from '../model/change.js';
import type { Exchange } from '../model/exchange.js';
import type { Snapshot } from '../model/snapshot.js';
import { changeOf } from './change.js';
import { siteOf } from './outsiders.js';
import { steadyUrl } from './steady-url.js';

const DATA_TYPE = /^content-type:[ \t]*[^\r\n]*(?:\bjson\b|[/+]xml\b|\bcsv\b)/im;
/** Less than this is an acknowledgement. */
const LEAST_BYTES = 16;

/** Endpoints of the page's own site that gave data and now answer with an error. */
export function goneEndpoints(before: Snapshot, after: Snapshot): readonly Change[] {
  const page = after.manifest.finalUrl ?? after.manifest.url;
  const answers = new Map<string, Exchange>();
  for (const one of after.manifest.exchanges) {
    const known = answers.get(addressOf(one));
    // Of several tries the one that was answered counts.
    if (known === undefined || failureOf(known) !== null) answers.set(addressOf(one), one);
  }
  return before.manifest.exchanges.flatMap((old) => {
    const now = answers.get(addressOf(old));
    if (!gaveData(old) || now === undefined || siteOf(old.url) !== siteOf(page)) return [];
    const failure = failureOf(now);
    if (failure === null) return [];
    const summary = `The page's data at ${now.url} came before and now fails: ${failure.words}.`;
    const sides = { before: old.responseBody?.digest ?? null, after: null };
    return [
      changeOf('endpoint-gone', summary, sides, now.url, failure.isLasting ? 'high' : 'medium'),
    ];
  });
}

function gaveData({ status, resourceType, responseHead, responseBody }: Exchange): boolean {
  const size = responseBody?.sizeBytes ?? 0;
  return (
    status === 200 &&
    resourceType === 'subresource' &&
    DATA_TYPE.test(responseHead ?? '') &&
    size >= LEAST_BYTES
  );
}

function failureOf({ status, error }: Exchange): { words: string; isLasting: boolean } | null {
  if (status !== null && status >= 400) {
    // Too many requests, a timeout and "unavailable" are of the moment.
    return { words: `status ${status}`, isLasting: ![408, 429, 503].includes(status) };
  }
  if (status !== null || error === null || error === 'ERR_ABORTED') return null;
  return { words: error, isLasting: false };
}

function addressOf({ url, method }: Exchange): string {
  return `${method} ${steadyUrl(url)}`;
}
