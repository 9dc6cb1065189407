// What a witness must never forget: its key, and the last checkpoint it has cosigned of each log.
import type { KeyObject } from 'node:crypto';
import type { Instant } from '../model/instant.js';
import type { TreeHead } from '../model/log.js';

/** A log the witness watches, with the tree it has cosigned last; none yet: size 0. */
export interface WitnessedLog extends TreeHead {
  readonly origin: string;
  /** C2SP vkey of the log. */
  readonly vkey: string;
  /** The note cosigned last, and when. */
  readonly note: string | null;
  readonly at: Instant | null;
  /** Signed notes of the log that contradict what was cosigned. */
  readonly forks: readonly string[];
}

/**
 * Contract: what a method wrote survives a power cut when it resolves. Several processes may share
 * one memory. The key lives in it, so that a witness that has forgotten cannot sign.
 */
export interface WitnessMemory {
  /** As it stands in cosignatures. */
  readonly name: string;
  /** Ed25519 private key. */
  readonly key: KeyObject;
  /** In the order of their origins. */
  logs(): Promise<readonly WitnessedLog[]>;
  /** Adds a log; one already there under this origin keeps its key. */
  trust(origin: string, vkey: string): Promise<void>;
  /** Goes from one tree to the next; false when `from` is no longer the one remembered. */
  advance(
    origin: string,
    step: {
      readonly from: TreeHead;
      readonly to: TreeHead;
      readonly note: string;
      readonly at: Instant;
    },
  ): Promise<boolean>;
  /** Keeps a signed note that contradicts what was cosigned. */
  keepFork(origin: string, note: string, at: Instant): Promise<void>;
  close(): Promise<void>;
}
