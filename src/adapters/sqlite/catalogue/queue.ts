// Jobs and their leases, each method one transaction.
import type { Catalogue } from '../../../ports/catalogue.js';
import type { Tables } from './tables.js';

/** The catalogue's methods of the queue. */
export function queueMethods({ read, write, watches, captures, queue, log }: Tables) {
  return {
    async enqueueDue(plans) {
      return write(() => {
        let carriedOut = 0;
        for (const { watchId, dueAt, nextDueAt, gap, jobs } of plans) {
          if (!watches.advance(watchId, dueAt, nextDueAt)) continue;
          if (gap !== null) captures.addGap(gap, log.append(gap.entry, watchId));
          for (const job of jobs) queue.add(job);
          carriedOut += 1;
        }
        return carriedOut;
      });
    },
    enqueue: async (jobs, _now) => write(() => jobs.map((job) => queue.add(job))),
    lease: async (request) => write(() => queue.lease(request)),
    heartbeat: async (jobId, owner, leaseUntil) =>
      write(() => queue.heartbeat(jobId, owner, leaseUntil)),
    release: async (jobId, owner) => write(() => queue.release(jobId, owner)),
    postpone: async (jobId, owner, now, notBefore) =>
      write(() => queue.postpone(jobId, owner, now, notBefore)),
    restartLeases: async (until, which) => write(() => queue.restartLeases(until, which)),
    requeueExpired: async (now) => write(() => queue.requeueExpired(now)),
    listLostAttempts: async () => read(() => queue.listLost()),
    jobResults: async (ids) => read(() => queue.results(ids)),
    listStartable: async (now) => read(() => queue.startable(now)),
    queueDepth: async () => read(() => queue.depth()),
  } satisfies Partial<Catalogue>;
}
