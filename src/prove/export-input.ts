// What an export is made of: captures with their manifests and their places in the log.
import type { Redaction } from '../formats/redactions.js';
import type { AttestationFile } from '../model/attestation.js';
import type { Capture } from '../model/capture.js';
import type { Digest } from '../model/digest.js';
import type { Flag } from '../model/flag.js';
import type { WatchId } from '../model/id.js';
import type { Instant } from '../model/instant.js';
import type { Gap } from '../model/job.js';
import type { ProvenEntry } from '../model/log.js';
import type { Manifest } from '../model/snapshot.js';
import type { Language } from './words/report-words.js';

export interface ExportedCapture {
  readonly capture: Capture;
  readonly manifest: Manifest;
  readonly url: string;
  /** Contents of it that are left out; only where there are any. */
  readonly lacks?: readonly Digest[];
  /** Null for what is not in the log: such a bundle fails its verification. */
  readonly entry: ProvenEntry | null;
}

export interface ExportInput {
  /** Oldest first. */
  readonly captures: readonly ExportedCapture[];
  /** Times nobody looked although it was due, as `entries` tell of them. */
  readonly gaps?: readonly Gap[];
  /** Of each watch the log's entries beside those of its captures: see `entriesBeside`. */
  readonly entries?: ReadonlyMap<WatchId, readonly Uint8Array[]>;
  /** The flag the bundle is about; absent where it is of captures, a watch or a case. */
  readonly flag?: Flag;
  /** Every entry is proved in this checkpoint's tree. */
  readonly checkpointNote: string | null;
  /** What notaries gave over the very bytes of `checkpointNote`. */
  readonly attestations?: readonly AttestationFile[];
  /** The captures' chains of custody, line by line: proof/custody.jsonl. */
  readonly custody?: readonly Uint8Array[];
  /** What is left out of a derivative; absent where the bundle is whole. */
  readonly redacted?: readonly Redaction[];
  /** The captures as the report may tell of them, where something is left out. */
  readonly shown?: readonly ExportedCapture[];
  readonly logVkey: string | null;
  readonly title: string;
  readonly description: string;
  readonly language: Language;
  readonly createdAt: Instant;
}
