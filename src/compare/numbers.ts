// Text -> the dates, times, contacts and quantities in it, as values: 六十五万, 65万 and 650,000 are
// one number; 两周, 14天 and "two weeks" are one duration.
import { mapText } from '../formats/normal-text.js';
import { findContacts } from './contacts.js';
import { findDates } from './dates.js';
import { fieldWordsIn } from './field-words.js';
import { blankNoise } from './noise.js';
import {
  ARABIC_NUMBER_WORDS,
  parseArabicNumber,
  parseEnglishNumber,
  parseHanNumber,
} from './numerals.js';
import { type Token, token } from './token.js';
import { CURRENCY_BEFORE, MULTIPLIERS, UNITS } from './units.js';

/** A quantity with the words that say what it is of. */
export interface Labelled {
  /** In the form `mapText` gives. */
  readonly label: string;
  /** The label as the page words it. */
  readonly said: string;
  readonly value: string;
  readonly unit: string;
  /** As the page words it. */
  readonly raw: string;
  /** It names (第106期), and measures nothing. */
  readonly isOrdinal: boolean;
}

const DIGITS = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d+(?:\.\d+)?`;
// Thousands may be set apart by spaces, where a currency says that it is one sum: US$65 000.
const SPACED = String.raw`(?<!\d ?)\d{1,3}(?: \d{3}){1,4}(?![\d.,]*\d)`;
const SUM = String.raw`(?<=(?:${CURRENCY_BEFORE}) ?)${SPACED}|${SPACED}(?= ?(?:元|usd|us\$|eur|€|dollars?|yuan|دولار|ريال|يوان|руб|долл|₽|евро))`;
// 每一天 is every day.
const HAN =
  '[半]|(?!(?<=每)一[天个位次])[零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]+';
const ENGLISH_WORD =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million';
const ENGLISH = String.raw`\b(?:${ENGLISH_WORD})(?:[ -](?:and )?(?:${ENGLISH_WORD}))*\b`;
const ARABIC = `(?<!\\p{L})و?(?:${ARABIC_NUMBER_WORDS})(?: و?(?:${ARABIC_NUMBER_WORDS}))*(?!\\p{L})`;
// USD/SGD 1.29 is what one is worth, and no sum; kidney/USD 65,000 is one.
const NUMBER = new RegExp(
  `(?<before>(?<!\\b(?:${CURRENCY_BEFORE}|aud|cad|chf|jpy|krw|rub|try)/)(?:${CURRENCY_BEFORE}))? ?(?:(?<digits>(?<![a-z\\d.]|[a-z][-_])(?:${SUM}|${DIGITS}))|(?<han>${HAN})|(?<english>${ENGLISH})|(?<arabic>${ARABIC}))`,
  'gu',
);
// Arabic has a dual: one word says "two weeks".
const DUALS: readonly (readonly [RegExp, string, string])[] = [
  [/اسبوع واحد/g, '7d', 'd'],
  [/يوم واحد/g, '1d', 'd'],
  [/شهر واحد/g, '1mo', 'mo'],
  [/(?:سنه|عام) واحده?/g, '1y', 'y'],
  [/اسبوع(?:ين|ان)/g, '14d', 'd'],
  [/يوم(?:ين|ان)/g, '2d', 'd'],
  [/شهر(?:ين|ان)/g, '2mo', 'mo'],
  [/(?:سنت|عام)(?:ين|ان)/g, '2y', 'y'],
  [/ساعت(?:ين|ان)/g, '2h', 'h'],
];
const REGISTRATION = /(?:icp备(?:案)?(?:证)?|icp证|公网安备) ?\d{5,14} ?号?(?:-\d+)?/g;
/** Before the number, in Chinese: 百分之八十五. */
const SHARE = /百分之 ?$/;
/** About so many: 六百余例, 20多万元. */
const ABOUT = /^ ?[余多几来]{1,2}(?= ?[万亿千百例名位人台张床元美天周月年个])/;
/** Where a room is: 门诊楼10楼1003室. */
const ROOM = /^ ?(?:号?楼|层|诊?室|栋|病区|单元)/;
const ORDINAL_COUNTER = /^ ?[期号届次辑卷版篇批章条款页集季]/;
const ISSUE =
  /第 ?(\d+) ?[期号届次辑卷版篇批集季]|(?:\bno\.|\bissue|\bvol\.|#|العدد|عدد رقم) ?(\d+)\b/;
// 4205a7 counts nothing; 2h30 does.
const IDENTIFIER = /^(?![hd]\d{1,2}(?:h|m|min)?(?![a-z\d]))[a-z]{1,4}\d/;
const TIME = /(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?(?!\d)/g;
const HOUR =
  /(?<![\d.,:])(\d{1,2}) ?(?:[ap]\.?m(?![a-z])|(?:صباحا?|مساءا?|عصرا|ظهرا|ليلا|فجرا|ص|م)(?!\p{L}))/gu;

/** Every value in `text`, which is in the form `mapText` gives, in order and without overlap. */
export function findTokens(text: string): readonly Token[] {
  const found: Token[] = [];
  const taken = new Uint8Array(text.length);
  const add = (token: Token): void => {
    if (taken.subarray(token.start, token.end).includes(1)) return;
    taken.fill(1, token.start, token.end);
    found.push(token);
  };
  if (!/[\d半零〇一-九十百千万亿两壹贰叁肆伍陆柒捌玖拾@]|[a-z]{3}|[\u0600-\u06ff]{3}/.test(text))
    return found;
  for (const date of findDates(text)) add(date);
  for (const contact of findContacts(text)) {
    add({ ...contact, kind: 'contact', unit: '' });
  }
  for (const match of text.matchAll(REGISTRATION)) add(token('contact', match, match[0]));
  for (const match of text.matchAll(TIME)) {
    add(token('time', match, `${match[1]?.padStart(2, '0')}:${match[2]}`));
  }
  // In a sentence of the field an hour is a fact.
  if (fieldWordsIn(text).length === 0) {
    for (const match of text.matchAll(HOUR)) add(token('time', match, match[0]));
  }
  for (const quantity of findQuantities(text)) add(quantity);
  return found.sort((a, b) => a.start - b.start);
}

/** The labelled quantities of one block, in order. */
export function labelledQuantities(original: string): readonly Labelled[] {
  const mapped = mapText(original);
  const tokens = findTokens(blankNoise(mapped.text));
  return tokens.flatMap((one, index) => {
    if (one.kind !== 'quantity') return [];
    const left = mapped.text.slice(tokens[index - 1]?.end ?? 0, one.start);
    const right = mapped.text.slice(one.end, tokens[index + 1]?.start);
    // 第106期 is shown whole, and named by the words after it.
    const ordinal = /第 ?$/.exec(left)?.[0].length ?? 0;
    const counter = ordinal === 0 ? 0 : (ORDINAL_COUNTER.exec(right)?.[0].length ?? 0);
    const before = lastWords(left.slice(0, left.length - ordinal));
    const behind = lettersIn(before) < 2 ? firstWords(right.slice(counter)) : '';
    const label = behind || before;
    const at =
      behind === ''
        ? one.start - left.length + left.lastIndexOf(before)
        : one.end + right.indexOf(behind, counter);
    const said = original.slice(mapped.starts[at], mapped.starts[at + label.length]);
    const start = mapped.starts[one.start - ordinal];
    const raw = original.slice(start, mapped.starts[one.end + counter]).trim();
    return [
      {
        ...{ label, said: said.trim(), value: one.value, unit: one.unit, raw },
        isOrdinal: ordinal > 0 || isRank(one, mapped.text) || (one.unit === '' && ROOM.test(right)),
      },
    ];
  });
}

/** 3体检中心推出套餐: the third of a list of what is read most. */
function isRank({ start, end, unit }: Token, text: string): boolean {
  return start === 0 && end <= 2 && unit === '' && /^\p{sc=Han}{4}/u.test(text.slice(end));
}

/** What numbers an entry of a series, issue or date, so that one may be newer; null without it. */
export function serialOf(original: string): number | null {
  const { text } = mapText(original);
  const issue = ISSUE.exec(text);
  if (issue !== null) return Number(issue[1] ?? issue[2]);
  const date = datesIn(original).find((one) => /^\d{4}-\d\d-\d\d$/.test(one));
  return date === undefined ? null : Number(date.replaceAll('-', ''));
}

/** Every displayed date of one block, as values. */
export function datesIn(original: string): readonly string[] {
  return findTokens(blankNoise(mapText(original).text))
    .filter((one) => one.kind === 'date')
    .map((one) => one.value);
}

/** Every date a block states, that of the day among them. */
export function statedDates(original: string): readonly string[] {
  return findTokens(mapText(original).text)
    .filter((one) => one.kind === 'date')
    .map((one) => one.value);
}

/** `text` with every value replaced by `#`: equal for sentences that differ in their values only. */
export function withoutValues(text: string, tokens: readonly Token[] = findTokens(text)): string {
  let out = '';
  let at = 0;
  for (const one of tokens) {
    out += `${text.slice(at, one.start)}#`;
    at = one.end;
  }
  return out + text.slice(at);
}

