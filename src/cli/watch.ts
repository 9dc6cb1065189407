// `vestige watch …`: register, import, list, change and stop watching.
import type { Command } from 'commander';
import type { WatchInput } from '../archive.js';
import { VestigeError } from '../errors.js';
import { PAGE_STATES, type PageStateName } from '../model/state.js';
import type { WatchFilter } from '../ports/catalogue.js';
import { presentWatch } from '../present.js';
import type { Run } from './command.js';
import { watchLine, watchTable, watchText } from './text.js';

interface WatchOptions {
  case?: string;
  label?: string[];
  every?: string;
  timezone?: string;
  claim?: string[];
  term?: string[];
  ignore?: string[];
  select?: string[];
  vantage?: string[];
  language?: string;
  note?: string;
}

/** Adds the commands of watches to the program. */
export function addWatchCommands(program: Command, run: Run): void {
  const watch = program.command('watch').description('register pages and say how to watch them');
  withWatchOptions(watch.command('add'))
    .description('register URLs to watch')
    .argument('[url...]', 'addresses, as in a browser')
    .addHelpText(
      'after',
      '\nExample:\n  vestige watch add http://donghai.test/price --claim "等待时间两周" --every daily --case 东海',
    )
    .action((urls: string[], options: WatchOptions) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const typed = takeSwallowedUrls(urls, options);
          const added = await archive.addWatches(
            typed.map((url) => ({ url, ...inputOf(options) })),
          );
          const watches = added.map((one) => ({
            ...presentWatch(one.watch),
            existing: one.existing,
            ...(one.ignored.length === 0 ? {} : { ignored: one.ignored }),
          }));
          for (const { watch: known, ignored } of added) {
            if (ignored.length === 0) continue;
            output.note(
              `${known.id} was watched already, and its ${ignored.join(', ')} were NOT changed. Change them with: vestige watch edit ${known.id} … (lists are replaced whole)`,
            );
          }
          const lines = added.map((one) => watchLine(one.watch, one.existing));
          output.result({ watches }, lines.join('\n'));
          return 0;
        }),
      ),
    );
  watch
    .command('import')
    .description('register a list: CSV, TXT, YAML or OPML; all of it or nothing')
    .argument('<file>')
    .addHelpText(
      'after',
      '\nCSV columns: url,case,labels,every,timezone,claims,terms,note,language,vantages\n(only url is needed; separate several labels or claims by a semicolon)\n\nExample:\n  vestige watch import hospitals.csv',
    )
    .action((file: string) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const result = await archive.importWatches(file);
          const lines = result.errors.map((error) => `line ${error.line}: ${error.message}`);
          const text =
            lines.length > 0
              ? `Nothing was stored. Correct these lines:\n${lines.join('\n')}`
              : `${result.imported} registered, ${result.existing} already there, ${result.folded} repeated lines joined. Read as ${result.encoding}.`;
          output.result(result, text);
          return result.errors.length > 0 ? 2 : 0;
        }),
      ),
    );
  addListing(watch, run);
  addChanging(watch, run);
}

function addListing(watch: Command, run: Run): void {
  watch
    .command('list')
    .description('list the watches')
    .option('--case <name>')
    .option('--state <state>')
    .option('--label <label>')
    .action((options: { case?: string; state?: string; label?: string }) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const filter: WatchFilter = {
            ...(options.case === undefined ? {} : { caseName: options.case }),
            ...(options.label === undefined ? {} : { label: options.label }),
            ...(options.state === undefined ? {} : { state: stateOf(options.state) }),
          };
          const watches = await archive.listWatches(filter);
          output.result({ watches: watches.map(presentWatch) }, watchTable(watches));
          return 0;
        }),
      ),
    );
  watch
    .command('show')
    .description('show one watch')
    .argument('<id>')
    .action((id: string) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const found = await archive.getWatch(id);
          output.result(presentWatch(found), watchText(found));
          return 0;
        }),
      ),
    );
}

function addChanging(watch: Command, run: Run): void {
  withWatchOptions(watch.command('edit'))
    .description('change the options of a watch')
    .argument('<id>')
    .action((id: string, options: WatchOptions) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const edited = await archive.editWatch(id, inputOf(options));
          output.result(presentWatch(edited), watchText(edited));
          return 0;
        }),
      ),
    );
  const verbs = [
    ['pause', 'stop looking for a while', 'pauseWatch'],
    ['resume', 'look again', 'resumeWatch'],
    ['remove', 'stop watching; nothing captured is deleted', 'removeWatch'],
  ] as const;
  for (const [name, description, method] of verbs) {
    watch
      .command(name)
      .description(description)
      .argument('<id>')
      .action((id: string) =>
        run(({ output, withArchive }) =>
          withArchive(async (archive) => {
            const changed = await archive[method](id);
            output.result(presentWatch(changed), watchText(changed));
            return 0;
          }),
        ),
      );
  }
}

function withWatchOptions(command: Command): Command {
  return command
    .option('--case <name>', 'the investigation it belongs to')
    .option('--label <label...>', 'labels')
    .option('--every <when>', 'cron expression, hourly, daily, weekly or manual')
    .option('--timezone <tz>', 'time zone of --every, such as Asia/Shanghai')
    .option('--claim <text...>', 'statements cited from the page')
    .option('--term <text...>', 'words whose substitution matters')
    .option('--ignore <css...>', 'leave these out of comparing')
    .option('--select <css...>', 'compare only these')
    .option('--vantage <name...>', 'where to look from')
    .option('--language <tag>', 'language to ask for, such as zh-CN')
    .option('--note <text>', 'a note');
}

/** `--claim A URL`: an option that takes several values swallows an address that follows it. */
function takeSwallowedUrls(urls: string[], options: WatchOptions): string[] {
  if (urls.length > 0) return urls;
  const swallowed: string[] = [];
  for (const key of ['label', 'claim', 'term', 'ignore', 'select', 'vantage'] as const) {
    const values = options[key] ?? [];
    const isUrl = (value: string) => /^https?:\/\//i.test(value);
    swallowed.push(...values.filter(isUrl));
    if (values.some(isUrl)) options[key] = values.filter((value) => !isUrl(value));
  }
  if (swallowed.length === 0) {
    throw new VestigeError('INPUT_INVALID', 'Give at least one address to watch.');
  }
  return swallowed;
}

function inputOf(options: WatchOptions): Omit<WatchInput, 'url'> {
  const pairs = {
    caseName: options.case,
    labels: options.label,
    every: options.every,
    timezone: options.timezone,
    claims: options.claim,
    terms: options.term,
    ignore: options.ignore,
    select: options.select,
    vantages: options.vantage,
    language: options.language,
    note: options.note,
  };
  return Object.fromEntries(Object.entries(pairs).filter(([, value]) => value !== undefined));
}

function stateOf(value: string): PageStateName {
  const state = PAGE_STATES.find((name) => name === value);
  if (state === undefined) {
    throw new VestigeError(
      'INPUT_INVALID',
      `There is no state ${value}; the states are ${PAGE_STATES.join(', ')}.`,
    );
  }
  return state;
}
