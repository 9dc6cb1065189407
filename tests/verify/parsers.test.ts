// Every parser of the verifier over its own honest input with bytes changed, cut and put in: it ends, with
// a value or an Error that names what is wrong, and never with more than it was given room for.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseKeys, parsePemDigests } from '../../src/formats/bundle.js';
import { parseStrictJson } from '../../src/formats/canonical-json.js';
import { parseCdxLine, parseIdx, writeCdxFiles } from '../../src/formats/cdxj.js';
import {
  parseCheckpoint,
  parseNote,
  parseTlogProof,
  writeNote,
} from '../../src/formats/checkpoint.js';
import { childrenOf, type Der, readDer } from '../../src/formats/der.js';
import { readDnsMessage } from '../../src/formats/dns-message.js';
import { readBeacon } from '../../src/formats/drand.js';
import { readForeignZip } from '../../src/formats/foreign-zip.js';
import { anyGzipHeaderBytes, gunzipMember } from '../../src/formats/gzip.js';
import { parseLookups, writeLookups } from '../../src/formats/lookups-file.js';
import { parseLogEntry, parseManifest } from '../../src/formats/manifest.js';
import { resolverWords } from '../../src/formats/resolver-words.js';
import { parseDataPackage, parseDataPackageDigest, parsePages } from '../../src/formats/wacz.js';
import { parseAnyWarcHead, parseWarcHead } from '../../src/formats/warc.js';
import { centralDirectory, localHeader } from '../../src/formats/zip.js';
import { exportBundle } from '../../src/prove/export-bundle.js';
import { Dechunker } from '../../src/verify/dechunk.js';
import { infoOf } from '../notaries/beacon.js';
import { makeTinySample, QUICKNET_1000, someLookups } from '../prove/sample.js';
import { type Files, membersOf, need, takeApart } from './forge.js';

const CAPTURE = 'c_01JD0000000000000000000001';
const text = (bytes: Buffer) => bytes.toString();
let files: Files;

beforeAll(async () => {
  const directory = mkdtempSync(join(tmpdir(), 'vestige-parsers-'));
  const path = join(directory, 'tiny.wacz');
  const { deps, input } = await makeTinySample();
  await exportBundle(deps, input, path, () => {});
  files = await takeApart(path);
  rmSync(directory, { recursive: true });
});

/** Every value inside of a DER value. */
function walk(der: Der): number {
  return (der.tag & 0x20) === 0 ? 1 : childrenOf(der).reduce((sum, one) => sum + walk(one), 1);
}

function zipBytes(): Buffer {
  const entry = { name: 'a/b.json', sizeBytes: 2, crc32: 1 };
  const header = localHeader(entry);
  const body = Buffer.from('{}');
  const end = centralDirectory([{ ...entry, offset: 0 }], header.length + body.length);
  return Buffer.concat([header, body, end]);
}

type Parser = readonly [
  name: string,
  input: () => Buffer | Promise<Buffer>,
  parse: (bytes: Buffer) => unknown,
];

const of = (name: string) => () => need(files, name);
const head = () => {
  const record = gunzipSync(membersOf(need(files, 'archive/data.warc.gz'))[2] ?? Buffer.alloc(0));
  return record.subarray(0, record.indexOf('\r\n\r\n') + 4);
};

