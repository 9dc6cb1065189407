// argv -> exit code.
import { runCommandLine } from './cli/program.js';
import { openArchive } from './compose.js';

process.exitCode = await runCommandLine(process.argv.slice(2), { openArchive });
