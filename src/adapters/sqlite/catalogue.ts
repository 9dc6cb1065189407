// The port catalogue over one SQLite file: every method is one transaction, durable when it resolves.
import { VestigeError } from '../../errors.js';
import type {
  Attestation,
  AttestationFile,
  KeptCheckpoint,
  NotaryAnswer,
  NotaryKind,
} from '../../model/attestation.js';
import type { Capture } from '../../model/capture.js';
import type { Act, ActDraft, CustodyDraft } from '../../model/custody.js';
import type { Digest } from '../../model/digest.js';
import type { Flag } from '../../model/flag.js';
import type { CaptureId, FlagId, WatchId } from '../../model/id.js';
import type { ImportedPage } from '../../model/imported.js';
import type { Instant } from '../../model/instant.js';
import type { Gap, JobDraft, LeasedJob, LostAttempt } from '../../model/job.js';
import type { LogEntry, LogEntryDraft, ProvenEntry, TreeHead } from '../../model/log.js';
import type { Watch, WatchDraft, WatchPatch } from '../../model/watch.js';
import type {
  CaptureFilter,
  CaptureRecord,
  CaseSummary,
  Catalogue,
  DuePlan,
  FlagFilter,
  Look,
  Memento,
  WatchCounts,
  WatchFilter,
} from '../../ports/catalogue.js';
import { AccessTables } from './access.js';
import { AttestationTable } from './attestations.js';
import { CaptureTable, type NamedManifest } from './captures.js';
import { Connection } from './connection.js';
import { CustodyTable } from './custody.js';
import { FlagTable } from './flags.js';
import { ImportedTable } from './imported.js';
import { findDamage } from './integrity.js';
import { LogTable } from './log.js';
import { MessageTables } from './messages.js';
import { migrate } from './migrate.js';
import { type JobResult, type LeaseRequest, QueueTables } from './queue.js';
import { WatchTable } from './watches.js';

/** Manifests read at a stretch. */
const PAGE = 1000;

/**
 * Opens the catalogue at `path`, making or migrating it where needed; `mustExist` where an empty one
 * would be a loss.
 * @throws CATALOGUE_NEWER, CATALOGUE_DAMAGED, CATALOGUE_FAILED, STORE_DISK_FULL
 */
export async function openCatalogue(
  path: string,
  { mustExist = false }: { readonly mustExist?: boolean } = {},
): Promise<SqliteCatalogue> {
  const connection = new Connection(path, { mustExist });
  try {
    migrate(connection, path);
  } catch (error) {
    connection.close();
    throw error;
  }
  return new SqliteCatalogue(connection);
}

