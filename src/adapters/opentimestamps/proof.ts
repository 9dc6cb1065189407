// OpenTimestamps proofs <-> trees of operations (python-opentimestamps, "Timestamp"): what a digest
// went through until something that is dated. Strict: nothing left over, no operation unknown.
import { createHash } from 'node:crypto';

export interface Timestamp {
  readonly attestations: readonly Attested[];
  readonly steps: readonly { readonly operation: Operation; readonly next: Timestamp }[];
}

export interface Operation {
  readonly tag: number;
  /** Of append and prepend. */
  readonly operand: Uint8Array | null;
}

export interface Attested {
  /** Eight bytes, hex. */
  readonly tag: string;
  readonly payload: Uint8Array;
}

const MAGIC = Buffer.from('004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e89294', 'hex');
const SHA_256 = 0x08;
const APPEND = 0xf0;
const PREPEND = 0xf1;
const PENDING = '83dfe30d2ef90c8e';
const BITCOIN = '0588960d73d71901';
const MAX_BYTES = 4096;
const MAX_PAYLOAD_BYTES = 8192;
const MAX_DEPTH = 256;

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  byte(): number {
    const value = this.#bytes[this.#at];
    if (value === undefined) throw new SyntaxError('the proof is cut off');
    this.#at += 1;
    return value;
  }

  take(length: number): Uint8Array {
    const taken = this.#bytes.subarray(this.#at, this.#at + length);
    if (taken.length < length) throw new SyntaxError('the proof is cut off');
    this.#at += length;
    return taken;
  }

  /** LEB128. */
  number(): number {
    let value = 0;
    for (let shift = 0; shift < 49; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new SyntaxError('a number of the proof is too large');
  }

  block(max: number): Uint8Array {
    const length = this.number();
    if (length > max) throw new SyntaxError(`a part of the proof has over ${max} bytes`);
    return this.take(length);
  }

  end(): void {
    if (this.#at < this.#bytes.length) throw new SyntaxError('something follows the proof');
  }
}

/** What a calendar answers. @throws SyntaxError */
export function parseTimestamp(bytes: Uint8Array): Timestamp {
  const reader = new Reader(bytes);
  const timestamp = readTimestamp(reader, 0);
  reader.end();
  return timestamp;
}

/** The proof in an .ots file over a SHA-256. @throws SyntaxError */
export function parseProof(bytes: Uint8Array): { digest: Uint8Array; timestamp: Timestamp } {
  const reader = new Reader(bytes);
  if (!MAGIC.equals(reader.take(MAGIC.length)))
    throw new SyntaxError('not an OpenTimestamps proof');
  if (reader.number() !== 1 || reader.byte() !== SHA_256)
    throw new SyntaxError('not over a SHA-256');
  const digest = reader.take(32);
  const timestamp = readTimestamp(reader, 0);
  reader.end();
  return { digest, timestamp };
}

/** The bytes of an .ots file. */
export function writeProof(digest: Uint8Array, timestamp: Timestamp): Buffer {
  return Buffer.concat([MAGIC, Buffer.of(1, SHA_256), digest, writeTimestamp(timestamp)]);
}

function readTimestamp(reader: Reader, depth: number): Timestamp {
  if (depth > MAX_DEPTH) throw new SyntaxError('the proof is too deep');
  const attestations: Attested[] = [];
  const steps: { operation: Operation; next: Timestamp }[] = [];
  for (;;) {
    const tag = reader.byte();
    const isLast = tag !== 0xff;
    const item = isLast ? tag : reader.byte();
    if (item === 0x00) {
      const name = Buffer.from(reader.take(8)).toString('hex');
      attestations.push({ tag: name, payload: reader.block(MAX_PAYLOAD_BYTES) });
    } else {
      const operation = readOperation(item, reader);
      steps.push({ operation, next: readTimestamp(reader, depth + 1) });
    }
    if (isLast) return { attestations, steps };
  }
}

function readOperation(tag: number, reader: Reader): Operation {
  if (tag === SHA_256) return { tag, operand: null };
  if (tag !== APPEND && tag !== PREPEND) {
    throw new SyntaxError(
      `the proof has the operation 0x${tag.toString(16)}, which no calendar needs`,
    );
  }
  const operand = reader.block(MAX_BYTES);
  if (operand.length === 0) throw new SyntaxError('the proof appends nothing');
  return { tag, operand };
}

function writeTimestamp({ attestations, steps }: Timestamp): Buffer {
  const items = [
    ...attestations.map(({ tag, payload }) =>
      Buffer.concat([Buffer.of(0), Buffer.from(tag, 'hex'), writeBlock(payload)]),
    ),
    ...steps.map(({ operation: { tag, operand }, next }) =>
      Buffer.concat([
        Buffer.of(tag),
        operand === null ? Buffer.alloc(0) : writeBlock(operand),
        writeTimestamp(next),
      ]),
    ),
  ];
  const marked = items.map((item, i) =>
    i < items.length - 1 ? Buffer.concat([Buffer.of(0xff), item]) : item,
  );
  return Buffer.concat(marked);
}

function writeBlock(bytes: Uint8Array): Buffer {
  return Buffer.concat([writeNumber(bytes.length), bytes]);
}

/** LEB128. */
export function writeNumber(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low + 128 : low);
  } while (rest > 0);
  return Buffer.from(bytes);
}

