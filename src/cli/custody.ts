// `vestige custody`: who did what with captures since they were made.
import type { Command } from 'commander';
import { BY, type Run } from './command.js';
import { custodyTable } from './text.js';

/** Adds the commands of custody to the program. */
export function addCustodyCommands(program: Command, run: Run): void {
  program
    .command('hold')
    .description('put on record that a watch or a capture is held, as for a court')
    .argument('<id>', 'a watch, with the captures it has, or a capture')
    .option('--note <text>', 'why, or by whose order; stands in bundles', '')
    .option('--release', 'it is held no longer')
    .addHelpText(
      'after',
      '\nNothing captured is ever deleted; a held watch cannot be removed either, until it is released.',
    )
    .action((target: string, options: { note: string; release?: boolean }) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const event = options.release ? 'released' : 'held';
          const { note } = options;
          const isNew = await archive.hold({ target, event, by: BY, note });
          output.result(
            { target, event, isNew },
            `${target} is ${event}${isNew ? '' : ' already'}.`,
          );
          return 0;
        }),
      ),
    );
  program
    .command('custody')
    .description('show what was done with captures since they were made, and by whom')
    .argument('[target]', 'a capture, a watch, a flag; everything when left out')
    .addHelpText(
      'after',
      '\nEach capture has a chain of its own, which goes into bundles as proof/custody.jsonl and names\nnobody of yours; who acted stands in the chain of acts, which stays in the archive. Both are\nbound link by link; `vestige audit` checks them against the log.',
    )
    .action((target: string | undefined) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const events = await archive.listCustody(target ?? null);
          output.result({ events }, custodyTable(events));
          return 0;
        }),
      ),
    );
}
