// START HERE: the life of one capture. A job becomes a visit, a snapshot, changes, an observation,
// a state and flags, written to the catalogue in one transaction; stages meet here and nowhere else.
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { readDocument } from './capture/read-document.js';
import { sightClaims } from './compare/claims.js';
import { compareInWorker } from './compare/in-worker.js';
import { doubtfulPictures } from './compare/media.js';
import { VestigeError } from './errors.js';
import type { JudgeContext } from './judge/facts.js';
import { decideFlags, type HostPage } from './judge/flags.js';
import { judge } from './judge/judge.js';
import { lookElsewhere } from './judge/own-health.js';
import { reread, withoutOwn } from './judge/reread.js';
import type { RuleSet } from './judge/rules.js';
import {
  askedBefore,
  directoryOf,
  isSuspicious,
  type Sibling,
  siblingOf,
  siblingSeen,
} from './judge/sibling.js';
import { advanceState, type Confirmation, isGoneLike, stateOf } from './judge/state.js';
import type { Capture } from './model/capture.js';
import type { Change } from './model/change.js';
import type { ClaimSighting } from './model/claim.js';
import type { Flag } from './model/flag.js';
import { instantOf, msOf } from './model/instant.js';
import type { JobDraft, LeasedJob, LostAttempt } from './model/job.js';
import type { LogEntryDraft } from './model/log.js';
import { groupOf, isGood, type Observation } from './model/observation.js';
import type { PageReading } from './model/reading.js';
import { targetOf } from './model/salt.js';
import type { Collector, Manifest, OwnFault, Snapshot } from './model/snapshot.js';
import { NOTHING_SEEN, type Visit } from './model/visit.js';
import type { Watch } from './model/watch.js';
import type { Route } from './notify/route.js';
import { tellOfFlags } from './notify/tell.js';
import type { BlobStore } from './ports/blob-store.js';
import type { Browser } from './ports/browser.js';
import type { CaptureRecord, Catalogue } from './ports/catalogue.js';
import type { Clock } from './ports/clock.js';
import type { DocumentReader } from './ports/document-reader.js';
import type { Egress } from './ports/egress.js';
import { readBehind } from './store/behind.js';
import { readLooks } from './store/looks.js';
import { loadManifest, loadSnapshot, sealSnapshot } from './store/seal.js';
import { sourceOf } from './store/source-of.js';

export interface PipelineDeps {
  readonly browser: () => Promise<Browser>;
  readonly documents: DocumentReader;
  readonly blobs: BlobStore;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly log: Logger;
  /** Whether a host takes connections from a vantage; see `Egress`. */
  readonly reaches: Egress['reaches'];
  /** Addresses asked beside unrelated watched pages whether our own line works. */
  readonly canaries: readonly string[];
  /** Reads the rules at the first call: most commands judge nothing. */
  readonly rules: () => Promise<RuleSet>;
  readonly confirmation: Confirmation;
  /** A made-up address beside one that looks wrong is visited so often per directory; 0: never. */
  readonly siblingEveryMs: number;
  /** Who is told of what. */
  readonly routes: readonly Route[];
  /** Who collects, as manifests say; null where nobody is named. */
  readonly collector: Collector | null;
  readonly visit: {
    readonly timeoutMs: number;
    readonly settleMs: number;
    readonly maxBytes: number;
    readonly userAgent: string | null;
  };
}

/** How long a page's neighbours on the same host count as falling together. */
const SITE_WINDOW_MS = 24 * 60 * 60 * 1000;
/** A page that could not be looked at through our own fault is looked at again so soon, each time later. */
const NOT_MADE_RETRY_MS = [60_000, 600_000, 3_600_000] as const;
/** A writer that keeps losing to others by then has a fault of its own. */
const MAX_CONFLICTS = 8;

/**
 * Makes the capture a job asks for and records it with everything that follows from it. `onNotMade`
 * is told when no browser could make the visit: it is on record, and the next may fare no better.
 * @throws BROWSER_MISSING, STORE_DISK_FULL, STORE_FAILED, CATALOGUE_FAILED; the attempt stays on record.
 */
