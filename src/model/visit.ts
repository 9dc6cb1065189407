// A visit: what came back from one run of the browser, before anything is stored.
import type { Digest } from './digest.js';
import type { BlobRef, Exchange } from './exchange.js';
import type { Instant } from './instant.js';
import type { Lookup } from './lookup.js';
import type { PageReading } from './reading.js';
import type {
  Control,
  DnsAnswer,
  Interaction,
  NotCaptured,
  Provenance,
  Redirect,
  Refusal,
  VisitOutcome,
} from './snapshot.js';

/** Bytes in a file of the visit's own directory, already hashed; gone once the visit is disposed. */
export interface SpooledBytes {
  readonly path: string;
  readonly digest: Digest;
  readonly sizeBytes: number;
}

export interface VisitRequest {
  /** As typed. */
  readonly url: string;
  readonly vantage: string;
  /** BCP 47 tag, or null for the browser's own. */
  readonly language: string | null;
  readonly ignore: readonly string[];
  readonly select: readonly string[];
  readonly timeoutMs: number;
  readonly settleMs: number;
  readonly maxBytes: number;
  readonly userAgent: string | null;
  /** Paths of the page's own site asked for once it was looked at, such as `/robots.txt`; absent: none. */
  readonly besides?: readonly string[];
  /** Files of the page's own site that it links to and that are fetched as well; absent: none. */
  readonly linkedFiles?: { readonly most: number; readonly maxBytes: number };
}

export interface Visit {
  readonly finalUrl: string | null;
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  readonly outcome: VisitOutcome;
  readonly redirects: readonly Redirect[];
  readonly mainExchange: number | null;
  /** Every body and certificate they name is among `spooled`. */
  readonly exchanges: readonly Exchange[];
  readonly spooled: readonly SpooledBytes[];
  /** TLS handshakes (src/formats/handshakes-file.ts), among `spooled`; absent where there are none. */
  readonly handshakes?: BlobRef;
  /** Null when nothing was rendered (no answer, or not a document). */
  readonly reading: PageReading | null;
  /** Serialised DOM after rendering. */
  readonly dom: string | null;
  /** Full-page PNG. */
  readonly screenshot: Uint8Array | null;
  readonly dns: readonly DnsAnswer[];
  /** What resolvers named by the config said; absent where none was asked. */
  readonly lookups?: readonly Lookup[];
  /** How our own line fared; absent where the visit reached the site. */
  readonly control?: Control;
  readonly refused: readonly Refusal[];
  readonly notCaptured: readonly NotCaptured[];
  readonly interactions: readonly Interaction[];
  readonly provenance: Provenance | null;
}

/** A visit from which nothing came back; when, and why, is for the maker to say. */
export const NOTHING_SEEN: Omit<Visit, 'startedAt' | 'finishedAt' | 'outcome'> = {
  finalUrl: null,
  redirects: [],
  mainExchange: null,
  exchanges: [],
  spooled: [],
  reading: null,
  dom: null,
  screenshot: null,
  dns: [],
  refused: [],
  notCaptured: [],
  interactions: [],
  provenance: null,
};