function findQuantities(text: string): Token[] {
  const found: Token[] = [];
  for (const [pattern, value, unit] of DUALS) {
    for (const match of text.matchAll(pattern))
      found.push({ ...token('quantity', match, value), unit });
  }
  for (const match of text.matchAll(NUMBER)) {
    const one = quantityAt(text, match);
    if (one !== null) found.push(one);
  }
  return found;
}

function quantityAt(text: string, match: RegExpExecArray): Token | null {
  const { before, digits, han, english, arabic } = match.groups ?? {};
  const base =
    digits !== undefined
      ? Number(digits.replace(/[, ]/g, ''))
      : han !== undefined
        ? (parseHanNumber(han) ?? roundNumber(han, text[match.index - 1] ?? ''))
        : english !== undefined
          ? parseEnglishNumber(english)
          : parseArabicNumber(arabic ?? '');
  if (base === null || !Number.isFinite(base)) return null;
  const share = SHARE.exec(text.slice(Math.max(0, match.index - 6), match.index));
  const start = match.index - (share?.[0].length ?? 0) + (/^ /.test(match[0]) ? 1 : 0);
  let end = match.index + match[0].length;
  if (digits !== undefined && IDENTIFIER.test(text.slice(end, end + 12))) return null;
  const about =
    digits !== undefined || han !== undefined ? ABOUT.exec(text.slice(end, end + 4)) : null;
  end += about?.[0].length ?? 0;
  let value = base;
  const multiplier = MULTIPLIERS.find(([pattern]) => pattern.test(text.slice(end, end + 12)));
  const isMultiplied = han === undefined ? arabic === undefined : about !== null;
  if (multiplier !== undefined && isMultiplied) {
    end += multiplier[0].exec(text.slice(end, end + 12))?.[0].length ?? 0;
    value *= multiplier[1];
  }
  let unit = share !== null ? '%' : before === undefined ? '' : currencyOf(before);
  const after = UNITS.find(([pattern]) => pattern.test(text.slice(end, end + 16)));
  if (after !== undefined) {
    end += after[0].exec(text.slice(end, end + 16))?.[0].length ?? 0;
    if (unit === '') unit = after[1];
    value *= after[2];
  }
  // 一 and 十分 are mostly no numbers: a Chinese numeral counts with a unit or from three characters.
  if (han !== undefined && unit === '' && han.length < 3) return null;
  if ((english ?? arabic) !== undefined && unit === '' && value < 10) return null;
  return { kind: 'quantity', start, end, value: `${plain(value)}${unit}`, unit };
}

