// Sockets, sessions and jobs of the NetLog -> which connection carried a request. The chain:
// URL_REQUEST -> HTTP_STREAM_JOB -> (HTTP2_SESSION ->) SOCKET, or a connect job that never made one.
import { placeOf } from '../tls-handshake.js';
import type { NetlogEvent } from './event.js';
import { bytesOf, dependencyOf, textOf } from './event.js';
import type { NetlogSocket } from './hop.js';
import { cipherSuiteName, tlsVersionName } from './tls.js';

/** A job runs on an HTTP/2 session: its own, one that was there, one that came up meanwhile. */
const JOINS_SESSION: ReadonlySet<string> = new Set([
  'HTTP2_SESSION_POOL_IMPORTED_SESSION_FROM_SOCKET',
  'HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION',
  'HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION_FROM_IP_POOL',
  'HTTP_STREAM_JOB_HTTP2_SESSION_AVAILABLE',
]);

export class Connections {
  readonly #sockets = new Map<number, NetlogSocket>();
  readonly #socketOfConnectJob = new Map<number, number>();
  readonly #socketOfSession = new Map<number, number>();
  readonly #socketOfJob = new Map<number, number>();

  socket(id: number): NetlogSocket {
    const known = this.#sockets.get(id);
    if (known !== undefined) return known;
    const socket: NetlogSocket = {
      localPort: null,
      isTls: false,
      isTlsEstablished: false,
      isHttp2: false,
      tlsVersion: null,
      cipherSuite: null,
      certificates: [],
      isClientCertificateAsked: false,
      handshake: [],
      isHandshakeRead: false,
      speaking: null,
      streams: new Map(),
      sent: null,
      received: null,
    };
    this.#sockets.set(id, socket);
    return socket;
  }

  socketOfJob(jobId: number | null): NetlogSocket | null {
    const id = jobId === null ? undefined : this.#socketOfJob.get(jobId);
    return id === undefined ? null : this.socket(id);
  }

  /** Takes in what an event says about who is tied to whom. */
  tie(event: NetlogEvent): void {
    const dependency = dependencyOf(event.params);
    if (dependency === null) return;
    if (event.type === 'SOCKET_POOL_BOUND_TO_SOCKET') {
      this.#socketOfJob.set(event.sourceId, dependency);
    } else if (event.type === 'SOCKET_POOL_BOUND_TO_CONNECT_JOB') {
      const socket = this.#socketOfConnectJob.get(dependency);
      if (socket !== undefined) this.#socketOfJob.set(event.sourceId, socket);
    } else if (event.type === 'CONNECT_JOB_SET_SOCKET') {
      this.#socketOfConnectJob.set(event.sourceId, dependency);
    } else if (event.type === 'HTTP2_SESSION_INITIALIZED') {
      this.#socketOfSession.set(event.sourceId, dependency);
      this.socket(dependency).isHttp2 = true;
    } else if (JOINS_SESSION.has(event.type)) {
      const socket = this.#socketOfSession.get(dependency);
      if (socket !== undefined) this.#socketOfJob.set(event.sourceId, socket);
    }
  }

  /** The socket an HTTP/2 session runs on. */
  socketOfSession(sessionId: number): NetlogSocket | null {
    const id = this.#socketOfSession.get(sessionId);
    return id === undefined ? null : this.socket(id);
  }
}

/** Takes in the end of a TCP or TLS handshake. */
export function noteHandshake(socket: NetlogSocket, event: NetlogEvent): void {
  if (event.type === 'TCP_CONNECT' && event.phase === 'end') {
    const port = /:([0-9]+)$/.exec(textOf(event.params.local_address) ?? '')?.[1];
    socket.localPort = port === undefined ? null : Number(port);
  }
  if (event.type !== 'SSL_CONNECT') return;
  socket.isTls = true;
  if (event.phase !== 'end' || event.params.net_error !== undefined) return;
  socket.isTlsEstablished = true;
  // With an encrypted ClientHello the server signs one that the log does not show (RFC 9849 §6.1).
  if (event.params.encrypted_client_hello === true) socket.handshake = null;
  socket.tlsVersion = tlsVersionName(event.params.version);
  socket.cipherSuite = cipherSuiteName(event.params.cipher_suite);
  socket.isHttp2 = event.params.next_proto === 'h2';
}

/** Takes in a message of a TLS handshake. */
export function noteHandshakeMessage(socket: NetlogSocket, event: NetlogEvent): void {
  if (socket.isHandshakeRead) return;
  const from = event.type === 'SSL_HANDSHAKE_MESSAGE_SENT' ? 'client' : 'server';
  const message = { from, bytes: bytesOf(event.params) } as const;
  const { isKept, isLast } = placeOf(message);
  if (isKept) socket.handshake?.push(message);
  socket.isHandshakeRead = isLast;
}
