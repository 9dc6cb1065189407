// Bytes and a base they resemble -> the difference as VCDIFF (RFC 3284), and back. We write one
// window, with ADD and COPY of explicit size alone (codes 1 and 35): any VCDIFF reader takes that,
// and a reader of that alone fits in a few lines (docs/on-disk-format.md).

/** Longest base and longest target: beyond it, making the difference holds everything else up. */
export const VCDIFF_MAX_BYTES = 4 * 1024 * 1024;

/** "VCD" with the high bits set, version 0, no secondary compression, no own code table (§4.1). */
const HEADER = Buffer.from('d6c3c40000', 'hex');
/** Win_Indicator: a segment of the source file (§4.2). */
const VCD_SOURCE = 1;
/** The default code table (§5.6): ADD, and COPY with mode VCD_HERE, each with its size behind it. */
const ADD = 1;
const COPY_HERE = 35;

/** Bytes hashed together: shorter matches are not found. */
const SEED_BYTES = 8;
const HASH_BITS = 17;
/** Places with the same hash that are tried. */
const MAX_TRIES = 16;
/** A match as long as this is taken without looking for a longer one. */
const GOOD_BYTES = 512;
const NONE = -1;

/**
 * What turns `base` into `target`; a whole VCDIFF file. Null when they have less than half of the
 * target in common.
 * @throws RangeError beyond VCDIFF_MAX_BYTES
 */
export function encodeVcdiff(base: Uint8Array, target: Uint8Array): Uint8Array | null {
  if (base.length > VCDIFF_MAX_BYTES || target.length > VCDIFF_MAX_BYTES) {
    throw new RangeError('too large for a difference');
  }
  const mostAdded = target.length / 2;
  let addedBytes = 0;
  const added: Uint8Array[] = [];
  const steps: number[] = [];
  const addresses: number[] = [];
  const add = (from: number, to: number) => {
    if (from === to) return;
    added.push(target.subarray(from, to));
    addedBytes += to - from;
    steps.push(ADD);
    pushNumber(steps, to - from);
  };
  let done = 0;
  for (const { at, from, length } of findMatches(base, target)) {
    add(done, at);
    if (addedBytes > mostAdded) return null;
    steps.push(COPY_HERE);
    pushNumber(steps, length);
    // VCD_HERE (§5.3): how far back from here, the base standing before the target. It hardly
    // changes from one copy to the next, so that gzip makes little of it.
    pushNumber(addresses, base.length + at - from);
    done = at + length;
  }
  add(done, target.length);
  if (addedBytes > mostAdded) return null;
  return assemble(base.length, target.length, Buffer.concat(added), steps, addresses);
}

function assemble(
  baseBytes: number,
  targetBytes: number,
  data: Uint8Array,
  steps: readonly number[],
  addresses: readonly number[],
): Uint8Array {
  const inner: number[] = [];
  pushNumber(inner, targetBytes);
  inner.push(0); // Delta_Indicator: none of the sections is compressed further.
  for (const { length } of [data, steps, addresses]) pushNumber(inner, length);
  const outer: number[] = [VCD_SOURCE];
  pushNumber(outer, baseBytes);
  pushNumber(outer, 0);
  pushNumber(outer, inner.length + data.length + steps.length + addresses.length);
  return Buffer.concat([
    HEADER,
    Buffer.from(outer),
    Buffer.from(inner),
    data,
    Buffer.from(steps),
    Buffer.from(addresses),
  ]);
}

interface Match {
  /** Place in the target. */
  readonly at: number;
  /** Place in the base. */
  readonly from: number;
  readonly length: number;
}

/** Runs of the target that stand in the base, in order and without overlap. */
function* findMatches(base: Uint8Array, target: Uint8Array): Generator<Match> {
  const places = new Places(base);
  let done = 0;
  let at = 0;
  // Where the target would go on in the base if what lies between only had been replaced.
  let shift = 0;
  while (at + SEED_BYTES <= target.length) {
    const match = places.longest(target, at, at + shift);
    if (match === null) {
      // Faster and faster through what is new; where it ends is found again backwards.
      at += 1 + ((at - done) >> 7);
      continue;
    }
    let { from, length } = match;
    while (at > done && from > 0 && target[at - 1] === base[from - 1]) {
      at -= 1;
      from -= 1;
      length += 1;
    }
    yield { at, from, length };
    shift = from - at;
    at += length;
    done = at;
  }
}

