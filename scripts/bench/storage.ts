// What one more capture adds to the archive on disk: blobs, catalogue, log and keys together.
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Watch } from '../../src/model/watch.js';
import { addWatches, inDirectory, openBenchArchive } from './archive.js';
import { tell } from './report.js';
import { makeScreenshot, makeVisit, urlOf } from './visits.js';

const KB = 1000;
const PAGES = 20;
const ROUNDS = 3;

export async function run(): Promise<void> {
  await inDirectory(tellUnchanged);
  await inDirectory(tellEdited);
}

/** 20 pages of 30 photographs, each captured again and again without a change. */
async function tellUnchanged(root: string): Promise<void> {
  const screenshot = await makeScreenshot('unchanged');
  let watches: readonly Watch[] = [];
  const rounds: number[] = [];
  const blocks: number[] = [];
  let before = { bytes: 0, blockBytes: 0 };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const archive = await openBenchArchive(root);
    if (round === 0)
      watches = await addWatches(
        archive,
        Array.from({ length: PAGES }, (_, i) => urlOf(i)),
      );
    for (const [page, watch] of watches.entries()) {
      const plan = { page, round, paragraphs: 150, sentence: '等待时间两周。', screenshot };
      await archive.capture(watch, await makeVisit(archive.spool, plan));
    }
    await archive.sign();
    await archive.close();
    const after = weigh(root);
    if (round === 0) tell('first capture of a page', 'kB', [after.bytes / PAGES / KB]);
    else {
      rounds.push((after.bytes - before.bytes) / PAGES / KB);
      blocks.push((after.blockBytes - before.blockBytes) / PAGES / KB);
    }
    before = after;
  }
  tell('unchanged recapture, all that is added', 'kB', rounds, { most: 10 });
  tell('  the same in blocks of the file system', 'kB', blocks);
}

/** One page of 700 kB, one sentence of which changes every day. */
async function tellEdited(root: string): Promise<void> {
  const archive = await openBenchArchive(root);
  const [watch] = await addWatches(archive, [urlOf(0)]);
  if (watch === undefined) throw new Error('nothing was added');
  const screenshot = await makeScreenshot('edited');
  const visit = (round: number, picture: Uint8Array) =>
    makeVisit(archive.spool, {
      page: 0,
      round,
      paragraphs: 3300,
      sentence: `等待时间：第${round}次修改后为${round + 2}周。`,
      screenshot: picture,
    });
  const rounds: number[] = [];
  const pictures: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const before = weigh(join(root, 'blobs'));
    await archive.capture(watch, await visit(round, screenshot));
    const after = weigh(join(root, 'blobs'));
    if (round > 0) rounds.push((after.bytes - before.bytes) / KB);
    else tell('first capture of a 700 kB page', 'kB', [(after.bytes - before.bytes) / KB]);
  }
  for (let round = ROUNDS + 1; round <= ROUNDS + 3; round += 1) {
    const before = weigh(join(root, 'blobs'));
    await archive.capture(watch, await visit(round, await makeScreenshot(`edited ${round}`)));
    pictures.push((weigh(join(root, 'blobs')).bytes - before.bytes) / KB);
  }
  await archive.close();
  tell('a sentence of it edited: page, DOM, text, reading, manifest', 'kB', rounds, { most: 10 });
  tell('  with a new picture of it (PNG, view, thumbnail)', 'kB', pictures);
}

/** Bytes of every file under a directory, and of the blocks they take. */
function weigh(root: string): { bytes: number; blockBytes: number } {
  const sum = { bytes: 0, blockBytes: 0 };
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (name.startsWith('tmp')) continue;
    const stats = lstatSync(join(root, name));
    if (!stats.isFile()) continue;
    sum.bytes += stats.size;
    sum.blockBytes += stats.blocks * 512;
  }
  return sum;
}
