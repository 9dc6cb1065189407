// Use cases of captures made on demand: choose watches, queue jobs, run them here, tell the results.
import { VestigeError } from '../errors.js';
import type { Capture } from '../model/capture.js';
import { instantOf } from '../model/instant.js';
import type { JobDraft, LeasedJob } from '../model/job.js';
import type { Watch } from '../model/watch.js';
import { captureJob, recordLostAttempt } from '../pipeline.js';
import { registerUrl } from '../register/normalise-url.js';
import { draftWatch } from '../register/watch-draft.js';
import { planDueWatches } from '../schedule/ticker.js';
import { workUntilDone } from '../schedule/worker.js';
import type { ArchiveDeps } from './deps.js';
import { deliver } from './telling.js';
import { addDrafts, draftDefaults, requireWatch } from './watching.js';

export interface CaptureChoice {
  /** Watch ids or URLs, in the order the results are wanted. */
  readonly targets: readonly string[];
  readonly all?: boolean;
  readonly due?: boolean;
  readonly caseName?: string;
  readonly concurrency?: number;
}

export interface CaptureProgress {
  readonly done: number;
  readonly total: number;
  readonly capture: Capture;
}

export interface Capturing {
  /** Asks for captures; the workers of the service make them. Job ids. @throws WATCH_NOT_FOUND */
  requestCaptures(choice: CaptureChoice): Promise<readonly number[]>;
  jobResults: ArchiveDeps['catalogue']['jobResults'];
  /**
   * Captures now, and resolves when every chosen page has its capture, or with those there are when
   * `stop` aborts. @throws WATCH_NOT_FOUND, URL_INVALID
   */
  captureNow(
    choice: CaptureChoice,
    onProgress: (progress: CaptureProgress) => void,
    stop?: AbortSignal,
  ): Promise<readonly Capture[]>;
}

/** The use cases of capturing over `deps`. */
export function createCapturing(deps: ArchiveDeps): Capturing {
  return {
    requestCaptures: (choice) => queueChoice(deps, choice),
    jobResults: (ids) => deps.catalogue.jobResults(ids),
    async captureNow(choice, onProgress, stop) {
      await settleLostAttempts(deps);
      const jobIds = await queueChoice(deps, choice);
      const captures = await runJobs(deps, jobIds, choice.concurrency, onProgress, stop);
      // Where captures are made by command only (cron), nobody else would tell.
      await deliver(deps);
      return captures;
    },
  };
}

/**
 * Gives every attempt whose worker died the capture it is owed.
 * @throws the first fault, once every other attempt has its own.
 */
export async function settleLostAttempts(
  deps: Pick<ArchiveDeps, 'catalogue' | 'clock' | 'pipeline'>,
): Promise<void> {
  await deps.catalogue.requeueExpired(instantOf(deps.clock.nowMs()));
  const faults: unknown[] = [];
  for (const lost of await deps.catalogue.listLostAttempts()) {
    await recordLostAttempt(deps.pipeline, lost).catch((error: unknown) => faults.push(error));
  }
  if (faults.length > 0) throw faults[0];
}

async function queueChoice(deps: ArchiveDeps, choice: CaptureChoice): Promise<readonly number[]> {
  if (choice.due === true) return planDueWatches(tickerDeps(deps));
  const watches = await chooseWatches(deps, choice);
  const now = instantOf(deps.clock.nowMs());
  return deps.catalogue.enqueue(
    watches.flatMap((watch) => manualJobs(watch, now)),
    now,
  );
}

async function chooseWatches(
  deps: ArchiveDeps,
  { targets, all, caseName }: CaptureChoice,
): Promise<readonly Watch[]> {
  if (targets.length === 0) {
    const watches = await deps.catalogue.listWatches(caseName === undefined ? {} : { caseName });
    if (caseName !== undefined && watches.length === 0) {
      throw new VestigeError('CASE_NOT_FOUND', `There is no watch in a case named ${caseName}.`);
    }
    return watches.filter((watch) => !watch.paused && (all === true || caseName !== undefined));
  }
  // Everything is checked before anything is stored.
  const urls = targets.filter((target) => !target.startsWith('w_'));
  const drafts = urls.map((url) => draftWatch({ url, every: 'manual' }, draftDefaults(deps)));
  const known = await Promise.all(
    targets.map((target) => (target.startsWith('w_') ? requireWatch(deps, target) : null)),
  );
  const found = await Promise.all(
    drafts.map((draft) => deps.catalogue.findWatchByUrl(caseName ?? null, draft.urlKey)),
  );
  const added = await addDrafts(
    deps,
    drafts.filter((_, index) => found[index] === null),
  );
  const byKey = new Map(
    [...found.filter((watch) => watch !== null), ...added.map((one) => one.watch)].map((watch) => [
      watch.urlKey,
      watch,
    ]),
  );
  return targets.map((target, index) => {
    const watch = known[index] ?? byKey.get(keyOf(deps, target));
    if (watch === undefined) throw new VestigeError('INTERNAL', `${target} was not registered`);
    return watch;
  });
}

function keyOf(deps: ArchiveDeps, target: string): string {
  return registerUrl(target, deps.config.egress).urlKey;
}

function manualJobs(watch: Watch, now: string): JobDraft[] {
  const vantages = watch.vantages.length === 0 ? ['default'] : watch.vantages;
  return vantages.map((vantage) => ({
    watchId: watch.id,
    vantage,
    reason: 'manual',
    scheduledAt: now,
    notBefore: now,
  }));
}

async function runJobs(
  deps: ArchiveDeps,
  jobIds: readonly number[],
  concurrency: number | undefined,
  onProgress: (progress: CaptureProgress) => void,
  stop: AbortSignal | undefined,
): Promise<readonly Capture[]> {
  let done = 0;
  const total = new Set(jobIds).size;
  await workUntilDone(
    workerDeps(deps, concurrency, (capture) => {
      done += 1;
      onProgress({ done, total, capture });
    }),
    jobIds,
    stop,
  );
  const results = await deps.catalogue.jobResults(jobIds);
  const byJob = new Map(results.map((result) => [result.id, result.capture]));
  const captures = await Promise.all(
    jobIds.map(async (id) => {
      const captureId = byJob.get(id);
      return captureId ? deps.catalogue.findCapture(captureId) : null;
    }),
  );
  return captures.filter((capture) => capture !== null);
}

/** What the workers of the schedule stage need, with this archive's settings. */
export function workerDeps(
  deps: ArchiveDeps,
  concurrency: number | undefined,
  onCaptured: (capture: Capture) => void,
) {
  const { capture, schedule } = deps.config;
  return {
    catalogue: deps.catalogue,
    clock: deps.clock,
    log: deps.log,
    capture: async (job: LeasedJob, onNotMade: () => void) =>
      onCaptured(await captureJob(deps.pipeline, job, onNotMade)),
    settleLost: () => settleLostAttempts(deps),
    settings: {
      concurrency: concurrency ?? capture.concurrency,
      leaseMs: schedule.leaseMs,
      perHostGapMs: schedule.perHostGapMs,
      owner: deps.owner,
      pollMs: 1000,
    },
  };
}

/** What the ticker of the schedule stage needs, with this archive's settings. */
export function tickerDeps(deps: ArchiveDeps) {
  const { schedule } = deps.config;
  return {
    catalogue: deps.catalogue,
    clock: deps.clock,
    log: deps.log,
    settings: { jitter: schedule.jitter, leaseMs: schedule.leaseMs },
  };
}
