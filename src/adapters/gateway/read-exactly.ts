// A socket -> the next n bytes of it, leaving what follows on the socket: how handshakes are read.
import type { Socket } from 'node:net';

/** The next `sizeBytes` bytes, or null when the socket ends, fails or falls silent first. */
export function readExactly(socket: Socket, sizeBytes: number): Promise<Buffer | null> {
  if (sizeBytes === 0) return Promise.resolve(Buffer.alloc(0));
  return new Promise((resolve) => {
    const finish = (bytes: Buffer | null): void => {
      socket.off('readable', tryRead);
      for (const event of GONE) socket.off(event, fail);
      resolve(bytes);
    };
    const fail = (): void => finish(null);
    const tryRead = (): void => {
      const bytes: unknown = socket.read(sizeBytes);
      // Near its end a socket gives what is left, short of what was asked.
      if (Buffer.isBuffer(bytes)) finish(bytes.length === sizeBytes ? bytes : null);
    };
    socket.on('readable', tryRead);
    for (const event of GONE) socket.on(event, fail);
    if (socket.destroyed) fail();
    else tryRead();
  });
}

const GONE = ['end', 'error', 'close', 'timeout'] as const;

/** Bytes up to and including the empty line that ends an HTTP head, at most `maxBytes`; null likewise. */
export async function readHttpHead(socket: Socket, maxBytes: number): Promise<string | null> {
  let head = '';
  // One by one: a byte too many would belong to the tunnel.
  while (head.length < maxBytes) {
    const next = await readExactly(socket, 1);
    if (next === null) return null;
    head += next.toString('latin1');
    if (head.endsWith('\r\n\r\n')) return head;
  }
  return null;
}
