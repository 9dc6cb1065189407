import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gzipMember } from '../../src/formats/gzip.js';
import {
  contentLengthOf,
  fieldOf,
  headerOf,
  mediaTypeOf,
  parseWarcHead,
  responseFacts,
  type WarcField,
  writeWarcHead,
} from '../../src/formats/warc.js';

const MANDATORY: WarcField[] = [
  ['WARC-Type', 'response'],
  ['WARC-Record-ID', '<urn:uuid:00000000-0000-8000-8000-000000000000>'],
  ['WARC-Date', '2026-11-21T16:00:00.123Z'],
  ['Content-Length', '12'],
];

function head(lines: readonly string[]): Buffer {
  const known = MANDATORY.map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(['WARC/1.1', ...known, ...lines, '', ''].join('\r\n'));
}

describe('the header of a record', () => {
  it('comes back as it was written', () => {
    const value = fc.string().filter((text) => !/\p{Cc}|\p{Surrogate}/u.test(text));
    fc.assert(
      fc.property(value, (uri) => {
        const fields: WarcField[] = [...MANDATORY, ['WARC-Target-URI', uri]];
        expect(parseWarcHead(writeWarcHead(fields))).toEqual(fields);
      }),
    );
  });

  it('may say WARC-Protocol and WARC-Concurrent-To more than once, and nothing else', () => {
    const fields = parseWarcHead(head(['WARC-Protocol: h2', 'WARC-Protocol: tls/1.3']));
    expect(fields.filter(([name]) => name === 'WARC-Protocol')).toHaveLength(2);
    expect(() => parseWarcHead(head(['warc-date: 2026-11-21T16:00:00Z']))).toThrow('twice');
  });

  it.each([
    ['folded lines', ['X: a', ' b']],
    ['a bare line feed', ['X: a\nY: b']],
    ['no space behind the colon', ['X:a']],
    ['an odd name', ['X Y: a']],
    ['a control character', ['X: a\u0000']],
    ['an empty line within', ['', 'X: a']],
  ])('is refused with %s', (_, lines) => {
    expect(() => parseWarcHead(head(lines))).toThrow(SyntaxError);
  });

  it('is refused in another version, without what is mandatory, or as bytes that are no UTF-8', () => {
    expect(() => parseWarcHead(Buffer.from('WARC/1.0\r\n\r\n'))).toThrow('WARC/1.1');
    expect(() => parseWarcHead(Buffer.from('WARC/1.1\r\nWARC-Type: x\r\n\r\n'))).toThrow('missing');
    expect(() => parseWarcHead(Buffer.concat([head([]).subarray(0, -2), Buffer.of(0xff)]))).toThrow(
      'UTF-8',
    );
  });

  it('cannot be written so that a value ends a line', () => {
    expect(() => writeWarcHead([['WARC-Target-URI', 'http://x/\r\nWARC-Type: y']])).toThrow(
      RangeError,
    );
  });

  it('has a length in plain digits', () => {
    expect(contentLengthOf([['content-length', '12']])).toBe(12);
    for (const value of ['+12', '012', '1e3', '-1', '', '9007199254740993']) {
      expect(() => contentLengthOf([['Content-Length', value]])).toThrow(SyntaxError);
    }
  });
});

describe('what an index needs of an HTTP header block', () => {
  it('is its status and media type', () => {
    const block = 'HTTP/1.1 404 Not Found\r\ncontent-TYPE : Text/HTML; charset=gbk\r\n\r\n';
    expect(responseFacts(block)).toEqual({ status: 404, mediaType: 'text/html' });
    expect(responseFacts('HTTP/1.1 200\r\n\r\n')).toEqual({ status: 200, mediaType: null });
    expect(responseFacts('nonsense')).toEqual({ status: null, mediaType: null });
    expect(mediaTypeOf('医院')).toBeNull();
    expect(headerOf(block, 'location')).toBeNull();
    expect(fieldOf(MANDATORY, 'warc-TYPE')).toBe('response');
  });
});

describe('a gzip member', () => {
  it('is what gzip reads, packed or only wrapped, and tells nothing of the machine', async () => {
    const bytes = Buffer.from('等待时间两周 '.repeat(5000));
    for (const isDense of [false, true]) {
      const member = await gzipMember(bytes, isDense);
      expect(execFileSync('gzip', ['-dc'], { input: member }).equals(bytes)).toBe(true);
      expect(member.subarray(0, 10)).toEqual(Buffer.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff));
      expect((await gzipMember(bytes, isDense)).equals(member)).toBe(true);
    }
  });
});
