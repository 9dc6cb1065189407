// A process of its own for sqlite.test.ts: `add PATH` or `work PATH OWNER`.
import { openCatalogue } from '../../src/adapters/sqlite/catalogue.js';
import { addition, at, draft, job, recordOf } from '../contracts/records.js';

const [, , mode, path = '', owner = ''] = process.argv;
const catalogue = await openCatalogue(path);

if (mode === 'add') {
  const [added] = await catalogue.addWatches([addition(draft())], at(0));
  console.log(added?.watch.id);
}

if (mode === 'work') {
  // Every process plans all that is due, then works until nothing is left.
  const due = await catalogue.listDue(at(1), 1000);
  const plans = due.map((watch) => ({
    watchId: watch.id,
    dueAt: at(0),
    jobs: [job(watch)],
    gap: null,
    nextDueAt: at(1000),
  }));
  for (const plan of plans) await catalogue.enqueueDue([plan]);
  const request = { owner, now: at(2), leaseMs: 600_000, perHostGapMs: 0 };
  for (;;) {
    const leased = await catalogue.lease(request);
    if (leased === null) break;
    const watch = await catalogue.findWatch(leased.watchId);
    if (watch === null) throw new Error(`no watch ${leased.watchId}`);
    await catalogue.recordCapture(recordOf(watch, leased));
    console.log(leased.watchId);
  }
}

await catalogue.close();