export async function captureJob(
  deps: PipelineDeps,
  job: LeasedJob,
  onNotMade: () => void = () => undefined,
): Promise<Capture> {
  const watch = await findWatch(deps, job);
  const browser = await deps.browser();
  const { visit, dispose } = await browser.visit({
    url: watch.url,
    vantage: job.vantage,
    language: watch.language,
    ignore: watch.ignore,
    select: watch.select,
    ...deps.visit,
  });
  try {
    const seen = await readDocument(visit, deps.documents);
    const snapshot = await seal(deps, job, watch, seen);
    const capture = await judgeAndRecord(deps, job, snapshot, job);
    if (faultOf(visit) === 'browser-failed') onNotMade();
    return capture;
  } finally {
    await dispose();
  }
}

/** Records a capture for an attempt whose worker died, so that no attempt goes unsaid. */
export async function recordLostAttempt(deps: PipelineDeps, lost: LostAttempt): Promise<Capture> {
  const watch = await findWatch(deps, lost);
  const now = instantOf(deps.clock.nowMs());
  const detail = `the attempt begun at ${lost.startedAt} was cut short on our side: its worker stopped, or the machine failed it`;
  const visit: Visit = {
    ...NOTHING_SEEN,
    startedAt: lost.startedAt,
    finishedAt: now,
    outcome: { kind: 'not-made', fault: 'attempt-lost', detail },
  };
  const snapshot = await seal(deps, lost, watch, visit);
  return judgeAndRecord(deps, lost, snapshot, null);
}

/** The fault of ours that kept a visit from being made. */
function faultOf({ outcome }: Pick<Visit, 'outcome'>): OwnFault | null {
  return outcome.kind === 'not-made' ? outcome.fault : null;
}

async function findWatch(deps: PipelineDeps, job: LostAttempt | LeasedJob): Promise<Watch> {
  const watch = await deps.catalogue.findWatch(job.watchId);
  if (watch === null) throw new VestigeError('WATCH_NOT_FOUND', `there is no watch ${job.watchId}`);
  return watch;
}

async function seal(
  deps: PipelineDeps,
  job: LostAttempt | LeasedJob,
  watch: Watch,
  visit: Visit,
): Promise<SealedSnapshot> {
  const sealed = await sealSnapshot(deps, {
    visit,
    captureId: job.captureId,
    watchId: watch.id,
    url: watch.url,
    vantage: job.vantage,
    scheduledAt: job.scheduledAt,
    attempt: job.attempt,
    salt: randomBytes(32).toString('hex'),
    collector: deps.collector,
    previous: await loadNewest(deps, watch),
  });
  const { digest, manifest, files } = sealed;
  return { digest, manifest, files, reading: visit.reading };
}

/** The manifest of the newest capture, to which most of the next is alike; null where it cannot be read. */
async function loadNewest(
  deps: PipelineDeps,
  watch: Watch,
): Promise<Pick<Snapshot, 'digest' | 'manifest'> | null> {
  const [newest] = await deps.catalogue.listCaptures({ watchId: watch.id, limit: 1 });
  if (newest === undefined) return null;
  try {
    return {
      digest: newest.manifest,
      manifest: await loadManifest(deps, newest.manifest),
    };
  } catch (error) {
    deps.log.error({ stage: 'store', capture: newest.id, err: error }, 'cannot be built upon');
    return null;
  }
}

type SealedSnapshot = Snapshot & Pick<Capture, 'files'>;

/** Another vantage may write the same page's state meanwhile: then everything is judged afresh. */
async function judgeAndRecord(
  deps: PipelineDeps,
  job: LostAttempt | LeasedJob,
  snapshot: SealedSnapshot,
  owner: LeasedJob | null,
): Promise<Capture> {
  for (let conflicts = 0; ; conflicts += 1) {
    const watch = await findWatch(deps, job);
    const record = await judgeSnapshot(deps, watch, snapshot, owner);
    try {
      const capture = await deps.catalogue.recordCapture(record);
      // Two processes may tell of one lost attempt: what the other recorded, the other announced.
      if (capture.manifest === snapshot.digest) announce(deps, capture, record);
      return capture;
    } catch (error) {
      // A lost lease is for good: another worker has the job, and this attempt counts as lost.
      const isOvertaken =
        error instanceof VestigeError &&
        error.code === 'STATE_CONFLICT' &&
        error.details.reason === 'version';
      if (!isOvertaken || conflicts >= MAX_CONFLICTS) throw error;
    }
  }
}

