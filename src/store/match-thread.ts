// The thread of match-apart.ts: two pictures in, what differs out.
import { parentPort } from 'node:worker_threads';
import { matchPictures } from './picture-match.js';
import type { Grey } from './picture-parts.js';

parentPort?.once('message', ([before, after]: readonly [Grey, Grey]) => {
  parentPort?.postMessage(matchPictures(before, after));
});
