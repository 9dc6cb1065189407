// config/*.yaml and the environment -> one frozen, checked Config.
// A wrong key, type or range is named with file, line, key and what is allowed (YAML 1.2).
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Document, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { type Config, configSchema } from './config-schema.js';
import { VestigeError } from './errors.js';

export type { Config } from './config-schema.js';

type Key = string | number;
type Path = readonly Key[];

/** One file of options, or one variable of the environment. */
interface Layer {
  readonly name: string;
  readonly value: unknown;
  /** Line on which the option stands, 0 where there are no lines; null when it is not in here. */
  lineOf(option: Path): number | null;
}

interface Problem {
  readonly file: string;
  /** 0 where there are no lines. */
  readonly line: number;
  readonly key: string;
  readonly message: string;
}

/**
 * The options that hold here: the shipped defaults, over them `file` (else `VESTIGE_CONFIG`, else
 * `config/default.yaml` and `config/local.yaml` under `cwd`), over them the environment.
 * `archive` comes back absolute, `schedule.timezone` named.
 * @throws CONFIG_INVALID, FILE_NOT_FOUND
 */
export function loadConfig(options: {
  readonly file: string | null;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly packageDir: string;
}): Config {
  const { env, cwd } = options;
  const problems: Problem[] = [];
  const files = readLayers(options, problems);
  stopAt(problems);
  const layers = [...files, ...environmentLayers(env)];
  const merged = layers.reduce<unknown>((below, layer) => merge(below, layer.value), {});
  problems.push(...checkProxyVariables(merged, env));
  const checked = configSchema.safeParse(merged);
  for (const issue of checked.error?.issues ?? []) {
    const at = issue.path.filter((key) => typeof key !== 'symbol');
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) problems.push(unknownKey(layers, [...at, key]));
    } else {
      problems.push(wrongValue(layers, at, valueAt(merged, at), issue.message));
    }
  }
  stopAt(problems);
  if (!checked.success) throw new VestigeError('INTERNAL', 'The configuration was not checked.');
  const { archive, schedule, ...rest } = checked.data;
  const timezone = schedule.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return freeze({
    ...rest,
    archive: path.resolve(cwd, archive),
    schedule: { ...schedule, timezone },
  });
}

/** What a person should know about options that are valid and yet not what they may hope for. */
export function adviseOn(config: Config): readonly string[] {
  const advice: string[] = [];
  if (config.egress.allowPrivateAddresses) {
    advice.push(
      'egress.allowPrivateAddresses is true: a captured page can reach this machine and its network.',
    );
  }
  return advice;
}

function readLayers(
  options: { file: string | null; env: NodeJS.ProcessEnv; cwd: string; packageDir: string },
  problems: Problem[],
): Layer[] {
  const shipped = path.join(options.packageDir, 'config', 'default.yaml');
  const given = options.file ?? (options.env.VESTIGE_CONFIG || null);
  const own = ['default.yaml', 'local.yaml'].map((name) => path.join(options.cwd, 'config', name));
  const over = given === null ? own : [path.resolve(options.cwd, given)];
  const names = [shipped, ...over.filter((file) => file !== shipped)];
  return names.flatMap((file) => {
    const isOptional = given === null && file !== shipped;
    const text = readText(file, isOptional);
    return text === null
      ? []
      : [parseLayer(file, path.relative(options.cwd, file), text, problems)];
  });
}

function readText(file: string, isOptional: boolean): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (isOptional && code === 'ENOENT') return null;
    throw new VestigeError('FILE_NOT_FOUND', `Cannot read the configuration ${file}: ${code}.`, {
      cause,
    });
  }
}

function parseLayer(file: string, shown: string, text: string, problems: Problem[]): Layer {
  const name = shown.startsWith('..') ? file : shown;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  for (const error of document.errors) {
    const message = error.message.split(' at line ')[0] ?? error.message;
    problems.push({ file: name, line: lineAt(error.pos[0]), key: '', message: `${message}.` });
  }
  if (document.contents !== null && !isMap(document.contents) && !isNull(document.contents)) {
    problems.push({ file: name, line: 1, key: '', message: 'Allowed: `option: value` lines.' });
  }
  if (document.errors.length === 0) problems.push(...findSecrets(document, name, lineAt));
  return {
    name,
    value: document.errors.length === 0 ? (document.toJS() ?? {}) : {},
    lineOf: (option) => lineOf(document, option, lineAt),
  };
}

const SECRET_KEY = /passw|passphrase|secret|token|api[-_]?key|private[-_]?key|credential/i;
const VARIABLE = /^[A-Z][A-Z0-9_]*$/;

/** Files are copied, shown and committed: nothing secret belongs there. */
function findSecrets(document: Document, file: string, lineAt: (o: number) => number): Problem[] {
  const found: Problem[] = [];
  visit(document, {
    Pair(_, pair) {
      const { key, value } = pair;
      if (!isScalar(key)) return;
      const name = String(key.value);
      const text = isScalar(value) ? value.value : null;
      // `passwordEnv: VESTIGE_SMTP_PASSWORD` names the variable that holds it.
      const isName = name.endsWith('Env') && typeof text === 'string' && VARIABLE.test(text);
      const isSecret = SECRET_KEY.test(name) && !name.includes('.') && !isName;
      const hasLogin = typeof text === 'string' && /^[a-z0-9+]+:\/\/[^/]*@/i.test(text);
      if (!isSecret && !hasLogin) return;
      const what = isSecret ? `${name} looks like a secret` : `${name} holds a login`;
      const line = lineAt(key.range?.[0] ?? 0);
      const message = `${what}. Secrets come from the environment only: take it out of the file and see the top of config/default.yaml for the variable.`;
      found.push({ file, line, key: name, message });
    },
  });
  return found;
}

