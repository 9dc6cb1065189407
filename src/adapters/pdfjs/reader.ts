// PDF files -> their text, each read by a process of its own with limits of memory and time.
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { DocumentAnswer, DocumentFile, DocumentReader } from '../../ports/document-reader.js';

/** Time the process gets past `maxMs`: to start, and to hand over what it has. */
const MARGIN_MS = 20_000;
const MAX_HEAP_MB = 512;

export function createPdfReader(): DocumentReader {
  return { read };
}

function read(file: DocumentFile, maxMs: number): Promise<DocumentAnswer> {
  // Run from source, as tests do, the process needs the loader its parent has.
  const isSource = import.meta.url.endsWith('.ts');
  const script = new URL(isSource ? './pdf-process.ts' : './pdf-process.js', import.meta.url);
  const loader = (): string => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const child = fork(fileURLToPath(script), {
    execArgv: [`--max-old-space-size=${MAX_HEAP_MB}`, ...(isSource ? ['--import', loader()] : [])],
    // Neither secrets nor anything else of ours.
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise((resolve) => {
    const end = (answer: DocumentAnswer): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      resolve(answer);
    };
    const timer = setTimeout(() => {
      end({ ok: false, reason: `it could not be read within ${Math.round(maxMs / 1000)} s` });
    }, maxMs + MARGIN_MS);
    child.once('message', (answer: DocumentAnswer) => end(answer));
    child.once('error', (error) => end({ ok: false, reason: `no reader: ${error.message}` }));
    child.once('exit', () => {
      end({
        ok: false,
        reason: 'its reader broke off: it asks for too much memory, or is damaged',
      });
    });
    child.send({ file, maxMs });
  });
}
