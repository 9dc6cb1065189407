import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { canonicalBytes } from '../../src/formats/canonical-json.js';
import { digestOf } from '../../src/model/digest.js';
import { exportBundle } from '../../src/prove/export-bundle.js';
import { verifyBundle } from '../../src/verify/verify-bundle.js';
import { makeSample } from './sample.js';

test('chains of several captures stand in one file; a line left out of any of them shows', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'vestige-custody-'));
  const file = join(directory, 'bundle.wacz');
  const { deps, input } = await makeSample();
  const chains = input.captures.map(({ capture }) => {
    const lines: Buffer[] = [];
    for (const event of ['created', 'exported', 'exported']) {
      const last = lines.at(-1);
      const previous = last === undefined ? null : digestOf(last);
      const common = {
        v: 1,
        capture: capture.id,
        at: event === 'created' ? capture.finishedAt : input.createdAt,
        manifest: capture.manifest,
      };
      const entry = { ...common, seq: lines.length, event, note: 'المحكمة', previous };
      lines.push(Buffer.from(canonicalBytes(entry)));
    }
    return lines;
  });
  const statusOf = async (custody: readonly Uint8Array[]) => {
    await exportBundle(deps, { ...input, custody }, file, () => undefined);
    const { checks } = await verifyBundle(file, { signerKeys: [], checkpointKeys: [] });
    return checks.find(({ id }) => id === 'custody')?.status;
  };
  try {
    const all = chains.flat();
    expect(await statusOf(all)).toBe('passed');
    expect(await statusOf(all.filter((_, i) => i !== 4))).toBe('failed');
    expect(await statusOf(all.filter((_, i) => i !== 1))).toBe('failed');
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
