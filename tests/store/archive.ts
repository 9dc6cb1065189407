// A whole archive on disk, with real blobs, catalogue and keys, and captures to fill it.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openBlobStore } from '../../src/adapters/files/blob-store.js';
import { openCheckpointFiles } from '../../src/adapters/files/checkpoint-files.js';
import { loadKeys, publicKeys } from '../../src/adapters/files/keys.js';
import { openCatalogue, type SqliteCatalogue } from '../../src/adapters/sqlite/catalogue.js';
import type { Capture } from '../../src/model/capture.js';
import type { CaptureId } from '../../src/model/id.js';
import { targetOf } from '../../src/model/salt.js';
import type { Visit } from '../../src/model/visit.js';
import type { Watch } from '../../src/model/watch.js';
import type { BlobStore } from '../../src/ports/blob-store.js';
import type { FlagMove } from '../../src/ports/catalogue.js';
import { auditArchive } from '../../src/store/audit.js';
import { sealSnapshot } from '../../src/store/seal.js';
import { signCheckpoint } from '../../src/store/sign-checkpoint.js';
import { addition, at, draft, entry, job, recordOf } from '../contracts/records.js';
import { createManualClock } from '../fakes/manual-clock.js';
import { sampleVisit } from './sample-visit.js';

export interface TestArchive {
  readonly root: string;
  readonly blobs: BlobStore;
  readonly catalogue: SqliteCatalogue;
  sign(): Promise<string>;
  audit(): ReturnType<typeof auditArchive>;
  watch(path?: string): Promise<Watch>;
  /** Leases a job, seals a visit and records it, as the pipeline does. */
  capture(
    watch: Watch,
    visit?: Visit,
    flags?: (capture: CaptureId) => readonly FlagMove[],
  ): Promise<Capture>;
  close(): Promise<void>;
}

export async function openArchive(root: string): Promise<TestArchive> {
  const blobs = await openBlobStore(root);
  const catalogue = await openCatalogue(join(root, 'vestige.db'));
  const keys = await loadKeys(join(root, 'keys'), {
    passphrase: null,
    originName: 'vestige.test/log',
  });
  const kept = openCheckpointFiles(join(root, 'log'));
  const clock = createManualClock();
  const spool = join(root, 'spool');
  await mkdir(spool, { recursive: true });
  const lease = async (watch: Watch) => {
    const among = await catalogue.enqueue([job(watch, { reason: 'manual' })], at(0));
    const request = { owner: 'test', now: at(1), leaseMs: 60_000, perHostGapMs: 0, among };
    const leased = await catalogue.lease(request);
    if (!leased) throw new Error('nothing was leased');
    return leased;
  };
  return {
    root,
    blobs,
    catalogue,
    async sign() {
      const { log: key, origin } = keys;
      return (await signCheckpoint({ catalogue, key, origin, kept, clock })).note;
    },
    audit: () =>
      auditArchive({ blobs, catalogue, logVkey: publicKeys(keys).log.vkey, kept }, () => undefined),
    async watch(path) {
      const [added] = await catalogue.addWatches([addition(draft(path))], at(0));
      if (!added) throw new Error('nothing was added');
      return added.watch;
    },
    async capture({ id }, visit, flags = () => []) {
      const watch = await catalogue.findWatch(id);
      if (!watch) throw new Error('the watch is gone');
      const leased = await lease(watch);
      return await sealAndRecord({ blobs, catalogue }, watch, leased, {
        visit: visit ?? (await sampleVisit(spool)),
        job: leased,
        flags: flags(leased.captureId),
      });
    },
    close: () => catalogue.close(),
  };
}

/** Seals a visit and records it for an attempt; `job` null for one that was lost. */
export async function sealAndRecord(
  deps: Pick<TestArchive, 'blobs' | 'catalogue'>,
  watch: Watch,
  attempt: { captureId: CaptureId; vantage: string; attempt: number },
  input: {
    visit: Visit;
    job: { id: number; owner: string } | null;
    flags?: readonly FlagMove[];
  },
): Promise<Capture> {
  const salt = 'cd'.repeat(32);
  const { digest, files } = await sealSnapshot(deps, {
    visit: input.visit,
    captureId: attempt.captureId,
    watchId: watch.id,
    url: watch.url,
    vantage: attempt.vantage,
    scheduledAt: at(0),
    attempt: attempt.attempt,
    salt,
  });
  const target = targetOf(salt, watch.url);
  const logged = entry({ type: 'capture', at: at(14), target, manifest: digest, outcome: 'ok' });
  const { job: held, flags = [], visit } = input;
  const { startedAt, finishedAt } = visit;
  const record = recordOf(watch, attempt, { entry: logged, job: held, flags }, digest);
  return await deps.catalogue.recordCapture({
    ...record,
    capture: { ...record.capture, startedAt, finishedAt, files },
  });
}
