// A list of feeds or bookmarks exported by another program -> the pages in it. OPML 2.0.
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { ListEntry, ReadList } from './list-entry.js';

type XmlNode = Readonly<Record<string, unknown>>;

/**
 * Reads the outlines that carry an address: `url`, else the page `htmlUrl`, else the feed `xmlUrl`.
 * The outlines around one become its labels, its title the note. A document type declaration is
 * refused, so that no entity is ever expanded but the five of XML and character references.
 */
export function readOpml(text: string): ReadList {
  const lineOf = lineFinder(text);
  const declaration = text.search(/<!(?:DOCTYPE|ENTITY)/i);
  if (declaration >= 0) {
    const message = 'A document type declaration (<!DOCTYPE …>) is not accepted; delete it.';
    return { entries: [], errors: [{ line: lineOf(declaration), message }] };
  }
  const validity = XMLValidator.validate(text);
  if (validity !== true) {
    const { line, msg } = validity.err;
    return { entries: [], errors: [{ line, message: `This is not well-formed XML: ${msg}` }] };
  }
  let nodes: readonly XmlNode[];
  try {
    nodes = parseXml(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { entries: [], errors: [{ line: 1, message: `This XML cannot be read: ${reason}` }] };
  }
  const opml = nodes.find((node) => 'opml' in node);
  if (opml === undefined) {
    return { entries: [], errors: [{ line: 1, message: 'There is no <opml> element.' }] };
  }
  return { entries: outlinesIn([opml], [], lineOf), errors: [] };
}

function parseXml(text: string): readonly XmlNode[] {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    captureMetaData: true,
    htmlEntities: true,
  });
  return parser.parse(text) as readonly XmlNode[];
}

/** The parser limits nesting, so recursion stays shallow. */
function outlinesIn(
  nodes: readonly XmlNode[],
  labels: readonly string[],
  lineOf: (index: number) => number,
): readonly ListEntry[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ':@') ?? '';
    const children = Array.isArray(node[name]) ? (node[name] as readonly XmlNode[]) : [];
    if (name !== 'outline') return outlinesIn(children, labels, lineOf);
    const attributes = attributesOf(node);
    const title = attributes.get('title') ?? attributes.get('text') ?? '';
    const url = ['url', 'htmlurl', 'xmlurl'].map((key) => attributes.get(key)).find(Boolean);
    const own = url === undefined ? [] : [entryOf(node, url, title, labels, attributes, lineOf)];
    const inner = title === '' || url !== undefined ? labels : [...labels, title];
    return [...own, ...outlinesIn(children, inner, lineOf)];
  });
}

function entryOf(
  node: XmlNode,
  url: string,
  title: string,
  labels: readonly string[],
  attributes: ReadonlyMap<string, string>,
  lineOf: (index: number) => number,
): ListEntry {
  const categories = (attributes.get('category') ?? '').split(',').map((label) => label.trim());
  return {
    line: lineOf(startOf(node)),
    input: { url, labels: [...labels, ...categories].filter((label) => label !== ''), note: title },
  };
}

function attributesOf(node: XmlNode): ReadonlyMap<string, string> {
  const attributes = (node[':@'] ?? {}) as Readonly<Record<string, unknown>>;
  return new Map(
    Object.entries(attributes).map(([key, value]) => [key.toLowerCase(), String(value).trim()]),
  );
}

function startOf(node: XmlNode): number {
  const symbol = XMLParser.getMetaDataSymbol() as unknown as keyof XmlNode;
  const found = node[symbol] as { startIndex?: number } | undefined;
  return found?.startIndex ?? 0;
}

/** Line numbers of rising positions, each found from the one before. */
function lineFinder(text: string): (index: number) => number {
  let at = 0;
  let line = 1;
  return (index) => {
    if (index < at) {
      at = 0;
      line = 1;
    }
    for (
      let next = text.indexOf('\n', at);
      next >= 0 && next < index;
      next = text.indexOf('\n', at)
    ) {
      at = next + 1;
      line += 1;
    }
    return line;
  };
}
