// The programs that a bundle brings along to be checked with, as they were built.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** The whole of src/verify for Node and for browsers; from the sources they are of the last build. */
const BUILT = ['verify.mjs', 'verify.html'];

/** proof/verify.sh, and proof/verify.mjs and verify.html where there is a build. */
export async function readVerifiers(): Promise<
  readonly (readonly [path: string, content: Uint8Array])[]
> {
  const at = (name: string) => new URL(name, import.meta.url);
  const files: (readonly [string, Uint8Array])[] = [
    ['proof/verify.sh', await readFile(at('./verify.sh'))],
  ];
  for (const name of BUILT) {
    const built = [at(`../${name}`), at(`../../dist/${name}`)].find((url) => existsSync(url));
    if (built !== undefined) files.push([`proof/${name}`, await readFile(built)]);
  }
  return files;
}
