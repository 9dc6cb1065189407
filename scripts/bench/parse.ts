// Reading a network log, bodies and digests included: one real visit's log, again and again.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from '../../src/adapters/playwright/find-browser.js';
import { readLog } from '../../src/adapters/playwright/read-log.js';
import { software } from '../../src/software.js';
import { inDirectory } from './archive.js';
import { tell } from './report.js';

const MB = 1e6;
const TOTAL_BYTES = 200 * MB;
const ROUNDS = 5;

export async function run(): Promise<void> {
  await inDirectory(async (root) => {
    const path = join(root, 'net.json');
    await makeLog(root, path);
    const { size } = statSync(path);
    const times = Math.ceil(TOTAL_BYTES / ROUNDS / size);
    const perSecond: number[] = [];
    const perCpuSecond: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const [startedAtMs, cpu] = [performance.now(), process.cpuUsage()];
      for (let time = 0; time < times; time += 1) {
        const spoolDirectory = join(root, `spool-${round}-${time}`);
        mkdirSync(spoolDirectory);
        const { exchanges } = await readLog({ path, spoolDirectory, maxMs: 600_000 });
        if (exchanges.length < 31) throw new Error(`only ${exchanges.length} exchanges were read`);
      }
      const { user, system } = process.cpuUsage(cpu);
      perSecond.push((size * times) / MB / ((performance.now() - startedAtMs) / 1000));
      perCpuSecond.push((size * times) / MB / ((user + system) / 1e6));
    }
    const all = (size * times * ROUNDS) / MB;
    tell(`log of ${(size / MB).toFixed(1)} MB, ${all.toFixed(0)} MB in all`, 'MB/s', perSecond, {
      least: 100,
    });
    tell('  by a second of processor time', 'MB/s', perCpuSecond);
  });
}

/** The log of a visit to a page with 30 photographs. */
async function makeLog(root: string, path: string): Promise<void> {
  const site = fileURLToPath(new URL('./site.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', site], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [port] = (await once(child.stdout, 'data')) as [Buffer];
    const browser = findBrowser(software().dir);
    const args = [
      '--headless=new',
      '--no-sandbox',
      '--disable-background-networking',
      `--user-data-dir=${join(root, 'profile')}`,
      `--log-net-log=${path}`,
      '--net-log-capture-mode=Everything',
      '--dump-dom',
      `http://127.0.0.1:${port.toString().trim()}/page/0`,
    ];
    execFileSync(browser, args, { stdio: ['ignore', 'pipe', 'ignore'], timeout: 120_000 });
  } finally {
    child.kill();
  }
}