/** A nonce and a hash before the calendars' own parts: they learn nothing of the digest. */
export function commit(
  digest: Uint8Array,
  nonce: Uint8Array,
): { commitment: Uint8Array; wrap: (next: Timestamp) => Timestamp } {
  const commitment = createHash('sha256').update(digest).update(nonce).digest();
  const hashed = (next: Timestamp): Timestamp => ({
    attestations: [],
    steps: [{ operation: { tag: SHA_256, operand: null }, next }],
  });
  return {
    commitment,
    wrap: (next) => ({
      attestations: [],
      steps: [{ operation: { tag: APPEND, operand: nonce }, next: hashed(next) }],
    }),
  };
}

/** Several proofs of one message as one; each attestation and each step stands there once. */
export function merge(timestamps: readonly Timestamp[]): Timestamp {
  const attestations = new Map<string, Attested>();
  const steps = new Map<string, { operation: Operation; nexts: Timestamp[] }>();
  for (const timestamp of timestamps) {
    for (const one of timestamp.attestations) {
      attestations.set(`${one.tag} ${Buffer.from(one.payload).toString('hex')}`, one);
    }
    for (const { operation, next } of timestamp.steps) {
      const name = `${operation.tag} ${Buffer.from(operation.operand ?? []).toString('hex')}`;
      const step = steps.get(name) ?? { operation, nexts: [] };
      step.nexts.push(next);
      steps.set(name, step);
    }
  }
  return {
    attestations: [...attestations.values()],
    steps: [...steps.values()].map(({ operation, nexts }) => ({ operation, next: merge(nexts) })),
  };
}

/** The calendar of a pending attestation, or null for any other. */
export function pendingAt({ tag, payload }: Attested): string | null {
  if (tag !== PENDING) return null;
  const reader = new Reader(payload);
  const uri = Buffer.from(reader.block(1000)).toString('latin1');
  reader.end();
  return /^[A-Za-z0-9./:_-]+$/.test(uri) ? uri : null;
}

/** Heights of the Bitcoin blocks whose Merkle root a proof says it leads to. */
export function blocksOf({ attestations, steps }: Timestamp): readonly number[] {
  const own = attestations.flatMap(({ tag, payload }) => {
    if (tag !== BITCOIN) return [];
    const reader = new Reader(payload);
    const height = reader.number();
    reader.end();
    return [height];
  });
  return [...own, ...steps.flatMap(({ next }) => blocksOf(next))];
}

/** The same proof with every node replaced by what `visit` makes of it and of its message. */
export async function mapNodes(
  message: Uint8Array,
  node: Timestamp,
  visit: (message: Uint8Array, node: Timestamp) => Promise<Timestamp>,
): Promise<Timestamp> {
  const steps = [];
  for (const { operation, next } of node.steps) {
    steps.push({ operation, next: await mapNodes(apply(operation, message), next, visit) });
  }
  return visit(message, { attestations: node.attestations, steps });
}

function apply({ tag, operand }: Operation, message: Uint8Array): Uint8Array {
  if (tag === SHA_256 || operand === null) return createHash('sha256').update(message).digest();
  const parts = tag === APPEND ? [message, operand] : [operand, message];
  return Buffer.concat(parts);
}
