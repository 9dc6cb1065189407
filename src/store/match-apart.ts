// `matchPictures` in a thread of its own: long pages take seconds, and a service has others to answer.
import { VestigeError } from '../errors.js';
import { startThread } from '../thread.js';
import type { Marks } from './picture-match.js';
import type { Grey } from './picture-parts.js';

/** Finds what differs within `limitMs`; null when it did not finish. */
export function matchApart(before: Grey, after: Grey, limitMs: number): Promise<Marks | null> {
  const thread = startThread(new URL('./match-thread.js', import.meta.url));
  return new Promise<Marks | null>((resolve, reject) => {
    const timer = setTimeout(() => resolve(null), limitMs);
    thread.once('message', (marks: Marks) => {
      clearTimeout(timer);
      resolve(marks);
    });
    thread.once('error', (cause) => {
      clearTimeout(timer);
      reject(
        new VestigeError('INTERNAL', `Comparing pictures failed: ${cause.message}`, { cause }),
      );
    });
    thread.postMessage([before, after]);
  }).finally(() => void thread.terminate());
}
