// One run of one way of capturing, in a process of its own: `bare|vestige COUNT CONCURRENCY ORIGIN`.
// Prints the wall time of the captures alone, in milliseconds. Runs what is shipped: dist.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { chromium } from 'playwright';
import { findBrowser } from '../../dist/adapters/playwright/find-browser.js';
import { openArchive } from '../../dist/compose.js';
import { loadConfig } from '../../dist/config.js';
import { software } from '../../dist/software.js';

const [way, count, concurrency, origin] = process.argv.slice(2);
const urls = Array.from({ length: Number(count) }, (_, index) => `${origin}/page/${index}`);
const packageDir = software().dir;
const wallMs = await (way === 'bare' ? bare() : vestige());
process.stdout.write(`${wallMs}\n`);

/** What a script without care for evidence does. */
async function bare() {
  const browser = await chromium.launch({
    executablePath: findBrowser(packageDir),
    chromiumSandbox: process.getuid?.() !== 0,
  });
  const startedAtMs = performance.now();
  for (const url of urls) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(url);
    await page.screenshot({ fullPage: true });
    await context.close();
  }
  const wall = performance.now() - startedAtMs;
  await browser.close();
  return wall;
}

/** Whole captures: visit, snapshot, comparison, judgement, log. */
async function vestige() {
  const dir = mkdtempSync(join(tmpdir(), 'vestige-bench-'));
  const config = loadConfig({ file: null, env: {}, cwd: dir, packageDir });
  const archive = await openArchive({
    config: {
      ...config,
      archive: dir,
      egress: { ...config.egress, allowPrivateAddresses: true },
      schedule: { ...config.schedule, perHostGapMs: 0 },
    },
    log: pino({ level: 'warn' }, process.stderr),
  });
  const startedAtMs = performance.now();
  if (urls.length > 0) {
    const choice = { targets: urls, concurrency: Number(concurrency) };
    for (const { url, observation } of await archive.captureNow(choice, () => {})) {
      if (observation.class !== 'ok') throw new Error(`${url} is ${observation.class}`);
    }
  }
  const wall = performance.now() - startedAtMs;
  await archive.close();
  rmSync(dir, { recursive: true });
  return wall;
}
