// Bytes of one direction of an HTTP/2 connection -> header fields and data of its streams (RFC 9113
// §4.1, §6.1, §6.2, §6.10).
import { type HeaderField, HpackDecoder } from './hpack.js';

const PREFACE_BYTES = 24;
const FRAME_HEADER_BYTES = 9;
const PRIORITY_BYTES = 5;
const DATA = 0;
const HEADERS = 1;
const CONTINUATION = 9;
const END_STREAM = 0x1;
const END_HEADERS = 0x4;
const PADDED = 0x8;
const PRIORITY = 0x20;
/** Far more than browsers take; what is larger is no header block. */
const MAX_BLOCK_BYTES = 1_048_576;

/** What a direction says, in order. */
export interface Http2Events {
  /** A head, an interim head, or trailers; null when it cannot be decoded. */
  headers(streamId: number, fields: readonly HeaderField[] | null): void;
  data(streamId: number, bytes: Buffer): void;
  /** No more comes on the stream. */
  end(streamId: number): void;
}

interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly streamId: number;
  leftBytes: number;
  /** Null until the byte that says it has come. */
  paddingBytes: number | null;
}

export class Http2Reader {
  readonly #events: Http2Events;
  readonly #decoder = new HpackDecoder();
  #isDecodable = true;
  #prefaceBytes: number;
  #pending: Buffer = Buffer.alloc(0);
  #frame: Frame | null = null;
  #block: Buffer[] = [];
  #blockBytes = 0;
  #endsStream = false;

  /** @param isClient a client's bytes begin with the connection preface (§3.4) */
  constructor(isClient: boolean, events: Http2Events) {
    this.#events = events;
    this.#prefaceBytes = isClient ? PREFACE_BYTES : 0;
  }

  push(more: Buffer): void {
    const skipped = Math.min(this.#prefaceBytes, more.length);
    this.#prefaceBytes -= skipped;
    let bytes = more.subarray(skipped);
    while (bytes.length > 0) bytes = this.#frame === null ? this.#begin(bytes) : this.#go(bytes);
  }

  #begin(bytes: Buffer): Buffer {
    const needed = FRAME_HEADER_BYTES - this.#pending.length;
    const header = Buffer.concat([this.#pending, bytes.subarray(0, needed)]);
    if (header.length < FRAME_HEADER_BYTES) {
      this.#pending = header;
      return bytes.subarray(bytes.length);
    }
    this.#pending = Buffer.alloc(0);
    const [type = 0, flags = 0] = header.subarray(3);
    const isPadded = (type === DATA || type === HEADERS) && (flags & PADDED) !== 0;
    const leftBytes = header.readUIntBE(0, 3);
    const streamId = header.readUInt32BE(5) & 0x7fffffff;
    this.#frame = { type, flags, streamId, leftBytes, paddingBytes: isPadded ? null : 0 };
    if (leftBytes === 0) this.#finish(this.#frame);
    return bytes.subarray(needed);
  }

  #go(bytes: Buffer): Buffer {
    const frame = this.#frame;
    if (frame === null) return bytes;
    let payload = bytes.subarray(0, frame.leftBytes);
    const rest = bytes.subarray(payload.length);
    frame.leftBytes -= payload.length;
    if (frame.paddingBytes === null) {
      frame.paddingBytes = payload[0] ?? 0;
      payload = payload.subarray(1);
    }
    // Padding stands at the end: of what is left it is the last.
    const paddingHere = Math.max(0, frame.paddingBytes - frame.leftBytes);
    this.#take(frame, payload.subarray(0, Math.max(0, payload.length - paddingHere)));
    if (frame.leftBytes === 0) this.#finish(frame);
    return rest;
  }

  #take(frame: Frame, bytes: Buffer): void {
    if (bytes.length === 0) return;
    if (frame.type === DATA) this.#events.data(frame.streamId, bytes);
    if (frame.type !== HEADERS && frame.type !== CONTINUATION) return;
    this.#blockBytes += bytes.length;
    if (this.#blockBytes <= MAX_BLOCK_BYTES) this.#block.push(bytes);
  }

  #finish(frame: Frame): void {
    this.#frame = null;
    const { type, flags, streamId } = frame;
    if (type === DATA && (flags & END_STREAM) !== 0) this.#events.end(streamId);
    if (type === HEADERS) {
      this.#endsStream = (flags & END_STREAM) !== 0;
      if ((flags & PRIORITY) !== 0)
        this.#block = [Buffer.concat(this.#block).subarray(PRIORITY_BYTES)];
    }
    if ((type !== HEADERS && type !== CONTINUATION) || (flags & END_HEADERS) === 0) return;
    this.#events.headers(streamId, this.#decode());
    if (this.#endsStream) this.#events.end(streamId);
  }

  #decode(): readonly HeaderField[] | null {
    const block = Buffer.concat(this.#block);
    const isTooLarge = this.#blockBytes > MAX_BLOCK_BYTES;
    this.#block = [];
    this.#blockBytes = 0;
    if (isTooLarge) this.#isDecodable = false;
    if (!this.#isDecodable) return null;
    try {
      return this.#decoder.decode(block);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      // Both ends' tables differ from here on.
      this.#isDecodable = false;
      return null;
    }
  }
}
