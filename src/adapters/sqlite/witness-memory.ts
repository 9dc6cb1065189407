// The port witness-memory over an SQLite file of its own: key and memory go together or not at all.
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { VestigeError } from '../../errors.js';
import { witnessVkeyOf } from '../../formats/checkpoint.js';
import { EMPTY_ROOT } from '../../formats/merkle.js';
import type { Instant } from '../../model/instant.js';
import type { WitnessedLog, WitnessMemory } from '../../ports/witness-memory.js';
import { Connection } from './connection.js';

/** `VWIT`: tells it from a catalogue. */
const APPLICATION_ID = 0x56574954;
const TABLES = `
CREATE TABLE witness (name TEXT PRIMARY KEY, key TEXT NOT NULL) STRICT;  -- one row; PKCS#8 PEM
CREATE TABLE log (
  origin TEXT PRIMARY KEY,
  vkey   TEXT NOT NULL,
  size   INTEGER NOT NULL,
  root   TEXT NOT NULL,                     -- base64
  note   TEXT,                              -- as it was cosigned last
  at     TEXT
) STRICT;
CREATE TABLE fork (
  origin TEXT NOT NULL REFERENCES log (origin),
  note   TEXT NOT NULL,
  at     TEXT NOT NULL,
  PRIMARY KEY (origin, note)
) STRICT;
CREATE TRIGGER log_grows BEFORE UPDATE ON log
  WHEN NEW.size < OLD.size OR (NEW.size = OLD.size AND NEW.root <> OLD.root)
  BEGIN SELECT RAISE(ABORT, 'a witness never goes back'); END;
CREATE TRIGGER log_is_kept BEFORE DELETE ON log
  BEGIN SELECT RAISE(ABORT, 'a witness never forgets'); END;
PRAGMA application_id = ${APPLICATION_ID};`;

interface Row extends Omit<WitnessedLog, 'forks'> {}

/**
 * Opens the memory at `path`; with `name` it is made where there is none, with a key of its own.
 * @throws WITNESS_MISSING, INPUT_INVALID, KEY_INVALID, CATALOGUE_FAILED
 */
export function openWitnessMemory(
  path: string,
  { name, passphrase }: { readonly name: string | null; readonly passphrase: string | null },
): WitnessMemory {
  if (!existsSync(path)) {
    if (name === null) {
      throw new VestigeError('WITNESS_MISSING', `There is no witness at ${path}.`);
    }
    makeMemory(path, name, passphrase);
  }
  const connection = new Connection(path, { mustExist: true, applicationId: APPLICATION_ID });
  const row = connection.read(() => connection.sql('SELECT name, key FROM witness').get()) as
    | { name: string; key: string }
    | undefined;
  if (row === undefined) throw new VestigeError('KEY_INVALID', `${path} holds no key.`);
  if (name !== null && name !== row.name) {
    connection.close();
    throw new VestigeError('INPUT_INVALID', `The witness at ${path} is named ${row.name}.`);
  }
  return createMemory(connection, row.name, readKey(path, row.key, passphrase));
}

function makeMemory(path: string, name: string, passphrase: string | null): void {
  const key = generateKeyPairSync('ed25519').privateKey;
  try {
    witnessVkeyOf(name, key);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new VestigeError('INPUT_INVALID', `A witness cannot be named ${name}: ${reason}.`);
  }
  const encryption = passphrase === null ? {} : { cipher: 'aes-256-cbc', passphrase };
  const pem = key.export({ format: 'pem', type: 'pkcs8', ...encryption }).toString();
  mkdirSync(dirname(path), { recursive: true });
  // For its owner only, before there is a key in it; SQLite's own files get the same rights.
  closeSync(openSync(path, 'ax', 0o600));
  const connection = new Connection(path, { applicationId: APPLICATION_ID });
  connection.write(() => {
    connection.run(TABLES);
    connection.sql('INSERT INTO witness VALUES (?, ?)').run(name, pem);
  });
  connection.close();
}

function readKey(path: string, pem: string, passphrase: string | null): KeyObject {
  try {
    return createPrivateKey({ key: pem, ...(passphrase === null ? {} : { passphrase }) });
  } catch (cause) {
    const message = `The key of the witness at ${path} cannot be read: the passphrase does not fit.`;
    throw new VestigeError('KEY_INVALID', message, { cause });
  }
}

function createMemory(connection: Connection, name: string, key: KeyObject): WitnessMemory {
  return {
    name,
    key,
    async logs() {
      return connection.read(() => {
        const rows = connection
          .sql('SELECT origin, vkey, size, root, note, at FROM log ORDER BY origin')
          .all() as Row[];
        const forks = connection.sql('SELECT note FROM fork WHERE origin = ? ORDER BY at').pluck();
        return rows.map((row) => ({ ...row, forks: forks.all(row.origin) as string[] }));
      });
    },
    async trust(origin, vkey) {
      const root = Buffer.from(EMPTY_ROOT).toString('base64');
      connection.write(() =>
        connection
          .sql(
            'INSERT INTO log (origin, vkey, size, root) VALUES (?, ?, 0, ?) ON CONFLICT DO NOTHING',
          )
          .run(origin, vkey, root),
      );
    },
    async advance(origin, { from, to, note, at }) {
      const { changes } = connection.write(() =>
        connection
          .sql(
            'UPDATE log SET size = ?, root = ?, note = ?, at = ? WHERE origin = ? AND size = ? AND root = ?',
          )
          .run(to.size, to.root, note, at, origin, from.size, from.root),
      );
      return changes === 1;
    },
    async keepFork(origin: string, note: string, at: Instant) {
      connection.write(() =>
        connection
          .sql('INSERT INTO fork VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
          .run(origin, note, at),
      );
    },
    async close() {
      connection.close();
    },
  };
}
