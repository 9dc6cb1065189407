// Flags as people see them, each method one transaction.
import type { Catalogue } from '../../../ports/catalogue.js';
import type { Tables } from './tables.js';

/** The catalogue's methods of flags. */
export function flagMethods({ read, write, flags }: Tables) {
  return {
    listFlags: async (filter) => read(() => flags.list(filter)),
    findFlag: async (id) => read(() => flags.find(id)),
    countUnseenFlags: async () => read(() => flags.countUnseen()),
    acknowledgeFlag: async (id, note, at) => write(() => flags.acknowledge(id, note, at)),
    assignFlag: async (id, assignee) => write(() => flags.assign(id, assignee)),
  } satisfies Partial<Catalogue>;
}
