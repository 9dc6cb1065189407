// src/ -> dist/: TypeScript made JavaScript, every other file copied, put in place in one move.
// Types are looked at by `npm run check`: they take longer than all of this, and change no byte of it.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { lastLines, SetupError, say } from './process.mjs';
import { hashFiles, listFiles } from './stamps.mjs';
import { writeVerifyPage } from './verify-page.mjs';

const SETTINGS = [
  'tsconfig.json',
  'package-lock.json',
  'scripts/setup/build.mjs',
  'scripts/setup/verify-page.mjs',
];
const STAMP = '.built-from';

/** Digest of everything the build depends on, or null where only the result was shipped. */
function digestOfSources(root) {
  const files = listFiles(root, 'src');
  return files.length === 0 ? null : hashFiles(root, [...files, ...SETTINGS]);
}

const FOR_NODE = { format: 'esm', platform: 'node', target: 'node20', charset: 'utf8' };
/** Each source as a module of its own. */
const MODULES = { ...FOR_NODE, outdir: 'dist-next', outbase: 'src', sourcemap: true };
/** What packages written as CommonJS ask of Node. */
const REQUIRE = {
  js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);",
};
/** What every proof bundle carries: one file, readable, that needs nothing from elsewhere. */
const VERIFIER = { ...FOR_NODE, bundle: true, outfile: 'dist-next/verify.mjs', banner: REQUIRE };
/**
 * The program as few files: to find, read and link the hundreds of modules that it and its packages
 * are made of takes longer than most commands. The modules beside it are for threads and processes.
 */
const PROGRAM = {
  ...{ ...FOR_NODE, bundle: true, splitting: true, outdir: 'dist-next', sourcemap: true },
  // Packages that look for files of their own or for one another.
  external: ['@fastify/*', 'fastify'],
  banner: REQUIRE,
  plugins: [
    { name: 'places', setup: keepPlaces },
    { name: 'outside', setup: keepOutside },
  ],
};

/** Native modules and Playwright stay outside. Imported, they would first be searched for what they export. */
function keepOutside({ onResolve, onLoad }) {
  const filter = /^(@node-rs\/argon2|better-sqlite3|playwright|sharp)$/;
  onResolve({ filter }, ({ path: name, namespace }) =>
    namespace === 'outside' ? { external: true } : { path: name, namespace: 'outside' },
  );
  onLoad({ filter: /./, namespace: 'outside' }, ({ path: name }) => ({
    contents: `module.exports = require(${JSON.stringify(name)});`,
  }));
}

/** A module that looks for files beside itself finds them where it would stand on its own. */
function keepPlaces({ initialOptions, onLoad }) {
  const root = initialOptions.absWorkingDir;
  const sources = path.join(root, 'src');
  onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
    if (!file.startsWith(sources + path.sep)) return undefined;
    const place = `./${path.relative(sources, file).replace(/\.ts$/, '.js')}`;
    const here = `new URL(${JSON.stringify(place)}, import.meta.url).href`;
    const contents = readFileSync(file, 'utf8').replaceAll('import.meta.url', here);
    return { contents, loader: 'ts' };
  });
}

/** For browsers; licences stand in THIRD-PARTY-NOTICES.md. */
const DASHBOARD = {
  ...{ bundle: true, format: 'esm', target: 'es2022', minify: true, legalComments: 'none' },
  ...{ outfile: 'dist-next/dashboard/app.js', jsx: 'automatic', jsxImportSource: 'preact' },
};

async function compile(root) {
  // Only a checkout with sources has the bundler.
  const { build: write } = await import('esbuild');
  const sources = listFiles(root, 'src');
  const make = async (entryPoints, options) => {
    const entries = entryPoints.filter((name) => sources.includes(name));
    if (entries.length === 0) return;
    await write({ ...options, entryPoints: entries, absWorkingDir: root, logLevel: 'silent' });
  };
  const isModule = (name) =>
    name.endsWith('.ts') && !/^src\/(?:dashboard|verify-page)\//.test(name);
  await make(sources.filter(isModule), MODULES);
  await make(['src/main.ts'], PROGRAM);
  await make(['src/verify/command.ts'], VERIFIER);
  await make(['src/dashboard/main.tsx'], DASHBOARD);
  if (sources.includes('src/verify-page/main.ts')) {
    writeFileSync(path.join(root, 'dist-next/verify.html'), await writeVerifyPage(root));
  }
}

/** What the bundler found wrong, a line each; any other fault as it is. */
function messagesOf(error) {
  if (error.errors === undefined) throw error;
  const lines = error.errors.map(({ text, location }) => {
    const { file, line, column } = location ?? { file: '', line: 0, column: 0 };
    return `${file}:${line}:${column + 1}: ${text}`;
  });
  return lines.join('\n');
}

export const build = {
  isDone({ root }) {
    const digest = digestOfSources(root);
    if (digest === null) return existsSync(path.join(root, 'dist'));
    try {
      return readFileSync(path.join(root, 'dist', STAMP), 'utf8') === digest;
    } catch {
      return false;
    }
  },
  async run({ root }) {
    const at = (name) => path.join(root, name);
    // Read first: a source that changes during the build is built again next time.
    const digest = digestOfSources(root);
    if (digest === null) {
      throw new SetupError('There is neither src/ nor dist/.', 'Clone the repository again.');
    }
    rmSync(at('dist-next'), { recursive: true, force: true });
    mkdirSync(at('dist-next'));
    try {
      await compile(root);
    } catch (error) {
      rmSync(at('dist-next'), { recursive: true, force: true });
      throw new SetupError(
        `The build failed:\n${lastLines(messagesOf(error), 20)}`,
        'Correct the source; what was built before stays in dist/.',
      );
    }
    const isCopied = (name) => !/\.tsx?$/.test(name) && !name.endsWith('tsconfig.json');
    for (const file of listFiles(root, 'src').filter(isCopied)) {
      cpSync(at(file), path.join(at('dist-next'), path.relative('src', file)));
    }
    writeFileSync(path.join(at('dist-next'), STAMP), digest);
    rmSync(at('dist-last'), { recursive: true, force: true });
    if (existsSync(at('dist'))) renameSync(at('dist'), at('dist-last'));
    renameSync(at('dist-next'), at('dist'));
    rmSync(at('dist-last'), { recursive: true, force: true });
    say('build: done');
  },
};
