// Exporting and verifying a bundle of 100 MB, against `sha256sum` and `unzip -t` over the same file.
import { execFileSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { publicKeys } from '../../src/adapters/files/keys.js';
import { createSystemClock } from '../../src/adapters/system/clock.js';
import { instantOf } from '../../src/model/instant.js';
import { exportBundle } from '../../src/prove/export-bundle.js';
import { layBeside } from '../../src/store/beside.js';
import { loadManifest } from '../../src/store/seal.js';
import { verifyBundle } from '../../src/verify/verify-bundle.js';
import { addWatches, type BenchArchive, inDirectory, openBenchArchive } from './archive.js';
import { tell, timed } from './report.js';
import { makeScreenshot, makeVisit, urlOf } from './visits.js';

/** Pages of photographs, each with its own picture as a whole: they come to about 100 MB. */
const CAPTURES = 48;
const ROUNDS = 3;
/** After the last of the made-up visits. */
const MADE_AT_MS = Date.UTC(2027, 0, 3);
const MB = 1e6;

export async function run(): Promise<void> {
  await inDirectory(async (root) => {
    const archive = await openBenchArchive(root);
    const input = await fill(archive);
    const file = join(root, 'bundle.wacz');
    const deps = {
      ...{
        blobs: archive.blobs,
        clock: { ...createSystemClock(), nowMs: () => MADE_AT_MS },
        signer: archive.keys.signer,
      },
      ...{ software: 'Vestige/bench', layBeside, print: null },
    };
    const exportMs = await timed(() => exportBundle(deps, input, file, () => undefined));
    const { size } = statSync(file);
    const { checkpointNote: _, logVkey } = input;
    const trusted = {
      signerKeys: [createPublicKey(archive.keys.signer)],
      checkpointKeys: [logVkey],
    };
    const [speeds, ratios]: [number[], number[]] = [[], []];
    let peak = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = process.memoryUsage().rss;
      const verifyMs = await timed(async () => {
        const { ok, checks } = await verifyBundle(file, trusted);
        if (!ok) throw new Error(JSON.stringify(checks.filter((one) => one.status === 'failed')));
      });
      peak = Math.max(peak, process.memoryUsage().rss - before);
      const toolsMs = await timed(() => {
        execFileSync('sha256sum', [file], { stdio: 'pipe' });
        execFileSync('unzip', ['-tq', file], { stdio: 'pipe' });
      });
      speeds.push(size / MB / (verifyMs / 1000));
      ratios.push(verifyMs / toolsMs);
    }
    tell(`export of ${CAPTURES} captures, ${(size / MB).toFixed(0)} MB`, 'MB/s', [
      size / MB / (exportMs / 1000),
    ]);
    tell('verify of the same', 'MB/s', speeds);
    tell('its time against that of sha256sum plus unzip -t', '×', ratios, { most: 2 });
    tell('memory it took beyond what was taken before', 'MB', [peak / MB]);
    await archive.close();
  });
}

async function fill(archive: BenchArchive) {
  const watches = await addWatches(
    archive,
    Array.from({ length: CAPTURES }, (_, page) => urlOf(page)),
  );
  const captured = [];
  for (const [page, watch] of watches.entries()) {
    const screenshot = await makeScreenshot(`${page}`, 6000);
    const plan = { page, round: 0, paragraphs: 150, sentence: '等待时间两周。', screenshot };
    captured.push(await archive.capture(watch, await makeVisit(archive.spool, plan)));
  }
  const checkpoint = await archive.sign();
  const captures = await Promise.all(
    captured.map(async (capture) => ({
      capture,
      manifest: await loadManifest({ blobs: archive.blobs }, capture.manifest),
      url: capture.url,
      entry: await archive.catalogue.proveEntry(capture.logIndex, checkpoint.size),
    })),
  );
  return {
    captures,
    checkpointNote: checkpoint.note,
    logVkey: publicKeys(archive.keys).log.vkey,
    title: '东海医院',
    description: '',
    language: 'zh' as const,
    createdAt: instantOf(MADE_AT_MS),
  };
}
