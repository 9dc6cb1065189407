// A YAML list of addresses or mappings -> the pages in it. YAML 1.2.
import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import {
  FIELD_NAMES,
  FIELD_OF,
  type ListEntry,
  type ListError,
  type ReadList,
  takesSeveral,
} from './list-entry.js';

type Place = (node: unknown) => number;

/** A fault of one item, told with its line. */
class ItemError extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** Reads a YAML list, at the top or under `watches`; an item is an address or a mapping of options. */
export function readYaml(text: string): ReadList {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  if (document.errors.length > 0) {
    const errors = document.errors.map(({ pos, message }) => ({
      line: counter.linePos(pos[0]).line,
      message,
    }));
    return { entries: [], errors };
  }
  const lineOf: Place = (node) => {
    const start = (node as Node | null)?.range?.[0] ?? 0;
    return counter.linePos(start).line || 1;
  };
  const root = document.contents;
  const list = isMap(root) ? root.get('watches', true) : root;
  if (root === null) return { entries: [], errors: [] };
  if (!isSeq(list)) {
    const message = 'A list is expected: "- https://…" lines, or mappings with a url each.';
    return { entries: [], errors: [{ line: lineOf(root), message }] };
  }
  return readItems(list.items, lineOf);
}

function readItems(items: readonly unknown[], lineOf: Place): ReadList {
  const entries: ListEntry[] = [];
  const errors: ListError[] = [];
  for (const item of items) {
    try {
      entries.push({ line: lineOf(item), input: readItem(item, lineOf) });
    } catch (error) {
      if (!(error instanceof ItemError)) throw error;
      errors.push({ line: error.line, message: error.message });
    }
  }
  return { entries, errors };
}

function readItem(item: unknown, lineOf: Place): ListEntry['input'] {
  if (isScalar(item) || isAlias(item)) return { url: scalarText(item, lineOf) };
  if (!isMap(item)) throw new ItemError(lineOf(item), 'An item is an address or a mapping.');
  const input: Record<string, string | string[]> = {};
  for (const { key, value } of (item as YAMLMap).items) {
    const name = isScalar(key) ? String(key.value) : '';
    const field = FIELD_OF.get(name.toLowerCase());
    if (field === undefined) {
      throw new ItemError(lineOf(key), `"${name}" is not known. Known are: ${FIELD_NAMES}.`);
    }
    if (isScalar(value) && value.value === null) continue;
    if (takesSeveral(field)) {
      input[field] = isSeq(value)
        ? value.items.map((entry) => scalarText(entry, lineOf))
        : [scalarText(value, lineOf)];
    } else {
      input[field] = scalarText(value, lineOf);
    }
  }
  return { url: '', ...input };
}

/** The text of a value as written: `2026` and `012` are names here, not numbers. */
function scalarText(node: unknown, lineOf: Place): string {
  if (isAlias(node)) throw aliasError(node, lineOf);
  if (!isScalar(node)) throw new ItemError(lineOf(node), 'Text is expected here.');
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

/** Aliases are not followed: a few lines of them can stand for gigabytes. */
function aliasError(node: Alias, lineOf: Place): ItemError {
  return new ItemError(lineOf(node), `*${node.source} refers to another place; write it out.`);
}
