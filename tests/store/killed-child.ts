// A worker of its own for killed.test.ts: captures in a loop, says every step it takes, and
// announces what it recorded. `killed-child.ts ARCHIVE ROUND`.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import type { BlobStore } from '../../src/ports/blob-store.js';
import { at, job } from '../contracts/records.js';
import { openArchive, sealAndRecord } from './archive.js';
import { failedVisit, sampleVisit } from './sample-visit.js';

const [, , root = '', round = '0'] = process.argv;
/** At once, not buffered: what the parent read has happened. */
const say = (text: string) => writeSync(1, `${text}\n`);

const archive = await openArchive(root);
const real = archive.blobs;
const blobs: BlobStore = {
  put: (bytes) => step(real.put(bytes)),
  putFile: (path, digest) => step(real.putFile(path, digest)),
  get: (digest) => real.get(digest),
  has: (digest) => real.has(digest),
  sizeBytes: (digest) => real.sizeBytes(digest),
  list: () => real.list(),
  check: (digest) => real.check(digest),
};
const { catalogue } = archive;

function step<T>(work: Promise<T>): Promise<T> {
  say('step');
  return work;
}

// What the worker killed before left behind is told first.
const now = at(Number(round) * 1000);
await catalogue.requeueExpired(now);
for (const lost of await catalogue.listLostAttempts()) {
  const watch = await catalogue.findWatch(lost.watchId);
  if (watch === null) throw new Error('the watch is gone');
  const input = { visit: failedVisit(), job: null };
  say(`done ${(await sealAndRecord({ blobs, catalogue }, watch, lost, input)).id}`);
}

const { id } = await archive.watch('/等待时间');
for (let count = 0; ; count += 1) {
  const watch = await catalogue.findWatch(id);
  if (watch === null) throw new Error('the watch is gone');
  await step(catalogue.enqueue([job(watch, { reason: 'manual' })], now));
  const request = { owner: `r${round}`, now, leaseMs: 1000, perHostGapMs: 0 };
  const leased = await step(catalogue.lease(request));
  if (leased === null) throw new Error('nothing was leased');
  const visit = await sampleVisit(join(root, 'spool'), `${round}-${count}`);
  const input = { visit, job: leased };
  const capture = await sealAndRecord({ blobs, catalogue }, watch, leased, input);
  say(`done ${capture.id}`);
  await step(archive.sign());
}
