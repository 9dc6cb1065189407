// HTML as a person would write it -> the readings and snapshots the stages see, without a browser.
import { type DefaultTreeAdapterTypes as Dom, parse } from 'parse5';
import { type Digest, digestOf } from '../../src/model/digest.js';
import type { Exchange } from '../../src/model/exchange.js';
import type {
  PageReading,
  ReadForm,
  ReadImage,
  ReadLink,
  ReadTable,
  TextBlock,
  Zone,
} from '../../src/model/reading.js';
import type { Manifest, Redirect, Snapshot, VisitOutcome } from '../../src/model/snapshot.js';

const BLOCKS =
  /^(?:p|h[1-6]|li|td|th|div|section|article|main|nav|header|footer|aside|ul|ol|table|tbody|thead|tr|body|dt|dd|dl|form|blockquote|pre|figure|figcaption|address|center|option|button|details|summary)$/;
const ZONES: Readonly<Record<string, Zone>> = {
  nav: 'nav',
  header: 'header',
  main: 'main',
  article: 'main',
  aside: 'aside',
  footer: 'footer',
};

interface Walk {
  readonly url: string;
  readonly blocks: TextBlock[];
  readonly links: ReadLink[];
  readonly images: ReadImage[];
  readonly media: { src: string; tag: string; path: string }[];
  readonly forms: ReadForm[];
  readonly tables: ReadTable[];
  readonly frames: { url: string; path: string }[];
  readonly scripts: string[];
  /** Paths by id, and what names an id it opens. */
  readonly named: Map<string, string>;
  readonly controls: { opens: string; path: string }[];
}

interface Place {
  readonly path: string;
  readonly zone: Zone;
  readonly visible: boolean;
}

/** A page as the in-page reader would give it. */
export function readHtml(html: string, url = 'https://www.donghai.test/page.html'): PageReading {
  const document = parse(html);
  const walk: Walk = {
    url,
    blocks: [],
    links: [],
    images: [],
    media: [],
    forms: [],
    tables: [],
    frames: [],
    scripts: [],
    named: new Map(),
    controls: [],
  };
  const root = document.childNodes.find((node): node is Dom.Element => node.nodeName === 'html');
  const head = root && child(root, 'head');
  const body = root && child(root, 'body');
  if (body) visit(body, { path: 'html > body', zone: null, visible: true }, walk);
  const inHead = head ? elements(head) : [];
  for (const script of inHead.filter((one) => one.tagName === 'script')) {
    const src = attr(script, 'src');
    if (src !== null) walk.scripts.push(new URL(src, url).href);
  }
  const folds = walk.controls.flatMap(({ opens, path }) => {
    const part = walk.named.get(opens);
    return part === undefined ? [] : [{ path: part, control: path, frame: null }];
  });
  const title = inHead.find((one) => one.tagName === 'title');
  return {
    v: 1,
    url,
    title: title ? textOf(title).trim() : '',
    language: root ? attr(root, 'lang') : null,
    characterSet: 'UTF-8',
    contentType: 'text/html',
    metas: inHead
      .filter((one) => one.tagName === 'meta')
      .map((one) => ({
        name: (
          attr(one, 'name') ??
          attr(one, 'property') ??
          attr(one, 'http-equiv') ??
          ''
        ).toLowerCase(),
        content: attr(one, 'content') ?? '',
      })),
    headLinks: inHead
      .filter((one) => one.tagName === 'link')
      .map((one) => ({
        rel: attr(one, 'rel') ?? '',
        href: new URL(attr(one, 'href') ?? '', url).href,
        hreflang: attr(one, 'hreflang'),
      })),
    blocks: walk.blocks,
    links: walk.links,
    images: walk.images,
    media: walk.media,
    forms: walk.forms,
    tables: walk.tables,
    frames: walk.frames,
    scripts: walk.scripts,
    ...(folds.length > 0 && { folds }),
    ignored: [],
    selected: [],
    widthPx: 1280,
    heightPx: 2000,
  };
}

/** How the visit of a snapshot went; whatever is left out went well. */
export interface VisitFacts {
  readonly url?: string;
  readonly finalUrl?: string;
  readonly status?: number;
  readonly headers?: readonly string[];
  readonly redirects?: readonly Redirect[];
  readonly outcome?: VisitOutcome;
  readonly at?: string;
  /** Bodies of further responses by URL. */
  readonly bodies?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  readonly remoteAddress?: string;
}

