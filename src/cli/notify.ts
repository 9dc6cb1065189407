// `vestige notify`: whether people can be told, and what could not be told yet.
import type { Command } from 'commander';
import type { Archive } from '../archive.js';
import { VestigeError } from '../errors.js';
import type { Run } from './command.js';

/** Adds the commands of telling people to the program. */
export function addNotifyCommands(program: Command, run: Run): void {
  const notify = program
    .command('notify')
    .description('who is told of flags, and whether it works');
  notify
    .command('list')
    .description('list the notifiers, and what waits to be told')
    .action(() =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const notifiers = await archive.listNotifiers();
          const lines = notifiers.map(
            ({ notifier, kind, where, wanted, dead, detail }) =>
              `${notifier}  ${kind}  ${where}  ${wanted} waiting, ${dead} given up${detail === '' ? '' : `  (${detail})`}`,
          );
          output.result({ notifiers }, lines.join('\n') || 'No notifier is configured.');
          return 0;
        }),
      ),
    );
  notify
    .command('test')
    .description('send a message of no consequence, by one notifier or by all')
    .argument('[name]')
    .addHelpText('after', '\nExamples:\n  vestige notify test\n  vestige notify test lead')
    .action((name?: string) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const results = await tryNotifiers(archive, name);
          const lines = results.map(({ notifier, ok, detail }) =>
            ok ? `told    ${notifier}  ${detail}` : `failed  ${notifier}  ${detail}`,
          );
          output.result({ results }, lines.join('\n') || 'No notifier is configured.');
          return results.every(({ ok }) => ok) ? 0 : 1;
        }),
      ),
    );
  notify
    .command('retry')
    .description('try again what was given up, of one notifier or of all')
    .argument('[name]')
    .action((name?: string) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const messages = await archive.retryMessages(name ?? null);
          output.result({ messages }, `${messages} messages are tried again with the next tick.`);
          return 0;
        }),
      ),
    );
}

async function tryNotifiers(archive: Archive, name: string | undefined) {
  const configured = (await archive.listNotifiers()).filter(({ isConfigured }) => isConfigured);
  const names = name === undefined ? configured.map(({ notifier }) => notifier) : [name];
  const results: { notifier: string; ok: boolean; detail: string }[] = [];
  for (const notifier of names) {
    try {
      const { where, remark } = await archive.testNotifier(notifier);
      results.push({ notifier, ok: true, detail: remark === '' ? where : `${where}: ${remark}` });
    } catch (error) {
      if (!(error instanceof VestigeError) || error.code !== 'NOTIFIER_FAILED') throw error;
      results.push({ notifier, ok: false, detail: error.message });
    }
  }
  return results;
}
