// Bundles forged by someone who has the signing key: everything around the forgery fits, so the one
// check that should see it has to.
import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeKeys } from '../../src/formats/bundle.js';
import { signCheckpoint } from '../../src/formats/checkpoint.js';
import { gzipMember } from '../../src/formats/gzip.js';
import { signDataPackage } from '../../src/formats/wacz.js';
import { digestOf } from '../../src/model/digest.js';
import { exportBundle } from '../../src/prove/export-bundle.js';
import { ZipFile } from '../../src/prove/zip-file.js';
import { verifyBundle } from '../../src/verify/verify-bundle.js';
import { makeSample, ORIGIN, type Sample } from '../prove/sample.js';
import {
  edit,
  editRecord,
  type Files,
  membersOf,
  need,
  resign,
  takeApart,
  zipUp,
} from './forge.js';

let directory: string;
let original: string;
let sample: Sample;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vestige-forge-'));
  original = join(directory, 'original.wacz');
  sample = await makeSample();
  await exportBundle(sample.deps, sample.input, original, () => {});
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

/** Ids of the checks that fail on the file. */
async function failedOn(path: string, signerKeys: KeyObject[] = []): Promise<string[]> {
  const report = await verifyBundle(path, { signerKeys, checkpointKeys: [] });
  return report.checks.filter(({ status }) => status === 'failed').map(({ id }) => id);
}

async function failedAfter(
  forge: (files: Files) => void | Promise<void>,
  finish: (files: Files, path: string) => Promise<void> = (files, path) =>
    resign(files, sample.signer, path),
): Promise<string[]> {
  const files = await takeApart(original);
  await forge(files);
  const path = join(directory, 'forged.wacz');
  await finish(files, path);
  return failedOn(path);
}

const FIRST = 'c_01JD0000000000000000000001';
const SECOND = 'c_01JD0000000000000000000002';
const WARC = 'archive/data.warc.gz';
const CDX = 'indexes/index.cdx';
const DIGEST = 'datapackage-digest.json';

it('the unforged control passes after being taken apart and put together', async () => {
  expect(await failedAfter(() => {})).toEqual([]);
});

describe('in the zip', () => {
  it('bytes between entries, before the first or behind the end fail the zip', async () => {
    const files = await takeApart(original);
    const path = join(directory, 'forged.wacz');
    await zipUp(files, path);
    const bytes = await readFile(path);
    const second = bytes.indexOf('PK\u0003\u0004', 4, 'latin1');
    for (const at of [0, second, bytes.length]) {
      const forged = [bytes.subarray(0, at), Buffer.from('隐藏'), bytes.subarray(at)];
      await writeFile(path, Buffer.concat(forged));
      expect(await failedOn(path)).toEqual(['zip']);
    }
  });

  it('a name given twice, in another case, or leading out of the folder fails the zip', async () => {
    for (const name of [CDX, 'indexes/INDEX.cdx', '../evil.html', '/evil', 'a/b/c', 'a\\b', '页']) {
      const path = join(directory, 'forged.wacz');
      await rm(path, { force: true });
      const zip = await ZipFile.create(path);
      for (const [known, bytes] of await takeApart(original)) await zip.add(known, bytes);
      await zip.add(name, 'x');
      await zip.finish();
      await zip.close();
      expect(await failedOn(path), name).toEqual(['zip']);
    }
  });
});

