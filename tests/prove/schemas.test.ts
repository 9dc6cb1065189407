// The JSON Schemas in docs/ against the files that a bundle really holds.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exportBundle } from '../../src/prove/export-bundle.js';
import { type Files, need, takeApart } from '../verify/forge.js';
import { makeSample } from './sample.js';

const SCHEMAS = new URL('../../docs/schemas/', import.meta.url);

async function schemaOf(name: string): Promise<z.ZodType> {
  return z.fromJSONSchema(JSON.parse(await readFile(new URL(name, SCHEMAS), 'utf8')));
}

let directory: string;
let files: Files;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vestige-schemas-'));
  const { deps, input } = await makeSample();
  const file = join(directory, 'bundle.wacz');
  await exportBundle(deps, input, file, () => {});
  files = await takeApart(file);
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

describe.each([
  ['manifest.schema.json', /^provenance\/c_\w+\.json$/, 'salt'],
  ['lookups.schema.json', /^provenance\/c_\w+\.lookups\.json$/, 'lookups'],
  ['log-entry.schema.json', /^proof\/.*\.entry\.json$/, 'previous'],
  ['changes.schema.json', /^report\/changes\.json$/, 'captures'],
] as const)('%s', (name, path, member) => {
  it('fits every such file, and no file that lacks a member', async () => {
    const schema = await schemaOf(name);
    const values = [...files.keys()].filter((key) => path.test(key)).map((key) => parse(key));
    expect(values.length).toBeGreaterThan(0);
    for (const value of values) {
      expect(schema.safeParse(value).error).toBeUndefined();
      const { [member]: _, ...rest } = value;
      expect(schema.safeParse(rest).success).toBe(false);
    }
  });

  it('names every member that the files have', async () => {
    const { properties, required } = JSON.parse(await readFile(new URL(name, SCHEMAS), 'utf8'));
    for (const key of [...files.keys()].filter((key) => path.test(key))) {
      const members = Object.keys(parse(key));
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(members));
      expect(members).toEqual(expect.arrayContaining(required));
    }
  });
});

function parse(name: string): Record<string, unknown> {
  return JSON.parse(need(files, name).toString());
}