/** 近百, 上千, 数百: about a hundred, a thousand. */
function roundNumber(han: string, before: string): number | null {
  const value = { 百: 100, 千: 1000, 百万: 1_000_000, 万: 10_000 }[han];
  return value !== undefined && /[近上逾过超数]/.test(before) ? value : null;
}

function currencyOf(before: string): string {
  if (/[¥]|rmb|cny|人民币/.test(before)) return 'CNY';
  if (/€|eur/.test(before)) return 'EUR';
  if (/£|gbp/.test(before)) return 'GBP';
  if (/hk|港/.test(before)) return 'HKD';
  if (/nt|台币|twd/.test(before)) return 'TWD';
  if (/₹/.test(before)) return 'INR';
  const code = /^(?:sar|aed|qar|omr|jod|kwd|bhd|inr|sgd|myr|thb)$/.exec(before)?.[0];
  return code?.toUpperCase() ?? 'USD';
}

function plain(value: number): string {
  return String(Number(value.toFixed(6)));
}

// A label is what stands between the value and the sentence mark before it.
function lastWords(text: string): string {
  const last = text.split(/[,.;!?。、；！？|()[\]\n]/).findLast((part) => /[\p{L}]/u.test(part));
  return (last ?? '')
    .replace(/[:\s]+$/, '')
    .replace(/[第约共逾近达为]+$/, '')
    .trim()
    .slice(-40);
}

function lettersIn(text: string): number {
  return text.replace(/[^\p{L}]/gu, '').length;
}

function firstWords(text: string): string {
  const first = text.split(/[,.:;!?。、；！？|()[\]\n]/).find((part) => /[\p{L}]/u.test(part));
  return (first ?? '').trim().slice(0, 40);
}
