// Who gives outside evidence of time over a checkpoint.
import type { AttestationFile, NotaryAnswer, NotaryKind } from '../model/attestation.js';

/**
 * Contract: an answer that is returned has been checked as far as can be without the checker's
 * roots: it is over this very note, and answers this very question. What is doubtful throws.
 * Trust: none. A notary may lie, be slow or send too much; it is told a digest and nothing else.
 * @throws NOTARY_FAILED
 */
export interface Notary {
  /** Part of file names in a bundle: small letters, digits, `.` and `-`. */
  readonly name: string;
  readonly kind: NotaryKind;
  /** Asks for evidence that the note existed, or completes what `held` has begun. */
  stamp(note: Uint8Array, held: readonly AttestationFile[]): Promise<NotaryAnswer>;
}
