// A rendered document -> PageReading: what a person could read, block by block. Runs inside the
// page, so every function here uses only its neighbours in this file and the DOM.
import type {
  PageReading,
  ReadForm,
  ReadImage,
  ReadLink,
  ReadTable,
  TextBlock,
  Zone,
} from '../model/reading.js';
import { expressionOf } from './in-page.js';

export interface ReadOptions {
  readonly ignore: readonly string[];
  readonly select: readonly string[];
}

interface Walk {
  readonly blocks: TextBlock[];
  readonly paths: Map<Element, string>;
  readonly shown: Map<Element, boolean>;
  run: Run | null;
}

/** Text gathered so far for the block-level element `owner`. */
interface Run {
  readonly owner: Element;
  text: string;
  linkTextLength: number;
  shown: boolean;
  lineBreaks: number;
}

/** The expression that reads the document it is evaluated in. */
export function readPageExpression(options: ReadOptions): string {
  const parts = [
    ...[collapse, absolute, pathOf, zoneOf, isCollapsedAway, isShown, rectShown, isBlock],
    ...[startRun, endRun, addText, isSkipped, childrenOf, walkElement, walkNode, walkNodes],
    ...[textOf, everyElement, readLinks, readImages, readForms, readTables, readHead, matching],
    readPage,
  ];
  return expressionOf(parts, readPage.name, options);
}

function collapse(text: string): string {
  return text.replace(/[\t\n\f\r \u00a0]+/g, ' ').trim();
}

function absolute(url: string | null): string | null {
  try {
    return url === null ? null : new URL(url, document.baseURI).href;
  } catch {
    return null;
  }
}

/** `html > body > div:nth-of-type(2) > p`; ` >>> ` leads into a shadow root. */
function pathOf(walk: Walk, element: Element): string {
  const known = walk.paths.get(element);
  if (known !== undefined) return known;
  const tag = element.localName;
  const parent = element.parentNode;
  let own = tag;
  if (parent !== null && parent.nodeType !== Node.DOCUMENT_NODE) {
    const same = Array.from(parent.children).filter((each) => each.localName === tag);
    if (same.length > 1) own = `${tag}:nth-of-type(${same.indexOf(element) + 1})`;
  }
  let path = own;
  if (parent instanceof ShadowRoot) path = `${pathOf(walk, parent.host)} >>> ${own}`;
  else if (parent instanceof Element) path = `${pathOf(walk, parent)} > ${own}`;
  walk.paths.set(element, path);
  return path;
}

/** HTML-AAM: header and footer inside sectioning content are no landmarks. */
function zoneOf(element: Element): Zone {
  const roles: Record<string, Zone> = {
    navigation: 'nav',
    banner: 'header',
    main: 'main',
    complementary: 'aside',
    contentinfo: 'footer',
  };
  let each: Element | null = element;
  while (each !== null) {
    const byRole: Zone | undefined = roles[each.getAttribute('role') ?? ''];
    if (byRole !== undefined) return byRole;
    const tag = each.localName;
    if (tag === 'nav' || tag === 'main' || tag === 'aside') return tag;
    if (tag === 'header' || tag === 'footer') {
      const within = each.parentElement?.closest('article, aside, main, nav, section') ?? null;
      if (within === null) return tag;
    }
    const root: Node | null = each.parentElement === null ? each.getRootNode() : null;
    each = root instanceof ShadowRoot ? root.host : each.parentElement;
  }
  return null;
}

/** True inside a box that clips its content to nothing, as closed accordions do. */
function isCollapsedAway(element: Element): boolean {
  for (let each: Element | null = element; each !== null; each = each.parentElement) {
    if (each === document.body || each === document.documentElement) return false;
    const style = getComputedStyle(each);
    if (style.clipPath === 'inset(50%)' || style.clipPath === 'inset(100%)') return true;
    const clips = style.overflowX !== 'visible' || style.overflowY !== 'visible';
    if (!clips || style.display === 'inline' || style.display === 'contents') continue;
    if (each.clientWidth <= 1 || each.clientHeight <= 1) return true;
  }
  return false;
}

