// The command line: global options, commands, exit codes (INTERFACE §2).
import { Command, CommanderError, Option } from 'commander';
import { type Logger, pino } from 'pino';
import type { Archive, Restored, RestoreRequest } from '../archive.js';
import { type Config, loadConfig } from '../config.js';
import { software } from '../software.js';
import type { Witness } from '../witness/witness.js';
import { addAccessCommands } from './access.js';
import { addBackupCommands } from './backup.js';
import { addCaptureCommands } from './capture.js';
import type { Action, CommandContext, Run } from './command.js';
import { addCustodyCommands } from './custody.js';
import { addFlagCommands } from './flags.js';
import { addImportCommand } from './import.js';
import { addNotifyCommands } from './notify.js';
import { createOutput, exitCodeOf, type Output } from './output.js';
import { addProofCommands } from './proof.js';
import { addServiceCommands } from './service.js';
import { addWatchCommands } from './watch.js';
import { addWitnessCommands } from './witness.js';

export interface OpenOptions {
  readonly config: Config;
  readonly log: Logger;
}

export interface ProgramDeps {
  openArchive(options: OpenOptions): Promise<Archive>;
  restoreArchive(request: RestoreRequest): Promise<Restored>;
  openWitness(directory: string, name: string | null): Promise<Witness>;
}

interface GlobalOptions {
  readonly archive?: string;
  readonly config?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly logLevel?: string;
}

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug', 'trace'];

/** Runs one command line and resolves to its exit code. */
export async function runCommandLine(argv: readonly string[], deps: ProgramDeps): Promise<number> {
  let exitCode = 0;
  const run: Runner = async (options, action, logLevel) => {
    const output = createOutput({ json: options.json === true, quiet: options.quiet === true });
    try {
      exitCode = (await action(createContext(options, output, logLevel, deps))) ?? 0;
    } catch (error) {
      output.failure(error);
      exitCode = exitCodeOf(error);
    }
  };
  const program = buildProgram(run, deps);
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    if (argv.includes('--json')) process.stdout.write(`${JSON.stringify(usageProblem(error))}\n`);
    return 2;
  }
  return exitCode;
}

/** Commander has told people already; this is for programs. */
function usageProblem({ code, message }: CommanderError) {
  const said =
    code === 'commander.help' ? 'No command was given.' : message.replace(/^error: /, '');
  const hint = 'Run `vestige help` to see every command.';
  return { error: { code: 'INPUT_INVALID', message: said, hint } };
}

type Runner = (options: GlobalOptions, action: Action, logLevel: string) => Promise<void>;

function buildProgram(runner: Runner, deps: ProgramDeps): Command {
  const program = new Command('vestige')
    .description('Watches web pages, keeps what they showed, and proves it.')
    .version(software().version)
    .option('--archive <dir>', 'archive directory (default: $VESTIGE_ARCHIVE, else ./snapshots)')
    .option('--config <file>', 'configuration (default: $VESTIGE_CONFIG, else config/default.yaml)')
    .option('--json', 'print one JSON document on stdout and nothing else')
    .option('--quiet', 'no remarks and no progress')
    .addOption(new Option('--log-level <level>', 'what to log on stderr').choices(LOG_LEVELS))
    .showSuggestionAfterError()
    .showHelpAfterError('Run `vestige help` to see every command.')
    .exitOverride();
  const runAs =
    (defaultLevel: string): Run =>
    (action) => {
      const options = program.opts<GlobalOptions>();
      return runner(options, action, options.logLevel ?? (options.quiet ? 'error' : defaultLevel));
    };
  addWatchCommands(program, runAs('warn'));
  addCaptureCommands(program, runAs('error'));
  addFlagCommands(program, runAs('warn'));
  addCustodyCommands(program, runAs('warn'));
  addProofCommands(program, runAs('warn'));
  addServiceCommands(program, runAs('info'));
  addImportCommand(program, runAs('warn'));
  addBackupCommands(program, runAs('warn'));
  addNotifyCommands(program, runAs('warn'));
  addAccessCommands(program, runAs('warn'));
  addWitnessCommands(program, runAs('info'), deps.openWitness);
  inheritOverride(program);
  return program;
}

/** Subcommands made by `.command()` copy exitOverride only when made after it; nested ones need it said. */
function inheritOverride(command: Command): void {
  for (const child of command.commands) {
    child.exitOverride().showSuggestionAfterError().configureHelp({ showGlobalOptions: true });
    inheritOverride(child);
  }
}

function createContext(
  options: GlobalOptions,
  output: Output,
  logLevel: string,
  deps: ProgramDeps,
): CommandContext {
  const log = pino({ level: logLevel, base: null }, pino.destination({ fd: 2, sync: true }));
  const config = () => {
    const loaded = loadConfig({
      file: options.config ?? null,
      env: process.env,
      cwd: process.cwd(),
      packageDir: software().dir,
    });
    return options.archive === undefined ? loaded : { ...loaded, archive: options.archive };
  };
  return {
    output,
    config,
    log,
    restore: (request) => deps.restoreArchive({ config: config(), log, ...request }),
    async withArchive(work) {
      const archive = await deps.openArchive({ config: config(), log });
      try {
        return await work(archive);
      } finally {
        await archive.close();
      }
    },
  };
}
