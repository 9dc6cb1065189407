// Events of a NetLog, one after another -> hops of URL requests with what their connections carried.
import { digestOf } from '../../model/digest.js';
import { Connections, noteHandshake, noteHandshakeMessage } from './connection.js';
import type { NetlogConstants, NetlogEvent } from './event.js';
import { bytesOf, dependencyOf, parseConstants, parseEvent, stringsOf, textOf } from './event.js';
import { fieldsOf, headerBlock, http2RequestBlock } from './header-block.js';
import type { NetlogHop, NetlogSocket } from './hop.js';
import { repeatHop, startHop } from './hop.js';
import { RELIED_ON } from './relied-on.js';
import type { NetlogSink } from './sink.js';
import { derOf } from './tls.js';
import { takeListedHead, Wire } from './wire.js';

type Handler = (event: NetlogEvent) => void;

interface Interest {
  readonly handle: Handler;
  /** Tells lines not worth parsing by their source alone. */
  readonly isWanted?: (sourceId: number) => boolean;
}

/** The state of reading one log. */
export class LogReader {
  readonly #sink: NetlogSink;
  readonly #wire: Wire;
  readonly #connections = new Connections();
  readonly #hops: NetlogHop[] = [];
  /** The hop each URL_REQUEST is at. */
  readonly #current = new Map<number, NetlogHop>();
  readonly #hopOfJob = new Map<number, NetlogHop>();
  readonly #annotations = new Map<number, number>();
  readonly #interests: ReadonlyMap<string, Interest>;
  #constants: NetlogConstants | null = null;

  constructor(sink: NetlogSink) {
    this.#sink = sink;
    this.#wire = new Wire(sink);
    this.#interests = this.#interestTable();
  }