function isShown(walk: Walk, element: Element): boolean {
  const known = walk.shown.get(element);
  if (known !== undefined) return known;
  const options = { opacityProperty: true, visibilityProperty: true };
  const shown = element.checkVisibility(options) && !isCollapsedAway(element);
  walk.shown.set(element, shown);
  return shown;
}

/** True when any of the rectangles lies on the page, not beside or above it. */
function rectShown(rects: DOMRectList): boolean {
  const pageWidth = Math.max(document.documentElement.scrollWidth, innerWidth);
  return Array.from(rects).some(
    (rect) =>
      rect.width > 1 &&
      rect.height > 1 &&
      rect.right + scrollX > 0 &&
      rect.bottom + scrollY > 0 &&
      rect.left + scrollX < pageWidth,
  );
}

/** Inline boxes of phrasing elements belong to the sentence around them. */
function isBlock(element: Element): boolean {
  const display = getComputedStyle(element).display;
  if (display === 'contents' || display === 'inline' || display.startsWith('ruby')) return false;
  if (element.namespaceURI === 'http://www.w3.org/2000/svg') return element.localName === 'text';
  const phrasing =
    'a abbr b bdi bdo big cite code data del dfn em font i img ins kbd label mark q rp rt ruby s samp small span strong sub sup time tt u var wbr';
  const isPhrasing = phrasing.split(' ').includes(element.localName);
  return !(isPhrasing && (display.startsWith('inline') || display === 'none'));
}

function startRun(walk: Walk, owner: Element): Run {
  if (walk.run !== null && walk.run.owner === owner) return walk.run;
  endRun(walk);
  const run = { owner, text: '', linkTextLength: 0, shown: false, lineBreaks: 0 };
  walk.run = run;
  return run;
}

function endRun(walk: Walk): void {
  const run = walk.run;
  walk.run = null;
  if (run === null) return;
  const text = collapse(run.text);
  if (text === '') return;
  walk.blocks.push({
    text,
    tag: run.owner.localName,
    path: pathOf(walk, run.owner),
    zone: zoneOf(run.owner),
    visible: run.shown,
    linkTextLength: Math.min(run.linkTextLength, text.length),
    frame: null,
  });
}

function addText(walk: Walk, owner: Element, text: Text, parent: Element, isLink: boolean): void {
  const words = collapse(text.data);
  if (words === '') {
    if (walk.run !== null && walk.run.owner === owner) walk.run.text += ' ';
    return;
  }
  let shown = false;
  if (isShown(walk, parent)) {
    const range = document.createRange();
    range.selectNodeContents(text);
    shown = rectShown(range.getClientRects());
  }
  // Shown and hidden words never share a block: each must be judged by itself.
  if (walk.run !== null && walk.run.text.trim() !== '' && walk.run.shown !== shown) endRun(walk);
  const run = startRun(walk, owner);
  run.shown = shown;
  run.lineBreaks = 0;
  run.text += text.data;
  if (isLink) run.linkTextLength += words.length;
}

function isSkipped(element: Element): boolean {
  const tags = 'script style noscript template head iframe frame object embed audio video canvas';
  if (tags.split(' ').includes(element.localName)) return true;
  const isSvg = element.namespaceURI === 'http://www.w3.org/2000/svg';
  return isSvg && ['title', 'desc', 'metadata', 'defs'].includes(element.localName);
}

/** Children as composed: an open shadow root stands for its host's, a slot for what fills it. */
function childrenOf(element: Element): readonly Node[] {
  if (element.shadowRoot !== null) return Array.from(element.shadowRoot.childNodes);
  if (element instanceof HTMLSlotElement) {
    const assigned = element.assignedNodes();
    if (assigned.length > 0) return assigned;
  }
  return Array.from(element.childNodes);
}

