// A comparison -> the same in a worker thread with a time limit, so that a slow one never holds up
// a capture; what did not finish is said (null, or the coarser comparison).
import type { Worker } from 'node:worker_threads';
import { VestigeError } from '../errors.js';
import type { Change } from '../model/change.js';
import type { Snapshot } from '../model/snapshot.js';
import { startThread } from '../thread.js';
import type { CompareOptions } from './compare.js';
import { coarseDiff, type TextDiff } from './text-diff.js';
import type { Sides, Version } from './versions.js';
import type { Answer, Task } from './worker.js';

/** Time for a text; starting the thread is not counted. */
const TEXT_LIMIT_MS = 2000;
/** A lost comparison of snapshots is a change not told, and nobody waits for it: so it has longer. */
const SNAPSHOT_LIMIT_MS = 10_000;
const START_LIMIT_MS = 20_000;

/** `compareSnapshots` within `limitMs`; null when it did not finish. */
export async function compareInWorker(
  before: Snapshot,
  after: Snapshot,
  options: CompareOptions,
  limitMs: number = SNAPSHOT_LIMIT_MS,
): Promise<readonly Change[] | null> {
  const answer = await run({ kind: 'snapshots', before, after, options }, limitMs);
  return answer?.kind === 'snapshots' ? answer.changes : null;
}

/** `divergedFrom` within `limitMs`; null when it did not finish. */
export async function divergedInWorker(
  sides: Sides,
  version: Version,
  limitMs: number = SNAPSHOT_LIMIT_MS,
): Promise<readonly Change[] | null> {
  const answer = await run({ kind: 'versions', sides, version }, limitMs);
  return answer?.kind === 'versions' ? answer.changes : null;
}

/** `diffTexts` within `limitMs`; the coarser comparison, which says so, when it did not finish. */
export async function diffInWorker(
  before: string,
  after: string,
  limitMs: number = TEXT_LIMIT_MS,
): Promise<TextDiff> {
  const answer = await run({ kind: 'texts', before, after }, limitMs);
  return answer?.kind === 'texts' ? answer.diff : coarseDiff(before, after);
}

/** A thread that has answered waits for the next task: starting one takes longer than most tasks. */
let spare: { readonly worker: Worker; readonly timer: NodeJS.Timeout } | null = null;
const SPARE_MS = 60_000;

function run(task: Task, limitMs: number): Promise<Answer | null> {
  const { worker, isReady } = takeWorker();
  return new Promise((resolve, reject) => {
    let timer = setTimeout(() => end(() => resolve(null)), START_LIMIT_MS);
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      void worker.terminate();
      settle();
    };
    const give = () => {
      clearTimeout(timer);
      timer = setTimeout(() => end(() => resolve(null)), limitMs);
      worker.postMessage(task);
    };
    worker.on('message', (message: Answer) => {
      if (message.kind === 'ready') return give();
      clearTimeout(timer);
      keepWorker(worker);
      resolve(message);
    });
    worker.on('error', (cause: Error) => {
      // Out of memory is too much work, like out of time.
      if ('code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY') {
        return end(() => resolve(null));
      }
      end(() =>
        reject(new VestigeError('INTERNAL', `Comparing failed: ${cause.message}`, { cause })),
      );
    });
    if (isReady) give();
  });
}

function takeWorker(): { readonly worker: Worker; readonly isReady: boolean } {
  if (spare === null)
    return { worker: startThread(new URL('./worker.js', import.meta.url)), isReady: false };
  const { worker, timer } = spare;
  spare = null;
  clearTimeout(timer);
  hush(worker);
  worker.ref();
  return { worker, isReady: true };
}

function keepWorker(worker: Worker): void {
  hush(worker);
  if (spare !== null) return void worker.terminate();
  const drop = () => {
    if (spare?.worker === worker) spare = null;
    void worker.terminate();
  };
  worker.on('error', drop);
  worker.unref();
  spare = { worker, timer: setTimeout(drop, SPARE_MS).unref() };
}

/** By name: Node's own listeners, without which no message comes, stay. */
function hush(worker: Worker): void {
  for (const event of ['message', 'error']) worker.removeAllListeners(event);
}
