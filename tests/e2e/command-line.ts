// Drives the built product from outside, as a user does: child processes, JSON and exit codes.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../bin/vestige.mjs', import.meta.url));

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandLine {
  readonly dir: string;
  /** Runs one command. */
  run(...args: string[]): Promise<Ran>;
  /** Runs one command with --json, and gives the document; any exit code but `code` is an error. */
  // biome-ignore lint/suspicious/noExplicitAny: the document's shape is what the tests look at.
  json(args: string[], code?: number): Promise<any>;
  start(...args: string[]): ChildProcess;
  dispose(): Promise<void>;
}

/** A fresh archive and config in a directory of their own. */
export async function openCommandLine(config: object): Promise<CommandLine> {
  const dir = await mkdtemp(join(tmpdir(), 'vestige-e2e-'));
  const configFile = join(dir, 'config.yaml');
  await writeFile(configFile, JSON.stringify(config));
  const env = {
    ...process.env,
    NO_COLOR: '1',
    // Long, with a space and Chinese: a browser's sockets and every path must bear it.
    VESTIGE_ARCHIVE: join(dir, '调查 案卷'.repeat(8)),
    VESTIGE_CONFIG: configFile,
  };
  const run = (...args: string[]) =>
    new Promise<Ran>((resolve) => {
      execFile(
        process.execPath,
        [BIN, ...args],
        { cwd: dir, env, maxBuffer: 1 << 28 },
        (error, stdout, stderr) => {
          const code = error === null ? 0 : Number(error.code ?? 1);
          resolve({ code, stdout, stderr });
        },
      );
    });
  return {
    dir,
    run,
    async json(args, code = 0) {
      const ran = await run(...args, '--json');
      if (ran.code !== code) {
        throw new Error(
          `vestige ${args.join(' ')}: exit ${ran.code}\n${ran.stdout}\n${ran.stderr}`,
        );
      }
      return JSON.parse(ran.stdout);
    },
    start: (...args) => spawn(process.execPath, [BIN, ...args], { cwd: dir, env }),
    dispose: () => rm(dir, { recursive: true, force: true }),
  };
}

/** A config for sites on this machine, where two sightings confirm. */
export const LOCAL_CONFIG = {
  egress: { allowPrivateAddresses: true },
  schedule: { perHostGapMs: 0 },
  confirmation: { observations: 2, vantages: 1, minSpanMs: 0, recheckMs: [] },
  capture: { timeoutMs: 30_000, settleMs: 200 },
};
