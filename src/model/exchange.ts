// One HTTP request with its response, as the browser's own connection carried it.
import type { Digest } from './digest.js';
import type { Instant } from './instant.js';

/** Bytes named by their digest; the bytes themselves are a blob of the archive. */
export interface BlobRef {
  readonly digest: Digest;
  readonly sizeBytes: number;
}

/** What the browser used the response for. */
export type ResourceType =
  | 'document'
  | 'frame'
  | 'subresource'
  /** A file the page links to, asked for by us once the page had been read. */
  | 'linked'
  | 'preflight'
  | 'favicon'
  | 'other';

/**
 * Header blocks are isomorphic strings (one character per byte, U+0000–U+00FF; WHATWG Infra
 * "isomorphic decode"): start line, header lines in wire order and case, each ended by CRLF, and
 * the empty line. HTTP/2 and later carry no such block: an equivalent HTTP/1.1 block is written,
 * without pseudo-headers, and `protocol` says what was spoken.
 */
export interface Exchange {
  readonly url: string;
  readonly method: string;
  readonly startedAt: Instant;
  /** Until the last byte or the failure; null when it never ended. */
  readonly durationMs: number | null;
  readonly resourceType: ResourceType;
  readonly protocol: 'http/1.0' | 'http/1.1' | 'h2' | null;
  /** `address:port` (IPv6 in brackets) that answered, as the gateway connected it. */
  readonly remoteAddress: string | null;
  readonly tls: ExchangeTls | null;
  /** Null when the request was never sent. */
  readonly requestHead: string | null;
  readonly requestBody: BlobRef | null;
  readonly responseHead: string | null;
  readonly status: number | null;
  /** Entity body: transfer-coding removed, content-coding as sent (WARC/1.1 §5.9 payload). */
  readonly responseBody: BlobRef | null;
  /** Chromium's name of the failure, such as `ERR_CONNECTION_RESET`, or null. */
  readonly error: string | null;
  /** WARC/1.1 §5.13. */
  readonly truncated: 'length' | 'time' | 'disconnect' | 'unspecified' | null;
  /** Absolute URL the browser went to from here, for a redirect it followed. */
  readonly redirectsTo: string | null;
  /** Heads of the 1xx answers before this one, in order; absent when there were none. */
  readonly interim?: readonly string[];
  /** Trailer section (RFC 9112 §7.1.2), lines as in a head and the empty line; absent without. */
  readonly trailers?: string;
  /** WebSocket frames of both directions as they came, JSON Lines (docs/on-disk-format.md); absent without. */
  readonly frames?: BlobRef;
}

export interface ExchangeTls {
  /** `tls/1.3`, `tls/1.2` … or null when unknown. */
  readonly version: string | null;
  /** IANA name such as `TLS_AES_128_GCM_SHA256`, or null when unknown. */
  readonly cipherSuite: string | null;
  /** The chain as the server sent it, leaf first; each blob is DER. */
  readonly certificates: readonly Digest[];
  /** The server wanted to know who asks, and was told nothing; absent where it did not. */
  readonly isClientCertificateAsked?: true;
  /** Place of the connection's handshake in the snapshot's file of them; absent where none was kept. */
  readonly handshake?: number;
}
