// The life of a capture on a stage: real catalogue, blobs, rules and judging, a clock that tests move;
// the pages come from a map.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { loadRules } from '../../src/judge/rules.js';
import type { Capture } from '../../src/model/capture.js';
import type { Exchange } from '../../src/model/exchange.js';
import type { Flag } from '../../src/model/flag.js';
import { instantOf } from '../../src/model/instant.js';
import { NOTHING_SEEN, type VisitRequest } from '../../src/model/visit.js';
import type { Watch } from '../../src/model/watch.js';
import type { PipelineDeps } from '../../src/pipeline/deps.js';
import { captureJob } from '../../src/pipeline.js';
import { addition, draft, job } from '../contracts/records.js';
import { createManualClock, type ManualClock } from '../fakes/manual-clock.js';
import { snapshotOf } from '../judge/build.js';
import { openArchive, type TestArchive } from '../store/archive.js';

export const DAY_MS = 86_400_000;

export interface Stage {
  readonly archive: TestArchive;
  readonly clock: ManualClock;
  readonly deps: PipelineDeps;
  /** What stands at each address; null: nothing does. */
  readonly pages: Map<string, string | null>;
  watch(url: string): Promise<Watch>;
  /** A look, `afterMs` after the one before. */
  look(watch: Watch | undefined, by?: PipelineDeps, afterMs?: number): Promise<Capture>;
  /** The look that is asked for by then, or null where none is. */
  due(afterMs: number): Promise<Capture | null>;
  flagsOf(watch: Watch | undefined, open?: boolean): Promise<readonly Flag[]>;
  close(): Promise<void>;
}

/** `recheckMs`: the config's `confirmation.recheckMs`. */
export async function openStage(recheckMs: readonly number[] = []): Promise<Stage> {
  const root = await mkdtemp(join(tmpdir(), 'vestige-stage-'));
  const archive = await openArchive(root);
  const rules = await loadRules('config/rules');
  const clock = createManualClock(Date.UTC(2026, 10, 22));
  const pages = new Map<string, string | null>();
  const browser = {
    version: async () => 'Chromium 0',
    close: async () => {},
    print: async () => new Uint8Array(0),
    async visit({ url, besides = [] }: Pick<VisitRequest, 'url' | 'besides'>) {
      const html = pages.get(url) ?? null;
      const status = html === null ? 404 : 200;
      const shown = html ?? '<title>404 Not Found</title><h1>Not Found</h1>';
      const { manifest, reading } = snapshotOf(shown, { url, status });
      const now = instantOf(clock.nowMs());
      const page = manifest.exchanges.map((one) => ({ ...one, responseBody: null }));
      const files = await Promise.all(besides.map((path) => answerOf(new URL(path, url).href)));
      const exchanges = [...page, ...files];
      const { outcome, mainExchange, finalUrl } = manifest;
      const when = { startedAt: now, finishedAt: now };
      const visit = {
        ...{ ...NOTHING_SEEN, ...when, outcome, mainExchange, finalUrl, reading, exchanges },
      };
      return { visit, dispose: async () => {} };
    },
  };
  /** A file for machines, as the browser brings it: its body is a blob. */
  async function answerOf(url: string): Promise<Exchange> {
    const text = pages.get(url) ?? null;
    const facts = { url, status: text === null ? 404 : 200, contentType: 'text/plain' };
    const [exchange] = snapshotOf('', facts).manifest.exchanges;
    if (exchange === undefined) throw new Error('no exchange');
    const bytes = Buffer.from(text ?? '');
    const responseBody = { digest: await archive.blobs.put(bytes), sizeBytes: bytes.length };
    return { ...exchange, resourceType: 'other', responseBody };
  }
  const deps: PipelineDeps = {
    ...{ blobs: archive.blobs, catalogue: archive.catalogue, clock, canaries: [], routes: [] },
    log: pino({ level: 'silent' }),
    browser: async () => browser,
    documents: { read: async () => null } as never,
    reaches: async () => null,
    notBefore: async () => null,
    ownLine: async () => [],
    askResolvers: async () => [],
    resolversAsked: 'failures',
    rules: async () => rules,
    confirmation: { observations: 2, vantages: 1, minSpanMs: 0, recheckMs },
    ...{ siblingEveryMs: 0, siteFilesEveryMs: 0, collector: null },
    visit: {
      timeoutMs: 1000,
      settleMs: 0,
      maxBytes: 1 << 20,
      userAgent: null,
      linkedFiles: { most: 0, maxBytes: 65_536 },
    },
  };
  const lease = (among?: readonly number[]) => {
    const now = instantOf(clock.nowMs());
    const request = { owner: 'test', now, leaseMs: DAY_MS, perHostGapMs: 0 };
    return archive.catalogue.lease(among === undefined ? request : { ...request, among });
  };
  return {
    ...{ archive, clock, deps, pages },
    async watch(url) {
      const { host, href, pathname } = new URL(url);
      const value = draft(pathname, { url, urlKey: href, caseName: host, claims: [] });
      const now = instantOf(clock.nowMs());
      const [added] = await archive.catalogue.addWatches([addition(value)], now);
      if (added === undefined) throw new Error('nothing was added');
      return added.watch;
    },
    async look(watch, by = deps, afterMs = DAY_MS) {
      if (watch === undefined) throw new Error('no watch');
      await clock.tick(afterMs);
      const now = instantOf(clock.nowMs());
      const among = await archive.catalogue.enqueue([job(watch, { reason: 'manual' })], now);
      const leased = await lease(among);
      if (leased === null) throw new Error('nothing was leased');
      return captureJob(by, leased);
    },
    async due(afterMs) {
      await clock.tick(afterMs);
      const leased = await lease();
      return leased === null ? null : captureJob(deps, leased);
    },
    async flagsOf(watch, open = true) {
      if (watch === undefined) throw new Error('no watch');
      return archive.catalogue.listFlags({ watchId: watch.id, open });
    },
    async close() {
      await archive.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}
