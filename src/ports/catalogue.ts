// What is known: watches, captures, states, flags, the queue and the log. Methods are whole transactions.
import type {
  Attestation,
  AttestationFile,
  KeptCheckpoint,
  NotaryAnswer,
  NotaryKind,
} from '../model/attestation.js';
import type { Capture } from '../model/capture.js';
import type { Change } from '../model/change.js';
import type { ClaimSighting } from '../model/claim.js';
import type { Act, ActDraft, CustodyDraft } from '../model/custody.js';
import type { Digest } from '../model/digest.js';
import type { Flag, FlagKind } from '../model/flag.js';
import type { CaptureId, FlagId, WatchId } from '../model/id.js';
import type { ImportedPage } from '../model/imported.js';
import type { Instant } from '../model/instant.js';
import type { Gap, GapSpan, JobDraft, LeasedJob, LostAttempt } from '../model/job.js';
import type { LogEntry, LogEntryDraft, ProvenEntry, TreeHead } from '../model/log.js';
import type { MessageDraft } from '../model/message.js';
import type { ObservationClass } from '../model/observation.js';
import type { PageState, PageStateName } from '../model/state.js';
import type { Watch, WatchDraft, WatchPatch } from '../model/watch.js';

export interface WatchFilter {
  readonly caseName?: string;
  readonly state?: PageStateName;
  readonly label?: string;
  /** Host with port, as in `Watch.host`. */
  readonly host?: string;
  /** As in `Watch.urlKey`. */
  readonly urlKey?: string;
  /** Part of the address, the note, the case, a label or a claim, in whatever case or script. */
  readonly text?: string;
  readonly paused?: boolean;
  /** Only those whose time came before this, and that were not looked at since. */
  readonly dueBefore?: Instant;
  /** Also those no longer watched. */
  readonly removed?: boolean;
  /** Only what was registered after this one. */
  readonly after?: WatchId;
  readonly limit?: number;
}

/** How the watches fare that are still watched. */
export interface WatchCounts {
  readonly total: number;
  readonly paused: number;
  /** Neither paused nor looked at although their time came an hour ago. */
  readonly overdue: number;
  readonly states: Readonly<Partial<Record<PageStateName, number>>>;
}

export interface CaseSummary {
  readonly name: string;
  /** Still watched. */
  readonly watches: number;
  readonly openFlags: number;
  readonly states: Readonly<Partial<Record<PageStateName, number>>>;
  readonly lastCaptureAt: Instant | null;
}

export interface CaptureFilter {
  readonly watchId?: WatchId;
  readonly caseName?: string;
  /** Only what the log has before this index: the `logIndex` of the last one of the page before. */
  readonly before?: number;
  readonly limit?: number;
}

export interface FlagFilter {
  readonly open?: boolean;
  readonly caseName?: string;
  readonly watchId?: WatchId;
  readonly kind?: FlagKind;
  readonly acknowledged?: boolean;
  readonly since?: Instant;
  /** The newest first, or open ones first, then the most serious, then the newest. */
  readonly order?: 'newest' | 'serious';
  /** Only what comes behind this one, as it was when it was told; in the order `serious`. */
  readonly after?: Pick<Flag, 'id' | 'severity' | 'closedAt'>;
  readonly limit?: number;
}

/** What one capture showed, as short as a calendar needs it. */
export interface Look {
  readonly capture: CaptureId;
  readonly at: Instant;
  readonly class: ObservationClass;
}

/** A capture that brought an answer, by when it began (RFC 7089). */
export interface Memento {
  readonly capture: CaptureId;
  readonly at: Instant;
}

/** What happens to a flag together with a capture. */
export type FlagMove =
  | {
      readonly move: 'open';
      readonly flag: Omit<Flag, 'caseName' | 'closedAt' | 'acknowledged' | 'note' | 'assignee'>;
    }
  | {
      readonly move: 'update';
      readonly id: FlagId;
      readonly level: Flag['level'];
      readonly severity: Flag['severity'];
      readonly class: string;
      readonly summary: string;
      readonly changes: readonly Change[];
    }
  | { readonly move: 'close'; readonly id: FlagId; readonly at: Instant };

