// The catalogue with as much in it as an archive gathers in years: writing a capture, and looking.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueOver, type SqliteCatalogue } from '../../src/adapters/sqlite/catalogue.js';
import { Connection } from '../../src/adapters/sqlite/connection.js';
import { migrate } from '../../src/adapters/sqlite/migrate.js';
import { digestOf } from '../../src/model/digest.js';
import { newCaptureId } from '../../src/model/id.js';
import { instantOf } from '../../src/model/instant.js';
import type { Watch } from '../../src/model/watch.js';
import type { CaptureRecord } from '../../src/ports/catalogue.js';
import { inDirectory } from './archive.js';
import { tell, timed } from './report.js';

export const WATCHES = 10_000;
const HOSTS = 100;
const START_MS = Date.UTC(2027, 0, 1);
const ROUNDS = 15;
const GOAL = { most: 50 };

export async function run({ large }: { large: boolean }): Promise<void> {
  for (const captures of large ? [100_000, 1_000_000] : [100_000]) {
    await inDirectory((root) => runWith(join(root, 'vestige.db'), captures));
  }
}

async function runWith(path: string, captures: number): Promise<void> {
  const connection = new Connection(path);
  migrate(connection, path);
  const catalogue = catalogueOver(connection);
  const watches = await register(catalogue);
  const filledMs = await timed(() => fill(connection, catalogue, watches, captures));
  const mb = (statSync(path).size / 1e6).toFixed(0);
  console.log(
    `  ${captures} captures of ${WATCHES} watches, ${mb} MB; filled in ${(filledMs / 1000).toFixed(0)} s`,
  );
  const inserts: number[] = [];
  for (let i = 0; i < 200; i += 1) {
    const watch = await catalogue.findWatch(watches[(i * 37) % WATCHES]?.id ?? '');
    if (watch === null) throw new Error('the watch is gone');
    const record = recordOf(watch, START_MS + 400 * 86_400_000 + i);
    inserts.push(await timed(() => catalogue.recordCapture(record)));
  }
  tell('insert a capture with its log entry (synchronous=FULL)', 'ms', inserts, { most: 5 });
  await tellLooking(catalogue, watches);
  await tellIntegrity(catalogue);
  await catalogue.close();
}

async function tellLooking(catalogue: SqliteCatalogue, watches: readonly Watch[]): Promise<void> {
  const now = instantOf(START_MS + 86_400_000);
  const [watch] = watches;
  if (watch === undefined) throw new Error('there are watches');
  const { id: watchId, host, caseName } = watch;
  const looks: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['the next 200 due', () => catalogue.listDue(now, 200)],
    ['watches, a page of 100', () => catalogue.listWatches({ limit: 100 })],
    ['watches of a host', () => catalogue.listWatches({ host })],
    ['watches of a case, a page of 100', () => catalogue.listWatches({ caseName, limit: 100 })],
    ['captures of a watch, a page of 50', () => catalogue.listCaptures({ watchId, limit: 50 })],
    ['captures of a case, the newest 50', () => catalogue.listCaptures({ caseName, limit: 50 })],
    ['captures, the newest 50', () => catalogue.listCaptures({ limit: 50 })],
    ['captures, 50 from the middle', () => catalogue.listCaptures({ before: 60_000, limit: 50 })],
    ['captures of a host in the last day', () => catalogue.listRecentOfHost(host, now)],
    ['open flags', () => catalogue.listFlags({ open: true })],
    ['open flags of sites', () => catalogue.listFlags({ open: true, kind: 'site' })],
    ['flags, the newest 100', () => catalogue.listFlags({ limit: 100 })],
  ];
  const rounds = looks.map(([name, look]) => ({ name, look, ms: [] as number[] }));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { look, ms } of rounds) ms.push(await timed(look));
  }
  for (const { name, ms } of rounds) tell(name, 'ms', ms, GOAL);
  tell('all watches at once', 'ms', [await timed(() => catalogue.listWatches({}))]);
}

/** How long it takes, and how long it keeps everything else waiting at a stretch. */
async function tellIntegrity(catalogue: SqliteCatalogue): Promise<void> {
  for (const extent of ['quick', 'whole'] as const) {
    let [longestMs, lastMs] = [0, performance.now()];
    const ticks = setInterval(() => {
      const nowMs = performance.now();
      [longestMs, lastMs] = [Math.max(longestMs, nowMs - lastMs), nowMs];
    }, 1);
    const ms = await timed(async () => {
      const problems = await catalogue.checkIntegrity(extent);
      if (problems.length > 0) throw new Error(problems[0]);
    });
    clearInterval(ticks);
    tell(`${extent} check`, 'ms', [ms]);
    tell('  longest stretch without a turn for others', 'ms', [longestMs]);
  }
}

