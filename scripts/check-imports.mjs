// Imports under src/ -> what breaks a rule of .dependency-cruiser.cjs; exit code 1 when anything does.
//   node scripts/check-imports.mjs [directory]
import { createRequire } from 'node:module';
import path from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractTypeScriptConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { listFiles } from './setup/stamps.mjs';

const home = path.resolve(import.meta.dirname, '..');
const { forbidden, options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');

process.chdir(process.argv[2] ?? home);
const typescript = extractTypeScriptConfig(options.tsConfig.fileName);
const { output } = await cruise(
  ['src'],
  { ...options, validate: true, ruleSet: { forbidden } },
  { ...options.enhancedResolveOptions },
  { tsConfig: typescript },
);

const { violations } = output.summary;
for (const { rule, from, to, cycle } of violations) {
  const way = cycle ? cycle.map((step) => step.name).join(' -> ') : to;
  const { comment } = forbidden.find(({ name }) => name === rule.name);
  console.error(`${rule.name}: ${from} -> ${way}  (${comment})`);
}

// With a TypeScript it cannot use, dependency-cruiser sees no module and finds nothing wrong.
const seen = new Set(output.modules.map((module) => module.source));
const unseen = listFiles('.', 'src').filter((file) => file.endsWith('.ts') && !seen.has(file));
for (const file of unseen) console.error(`unseen: ${file} was not read, so nothing is known of it`);

const isClean = violations.length === 0 && unseen.length === 0 && seen.size > 0;
if (isClean) console.log(`imports: ${seen.size} modules, no rule broken`);
else process.exitCode = 1;
