// What stands in for node:stream: a source that hands its pieces on to the one it is piped into.

interface Target {
  source: AsyncIterable<Uint8Array> | null;
}

export class Readable {
  readonly #pieces: AsyncIterable<Uint8Array>;

  private constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces;
  }

  static from(pieces: AsyncIterable<Uint8Array>): Readable {
    return new Readable(pieces);
  }

  /** What fails is thrown to who reads the target. */
  on(): this {
    return this;
  }

  pipe(target: Target): Target {
    target.source = this.#pieces;
    return target;
  }

  unpipe(): void {}

  destroy(): void {}
}
