// What a check found -> its line in the report. What is wrong with a bundle is data: only a fault
// of the machine (a disk that cannot be read) goes through.
import type { Check } from '../model/check.js';

/** Something in the bundle is wrong; the message says what. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** The check cannot be made; the message says why. */
export class Skip extends Error {
  override readonly name = 'Skip';
}

/** Runs one check; it returns what it found, or throws Failure or Skip. */
export async function runCheck(id: string, check: () => Promise<string>): Promise<Check> {
  try {
    return { id, status: 'passed', detail: await check() };
  } catch (error) {
    if (error instanceof Skip) return { id, status: 'skipped', detail: error.message };
    if (isMachineFault(error)) throw error;
    return { id, status: 'failed', detail: reasonOf(error) };
  }
}

/** Runs `step` and puts `where` before the reason of what it finds wrong. */
export async function within<T>(where: string, step: () => T | Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof Skip || isMachineFault(error)) throw error;
    throw new Failure(`${where}: ${reasonOf(error)}`, { cause: error });
  }
}

/** The failed system calls of Node have a name for the call. */
function isMachineFault(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

/** Hostile values may break anything that reads them: whatever it throws is a finding. */
function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}