/** Registers the watches. */
export async function register(catalogue: SqliteCatalogue): Promise<readonly Watch[]> {
  const at = instantOf(START_MS);
  const added = await catalogue.addWatches(
    Array.from({ length: WATCHES }, (_, i) => {
      const url = `https://h${i % HOSTS}.test/页/${i}`;
      const dueAt = instantOf(START_MS + i * 60_000);
      return {
        draft: {
          url,
          urlKey: new URL(url).href,
          caseName: `案件${i % 50}`,
          labels: ['医院'],
          every: 'daily',
          timezone: 'Asia/Shanghai',
          claims: ['等待时间两周'],
          terms: [],
          ignore: [],
          select: [],
          vantages: [],
          language: null,
          note: '',
        },
        nextDueAt: dueAt,
        entry: {
          v: 1,
          type: 'watch-added',
          at,
          target: null,
          manifest: null,
          outcome: '',
        } as const,
      };
    }),
    at,
  );
  return added.map(({ watch }) => watch);
}

/** The catalogue's own way, but without a sync for each: it fills in minutes what takes years. */
export async function fill(
  connection: Connection,
  catalogue: SqliteCatalogue,
  watches: readonly Watch[],
  captures: number,
): Promise<void> {
  connection.pragma('synchronous = OFF');
  const pages = new Map(watches.map((watch) => [watch.id, watch.page]));
  for (let i = 0; i < captures; i += 1) {
    const watch = watches[i % watches.length];
    if (watch === undefined) throw new Error('there are watches');
    const page = pages.get(watch.id) ?? watch.page;
    const record = recordOf({ ...watch, page }, START_MS + i * 3000, i % 250 === 0);
    await catalogue.recordCapture(record);
    pages.set(watch.id, { ...record.page, version: page.version + 1 });
    if (i % 1000 === 999) await new Promise(setImmediate);
  }
  connection.pragma('wal_checkpoint(TRUNCATE)');
  connection.pragma('synchronous = FULL');
}

/** A capture of the usual size; some open a flag, nearly all of which are closed again. */
function recordOf(watch: Watch, atMs: number, hasFlag = false): CaptureRecord {
  const at = instantOf(atMs);
  const id = newCaptureId(atMs);
  const manifest = digestOf(id);
  const sighting = { capture: id, at, vantage: 'default', class: 'ok' } as const;
  const claims = watch.claims.map(({ id: claim, text }) => ({
    id: claim,
    text,
    state: 'present' as const,
    found: text,
    where: 'main > p:nth-of-type(3)',
    hidden: false,
  }));
  const signals = Array.from({ length: 8 }, (_, i) => ({
    id: `signal-${i}`,
    value: `肝移植中心 ${i}`,
    layer: 'page' as const,
  }));
  const flag = {
    id: `f_${id.slice(2)}`,
    watchId: watch.id,
    url: watch.url,
    kind: 'change',
    class: 'claim-absent',
    level: 'provisional',
    severity: 'high',
    summary: 'The claim is gone.',
    openedAt: at,
    capture: id,
    lastGood: null,
    changes: [],
  } as const;
  const isOpen = Number(manifest.slice(-1)) === 1;
  return {
    capture: {
      id,
      watchId: watch.id,
      url: watch.url,
      finalUrl: watch.url,
      startedAt: at,
      finishedAt: at,
      vantage: 'default',
      attempt: 1,
      status: 200,
      redirects: [],
      title: '东海医院',
      observation: {
        class: 'ok',
        abstain: false,
        rule: 'genuine',
        stage: 'S13',
        signals,
        alsoMatched: [],
        rules: manifest,
        summary: 'The page was seen.',
        needs: '',
      },
      state: 'live',
      level: 'established',
      comparedWith: watch.page.lastGood,
      changes: [],
      claims,
      manifest,
      files: {
        screenshot: digestOf(`s${id}`),
        thumbnail: manifest,
        html: manifest,
        dom: manifest,
        text: manifest,
      },
    },
    entry: { v: 1, type: 'capture', at, target: manifest, manifest, outcome: 'ok' },
    expectedVersion: watch.page.version,
    page: {
      ...watch.page,
      state: 'live',
      level: 'established',
      since: at,
      lastGood: id,
      support: [...watch.page.support, sighting].slice(-32),
      recent: [...watch.page.recent, sighting].slice(-21),
    },
    claims,
    messages: [],
    flags: hasFlag
      ? [{ move: 'open', flag }, ...(isOpen ? [] : [{ move: 'close', id: flag.id, at } as const])]
      : [],
    rechecks: [],
    job: null,
  };
}
