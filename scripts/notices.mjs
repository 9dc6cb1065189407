// package-lock.json -> THIRD-PARTY-NOTICES.md: every package that is shipped, with its licence.
//   node scripts/notices.mjs [--check]
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const file = path.join(root, 'THIRD-PARTY-NOTICES.md');

const INTRODUCTION = `# Third-party notices

Vestige itself is under the Apache License 2.0 (LICENSE). It runs with the packages below, each under
its own licence; the licence texts stand in the packages (\`node_modules/<name>\`). Made by
\`npm run notices\` from package-lock.json; packages for other platforms are listed too.

- **@webrecorder/wabac** (AGPL-3.0-or-later) is the replay engine. Vestige ships its file
  \`dist/sw.js\` unmodified and as a file of its own, served to the reader's browser beside
  Vestige's own code and not combined with it. Its source: <https://github.com/webrecorder/wabac.js>.
- **libvips** (LGPL-3.0-or-later) comes inside the \`@img/sharp-libvips-*\` packages as a shared
  library that can be replaced.
- **Chromium** is not part of Vestige: it is found on the machine or installed there from Debian or
  by Playwright, under its own licences (\`chrome://credits\`).

| package | version | licence |
| --- | --- | --- |
`;

function shippedPackages() {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const rows = Object.entries(packages)
    .filter(([place, { dev }]) => place !== '' && dev !== true)
    .map(([place, { version, license }]) => {
      const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return `| ${name} | ${version} | ${license ?? licenceOf(place)} |`;
    });
  return [...new Set(rows)].sort().join('\n');
}

/** Old packages say it only in their own package.json, some as an object. */
function licenceOf(place) {
  const { license, licenses } = JSON.parse(
    readFileSync(path.join(root, place, 'package.json'), 'utf8'),
  );
  const named = license ?? licenses?.map(({ type }) => type).join(' OR ');
  if (!named) throw new Error(`${place} names no licence: look, and say it here`);
  return named.type ?? named;
}

const text = `${INTRODUCTION}${shippedPackages()}\n`;
if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) {
  console.error('THIRD-PARTY-NOTICES.md is out of date: run `npm run notices`.');
  process.exitCode = 1;
}
