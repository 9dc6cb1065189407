// `vestige custody`: who did what with captures since they were made.
import type { Command } from 'commander';
import type { Run } from './command.js';
import { custodyTable } from './text.js';

/** Adds the commands of custody to the program. */
export function addCustodyCommands(program: Command, run: Run): void {
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
