// A process of its own for deliver.test.ts, to be killed while it delivers: `ARCHIVE PORT INSTANT`.
import { join } from 'node:path';
import { pino } from 'pino';
import { createEmailNotifier } from '../../src/adapters/email/notifier.js';
import { openBlobStore } from '../../src/adapters/files/blob-store.js';
import { openCatalogue } from '../../src/adapters/sqlite/catalogue.js';
import { writeFor } from '../../src/archive/telling.js';
import { deliverDue } from '../../src/notify/deliver.js';
import { createManualClock } from '../fakes/manual-clock.js';
import { route } from './events.js';

const [, , root = '', port = '', at = ''] = process.argv;
const catalogue = await openCatalogue(join(root, 'vestige.db'));
const blobs = await openBlobStore(root);
const log = pino({ level: 'silent' });
const config = {
  server: {
    host: '127.0.0.1',
    port: 8484,
    publicUrl: null,
    replayPort: null,
    replayUrl: null,
    tls: null,
  },
};
const sender = createEmailNotifier({
  name: 'mail',
  smtp: { host: '127.0.0.1', port: Number(port), security: 'none' },
  from: 'vestige@example.test',
  to: ['anna@example.test'],
  login: null,
});
// The parent sees the mail before this process can have written that it was taken.
const notifier = {
  ...sender,
  send: async (letter: Parameters<typeof sender.send>[0]) => {
    await sender.send(letter);
    return new Promise<string>(() => setInterval(() => undefined, 1000));
  },
};
await deliverDue({
  outbox: catalogue.outbox,
  clock: createManualClock(Date.parse(at)),
  log,
  notifiers: [notifier],
  routes: [route()],
  write: (delivery, to) => writeFor({ catalogue, blobs, log, config }, delivery, to),
});