/** Everything one capture changes, to be written at once. */
export interface CaptureRecord {
  /** `logIndex` is given by the log. */
  readonly capture: Omit<Capture, 'logIndex'>;
  readonly entry: LogEntryDraft;
  /** The watch's state before; STATE_CONFLICT when it is no longer that version. */
  readonly expectedVersion: number;
  readonly page: PageState;
  readonly claims: readonly ClaimSighting[];
  readonly flags: readonly FlagMove[];
  /** What people shall be told of it. */
  readonly messages: readonly MessageDraft[];
  /** Further looks asked for. */
  readonly rechecks: readonly JobDraft[];
  /** Null for a capture made up for a lost attempt: its job has gone on. */
  readonly job: { readonly id: number; readonly owner: string } | null;
}

/** A watch whose time has come, and what shall be done about it. */
export interface DuePlan {
  readonly watchId: WatchId;
  /** The `nextDueAt` the plan was made for; when it has moved on, another process was faster. */
  readonly dueAt: Instant;
  readonly jobs: readonly JobDraft[];
  readonly gap: (Gap & { readonly entry: LogEntryDraft }) | null;
  readonly nextDueAt: Instant | null;
}

/**
 * Contract: when a method resolves, what it wrote survives a power cut. Each method is one
 * transaction: all or nothing. Several processes may use one catalogue at once. Log entries are
 * never changed or removed.
 * Trust: not trusted for evidence (the log's signed tree heads and the blobs' digests are), trusted
 * for the schedule.
 * @throws CATALOGUE_NEWER, CATALOGUE_FAILED, STORE_DISK_FULL
 */
export interface Catalogue {
  /**
   * Registers drafts, all or none; one already there (same case, same `urlKey`, not removed) is
   * returned with `existing`. `nextDueAt` belongs to the draft at the same index. Each new watch
   * gets its log entry.
   */
  addWatches(
    drafts: readonly { draft: WatchDraft; nextDueAt: Instant | null; entry: LogEntryDraft }[],
    at: Instant,
  ): Promise<readonly { watch: Watch; existing: boolean }[]>;
  findWatch(id: string): Promise<Watch | null>;
  findWatchByUrl(caseName: string | null, urlKey: string): Promise<Watch | null>;
  /** In order of registration. */
  listWatches(filter: WatchFilter): Promise<readonly Watch[]>;
  countWatches(now: Instant): Promise<WatchCounts>;
  /** By name; also those in which nothing is watched any more. */
  listCases(): Promise<readonly CaseSummary[]>;
  /** Claims are matched by text: one that stays keeps its id and state. @throws WATCH_NOT_FOUND */
  updateWatch(
    id: WatchId,
    patch: WatchPatch,
    nextDueAt: Instant | null,
    entry?: LogEntryDraft,
  ): Promise<Watch>;
  /** Stops watching; drops its queued jobs; keeps all history. @throws WATCH_NOT_FOUND */
  removeWatch(id: WatchId, at: Instant, entry: LogEntryDraft): Promise<Watch>;

