// config/rules/*.yaml -> one checked set of rules with its digest. words.yaml holds the groups of
// words, learned.json what notices read like, the other files the rules; what each key means stands at
// the head of the files.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { VestigeError } from '../errors.js';
import { groupBy } from '../formats/group-by.js';
import { matchable } from '../formats/normal-text.js';
import { digestOf } from '../model/digest.js';
import { OBSERVATION_CLASSES, type ObservationClass, STAGES } from '../model/observation.js';
import { NAMED_ADDRESSES } from './named-address.js';
import type { NoticeClassifier } from './notice-classifier.js';
import { REDIRECT_SHAPES } from './redirects.js';

const CLASSES = Object.values(OBSERVATION_CLASSES).flat() as readonly ObservationClass[];

const Says = z.array(z.string().min(1)).min(1);
const ConditionSchema = z
  .strictObject({
    status: z.array(z.union([z.int().min(100).max(599), z.string().regex(/^\d{3}-\d{3}$/)])),
    failure: z.array(z.string()),
    fault: z.array(z.string()),
    header: z.array(z.string().min(1)),
    cookie: z.array(z.string().min(1)),
    'leads to': z.array(z.string().min(1)),
    'loads from': z.array(z.string().min(1)),
    'name resolves to': z.array(z.string()),
    redirected: z.array(z.enum(REDIRECT_SHAPES)),
    'title says': Says,
    'title is': Says,
    'heading is': Says,
    'heading says': Says,
    'one block says': Says,
    'says somewhere': Says,
    'says any of': Says,
    'not sent by the server': z.literal(true),
    'words found at least': z.strictObject({ words: z.string(), times: z.int().min(1) }),
    'page was read': z.boolean(),
    'visible text at most': z.number().min(0),
    'main text at most': z.number().min(0),
    'main text at least': z.number().min(0),
    'links at most': z.number().min(0),
    'images at most': z.number().min(0),
    'says besides at most': z.number().min(0),
    'reads like': z.enum(CLASSES as [ObservationClass, ...ObservationClass[]]),
    'shows a sentence': z.boolean(),
    'answer cut off': z.literal(true),
    'password form': z.literal(true),
    'watched address is a login': z.literal(true),
    'text kept at most': z.number().min(0).max(1),
    'new text at most': z.number().min(0),
    'text kept at least': z.number().min(0).max(1),
    'likeness at most': z.number().min(0).max(1),
    'text lost at least': z.number().min(0).max(1),
    'claims seen at least': z.number().min(0).max(1),
    'claims none of': z.int().min(1),
    'other pages landed here': z.int().min(1),
    'other pages show this text': z.int().min(1),
    'a made-up address shows the same': z.number().min(0).max(1),
    'names an address': z.enum(NAMED_ADDRESSES),
    'title is the same': z.boolean(),
    'another resolver finds an address': z.literal(true),
    'canaries silent': z.literal(true),
    'unrelated hosts failing at least': z.strictObject({
      share: z.number().min(0).max(1),
      hosts: z.int().min(1),
    }),
  })
  .partial();

/** One thing that must be so: all keys of it together. */
export type Condition = z.infer<typeof ConditionSchema>;

const RuleSchema = z.strictObject({
  id: z.string().regex(/^R-S\d{1,2}-[A-Z0-9-]+$/),
  stage: z.enum(STAGES),
  gives: z.enum(CLASSES as [ObservationClass, ...ObservationClass[]]),
  when: z.array(ConditionSchema).min(1),
  unless: z.array(ConditionSchema).default([]),
  minSignals: z.int().min(1).optional(),
  source: z.string().min(1),
  since: z.iso.date(),
});

/** A rule as written. */
export type Rule = z.infer<typeof RuleSchema>;

/** All rules in the order of their stages, the words they use, and the digest of all files. */
export interface RuleSet {
  readonly digest: string;
  readonly rules: readonly Rule[];
  /** One pattern for each group of words, on text in its matchable form. */
  readonly words: ReadonlyMap<string, RegExp>;
  /** What notices of each class read like, where no listed word tells. */
  readonly classifier: NoticeClassifier;
}

