// What connections carried -> the requests they carried it for: heads, bodies, trailers and WebSocket
// frames, as they went over the wire.
import { statusOf } from '../warc.js';
import { headerBlock, http2RequestBlock, http2ResponseBlock } from './header-block.js';
import { isWebSocket, type NetlogHop, type NetlogSocket } from './hop.js';
import type { HeaderField } from './hpack.js';
import { ResponseReader, splitHead } from './http1.js';
import { Http2Reader } from './http2.js';
import type { NetlogSink } from './sink.js';
import { WebSocketReader } from './websocket.js';

const MAX_REQUEST_HEAD_BYTES = 1_048_576;

export class Wire {
  readonly #sink: NetlogSink;
  #bodies = 0;
  #atMs = 0;

  constructor(sink: NetlogSink) {
    this.#sink = sink;
  }

  /** Before a request is sent, perhaps once more: what came of the time before does not count. */
  begin(hop: NetlogHop): void {
    hop.requestBodyId = null;
    hop.interim = [];
    hop.response = null;
  }

  /** From now on an HTTP/1.x connection speaks of this request. */
  speak(hop: NetlogHop): void {
    hop.sent = Buffer.alloc(0);
    hop.response = new ResponseReader(hop.method, {
      interim: (head) => hop.interim.push(head),
      head: (head) => this.#head(hop, head, null),
      body: (bytes) => this.responseBody(hop, bytes),
      trailers: (block) => {
        hop.trailers = block;
      },
      switched: (bytes) => this.#webSocketOf(hop).received.push(bytes, this.#atMs),
    });
    if (hop.socket !== null) hop.socket.speaking = hop;
  }

  /** From now on a stream of an HTTP/2 connection speaks of this request. */
  openStream(socket: NetlogSocket, streamId: number, hop: NetlogHop): void {
    socket.streams.set(streamId, hop);
  }

  /** Takes bytes of a connection, TLS already undone. */
  bytes(socket: NetlogSocket, direction: 'sent' | 'received', bytes: Buffer, atMs: number): void {
    this.#atMs = atMs;
    if (socket.isHttp2) {
      this.#http2(socket, direction).push(bytes);
    } else if (direction === 'received') {
      socket.speaking?.response?.push(bytes);
    } else if (socket.speaking !== null) {
      this.#sentHttp1(socket.speaking, bytes);
    }
  }

  responseBody(hop: NetlogHop, bytes: Buffer): void {
    if (bytes.length === 0) return;
    hop.responseBodyId ??= this.#bodies++;
    this.#sink.body(hop.responseBodyId, bytes);
  }

  #requestBody(hop: NetlogHop, bytes: Buffer): void {
    if (bytes.length === 0) return;
    hop.requestBodyId ??= this.#bodies++;
    this.#sink.body(hop.requestBodyId, bytes);
  }

  #sentHttp1(hop: NetlogHop, bytes: Buffer): void {
    // Behind a 101 the connection speaks another protocol (RFC 9110 §15.2.2).
    if (hop.status === 101) {
      this.#webSocketOf(hop).sent.push(bytes, this.#atMs);
    } else if (hop.sent === null) {
      this.#requestBody(hop, bytes);
    } else {
      hop.sent = Buffer.concat([hop.sent, bytes]);
      const split = splitHead(hop.sent);
      if (split === null && hop.sent.length < MAX_REQUEST_HEAD_BYTES) return;
      hop.sent = null;
      if (split === null) return;
      hop.requestHead = split.head;
      this.#requestBody(hop, split.rest);
    }
  }

  #http2(socket: NetlogSocket, direction: 'sent' | 'received'): Http2Reader {
    const isSent = direction === 'sent';
    const known = isSent ? socket.sent : socket.received;
    if (known !== null) return known;
    const onHop = (streamId: number, act: (hop: NetlogHop) => void): void => {
      const hop = socket.streams.get(streamId);
      if (hop !== undefined) act(hop);
    };
    const reader = new Http2Reader(isSent, {
      headers: (streamId, fields) =>
        onHop(streamId, (hop) => {
          if (isSent) sentHeaders(hop, fields);
          else this.#receivedHeaders(hop, fields);
        }),
      data: (streamId, bytes) => onHop(streamId, (hop) => this.#data(hop, direction, bytes)),
      end: (streamId) =>
        onHop(streamId, (hop) => {
          if (!isSent) hop.hasStreamEnded = true;
        }),
    });
    if (isSent) socket.sent = reader;
    else socket.received = reader;
    return reader;
  }

  #receivedHeaders(hop: NetlogHop, fields: readonly HeaderField[] | null): void {
    const read = fields === null ? null : http2ResponseBlock(fields);
    if (read === null) return;
    const { block, status } = read;
    if (status === null) {
      // Behind the head, fields without a status are the trailers (RFC 9113 §8.1).
      if (hop.responseHead !== null) hop.trailers = block;
    } else if (status < 200) hop.interim.push(block);
    else if (hop.responseHead === null) this.#head(hop, block, 'h2');
  }

  #head(hop: NetlogHop, head: string, protocol: 'h2' | null): void {
    hop.responseHead = head;
    hop.status = statusOf(head);
    hop.protocol = protocol ?? (head.startsWith('HTTP/1.0') ? 'http/1.0' : 'http/1.1');
    hop.bodySource = 'connection';
    if (protocol === 'h2') hop.hasStreamEnded = false;
  }

  #data(hop: NetlogHop, direction: 'sent' | 'received', bytes: Buffer): void {
    if (isWebSocket(hop)) this.#webSocketOf(hop)[direction].push(bytes, this.#atMs);
    else if (direction === 'sent') this.#requestBody(hop, bytes);
    else this.responseBody(hop, bytes);
  }

  #webSocketOf(hop: NetlogHop): NonNullable<NetlogHop['webSocket']> {
    const write = (line: string): void => {
      hop.framesId ??= this.#bodies++;
      this.#sink.body(hop.framesId, Buffer.from(line));
    };
    hop.webSocket ??= {
      sent: new WebSocketReader('sent', write),
      received: new WebSocketReader('received', write),
    };
    return hop.webSocket;
  }
}

function sentHeaders(hop: NetlogHop, fields: readonly HeaderField[] | null): void {
  // Fields behind the body are the request's trailers, which no browser sends.
  if (fields?.some(([name]) => name === ':method')) hop.requestHead = http2RequestBlock(fields);
}

/** The head in a list as the log has it, where the connection's bytes cannot be read. */
export function takeListedHead(hop: NetlogHop, lines: readonly string[]): void {
  const isHttp2 = hop.socket?.isHttp2 === true;
  const [first = '', ...rest] = lines;
  hop.status = statusOf(first);
  hop.responseHead = isHttp2 ? headerBlock([first, ...rest]) : headerBlock(lines);
  hop.protocol = isHttp2 ? 'h2' : /^HTTP\/1\.0/.test(first) ? 'http/1.0' : 'http/1.1';
  hop.bodySource = 'log';
}
