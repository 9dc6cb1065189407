// `vestige import`: history that someone else archived of pages we watch.
import { type Command, InvalidArgumentError } from 'commander';
import type { Archive } from '../archive.js';
import { VestigeError } from '../errors.js';
import type { ImportedPage } from '../model/imported.js';
import { presentImported } from '../present.js';
import type { Run } from './command.js';
import type { Output } from './output.js';
import { clip } from './text.js';

interface Options {
  readonly note: string;
  readonly most: number;
}

const HELP = `
Only responses whose address is watched are taken. They stand in no log of ours, move no state and
open no flag; \`vestige captures WATCH\` lists them apart, \`vestige compare\` reads their text.

\`import memento URL\` asks a web archive, through the first vantage: the archive learns that somebody
asks. URL is a memento, or a TimeMap (RFC 7089), whose newest mementos are fetched.

Examples:
  vestige import donghai-2024.warc.gz --note "given by the Hong Kong team"
  vestige import memento https://web.archive.org/web/20140301000000/http://donghai.example/price.htm
  vestige import memento https://web.archive.org/web/timemap/link/http://donghai.example/price.htm --most 20
  vestige compare i_01J… c_01J…`;

/** Adds the command to the program. */
export function addImportCommand(program: Command, run: Run): void {
  program
    .command('import')
    .description('take in what someone else archived of watched pages, marked as theirs')
    .argument('<what...>', 'a .warc, .warc.gz or .wacz file, or `memento URL`')
    .option('--note <text>', 'whose it is, and how it came to you', '')
    .option('--most <count>', 'of a TimeMap, at most so many mementos', countOf, 100)
    .addHelpText('after', HELP)
    .action((what: string[], options: Options) =>
      run(({ output, withArchive }) => {
        const [first = '', ...rest] = what;
        if (first === 'memento') {
          const [url = '', ...more] = rest;
          if (!URL.canParse(url) || !/^https?:/i.test(url) || more.length > 0) {
            throw new VestigeError(
              'INPUT_INVALID',
              'Give one http:// or https:// address after `memento`.',
            );
          }
          return withArchive((archive) => importMementos(archive, output, url, options));
        }
        if (rest.length > 0) throw new VestigeError('INPUT_INVALID', 'Give one file at a time.');
        return withArchive((archive) => importFile(archive, output, first, options.note));
      }),
    );
}

async function importFile(archive: Archive, output: Output, file: string, note: string) {
  const { imported, existing, pages } = await archive.importHistory(file, note);
  output.result(
    { imported, existing, pages: pages.map(presentImported) },
    [taken(imported, existing), ...pages.map(lineOf)].join('\n'),
  );
  return 0;
}

async function importMementos(
  archive: Archive,
  output: Output,
  url: string,
  { note, most }: Options,
) {
  const onProgress = output.progress('mementos');
  const result = await archive.importMementos({ url, most, note, onProgress });
  const { imported, existing, pages, failed, leftOut } = result;
  const lines = [
    taken(imported, existing),
    ...pages.map(lineOf),
    ...failed.map((one) => `did not come: ${one.reason}`),
    ...(leftOut === 0 ? [] : [`${leftOut} older ones are listed there: --most takes more.`]),
  ];
  output.result(
    { imported, existing, failed, leftOut, pages: pages.map(presentImported) },
    lines.join('\n'),
  );
  return 0;
}

function taken(imported: number, existing: number): string {
  return `${imported} pages were taken in, ${existing} were there already.`;
}

function lineOf({ id, takenAt, status, url }: ImportedPage): string {
  return `${id}  ${takenAt}  ${status}  ${clip(url)}`;
}

function countOf(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Give a number from 1 to 9999.');
  return Number(text);
}
