#!/usr/bin/env node
// A bare machine -> everything Vestige needs. Whatever is there already is left alone.
//   node scripts/setup.mjs [--for-tests] [--only STEP,…]
// Plain Node without packages, since packages are what it installs. It speaks on stderr only.
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { browser } from './setup/browser.mjs';
import { build } from './setup/build.mjs';
import { dependencies } from './setup/dependencies.mjs';
import { withLock } from './setup/lock.mjs';
import { fonts, testTools } from './setup/machine.mjs';
import { SetupError, say } from './setup/process.mjs';
import { readStamp, writeStamp } from './setup/stamps.mjs';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = [20, 15];

/** In this order: each may need what those before it made. */
const STEPS = { dependencies, browser, fonts, build, testTools };
const TO_RUN = ['dependencies', 'browser', 'fonts', 'build'];
const TO_TEST = Object.keys(STEPS);

const OWN_IT = 'Run this as the user who owns the checkout, or clone it again as yourself.';
/** Faults of the file system, which any step may meet. */
const WAYS_OUT = {
  EACCES: OWN_IT,
  EPERM: OWN_IT,
  EROFS: OWN_IT,
  ENOSPC: 'Free disk space (about 1.5 GB are needed in all), then run this again.',
};

/**
 * Makes ready what is missing; true when all is ready. `quiet`: not a word when nothing is missing.
 * A step that fails is told on stderr with its cause and the way out.
 */
export async function setUp({ only = TO_RUN, quiet = false } = {}) {
  const place = { root: ROOT };
  const steps = only.map((name) => STEPS[name]);
  try {
    checkNode();
    if (steps.every((step) => step.isDone(place))) {
      if (!quiet) say(`ready, nothing to do (${browser.chosen(place)})`);
      return true;
    }
    await withLock(ROOT, async () => {
      for (const step of steps) if (!step.isDone(place)) await step.run(place);
      if (only.includes('browser') && only.includes('build')) warnAboutRoot();
    });
    say(`ready (${browser.chosen(place)})`);
    return true;
  } catch (error) {
    const wayOut = error.wayOut ?? WAYS_OUT[error.code];
    if (wayOut === undefined) throw error;
    say(`FAILED. ${error.message}\n       What to do: ${wayOut}`);
    return false;
  }
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new SetupError(
    `This is Node ${process.versions.node}; Vestige needs ${OLDEST_NODE.join('.')} or newer.`,
    'Install a newer Node and run this again.',
  );
}

/** Once for each installation (not while an image is made): Chromium refuses its sandbox to root. */
function warnAboutRoot() {
  if (process.getuid?.() !== 0 || readStamp(ROOT, 'root-warned') !== null) return;
  const lines = [
    'WARNING: you are root, and as root Chromium runs WITHOUT ITS SANDBOX.',
    'A hostile page that breaks out of the browser then owns this machine and the archive.',
    'Run Vestige as an ordinary user, or in the container (CONTRIBUTING.md).',
  ];
  for (const line of ['', ...lines, '']) say(line && `*** ${line}`);
  writeStamp(ROOT, 'root-warned', { at: new Date().toISOString() });
}

function isMain() {
  return (
    process.argv[1] !== undefined &&
    realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)
  );
}

/** The steps that the arguments ask for. */
function readArguments(args) {
  const { values } = parseArgs({
    args,
    options: { 'for-tests': { type: 'boolean' }, only: { type: 'string' } },
  });
  const only = values.only?.split(',') ?? (values['for-tests'] ? TO_TEST : TO_RUN);
  const unknown = only.filter((name) => !Object.hasOwn(STEPS, name));
  if (unknown.length === 0) return only;
  throw new Error(`There is no step ${unknown.join(', ')}; there are ${TO_TEST.join(', ')}.`);
}

if (isMain()) {
  try {
    if (!(await setUp({ only: readArguments(process.argv.slice(2)) }))) process.exitCode = 1;
  } catch (error) {
    say(`FAILED. ${error.message}`);
    process.exitCode = 2;
  }
}
