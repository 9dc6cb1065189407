// A database of any age -> the schema of this version: numbered SQL files, forward only, never edited once released.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { VestigeError } from '../../errors.js';
import { APPLICATION_ID, type Connection } from './connection.js';

/** In order; the number at the front is the version. */
export const MIGRATIONS = [
  '0001-init.sql',
  '0002-lists.sql',
  '0003-attestations.sql',
  '0004-custody.sql',
  '0005-access.sql',
  '0006-messages.sql',
  '0007-imported.sql',
  '0008-acts.sql',
  '0009-pages-of-lists.sql',
  '0010-looks.sql',
  '0011-searching.sql',
] as const;

interface AppliedRow {
  readonly version: number;
  readonly name: string;
  readonly sha256: string;
}

/**
 * Brings the database to the newest schema, each step in a transaction of its own.
 * @throws CATALOGUE_NEWER when a newer program has written it, CATALOGUE_FAILED when it is no catalogue.
 */
export function migrate(connection: Connection, path: string): void {
  connection.write(() => claimFile(connection));
  for (const [index, name] of MIGRATIONS.entries()) {
    connection.write(() => apply(connection, index + 1, name));
  }
  connection.read(() => refuseNewer(connection, path));
}

function claimFile(connection: Connection): void {
  connection.run(`PRAGMA application_id = ${APPLICATION_ID}`);
  connection.run(
    'CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT',
  );
}

function apply(connection: Connection, version: number, name: string): void {
  const text = readFileSync(new URL(`./migrations/${name}`, import.meta.url), 'utf8');
  const sha256 = createHash('sha256').update(text).digest('hex');
  const applied = connection
    .sql('SELECT version, name, sha256 FROM migration WHERE version = ?')
    .get(version) as AppliedRow | undefined;
  if (applied === undefined) {
    // The row first: of two processes one waits here, then finds it done.
    connection.sql('INSERT INTO migration VALUES (?, ?, ?)').run(version, name, sha256);
    connection.run(text);
  } else if (applied.sha256 !== sha256) {
    throw new VestigeError(
      'CATALOGUE_FAILED',
      `The catalogue was made with another ${name} than this version's.`,
    );
  }
}

function refuseNewer(connection: Connection, path: string): void {
  const newest = connection
    .sql('SELECT version, name, sha256 FROM migration ORDER BY version DESC LIMIT 1')
    .get() as AppliedRow | undefined;
  if (newest !== undefined && newest.version > MIGRATIONS.length) {
    throw new VestigeError(
      'CATALOGUE_NEWER',
      `${path} has schema ${newest.name}; this version knows up to ${MIGRATIONS.at(-1)}.`,
    );
  }
}
