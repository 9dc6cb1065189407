// The server's side of a WebSocket, frame by frame (RFC 6455), so that a test knows every one.
import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { constants, deflateRawSync } from 'node:zlib';
import type { RawAnswer, RawRequest } from './raw-server.js';

export interface Frame {
  readonly opcode: number;
  readonly fin: boolean;
  /** The three reserved bits; 4 where the message is compressed (RFC 7692). */
  readonly rsv: number;
  readonly payload: Buffer;
}

export const TEXT = 1;
export const BINARY = 2;
export const CLOSE = 8;
export const PING = 9;

/** A frame of a server: without a mask. */
export function write({ opcode, fin, rsv, payload }: Frame): Buffer {
  const first = (fin ? 0x80 : 0) | (rsv << 4) | opcode;
  const { length } = payload;
  if (length < 126) return Buffer.concat([Buffer.from([first, length]), payload]);
  const header = Buffer.alloc(length < 65_536 ? 4 : 10);
  header.writeUInt8(first, 0);
  header.writeUInt8(length < 65_536 ? 126 : 127, 1);
  if (length < 65_536) header.writeUInt16BE(length, 2);
  else header.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([header, payload]);
}

/** All whole frames in the bytes, masks undone. */
export function readFrames(bytes: Buffer): Frame[] {
  const frames: Frame[] = [];
  for (let at = 0; at + 2 <= bytes.length; ) {
    const [first = 0, second = 0] = bytes.subarray(at);
    const short = second & 0x7f;
    const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
    const mask =
      (second & 0x80) === 0 ? Buffer.alloc(0) : bytes.subarray(at + 2 + extra).subarray(0, 4);
    const start = at + 2 + extra + mask.length;
    if (start > bytes.length) break;
    const length =
      extra === 0
        ? short
        : extra === 2
          ? bytes.readUInt16BE(at + 2)
          : Number(bytes.readBigUInt64BE(at + 2));
    if (start + length > bytes.length) break;
    const payload = Buffer.from(bytes.subarray(start, start + length));
    for (let i = 0; i < length && mask.length > 0; i += 1) {
      payload[i] = (payload[i] ?? 0) ^ (mask[i % 4] ?? 0);
    }
    frames.push({ opcode: first & 15, fin: first >= 0x80, rsv: (first >> 4) & 7, payload });
    at = start + length;
  }
  return frames;
}

/** A message as RFC 7692 §7.2.1 compresses it. */
export function compressed(text: string): Buffer {
  return deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4);
}

/** What the browser sent, frame by frame; ends with its close frame. */
export function listen(socket: Duplex): { readonly heard: Frame[] } {
  const heard: Frame[] = [];
  let bytes = Buffer.alloc(0);
  socket.on('data', (more: Buffer) => {
    bytes = Buffer.concat([bytes, more]);
    const all = readFrames(bytes);
    const isClosing = all.at(-1)?.opcode === CLOSE && heard.length < all.length;
    heard.push(...all.slice(heard.length));
    if (!isClosing) return;
    socket.end(write({ opcode: CLOSE, fin: true, rsv: 0, payload: all.at(-1)?.payload ?? bytes }));
  });
  return { heard };
}

/** 101, with compression, and what comes then. */
export function upgrade(
  request: RawRequest,
  frames: readonly Frame[],
  heard: (frames: Frame[]) => void,
): RawAnswer {
  const key = /^sec-websocket-key: *(\S+)/im.exec(request.head)?.[1] ?? '';
  const accept = createHash('sha1')
    .update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64');
  const head = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept}`,
    'Sec-WebSocket-Extensions: permessage-deflate',
  ];
  const all = Buffer.concat(frames.map(write));
  // Cut where no frame ends, and the first one into the head's own segment.
  const cuts = [0, 1, 5, Math.floor(all.length / 2), all.length];
  const pieces = cuts.slice(1).map((to, i) => all.subarray(cuts[i], to));
  const first = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), pieces[0] ?? all]);
  return {
    pieces: [first, ...pieces.slice(1)],
    end: 'hold',
    upgrade: (socket) => heard(listen(socket).heard),
  };
}