  line(text: string): void {
    if (this.#constants === null) {
      this.#constants = parseConstants(text);
      return;
    }
    const event = parseEvent(text, this.#constants, (type, sourceId) => {
      const interest = this.#interests.get(type);
      return interest !== undefined && (interest.isWanted?.(sourceId) ?? true);
    });
    if (event !== null) this.#interests.get(event.type)?.handle(event);
  }

  get product(): string | null {
    return this.#constants?.product ?? null;
  }

  /** What this reader goes by and this browser does not log. */
  get missingEvents(): readonly string[] {
    if (this.#constants === null) return [];
    const known = new Set(this.#constants.eventTypes.values());
    return Object.keys(RELIED_ON).filter((type) => !known.has(type));
  }

  end(): readonly NetlogHop[] {
    // A hop that neither sent nor failed was answered from the browser's own cache.
    return this.#hops.filter(
      (hop) =>
        hop.requestHead !== null ||
        (!hop.isFromCache && (hop.error !== null || hop.isCancelled || hop.endedAtMs === null)),
    );
  }

  #interestTable(): ReadonlyMap<string, Interest> {
    const tie: Interest = { handle: (event) => this.#connections.tie(event) };
    const onSocket = (act: (socket: NetlogSocket, event: NetlogEvent) => void): Interest => ({
      handle: (event) => act(this.#connections.socket(event.sourceId), event),
    });
    const onHop = (act: (hop: NetlogHop, event: NetlogEvent) => void): Interest => ({
      handle: (event) => {
        const hop = this.#current.get(event.sourceId);
        if (hop !== undefined) act(hop, event);
      },
      isWanted: (sourceId) => this.#current.has(sourceId),
    });
    const body = (isBeforeFilters: boolean): Interest => ({
      handle: (event) => this.#loggedBody(event, isBeforeFilters),
      isWanted: (sourceId) => this.#current.get(sourceId)?.bodySource !== 'connection',
    });
    const bytes = (direction: 'sent' | 'received', isDecrypted: boolean): Interest => ({
      handle: (event) => this.#bytes(event, direction),
      isWanted: (sourceId) => this.#isSpoken(sourceId, isDecrypted),
    });
    const failed = onHop((hop, event) => this.#fail(hop, event));
    return new Map<string, Interest>([
      ['REQUEST_ALIVE', { handle: (event) => this.#alive(event) }],
      ['URL_REQUEST_START_JOB', { handle: (event) => this.#startJob(event) }],
      ['URL_REQUEST_REDIRECTED', onHop(redirect)],
      ['HTTP_STREAM_REQUEST_BOUND_TO_JOB', onHop((hop, event) => this.#bindJob(hop, event))],
      ['HTTP_TRANSACTION_SEND_REQUEST_HEADERS', onHop((hop, event) => this.#send(hop, event))],
      [
        'HTTP_TRANSACTION_HTTP2_SEND_REQUEST_HEADERS',
        onHop((hop, event) => this.#sendHttp2(hop, event)),
      ],
      ['HTTP_TRANSACTION_READ_RESPONSE_HEADERS', onHop(takeHead)],
      ['URL_REQUEST_FILTERS_SET', onHop(noteContentCoding)],
      ['URL_REQUEST_JOB_BYTES_READ', body(true)],
      ['URL_REQUEST_JOB_FILTERED_BYTES_READ', body(false)],
      ['FAILED', failed],
      ['CANCELLED', onHop((hop, event) => this.#cancel(hop, event))],
      ['SOCKET_POOL_BOUND_TO_SOCKET', tie],
      ['SOCKET_POOL_BOUND_TO_CONNECT_JOB', tie],
      ['CONNECT_JOB_SET_SOCKET', tie],
      ['HTTP2_SESSION_INITIALIZED', tie],
      ['HTTP2_SESSION_POOL_IMPORTED_SESSION_FROM_SOCKET', tie],
      ['HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION', tie],
      ['HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION_FROM_IP_POOL', tie],
      ['HTTP_STREAM_JOB_HTTP2_SESSION_AVAILABLE', tie],
      ['HTTP2_SESSION_SEND_HEADERS', { handle: (event) => this.#openStream(event) }],
      ['TCP_CONNECT', onSocket(noteHandshake)],
      ['SSL_CONNECT', onSocket(noteHandshake)],
      ['SSL_HANDSHAKE_MESSAGE_SENT', onSocket(noteHandshakeMessage)],
      ['SSL_HANDSHAKE_MESSAGE_RECEIVED', onSocket(noteHandshakeMessage)],
      ['SSL_CERTIFICATES_RECEIVED', onSocket((socket, event) => this.#certify(socket, event))],
      ['SSL_CLIENT_CERT_REQUESTED', onSocket(noteClientCertificate)],
      ['SOCKET_BYTES_SENT', bytes('sent', false)],
      ['SSL_SOCKET_BYTES_SENT', bytes('sent', true)],
      ['SOCKET_BYTES_RECEIVED', bytes('received', false)],
      ['SSL_SOCKET_BYTES_RECEIVED', bytes('received', true)],
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
    this.#current.delete(event.sourceId);
  }

  #startJob(event: NetlogEvent): void {
    if (event.phase !== 'begin') return;
    const before = this.#current.get(event.sourceId);
    const annotation = this.#annotations.get(event.sourceId) ?? null;
    this.#enter(startHop(event, before?.chainUrl ?? null, annotation));
  }

  #enter(hop: NetlogHop): void {
    this.#current.set(hop.sourceId, hop);
    if (/^(?:https?|wss?):/i.test(hop.url)) this.#hops.push(hop);
  }

  #bindJob(bound: NetlogHop, event: NetlogEvent): void {
    const hop = this.#unanswered(bound, event);
    hop.jobId = dependencyOf(event.params);
    hop.socket = this.#connections.socketOfJob(hop.jobId);
    if (hop.jobId !== null) this.#hopOfJob.set(hop.jobId, hop);
  }

  /** Called again when Chromium repeats the request on another connection. */
  #send(sending: NetlogHop, event: NetlogEvent): void {
    const hop = this.#unanswered(sending, event);
    const line = textOf(event.params.line) ?? '';
    this.#wire.begin(hop);
    hop.requestHead = headerBlock([line, ...stringsOf(event.params.headers)]);
    this.#wire.speak(hop);
  }

  #sendHttp2(sending: NetlogHop, event: NetlogEvent): void {
    const hop = this.#unanswered(sending, event);
    this.#wire.begin(hop);
    hop.requestHead = http2RequestBlock(fieldsOf(stringsOf(event.params.headers)));
  }

  /** A request sent once more after an answer is an exchange of its own. */
  #unanswered(hop: NetlogHop, event: NetlogEvent): NetlogHop {
    if (hop.responseHead === null) return hop;
    hop.endedAtMs ??= event.atMs;
    const next = repeatHop(hop, event.atMs);
    this.#enter(next);
    return next;
  }

  #openStream(event: NetlogEvent): void {
    const socket = this.#connections.socketOfSession(event.sourceId);
    const asker = dependencyOf(event.params) ?? -1;
    // A WebSocket asks for its stream itself, other requests through their job.
    const hop = this.#hopOfJob.get(asker) ?? this.#current.get(asker);
    if (socket === null || hop === undefined) return;
    this.#wire.openStream(socket, Number(event.params.stream_id), hop);
  }

  #loggedBody(event: NetlogEvent, isBeforeFilters: boolean): void {
    const hop = this.#current.get(event.sourceId);
    if (hop === undefined) return;
    if (hop.bodySource === null) hop.isFromCache = true;
    else if (isBeforeFilters === hop.hasContentCoding) {
      this.#wire.responseBody(hop, bytesOf(event.params));
    }
  }

  #cancel(hop: NetlogHop, event: NetlogEvent): void {
    hop.isCancelled = true;
    this.#fail(hop, event);
  }

  #fail(hop: NetlogHop, event: NetlogEvent): void {
    const code = event.params.net_error;
    if (typeof code !== 'number' || code === 0) return;
    const name = this.#constants?.errors.get(code) ?? `ERR_${-code}`;
    // That is how a WebSocket takes its connection away from the request that opened it.
    if (name !== 'ERR_WS_UPGRADE') hop.error ??= name;
  }

  #certify(socket: NetlogSocket, event: NetlogEvent): void {
    const ders = stringsOf(event.params.certificates).map(derOf);
    for (const der of ders) this.#sink.certificate(digestOf(der), der);
    socket.certificates = ders.map((der) => digestOf(der));
  }

  /** Handshakes with the gateway and ciphertext say nothing of a request. */
  #isSpoken(socketId: number, isDecrypted: boolean): boolean {
    const socket = this.#connections.socket(socketId);
    return socket.isTls === isDecrypted && (socket.isHttp2 || socket.speaking !== null);
  }

  #bytes(event: NetlogEvent, direction: 'sent' | 'received'): void {
    const socket = this.#connections.socket(event.sourceId);
    this.#wire.bytes(socket, direction, bytesOf(event.params), event.atMs);
  }
}

/** The head is the connection's own; the event's list is tidied up, and serves where there is no other. */
function takeHead(hop: NetlogHop, event: NetlogEvent): void {
  hop.isHeadTaken = true;
  if (hop.responseHead === null) takeListedHead(hop, stringsOf(event.params.headers));
}

function redirect(hop: NetlogHop, event: NetlogEvent): void {
  hop.redirectsTo = textOf(event.params.location);
  hop.endedAtMs = event.atMs;
}

function noteContentCoding(hop: NetlogHop): void {
  hop.hasContentCoding = true;
}

function noteClientCertificate(socket: NetlogSocket): void {
  socket.isClientCertificateAsked = true;
}
