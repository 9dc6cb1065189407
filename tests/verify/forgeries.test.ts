// What chance and a patient forger make of a bundle, under a good signature: nothing throws, nothing
// passes, nothing fills the memory. The forgeries with a purpose stand in corpus.test.ts.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportBundle } from '../../src/prove/export-bundle.js';
import { verifyBundle } from '../../src/verify/verify-bundle.js';
import { makeSample, type Sample } from '../prove/sample.js';
import { type Files, need, resign, takeApart } from './forge.js';

const SECOND = 'c_01JD0000000000000000000002';
let directory: string;
let original: string;
let sample: Sample;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vestige-forge-'));
  original = join(directory, 'original.wacz');
  sample = await makeSample();
  await exportBundle(sample.deps, sample.input, original, () => {});
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

/** Ids of the checks that fail on the file. */
async function failedOn(path: string): Promise<string[]> {
  const report = await verifyBundle(path, { signerKeys: [], checkpointKeys: [] });
  return report.checks.filter(({ status }) => status === 'failed').map(({ id }) => id);
}

async function failedAfter(forge: (files: Files) => void): Promise<string[]> {
  const files = await takeApart(original);
  forge(files);
  const path = join(directory, 'forged.wacz');
  await resign(files, sample.signer, path);
  return failedOn(path);
}

/** The same bytes, or the same once inflated: a gzip header's time and system are nobody's word (RFC 1952 §2.3.1). */
function saysTheSame(name: string, forged: Buffer, bytes: Buffer): boolean {
  if (forged.equals(bytes)) return true;
  if (!name.endsWith('.gz') || forged.length !== bytes.length) return false;
  try {
    return gunzipSync(forged).equals(gunzipSync(bytes));
  } catch {
    return false;
  }
}

it('hostile contents under a good signature never throw and never pass', async () => {
  const files = await takeApart(original);
  const names = [...files.keys()].filter((name) => /\.(json|jsonl|cdx|gz|note)$|proof$/.test(name));
  // What changes.json tells beyond what was sealed is vouched for by the signature alone.
  const checked = names.filter((name) => !name.startsWith('datapackage') && !/changes/.test(name));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...checked),
      fc.nat(),
      fc.uint8Array({ maxLength: 8 }),
      fc.nat(8),
      async (name, place, inserted, cut) => {
        const bytes = need(files, name);
        const at = place % bytes.length;
        const forged = Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + cut)]);
        fc.pre(!saysTheSame(name, forged, bytes));
        const path = join(directory, 'fuzzed.wacz');
        await resign(new Map(files).set(name, forged), sample.signer, path);
        expect(await failedOn(path)).not.toEqual([]);
      },
    ),
    { numRuns: 120 },
  );
});

it('deeply nested JSON and huge numbers of brackets are refused, not followed', async () => {
  const deep = Buffer.from('['.repeat(200_000) + ']'.repeat(200_000));
  const failed = await failedAfter((files) => {
    files.set(`provenance/${SECOND}.json`, deep);
    files.set(`proof/${SECOND}.entry.json`, deep);
  });
  expect(failed).toEqual(expect.arrayContaining(['manifest', 'log-entry', 'pages']));
});

it('a manifest of millions of empty values is refused before it fills the memory', async () => {
  const crowded = Buffer.from(`[${'[],'.repeat(9_000_000)}[]]`);
  const before = process.memoryUsage().rss;
  const failed = await failedAfter((files) => void files.set(`provenance/${SECOND}.json`, crowded));
  expect(failed).toEqual(expect.arrayContaining(['json', 'manifest', 'log-entry']));
  expect(process.memoryUsage().rss - before).toBeLessThan(600 * 2 ** 20);
});