function isNull(node: unknown): boolean {
  return isScalar(node) && node.value === null;
}

function lineOf(document: Document, option: Path, lineAt: (o: number) => number): number | null {
  const parent =
    option.length === 1 ? document.contents : document.getIn(option.slice(0, -1), true);
  const last = option.at(-1);
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === last);
    return isScalar(pair?.key) ? lineAt(pair.key.range?.[0] ?? 0) : null;
  }
  const node = option.length === 0 ? null : document.getIn(option, true);
  return isScalar(node) || isMap(node) ? lineAt(node.range?.[0] ?? 0) : null;
}

/** The variables that decide over every file; each is a layer of its own so that it can be named. */
function environmentLayers(env: NodeJS.ProcessEnv): Layer[] {
  const layers: Layer[] = [];
  const add = (name: string, option: Path, value: unknown) => {
    const nested = option.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
    const lineFor = (asked: Path) => (asked.join('.') === option.join('.') ? 0 : null);
    layers.push({ name, value: nested, lineOf: lineFor });
  };
  if (env.VESTIGE_ARCHIVE) add('VESTIGE_ARCHIVE', ['archive'], env.VESTIGE_ARCHIVE);
  if (env.VESTIGE_HOST) add('VESTIGE_HOST', ['server', 'host'], env.VESTIGE_HOST);
  if (env.VESTIGE_PORT) add('VESTIGE_PORT', ['server', 'port'], toNumber(env.VESTIGE_PORT));
  const publicUrl = env.VESTIGE_PUBLIC_URL;
  if (publicUrl) add('VESTIGE_PUBLIC_URL', ['server', 'publicUrl'], publicUrl);
  return layers;
}

/**
 * Credentials of a vantage's proxy come as VESTIGE_PROXY_<VANTAGE>_USERNAME and _PASSWORD. One that
 * fits no proxy is a mistake that would mean looking from the wrong place, in the open.
 */
function checkProxyVariables(config: unknown, env: NodeJS.ProcessEnv): Problem[] {
  const vantages = valueAt(config, ['egress', 'vantages']);
  const known = Object.entries(isPlain(vantages) ? vantages : {})
    .filter(([, vantage]) => isPlain(vantage) && vantage.proxy !== null)
    .flatMap(([name, vantage]) => {
      const variable = `VESTIGE_PROXY_${name.toUpperCase().replaceAll('-', '_')}`;
      const chain = isPlain(vantage) && Array.isArray(vantage.proxy) ? vantage.proxy : [null];
      return chain.map((_, index) => (index === 0 ? variable : `${variable}_${index + 1}`));
    });
  const isKnown = (variable: string) =>
    known.some((name) => variable === `${name}_USERNAME` || variable === `${name}_PASSWORD`);
  const message = `It fits no vantage with a proxy. Allowed: ${
    known.map((name) => `${name}_USERNAME, ${name}_PASSWORD`).join(', ') || 'none'
  }.`;
  return Object.keys(env)
    .filter((variable) => variable.startsWith('VESTIGE_PROXY_') && !isKnown(variable))
    .map((variable) => ({ file: variable, line: 0, key: '', message }));
}

function toNumber(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

function unknownKey(layers: readonly Layer[], option: Path): Problem {
  const siblings = valueAt(layers[0]?.value, option.slice(0, -1));
  const allowed = isPlain(siblings) ? ` Allowed here: ${Object.keys(siblings).join(', ')}.` : '';
  return { ...placeOf(layers, option), message: `There is no such option.${allowed}` };
}

function wrongValue(
  layers: readonly Layer[],
  option: Path,
  value: unknown,
  allowed: string,
): Problem {
  const place = placeOf(layers, option);
  const shown = JSON.stringify(value) ?? 'Nothing';
  return { ...place, message: `${shown} is not allowed. Allowed: ${allowed}.` };
}

/** The uppermost layer in which the option, else the nearest map around it, stands. */
function placeOf(layers: readonly Layer[], option: Path): Omit<Problem, 'message'> {
  for (let depth = option.length; depth > 0; depth--) {
    for (const layer of layers.toReversed()) {
      const line = layer.lineOf(option.slice(0, depth));
      if (line !== null) return { file: layer.name, line, key: option.join('.') };
    }
  }
  return { file: layers[0]?.name ?? '', line: 1, key: option.join('.') };
}

function stopAt(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const said = problems.map(({ file, line, key, message }) => {
    const place = line === 0 ? file : `${file}:${line}`;
    return key === '' ? `${place}: ${message}` : `${place}: ${key}: ${message}`;
  });
  throw new VestigeError('CONFIG_INVALID', said.join('\n'), { details: { problems } });
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Maps key by key; anything else is replaced. A map left empty (`egress:`) changes nothing. */
function merge(below: unknown, over: unknown): unknown {
  if (!isPlain(below)) return over;
  if (over === null) return below;
  if (!isPlain(over)) return over;
  const keys = new Set([...Object.keys(below), ...Object.keys(over)]);
  return Object.fromEntries(
    [...keys].map((key) => [
      key,
      Object.hasOwn(over, key) ? merge(below[key], over[key]) : below[key],
    ]),
  );
}

function valueAt(value: unknown, option: Path): unknown {
  return option.reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) return inner[Number(key)];
    return isPlain(inner) ? inner[key] : undefined;
  }, value);
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) freeze(inner);
    Object.freeze(value);
  }
  return value;
}
