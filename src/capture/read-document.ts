// A visit whose page is a file -> the same visit with what a person reads in the file, so that claims
// are looked for in it as on any page. Today that is PDF.
import { fieldOf } from '../formats/netlog/http1.js';
import type { Exchange } from '../model/exchange.js';
import type { PageReading, TextBlock } from '../model/reading.js';
import type { Visit } from '../model/visit.js';
import type { DocumentReader, DocumentText } from '../ports/document-reader.js';

const MAX_READ_MS = 20_000;

/** The visit as it is, where its page was read already or is none that `reader` knows. */
export async function readDocument(visit: Visit, reader: DocumentReader): Promise<Visit> {
  const main = visit.exchanges[visit.mainExchange ?? -1];
  if (visit.reading !== null || main === undefined || !isWholePdf(main)) return visit;
  const spooled = visit.spooled.find(({ digest }) => digest === main.responseBody?.digest);
  if (spooled === undefined) return visit;
  const answer = await reader.read(
    { path: spooled.path, contentCoding: contentCodingOf(main) },
    MAX_READ_MS,
  );
  const unread = (reason: string): Visit => {
    const missing = { url: main.url, reason: `the text of the file was not read: ${reason}` };
    return { ...visit, notCaptured: [...visit.notCaptured, missing] };
  };
  if (!answer.ok) return unread(answer.reason);
  // Half a file would look as if the rest of it had been taken down.
  if (answer.text.truncated === 'time') return unread('there is too much of it');
  const reading = readingOf(main.url, answer.text);
  // Scans are pictures: what stands in them nobody has looked for, so it must not count as gone.
  if (reading.blocks.length === 0) return unread('it holds none, only pictures perhaps');
  return { ...visit, reading };
}

/** How an answer's body is coded, as `DocumentReader` names it. */
export function contentCodingOf({ responseHead }: Exchange): string | null {
  return fieldOf(responseHead ?? '', 'content-encoding')?.toLowerCase() ?? null;
}

/** True for an answer that is a PDF and came to its end. */
export function isWholePdf(main: Exchange): boolean {
  if (main.status !== 200 || main.truncated !== null || main.responseBody === null) return false;
  const type = fieldOf(main.responseHead ?? '', 'content-type')?.toLowerCase() ?? '';
  if (type.startsWith('application/pdf') || type.startsWith('application/x-pdf')) return true;
  const isUntold = type === '' || /^(?:application|binary)\/(?:octet-stream|download)/.test(type);
  return isUntold && /\.pdf$/i.test(new URL(main.url).pathname);
}

/** A file's text as a page would be read, a block for each paragraph. */
export function readingOf(url: string, text: DocumentText): PageReading {
  return {
    v: 1,
    url,
    title: text.title,
    language: text.language,
    characterSet: 'UTF-8',
    contentType: 'application/pdf',
    metas: [],
    headLinks: [],
    blocks: text.pages.flatMap((paragraphs, page) =>
      paragraphs.map((paragraph, i) => blockOf(paragraph, page + 1, i + 1)),
    ),
    links: [],
    images: [],
    media: [],
    forms: [],
    tables: [],
    frames: [],
    scripts: [],
    ignored: [],
    selected: [],
    widthPx: 0,
    heightPx: 0,
    ...(text.truncated === null ? {} : { truncated: text.truncated }),
  };
}

function blockOf(text: string, page: number, paragraph: number): TextBlock {
  return {
    text,
    tag: 'p',
    path: `pdf > page:nth-of-type(${page}) > p:nth-of-type(${paragraph})`,
    zone: null,
    visible: true,
    linkTextLength: 0,
    frame: null,
  };
}
