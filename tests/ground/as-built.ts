// Sources under test take the processes and threads they start from the build: compiled already,
// where TypeScript's loader would first take a second of a core for each of them.
import { execFile } from 'node:child_process';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = join(ROOT, 'src') + sep;

/** A module of src/ believes to be where the build put it. */
export const asBuilt = {
  name: 'as-built',
  enforce: 'pre',
  transform(code: string, id: string) {
    if (!id.startsWith(SOURCES) || !code.includes('import.meta.url')) return undefined;
    const built = join(ROOT, 'dist', relative(SOURCES, id).replace(/\.ts$/, '.js'));
    return { code: code.replaceAll('import.meta.url', `'${pathToFileURL(built)}'`), map: null };
  },
} as const;

/** What was built is what the sources say. */
export async function setup(): Promise<void> {
  await promisify(execFile)(process.execPath, ['scripts/setup.mjs', '--only', 'build'], {
    cwd: ROOT,
  });
}
