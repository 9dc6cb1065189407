// Values -> the one JSON text that stands for them (RFC 8785, JCS), and text -> value by a parser
// that refuses what two readers could take in two ways (I-JSON, RFC 7493 §2).

/**
 * The RFC 8785 text of a JSON value.
 * @throws TypeError for what JSON cannot say: undefined, NaN, infinities, bigint, functions, lone surrogates, cycles.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$', new Set());
}

/** The RFC 8785 text as UTF-8. */
export function canonicalBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(canonicalJson(value));
}

function write(value: unknown, where: string, open: Set<object>): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return writeString(value, where);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${where}: ${value} is not a JSON number`);
    return JSON.stringify(value); // ECMAScript's own form is what RFC 8785 §3.2.2.3 asks for.
  }
  if (typeof value !== 'object') throw new TypeError(`${where}: ${typeof value} is not JSON`);
  if (open.has(value)) throw new TypeError(`${where}: the value contains itself`);
  open.add(value);
  const text = Array.isArray(value)
    ? `[${Array.from(value, (item: unknown, i) => write(item, `${where}[${i}]`, open)).join(',')}]`
    : writeObject(value, where, open);
  open.delete(value);
  return text;
}

function writeObject(value: object, where: string, open: Set<object>): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`${where}: only plain objects and arrays are JSON`);
  }
  // Default sort compares UTF-16 code units, as RFC 8785 §3.2.3 asks.
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${writeString(key, where)}:${write(item, `${where}.${key}`, open)}`);
  return `{${members.join(',')}}`;
}

function writeString(value: string, where: string): string {
  if (!isWellFormed(value)) throw new TypeError(`${where}: lone surrogate in a string`);
  return JSON.stringify(value); // escapes exactly as RFC 8785 §3.2.2.2 for well-formed strings
}

function isWellFormed(value: string): boolean {
  return !/\p{Surrogate}/u.test(value);
}

/**
 * The value of a JSON text; bytes must be UTF-8 without a byte order mark.
 * @throws SyntaxError naming the place: not JSON, a member named twice, a lone surrogate, a number beyond a double.
 */
export function parseStrictJson(source: string | Uint8Array): unknown {
  const text = typeof source === 'string' ? source : decodeUtf8(source);
  if (text.length > LARGE_CHARS) refuseCrowded(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(describe(error, text), { cause: error });
  }
  refuseAmbiguous(text);
  return value;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new SyntaxError('not valid UTF-8', { cause: error });
  }
}

/** Longer texts are counted before they are read. */
const LARGE_CHARS = 16 * 2 ** 20;
/** Each value takes tens of bytes of memory, and may take three characters of text. */
const MAX_VALUES = 8_000_000;
const [COMMA, BRACE, BRACKET] = [0x2c, 0x7b, 0x5b];

/** A text of little else than brackets and commas would fill the memory when it is read. */
function refuseCrowded(text: string): void {
  let values = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === COMMA || code === BRACE || code === BRACKET) values += 1;
  }
  if (values > MAX_VALUES) throw new SyntaxError(`over ${MAX_VALUES} values`);
}

const TOKEN = /["{}[\],]|-?\d[\d.eE+-]*/g;

/** Walks the tokens of a text that is known to be JSON, so that no depth of nesting can exhaust the stack. */
function refuseAmbiguous(text: string): void {
  // One entry per open bracket: the names seen so far in an object, null in an array.
  const open: (Set<string> | null)[] = [];
  let isNameNext = false;
  const tokens = new RegExp(TOKEN);
  for (let match = tokens.exec(text); match !== null; match = tokens.exec(text)) {
    const [token] = match;
    const names = open.at(-1);
    if (token === '"') {
      tokens.lastIndex = endOfString(text, match.index);
      const string = readString(text, match.index, tokens.lastIndex);
      if (isNameNext && names) addName(names, string, text, match.index);
      isNameNext = false;
    } else if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : null);
      isNameNext = token === '{';
    } else if (token === '}' || token === ']') {
      open.pop();
      isNameNext = false;
    } else if (token === ',') {
      isNameNext = names instanceof Set;
    } else if (!Number.isFinite(Number(token))) {
      throw new SyntaxError(`${token} is too large ${position(text, match.index)}`);
    }
  }
}

function addName(names: Set<string>, name: string, text: string, index: number): void {
  if (names.has(name)) {
    throw new SyntaxError(`${JSON.stringify(name)} is named twice ${position(text, index)}`);
  }
  names.add(name);
}

/** Behind the closing quote of the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (text[index] !== '"') index += text[index] === '\\' ? 2 : 1;
  return index + 1;
}

function readString(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  const string = raw.includes('\\') ? String(JSON.parse(`"${raw}"`)) : raw;
  if (!isWellFormed(string)) throw new SyntaxError(`lone surrogate ${position(text, start)}`);
  return string;
}

function describe(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const at = /at position (\d+)/.exec(message)?.[1];
  if (at !== undefined) return `not JSON ${position(text, Number(at))}`;
  if (message.includes('Unexpected end')) return `not JSON ${position(text, text.length)}`;
  // For a token that stands nowhere in JSON, Node 20 quotes the place instead of counting to it.
  return `not JSON: ${message}`;
}

function position(text: string, index: number): string {
  const before = text.slice(0, index);
  const line = before.split('\n').length;
  return `at line ${line}, column ${index - before.lastIndexOf('\n')}`;
}
