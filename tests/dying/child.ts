// Runs the built product in a child that counts its steps and dies where it is told to, with a
// stand-in for the browser; everything else is the product's own.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { transform } from 'esbuild';

const PRODUCT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

export interface Died {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stderr: string;
  /** Ids of the captures it announced, in order. */
  readonly announced: readonly string[];
}

/** Bytes in use after a collection, at each capture that was announced. */
export type Memory = readonly number[];

export interface Child {
  readonly dir: string;
  /** Runs one command until it ends or has come to step `killAt`. */
  run(archive: string, args: readonly string[], options?: ChildOptions): Promise<Died>;
  /** The steps of one command, from beginning to end. */
  steps(archive: string, args: readonly string[], options?: ChildOptions): Promise<string[]>;
  /** The memory of one command, from beginning to end. */
  memory(archive: string, args: readonly string[]): Promise<Memory>;
  dispose(): Promise<void>;
}

interface ChildOptions {
  readonly killAt?: number;
  readonly clockAheadMs?: number;
}

/** Builds the product where it is not built, and what is loaded into the children. */
export async function openChild(): Promise<Child> {
  await promisify(execFile)(process.execPath, [join(PRODUCT, 'bin/vestige.mjs'), '--version']);
  const dir = await mkdtemp(join(tmpdir(), 'vestige-dying-'));
  const preload = await compile(dir, 'kill-at');
  const fake = await compile(dir, 'fake-browser');
  const config = join(dir, 'config.yaml');
  await writeFile(config, JSON.stringify({ schedule: { perHostGapMs: 0, leaseMs: 5_000 } }));
  const run = (
    archive: string,
    args: readonly string[],
    { killAt, clockAheadMs }: ChildOptions = {},
    more: NodeJS.ProcessEnv = {},
  ) =>
    new Promise<Died>((resolve) => {
      const env = {
        ...process.env,
        PRODUCT,
        FAKE_BROWSER: pathToFileURL(fake).href,
        KILL_AT: String(killAt ?? 0),
        CLOCK_AHEAD_MS: String(clockAheadMs ?? 0),
        VESTIGE_CONFIG: config,
        VESTIGE_ARCHIVE: archive,
        ...more,
      };
      const argv = ['--import', preload, join(PRODUCT, 'dist/main.js'), ...args];
      const child = execFile(
        process.execPath,
        argv,
        { cwd: dir, env, maxBuffer: 64_000_000 },
        (_, _stdout, stderr) =>
          resolve({
            code: child.exitCode,
            signal: child.signalCode,
            stderr,
            announced: announcedIn(stderr),
          }),
      );
    });
  return {
    dir,
    run: (archive, args, options) => run(archive, args, options),
    async steps(archive, args, options) {
      const list = join(dir, 'steps.json');
      const { code, stderr } = await run(archive, args, options, { STEPS_TO: list });
      if (code !== 0) throw new Error(stderr);
      return JSON.parse(await readFile(list, 'utf8'));
    },
    async memory(archive, args) {
      const list = join(dir, 'memory.json');
      const { code, stderr } = await run(archive, args, {}, { MEMORY_TO: list });
      if (code !== 0) throw new Error(stderr);
      return JSON.parse(await readFile(list, 'utf8'));
    },
    dispose: () => rm(dir, { recursive: true, force: true }),
  };
}

async function compile(dir: string, name: string): Promise<string> {
  const source = await readFile(new URL(`./${name}.ts`, import.meta.url), 'utf8');
  const path = join(dir, `${name}.mjs`);
  await mkdir(dir, { recursive: true });
  await writeFile(path, (await transform(source, { loader: 'ts', target: 'node20' })).code);
  return path;
}

/** A capture is announced by the line of the log that tells its state. */
function announcedIn(stderr: string): readonly string[] {
  const lines = stderr.split('\n').filter((line) => line.includes('"state"'));
  return lines.flatMap((line) => /"capture":"(c_\w+)"/.exec(line)?.[1] ?? []);
}
