// Snapshots -> one WARC/1.1 file, a gzip member per record, and the index lines to its records.
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { postToGetUrl } from 'warcio';
import { WARC_NAME } from '../formats/bundle.js';
import { timestampOf, writeCdxLine } from '../formats/cdxj.js';
import { gzipMember } from '../formats/gzip.js';
import {
  fieldOf,
  headerOf,
  mediaTypeOf,
  RECORD_END,
  responseFacts,
  type WarcField,
  writeWarcHead,
} from '../formats/warc.js';
import { infoRecordOf, type PlannedRecord, recordsOf } from '../formats/warc-snapshot.js';
import { type Digest, digestOf } from '../model/digest.js';
import type { Manifest } from '../model/snapshot.js';
import type { BlobStore } from '../ports/blob-store.js';

/** A longer query is of no use to replay (warcio.js: DEFAULT_MAX_QUERY_SIZE). */
const MAX_QUERY_LENGTH = 4096;
const MAX_QUERY_BODY_BYTES = 2 ** 20;

/** A WARC being written, one snapshot after the other. */
export class WarcFile {
  readonly #file: FileHandle;
  readonly #blobs: BlobStore;
  readonly #lines: string[] = [];
  #offset = 0;

  private constructor(file: FileHandle, blobs: BlobStore) {
    this.#file = file;
    this.#blobs = blobs;
  }

  /** Begins the file with its warcinfo record. */
  static async create(
    path: string,
    blobs: BlobStore,
    about: { software: string; title: string; manifests: readonly Manifest[] },
  ): Promise<WarcFile> {
    const warc = new WarcFile(await open(path, 'wx'), blobs);
    await warc.#addInfo(about);
    return warc;
  }

  /** Adds all records of a snapshot, without the contents that are left out. */
  async addSnapshot(manifest: Manifest, redacted: ReadonlySet<Digest>): Promise<void> {
    // The request stands before its response: its body becomes part of the response's index key.
    let query: string | null = null;
    for (const record of recordsOf(manifest, redacted)) {
      const body =
        record.body === null ? new Uint8Array(0) : await this.#blobs.get(record.body.digest);
      if (record.type === 'request') query = queryOf(record, body);
      const place = await this.#addRecord(record, body);
      if (record.indexed !== null) {
        this.#lines.push(indexLine(record, record.type === 'response' ? query : null, place));
      }
      if (record.type !== 'request') query = null;
    }
  }

  /** Index lines of all records so far, unsorted. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #addInfo(about: {
    software: string;
    title: string;
    manifests: readonly Manifest[];
  }): Promise<void> {
    const { software, title, manifests } = about;
    const captures = manifests.map(({ capture }) => capture);
    const startedAt = manifests[0]?.startedAt ?? '';
    await this.#addRecord(
      infoRecordOf({ software, title, captures, startedAt }),
      new Uint8Array(0),
    );
  }

  async #addRecord(record: PlannedRecord, body: Uint8Array): Promise<Place> {
    const block = createHash('sha256').update(record.head).update(body).digest('hex');
    const length = record.head.length + body.length;
    const payload: readonly WarcField[] =
      record.payload === null ? [] : [['WARC-Payload-Digest', record.payload]];
    const head = writeWarcHead([
      ['WARC-Type', record.type],
      ['WARC-Record-ID', record.id],
      ...record.fields,
      ['WARC-Block-Digest', `sha256:${block}`],
      ...payload,
      ['Content-Length', String(length)],
    ]);
    const member = await gzipMember(
      Buffer.concat([head, record.head, body, RECORD_END]),
      isDense(record),
    );
    await this.#file.appendFile(member);
    const offset = this.#offset;
    this.#offset += member.length;
    return { offset, length: member.length, recordDigest: digestOf(member) };
  }
}

interface Place {
  readonly offset: number;
  readonly length: number;
  readonly recordDigest: Digest;
}

function indexLine(record: PlannedRecord, query: string | null, place: Place): string {
  const { url = '', method = 'GET' } = record.indexed ?? {};
  const isResponse = record.type === 'response';
  const facts = isResponse
    ? responseFacts(Buffer.from(record.head).toString('latin1'))
    : { status: null, mediaType: mediaTypeOf(fieldOf(record.fields, 'Content-Type')) };
  return writeCdxLine({
    url,
    timestamp: timestampOf(fieldOf(record.fields, 'WARC-Date') ?? ''),
    digest: record.payload ?? digestOf(''),
    ...facts,
    method: method === 'GET' ? null : method,
    requestBody: method === 'GET' ? null : (query ?? ''),
    filename: WARC_NAME,
    ...place,
  });
}

const DENSE_TYPES =
  /^(?:image\/(?!svg|bmp|x-)|video\/|audio\/|font\/woff|application\/(?:zip|pdf)$)/;

/** True for a body that is compressed as it stands. */
function isDense(record: PlannedRecord): boolean {
  const head = Buffer.from(record.head).toString('latin1');
  if (record.type !== 'response') {
    return DENSE_TYPES.test(fieldOf(record.fields, 'Content-Type') ?? '');
  }
  return (
    headerOf(head, 'content-encoding') !== null ||
    DENSE_TYPES.test(responseFacts(head).mediaType ?? '')
  );
}

/** What wabac.js will turn the same request into when the page makes it again. */
function queryOf(record: PlannedRecord, body: Uint8Array): string | null {
  const head = Buffer.from(record.head).toString('latin1');
  const method = head.split(' ', 1)[0] ?? 'GET';
  const contentType = headerOf(head, 'content-type') ?? '';
  // The page chose the boundary, and warcio.js makes a regular expression of it.
  const isHostile = /boundary=(?![\w'-]+$)/i.test(contentType);
  if (isHostile || body.length > MAX_QUERY_BODY_BYTES) return null;
  const headers = new Map([['content-type', contentType]]);
  const request = { method, url: 'http://localhost/', headers, postData: body };
  postToGetUrl(request, MAX_QUERY_LENGTH);
  return 'requestBody' in request ? String(request.requestBody) : null;
}
