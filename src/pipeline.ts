// START HERE: the life of one capture. A job becomes a visit, a snapshot, changes, an observation,
// a state and flags, written to the catalogue in one transaction; stages meet here and nowhere else.
import { randomBytes } from 'node:crypto';
import { readDocument } from './capture/read-document.js';
import { sightClaims } from './compare/claims.js';
import { bySeverity } from './compare/compare.js';
import { VestigeError } from './errors.js';
import { resolverWords } from './formats/resolver-words.js';
import type { JudgeContext } from './judge/facts.js';
import { decideFlags } from './judge/flags.js';
import { judge } from './judge/judge.js';
import { elsewhereOf } from './judge/own-health.js';
import { reread, withoutOwn } from './judge/reread.js';
import { isSuspicious } from './judge/sibling.js';
import { advanceState, recheckChanges } from './judge/state.js';
import type { Capture } from './model/capture.js';
import type { Change } from './model/change.js';
import type { ClaimSighting } from './model/claim.js';
import { instantOf, msOf } from './model/instant.js';
import type { LeasedJob, LostAttempt } from './model/job.js';
import type { LogEntryDraft } from './model/log.js';
import { groupOf, isGood, type Observation } from './model/observation.js';
import { targetOf } from './model/salt.js';
import type { NotBefore, Snapshot } from './model/snapshot.js';
import { NOTHING_SEEN, type Visit } from './model/visit.js';
import type { Watch } from './model/watch.js';
import { tellOfFlags } from './notify/tell.js';
import { askSibling } from './pipeline/ask-sibling.js';
import { compareStored } from './pipeline/compare-stored.js';
import type { PipelineDeps } from './pipeline/deps.js';
import {
  hostPagesOf,
  loadHistory,
  loadLastGood,
  loadNewest,
  openFlagsOf,
  wasSoBefore,
} from './pipeline/known.js';
import { faultOf, recheckJobs, retryInMs } from './pipeline/look-again.js';
import { lookBeyond } from './pipeline/look-beyond.js';
import { changesInSiteFiles, sayingAsked, withSiteFiles } from './pipeline/site-files.js';
import { changesOfVersions } from './pipeline/versions.js';
import type { CaptureRecord } from './ports/catalogue.js';
import { readLookups } from './store/lookups.js';
import { sealSnapshot } from './store/seal.js';
import { sourceOf } from './store/source-of.js';

/** How long a page's neighbours on the same host count as falling together. */
const SITE_WINDOW_MS = 24 * 60 * 60 * 1000;
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
  return withSiteFiles(deps, watch, async (besides) => {
    const notBefore = await deps.notBefore();
    const { visit, dispose } = await browser.visit({
      url: watch.url,
      vantage: job.vantage,
      language: watch.language,
      ignore: watch.ignore,
      select: watch.select,
      besides,
      ...deps.visit,
    });
    try {
      const seen = await readDocument(visit, deps.documents);
      const whole = await lookBeyond(deps, watch, job.vantage, seen);
      const snapshot = await seal(deps, job, watch, whole, notBefore);
      const capture = await judgeAndRecord(deps, job, snapshot, job);
      if (faultOf(visit) === 'browser-failed') onNotMade();
      return capture;
    } finally {
      await dispose();
    }
  });
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
  notBefore: NotBefore | null = null,
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
    notBefore,
    previous: await loadNewest(deps, watch),
  });
  const { digest, manifest, files } = sealed;
  return { digest, manifest, files, reading: visit.reading };
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
  const sighted = sightClaims(watch.claims, snapshot.reading);
  const seen = await observe(deps, watch, { snapshot, lastGood, claims: sighted });
  const observation = sayingAsked(seen, manifest);
  const claims = believable(observation, sighted);
  const openFlags = await openFlagsOf(deps, watch);
  const ofPage = await compareWithLastGood(deps, watch, {
    ...{ snapshot, lastGood, observation, claims },
  });
  const changes =
    ofPage === null || !isGood(observation.class)
      ? ofPage
      : bySeverity([
          ...ofPage,
          ...(await changesOfVersions(deps, watch, { snapshot, lastGood, openFlags })),
          ...(await changesInSiteFiles(deps, watch, manifest)),
        ]);
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
  const again = recheckChanges(
    page,
    deps.confirmation,
    flags.some((move) => move.move === 'open' && move.flag.kind === 'change'),
  );
  return {
    capture,
    entry: entryOf(capture, manifest.salt),
    expectedVersion: watch.page.version,
    page: again.page,
    claims,
    flags,
    messages: tellOfFlags(
      { watch, capture, page, moves: flags, openFlags, now: manifest.finishedAt },
      deps.routes,
    ),
    rechecks: recheckJobs(
      watch,
      manifest.finishedAt,
      recheckInMs ?? again.recheckInMs ?? retryInMs(watch, manifest, observation, owner),
    ),
    job: owner === null ? null : { id: owner.id, owner: owner.owner },
  };
}

/** What this visit showed, with a look at the page's source or at a made-up neighbour where that is in doubt. */
async function observe(
  deps: PipelineDeps,
  watch: Watch,
  {
    snapshot,
    lastGood,
    claims,
  }: Pick<JudgeContext, 'claims' | 'lastGood'> & { snapshot: Snapshot },
): Promise<Observation> {
  const { manifest } = snapshot;
  const hostRecent = await deps.catalogue.listRecentOfHost(
    watch.host,
    instantOf(msOf(manifest.finishedAt) - SITE_WINDOW_MS),
  );
  const context: JudgeContext = {
    claims,
    lastGood,
    elsewhere: elsewhereOf(manifest),
    resolvers: resolverWords(await readLookups(deps, manifest)),
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
  return sibling === null ? first : judge(snapshot, { ...context, sibling });
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
  const history = await loadHistory(deps, watch, lastGood, snapshot);
  const again = reread(lastGood, snapshot);
  const sought = { claims, terms: watch.terms, history };
  const changes = await compareStored(deps, again.lastGood, snapshot, sought);
  return changes === null ? null : withoutOwn(changes, again);
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
