// Custody: who did what with a capture since it was made (ISO/IEC 27037, Berkeley Protocol ch. VI).
import type { Digest } from './digest.js';
import type { CaptureId } from './id.js';
import type { Instant } from './instant.js';

export type CustodyEvent = 'created' | 'exported' | 'export-failed';

/** RFC 8785 bytes of this value are one line of proof/custody.jsonl. */
export interface CustodyEntry {
  readonly v: 1;
  readonly capture: CaptureId;
  /** Zero-based, for this capture. */
  readonly seq: number;
  readonly at: Instant;
  readonly event: CustodyEvent;
  /** To whom, as far as it was told, or what went wrong; empty where there is nothing to say. */
  readonly note: string;
  /** Of the capture, so that the chain is tied to what it is about. */
  readonly manifest: Digest;
  /** Digest of the line before it for the same capture; null for the first. */
  readonly previous: Digest | null;
}

/** What is known before the chain gives an entry its place. */
export type CustodyDraft = Omit<CustodyEntry, 'v' | 'seq' | 'previous'>;
