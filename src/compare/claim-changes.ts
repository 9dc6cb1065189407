// The claims of a watch in two readings -> those lost, altered or hidden in between. Claims are
// looked for in the whole page: nothing a watch ignores is left out here (detection.md, Noise).
import { matchable } from '../formats/normal-text.js';
import type { Change } from '../model/change.js';
import type { ClaimSighting } from '../model/claim.js';
import type { PageReading } from '../model/reading.js';
import { changeOf, quoted } from './change.js';
import { sightClaims } from './claims.js';

/** What became of each claim that was on the page. */
export function changesOfClaims(
  claims: readonly { readonly id: string; readonly text: string }[],
  before: PageReading,
  after: PageReading,
): readonly Change[] {
  const old = sightClaims(claims, before);
  const fresh = sightClaims(claims, after);
  return old.flatMap((was, index) => {
    const is = fresh[index];
    return is === undefined ? [] : changeOfClaim(was, is);
  });
}

function changeOfClaim(was: ClaimSighting, is: ClaimSighting): readonly Change[] {
  if (was.state !== 'present' && was.state !== 'altered') return [];
  const words = was.found ?? was.text;
  const where = is.where ?? was.where ?? '';
  const claim = quoted(was.text);
  if (is.hidden) {
    const summary = `The claim ${claim} is still in the page but no longer shown.`;
    return [
      changeOf('hidden-not-removed', summary, { before: words, after: null }, where, 'critical'),
    ];
  }
  if (is.state === 'absent') {
    const summary = `The claim ${claim} is no longer on the page.`;
    return [changeOf('claim-absent', summary, { before: words, after: null }, where)];
  }
  if (is.state === 'altered' && matchable(is.found ?? '') !== matchable(was.found ?? '')) {
    const summary = `The claim ${claim} now reads ${quoted(is.found ?? '')}.`;
    return [changeOf('claim-altered', summary, { before: words, after: is.found }, where)];
  }
  return [];
}
