// A page that is a PDF: what stands in it is read, and claims are found there; what cannot be read is
// said, and never looks like a page gone empty.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { createPdfReader } from '../../src/adapters/pdfjs/reader.js';
import { readDocument } from '../../src/capture/read-document.js';
import { sightClaims } from '../../src/compare/claims.js';
import { digestOf } from '../../src/model/digest.js';
import type { Exchange } from '../../src/model/exchange.js';
import { NOTHING_SEEN, type Visit } from '../../src/model/visit.js';
import { encodeGbk, makePdf, wrapPdf } from '../site/files.js';

const directory = mkdtempSync(join(tmpdir(), 'vestige-pdf-'));
afterAll(() => rmSync(directory, { recursive: true }));

const URL_OF_FILE = 'http://donghai.test/价目表.pdf';

/** A page whose font has a name and a Chinese encoding, and is not in the file. */
function chinesePdf(lines: readonly (readonly [text: string, yPt: number, sizePt: number])[]) {
  const shown = lines.map(
    ([text, y, size]) =>
      `BT /F1 ${size} Tf 1 0 0 1 72 ${y} Tm <${encodeGbk(text).toString('hex')}> Tj ET`,
  );
  const stream = shown.join('\n');
  return wrapPdf(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
      `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
      '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H /DescendantFonts [6 0 R] >>',
      '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R >>',
      '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
      '<< /Title (Price list) >>',
    ],
    '/Info 8 0 R',
  );
}

const LOCKED = wrapPdf(
  ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>', lock()],
  `/Encrypt 3 0 R /ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>]`,
);

function lock(): string {
  const hex = `<${'5a'.repeat(32)}>`;
  return `<< /Filter /Standard /V 1 /R 2 /O ${hex} /U ${hex} /P -4 >>`;
}

/** A visit whose page is that file. */
function visitTo(body: Buffer, lines: readonly string[], more: Partial<Exchange> = {}): Visit {
  const digest = digestOf(body);
  const path = join(directory, digest.slice(-16));
  writeFileSync(path, body);
  const main = {
    url: URL_OF_FILE,
    method: 'GET',
    status: 200,
    responseHead: `${['HTTP/1.1 200 OK', ...lines].join('\r\n')}\r\n\r\n`,
    responseBody: { digest, sizeBytes: body.length },
    truncated: null,
    ...more,
  } as Exchange;
  return {
    ...NOTHING_SEEN,
    startedAt: '2026-11-28T00:00:00.000Z',
    finishedAt: '2026-11-28T00:00:01.000Z',
    outcome: { kind: 'answered', status: 200 },
    mainExchange: 0,
    exchanges: [main],
    spooled: [{ path, digest, sizeBytes: body.length }],
  };
}

const reader = createPdfReader();
const PDF = 'Content-Type: application/pdf';
const CHINESE = chinesePdf([
  ['器官移植价目表', 780, 20],
  ['肝移植等待时间两周，手术费用六十五万元，供体来', 740, 12],
  ['源充足，随时安排配型。', 724, 12],
  ['肾移植等待时间一周。', 690, 12],
]);

describe('a page that is a PDF', () => {
  it('is read by its paragraphs, and its claims are found', async () => {
    const { reading, notCaptured } = await readDocument(visitTo(CHINESE, [PDF]), reader);
    expect(reading?.blocks.map(({ text }) => text)).toEqual([
      '器官移植价目表',
      '肝移植等待时间两周，手术费用六十五万元，供体来源充足，随时安排配型。',
      '肾移植等待时间一周。',
    ]);
    expect(reading).toMatchObject({ title: 'Price list', contentType: 'application/pdf' });
    expect(reading?.blocks[1]).toMatchObject({
      visible: true,
      path: 'pdf > page:nth-of-type(1) > p:nth-of-type(2)',
    });
    expect(notCaptured).toEqual([]);
    const claims = ['供体来源充足', '肝移植等待时间14天', '肾移植等待时间三周', '活体捐献登记办法'];
    const seen = sightClaims(
      claims.map((text, i) => ({ id: `k${i}`, text })),
      reading,
    );
    expect(seen.map(({ state }) => state)).toEqual(['present', 'present', 'altered', 'absent']);
  });

  it('is read whatever it is sent as', async () => {
    const coded = visitTo(gzipSync(makePdf(['Waiting time: two weeks'])), [
      'content-type: application/octet-stream',
      'Content-Encoding: GZIP',
    ]);
    const { reading } = await readDocument(coded, reader);
    expect(reading?.blocks.map(({ text }) => text)).toEqual(['Waiting time: two weeks']);
  });

  it('that cannot be read is said to be unread', async () => {
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024));
    const cases: readonly (readonly [Visit, string])[] = [
      [visitTo(Buffer.from('<p>访问过于频繁'), [PDF]), 'it cannot be read as a PDF'],
      [visitTo(LOCKED, [PDF]), 'it asks for a password'],
      [visitTo(makePdf([]), [PDF]), 'it holds none, only pictures perhaps'],
      [visitTo(bomb, [PDF, 'Content-Encoding: gzip']), 'it cannot be read as a PDF'],
    ];
    await Promise.all(
      cases.map(async ([visit, reason]) => {
        const seen = await readDocument(visit, reader);
        expect(seen.reading).toBeNull();
        expect(seen.notCaptured).toEqual([
          { url: URL_OF_FILE, reason: expect.stringContaining(`was not read: ${reason}`) },
        ]);
      }),
    );
  });

  it('that came in half, or is none, is left alone', async () => {
    const half = visitTo(CHINESE, [PDF], { truncated: 'length' });
    const page = visitTo(CHINESE, ['Content-Type: text/html']);
    const gone = visitTo(CHINESE, [PDF], { status: 404 });
    for (const visit of [half, page, gone]) {
      expect(await readDocument(visit, reader)).toBe(visit);
    }
  });
});
