// Record headers <-> bytes (WARC/1.1, ISO 28500:2017), and the few facts an index needs from the
// HTTP header block in a record.

export type WarcType = 'warcinfo' | 'request' | 'response' | 'resource' | 'metadata';

export type WarcField = readonly [name: string, value: string];

/** Behind the block of every record (WARC/1.1 §4). */
export const RECORD_END = Buffer.from('\r\n\r\n');

/** A record's header, or an HTTP header block, larger than this is refused. */
export const MAX_HEAD_BYTES = 2 ** 20;

const VERSION = 'WARC/1.1';
/** Fields that may come more than once (WARC/1.1 §5.7; IIPC warc-specifications #42). */
const REPEATABLE = new Set(['warc-concurrent-to', 'warc-protocol']);
const MANDATORY = ['WARC-Type', 'WARC-Record-ID', 'WARC-Date', 'Content-Length'];
const FIELD = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+): ([^\r\n]*)$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused.
const CONTROL = /[\u0000-\u001f\u007f]/;

/**
 * The header of a record, up to and with its empty line.
 * @throws RangeError for a value that would break the framing
 */
export function writeWarcHead(fields: readonly WarcField[]): Buffer {
  const lines = fields.map(([name, value]) => {
    if (CONTROL.test(value)) throw new RangeError(`${name} has control characters`);
    return `${name}: ${value}\r\n`;
  });
  return Buffer.from(`${VERSION}\r\n${lines.join('')}\r\n`);
}

/**
 * The fields of a record's header. No folding, no repeated field, no second spelling.
 * @throws SyntaxError
 */
export function parseWarcHead(head: Uint8Array): readonly WarcField[] {
  const text = decodeUtf8(head);
  const [version, ...rest] = text.split('\r\n');
  if (version !== VERSION) throw new SyntaxError(`a record begins with ${VERSION}`);
  if (rest.splice(-2).some((line) => line !== '')) {
    throw new SyntaxError('the header of a record ends in an empty line');
  }
  const fields = rest.map(parseField);
  const seen = new Set<string>();
  for (const [name] of fields) {
    const key = name.toLowerCase();
    if (seen.has(key) && !REPEATABLE.has(key)) throw new SyntaxError(`${name} is given twice`);
    seen.add(key);
  }
  for (const name of MANDATORY) {
    if (!seen.has(name.toLowerCase())) throw new SyntaxError(`${name} is missing`);
  }
  return fields;
}

/**
 * The fields of a record's header as others write them: WARC/1.0 too, any spacing, repeated fields.
 * @throws SyntaxError
 */
export function parseAnyWarcHead(head: Uint8Array): readonly WarcField[] {
  const [version = '', ...lines] = decodeUtf8(head)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  if (!/^WARC\/(?:0\.1[78]|1\.[01])$/.test(version)) {
    throw new SyntaxError(`a record begins with ${JSON.stringify(version.slice(0, 40))}`);
  }
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const colon = line.indexOf(':');
      if (colon < 1)
        throw new SyntaxError(`not a header line: ${JSON.stringify(line.slice(0, 80))}`);
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    });
}

function parseField(line: string): WarcField {
  const [, name, value] = FIELD.exec(line) ?? [];
  if (name === undefined || value === undefined || CONTROL.test(value)) {
    throw new SyntaxError(`not a header line: ${JSON.stringify(line.slice(0, 80))}`);
  }
  return [name, value];
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new SyntaxError('the header of a record is not UTF-8', { cause: error });
  }
}

/** The first value of a field, whatever the case of its name. */
export function fieldOf(fields: readonly WarcField[], name: string): string | null {
  const key = name.toLowerCase();
  return fields.find(([other]) => other.toLowerCase() === key)?.[1] ?? null;
}

/**
 * Content-Length as a number of bytes.
 * @throws SyntaxError
 */
export function contentLengthOf(fields: readonly WarcField[]): number {
  const value = fieldOf(fields, 'Content-Length') ?? '';
  const length = Number(value);
  if (!/^(?:0|[1-9]\d*)$/.test(value) || !Number.isSafeInteger(length)) {
    throw new SyntaxError(`not a Content-Length: ${value.slice(0, 40)}`);
  }
  return length;
}

/** Status and media type that an HTTP response block declares; null where it does not. */
export function responseFacts(head: string): { status: number | null; mediaType: string | null } {
  return {
    status: statusOf(head),
    mediaType: mediaTypeOf(headerOf(head, 'content-type')),
  };
}

/**
 * The status code of a header block as Chromium reads it (HttpResponseHeaders::ParseStatusLine), for a
 * page that answers `HTTP/1.1  200` or `HTTP/1.1` is shown all the same: digits behind the first space,
 * 200 where there are none. Null for what is no HTTP.
 */
export function statusOf(head: string): number | null {
  if (!head.startsWith('HTTP/')) return null;
  const digits = /^[^ \r\n]* +(\d+)/.exec(head)?.[1] ?? '200';
  return Math.min(Number(digits), 2 ** 31 - 1);
}

/** `Text/HTML; charset=gbk` -> `text/html`; null for what is not a media type. */
export function mediaTypeOf(contentType: string | null): string | null {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return /^[\w.+-]+\/[\w.+*-]+$/.test(type) ? type : null;
}

/** The first value of an HTTP header in a header block; null when it is not there. */
export function headerOf(head: string, name: string): string | null {
  for (const line of head.split('\r\n').slice(1)) {
    const colon = line.indexOf(':');
    if (colon > 0 && line.slice(0, colon).trim().toLowerCase() === name) {
      return line.slice(colon + 1).trim();
    }
  }
  return null;
}
