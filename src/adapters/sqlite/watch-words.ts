// What a watch is found by -> one short text: the same letters whatever their case, width or script.
import { matchable } from '../../formats/normal-text.js';

/**
 * The words of a watch, a line each; `labels` and `claims` as their columns hold them. Rows have them
 * stored: what is changed here needs a migration that makes them anew.
 */
export function wordsOf(
  url: string,
  caseName: string,
  note: string,
  labels: string,
  claims: string,
): string {
  const texts = (JSON.parse(claims) as { readonly text: string }[]).map(({ text }) => text);
  const parts = [readable(url), url, caseName, note, ...(JSON.parse(labels) as string[]), ...texts];
  return [...new Set(parts)].map(matchable).join('\n');
}

/** As a browser shows an address: people search for what they see. */
function readable(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
