// The port catalogue over one SQLite file: every method is one transaction, durable when it resolves.
import { VestigeError } from '../../errors.js';
import type { Catalogue } from '../../ports/catalogue.js';
import type { AccessTables } from './access.js';
import { captureMethods } from './catalogue/captures.js';
import { custodyMethods } from './catalogue/custody.js';
import { flagMethods } from './catalogue/flags.js';
import { logMethods } from './catalogue/log.js';
import { queueMethods } from './catalogue/queue.js';
import { tablesOf } from './catalogue/tables.js';
import { watchMethods } from './catalogue/watches.js';
import { Connection } from './connection.js';
import { findDamage } from './integrity.js';
import type { MessageTables } from './messages.js';
import { migrate } from './migrate.js';

/** The port, and what else the same file holds. */
export interface SqliteCatalogue extends Catalogue {
  /** Accounts and passes. */
  readonly access: AccessTables;
  /** What shall be told to people. */
  readonly outbox: MessageTables;
  /** Copies one state of the catalogue to a new file while it is used. Entries of its log. */
  copyTo(
    path: string,
    onProgress: (progress: { done: number; total: number }) => void,
  ): Promise<number>;
}

/**
 * Opens the catalogue at `path`, making or migrating it where needed; `mustExist` where an empty one
 * would be a loss.
 * @throws CATALOGUE_NEWER, CATALOGUE_DAMAGED, CATALOGUE_FAILED, STORE_DISK_FULL
 */
export async function openCatalogue(
  path: string,
  { mustExist = false }: { readonly mustExist?: boolean } = {},
): Promise<SqliteCatalogue> {
  const connection = new Connection(path, { mustExist });
  try {
    migrate(connection, path);
  } catch (error) {
    connection.close();
    throw error;
  }
  return catalogueOver(connection);
}

/** The catalogue in a database whose schema is the newest. */
export function catalogueOver(connection: Connection): SqliteCatalogue {
  const tables = tablesOf(connection);
  return {
    ...watchMethods(tables),
    ...queueMethods(tables),
    ...captureMethods(tables),
    ...custodyMethods(tables),
    ...flagMethods(tables),
    ...logMethods(tables),
    access: tables.access,
    outbox: tables.outbox,
    checkIntegrity: (extent = 'whole') => findDamage(connection, extent),
    async copyTo(path, onProgress) {
      await connection.copyTo(path, onProgress);
      const copy = await openCatalogue(path, { mustExist: true });
      try {
        const [damage] = await copy.checkIntegrity('quick');
        if (damage !== undefined) throw new VestigeError('CATALOGUE_DAMAGED', `${path}: ${damage}`);
        return (await copy.treeHead()).size;
      } finally {
        await copy.close();
      }
    },
    close: async () => connection.close(),
  };
}
