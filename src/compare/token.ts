// A value in a text, with its place.

export type TokenKind = 'quantity' | 'date' | 'time' | 'contact';

/** A value in a text, with its place in the text. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** The value in its one spelling: `650000CNY`, `14d`, `2006-07-14`, `08:30`. */
  readonly value: string;
  /** Unit of a quantity, such as `CNY`, `d`, `%`, or empty. */
  readonly unit: string;
}

/** The value a pattern found. */
export function token(kind: TokenKind, match: RegExpExecArray, value: string): Token {
  return { kind, start: match.index, end: match.index + match[0].length, value, unit: '' };
}
