// `vestige serve`, `work`, `doctor`: the running service, and what it needs to run.
import type { Command } from 'commander';
import type { Archive } from '../archive.js';
import { adviseOn } from '../config.js';
import type { Run } from './command.js';

/** Adds the commands of the service to the program. */
export function addServiceCommands(program: Command, run: Run): void {
  program
    .command('serve')
    .description('run the scheduler, the capture workers and the dashboard')
    .action(() =>
      run((context) =>
        context.withArchive(async (archive) => {
          // The web server is a large import that only this command needs.
          const { startServer } = await import('../api/server.js');
          const server = await startServer(archive, context.config().server, context.log);
          context.output.note(`Vestige is at ${server.url} — stop it with Ctrl+C.`);
          if (server.signInUrl !== null) {
            context.output.note(`Open this once to sign in: ${server.signInUrl}`);
          }
          for (const advice of adviseOn(context.config())) context.output.note(advice);
          await runUntilStopped(archive);
          await server.close();
          return 0;
        }),
      ),
    );
  program
    .command('work')
    .description('run the scheduler and the capture workers alone')
    .action(() =>
      run(({ withArchive, output, config }) =>
        withArchive(async (archive) => {
          output.note('Vestige is watching — stop it with Ctrl+C.');
          for (const advice of adviseOn(config())) output.note(advice);
          await runUntilStopped(archive);
          return 0;
        }),
      ),
    );
  program
    .command('doctor')
    .description('say whether everything needed works, and how to mend what does not')
    .action(() =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const diagnosis = await archive.diagnose();
          const lines = diagnosis.checks.map(
            (check) => `${check.status.padEnd(7)} ${check.id.padEnd(12)} ${check.detail}`,
          );
          output.result(diagnosis, lines.join('\n'));
          return diagnosis.ok ? 0 : 1;
        }),
      ),
    );
}

async function runUntilStopped(archive: Archive): Promise<void> {
  // Before the start, which takes a while when thousands of pages are due.
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  const service = await archive.startService();
  await stopped;
  await service.stop();
}