const WordsSchema = z.strictObject({
  words: z.record(z.string(), z.array(z.string().min(1)).min(1)),
});
const RulesSchema = z.strictObject({ rules: z.array(RuleSchema) });
const Weights = z.record(z.string(), z.number());
type Features = Readonly<Record<string, readonly [number, Readonly<Record<string, number>>]>>;
const LearnedSchema = z.strictObject({
  from: z.string(),
  bias: Weights,
  /** By feature: its idf, then its weights. Thousands of them, so looked through by hand. */
  features: z.custom<Features>(isFeatures, 'every feature has a number and its weights'),
});

function isFeatures(value: unknown): boolean {
  const isPlain = (one: unknown): one is object => typeof one === 'object' && one !== null;
  return (
    isPlain(value) &&
    Object.values(value).every(
      (one) =>
        Array.isArray(one) &&
        Number.isFinite(one[0]) &&
        isPlain(one[1]) &&
        Object.values(one[1]).every(Number.isFinite),
    )
  );
}

/** Learned, and not written by hand: see `npm run learn`. */
const LEARNED = 'learned.json';

/**
 * Reads every `*.yaml` of `dir`, and `learned.json`; `words.yaml` must be among them.
 * @throws CONFIG_INVALID naming file and line.
 */
export async function loadRules(dir: string): Promise<RuleSet> {
  const names = await namesIn(dir);
  const rules: Rule[] = [];
  const words = new Map<string, RegExp>();
  const texts: string[] = [];
  const places = new Map<string, string>();
  let classifier: NoticeClassifier = { bias: {}, features: new Map() };
  for (const name of names) {
    const file = join(dir, name);
    const text = await readFile(file, 'utf8');
    texts.push(`${name}\n${text}`);
    if (name === 'words.yaml') {
      const checked = check(WordsSchema, text, file);
      for (const [group, list] of Object.entries(checked.words)) words.set(group, patternOf(list));
      continue;
    }
    if (name === LEARNED) {
      const { bias, features } = check(LearnedSchema, text, file);
      const learned = Object.entries(features).map(
        ([name, [idf, adds]]) => [name, { idf, adds }] as const,
      );
      classifier = { bias, features: new Map(learned) };
      continue;
    }
    for (const rule of check(RulesSchema, text, file).rules) {
      const other = places.get(rule.id);
      if (other !== undefined)
        throw invalid(`${file}: the rule ${rule.id} already stands in ${other}`);
      places.set(rule.id, file);
      rules.push(rule);
    }
  }
  for (const rule of rules) checkWords(rule, words, places.get(rule.id) ?? dir);
  const ordered = rules.toSorted((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage));
  return { digest: digestOf(texts.join('\n')), rules: ordered, words, classifier };
}

async function namesIn(dir: string): Promise<readonly string[]> {
  let all: string[];
  try {
    all = await readdir(dir);
  } catch (cause) {
    throw new VestigeError('CONFIG_INVALID', `The folder of rules ${dir} cannot be read.`, {
      cause,
    });
  }
  const names = all.filter((name) => name.endsWith('.yaml') || name === LEARNED).sort();
  if (!names.includes('words.yaml')) throw invalid(`${dir}: words.yaml is missing`);
  return names;
}

function check<T>(schema: z.ZodType<T>, text: string, file: string): T {
  const parsed = schema.safeParse(quickly(text, file));
  return parsed.success ? parsed.data : findFault(schema, text, file);
}

/** What the text says; undefined where it is no YAML. Reading with places takes five times as long. */
function quickly(text: string, file: string): unknown {
  try {
    if (file.endsWith('.json')) return JSON.parse(text);
    return load(text, { schema: CORE_SCHEMA });
  } catch {
    return undefined;
  }
}

