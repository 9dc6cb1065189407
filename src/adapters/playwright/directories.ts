// One directory for each running browser, named after the process that owns it, so that what a
// killed process left behind can be told from what is in use.
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'visit-';
/** Of another machine's processes nothing can be known but that no visit lasts this long. */
const STALE_MS = 86_400_000;

// sockaddr_un (unix(7)) holds 107 characters; ours and the browser's own names take 80 of them.
const SOCKET_ROOT_LENGTH = 24;

/** Where browsers keep their sockets: an archive's path may be too long for one. */
export function socketRoot(): string {
  return tmpdir().length <= SOCKET_ROOT_LENGTH ? tmpdir() : '/tmp';
}

/** Makes a fresh directory under `tmpDir`. */
export async function makeDirectory(tmpDir: string): Promise<string> {
  await mkdir(tmpDir, { recursive: true });
  return mkdtemp(join(tmpDir, `${PREFIX}${hostKey()}-${process.pid}-${startOf(process.pid)}-`));
}

/** Removes a directory with all in it; a browser still closing may be writing there. */
export async function removeDirectory(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** Removes the directories of processes that are no more. How many. */
export async function sweepDirectories(tmpDir: string, nowMs: number): Promise<number> {
  let swept = 0;
  for (const name of listNames(tmpDir)) {
    const match = /^visit-([0-9a-z]+)-([0-9]+)-([0-9]+)-/.exec(name);
    if (match === null) continue;
    const [, host = '', pid = '', start = ''] = match;
    const path = join(tmpDir, name);
    if (!(await isOurs(path))) continue;
    const isDead =
      host === hostKey() ? startOf(Number(pid)) !== start : await isOlder(path, nowMs - STALE_MS);
    if (!isDead) continue;
    await removeDirectory(path);
    swept += 1;
  }
  return swept;
}

function hostKey(): string {
  return (
    hostname()
      .toLowerCase()
      .replace(/[^0-9a-z]/g, '')
      .slice(0, 12) || 'host'
  );
}

/** When a process started, in the kernel's ticks, so that a reused number is not mistaken; '' when it is no more. */
function startOf(pid: number): string {
  try {
    // proc(5): field 22, counted behind the command name, which may hold anything.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\)/s, '')
      .trim()
      .split(' ');
    return fields[19] ?? '0';
  } catch {
    return isAlive(pid) ? '0' : '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** In a place for all users, what another user left is another user's to remove. */
async function isOurs(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && (process.getuid === undefined || found.uid === process.getuid());
}

async function isOlder(path: string, limitMs: number): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && found.mtimeMs < limitMs;
}

function listNames(tmpDir: string): readonly string[] {
  try {
    return readdirSync(tmpDir);
  } catch {
    return [];
  }
}
