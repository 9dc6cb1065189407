// Environment, set-up note, Playwright, machine -> the path of the Chromium that makes the captures.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { VestigeError } from '../../errors.js';

const KNOWN_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The browser's path. @throws BROWSER_MISSING */
export function findBrowser(packageDir: string): string {
  const asked = process.env.VESTIGE_BROWSER;
  if (asked !== undefined && asked !== '') {
    if (existsSync(asked)) return asked;
    throw new VestigeError(
      'BROWSER_MISSING',
      `VESTIGE_BROWSER names ${asked}, which is not there.`,
    );
  }
  const candidates = [chosenBySetup(packageDir), chromium.executablePath(), ...KNOWN_PATHS];
  const found = candidates.find((path) => path !== null && existsSync(path));
  if (found !== undefined && found !== null) return found;
  throw new VestigeError('BROWSER_MISSING', 'There is no Chromium or Chrome on this machine.');
}

/** What `npm run setup` chose; null where that is Playwright's own, or nothing. */
function chosenBySetup(packageDir: string): string | null {
  try {
    const note: unknown = JSON.parse(
      readFileSync(join(packageDir, 'node_modules', '.vestige', 'browser.json'), 'utf8'),
    );
    const path = (note as { path?: unknown } | null)?.path;
    return typeof path === 'string' ? path : null;
  } catch {
    return null;
  }
}
