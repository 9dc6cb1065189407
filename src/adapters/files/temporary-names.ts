// Names in tmp/ that say which process made them, so that what a dead one left can be swept and
// what a living one writes is never touched.
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

// place . pid . start time of the process . random
const NAME = /^([0-9a-f]{12})\.(\d+)\.(\d+)\.[0-9a-f]{16}$/;

/** Whether a process of another machine or container lives cannot be seen: its files get a day. */
const STRANGER_MAX_AGE_MS = 86_400_000;

/** A new name for a file or directory in tmp/. */
export function temporaryName(): string {
  return `${PLACE}.${process.pid}.${startOf(process.pid) ?? 0}.${randomBytes(8).toString('hex')}`;
}

/** Removes what dead processes left in `directory`; all else there is left alone. How many. */
export async function sweepTemporary(directory: string): Promise<number> {
  let swept = 0;
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    if (!(await isAbandoned(name, path))) continue;
    await rm(path, { recursive: true, force: true });
    swept += 1;
  }
  return swept;
}

async function isAbandoned(name: string, path: string): Promise<boolean> {
  const [, place, pid, start] = NAME.exec(name) ?? [];
  if (pid === undefined) return false;
  if (place === PLACE) return !isAlive(Number(pid), Number(start));
  const modifiedMs = await stat(path).then(
    (stats) => stats.mtimeMs,
    () => Number.POSITIVE_INFINITY,
  );
  // Against the machine's own clock, as file times are.
  return Date.now() - modifiedMs > STRANGER_MAX_AGE_MS;
}

function isAlive(pid: number, start: number): boolean {
  if (process.platform === 'linux') return startOf(pid) === start;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/** Clock ticks from boot to the start of the process (proc(5), stat field 22): tells reused pids apart. */
function startOf(pid: number): number | null {
  if (process.platform !== 'linux') return 0;
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name of the program, in parentheses, may hold spaces: count from behind it.
    return Number(fields.slice(fields.lastIndexOf(')') + 2).split(' ')[19]);
  } catch {
    return null;
  }
}

/** One boot of one machine, and one container on it: where pids mean the same. */
const PLACE = createHash('sha256').update(describePlace()).digest('hex').slice(0, 12);

function describePlace(): string {
  if (process.platform !== 'linux') return hostname();
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}
