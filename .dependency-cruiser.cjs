// Who may import whom (docs/architecture.md), as two tables and the rules made from them.
// Run by scripts/check-imports.mjs, which also makes sure that every module was seen.

const STAGES = ['register', 'schedule', 'capture', 'store', 'compare', 'judge', 'notify', 'prove'];
const STAGE_MAY = ['ports', 'formats', 'model', 'errors'];

/**
 * A name is src/<name>.ts or the folder src/<name>/. Each may import itself and what stands here; a
 * folder with a row of its own is not bound by the row of the folder around it.
 * Stages never import one another: they meet in the pipeline.
 */
const MAY_IMPORT = {
  errors: [],
  model: ['errors'],
  ports: ['model', 'errors'],
  formats: ['model', 'errors'],
  // Handed to the other side's expert: nothing else of ours.
  verify: ['formats', 'model'],
  // The same in a browser, with substitutes for the modules of Node.
  'verify-page': ['verify', 'formats', 'model'],
  ...Object.fromEntries(STAGES.map((stage) => [stage, [...STAGE_MAY, 'thread']])),
  thread: [],
  adapters: ['ports', 'formats', 'model', 'errors'],
  // capture/ is what runs inside the page; only the browser's adapter can put it there.
  'adapters/playwright': ['adapters', 'capture', 'ports', 'formats', 'model', 'errors'],
  // A partner's own program: it knows nothing of the archive.
  witness: STAGE_MAY,
  software: [],
  present: ['model'],
  config: ['config-schema', 'formats', 'model', 'errors'],
  'config-schema': ['formats', 'model', 'errors'],
  pipeline: [...STAGES, ...STAGE_MAY],
  archive: ['pipeline', ...STAGES, 'verify', ...STAGE_MAY, 'config', 'software'],
  cli: ['archive', 'witness', 'api', 'dashboard', 'present', 'config', 'software', ...STAGE_MAY],
  api: ['archive', 'present', 'software', ...STAGE_MAY],
  // Runs in the browser: of ours it may only know the shapes of the API.
  dashboard: ['api'],
  compose: [
    'adapters',
    'archive',
    'witness',
    'pipeline',
    ...STAGES,
    ...STAGE_MAY,
    'config',
    'software',
  ],
  main: ['compose', 'cli', 'errors'],
};

/** Packages that keep to one place, so that they can be replaced there. */
const ONLY_IN = {
  'better-sqlite3': ['adapters/sqlite'],
  playwright: ['adapters/playwright'],
  'pdfjs-dist': ['adapters/pdfjs'],
  fastify: ['api'],
  '@node-rs/argon2': ['adapters/argon2'],
  preact: ['dashboard'],
  commander: ['cli'],
  'cli-table3': ['cli'],
  picocolors: ['cli'],
  sharp: ['store', 'adapters'],
  croner: ['formats'],
  'dns-packet': ['formats'],
  warcio: ['prove', 'store'],
  parse5: ['capture'],
  'node-cron': ['schedule'],
  'csv-parse': ['register'],
  'fast-xml-parser': ['register'],
  ulid: ['model'],
  '@noble/curves': ['verify-page', 'formats'],
  '@noble/hashes': ['verify-page'],
  buffer: ['verify-page'],
  pako: ['verify-page'],
  zod: ['config-schema', 'judge', 'api', 'dashboard'],
};

/** Packages the innermost layers may use at all. */
const INNERMOST_MAY_USE = { errors: [], model: ['ulid'], ports: [], verify: [] };

/** Byte formats and values touch no file, network or process (`http` is used for its status words). */
const INPUT_OUTPUT =
  '^(node:)?(fs|net|https|http2|tls|dgram|dns|child_process|worker_threads|cluster)(/|$)';

const own = (names) => `^src/(${names.join('|')})(/|\\.ts$)`;
const vendor = (names) => `(^|node_modules/)(@types/)?(${names.join('|')})(/|$)`;

const inside = (name) => Object.keys(MAY_IMPORT).filter((other) => other.startsWith(`${name}/`));

const layers = Object.entries(MAY_IMPORT).map(([name, allowed]) => ({
  name: `layer-${name.replace('/', '-')}`,
  comment: `src/${name} may import ${allowed.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path: own([name]), ...(inside(name).length > 0 && { pathNot: own(inside(name)) }) },
  to: { path: '^src/', pathNot: own([name, ...allowed]) },
}));

const places = Object.entries(ONLY_IN).map(([name, folders]) => ({
  name: `vendor-${name}`,
  comment: `${name} stays in src/${folders.join(', src/')}`,
  severity: 'error',
  from: { path: '^src/', pathNot: own(folders) },
  to: { path: vendor([name]) },
}));

const innermost = Object.entries(INNERMOST_MAY_USE).map(([name, packages]) => ({
  name: `bare-${name}`,
  comment: `src/${name} uses no packages but ${packages.join(', ') || 'none'}`,
  severity: 'error',
  from: { path: own([name]) },
  to: {
    path: 'node_modules',
    ...(packages.length > 0 && { pathNot: vendor(packages) }),
    // Node's own types are not a package of ours.
    dependencyTypesNot: ['core'],
  },
}));

module.exports = {
  forbidden: [
    ...layers,
    ...places,
    ...innermost,
    {
      name: 'adapters-apart',
      comment: 'an adapter never imports another',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/$1/' },
    },
    {
      name: 'no-input-output',
      comment: 'model and formats are values: no file, no network, no process',
      severity: 'error',
      from: { path: own(['model', 'formats']) },
      to: { path: INPUT_OUTPUT },
    },
    {
      name: 'known-places-only',
      comment: 'a new file or folder directly under src/ gets its row in MAY_IMPORT',
      severity: 'error',
      from: { path: '^src/', pathNot: own(Object.keys(MAY_IMPORT)) },
      to: {},
    },
    {
      name: 'no-cycles',
      comment: 'types count too',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-missing',
      comment: 'every import leads somewhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'shipped-packages-only',
      comment: 'src/ runs with what `dependencies` of package.json names',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: `${__dirname}/tsconfig.json` },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node'] },
  },
};