describe('in the list of files', () => {
  it('a file that is not named, or not there, fails files', async () => {
    const add = (files: Files) => void files.set('pages/extra.jsonl', Buffer.from('{}\n'));
    expect(await failedAfter(add, zipUp)).toEqual(['files']);
    const remove = (files: Files) => void files.delete('report/report.html');
    expect(await failedAfter(remove, zipUp)).toEqual(['files', 'digests']);
  });

  it('a second index or list of pages fails files even when it is named and signed', async () => {
    for (const name of ['pages/extra.jsonl', 'indexes/other.cdx', 'archive/more.warc.gz']) {
      const failed = await failedAfter((files) => void files.set(name, Buffer.from('\n')));
      expect(failed, name).toContain('files');
    }
  });

  it('a size, a digest or a member edited fails datapackage, and digests where bytes differ', async () => {
    const finish = async (files: Files, path: string) => {
      const text = need(files, 'datapackage.json').toString();
      files.set(DIGEST, Buffer.from(signDataPackage(text, sample.signer)));
      await zipUp(files, path);
    };
    const flip = (files: Files) =>
      edit(files, 'datapackage.json', (text) => text.replace(/"bytes":\d+/, '"bytes":1'));
    expect(await failedAfter(flip, finish)).toEqual(['digests']);
    expect(await failedAfter(flip, zipUp)).toContain('datapackage');
    const other = (files: Files) => edit(files, 'report/report.html', (text) => `${text} `);
    expect(await failedAfter(other, zipUp)).toEqual(['digests']);
  });
});

