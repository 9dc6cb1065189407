// Entry drafts -> the append-only log: numbered, chained per watch, hashed into the tree (RFC 6962 §2.1).
import { canonicalBytes } from '../../formats/canonical-json.js';
import {
  completedNodes,
  consistencyPath,
  inclusionPath,
  leafHash,
  type NodeReader,
  rootOf,
} from '../../formats/merkle.js';
import { digestOf } from '../../model/digest.js';
import type { WatchId } from '../../model/id.js';
import type { LogEntry, LogEntryDraft, ProvenEntry, TreeHead } from '../../model/log.js';
import type { Connection } from './connection.js';

interface EntryRow {
  readonly entry: Buffer;
}

/** The log's tables; to be called inside transactions. */
export class LogTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Appends an entry; its number. */
  append(draft: LogEntryDraft, watchId: WatchId | null): number {
    const seq = this.size();
    const before = this.#connection
      .sql('SELECT entry FROM log_entry WHERE watch_id = ? ORDER BY seq DESC LIMIT 1')
      .get(watchId) as EntryRow | undefined;
    const previous = before === undefined ? null : digestOf(before.entry);
    const entry: LogEntry = { ...draft, seq, previous };
    const bytes = canonicalBytes(entry);
    this.#connection.sql('INSERT INTO log_entry VALUES (?, ?, ?)').run(seq, watchId, bytes);
    const addNode = this.#connection.sql('INSERT INTO log_node VALUES (?, ?, ?)');
    for (const { level, index, hash } of completedNodes(seq, leafHash(bytes), this.node)) {
      addNode.run(level, index, hash);
    }
    return seq;
  }

  /** Appends an entry that is of no watch, unless the last one of its type says the same. */
  appendNews(draft: LogEntryDraft): void {
    const rows = this.#connection
      .sql('SELECT entry FROM log_entry WHERE watch_id IS NULL ORDER BY seq DESC LIMIT 1000')
      .all() as EntryRow[];
    const last = rows
      .map(({ entry }) => JSON.parse(entry.toString()) as LogEntry)
      .find(({ type }) => type === draft.type);
    if (last?.outcome !== draft.outcome) this.append(draft, null);
  }

  /** Exactly the leaves' bytes, from `from` on. */
  entries(from: number, limit: number): readonly Uint8Array[] {
    const rows = this.#connection
      .sql('SELECT entry FROM log_entry WHERE seq >= ? ORDER BY seq LIMIT ?')
      .all(from, limit) as EntryRow[];
    return rows.map(({ entry }) => entry);
  }

  /** Exactly the bytes of a watch's entries up to the one numbered `until`, oldest first. */
  entriesOf(watchId: WatchId, until: number): readonly Uint8Array[] {
    const rows = this.#connection
      .sql('SELECT entry FROM log_entry WHERE watch_id = ? AND seq <= ? ORDER BY seq')
      .all(watchId, until) as EntryRow[];
    return rows.map(({ entry }) => entry);
  }

  /** Hashes of complete subtrees of one level, side by side. */
  hashes(level: number, from: number, count: number): readonly Uint8Array[] {
    if (level === 0) return this.entries(from, count).map(leafHash);
    const rows = this.#connection
      .sql('SELECT hash FROM log_node WHERE level = ? AND place >= ? ORDER BY place LIMIT ?')
      .all(level, from, count) as { hash: Buffer }[];
    return rows.map(({ hash }) => hash);
  }

  size(): number {
    const row = this.#connection
      .sql('SELECT COALESCE(MAX(seq) + 1, 0) AS size FROM log_entry')
      .get() as { size: number };
    return row.size;
  }

  list(from: number, limit: number): readonly LogEntry[] {
    const rows = this.#connection
      .sql('SELECT entry FROM log_entry WHERE seq >= ? ORDER BY seq LIMIT ?')
      .all(from, limit) as EntryRow[];
    return rows.map(({ entry }) => JSON.parse(entry.toString()) as LogEntry);
  }

  head(): TreeHead {
    const size = this.size();
    return { size, root: Buffer.from(rootOf(size, this.node)).toString('base64') };
  }

  prove(seq: number, size: number): ProvenEntry {
    this.#checkSize(size);
    const path = inclusionPath(seq, size, this.node);
    return { entry: this.#entry(seq), index: seq, size, path };
  }

  proveConsistency(oldSize: number, newSize: number): readonly Uint8Array[] {
    this.#checkSize(newSize);
    return consistencyPath(oldSize, newSize, this.node);
  }

  /** Reads the hash of a complete subtree. */
  readonly node: NodeReader = (level, index) => {
    if (level === 0) return leafHash(this.#entry(index));
    const row = this.#connection
      .sql('SELECT hash FROM log_node WHERE level = ? AND place = ?')
      .get(level, index) as { hash: Buffer } | undefined;
    if (row === undefined) throw new RangeError(`the log has no hash at ${level}/${index}`);
    return row.hash;
  };

  saveCheckpoint(size: number, note: string, at: string): void {
    this.#checkSize(size);
    // What is signed never changes: of two notes over one tree the first is kept.
    this.#connection
      .sql('INSERT INTO checkpoint VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
      .run(size, note, at);
  }

  latestCheckpoint(): { size: number; note: string } | null {
    const row = this.#connection
      .sql('SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1')
      .get() as { size: number; note: string } | undefined;
    return row ?? null;
  }

  #entry(seq: number): Uint8Array {
    const row = this.#connection.sql('SELECT entry FROM log_entry WHERE seq = ?').get(seq) as
      | EntryRow
      | undefined;
    if (row === undefined) throw new RangeError(`the log has no entry ${seq}`);
    return row.entry;
  }

  #checkSize(size: number): void {
    const known = this.size();
    if (!(size <= known)) throw new RangeError(`the log has ${known} entries, not ${size}`);
  }
}
