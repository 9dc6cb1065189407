// Use case of importing: pages we watch, out of files that someone else archived. Theirs, and marked so:
// they are in no log of ours, move no state and open no flag.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, open, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readHtml } from '../capture/read-html.js';
import { sightClaims } from '../compare/claims.js';
import { diffInWorker } from '../compare/in-worker.js';
import type { TextDiff } from '../compare/text-diff.js';
import { VestigeError } from '../errors.js';
import { groupBy } from '../formats/group-by.js';
import type { Digest } from '../model/digest.js';
import { newImportedId } from '../model/id.js';
import type { ImportedPage } from '../model/imported.js';
import { instantOf } from '../model/instant.js';
import { visibleText } from '../model/reading.js';
import type { Watch } from '../model/watch.js';
import { registerUrl } from '../register/normalise-url.js';
import { decodePayload, type ForeignResponse, readForeignWarc } from '../store/foreign-warc.js';
import { looksLikeZip, readForeignZip } from '../store/foreign-zip.js';
import { fetchMementos } from '../store/mementos.js';
import { loadSnapshot } from '../store/seal.js';
import type { ArchiveDeps } from './deps.js';
import { requireCapture } from './looking.js';

export interface ImportResult {
  readonly imported: number;
  /** Of these, the same page of the same time was there already. */
  readonly existing: number;
  readonly pages: readonly ImportedPage[];
}