/** A snapshot of a page, or of a visit that brought none (`html` null). */
export function snapshotOf(html: string | null, facts: VisitFacts = {}): Snapshot {
  const url = facts.url ?? 'https://www.donghai.test/news/2006/0714.html';
  const finalUrl = facts.finalUrl ?? url;
  const status = facts.status ?? 200;
  const outcome = facts.outcome ?? { kind: 'answered', status };
  const reading = html === null ? null : readHtml(html, finalUrl);
  const answered = outcome.kind === 'answered';
  const main = exchangeOf(finalUrl, html ?? '', facts);
  const others = Object.entries(facts.bodies ?? {}).map(([one, body]) => exchangeOf(one, body, {}));
  const text = reading?.blocks
    .filter((block) => block.visible)
    .map((block) => block.text)
    .join('\n');
  const manifest: Manifest = {
    v: 1,
    capture: 'c_01JD0000000000000000000000',
    watch: 'w_01JD0000000000000000000000',
    url,
    finalUrl: answered ? finalUrl : null,
    vantage: 'default',
    scheduledAt: facts.at ?? '2026-11-21T16:00:00.000Z',
    startedAt: facts.at ?? '2026-11-21T16:00:00.000Z',
    finishedAt: facts.at ?? '2026-11-21T16:00:05.000Z',
    attempt: 1,
    outcome,
    redirects: facts.redirects ?? [],
    mainExchange: answered ? 0 : null,
    exchanges: answered ? [main, ...others] : [],
    files:
      text === undefined
        ? []
        : [
            {
              role: 'text',
              digest: digestOf(text),
              sizeBytes: text.length,
              mediaType: 'text/plain',
            },
          ],
    title: reading?.title ?? null,
    dns: [],
    refused: [],
    notCaptured: [],
    interactions: [],
    provenance: null,
    salt: '0'.repeat(64),
  };
  return { digest: digestOf(JSON.stringify(manifest)), manifest, reading };
}

function exchangeOf(url: string, body: string, facts: VisitFacts): Exchange {
  const status = facts.status ?? 200;
  const type = facts.contentType ?? 'text/html; charset=utf-8';
  const lines = [`HTTP/1.1 ${status} X`, `Content-Type: ${type}`, ...(facts.headers ?? [])];
  return {
    url,
    method: 'GET',
    startedAt: '2026-11-21T16:00:00.000Z',
    durationMs: 12,
    resourceType: url.endsWith('.png') || url.endsWith('.jpg') ? 'subresource' : 'document',
    protocol: 'http/1.1',
    remoteAddress: facts.remoteAddress ?? '203.0.113.7:443',
    tls: null,
    requestHead: 'GET / HTTP/1.1\r\n\r\n',
    requestBody: null,
    responseHead: `${lines.join('\r\n')}\r\n\r\n`,
    status,
    responseBody: { digest: digestOf(body) as Digest, sizeBytes: body.length },
    error: null,
    truncated: null,
    redirectsTo: null,
  };
}

function visit(element: Dom.Element, place: Place, walk: Walk): void {
  const here = placeAt(element, place);
  gather(element, here, walk);
  let run: Dom.ChildNode[] = [];
  const flush = (): void => {
    addBlock(run, element, here, walk);
    run = [];
  };
  const counts = new Map<string, number>();
  const tags = element.childNodes.flatMap((node) => (isElement(node) ? node.tagName : []));
  for (const node of element.childNodes) {
    if (isElement(node)) {
      const count = (counts.get(node.tagName) ?? 0) + 1;
      counts.set(node.tagName, count);
      const path = `${here.path} > ${node.tagName}${tags.filter((tag) => tag === node.tagName).length > 1 ? `:nth-of-type(${count})` : ''}`;
      if (BLOCKS.test(node.tagName)) {
        flush();
        visit(node, { ...here, path }, walk);
        continue;
      }
      inline(node, { ...here, path }, walk);
    }
    run.push(node);
  }
  flush();
}

function placeAt(element: Dom.Element, place: Place): Place {
  const style = attr(element, 'style') ?? '';
  const hidden = attr(element, 'hidden') !== null || /display:\s*none/.test(style);
  return {
    path: place.path,
    zone: ZONES[element.tagName] ?? place.zone,
    visible: place.visible && !hidden,
  };
}

function inline(element: Dom.Element, place: Place, walk: Walk): void {
  const here = placeAt(element, place);
  gather(element, here, walk);
  for (const node of element.childNodes) {
    if (isElement(node)) inline(node, { ...here, path: `${here.path} > ${node.tagName}` }, walk);
  }
}

