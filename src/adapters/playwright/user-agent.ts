// Product and version of the browser -> the name it gives itself to sites when it has a window.

/**
 * Chromium's user agent, reduced to the major version as it has been since 101; a browser without
 * a window would say `HeadlessChrome`, which a visitor's browser does not.
 */
export function userAgentOf(version: string): string {
  const major = /([0-9]+)\./.exec(version)?.[1] ?? '0';
  const system = SYSTEMS[process.platform] ?? 'X11; Linux x86_64';
  return `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36`;
}

// The same on every processor and release of the system, by the same reduction.
const SYSTEMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'Macintosh; Intel Mac OS X 10_15_7',
  win32: 'Windows NT 10.0; Win64; x64',
};
