// The worker thread of in-worker.ts: one task in, one answer out.
import { parentPort } from 'node:worker_threads';
import type { Change } from '../model/change.js';
import type { Snapshot } from '../model/snapshot.js';
import { type CompareOptions, compareSnapshots } from './compare.js';
import { diffTexts, type TextDiff } from './text-diff.js';

/** What the thread is asked. */
export type Task =
  | {
      readonly kind: 'snapshots';
      readonly before: Snapshot;
      readonly after: Snapshot;
      readonly options: CompareOptions;
    }
  | { readonly kind: 'texts'; readonly before: string; readonly after: string };

/** What it says. */
export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'snapshots'; readonly changes: readonly Change[] }
  | { readonly kind: 'texts'; readonly diff: TextDiff };

const port = parentPort;
if (port !== null) {
  port.on('message', (task: Task) => {
    const answer: Answer =
      task.kind === 'snapshots'
        ? {
            kind: 'snapshots',
            changes: compareSnapshots(task.before, task.after, task.options),
          }
        : { kind: 'texts', diff: diffTexts(task.before, task.after) };
    port.postMessage(answer);
  });
  const ready: Answer = { kind: 'ready' };
  port.postMessage(ready);
}
