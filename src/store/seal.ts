// A visit -> a snapshot: every body, file and reading a blob, and one manifest (RFC 8785) whose
// digest names them all. And back again.
import { VestigeError } from '../errors.js';
import { canonicalBytes, parseStrictJson } from '../formats/canonical-json.js';
import { writeLookups } from '../formats/lookups-file.js';
import type { CaptureFiles } from '../model/capture.js';
import type { Digest } from '../model/digest.js';
import type { BlobRef } from '../model/exchange.js';
import type { CaptureId, WatchId } from '../model/id.js';
import type { Instant } from '../model/instant.js';
import { type PageReading, visibleText } from '../model/reading.js';
import type {
  Collector,
  FileRole,
  Manifest,
  NotBefore,
  NotCaptured,
  Snapshot,
  SnapshotFile,
} from '../model/snapshot.js';
import type { Visit } from '../model/visit.js';
import type { BlobStore } from '../ports/blob-store.js';
import { firstScreenful } from './pictures.js';

export interface SealInput {
  readonly visit: Visit;
  readonly captureId: CaptureId;
  readonly watchId: WatchId;
  /** As typed. */
  readonly url: string;
  readonly vantage: string;
  readonly scheduledAt: Instant;
  readonly attempt: number;
  /** 64 hex characters. */
  readonly salt: string;
  /** Null where nobody is named. */
  readonly collector?: Collector | null;
  /** What nobody could know before the visit; null where there is nothing. */
  readonly notBefore?: NotBefore | null;
  /** An earlier snapshot of the watch: what resembles it is kept as the difference to it. */
  readonly previous?: Pick<Snapshot, 'digest' | 'manifest'> | null;
}

export interface SealedSnapshot {
  readonly manifest: Manifest;
  /** The snapshot's name: digest of the manifest's bytes. */
  readonly digest: Digest;
  readonly files: CaptureFiles;
}

/** Bodies stored at once: enough for the disk to sync several together. */
const CONCURRENCY = 8;

