// A rendered document -> PageReading, what a person could read, and its DOM as text. The entry point
// of what runs inside the page; its parts stand in page-*.ts.
import type { PageReading } from '../model/reading.js';
import { functionOf } from './in-page.js';
import { PageDom } from './page-dom.js';
import { PageInk } from './page-ink.js';
import { PageSight } from './page-sight.js';
import { PageText, type TextLimits } from './page-text.js';
import { PageThings } from './page-things.js';

export interface ReadOptions {
  readonly ignore: readonly string[];
  readonly select: readonly string[];
  readonly limits: TextLimits;
}

/** What reading a document gives, as JSON. */
export interface DocumentReading {
  readonly reading: PageReading;
  /** Serialised, with shadow roots as `<template shadowrootmode>`. */
  readonly dom: string;
  /** Elements that may hold a shadow root the page keeps to itself. */
  readonly sealedHosts: number;
}

const PARTS = { PageDom, PageSight, PageInk, PageText, PageThings };
type Parts = typeof PARTS;

/** The expression that reads the document it is evaluated in: JSON of a DocumentReading. */
export function readPageExpression(options: ReadOptions): string {
  return `(${readPageFunction(options)})()`;
}

/** The same as a function that takes the closed shadow roots as its arguments. */
export function readPageFunction(options: ReadOptions): string {
  return functionOf(readPage, PARTS, options);
}

/** A function that gives the elements DocumentReading counts as `sealedHosts`; it takes roots likewise. */
export function sealedHostsFunction(most: number): string {
  return functionOf(sealedHosts, { PageDom }, most);
}

function sealedHosts(
  parts: Pick<Parts, 'PageDom'>,
  most: number,
  ...closedRoots: ShadowRoot[]
): Element[] {
  const dom = new parts.PageDom(closedRoots);
  const found: Element[] = [];
  for (const each of dom.everyElement(document)) {
    if (found.length < most && dom.maySealRoot(each)) found.push(each);
  }
  return found;
}

function readPage(parts: Parts, options: ReadOptions, ...closedRoots: ShadowRoot[]): string {
  const dom = new parts.PageDom(closedRoots);
  const sight = new parts.PageSight(dom);
  const text = new parts.PageText(dom, sight, new parts.PageInk(dom));
  const { root, body } = dom;
  text.read(root, options.limits);
  const things = new parts.PageThings(dom, sight, text);
  const backgrounds = things.backgrounds();
  const canvases = things.canvases();
  const folds = things.folds();
  const reading: PageReading = {
    v: 1,
    url: location.href,
    title: text.collapse(dom.ofDocument('title')),
    language: dom.attribute(root, 'lang') ?? dom.attribute(root, 'xml:lang'),
    characterSet: dom.ofDocument('characterSet'),
    contentType: dom.ofDocument('contentType'),
    ...things.head(),
    blocks: text.blocks,
    links: things.links(),
    images: things.images(),
    media: things.media(),
    forms: things.forms(),
    tables: things.tables(),
    frames: things.frames(),
    ignored: dom.pathsOf(options.ignore),
    selected: dom.pathsOf(options.select),
    widthPx: root.scrollWidth,
    heightPx: Math.max(root.scrollHeight, body?.scrollHeight ?? 0),
    ...(backgrounds.length > 0 && { backgrounds }),
    ...(folds.length > 0 && { folds }),
    ...(canvases.length > 0 && { canvases }),
    ...(text.truncated !== null && { truncated: text.truncated }),
  };
  const result: DocumentReading = {
    reading,
    dom: dom.serialise(),
    sealedHosts: text.sealedHosts,
  };
  return JSON.stringify(result);
}
