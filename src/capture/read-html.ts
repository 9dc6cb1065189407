// The bytes of an HTML page that no browser renders -> its title and text, block by block. Nothing of
// it is run or fetched; what a style sheet hides, or a script writes, is not known.
import {
  html,
  parse,
  type DefaultTreeAdapterTypes as Tree,
  defaultTreeAdapter as tree,
} from 'parse5';
import type { PageReading, TextBlock } from '../model/reading.js';

const SNIFFED_BYTES = 2048;
const UNREAD = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'head',
  'svg',
  'iframe',
  'object',
]);
const INLINE = new Set(
  'a abbr b bdi bdo big cite code data dfn em font i ins kbd label mark q ruby s samp small span strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

/** What can be read on the page without rendering it. */
export function readHtml(bytes: Buffer, contentType: string | null, url: string): PageReading {
  const characterSet = characterSetOf(bytes, contentType);
  const document = parse(new TextDecoder(characterSet).decode(bytes));
  const blocks: TextBlock[] = [];
  readBlocks(document, blocks);
  return {
    ...{ v: 1, url, characterSet, contentType: 'text/html', blocks },
    title: collapse(textOf(find(document, 'title'))),
    language: attribute(find(document, 'html'), 'lang'),
    ...{ metas: [], headLinks: [], links: [], images: [], media: [], forms: [], tables: [] },
    ...{ frames: [], scripts: [], ignored: [], selected: [], widthPx: 0, heightPx: 0 },
  };
}

/** As the WHATWG says, but for guessing: byte order mark, header, meta; then UTF-8, else GB 18030. */
function characterSetOf(bytes: Buffer, contentType: string | null): string {
  const start = bytes.toString('latin1', 0, SNIFFED_BYTES);
  const candidates = [
    bytes.subarray(0, 3).toString('hex') === 'efbbbf' ? 'utf-8' : undefined,
    /charset\s*=\s*["']?([\w-]+)/i.exec(contentType ?? '')?.[1],
    /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(start)?.[1],
  ];
  for (const label of candidates) {
    if (label !== undefined && isKnown(label)) return new TextDecoder(label).encoding;
  }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}

function isKnown(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
}

/** A block is the text between two block-level borders, in the order of the document. */
function readBlocks(document: Tree.Document, blocks: TextBlock[]): void {
  let text = '';
  let owner = 'body';
  const flush = () => {
    const whole = collapse(text);
    text = '';
    if (whole === '') return;
    const path = `${owner}:nth-of-type(${blocks.length + 1})`;
    const place = { zone: null, visible: true, linkTextLength: 0, frame: null };
    blocks.push({ text: whole, tag: owner, path, ...place });
  };
  // Without recursion: a hostile page nests as deep as it likes.
  const waiting: (Tree.Node | { readonly leaves: string })[] = [document];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if ('leaves' in node) {
      flush();
      owner = node.leaves;
    } else if (tree.isTextNode(node)) {
      text += node.value;
    } else if (!tree.isElementNode(node) || !UNREAD.has(node.tagName)) {
      if (tree.isElementNode(node) && !INLINE.has(node.tagName)) {
        flush();
        waiting.push({ leaves: owner });
        owner = node.tagName;
      }
      if ('childNodes' in node)
        for (const child of node.childNodes.toReversed()) waiting.push(child);
    }
  }
  flush();
}

function find(document: Tree.Document, name: string): Tree.Element | null {
  const waiting: Tree.ChildNode[] = [...document.childNodes];
  for (let node = waiting.shift(); node !== undefined; node = waiting.shift()) {
    if (!tree.isElementNode(node)) continue;
    if (node.tagName === name && node.namespaceURI === html.NS.HTML) return node;
    if (['html', 'head'].includes(node.tagName)) waiting.push(...node.childNodes);
  }
  return null;
}

function textOf(element: Tree.Element | null): string {
  return (element?.childNodes ?? [])
    .map((node) => (tree.isTextNode(node) ? node.value : ''))
    .join('');
}

function attribute(element: Tree.Element | null, name: string): string | null {
  return element?.attrs.find((one) => one.name === name)?.value ?? null;
}

function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
