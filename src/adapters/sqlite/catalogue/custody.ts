// What was done with captures and in the archive, and what others archived; each method one transaction.
import type { Catalogue } from '../../../ports/catalogue.js';
import { PAGE, type Tables } from './tables.js';

/** The catalogue's methods of custody. */
export function custodyMethods({ read, write, custody, imported }: Tables) {
  return {
    async appendCustody(drafts) {
      return write(() =>
        drafts.flatMap(({ created, done }) => {
          if (!custody.has(created.capture)) custody.append(created);
          custody.append(done);
          return custody.lines(done.capture);
        }),
      );
    },
    listCustody: async (capture) => read(() => custody.lines(capture)),
    listInCustody: async () => read(() => custody.captures()),
    appendAct: async (draft) => write(() => custody.appendAct(draft)),
    listActs: async (subject) => read(() => custody.acts(subject)),
    newestAct: async () => read(() => custody.newestAct()),
    addImported: async (pages) => write(() => imported.add(pages)),
    listImported: async (watchId) => read(() => imported.list(watchId)),
    findImported: async (id) => read(() => imported.find(id)),
    async *listImportedBlobs() {
      let after = 0;
      for (;;) {
        const rows = read(() => imported.blobsAfter(after, PAGE));
        for (const { num, id, blobs } of rows) {
          after = num;
          for (const digest of blobs) yield { page: id, digest };
        }
        if (rows.length < PAGE) return;
      }
    },
  } satisfies Partial<Catalogue>;
}
