// Whole captures against bare Playwright on one shared browser, page by page of the same site.
// Every run is a process of its own whose descendants are all counted; a run of no pages is the
// start and the end, and is taken off.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { tell } from './report.js';
import { PAGES } from './site-size.js';

const ROUNDS = 3;
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

interface Cost {
  readonly cpuS: number;
  readonly wallS: number;
}

/** Costs of one page each way, round by round, so that a busy machine is busy for both. */
export async function run(): Promise<void> {
  const site = spawn(process.execPath, ['--import', 'tsx', here('site.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const origin = `http://127.0.0.1:${await firstLine(site)}`;
    const cpu: number[] = [];
    const wall: number[] = [];
    const alone: number[] = [];
    const bareCpu: number[] = [];
    const bareWall: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const bare = await costOfPage('bare', 1, origin);
      const pair = await costOfPage('vestige', 2, origin);
      const single = await costOfPage('vestige', 1, origin);
      cpu.push(pair.cpuS / bare.cpuS);
      wall.push(pair.wallS / bare.wallS);
      alone.push(single.wallS / bare.wallS);
      bareCpu.push(bare.cpuS);
      bareWall.push(bare.wallS);
    }
    tell('processor time of a capture / of bare Playwright', '×', cpu, { most: 1.6 });
    tell('wall time of a capture, two at once / of bare, one by one', '×', wall, { most: 1 });
    tell('wall time of a capture, one by one / of bare, one by one', '×', alone);
    tell('bare: processor time of a page', 's', bareCpu);
    tell('bare: wall time of a page', 's', bareWall);
  } finally {
    site.kill();
  }
}

async function costOfPage(way: string, concurrency: number, origin: string): Promise<Cost> {
  const frame = await costOf(way, 0, concurrency, origin);
  const whole = await costOf(way, PAGES, concurrency, origin);
  return { cpuS: (whole.cpuS - frame.cpuS) / PAGES, wallS: whole.wallS / PAGES };
}

async function costOf(
  way: string,
  count: number,
  concurrency: number,
  origin: string,
): Promise<Cost> {
  const command = [
    process.execPath,
    here('capture-run.mjs'),
    way,
    `${count}`,
    `${concurrency}`,
    origin,
  ];
  const { stdout, stderr } = await promisify(execFile)('python3', [here('cpu-of.py'), ...command]);
  const cpuS = Number(/^cpu ([0-9.]+)$/m.exec(stderr)?.[1]);
  return { cpuS, wallS: Number(stdout.trim()) / 1000 };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the site does not speak');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return line;
}