async function judgeSnapshot(
  deps: PipelineDeps,
  watch: Watch,
  snapshot: SealedSnapshot,
  owner: LeasedJob | null,
): Promise<CaptureRecord> {
  const { manifest } = snapshot;
  const lastGood = await loadLastGood(deps, watch);
  const elsewhere = await lookElsewhere(deps, watch, manifest);
  const sighted = sightClaims(watch.claims, snapshot.reading);
  const hostRecent = await deps.catalogue.listRecentOfHost(
    watch.host,
    instantOf(msOf(manifest.finishedAt) - SITE_WINDOW_MS),
  );
  const context: JudgeContext = {
    claims: sighted,
    lastGood,
    elsewhere,
    hostRecent: hostRecent
      .filter((capture) => capture.watchId !== watch.id)
      .map(({ url, finalUrl, files, observation: { class: name } }) => ({
        url,
        finalUrl,
        class: name,
        textDigest: files.text,
      })),
    rules: await deps.rules(),
    vantage: manifest.vantage,
  };
  const unsourced = judge(snapshot, context);
  // A provider's notice may be drawn by a script: then the page is in other hands (trap T-09).
  const first =
    unsourced.class === 'icp-block'
      ? judge(snapshot, { ...context, source: await sourceOf(deps.blobs, snapshot) })
      : unsourced;
  const sibling = isSuspicious(first, manifest) ? await askSibling(deps, watch, snapshot) : null;
  const observation = sibling === null ? first : judge(snapshot, { ...context, sibling });
  const claims = believable(observation, sighted);
  const changes = await compareWithLastGood(deps, watch, {
    ...{ snapshot, lastGood, observation, claims },
  });
  const { page, recheckInMs } = advanceState(
    watch.page,
    {
      capture: manifest.capture,
      at: manifest.finishedAt,
      vantage: manifest.vantage,
      class: observation.class,
    },
    deps.confirmation,
    { vantagesConfigured: Math.max(1, watch.vantages.length) },
  );
  const capture: CaptureRecord['capture'] = {
    id: manifest.capture,
    watchId: watch.id,
    url: manifest.url,
    finalUrl: manifest.finalUrl,
    startedAt: manifest.startedAt,
    finishedAt: manifest.finishedAt,
    vantage: manifest.vantage,
    attempt: manifest.attempt,
    status: manifest.outcome.kind === 'answered' ? manifest.outcome.status : null,
    redirects: manifest.redirects,
    title: manifest.title,
    observation,
    state: page.state,
    level: page.level,
    comparedWith: isGood(observation.class) ? watch.page.lastGood : null,
    changes,
    claims,
    manifest: snapshot.digest,
    files: snapshot.files,
  };
  const openFlags = await openFlagsOf(deps, watch);
  const flags = decideFlags({
    watch,
    capture,
    previous: watch.page,
    page,
    openFlags,
    changes,
    now: manifest.finishedAt,
    wasSoBefore: await wasSoBefore(deps, watch, observation),
    hostPages: [
      ...(await hostPagesOf(deps, watch.host)).filter((one) => one.watchId !== watch.id),
      { watchId: watch.id, state: page.state, class: observation.class },
    ],
  });
  return {
    capture,
    entry: entryOf(capture, manifest.salt),
    expectedVersion: watch.page.version,
    page,
    claims,
    flags,
    messages: tellOfFlags(
      { watch, capture, page, moves: flags, openFlags, now: manifest.finishedAt },
      deps.routes,
    ),
    rechecks: recheckJobs(
      watch,
      manifest.finishedAt,
      recheckInMs ?? retryInMs(watch, manifest, observation, owner),
    ),
    job: owner === null ? null : { id: owner.id, owner: owner.owner },
  };
}

/** Directories asked about at this moment, so that two captures at once ask once. */
const asking = new Set<string>();

