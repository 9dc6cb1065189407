// The two programs that a bundle brings along to be checked with, as they were built.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** One file of the whole of src/verify; from the sources it is taken from the last build. */
const BUILT = ['../verify.mjs', '../../dist/verify.mjs'];

/** proof/verify.sh, and proof/verify.mjs where there is a build. */
export async function readVerifiers(): Promise<
  readonly (readonly [path: string, content: Uint8Array])[]
> {
  const at = (name: string) => new URL(name, import.meta.url);
  const built = BUILT.map(at).find((url) => existsSync(url));
  return [
    ['proof/verify.sh', await readFile(at('./verify.sh'))],
    ...(built === undefined ? [] : [['proof/verify.mjs', await readFile(built)] as const]),
  ];
}
