// argv -> exit code.
import { runCommandLine } from './cli/program.js';
import { openArchive, openWitness, restoreArchive } from './compose.js';

// Whoever reads may stop reading (`vestige log show | head`); the work goes on to its end.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await runCommandLine(process.argv.slice(2), {
  openArchive,
  openWitness,
  restoreArchive,
});
