// A process of its own for backup.test.ts, to be killed: `backup|restore ROOT DIR STOP`, where STOP is
// how many blobs are copied before it says so and stands still.
import { join } from 'node:path';
import { pino } from 'pino';
import { openArchive, restoreArchive } from '../../src/compose.js';
import { configFor } from './config.js';

const [, , act, root = '', dir = '', stop = ''] = process.argv;
const log = pino({ level: 'silent' });
const config = configFor(root);
const standStill = (step: string) => {
  if (step !== stop) return;
  process.stdout.write('here\n');
  // Until it is killed: nothing goes on in this process.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
};
if (act === 'backup') {
  const archive = await openArchive({ config, log });
  await archive.backUp(join(dir), true, standStill);
} else {
  const onProgress = standStill;
  await restoreArchive({ config, log, from: dir, keys: null, acceptDamage: false, onProgress });
}
