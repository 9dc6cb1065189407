// The making of one Change: its kind gives the severity, its words are cut to what a person reads.
import {
  CHANGE_KINDS,
  type Change,
  type ChangeKind,
  isLoud,
  type Severity,
} from '../model/change.js';

const LONGEST = 1000;

/** One change of `kind`; `severity` where this one weighs otherwise than its kind usually does. */
export function changeOf(
  kind: ChangeKind,
  summary: string,
  sides: { readonly before: string | null; readonly after: string | null },
  where: string,
  severity: Severity = CHANGE_KINDS[kind],
): Change {
  return { kind, severity, summary, before: cut(sides.before), after: cut(sides.after), where };
}

/** `change`, where it is loud, told with less weight. */
export function asMedium(change: Change): Change {
  return isLoud(change) ? { ...change, severity: 'medium' } : change;
}

/** `text` in quotation marks, short enough for a sentence. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const chars = [...line];
  return chars.length > 120 ? `“${chars.slice(0, 117).join('')}…”` : `“${line}”`;
}

function cut(text: string | null): string | null {
  if (text === null || text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST - 1)}…`;
}