/** What a made-up address beside the page shows, or showed lately; null where it is not asked. */
async function askSibling(
  deps: PipelineDeps,
  watch: Watch,
  snapshot: Snapshot,
): Promise<Sibling | null> {
  const { manifest } = snapshot;
  const url = siblingOf(manifest.url, manifest.startedAt.slice(0, 10));
  const directory = directoryOf(manifest.url);
  if (deps.siblingEveryMs === 0 || url === null || asking.has(directory)) return null;
  asking.add(directory);
  try {
    const since = instantOf(msOf(manifest.finishedAt) - deps.siblingEveryMs);
    const before = await deps.catalogue.listRecentOfHost(watch.host, since);
    const known = askedBefore(snapshot, before);
    if (known !== undefined) return known;
    const browser = await deps.browser();
    const { vantage } = manifest;
    const filters = { ignore: [], select: [] };
    const asked = { url, vantage, language: watch.language, ...filters, ...deps.visit };
    const { visit, dispose } = await browser.visit(asked);
    try {
      return siblingSeen(snapshot, url, visit);
    } finally {
      await dispose();
    }
  } finally {
    asking.delete(directory);
  }
}

async function loadLastGood(deps: PipelineDeps, watch: Watch): Promise<Snapshot | null> {
  if (watch.page.lastGood === null) return null;
  const capture = await deps.catalogue.findCapture(watch.page.lastGood);
  if (capture === null) return null;
  try {
    return await loadSnapshot(deps, capture.manifest);
  } catch (error) {
    // Damage to an old snapshot must not stop the page from being captured anew.
    deps.log.error(
      { stage: 'compare', capture: capture.id, err: error },
      'cannot be compared with',
    );
    return null;
  }
}

/** The watch's open flags, and those of its host as a whole. */
async function openFlagsOf({ catalogue }: PipelineDeps, watch: Watch): Promise<readonly Flag[]> {
  const own = await catalogue.listFlags({ open: true, watchId: watch.id });
  const sites = await catalogue.listFlags({ open: true, kind: 'site' });
  return [
    ...own,
    ...sites.filter((flag) => flag.watchId !== watch.id && new URL(flag.url).host === watch.host),
  ];
}

/** Every watched page of the host with what was seen of it last. */
async function hostPagesOf({ catalogue }: PipelineDeps, host: string): Promise<HostPage[]> {
  const watches = await catalogue.listWatches({ host });
  return watches.map(({ id, page }) => ({
    watchId: id,
    state: page.state,
    class: page.recent.at(-1)?.class ?? null,
  }));
}

/** What was behind a wall, an error of ours or a dead line was not seen, so nothing is said of claims. */
function believable(
  observation: Observation,
  sighted: readonly ClaimSighting[],
): readonly ClaimSighting[] {
  const group = groupOf(observation.class);
  if (!observation.abstain && group !== 'network' && group !== 'walled') return sighted;
  return sighted.map((claim) =>
    claim.state === 'present' ? claim : { ...claim, state: 'unknown', found: null, where: null },
  );
}

async function compareWithLastGood(
  deps: PipelineDeps,
  watch: Watch,
  seen: {
    readonly snapshot: Snapshot;
    readonly lastGood: Snapshot | null;
    readonly observation: Observation;
    readonly claims: readonly ClaimSighting[];
  },
): Promise<readonly Change[] | null> {
  const { snapshot, lastGood, observation, claims } = seen;
  if (lastGood === null || !isGood(observation.class)) return [];
  const looks = await readLooks(deps, doubtfulPictures(lastGood, snapshot));
  const behind = [await readBehind(deps, lastGood), await readBehind(deps, snapshot)] as const;
  const history = await loadHistory(deps, watch, lastGood, snapshot);
  const again = reread(lastGood, snapshot);
  const options = { claims, terms: watch.terms, looks, behind, history };
  const changes = await compareInWorker(again.lastGood, snapshot, options);
  return changes === null ? null : withoutOwn(changes, again);
}

/**
 * True when the capture that showed otherwise would, by today's rules, have shown the same: then the
 * rules changed, and not the page. For a loss that is the last good capture, for a return the newest.
 */
