// Text -> the dates, times, contacts and quantities in it, as values: 六十五万, 65万 and 650,000 are
// one number; 两周, 14天 and "two weeks" are one duration.
import { mapText } from '../formats/normal-text.js';
import { findContacts } from './contacts.js';
import { fieldWordsIn } from './field-words.js';
import { blankNoise } from './noise.js';
import {
  ARABIC_NUMBER_WORDS,
  parseArabicNumber,
  parseEnglishNumber,
  parseHanNumber,
} from './numerals.js';
import { CURRENCY_BEFORE, MULTIPLIERS, UNITS } from './units.js';

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

const DIGITS = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
const HAN = '[半]|[零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]+';
const ENGLISH_WORD =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million';
const ENGLISH = String.raw`\b(?:${ENGLISH_WORD})(?:[ -](?:and )?(?:${ENGLISH_WORD}))*\b`;
const ARABIC = `(?<!\\p{L})و?(?:${ARABIC_NUMBER_WORDS})(?: و?(?:${ARABIC_NUMBER_WORDS}))*(?!\\p{L})`;
const NUMBER = new RegExp(
  `(?<before>${CURRENCY_BEFORE})? ?(?:(?<digits>(?<![a-z\\d.]|[a-z][-_])(?:${DIGITS}))|(?<han>${HAN})|(?<english>${ENGLISH})|(?<arabic>${ARABIC}))`,
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
const MONTHS =
  /(?:(?<d1>\d{1,2})(?:st|nd|rd|th)? )?\b(?<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:(?<d2>\d{1,2})(?:st|nd|rd|th)?,? )?(?<y>\d{4})\b/g;
/** As `mapText` gives their beginnings. */
export const MONTH_NAMES = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const ARABIC_MONTHS =
  'يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر'.split('|');
// As they are called from Iraq to Lebanon.
const LEVANTINE_MONTHS =
  'كانون الثاني|شباط|اذار|نيسان|ايار|حزيران|تموز|اب|ايلول|تشرين الاول|تشرين الثاني|كانون الاول'.split(
    '|',
  );
const ANY_ARABIC_MONTH = [...ARABIC_MONTHS, ...LEVANTINE_MONTHS].join('|');
// Both names may stand side by side.
const ARABIC_DATE = new RegExp(
  `(\\d{1,2}) (${ANY_ARABIC_MONTH})(?: ?/ ?(?:${ANY_ARABIC_MONTH}))?[,/]? ?(\\d{4})`,
  'g',
);
// Without a year. "may" is a verb as well.
const DAY_OF_MONTH =
  /(?<![\d.,]|\d )(?<d1>\d{1,2})(?:st|nd|rd|th)? (?<m1>jan|feb|mar|apr|may(?= ?(?:$|[^\p{L} ]))|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\b(?!\.?,? ?\d{4})|\b(?<m2>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\.? (?<d2>\d{1,2})(?:st|nd|rd|th)?(?!\d|[,.]\d|,? \d{4}| ?%| (?:patients|cases|people|livers?|kidneys?|transplants|operations))/gu;
const ARABIC_DAY_OF_MONTH = new RegExp(
  `(?<!\\d)(\\d{1,2}) (${ANY_ARABIC_MONTH})(?!\\p{L}|[,/]? ?\\d{4}| ?/)`,
  'gu',
);
const NUMERIC_DATE =
  /(?<!\d)(\d{4}) ?(?:年|[-/.]) ?(?:\(民国 ?\d{2,3} ?年?\) ?)?(\d{1,2}) ?(?:月|[-/.](?=\d))(?: ?(\d{1,2}) ?[日号]?)?(?!\d)/g;
const REGISTRATION = /(?:icp备(?:案)?(?:证)?|icp证|公网安备) ?\d{5,14} ?号?(?:-\d+)?/g;
const YEAR = /(?<!\d)((?:19|20)\d{2}) ?年(?! ?\d)/g;
const YEAR_IN_WORDS =
  /(?:\b(?:in|since|from|until|till|by|of|year|before|after|early|late|end of)|عام|سنه|منذ|حتي|في) ((?:19|20)\d{2})(?![\d,.]?\d| ?(?:%|cases|patients|beds))/g;
const DAY_FIRST = /(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d{2})(?!\d)/g;
// The year of the common era may stand behind it.
const REPUBLIC =
  /民国 ?(\d{2,3}) ?年 ?(?:\((?:西元|公元)? ?\d{4} ?年?\) ?)?(\d{1,2}) ?月 ?(\d{1,2}) ?日/g;
// Taiwan counts its years from 1911: 113年3月, 112/05/03.
const REPUBLIC_SHORT =
  /(?<!\d)(1[01]\d) ?[年/] ?(\d{1,2})(?: ?月|(?=\/\d))(?: ?\/?(\d{1,2}) ?[日号]?)?(?!\d)/g;
const MONTH_AND_DAY = /(?<![\d年] ?)(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]/g;
const HAN_DATE =
  /([〇零○一二三四五六七八九]{4}) ?年(?: ?([一二三四五六七八九十]{1,3}) ?月(?: ?([一二三四五六七八九十廿]{1,3}) ?[日号])?)?/g;
// 11-13 before or behind the entry of a list.
const SHORT_DATE =
  /(?:^|(?<=^[[(]))(0[1-9]|1[0-2])[-/](0[1-9]|[12]\d|3[01])(?=[\])]? *[\p{L}"“《【])|(?<=[\p{L}\p{P}] *[[(]?)(?<![\d][-/.]?)(0[1-9]|1[0-2])[-/](0[1-9]|[12]\d|3[01])(?=[\])]?$)|(?<=[[(])(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?=[\])])/gu;
const HIJRI_MONTHS =
  'محرم|صفر|ربيع الاول|ربيع الاخر|ربيع الثاني|جمادي الاولي|جمادي الاخره|جمادي الثانيه|رجب|شعبان|رمضان|شوال|ذ[وي] القعده|ذ[وي] الحجه';
const HIJRI = new RegExp(`(\\d{1,2}) (${HIJRI_MONTHS})(?:,? (\\d{4}))?`, 'g');
/** Where a room is: 门诊楼10楼1003室. */
const ROOM = /^ ?(?:号?楼|层|诊?室|栋|病区|单元)/;
const ORDINAL_COUNTER = /^ ?[期号届次辑卷版篇批章条款页集季]/;
const ISSUE =
  /第 ?(\d+) ?[期号届次辑卷版篇批集季]|(?:\bno\.|\bissue|\bvol\.|#|العدد|عدد رقم) ?(\d+)\b/;
// 4205a7 counts nothing; 2h30 does.
const IDENTIFIER = /^(?![hd]\d{1,2}(?:h|m|min)?(?![a-z\d]))[a-z]{1,4}\d/;
const TIME = /(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?(?!\d)/g;
const HOUR = /(?<![\d.,:])(\d{1,2}) ?(?:[ap]\.?m(?![a-z])|(?:صباحا?|مساءا?|ص|م)(?!\p{L}))/gu;

/** Every value in `text`, which is in the form `mapText` gives, in order and without overlap. */
export function findTokens(text: string): readonly Token[] {
  const found: Token[] = [];
  const add = (token: Token): void => {
    if (!found.some((other) => token.start < other.end && other.start < token.end)) {
      found.push(token);
    }
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

/** The month an Arabic text names, from 1; 0 where it names none. */
export function arabicMonthIn(text: string): number {
  const name = new RegExp(`(?<!\\p{L})(${ANY_ARABIC_MONTH})(?!\\p{L})`, 'u').exec(text)?.[1] ?? '';
  return Math.max(ARABIC_MONTHS.indexOf(name), LEVANTINE_MONTHS.indexOf(name)) + 1;
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
      ? Number(digits.replaceAll(',', ''))
      : han !== undefined
        ? parseHanNumber(han)
        : english !== undefined
          ? parseEnglishNumber(english)
          : parseArabicNumber(arabic ?? '');
  if (base === null || !Number.isFinite(base)) return null;
  const start = match.index + (/^ /.test(match[0]) ? 1 : 0);
  let end = match.index + match[0].length;
  if (digits !== undefined && IDENTIFIER.test(text.slice(end, end + 12))) return null;
  let value = base;
  const multiplier = MULTIPLIERS.find(([pattern]) => pattern.test(text.slice(end, end + 12)));
  if (multiplier !== undefined && (digits !== undefined || english !== undefined)) {
    end += multiplier[0].exec(text.slice(end, end + 12))?.[0].length ?? 0;
    value *= multiplier[1];
  }
  let unit = before === undefined ? '' : currencyOf(before);
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

function currencyOf(before: string): string {
  if (/[¥]|rmb|cny|人民币/.test(before)) return 'CNY';
  if (/€|eur/.test(before)) return 'EUR';
  if (/£|gbp/.test(before)) return 'GBP';
  if (/hk/.test(before)) return 'HKD';
  if (/nt/.test(before)) return 'TWD';
  return /sar/.test(before) ? 'SAR' : 'USD';
}

function plain(value: number): string {
  return String(Number(value.toFixed(6)));
}

function findDates(text: string): Token[] {
  const found: Token[] = [];
  for (const match of text.matchAll(NUMERIC_DATE)) {
    if (Number(match[2]) < 1 || Number(match[2]) > 12 || Number(match[3] ?? 1) > 31) continue;
    found.push(token('date', match, dateOf(match[1], match[2], match[3])));
  }
  for (const match of text.matchAll(HAN_DATE)) {
    const year = [...(match[1] ?? '')]
      .map((digit) => '〇一二三四五六七八九'.indexOf(digit.replace(/[零○]/, '〇')))
      .join('');
    const [month, day] = [match[2], match[3]].map((han) =>
      han === undefined ? undefined : String(parseHanNumber(han.replace('廿', '二十')) ?? ''),
    );
    found.push(token('date', match, month === undefined ? year : dateOf(year, month, day)));
  }
  for (const match of text.matchAll(DAY_FIRST)) {
    const [day, month] = Number(match[3]) > 12 ? [match[3], match[1]] : [match[1], match[3]];
    if (Number(month) <= 12 && Number(day) <= 31) {
      found.push(token('date', match, dateOf(match[4], month?.padStart(2, '0'), day)));
    }
  }
  for (const match of text.matchAll(REPUBLIC)) {
    found.push(token('date', match, dateOf(String(Number(match[1]) + 1911), match[2], match[3])));
  }
  for (const match of text.matchAll(REPUBLIC_SHORT)) {
    if (Number(match[2]) < 1 || Number(match[2]) > 12) continue;
    found.push(token('date', match, dateOf(String(Number(match[1]) + 1911), match[2], match[3])));
  }
  for (const match of text.matchAll(MONTH_AND_DAY)) {
    found.push(token('date', match, dateOf('', match[1], match[2])));
  }
  for (const match of text.matchAll(SHORT_DATE)) {
    found.push(
      token(
        'date',
        match,
        dateOf('', match[1] ?? match[3] ?? match[5], match[2] ?? match[4] ?? match[6]),
      ),
    );
  }
  for (const match of text.matchAll(HIJRI)) {
    const month = HIJRI_MONTHS.split('|').findIndex((name) =>
      new RegExp(name).test(match[2] ?? ''),
    );
    found.push(token('date', match, dateOf(match[3], String(month + 1), match[1])));
  }
  for (const match of text.matchAll(YEAR_IN_WORDS)) {
    const at = match.index + match[0].length - 4;
    found.push({ kind: 'date', start: at, end: at + 4, value: match[1] ?? '', unit: '' });
  }
  for (const match of text.matchAll(YEAR)) found.push(token('date', match, match[1] ?? ''));
  for (const match of text.matchAll(MONTHS)) {
    const { d1, d2, m, y } = match.groups ?? {};
    const month = MONTH_NAMES.indexOf(m ?? '') + 1;
    found.push(token('date', match, dateOf(y, String(month), d1 ?? d2)));
  }
  for (const match of text.matchAll(DAY_OF_MONTH)) {
    const { d1, d2, m1, m2 } = match.groups ?? {};
    const month = MONTH_NAMES.indexOf(m1 ?? m2 ?? '') + 1;
    if (Number(d1 ?? d2) <= 31) found.push(token('date', match, dateOf('', `${month}`, d1 ?? d2)));
  }
  for (const match of text.matchAll(ARABIC_DAY_OF_MONTH)) {
    const month = arabicMonthIn(match[2] ?? '');
    if (Number(match[1]) <= 31) found.push(token('date', match, dateOf('', `${month}`, match[1])));
  }
  for (const match of text.matchAll(ARABIC_DATE)) {
    const name = match[2] ?? '';
    const month = arabicMonthIn(name);
    found.push(token('date', match, dateOf(match[3], String(month), match[1])));
  }
  return found;
}

function dateOf(year = '', month = '', day?: string): string {
  const start = `${year}-${month.padStart(2, '0')}`;
  return day === undefined ? start : `${start}-${day.padStart(2, '0')}`;
}

function token(kind: TokenKind, match: RegExpExecArray, value: string): Token {
  return { kind, start: match.index, end: match.index + match[0].length, value, unit: '' };
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
