// Header lists of the NetLog -> header blocks as in RFC 9112: isomorphic strings, CRLF at line ends.
import { STATUS_CODES } from 'node:http';

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
export function http2RequestBlock(headers: readonly string[]): string {
  const pseudo = new Map<string, string>();
  const fields: string[] = [];
  for (const header of headers) {
    const match = /^(:[a-z]+): ([\s\S]*)$/.exec(unescapeHeader(header));
    if (match === null) fields.push(header);
    else pseudo.set(match[1] ?? '', match[2] ?? '');
  }
  const target = pseudo.get(':path') ?? pseudo.get(':authority') ?? '';
  const host = pseudo.get(':authority');
  return headerBlock([
    `${pseudo.get(':method') ?? 'GET'} ${target} HTTP/1.1`,
    ...(host === undefined ? [] : [`Host: ${host}`]),
    ...fields,
  ]);
}

/** An HTTP/2 response's headers likewise; the reason phrase HTTP/2 lacks is the registered one. */
export function http2ResponseBlock(lines: readonly string[]): string {
  const [first = '', ...fields] = lines;
  const status = statusOf(first);
  const reason = status === null ? '' : (STATUS_CODES[status] ?? '');
  return headerBlock([`HTTP/1.1 ${status ?? '000'} ${reason}`, ...fields]);
}

/** The status code in a status line, or null. */
export function statusOf(statusLine: string): number | null {
  const match = /^HTTP\/[0-9.]+\s+([0-9]{3})/.exec(statusLine);
  return match === null ? null : Number(match[1]);
}
