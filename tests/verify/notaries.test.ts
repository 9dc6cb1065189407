// Evidence of time in a bundle, and what a forger makes of it: tokens by a real authority (openssl),
// OpenTimestamps proofs with a block mined here, cosignatures, and the order of all times.
import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRfc3161Notary } from '../../src/adapters/rfc3161/notary.js';
import { createSystemClock } from '../../src/adapters/system/clock.js';
import { canonicalJson } from '../../src/formats/canonical-json.js';
import { cosign, parseNote, witnessVkeyOf, writeNote } from '../../src/formats/checkpoint.js';
import { parseBlockHeader, parseOts, writeOts } from '../../src/formats/opentimestamps.js';
import { readQuery, readResponse } from '../../src/formats/rfc3161.js';
import type { Check } from '../../src/model/check.js';
import type { CustodyEntry, CustodyEvent } from '../../src/model/custody.js';
import { type Digest, digestOf } from '../../src/model/digest.js';
import { instantOf } from '../../src/model/instant.js';
import { exportBundle } from '../../src/prove/export-bundle.js';
import { verifyBundle } from '../../src/verify/verify-bundle.js';
import { createManualClock } from '../fakes/manual-clock.js';
import { startAuthority, type TestAuthority } from '../notaries/authority.js';
import { makeTinySample, type Sample } from '../prove/sample.js';
import { edit, type Files, need, resign, takeApart } from './forge.js';

const NOTE = 'proof/checkpoint.note';
const TSR = 'proof/checkpoint.tsa.tsr';
const TSQ = 'proof/checkpoint.tsa.tsq';
const OTS = 'proof/checkpoint.ots';
const HEADERS = 'proof/bitcoin-headers.json';
const WITNESSED = 'proof/checkpoint.witnessed.note';
const CUSTODY = 'proof/custody.jsonl';
const PENDING = Buffer.from('0083dfe30d2ef90c8e', 'hex');
const BITCOIN = Buffer.from('000588960d73d71901', 'hex');
const CAPTURE = 'c_01JD0000000000000000000001';
const WITNESS = '证人.test/w1';

let directory: string;
let authority: TestAuthority;
let sample: Sample;
let original: Files;
const witness = generateKeyPairSync('ed25519').privateKey;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'vestige-notaries-'));
  authority = await startAuthority(join(directory, 'tsa'));
  sample = await makeTinySample();
  const createdAt = instantOf(Date.now() + 60_000);
  const deps = { ...sample.deps, clock: createManualClock(Date.parse(createdAt)) };
  const path = join(directory, 'original.wacz');
  await exportBundle(deps, { ...sample.input, createdAt }, path, () => {});
  original = await takeApart(path);
  await addToken(original, need(original, NOTE));
  const note = need(original, NOTE);
  addBlock(original, note);
  const signed = parseNote(note.toString());
  const seconds = Math.floor(Date.now() / 1000);
  const cosignature = cosign(signed.text, { name: WITNESS, key: witness, seconds });
  const signatures = [...signed.signatures, cosignature];
  original.set(WITNESSED, Buffer.from(writeNote({ text: signed.text, signatures })));
  const manifest = digestOf(need(original, `provenance/${CAPTURE}.json`));
  const events = ['created', 'export-failed', 'exported'] as const;
  original.set(CUSTODY, Buffer.from(custody(manifest, events, createdAt)));
});

