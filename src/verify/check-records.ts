// The WARC against itself, the manifests and the index, in one pass: every record is what a manifest
// asks for, everything a manifest asks for is there, and every answer is in the index.
import { createHash } from 'node:crypto';
import {
  capturePaths,
  certificatesOf,
  parsePemDigests,
  WARC_NAME,
  WARC_PATH,
} from '../formats/bundle.js';
import { canonicalJson } from '../formats/canonical-json.js';
import { timestampOf, writeCdxLine } from '../formats/cdxj.js';
import { parseLookups } from '../formats/lookups-file.js';
import { hostEndedAt } from '../formats/resolver-words.js';
import type { DataPackage } from '../formats/wacz.js';
import { fieldOf, mediaTypeOf, responseFacts, type WarcField } from '../formats/warc.js';
import { infoRecordOf, type PlannedRecord, recordsOf } from '../formats/warc-snapshot.js';
import { digestOf } from '../model/digest.js';
import type { Manifest } from '../model/snapshot.js';
import type { BundleFile } from './bundle-file.js';
import { captureIdsOf, readManifest } from './captures.js';
import { redactedIn } from './check-redactions.js';
import { Failure, within } from './checks.js';
import { type InflateBudget, readRecords, type SeenRecord } from './warc-reader.js';

export interface RecordFindings {
  /** What is wrong with the WARC itself; null when nothing is. */
  readonly warc: Failure | null;
  /** What differs between manifests and WARC. */
  readonly manifest: readonly string[];
  readonly records: number;
  /** Offset of each record that belongs in the index -> hash of how its line must read. */
  readonly indexed: ReadonlyMap<number, string>;
}

const TYPES = new Set(['warcinfo', 'request', 'response', 'resource', 'metadata']);
/** What may stand in a record although no manifest speaks of it: this reader recomputed it. */
const COMPUTED = new Set([
  'warc-type',
  'warc-record-id',
  'warc-block-digest',
  'warc-payload-digest',
  'content-length',
]);
const MAX_FINDINGS = 20;

/** Reads every record once and holds it against the manifests. */
export async function readAllRecords(
  bundle: BundleFile,
  dataPackage: DataPackage | null,
  budget: InflateBudget,
): Promise<RecordFindings> {
  const pass = new RecordPass(bundle, dataPackage);
  let warc: Failure | null = null;
  try {
    for await (const record of readRecords(bundle, bundle.span(WARC_PATH), budget)) {
      await pass.take(record);
    }
    pass.finishWarc();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    warc = error;
  }
  if (warc === null) await pass.finish();
  return { warc, manifest: pass.findings, records: pass.count, indexed: pass.indexed };
}

class RecordPass {
  readonly findings: string[] = [];
  readonly indexed = new Map<number, string>();
  count = 0;
  readonly #bundle: BundleFile;
  readonly #dataPackage: DataPackage | null;
  readonly #ids = new Set<string>();
  readonly #references = new Map<string, string>();
  readonly #waiting: Set<string>;
  /** The capture whose records are being read, and those of its records that have not come yet. */
  #capture: string | null = null;
  #expected = new Map<string, PlannedRecord>();

  constructor(bundle: BundleFile, dataPackage: DataPackage | null) {
    this.#bundle = bundle;
    this.#dataPackage = dataPackage;
    this.#waiting = new Set(captureIdsOf(bundle));
  }

