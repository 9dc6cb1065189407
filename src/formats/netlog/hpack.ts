// Header blocks of one direction of an HTTP/2 connection -> their fields in the order they were sent
// (HPACK, RFC 7541). Chromium's own lists put fields of one name together; this one does not.
import { ENTRY_OVERHEAD_BYTES, huffmanText, STATIC_TABLE } from './hpack-tables.js';

export type HeaderField = readonly [name: string, value: string];

/** What a decoder begins with (RFC 9113 §6.5.2). */
const FIRST_TABLE_BYTES = 4096;
/** More than any browser offers; the block that asks for it is not to be trusted. */
const MAX_TABLE_BYTES = 1_048_576;

interface Cursor {
  readonly bytes: Buffer;
  at: number;
}

/** Keeps the dynamic table: every block of the direction must come, in order. */
export class HpackDecoder {
  #dynamic: HeaderField[] = [];
  #usedBytes = 0;
  #maxBytes = FIRST_TABLE_BYTES;

  /** @throws RangeError when the block is not well-formed; nothing after it can be read either. */
  decode(block: Buffer): readonly HeaderField[] {
    const fields: HeaderField[] = [];
    const cursor: Cursor = { bytes: block, at: 0 };
    while (cursor.at < block.length) {
      const first = block[cursor.at] ?? 0;
      if (first >= 0x80) {
        fields.push(this.#entry(readInteger(cursor, 7))); // §6.1
      } else if (first >= 0x40) {
        const field = this.#literal(cursor, 6); // §6.2.1
        this.#remember(field);
        fields.push(field);
      } else if (first >= 0x20) {
        this.#resize(readInteger(cursor, 5)); // §6.3
      } else {
        fields.push(this.#literal(cursor, 4)); // §6.2.2, §6.2.3
      }
    }
    return fields;
  }

  #literal(cursor: Cursor, prefixBits: number): HeaderField {
    const index = readInteger(cursor, prefixBits);
    const name = index === 0 ? readText(cursor) : this.#entry(index)[0];
    return [name, readText(cursor)];
  }

  #entry(index: number): HeaderField {
    const entry =
      index <= STATIC_TABLE.length
        ? STATIC_TABLE[index - 1]
        : this.#dynamic[index - STATIC_TABLE.length - 1];
    if (entry === undefined) throw new RangeError('an index beyond both tables');
    return entry;
  }

  #remember(field: HeaderField): void {
    this.#dynamic.unshift(field);
    this.#usedBytes += sizeOf(field);
    this.#evict();
  }

  #resize(maxBytes: number): void {
    if (maxBytes > MAX_TABLE_BYTES) throw new RangeError('a table larger than any browser offers');
    this.#maxBytes = maxBytes;
    this.#evict();
  }

  #evict(): void {
    while (this.#usedBytes > this.#maxBytes) {
      const oldest = this.#dynamic.pop();
      if (oldest === undefined) return;
      this.#usedBytes -= sizeOf(oldest);
    }
  }
}

function sizeOf([name, value]: HeaderField): number {
  return name.length + value.length + ENTRY_OVERHEAD_BYTES;
}

// §5.1
function readInteger(cursor: Cursor, prefixBits: number): number {
  const limit = 2 ** prefixBits - 1;
  let value = readByte(cursor) & limit;
  if (value < limit) return value;
  for (let weight = 1; ; weight *= 128) {
    const byte = readByte(cursor);
    value += (byte & 0x7f) * weight;
    if (value > Number.MAX_SAFE_INTEGER / 256) throw new RangeError('an integer without end');
    if (byte < 0x80) return value;
  }
}

// §5.2
function readText(cursor: Cursor): string {
  const isHuffman = (cursor.bytes[cursor.at] ?? 0) >= 0x80;
  const length = readInteger(cursor, 7);
  const end = cursor.at + length;
  if (end > cursor.bytes.length) throw new RangeError('a text beyond the end of the block');
  const bytes = cursor.bytes.subarray(cursor.at, end);
  cursor.at = end;
  return isHuffman ? huffmanText(bytes) : bytes.toString('latin1');
}

function readByte(cursor: Cursor): number {
  const byte = cursor.bytes[cursor.at];
  if (byte === undefined) throw new RangeError('the block ends too early');
  cursor.at += 1;
  return byte;
}
