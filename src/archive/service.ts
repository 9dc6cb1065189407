// The service: the ticker and the workers, until it is told to stop.
import { startTicker } from '../schedule/ticker.js';
import { runWorkers } from '../schedule/worker.js';
import { settleLostAttempts, tickerDeps, workerDeps } from './capturing.js';
import type { ArchiveDeps } from './deps.js';
import { createNotarizing } from './notarizing.js';
import { createDelivering } from './telling.js';
import { createWatchdog } from './watchdog.js';

export interface Service {
  /** Plans what is due now, without waiting for the next tick. */
  tickNow(): Promise<void>;
  /** Gives running jobs back and resolves when nothing runs any more. */
  stop(): Promise<void>;
}

/** A catalogue that was put back to an older copy shows against what was signed by then. */
const SIGN_EVERY_MS = 60 * 60 * 1000;

/** How often the monitor looks whether it looks. */
const WATCH_EVERY_MS = 60_000;

/** Starts looking. */
export async function createService(deps: ArchiveDeps): Promise<Service> {
  // A rule file that cannot be read stops the start, not the first capture.
  await deps.pipeline.rules();
  const notarizing = createNotarizing(deps);
  const sign = signing(deps, notarizing.ask);
  const delivering = createDelivering(deps);
  const tellPeople = async () => delivering.start();
  const ticker = startTicker({
    ...tickerDeps(deps),
    // The browser sweeps what killed processes left; it starts none before the first visit.
    beforeTick: () => each([() => settleLostAttempts(deps), sign, tellPeople, deps.browser]),
  });
  const watchdog = createWatchdog(deps, () => ticker.lastTickAt());
  // The outage before this start, while the last heartbeat still says so.
  await watchdog.look();
  // What the last process left is told before anything new is done.
  await ticker.tickNow();
  const workers = runWorkers(workerDeps(deps, undefined, () => undefined));
  // On a timer of its own: the ticker is one of the things it watches.
  const timer = setInterval(() => void watchdog.look().then(tellPeople), WATCH_EVERY_MS);
  timer.unref();
  return {
    tickNow: () => ticker.tickNow(),
    async stop() {
      clearInterval(timer);
      await ticker.stop();
      await workers.stop();
      await notarizing.done();
      await delivering.done();
    },
  };
}

/** Signs the log when it has grown, at most once an hour. */
function signing(
  { clock, catalogue, signCheckpoint }: ArchiveDeps,
  onTick: (size: number | null) => void,
): () => Promise<void> {
  let nextMs = Number.NEGATIVE_INFINITY;
  let signed = -1;
  return async () => {
    const nowMs = clock.nowMs();
    onTick(null);
    // A clock set back must not keep it from signing.
    if (nowMs < nextMs && nextMs - nowMs <= SIGN_EVERY_MS) return;
    const { size } = await catalogue.treeHead();
    if (size !== signed) signed = (await signCheckpoint()).size;
    nextMs = nowMs + SIGN_EVERY_MS;
    onTick(signed);
  };
}

/** Does all of them; throws the first fault when all are done. */
async function each(acts: readonly (() => Promise<unknown>)[]): Promise<void> {
  const faults: unknown[] = [];
  for (const act of acts) await act().catch((error: unknown) => faults.push(error));
  if (faults.length > 0) throw faults[0];
}
