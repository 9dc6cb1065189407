// The index and the list of pages against the records: every line leads to its record, and every
// answer can be found. Hidden records are what a forger would leave out of the index.
import { PAGES_PATH, WARC_NAME } from '../formats/bundle.js';
import { isBefore, parseCdxLine, parseIdx, writeCdxLine, writeIdxLine } from '../formats/cdxj.js';
import { gunzipMember } from '../formats/gzip.js';
import { type DataPackage, parsePages } from '../formats/wacz.js';
import { digestOf } from '../model/digest.js';
import type { BundleFile } from './bundle-file.js';
import type { Captures } from './captures.js';
import { lineHash } from './check-records.js';
import { Failure, within } from './checks.js';

const CDX_PATH = 'indexes/index.cdx';
const CDX_GZ_PATH = 'indexes/index.cdx.gz';
const IDX_PATH = 'indexes/index.idx';
/** A block of 256 lines is far smaller. */
const MAX_BLOCK_BYTES = 64 * 2 ** 20;

/** Check `cdxj`. */
export async function checkIndex(
  bundle: BundleFile,
  indexed: ReadonlyMap<number, string>,
): Promise<string> {
  const left = new Map(indexed);
  let before = '';
  let count = 0;
  for await (const line of readLines(bundle)) {
    count += 1;
    await within(`line ${count}`, () => {
      const entry = parseCdxLine(line);
      if (before !== '' && !isBefore(before, line)) throw new Failure('it is out of order');
      if (entry.filename !== WARC_NAME) throw new Failure(`${entry.filename} is not in the bundle`);
      const expected = left.get(entry.offset);
      if (expected === undefined) {
        throw new Failure(`no answer begins at offset ${entry.offset}, or it is indexed twice`);
      }
      const bare = entry.method === null ? line : writeCdxLine({ ...entry, requestBody: '' });
      if (lineHash(bare) !== expected) {
        throw new Failure(`${entry.url} is not what stands at offset ${entry.offset}`);
      }
      left.delete(entry.offset);
    });
    before = line;
  }
  for (const offset of left.keys()) {
    throw new Failure(`the record at offset ${offset} is not in the index`);
  }
  return `${count} lines, each leading to its record`;
}

async function* readLines(bundle: BundleFile): AsyncGenerator<string> {
  if (bundle.has(CDX_PATH)) {
    yield* linesOf(await bundle.readText(CDX_PATH));
    return;
  }
  const blocks = await within(IDX_PATH, async () => parseIdx(await bundle.readText(IDX_PATH)));
  const span = bundle.span(CDX_GZ_PATH);
  let next = 0;
  for (const { offset, length, digest, line } of blocks) {
    if (offset !== next || length > MAX_BLOCK_BYTES) {
      throw new Failure(`${IDX_PATH} skips bytes of ${CDX_GZ_PATH}`);
    }
    next = offset + length;
    const chunks: Buffer[] = [];
    const part = { start: span.start + offset, end: Math.min(span.end, span.start + next) };
    for await (const chunk of bundle.chunks(part)) chunks.push(chunk);
    const block = Buffer.concat(chunks);
    if (digestOf(block) !== digest) throw new Failure(`the block at ${offset} has another digest`);
    const lines = linesOf(gunzipMember(block, MAX_BLOCK_BYTES).toString());
    if (line !== writeIdxLine(lines[0] ?? '', { offset, length, digest })) {
      throw new Failure(`${IDX_PATH} does not say how the block at ${offset} begins`);
    }
    yield* lines;
  }
  if (next !== span.end - span.start) throw new Failure(`${CDX_GZ_PATH} has bytes in no block`);
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new Failure('the index does not end in a newline');
  return lines;
}

/** Check `pages`. */
export async function checkPages(
  bundle: BundleFile,
  { dataPackage, captures }: { readonly dataPackage: DataPackage; readonly captures: Captures },
): Promise<string> {
  const pages = await within(PAGES_PATH, async () => parsePages(await bundle.readText(PAGES_PATH)));
  const left = new Map(pages.map((page) => [page.id, page]));
  if (left.size < pages.length) throw new Failure('a page is named twice');
  for (const { id, page: expected } of captures.all) {
    const page = left.get(id);
    left.delete(id);
    if (JSON.stringify(page ?? null) !== JSON.stringify(expected)) {
      throw new Failure(`the page of ${id} is not that of its manifest`);
    }
  }
  for (const id of left.keys()) throw new Failure(`the page ${id} is of no capture`);
  const { mainPageUrl, mainPageDate } = dataPackage;
  const isMainThere = pages.some(({ url, ts }) => url === mainPageUrl && ts === mainPageDate);
  if (mainPageUrl === null ? pages.length > 0 : !isMainThere) {
    throw new Failure('the main page is none of the pages');
  }
  return `${pages.length} pages, with the times of their records`;
}
