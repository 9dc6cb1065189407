// A checkout of its own for set-up tests: the real scripts and packages, a tiny program as src/.
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const HOME = path.resolve(import.meta.dirname, '../..');

/** As much of Node's types as the tiny programs need: compiling them takes a second, not five. */
export const PROCESS =
  'declare const process: { argv: string[]; stdout: { write(text: string): void } };\n';

export interface ScratchCheckout {
  readonly dir: string;
  at(name: string): string;
  write(name: string, text: string): void;
  /** Runs a script of the checkout with Node, found without PATH. */
  node(args: readonly string[], env?: NodeJS.ProcessEnv): SpawnSyncReturns<string>;
  remove(): void;
}

/** Packages are linked one by one, so that what the set-up remembers stays in this checkout. */
export function makeScratchCheckout(): ScratchCheckout {
  const dir = mkdtempSync(path.join(tmpdir(), 'vestige-ground-'));
  const at = (name: string) => path.join(dir, name);
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  };
  for (const name of ['package.json', 'package-lock.json', 'scripts', 'bin']) {
    cpSync(path.join(HOME, name), at(name), { recursive: true });
  }
  write('tsconfig.json', '{"compilerOptions":{"strict":true,"lib":["ES2023"],"types":[]}}');
  mkdirSync(at('node_modules'));
  for (const name of readdirSync(path.join(HOME, 'node_modules'))) {
    if (name !== '.vestige')
      symlinkSync(path.join(HOME, 'node_modules', name), at(`node_modules/${name}`));
  }
  write('src/main.ts', `${PROCESS}process.stdout.write(JSON.stringify(process.argv.slice(2)));\n`);
  write('src/adapters/sqlite/migrations/0001.sql', "INSERT INTO t VALUES ('东海医院');\n");
  return {
    dir,
    at,
    write,
    node: (args, env = {}) =>
      spawnSync(process.execPath, args, {
        cwd: dir,
        env: { ...process.env, VESTIGE_BROWSER: '', ...env },
        encoding: 'utf8',
      }),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
