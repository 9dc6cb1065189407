// HTTP/1.x by hand over TCP or TLS: what it answers is given byte for byte, what it was asked is kept
// byte for byte.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

export interface RawRequest {
  /** `GET /path HTTP/1.1` and its fields, with the empty line; one character per byte. */
  readonly head: string;
  readonly method: string;
  /** Host and path with query, as asked: `donghai.test/x?y`. */
  readonly place: string;
  readonly body: Buffer;
}

export interface RawAnswer {
  /** Written one after another, each when the one before has gone out. */
  readonly pieces: readonly (Buffer | string)[];
  readonly end: 'keep' | 'close' | 'reset' | 'hold';
  /** Pause before each piece but the first. */
  readonly dripMs?: number;
  /** Takes over the connection once the pieces are out. */
  readonly upgrade?: (socket: Socket, request: RawRequest) => void;
}

export interface RawServer {
  readonly port: number;
  readonly asked: readonly RawRequest[];
  close(): void;
}

/** Serves `answerOf` on loopback; strings are written as latin1. */
export async function serveRaw(
  answerOf: (request: RawRequest) => RawAnswer,
  tls?: TlsOptions,
): Promise<RawServer> {
  const asked: RawRequest[] = [];
  const sockets = new Set<Socket>();
  const converse = (socket: Socket): void => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => {});
    void answerAll(socket, asked, answerOf).catch(() => socket.destroy());
  };
  const server: Server = tls === undefined ? createServer() : createTlsServer(tls);
  server.on(tls === undefined ? 'connection' : 'secureConnection', converse);
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

async function answerAll(
  socket: Socket,
  asked: RawRequest[],
  answerOf: (request: RawRequest) => RawAnswer,
): Promise<void> {
  const read = reader(socket);
  for (;;) {
    const head = await read.head();
    if (head === null) return;
    const [method = '', target = ''] = head.split(' ');
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
    const host = /^host: *([^:\r]+)/im.exec(head)?.[1] ?? '';
    const request = { head, method, place: `${host}${target}`, body: await read.bytes(length) };
    asked.push(request);
    const answer = answerOf(request);
    await write(socket, answer);
    if (answer.upgrade !== undefined) {
      read.release();
      answer.upgrade(socket, request);
      return;
    }
    if (answer.end === 'keep') continue;
    if (answer.end === 'close') socket.end();
    if (answer.end === 'reset') reset(socket);
    return;
  }
}

async function write(socket: Socket, { pieces, dripMs }: RawAnswer): Promise<void> {
  for (const [i, piece] of pieces.entries()) {
    if (i > 0 && dripMs !== undefined) await new Promise((go) => setTimeout(go, dripMs));
    const bytes = typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece;
    await new Promise((gone) => socket.write(bytes, gone));
  }
}

/** Node sends a FIN before the RST unless told that this is one. */
function reset(socket: Socket): void {
  const raw = (socket as Socket & { _parent?: Socket })._parent ?? socket;
  Object.assign(raw, { resetAndClosing: true });
  raw.destroy();
  socket.destroy();
}

function reader(socket: Socket) {
  let pending = Buffer.alloc(0);
  let isOver = false;
  let wake = (): void => {};
  const take = (bytes: Buffer): void => {
    pending = Buffer.concat([pending, bytes]);
    wake();
  };
  const finish = (): void => {
    isOver = true;
    wake();
  };
  socket.on('data', take);
  socket.on('close', finish);
  socket.on('end', finish);
  const more = (): Promise<void> => new Promise((resolve) => (wake = resolve));
  return {
    async head(): Promise<string | null> {
      for (;;) {
        const at = pending.indexOf('\r\n\r\n');
        if (at >= 0) {
          const head = pending.toString('latin1', 0, at + 4);
          pending = pending.subarray(at + 4);
          return head;
        }
        if (isOver) return null;
        await more();
      }
    },
    async bytes(length: number): Promise<Buffer> {
      while (pending.length < length && !isOver) await more();
      const body = pending.subarray(0, length);
      pending = pending.subarray(length);
      return body;
    },
    release(): void {
      socket.off('data', take);
    },
  };
}
