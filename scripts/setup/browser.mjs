// Which Chromium makes the captures: found or installed, asked for its version, and remembered.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { installPackages } from './packages.mjs';
import { findProgram, lastLines, run, SetupError, say } from './process.mjs';
import { readStamp, writeStamp } from './stamps.mjs';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Changes with the file, so that an upgraded browser is asked for its version again. */
function identityOf(file) {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? null : `${file} ${found.size} ${found.mtimeMs}`;
}

export const browser = {
  isDone({ root }) {
    const known = readStamp(root, 'browser');
    const asked = process.env.VESTIGE_BROWSER || null;
    if (known === null || (asked ?? known.asked) !== known.asked) return false;
    if (asked === null && known.asked !== null) return false;
    return identityOf(known.file) === known.identity;
  },
  async run({ root }) {
    const found = process.env.VESTIGE_BROWSER
      ? await asAsked(process.env.VESTIGE_BROWSER)
      : ((await ofPlaywright(root)) ??
        (await ofMachine()) ??
        (await downloaded(root)) ??
        (await ofDebian()));
    const { path: chosen, file, product, origin } = found;
    const asked = process.env.VESTIGE_BROWSER || null;
    const identity = identityOf(file);
    writeStamp(root, 'browser', { path: chosen, product, origin, file, identity, asked });
    say(`browser: ${product}, ${origin}, ${file}`);
  },
  /** One line about the browser chosen earlier. */
  chosen({ root }) {
    const known = readStamp(root, 'browser');
    return known === null ? 'no browser' : `${known.product}, ${known.origin}`;
  },
};

/** Product and version such as `Chromium 156.0.8078.79`, or null when the file is no usable browser. */
async function productOf(file) {
  const { code, output } = await run(file, ['--version'], { timeout: 60_000 });
  // A snap has a file system of its own: it cannot write its network log where we read it.
  if (code !== 0 || /\bsnap\b/.test(output)) return null;
  return (
    /(?:Google Chrome(?: for Testing)?|Chromium|HeadlessChrome) \d+(?:\.\d+)+/.exec(output)?.[0] ??
    null
  );
}

async function asAsked(asked) {
  const file = path.resolve(asked);
  const product = await productOf(file);
  if (product !== null) return { path: file, file, product, origin: 'named by VESTIGE_BROWSER' };
  throw new SetupError(
    `VESTIGE_BROWSER names ${asked}, which is no Chromium or Chrome that runs here.`,
    'Correct the path, or unset the variable to have a browser chosen.',
  );
}

async function ofPlaywright(root) {
  const require = createRequire(path.join(root, 'package.json'));
  const file = require('playwright').chromium.executablePath();
  if (!existsSync(file)) return null;
  const product = await productOf(file);
  return product && { path: null, file, product, origin: 'installed by Playwright' };
}

async function ofMachine() {
  for (const name of NAMES) {
    const file = findProgram(name);
    const product = file && (await productOf(file));
    if (product) return { path: file, file, product, origin: 'found on this machine' };
  }
  return null;
}

async function downloaded(root) {
  say('browser: none found, asking Playwright to download Chromium');
  const cli = path.join(root, 'node_modules', 'playwright', 'cli.js');
  // In two steps, because a browser that cannot be had needs no libraries either.
  const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000', ...process.env };
  const download = await run(process.execPath, [cli, 'install', 'chromium'], { cwd: root, env });
  if (download.code !== 0) {
    say(`browser: the download is not to be had (${reasonIn(download.output)})`);
    return null;
  }
  const libraries = await run(process.execPath, [cli, 'install-deps', 'chromium'], { cwd: root });
  const found = await ofPlaywright(root);
  if (found !== null) return found;
  throw new SetupError(
    `Playwright’s Chromium was downloaded but does not start:\n${lastLines(libraries.output)}`,
    'Run `npx playwright install-deps chromium` as root, then run this again.',
  );
}

function reasonIn(output) {
  return /^Error: .*/m.exec(output)?.[0].slice('Error: '.length) ?? 'no reason given';
}

async function ofDebian() {
  const wayOut =
    'Install Chromium or Chrome (not as a snap) and run this again, or name it in VESTIGE_BROWSER.';
  const system = readSystem();
  // Ubuntu's package of that name is an empty one that asks for the snap.
  if (!/^ID=debian$/m.test(system)) {
    throw new SetupError(
      'There is no Chromium on this machine, and none to be downloaded.',
      wayOut,
    );
  }
  await installPackages(['chromium', 'chromium-sandbox'], 'There is no Chromium yet');
  const found = await ofMachine();
  if (found !== null) return { ...found, origin: 'installed from Debian' };
  throw new SetupError('Debian’s chromium was installed but does not start.', wayOut);
}

function readSystem() {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}
