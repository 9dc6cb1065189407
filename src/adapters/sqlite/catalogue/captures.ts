// Captures with all they change, each method one transaction.
import { VestigeError } from '../../../errors.js';
import type { Capture } from '../../../model/capture.js';
import type { CaptureRecord, Catalogue } from '../../../ports/catalogue.js';
import { PAGE, type Tables } from './tables.js';

/** The catalogue's methods of captures. */
export function captureMethods(tables: Tables) {
  const { read, write, captures, log } = tables;
  return {
    recordCapture: async (record) => write(() => recordOnce(tables, record)),
    findCapture: async (id) => read(() => captures.find(id)),
    listCaptures: async (filter) => read(() => captures.list(filter)),
    listRecentOfHost: async (host, since) => read(() => captures.listOfHost(host, since)),
    listGaps: async (watchId) => read(() => captures.listGaps(watchId)),
    listGapSpans: async (limit) => read(() => captures.listGapSpans(limit)),
    listWatchEntries: async (watchId, until) => read(() => log.entriesOf(watchId, until)),
    listLooks: async (watchId, from, to) => read(() => captures.listLooks(watchId, from, to)),
    listMementos: async (urlKey) => read(() => captures.listMementos(urlKey)),
    async *listManifests() {
      let after = 0;
      for (;;) {
        const page = read(() => captures.manifestsAfter(after, PAGE));
        for (const { num, ...manifest } of page) {
          after = num;
          yield manifest;
        }
        if (page.length < PAGE) return;
      }
    },
  } satisfies Partial<Catalogue>;
}

function recordOnce(
  { watches, captures, flags, outbox, queue, log }: Tables,
  record: CaptureRecord,
): Capture {
  const { capture, job } = record;
  // Recorded already: the caller tries again without having heard that it had succeeded.
  const recorded = captures.find(capture.id);
  if (recorded !== null) return recorded;
  const watch = watches.require(capture.watchId);
  if (watch.page.version !== record.expectedVersion) {
    throw conflict('version', `Another capture of ${capture.url} was recorded meanwhile.`);
  }
  if (job !== null && !queue.finish(job.id, job.owner, capture.id, capture.finishedAt)) {
    throw conflict('lease', `The lease of job ${job.id} was lost before it was done.`);
  }
  const stored = captures.add(capture, watch, log.append(record.entry, watch.id));
  if (job === null) queue.settle(capture.id);
  const page = { ...record.page, version: record.expectedVersion + 1 };
  watches.recordPage(watch, page, record.claims, capture.startedAt);
  for (const move of record.flags) flags.apply(move);
  outbox.put(record.messages);
  // A watch removed while it was visited gets its capture, but no further looks.
  if (watch.removedAt === null) for (const recheck of record.rechecks) queue.add(recheck);
  return stored;
}

function conflict(reason: 'version' | 'lease', message: string): VestigeError {
  return new VestigeError('STATE_CONFLICT', message, { details: { reason } });
}
