// The tables of one catalogue and its two kinds of transactions.
import { AccessTables } from '../access.js';
import { AttestationTable } from '../attestations.js';
import { CaptureTable } from '../captures.js';
import type { Connection } from '../connection.js';
import { CustodyTable } from '../custody.js';
import { FlagTable } from '../flags.js';
import { ImportedTable } from '../imported.js';
import { LogTable } from '../log.js';
import { MessageTables } from '../messages.js';
import { QueueTables } from '../queue.js';
import { WatchLists } from '../watch-lists.js';
import { WatchTable } from '../watches.js';

/** Rows read at a stretch where all are wanted. */
export const PAGE = 1000;

export type Tables = ReturnType<typeof tablesOf>;

/** The tables of the database behind `connection`. */
export function tablesOf(connection: Connection) {
  return {
    read: <T>(act: () => T): T => connection.read(act),
    write: <T>(act: () => T): T => connection.write(act),
    watches: new WatchTable(connection),
    watchLists: new WatchLists(connection),
    queue: new QueueTables(connection),
    captures: new CaptureTable(connection),
    flags: new FlagTable(connection),
    log: new LogTable(connection),
    access: new AccessTables(connection),
    outbox: new MessageTables(connection),
    attestations: new AttestationTable(connection),
    custody: new CustodyTable(connection),
    imported: new ImportedTable(connection),
  };
}