function walkElement(walk: Walk, element: Element, owner: Element, isLink: boolean): void {
  if (isSkipped(element)) return;
  if (element.localName === 'br') {
    const run = startRun(walk, owner);
    run.text += '\n';
    run.lineBreaks += 1;
    // Two in a row are how old pages make paragraphs.
    if (run.lineBreaks > 1) endRun(walk);
    return;
  }
  const link = isLink || element.localName === 'a';
  if (element instanceof HTMLInputElement) {
    if (!['submit', 'button', 'reset'].includes(element.type) || element.value === '') return;
    const run = startRun(walk, element);
    run.text = element.value;
    run.shown = isShown(walk, element) && rectShown(element.getClientRects());
    endRun(walk);
    return;
  }
  const block = isBlock(element);
  if (block) endRun(walk);
  walkNodes(walk, childrenOf(element), element, block ? element : owner, link);
  if (block) endRun(walk);
}

function walkNode(walk: Walk, node: Node, parent: Element, owner: Element, isLink: boolean): void {
  if (node instanceof Text) addText(walk, owner, node, parent, isLink);
  else if (node instanceof Element) walkElement(walk, node, owner, isLink);
}

function walkNodes(
  walk: Walk,
  nodes: readonly Node[],
  parent: Element,
  owner: Element,
  isLink: boolean,
): void {
  for (const node of nodes) walkNode(walk, node, parent, owner, isLink);
}

function textOf(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const each of copy.querySelectorAll('script, style, noscript, template')) each.remove();
  return collapse(copy.textContent ?? '');
}

/** All elements that match, those in open shadow roots included, in document order. */
function everyElement(root: Document | ShadowRoot, selector: string): Element[] {
  const found: Element[] = [];
  for (const each of root.querySelectorAll('*')) {
    if (each.matches(selector)) found.push(each);
    if (each.shadowRoot !== null) found.push(...everyElement(each.shadowRoot, selector));
  }
  return found;
}

function readLinks(walk: Walk): ReadLink[] {
  return everyElement(document, 'a[href], area[href]').flatMap((element) => {
    const href = absolute(element.getAttribute('href'));
    if (href === null || href.startsWith('javascript:')) return [];
    const pictures = Array.from(element.querySelectorAll('img[alt]'));
    const alt = pictures.map((each) => each.getAttribute('alt') ?? '').join(' ');
    return {
      href,
      text: textOf(element) || collapse(alt) || collapse(element.getAttribute('alt') ?? ''),
      path: pathOf(walk, element),
      zone: zoneOf(element),
      visible: isShown(walk, element) && rectShown(element.getClientRects()),
      frame: null,
    };
  });
}

function readImages(walk: Walk): ReadImage[] {
  return everyElement(document, 'img, input[type=image]').flatMap((element) => {
    const chosen = element instanceof HTMLImageElement ? element.currentSrc : '';
    const src = absolute(chosen || element.getAttribute('src'));
    if (src === null || src === '') return [];
    const isPicture = element instanceof HTMLImageElement;
    return {
      // An inlined picture is part of the page itself; here only its kind is of use.
      src: src.startsWith('data:') && src.length > 2048 ? src.slice(0, src.indexOf(',') + 1) : src,
      alt: element.getAttribute('alt') ?? '',
      title: element.getAttribute('title') ?? '',
      path: pathOf(walk, element),
      widthPx: isPicture ? element.naturalWidth : 0,
      heightPx: isPicture ? element.naturalHeight : 0,
      visible: isShown(walk, element) && rectShown(element.getClientRects()),
      frame: null,
    };
  });
}

function readForms(walk: Walk): ReadForm[] {
  return everyElement(document, 'form').map((element) => ({
    action: absolute(element.getAttribute('action') ?? '') ?? location.href,
    method: (element.getAttribute('method') ?? 'get').toLowerCase(),
    hasPassword: element.querySelector('input[type=password]') !== null,
    visible: isShown(walk, element) && rectShown(element.getClientRects()),
  }));
}

