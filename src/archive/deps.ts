// What the use cases work with: the parts that compose.ts has put together.
import type { KeyObject } from 'node:crypto';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import type { Instant } from '../model/instant.js';
import type { PipelineDeps } from '../pipeline/deps.js';
import type { AccessStore } from '../ports/access-store.js';
import type { BlobStore } from '../ports/blob-store.js';
import type { Browser } from '../ports/browser.js';
import type { Catalogue } from '../ports/catalogue.js';
import type { Clock } from '../ports/clock.js';
import type { PlainAnswer } from '../ports/egress.js';
import type { Notary } from '../ports/notary.js';
import type { Notifier } from '../ports/notifier.js';
import type { Outbox } from '../ports/outbox.js';
import type { Passwords } from '../ports/passwords.js';

export interface ArchiveKeys {
  /** EC P-384, signs bundles. */
  readonly signer: KeyObject;
  /** Ed25519, signs checkpoints. */
  readonly log: KeyObject;
  /** The log's name in its checkpoints (C2SP origin). */
  readonly origin: string;
}

/** A backup that is whole. */
export interface BackupMade {
  readonly dir: string;
  readonly name: string;
  readonly createdAt: Instant;
  /** Entries of the log in it. */
  readonly logSize: number;
  readonly blobs: number;
  /** Of the blobs, those that were not there from an earlier backup. */
  readonly copied: number;
  readonly copiedBytes: number;
  readonly keys: boolean;
}

export interface ArchiveDeps {
  readonly config: Config;
  /** Absolute path of the archive's directory. */
  readonly dir: string;
  readonly catalogue: Catalogue;
  readonly access: AccessStore;
  readonly outbox: Outbox;
  readonly passwords: Passwords;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly log: Logger;
  readonly keys: ArchiveKeys;
  /** Starts the browser at the first call. */
  readonly browser: () => Promise<Browser>;
  /** Signs the log's present tree, once it is proved consistent with the last one signed. */
  readonly signCheckpoint: () => Promise<{ size: number; root: string; note: string }>;
  /** The last checkpoint signed, as it is kept apart from the catalogue. */
  readonly newestCheckpoint: () => Promise<string | null>;
  /** Those that are configured. */
  readonly notaries: readonly Notary[];
  /** A new path in tmp/, which is swept when this process has died. */
  readonly temporaryPath: () => string;
  /** Copies the archive to a directory of backups. */
  readonly backUp: (
    to: string,
    withKeys: boolean,
    onProgress: (step: 'catalogue' | 'blobs', progress: { done: number; total: number }) => void,
  ) => Promise<BackupMade>;
  /** One GET through the first vantage, for what other archives have. */
  readonly askArchive: (url: string) => Promise<PlainAnswer>;
  /** Those that are configured. */
  readonly notifiers: readonly Notifier[];
  /** Asks for the address of the dead man's switch; null where there is none. */
  readonly ping: (() => Promise<void>) | null;
  readonly publicKeys: {
    readonly signer: { readonly pem: string; readonly fingerprint: string };
    readonly log: { readonly vkey: string };
  };
  readonly pipeline: PipelineDeps;
  /** Name of this process in leases. */
  readonly owner: string;
  /** `Vestige/1.2.3`. */
  readonly software: string;
  close(): Promise<void>;
}
