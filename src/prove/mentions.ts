// Whether a body says certain words, in whatever way bodies are written. In doubt it does: what cannot
// be read is not shown to be free of them.
import * as zlib from 'node:zlib';

type Unzip = (body: Uint8Array, options: zlib.ZlibOptions) => Buffer;
/** Not before Node 22.15, and not in the types of Node 20. */
const unzstd = (zlib as { readonly zstdDecompressSync?: Unzip }).zstdDecompressSync;
const LONGEST_BYTES = 256 * 2 ** 20;
/** Those of the sites watched, beside what a page declares. */
const CHARACTER_SETS = [
  'utf-8',
  'gb18030',
  'big5',
  'windows-1256',
  'utf-16le',
  'shift_jis',
  'euc-kr',
];
const WRITTEN =
  /&#(x[0-9a-f]{1,6}|[0-9]{1,7});|\\u([0-9a-f]{4})|&(amp|lt|gt|quot);|(?:%[0-9a-f]{2})+/gi;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** Pixels and sounds: what they show is for whoever looks at them. */
const NO_TEXT = /^content-type:[ \t]*(?:image\/(?!svg)|video\/|audio\/|font\/)/im;

/** True where the body, with the head it came with, says the words, or cannot be read. */
export function mentions(body: Uint8Array, head: string | null, words: string): boolean {
  if (NO_TEXT.test(head ?? '')) return false;
  const bytes = decoded(body, head);
  if (bytes === null) return true;
  const wanted = spaceless(words);
  const declared = /charset="?([\w-]+)/i.exec(head ?? '')?.[1] ?? 'utf-8';
  return [...new Set([...CHARACTER_SETS, declared])].some((label) => {
    const text = textOf(bytes, label);
    return (
      text !== null && (spaceless(text).includes(wanted) || spaceless(plain(text)).includes(wanted))
    );
  });
}

/** Words are found across line ends, marks of direction and capital letters. */
function spaceless(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/<[^<>]{0,200}>|[\s\p{Cf}]+/gu, '')
    .toLowerCase();
}

function textOf(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return null;
  }
}

/** Characters that are written by number or name. */
function plain(text: string): string {
  return text.replaceAll(WRITTEN, (written, byNumber: string, byCode: string, name: string) => {
    if (name) return NAMED[name.toLowerCase()] ?? written;
    if (byCode) return String.fromCharCode(Number.parseInt(byCode, 16));
    if (byNumber) {
      const number = Number(/^x/i.test(byNumber) ? `0${byNumber}` : byNumber);
      return number <= 0x10ffff ? String.fromCodePoint(number) : written;
    }
    return Buffer.from(written.replaceAll('%', ''), 'hex').toString();
  });
}

function decoded(body: Uint8Array, head: string | null): Uint8Array | null {
  const coding = /^content-encoding:[ \t]*([^\r\n]*)/im.exec(head ?? '')?.[1]?.trim();
  const options = { maxOutputLength: LONGEST_BYTES };
  try {
    switch (coding?.toLowerCase() ?? '') {
      case '':
      case 'identity':
        return body;
      case 'br':
        return zlib.brotliDecompressSync(body, options);
      case 'gzip':
      case 'x-gzip':
      case 'deflate':
        return zlib.unzipSync(body, options);
      case 'zstd':
        return unzstd?.(body, options) ?? null;
      default:
        return null;
    }
  } catch {
    return null;
  }
}
