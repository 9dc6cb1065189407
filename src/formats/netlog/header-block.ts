// Header lists of the NetLog -> header blocks as in RFC 9112: isomorphic strings, CRLF at line ends.
import { STATUS_CODES } from 'node:http';
import type { HeaderField } from './hpack.js';

// What NetLogStringValue of net/log/net_log_values.cc puts before anything that is not ASCII.
const ESCAPED = '%ESCAPED:\u200b ';

/** The text as the wire had it, one character per byte. */
export function unescapeHeader(text: string): string {
  if (!text.startsWith(ESCAPED)) return text;
  return text
    .slice(ESCAPED.length)
    .replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
}

/** The block of a list whose first element is the start line. */
export function headerBlock(lines: readonly string[]): string {
  return `${lines.map((line) => `${unescapeHeader(line).replace(/[\r\n]+$/, '')}\r\n`).join('')}\r\n`;
}

/** An HTTP/2 request's headers as the HTTP/1.1 block that says the same (RFC 9113 §8.3.1). */
export function http2RequestBlock(fields: readonly HeaderField[]): string {
  const pseudo = new Map(fields.filter(isPseudo));
  const target = pseudo.get(':path') ?? pseudo.get(':authority') ?? '';
  const host = pseudo.get(':authority');
  // RFC 8441 §4: a WebSocket begins with CONNECT, and says so.
  const protocol = pseudo.get(':protocol');
  return headerBlock([
    `${pseudo.get(':method') ?? 'GET'} ${target} HTTP/1.1`,
    ...(host === undefined ? [] : [`Host: ${host}`]),
    ...(protocol === undefined ? [] : [`Upgrade: ${protocol}`]),
    ...linesOf(fields),
  ]);
}

/**
 * An HTTP/2 response's headers likewise, or its trailers; the reason phrase HTTP/2 lacks is the
 * registered one. Null for what no browser takes (RFC 9113 §8.2.1).
 */
export function http2ResponseBlock(
  fields: readonly HeaderField[],
): { readonly block: string; readonly status: number | null } | null {
  if (fields.some(([name, value]) => UNTRANSLATABLE.test(name + value))) return null;
  const status = fields.find(([name]) => name === ':status')?.[1];
  if (status === undefined) return { block: headerBlock(linesOf(fields)), status: null };
  if (!/^[0-9]{3}$/.test(status)) return null;
  const code = Number(status);
  const line = `HTTP/1.1 ${status} ${STATUS_CODES[code] ?? ''}`;
  return { block: headerBlock([line, ...linesOf(fields)]), status: code };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: characters that would end a line.
const UNTRANSLATABLE = /[\u0000\r\n]/;

function isPseudo([name]: HeaderField): boolean {
  return name.startsWith(':');
}

function linesOf(fields: readonly HeaderField[]): readonly string[] {
  return fields.filter((field) => !isPseudo(field)).map(([name, value]) => `${name}: ${value}`);
}

/** The fields of a list as the log has it, `name: value` each. */
export function fieldsOf(lines: readonly string[]): readonly HeaderField[] {
  return lines.map((line) => {
    const text = unescapeHeader(line);
    const colon = text.indexOf(':', 1);
    return [text.slice(0, colon), text.slice(colon + 1).trim()];
  });
}