interface Draft {
  readonly role: FileRole;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/**
 * Stores everything of a visit, whatever came of it, and the manifest last. When it resolves the
 * whole snapshot survives a power cut. The visit's spooled files are taken over.
 * @throws STORE_DISK_FULL, STORE_FAILED, STORE_DIGEST_MISMATCH; INTERNAL when an exchange names bytes nobody has.
 */
export async function sealSnapshot(
  deps: { readonly blobs: BlobStore },
  input: SealInput,
): Promise<SealedSnapshot> {
  const { blobs } = deps;
  const { visit } = input;
  const previous = input.previous ?? null;
  const likes = likenesses(visit, previous?.manifest ?? null);
  await eachOf(visit.spooled, ({ path, digest }) =>
    blobs.putFile(path, digest, likes.bodies.get(digest)),
  );
  await eachOf(blobsOf(visit), async (digest) => {
    if (await blobs.has(digest)) return;
    throw new VestigeError('INTERNAL', `The visit names ${digest} but did not bring it.`);
  });
  const pictures = await picturesOf(visit);
  const files: SnapshotFile[] = [];
  for (const { role, mediaType, bytes } of [...pictures.drafts, ...textsOf(visit)]) {
    const digest = await blobs.put(bytes, likes.files.get(role));
    files.push({ role, digest, sizeBytes: bytes.length, mediaType });
  }
  const lookups = await keepLookups(blobs, visit);
  const manifest = wellFormed(toManifest(input, { files, lookups }, pictures.notCaptured));
  const digest = await blobs.put(canonicalBytes(manifest), previous?.digest);
  return { manifest, digest, files: captureFiles(manifest) };
}

/**
 * Reads a snapshot back.
 * @throws STORE_BLOB_MISSING, STORE_DIGEST_MISMATCH; STORE_FAILED when the bytes are no manifest.
 */
export async function loadSnapshot(
  deps: { readonly blobs: BlobStore },
  digest: Digest,
): Promise<Snapshot> {
  const manifest = await loadManifest(deps, digest);
  const file = manifest.files.find(({ role }) => role === 'reading');
  const reading =
    file === undefined ? null : (parseStrictJson(await deps.blobs.get(file.digest)) as PageReading);
  return { digest, manifest, reading };
}

/**
 * Reads a snapshot's manifest alone.
 * @throws STORE_BLOB_MISSING, STORE_DIGEST_MISMATCH; STORE_FAILED when the bytes are no manifest.
 */
export async function loadManifest(
  deps: { readonly blobs: BlobStore },
  digest: Digest,
): Promise<Manifest> {
  return parseManifest(await deps.blobs.get(digest), digest);
}

/** The manifest in the bytes of a blob. @throws STORE_FAILED when they are none. */
export function parseManifest(bytes: Uint8Array, digest: Digest): Manifest {
  let value: unknown;
  try {
    value = parseStrictJson(bytes);
  } catch (cause) {
    throw new VestigeError('STORE_FAILED', `${digest} is not a manifest.`, { cause });
  }
  if (typeof value !== 'object' || value === null || !('v' in value) || value.v !== 1) {
    throw new VestigeError('STORE_FAILED', `${digest} is not a manifest of version 1.`);
  }
  // The digest vouches for the rest: these are bytes that sealSnapshot wrote.
  return value as Manifest;
}

/** Every blob that exchanges name, and their handshakes: bodies and certificates, each once. */
export function blobsOf({
  exchanges,
  handshakes,
}: Pick<Manifest, 'exchanges' | 'handshakes'>): readonly Digest[] {
  const digests = exchanges.flatMap((exchange) => [
    ...[exchange.requestBody, exchange.responseBody, exchange.frames ?? null].flatMap(
      (body) => body?.digest ?? [],
    ),
    ...(exchange.tls?.certificates ?? []),
  ]);
  return [...new Set([...digests, ...(handshakes === undefined ? [] : [handshakes.digest])])];
}

/** What each body and file was the last time: the body from the same address, the file of the same role. */
function likenesses(
  { exchanges, handshakes }: Visit,
  previous: Manifest | null,
): { readonly bodies: ReadonlyMap<Digest, Digest>; readonly files: ReadonlyMap<string, Digest> } {
  const byUrl = new Map<string, Digest>();
  for (const { url, responseBody } of previous?.exchanges ?? []) {
    if (responseBody !== null) byUrl.set(url, responseBody.digest);
  }
  const bodies = new Map<Digest, Digest>();
  for (const { url, responseBody } of exchanges) {
    const before = byUrl.get(url);
    if (responseBody !== null && before !== undefined) bodies.set(responseBody.digest, before);
  }
  // The certificates in them are the same as long as the site's are.
  if (handshakes !== undefined && previous?.handshakes !== undefined) {
    bodies.set(handshakes.digest, previous.handshakes.digest);
  }
  const files = new Map((previous?.files ?? []).map(({ role, digest }) => [role, digest]));
  return { bodies, files };
}

async function keepLookups(blobs: BlobStore, { lookups }: Visit): Promise<BlobRef | null> {
  if (lookups === undefined || lookups.length === 0) return null;
  const bytes = writeLookups(lookups);
  return { digest: await blobs.put(bytes), sizeBytes: bytes.length };
}

function toManifest(
  input: SealInput,
  kept: { readonly files: readonly SnapshotFile[]; readonly lookups: BlobRef | null },
  notPictured: readonly NotCaptured[],
): Manifest {
  const { visit } = input;
  return {
    v: 1,
    capture: input.captureId,
    watch: input.watchId,
    url: input.url,
    finalUrl: visit.finalUrl,
    vantage: input.vantage,
    scheduledAt: input.scheduledAt,
    startedAt: visit.startedAt,
    finishedAt: visit.finishedAt,
    attempt: input.attempt,
    outcome: visit.outcome,
    redirects: visit.redirects,
    mainExchange: visit.mainExchange,
    exchanges: visit.exchanges,
    files: kept.files,
    title: visit.reading?.title ?? null,
    dns: visit.dns,
    refused: visit.refused,
    notCaptured: [...visit.notCaptured, ...notPictured],
    interactions: visit.interactions,
    provenance: visit.provenance,
    ...(visit.handshakes === undefined ? {} : { handshakes: visit.handshakes }),
    ...(input.notBefore == null ? {} : { notBefore: input.notBefore }),
    ...(visit.control === undefined ? {} : { control: visit.control }),
    ...(kept.lookups === null ? {} : { lookups: kept.lookups }),
    ...(input.collector == null ? {} : { collector: input.collector }),
    salt: input.salt,
  };
}

function textsOf({ reading, dom }: Visit): readonly Draft[] {
  const utf8 = new TextEncoder();
  const drafts: Draft[] = [];
  if (dom !== null) {
    drafts.push({ role: 'dom', mediaType: 'text/html; charset=utf-8', bytes: utf8.encode(dom) });
  }
  if (reading !== null) {
    const text = utf8.encode(visibleText(reading));
    drafts.push({ role: 'text', mediaType: 'text/plain; charset=utf-8', bytes: text });
    const bytes = canonicalBytes(wellFormed(reading));
    drafts.push({ role: 'reading', mediaType: 'application/json', bytes });
  }
  return drafts;
}

/** A picture that cannot be cut leaves the capture whole: what is missing is said in the manifest. */
async function picturesOf({
  screenshot,
  provenance,
  finalUrl,
}: Visit): Promise<{ drafts: readonly Draft[]; notCaptured: readonly NotCaptured[] }> {
  if (screenshot === null) return { drafts: [], notCaptured: [] };
  const whole: Draft = { role: 'screenshot', mediaType: 'image/png', bytes: screenshot };
  try {
    const { view, thumbnail } = await firstScreenful(screenshot, provenance?.viewport ?? null);
    const drafts: readonly Draft[] = [
      whole,
      { role: 'view', mediaType: 'image/png', bytes: view },
      { role: 'thumbnail', mediaType: 'image/jpeg', bytes: thumbnail },
    ];
    return { drafts, notCaptured: [] };
  } catch (error) {
    const reason = `no thumbnail could be made: ${String(error)}`;
    return { drafts: [whole], notCaptured: [{ url: finalUrl ?? '', reason }] };
  }
}

function captureFiles({ files, exchanges, mainExchange }: Manifest): CaptureFiles {
  const named = (role: FileRole) => files.find((file) => file.role === role)?.digest ?? null;
  const main = mainExchange === null ? undefined : exchanges[mainExchange];
  return {
    screenshot: named('screenshot'),
    thumbnail: named('thumbnail'),
    html: main?.responseBody?.digest ?? null,
    dom: named('dom'),
    text: named('text'),
  };
}

/** Pages may hold lone surrogates, which UTF-8 and RFC 8785 cannot write: they become U+FFFD. */
function wellFormed<T>(value: T): T {
  const mend = (item: unknown): unknown => {
    if (typeof item === 'string') return item.replace(/\p{Surrogate}/gu, '\uFFFD');
    if (Array.isArray(item)) return item.map(mend);
    if (typeof item !== 'object' || item === null) return item;
    return Object.fromEntries(Object.entries(item).map(([key, inner]) => [mend(key), mend(inner)]));
  };
  return mend(value) as T;
}

/** Runs `act` over all items, a few at once; throws the first error once nothing runs any more. */
async function eachOf<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const work = async () => {
    for (const item of waiting) await act(item);
  };
  const ended = await Promise.allSettled(Array.from({ length: CONCURRENCY }, work));
  const failed = ended.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
