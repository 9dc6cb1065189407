// Bytes in the presentation language of TLS (RFC 8446 §3): big-endian numbers, and vectors with their
// length before them.

/** Reads one structure from its start to its very end. */
export class TlsBytes {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get hasMore(): boolean {
    return this.#at < this.#bytes.length;
  }

  /** A number of so many bytes. @throws SyntaxError */
  number(size: 1 | 2 | 3): number {
    return this.take(size).reduce((value, byte) => value * 256 + byte, 0);
  }

  /** @throws SyntaxError */
  take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new SyntaxError('a TLS structure is cut off');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  /** What a vector holds whose length is a number of so many bytes. @throws SyntaxError */
  vector(size: 1 | 2 | 3): Uint8Array {
    return this.take(this.number(size));
  }

  /** @throws SyntaxError when something is left over */
  end(): void {
    if (this.hasMore) throw new SyntaxError('bytes are left over in a TLS structure');
  }
}

/** Reads all of `bytes` with `read`. @throws SyntaxError */
export function readAll<T>(bytes: Uint8Array, read: (from: TlsBytes) => T): T {
  const from = new TlsBytes(bytes);
  const value = read(from);
  from.end();
  return value;
}

/** Reads items until the bytes end. @throws SyntaxError */
export function readList<T>(bytes: Uint8Array, read: (from: TlsBytes) => T): readonly T[] {
  const from = new TlsBytes(bytes);
  const items: T[] = [];
  while (from.hasMore) items.push(read(from));
  return items;
}

/** Extensions by type (RFC 8446 §4.2). @throws SyntaxError when a type is given twice */
export function readExtensions(bytes: Uint8Array): ReadonlyMap<number, Uint8Array> {
  const list = readList(bytes, (from) => [from.number(2), from.vector(2)] as const);
  const extensions = new Map(list);
  if (extensions.size < list.length) throw new SyntaxError('an extension is given twice');
  return extensions;
}
