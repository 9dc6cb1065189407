import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signCheckpoint, vkeyOf } from '../../src/formats/checkpoint.js';
import type { Report } from '../../src/model/check.js';
import { exportBundle } from '../../src/prove/export-bundle.js';
import { verifyBundle } from '../../src/verify/verify-bundle.js';
import { makeSample, makeTinySample, ORIGIN, type Sample } from '../prove/sample.js';
import { takeApart } from './forge.js';

const NO_KEYS = { signerKeys: [], checkpointKeys: [] };
let directory: string;
let file: string;
let sample: Sample;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vestige-verify-'));
  file = join(directory, 'sample.wacz');
  sample = await makeSample();
  await exportBundle(sample.deps, sample.input, file, () => {});
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

function statusOf(report: Report, id: string): string {
  return report.checks.find((check) => check.id === id)?.status ?? 'absent';
}

function failedIn(report: Report): string[] {
  return report.checks.filter(({ status }) => status === 'failed').map(({ id }) => id);
}

describe('verifyBundle', () => {
  it('passes every check of an untouched bundle with the keys of its archive', async () => {
    const report = await verifyBundle(file, {
      signerKeys: [createPublicKey(sample.signer)],
      checkpointKeys: [sample.logVkey],
    });
    expect(failedIn(report)).toEqual([]);
    expect(report.ok).toBe(true);
    const passed = report.checks.filter(({ status }) => status === 'passed').map(({ id }) => id);
    expect(passed).toEqual([
      ...['zip', 'datapackage', 'files', 'digests', 'json', 'signature', 'signer-key', 'warc'],
      ...['cdxj', 'manifest', 'pages', 'history', 'intervals', 'log-entry', 'log-inclusion'],
      ...['checkpoint-signature', 'checkpoint-key', 'not-before', 'times'],
    ]);
  });

  it('says "skipped", never "passed", where the checker gave no key', async () => {
    const report = await verifyBundle(file, NO_KEYS);
    expect(report.ok).toBe(true);
    expect(statusOf(report, 'signer-key')).toBe('skipped');
    expect(statusOf(report, 'checkpoint-key')).toBe('skipped');
    for (const id of ['rfc3161', 'ots', 'witness', 'tls-handshake', 'custody', 'consistency']) {
      expect(statusOf(report, id)).toBe('skipped');
    }
  });

  it('fails where the keys given are not those that signed', async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).publicKey;
    const otherLog = vkeyOf(ORIGIN, generateKeyPairSync('ed25519').privateKey);
    const options = { signerKeys: [other], checkpointKeys: [otherLog] };
    expect(failedIn(await verifyBundle(file, options))).toEqual(['signer-key', 'checkpoint-key']);
  });

  it('sees a split view: another tree of the same size under the same key', async () => {
    const root = Buffer.alloc(32, 7).toString('base64');
    const held = signCheckpoint({ size: 7, root }, ORIGIN, sample.logKey);
    const split = await verifyBundle(file, { ...NO_KEYS, checkpoint: held });
    expect(failedIn(split)).toEqual(['consistency']);
    const checkpoint = sample.input.checkpointNote;
    expect(statusOf(await verifyBundle(file, { ...NO_KEYS, checkpoint }), 'consistency')).toBe(
      'passed',
    );
  });

  it('fails a capture without its log entry or its proof of inclusion', async () => {
    const [first, ...rest] = sample.input.captures;
    if (first === undefined) throw new Error('the sample is empty');
    const captures = [{ ...first, entry: null }, ...rest];
    const path = join(directory, 'unlogged.wacz');
    await exportBundle(sample.deps, { ...sample.input, captures }, path, () => {});
    expect(failedIn(await verifyBundle(path, NO_KEYS))).toContain('log-inclusion');
    const input = { ...sample.input, checkpointNote: null };
    await exportBundle(sample.deps, input, path, () => {});
    expect(failedIn(await verifyBundle(path, NO_KEYS))).toEqual(
      expect.arrayContaining(['log-inclusion', 'checkpoint-signature']),
    );
  });

  it('says in history which looks of a watch are not in a bundle, and fails where nothing tells of them', async () => {
    const { captures: all, entries = new Map() } = sample.input;
    const captures = all.filter((_, i) => i !== 2);
    const path = join(directory, 'gap.wacz');
    await exportBundle(sample.deps, { ...sample.input, captures }, path, () => {});
    expect(failedIn(await verifyBundle(path, NO_KEYS))).toEqual(['history']);
    const left = all[2];
    const beside = entries.get(left?.capture.watchId ?? 'w_') ?? [];
    const told = new Map(entries).set(left?.capture.watchId ?? 'w_', [
      ...beside,
      left?.entry?.entry ?? new Uint8Array(0),
    ]);
    await exportBundle(sample.deps, { ...sample.input, captures, entries: told }, path, () => {});
    const report = await verifyBundle(path, NO_KEYS);
    expect(report.ok).toBe(true);
    expect(report.checks.find(({ id }) => id === 'history')).toEqual({
      id: 'history',
      status: 'skipped',
      detail: 'not in this bundle: capture 4 (ok)',
    });
  });

  it('fails the check zip, and nothing throws, for what is not a zip', async () => {
    const path = join(directory, 'nothing');
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('等待时间两周'),
      Buffer.alloc(500_000, 0x50),
    ]) {
      await writeFile(path, bytes);
      const report = await verifyBundle(path, NO_KEYS);
      expect(report.ok).toBe(false);
      expect(failedIn(report)).toEqual(['zip']);
    }
  });

  it('throws the error of the system for a file that is not there', async () => {
    await expect(verifyBundle(join(directory, 'absent'), NO_KEYS)).rejects.toThrow('ENOENT');
  });

  it('stops at the limit of inflated bytes', async () => {
    const report = await verifyBundle(file, { ...NO_KEYS, maxInflatedBytes: 10_000 });
    expect(failedIn(report)).toEqual(['warc']);
  });
});

