// Typed changes and claims -> lists with the words that differ marked.
import type { Change } from '../../model/change.js';
import type { ClaimSighting } from '../../model/claim.js';
import type { ReportWords } from '../words/report-words.js';
import { bidi, code, list, markedPair } from './markup.js';

/** One item a change: its kind, before and after, where. */
export function changeItems(changes: readonly Change[], words: ReportWords): string {
  return list(
    changes.map(({ kind, severity, before, after, where }) => {
      const [old, fresh] = marked(before, after);
      const parts = [
        old === null ? '' : `<br>${words.before}: ${old}`,
        fresh === null ? '' : `<br>${words.after}: ${fresh}`,
        `<br>${words.where}: ${code(where)}`,
      ];
      return `<strong>${words.kinds[kind]}</strong> (${words.severities[severity]}; <span class="word">${code(kind)}</span>)${parts.join('')}`;
    }),
  );
}

function marked(before: string | null, after: string | null): readonly (string | null)[] {
  if (before !== null && after !== null) return markedPair(before, after);
  return [
    before === null ? null : `<del>${bidi(before)}</del>`,
    after === null ? null : `<ins>${bidi(after)}</ins>`,
  ];
}

/** One item a claim: its state, and the words found in its place. */
export function claimItems(claims: readonly ClaimSighting[], words: ReportWords): string {
  return list(
    claims.map(({ text, state, found, hidden }) => {
      const [old, fresh] = found === null ? [bidi(text), ''] : markedPair(text, found);
      const instead = found === null ? '' : `<br>${words.found}: ${fresh}`;
      const aside = hidden ? ` (${words.hiddenClaim})` : '';
      return `${old}: <strong>${words.claimStates[state]}</strong>${aside}${instead}`;
    }),
  );
}
