// What every command of the command line works with.
import { readFile, writeFile } from 'node:fs/promises';
import { InvalidArgumentError } from 'commander';
import type { Logger } from 'pino';
import type { Archive, Restored, RestoreRequest } from '../archive.js';
import type { Config } from '../config.js';
import { VestigeError } from '../errors.js';
import type { Output } from './output.js';

/** What a command works with. */
export interface CommandContext {
  readonly output: Output;
  readonly config: () => Config;
  readonly log: Logger;
  /** Restores a backup into the empty archive directory. */
  restore(request: Omit<RestoreRequest, 'config' | 'log'>): Promise<Restored>;
  /** Opens the archive, and closes it once `work` is done. */
  withArchive<T>(work: (archive: Archive) => Promise<T>): Promise<T>;
}

/** A command's work; a number it returns is the exit code, 0 otherwise. */
export type Action = (context: CommandContext) => Promise<number | undefined>;

/** Runs an action for a command, with the global options of the program. */
export type Run = (action: Action) => Promise<void>;

/** Who acts, for the record of custody, where nobody has signed in. */
export const BY = 'command line';

/** A whole number ≥ 1. */
export function positiveInteger(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 1) {
    throw new InvalidArgumentError('It must be a whole number of 1 or more.');
  }
  return number;
}

/** A whole number ≥ 0. */
export function wholeNumber(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(number)) {
    throw new InvalidArgumentError('It must be a whole number of 0 or more.');
  }
  return number;
}

/** Writes a file that was asked for. @throws INPUT_INVALID */
export async function writeText(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (cause) {
    throw new VestigeError('INPUT_INVALID', `${file} cannot be written.`, { cause });
  }
}

/** A file that was named. @throws FILE_NOT_FOUND */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new VestigeError('FILE_NOT_FOUND', `The file ${file} cannot be read.`, { cause });
  }
}