/** Reads with places, to say where the fault is. */
function findFault<T>(schema: z.ZodType<T>, text: string, file: string): T {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [fault] = document.errors;
  if (fault !== undefined) {
    throw invalid(`${file}:${lines.linePos(fault.pos[0]).line}: ${fault.message.split('\n')[0]}`);
  }
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path ?? [];
  let line = 1;
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    const range = isScalar(node) || isMap(node) || node !== null ? rangeOf(node) : null;
    if (range === null) continue;
    line = lines.linePos(range).line;
    break;
  }
  throw invalid(`${file}:${line}: ${path.join('.')}: ${issue?.message ?? 'not valid'}`);
}

function rangeOf(node: unknown): number | null {
  if (typeof node !== 'object' || node === null || !('range' in node)) return null;
  const { range } = node;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : null;
}

function checkWords(rule: Rule, words: ReadonlyMap<string, RegExp>, file: string): void {
  for (const group of [...rule.when, ...rule.unless].flatMap(groupsOf)) {
    if (!words.has(group)) throw invalid(`${file}: ${rule.id}: words.yaml has no group "${group}"`);
  }
}

/** The groups of words a condition names. */
export function groupsOf(condition: Condition): readonly string[] {
  const often = condition['words found at least'];
  return [
    ...(condition['title says'] ?? []),
    ...(condition['title is'] ?? []),
    ...(condition['heading says'] ?? []),
    ...(condition['heading is'] ?? []),
    ...(condition['one block says'] ?? []),
    ...(condition['says somewhere'] ?? []),
    ...(condition['says any of'] ?? []),
    ...(often === undefined ? [] : [often.words]),
  ];
}

function invalid(message: string): VestigeError {
  return new VestigeError('CONFIG_INVALID', message);
}

// In Chinese up to 12 characters are a phrase; between spaces, up to four words are.
const GAP = '.{0,12}?';
const WORD_GAP = '[^\\s\\p{sc=Han}]+(?: [^\\s\\p{sc=Han}]+){0,3}?';

// What Arabic writes onto the front of a word: and, so, by, as, for, the. Whatever follows may differ.
const ARABIC_START = '(?<!\\p{sc=Arabic})(?:[وف]?(?:ال|لل|[بكل](?:ال)?)?)?';

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

const LETTER = '[\\p{sc=Latin}\\p{sc=Cyrillic}\\d]';

/**
 * Words as one pattern: `*` stands for up to 12 characters, between spaces for one to four words,
 * `(a|b)` for either. Latin and Cyrillic words match whole words only, Arabic ones from the beginning of a word.
 */
function patternOf(list: readonly string[]): RegExp {
  // Each edge is written once for all words that share it: hundreds of them take long to compile.
  // The longer first, so that a title is seen to be nothing but its words.
  const bodies = list.map(bodyOf).toSorted((a, b) => b.length - a.length);
  const sharing = groupBy(bodies, (body) => {
    const edges = body.replace(/^\(\?:/, '').replace(/\)$/, '');
    const start = /^[\p{sc=Latin}\p{sc=Cyrillic}\d]/u.test(edges)
      ? `(?<!${LETTER})`
      : /^\p{sc=Arabic}/u.test(edges)
        ? ARABIC_START
        : '';
    const end = /[\p{sc=Latin}\p{sc=Cyrillic}\d]$/u.test(edges) ? `(?!${LETTER})` : '';
    return `${start}…${end}`;
  });
  const groups = [...sharing].map(([edge, words]) =>
    edge.replace('…', () => `(?:${words.join('|')})`),
  );
  return new RegExp(groups.join('|'), 'u');
}

function bodyOf(word: string): string {
  return matchable(word)
    .split(/( \* |\*|\([^()]*\|[^()]*\))/)
    .map((piece) => {
      if (piece === ' * ') return ` ${WORD_GAP} `;
      if (piece === '*') return GAP;
      if (!/^\(.*\|.*\)$/.test(piece)) return escaped(piece);
      return `(?:${piece.slice(1, -1).split('|').map(escaped).join('|')})`;
    })
    .join('');
}
