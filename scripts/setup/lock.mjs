// One set-up at a time in one checkout: a file that holds the process id of who is at work.
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './process.mjs';

const POLL_MS = 200;

/** Runs `work` while holding the lock; waits for another set-up to end first. */
export async function withLock(root, work) {
  const file = path.join(root, '.setup', 'lock');
  mkdirSync(path.dirname(file), { recursive: true });
  let hasSaid = false;
  while (!tryLock(file)) {
    const owner = ownerOf(file);
    if (owner !== null && !isRunning(owner)) bury(file, owner);
    else if (!hasSaid) {
      say(
        `waiting for another set-up (process ${owner ?? 'unknown'}); if there is none, remove ${file}`,
      );
      hasSaid = true;
    }
    await sleep(POLL_MS);
  }
  try {
    return await work();
  } finally {
    unlinkSync(file);
  }
}

function tryLock(file) {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function ownerOf(file) {
  try {
    return Number(readFileSync(file, 'utf8')) || null;
  } catch {
    return null;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Removes the lock of a dead process; a hard link, made once only, says who may do it. */
function bury(file, pid) {
  const grave = `${file}.${pid}`;
  try {
    linkSync(file, grave);
  } catch {
    return;
  }
  if (ownerOf(grave) === pid) unlinkSync(file);
  unlinkSync(grave);
}
