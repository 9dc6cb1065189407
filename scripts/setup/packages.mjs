// Debian and Ubuntu packages, installed with apt-get, as root or through sudo.
import { findProgram, lastLines, run, SetupError, say } from './process.mjs';

let isUpdated = false;

/** Why packages cannot be installed here, or null when they can. */
export function whyNoPackages() {
  if (findProgram('apt-get') === null) return 'this system has no apt-get';
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && findProgram('sudo') === null) return 'this needs root, and there is no sudo';
  return null;
}

/** @throws SetupError */
export async function installPackages(names, reason) {
  const wayOut = `Install them by hand and run this again: apt-get install --no-install-recommends ${names.join(' ')}`;
  const obstacle = whyNoPackages();
  if (obstacle !== null) throw new SetupError(`${reason}, and ${obstacle}.`, wayOut);
  say(`${reason}: installing ${names.join(' ')} with apt-get`);
  if (!isUpdated) await aptGet(['update'], wayOut);
  isUpdated = true;
  await aptGet(['install', '-y', '--no-install-recommends', ...names], wayOut);
}

async function aptGet(args, wayOut) {
  // Another apt-get on this machine is waited for, up to ten minutes.
  const command = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  command.push('-o', 'DPkg::Lock::Timeout=600', '-q', ...args);
  // Without a terminal nobody could type the password.
  const sudo = process.stdin.isTTY ? ['sudo'] : ['sudo', '-n'];
  const [program, ...rest] = process.getuid?.() === 0 ? command : [...sudo, ...command];
  const { code, output } = await run(program, rest);
  if (code !== 0) {
    throw new SetupError(`apt-get ${args[0]} failed:\n${lastLines(output)}`, wayOut);
  }
}
