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
async function pageWith(file: Buffer): Promise<Snapshot> {
  await blobs.put(file);
  const snapshot = snapshotOf(PAGE, { bodies: { [URL_OF_FILE]: '' } });
  const exchanges = snapshot.manifest.exchanges.map((one) =>
    one.url === URL_OF_FILE
      ? {
          ...one,
          responseHead: 'HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n',
          responseBody: { digest: digestOf(file), sizeBytes: file.length },
        }
      : one,
  );
  return { ...snapshot, manifest: { ...snapshot.manifest, exchanges } };
}

async function compareFiles(before: Buffer, after: Buffer): Promise<readonly string[]> {
  const sides = [await pageWith(before), await pageWith(after)] as const;
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
