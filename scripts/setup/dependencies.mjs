// package-lock.json -> node_modules: npm's packages, and the compiler better-sqlite3 may need.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { installPackages, whyNoPackages } from './packages.mjs';
import { findProgram, lastLines, run, SetupError, say } from './process.mjs';
import { hashFiles, readStamp, writeStamp } from './stamps.mjs';

const TOOLCHAIN = { python3: 'python3', make: 'make', 'g++': 'g++' };

/** What node_modules was made for: the lock file, this Node and this machine's kind. */
function wanted(root) {
  const { versions, platform, arch } = process;
  const lock = hashFiles(root, ['package-lock.json']);
  return `${lock} node-${versions.node.split('.')[0]} ${platform}-${arch}`;
}

export const dependencies = {
  isDone: ({ root }) => readStamp(root, 'dependencies')?.madeFor === wanted(root),
  async run({ root }) {
    if (await isInstalledByHand(root)) {
      say('dependencies: already installed');
    } else {
      say('dependencies: installing with npm ci (a minute or more)');
      // Scripts run in a step of their own: when one needs a compiler, nothing is downloaded twice.
      await npm(root, ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund']);
      await rebuild(root);
      say('dependencies: installed');
    }
    writeStamp(root, 'dependencies', { madeFor: wanted(root) });
  },
};

/** True when node_modules holds what the lock file asks for, and the native module loads. */
async function isInstalledByHand(root) {
  const read = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
  try {
    const installed = read('node_modules/.package-lock.json');
    const isThere = ([name, { version, optional }]) =>
      name === '' || optional || installed[name]?.version === version;
    if (!Object.entries(read('package-lock.json')).every(isThere)) return false;
  } catch {
    return false;
  }
  return canOpenDatabase(root);
}

async function canOpenDatabase(root) {
  const script = "new (require('better-sqlite3'))(':memory:').close()";
  return (await run(process.execPath, ['-e', script], { cwd: root })).code === 0;
}

async function rebuild(root) {
  const missing = () => Object.keys(TOOLCHAIN).filter((name) => findProgram(name) === null);
  const lacked = missing();
  const first = await npm(root, ['rebuild'], { mayFail: true });
  if (first.code === 0 && (await canOpenDatabase(root))) return;
  if (lacked.length > 0 && whyNoPackages() === null) {
    const names = lacked.map((name) => TOOLCHAIN[name]);
    await installPackages(names, 'better-sqlite3 has to be compiled here');
    await npm(root, ['rebuild']);
  }
  if (await canOpenDatabase(root)) return;
  throw new SetupError(
    `better-sqlite3 could not be built:\n${lastLines(first.output)}`,
    `Install python3, make, g++ and Node's header files, then run this again.`,
  );
}

async function npm(root, args, { mayFail = false } = {}) {
  const env = { ...process.env };
  // Node's header files beside node spare node-gyp a download.
  const prefix = path.dirname(path.dirname(process.execPath));
  const hasHeaders = existsSync(path.join(prefix, 'include', 'node', 'node.h'));
  if (hasHeaders && !env.npm_config_nodedir) env.npm_config_nodedir = prefix;
  const result = await run('npm', args, { cwd: root, env });
  if (result.code === 0 || mayFail) return result;
  const isOffline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH/.test(result.output);
  throw new SetupError(
    `npm ${args[0]} failed:\n${lastLines(result.output)}`,
    isOffline
      ? 'The package registry cannot be reached: connect to the internet (or set npm’s registry or proxy) and run this again.'
      : 'See the lines above; when node_modules is damaged, remove it and run this again.',
  );
}
