// The bytes of a manifest or of a log entry -> values whose every member has its shape.
import type { CustodyEntry } from '../model/custody.js';
import type { Digest } from '../model/digest.js';
import type { BlobRef, Exchange, ExchangeTls } from '../model/exchange.js';
import type { CaptureId, WatchId } from '../model/id.js';
import type { Instant } from '../model/instant.js';
import type { LogEntry } from '../model/log.js';
import type {
  BeaconRound,
  Collector,
  Control,
  ControlAnswer,
  DnsAnswer,
  Interaction,
  Manifest,
  NotBefore,
  Provenance,
  Redirect,
  Refusal,
  SnapshotFile,
  VisitOutcome,
} from '../model/snapshot.js';
import { canonicalBytes, parseStrictJson } from './canonical-json.js';
import {
  count,
  flag,
  listOf,
  matching,
  number,
  object,
  oneOf,
  orNull,
  type Shape,
  text,
} from './shape.js';

const digest = matching<Digest>(/^sha256:[0-9a-f]{64}$/, 'a SHA-256 digest');
const instant = matching<Instant>(
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  'a UTC time with milliseconds',
);
const captureId = matching<CaptureId>(/^c_[0-9A-Za-z]+$/, 'the id of a capture');
const watchId = matching<WatchId>(/^w_[0-9A-Za-z]+$/, 'the id of a watch');
/** Nothing that could end a line or a header. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused.
const line = matching<string>(/^[^\u0000-\u001f\u007f]*$/, 'a text without control characters');
const blob = object<BlobRef>({ digest, sizeBytes: count });
const header = matching<string>(/^[^\u0100-\uffff]*\r\n\r\n$/, 'a header block');

const oneTrue: Shape<true> = (value, path) => {
  if (value !== true) throw new SyntaxError(`${path} is there and not true`);
  return value;
};

const tls = object<ExchangeTls>(
  { version: orNull(line), cipherSuite: orNull(line), certificates: listOf(digest) },
  { isClientCertificateAsked: oneTrue, handshake: count },
);

const exchange = object<Exchange>(
  {
    url: line,
    method: line,
    startedAt: instant,
    durationMs: orNull(number),
    resourceType: oneOf(
      'document',
      'frame',
      'subresource',
      'linked',
      'preflight',
      'favicon',
      'other',
    ),
    protocol: orNull(oneOf('http/1.0', 'http/1.1', 'h2')),
    remoteAddress: orNull(line),
    tls: orNull(tls),
    requestHead: orNull(header),
    requestBody: orNull(blob),
    responseHead: orNull(header),
    status: orNull(count),
    responseBody: orNull(blob),
    error: orNull(line),
    truncated: orNull(oneOf('length', 'time', 'disconnect', 'unspecified')),
    redirectsTo: orNull(line),
  },
  { interim: listOf(header), trailers: header, frames: blob },
);

/** Shapes that other files of ours use too. */
export { instant, line };

const kind = object<{ kind: string }>({ kind: oneOf('answered', 'failed', 'not-made') });

const outcome: Shape<VisitOutcome> = (value, path) => {
  switch (kind(value, path).kind) {
    case 'answered':
      object({ status: count })(value, path);
      break;
    case 'failed':
      object({ step: text, failure: text, detail: text, netError: orNull(text) })(value, path);
      break;
    default:
      object({ fault: text, detail: text })(value, path);
  }
  return value as VisitOutcome;
};

const file = object<SnapshotFile>({
  role: oneOf('screenshot', 'thumbnail', 'view', 'dom', 'text', 'reading'),
  digest,
  sizeBytes: count,
  mediaType: line,
});

const dnsAnswer = object<DnsAnswer>({
  host: line,
  at: instant,
  source: oneOf('config', 'system', 'proxy'),
  addresses: listOf(line),
  error: orNull(line),
});

const control = object<Control>({
  startedAt: instant,
  finishedAt: instant,
  answers: listOf(
    object<ControlAnswer>({
      // Later versions may ask for other things.
      what: text as Shape<ControlAnswer['what']>,
      name: orNull(line),
      at: instant,
      isWell: orNull(flag),
    }),
  ),
});

const hex = (bytes: number) =>
  matching<string>(new RegExp(`^[0-9a-f]{${bytes * 2}}$`), `${bytes} bytes as hex`);