/** The catalogue, and the consistency proofs that signing a checkpoint needs. */
export class SqliteCatalogue implements Catalogue {
  readonly #connection: Connection;
  readonly #watches: WatchTable;
  readonly #queue: QueueTables;
  readonly #captures: CaptureTable;
  readonly #flags: FlagTable;
  readonly #log: LogTable;
  /** Accounts and passes, in the same file. */
  readonly access: AccessTables;
  /** What shall be told to people, in the same file. */
  readonly outbox: MessageTables;
  readonly #attestations: AttestationTable;
  readonly #custody: CustodyTable;
  readonly #imported: ImportedTable;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#watches = new WatchTable(connection);
    this.#queue = new QueueTables(connection);
    this.#captures = new CaptureTable(connection);
    this.#flags = new FlagTable(connection);
    this.#log = new LogTable(connection);
    this.access = new AccessTables(connection);
    this.outbox = new MessageTables(connection);
    this.#attestations = new AttestationTable(connection);
    this.#custody = new CustodyTable(connection);
    this.#imported = new ImportedTable(connection);
  }

  async addWatches(
    drafts: readonly { draft: WatchDraft; nextDueAt: Instant | null; entry: LogEntryDraft }[],
    at: Instant,
  ): Promise<readonly { watch: Watch; existing: boolean }[]> {
    return this.#connection.write(() =>
      drafts.map(({ draft, nextDueAt, entry }) => {
        const added = this.#watches.add(draft, nextDueAt, at);
        if (added !== null) {
          this.#log.append(entry, added.id);
          return { watch: added, existing: false };
        }
        const watch = this.#watches.findByUrl(draft.caseName, draft.urlKey);
        if (watch === null) throw new VestigeError('INTERNAL', `${draft.url} is not there.`);
        return { watch, existing: true };
      }),
    );
  }

  async findWatch(id: string): Promise<Watch | null> {
    return this.#connection.read(() => this.#watches.find(id));
  }

  async findWatchByUrl(caseName: string | null, urlKey: string): Promise<Watch | null> {
    return this.#connection.read(() => this.#watches.findByUrl(caseName, urlKey));
  }

  async listWatches(filter: WatchFilter): Promise<readonly Watch[]> {
    return this.#connection.read(() => this.#watches.list(filter));
  }

  async updateWatch(
    id: WatchId,
    patch: WatchPatch,
    nextDueAt: Instant | null,
    entry?: LogEntryDraft,
  ): Promise<Watch> {
    return this.#connection.write(() => {
      if (entry !== undefined) this.#log.append(entry, this.#watches.require(id).id);
      const watch = this.#watches.update(id, patch, nextDueAt);
      // A paused page is left alone, but for what a person asks for by hand.
      if (watch.paused) this.#queue.drop(id, true);
      return watch;
    });
  }

  async removeWatch(id: WatchId, at: Instant, entry: LogEntryDraft): Promise<Watch> {
    return this.#connection.write(() => {
      const before = this.#watches.require(id);
      if (before.removedAt !== null) return before;
      this.#queue.drop(id, false);
      this.#log.append(entry, id);
      return this.#watches.remove(id, at);
    });
  }

  async countWatches(now: Instant): Promise<WatchCounts> {
    return this.#connection.read(() => this.#watches.count(now));
  }

  async listCases(): Promise<readonly CaseSummary[]> {
    return this.#connection.read(() => this.#watches.cases());
  }

  async listDue(now: Instant, limit: number): Promise<readonly Watch[]> {
    return this.#connection.read(() => this.#watches.listDue(now, limit));
  }

  async enqueueDue(plans: readonly DuePlan[]): Promise<number> {
    return this.#connection.write(() => {
      let carriedOut = 0;
      for (const { watchId, dueAt, nextDueAt, gap, jobs } of plans) {
        if (!this.#watches.advance(watchId, dueAt, nextDueAt)) continue;
        if (gap !== null) this.#captures.addGap(gap, this.#log.append(gap.entry, watchId));
        for (const job of jobs) this.#queue.add(job);
        carriedOut += 1;
      }
      return carriedOut;
    });
  }

  async enqueue(jobs: readonly JobDraft[], _now: Instant): Promise<readonly number[]> {
    return this.#connection.write(() => jobs.map((job) => this.#queue.add(job)));
  }

  async lease(request: LeaseRequest): Promise<LeasedJob | null> {
    return this.#connection.write(() => this.#queue.lease(request));
  }

  async heartbeat(jobId: number, owner: string, leaseUntil: Instant): Promise<boolean> {
    return this.#connection.write(() => this.#queue.heartbeat(jobId, owner, leaseUntil));
  }

  async release(jobId: number, owner: string): Promise<void> {
    this.#connection.write(() => this.#queue.release(jobId, owner));
  }

  async postpone(jobId: number, owner: string, now: Instant, notBefore: Instant): Promise<boolean> {
    return this.#connection.write(() => this.#queue.postpone(jobId, owner, now, notBefore));
  }

  async restartLeases(until: Instant, which: 'all' | 'later'): Promise<number> {
    return this.#connection.write(() => this.#queue.restartLeases(until, which));
  }

  async requeueExpired(now: Instant): Promise<number> {
    return this.#connection.write(() => this.#queue.requeueExpired(now));
  }

  async listLostAttempts(): Promise<readonly LostAttempt[]> {
    return this.#connection.read(() => this.#queue.listLost());
  }

  async jobResults(ids: readonly number[]): Promise<readonly JobResult[]> {
    return this.#connection.read(() => this.#queue.results(ids));
  }

  async listStartable(now: Instant): Promise<readonly number[]> {
    return this.#connection.read(() => this.#queue.startable(now));
  }

  async queueDepth(): Promise<{ queued: number; running: number; nextAt: Instant | null }> {
    return this.#connection.read(() => this.#queue.depth());
  }

  async recordCapture(record: CaptureRecord): Promise<Capture> {
    return this.#connection.write(() => this.#recordOnce(record));
  }

  #recordOnce(record: CaptureRecord): Capture {
    const { capture, job } = record;
    // Recorded already: the caller tries again without having heard that it had succeeded.
    const recorded = this.#captures.find(capture.id);
    if (recorded !== null) return recorded;
    const watch = this.#watches.require(capture.watchId);
    if (watch.page.version !== record.expectedVersion) {
      throw conflict('version', `Another capture of ${capture.url} was recorded meanwhile.`);
    }
    if (job !== null && !this.#queue.finish(job.id, job.owner, capture.id, capture.finishedAt)) {
      throw conflict('lease', `The lease of job ${job.id} was lost before it was done.`);
    }
    const stored = this.#captures.add(capture, watch, this.#log.append(record.entry, watch.id));
    if (job === null) this.#queue.settle(capture.id);
    const page = { ...record.page, version: record.expectedVersion + 1 };
    this.#watches.recordPage(watch, page, record.claims, capture.startedAt);
    for (const move of record.flags) this.#flags.apply(move);
    this.outbox.put(record.messages);
    // A watch removed while it was visited gets its capture, but no further looks.
    if (watch.removedAt === null) for (const recheck of record.rechecks) this.#queue.add(recheck);
    return stored;
  }

  async findCapture(id: string): Promise<Capture | null> {
    return this.#connection.read(() => this.#captures.find(id));
  }

  async listCaptures(filter: CaptureFilter): Promise<readonly Capture[]> {
    return this.#connection.read(() => this.#captures.list(filter));
  }

  async listRecentOfHost(host: string, since: Instant): Promise<readonly Capture[]> {
    return this.#connection.read(() => this.#captures.listOfHost(host, since));
  }

  async listGaps(watchId: WatchId): Promise<readonly Gap[]> {
    return this.#connection.read(() => this.#captures.listGaps(watchId));
  }

  async listWatchEntries(watchId: WatchId, until: number): Promise<readonly Uint8Array[]> {
    return this.#connection.read(() => this.#log.entriesOf(watchId, until));
  }

  async appendCustody(
    drafts: readonly { readonly created: CustodyDraft; readonly done: CustodyDraft }[],
  ): Promise<readonly Uint8Array[]> {
    return this.#connection.write(() =>
      drafts.flatMap(({ created, done }) => {
        if (!this.#custody.has(created.capture)) this.#custody.append(created);
        this.#custody.append(done);
        return this.#custody.lines(done.capture);
      }),
    );
  }

  async listCustody(capture: CaptureId): Promise<readonly Uint8Array[]> {
    return this.#connection.read(() => this.#custody.lines(capture));
  }

  async appendAct(draft: ActDraft): Promise<void> {
    this.#connection.write(() => this.#custody.appendAct(draft));
  }

  async listActs(subject: string | null): Promise<readonly Act[]> {
    return this.#connection.read(() => this.#custody.acts(subject));
  }

  async newestAct(): Promise<{ digest: Digest; count: number } | null> {
    return this.#connection.read(() => this.#custody.newestAct());
  }

  async addImported(pages: readonly ImportedPage[]): Promise<number> {
    return this.#connection.write(() => this.#imported.add(pages));
  }

  async listImported(watchId: string): Promise<readonly ImportedPage[]> {
    return this.#connection.read(() => this.#imported.list(watchId));
  }

  async findImported(id: string): Promise<ImportedPage | null> {
    return this.#connection.read(() => this.#imported.find(id));
  }

  async *listImportedBlobs(): AsyncIterable<{ page: ImportedPage['id']; digest: Digest }> {
    let after = 0;
    for (;;) {
      const rows = this.#connection.read(() => this.#imported.blobsAfter(after, PAGE));
      for (const { num, id, blobs } of rows) {
        after = num;
        for (const digest of blobs) yield { page: id, digest };
      }
      if (rows.length < PAGE) return;
    }
  }

  async listLooks(watchId: WatchId, from: Instant, to: Instant): Promise<readonly Look[]> {
    return this.#connection.read(() => this.#captures.listLooks(watchId, from, to));
  }

  async listMementos(urlKey: string): Promise<readonly Memento[]> {
    return this.#connection.read(() => this.#captures.listMementos(urlKey));
  }

  async listFlags(filter: FlagFilter): Promise<readonly Flag[]> {
    return this.#connection.read(() => this.#flags.list(filter));
  }

  async findFlag(id: string): Promise<Flag | null> {
    return this.#connection.read(() => this.#flags.find(id));
  }

  async countUnseenFlags(): Promise<number> {
    return this.#connection.read(() => this.#flags.countUnseen());
  }

  async acknowledgeFlag(id: FlagId, note: string, at: Instant | null): Promise<Flag> {
    return this.#connection.write(() => this.#flags.acknowledge(id, note, at));
  }

  async assignFlag(id: FlagId, assignee: string | null): Promise<Flag> {
    return this.#connection.write(() => this.#flags.assign(id, assignee));
  }

  async listLog(from: number, limit: number): Promise<readonly LogEntry[]> {
    return this.#connection.read(() => this.#log.list(from, limit));
  }

  async logEntryBytes(from: number, limit: number): Promise<readonly Uint8Array[]> {
    return this.#connection.read(() => this.#log.entries(from, limit));
  }

  async logHashes(level: number, from: number, count: number): Promise<readonly Uint8Array[]> {
    return this.#connection.read(() => this.#log.hashes(level, from, count));
  }

  async appendNews(entry: LogEntryDraft): Promise<void> {
    this.#connection.write(() => this.#log.appendNews(entry));
  }

  async treeHead(): Promise<TreeHead> {
    return this.#connection.read(() => this.#log.head());
  }

  async proveEntry(seq: number, size: number): Promise<ProvenEntry> {
    return this.#connection.read(() => this.#log.prove(seq, size));
  }

  /** Proof that the tree of `oldSize` is the beginning of that of `newSize`. @throws RangeError */
  async proveConsistency(oldSize: number, newSize: number): Promise<readonly Uint8Array[]> {
    return this.#connection.read(() => this.#log.proveConsistency(oldSize, newSize));
  }

  async saveCheckpoint(size: number, note: string, at: Instant): Promise<void> {
    this.#connection.write(() => this.#log.saveCheckpoint(size, note, at));
  }

  async latestCheckpoint(): Promise<{ size: number; note: string } | null> {
    return this.#connection.read(() => this.#log.latestCheckpoint());
  }

  async listCheckpoints(minSize: number, limit: number): Promise<readonly KeptCheckpoint[]> {
    return this.#connection.read(() => this.#attestations.checkpoints(minSize, limit));
  }

  async wantAttestations(
    size: number,
    notaries: readonly { readonly name: string; readonly kind: NotaryKind }[],
    now: Instant,
  ): Promise<void> {
    this.#connection.write(() => this.#attestations.want(size, notaries, now));
  }

  async takeAttestations(request: {
    now: Instant;
    until: Instant;
    size: number | null;
  }): Promise<readonly Attestation[]> {
    const { now, until, size } = request;
    return this.#connection.write(() => this.#attestations.take(now, until, size));
  }

  async saveAttestation(
    { size, notary }: { readonly size: number; readonly notary: string },
    answer: NotaryAnswer,
    nextAt: Instant,
  ): Promise<void> {
    this.#connection.write(() => this.#attestations.answered(size, notary, answer, nextAt));
  }

  async failAttestation(
    { size, notary }: { readonly size: number; readonly notary: string },
    reason: string,
    nextAt: Instant,
  ): Promise<void> {
    this.#connection.write(() => this.#attestations.failed(size, notary, reason, nextAt));
  }

  async attestationFiles(size: number, notary?: string): Promise<readonly AttestationFile[]> {
    return this.#connection.read(() => this.#attestations.files(size, notary));
  }

  async checkIntegrity(extent: 'whole' | 'quick' = 'whole'): Promise<readonly string[]> {
    return await findDamage(this.#connection, extent);
  }

  async *listManifests(): AsyncIterable<NamedManifest> {
    let after = 0;
    for (;;) {
      const page = this.#connection.read(() => this.#captures.manifestsAfter(after, PAGE));
      for (const { num, ...manifest } of page) {
        after = num;
        yield manifest;
      }
      if (page.length < PAGE) return;
    }
  }

  /** Copies one state of the catalogue to a new file while it is used. Entries of its log. */
  async copyTo(
    path: string,
    onProgress: (progress: { done: number; total: number }) => void,
  ): Promise<number> {
    await this.#connection.copyTo(path, onProgress);
    const copy = await openCatalogue(path, { mustExist: true });
    try {
      const [damage] = await copy.checkIntegrity('quick');
      if (damage !== undefined) throw new VestigeError('CATALOGUE_DAMAGED', `${path}: ${damage}`);
      return (await copy.treeHead()).size;
    } finally {
      await copy.close();
    }
  }

  async close(): Promise<void> {
    this.#connection.close();
  }
}

function conflict(reason: 'version' | 'lease', message: string): VestigeError {
  return new VestigeError('STATE_CONFLICT', message, { details: { reason } });
}
