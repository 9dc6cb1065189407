// Events of a NetLog, one after another -> hops of URL requests with what their connections carried.
import { digestOf } from '../../model/digest.js';
import { Connections, noteHandshake } from './connection.js';
import type { NetlogConstants, NetlogEvent } from './event.js';
import { bytesOf, dependencyOf, parseConstants, parseEvent, stringsOf, textOf } from './event.js';
import { headerBlock, http2RequestBlock, http2ResponseBlock, statusOf } from './header-block.js';
import type { NetlogHop, NetlogSocket } from './hop.js';
import { appendBounded, startHop } from './hop.js';
import { decodeBody, splitFinalHead, splitHead } from './http1.js';
import { readSentFrames } from './http2.js';
import type { NetlogSink } from './sink.js';
import { derOf } from './tls.js';

const REDIRECTS = [301, 302, 303, 307, 308];

type Handler = (event: NetlogEvent) => void;

/** The state of reading one log. */
export class LogReader {
  readonly #sink: NetlogSink;
  readonly #connections = new Connections();
  readonly #hops: NetlogHop[] = [];
  /** The hop each URL_REQUEST is at. */
  readonly #current = new Map<number, NetlogHop>();
  readonly #annotations = new Map<number, number>();
  readonly #handlers: ReadonlyMap<string, Handler>;
  readonly #wanted: ReadonlySet<string>;
  #constants: NetlogConstants | null = null;
  #bodies = 0;

  constructor(sink: NetlogSink) {
    this.#sink = sink;
    this.#handlers = this.#handlerTable();
    this.#wanted = new Set(this.#handlers.keys());
  }

