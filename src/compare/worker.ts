// The worker thread of in-worker.ts: one task in, one answer out.
import { parentPort } from 'node:worker_threads';
import type { Change } from '../model/change.js';
import type { Snapshot } from '../model/snapshot.js';
import { type CompareOptions, compareSnapshots } from './compare.js';
import { diffTexts, type TextDiff } from './text-diff.js';
import { divergedFrom, type Sides, type Version } from './versions.js';

/** What the thread is asked. */
export type Task =
  | {
      readonly kind: 'snapshots';
      readonly before: Snapshot;
      readonly after: Snapshot;
      readonly options: CompareOptions;
    }
  | { readonly kind: 'versions'; readonly sides: Sides; readonly version: Version }
  | { readonly kind: 'texts'; readonly before: string; readonly after: string };

/** What it says. */
export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'snapshots' | 'versions'; readonly changes: readonly Change[] }
  | { readonly kind: 'texts'; readonly diff: TextDiff };

function answerTo(task: Task): Answer {
  switch (task.kind) {
    case 'snapshots': {
      const { kind, before, after, options } = task;
      return { kind, changes: compareSnapshots(before, after, options) };
    }
    case 'versions':
      return { kind: task.kind, changes: divergedFrom(task.sides, task.version) };
    case 'texts':
      return { kind: task.kind, diff: diffTexts(task.before, task.after) };
  }
}

const port = parentPort;
if (port !== null) {
  port.on('message', (task: Task) => {
    const answer = answerTo(task);
    port.postMessage(answer);
  });
  const ready: Answer = { kind: 'ready' };
  port.postMessage(ready);
}
