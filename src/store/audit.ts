// The whole archive -> what is wrong with it: every blob re-hashed; captures, manifests, log and
// checkpoints checked against one another.
import { VestigeError } from '../errors.js';
import { isSignedBy, parseCheckpoint, parseNote, parseVkey } from '../formats/checkpoint.js';
import { EMPTY_ROOT, leafHash, verifyInclusion } from '../formats/merkle.js';
import type { Digest } from '../model/digest.js';
import type { CaptureId, ImportedId } from '../model/id.js';
import type { LogEntry } from '../model/log.js';
import type { AuditProblem, AuditReport } from '../model/problem.js';
import { targetOf } from '../model/salt.js';
import type { Manifest } from '../model/snapshot.js';
import type { BlobStore } from '../ports/blob-store.js';
import type { Catalogue } from '../ports/catalogue.js';
import { blobsOf, parseManifest } from './seal.js';

export interface AuditDeps {
  readonly blobs: BlobStore;
  readonly catalogue: Catalogue;
  /** The key that signs the log's checkpoints. */
  readonly logVkey: string;
  /** The newest checkpoint kept apart from the catalogue. */
  readonly kept?: { newest(): Promise<string | null> };
}

/** Captures, then blobs; the count of blobs becomes known on the way. */
export interface AuditProgress {
  readonly done: number;
  readonly total: number;
}

/** What the manifests say must be there. */
interface Expected {
  readonly sizeBytes: number | null;
  /** The first capture, or imported page, that names it. */
  readonly capture: CaptureId | ImportedId;
}

const PAGE = 500;
/** Blobs checked at once. */
const TAKERS = 4;

/**
 * Checks everything stored. Damaged bytes are moved to quarantine; nothing else is changed. Others
 * may go on writing meanwhile: what they add after the start is left out.
 */
export async function auditArchive(
  deps: AuditDeps,
  onProgress: (progress: AuditProgress) => void = () => undefined,
): Promise<AuditReport> {
  const problems: AuditProblem[] = [];
  const expected = new Map<Digest, Expected>();
  const lost = new Set<Digest>();
  let captures = 0;
  try {
    const { size } = await deps.catalogue.treeHead();
    problems.push(...(await checkCatalogue(deps)));
    problems.push(...(await checkCheckpoints(deps)));
    for await (const step of checkCaptures(deps, size, expected, lost)) {
      problems.push(...step);
      captures += 1;
      onProgress({ done: captures, total: captures + expected.size });
    }
    for await (const { page, digest } of deps.catalogue.listImportedBlobs()) {
      expect(expected, digest, null, page);
    }
  } catch (error) {
    // A catalogue too damaged to be read to its end; the blobs are checked all the same.
    const detail = messageOf(error);
    problems.push({ code: 'catalogue-damaged', subject: 'catalogue', detail });
  }
  const { blobs, bytes, unreferenced, wrong } = await checkBlobs(
    deps,
    expected,
    lost,
    (done, total) => onProgress({ done: captures + done, total: captures + total }),
  );
  problems.push(...wrong);
  for (const [digest, { capture }] of expected) {
    const detail = `${digest}, named by ${capture}, is not in the archive.`;
    if (!lost.has(digest)) problems.push({ code: 'blob-missing', subject: digest, detail });
  }
  return { ok: problems.length === 0, blobs, bytes, problems, unreferenced };
}

async function checkCatalogue({ catalogue }: AuditDeps): Promise<AuditProblem[]> {
  const found = await catalogue.checkIntegrity();
  return found.map((detail) => ({
    code: detail.startsWith('log ') ? 'log-broken' : 'catalogue-damaged',
    subject: /\d+/.exec(detail)?.[0] ?? 'catalogue',
    detail,
  }));
}

/** Goes through log and captures side by side: both are in the order they were written. */
async function* checkCaptures(
  deps: AuditDeps,
  size: number,
  expected: Map<Digest, Expected>,
  lost: Set<Digest>,
): AsyncIterable<readonly AuditProblem[]> {
  const entries = captureEntries(deps.catalogue, size);
  let entry = await entries.next();
  for await (const named of deps.catalogue.listManifests()) {
    if (named.logIndex >= size) break;
    const problems: AuditProblem[] = [];
    while (!entry.done && entry.value.seq < named.logIndex) {
      problems.push(unclaimed(entry.value));
      entry = await entries.next();
    }
    const isLogged = !entry.done && entry.value.seq === named.logIndex;
    const logged = isLogged && !entry.done ? entry.value : null;
    if (logged === null || logged.manifest !== named.manifest) {
      const detail = `${named.capture} is not what the log has at ${named.logIndex}.`;
      problems.push({ code: 'capture-unlogged', subject: named.capture, detail });
    }
    if (logged !== null) entry = await entries.next();
    problems.push(...(await checkManifest(deps, named, logged, expected, lost)));
    yield problems;
  }
  for (; !entry.done; entry = await entries.next()) yield [unclaimed(entry.value)];
}

async function* captureEntries(
  catalogue: Catalogue,
  size: number,
): AsyncGenerator<LogEntry, undefined> {
  for (let from = 0; from < size; from += PAGE) {
    for (const entry of await catalogue.listLog(from, Math.min(PAGE, size - from))) {
      if (entry.type === 'capture' || entry.type === 'failure') yield entry;
    }
  }
}

function unclaimed({ seq, manifest }: LogEntry): AuditProblem {
  const detail = `The log has a capture at ${seq} (${manifest}) that the catalogue does not know.`;
  return { code: 'log-broken', subject: String(seq), detail };
}