  async take(record: SeenRecord): Promise<void> {
    this.count += 1;
    await within(`record at offset ${record.offset}`, () => this.#checkRecord(record));
    if (record.type === 'warcinfo') {
      await this.#checkInfo(record);
      return;
    }
    const capture = fieldOf(record.fields, 'WARC-Page-ID');
    if (capture !== this.#capture) await this.#begin(capture);
    const planned = this.#expected.get(record.id);
    if (planned === undefined) {
      this.#find(`${nameOf(record)} is in no manifest`);
    } else {
      this.#expected.delete(record.id);
      for (const difference of differences(record, planned)) {
        this.#find(`${nameOf(record)}: ${difference}`);
      }
    }
    this.#index(record, planned);
  }

  /** What the file says of itself is what the data package and the manifests say. */
  async #checkInfo(record: SeenRecord): Promise<void> {
    if (this.#dataPackage === null) return;
    const { software, title } = this.#dataPackage;
    const captures = captureIdsOf(this.#bundle);
    const [first] = captures;
    if (first === undefined) return;
    try {
      const { startedAt } = await readManifest(this.#bundle, first);
      const planned = infoRecordOf({ software, title, captures, startedAt });
      for (const one of differences(record, planned)) this.#find(`${nameOf(record)}: ${one}`);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.#find(error.message);
    }
  }

  /** WARC/1.1 alone: types, digests given, ids. */
  #checkRecord({ fields, type, id, blockDigest, payloadDigest }: SeenRecord): void {
    if (!TYPES.has(type)) throw new Failure(`a record of type ${type} has no place in a bundle`);
    if ((this.count === 1) !== (type === 'warcinfo')) {
      throw new Failure('the first record, and no other, is a warcinfo');
    }
    if (!/^<urn:uuid:[0-9a-f-]{36}>$/.test(id)) throw new Failure(`${id} is not a record id`);
    if (this.#ids.has(id)) throw new Failure(`${id} is there twice`);
    this.#ids.add(id);
    this.#references.delete(id);
    if (fieldOf(fields, 'WARC-Block-Digest') !== blockDigest) {
      throw new Failure('the block digest is not that of the block');
    }
    const payload = fieldOf(fields, 'WARC-Payload-Digest');
    const hasPayload = type !== 'warcinfo' && type !== 'metadata';
    if (hasPayload ? payload !== payloadDigest : payload !== null) {
      throw new Failure('the payload digest is not that of the payload');
    }
    for (const [name, value] of fields) {
      const isReference = /^warc-(?:concurrent-to|refers-to)$/i.test(name);
      if (isReference && !this.#ids.has(value)) this.#references.set(value, id);
    }
  }

  /** @throws Failure when a record points at one that is not there */
  finishWarc(): void {
    if (this.count === 0) throw new Failure('there are no records');
    for (const [missing, id] of this.#references) {
      throw new Failure(`${id} points at ${missing}, which is not there`);
    }
  }

  async finish(): Promise<void> {
    await this.#begin(null);
    for (const id of this.#waiting) this.#find(`${id} has a manifest and no records`);
  }

  async #begin(capture: string | null): Promise<void> {
    for (const { type, fields } of this.#expected.values()) {
      this.#find(
        `${this.#capture}: the ${type} of ${fieldOf(fields, 'WARC-Target-URI')} is missing`,
      );
    }
    this.#capture = capture;
    this.#expected = new Map();
    if (capture === null) return;
    if (!this.#waiting.delete(capture)) {
      this.#find(`records of ${capture} have no manifest, or stand apart from one another`);
      return;
    }
    try {
      const manifest = await readManifest(this.#bundle, capture);
      const redacted = await redactedIn(this.#bundle);
      const planned = await within(capture, () => recordsOf(manifest, redacted));
      this.#expected = new Map(planned.map((record) => [record.id, record]));
      for (const difference of await sideFileDifferences(this.#bundle, manifest)) {
        this.#find(difference);
      }
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.#find(error.message);
    }
  }

  #index(record: SeenRecord, planned: PlannedRecord | undefined): void {
    if (record.type !== 'response' && record.type !== 'resource') return;
    this.indexed.set(record.offset, expectedLineHash(record, planned?.indexed?.method ?? 'GET'));
  }

  #find(finding: string): void {
    if (this.findings.length < MAX_FINDINGS) this.findings.push(finding);
  }
}

/** Manifest and record must say the same, header by header, and hold the same bytes. */
function differences(record: SeenRecord, planned: PlannedRecord): string[] {
  const found: string[] = [];
  if (record.type !== planned.type) found.push(`is a ${record.type}, not a ${planned.type}`);
  const left = new Set(planned.fields.map(fieldKey));
  for (const field of record.fields) {
    if (!COMPUTED.has(field[0].toLowerCase()) && !left.delete(fieldKey(field))) {
      found.push(`${field[0]} is ${field[1]}, which the manifest does not say`);
    }
  }
  for (const key of left) found.push(`it does not say "${key}", which the manifest does`);
  if (record.id !== planned.id) found.push('its id is not the one it must have');
  const isHttp = planned.type === 'request' || planned.type === 'response';
  if (isHttp && !record.httpHead.equals(planned.head)) found.push('its header block differs');
  const size = planned.head.length + (planned.body?.sizeBytes ?? 0);
  if (record.blockSizeBytes !== size) {
    found.push(`has ${record.blockSizeBytes} bytes, not ${size}`);
  }
  const expected =
    planned.payload ?? `sha256:${createHash('sha256').update(planned.head).digest('hex')}`;
  if (record.payloadDigest !== expected) found.push('its bytes are not those the manifest names');
  return found;
}

function fieldKey([name, value]: WarcField): string {
  return `${name.toLowerCase()}: ${value}`;
}

/** What resolvers said: the file the manifest names, about its own host, asked while it was made. */
async function lookupDifferences(bundle: BundleFile, manifest: Manifest): Promise<string[]> {
  const { lookups, startedAt, finishedAt } = manifest;
  const path = capturePaths(manifest.capture).lookups;
  if (lookups === undefined) {
    return bundle.has(path) ? [`${path} is in no manifest`] : [];
  }
  if (!bundle.has(path)) return [`${path} is missing`];
  const bytes = await bundle.read(path);
  if (digestOf(bytes) !== lookups.digest || bytes.length !== lookups.sizeBytes) {
    return [`${path} is not the file the manifest names`];
  }
  const asked = await within(path, () => parseLookups(bytes));
  const host = hostEndedAt(manifest);
  return asked.flatMap(({ name, type, at, resolver }) => {
    const isOfHost = (type !== 'A' && type !== 'AAAA') || name === host;
    if (!isOfHost) return [`${path}: ${resolver} was asked for ${name}, not for ${host}`];
    return at < startedAt || at > finishedAt
      ? [`${path}: ${resolver} was asked at ${at}, outside of ${startedAt} to ${finishedAt}`]
      : [];
  });
}

/** Certificates and DNS answers stand once more in files of their own. */
async function sideFileDifferences(bundle: BundleFile, manifest: Manifest): Promise<string[]> {
  const found: string[] = [];
  const paths = capturePaths(manifest.capture);
  const certificates = certificatesOf(manifest);
  const pem = bundle.has(paths.certificates) ? await bundle.readText(paths.certificates) : '';
  const digests = await within(paths.certificates, () => parsePemDigests(pem));
  if (digests.join() !== certificates.join()) {
    found.push(`${paths.certificates} does not hold the certificates of the manifest`);
  }
  const dns = bundle.has(paths.dns) ? await bundle.readText(paths.dns) : '[]';
  if (dns !== canonicalJson(manifest.dns)) {
    found.push(`${paths.dns} does not hold the answers of the manifest`);
  }
  found.push(...(await lookupDifferences(bundle, manifest)));
  for (const [i, exchange] of manifest.exchanges.entries()) {
    const { status } = responseFacts(exchange.responseHead ?? '');
    if (exchange.status !== status) {
      found.push(
        `${manifest.capture}: exchange ${i} says ${exchange.status}, its header ${status}`,
      );
    }
  }
  return found;
}

/** Request bodies are left out of the hash: the line's own key is checked against its own body. */
export function lineHash(line: string): string {
  return createHash('sha256').update(line).digest('base64');
}

function expectedLineHash(record: SeenRecord, method: string): string {
  const { offset, length, recordDigest, payloadDigest: digest } = record;
  const facts =
    record.type === 'response'
      ? responseFacts(record.httpHead.toString('latin1'))
      : { status: null, mediaType: mediaTypeOf(fieldOf(record.fields, 'Content-Type')) };
  return lineHash(
    writeCdxLine({
      url: record.targetUri ?? '',
      timestamp: timestampOf(record.date),
      ...{ digest, offset, length, recordDigest },
      ...facts,
      method: method === 'GET' ? null : method,
      requestBody: method === 'GET' ? null : '',
      filename: WARC_NAME,
    }),
  );
}

function nameOf({ type, targetUri, offset }: SeenRecord): string {
  return `the ${type} of ${targetUri?.slice(0, 200) ?? 'nothing'} at offset ${offset}`;
}
