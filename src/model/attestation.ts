// Outside evidence of time over a checkpoint: who is asked for it, and what came of it.
import type { Instant } from './instant.js';

export type NotaryKind = 'rfc3161' | 'opentimestamps' | 'witness';

/** `pending`: begun, and to be completed later; `superseded`: a later checkpoint is held instead. */
export type AttestationState = 'wanted' | 'pending' | 'held' | 'superseded';

/** A file of evidence; `name` is what it is called under proof/ in a bundle. */
export interface AttestationFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** One notary's evidence over the checkpoint of `size` entries, or the wish for it. */
export interface Attestation {
  readonly size: number;
  readonly notary: string;
  readonly kind: NotaryKind;
  readonly state: AttestationState;
  /** Asked in vain since the last success. */
  readonly tries: number;
  readonly nextAt: Instant;
  /** The time it proves, once it is held. */
  readonly at: Instant | null;
  /** What the notary gave, or why it did not. */
  readonly detail: string;
}

/** What a notary answered. */
export interface NotaryAnswer {
  readonly state: 'held' | 'pending';
  readonly at: Instant | null;
  readonly detail: string;
  readonly files: readonly AttestationFile[];
}

/** A signed checkpoint as the catalogue has it. */
export interface KeptCheckpoint {
  readonly size: number;
  /** C2SP note text, exactly the bytes that notaries stamp. */
  readonly note: string;
  readonly attestations: readonly Attestation[];
}
