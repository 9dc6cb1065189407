import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WARCRecord, WARCSerializer } from 'warcio';
import type { Archive } from '../../src/archive.js';
import { readHtml } from '../../src/capture/read-html.js';
import { openArchive } from '../../src/compose.js';
import { visibleText } from '../../src/model/reading.js';
import { configFor } from '../backup/config.js';

const URL_1 = 'http://donghai.test/移植/等待时间';
const CLAIM = '等待时间一般为两周';
const page = (sentence: string) =>
  `<!doctype html><html lang=zh><head><title>东海医院</title><style>p{}</style></head><body><h1>肝移植</h1><p>${sentence}，费用<b>五十万</b>元。</p><script>x()</script><ul><li>مدة الانتظار أسبوعان</li></ul></body></html>`;
const code = (name: string) => expect.objectContaining({ code: name });

let root: string;
let archive: Archive;
let watchId: string;
let number = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'vestige-import-'));
  const config = configFor(join(root, 'archive'));
  archive = await openArchive({ config, log: pino({ level: 'silent' }) });
  const [added] = await archive.addWatches([{ url: URL_1, claims: [CLAIM] }]);
  watchId = added?.watch.id ?? '';
});
afterAll(async () => {
  await archive.close();
  await rm(root, { recursive: true, force: true });
});
let file: string;
beforeEach(() => {
  number += 1;
  file = join(root, `import-${number}.warc.gz`);
});

interface Given {
  readonly url?: string;
  readonly date: string;
  readonly status?: string;
  readonly headers?: Record<string, string>;
  readonly body: Uint8Array | string;
}

/** A WARC as another program writes it. */
async function warc(...given: Given[]): Promise<Buffer> {
  const records: Uint8Array[] = [];
  for (const { url = URL_1, date, status = '200 OK', headers = {}, body } of given) {
    const record = WARCRecord.create(
      {
        url: new URL(url).href,
        date,
        type: 'response',
        statusline: `HTTP/1.1 ${status}`,
        httpHeaders: { 'content-type': 'text/html; charset=utf-8', ...headers },
      },
      [typeof body === 'string' ? Buffer.from(body) : body],
    );
    records.push(await WARCSerializer.serialize(record, { gzip: true }));
  }
  return Buffer.concat(records);
}

const before = { date: '2021-03-04T05:06:07Z', body: page(CLAIM) };
const other = { ...before, url: 'http://other.test/', body: 'x'.repeat(1000) };

