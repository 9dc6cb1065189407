// A derivative: what is left out is gone from everywhere, said everywhere, and proved by the digests of
// manifests that did not change; and no other content can be taken out of it, or put in.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DERIVATIVE, REDACTIONS_PATH } from '../../src/formats/redactions.js';
import type { Check } from '../../src/model/check.js';
import { exportBundle } from '../../src/prove/export-bundle.js';
import { mentions } from '../../src/prove/mentions.js';
import { planRedactions } from '../../src/prove/redact.js';
import { parseRedactionList } from '../../src/prove/redaction-list.js';
import { verifyBundle } from '../../src/verify/verify-bundle.js';
import { edit, type Files, need, resign, takeApart } from '../verify/forge.js';
import { ARABIC_TEXT, CHINESE_TEXT, encodeGbk, makeSample, type Sample } from './sample.js';

const ARABIC_PAGE = 'c_01JD0000000000000000000002';
const CHINESE_PAGE = 'c_01JD0000000000000000000001';
let directory: string;
let sample: Sample;
let whole: Files;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vestige-redact-'));
  sample = await makeSample();
  const path = join(directory, 'whole.wacz');
  await exportBundle(sample.deps, sample.input, path, () => {});
  whole = await takeApart(path);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function derivative(list: string): Promise<Files> {
  const path = join(directory, 'derivative.wacz');
  const { captures } = sample.input;
  const { redacted, shown } = await planRedactions(
    sample.deps.blobs,
    captures,
    parseRedactionList(list),
  );
  const description = `${DERIVATIVE}: ${redacted.length} contents`;
  await exportBundle(
    sample.deps,
    { ...sample.input, redacted, shown, description },
    path,
    () => {},
  );
  return takeApart(path);
}

async function check(files: Files): Promise<readonly Check[]> {
  const path = join(directory, 'checked.wacz');
  await resign(new Map(files), sample.signer, path);
  return (await verifyBundle(path, { signerKeys: [], checkpointKeys: [] })).checks;
}

const failedIn = (checks: readonly Check[]) =>
  checks.filter(({ status }) => status === 'failed').map(({ id }) => id);

/** Everything that can be read in a bundle. */
function allOf(files: Files): string {
  const warc = gunzipSync(need(files, 'archive/data.warc.gz'));
  const pieces = warc.toString('latin1').split('\r\n\r\n');
  const inflated = pieces.flatMap((piece) => {
    try {
      return [gunzipSync(Buffer.from(piece, 'latin1'))];
    } catch {
      return [];
    }
  });
  return Buffer.concat([warc, ...inflated, ...files.values()]).toString('latin1');
}

const says = (files: Files, text: string) =>
  [Buffer.from(text), encodeGbk(text.replaceAll(/[\u0600-\u06ff]/g, ''))].some(
    (bytes) => bytes.length > 6 && allOf(files).includes(bytes.toString('latin1')),
  );

test('words go from every record, picture and sentence; the manifests stay, and all of it is said', async () => {
  expect(says(whole, '等待时间两周')).toBe(true);
  const files = await derivative('- { words: "等待时间两周", reason: 证人的话 }');
  expect(says(files, '等待时间两周')).toBe(false);
  // What goes are whole contents: the Arabic page shares the text that was read.
  for (const [name, bytes] of whole) {
    if (name.startsWith('provenance/') || name.endsWith('.entry.json')) {
      expect(files.get(name)?.equals(bytes), name).toBe(true);
    }
  }
  const checks = await check(files);
  expect(failedIn(checks)).toEqual([]);
  expect(checks.find(({ id }) => id === 'redacted')).toMatchObject({
    status: 'skipped',
    detail: expect.stringContaining('证人的话'),
  });
  const report = need(files, 'report/report.html').toString();
  expect(report).toContain('A derivative: contents were left out');
  expect(report).toContain('证人的话');
  expect(report).toContain('█████');
  expect(report).not.toContain('data:image');
  expect(JSON.parse(need(files, 'datapackage.json').toString()).description).toContain(DERIVATIVE);
  const path = join(directory, 'checked.wacz');
  const said = await new Promise<string>((resolve) => {
    execFile('bash', ['src/prove/verify.sh', path], (_, stdout) => resolve(stdout));
  });
  expect(said.match(/^failed .*/gm)).toBeNull();
  expect(said).toMatch(/^skipped {2}redacted +a derivative: .*证人的话/m);
});

