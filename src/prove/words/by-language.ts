// Language -> the words of the report. Traditional Chinese is made from the Simplified by OpenCC
// (s2twp), so that the two never say different things.
import { Converter } from 'opencc-js/cn2t';
import { ARABIC } from './arabic.js';
import { CHINESE } from './chinese.js';
import { ENGLISH } from './english.js';
import type { Language, ReportWords } from './report-words.js';

/** The words of the report by language. */
export function reportWords(language: Language): ReportWords {
  if (language === 'zh') return CHINESE;
  if (language === 'ar') return ARABIC;
  return language === 'en' ? ENGLISH : traditional();
}

let converter: ((text: string) => string) | null = null;

/** Simplified Chinese as Taiwan writes it; other text stays as it is. */
export function toTraditional(text: string): string {
  // Its dictionaries take a sixth of a second to read.
  const convert = converter ?? Converter({ from: 'cn', to: 'twp' });
  converter = convert;
  return convert(text);
}

let made: ReportWords | null = null;

function traditional(): ReportWords {
  made ??= { ...inTraditional(CHINESE), tag: 'zh-Hant' };
  return made;
}

/** Every text within a value as Taiwan writes it. */
export function inTraditional<T>(value: T): T {
  if (typeof value === 'string') return toTraditional(value) as T;
  if (Array.isArray(value)) return value.map(inTraditional) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, inTraditional(each)]);
  return Object.fromEntries(entries) as T;
}