/** Where in the base each run of SEED_BYTES stands. */
class Places {
  readonly #base: Uint8Array;
  readonly #newest = new Int32Array(1 << HASH_BITS).fill(NONE);
  readonly #earlier: Int32Array;

  constructor(base: Uint8Array) {
    this.#base = base;
    const last = base.length - SEED_BYTES;
    this.#earlier = new Int32Array(Math.max(0, last + 1));
    // From the end, so that the first place comes first.
    for (let at = last; at >= 0; at -= 1) {
      const hash = hashAt(base, at);
      this.#earlier[at] = this.#newest[hash] ?? NONE;
      this.#newest[hash] = at;
    }
  }

  /** The longest run of the base that the target has at `at`; `likely` is tried first. */
  longest(target: Uint8Array, at: number, likely: number): { from: number; length: number } | null {
    let from = likely;
    let length = likely < 0 ? 0 : this.#common(target, at, likely);
    if (length < GOOD_BYTES) {
      let place = this.#newest[hashAt(target, at)] ?? NONE;
      for (let tries = 0; place !== NONE && tries < MAX_TRIES; tries += 1) {
        const found = this.#common(target, at, place);
        if (found > length) {
          from = place;
          length = found;
          if (length >= GOOD_BYTES) break;
        }
        place = this.#earlier[place] ?? NONE;
      }
    }
    return length < SEED_BYTES ? null : { from, length };
  }

  #common(target: Uint8Array, at: number, from: number): number {
    const most = Math.min(target.length - at, this.#base.length - from);
    let length = 0;
    while (length < most && target[at + length] === this.#base[from + length]) length += 1;
    return length;
  }
}

function hashAt(bytes: Uint8Array, at: number): number {
  let hash = 0;
  for (let i = at; i < at + SEED_BYTES; i += 1) hash = Math.imul(hash, 31) + (bytes[i] ?? 0);
  return Math.imul(hash, 0x9e3779b1) >>> (32 - HASH_BITS);
}

/** An integer as VCDIFF writes it: 7 bits a byte, the high ones first (§2). */
function pushNumber(bytes: number[], value: number): void {
  const digits = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) digits.unshift((rest & 0x7f) | 0x80);
  bytes.push(...digits);
}

/**
 * The target, from its base and what `encodeVcdiff` made of the two.
 * @throws SyntaxError when it is not such a difference, or one of another base.
 */
export function decodeVcdiff(base: Uint8Array, delta: Uint8Array): Buffer {
  if (!HEADER.equals(delta.subarray(0, HEADER.length))) throw new SyntaxError('not VCDIFF');
  const window = new Reader(delta.subarray(HEADER.length));
  if (window.byte() !== VCD_SOURCE || window.number() !== base.length || window.number() !== 0) {
    throw new SyntaxError('a difference of another base');
  }
  const inner = new Reader(window.take(window.number()));
  if (!window.isAtEnd) throw new SyntaxError('something stands behind the window');
  const size = inner.number();
  if (size > VCDIFF_MAX_BYTES || inner.byte() !== 0) throw new SyntaxError('not of our making');
  const [dataBytes, stepBytes, addressBytes] = [inner.number(), inner.number(), inner.number()];
  const data = new Reader(inner.take(dataBytes));
  const steps = new Reader(inner.take(stepBytes));
  const addresses = new Reader(inner.take(addressBytes));
  const target = Buffer.alloc(size);
  let done = 0;
  while (!steps.isAtEnd) {
    const code = steps.byte();
    const length = steps.number();
    if (done + length > size) throw new SyntaxError('it makes more than it says');
    if (code === ADD) {
      target.set(data.take(length), done);
    } else if (code === COPY_HERE) {
      const from = base.length + done - addresses.number();
      if (from < 0 || from + length > base.length) throw new SyntaxError('a copy from nowhere');
      target.set(base.subarray(from, from + length), done);
    } else {
      throw new SyntaxError(`code ${code} is none of ours`);
    }
    done += length;
  }
  if (done !== size || !data.isAtEnd || !addresses.isAtEnd) throw new SyntaxError('it ends early');
  return target;
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new SyntaxError('it is cut off');
    this.#at += 1;
    return byte;
  }

  number(): number {
    let value = 0;
    for (;;) {
      const byte = this.byte();
      value = value * 128 + (byte & 0x7f);
      if (value > 0x7fff_ffff) throw new SyntaxError('a number too large');
      if (byte < 0x80) return value;
    }
  }

  take(length: number): Uint8Array {
    if (length > this.#bytes.length - this.#at) throw new SyntaxError('it is cut off');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}
