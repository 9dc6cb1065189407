// A body with its chunk framing (RFC 9112 §7.1) -> the body, streamed.

const MAX_LINE_BYTES = 8192;

/** Takes the framing away; whether there was one shows at the end. */
export class Dechunker {
  #line = '';
  #left = 0;
  #state: 'size' | 'body' | 'end of chunk' | 'trailers' | 'done' | 'broken' = 'size';

  /** True once the last chunk has come and nothing after it. */
  get isWhole(): boolean {
    return this.#state === 'done';
  }

  push(chunk: Buffer): Buffer[] {
    const parts: Buffer[] = [];
    let rest = chunk;
    while (rest.length > 0 && this.#state !== 'broken') {
      if (this.#state === 'done') {
        this.#state = 'broken';
      } else if (this.#state === 'body') {
        const part = rest.subarray(0, this.#left);
        parts.push(part);
        this.#left -= part.length;
        rest = rest.subarray(part.length);
        if (this.#left === 0) this.#state = 'end of chunk';
      } else {
        rest = this.#readLine(rest);
      }
    }
    return parts;
  }

  #readLine(bytes: Buffer): Buffer {
    const end = bytes.indexOf(0x0a);
    const upTo = end < 0 ? bytes.length : end;
    this.#line += bytes.toString('latin1', 0, upTo);
    if (this.#line.length > MAX_LINE_BYTES) this.#state = 'broken';
    if (end < 0) return Buffer.alloc(0);
    this.#take(this.#line.replace(/\r$/, ''));
    this.#line = '';
    return bytes.subarray(end + 1);
  }

  #take(line: string): void {
    if (this.#state === 'size') {
      const size = /^([0-9a-f]{1,12})\s*(?:;.*)?$/i.exec(line)?.[1];
      this.#left = Number.parseInt(size ?? '', 16);
      if (size === undefined) this.#state = 'broken';
      else this.#state = this.#left === 0 ? 'trailers' : 'body';
    } else if (this.#state === 'end of chunk') {
      this.#state = line === '' ? 'size' : 'broken';
    } else if (line === '') {
      this.#state = 'done';
    }
  }
}
