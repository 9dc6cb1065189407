// `npm run bench -- [part …] [--large] [--keep DIR]`: every figure with its goal, as ratios within one run.
// Nothing is asserted: what a busy machine measures is for a person to judge.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Options } from './archive.js';
import { tellMachine } from './report.js';

const PARTS = [
  'capture',
  'storage',
  'parse',
  'compare',
  'catalogue',
  'server',
  'audit',
  'bundle',
] as const;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { large: { type: 'boolean', default: false }, keep: { type: 'string' } },
});
const unknown = positionals.filter((name) => !PARTS.some((part) => part === name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}; there are ${PARTS.join(', ')}.`);
  process.exit(2);
}
tellMachine();
for (const name of PARTS) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const file = new URL(`./${name}.ts`, import.meta.url);
  if (!existsSync(fileURLToPath(file))) continue;
  console.log(`\n${name}`);
  const part = (await import(file.href)) as { run(options: Options): Promise<void> };
  await part.run({ large: values.large, keep: values.keep ?? null });
}
