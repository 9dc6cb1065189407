// The append-only log: what an entry says, and where it stands. No URL in the clear.
import type { Digest } from './digest.js';
import type { Instant } from './instant.js';

export type LogEntryType =
  | 'capture'
  | 'failure'
  | 'gap'
  | 'watch-added'
  | 'watch-removed'
  | 'policy'
  | 'key'
  | 'custody';

/** RFC 8785 bytes of this value are the leaf's bytes. */
export interface LogEntry {
  readonly v: 1;
  readonly type: LogEntryType;
  /** Zero-based position in the log. */
  readonly seq: number;
  readonly at: Instant;
  /** SHA-256 of the 32 salt bytes followed by the UTF-8 URL; null where no page is meant. */
  readonly target: Digest | null;
  readonly manifest: Digest | null;
  /** Digest of the entry before it for the same watch, so that an omission shows; null for the first. */
  readonly previous: Digest | null;
  /** Observation class of a capture; a few words of the vocabulary otherwise. */
  readonly outcome: string;
}

/** What the writer knows before the log gives the entry its place. */
export type LogEntryDraft = Omit<LogEntry, 'seq' | 'previous'>;

/** A tree of the first `size` entries (RFC 6962 §2.1). */
export interface TreeHead {
  readonly size: number;
  /** 32 bytes, base64. */
  readonly root: string;
}

/** An entry with its place in the tree of `size` entries. */
export interface ProvenEntry {
  /** Exactly the leaf's bytes. */
  readonly entry: Uint8Array;
  readonly index: number;
  readonly size: number;
  /** Inclusion path, 32-byte hashes from leaf to root (RFC 6962 §2.1.1). */
  readonly path: readonly Uint8Array[];
}
