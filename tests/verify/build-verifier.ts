// A part of the verifier as one file, made as scripts/setup/build.mjs makes proof/verify.mjs.
import { build } from 'esbuild';

const REQUIRE = `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);`;

/** Puts an entry point and all it imports into one module for Node. */
export async function buildVerifier(entryPoint: string, outfile: string): Promise<void> {
  await build({
    ...{ bundle: true, platform: 'node', format: 'esm', target: 'node20' },
    ...{ banner: { js: REQUIRE }, entryPoints: [entryPoint], outfile },
  });
}
