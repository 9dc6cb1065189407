// `vestige capture`, `captures`, `show`, `compare`: looking now, and at what was seen.
import type { Command } from 'commander';
import { VestigeError } from '../errors.js';
import { presentCapture, presentGap, presentImported } from '../present.js';
import { positiveInteger, type Run } from './command.js';
import { captureTable, captureText, comparisonText, diffText, importedLines } from './text.js';

interface CaptureOptions {
  all?: boolean;
  due?: boolean;
  case?: string;
  concurrency?: number;
}

const STOPPED =
  'Stopped. What was captured is kept; attempts under way are on record as lost, and their pages stay in the queue.';

/** Adds the commands of captures to the program. */
export function addCaptureCommands(program: Command, run: Run): void {
  program
    .command('capture')
    .description('capture now')
    .argument('[target...]', 'watch ids or URLs; a URL not yet watched is registered as manual')
    .option('--all', 'every watch that is not paused')
    .option('--due', 'what the schedule owes')
    .option('--case <name>', 'every watch of a case')
    .option('--concurrency <n>', 'captures at once', positiveInteger)
    .addHelpText(
      'after',
      '\nExamples:\n  vestige capture --all\n  vestige capture http://donghai.test/price',
    )
    .action((targets: string[], options: CaptureOptions) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          requireChoice(targets, options);
          const { case: caseName, ...rest } = options;
          const showProgress = output.progress('capturing');
          const stop = new AbortController();
          for (const signal of ['SIGINT', 'SIGTERM'] as const) {
            process.once(signal, () => stop.abort());
          }
          const captures = await archive.captureNow(
            { targets, ...rest, ...(caseName === undefined ? {} : { caseName }) },
            ({ done, total }) => showProgress(done, total),
            stop.signal,
          );
          output.result({ captures: captures.map(presentCapture) }, captureTable(captures));
          if (stop.signal.aborted) {
            output.note(STOPPED);
            // What is under way must not be recorded as if it had come to its own end.
            process.exit(1);
          }
          const failed = captures.filter(
            ({ observation: { class: name } }) =>
              name === 'capture-failed' || name === 'monitor-offline',
          );
          for (const capture of failed)
            output.note(`${capture.id}: ${capture.observation.summary}`);
          return failed.length > 0 ? 1 : 0;
        }),
      ),
    );
  program
    .command('captures')
    .description('list the captures of a watch, newest first')
    .argument('<watch>')
    .action((id: string) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const { captures, gaps } = await archive.listCaptures(id);
          const missed = gaps.map(
            (gap) => `Not looked from ${gap.from} to ${gap.to}: ${gap.reason}`,
          );
          const imported = await archive.listImported(id);
          output.result(
            {
              captures: captures.map(presentCapture),
              gaps: gaps.map(presentGap),
              imported: imported.map(presentImported),
            },
            [captureTable(captures), ...missed, ...importedLines(imported)].join('\n'),
          );
          return 0;
        }),
      ),
    );
  addLooking(program, run);
}

function addLooking(program: Command, run: Run): void {
  program
    .command('show')
    .description('show one capture: what it showed, why we say so, how it was made')
    .argument('<capture>')
    .action((id: string) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          if (id.startsWith('i_')) {
            const page = await archive.getImported(id);
            output.result(presentImported(page), importedLines([page]).join('\n'));
            return 0;
          }
          const { capture, manifest, resolvers } = await archive.getCapture(id);
          output.result(
            {
              ...presentCapture(capture),
              provenance: manifest.provenance,
              outcome: manifest.outcome,
              dns: manifest.dns,
              resolvers,
              control: manifest.control ?? null,
              notBefore: manifest.notBefore ?? null,
              notCaptured: manifest.notCaptured,
              refused: manifest.refused,
              exchanges: manifest.exchanges.length,
            },
            captureText(capture, manifest, resolvers),
          );
          return 0;
        }),
      ),
    );
  program
    .command('compare')
    .description('compare two captures: typed changes, then the text')
    .argument('<from>')
    .argument('<to>')
    .action((from: string, to: string) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          if (from.startsWith('i_') || to.startsWith('i_')) {
            const comparison = await archive.compareImported(from, to);
            output.result(comparison, diffText(comparison.text));
            return 0;
          }
          const comparison = await archive.compareCaptures(from, to);
          output.result(
            {
              from: presentCapture(comparison.from),
              to: presentCapture(comparison.to),
              changes: comparison.changes ?? [],
              changesComplete: comparison.changes !== null,
              text: comparison.text,
            },
            comparisonText(comparison),
          );
          return 0;
        }),
      ),
    );
}

function requireChoice(targets: readonly string[], { all, due, case: caseName }: CaptureOptions) {
  if (targets.length > 0 || all === true || due === true || caseName !== undefined) return;
  throw new VestigeError(
    'INPUT_INVALID',
    'Say what to capture: watch ids, URLs, --all, --due or --case.',
  );
}
