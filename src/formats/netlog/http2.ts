// Bytes the browser sent on an HTTP/2 connection -> bodies of its requests (RFC 9113 §4.1, §6.1).

const PREFACE_BYTES = 24;
const FRAME_HEADER_BYTES = 9;
const DATA = 0;
const PADDED = 0x8;

/** Takes the bytes of one direction in order; gives DATA by stream. */
export interface FrameReader {
  push(bytes: Buffer): void;
}

/** Reads frames behind the client's connection preface (RFC 9113 §3.4). */
export function readSentFrames(onData: (streamId: number, bytes: Buffer) => void): FrameReader {
  let toSkip = PREFACE_BYTES;
  let pending: Buffer = Buffer.alloc(0);
  const step = (): boolean => {
    if (toSkip > 0) {
      const skipped = Math.min(toSkip, pending.length);
      pending = pending.subarray(skipped);
      toSkip -= skipped;
      return skipped > 0 && toSkip === 0;
    }
    if (pending.length < FRAME_HEADER_BYTES) return false;
    const sizeBytes = pending.readUIntBE(0, 3);
    if (pending[3] !== DATA) {
      pending = pending.subarray(FRAME_HEADER_BYTES);
      toSkip = sizeBytes;
      return true;
    }
    if (pending.length < FRAME_HEADER_BYTES + sizeBytes) return false;
    const payload = pending.subarray(FRAME_HEADER_BYTES, FRAME_HEADER_BYTES + sizeBytes);
    const isPadded = ((pending[4] ?? 0) & PADDED) !== 0;
    const padding = isPadded ? (payload[0] ?? 0) : 0;
    onData(
      pending.readUInt32BE(5) & 0x7fffffff,
      payload.subarray(isPadded ? 1 : 0, payload.length - padding),
    );
    pending = pending.subarray(FRAME_HEADER_BYTES + sizeBytes);
    return true;
  };
  return {
    push(bytes) {
      pending = pending.length === 0 ? bytes : Buffer.concat([pending, bytes]);
      while (step());
    },
  };
}