const PARSERS: readonly Parser[] = [
  [
    'a zip of any kind',
    zipBytes,
    (bytes) =>
      readForeignZip(
        async (at, length) => bytes.subarray(Math.max(0, at), Math.max(0, at) + length),
        bytes.length,
      ),
  ],
  ['the header of a record', head, parseWarcHead],
  ['the header of a record of others', head, parseAnyWarcHead],
  [
    'a gzip member',
    () => membersOf(need(files, 'archive/data.warc.gz'))[1] ?? Buffer.alloc(0),
    (bytes) => gunzipMember(bytes, 100_000),
  ],
  ['a gzip header', () => gzipSync('两周'), anyGzipHeaderBytes],
  [
    'a line of the index',
    () =>
      need(files, 'indexes/index.cdx').subarray(0, need(files, 'indexes/index.cdx').indexOf('\n')),
    (bytes) => parseCdxLine(text(bytes)),
  ],
  [
    'an index of blocks',
    async () =>
      (
        await writeCdxFiles(
          Array(400).fill(`test,a)/ 20261121160000123 {"url":"${'x'.repeat(200)}"}`),
        )
      ).at(-1)?.bytes ?? Buffer.alloc(0),
    (bytes) => parseIdx(text(bytes)),
  ],
  [
    'DER',
    () =>
      Buffer.from(
        text(need(files, `provenance/${CAPTURE}.certs.pem`)).replace(/-----.*\n|\n/g, ''),
        'base64',
      ),
    (bytes) => walk(readDer(bytes)),
  ],
  ['certificates', of(`provenance/${CAPTURE}.certs.pem`), (bytes) => parsePemDigests(text(bytes))],
  ['a note', of('proof/checkpoint.note'), (bytes) => writeNote(parseNote(text(bytes)))],
  [
    'a checkpoint',
    of('proof/checkpoint.note'),
    (bytes) => parseCheckpoint(parseNote(text(bytes)).text),
  ],
  [
    'a proof of inclusion',
    of(`proof/${CAPTURE}.tlog-proof`),
    (bytes) => parseTlogProof(text(bytes)),
  ],
  ['keys', of('proof/keys.txt'), (bytes) => parseKeys(text(bytes))],
  ['a manifest', of(`provenance/${CAPTURE}.json`), parseManifest],
  [
    'what resolvers said',
    () => Buffer.from(writeLookups(someLookups(0))),
    (bytes) => resolverWords(parseLookups(bytes)),
  ],
  [
    'an answer of a resolver',
    () => Buffer.from(someLookups(0)[1]?.answer ?? []),
    (bytes) => readDnsMessage(bytes),
  ],
  [
    'a round of a beacon',
    () => Buffer.from(JSON.stringify({ round: 1000, signature: QUICKNET_1000.signature })),
    (bytes) => readBeacon(QUICKNET_1000.chain, infoOf(QUICKNET_1000), text(bytes)),
  ],
  ['a log entry', of(`proof/${CAPTURE}.entry.json`), parseLogEntry],
  ['JSON', of('report/changes.json'), parseStrictJson],
  ['a data package', of('datapackage.json'), parseDataPackage],
  ['a signature', of('datapackage-digest.json'), parseDataPackageDigest],
  ['a list of pages', of('pages/pages.jsonl'), (bytes) => parsePages(text(bytes))],
  [
    'chunks',
    () => Buffer.from('6;a=b\r\n东海\r\n0\r\nx: y\r\n\r\n'),
    (bytes) => new Dechunker().push(bytes),
  ],
];

describe('reading ends in a value or an Error', () => {
  const change = fc.record({ at: fc.nat(), put: fc.uint8Array({ maxLength: 6 }), cut: fc.nat(12) });
  it.each(PARSERS)('%s', async (_, input, parse) => {
    const honest = await input();
    expect(honest.length).toBeGreaterThan(0);
    await parse(Buffer.from(honest));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        let bytes: Buffer = Buffer.from(honest);
        for (const { at, put, cut } of changes) {
          const place = at % (bytes.length + 1);
          bytes = Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + cut)]);
        }
        try {
          await parse(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          expect((error as Error).message).not.toBe('');
        }
      }),
      { numRuns: 150 },
    );
  });
});

it('a member that inflates to more than there is room for is refused', () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000));
  bomb.writeUInt8(0xff, 9);
  expect(() => gunzipMember(bomb, 1_000_000)).toThrow(RangeError);
});

it('bytes behind a gzip member are not taken for part of it', () => {
  const member = gzipSync('两周');
  expect(gunzipMember(member, 100).toString()).toBe('两周');
  expect(() => gunzipMember(Buffer.concat([member, Buffer.alloc(3)]), 100)).toThrow('bytes follow');
  expect(() => gunzipMember(Buffer.concat([member, member]), 100)).toThrow('bytes follow');
});
