// A program of the tests -> one file that Node runs as it is: starting it costs no loader of TypeScript.
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { asBuilt } from './as-built.js';

/** Below the packages, so that their names are found from there. */
const OUT = fileURLToPath(new URL('../../node_modules/.vestige/tests', import.meta.url));

const places: Plugin = {
  name: asBuilt.name,
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const code = await readFile(path, 'utf8');
      const built = asBuilt.transform(code, path)?.code;
      const here = { url: pathToFileURL(path).href, dirname: dirname(path) };
      const own = code.replaceAll(/import\.meta\.(url|dirname)/g, (_, name) =>
        JSON.stringify(here[name as keyof typeof here]),
      );
      return { contents: built ?? own, loader: 'ts' };
    });
  },
};

/** The path of the program; its packages stay where they are. */
export async function compile(source: URL): Promise<string> {
  const path = fileURLToPath(source);
  const outfile = join(OUT, basename(path).replace(/\.ts$/, '.mjs'));
  await build({
    ...{ entryPoints: [path], outfile, bundle: true, packages: 'external', plugins: [places] },
    ...{ format: 'esm', platform: 'node', target: 'node20', sourcemap: 'inline' },
  });
  return outfile;
}
