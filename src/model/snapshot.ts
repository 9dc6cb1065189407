// A snapshot: the immutable files of one capture, named by the digest of their manifest.
import type { Digest } from './digest.js';
import type { BlobRef, Exchange } from './exchange.js';
import type { CaptureId, WatchId } from './id.js';
import type { Instant } from './instant.js';
import type { PageReading } from './reading.js';

/** What went wrong between us and an answer, in the words of the network observation classes. */
export type TransportFailure =
  | 'nxdomain'
  | 'dns-fail'
  | 'dns-bogon'
  | 'refused'
  | 'timeout'
  | 'reset'
  | 'tls-error'
  | 'truncated';

/** Why a visit says nothing about the site: our own fault or our own choice. */
export type OwnFault =
  | 'browser-failed'
  | 'vantage-down'
  | 'attempt-lost'
  | 'address-refused'
  | 'disk-full'
  | 'monitor-offline'
  | 'internal';

/** How the visit of the main document ended. */
export type VisitOutcome =
  | { readonly kind: 'answered'; readonly status: number }
  | {
      readonly kind: 'failed';
      /** The step that failed. */
      readonly step: 'dns' | 'tcp' | 'tls' | 'http';
      readonly failure: TransportFailure;
      /** For people: what exactly was seen. */
      readonly detail: string;
      /** Chromium's error name, such as `ERR_CERT_DATE_INVALID`, or null. */
      readonly netError: string | null;
    }
  | { readonly kind: 'not-made'; readonly fault: OwnFault; readonly detail: string };

export interface Redirect {
  readonly url: string;
  /** HTTP status; 0 for a redirect made by meta refresh or script. */
  readonly status: number;
  /** Absolute URL it led to. */
  readonly location: string;
}

/** What a name resolved to through the vantage. */
export interface DnsAnswer {
  readonly host: string;
  readonly at: Instant;
  /** Where the answer came from: `config` (egress.resolve), `system`, or the vantage's proxy. */
  readonly source: 'config' | 'system' | 'proxy';
  readonly addresses: readonly string[];
  /** Resolver error code such as `ENOTFOUND`, or null. */
  readonly error: string | null;
}

/** One question about our own line, asked while or just before a visit reached nobody. */
export interface ControlAnswer {
  /**
   * `canary`: a connection to an address of egress.canaries. `other-site`: one to another watched site
   * that was well when last seen. `latest-look`: what a look at such a site showed minutes ago.
   * `top-level`: an answer about the name's top-level domain from our own DNS. `route`: whether the
   * kernel knows a way to the address. `proxy`: a connection to the vantage's last proxy.
   */
  readonly what: 'canary' | 'other-site' | 'latest-look' | 'top-level' | 'route' | 'proxy';
  /** What was asked; null for watched sites: who reads the evidence must not learn what else is watched. */
  readonly name: string | null;
  readonly at: Instant;
  /** Whether it worked; null where that would tell nothing, as with a name that the config fixes. */
  readonly isWell: boolean | null;
}

/** How our own line fared when a visit reached nobody (proof-facts §5.12: never mix "we failed" with "it is gone"). */
export interface Control {
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  readonly answers: readonly ControlAnswer[];
}

/** A round of a drand beacon, with all that is needed to check it offline (src/formats/drand.ts). */
export interface BeaconRound {
  /** SHA-256 that names the chain, hex. */
  readonly chain: string;
  readonly scheme: 'bls-unchained-g1-rfc9380';
  readonly beacon: string;
  readonly publicKey: string;
  readonly groupHash: string;
  readonly genesisTimeS: number;
  readonly periodS: number;
  readonly round: number;
  readonly signature: string;
}

/** What nobody could know before its time: the manifest that holds it is no older. */
export interface NotBefore {
  /** The newest checkpoint of our own log when the capture began, as signed (C2SP note). */
  readonly checkpoint?: string;
  readonly drand?: BeaconRound;
}

/** Something the gateway did not let through. */
export interface Refusal {
  readonly at: Instant;
  readonly host: string;
  readonly port: number;
  readonly reason: 'private-address' | 'not-the-page' | 'bytes-limit' | 'bad-request' | 'too-many';
  readonly detail: string;
  /** How often, where it was more than once; `at` is the first time. */
  readonly times?: number;
}

/** Something the page has that this snapshot does not, with the reason. */
export interface NotCaptured {
  readonly url: string;
  readonly reason: string;
}

