// Bytes of one direction of a WebSocket (RFC 6455 §5.2) -> one JSON line for every frame: when, which
// way, its header bits, its payload without the mask. What was compressed stays so.
import { instantOf } from '../../model/instant.js';

/** A larger payload goes over several lines, so that a reader needs little memory. */
const MAX_LINE_BYTES = 1_048_576;
const FIN = 0x80;
const MASKED = 0x80;

export type FrameDirection = 'sent' | 'received';

interface Frame {
  readonly first: number;
  readonly mask: Buffer | null;
  leftBytes: number;
  /** Of the payload, so far: where the mask goes on. */
  doneBytes: number;
  held: Buffer[];
  heldBytes: number;
}

/** Takes a direction's bytes in order; gives a line for each frame once it is whole. */
export class WebSocketReader {
  readonly #direction: FrameDirection;
  readonly #write: (line: string) => void;
  #pending: Buffer = Buffer.alloc(0);
  #frame: Frame | null = null;

  constructor(direction: FrameDirection, write: (line: string) => void) {
    this.#direction = direction;
    this.#write = write;
  }

  /** True while a frame has begun and not ended. */
  get isInFrame(): boolean {
    return this.#frame !== null || this.#pending.length > 0;
  }

  push(more: Buffer, atMs: number): void {
    let bytes = more;
    while (bytes.length > 0) {
      if (this.#frame === null) bytes = this.#begin(bytes, atMs);
      else bytes = this.#go(this.#frame, bytes, atMs);
    }
  }

  #begin(more: Buffer, atMs: number): Buffer {
    const bytes = Buffer.concat([this.#pending, more]);
    const [first = 0, second = 0] = bytes;
    const short = second & 0x7f;
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
    const maskBytes = (second & MASKED) === 0 ? 0 : 4;
    const headerBytes = 2 + lengthBytes + maskBytes;
    if (bytes.length < headerBytes) {
      this.#pending = bytes;
      return bytes.subarray(bytes.length);
    }
    this.#pending = Buffer.alloc(0);
    const leftBytes =
      lengthBytes === 0
        ? short
        : lengthBytes === 2
          ? bytes.readUInt16BE(2)
          : Number(bytes.readBigUInt64BE(2));
    const mask = maskBytes === 0 ? null : Buffer.from(bytes.subarray(headerBytes - 4, headerBytes));
    this.#frame = { first, mask, leftBytes, doneBytes: 0, held: [], heldBytes: 0 };
    if (leftBytes === 0) this.#emit(this.#frame, atMs);
    return bytes.subarray(headerBytes);
  }

  #go(frame: Frame, bytes: Buffer, atMs: number): Buffer {
    const room = Math.min(frame.leftBytes, MAX_LINE_BYTES - frame.heldBytes);
    const here = bytes.subarray(0, room);
    frame.held.push(unmasked(here, frame.mask, frame.doneBytes));
    frame.heldBytes += here.length;
    frame.doneBytes += here.length;
    frame.leftBytes -= here.length;
    if (frame.leftBytes === 0 || frame.heldBytes === MAX_LINE_BYTES) this.#emit(frame, atMs);
    return bytes.subarray(here.length);
  }

  #emit(frame: Frame, atMs: number): void {
    const { first, leftBytes } = frame;
    const rsv = (first >> 4) & 0x7;
    this.#write(
      `${JSON.stringify({
        at: instantOf(atMs),
        direction: this.#direction,
        opcode: first & 0x0f,
        fin: (first & FIN) !== 0,
        ...(rsv === 0 ? {} : { rsv }),
        ...(leftBytes === 0 ? {} : { leftBytes }),
        payload: Buffer.concat(frame.held).toString('base64'),
      })}\n`,
    );
    frame.held = [];
    frame.heldBytes = 0;
    if (leftBytes === 0) this.#frame = null;
  }
}

function unmasked(bytes: Buffer, mask: Buffer | null, doneBytes: number): Buffer {
  if (mask === null) return bytes;
  return Buffer.from(bytes.map((byte, i) => byte ^ (mask[(doneBytes + i) % 4] ?? 0)));
}
