// Loaded into a child with `--import`, before the product: counts everything the child does that
// another process can see, on disk or on its outputs, and kills the child just before the n-th.
// KILL_AT=n kills; STEPS_TO=FILE lists the steps; MEMORY_TO=FILE weighs the memory at each capture that
// is told; CLOCK_AHEAD_MS sets the child's clock.
import { createRequire, register, syncBuiltinESMExports } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

type Call = (...values: unknown[]) => unknown;
type Calls = Record<string, Call>;

const { KILL_AT, STEPS_TO, MEMORY_TO, CLOCK_AHEAD_MS, FAKE_BROWSER, PRODUCT } = process.env;
const require = createRequire(`${PRODUCT}/package.json`);
const fs = require('node:fs') as Calls & { promises: Calls };
const writeFileSync = fs.writeFileSync as Call;
const paths = new WeakMap<object, unknown>();
const steps: string[] = [];
const memory: number[] = [];
let seen = 0;

/** Syncs are listed and not counted: to other processes they change nothing. */
function step(what: string): void {
  steps.push(what);
  if (what.startsWith('sync')) return;
  seen += 1;
  if (seen === Number(KILL_AT ?? 0)) process.kill(process.pid, 'SIGKILL');
}

function tell(text: string): void {
  step('tell');
  if (!MEMORY_TO || !text.includes('"state"')) return;
  collect();
  const { heapUsed, external } = process.memoryUsage();
  memory.push(heapUsed + external);
}

/** The collector is at hand only where it is asked for (`--expose-gc`). */
function collect(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as Call)();
}

/** Puts a step before every call of a function that changes something. */
function watch(owner: Calls, name: string, kind: string): void {
  const real = owner[name];
  if (real === undefined) throw new Error(`there is no ${name} to watch`);
  owner[name] = function (this: object, ...values: unknown[]) {
    const [first, second] = values;
    if (kind === 'open' && (second === undefined || second === 'r'))
      return real.apply(this, values);
    if (kind === 'write' && (first === 1 || first === 2)) tell(String(second));
    else step([kind, paths.get(this) ?? first, ...(kind === 'rename' ? [second] : [])].join(' '));
    return real.apply(this, values);
  };
}

/** So that what is written through a handle has the name of its file. */
async function watchHandles(): Promise<void> {
  const open = fs.promises.open as (path: unknown, ...rest: unknown[]) => Promise<object>;
  fs.promises.open = (async (path: unknown, ...rest: unknown[]) => {
    const handle = await open(path, ...rest);
    paths.set(handle, path);
    return handle;
  }) as Call;
  const handle = (await open(import.meta.filename)) as { close(): Promise<void> };
  const prototype = Object.getPrototypeOf(handle) as Calls;
  await handle.close();
  for (const name of ['writeFile', 'write']) watch(prototype, name, 'fill');
  for (const name of ['sync', 'datasync']) watch(prototype, name, 'sync');
}

/** A transaction may be cut off before it begins, and when all is written and nothing committed. */
function watchTransactions(): void {
  const { prototype } = require('better-sqlite3') as { prototype: Calls };
  const real = prototype.transaction as (act: unknown) => { immediate: Call; deferred: Call };
  prototype.transaction = function (this: object, act: unknown) {
    const writing = real.call(this, (...values: unknown[]) => {
      const result = (act as Call)(...values);
      step('commit');
      return result;
    });
    const immediate = (...values: unknown[]) => {
      step('transaction');
      return writing.immediate(...values);
    };
    return { immediate, deferred: real.call(this, act).deferred };
  } as Call;
}

if (isMainThread) {
  const now = Date.now;
  Date.now = () => now() + Number(CLOCK_AHEAD_MS ?? 0);
  for (const kind of ['mkdir', 'mkdtemp', 'rename', 'rm', 'unlink', 'chmod', 'copyFile']) {
    watch(fs.promises, kind, kind);
    watch(fs, `${kind}Sync`, kind);
  }
  await watchHandles();
  watch(fs.promises, 'open', 'open');
  watch(fs.promises, 'writeFile', 'fill');
  watch(fs, 'writeFileSync', 'fill');
  // Streams, and the outputs of this process.
  watch(fs, 'open', 'open');
  for (const name of ['write', 'writev', 'writeSync']) watch(fs, name, 'write');
  watch(fs, 'fsyncSync', 'sync');
  syncBuiltinESMExports();
  watchTransactions();
  if (STEPS_TO) process.on('exit', () => writeFileSync(STEPS_TO, JSON.stringify(steps)));
  if (MEMORY_TO) process.on('exit', () => writeFileSync(MEMORY_TO, JSON.stringify(memory)));
  register(
    `data:text/javascript,${encodeURIComponent(`export const resolve = (name, from, next) =>
      name.startsWith('./browser-')
        ? { url: ${JSON.stringify(FAKE_BROWSER)}, shortCircuit: true } : next(name, from);`)}`,
  );
}
