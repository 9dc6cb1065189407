// What restoring a backup takes and gives: it happens before there is an archive to ask.
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import type { AuditReport } from '../model/problem.js';

export interface RestoreRequest {
  /** `archive` names the empty directory to restore into. */
  readonly config: Config;
  readonly log: Logger;
  /** Directory that backups were written to. */
  readonly from: string;
  /** Where the keys are, when they are not in the backup. */
  readonly keys: string | null;
  /** Put in place what the audit finds fault with. */
  readonly acceptDamage: boolean;
  readonly onProgress: (
    step: 'blobs' | 'audit',
    progress: { readonly done: number; readonly total: number },
  ) => void;
}

export interface Restored {
  readonly archive: string;
  /** Name of the backup, which is its time. */
  readonly backup: string;
  readonly logSize: number;
  /** Newer backups that were cut short and not used. */
  readonly half: readonly string[];
  readonly blobs: number;
  readonly audit: AuditReport;
  /** False: the audit found fault, and the directory is as it was but for restoring/. */
  readonly isPlaced: boolean;
}
