// Text -> the dates in it, of the common era: by numbers, by names of months in English and Arabic, in
// Chinese numerals, by the years of the Republic of China and by the Hijri calendar.
import { parseHanNumber } from './numerals.js';
import { type Token, token } from './token.js';

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
// Russian and Turkish, as `mapText` gives their beginnings.
const OTHER_MONTHS = [
  'янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек',
  'ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık',
].map((names) => names.split('|'));
const OTHER_DATE = new RegExp(
  `(?<!\\d)(?:(\\d{1,2}) )?(?<!\\p{L})(${OTHER_MONTHS.flat().join('|')})\\p{L}{0,6} (\\d{4})(?!\\d)`,
  'gu',
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
const YEAR = /(?<!\d)((?:19|20)\d{2}) ?年(?! ?\d)/g;
const YEAR_IN_WORDS =
  /(?:\b(?:in|since|from|until|till|by|of|year|before|after|early|late|end of)|عام|سنه|منذ|حتي|في) ((?:19|20)\d{2})(?![\d,.]?\d| ?(?:%|cases|patients|beds))/g;
const DAY_FIRST = /(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d{2})(?!\d)/g;
// The year of the common era may stand behind it.
const REPUBLIC =
  /民国 ?(\d{1,3}|[零〇一二三四五六七八九十百]{1,6}|元) ?年(?: ?\((?:西元|公元)? ?\d{4} ?年?\))?(?: ?(\d{1,2}|[一二三四五六七八九十]{1,3}) ?月(?: ?(\d{1,2}|[一二三四五六七八九十廿]{1,3}) ?[日号])?)?/g;
// Taiwan counts its years from 1911: 113年3月, 112/05/03.
const REPUBLIC_SHORT =
  /(?<!\d)(1[01]\d) ?[年/] ?(\d{1,2})(?: ?月|(?=\/\d))(?: ?\/?(\d{1,2}) ?[日号]?)?(?!\d)/g;
// Behind a word of dates with hyphens as well: 資料更新日期：103-01-06.
const REPUBLIC_HYPHENED =
  /(?<=(?:日期|时间|更新|修订|发布|刊登|截至)[:：于]? ?)(\d{2,3})-(\d{1,2})-(\d{1,2})(?!\d|-)/g;
// 5/8(三)
const WITH_WEEKDAY =
  /(?<![\d/.]) ?(\d{1,2})[/.](\d{1,2}) ?\((?:周|星期|礼拜)?[一二三四五六日天]\)/g;
const MONTH_AND_DAY = /(?<![\d年] ?)(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]/g;
const HAN_DATE =
  /([〇零○一二三四五六七八九]{4}) ?年(?: ?([一二三四五六七八九十]{1,3}) ?月(?: ?([一二三四五六七八九十廿]{1,3}) ?[日号])?)?/g;
// 11-13 before or behind the entry of a list.
const SHORT_DATE =
  /(?:^|(?<=^[[(]))(0[1-9]|1[0-2])[-/](0[1-9]|[12]\d|3[01])(?=[\])]? *[\p{L}"“《【])|(?<=[\p{L}\p{P}] *[[(]?)(?<![\d][-/.]?)(0[1-9]|1[0-2])[-/](0[1-9]|[12]\d|3[01])(?=[\])]?$)|(?<=[[(])(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?=[\])])/gu;
// 4/12 before what is on that day; so many of so many is no day.
const DAY_BEFORE =
  /^(\d{1,2})\/(\d{1,2}) (?=(?!(?:of|的|患者|病人|病例|供体|patients?|donors?|cases?|kidneys|livers|organs|operations|transplants|grafts|recipients|供[者体]|受[者体]|من|المرضي|مرضي|(?:ال)?(?:حالات|عمليات|كلي|اكباد|اعضاء)|متبرع\p{L}*)(?!\p{L}))[\p{L}\p{sc=Han}]{2}.{0,48}$)/gu;
// 17/10 at the end of one, the day first: no month has that number. So many of so many is no day.
const SHORT_DAY_FIRST =
  /(?<=[\p{L}\p{P}] *[[(]?)(?<![\d][-/.]?)(?<!(?:存活|匹配|年龄|病[房床]|比例|\b(?:surviv\w+|match\w*|ages?|aged|rooms?|beds?|ratio)|\p{L}\/\p{L}\P{Nd}{0,20}|血压|^\P{Nd}{0,6}(?:成功|供[者体]|受[者体])|^\P{Nd}{0,24}\b(?:taken|given|used|transplanted|recipients))[ :：[(]{0,3})(1[3-9]|2\d|3[01])[-/](0[1-9]|1[0-2])(?=[\])]?$)/gu;
// With the hour, as a clock shows it: 03-18 10:30.
const DAY_AND_HOUR = /(?<![\d-])(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?= \d{1,2}:\d{2}(?!\d))/g;
const HIJRI_MONTHS = [
  'محرم',
  'صفر',
  'ربيع الاول',
  'ربيع (?:الاخر|الثاني)',
  'جمادي الاول[يه]',
  'جمادي (?:الاخر[هي]|الثاني[هة]?)',
  'رجب',
  'شعبان',
  'رمضان',
  'شوال',
  'ذ[وي] القعده',
  'ذ[وي] الحجه',
];
const HIJRI = new RegExp(`(\\d{1,2}) (${HIJRI_MONTHS.join('|')})(?:,? (\\d{4}))?`, 'g');
/** Days from the beginning of the Hijri era to 1970, by the tabular calendar. */
const HIJRA_TO_1970 = 492_149;

/** The month an Arabic text names, from 1; 0 where it names none. */
export function arabicMonthIn(text: string): number {
  const name = new RegExp(`(?<!\\p{L})(${ANY_ARABIC_MONTH})(?!\\p{L})`, 'u').exec(text)?.[1] ?? '';
  return Math.max(ARABIC_MONTHS.indexOf(name), LEVANTINE_MONTHS.indexOf(name)) + 1;
}

/** Every date in `text`, as `2006-07-14`, `2006-07`, `2006` or, without its year, `-07-14`. */
export function findDates(text: string): readonly Token[] {
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
    const [year, month, day] = match.slice(1, 4).map(numberOf);
    const common = String((year ?? 1) + 1911);
    found.push(token('date', match, month === undefined ? common : dateOf(common, month, day)));
  }
  for (const match of text.matchAll(WITH_WEEKDAY)) {
    if (Number(match[1]) < 1 || Number(match[1]) > 12 || Number(match[2]) > 31) continue;
    found.push(token('date', match, dateOf('', match[1], match[2])));
  }
  for (const match of text.matchAll(REPUBLIC_SHORT)) {
    if (Number(match[2]) < 1 || Number(match[2]) > 12) continue;
    found.push(token('date', match, dateOf(String(Number(match[1]) + 1911), match[2], match[3])));
  }
  for (const match of text.matchAll(REPUBLIC_HYPHENED)) {
    const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
    if (year < 60 || year > 150 || month < 1 || month > 12 || day < 1 || day > 31) continue;
    found.push(token('date', match, dateOf(String(year + 1911), match[2], match[3])));
  }
  for (const match of text.matchAll(MONTH_AND_DAY)) {
    found.push(token('date', match, dateOf('', match[1], match[2])));
  }
  for (const match of text.matchAll(DAY_BEFORE)) {
    const [month, day] = [Number(match[1]), Number(match[2])];
    if (month < 1 || month > 12 || day < 1 || day > 31) continue;
    found.push(token('date', match, dateOf('', match[1], match[2])));
  }
  for (const match of text.matchAll(SHORT_DAY_FIRST)) {
    found.push(token('date', match, dateOf('', match[2], match[1])));
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
  for (const match of text.matchAll(DAY_AND_HOUR)) {
    found.push(token('date', match, dateOf('', match[1], match[2])));
  }
  for (const match of text.matchAll(HIJRI)) {
    const month = HIJRI_MONTHS.findIndex((name) => new RegExp(`^${name}$`).test(match[2] ?? ''));
    found.push(token('date', match, fromHijri(match[3], month + 1, Number(match[1]))));
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
  for (const match of text.matchAll(OTHER_DATE)) {
    const month = OTHER_MONTHS.map((names) =>
      names.findIndex((name) => new RegExp(`^${name}$`, 'u').test(match[2] ?? '')),
    );
    found.push(token('date', match, dateOf(match[3], Math.max(...month) + 1, match[1])));
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

function dateOf(year = '', month: string | number = '', day?: string | number): string {
  const start = `${year}-${String(month).padStart(2, '0')}`;
  return day === undefined ? start : `${start}-${String(day).padStart(2, '0')}`;
}

/** 93, 九十三 and 元, the first; undefined for what is not there. */
function numberOf(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  if (/\d/.test(written)) return Number(written);
  return parseHanNumber(written.replace('元', '一').replace('廿', '二十')) ?? undefined;
}

/** By the tabular calendar, a day from the seen moon at most; without a year nobody knows which day. */
function fromHijri(year: string | undefined, month: number, day: number): string {
  if (year === undefined) return dateOf('', month, day);
  const years = Number(year);
  const days =
    Math.floor((11 * years + 3) / 30) +
    354 * (years - 1) +
    30 * (month - 1) -
    Math.floor((month - 1) / 2) +
    day;
  return new Date((days - HIJRA_TO_1970) * 86_400_000).toISOString().slice(0, 10);
}
