// One SQLite file -> transactions: WAL, synced at every commit, shared with other processes.
import { closeSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { VestigeError } from '../../errors.js';
import { wordsOf } from './watch-words.js';

/** `VEST`: tells a catalogue from any other SQLite file (SQLite file format §1.3.13). */
export const APPLICATION_ID = 0x56455354;

/** How long a writer waits for another process's transaction; ours take milliseconds. */
const BUSY_TIMEOUT_MS = 30_000;

/** Pages copied before others get their turn: 4 MiB. */
const COPY_PAGES = 1024;

/** Runs statements in transactions and speaks our errors. */
export class Connection {
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  /** @throws CATALOGUE_DAMAGED, CATALOGUE_FAILED, STORE_DISK_FULL */
  constructor(
    path: string,
    {
      mustExist = false,
      applicationId = APPLICATION_ID,
    }: { readonly mustExist?: boolean; readonly applicationId?: number } = {},
  ) {
    // Before SQLite sees it: of an empty database it would remove the -wal, perhaps the last copy.
    if (mustExist && isEmpty(path)) {
      const message = `${path} is missing or empty, although the archive holds captures.`;
      throw new VestigeError('CATALOGUE_DAMAGED', message);
    }
    this.#db = translating(() => openDatabase(path, applicationId));
  }

  /** The prepared statement of an SQL text; prepared once. */
  sql(text: string): Database.Statement {
    let statement = this.#statements.get(text);
    if (!statement) {
      statement = this.#db.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }

  /** Runs SQL text of several statements. */
  run(text: string): void {
    this.#db.exec(text);
  }

  pragma(text: string): unknown {
    return this.#db.pragma(text);
  }

  /** One transaction that writes: all or nothing, durable when it returns. */
  write<T>(act: () => T): T {
    return translating(() => this.#db.transaction(act).immediate());
  }

  /** One transaction that sees one state of the database. */
  read<T>(act: () => T): T {
    return translating(() => this.#db.transaction(act).deferred());
  }

  /**
   * Copies one state of the database to a new file, synced, while others go on writing (SQLite's
   * online backup).
   */
  async copyTo(
    path: string,
    onProgress: (progress: { done: number; total: number }) => void,
  ): Promise<void> {
    // Of its own, within a transaction that reads: else every write of others would begin it anew.
    const source = translating(() => new Database(this.#db.name, { readonly: true }));
    try {
      source.exec('BEGIN');
      source.prepare('SELECT 1 FROM sqlite_schema').get();
      await source.backup(path, {
        progress({ totalPages, remainingPages }) {
          onProgress({ done: totalPages - remainingPages, total: totalPages });
          return COPY_PAGES;
        },
      });
    } catch (error) {
      throw translate(error);
    } finally {
      source.close();
    }
    translating(() => sync(path));
  }

  close(): void {
    this.#db.close();
  }
}

function isEmpty(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0;
}

function openDatabase(path: string, applicationId: number): Database.Database {
  mkdirSync(dirname(path), { recursive: true });
  const db = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    refuseForeign(db, path, applicationId);
    // Readers and one writer at once; FULL: a commit is on disk when it returns.
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.function('words_of', { deterministic: true }, wordsOf as (...columns: unknown[]) => string);
    // SQLite syncs the names of its logs, not the name of the database itself.
    sync(dirname(path));
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function sync(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Before anything is written: a file that is no catalogue stays as it is. */
function refuseForeign(db: Database.Database, path: string, applicationId: number): void {
  const isEmpty = db.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
  if (!isEmpty && db.pragma('application_id', { simple: true }) !== applicationId) {
    const what = applicationId === APPLICATION_ID ? 'catalogue' : 'memory of a witness';
    throw new VestigeError('CATALOGUE_FAILED', `${path} is an SQLite file, but no ${what}.`);
  }
}

/** Runs `act`; what SQLite throws comes out as an error of ours. */
function translating<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw translate(error);
  }
}

function translate(error: unknown): unknown {
  if (error instanceof VestigeError || error instanceof RangeError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = error instanceof Error ? error.message : String(error);
  // SQLite says so of its index of the log where there is no room for it.
  if (['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC'].includes(code)) {
    const message = 'Could not write the catalogue: the disk is full.';
    return new VestigeError('STORE_DISK_FULL', message, { cause: error });
  }
  if (/^(SQLITE_READONLY|SQLITE_CANTOPEN|EACCES|EPERM|EROFS)/.test(code)) {
    const message = `The archive cannot be written by this user: ${reason} (${code}).`;
    return new VestigeError('STORE_FAILED', message, { cause: error });
  }
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) {
    const message = `The catalogue is damaged: ${reason} (${code}).`;
    return new VestigeError('CATALOGUE_DAMAGED', message, { cause: error });
  }
  if (code.startsWith('SQLITE_BUSY')) {
    const message = `Another process has held the catalogue for ${BUSY_TIMEOUT_MS / 1000} s.`;
    return new VestigeError('CATALOGUE_FAILED', message, { cause: error });
  }
  if (code.startsWith('SQLITE') || code.startsWith('E')) {
    const message = `The catalogue failed: ${reason} (${code}).`;
    return new VestigeError('CATALOGUE_FAILED', message, { cause: error });
  }
  return error;
}
