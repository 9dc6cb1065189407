// Evidence that came after an export: headers of blocks by file, and a bundle that gets what is new.
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createOpenTimestampsNotary } from '../../src/adapters/opentimestamps/notary.js';
import type { ArchiveDeps } from '../../src/archive/deps.js';
import { keepBitcoinHeaders } from '../../src/archive/notarizing.js';
import { parseBlockHeader, writeOts } from '../../src/formats/opentimestamps.js';
import { instantOf } from '../../src/model/instant.js';
import { exportBundle } from '../../src/prove/export-bundle.js';
import { readMadeBundle, upgradeBundleFile } from '../../src/prove/upgrade-bundle.js';
import { verifyBundle } from '../../src/verify/verify-bundle.js';
import { createManualClock } from '../fakes/manual-clock.js';
import { openArchive } from '../store/archive.js';
import { takeApart } from '../verify/forge.js';
import { makeTinySample } from './sample.js';

const HEIGHT = 900_000;

/** A block of little work over the note, and the proof that leads to it. */
function mine(note: Uint8Array, timeMs: number): { ots: Buffer; header: Buffer } {
  const digest = createHash('sha256').update(note).digest();
  const header = Buffer.alloc(80);
  createHash('sha256').update(digest).digest().copy(header, 36);
  header.writeUInt32LE(Math.floor(timeMs / 1000), 68);
  header.writeUInt32LE(0x2000ffff, 72);
  for (let i = 0; ; i += 1) {
    header.writeUInt32LE(i, 76);
    try {
      parseBlockHeader(header);
      break;
    } catch {
      // Not yet.
    }
  }
  const block = Buffer.from('000588960d73d7190103a0f736', 'hex');
  return { ots: writeOts(digest, Buffer.concat([Buffer.of(8), block])), header };
}

test('headers of blocks are kept beside the proofs that lead to them, and refused where they do not fit', async () => {
  const root = await mkdtemp(join(tmpdir(), 'vestige-headers-'));
  const archive = await openArchive(join(root, 'archive'));
  try {
    await archive.watch('/移植');
    const note = await archive.sign();
    const size = Number(note.split('\n')[1]);
    const { ots, header } = mine(Buffer.from(note), Date.now());
    const of = { size, notary: 'opentimestamps' };
    const now = instantOf(Date.now());
    await archive.catalogue.wantAttestations(
      size,
      [{ name: of.notary, kind: 'opentimestamps' }],
      now,
    );
    const files = [{ name: 'checkpoint.ots', bytes: ots }];
    const begun = { state: 'held', at: null, detail: '', files } as const;
    await archive.catalogue.saveAttestation(of, begun, now);
    const deps = { catalogue: archive.catalogue, clock: createManualClock(Date.now()) };
    const keep = (source: string, work: number | null = 8) =>
      keepBitcoinHeaders(deps as unknown as ArchiveDeps, source, work);
    const line = `${HEIGHT} ${header.toString('hex')}`;
    for (const source of ['', '等待', `${HEIGHT - 1} ${header.toString('hex')}`]) {
      await expect(keep(source)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    }
    const { header: other } = mine(Buffer.from('آخر'), Date.now());
    await expect(keep(`${HEIGHT} ${other.toString('hex')}`)).rejects.toThrow('not what the proof');
    // As it is of today, this is far too little work.
    await expect(keep(line, null)).rejects.toThrow('too little work');
    expect(await archive.catalogue.attestationFiles(size)).toHaveLength(1);
    const kept = await keep(`\n${line}\n`);
    expect(kept.notaries).toMatchObject([{ status: 'held', size }]);
    const [headers] = await archive.catalogue.attestationFiles(size);
    expect(Buffer.from(headers?.bytes ?? []).toString()).toBe(
      JSON.stringify({ [HEIGHT]: header.toString('hex') }),
    );
  } finally {
    await archive.close();
    await rm(root, { recursive: true, force: true });
  }
});

test('a bundle made earlier gets its evidence, dated anew, and nothing else of it changes', async () => {
  const root = await mkdtemp(join(tmpdir(), 'vestige-upgrade-'));
  try {
    const path = join(root, '证据.wacz');
    const { deps, input, signer } = await makeTinySample();
    await exportBundle(deps, input, path, () => {});
    const before = await takeApart(path);
    const made = await readMadeBundle(path);
    expect(made).toEqual({ checkpointNote: input.checkpointNote, evidence: [] });
    const nowMs = Date.now();
    const { ots, header } = mine(Buffer.from(made.checkpointNote), nowMs);
    const headers = Buffer.from(JSON.stringify({ [HEIGHT]: header.toString('hex') }));
    const { sha256, bytes } = await upgradeBundleFile(path, {
      evidence: [
        { name: 'checkpoint.ots', bytes: ots },
        { name: 'bitcoin-headers.json', bytes: headers },
      ],
      custody: [],
      createdAt: instantOf(nowMs),
      signer,
    });
    const file = await readFile(path);
    expect(file.length).toBe(bytes);
    expect(sha256).toBe(`sha256:${createHash('sha256').update(file).digest('hex')}`);
    const after = await takeApart(path);
    const added = [...after.keys()].filter((name) => !before.has(name));
    expect(added).toEqual(['proof/checkpoint.ots', 'proof/bitcoin-headers.json']);
    for (const [name, content] of before) {
      const isSame = after.get(name)?.equals(content);
      expect(isSame, name).toBe(!name.startsWith('datapackage'));
    }
    const options = { signerKeys: [], checkpointKeys: [], leastWorkBits: 8 };
    const { checks } = await verifyBundle(path, options);
    expect(checks.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(checks.find(({ id }) => id === 'ots')).toMatchObject({ status: 'passed' });
    expect((await readMadeBundle(path)).evidence).toHaveLength(2);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});

test('an explorer that is named is asked for headers, and believed in nothing', async () => {
  const note = Buffer.from('等待时间两周\n');
  const { ots, header } = mine(note, Date.now());
  const hash = parseBlockHeader(header).hash;
  const asked: string[] = [];
  let told = header;
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.end(url.startsWith('/api/block/') ? told.toString('hex') : hash);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const explorer = `http://127.0.0.1:${port}/api/`;
    const held = [{ name: 'checkpoint.ots', bytes: ots }];
    const stamp = (more: object) =>
      createOpenTimestampsNotary(['http://127.0.0.1:1'], more).stamp(note, held);
    expect(await stamp({})).toMatchObject({ state: 'held', at: null });
    expect(asked).toEqual([]);
    const answer = await stamp({ explorer, leastWorkBits: 8 });
    expect(asked).toEqual([`/api/block-height/${HEIGHT}`, `/api/block/${hash}/header`]);
    expect(answer).toMatchObject({ state: 'held', at: expect.stringMatching(/Z$/) });
    expect(answer.files.map(({ name }) => name)).toEqual([
      'checkpoint.ots',
      'bitcoin-headers.json',
    ]);
    // Too little work for today, and a block of something else: asked again later.
    expect(await stamp({ explorer })).toMatchObject({ state: 'pending' });
    told = mine(Buffer.from('آخر'), Date.now()).header;
    const lied = await stamp({ explorer, leastWorkBits: 8 });
    expect(lied).toMatchObject({
      state: 'pending',
      detail: expect.stringContaining('not what the proof'),
    });
  } finally {
    server.close();
  }
});