  /** Watches with `nextDueAt` ≤ now, neither paused nor removed, the most overdue first. */
  listDue(now: Instant, limit: number): Promise<readonly Watch[]>;
  /** Carries plans out; a plan whose `dueAt` has moved on is left alone. How many were carried out. */
  enqueueDue(plans: readonly DuePlan[]): Promise<number>;
  /** Queues jobs; a queued or running job for the same watch and vantage serves instead. Job ids, in order. */
  enqueue(jobs: readonly JobDraft[], now: Instant): Promise<readonly number[]>;
  /**
   * Takes the next job that may start now, and keeps `perHostGapMs` between starts on one host, one
   * at a time (not for manual jobs, nor without a gap). The attempt, with its capture id, is on record when it returns.
   * `among` limits it to those jobs.
   */
  lease(request: {
    owner: string;
    now: Instant;
    leaseMs: number;
    perHostGapMs: number;
    among?: readonly number[];
  }): Promise<LeasedJob | null>;
  /** Lengthens a lease; false when it was lost. */
  heartbeat(jobId: number, owner: string, leaseUntil: Instant): Promise<boolean>;
  /** Gives a job back without an attempt having been made (shutting down). */
  release(jobId: number, owner: string): Promise<void>;
  /**
   * Gives back a job whose attempt failed through the machine's fault: the attempt is lost, and the
   * job comes again, however often it was tried. False when the lease was lost.
   */
  postpone(jobId: number, owner: string, now: Instant, notBefore: Instant): Promise<boolean>;
  /** Makes all leases end at `until`, or only those that end later: the clock was set. How many. */
  restartLeases(until: Instant, which: 'all' | 'later'): Promise<number>;
  /** Requeues jobs whose lease has ended; their attempts become lost. How many. */
  requeueExpired(now: Instant): Promise<number>;
  /** Attempts that are lost and still without a capture. */
  listLostAttempts(): Promise<readonly LostAttempt[]>;
  /** For each job: `queued`, `running`, or the capture it ended with. */
  jobResults(
    ids: readonly number[],
  ): Promise<
    readonly { id: number; state: 'queued' | 'running' | 'done'; capture: CaptureId | null }[]
  >;
  /** Ids of queued jobs that may start now, in the order they would be leased. */
  listStartable(now: Instant): Promise<readonly number[]>;
  /** Jobs not yet done, and when the next may start. */
  queueDepth(): Promise<{ queued: number; running: number; nextAt: Instant | null }>;

  /** @throws STATE_CONFLICT, and then nothing was written. */
  recordCapture(record: CaptureRecord): Promise<Capture>;
  findCapture(id: string): Promise<Capture | null>;
  /** Newest first. */
  listCaptures(filter: CaptureFilter): Promise<readonly Capture[]>;
  /** Captures of other watches of the host that ended within the window: for whole-site events. */
  listRecentOfHost(host: string, since: Instant): Promise<readonly Capture[]>;
  listGaps(watchId: WatchId): Promise<readonly Gap[]>;
  /** The newest gaps of all watches, those that ended in one minute as one, the latest first. */
  listGapSpans(limit: number): Promise<readonly GapSpan[]>;
  /** Exactly the bytes of a watch's log entries up to the one numbered `until`, oldest first. */
  listWatchEntries(watchId: WatchId, until: number): Promise<readonly Uint8Array[]>;

  /**
   * Appends what was done with captures to their chains; `created` is put before it where a chain
   * has not begun. Their whole chains, line by line, in the order of the drafts.
   */
  appendCustody(
    drafts: readonly { readonly created: CustodyDraft; readonly done: CustodyDraft }[],
  ): Promise<readonly Uint8Array[]>;
  /** A capture's chain, oldest first, as bytes; empty before anything was done with it. */
  listCustody(capture: CaptureId): Promise<readonly Uint8Array[]>;
  /** Captures whose chain has begun: those that somebody had to do with. */
  listInCustody(): Promise<readonly CaptureId[]>;
  /** Appends to the chain of what people did in the archive. */
  appendAct(draft: ActDraft): Promise<void>;
  /** Oldest first; of all, or those done with one subject or a part of it. */
  listActs(subject: string | null): Promise<readonly Act[]>;
  /** Null before the first. */
  newestAct(): Promise<{ digest: Digest; count: number } | null>;

  /** Keeps what somebody else archived, all or none; how many of it were there already. */
  addImported(pages: readonly ImportedPage[]): Promise<number>;
  /** Newest first, by the time their file gives. */
  listImported(watchId: string): Promise<readonly ImportedPage[]>;
  findImported(id: string): Promise<ImportedPage | null>;
  /** Every blob that imported pages need. */
  listImportedBlobs(): AsyncIterable<{ page: ImportedPage['id']; digest: Digest }>;

