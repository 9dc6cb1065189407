// A SOCKS5 client (RFC 1928) as a browser is one, for asking the gateway directly.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** The next bytes, or null where the other side ended first. */
export async function readBytes(socket: Socket, sizeBytes: number): Promise<Buffer | null> {
  for (;;) {
    const bytes: unknown = socket.read(sizeBytes);
    if (Buffer.isBuffer(bytes)) return bytes;
    if (socket.readableEnded || socket.destroyed) return null;
    await Promise.race([once(socket, 'readable'), once(socket, 'close'), once(socket, 'end')]);
  }
}

/** Asks for a name; `code` is the reply, null where the gateway closed instead. */
export async function askGateway(
  gatewayPort: number,
  host: string,
  port: number,
): Promise<{ readonly code: number | null; readonly socket: Socket }> {
  const socket = connect({ port: gatewayPort, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => {});
  socket.write(Buffer.from([5, 1, 0]));
  await readBytes(socket, 2);
  const name = Buffer.from(host, 'latin1');
  const head = Buffer.from([5, 1, 0, 3, name.length]);
  socket.write(Buffer.concat([head, name, Buffer.from([port >> 8, port & 255])]));
  const answer = await readBytes(socket, 10);
  return { code: answer?.[1] ?? null, socket };
}

/** Everything until the end. */
export async function bytesOf(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
