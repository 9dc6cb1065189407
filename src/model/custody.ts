// Custody: who did what with a capture since it was made (ISO/IEC 27037, Berkeley Protocol ch. VI).
import type { Capture } from './capture.js';
import type { Digest } from './digest.js';
import type { CaptureId } from './id.js';
import type { Instant } from './instant.js';

export type CustodyEvent =
  | 'created'
  | 'viewed'
  | 'exported'
  | 'export-failed'
  | 'verified'
  | 'redacted'
  | 'removed'
  | 'held'
  | 'released';

/** RFC 8785 bytes of this value are one line of proof/custody.jsonl. */
export interface CustodyEntry {
  readonly v: 1;
  readonly capture: CaptureId;
  /** Zero-based, for this capture. */
  readonly seq: number;
  readonly at: Instant;
  readonly event: CustodyEvent;
  /**
   * What of it, to whom as far as it was told, or what went wrong; empty where there is nothing to
   * say. Never who of us: a bundle goes to the other side, and that stands in the chain of acts.
   */
  readonly note: string;
  /** Of the capture, so that the chain is tied to what it is about. */
  readonly manifest: Digest;
  /** Digest of the line before it for the same capture; null for the first. */
  readonly previous: Digest | null;
}

/** What is known before the chain gives an entry its place. */
export type CustodyDraft = Omit<CustodyEntry, 'v' | 'seq' | 'previous'>;

/** A link for a capture's chain, and the first one, should the chain not have begun. */
export function custodyOf(
  { id, manifest, finishedAt }: Capture,
  event: CustodyEvent,
  at: Instant,
  note: string,
): { readonly created: CustodyDraft; readonly done: CustodyDraft } {
  return {
    created: { capture: id, at: finishedAt, event: 'created', note: '', manifest },
    done: { capture: id, at, event, note, manifest },
  };
}

/** What somebody did in the archive; its RFC 8785 bytes are one link of the archive's own chain. */
export interface Act {
  readonly v: 1;
  /** Zero-based, over the whole archive. */
  readonly seq: number;
  readonly at: Instant;
  /** The account, or where the command came from. Stays in the archive. */
  readonly by: string;
  /** A few words with dashes: `original-viewed`, `flag-acknowledged`. */
  readonly act: string;
  /** Id of what it was done with, a slash and a part of it where it was one. */
  readonly subject: string;
  readonly note: string;
  /** Digest of the act before it; null for the first. */
  readonly previous: Digest | null;
}

/** What is known before the chain gives an act its place. */
export type ActDraft = Omit<Act, 'v' | 'seq' | 'previous'>;
