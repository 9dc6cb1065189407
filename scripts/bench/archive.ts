// A whole archive in a directory of its own, whose browser brings what the bench has made up.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { openBlobStore } from '../../src/adapters/files/blob-store.js';
import { openCheckpointFiles } from '../../src/adapters/files/checkpoint-files.js';
import { loadKeys, publicKeys } from '../../src/adapters/files/keys.js';
import { createPdfReader } from '../../src/adapters/pdfjs/reader.js';
import { openCatalogue } from '../../src/adapters/sqlite/catalogue.js';
import { createSystemClock } from '../../src/adapters/system/clock.js';
import { loadRules } from '../../src/judge/rules.js';
import { instantOf } from '../../src/model/instant.js';
import type { Visit } from '../../src/model/visit.js';
import type { Watch } from '../../src/model/watch.js';
import { captureJob, type PipelineDeps } from '../../src/pipeline.js';
import { software } from '../../src/software.js';
import { auditArchive } from '../../src/store/audit.js';
import { signCheckpoint } from '../../src/store/sign-checkpoint.js';

const HOUR_MS = 3_600_000;

/** What a part of the bench is asked for. */
export interface Options {
  readonly large: boolean;
  /** A directory whose archive is made once and asked again by later runs. */
  readonly keep: string | null;
}

/** A directory that is gone when `act` is over. */
export async function inDirectory<T>(act: (directory: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'vestige-bench-'));
  try {
    return await act(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Opens the archive at `root`; `capture` runs the whole pipeline on a visit. */
export async function openBenchArchive(root: string) {
  const catalogue = await openCatalogue(join(root, 'vestige.db'));
  const blobs = await openBlobStore(root);
  const keys = await loadKeys(join(root, 'keys'), { passphrase: null, originName: 'bench.test' });
  const kept = openCheckpointFiles(join(root, 'log'));
  const spool = join(root, 'tmp', 'spool');
  mkdirSync(spool, { recursive: true });
  const rules = await loadRules(join(software().dir, 'config', 'rules'));
  const clock = createSystemClock();
  let next: Visit | null = null;
  const deps: PipelineDeps = {
    browser: async () => ({
      visit: async () => {
        if (next === null) throw new Error('no visit was made up');
        return { visit: next, dispose: async () => undefined };
      },
      version: async () => 'none',
      close: async () => undefined,
    }),
    documents: createPdfReader(),
    blobs,
    catalogue,
    clock,
    log: pino({ level: 'silent' }),
    rules: async () => rules,
    reaches: async () => true,
    canaries: [],
    siblingEveryMs: 0,
    siteFilesEveryMs: 0,
    ownLine: async () => [],
    askResolvers: async () => [],
    resolversAsked: 'failures',
    notBefore: async () => null,
    collector: null,
    confirmation: { observations: 3, vantages: 2, minSpanMs: HOUR_MS, recheckMs: [] },
    routes: [],
    visit: {
      timeoutMs: 60_000,
      settleMs: 500,
      maxBytes: 200_000_000,
      userAgent: null,
      linkedFiles: { most: 0, maxBytes: 0 },
    },
  };
  return {
    root,
    spool,
    catalogue,
    blobs,
    async capture(watch: Watch, visit: Visit) {
      next = visit;
      const at = visit.startedAt;
      const draft = { watchId: watch.id, vantage: 'default', reason: 'manual' } as const;
      const among = await catalogue.enqueue([{ ...draft, scheduledAt: at, notBefore: at }], at);
      const lease = { owner: 'bench', now: at, leaseMs: HOUR_MS, perHostGapMs: 0, among };
      const job = await catalogue.lease(lease);
      if (job === null) throw new Error('nothing was leased');
      return await captureJob(deps, job);
    },
    sign: () => signCheckpoint({ catalogue, kept, clock, key: keys.log, origin: keys.origin }),
    audit: () => auditArchive({ blobs, catalogue, kept, logVkey: publicKeys(keys).log.vkey }),
    keys,
    close: () => catalogue.close(),
  };
}

export type BenchArchive = Awaited<ReturnType<typeof openBenchArchive>>;

/** Registers pages of one site. */
export async function addWatches(
  { catalogue }: BenchArchive,
  urls: readonly string[],
): Promise<readonly Watch[]> {
  const at = instantOf(Date.UTC(2027, 0, 1));
  const added = await catalogue.addWatches(
    urls.map((url) => ({
      draft: {
        url,
        urlKey: url,
        caseName: '东海医院',
        labels: [],
        every: 'daily',
        timezone: 'Asia/Shanghai',
        claims: ['等待时间两周'],
        terms: ['移植'],
        ignore: [],
        select: [],
        vantages: [],
        language: null,
        note: '',
      },
      nextDueAt: null,
      entry: { v: 1, type: 'watch-added', at, target: null, manifest: null, outcome: '' } as const,
    })),
    at,
  );
  return added.map(({ watch }) => watch);
}