/** Tables of figures; those that only lay the page out (nested ones within) are left out. */
function readTables(walk: Walk): ReadTable[] {
  return everyElement(document, 'table:not([role=presentation]):not([role=none])').flatMap(
    (element) => {
      if (!(element instanceof HTMLTableElement) || element.querySelector('table')) return [];
      const rows = Array.from(element.rows);
      const first = Array.from(rows[0]?.cells ?? []);
      const named = first.length > 0 && first.every((cell) => cell.localName === 'th');
      return {
        path: pathOf(walk, element),
        rows: rows.map((row) => Array.from(row.cells).map((cell) => textOf(cell))),
        hasHeader: named || (element.tHead?.rows.length ?? 0) > 0,
        frame: null,
      };
    },
  );
}

function readHead(): Pick<PageReading, 'metas' | 'headLinks' | 'scripts'> {
  const fetched = ['stylesheet', 'preload', 'modulepreload', 'preconnect', 'dns-prefetch'];
  const nameOf = (meta: Element): string =>
    meta.getAttribute('name') ??
    meta.getAttribute('property') ??
    meta.getAttribute('http-equiv') ??
    '';
  return {
    metas: Array.from(document.querySelectorAll('meta'))
      .map((meta) => ({
        name: nameOf(meta).toLowerCase(),
        content: meta.getAttribute('content') ?? '',
      }))
      .filter((meta) => meta.name !== ''),
    headLinks: Array.from(document.querySelectorAll('link[rel][href]')).flatMap((link) => {
      const rel = (link.getAttribute('rel') ?? '').toLowerCase();
      const href = absolute(link.getAttribute('href'));
      if (href === null || fetched.includes(rel)) return [];
      return { rel, href, hreflang: link.getAttribute('hreflang') };
    }),
    scripts: Array.from(document.querySelectorAll('script[src]')).flatMap(
      (script) => absolute(script.getAttribute('src')) ?? [],
    ),
  };
}

/** Paths of what the selectors match; a selector the browser does not understand matches nothing. */
function matching(walk: Walk, selectors: readonly string[]): string[] {
  return selectors.flatMap((selector) => {
    try {
      return everyElement(document, selector).map((element) => pathOf(walk, element));
    } catch {
      return [];
    }
  });
}

/** The entry point inside the page. */
function readPage(options: ReadOptions): PageReading {
  const walk: Walk = { blocks: [], paths: new Map(), shown: new Map(), run: null };
  const root = document.documentElement;
  for (const body of Array.from(root.children)) walkElement(walk, body, root, false);
  endRun(walk);
  const sources =
    'video[src], audio[src], video source[src], audio source[src], embed[src], object[data]';
  return {
    v: 1,
    url: location.href,
    title: collapse(document.title),
    language: root.getAttribute('lang') ?? root.getAttribute('xml:lang'),
    characterSet: document.characterSet,
    contentType: document.contentType,
    ...readHead(),
    blocks: walk.blocks,
    links: readLinks(walk),
    images: readImages(walk),
    media: everyElement(document, sources).flatMap((element) => {
      const src = absolute(element.getAttribute('src') ?? element.getAttribute('data'));
      return src === null ? [] : { src, tag: element.localName, path: pathOf(walk, element) };
    }),
    forms: readForms(walk),
    tables: readTables(walk),
    frames: everyElement(document, 'iframe, frame').flatMap((element) => {
      const url = absolute(element.getAttribute('src'));
      return url === null ? [] : { url, path: pathOf(walk, element) };
    }),
    ignored: matching(walk, options.ignore),
    selected: matching(walk, options.select),
    widthPx: root.scrollWidth,
    heightPx: Math.max(root.scrollHeight, document.body?.scrollHeight ?? 0),
  };
}