describe('a flipped byte', () => {
  let tiny: string;
  let size: number;

  beforeAll(async () => {
    tiny = join(directory, 'tiny.wacz');
    const { deps, input } = await makeTinySample();
    await exportBundle(deps, input, tiny, () => {});
    size = (await stat(tiny)).size;
    expect((await verifyBundle(tiny, NO_KEYS)).ok).toBe(true);
  });

  /** Flips one byte after the other in place; the offsets at which nothing failed. */
  async function unnoticed(offsets: readonly number[], mask: number): Promise<number[]> {
    const missed: number[] = [];
    const handle = await open(tiny, 'r+');
    const original = await readFile(tiny);
    try {
      for (const offset of offsets) {
        const byte = original[offset] ?? 0;
        await handle.write(Buffer.of(byte ^ mask), 0, 1, offset);
        const report = await verifyBundle(tiny, NO_KEYS);
        if (report.ok || failedIn(report).length === 0) missed.push(offset);
        await handle.write(Buffer.of(byte), 0, 1, offset);
      }
    } finally {
      await handle.close();
    }
    return missed;
  }

  it('is noticed anywhere in the structure of the zip', async () => {
    const files = await takeApart(tiny);
    const contents: [number, number][] = [];
    let at = 0;
    for (const [name, bytes] of files) {
      const start = at + 30 + name.length;
      contents.push([start, start + bytes.length]);
      at = start + bytes.length;
    }
    const isContent = (i: number) => contents.some(([start, end]) => i >= start && i < end);
    const structure = Array.from({ length: size }, (_, i) => i).filter((i) => !isContent(i));
    expect(structure.length).toBeGreaterThan(1000);
    expect(await unnoticed(structure, 0xff)).toEqual([]);
    expect(await unnoticed(structure, 0x01)).toEqual([]);
  });

  it('is noticed anywhere in the contents', async () => {
    const step = Math.max(1, Math.floor(size / 500));
    const offsets = Array.from({ length: Math.ceil(size / step) }, (_, i) => i * step);
    expect(offsets.length).toBeGreaterThan(400);
    // White space for white space: what a lenient reader would never see.
    expect(await unnoticed(offsets, 0x2a)).toEqual([]);
  });

  it('neither crashes nor hangs the verifier, however many there are', async () => {
    const original = await readFile(tiny);
    const path = join(directory, 'fuzzed.wacz');
    const change = fc.record({
      at: fc.nat(original.length - 1),
      bytes: fc.uint8Array({ minLength: 0, maxLength: 40 }),
      cut: fc.nat(60),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        let bytes = original;
        for (const { at, bytes: inserted, cut } of changes) {
          bytes = Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + cut)]);
        }
        fc.pre(!bytes.equals(original));
        await writeFile(path, bytes);
        expect((await verifyBundle(path, NO_KEYS)).ok).toBe(false);
      }),
      { numRuns: 150 },
    );
  });
});
