// Text as rendered -> forms for comparing and searching. Unicode NFKC (UAX #15), then what NFKC
// leaves: case, invisible and bidirectional controls, Arabic marks and digits, Chinese script.
import { Converter } from 'opencc-js/t2cn';

/** A form of a text that knows where each of its UTF-16 units came from. */
export interface MappedText {
  readonly text: string;
  /** Index in the original where the piece behind each unit begins; one more entry for the end. */
  readonly starts: readonly number[];
}

// Soft hyphen, zero-width and bidirectional controls, tatweel, tashkeel.
const INVISIBLE =
  /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640\u064b-\u065f\u0670]/g;
// Runs of characters that are their own normal form or have an Arabic one of one letter (nearly all of a
// page), white space, and any other character with the marks that belong to it.
const PIECES =
  /((?:[a-z0-9\u4e00-\u9fff]+|[\u0621-\u063a\u0641-\u064a]+)(?!\p{M}))|\s+|\P{M}\p{M}*|\p{M}+/gu;
/**
 * The space that does not break sets thousands apart as the comma does (ISO 80000-1, 7.3.1): 144 302. In a
 * telephone's number it sets no thousands apart.
 */
const THOUSANDS =
  /(?<=(?<!\+|[\d)][\u00a0\u2007\u2009\u202f]?)[1-9]\d{0,2}(?:[\u00a0\u2007\u2009\u202f]\d{3}){0,4})[\u00a0\u2007\u2009\u202f](?=\d{3}(?:[\u00a0\u2007\u2009\u202f]\d{3})*(?![\u00a0\u2007\u2009\u202f]?\d|-\d{2,4}(?![\d\u00a0\u2007\u2009\u202f])))/g;
const SPACE_BESIDE_CJK =
  /(?<=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f]) | (?=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f])/gu;

/** The form in which blocks are compared: equal for equal words, whatever their typography. */
export function comparable(text: string): string {
  return normalPiece(text.replace(THOUSANDS, ','))
    .replace(/\s+/g, ' ')
    .replace(SPACE_BESIDE_CJK, '')
    .replace(/ (?=[,.;:!?)])|(?<=\() /g, '')
    .trim();
}

/** `comparable` with Traditional folded into Simplified Chinese and Arabic letter variants united. */
export function matchable(text: string): string {
  return uniteArabic(foldChinese(comparable(text)));
}

// A comparison asks for the form of each text of a page many times over.
const known = new Map<string, MappedText>();
let lettersKnown = 0;
const MOST_LETTERS_KNOWN = 3_000_000;

/** `matchable` with a map back into the original; white space is one space. */
export function mapText(text: string): MappedText {
  const before = known.get(text);
  if (before !== undefined) return before;
  const mapped = mapAnew(text);
  if (lettersKnown > MOST_LETTERS_KNOWN) {
    known.clear();
    lettersKnown = 0;
  }
  known.set(text, mapped);
  lettersKnown += text.length;
  return mapped;
}

function mapAnew(original: string): MappedText {
  let out = '';
  const starts: number[] = [];
  const text = original.replace(THOUSANDS, ',');
  for (const piece of text.matchAll(PIECES)) {
    if (piece[1] !== undefined) {
      out += uniteArabic(piece[1]);
      for (let i = 0; i < piece[1].length; i += 1) starts.push(piece.index + i);
      continue;
    }
    const normal = /^\s/.test(piece[0]) ? ' ' : uniteArabic(normalPiece(piece[0]));
    out += normal;
    for (let i = 0; i < normal.length; i += 1) starts.push(piece.index);
  }
  starts.push(text.length);
  const folded = foldChinese(out);
  return { text: folded.length === out.length ? folded : out, starts };
}

/** Traditional -> Simplified Chinese (OpenCC), so that one statement in either script is one text. */
export function foldChinese(text: string): string {
  return /\p{sc=Han}/u.test(text) ? toSimplified(text) : text;
}

/** How alike two texts are, 0 to 1: Dice's coefficient over pairs of neighbouring characters. */
export function likeness(a: string, b: string): number {
  return likenessOf(bigrams(a), bigrams(b));
}

/** The pairs of neighbours in a text as numbers in ascending order, so that two are merged fast. */
export type Pairs = Uint32Array;

/** Pairs of characters rather than words: they need no dictionary, so no result hangs on one. */
export function bigrams(text: string): Pairs {
  const padded = text.length === 1 ? `${text} ` : text;
  const pairs = new Uint32Array(Math.max(0, padded.length - 1));
  for (let i = 0; i < pairs.length; i += 1) {
    pairs[i] = padded.charCodeAt(i) * 0x10000 + padded.charCodeAt(i + 1);
  }
  return pairs.sort();
}

const WORD =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{N}])+/gu;

/**
 * Pairs of neighbouring words, where a Chinese or Japanese character is a word of its own: rarer
 * than pairs of letters, so that two long texts of one language are not alike by chance.
 */
export function wordPairs(text: string): Pairs {
  const words = (text.match(WORD) ?? []).map(hashOf);
  const pairs = new Uint32Array(Math.max(0, words.length - 1));
  for (let i = 0; i < pairs.length; i += 1) {
    pairs[i] = Math.imul(words[i] ?? 0, 0x9e3779b1) ^ (words[i + 1] ?? 0);
  }
  return pairs.sort();
}

/** Dice's coefficient of two texts by their pairs. */
export function likenessOf(a: Pairs, b: Pairs): number {
  if (a.length + b.length === 0) return 1;
  return (2 * shared(a, b)) / (a.length + b.length);
}

/** The share of `part` that is also in `whole`, 0 to 1; 1 for an empty part. */
export function containment(part: Pairs, whole: Pairs): number {
  return part.length === 0 ? 1 : shared(part, whole) / part.length;
}

function shared(a: Pairs, b: Pairs): number {
  let both = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [x, y] = [a[i] ?? 0, b[j] ?? 0];
    if (x === y) both += 1;
    if (x <= y) i += 1;
    if (y <= x) j += 1;
  }
  return both;
}

// FNV-1a over UTF-16 units.
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i += 1) {
    hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

const toSimplified = Converter({ from: 't', to: 'cn' });

function normalPiece(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase().replace(INVISIBLE, '');
  if (/^[\u0020-\u007e]*$/.test(folded)) return folded;
  return folded
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[\u066c\u060c]/g, ',')
    .replace(/\u066b/g, '.')
    .replace(/\u066a/g, '%')
    .replace(/[\u2018\u2019\u201a\u300e\u300f]/g, "'")
    .replace(/[\u201c\u201d\u201e\u00ab\u00bb\u300c\u300d]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-');
}

function uniteArabic(text: string): string {
  if (!/[\u0600-\u06ff]/.test(text)) return text;
  return text
    .replace(/[\u0622\u0623\u0625\u0671]/g, '\u0627')
    .replace(/[\u0649\u06cc\u06cd]/g, '\u064a')
    .replace(/\u06a9/g, '\u0643')
    .replace(/\u0629/g, '\u0647');
}