describe('a WARC of others', () => {
  test('gives what it has of watched pages, marked as theirs, and read', async () => {
    const size = (await archive.treeHead()).size;
    const gone = { date: '2022-01-01T00:00:00Z', status: '404 Not Found', body: page('无此页面') };
    const zipped = {
      date: '2021-09-09T00:00:00Z',
      headers: { 'content-encoding': 'gzip' },
      body: gzipSync(page('等待时间请致电咨询')),
    };
    await writeFile(file, await warc(other, before, zipped, gone));
    const first = await archive.importHistory(file, '香港的朋友');
    expect(first).toMatchObject({ imported: 3, existing: 0 });
    expect(first.pages[0]?.source).toMatchObject({
      name: `import-${number}.warc.gz`,
      note: '香港的朋友',
    });
    expect(await archive.importHistory(file, '')).toMatchObject({ imported: 0, existing: 3 });

    const listed = await archive.listImported(watchId);
    expect(listed).toMatchObject([
      { takenAt: '2022-01-01T00:00:00.000Z', status: 404, claims: [{ state: 'unknown' }] },
      { takenAt: '2021-09-09T00:00:00.000Z', status: 200, claims: [{ state: 'absent' }] },
      { takenAt: '2021-03-04T05:06:07.000Z', title: '东海医院', digestFits: true },
    ]);
    expect(listed[2]?.claims).toMatchObject([{ state: 'present', text: CLAIM }]);
    const whole = await archive.readBlob(listed[2]?.source.digest ?? 'sha256:');
    expect(whole).toEqual(await readFile(file));

    // Nothing of ours says that we looked.
    expect((await archive.treeHead()).size).toBe(size);
    expect((await archive.listCaptures(watchId)).captures).toEqual([]);
    expect(await archive.listFlags({})).toEqual([]);
    expect((await archive.audit(() => undefined)).problems).toEqual([]);

    const { from, text } = await archive.compareImported(listed[2]?.id ?? '', listed[1]?.id ?? '');
    expect(from).toMatchObject({ imported: true, at: '2021-03-04T05:06:07.000Z' });
    expect(JSON.stringify(text.rows)).toContain('致电咨询');
  });

  test('may be chunked, in GBK, by https, in a WACZ, stored or deflated', async () => {
    // gb18030 of 等待时间一般为两周, by hand: Node writes no GBK.
    const gbk = Buffer.from('b5c8b4fdcab1bce4d2bbb0e3cec1bdd6dc'.replace('cec1', 'ceaac1'), 'hex');
    const html = Buffer.concat([Buffer.from('<meta charset=gb2312><p>'), gbk, Buffer.from('</p>')]);
    const chunks = Buffer.concat([
      Buffer.from(`${html.length.toString(16)}\r\n`),
      html,
      Buffer.from('\r\n0\r\n\r\n'),
    ]);
    const bytes = await warc({
      url: URL_1.replace('http:', 'https:'),
      date: '2020-02-02T00:00:00Z',
      headers: { 'content-type': 'text/html', 'transfer-encoding': 'chunked' },
      body: chunks,
    });
    for (const method of [0, 8] as const) {
      await writeFile(file, zipOf('archive/data.warc.gz', bytes, method));
      const { pages } = await archive.importHistory(file, '');
      expect(pages).toMatchObject([{ url: expect.stringMatching(/^https:/), digestFits: true }]);
      expect(pages[0]?.claims).toMatchObject([{ state: 'present' }]);
    }
  });

  test.each([
    ['no WARC at all', async () => Buffer.from('<html>这不是存档</html>')],
    ['a list of other things', async () => Buffer.from('notify:\n  - kind: ntfy\n\n')],
    ['an empty file', async () => Buffer.alloc(0)],
    ['cut off in its last record', async () => (await warc(before, other)).subarray(0, -40)],
    ['of pages nobody watches', async () => warc(other)],
    [
      'a WACZ without its end',
      async () => zipOf('archive/a.warc.gz', await warc(before), 0).subarray(0, -30),
    ],
    ['a WACZ without a WARC', async () => zipOf('pages/pages.jsonl', Buffer.from('{}'), 0)],
    [
      'damaged within',
      async () => flipped(await warc({ ...before, date: '1999-01-01T00:00:00Z' })),
    ],
  ])('that is %s leaves nothing', async (_, make) => {
    const known = await archive.listImported(watchId);
    const { blobs } = await archive.audit(() => undefined);
    await writeFile(file, await make());
    await expect(archive.importHistory(file, '')).rejects.toThrow(code('IMPORT_INVALID'));
    await expect(archive.importHistory(file, '')).rejects.toThrow(
      /^import-\d+\.warc\.gz: .*Nothing was stored/,
    );
    expect(await archive.listImported(watchId)).toEqual(known);
    expect((await archive.audit(() => undefined)).blobs).toBe(blobs);
    expect(await readdir(join(root, 'archive', 'tmp'))).toEqual([]);
  });

  test('that is missing is said to be', async () => {
    await expect(archive.importHistory(file, '')).rejects.toThrow(code('FILE_NOT_FOUND'));
  });

  test('whose digest does not fit is kept with that doubt', async () => {
    const date = '2018-01-01T00:00:00Z';
    const record = WARCRecord.create(
      {
        ...{ url: new URL(URL_1).href, date, type: 'response', statusline: 'HTTP/1.1 200 OK' },
        httpHeaders: { 'content-type': 'text/html' },
        warcHeaders: { 'WARC-Payload-Digest': `sha1:${'A'.repeat(32)}` },
      },
      [Buffer.from(page(CLAIM))],
    );
    await writeFile(file, await WARCSerializer.serialize(record, { gzip: false }));
    const { pages } = await archive.importHistory(file, '');
    expect(pages).toMatchObject([{ digestFits: false }]);
  });
});

test('HTML is read block by block, without what is no text of the page, however deep it nests', () => {
  const html = `<p>甲<b>乙</b></p>丙<div>丁<script>不</script></div><noscript>不</noscript>${'<div>'.repeat(20_000)}深`;
  const reading = readHtml(Buffer.from(html), 'text/html; charset=utf-8', URL_1);
  expect(visibleText(reading)).toBe('甲乙\n丙\n丁\n深');
});

/** One byte in the middle of the deflated data is another. */
function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const at = Math.floor(copy.length / 2);
  copy.writeUInt8(copy.readUInt8(at) ^ 0xff, at);
  return copy;
}

/** A zip of one entry (APPNOTE 6.3.10), as another program writes it. */
function zipOf(name: string, content: Buffer, method: 0 | 8): Buffer {
  const data = method === 0 ? content : deflateRawSync(content);
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(method, 4);
  facts.writeUInt32LE(crc32(content), 10);
  facts.writeUInt32LE(data.length, 14);
  facts.writeUInt32LE(content.length, 18);
  facts.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, Buffer.from(name), data]);
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02\x14\x00'),
    facts,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), end]);
}
