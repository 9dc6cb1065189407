// Use cases of looking: captures, flags, comparisons, the log.
import { diffInWorker } from '../compare/in-worker.js';
import type { TextDiff } from '../compare/text-diff.js';
import { VestigeError } from '../errors.js';
import { resolverWords } from '../formats/resolver-words.js';
import type { Capture } from '../model/capture.js';
import type { Change } from '../model/change.js';
import type { Flag } from '../model/flag.js';
import { type Instant, instantOf } from '../model/instant.js';
import type { Gap, GapSpan } from '../model/job.js';
import type { LogEntry } from '../model/log.js';
import type { ResolverWord } from '../model/lookup.js';
import { visibleText } from '../model/reading.js';
import type { Manifest } from '../model/snapshot.js';
import { compareStored } from '../pipeline/compare-stored.js';
import type { CaptureFilter, FlagFilter, Look, Memento } from '../ports/catalogue.js';
import { type ReplayPage, writeReplayFile } from '../prove/replay-file.js';
import { registerUrl } from '../register/normalise-url.js';
import { markPictures, type PictureMarks } from '../store/beside.js';
import { readLookups } from '../store/lookups.js';
import { loadSnapshot } from '../store/seal.js';
import type { ArchiveDeps } from './deps.js';
import { remembering } from './remembering.js';
import { requireWatch } from './watching.js';

/** Comparisons kept: a few megabytes at most. */
const KEPT = 50;

export interface Comparison {
  readonly from: Capture;
  readonly to: Capture;
  /** Null when comparing did not finish in time. */
  readonly changes: readonly Change[] | null;
  readonly text: TextDiff;
}

/** What the archive has of one address, named as it is looked up. */
export interface Mementos {
  readonly url: string;
  readonly mementos: readonly Memento[];
}

export interface Looking {
  /** Newest first. @throws WATCH_NOT_FOUND */
  listCaptures(watchId: string): Promise<{ captures: readonly Capture[]; gaps: readonly Gap[] }>;
  /** @throws CAPTURE_NOT_FOUND */
  getCapture(id: string): Promise<{
    capture: Capture;
    manifest: Manifest;
    /** What resolvers named by the config said of the host. */
    resolvers: readonly ResolverWord[];
  }>;
  /** Writes what a replay engine needs to show one capture. @throws CAPTURE_NOT_FOUND, NOTHING_THERE */
  writeReplay(id: string, outFile: string): Promise<ReplayPage>;
  /** `onRecord`: without changes that nobody has looked for yet. @throws CAPTURE_NOT_FOUND */
  compareCaptures(from: string, to: string, which?: 'all' | 'onRecord'): Promise<Comparison>;
  /** What differs in the pictures of two captures. @throws CAPTURE_NOT_FOUND, NOTHING_THERE */
  comparePictures(from: string, to: string): Promise<PictureMarks>;
  /** Open ones first, then the most serious, then the newest, unless asked otherwise. */
  listFlags(filter: FlagFilter): Promise<readonly Flag[]>;
  /** @throws WATCH_NOT_FOUND */
  listGaps(watchId: string): Promise<readonly Gap[]>;
  /** When nobody looked although watches were due, the latest first. */
  listSpans(limit: number): Promise<readonly GapSpan[]>;
  /** A page of captures, newest first, read from an index. */
  pageCaptures(filter: CaptureFilter): Promise<readonly Capture[]>;
  /** @throws FLAG_NOT_FOUND */
  getFlag(id: string): Promise<Flag>;
  /** @throws FLAG_NOT_FOUND */
  acknowledgeFlag(id: string, note: string): Promise<Flag>;
  /** Takes an acknowledgement back; its note stays. @throws FLAG_NOT_FOUND */
  reopenFlag(id: string): Promise<Flag>;
  /** @throws FLAG_NOT_FOUND */
  assignFlag(id: string, assignee: string | null): Promise<Flag>;
  countWatches(): ReturnType<ArchiveDeps['catalogue']['countWatches']>;
  listCases: ArchiveDeps['catalogue']['listCases'];
  treeHead: ArchiveDeps['catalogue']['treeHead'];
  latestCheckpoint: ArchiveDeps['catalogue']['latestCheckpoint'];
  listLog(from: number, limit: number): Promise<readonly LogEntry[]>;
  queueDepth: ArchiveDeps['catalogue']['queueDepth'];
  countUnseenFlags: ArchiveDeps['catalogue']['countUnseenFlags'];
  /** What a page showed from `from` on and before `to`, oldest first. @throws WATCH_NOT_FOUND */
  listLooks(watchId: string, from: Instant, to: Instant): Promise<readonly Look[]>;
  /** Every capture of an address that brought an answer, oldest first. @throws URL_INVALID */
  listMementos(url: string): Promise<Mementos>;
  /** Bytes of a file the archive keeps. @throws STORE_BLOB_MISSING */
  readBlob: ArchiveDeps['blobs']['get'];
}