  /** Looks that began from `from` on and before `to`, oldest first. */
  listLooks(watchId: WatchId, from: Instant, to: Instant): Promise<readonly Look[]>;
  /** Captures of an address that brought an answer, in any case, oldest first. */
  listMementos(urlKey: string): Promise<readonly Memento[]>;

  /** Newest first, unless asked otherwise. */
  listFlags(filter: FlagFilter): Promise<readonly Flag[]>;
  findFlag(id: string): Promise<Flag | null>;
  /** How many are open and not acknowledged. */
  countUnseenFlags(): Promise<number>;
  /** Null takes it back; the note stays. @throws FLAG_NOT_FOUND */
  acknowledgeFlag(id: FlagId, note: string, at: Instant | null): Promise<Flag>;
  /** @throws FLAG_NOT_FOUND */
  assignFlag(id: FlagId, assignee: string | null): Promise<Flag>;

  /** Entries from `from` (inclusive), oldest first. */
  listLog(from: number, limit: number): Promise<readonly LogEntry[]>;
  /** Exactly the leaves' bytes, from `from` (inclusive) on. */
  logEntryBytes(from: number, limit: number): Promise<readonly Uint8Array[]>;
  /** Hashes of the complete subtrees `from`, `from` + 1 … of 2^`level` entries each. */
  logHashes(level: number, from: number, count: number): Promise<readonly Uint8Array[]>;
  /** Appends an entry that is of no watch, unless the last one of its type says the same. */
  appendNews(entry: LogEntryDraft): Promise<void>;
  treeHead(): Promise<TreeHead>;
  /** @throws RangeError when `seq` ≥ `size` or `size` is larger than the log. */
  proveEntry(seq: number, size: number): Promise<ProvenEntry>;
  /** Proof that the tree of `oldSize` entries is the beginning of that of `newSize`. @throws RangeError */
  proveConsistency(oldSize: number, newSize: number): Promise<readonly Uint8Array[]>;
  /** Keeps a signed checkpoint (C2SP note text). */
  saveCheckpoint(size: number, note: string, at: Instant): Promise<void>;
  latestCheckpoint(): Promise<{ size: number; note: string } | null>;
  /** Kept checkpoints of at least `minSize` entries with what notaries gave, the largest first. */
  listCheckpoints(minSize: number, limit: number): Promise<readonly KeptCheckpoint[]>;

  /** Asks for evidence over a kept checkpoint; what is asked for already stays as it is. */
  wantAttestations(
    size: number,
    notaries: readonly { readonly name: string; readonly kind: NotaryKind }[],
    now: Instant,
  ): Promise<void>;
  /**
   * What is wanted or pending and due, or of the checkpoint `size` in any case; put off to `until`,
   * so that no other process asks meanwhile.
   */
  takeAttestations(request: {
    now: Instant;
    until: Instant;
    size: number | null;
  }): Promise<readonly Attestation[]>;
  /** Keeps what a notary gave; what it was asked for smaller trees and never began is given up. */
  saveAttestation(
    of: { readonly size: number; readonly notary: string },
    answer: NotaryAnswer,
    nextAt: Instant,
  ): Promise<void>;
  /** Keeps why a notary gave nothing, and when it is asked again. */
  failAttestation(
    of: { readonly size: number; readonly notary: string },
    reason: string,
    nextAt: Instant,
  ): Promise<void>;
  /** Files of evidence over a checkpoint, by name; of one notary or of all. */
  attestationFiles(size: number, notary?: string): Promise<readonly AttestationFile[]>;

  /**
   * What is wrong, in words: the database's own checks and every hash of the log; `quick` leaves out
   * the indexes and all but the newest part of the log. Others get their turn in between.
   */
  checkIntegrity(extent?: 'whole' | 'quick'): Promise<readonly string[]>;
  /** Every manifest a capture names, with the capture, oldest first. */
  listManifests(): AsyncIterable<{ capture: CaptureId; manifest: Digest; logIndex: number }>;
  close(): Promise<void>;
}