export interface MementoRequest {
  readonly url: string;
  readonly most: number;
  readonly note: string;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface MementoResult extends ImportResult {
  /** Mementos that did not come, and why. */
  readonly failed: readonly { readonly url: string; readonly reason: string }[];
  /** Older ones the TimeMap lists and that were not asked for. */
  readonly leftOut: number;
}

/** Two pages by their text; at least one of them is somebody else's. */
export interface ImportedComparison {
  readonly from: Side;
  readonly to: Side;
  readonly text: TextDiff;
}

interface Side {
  readonly id: string;
  readonly url: string;
  readonly at: string;
  readonly imported: boolean;
}

export interface Importing {
  /**
   * Takes in the responses of a WARC or WACZ whose addresses are watched; all of it or nothing.
   * @throws FILE_NOT_FOUND, IMPORT_INVALID
   */
  importHistory(file: string, note: string): Promise<ImportResult>;
  /**
   * Takes in what another archive has of a watched address: the memento at `url`, or the newest `most`
   * of its TimeMap (RFC 7089).
   * @throws IMPORT_INVALID, MEMENTO_UNREACHABLE
   */
  importMementos(request: MementoRequest): Promise<MementoResult>;
  /** Newest first, by the time the file gives. */
  listImported(watchId: string): Promise<readonly ImportedPage[]>;
  /** @throws CAPTURE_NOT_FOUND */
  getImported(id: string): Promise<ImportedPage>;
  /** @throws CAPTURE_NOT_FOUND */
  compareImported(from: string, to: string): Promise<ImportedComparison>;
}

/** More pages of one file than anybody reads are a mistake. */
const MAX_PAGES = 20_000;
const TEXTUAL = /^(?:text\/html|application\/xhtml\+xml)$/;

/** The use cases of importing over `deps`. */
export function createImporting(deps: ArchiveDeps): Importing {
  const { catalogue } = deps;
  return {
    importHistory: (file, note) => importHistory(deps, file, note),
    importMementos: (request) => importMementos(deps, request),
    listImported: (watchId) => catalogue.listImported(watchId),
    getImported: (id) => requireImported(deps, id),
    async compareImported(fromId, toId) {
      const from = await readSide(deps, fromId);
      const to = await readSide(deps, toId);
      return { from: from.side, to: to.side, text: await diffInWorker(from.text, to.text) };
    },
  };
}

async function importHistory(
  deps: ArchiveDeps,
  file: string,
  note: string,
  name = basename(file),
): Promise<ImportResult> {
  const { blobs, catalogue } = deps;
  const find = await watchFinder(deps);
  const spool = deps.temporaryPath();
  try {
    // A copy: what is read twice must be the same twice, whatever happens to the original.
    await copy(file, spool);
    let found = 0;
    // To its end first: of a file that is damaged nothing is kept.
    for await (const { url } of responsesOf(spool, (address) => find(address).length > 0)) {
      found += find(url).length;
      if (found > MAX_PAGES) throw invalid(name, `it has more than ${MAX_PAGES} pages of watches`);
    }
    if (found === 0) {
      throw invalid(name, 'no response in it is of a watched address: add the watch first');
    }
    const digest = await digestOf(spool);
    const source = { name, digest, note };
    const pages: ImportedPage[] = [];
    for await (const response of responsesOf(spool, (address) => find(address).length > 0)) {
      for (const watch of find(response.url)) {
        pages.push(await takeIn(deps, watch, response, source));
      }
    }
    await blobs.putFile(spool, digest);
    const existing = await catalogue.addImported(pages);
    return { imported: pages.length - existing, existing, pages };
  } catch (error) {
    if (!(error instanceof VestigeError) || error.code !== 'IMPORT_INVALID') throw error;
    if (error.message.startsWith(name)) throw error;
    throw invalid(name, error.message.replace(/\.$/, ''), error);
  } finally {
    await rm(spool, { force: true });
  }
}

async function importMementos(
  deps: ArchiveDeps,
  { url, most, note, onProgress }: MementoRequest,
): Promise<MementoResult> {
  const { warc, failed, leftOut } = await fetchMementos(deps.askArchive, url, most, onProgress);
  const path = deps.temporaryPath();
  try {
    await writeFile(path, warc, { flag: 'wx' });
    return { ...(await importHistory(deps, path, note, new URL(url).host)), failed, leftOut };
  } finally {
    await rm(path, { force: true });
  }
}

async function takeIn(
  { blobs, clock }: ArchiveDeps,
  watch: Watch,
  response: ForeignResponse,
  source: ImportedPage['source'],
): Promise<ImportedPage> {
  const { url, takenAt, status, mediaType, payload, contentType, digestFits } = response;
  const isPage = TEXTUAL.test(mediaType ?? '');
  const bytes = isPage ? await decodePayload(payload, response.contentCoding) : null;
  const reading = bytes === null ? null : readHtml(bytes, contentType, url);
  const isGood = status >= 200 && status < 300;
  const claims = sightClaims(watch.claims, isGood ? reading : null);
  return {
    ...{ id: newImportedId(Date.parse(takenAt)), watchId: watch.id },
    ...{ url, takenAt, status, mediaType, digestFits, source },
    title: reading?.title ?? '',
    payload: await blobs.put(payload),
    text: reading === null ? null : await blobs.put(Buffer.from(visibleText(reading))),
    claims: claims.map(({ id, text, state, found }) => ({ id, text, state, found })),
    importedAt: instantOf(clock.nowMs()),
  };
}

async function* responsesOf(
  path: string,
  wants: (url: string) => boolean,
): AsyncGenerator<ForeignResponse> {
  if (!looksLikeZip(await startOf(path))) {
    yield* readForeignWarc(createReadStream(path), wants);
    return;
  }
  const entries = await readForeignZip(path, /^archive\/[^/]+\.warc(?:\.gz)?$/);
  if (entries.length === 0) {
    throw new VestigeError('IMPORT_INVALID', 'The WACZ has no WARC below archive/.');
  }
  for (const entry of entries) yield* readForeignWarc(entry.read(), wants);
}

/** The watches of an address, by http or https: sites move, and archives remember. */
async function watchFinder({ catalogue, config }: ArchiveDeps) {
  const byKey = groupBy(await catalogue.listWatches({}), ({ urlKey }) => urlKey);
  const known = new Map<string, readonly Watch[]>();
  return (url: string): readonly Watch[] => {
    let found = known.get(url);
    if (found === undefined) {
      const spellings = [
        url,
        url.replace(/^http(s?):/i, (_, s) => (s === '' ? 'https:' : 'http:')),
      ];
      found = spellings
        .flatMap((one) => byKey.get(keyOf(one, config.egress) ?? '') ?? [])
        .slice(0, 50);
      // What is not watched is not remembered: a file may have millions of addresses.
      if (found.length > 0) known.set(url, found);
    }
    return found;
  };
}

function keyOf(url: string, egress: ArchiveDeps['config']['egress']): string | null {
  try {
    return registerUrl(url, egress).urlKey;
  } catch {
    return null;
  }
}

async function requireImported({ catalogue }: ArchiveDeps, id: string): Promise<ImportedPage> {
  const page = await catalogue.findImported(id);
  if (page === null) {
    throw new VestigeError('CAPTURE_NOT_FOUND', `There is no imported page ${id}.`);
  }
  return page;
}

async function readSide(deps: ArchiveDeps, id: string): Promise<{ side: Side; text: string }> {
  if (id.startsWith('i_')) {
    const { url, takenAt: at, text } = await requireImported(deps, id);
    const said = text === null ? '' : (await deps.blobs.get(text)).toString('utf8');
    return { side: { id, url, at, imported: true }, text: said };
  }
  const { url, startedAt: at, manifest } = await requireCapture(deps, id);
  const { reading } = await loadSnapshot(deps, manifest);
  const text = reading === null ? '' : visibleText(reading);
  return { side: { id, url, at, imported: false }, text };
}

async function copy(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOSPC') {
      throw new VestigeError('STORE_DISK_FULL', `There is no room for a copy of ${from}.`, {
        cause,
      });
    }
    throw new VestigeError('FILE_NOT_FOUND', `${from} cannot be read: ${code}.`, { cause });
  }
}

async function startOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function digestOf(path: string): Promise<Digest> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return `sha256:${hash.digest('hex')}`;
}

function invalid(name: string, reason: string, cause?: unknown): VestigeError {
  return new VestigeError('IMPORT_INVALID', `${name}: ${reason}. Nothing was stored.`, {
    cause,
  });
}
