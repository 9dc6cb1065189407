// src/ -> dist/: TypeScript compiled, every other file copied, put in place in one move.
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
import { lastLines, run, SetupError, say } from './process.mjs';
import { hashFiles, listFiles } from './stamps.mjs';

const SETTINGS = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
const STAMP = '.built-from';

/** Digest of everything the build depends on, or null where only the result was shipped. */
function digestOfSources(root) {
  const files = listFiles(root, 'src');
  return files.length === 0 ? null : hashFiles(root, [...files, ...SETTINGS]);
}

/** A source with all it imports as one file, or as few. */
async function bundle(root, entry, options) {
  if (!existsSync(path.join(root, entry))) return;
  // Only a checkout with sources has the bundler.
  const { build: write } = await import('esbuild');
  const common = { bundle: true, format: 'esm', logLevel: 'warning', absWorkingDir: root };
  await write({ ...common, entryPoints: [entry], ...options });
}

const FOR_NODE = { platform: 'node', target: 'node20', charset: 'utf8' };
/** What every proof bundle carries: one file, readable, that needs nothing from elsewhere. */
const VERIFIER = { ...FOR_NODE, outfile: 'dist-next/verify.mjs' };
/**
 * The program as few files: to find, read and link the hundreds of modules that it and its packages
 * are made of takes longer than most commands. The modules beside it are for threads and processes.
 */
const PROGRAM = {
  ...{ ...FOR_NODE, outdir: 'dist-next', splitting: true, sourcemap: true, allowOverwrite: true },
  // Native modules, and packages that look for files of their own or for one another.
  external: ['@fastify/*', '@node-rs/argon2', 'better-sqlite3', 'fastify', 'playwright', 'sharp'],
  // What packages written as CommonJS ask of Node.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);",
  },
  plugins: [{ name: 'places', setup: keepPlaces }],
};

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
  ...{
    outfile: 'dist-next/dashboard/app.js',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
  },
  ...{ jsx: 'automatic', jsxImportSource: 'preact' },
};

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
    const tsc = at('node_modules/typescript/bin/tsc');
    const args = [tsc, '-p', 'tsconfig.build.json', '--outDir', 'dist-next'];
    const { code, output } = await run(process.execPath, args, { cwd: root });
    if (code !== 0) {
      rmSync(at('dist-next'), { recursive: true, force: true });
      throw new SetupError(
        `The build failed:\n${lastLines(output, 20)}`,
        'Correct the source; what was built before stays in dist/.',
      );
    }
    await bundle(root, 'src/dashboard/main.tsx', DASHBOARD);
    await bundle(root, 'src/verify/command.ts', VERIFIER);
    await bundle(root, 'src/main.ts', PROGRAM);
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
