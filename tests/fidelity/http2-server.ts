// HTTP/2 over TLS: by Node for what it can say, by hand for what it cannot (RFC 9113).
import { createSecureServer, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import { createServer, type TLSSocket } from 'node:tls';
import type { SiteCertificate } from './certificates.js';
import { type Closing, listen } from './site.js';

export interface Http2Request {
  /** Name and value in turn, as they came. */
  readonly fields: readonly string[];
  readonly body: Buffer;
}

/** What to answer on a path. */
export type Http2Rows = Readonly<
  Record<string, (stream: ServerHttp2Stream, request: Http2Request) => void>
>;

export interface Http2Server extends Closing {
  readonly asked: ReadonlyMap<string, Http2Request>;
}

/** Serves rows once a request's body is there; OPTIONS is answered with all it may ask for. */
export async function serveHttp2(
  { key, chain }: SiteCertificate,
  rows: Http2Rows,
): Promise<Http2Server> {
  const server = createSecureServer({
    key,
    cert: chain,
    settings: { enableConnectProtocol: true },
  });
  const asked = new Map<string, Http2Request>();
  const sessions = new Set<{ destroy(): void }>();
  server.on('session', (session) => {
    sessions.add(session);
    session.on('error', () => {});
  });
  server.on('stream', (...given: unknown[]) => {
    // The type lacks the raw fields, which come last.
    const [stream, headers, , fields] = given as [
      ServerHttp2Stream,
      IncomingHttpHeaders,
      number,
      string[],
    ];
    stream.on('error', () => {});
    const path = String(headers[':path']);
    const pieces: Buffer[] = [];
    const answer = (): void => {
      const request = { fields, body: Buffer.concat(pieces) };
      asked.set(`${headers[':method']} ${path}`, request);
      if (headers[':method'] === 'OPTIONS') {
        stream.respond({ ':status': 204, ...CORS }, { endStream: true, sendDate: false } as object);
        return;
      }
      const row = rows[path];
      if (row !== undefined) row(stream, request);
      else stream.respond({ ':status': 404 }, { endStream: true });
    };
    if (headers[':protocol'] !== undefined) {
      answer();
      return;
    }
    stream.on('data', (bytes: Buffer) => pieces.push(bytes));
    stream.on('end', answer);
  });
  return {
    port: await listen(server),
    asked,
    close() {
      for (const session of sessions) session.destroy();
      server.close();
    },
  };
}

export const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': '*',
  'access-control-allow-headers': '*',
} as const;

const FRAME = { DATA: 0, HEADERS: 1, SETTINGS: 4, CONTINUATION: 9 } as const;
const PREFACE_BYTES = 24;

/** A frame (RFC 9113 §4.1). */
export function frame(
  type: keyof typeof FRAME,
  flags: number,
  streamId: number,
  payload: Buffer = Buffer.alloc(0),
): Buffer {
  const header = Buffer.alloc(9);
  header.writeUIntBE(payload.length, 0, 3);
  header.writeUInt8(FRAME[type], 3);
  header.writeUInt8(flags, 4);
  header.writeUInt32BE(streamId, 5);
  return Buffer.concat([header, payload]);
}

/** Fields as literals that nobody has to remember (RFC 7541 §6.2.2). */
export function literals(fields: readonly (readonly [string, string])[]): Buffer {
  return Buffer.concat(
    fields.flatMap(([name, value]) =>
      [name, value].map((text, i) => {
        const bytes = Buffer.from(text, 'latin1');
        return Buffer.concat([Buffer.from(i === 0 ? [0, bytes.length] : [bytes.length]), bytes]);
      }),
    ),
  );
}

/** Answers the first request of every connection with the frames given for its stream. */
export async function serveFrames(
  { key, chain }: SiteCertificate,
  answer: (streamId: number) => readonly Buffer[],
): Promise<Closing> {
  const sockets = new Set<TLSSocket>();
  const server = createServer({ key, cert: chain, ALPNProtocols: ['h2'] }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.write(frame('SETTINGS', 0, 0));
    let bytes = Buffer.alloc(0);
    let skipped = PREFACE_BYTES;
    let isAnswered = false;
    socket.on('data', (more: Buffer) => {
      bytes = Buffer.concat([bytes, more]);
      while (!isAnswered && bytes.length >= skipped + 9) {
        const at = skipped;
        skipped += 9 + bytes.readUIntBE(at, 3);
        if (bytes[at + 3] !== FRAME.HEADERS) continue;
        isAnswered = true;
        for (const each of answer(bytes.readUInt32BE(at + 5))) socket.write(each);
      }
    });
  });
  const port = await listen(server);
  return {
    port,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
