// What the readers of list formats hand over: one page each, with the line it was written on.
import type { WatchInput } from './watch-draft.js';

export interface ListEntry {
  /** Line of the file on which it begins, from 1. */
  readonly line: number;
  readonly input: WatchInput;
}

export interface ListError {
  readonly line: number;
  readonly message: string;
}

export interface ReadList {
  readonly entries: readonly ListEntry[];
  readonly errors: readonly ListError[];
}

/** The names by which a list may call the options of a watch. */
export const FIELD_OF = new Map<string, keyof WatchInput>([
  ['url', 'url'],
  ['case', 'caseName'],
  ['label', 'labels'],
  ['labels', 'labels'],
  ['every', 'every'],
  ['timezone', 'timezone'],
  ['claim', 'claims'],
  ['claims', 'claims'],
  ['term', 'terms'],
  ['terms', 'terms'],
  ['ignore', 'ignore'],
  ['select', 'select'],
  ['vantage', 'vantages'],
  ['vantages', 'vantages'],
  ['language', 'language'],
  ['note', 'note'],
]);

/** The names as a message tells them. */
export const FIELD_NAMES =
  'url, case, labels, every, timezone, claims, terms, ignore, select, vantages, language, note';

const LISTS: ReadonlySet<keyof WatchInput> = new Set([
  'labels',
  'claims',
  'terms',
  'ignore',
  'select',
  'vantages',
]);

/** True for options that take several values. */
export function takesSeveral(field: keyof WatchInput): boolean {
  return LISTS.has(field);
}
