// Which program this is: said in every manifest and bundle.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Software {
  /** `Vestige/1.2.3`. */
  readonly name: string;
  readonly version: string;
  /** Directory of the package: where config/ and package.json are. */
  readonly dir: string;
}

let known: Software | null = null;

/** This program's name and version, from package.json. */
export function software(): Software {
  if (known === null) {
    const dir = join(dirname(fileURLToPath(import.meta.url)), '..');
    const { version } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as {
      version: string;
    };
    known = { name: `Vestige/${version}`, version, dir };
  }
  return known;
}
