// The constants of HPACK: the static table and the Huffman code (RFC 7541, appendices A and B).

/** What an entry of the dynamic table counts beyond its texts (§4.1). */
export const ENTRY_OVERHEAD_BYTES = 32;

/** Appendix A; the first entry has index 1. */
export const STATIC_TABLE: readonly (readonly [name: string, value: string])[] = `
:authority
:method: GET
:method: POST
:path: /
:path: /index.html
:scheme: http
:scheme: https
:status: 200
:status: 204
:status: 206
:status: 304
:status: 400
:status: 404
:status: 500
accept-charset
accept-encoding: gzip, deflate
accept-language
accept-ranges
accept
access-control-allow-origin
age
allow
authorization
cache-control
content-disposition
content-encoding
content-language
content-length
content-location
content-range
content-type
cookie
date
etag
expect
expires
from
host
if-match
if-modified-since
if-none-match
if-range
if-unmodified-since
last-modified
link
location
max-forwards
proxy-authenticate
proxy-authorization
range
referer
refresh
retry-after
server
set-cookie
strict-transport-security
transfer-encoding
user-agent
vary
via
www-authenticate`
  .trim()
  .split('\n')
  .map((line) => {
    const [name = '', value = ''] = line.split(': ');
    return [name, value];
  });

// Appendix B: bits of the code of each octet and, last, of EOS; one digit each, base 36. The code is
// canonical: shorter codes come first, and among those of one length the smaller octet.
const CODE_BITS =
  'dnsssssssoussussssssssusssssssss6aacd68baa8b8666555666666678f6cad677777777777777777777' +
  '77878djde6f56565666577666567655677777fbedskmkkmmmnmnnnnnonoomnonnnnlmnmnnomlkmmnnlnmmo' +
  'lmnnllmlnmnnkmmmnmmnqqkjmnmpqqqrrqopjlqrrqrollqqsrrrkoklmllnmmppooqnqrqqrrrrrsrrrrrqu';

interface Code {
  readonly symbol: number;
  readonly bits: number;
  readonly code: number;
}

const CODES: readonly Code[] = canonicalCodes();
const LONGEST_BITS = CODES.at(-1)?.bits ?? 0;
/** Symbol by `bits` and `code`. */
const SYMBOLS: ReadonlyMap<number, number> = new Map(
  CODES.map(({ symbol, bits, code }) => [keyOf(bits, code), symbol]),
);
const EOS = 256;

function canonicalCodes(): readonly Code[] {
  const bitsOf = [...CODE_BITS].map((digit) => Number.parseInt(digit, 36));
  const symbols = [...bitsOf.keys()].sort((a, b) => (bitsOf[a] ?? 0) - (bitsOf[b] ?? 0) || a - b);
  let next = 0;
  let before = 0;
  return symbols.map((symbol) => {
    const bits = bitsOf[symbol] ?? 0;
    next *= 2 ** (bits - before);
    before = bits;
    next += 1;
    return { symbol, bits, code: next - 1 };
  });
}

function keyOf(bits: number, code: number): number {
  return code * 32 + bits;
}

/**
 * The text behind a Huffman code, one character per byte (§5.2).
 * @throws RangeError when it is not one
 */
export function huffmanText(bytes: Buffer): string {
  const symbols: number[] = [];
  let code = 0;
  let bits = 0;
  for (const byte of bytes) {
    for (let mask = 0x80; mask > 0; mask >>= 1) {
      code = code * 2 + ((byte & mask) === 0 ? 0 : 1);
      bits += 1;
      const symbol = SYMBOLS.get(keyOf(bits, code));
      if (symbol === undefined) {
        if (bits >= LONGEST_BITS) throw new RangeError('a Huffman code that stands for nothing');
        continue;
      }
      if (symbol === EOS) throw new RangeError('an end of text within a text');
      symbols.push(symbol);
      code = 0;
      bits = 0;
    }
  }
  // Padding: fewer than 8 bits, all of them ones.
  if (bits > 7 || code !== 2 ** bits - 1) throw new RangeError('padding that is none');
  return Buffer.from(symbols).toString('latin1');
}
