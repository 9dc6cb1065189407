// Bytes of HTTP/1.x messages -> their heads, exactly, their bodies without transfer-coding, and their
// trailers (RFC 9112).

/** A head as an isomorphic string, and what followed it. */
export interface SplitHead {
  readonly head: string;
  readonly rest: Buffer;
}

const LF = 0x0a;
const CR = 0x0d;
/** Chromium takes no larger head. */
export const MAX_HEAD_BYTES = 262_144;
/** As many bytes of something else Chromium passes over before `HTTP/`. */
const MAX_SLOP_BYTES = 4;
const MAX_CHUNK_LINE_BYTES = 16_384;

/** The first head of `bytes` with what follows, or null while its empty line is not there. */
export function splitHead(bytes: Buffer): SplitHead | null {
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    const next = bytes[at + 1] === CR ? at + 2 : at + 1;
    if (bytes[next] !== LF) continue;
    const head = bytes.toString('latin1', 0, next + 1);
    return { head: head.replace(/\r?\n/g, '\r\n'), rest: bytes.subarray(next + 1) };
  }
  return null;
}

/** The value of the first field of that name (lower case), or null. */
export function fieldOf(head: string, name: string): string | null {
  for (const line of head.split('\r\n').slice(1)) {
    const colon = line.indexOf(':');
    if (colon > 0 && line.slice(0, colon).trim().toLowerCase() === name) {
      return line.slice(colon + 1).trim();
    }
  }
  return null;
}

/** What a response says, in order. */
export interface ResponseEvents {
  interim(head: string): void;
  head(head: string): void;
  body(bytes: Buffer): void;
  trailers(block: string): void;
  /** Bytes of the protocol that was switched to (RFC 9110 §15.2.2). */
  switched(bytes: Buffer): void;
}

type Step =
  | { readonly at: 'head'; pending: Buffer }
  | { readonly at: 'length'; leftBytes: number }
  | { readonly at: 'chunk-line'; pending: Buffer }
  | { readonly at: 'chunk'; leftBytes: number }
  | { readonly at: 'chunk-end' }
  | { readonly at: 'trailers'; pending: Buffer }
  | { readonly at: 'until-close' | 'switched' | 'over' | 'unreadable' };

const NOTHING: Buffer = Buffer.alloc(0);

/** Reads one response off its connection; what comes behind its end is not part of it. */
export class ResponseReader {
  readonly #method: string;
  readonly #events: ResponseEvents;
  #step: Step = { at: 'head', pending: NOTHING };

  constructor(method: string, events: ResponseEvents) {
    this.#method = method;
    this.#events = events;
  }

  /** True once its framing says that all of it came; null where only the connection's end says so. */
  get isWhole(): boolean | null {
    const { at } = this.#step;
    return at === 'until-close' ? null : at === 'over' || at === 'switched';
  }

  push(more: Buffer): void {
    let bytes = more;
    while (bytes.length > 0) bytes = this.#go(bytes);
  }

  /** Takes some of the bytes; gives the rest. */
  #go(bytes: Buffer): Buffer {
    const step = this.#step;
    switch (step.at) {
      case 'head':
        return this.#head(Buffer.concat([step.pending, bytes]));
      case 'length':
      case 'chunk':
        return this.#counted(step, bytes);
      case 'chunk-line':
        return this.#chunkLine(Buffer.concat([step.pending, bytes]));
      case 'chunk-end': {
        const end = bytes.indexOf(LF);
        if (end >= 0) this.#step = { at: 'chunk-line', pending: NOTHING };
        return end >= 0 ? bytes.subarray(end + 1) : NOTHING;
      }
      case 'trailers':
        return this.#trailers(Buffer.concat([step.pending, bytes]));
      case 'until-close':
        this.#events.body(bytes);
        return NOTHING;
      case 'switched':
        this.#events.switched(bytes);
        return NOTHING;
      default:
        return NOTHING;
    }
  }

  #head(bytes: Buffer): Buffer {
    const start = bytes.subarray(0, MAX_SLOP_BYTES + 5).indexOf('HTTP/');
    const split = start < 0 ? null : splitHead(bytes.subarray(start));
    if (split === null) {
      const isHopeless =
        start < 0 ? bytes.length > MAX_SLOP_BYTES + 5 : bytes.length > MAX_HEAD_BYTES;
      this.#step = isHopeless ? { at: 'unreadable' } : { at: 'head', pending: bytes };
      return NOTHING;
    }
    if (/^HTTP\/1\.[01] +1(?!01)[0-9]{2}/.test(split.head)) {
      this.#events.interim(split.head);
      this.#step = { at: 'head', pending: NOTHING };
    } else {
      this.#events.head(split.head);
      this.#step = framingOf(this.#method, split.head);
    }
    return split.rest;
  }

  #counted(step: Extract<Step, { leftBytes: number }>, bytes: Buffer): Buffer {
    const here = bytes.subarray(0, step.leftBytes);
    step.leftBytes -= here.length;
    this.#events.body(here);
    if (step.leftBytes === 0) this.#step = { at: step.at === 'chunk' ? 'chunk-end' : 'over' };
    return bytes.subarray(here.length);
  }

  // §7.1; extensions behind the size are passed over, as browsers do.
  #chunkLine(bytes: Buffer): Buffer {
    const end = bytes.indexOf(LF);
    if (end < 0) {
      const isHopeless = bytes.length > MAX_CHUNK_LINE_BYTES;
      this.#step = isHopeless ? { at: 'unreadable' } : { at: 'chunk-line', pending: bytes };
      return NOTHING;
    }
    const size = /^([0-9A-Fa-f]+)[ \t]*(?:;|\r?$)/.exec(bytes.toString('latin1', 0, end))?.[1];
    const sizeBytes = Number.parseInt(size ?? '', 16);
    if (!Number.isSafeInteger(sizeBytes)) {
      this.#step = { at: 'unreadable' };
      return NOTHING;
    }
    this.#step =
      sizeBytes === 0
        ? { at: 'trailers', pending: NOTHING }
        : { at: 'chunk', leftBytes: sizeBytes };
    return bytes.subarray(end + 1);
  }

  // §7.1.2
  #trailers(bytes: Buffer): Buffer {
    const isEmpty = /^\r?\n/.test(bytes.toString('latin1', 0, 2));
    const split = isEmpty ? null : splitHead(bytes);
    if (!isEmpty && split === null) {
      const isHopeless = bytes.length > MAX_HEAD_BYTES;
      this.#step = isHopeless ? { at: 'unreadable' } : { at: 'trailers', pending: bytes };
      return NOTHING;
    }
    if (split !== null) this.#events.trailers(split.head);
    this.#step = { at: 'over' };
    return NOTHING;
  }
}

// §6.3, and what Chromium makes of it: chunks of an HTTP/1.0 server and lengths that are no number
// count for nothing.
function framingOf(method: string, head: string): Step {
  const status = Number(/^HTTP\/\S+ +(\d{3})/.exec(head)?.[1] ?? 0);
  if (status === 101) return { at: 'switched' };
  if (method === 'HEAD' || status === 204 || status === 304) return { at: 'over' };
  const coding = fieldOf(head, 'transfer-encoding') ?? '';
  if (!head.startsWith('HTTP/1.0') && /(?:^|,)\s*chunked\s*(?:,|$)/i.test(coding)) {
    return { at: 'chunk-line', pending: NOTHING };
  }
  const length = fieldOf(head, 'content-length') ?? '';
  if (!/^\d+$/.test(length)) return { at: 'until-close' };
  return Number(length) === 0 ? { at: 'over' } : { at: 'length', leftBytes: Number(length) };
}
