// One URL_REQUEST job as it grows, and the connection it runs on. Redirects share a source id; each
// hop is an exchange of its own.
import type { Digest } from '../../model/digest.js';
import type { NetlogEvent } from './event.js';
import { textOf } from './event.js';
import type { FrameReader } from './http2.js';

/** Bytes kept of what came before a response head was complete, and behind one nobody read. */
export const MAX_UNREAD_BYTES = 262_144;

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
  /** The HTTP/1.x request that has the connection to itself. */
  speaking: NetlogHop | null;
  sentFrames: FrameReader | null;
  /** HTTP/2 requests with a body, by stream. */
  readonly streams: Map<number, NetlogHop>;
}

export interface NetlogHop {
  readonly sourceId: number;
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
  /** What came so far, until the head is whole; behind a redirect, its body. */
  received: Buffer | null;
  responseHead: string | null;
  status: number | null;
  protocol: 'http/1.0' | 'http/1.1' | 'h2' | null;
  hasContentCoding: boolean;
  requestBodyId: number | null;
  responseBodyId: number | null;
  isBodyWhole: boolean;
  error: string | null;
  redirectsTo: string | null;
}

/** The hop a URL_REQUEST_START_JOB event begins. */
export function startHop(event: NetlogEvent, annotation: number | null): NetlogHop {
  return {
    sourceId: event.sourceId,
    url: textOf(event.params.url) ?? '',
    method: textOf(event.params.method) ?? 'GET',
    startedAtMs: event.atMs,
    requestType: textOf(event.params.request_type) ?? 'other',
    initiator: textOf(event.params.initiator) ?? '',
    annotation,
    jobId: null,
    socket: null,
    endedAtMs: null,
    requestHead: null,
    sent: null,
    received: null,
    responseHead: null,
    status: null,
    protocol: null,
    hasContentCoding: false,
    requestBodyId: null,
    responseBodyId: null,
    isBodyWhole: false,
    error: null,
    redirectsTo: null,
  };
}

/** Appends within the bound; what is past it is of no use to the head. */
export function appendBounded(kept: Buffer, more: Buffer): Buffer {
  const room = MAX_UNREAD_BYTES - kept.length;
  return room <= 0 ? kept : Buffer.concat([kept, more.subarray(0, room)]);
}
