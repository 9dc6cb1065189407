// Use case of wording: what the words of the model are called in a language, for people.
import type { Language } from '../model/language.js';
import { wordsOf } from './telling.js';

export type Said = Readonly<Record<string, string>>;

/** Words of the model -> words for people. */
export interface Wording {
  readonly states: Said;
  readonly levels: Said;
  readonly severities: Said;
  readonly claimStates: Said;
  /** Of observations, as sentences. */
  readonly classes: Said;
  /** Of changes. */
  readonly kinds: Said;
  /** Of flags, as sentences. */
  readonly flags: Said;
  /** What sentences about looks are made of: `sentence` has places for at, vantage and seen. */
  readonly phrases: Said;
}

/** The same words as in reports and messages. */
export function wordingOf(language: Language): Wording {
  const { words, said } = wordsOf(language);
  const { states, levels, severities, claimStates, classes, kinds } = said;
  const { sentence, sawWords, claims, comma, original } = said;
  const phrases = { sentence, sawWords, claims, comma, original };
  return { states, levels, severities, claimStates, classes, kinds, flags: words.opened, phrases };
}
