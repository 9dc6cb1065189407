// src/verify and src/verify-page -> one HTML file that checks a bundle in a browser, offline: the very
// verifier, with substitutes for the modules of Node, under a policy that allows its own script alone.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const SUBSTITUTES = {
  'node:crypto': 'crypto.ts',
  'node:zlib': 'zlib.ts',
  'node:stream': 'stream.ts',
  'node:util': 'util.ts',
  'node:fs/promises': 'files.ts',
};

/** The text of the page. */
export async function writeVerifyPage(root) {
  // Only a checkout with sources has the bundler.
  const { build } = await import('esbuild');
  const from = (name) => path.join(root, 'src/verify-page', name);
  const { outputFiles } = await build({
    ...{ bundle: true, write: false, format: 'iife', logLevel: 'silent', absWorkingDir: root },
    ...{ platform: 'browser', target: 'es2022', minify: true, legalComments: 'none' },
    entryPoints: [from('main.ts')],
    inject: [from('node/globals.ts')],
    alias: Object.fromEntries(
      Object.entries(SUBSTITUTES).map(([name, file]) => [name, from(`node/${file}`)]),
    ),
  });
  // Nothing in the code may end the element it stands in.
  const code = outputFiles[0].text
    .replaceAll('</script', '<\\/script')
    .replaceAll('<!--', '<\\!--');
  const page = readFileSync(from('page.html'), 'utf8');
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)[1];
  const parts = { SCRIPT: sourceOf(code), STYLE: sourceOf(style) };
  const allowed = page.replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
  return allowed.replace('</html>', () => `<script>${code}</script>\n</html>`);
}

/** How a policy names what it allows (CSP3 §2.3.1). */
function sourceOf(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