export type FileRole =
  /** Full-page picture, PNG. */
  | 'screenshot'
  /** JPEG, at most 640 × 360. */
  | 'thumbnail'
  /** The first screenful, PNG. */
  | 'view'
  /** The rendered DOM, serialised, UTF-8. */
  | 'dom'
  /** The visible text, one block a line, UTF-8. */
  | 'text'
  /** PageReading as canonical JSON. */
  | 'reading';

export interface SnapshotFile {
  readonly role: FileRole;
  readonly digest: Digest;
  readonly sizeBytes: number;
  readonly mediaType: string;
}

/** Where connections through a vantage's proxies came out. What the proxies do behind it is not known. */
export interface VantageExit {
  /** As configured, in their order, without credentials. */
  readonly proxies: readonly string[];
  /** Addresses the last proxy says it connected from; empty where it does not say. */
  readonly addresses: readonly string[];
}

/** How the capture was made (Berkeley Protocol ¶155 g; SWGDE 21-F-001 §7.5). */
export interface Provenance {
  readonly software: string;
  readonly node: string;
  readonly os: string;
  /** Product and version, such as `Chromium 156.0.8078.79`. */
  readonly browser: string;
  readonly browserArguments: readonly string[];
  readonly sandbox: boolean;
  readonly userAgent: string;
  readonly acceptLanguage: string;
  readonly viewport: { readonly widthPx: number; readonly heightPx: number };
  readonly timezone: string;
  readonly settings: Readonly<Record<string, string | number | boolean | null>>;
  /** Absent for this machine's own connection. */
  readonly exit?: VantageExit;
}

/** Who collected it, as far as they say (Berkeley Protocol ¶155 g, ¶101: a pseudonym will do). */
export interface Collector {
  readonly name: string;
  readonly role: string | null;
  readonly organisation: string | null;
  /** SHA-256 of a file with their identity that is kept sealed, to be opened before a court. */
  readonly sealedIdentity: Digest | null;
}

/** Something we did to the page, in order. */
export interface Interaction {
  readonly atMs: number;
  readonly what: string;
  /** What a dialog of the page told its visitor; absent for everything else. */
  readonly said?: string;
}

/**
 * The canonical list of everything one capture kept. Its RFC 8785 bytes are a blob, and their
 * digest is the snapshot's name.
 */
export interface Manifest {
  readonly v: 1;
  readonly capture: CaptureId;
  readonly watch: WatchId;
  /** The address visited, as typed. */
  readonly url: string;
  readonly finalUrl: string | null;
  readonly vantage: string;
  readonly scheduledAt: Instant;
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  /** 1 for the first try at this due time. */
  readonly attempt: number;
  readonly outcome: VisitOutcome;
  readonly redirects: readonly Redirect[];
  /** Index into `exchanges` of the main document's last response, or null. */
  readonly mainExchange: number | null;
  readonly exchanges: readonly Exchange[];
  readonly files: readonly SnapshotFile[];
  readonly title: string | null;
  readonly dns: readonly DnsAnswer[];
  readonly refused: readonly Refusal[];
  readonly notCaptured: readonly NotCaptured[];
  readonly interactions: readonly Interaction[];
  readonly provenance: Provenance | null;
  /** TLS handshakes of the connections the exchanges came over; absent where there are none. */
  readonly handshakes?: BlobRef;
  /** What resolvers named by the config said (src/formats/lookups-file.ts); absent where none was asked. */
  readonly lookups?: BlobRef;
  /** Absent where there was neither a checkpoint nor a beacon. */
  readonly notBefore?: NotBefore;
  /** Absent where the visit reached the site, or the site stands on this machine. */
  readonly control?: Control;
  /** Absent where nobody was named. */
  readonly collector?: Collector;
  /** 64 hex characters; `target` of the log entry is SHA-256 of these 32 bytes and the URL. */
  readonly salt: string;
}

/** A snapshot read back for comparing and judging. */
export interface Snapshot {
  readonly digest: Digest;
  readonly manifest: Manifest;
  /** Null when nothing was rendered. */
  readonly reading: PageReading | null;
}

/** What the files of a snapshot say of those behind its page. */
export interface Behind {
  /** Whom the leaf certificate names as its issuer, and SHA-256 of its key; null where there is none. */
  readonly certificate: { readonly issuer: string; readonly key: string } | null;
  /** Accounts of services that count visitors, such as `Baidu 0123…`. */
  readonly accounts: readonly string[];
  /** Servers of the page's zone, as each resolver named them; empty where none was asked. */
  readonly nameServers: readonly {
    readonly resolver: string;
    readonly servers: readonly string[];
  }[];
}
