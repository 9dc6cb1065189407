// The options of `watch add`, or a line of a list -> a checked draft of a watch.
import { VestigeError } from '../errors.js';
import { checkEvery } from '../formats/cron.js';
import type { WatchDraft } from '../model/watch.js';
import { registerUrl } from './normalise-url.js';
import {
  checkClaim,
  checkLanguage,
  checkSelector,
  checkText,
  checkTimezone,
} from './option-checks.js';

/** What a person says of a page; everything but the URL may be left out. */
export interface WatchInput {
  readonly url: string;
  readonly caseName?: string | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly every?: string | undefined;
  readonly timezone?: string | undefined;
  readonly claims?: readonly string[] | undefined;
  readonly terms?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
  readonly select?: readonly string[] | undefined;
  readonly vantages?: readonly string[] | undefined;
  readonly language?: string | null | undefined;
  readonly note?: string | undefined;
}

/** What an unsaid option becomes, and what is allowed. */
export interface DraftDefaults {
  readonly every: string;
  readonly timezone: string;
  readonly allowPrivateAddresses: boolean;
  /** Names of the configured vantages. */
  readonly vantages: readonly string[];
  /** The case of pages for which none is named; `default` when left out. */
  readonly caseName?: string;
}

const MAX_NAME_CHARACTERS = 200;
const MAX_NOTE_CHARACTERS = 10_000;
const MAX_ENTRIES = 500;

/**
 * Checks what a person said of a page; every wrong option is named in one message.
 * @throws URL_INVALID, URL_PRIVATE, INPUT_INVALID
 */
export function draftWatch(input: WatchInput, defaults: DraftDefaults): WatchDraft {
  const { url, urlKey } = registerUrl(input.url, defaults);
  const draft: WatchDraft = {
    url,
    urlKey,
    caseName: input.caseName?.trim() || defaults.caseName || 'default',
    labels: tidy(input.labels),
    every: (input.every?.trim() || defaults.every).replace(/\s+/g, ' '),
    timezone: input.timezone?.trim() || defaults.timezone,
    claims: tidy(input.claims),
    terms: tidy(input.terms),
    ignore: tidy(input.ignore),
    select: tidy(input.select),
    vantages: tidy(input.vantages),
    language: input.language?.trim() || null,
    note: input.note?.trim() ?? '',
  };
  const problems = problemsOf(draft, defaults.vantages);
  if (problems.length > 0) {
    throw new VestigeError('INPUT_INVALID', `${problems.join('. ')}.`, { details: { problems } });
  }
  return draft.language === null
    ? draft
    : { ...draft, language: Intl.getCanonicalLocales(draft.language)[0] ?? null };
}

/** Trimmed, without repetitions; an empty one stays, to be named as wrong. */
function tidy(values: readonly string[] = []): readonly string[] {
  return [...new Set(values.map((value) => value.trim()))];
}

function problemsOf(draft: WatchDraft, knownVantages: readonly string[]): string[] {
  const { claims, terms, labels, ignore, select, vantages } = draft;
  const lists = { claims, terms, labels, ignore, select, vantages };
  const tooMany = Object.entries(lists)
    .filter(([, values]) => values.length > MAX_ENTRIES)
    .map(([name, { length }]) => `There are ${length} ${name}; at most ${MAX_ENTRIES} are allowed`);
  const unknownVantages = vantages
    .filter((name) => !knownVantages.includes(name))
    .map((name) => `There is no vantage "${name}"; configured are: ${knownVantages.join(', ')}`);
  const found = [
    checkText('case name', draft.caseName, MAX_NAME_CHARACTERS),
    checkText('note', draft.note || '-', MAX_NOTE_CHARACTERS),
    checkEvery(draft.every),
    checkTimezone(draft.timezone),
    draft.language === null ? null : checkLanguage(draft.language),
    ...claims.map(checkClaim),
    ...terms.map((term) => checkText('term', term, MAX_NAME_CHARACTERS)),
    ...labels.map((label) => checkText('label', label, MAX_NAME_CHARACTERS)),
    ...[...ignore, ...select].map(checkSelector),
  ];
  return [...tooMany, ...unknownVantages, ...found.filter((problem) => problem !== null)];
}
