// Requests to read a log -> processes that do it; one is kept for the next visit.
import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Clock } from '../../ports/clock.js';
import { within } from './deadline.js';
import type { LogReading, LogRequest } from './read-log.js';

export interface LogReaders {
  /** Starts a process ahead of need. */
  prepare(): void;
  /** Null when the log could not be read, or not in time. */
  read(request: LogRequest): Promise<LogReading | null>;
  close(): void;
}

/** Time a reader gets past `maxMs` to hand over what it has. */
const HAND_OVER_MS = 500;

export function createLogReaders(clock: Clock): LogReaders {
  const idle: ChildProcess[] = [];
  const busy = new Set<ChildProcess>();
  return {
    prepare() {
      if (idle.length === 0) idle.push(start());
    },
    async read(request) {
      const child = idle.pop() ?? start();
      busy.add(child);
      child.ref();
      const reading = await within(clock, request.maxMs + HAND_OVER_MS, answerOf(child, request));
      busy.delete(child);
      if (reading === null || idle.length > 0) child.kill('SIGKILL');
      else {
        child.unref();
        child.channel?.unref();
        idle.push(child);
      }
      return reading;
    },
    close() {
      for (const child of [...idle, ...busy]) child.kill('SIGKILL');
      idle.length = 0;
    },
  };
}

function answerOf(child: ChildProcess, request: LogRequest): Promise<LogReading> {
  child.channel?.ref();
  return new Promise((resolve, reject) => {
    const done = (): void => {
      child.off('message', take);
      child.off('exit', fail);
    };
    const take = (message: { reading?: LogReading; fault?: string }): void => {
      done();
      if (message.reading !== undefined) resolve(message.reading);
      else reject(new Error(message.fault));
    };
    const fail = (): void => {
      done();
      reject(new Error('the process that reads network logs died'));
    };
    child.on('message', take);
    child.on('exit', fail);
    child.send(request);
  });
}

function start(): ChildProcess {
  // Run from source, as tests do, the process needs the loader its parent has.
  const isSource = import.meta.url.endsWith('.ts');
  const script = new URL(isSource ? './log-process.ts' : './log-process.js', import.meta.url);
  const loader = (): string => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const child = fork(fileURLToPath(script), {
    execArgv: isSource ? ['--import', loader()] : [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.on('error', () => {});
  child.unref();
  child.channel?.unref();
  return child;
}
