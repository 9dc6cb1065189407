// A file with a list of pages (CSV, TXT, YAML or OPML) -> drafts, or every bad line by its number.
import { VestigeError } from '../errors.js';
import type { WatchDraft } from '../model/watch.js';
import type { ListEntry, ListError, ReadList } from './list-entry.js';
import { readCsv } from './read-csv.js';
import { readOpml } from './read-opml.js';
import { readYaml } from './read-yaml.js';
import { type DraftDefaults, draftWatch } from './watch-draft.js';

export interface WatchList {
  /** Empty when there is any error: all or nothing. */
  readonly drafts: readonly WatchDraft[];
  readonly errors: readonly ListError[];
  /** How many lines said a page that an earlier line of the same case had said. */
  readonly folded: number;
  /** How the file's bytes were read. */
  readonly encoding: string;
}

/**
 * Reads a list of pages. The format follows the name's ending (`.csv .tsv .txt .yaml .yml .opml
 * .xml`), without one the content. Lines for the same page and case are folded into one: labels,
 * claims and the other lists are joined, of single options the first said counts.
 */
export function parseWatchList(
  input: { readonly fileName: string; readonly bytes: Uint8Array },
  defaults: DraftDefaults,
): WatchList {
  const decoded = decodeText(input.bytes);
  if (decoded === null) return failed('unknown', UNREADABLE);
  const { text, encoding } = decoded;
  const reader = readerFor(input.fileName, text);
  if (reader === null) {
    return failed(encoding, 'The name must end in .csv, .tsv, .txt, .yaml, .yml, .opml or .xml.');
  }
  const list = reader(text);
  const { drafts, errors, folded } = draftAll(list, defaults);
  if (errors.length > 0) return { drafts: [], errors, folded: 0, encoding };
  if (drafts.length === 0) return failed(encoding, 'There is no address in this file.');
  return { drafts, errors: [], folded, encoding };
}

const UNREADABLE =
  'The text is neither UTF-8 nor GB18030. Save the file as "CSV UTF-8" and import it again.';

/** Byte order mark, else strict UTF-8, else what Chinese Excel saves; anything else would be guessing. */
function decodeText(bytes: Uint8Array): { text: string; encoding: string } | null {
  const marked = (['utf-8', 'utf-16le', 'utf-16be'] as const).find((encoding) =>
    BYTE_ORDER_MARKS[encoding].every((byte, index) => bytes[index] === byte),
  );
  for (const encoding of marked === undefined ? ['utf-8', 'gb18030'] : [marked]) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
    } catch {
      // Not this one.
    }
  }
  return null;
}

const BYTE_ORDER_MARKS = {
  'utf-8': [0xef, 0xbb, 0xbf],
  'utf-16le': [0xff, 0xfe],
  'utf-16be': [0xfe, 0xff],
} as const;

const READERS: Readonly<Record<string, (text: string) => ReadList>> = {
  csv: readCsv,
  tsv: readCsv,
  txt: readTxt,
  yaml: readYaml,
  yml: readYaml,
  opml: readOpml,
  xml: readOpml,
};

function readerFor(fileName: string, text: string): ((text: string) => ReadList) | null {
  const ending = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase();
  if (ending !== undefined) return READERS[ending] ?? null;
  if (/^\s*</.test(text)) return readOpml;
  const [head = ''] = text.trimStart().split(/[\r\n]/, 1);
  return /^"?url"?\s*([,;\t]|$)|[,;\t]\s*"?url"?\s*([,;\t]|$)/i.test(head) ? readCsv : readTxt;
}

/** One address a line; empty lines and lines that begin with # are left out. */
function readTxt(text: string): ReadList {
  const entries = text
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ line: index + 1, input: { url: line.trim() } }))
    .filter(({ input }) => input.url !== '' && !input.url.startsWith('#'));
  return { entries, errors: [] };
}

function draftAll(list: ReadList, defaults: DraftDefaults) {
  const drafts = new Map<string, WatchDraft>();
  const errors: ListError[] = [...list.errors];
  for (const entry of list.entries) {
    const draft = tryDraft(entry, defaults, errors);
    if (draft === null) continue;
    const key = `${draft.caseName}\n${draft.urlKey}`;
    const before = drafts.get(key);
    drafts.set(key, before === undefined ? draft : join(before, draft));
  }
  errors.sort((a, b) => a.line - b.line);
  return { drafts: [...drafts.values()], errors, folded: list.entries.length - drafts.size };
}

function tryDraft(entry: ListEntry, defaults: DraftDefaults, errors: ListError[]) {
  try {
    return draftWatch(entry.input, defaults);
  } catch (error) {
    if (!(error instanceof VestigeError)) throw error;
    const hint = error.code === 'URL_PRIVATE' ? ` ${error.facts.hint}` : '';
    errors.push({ line: entry.line, message: `${error.message}${hint}` });
    return null;
  }
}

function join(first: WatchDraft, next: WatchDraft): WatchDraft {
  const both = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])];
  return {
    ...first,
    labels: both(first.labels, next.labels),
    claims: both(first.claims, next.claims),
    terms: both(first.terms, next.terms),
    ignore: both(first.ignore, next.ignore),
    select: both(first.select, next.select),
    vantages: both(first.vantages, next.vantages),
  };
}

function failed(encoding: string, message: string): WatchList {
  return { drafts: [], errors: [{ line: 1, message }], folded: 0, encoding };
}
