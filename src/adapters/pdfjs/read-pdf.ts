// A PDF (ISO 32000) -> its text, by PDF.js: no script of it runs, no font of it is drawn.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { DocumentAnswer, DocumentFile, DocumentText } from '../../ports/document-reader.js';
import { type Line, linesOf, paragraphsOf } from './paragraphs.js';

/** A file that unpacks to more is not read. */
const MAX_BYTES = 256 * 1024 * 1024;
const MAX_CHARACTERS = 5_000_000;

/** Never throws for what the file holds. */
export async function readPdf(file: DocumentFile, maxMs: number): Promise<DocumentAnswer> {
  const untilMs = performance.now() + maxMs;
  try {
    const bytes = decoded(await readFile(file.path), file.contentCoding);
    const document = await getDocument(optionsFor(bytes)).promise;
    return { ok: true, text: await textOf(document, untilMs) };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

function optionsFor(bytes: Buffer) {
  const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  return {
    data: new Uint8Array(bytes),
    // Chinese fonts that are named and not in the file are read by Adobe's tables.
    cMapUrl: join(home, 'cmaps') + sep,
    cMapPacked: true,
    standardFontDataUrl: join(home, 'standard_fonts') + sep,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    verbosity: 0,
  };
}

function decoded(bytes: Buffer, coding: string | null): Buffer {
  const limit = { maxOutputLength: MAX_BYTES };
  if (coding === null || coding === 'identity') return bytes;
  if (coding === 'gzip' || coding === 'x-gzip') return gunzipSync(bytes, limit);
  if (coding === 'br') return brotliDecompressSync(bytes, limit);
  if (coding === 'deflate') return inflateSync(bytes, limit);
  throw new Error(`it is coded as ${coding}`);
}

async function textOf(document: PDFDocumentProxy, untilMs: number): Promise<DocumentText> {
  const { info } = await document.getMetadata();
  const named = info as { Title?: unknown; Language?: unknown };
  const pages: (readonly string[])[] = [];
  let characters = 0;
  let truncated: DocumentText['truncated'] = null;
  for (let number = 1; number <= document.numPages; number += 1) {
    if (performance.now() > untilMs) truncated = 'time';
    else if (characters > MAX_CHARACTERS) truncated = 'length';
    if (truncated !== null) break;
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    const lines: readonly Line[] = linesOf(items.flatMap((item) => ('str' in item ? item : [])));
    const paragraphs = paragraphsOf(lines);
    characters += paragraphs.reduce((sum, each) => sum + each.length, 0);
    pages.push(paragraphs);
    page.cleanup();
  }
  return {
    title: typeof named.Title === 'string' ? named.Title.trim() : '',
    language: typeof named.Language === 'string' && named.Language !== '' ? named.Language : null,
    pages,
    truncated,
  };
}

function reasonOf(error: unknown): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === 'PasswordException') return 'it asks for a password';
  return `it cannot be read as a PDF (${message.split('\n', 1)[0]})`;
}
