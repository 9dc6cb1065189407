// DER <-> values (X.690 §10): definite lengths in their shortest form only, nothing left over.

export interface Der {
  /** The identifier octet: class, constructed bit and number; numbers above 30 are refused. */
  readonly tag: number;
  readonly content: Uint8Array;
  /** Identifier, length and content as they stood. */
  readonly bytes: Uint8Array;
}

/** The one value in `bytes`. @throws SyntaxError */
export function readDer(bytes: Uint8Array): Der {
  const [value, ...rest] = readAll(bytes);
  if (value === undefined || rest.length > 0) throw new SyntaxError('not a single DER value');
  return value;
}

/** The values inside a constructed one. @throws SyntaxError */
export function childrenOf({ tag, content }: Der): readonly Der[] {
  if ((tag & 0x20) === 0) throw new SyntaxError('a DER value is not constructed');
  return readAll(content);
}

function readAll(bytes: Uint8Array): Der[] {
  const values: Der[] = [];
  for (let at = 0; at < bytes.length; ) {
    const value = readAt(bytes, at);
    values.push(value);
    at += value.bytes.length;
  }
  return values;
}

function readAt(bytes: Uint8Array, at: number): Der {
  const tag = byteAt(bytes, at);
  if ((tag & 0x1f) === 0x1f) throw new SyntaxError('a DER tag of several bytes');
  const first = byteAt(bytes, at + 1);
  const extra = first < 0x80 ? 0 : first - 0x80;
  if (first === 0x80 || extra > 4) throw new SyntaxError('a DER length of another form');
  let length = extra === 0 ? first : 0;
  for (let i = 0; i < extra; i += 1) length = length * 256 + byteAt(bytes, at + 2 + i);
  if (extra > 0 && (length < 0x80 || length < 256 ** (extra - 1))) {
    throw new SyntaxError('a DER length that is not the shortest');
  }
  const start = at + 2 + extra;
  if (start + length > bytes.length) throw new SyntaxError('a DER value is cut off');
  return {
    tag,
    content: bytes.subarray(start, start + length),
    bytes: bytes.subarray(at, start + length),
  };
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new SyntaxError('a DER value is cut off');
  return byte;
}

/** A value of `tag` around the given contents. */
export function writeDer(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const size: number[] = [];
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) size.unshift(rest % 256);
  const length = content.length < 0x80 ? [content.length] : [0x80 + size.length, ...size];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

/** An object identifier in dotted form. */
export function oidOf({ tag, content }: Der): string {
  if (tag !== 0x06) throw new SyntaxError('not an object identifier');
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [first = 0, ...rest] = arcs;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...rest].join('.');
}
