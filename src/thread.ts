// A module of ours -> a worker thread that runs it.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

const MEMORY_MB = 512;

/** Starts a thread; `module` is the URL of its `.js`, as it is called once it is built. */
export function startThread(module: URL): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: MEMORY_MB };
  if (!import.meta.url.endsWith('.ts')) return new Worker(module, { resourceLimits });
  // Run from its sources (tests), the thread needs the loader of TypeScript first: on Node 20 a
  // thread's own `--import` comes too late for its first file.
  const api = createRequire(import.meta.url)
    .resolve('tsx/esm/api')
    .replace(/\.cjs$/, '.mjs');
  const loader = pathToFileURL(api).href;
  const file = module.href.replace(/\.js$/, '.ts');
  const code = `import('${loader}').then((tsx) => (tsx.register(), import('${file}')))`;
  return new Worker(code, { eval: true, resourceLimits });
}
