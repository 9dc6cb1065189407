// Chromium NetLog (--log-net-log, capture mode Everything), line by line -> HTTP exchanges with
// their exact header blocks; bodies and certificates go to a sink as they come, so that a log of
// any size is read in constant memory. A log cut off by a crash is read as far as it goes.
import type { Digest } from '../model/digest.js';
import type { Handshake } from './handshakes-file.js';
import { isBodyWhole, type NetlogHop, type NetlogSocket } from './netlog/hop.js';
import { LogReader } from './netlog/log-reader.js';
import type { NetlogSink } from './netlog/sink.js';

/** One request with what came back, as the log tells it. */
export interface NetlogExchange {
  /** Same for all hops of one redirect chain. */
  readonly chain: number;
  /** The address the chain began with, though perhaps it was never asked for (HSTS). */
  readonly chainUrl: string;
  readonly url: string;
  readonly method: string;
  readonly startedAtMs: number;
  /** Null when it never ended. */
  readonly endedAtMs: number | null;
  readonly requestType: string;
  /** False for what the browser asked of its own accord: updates, accounts, connectivity checks. */
  readonly isOfPage: boolean;
  readonly annotation: number | null;
  readonly localPort: number | null;
  readonly protocol: NetlogHop['protocol'];
  /** Null without TLS; `isEstablished` is false when the handshake failed. */
  readonly tls: {
    readonly isEstablished: boolean;
    readonly version: string | null;
    readonly cipherSuite: string | null;
    readonly certificates: readonly Digest[];
    readonly isClientCertificateAsked: boolean;
    /** Place among the handshakes of the reading, or null. */
    readonly handshake: number | null;
  } | null;
  readonly requestHead: string | null;
  readonly requestBodyId: number | null;
  /** Heads of 1xx answers before the final one. */
  readonly interim: readonly string[];
  readonly responseHead: string | null;
  /** False where the browser would not have the head for an answer. */
  readonly isHeadTaken: boolean;
  readonly status: number | null;
  readonly responseBodyId: number | null;
  /** The trailer section, with an empty line. */
  readonly trailers: string | null;
  /** Number of the WebSocket frames among the bodies: JSON Lines. */
  readonly framesId: number | null;
  /** True once the last byte of the response was there. */
  readonly isBodyWhole: boolean;
  /** What was cut short by the page or the end of the visit is ERR_ABORTED. */
  readonly error: string | null;
  readonly redirectsTo: string | null;
}

export interface NetlogReading {
  readonly exchanges: readonly NetlogExchange[];
  /** TLS handshakes of the connections that the page's exchanges came over. */
  readonly handshakes: readonly Handshake[];
  /** Such as `Chromium 156.0.8078.79`; null when not even the first line was whole. */
  readonly product: string | null;
  /** Events the reader goes by that this browser does not log. */
  readonly missingEvents: readonly string[];
}

export interface NetlogReader {
  line(text: string): void;
  end(): NetlogReading;
}

/** Traffic annotations (hashes of their names) of requests made for a page. */
export const ANNOTATIONS = {
  navigation_url_loader: 63_171_670,
  blink_resource_loader: 101_845_102,
  favicon_loader: 112_189_210,
} as const;

const NOT_AN_ORIGIN = 'not an origin';

/** A reader for one log; `line` takes its lines in order, without their line ends. */
export function createNetlogReader(sink: NetlogSink): NetlogReader {
  const reader = new LogReader(sink);
  return {
    line: (text) => reader.line(text),
    end() {
      const hops = reader.end();
      const sockets = handshakingSockets(hops);
      return {
        exchanges: hops.map((hop) => exchangeOf(hop, sockets)),
        handshakes: sockets.map(({ handshake }) => handshake ?? []),
        product: reader.product,
        missingEvents: reader.missingEvents,
      };
    },
  };
}

/** Connections of the page's own with a handshake, in the order of their first exchange. */
function handshakingSockets(hops: readonly NetlogHop[]): readonly NetlogSocket[] {
  const sockets = hops.filter(isOfPage).flatMap(({ socket }) => socket ?? []);
  return [...new Set(sockets)].filter(
    ({ isTls, handshake }) => isTls && handshake !== null && handshake.length > 0,
  );
}

/** What no initiator of the web asked for is the browser's own. */
function isOfPage({ requestType, initiator }: NetlogHop): boolean {
  const isBrowsers =
    initiator === '' || initiator === NOT_AN_ORIGIN || initiator.startsWith('chrome');
  return requestType !== 'other' || !isBrowsers;
}

function exchangeOf(hop: NetlogHop, sockets: readonly NetlogSocket[]): NetlogExchange {
  const { socket } = hop;
  const handshake = socket === null || !isOfPage(hop) ? -1 : sockets.indexOf(socket);
  const isWhole = isBodyWhole(hop);
  const isAborted = hop.isCancelled && !(isWhole && hop.responseHead !== null);
  return {
    chain: hop.sourceId,
    chainUrl: hop.chainUrl,
    url: hop.url,
    method: hop.method,
    startedAtMs: hop.startedAtMs,
    endedAtMs: hop.endedAtMs,
    requestType: hop.requestType,
    isOfPage: isOfPage(hop),
    annotation: hop.annotation,
    localPort: socket?.localPort ?? null,
    protocol: hop.protocol,
    tls:
      socket?.isTls === true
        ? {
            isEstablished: socket.isTlsEstablished,
            version: socket.tlsVersion,
            cipherSuite: socket.cipherSuite,
            certificates: socket.certificates,
            isClientCertificateAsked: socket.isClientCertificateAsked,
            handshake: handshake < 0 ? null : handshake,
          }
        : null,
    requestHead: hop.requestHead,
    requestBodyId: hop.requestBodyId,
    interim: hop.interim,
    responseHead: hop.responseHead,
    isHeadTaken: hop.isHeadTaken,
    status: hop.status,
    responseBodyId: hop.responseBodyId,
    trailers: hop.trailers,
    framesId: hop.framesId,
    isBodyWhole: isWhole,
    error: hop.error ?? (isAborted ? 'ERR_ABORTED' : null),
    redirectsTo: hop.redirectsTo,
  };
}
