// A text -> the values in it that mean the same in every language: money, durations, counts, full
// dates, telephone numbers, addresses of mail. 六十五万元, ٦٥٠٬٠٠٠ يوان and 650,000 yuan are one.
import { mapText } from '../formats/normal-text.js';
import type { PageReading } from '../model/reading.js';
import { TELLING_UNITS } from './changed-values.js';
import { blankNoise } from './noise.js';
import { findTokens } from './numbers.js';
import { comparedBlocks } from './scope.js';
import type { Token } from './token.js';

/** A value that can be told from others by itself. */
export interface TypedValue {
  /** Equal for equal values, whatever the language. */
  readonly key: string;
  /** As the text words it. */
  readonly said: string;
  /** Values of one sort may take one another's place: its unit, or what kind of value it is. */
  readonly sort: string;
}

/** The values of one text, in order. */
export function typedValues(original: string): readonly TypedValue[] {
  const { text, starts } = mapText(original);
  return findTokens(blankNoise(text)).flatMap((token) => {
    const key = keyOf(token);
    if (key === null) return [];
    const said = original.slice(starts[token.start], starts[token.end]).trim();
    return [{ key, said, sort: token.kind === 'quantity' ? token.unit : token.kind }];
  });
}

/** How often each value stands on a page. */
export function valuesOn(reading: PageReading): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { text } of comparedBlocks(reading)) {
    if (!/[\d@零〇一-九十百千万亿两]|\p{L}{3}/u.test(text)) continue;
    for (const { key } of typedValues(text)) found.set(key, (found.get(key) ?? 0) + 1);
  }
  return found;
}

/** Counts from here on are told by the number alone: what is counted is worded in too many ways. */
const LEAST_BARE = 1000;
const COUNTS = /^(?:|case|bed|person|n|台)$/;

function keyOf({ kind, value, unit }: Token): string | null {
  if (kind === 'contact') return value.replace(/^tel:(?:00)?(?:86(?=\d{9,}))?0?/, 'tel:');
  if (kind === 'date') return /^\d{4}-\d\d-\d\d$/.test(value) ? value : null;
  if (kind !== 'quantity') return null;
  const number = Number.parseFloat(value);
  const isYear = unit === '' && Number.isInteger(number) && number >= 1900 && number < 2100;
  if (COUNTS.test(unit) && number >= LEAST_BARE && !isYear) return String(number);
  return TELLING_UNITS.test(unit) ? value : null;
}