/** The use cases of looking over `deps`. */
export function createLooking(deps: ArchiveDeps): Looking {
  const { catalogue, blobs, clock } = deps;
  const keptChanges = remembering<readonly Change[] | null>(KEPT);
  const keptMarks = remembering<PictureMarks>(KEPT);
  return {
    async listCaptures(watchId) {
      const watch = await requireWatch(deps, watchId);
      const captures = await catalogue.listCaptures({ watchId: watch.id });
      return { captures, gaps: await catalogue.listGaps(watch.id) };
    },
    async getCapture(id) {
      const capture = await requireCapture(deps, id);
      const { manifest } = await loadSnapshot(deps, capture.manifest);
      const resolvers = resolverWords(await readLookups(deps, manifest));
      return { capture, manifest, resolvers };
    },
    async writeReplay(id, outFile) {
      const { manifest: digest } = await requireCapture(deps, id);
      const { manifest } = await loadSnapshot(deps, digest);
      return writeReplayFile({ blobs, software: deps.software }, manifest, outFile);
    },
    async compareCaptures(fromId, toId, which = 'all') {
      const from = await requireCapture(deps, fromId);
      const to = await requireCapture(deps, toId);
      const [before, after] = await Promise.all([
        loadSnapshot(deps, from.manifest),
        loadSnapshot(deps, to.manifest),
      ]);
      const text = await diffInWorker(
        before.reading === null ? '' : visibleText(before.reading),
        after.reading === null ? '' : visibleText(after.reading),
      );
      // What was found when it was captured is on record, and is what its flag told.
      const isKnown = to.comparedWith === from.id && to.changes !== null;
      if (isKnown || which === 'onRecord') {
        return { from, to, changes: isKnown ? to.changes : null, text };
      }
      const { terms } = await requireWatch(deps, to.watchId);
      const changes = await keptChanges(JSON.stringify([from.id, to.id, terms]), () =>
        compareStored(deps.pipeline, before, after, { claims: to.claims, terms }),
      );
      return { from, to, changes, text };
    },
    comparePictures: (from, to) =>
      keptMarks(`${from} ${to}`, async () =>
        markPictures(await readScreenshot(deps, from), await readScreenshot(deps, to)),
      ),
    listFlags: (filter) => catalogue.listFlags({ order: 'serious', ...filter }),
    countUnseenFlags: () => catalogue.countUnseenFlags(),
    async acknowledgeFlag(id, note) {
      const flag = await requireFlag(deps, id);
      return catalogue.acknowledgeFlag(flag.id, note, instantOf(clock.nowMs()));
    },
    async reopenFlag(id) {
      const flag = await requireFlag(deps, id);
      return catalogue.acknowledgeFlag(flag.id, flag.note, null);
    },
    assignFlag: async (id, assignee) =>
      catalogue.assignFlag((await requireFlag(deps, id)).id, assignee),
    getFlag: (id) => requireFlag(deps, id),
    listGaps: async (watchId) => catalogue.listGaps((await requireWatch(deps, watchId)).id),
    listSpans: (limit) => catalogue.listGapSpans(limit),
    listLooks: async (watchId, from, to) =>
      catalogue.listLooks((await requireWatch(deps, watchId)).id, from, to),
    async listMementos(url) {
      // Nothing is visited: an address that would not be watched may be asked about.
      const { urlKey } = registerUrl(url, { allowPrivateAddresses: true });
      return { url: urlKey, mementos: await catalogue.listMementos(urlKey) };
    },
    pageCaptures: (filter) => catalogue.listCaptures(filter),
    countWatches: () => catalogue.countWatches(instantOf(clock.nowMs())),
    listCases: () => catalogue.listCases(),
    treeHead: () => catalogue.treeHead(),
    latestCheckpoint: () => catalogue.latestCheckpoint(),
    listLog: (from, limit) => catalogue.listLog(from, limit),
    queueDepth: () => catalogue.queueDepth(),
    readBlob: (digest) => blobs.get(digest),
  };
}

async function readScreenshot(deps: ArchiveDeps, id: string): Promise<Uint8Array> {
  const { screenshot } = (await requireCapture(deps, id)).files;
  if (screenshot !== null) return deps.blobs.get(screenshot);
  throw new VestigeError('NOTHING_THERE', `The capture ${id} has no screenshot.`);
}

/** @throws CAPTURE_NOT_FOUND */
export async function requireCapture(deps: ArchiveDeps, id: string): Promise<Capture> {
  const capture = await deps.catalogue.findCapture(id);
  if (capture === null) throw new VestigeError('CAPTURE_NOT_FOUND', `There is no capture ${id}.`);
  return capture;
}

/** @throws FLAG_NOT_FOUND */
export async function requireFlag(deps: ArchiveDeps, id: string): Promise<Flag> {
  const flag = await deps.catalogue.findFlag(id);
  if (flag === null) throw new VestigeError('FLAG_NOT_FOUND', `There is no flag ${id}.`);
  return flag;
}
