// Watches, the cases they are kept in and when their time comes, each method one transaction.
import { VestigeError } from '../../../errors.js';
import type { Catalogue } from '../../../ports/catalogue.js';
import type { Tables } from './tables.js';

/** The catalogue's methods of watches. */
export function watchMethods({ read, write, watches, watchLists, queue, log }: Tables) {
  return {
    async addWatches(drafts, at) {
      return write(() =>
        drafts.map(({ draft, nextDueAt, entry }) => {
          const added = watches.add(draft, nextDueAt, at);
          if (added !== null) {
            log.append(entry, added.id);
            return { watch: added, existing: false };
          }
          const watch = watches.findByUrl(draft.caseName, draft.urlKey);
          if (watch === null) throw new VestigeError('INTERNAL', `${draft.url} is not there.`);
          return { watch, existing: true };
        }),
      );
    },
    findWatch: async (id) => read(() => watches.find(id)),
    findWatchByUrl: async (caseName, urlKey) => read(() => watches.findByUrl(caseName, urlKey)),
    listWatches: async (filter) => read(() => watchLists.list(filter)),
    async updateWatch(id, patch, nextDueAt, entry) {
      return write(() => {
        if (entry !== undefined) log.append(entry, watches.require(id).id);
        const watch = watches.update(id, patch, nextDueAt);
        // A paused page is left alone, but for what a person asks for by hand.
        if (watch.paused) queue.drop(id, true);
        return watch;
      });
    },
    async removeWatch(id, at, entry) {
      return write(() => {
        const before = watches.require(id);
        if (before.removedAt !== null) return before;
        queue.drop(id, false);
        log.append(entry, id);
        return watches.remove(id, at);
      });
    },
    countWatches: async (now) => read(() => watchLists.count(now)),
    listCases: async () => read(() => watchLists.cases()),
    listDue: async (now, limit) => read(() => watchLists.listDue(now, limit)),
  } satisfies Partial<Catalogue>;
}