  line(text: string): void {
    if (this.#constants === null) {
      this.#constants = parseConstants(text);
      return;
    }
    const event = parseEvent(text, this.#constants, this.#wanted);
    if (event !== null) this.#handlers.get(event.type)?.(event);
  }

  get product(): string | null {
    return this.#constants?.product ?? null;
  }

  end(): readonly NetlogHop[] {
    for (const hop of this.#hops) this.#keepUnreadBody(hop);
    // A hop that neither sent nor failed was answered from the browser's own cache.
    return this.#hops.filter(
      (hop) => hop.requestHead !== null || hop.error !== null || hop.endedAtMs === null,
    );
  }

  #handlerTable(): ReadonlyMap<string, Handler> {
    const tie: Handler = (event) => this.#connections.tie(event);
    const handshake: Handler = (event) =>
      noteHandshake(this.#connections.socket(event.sourceId), event);
    const onHop =
      (act: (hop: NetlogHop, event: NetlogEvent) => void): Handler =>
      (event) => {
        const hop = this.#current.get(event.sourceId);
        if (hop !== undefined) act(hop, event);
      };
    return new Map<string, Handler>([
      ['REQUEST_ALIVE', (event) => this.#alive(event)],
      ['URL_REQUEST_START_JOB', (event) => this.#startJob(event)],
      ['URL_REQUEST_REDIRECTED', onHop(redirect)],
      ['HTTP_STREAM_REQUEST_BOUND_TO_JOB', onHop((hop, event) => this.#bindJob(hop, event))],
      ['HTTP_TRANSACTION_SEND_REQUEST_HEADERS', onHop((hop, event) => this.#send(hop, event))],
      ['HTTP_TRANSACTION_HTTP2_SEND_REQUEST_HEADERS', onHop((hop, event) => sendHttp2(hop, event))],
      ['HTTP_TRANSACTION_READ_RESPONSE_HEADERS', onHop((hop, event) => this.#head(hop, event))],
      ['URL_REQUEST_FILTERS_SET', onHop(noteContentCoding)],
      ['URL_REQUEST_JOB_BYTES_READ', onHop((hop, event) => this.#body(hop, event, true))],
      ['URL_REQUEST_JOB_FILTERED_BYTES_READ', onHop((hop, event) => this.#body(hop, event, false))],
      ['FAILED', onHop((hop, event) => this.#fail(hop, event))],
      ['CANCELLED', onHop((hop, event) => this.#fail(hop, event))],
      ['SOCKET_POOL_BOUND_TO_SOCKET', tie],
      ['SOCKET_POOL_BOUND_TO_CONNECT_JOB', tie],
      ['CONNECT_JOB_SET_SOCKET', tie],
      ['HTTP2_SESSION_INITIALIZED', tie],
      ['HTTP2_SESSION_POOL_IMPORTED_SESSION_FROM_SOCKET', tie],
      ['HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION', tie],
      ['HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION_FROM_IP_POOL', tie],
      ['HTTP2_SESSION_SEND_HEADERS', (event) => this.#sendStream(event)],
      ['TCP_CONNECT', handshake],
      ['SSL_CONNECT', handshake],
      ['SSL_CERTIFICATES_RECEIVED', (event) => this.#certificates(event)],
      ['SOCKET_BYTES_SENT', (event) => this.#bytes(event, 'sent', false)],
      ['SSL_SOCKET_BYTES_SENT', (event) => this.#bytes(event, 'sent', true)],
      ['SOCKET_BYTES_RECEIVED', (event) => this.#bytes(event, 'received', false)],
      ['SSL_SOCKET_BYTES_RECEIVED', (event) => this.#bytes(event, 'received', true)],
    ]);
  }

  #alive(event: NetlogEvent): void {
    if (event.phase === 'begin') {
      this.#annotations.set(event.sourceId, Number(event.params.traffic_annotation));
      return;
    }
    const hop = this.#current.get(event.sourceId);
    if (hop === undefined) return;
    this.#fail(hop, event);
    hop.endedAtMs = event.atMs;
    // Content-Length and chunking are Chromium's to check: no error means all of it came.
    hop.isBodyWhole = hop.error === null;
    this.#current.delete(event.sourceId);
  }

  #startJob(event: NetlogEvent): void {
    if (event.phase !== 'begin') return;
    const hop = startHop(event, this.#annotations.get(event.sourceId) ?? null);
    this.#current.set(event.sourceId, hop);
    if (/^https?:/i.test(hop.url)) this.#hops.push(hop);
  }

  #bindJob(hop: NetlogHop, event: NetlogEvent): void {
    hop.jobId = dependencyOf(event.params);
    hop.socket = this.#connections.socketOfJob(hop.jobId);
  }

  /** Called again when Chromium repeats the request on another connection. */
  #send(hop: NetlogHop, event: NetlogEvent): void {
    const line = textOf(event.params.line) ?? '';
    hop.requestHead = headerBlock([line, ...stringsOf(event.params.headers)]);
    hop.sent = Buffer.alloc(0);
    hop.received = Buffer.alloc(0);
    if (hop.socket === null) return;
    if (hop.socket.speaking !== null) this.#keepUnreadBody(hop.socket.speaking);
    hop.socket.speaking = hop;
  }

  /** Ties a stream to the request that opened it, for its body. */
  #sendStream(event: NetlogEvent): void {
    const socket = this.#connections.socketOfSession(event.sourceId);
    const jobId = dependencyOf(event.params);
    if (socket === null || jobId === null || event.params.fin === true) return;
    for (const hop of this.#current.values()) {
      if (hop.jobId === jobId) {
        socket.streams.set(Number(event.params.stream_id), hop);
        return;
      }
    }
  }

  #head(hop: NetlogHop, event: NetlogEvent): void {
    const lines = stringsOf(event.params.headers);
    hop.status = statusOf(lines[0] ?? '');
    if (hop.socket?.isHttp2 === true) {
      hop.protocol = 'h2';
      hop.responseHead = http2ResponseBlock(lines);
      return;
    }
    // The event's list is tidied up; the bytes of the connection are what was really sent.
    const exact = hop.received === null ? null : splitFinalHead(hop.received);
    hop.responseHead = exact?.head ?? headerBlock(lines);
    hop.protocol = /^HTTP\/1\.0/.test(hop.responseHead) ? 'http/1.0' : 'http/1.1';
    const isRedirect = hop.status !== null && REDIRECTS.includes(hop.status);
    hop.received = isRedirect ? (exact?.rest ?? null) : null;
  }

  #body(hop: NetlogHop, event: NetlogEvent, isBeforeFilters: boolean): void {
    if (isBeforeFilters !== hop.hasContentCoding) return;
    hop.responseBodyId ??= this.#bodies++;
    this.#sink.body(hop.responseBodyId, bytesOf(event.params));
  }

  /** A redirect's body, which the browser does not read, from what the connection carried. */
  #keepUnreadBody(hop: NetlogHop): void {
    const bytes = hop.received;
    hop.received = null;
    if (bytes === null || hop.responseHead === null || hop.responseBodyId !== null) return;
    const { body, isWhole } = decodeBody(hop.responseHead, bytes);
    hop.isBodyWhole = isWhole;
    if (body.length === 0) return;
    hop.responseBodyId = this.#bodies++;
    this.#sink.body(hop.responseBodyId, body);
  }

  #fail(hop: NetlogHop, event: NetlogEvent): void {
    const code = event.params.net_error;
    if (typeof code !== 'number' || code === 0) return;
    hop.error ??= this.#constants?.errors.get(code) ?? `ERR_${-code}`;
  }

  #certificates(event: NetlogEvent): void {
    const ders = stringsOf(event.params.certificates).map(derOf);
    for (const der of ders) this.#sink.certificate(digestOf(der), der);
    this.#connections.socket(event.sourceId).certificates = ders.map((der) => digestOf(der));
  }

  #bytes(event: NetlogEvent, direction: 'sent' | 'received', isDecrypted: boolean): void {
    const socket = this.#connections.socket(event.sourceId);
    if (socket.isTls !== isDecrypted) return;
    if (socket.isHttp2) {
      if (direction === 'sent') this.#sentFrames(socket, event);
      return;
    }
    const hop = socket.speaking;
    if (hop === null) return;
    if (direction === 'sent') this.#sentBytes(hop, bytesOf(event.params));
    else if (hop.received !== null)
      hop.received = appendBounded(hop.received, bytesOf(event.params));
  }

  #sentBytes(hop: NetlogHop, bytes: Buffer): void {
    if (hop.sent === null) {
      this.#requestBody(hop, bytes);
      return;
    }
    hop.sent = appendBounded(hop.sent, bytes);
    const split = splitHead(hop.sent);
    if (split === null) return;
    hop.sent = null;
    hop.requestHead = split.head;
    this.#requestBody(hop, split.rest);
  }

  #sentFrames(socket: NetlogSocket, event: NetlogEvent): void {
    socket.sentFrames ??= readSentFrames((streamId, bytes) => {
      const hop = socket.streams.get(streamId);
      if (hop !== undefined) this.#requestBody(hop, bytes);
    });
    socket.sentFrames.push(bytesOf(event.params));
  }

  #requestBody(hop: NetlogHop, bytes: Buffer): void {
    // Behind a 101 the connection speaks another protocol (RFC 9110 §15.2.2).
    if (bytes.length === 0 || hop.status === 101) return;
    hop.requestBodyId ??= this.#bodies++;
    this.#sink.body(hop.requestBodyId, bytes);
  }
}

function sendHttp2(hop: NetlogHop, event: NetlogEvent): void {
  hop.requestHead = http2RequestBlock(stringsOf(event.params.headers));
}

function redirect(hop: NetlogHop, event: NetlogEvent): void {
  hop.redirectsTo = textOf(event.params.location);
  hop.endedAtMs = event.atMs;
}

function noteContentCoding(hop: NetlogHop): void {
  hop.hasContentCoding = true;
}
