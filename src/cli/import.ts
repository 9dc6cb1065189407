// `vestige import`: history that someone else archived of pages we watch.
import type { Command } from 'commander';
import type { Archive } from '../archive.js';
import { VestigeError } from '../errors.js';
import { presentImported } from '../present.js';
import type { Run } from './command.js';
import type { Output } from './output.js';
import { clip } from './text.js';

/** Adds the command to the program. */
export function addImportCommand(program: Command, run: Run): void {
  program
    .command('import')
    .description('take in what someone else archived of watched pages, marked as theirs')
    .argument('<what...>', 'a .warc, .warc.gz or .wacz file')
    .option('--note <text>', 'whose it is, and how it came to you', '')
    .addHelpText(
      'after',
      '\nOnly responses whose address is watched are taken. They stand in no log of ours, move no state and\nopen no flag; `vestige captures WATCH` lists them apart, `vestige compare` reads their text.\n\nExamples:\n  vestige import donghai-2024.warc.gz --note "given by the Hong Kong team"\n  vestige compare i_01J… c_01J…',
    )
    .action((what: string[], { note }: { note: string }) =>
      run(({ output, withArchive }) => {
        const [file = '', ...rest] = what;
        if (file === 'memento') {
          throw new VestigeError('NOT_YET', '`vestige import memento` is not there yet.');
        }
        if (rest.length > 0) throw new VestigeError('INPUT_INVALID', 'Give one file at a time.');
        return withArchive((archive) => importFile(archive, output, file, note));
      }),
    );
}

async function importFile(archive: Archive, output: Output, file: string, note: string) {
  const { imported, existing, pages } = await archive.importHistory(file, note);
  const lines = pages.map(
    ({ id, takenAt, status, url }) => `${id}  ${takenAt}  ${status}  ${clip(url)}`,
  );
  output.result(
    { imported, existing, pages: pages.map(presentImported) },
    [`${imported} pages were taken in, ${existing} were there already.`, ...lines].join('\n'),
  );
  return 0;
}
