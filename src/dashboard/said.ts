// What the model's words are called in the reader's language: the server's, as in reports and messages.
import { useAsk } from './api.js';

type Said = Readonly<Record<string, string>>;

interface Wording {
  readonly states: Said;
  readonly levels: Said;
  readonly severities: Said;
  readonly claimStates: Said;
  readonly classes: Said;
  readonly kinds: Said;
  readonly flags: Said;
  readonly phrases: Said;
}

let wording: Wording | null = null;

/** The word itself where it has no translation. */
export function said(group: keyof Wording, word: string): string {
  return wording?.[group][word] ?? word;
}

/** Fetches the words of the language chosen; false until they are there. */
export function useWords(isIn: boolean, tag: string): boolean {
  const { value, error } = useAsk<Wording>(isIn ? `words?language=${tag}` : null, false);
  if (value !== null) wording = value;
  return value !== null || error !== null;
}

export type Tone = 'good' | 'lost' | 'doubt' | 'own';

const TONES: Readonly<Record<Exclude<Tone, 'doubt'>, ReadonlySet<string>>> = {
  good: new Set(['ok', 'partial']),
  lost: new Set([
    ...['not-found-404', 'gone-410', 'soft-404', 'legal-451', 'deleted-notice', 'redirect-home'],
    ...[
      'nxdomain',
      'hijack',
      'parked',
      'domain-expired',
      'domain-hold',
      'defaced',
      'owner-changed',
    ],
  ]),
  own: new Set(['capture-failed', 'monitor-offline']),
};

/** The colour of an observation. */
export function toneOf(name: string): Tone {
  for (const tone of ['good', 'lost', 'own'] as const) if (TONES[tone].has(name)) return tone;
  return 'doubt';
}
