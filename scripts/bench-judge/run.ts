// Scenarios -> what the product said of each look: real Chromium, a real archive, in batches whose
// sites change between two rounds of captures.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Archive } from '../../src/archive.js';
import type { Capture } from '../../src/model/capture.js';
import type { Flag } from '../../src/model/flag.js';
import type { Face, Scenario } from './scenario.js';
import { type Host, movedName, type Sites, startSites } from './site.js';

export interface Look {
  readonly scenario: Scenario;
  readonly host: string;
  readonly step: number;
  readonly face: Face;
  readonly capture: Capture;
  /** Flags of the page, and of its site, as they stand after the look. */
  readonly flags: readonly Flag[];
  /** Those that were not there before it. */
  readonly opened: readonly Flag[];
}

const BATCH = 24;
const CONCURRENCY = 2;

/** Plays scenarios from their first to their last step, as many as begin before `endsAtMs`. */
export async function play(
  scenarios: readonly Scenario[],
  endsAtMs: number,
  onProgress: (done: number) => void,
): Promise<readonly Look[]> {
  const sites = await startSites();
  const dir = mkdtempSync(join(tmpdir(), 'vestige-bench-judge-'));
  // The gateway reads it at every capture, so that a name can be taken away like in DNS.
  const names: Record<string, string> = {};
  const archive = await openArchiveIn(dir, names);
  try {
    const looks: Look[] = [];
    for (let at = 0; at < scenarios.length && Date.now() < endsAtMs; at += BATCH) {
      looks.push(...(await playBatch(archive, sites, names, scenarios.slice(at, at + BATCH))));
      onProgress(Math.min(at + BATCH, scenarios.length));
    }
    return looks;
  } finally {
    await archive.close();
    await sites.close();
    rmSync(dir, { recursive: true });
  }
}

async function openArchiveIn(dir: string, names: Record<string, string>): Promise<Archive> {
  // What is shipped: comparing runs in worker threads, which need the built files.
  const built = (path: string) => import(new URL(`../../dist/${path}`, import.meta.url).href);
  const { openArchive } = await built('compose.js');
  const { loadConfig } = await built('config.js');
  const { software } = await built('software.js');
  const config = loadConfig({ file: null, env: {}, cwd: dir, packageDir: software().dir });
  return openArchive({
    config: {
      ...config,
      archive: dir,
      capture: { ...config.capture, timeoutMs: 45_000 },
      schedule: { ...config.schedule, perHostGapMs: 0 },
      egress: { ...config.egress, allowPrivateAddresses: true, resolve: names },
      confirmation: { observations: 2, vantages: 1, minSpanMs: 0, recheckMs: [] },
    },
    log: pino({ level: 'error' }, process.stderr),
  });
}

async function playBatch(
  archive: Archive,
  sites: Sites,
  names: Record<string, string>,
  scenarios: readonly Scenario[],
): Promise<Look[]> {
  const playing: { host: Host; ids: string[]; seen: Set<string> }[] = [];
  for (const scenario of scenarios) {
    const host = sites.add(scenario);
    names[host.name] = `127.0.0.1:${sites.port}`;
    names[movedName(host.name)] = names[host.name] ?? '';
    const paths = [
      host.path,
      ...Array.from({ length: scenario.others ?? 0 }, (_, nth) => `/other/${nth}.html`),
    ];
    const inputs = paths.map((path, nth) => ({
      url: `http://${host.name}${path}`,
      every: 'manual',
      claims: nth > 0 || scenario.unclaimed || scenario.watch ? [] : [...host.page.claims],
      terms: [...(scenario.terms ?? [])],
    }));
    const added = await archive.addWatches(inputs);
    playing.push({ host, ids: added.map(({ watch }) => watch.id), seen: new Set() });
  }
  const rounds = Math.max(...scenarios.map(({ steps }) => steps.length));
  const looks: Look[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const now = playing.filter(({ host }) => round < host.scenario.steps.length);
    for (const { host } of now) show(host, host.scenario.steps[round]?.face ?? {}, sites, names);
    const targets = now.flatMap(({ ids }) => ids);
    const captures = await archive.captureNow(
      { targets, concurrency: CONCURRENCY },
      () => undefined,
    );
    for (const { host, ids, seen } of now) {
      const capture = captures.find(({ watchId }) => watchId === ids[0]);
      if (capture === undefined) throw new Error(`${host.scenario.id} was not captured`);
      const lists = await Promise.all(ids.map((watchId) => archive.listFlags({ watchId })));
      const flags = lists.flat();
      const opened = flags.filter(({ id }) => !seen.has(id));
      for (const { id } of flags) seen.add(id);
      const { scenario, name, face } = host;
      looks.push({ scenario, host: name, step: round, face, capture, flags, opened });
    }
  }
  return looks;
}

/** Puts a host's next face on. */
function show(host: Host, face: Face, sites: Sites, names: Record<string, string>): void {
  host.face = face;
  if (face.name === 'gone') delete names[host.name];
  else if (face.name === 'closed') names[host.name] = `127.0.0.1:${sites.closedPort}`;
  else if (face.name === 'other-address') names[host.name] = `127.0.0.2:${sites.port}`;
  else names[host.name] = `127.0.0.1:${sites.port}`;
}
