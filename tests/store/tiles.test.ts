import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCheckpointFiles } from '../../src/adapters/files/checkpoint-files.js';
import { loadKeys } from '../../src/adapters/files/keys.js';
import { openTileFiles } from '../../src/adapters/files/tile-files.js';
import { openCatalogue } from '../../src/adapters/sqlite/catalogue.js';
import { parseCheckpoint, parseNote } from '../../src/formats/checkpoint.js';
import { leafHash, rootOf } from '../../src/formats/merkle.js';
import { newsEntries } from '../../src/store/log-news.js';
import { signCheckpoint } from '../../src/store/sign-checkpoint.js';
import { addition, at, draft, entry } from '../contracts/records.js';
import { createManualClock } from '../fakes/manual-clock.js';

test('whoever has the tiles can recompute the signed root, from the first entry on', async () => {
  const root = await mkdtemp(join(tmpdir(), 'vestige-tiles-'));
  const catalogue = await openCatalogue(join(root, 'vestige.db'));
  const keys = await loadKeys(join(root, 'keys'), { passphrase: null, originName: 'vestige.test' });
  const kept = openCheckpointFiles(join(root, 'log'));
  const tiles = openTileFiles(join(root, 'log'), catalogue);
  const clock = createManualClock();
  const sign = (laidOut = true) => {
    const deps = { catalogue, kept, clock, key: keys.log, origin: keys.origin };
    return signCheckpoint(laidOut ? { ...deps, tiles } : deps);
  };
  const add = async (from: number, count: number) => {
    const drafts = Array.from({ length: count }, (_, i) => addition(draft(`/${from + i}`)));
    await catalogue.addWatches(drafts, at(0));
  };
  const file = (path: string) => readFile(join(root, 'log', path));
  try {
    await add(0, 3);
    await sign(false); // As an archive from before there were tiles.
    await add(3, 2);
    await sign();
    expect((await file('tile/0/000.p/5')).length).toBe(5 * 32);
    await add(5, 252);
    const { note, size } = await sign();
    expect((await file('checkpoint')).toString()).toBe(note);
    await expect(file('tile/0/000.p/5')).rejects.toThrow('ENOENT');

    const bundles = [await file('tile/entries/000'), await file('tile/entries/001.p/1')];
    const entries = bundles.flatMap(entriesIn);
    expect(entries).toHaveLength(257);
    const hashes = Buffer.concat([await file('tile/0/000'), await file('tile/0/001.p/1')]);
    expect(Buffer.concat(entries.map(leafHash))).toEqual(hashes);
    const upper = await file('tile/1/000.p/1');
    const read = (level: number, index: number): Uint8Array => {
      if (level === 8) return upper;
      if (level === 0) return hashes.subarray(index * 32, index * 32 + 32);
      throw new RangeError(`${level}/${index}`);
    };
    const { root: signed } = parseCheckpoint(parseNote(note).text);
    expect(Buffer.from(rootOf(size, read)).toString('base64')).toBe(signed);
    expect(Buffer.concat(entries).includes('donghai')).toBe(false);

    // Keys and policy are told once, and again when they are others.
    const policy = { capture: {}, schedule: {}, egress: { resolve: 'donghai.test' } };
    const tell = async (confirmation: number) => {
      const news = newsEntries(
        { ...policy, confirmation, notaries: [], witnesses: [] },
        keys,
        clock,
        null,
      );
      for (const one of news) await catalogue.appendNews(one);
      return (await catalogue.treeHead()).size - size;
    };
    expect([await tell(1), await tell(1), await tell(2)]).toEqual([2, 2, 3]);
    const told = await catalogue.listLog(size, 10);
    expect(await catalogue.checkIntegrity()).toEqual([]);
    expect(told.map(({ type }) => type)).toEqual(['key', 'policy', 'policy']);
    expect(JSON.stringify(told)).not.toContain('donghai');
    const watch = await catalogue.findWatchByUrl(
      '东海医院',
      new URL('https://donghai.test/3').href,
    );
    if (watch === null) throw new Error('the watch is gone');
    const paused = entry({ type: 'policy', outcome: 'paused' });
    await catalogue.updateWatch(watch.id, { paused: true }, null, paused);
    expect((await catalogue.listLog(size + 3, 1))[0]).toMatchObject({ outcome: 'paused' });
  } finally {
    await catalogue.close();
    await rm(root, { recursive: true, force: true });
  }
});

function entriesIn(bundle: Buffer): Buffer[] {
  const entries: Buffer[] = [];
  for (let at = 0; at < bundle.length; ) {
    const end = at + 2 + bundle.readUInt16BE(at);
    entries.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return entries;
}
