// One option of a watch -> what is wrong with it, in words, or null.

const MAX_CLAIM_CHARACTERS = 2000;
const MAX_SELECTOR_CHARACTERS = 1000;

/** A name, label or note: not empty, not longer than `maxCharacters`, no control characters. */
export function checkText(what: string, text: string, maxCharacters: number): string | null {
  if (text === '') return `An empty ${what} is not allowed`;
  if (text.length > maxCharacters) {
    return `The ${what} ${quote(text)} has ${text.length} characters; at most ${maxCharacters} are allowed`;
  }
  const hasControl = /[^\P{Cc}\n\t\r]/u.test(text);
  return hasControl ? `The ${what} ${quote(text)} contains a control character` : null;
}

/** A claim must have something in it that a page can show. */
export function checkClaim(claim: string): string | null {
  if (claim !== '' && !/[\p{L}\p{N}]/u.test(claim)) {
    return `The claim ${quote(claim)} has no letter or digit in it`;
  }
  return checkText('claim', claim, MAX_CLAIM_CHARACTERS);
}

/** Answers already given: every line of a list may name the same zone. */
const checkedZones = new Map<string, string | null>();
const MAX_CHECKED_ZONES = 1000;

/** An IANA time zone such as `Asia/Shanghai` or `UTC`. */
export function checkTimezone(timezone: string): string | null {
  const known = checkedZones.get(timezone);
  if (known !== undefined) return known;
  const problem = isTimezone(timezone)
    ? null
    : `The time zone ${quote(timezone)} is not known; write one such as Asia/Shanghai, Europe/Berlin or UTC`;
  if (checkedZones.size >= MAX_CHECKED_ZONES) checkedZones.clear();
  checkedZones.set(timezone, problem);
  return problem;
}

function isTimezone(timezone: string): boolean {
  // Fixed offsets such as +08:00 are accepted by newer engines only, and know no daylight saving.
  if (!/^[a-z]/i.test(timezone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
    return true;
  } catch {
    return false;
  }
}

/** A BCP 47 language tag such as `zh-Hans` or `ar`. */
export function checkLanguage(tag: string): string | null {
  try {
    Intl.getCanonicalLocales(tag);
    return null;
  } catch {
    return `The language ${quote(tag)} is not a language tag; write one such as zh-CN, en or ar`;
  }
}

/**
 * A CSS selector as far as text alone shows: brackets and quotes are closed, and there is nothing
 * of a rule or of markup in it. The browser has the last word.
 */
export function checkSelector(selector: string): string | null {
  const tooLong = checkText('selector', selector, MAX_SELECTOR_CHARACTERS);
  if (tooLong !== null) return tooLong;
  const reason = selectorProblem(selector);
  return reason === null ? null : `The selector ${quote(selector)} is not valid CSS: ${reason}`;
}

function selectorProblem(selector: string): string | null {
  // Quoted values and escapes may hold anything.
  const bare = selector.replace(/\\./gsu, 'x').replace(/"[^"]*"|'[^']*'/gu, 'x');
  if (/["']/.test(bare)) return 'a quote is not closed';
  const stray = /[{}<;@`/]/.exec(bare);
  if (stray !== null) return `${stray[0]} has no place in a selector`;
  if (!bracketsClose(bare)) return 'a bracket is not closed, or closes nothing';
  if (/^[>+~,]|[>+~,]$|,\s*,/.test(bare)) return 'something is missing beside a > + ~ or comma';
  if (/\(\s*\)|\[\s*\]|[.#:](?![\p{L}\p{N}_:\\-])/u.test(bare)) return 'a name is missing';
  return /[.#]\d/.test(bare) ? 'names do not begin with a digit' : null;
}

function bracketsClose(text: string): boolean {
  const open: string[] = [];
  for (const character of text) {
    if (character === '(' || character === '[') open.push(character);
    if (character === ')' && open.pop() !== '(') return false;
    if (character === ']' && open.pop() !== '[') return false;
  }
  return open.length === 0;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
