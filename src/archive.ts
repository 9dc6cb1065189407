// The use cases: all that the command line, the API and the dashboard may call.
import { type Admitting, createAdmitting } from './archive/admitting.js';
import { type Capturing, createCapturing } from './archive/capturing.js';
import { type Custody, createCustody } from './archive/custody.js';
import type { ArchiveDeps } from './archive/deps.js';
import { createDiagnosing, type Diagnosing } from './archive/diagnosing.js';
import { createImporting, type Importing } from './archive/importing.js';
import { createLooking, type Looking } from './archive/looking.js';
import { createProving, type Proving } from './archive/proving.js';
import { createService, type Service } from './archive/service.js';
import { createTelling, type Telling } from './archive/telling.js';
import { createWatching, type Watching } from './archive/watching.js';

export type { FreshPass } from './archive/admitting.js';
export type { Event as CustodyEvent } from './archive/custody.js';
export type { Comparison } from './archive/looking.js';
export type { Restored, RestoreRequest } from './archive/restoring.js';
export { verifyFile, verifyWith } from './archive/verifying.js';
export { wordingOf } from './archive/wording.js';
export type { DiffPart } from './compare/text-diff.js';
export type { Memento } from './ports/catalogue.js';
export type { ReplayPage } from './prove/replay-file.js';
export { LANGUAGES, type Language } from './prove/words/report-words.js';
export type { WatchInput } from './register/watch-draft.js';

export interface Archive
  extends Watching,
    Capturing,
    Looking,
    Proving,
    Diagnosing,
    Admitting,
    Importing,
    Telling,
    Custody {
  /** The options that hold; no secret is among them. */
  readonly config: ArchiveDeps['config'];
  /** Absolute path of the archive's directory. */
  readonly dir: string;
  /** `Vestige/1.2.3`. */
  readonly software: string;
  /**
   * Copies the archive while it is used; keys that are not encrypted only where `withKeys` says so.
   * @throws INPUT_INVALID, STORE_DISK_FULL, STORE_FAILED
   */
  backUp: ArchiveDeps['backUp'];
  /** Starts the scheduler and the capture workers. */
  startService(): Promise<Service>;
  close(): Promise<void>;
}

/** The use cases over the given parts. */
export function createArchive(deps: ArchiveDeps): Archive {
  return {
    ...createWatching(deps),
    ...createCapturing(deps),
    ...createLooking(deps),
    ...createProving(deps),
    ...createDiagnosing(deps),
    ...createAdmitting(deps),
    ...createImporting(deps),
    ...createTelling(deps),
    ...createCustody(deps),
    config: deps.config,
    dir: deps.dir,
    software: deps.software,
    backUp: deps.backUp,
    startService: () => createService(deps),
    close: deps.close,
  };
}
