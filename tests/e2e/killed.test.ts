import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandLine, LOCAL_CONFIG, openCommandLine } from './command-line.js';

const KILLS = 10;
const PAGES = 4;

let vestige: CommandLine;
let isSilent = false;
const site = createServer((request, response) => {
  if (isSilent) return;
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(
    `<!doctype html><title>第${request.url}页</title><p>东海医院等待时间两周 ${request.url}</p>`,
  );
});

beforeAll(async () => {
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  vestige = await openCommandLine({
    ...LOCAL_CONFIG,
    schedule: { perHostGapMs: 0, leaseMs: 5_000, jitter: 0 },
  });
});
afterAll(async () => {
  site.close();
  await vestige.dispose();
});

test('a worker killed ten times in the middle of captures loses nothing it announced', async () => {
  const { port } = site.address() as AddressInfo;
  const urls = Array.from({ length: PAGES }, (_, index) => `http://127.0.0.1:${port}/${index}`);
  const { watches } = await vestige.json(['watch', 'add', ...urls, '--every', 'daily']);
  const announced = new Set<string>();

  for (let kill = 0; kill < KILLS; kill += 1) {
    // Every round has work: what is due, what was lost, and a manual job for each page.
    const worker = vestige.start('capture', '--all', '--log-level', 'info');
    const lines = createInterface({ input: worker.stderr ?? process.stdin });
    const wanted = kill % 2;
    let seen = 0;
    lines.on('line', (line) => {
      const capture = /"capture":"(c_\w+)"/.exec(line)?.[1];
      if (capture === undefined || !line.includes('"state"')) return;
      announced.add(capture);
      // The next capture is under way when one is announced: that is when to strike.
      if (seen++ === wanted) worker.kill('SIGKILL');
    });
    await once(worker, 'close');
  }

  // A job whose workers died three times is given up, and that is what is told of it: the next is new.
  await vestige.run('capture', '--all');
  const last = await vestige.json(['capture', '--all']);
  expect(last.captures.map((one: { status: number }) => one.status)).toEqual(urls.map(() => 200));
  const kept = new Set<string>();
  let lost = 0;
  for (const watch of watches) {
    const { captures } = await vestige.json(['captures', watch.id]);
    for (const capture of captures) {
      kept.add(capture.id);
      if (capture.observation.class === 'capture-failed') lost += 1;
    }
  }
  expect(announced.size).toBeGreaterThanOrEqual(KILLS);
  expect([...announced].filter((id) => !kept.has(id))).toEqual([]);
  expect(lost).toBeGreaterThan(0);
  expect(await vestige.json(['audit'])).toMatchObject({ ok: true, problems: [] });
}, 300_000);

test('Ctrl+C ends a capture at once, tells what there is, and the next try waits for nobody', async () => {
  const { port } = site.address() as AddressInfo;
  const { watches } = await vestige.json(['watch', 'add', `http://127.0.0.1:${port}/silent`]);
  isSilent = true;
  const asked = once(site, 'request');
  const command = vestige.start('capture', watches[0].id, '--json');
  let stdout = '';
  command.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  await asked;
  command.kill('SIGINT');
  const [code] = await once(command, 'close');
  expect([code, JSON.parse(stdout)]).toEqual([1, { captures: [] }]);

  isSilent = false;
  const again = await vestige.json(['capture', watches[0].id]);
  expect(again.captures).toMatchObject([{ status: 200, attempt: 2 }]);
  const { captures } = await vestige.json(['captures', watches[0].id]);
  expect(captures).toMatchObject([{ status: 200 }, { observation: { class: 'capture-failed' } }]);
  expect(await vestige.json(['audit'])).toMatchObject({ ok: true });
});
