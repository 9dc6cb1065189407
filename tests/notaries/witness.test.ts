// A witness on its own: what it cosigns, what it refuses and why, and what it never forgets; and an
// archive's log asking it over real HTTP and by files.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWitnessMemory } from '../../src/adapters/sqlite/witness-memory.js';
import { createWitnessNotary } from '../../src/adapters/witness/notary.js';
import {
  cosignedAt,
  parseNote,
  parseWitnessVkey,
  signCheckpoint,
  vkeyOf,
} from '../../src/formats/checkpoint.js';
import { consistencyPath, leafHash, nodeHash, rootOf } from '../../src/formats/merkle.js';
import { joinWitnessed, writeAddCheckpoint } from '../../src/formats/tlog-witness.js';
import { serveWitness, type WitnessServer } from '../../src/witness/server.js';
import { createWitness, type Witness } from '../../src/witness/witness.js';
import { createManualClock } from '../fakes/manual-clock.js';

const ORIGIN = '档案.test/log';
const key = generateKeyPairSync('ed25519').privateKey;
const clock = createManualClock(Date.UTC(2026, 10, 28));
let directory: string;
let witness: Witness;
let server: WitnessServer;

/** A log of so many entries; `salt` makes it another one from entry `from` on. */
function tree(salt = '', from = 0) {
  const read = (level: number, index: number): Uint8Array => {
    if (level > 0) return nodeHash(read(level - 1, index * 2), read(level - 1, index * 2 + 1));
    return leafHash(Buffer.from(`东海 ${index} ${index >= from ? salt : ''}`));
  };
  return {
    note: (size: number) =>
      signCheckpoint(
        { size, root: Buffer.from(rootOf(size, read)).toString('base64') },
        ORIGIN,
        key,
      ),
    prove: async (oldSize: number, newSize: number) => consistencyPath(oldSize, newSize, read),
  };
}
const log = tree();

function open(name: string | null): Witness {
  const memory = openWitnessMemory(join(directory, 'witness.db'), { name, passphrase: null });
  return createWitness({ memory, clock });
}

async function post(body: string) {
  const response = await fetch(`${server.url}/add-checkpoint`, { method: 'POST', body });
  const { status, headers } = response;
  return { status, type: headers.get('content-type'), text: await response.text() };
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'vestige-witness-'));
  witness = open('شاهد.test/w');
  await witness.trust(vkeyOf(ORIGIN, key));
  server = await serveWitness(witness, {
    ...{ host: '127.0.0.1', port: 0 },
    log: pino({ level: 'silent' }),
  });
});
afterAll(async () => {
  await server.stop();
  await witness.close();
  rmSync(directory, { recursive: true, force: true });
});

test('the archive asks from the size that the witness names, and joins what several gave', async () => {
  const settings = { name: 'a', url: `${server.url}/`, vkey: witness.vkey };
  const notary = createWitnessNotary(settings, log.prove, clock);
  expect(await notary.stamp(Buffer.from(log.note(3)), [])).toMatchObject({ state: 'held' });
  // One that knows nothing of the first asks from nothing, and then from where the witness is.
  const fresh = createWitnessNotary(settings, log.prove, clock);
  const { files } = await fresh.stamp(Buffer.from(log.note(7)), []);
  const [joined] = joinWitnessed([...files, ...files]);
  const note = parseNote(Buffer.from(joined?.bytes ?? []).toString());
  expect(note.signatures).toHaveLength(2);
  expect(cosignedAt(note, parseWitnessVkey(witness.vkey))).toBe(clock.nowMs() / 1000);
  // An older tree than the one cosigned, and a key that is not the one configured.
  await expect(fresh.stamp(Buffer.from(log.note(5)), [])).rejects.toThrow('7 entries already');
  const other = createWitnessNotary({ ...settings, vkey: vkeyOfAnother() }, log.prove, clock);
  await expect(other.stamp(Buffer.from(log.note(7)), [])).rejects.toThrow('no cosignature is of');
});

function vkeyOfAnother(): string {
  const memory = openWitnessMemory(join(directory, 'other.db'), { name: 'w2', passphrase: null });
  const { vkey } = createWitness({ memory, clock });
  void memory.close();
  return vkey;
}

test('each refusal has the status of the specification, and nothing is remembered of it', async () => {
  const ask = async (from: number, size: number, of = log) =>
    post(
      writeAddCheckpoint({
        oldSize: from,
        path: from > size ? [] : await of.prove(from, size),
        checkpoint: of.note(size),
      }),
    );
  expect(await ask(7, 7)).toMatchObject({ status: 200 });
  expect(await ask(3, 9)).toEqual({ status: 409, type: 'text/x.tlog.size', text: '7\n' });
  expect(await ask(6, 6)).toMatchObject({ status: 409 }); // Rolled back.
  expect(await ask(9, 8)).toMatchObject({ status: 400 });
  expect(await ask(7, 9, tree('改', 5))).toMatchObject({ status: 422 }); // Rewritten.
  expect(await ask(7, 7, tree('改', 5))).toMatchObject({ status: 409 }); // Forked.
  const stranger = generateKeyPairSync('ed25519').privateKey;
  const root = Buffer.alloc(32).toString('base64');
  const forged = (origin: string) =>
    post(
      writeAddCheckpoint({
        oldSize: 7,
        path: [],
        checkpoint: signCheckpoint({ size: 9, root }, origin, stranger),
      }),
    );
  expect(await forged(ORIGIN)).toMatchObject({ status: 403 });
  expect(await forged('other.test/log')).toMatchObject({ status: 404 });
  for (const body of ['', 'old 07\n\n', `old 7\n${'A'.repeat(40)}\n\n${log.note(9)}`]) {
    expect(await post(body)).toMatchObject({ status: 400 });
  }
  expect((await post('x'.repeat(100_000)).catch(() => ({ status: 413 }))).status).toBe(413);
  const [remembered] = await witness.logs();
  expect(remembered).toMatchObject({ size: 7, note: log.note(7) });
  expect(remembered?.forks).toEqual([tree('改', 5).note(7)]);
});

test('another process of the same witness knows at once, and by file the same rules hold', async () => {
  const second = open(null);
  const cosigned = await second.cosignNote(log.note(9), await log.prove(7, 9));
  expect(cosignedAt(parseNote(cosigned), parseWitnessVkey(witness.vkey))).not.toBeNull();
  expect((await witness.logs())[0]?.size).toBe(9);
  await expect(second.cosignNote(log.note(12), [])).rejects.toThrow('log prove --from 9');
  await expect(second.cosignNote(log.note(8), [])).rejects.toThrow('rolled back');
  await second.close();
  // Two at one moment, from the same tree to two histories: one of them at most.
  const both = await Promise.all(
    [log, tree('改', 9)].map(async (of) =>
      witness.addCheckpoint({ oldSize: 9, path: await of.prove(9, 11), checkpoint: of.note(11) }),
    ),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(['cosigned', 'refused']);
});

test('a witness whose file is gone does not come back by itself, and keeps its name', () => {
  expect(() =>
    openWitnessMemory(join(directory, 'gone.db'), { name: null, passphrase: null }),
  ).toThrow('There is no witness');
  expect(() => open('another.test/w')).toThrow('is named');
});
