// Numbers written in words -> numbers: Chinese (六十五万, 二〇〇六, 壹佰) and English (sixty-five thousand).
const HAN_DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  壹: 1,
  贰: 2,
  叁: 3,
  肆: 4,
  伍: 5,
  陆: 6,
  柒: 7,
  捌: 8,
  玖: 9,
};
const HAN_POWERS: Readonly<Record<string, number>> = {
  十: 10,
  拾: 10,
  百: 100,
  佰: 100,
  千: 1000,
  仟: 1000,
};
const ENGLISH_NUMBERS: ReadonlyMap<string, number> = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, value) => [word, value] as const)
    .concat(
      'twenty thirty forty fifty sixty seventy eighty ninety'
        .split(' ')
        .map((word, index) => [word, (index + 2) * 10] as const),
    ),
);

/** The value of a Chinese numeral (simplified characters), or null when it is none. */
export function parseHanNumber(text: string): number | null {
  if (text === '半') return 0.5;
  if (/^[零〇一二三四五六七八九]{2,}$/.test(text)) {
    return Number([...text].map((char) => HAN_DIGITS[char] ?? 0).join(''));
  }
  if (!/[一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾]/.test(text)) return null;
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  for (const char of text) {
    const power = HAN_POWERS[char];
    if (power !== undefined) {
      // A bare 十 at the start is ten.
      section += (digit ?? (section === 0 && power === 10 ? 1 : 0)) * power;
      digit = null;
    } else if (char === '万') {
      total += (section + (digit ?? 0)) * 10_000;
      section = 0;
      digit = null;
    } else if (char === '亿') {
      total = (total + section + (digit ?? 0)) * 100_000_000;
      section = 0;
      digit = null;
    } else {
      digit = HAN_DIGITS[char] ?? null;
    }
  }
  return total + section + (digit ?? 0);
}

/** The value of an English numeral in lower case, or null when it is none. */
export function parseEnglishNumber(text: string): number | null {
  let total = 0;
  let section = 0;
  for (const word of text.split(/[ -]+/)) {
    const value = ENGLISH_NUMBERS.get(word);
    if (value !== undefined) section += value;
    else if (word === 'hundred') section = Math.max(1, section) * 100;
    else if (word === 'thousand' || word === 'million') {
      total += Math.max(1, section) * (word === 'thousand' ? 1000 : 1_000_000);
      section = 0;
    } else if (word !== 'and') return null;
  }
  return total + section;
}

const ARABIC_NUMBERS: ReadonlyMap<string, number> = new Map(
  (
    [
      ['صفر', 0],
      ['واحد|واحده|احد|احدي', 1],
      ['اثنان|اثنين|اثنتان|اثنتين|اثنا|اثني|اثنتا|اثنتي', 2],
      ['ثلاثه|ثلاث', 3],
      ['اربعه|اربع', 4],
      ['خمسه|خمس', 5],
      ['سته|ست', 6],
      ['سبعه|سبع', 7],
      ['ثمانيه|ثماني|ثمان', 8],
      ['تسعه|تسع', 9],
      ['عشره|عشر', 10],
      ['عشرون|عشرين', 20],
      ['ثلاثون|ثلاثين', 30],
      ['اربعون|اربعين', 40],
      ['خمسون|خمسين', 50],
      ['ستون|ستين', 60],
      ['سبعون|سبعين', 70],
      ['ثمانون|ثمانين', 80],
      ['تسعون|تسعين', 90],
      ['مئه|مائه', 100],
      ['مئتان|مئتين|مئتا|مئتي|مائتان|مائتين|مائتا|مائتي', 200],
      ['ثلاثمئه|ثلاثمائه', 300],
      ['اربعمئه|اربعمائه', 400],
      ['خمسمئه|خمسمائه', 500],
      ['ستمئه|ستمائه', 600],
      ['سبعمئه|سبعمائه', 700],
      ['ثمانمئه|ثمانمائه|ثمانيمائه', 800],
      ['تسعمئه|تسعمائه', 900],
      ['الفان|الفين', 2000],
    ] as const
  ).flatMap(([words, value]) => words.split('|').map((word) => [word, value] as const)),
);
const ARABIC_POWERS: ReadonlyMap<string, number> = new Map([
  ['الف', 1000],
  ['الفا', 1000],
  ['الاف', 1000],
  ['مليون', 1_000_000],
  ['ملايين', 1_000_000],
]);

/** The words an Arabic numeral is made of, letter variants united, for a pattern; longest first. */
export const ARABIC_NUMBER_WORDS: string = [...ARABIC_NUMBERS.keys(), ...ARABIC_POWERS.keys()]
  .sort((a, b) => b.length - a.length)
  .join('|');

/** The value of an Arabic numeral in words (خمسه وسبعين, ثلاثه الاف), or null when it is none. */
export function parseArabicNumber(text: string): number | null {
  let total = 0;
  let section = 0;
  for (const raw of text.split(/\s+/)) {
    const known = ARABIC_NUMBERS.has(raw) || ARABIC_POWERS.has(raw);
    const word = known ? raw : raw.replace(/^و/, '');
    const power = ARABIC_POWERS.get(word);
    const value = ARABIC_NUMBERS.get(word);
    if (power !== undefined) {
      total += Math.max(1, section) * power;
      section = 0;
    } else if (value !== undefined) section += value;
    else return null;
  }
  return total + section;
}