afterAll(async () => {
  await authority.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function addToken(files: Files, over: Uint8Array): Promise<void> {
  const notary = createRfc3161Notary({ url: authority.url }, createSystemClock());
  for (const { name, bytes } of (await notary.stamp(over, [])).files) {
    files.set(
      `proof/checkpoint.tsa.${/(?:tsr|tsq|chain\.pem)$/.exec(name)?.[0]}`,
      Buffer.from(bytes),
    );
  }
}

/** A proof by way of a nonce, a pending calendar and a block mined to a work of 2^8 hashes. */
function addBlock(files: Files, over: Uint8Array, timeMs = Date.now()): void {
  const digest = createHash('sha256').update(over).digest();
  const nonce = Buffer.from('a1'.repeat(16), 'hex');
  const leaf = createHash('sha256')
    .update(Buffer.concat([digest, nonce]))
    .digest();
  const header = Buffer.alloc(80);
  leaf.copy(header, 36);
  header.writeUInt32LE(Math.floor(timeMs / 1000), 68);
  header.writeUInt32LE(0x2000ffff, 72);
  for (let i = 0; !isBlock(header); i += 1) header.writeUInt32LE(i, 76);
  const uri = Buffer.from('https://calendar.test');
  const pending = Buffer.concat([PENDING, Buffer.of(uri.length + 1, uri.length), uri]);
  const block = Buffer.concat([BITCOIN, Buffer.of(3, 0xa0, 0xf7, 0x36)]);
  const way = Buffer.concat([Buffer.of(0xf0, 16), nonce, Buffer.of(8, 0xff), pending, block]);
  files.set(OTS, writeOts(digest, way));
  files.set(HEADERS, Buffer.from(canonicalJson({ '900000': header.toString('hex') })));
}

function isBlock(header: Buffer): boolean {
  try {
    return parseBlockHeader(header).hash !== '';
  } catch {
    return false;
  }
}

function custody(manifest: Digest, events: readonly CustodyEvent[], end: string): string {
  let previous: Digest | null = null;
  const lines = events.map((event, seq) => {
    const at = event === 'exported' ? end : instantOf(Date.UTC(2026, 10, 22) + seq);
    const entry: CustodyEntry = {
      v: 1,
      capture: CAPTURE,
      seq,
      at,
      event,
      note: '',
      manifest,
      previous,
    };
    const line = canonicalJson(entry);
    previous = digestOf(line);
    return `${line}\n`;
  });
  return lines.join('');
}

interface Given {
  readonly roots?: readonly string[];
  readonly leastWorkBits?: number;
  readonly witnessKeys?: readonly string[];
}

async function check(
  forge: (files: Files) => void | Promise<void>,
  given: Given = {},
): Promise<ReadonlyMap<string, Check>> {
  const files = new Map(original);
  await forge(files);
  const path = join(directory, 'forged.wacz');
  await resign(files, sample.signer, path);
  const report = await verifyBundle(path, {
    signerKeys: [],
    checkpointKeys: [],
    trustPems: given.roots ?? [readFileSync(authority.rootFile, 'utf8')],
    witnessKeys: given.witnessKeys ?? [witnessVkeyOf(WITNESS, witness)],
    leastWorkBits: given.leastWorkBits ?? 8,
  });
  return new Map(report.checks.map((one) => [one.id, one]));
}

function failedIn(checks: ReadonlyMap<string, Check>): string[] {
  return [...checks.values()].filter(({ status }) => status === 'failed').map(({ id }) => id);
}

it('all evidence of an untouched bundle passes, and is skipped where no root or key is given', async () => {
  const passed = await check(() => {});
  expect(failedIn(passed)).toEqual([]);
  for (const id of ['rfc3161:tsa', 'ots', 'witness', 'custody', 'times']) {
    expect(passed.get(id), id).toMatchObject({ status: 'passed' });
  }
  const skipped = await check(() => {}, { roots: [], witnessKeys: [] });
  expect(failedIn(skipped)).toEqual([]);
  expect(skipped.get('rfc3161:tsa')).toMatchObject({ status: 'skipped' });
  expect(skipped.get('witness')).toMatchObject({ status: 'skipped' });
});

it('verify.sh finds the same of token and cosignature', async () => {
  await check(() => {});
  const path = join(directory, 'forged.wacz');
  const run = (...more: string[]) =>
    new Promise<string[]>((resolve) => {
      execFile('bash', ['src/prove/verify.sh', ...more, path], (_, text) => {
        const lines = [...text.matchAll(/^(\w+) +(rfc3161:tsa|witness|times|custody) /gm)];
        resolve(lines.map(([, status, id]) => `${status} ${id}`));
      });
    });
  const passed = ['rfc3161:tsa', 'witness', 'times', 'custody'].map((id) => `passed ${id}`);
  const trust = ['--trust', authority.rootFile];
  const vkey = witnessVkeyOf(WITNESS, witness);
  expect(await run(...trust, '--witness-key', vkey)).toEqual(passed);
  const other = witnessVkeyOf(WITNESS, generateKeyPairSync('ed25519').privateKey);
  expect(await run('--witness-key', other)).toEqual([
    ...['skipped rfc3161:tsa', 'failed witness', 'passed times', 'passed custody'],
  ]);
  await check((files) =>
    edit(files, WITNESSED, (note) => note.replace(/.(..)\n$/, (_, end) => `_${end}\n`)),
  );
  expect(await run('--witness-key', vkey)).toContain('failed witness');
});

describe('a token', () => {
  it('of another root, over something else, or by an authority that is none fails rfc3161', async () => {
    const other = await startAuthority(join(directory, 'other'), 'rsa');
    await other.stop();
    const roots = [readFileSync(other.rootFile, 'utf8')];
    expect(failedIn(await check(() => {}, { roots }))).toEqual(['rfc3161:tsa']);
    // The authority's own certificate, put among those of the bundle, makes it no root.
    const own = (files: Files) =>
      void files.set('proof/checkpoint.tsa.chain.pem', readFileSync(authority.rootFile));
    expect(failedIn(await check(own, { roots }))).toEqual(['rfc3161:tsa']);
    const elsewhere = await check((files) => addToken(files, Buffer.from('东海')));
    expect(failedIn(elsewhere)).toEqual(['rfc3161:tsa']);
    const leaf = [readFileSync(join(directory, 'tsa', 'wrong.crt'), 'utf8')];
    expect(failedIn(await check(() => {}, { roots: leaf }))).toEqual(['rfc3161:tsa']);
  });

  it('without its question, with another nonce, or with a byte changed fails rfc3161', async () => {
    expect(failedIn(await check((files) => void files.delete(TSQ)))).toEqual(['rfc3161:tsa']);
    const nonce = (files: Files) => {
      const bytes = Buffer.from(need(files, TSQ));
      bytes.writeUInt8(bytes.readUInt8(bytes.length - 4) ^ 1, bytes.length - 4);
      files.set(TSQ, bytes);
    };
    expect(failedIn(await check(nonce))).toEqual(['rfc3161:tsa']);
    const question = readQuery(need(original, TSQ));
    const token = need(original, TSR);
    const { chain } = readResponse(token, question);
    const certificate = chain[0]?.raw ?? Buffer.alloc(0);
    const from = token.indexOf(certificate);
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const forged = Buffer.from(token);
        forged.writeUInt8(forged.readUInt8(at) ^ mask, at);
        // A certificate beside the signer's may be damaged without harm: it is only a hint.
        fc.pre(at < from || at >= from + certificate.length || forged.indexOf(certificate) < 0);
        try {
          const read = readResponse(forged, question);
          expect(read.genTimeMs).toBe(readResponse(token, question).genTimeMs);
          expect(read.chain[0]?.raw.equals(certificate)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          expect(error).not.toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('an OpenTimestamps proof', () => {
  it('of something else, with another root, too little work or none that can be read fails ots', async () => {
    expect(failedIn(await check((files) => addBlock(files, Buffer.from('东海'))))).toEqual(['ots']);
    const root = (files: Files) => {
      addBlock(files, Buffer.from('别的'));
      files.set(OTS, need(original, OTS));
    };
    expect(failedIn(await check(root))).toEqual(['ots']);
    const work = (files: Files) =>
      edit(files, HEADERS, (text) => text.replace('ffff0020', 'ffff001d'));
    expect(failedIn(await check(work))).toEqual(['ots']);
    const little = await check(() => {}, { leastWorkBits: 76 });
    expect(little.get('ots')).toMatchObject({ status: 'failed' });
    const unknown = (files: Files) => {
      const way = Buffer.from('00ffffffffffffffff0100', 'hex');
      const digest = createHash('sha256').update(need(files, NOTE)).digest();
      files.set(OTS, writeOts(digest, way));
    };
    expect(failedIn(await check(unknown))).toEqual(['ots']);
  });

  it('without a header, or pending, is skipped, and says what to compare', async () => {
    const bare = await check((files) => void files.delete(HEADERS));
    expect(bare.get('ots')).toMatchObject({
      status: 'skipped',
      detail: expect.stringContaining('merkle root'),
    });
  });

  it('cut, changed or prolonged never makes the reader crash or pass as another', () => {
    const ots = need(original, OTS);
    expect(() => parseOts(Buffer.concat([ots, Buffer.of(0)]))).toThrow('bytes follow');
    fc.assert(
      fc.property(
        fc.nat(ots.length - 1),
        fc.uint8Array({ maxLength: 6 }),
        fc.nat(6),
        (at, put, cut) => {
          const forged = Buffer.concat([ots.subarray(0, at), put, ots.subarray(at + cut)]);
          try {
            parseOts(forged);
          } catch (error) {
            expect(error).toBeInstanceOf(SyntaxError);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});

it('the genesis block of Bitcoin is read as published', () => {
  const genesis = `0100000000${'00'.repeat(31)}003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c`;
  expect(
    parseBlockHeader(Buffer.from(genesis.replace(/^0100000000/, '01000000'), 'hex')),
  ).toMatchObject({
    hash: '000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f',
    timeMs: Date.parse('2009-01-03T18:15:05Z'),
    workBits: 32,
  });
});

it('a cosignature of another text, of nobody trusted, or damaged fails witness', async () => {
  const key = generateKeyPairSync('ed25519').privateKey;
  const others = await check(() => {}, { witnessKeys: [witnessVkeyOf('other', key)] });
  expect(failedIn(others)).toEqual(['witness']);
  const text = (files: Files) =>
    edit(files, WITNESSED, (note) => note.replace(/\n\d+\n/, '\n99\n'));
  expect(failedIn(await check(text))).toEqual(['witness']);
  const forged = (files: Files) => {
    const note = parseNote(need(files, WITNESSED).toString());
    const signatures = note.signatures.map((one) =>
      one.name === WITNESS ? { ...one, signature: Buffer.alloc(72, 7) } : one,
    );
    files.set(WITNESSED, Buffer.from(writeNote({ ...note, signatures })));
  };
  expect(failedIn(await check(forged))).toEqual(['witness']);
});

it('a custody event taken out, changed or put in another order fails custody', async () => {
  for (const change of [
    (text: string) => text.split('\n').toSpliced(1, 1).join('\n'),
    (text: string) => text.replace('"created"', '"creates"'),
    (text: string) => `${text.trim().split('\n').reverse().join('\n')}\n`,
    (text: string) => text.trim(),
  ]) {
    const failed = failedIn(await check((files) => edit(files, CUSTODY, change)));
    expect(failed).toContain('custody');
  }
});

it('evidence older than what it is over, or younger than the bundle, fails times', async () => {
  const older = await check((files) => addBlock(files, need(files, NOTE), Date.UTC(2026, 9, 1)));
  expect(failedIn(older)).toEqual(['times']);
  const cosigned = await check((files) => {
    const { text, signatures } = parseNote(need(files, NOTE).toString());
    const seconds = Date.UTC(2026, 9, 1) / 1000;
    const early = cosign(text, { name: WITNESS, key: witness, seconds });
    files.set(WITNESSED, Buffer.from(writeNote({ text, signatures: [...signatures, early] })));
  });
  expect(failedIn(cosigned)).toEqual(['times']);
  const younger = await check((files) =>
    edit(files, 'datapackage.json', (text) =>
      text.replaceAll(/"(created|modified)":"[^"]*"/g, '"$1":"2026-11-23T00:00:00Z"'),
    ),
  );
  expect(failedIn(younger)).toContain('times');
});