const notBefore = object<NotBefore>(
  {},
  {
    checkpoint: text,
    drand: object<BeaconRound>({
      chain: hex(32),
      scheme: oneOf('bls-unchained-g1-rfc9380'),
      beacon: line,
      publicKey: hex(96),
      groupHash: hex(32),
      genesisTimeS: count,
      periodS: count,
      round: count,
      signature: hex(48),
    }),
  },
);

const provenance = object<Provenance>({
  software: text,
  node: text,
  os: text,
  browser: text,
  browserArguments: listOf(text),
  sandbox: flag,
  userAgent: text,
  acceptLanguage: text,
  viewport: object({ widthPx: count, heightPx: count }),
  timezone: text,
  settings: object<Provenance['settings']>({}),
});

const manifest = object<Manifest>(
  {
    v: oneOf(1),
    capture: captureId,
    watch: watchId,
    url: line,
    finalUrl: orNull(line),
    vantage: line,
    scheduledAt: instant,
    startedAt: instant,
    finishedAt: instant,
    attempt: count,
    outcome,
    redirects: listOf(object<Redirect>({ url: line, status: count, location: line })),
    mainExchange: orNull(count),
    exchanges: listOf(exchange),
    files: listOf(file),
    title: orNull(text),
    dns: listOf(dnsAnswer),
    // Later versions may refuse for other reasons.
    refused: listOf(
      object<Refusal>({
        at: instant,
        host: text,
        port: count,
        reason: text as Shape<Refusal['reason']>,
        detail: text,
      }),
    ),
    notCaptured: listOf(object({ url: text, reason: text })),
    interactions: listOf(object<Interaction>({ atMs: number, what: text }, { said: text })),
    provenance: orNull(provenance),
    salt: matching(/^[0-9a-f]{64}$/, '32 bytes as hex'),
  },
  {
    handshakes: blob,
    lookups: blob,
    control,
    notBefore,
    collector: object<Collector>({
      name: text,
      role: orNull(text),
      organisation: orNull(text),
      sealedIdentity: orNull(digest),
    }),
  },
);

const entryType = oneOf(
  ...(['capture', 'failure', 'gap', 'watch-added', 'watch-removed'] as const),
  ...(['policy', 'key', 'custody'] as const),
);

const logEntry = object<LogEntry>({
  v: oneOf(1),
  type: entryType,
  seq: count,
  at: instant,
  target: orNull(digest),
  manifest: orNull(digest),
  previous: orNull(digest),
  outcome: text,
});

const custodyEntry = object<CustodyEntry>({
  v: oneOf(1),
  capture: captureId,
  seq: count,
  at: instant,
  // Later versions may do other things with a capture.
  event: text as Shape<CustodyEntry['event']>,
  note: text,
  manifest: digest,
  previous: orNull(digest),
});

/**
 * Reads a manifest.
 * @throws SyntaxError when it is not one, or not in its one canonical form
 */
export function parseManifest(bytes: Uint8Array): Manifest {
  const value = manifest(parseCanonical(bytes), 'manifest');
  const { mainExchange, exchanges } = value;
  if (mainExchange !== null && mainExchange >= exchanges.length) {
    throw new SyntaxError('manifest.mainExchange points at no exchange');
  }
  const main = exchanges[mainExchange ?? -1];
  if (value.outcome.kind === 'answered' && value.outcome.status !== main?.status) {
    throw new SyntaxError('manifest.outcome is not the status of the main exchange');
  }
  return value;
}

/**
 * Reads a log entry.
 * @throws SyntaxError when it is not one, or not in its one canonical form
 */
export function parseLogEntry(bytes: Uint8Array): LogEntry {
  return logEntry(parseCanonical(bytes), 'entry');
}

/**
 * Reads a line of a record of custody.
 * @throws SyntaxError when it is not one, or not in its one canonical form
 */
export function parseCustodyEntry(bytes: Uint8Array): CustodyEntry {
  return custodyEntry(parseCanonical(bytes), 'entry');
}

/**
 * A value from its RFC 8785 bytes.
 * @throws SyntaxError when they are not canonical
 */
export function parseCanonical(bytes: Uint8Array): unknown {
  const value = parseStrictJson(bytes);
  if (!Buffer.from(canonicalBytes(value)).equals(bytes)) {
    throw new SyntaxError('it is not in canonical form (RFC 8785)');
  }
  return value;
}
