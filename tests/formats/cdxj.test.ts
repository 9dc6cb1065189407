import { execFileSync } from 'node:child_process';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CdxEntry,
  cdxKeyOf,
  isBefore,
  parseCdxLine,
  parseIdx,
  sortCdxLines,
  timestampOf,
  writeCdxFiles,
  writeCdxLine,
} from '../../src/formats/cdxj.js';
import { digestOf } from '../../src/model/digest.js';

const ENTRY: CdxEntry = {
  url: 'http://donghai.test/%E4%BD%93?b=2&a=1',
  timestamp: '20261121160000123',
  digest: digestOf('payload'),
  mediaType: 'text/html',
  status: 200,
  method: null,
  requestBody: null,
  filename: 'data.warc.gz',
  offset: 457,
  length: 323,
  recordDigest: digestOf('record'),
};

describe('a CDXJ line', () => {
  it('has key, time and JSON, with numbers as numbers', () => {
    const line = writeCdxLine(ENTRY);
    expect(line.startsWith('test,donghai)/%e4%bd%93?a=1&b=2 20261121160000123 {"url":')).toBe(true);
    const json = JSON.parse(line.slice(line.indexOf('{')));
    expect(json).toMatchObject({ mime: 'text/html', status: 200, offset: 457, length: 323 });
    expect(timestampOf('2026-11-21T16:00:00.123Z')).toBe(ENTRY.timestamp);
  });

  it('comes back as it was written', () => {
    const text = fc.string().filter((value) => !/\p{Surrogate}/u.test(value));
    const entry = fc.record({
      url: fc.oneof(text, fc.webUrl()).filter((url) => url !== ''),
      offset: fc.nat(),
      length: fc.nat(),
      status: fc.option(fc.nat(999)),
      mediaType: fc.option(text),
    });
    const posted = fc.option(text, { nil: null });
    fc.assert(
      fc.property(entry, posted, (some, requestBody) => {
        const method = requestBody === null ? null : 'POST';
        const whole = { ...ENTRY, ...some, method, requestBody };
        expect(parseCdxLine(writeCdxLine(whole))).toEqual(whole);
      }),
    );
  });

  it('is refused when it could be read in another way', () => {
    const line = writeCdxLine(ENTRY);
    for (const other of [
      '',
      line.replace('{"url"', '{ "url"'),
      line.replace('"offset":457', '"offset":"457"'),
      line.replace('"offset":457', '"offset":457,"offset":0'),
      line.replace('"offset":457', '"offset":4.57e2'),
      line.replace('test,donghai', 'test,dongha1'),
      line.replace('20261121160000123', '20261121160000'),
      `${line} `,
    ]) {
      expect(() => parseCdxLine(other), other).toThrow(SyntaxError);
    }
  });

  it('carries the body of a posted form in its key, as wabac.js looks it up', () => {
    expect(cdxKeyOf('http://a.test/x?y=1', 'POST', 'q=1')).toBe(
      'test,a)/x?__wb_method=post&q=1&y=1',
    );
    expect(cdxKeyOf('http://a.test/x', 'PUT', '%')).toBe('test,a)/x?&__wb_method=put');
  });
});

describe('an index', () => {
  const lines = sortCdxLines(
    Array.from({ length: 600 }, (_, i) =>
      writeCdxLine({ ...ENTRY, url: `http://a.test/${i}/医`, offset: i }),
    ),
  );

  it('is sorted as LC_ALL=C sort sorts', () => {
    const texts = ['é', 'z', 'Z', '医院', '\u{1F3E5}', 'a b', 'a', '\uffee'];
    const sorted = execFileSync('sort', [], {
      input: `${texts.join('\n')}\n`,
      env: { LC_ALL: 'C' },
    });
    expect(sortCdxLines(texts).join('\n')).toBe(sorted.toString().trim());
    expect(isBefore('\uffee', '\u{1F3E5}')).toBe(true);
  });

  it('is one plain file while it is small', async () => {
    const [file, ...more] = await writeCdxFiles(lines.slice(0, 50));
    expect(more).toEqual([]);
    expect(file?.name).toBe('index.cdx');
    expect(file?.bytes.toString()).toBe(
      lines
        .slice(0, 50)
        .map((line) => `${line}\n`)
        .join(''),
    );
  });

  it('is cut into blocks with an index of their own when it is large', async () => {
    const [cdx, idx] = await writeCdxFiles(lines);
    expect([cdx?.name, idx?.name]).toEqual(['index.cdx.gz', 'index.idx']);
    const blocks = parseIdx(idx?.bytes.toString() ?? '');
    expect(blocks).toHaveLength(3);
    const parts = blocks.map(({ offset, length, digest, line }) => {
      const block = cdx?.bytes.subarray(offset, offset + length) ?? Buffer.alloc(0);
      expect(digestOf(block)).toBe(digest);
      const text = gunzipSync(block).toString();
      expect(line.split(' ').slice(0, 2)).toEqual(text.split(' ').slice(0, 2));
      return text;
    });
    expect(parts.join('')).toBe(lines.map((line) => `${line}\n`).join(''));
  });
});
