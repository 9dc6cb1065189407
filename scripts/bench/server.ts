// The server over a large archive: how long it takes for each request that the dashboard's pages make.
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { catalogueOver, openCatalogue } from '../../src/adapters/sqlite/catalogue.js';
import { Connection } from '../../src/adapters/sqlite/connection.js';
import { migrate } from '../../src/adapters/sqlite/migrate.js';
import { startServer } from '../../src/api/server.js';
import { openArchive } from '../../src/compose.js';
import { loadConfig } from '../../src/config.js';
import { software } from '../../src/software.js';
import { inDirectory, type Options, openBenchArchive } from './archive.js';
import { fill, register, WATCHES } from './catalogue.js';
import { tell, timed } from './report.js';
import { makeScreenshot, makeVisit } from './visits.js';

const ROUNDS = 9;
const GOAL = { most: 100 };
const SETTINGS = {
  ...{ host: '127.0.0.1', port: 0, publicUrl: null, tls: null },
  ...{ replayPort: null, replayUrl: null },
};

export async function run({ large, keep }: Options): Promise<void> {
  const within = keep === null ? inDirectory : async (act: Act) => act(keep);
  await within(async (root) => {
    const path = join(root, 'vestige.db');
    if (!existsSync(path)) {
      // Elsewhere until it is whole: half an archive is not to be asked again.
      const filling = join(root, 'filling');
      rmSync(filling, { recursive: true, force: true });
      await fillArchive(filling, large ? 1_000_000 : 100_000);
      renameSync(join(filling, 'vestige.db'), path);
    }
    await tellServer(root);
  });
}

type Act = (directory: string) => Promise<void>;

/** Ten thousand watches, and captures of them. */
export async function fillArchive(root: string, captures: number): Promise<void> {
  const path = join(root, 'vestige.db');
  const connection = new Connection(path);
  migrate(connection, path);
  const catalogue = catalogueOver(connection);
  const watches = await register(catalogue);
  await fill(connection, catalogue, watches, captures);
  await catalogue.close();
  const mb = (statSync(path).size / 1e6).toFixed(0);
  console.log(`  ${captures} captures of ${WATCHES} watches, ${mb} MB`);
}

/** Asks the service over the archive at `root` for what every page asks for. */
export async function tellServer(root: string): Promise<void> {
  const catalogue = await openCatalogue(join(root, 'vestige.db'));
  const [watch] = await catalogue.listWatches({ limit: 1 });
  await catalogue.close();
  if (watch === undefined) throw new Error('there are watches');
  const made = await captureAnew(root, watch.url);
  const log = pino({ level: 'silent' });
  const packageDir = software().dir;
  const shipped = loadConfig({ file: null, env: {}, cwd: root, packageDir });
  const archive = await openArchive({ config: { ...shipped, archive: root }, log });
  const server = await startServer(archive, SETTINGS, log);
  const wish = { holder: 'local', label: 'bench', days: 1 } as const;
  const { secret } = await archive.makeToken({
    ...wish,
    scopes: ['read', 'export', 'admin', 'metrics', 'feed'],
  });
  const headers = { authorization: `Bearer ${secret}` };
  const rounds = pages({ watch: watch.id, url: watch.url, made }).map(
    ([name, address, goal = GOAL]) => ({
      ...{ name, address, goal, ms: [] as number[] },
    }),
  );
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { address, ms } of rounds) {
      const path = typeof address === 'string' ? address : address(round);
      const look = async () => {
        const answer = await fetch(server.url + path, { headers, redirect: 'manual' });
        await answer.arrayBuffer();
        if (answer.status >= 400) throw new Error(`${path}: ${answer.status}`);
      };
      ms.push(await timed(look));
    }
  }
  for (const { name, ms, goal } of rounds) tell(name, 'ms', ms, goal);
  await server.close();
  await archive.close();
}

/** Captures with all their files, so that they can be shown and each be compared with the first. */
async function captureAnew(root: string, url: string) {
  const archive = await openBenchArchive(root);
  const made: string[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const watch = await archive.catalogue.findWatchByUrl(null, new URL(url).href);
    if (watch === null) throw new Error('the watch is gone');
    const screenshot = await makeScreenshot(`server ${round}`, 2000);
    const sentence = `等待时间：第${round}次修改。`;
    const visit = await makeVisit(archive.spool, {
      ...{ page: 0, round, paragraphs: 150, sentence, screenshot },
    });
    made.push((await archive.capture(watch, visit)).id);
  }
  await archive.close();
  return made;
}

type Page = readonly [
  name: string,
  address: string | ((round: number) => string),
  goal?: typeof GOAL | object,
];

/** What the pages ask for; the doctor, who starts a browser, is not among them. */
function pages(of: { watch: string; url: string; made: readonly string[] }): readonly Page[] {
  const { watch, url, made } = of;
  const [from = '', to = ''] = made;
  // Backwards, so that nothing is on record, and another pair in every round.
  const pair = (round: number) => `from=${made[round + 1]}&to=${from}`;
  const api = (path: string) => `/api/v1/${path}`;
  const text = (words: string) => api(`watches?text=${encodeURIComponent(words)}`);
  return [
    ['inbox', api('flags?open=true&acknowledged=false')],
    ['inbox, acknowledged too', api('flags?open=true')],
    ['inbox of a case', api(`flags?open=true&case=${encodeURIComponent('案件7')}`)],
    ['all flags, a page far down', api('flags?limit=500')],
    ['watches', api('watches')],
    ['watches, counted', api('watches/counts')],
    ['watches by words found everywhere', text('等待时间')],
    ['watches by words found once', text('/页/9999')],
    ['watches by words found nowhere', text('从来没有')],
    ['watches of a state', api('watches?state=gone')],
    ['watches of a label', api('watches?label=nobody')],
    ['watches overdue', api('watches?overdue=true')],
    ['watch', api(`watches/${watch}`)],
    ['watch: its looks', api(`captures?watch=${watch}&limit=200`)],
    ['watch: its gaps', api(`watches/${watch}/gaps`)],
    ['watch: what others archived', api(`watches/${watch}/imported`)],
    ['captures, the newest', api('captures')],
    ['capture', api(`captures/${to}`)],
    ['capture: provenance', api(`captures/${to}/provenance`)],
    ['capture: thumbnail', api(`captures/${to}/files/thumbnail`)],
    ['capture: text', api(`captures/${to}/files/text`)],
    ['compare', api(`compare?from=${from}&to=${to}&changes=onRecord`)],
    ['compare: changes of a new pair', (round) => api(`compare?${pair(round)}`), {}],
    ['compare: the same again', (round) => api(`compare?${pair(round)}`)],
    ['compare: pictures of a new pair', (round) => api(`compare/pictures?${pair(round)}`), {}],
    ['cases', api('cases')],
    ['captures of a case', api(`captures?case=${encodeURIComponent('案件7')}`)],
    ['exports', api('exports')],
    ['log', api('log')],
    ['log: when nobody looked', api('log/gaps')],
    ['settings', api('settings')],
    ['accounts', api('accounts')],
    ['sessions and tokens', api('passes')],
    ['keys', api('keys')],
    ['notifiers', api('notifiers')],
    ['messages', api('messages')],
    ['live state', api('status')],
    ['metrics', '/metrics'],
    ['feed', '/feed.atom'],
    ['TimeMap', `/timemap/link/${encodeURIComponent(url)}`],
    ['TimeGate', `/timegate/${encodeURIComponent(url)}`],
  ];
}
