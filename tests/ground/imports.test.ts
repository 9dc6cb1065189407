import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const SCRIPT = path.resolve(import.meta.dirname, '../../scripts/check-imports.mjs');

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'vestige-imports-'));
  writeFileSync(path.join(dir, 'package.json'), '{"dependencies":{"yauzl":"1","sharp":"1"}}');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Names of the rules that these modules break. */
function check(modules: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(modules)) {
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    writeFileSync(path.join(dir, name), text);
  }
  const { status, stderr, stdout } = spawnSync(process.execPath, [SCRIPT, dir], {
    encoding: 'utf8',
  });
  const rules = [...stderr.matchAll(/^([a-z-]+): /gm)].map((match) => match[1]);
  return { status, stdout, rules: [...new Set(rules)].sort() };
}

const MODEL = { 'src/model/watch.ts': 'export interface Watch { readonly url: string }\n' };

it('lets pass what the architecture allows, and says how many modules it saw', () => {
  const result = check({
    ...MODEL,
    'src/formats/warc.ts':
      "import type { Watch } from '../model/watch.js';\nexport type W = Watch;\n",
    'src/judge/judge.ts': "export type { W } from '../formats/warc.js';\n",
    'src/pipeline.ts': "export type { W } from './judge/judge.js';\n",
  });
  expect(result).toMatchObject({
    status: 0,
    rules: [],
    stdout: 'imports: 4 modules, no rule broken\n',
  });
});

it('finds a stage that imports another, and a type is enough', () => {
  const judge = "import type { Watch } from '../store/seal.js';\nexport type J = Watch;\n";
  const seal = "export type { Watch } from '../model/watch.js';\n";
  const result = check({ ...MODEL, 'src/judge/judge.ts': judge, 'src/store/seal.ts': seal });
  expect(result).toMatchObject({ status: 1, rules: ['layer-judge'] });
});

it('finds an adapter that imports another', () => {
  const one = "export * from '../files/store.js';\n";
  const result = check({
    'src/adapters/sqlite/a.ts': one,
    'src/adapters/files/store.ts': 'export const a = 1;\n',
  });
  expect(result.rules).toEqual(['adapters-apart']);
});

it('finds a vendor outside its place, I/O in a format, and a package in the verifier', () => {
  for (const name of ['sharp']) {
    mkdirSync(path.join(dir, 'node_modules', name), { recursive: true });
    writeFileSync(
      path.join(dir, 'node_modules', name, 'package.json'),
      `{"name":"${name}","main":"i.js"}`,
    );
    writeFileSync(path.join(dir, 'node_modules', name, 'i.js'), 'module.exports = {};');
  }
  const result = check({
    'src/formats/zip.ts': "import 'node:fs';\n",
    'src/verify/verify.ts': "import 'sharp';\nimport 'node:fs';\n",
  });
  expect(result.rules).toEqual(['bare-verify', 'no-input-output', 'vendor-sharp']);
});

it('finds a cycle, an import that leads nowhere, and a place without a rule', () => {
  const result = check({
    'src/judge/a.ts': "export * from './b.js';\nexport const a = 1;\n",
    'src/judge/b.ts': "export * from './a.js';\nexport * from './nowhere.js';\n",
    'src/utils/x.ts': "export * from '../model/watch.js';\n",
    ...MODEL,
  });
  expect(result.rules).toEqual(['known-places-only', 'no-cycles', 'nothing-missing']);
});

it('fails when it saw no module at all', () => {
  mkdirSync(path.join(dir, 'src'));
  expect(check({})).toMatchObject({ status: 1, stdout: '' });
});
