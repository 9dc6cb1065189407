// The service: the ticker and the workers, until it is told to stop.
import { startTicker } from '../schedule/ticker.js';
import { runWorkers } from '../schedule/worker.js';
import { settleLostAttempts, tickerDeps, workerDeps } from './capturing.js';
import type { ArchiveDeps } from './deps.js';

export interface Service {
  /** Plans what is due now, without waiting for the next tick. */
  tickNow(): Promise<void>;
  /** Gives running jobs back and resolves when nothing runs any more. */
  stop(): Promise<void>;
}

/** Starts looking. */
export async function createService(deps: ArchiveDeps): Promise<Service> {
  // A rule file that cannot be read stops the start, not the first capture.
  await deps.pipeline.rules();
  await settleLostAttempts(deps);
  const workers = runWorkers(workerDeps(deps, undefined, () => undefined));
  const ticker = startTicker({
    ...tickerDeps(deps),
    beforeTick: () => settleLostAttempts(deps),
  });
  await ticker.tickNow();
  return {
    tickNow: () => ticker.tickNow(),
    async stop() {
      await ticker.stop();
      await workers.stop();
    },
  };
}