test('a picture goes in all its sizes, and the text that is left is told', async () => {
  const files = await derivative(`- { leaveOut: ${CHINESE_PAGE}/picture, reason: face }`);
  expect(failedIn(await check(files))).toEqual([]);
  const { redacted } = JSON.parse(need(files, REDACTIONS_PATH).toString());
  expect(redacted.map(({ reason }: { reason: string }) => reason)).toEqual(['face', 'face']);
  expect(says(files, CHINESE_TEXT)).toBe(true);
  expect(need(files, 'report/report.html').toString()).not.toContain('data:image');
});

describe('of a derivative', () => {
  test.each<[string, (files: Files) => void, string]>([
    ['the list is taken out', (files) => void files.delete(REDACTIONS_PATH), 'manifest'],
    [
      'another content is named',
      (files) =>
        edit(files, REDACTIONS_PATH, (text) =>
          text.replace(/sha256:[0-9a-f]{8}/, 'sha256:00000000'),
        ),
      'redacted',
    ],
    [
      'a size is another',
      (files) =>
        edit(files, REDACTIONS_PATH, (text) => text.replace(/"sizeBytes":\d/, '"sizeBytes":9')),
      'redacted',
    ],
    [
      'the data package is silent',
      (files) => edit(files, 'datapackage.json', (text) => text.replace(DERIVATIVE, 'A bundle')),
      'redacted',
    ],
    [
      'nothing is named',
      (files) => void files.set(REDACTIONS_PATH, Buffer.from('{"redacted":[],"v":1}')),
      'redacted',
    ],
    [
      'a list stands in a whole bundle',
      (files) => void files.set('archive/data.warc.gz', need(whole, 'archive/data.warc.gz')),
      'manifest',
    ],
  ])('%s: rejected', async (_, forge, id) => {
    const files = await derivative(`- { leaveOut: ${ARABIC_PAGE}/text, reason: name }`);
    forge(files);
    expect(failedIn(await check(files))).toContain(id);
  });
});

test.each([
  ['', 'not a list'],
  ['- { leaveOut: x, reason: a }', 'entry 1 names "x"'],
  ['- { words: 张三 }', 'entry 1 gives no reason'],
  ['- { words: 张三, leaveOut: x, reason: a }', 'either leaveOut or words'],
  ['- { words: 张三, reason: a, why: b }', 'why'],
  ['- { words: 张三, reason: a }', '张三 is in none'],
  ['- { leaveOut: c_1/text, reason: a }', 'the text of c_1 is in none'],
  ['- { words: donghai.test, reason: a }', 'cannot be left out'],
])('a list that cannot be followed is refused: %s', async (list, reason) => {
  await expect(derivative(list)).rejects.toThrow(reason);
});

test('words are found however they are written', () => {
  const head = (coding: string) => `HTTP/1.1 200 OK\r\nContent-Encoding: ${coding}\r\n\r\n`;
  const bodies: [Uint8Array, string | null][] = [
    [Buffer.from('姓名：张\n三'), null],
    [encodeGbk('<b>张</b>三'), null],
    [brotliCompressSync(Buffer.from('&#x5F20;三')), head('br')],
    [Buffer.from('{"name":"\\u5f20\\u4e09"}'), null],
    [Buffer.from('q=%E5%BC%A0%E4%B8%89'), null],
    [Buffer.from('whatever it says'), head('compress')],
  ];
  for (const [body, own] of bodies) expect(mentions(body, own, '张三')).toBe(true);
  expect(mentions(Buffer.from(ARABIC_TEXT), null, '张三')).toBe(false);
});
