// A PDF exchanged under its address: what its text says otherwise is told, by the real reader, from real blobs.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, expect, it } from 'vitest';
import { openBlobStore } from '../../src/adapters/files/blob-store.js';
import { createPdfReader } from '../../src/adapters/pdfjs/reader.js';
import { digestOf } from '../../src/model/digest.js';
import type { Snapshot } from '../../src/model/snapshot.js';
import { compareStored } from '../../src/pipeline/compare-stored.js';
import { snapshotOf } from '../judge/build.js';
import { makePdf } from '../site/files.js';

const root = mkdtempSync(join(tmpdir(), 'vestige-files-'));
afterAll(() => rmSync(root, { recursive: true }));

const blobs = await openBlobStore(root);
const deps = { blobs, documents: createPdfReader(), log: pino({ level: 'silent' }) };
const PAGE = '<h1>收费标准</h1><p><a href="/prices.pdf">肝移植价目表（PDF）</a></p>';
const URL_OF_FILE = 'https://www.donghai.test/prices.pdf';

/** The page with that file behind its link. */
async function pageWith(
  file: Buffer,
  { url, type }: { url: string; type: string },
): Promise<Snapshot> {
  await blobs.put(file);
  const snapshot = snapshotOf(PAGE.replace('/prices.pdf', url), { bodies: { [url]: '' } });
  const exchanges = snapshot.manifest.exchanges.map((one) =>
    one.url === url
      ? {
          ...one,
          responseHead: `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\n\r\n`,
          responseBody: { digest: digestOf(file), sizeBytes: file.length },
        }
      : one,
  );
  return { ...snapshot, manifest: { ...snapshot.manifest, exchanges } };
}

async function compareFiles(
  before: Buffer,
  after: Buffer,
  file = { url: URL_OF_FILE, type: 'application/pdf' },
): Promise<readonly string[]> {
  const sides = [await pageWith(before, file), await pageWith(after, file)] as const;
  const changes = await compareStored(deps, ...sides, { claims: [], terms: [] });
  return (changes ?? []).map(
    ({ kind, severity, before: was, after: is, where }) =>
      `${kind} ${severity}: ${kind === 'file-replaced' ? '' : `${was} -> ${is}`} (${where})`,
  );
}

it('tells the price and the sentence that changed in it, and where', async () => {
  const told = await compareFiles(
    makePdf(['Liver transplant: 98,000 USD', '', '', 'Waiting time for a kidney: two weeks.']),
    makePdf(['Liver transplant: 45,000 USD', '', '', 'Please ask our coordinator.']),
  );
  expect(told).toContain(`file-replaced high:  (${URL_OF_FILE})`);
  const [price] = told;
  expect(price).toMatch(/^number-changed critical: .*98,000.* -> .*45,000.*prices\.pdf pdf > page/);
  expect(told.some((one) => /(?:removed|changed) .*two weeks/.test(one))).toBe(true);
});

it('gives less weight to one whose text is the same in other bytes', async () => {
  const file = makePdf(['Kidney transplant: 62,000 USD']);
  const again = Buffer.concat([file, Buffer.from('% made 2026-11-28\n')]);
  expect(await compareFiles(file, again)).toEqual([`file-replaced medium:  (${URL_OF_FILE})`]);
});

it('says that the file is another where it cannot be read', async () => {
  const told = await compareFiles(makePdf(['Kidney: 62,000 USD']), Buffer.from('%PDF-1.4 broken'));
  expect(told).toEqual([`file-replaced high:  (${URL_OF_FILE})`]);
});

it('gives less weight to one whose text only grew', async () => {
  const told = await compareFiles(
    makePdf(['Kidney transplant: 62,000 USD']),
    makePdf(['Kidney transplant: 62,000 USD', '', '', 'Liver transplant: on request of the ward.']),
  );
  expect(told).toContain(`file-replaced medium:  (${URL_OF_FILE})`);
});

const CSV = { url: 'https://www.donghai.test/data/捐献.csv', type: 'text/csv' };
const ROWS = ['月份,捐献例数', '2014-01,138', '2014-02,121', ''];

it.each([
  ['gains a row at its end', [...ROWS.slice(0, 3), '2014-03,144', ''], 'medium'],
  ['gains a row on top', ['月份,捐献例数', '2014-03,144', ...ROWS.slice(1)], 'medium'],
  ['has another value', ['月份,捐献例数', '2014-01,83', '2014-02,121', ''], 'high'],
  ['loses a row', ['月份,捐献例数', '2014-02,121', ''], 'high'],
  ['calls a column otherwise', ['月份,移植例数', ...ROWS.slice(1)], 'high'],
])('a file of data that %s', async (_, rows, severity) => {
  const [before, after] = [ROWS, rows].map((lines) => Buffer.from(lines.join('\r\n')));
  const told = await compareFiles(before ?? Buffer.of(), after ?? Buffer.of(), CSV);
  expect(told).toEqual([expect.stringMatching(new RegExp(`^file-replaced ${severity}:`))]);
});

it('a file of data in GBK is read in its own characters', async () => {
  // 捐献 and 移植: two bytes each a character, no UTF-8.
  const [given, grafted] = [
    Buffer.from([0xbe, 0xe8, 0xcf, 0xd7, 0x0a, 0x31, 0x0a]),
    Buffer.from([0xd2, 0xc6, 0xd6, 0xb2, 0x0a, 0x31, 0x0a]),
  ];
  expect(await compareFiles(given, grafted, CSV)).toEqual([
    expect.stringMatching(/^file-replaced high:/),
  ]);
});
