// One URL_REQUEST job as it grows, and the connection it runs on. Redirects share a source id; each
// hop is an exchange of its own, and so is each request the browser repeats with a login.
import type { Digest } from '../../model/digest.js';
import type { HandshakeMessage } from '../handshakes-file.js';
import type { NetlogEvent } from './event.js';
import { textOf } from './event.js';
import type { ResponseReader } from './http1.js';
import type { Http2Reader } from './http2.js';
import type { WebSocketReader } from './websocket.js';

/** One TCP connection of the browser to the gateway. */
export interface NetlogSocket {
  /** The browser's own port: what the gateway knows the connection by. */
  localPort: number | null;
  isTls: boolean;
  isTlsEstablished: boolean;
  isHttp2: boolean;
  tlsVersion: string | null;
  cipherSuite: string | null;
  certificates: readonly Digest[];
  isClientCertificateAsked: boolean;
  /** Messages up to the one in which the server signs; null where they are not those that count (ECH). */
  handshake: HandshakeMessage[] | null;
  isHandshakeRead: boolean;
  /** The HTTP/1.x request that has the connection to itself. */
  speaking: NetlogHop | null;
  /** HTTP/2 requests by stream. */
  readonly streams: Map<number, NetlogHop>;
  sent: Http2Reader | null;
  received: Http2Reader | null;
}

export interface NetlogHop {
  readonly sourceId: number;
  /** The first address of the chain of redirects. */
  readonly chainUrl: string;
  readonly url: string;
  readonly method: string;
  readonly startedAtMs: number;
  readonly requestType: string;
  readonly initiator: string;
  readonly annotation: number | null;
  jobId: number | null;
  socket: NetlogSocket | null;
  endedAtMs: number | null;
  requestHead: string | null;
  /** What was sent so far, until the head is whole. */
  sent: Buffer | null;
  requestBodyId: number | null;
  /** Reads the answer off an HTTP/1.x connection. */
  response: ResponseReader | null;
  interim: string[];
  responseHead: string | null;
  /** False where the browser would not have that head for an answer. */
  isHeadTaken: boolean;
  status: number | null;
  protocol: 'http/1.0' | 'http/1.1' | 'h2' | null;
  trailers: string | null;
  /** Where the body comes from: the connection, or, where that cannot be read, the log's own copy. */
  bodySource: 'connection' | 'log' | null;
  hasContentCoding: boolean;
  responseBodyId: number | null;
  /** Null where only the end of the connection tells. */
  hasStreamEnded: boolean | null;
  webSocket: { readonly sent: WebSocketReader; readonly received: WebSocketReader } | null;
  framesId: number | null;
  isFromCache: boolean;
  isCancelled: boolean;
  error: string | null;
  redirectsTo: string | null;
}

/** The hop a URL_REQUEST_START_JOB event begins. */
export function startHop(
  event: NetlogEvent,
  chainUrl: string | null,
  annotation: number | null,
): NetlogHop {
  const url = textOf(event.params.url) ?? '';
  return {
    sourceId: event.sourceId,
    chainUrl: chainUrl ?? url,
    url,
    method: textOf(event.params.method) ?? 'GET',
    startedAtMs: event.atMs,
    requestType: textOf(event.params.request_type) ?? 'other',
    initiator: textOf(event.params.initiator) ?? '',
    annotation,
    ...UNSENT,
    interim: [],
  };
}

/** The same request once more, behind an answer that asked for it (a login, another part). */
export function repeatHop(hop: NetlogHop, atMs: number): NetlogHop {
  const { jobId, socket } = hop;
  return { ...hop, ...UNSENT, startedAtMs: atMs, interim: [], jobId, socket };
}

const UNSENT = {
  jobId: null,
  socket: null,
  endedAtMs: null,
  requestHead: null,
  sent: null,
  requestBodyId: null,
  response: null,
  responseHead: null,
  isHeadTaken: false,
  status: null,
  protocol: null,
  trailers: null,
  bodySource: null,
  hasContentCoding: false,
  responseBodyId: null,
  hasStreamEnded: null,
  webSocket: null,
  framesId: null,
  isFromCache: false,
  isCancelled: false,
  error: null,
  redirectsTo: null,
} as const;

/** True for the request that opens a WebSocket. */
export function isWebSocket(hop: NetlogHop): boolean {
  return /^wss?:/i.test(hop.url);
}

/** True once the last byte of the answer was there. */
export function isBodyWhole(hop: NetlogHop): boolean {
  // What comes behind an upgrade has no end that anyone announces.
  if (isWebSocket(hop) && hop.isHeadTaken) return true;
  const told = hop.response === null ? hop.hasStreamEnded : hop.response.isWhole;
  if (told !== null && hop.bodySource !== 'log') return told;
  // Content-Length and chunking are Chromium's to check: no error means all of it came.
  return hop.endedAtMs !== null && hop.error === null && !hop.isCancelled;
}