function gather(element: Dom.Element, { path, zone, visible }: Place, walk: Walk): void {
  const link = (name: string): string => new URL(attr(element, name) ?? '', walk.url).href;
  const id = attr(element, 'id');
  if (id !== null) walk.named.set(id, path);
  const opens = attr(element, 'aria-controls');
  if (opens !== null) walk.controls.push({ opens, path });
  switch (element.tagName) {
    case 'a':
      // As the reader has it: what runs a script leads nowhere.
      if (!(attr(element, 'href') ?? 'javascript:').startsWith('javascript:')) {
        walk.links.push({
          href: link('href'),
          text: squeeze(textOf(element)),
          path,
          zone,
          visible,
          frame: null,
        });
      }
      break;
    case 'img':
      walk.images.push({
        src: link('src'),
        alt: attr(element, 'alt') ?? '',
        title: attr(element, 'title') ?? '',
        path,
        widthPx: Number(attr(element, 'width') ?? 200),
        heightPx: Number(attr(element, 'height') ?? 150),
        visible,
        frame: null,
      });
      break;
    case 'video':
    case 'embed':
      walk.media.push({ src: link('src'), tag: element.tagName, path });
      break;
    case 'iframe':
      walk.frames.push({ url: link('src'), path });
      break;
    case 'script':
      if (attr(element, 'src') !== null) walk.scripts.push(link('src'));
      break;
    case 'form':
      walk.forms.push({
        action: link('action'),
        method: attr(element, 'method') ?? 'get',
        hasPassword: elements(element).some((one) => attr(one, 'type') === 'password'),
        visible,
      });
      break;
    case 'table':
      walk.tables.push(tableOf(element, path));
      break;
    default:
  }
}

function tableOf(table: Dom.Element, path: string): ReadTable {
  const rows = ownElements(table).filter((one) => one.tagName === 'tr');
  return {
    path,
    rows: rows.map((row) =>
      ownElements(row)
        .filter((one) => /^t[dh]$/.test(one.tagName))
        .map((cell) => squeeze(textOf(cell))),
    ),
    hasHeader: ownElements(table).some((one) => one.tagName === 'th'),
    frame: null,
  };
}

function addBlock(
  run: readonly Dom.ChildNode[],
  parent: Dom.Element,
  place: Place,
  walk: Walk,
): void {
  const shown = run.filter((node) => !isElement(node) || placeAt(node, place).visible);
  const text = squeeze(shown.map(textOf).join(''));
  const linked = shown
    .filter(isElement)
    .flatMap((one) =>
      one.tagName === 'a' ? [one] : elements(one).filter((e) => e.tagName === 'a'),
    );
  if (text === '') return;
  walk.blocks.push({
    text,
    tag: parent.tagName,
    path: place.path,
    zone: place.zone,
    visible: place.visible,
    linkTextLength: linked.reduce((sum, one) => sum + squeeze(textOf(one)).length, 0),
    frame: null,
  });
}

function textOf(node: Dom.ChildNode): string {
  if (node.nodeName === '#text') return (node as Dom.TextNode).value;
  if (!isElement(node) || /^(?:script|style|noscript|template)$/.test(node.tagName)) return '';
  if (node.tagName === 'br') return '\n';
  return node.childNodes.map(textOf).join('');
}

function squeeze(text: string): string {
  // As CSS has it: a space that does not break is kept (CSS Text 3, §4.1.1).
  return text.replace(/[ \t\r\n\f]+/g, ' ').replace(/^[ ]|[ ]$/g, '');
}

function elements(element: Dom.Element): readonly Dom.Element[] {
  return element.childNodes.filter(isElement).flatMap((one) => [one, ...elements(one)]);
}

/** Without those of a table within it. */
function ownElements(element: Dom.Element): readonly Dom.Element[] {
  return element.childNodes
    .filter(isElement)
    .filter((one) => one.tagName !== 'table')
    .flatMap((one) => [one, ...ownElements(one)]);
}

function child(element: Dom.Element, name: string): Dom.Element | undefined {
  return element.childNodes.filter(isElement).find((one) => one.tagName === name);
}

function isElement(node: Dom.Node): node is Dom.Element {
  return 'tagName' in node;
}

function attr(element: Dom.Element, name: string): string | null {
  return element.attrs.find((one) => one.name === name)?.value ?? null;
}