describe('in the signature', () => {
  it.each([
    ['created beside it', /"created":"2026/, '"created":"2025', 'datapackage'],
    ['software beside it', /"software":"V/, '"software":"W', 'datapackage'],
    ['the outer hash', /"hash":"sha256:./, '"hash":"sha256:x', 'datapackage'],
    ['a byte of it', /"signature":"../, '"signature":"AA', 'signature'],
    ['lenient base64', /"signature":"/, '"signature":"\\n', 'signature'],
    ['its version', /"version":"0.1.0"/, '"version":"0.1.1"', 'signature'],
    ['a further member', /"version"/, '"domain":"gov.example","version"', 'signature'],
    ['a member given twice', /"version"/, '"version":"0.1.0","version"', 'json'],
  ])('%s changed is seen', async (_, from, to, check) => {
    const failed = await failedAfter(
      (files) => edit(files, DIGEST, (text) => text.replace(from, to)),
      zipUp,
    );
    expect(failed).toContain(check);
  });

  it('by a P-256 or RSA key fails, although it is mathematically good', async () => {
    const keys = [
      generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey,
      generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
    ];
    for (const key of keys) {
      const failed = await failedAfter((files) => resignWith(files, key), zipUp);
      expect(failed).toContain('signature');
    }
  });

  it("by an attacker's key fails against the key the checker trusts", async () => {
    const key = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey;
    const files = await takeApart(original);
    files.set('proof/keys.txt', Buffer.from(writeKeys(key, sample.logVkey)));
    const path = join(directory, 'forged.wacz');
    await resign(files, key, path);
    expect(await failedOn(path)).toEqual([]);
    expect(await failedOn(path, [sample.signer])).toEqual(['signer-key']);
  });
});

function resignWith(files: Files, key: KeyObject): void {
  const text = need(files, 'datapackage.json').toString();
  const value = JSON.parse(need(files, DIGEST).toString());
  const signature = sign('sha256', Buffer.from(digestOf(text)), { key, dsaEncoding: 'ieee-p1363' });
  value.signedData.signature = signature.toString('base64');
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  value.signedData.publicKey = spki.toString('base64');
  files.set(DIGEST, Buffer.from(JSON.stringify(value)));
}

describe('in the records', () => {
  it('another body under the old digests fails warc', async () => {
    const failed = await failedAfter((files) =>
      editRecord(files, '<html lang="ar"', (text) => text.replace('lang="ar"', 'lang="xx"')),
    );
    expect(failed).toContain('warc');
  });

  it('another body under digests that fit it fails manifest', async () => {
    const failed = await failedAfter((files) =>
      editRecord(files, '<html lang="ar"', (text) => fitDigests(text.replace('"ar"', '"xx"'))),
    );
    expect(failed).toContain('manifest');
    expect(failed).not.toContain('warc');
  });

  it.each([
    ['a date', /WARC-Date: 2026/, 'WARC-Date: 2025'],
    ['an address', /WARC-IP-Address: \S+/, 'WARC-IP-Address: 198.51.100.1'],
    ['a header', /WARC-Date/, 'WARC-Truncated: length\r\nWARC-Date'],
    ['the picture of another page', /urn:fullPage:http/, 'urn:fullPage:https'],
    ['a request', /User-Agent: Test/, 'User-Agent: Tesk'],
  ])('%s changed fails manifest', async (_, from, to) => {
    const failed = await failedAfter(async (files) => {
      const marker = String(from).includes('fullPage') ? 'urn:fullPage' : 'WARC-Type: request';
      await editRecord(files, marker, (text) => fitDigests(text.replace(from, to)));
    });
    expect(failed).toContain('manifest');
    expect(failed).not.toContain('warc');
  });

  it('bytes between gzip members, or behind a record in its member, fail warc', async () => {
    const between = await failedAfter((files) => {
      const [first = Buffer.alloc(0), ...rest] = membersOf(need(files, WARC));
      files.set(WARC, Buffer.concat([first, Buffer.alloc(7), ...rest]));
    });
    expect(between).toContain('warc');
    const behind = await failedAfter((files) =>
      editRecord(files, 'WARC-Type: metadata', (text) => `${text}WARC/1.1\r\n`),
    );
    expect(behind).toContain('warc');
    const two = await failedAfter(async (files) => {
      const [first = Buffer.alloc(0), second = Buffer.alloc(0), ...rest] = membersOf(
        need(files, WARC),
      );
      const joined = await gzipMember(Buffer.concat([gunzipSync(first), gunzipSync(second)]));
      files.set(WARC, Buffer.concat([joined, ...rest]));
    });
    expect(two).toContain('warc');
  });

  it('a gzip header with a hidden name or comment fails warc', async () => {
    const failed = await failedAfter((files) => {
      const bytes = Buffer.from(need(files, WARC));
      files.set(
        WARC,
        Buffer.concat([
          bytes.subarray(0, 3),
          Buffer.of(0x08),
          bytes.subarray(4, 10),
          Buffer.from('x\0'),
          bytes.subarray(10),
        ]),
      );
    });
    expect(failed).toContain('warc');
  });

  it('folded header lines, repeated headers and references to nothing fail warc', async () => {
    for (const line of [
      'WARC-Date: x\r\n y: z',
      'WARC-Type: request',
      'WARC-Concurrent-To: <urn:uuid:0>',
    ]) {
      const failed = await failedAfter((files) =>
        editRecord(files, 'WARC-Type: response', (text) =>
          text.replace('WARC-Page-ID', `${line}\r\nWARC-Page-ID`),
        ),
      );
      expect(failed, line).toContain('warc');
    }
  });

  it('a record that no manifest speaks of fails manifest, and one that is missing too', async () => {
    const added = await failedAfter(async (files) => {
      const members = membersOf(need(files, WARC));
      const last = members.at(-1) ?? Buffer.alloc(0);
      const text = gunzipSync(last).toString('latin1');
      const copy = text.replace(/<urn:uuid:.{8}/, '<urn:uuid:00000000');
      files.set(WARC, Buffer.concat([...members, await gzipMember(Buffer.from(copy, 'latin1'))]));
    });
    expect(added).toEqual(['manifest']);
    const removed = await failedAfter((files) => {
      const members = membersOf(need(files, WARC));
      files.set(WARC, Buffer.concat(members.slice(0, -1)));
    });
    expect(removed).toEqual(['manifest']);
  });
});

/** Makes length, block and payload digest of a record fit its bytes. */
function fitDigests(text: string): string {
  const headEnd = text.indexOf('\r\n\r\n') + 4;
  const block = text.slice(headEnd, -4);
  const isHttp = text.includes('Content-Type: application/http');
  const payload = isHttp ? block.slice(block.indexOf('\r\n\r\n') + 4) : block;
  const head = text
    .slice(0, headEnd)
    .replace(/(WARC-Block-Digest: ).*?(?=\r)/, `$1${digestOf(Buffer.from(block, 'latin1'))}`)
    .replace(/(WARC-Payload-Digest: ).*?(?=\r)/, `$1${digestOf(Buffer.from(payload, 'latin1'))}`)
    .replace(/(Content-Length: )\d+/, `$1${block.length}`);
  return `${head}${block}\r\n\r\n`;
}

describe('in the index and the pages', () => {
  it('an answer left out of the index fails cdxj', async () => {
    const failed = await failedAfter((files) =>
      edit(files, CDX, (text) => text.replace(/^test,noor\)\/ .*\n/m, '')),
    );
    expect(failed).toEqual(['cdxj']);
  });

  it('a line that leads to another record, or says something else of its own, fails cdxj', async () => {
    const swap = (text: string) => {
      const lines = text.split('\n');
      const [from = '', to = ''] = ['test,noor)/ ', 'test,noor)/logo.png '].map(
        (key) => lines.find((line) => line.startsWith(key)) ?? '',
      );
      const place = (line: string) => /"offset".*$/.exec(line)?.[0] ?? '';
      return text.replace(place(from), 'X').replace(place(to), place(from)).replace('X', place(to));
    };
    expect(await failedAfter((files) => edit(files, CDX, swap))).toEqual(['cdxj']);
    for (const [from, to] of [
      ['"status":302', '"status":200'],
      ['"mime":"image/png"', '"mime":"text/html"'],
      ['{"url"', '{"x":1,"url"'],
      ['{"url"', '{"url":"http://evil.test/","url"'],
      ['test,donghai)/api?', 'test,donghai)/apj?'],
    ] as const) {
      const failed = await failedAfter((files) =>
        edit(files, CDX, (text) => text.replace(from, to)),
      );
      expect(failed, to).toEqual(['cdxj']);
    }
  });

  it('lines out of order fail cdxj', async () => {
    const reverse = (text: string) => `${text.trim().split('\n').reverse().join('\n')}\n`;
    expect(await failedAfter((files) => edit(files, CDX, reverse))).toEqual(['cdxj']);
  });

  it('a page with another time, title or address fails pages', async () => {
    for (const [from, to] of [
      ['16:00:00', '15:00:00'],
      ['"url":"https://noor.test/', '"url":"https://nour.test/'],
      ['"title":"All', '"title":"ALL'],
    ] as const) {
      const failed = await failedAfter((files) =>
        edit(files, 'pages/pages.jsonl', (text) => text.replace(from, to)),
      );
      expect(failed, to).toContain('pages');
    }
  });
});

describe('in the captures and the log', () => {
  it('a manifest changed fails log-entry', async () => {
    const failed = await failedAfter((files) =>
      edit(files, `provenance/${SECOND}.json`, (text) =>
        text.replace('"attempt":1', '"attempt":2'),
      ),
    );
    expect(failed).toEqual(['log-entry']);
  });

  it('a manifest that is not canonical, or of the wrong shape, fails manifest', async () => {
    for (const [from, to] of [
      ['"attempt":1', '"attempt": 1'],
      ['"attempt":1', '"attempt":"1"'],
      ['"mainExchange":0', '"mainExchange":99'],
    ] as const) {
      const failed = await failedAfter((files) =>
        edit(files, `provenance/${SECOND}.json`, (text) => text.replace(from, to)),
      );
      expect(failed, to).toContain('manifest');
    }
  });

  it('a capture taken out with all its files but its records fails manifest', async () => {
    const failed = await failedAfter((files) => {
      for (const name of [...files.keys()]) if (name.includes(FIRST)) files.delete(name);
      edit(files, 'pages/pages.jsonl', (text) => text.replace(new RegExp(`.*${FIRST}.*\\n`), ''));
    });
    expect(failed).toContain('manifest');
  });

  it('certificates or DNS answers that are not those of the manifest fail manifest', async () => {
    const failed = await failedAfter((files) => {
      files.delete(`provenance/${SECOND}.certs.pem`);
      edit(files, `provenance/${FIRST}.dns.json`, (text) => text.replace('192.0.2.7', '192.0.2.8'));
    });
    expect(failed).toEqual(['manifest']);
  });

  it('an entry changed, or put at another place, fails log-inclusion', async () => {
    const changed = await failedAfter((files) =>
      edit(files, `proof/${SECOND}.entry.json`, (text) => text.replace('"ok"', '"gone"')),
    );
    expect(changed).toContain('log-inclusion');
    const moved = await failedAfter((files) =>
      edit(files, `proof/${SECOND}.tlog-proof`, (text) => text.replace('index 2', 'index 3')),
    );
    expect(moved).toEqual(['log-inclusion']);
    const swapped = await failedAfter((files) => {
      const [a, b] = [`proof/${FIRST}.tlog-proof`, `proof/${SECOND}.tlog-proof`];
      const first = need(files, a);
      files.set(a, need(files, b)).set(b, first);
    });
    expect(swapped).toEqual(['log-inclusion']);
  });

  it('a checkpoint of a larger tree, or one that is not signed, fails', async () => {
    const larger = await failedAfter((files) => {
      const root = Buffer.alloc(32).toString('base64');
      const note = signCheckpoint({ size: 99, root }, ORIGIN, sample.logKey);
      files.set('proof/checkpoint.note', Buffer.from(note));
    });
    expect(larger).toEqual(['log-inclusion']);
    const unsigned = await failedAfter((files) => {
      for (const name of files.keys()) {
        if (name.endsWith('.tlog-proof') || name.endsWith('.note')) {
          edit(files, name, (text) => text.replace(/\n(\d+)\n(.{44})\n\n/, '\n6\n$2\n\n'));
        }
      }
    });
    expect(unsigned).toContain('checkpoint-signature');
  });

  it('a bundle dated before its captures fails times', async () => {
    const failed = await failedAfter((files) =>
      edit(files, 'datapackage.json', (text) => text.replaceAll('2026-11-22T', '2026-11-20T')),
    );
    expect(failed).toEqual(['times']);
  });

  it('a JSON file with a name given twice fails json', async () => {
    const failed = await failedAfter((files) =>
      edit(files, 'report/changes.json', (text) => text.replace('{', '{"v":2,')),
    );
    expect(failed).toEqual(['json']);
  });
});

it('hostile contents under a good signature never throw and never pass', async () => {
  const files = await takeApart(original);
  const names = [...files.keys()].filter((name) => /\.(json|jsonl|cdx|gz|note)$|proof$/.test(name));
  const checked = names.filter((name) => !name.startsWith('datapackage') && !/changes/.test(name));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...checked),
      fc.nat(),
      fc.uint8Array({ maxLength: 8 }),
      fc.nat(8),
      async (name, place, inserted, cut) => {
        const bytes = need(files, name);
        const at = place % bytes.length;
        const forged = Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + cut)]);
        fc.pre(!forged.equals(bytes));
        const path = join(directory, 'fuzzed.wacz');
        await resign(new Map(files).set(name, forged), sample.signer, path);
        expect(await failedOn(path)).not.toEqual([]);
      },
    ),
    { numRuns: 120 },
  );
});

it('deeply nested JSON and huge numbers of brackets are refused, not followed', async () => {
  const deep = Buffer.from('['.repeat(200_000) + ']'.repeat(200_000));
  const failed = await failedAfter((files) => {
    files.set(`provenance/${SECOND}.json`, deep);
    files.set(`proof/${SECOND}.entry.json`, deep);
  });
  expect(failed).toEqual(expect.arrayContaining(['manifest', 'log-entry', 'pages']));
});
