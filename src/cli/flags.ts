// `vestige flags`: what a person should look at.
import type { Command } from 'commander';
import { VestigeError } from '../errors.js';
import { FLAG_KINDS, type FlagKind } from '../model/flag.js';
import type { WatchId } from '../model/id.js';
import type { FlagFilter } from '../ports/catalogue.js';
import { presentFlag } from '../present.js';
import { BY, type Run } from './command.js';
import { flagTable } from './text.js';

interface FlagOptions {
  open?: boolean;
  case?: string;
  watch?: string;
  kind?: string;
  since?: string;
}

/** Adds the commands of flags to the program. */
export function addFlagCommands(program: Command, run: Run): void {
  const flags = program
    .command('flags')
    .description('list the flags')
    .option('--open', 'only open ones')
    .option('--case <name>')
    .option('--watch <id>')
    .option('--kind <kind>', FLAG_KINDS.join(', '))
    .option('--since <time>', 'opened at or after this time, such as 2026-11-21')
    .action((options: FlagOptions) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const found = await archive.listFlags(filterOf(options));
          output.result({ flags: found.map(presentFlag) }, flagTable(found));
          return 0;
        }),
      ),
    );
  flags
    .command('ack')
    .description('acknowledge a flag: a person has looked')
    .argument('<id>')
    .option('--note <text>', 'what you found', '')
    .action((id: string, { note }: { note: string }) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const flag = await archive.acknowledgeFlag(id, note);
          await archive.noteAct({ by: BY, act: 'flag-acknowledged', subject: flag.id });
          output.result(presentFlag(flag), flagTable([flag]));
          return 0;
        }),
      ),
    );
}

function filterOf(options: FlagOptions): FlagFilter {
  return {
    ...(options.open === true ? { open: true } : {}),
    ...(options.case === undefined ? {} : { caseName: options.case }),
    ...(options.watch === undefined ? {} : { watchId: options.watch as WatchId }),
    ...(options.kind === undefined ? {} : { kind: kindOf(options.kind) }),
    ...(options.since === undefined ? {} : { since: instantFrom(options.since) }),
  };
}

function kindOf(value: string): FlagKind {
  const kind = FLAG_KINDS.find((name) => name === value);
  if (kind === undefined) {
    throw new VestigeError(
      'INPUT_INVALID',
      `There is no flag kind ${value}; the kinds are ${FLAG_KINDS.join(', ')}.`,
    );
  }
  return kind;
}

function instantFrom(value: string): string {
  const ms = Date.parse(value);
  if (Number.isNaN(ms)) {
    throw new VestigeError(
      'INPUT_INVALID',
      `${value} is no time; write it as 2026-11-21 or 2026-11-21T16:00Z.`,
    );
  }
  return new Date(ms).toISOString();
}