async function wasSoBefore(
  deps: PipelineDeps,
  watch: Watch,
  { class: name, rules }: Observation,
): Promise<boolean> {
  const target = stateOf(name);
  const { state, lastGood, recent } = watch.page;
  if (target === null || (target === state && !isGoneLike(target))) return false;
  const shown = isGoneLike(target) ? lastGood : (recent.at(-1)?.capture ?? null);
  const capture = shown === null ? null : await deps.catalogue.findCapture(shown);
  if (capture === null || capture.observation.rules === rules) return false;
  const snapshot = await loadSnapshot(deps, capture.manifest).catch(() => null);
  if (snapshot === null) return false;
  const again = judge(snapshot, {
    claims: sightClaims(watch.claims, snapshot.reading),
    lastGood: null,
    hostRecent: [],
    rules: await deps.rules(),
    vantage: capture.vantage,
  });
  return stateOf(again.class) === target;
}

/** How many good looks before the last are remembered, to learn what moves by itself. */
const REMEMBERED = 6;

/** What earlier good captures from the same vantage showed, oldest first; none where nothing changed. */
async function loadHistory(
  deps: PipelineDeps,
  watch: Watch,
  lastGood: Snapshot,
  snapshot: Snapshot,
): Promise<readonly PageReading[]> {
  const readingOf = ({ manifest }: Snapshot) =>
    manifest.files.find(({ role }) => role === 'reading')?.digest;
  if (readingOf(lastGood) === readingOf(snapshot)) return [];
  const captures = await deps.catalogue.listCaptures({ watchId: watch.id, limit: REMEMBERED * 2 });
  const { vantage } = snapshot.manifest;
  const earlier = captures
    .filter((one) => isGood(one.observation.class) && one.vantage === vantage)
    .filter((one) => one.manifest !== lastGood.digest && one.manifest !== snapshot.digest)
    .slice(0, REMEMBERED);
  const readings: PageReading[] = [];
  for (const { manifest } of earlier.toReversed()) {
    // What cannot be read is remembered by the audit; here it is only one look less.
    const one = await loadSnapshot(deps, manifest).catch(() => null);
    if (one?.reading != null) readings.push(one.reading);
  }
  return readings;
}

/** What nobody saw through our own fault is not put off until the page is due again. */
function retryInMs(
  watch: Watch,
  manifest: Manifest,
  { class: name }: Observation,
  job: LeasedJob | null,
): number | null {
  const fault = faultOf(manifest);
  const helps =
    fault === 'browser-failed' || fault === 'vantage-down' || name === 'monitor-offline';
  // Whoever asked by hand sees the failure; a lost attempt's job comes again by itself.
  if (!helps || job === null || job.reason === 'manual') return null;
  const { recent } = watch.page;
  const failures = recent.length - 1 - recent.findLastIndex((one) => !isOwnFault(one.class));
  return NOT_MADE_RETRY_MS[failures] ?? null;
}

function isOwnFault(name: Observation['class']): boolean {
  return name === 'capture-failed' || name === 'monitor-offline';
}

function recheckJobs(watch: Watch, at: string, inMs: number | null): readonly JobDraft[] {
  if (inMs === null) return [];
  const when = instantOf(msOf(at) + inMs);
  const vantages = watch.vantages.length === 0 ? ['default'] : watch.vantages;
  return vantages.map((vantage) => ({
    watchId: watch.id,
    vantage,
    reason: 'recheck',
    scheduledAt: when,
    notBefore: when,
  }));
}

function entryOf(capture: CaptureRecord['capture'], salt: string): LogEntryDraft {
  return {
    v: 1,
    type: capture.status === null ? 'failure' : 'capture',
    at: capture.finishedAt,
    target: targetOf(salt, capture.url),
    manifest: capture.manifest,
    outcome: capture.observation.class,
  };
}

function announce(deps: PipelineDeps, capture: Capture, record: CaptureRecord): void {
  const { id, watchId, vantage, status, state, level, observation } = capture;
  deps.log.info(
    { stage: 'capture', capture: id, watch: watchId, vantage, status, state, level },
    observation.summary,
  );
  for (const flag of record.flags) {
    if (flag.move === 'open') {
      deps.log.warn(
        { stage: 'judge', flag: flag.flag.id, kind: flag.flag.kind },
        flag.flag.summary,
      );
    }
  }
}