/** Reads a manifest, checks it against the catalogue and the log, and notes every blob it names. */
async function checkManifest(
  { blobs }: AuditDeps,
  named: { capture: CaptureId; manifest: Digest },
  entry: LogEntry | null,
  expected: Map<Digest, Expected>,
  lost: Set<Digest>,
): Promise<readonly AuditProblem[]> {
  const { capture, manifest: digest } = named;
  expect(expected, digest, null, capture);
  let manifest: Manifest;
  try {
    manifest = parseManifest(await blobs.get(digest), digest);
  } catch (error) {
    lost.add(digest);
    return [{ code: codeOf(error), subject: digest, detail: `${capture}: ${messageOf(error)}` }];
  }
  for (const file of manifest.files) expect(expected, file.digest, file.sizeBytes, capture);
  for (const { requestBody, responseBody, frames = null } of manifest.exchanges) {
    for (const body of [requestBody, responseBody, frames]) {
      if (body !== null) expect(expected, body.digest, body.sizeBytes, capture);
    }
  }
  for (const file of [manifest.handshakes, manifest.lookups]) {
    if (file !== undefined) expect(expected, file.digest, file.sizeBytes, capture);
  }
  for (const other of blobsOf(manifest)) expect(expected, other, null, capture);
  const wrong = [
    ...(manifest.capture === capture ? [] : [`it is the manifest of ${manifest.capture}`]),
    ...(entry === null || entry.target === targetOf(manifest.salt, manifest.url)
      ? []
      : ['its address and salt do not give what the log has as target']),
  ];
  return wrong.map((reason) => ({
    code: 'manifest-mismatch',
    subject: capture,
    detail: `${capture}: ${reason}.`,
  }));
}

function expect(
  expected: Map<Digest, Expected>,
  digest: Digest,
  sizeBytes: number | null,
  capture: Expected['capture'],
): void {
  const known = expected.get(digest);
  if (known !== undefined && (known.sizeBytes !== null || sizeBytes === null)) return;
  expected.set(digest, { sizeBytes, capture: known?.capture ?? capture });
}

/** Re-hashes every blob there is; those found are taken out of `expected`. */
async function checkBlobs(
  { blobs }: AuditDeps,
  expected: Map<Digest, Expected>,
  lost: ReadonlySet<Digest>,
  onProgress: (done: number, total: number) => void,
): Promise<{ blobs: number; bytes: number; unreferenced: number; wrong: AuditProblem[] }> {
  const named = expected.size;
  const sum = { blobs: 0, bytes: 0, unreferenced: 0 };
  const wrong: AuditProblem[] = [];
  const judge = async (digest: Digest) => {
    const found = await blobs.check(digest);
    const wanted = expected.get(digest);
    expected.delete(digest);
    sum.blobs += 1;
    if (wanted === undefined) sum.unreferenced += 1;
    const by = wanted === undefined ? '' : ` Named by ${wanted.capture}.`;
    if (!found.ok) {
      const problem = {
        code: 'blob-damaged',
        subject: digest,
        detail: `${found.detail}${by}`,
      } as const;
      // A manifest that could not be read has been told.
      if (!lost.has(digest)) wrong.push(problem);
    } else {
      sum.bytes += found.sizeBytes;
      const size = wanted?.sizeBytes ?? found.sizeBytes;
      if (size !== found.sizeBytes) {
        const detail = `${digest} has ${found.sizeBytes} bytes, not ${size}.${by}`;
        wrong.push({ code: 'manifest-mismatch', subject: digest, detail });
      }
    }
    onProgress(sum.blobs, Math.max(named, sum.blobs));
  };
  // While one is hashed the next are read: one list, several takers.
  const waiting = blobs.list()[Symbol.asyncIterator]();
  const take = async () => {
    for (let next = await waiting.next(); !next.done; next = await waiting.next()) {
      await judge(next.value);
    }
  };
  await Promise.all(Array.from({ length: TAKERS }, take));
  return { ...sum, wrong };
}

async function checkCheckpoints({ catalogue, kept, logVkey }: AuditDeps): Promise<AuditProblem[]> {
  const notes = [(await catalogue.latestCheckpoint())?.note, await kept?.newest()];
  const problems: AuditProblem[] = [];
  for (const note of new Set(notes)) {
    if (typeof note !== 'string') continue;
    const wrong = await checkCheckpoint(catalogue, note, logVkey).catch(messageOf);
    if (wrong === null) continue;
    problems.push({ code: 'checkpoint-broken', subject: 'checkpoint', detail: wrong });
  }
  return problems;
}

async function checkCheckpoint(
  catalogue: Catalogue,
  text: string,
  vkey: string,
): Promise<string | null> {
  const note = parseNote(text);
  if (!isSignedBy(note, parseVkey(vkey))) return 'The checkpoint is not signed by the log’s key.';
  const { size, root } = parseCheckpoint(note.text);
  const head = await catalogue.treeHead();
  if (size > head.size) {
    return `The log has ${head.size} entries, but a checkpoint of ${size} was signed: the catalogue is an older copy.`;
  }
  const broken = `The first ${size} entries of the log are not those of its checkpoint.`;
  if (size === 0) return root === Buffer.from(EMPTY_ROOT).toString('base64') ? null : broken;
  const { entry, path } = await catalogue.proveEntry(size - 1, size);
  const isThere = verifyInclusion({
    leaf: leafHash(entry),
    index: size - 1,
    size,
    path,
    root: Buffer.from(root, 'base64'),
  });
  return isThere ? null : broken;
}

function codeOf(error: unknown): AuditProblem['code'] {
  if (error instanceof VestigeError && error.code === 'STORE_BLOB_MISSING') {
    return 'manifest-missing';
  }
  if (error instanceof VestigeError && error.code === 'STORE_DIGEST_MISMATCH') {
    return 'blob-damaged';
  }
  return 'manifest-mismatch';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
