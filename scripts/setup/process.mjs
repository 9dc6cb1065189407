// Starting programs for the set-up: found on PATH, their output kept away from stdout.
import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/** A step that could not be done: what happened, and the way out. */
export class SetupError extends Error {
  constructor(cause, wayOut) {
    super(cause);
    this.wayOut = wayOut;
  }
}

/** One line for the person watching. stdout belongs to the command that follows. */
export function say(text) {
  process.stderr.write(`setup: ${text}\n`);
}

/** Absolute path of a program, or null. */
export function findProgram(name) {
  const places = name.includes('/') ? [''] : (process.env.PATH ?? '').split(path.delimiter);
  for (const place of places) {
    const file = path.join(place, name);
    try {
      accessSync(file, constants.X_OK);
      if (statSync(file).isFile()) return file;
    } catch {
      // Not here: the next place.
    }
  }
  return null;
}

/**
 * Runs a program to its end: `{ code, output }`, with stdout and stderr together. With `show` the
 * output also passes on stderr as it comes. A program that cannot start has code null.
 */
export function run(program, args, { show = false, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: ['inherit', 'pipe', 'pipe'] });
    const parts = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part) => {
        parts.push(part);
        if (show) process.stderr.write(part);
      });
    }
    const end = (code, more = '') => resolve({ code, output: `${Buffer.concat(parts)}${more}` });
    child.on('error', (error) => end(null, error.message));
    child.on('close', (code) => end(code));
  });
}

/** The last lines of an output, to be shown as a cause. */
export function lastLines(output, count = 12) {
  return output.trim().split('\n').slice(-count).join('\n');
}
