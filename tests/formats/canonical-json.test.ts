import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  canonicalBytes,
  canonicalJson,
  parseStrictJson,
} from '../../src/formats/canonical-json.js';

describe('canonicalJson', () => {
  test('writes the sample of RFC 8785 §3.2.2 byte for byte', () => {
    const value = {
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('sorts member names by UTF-16 code units (RFC 8785 §3.2.3)', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(Object.values(JSON.parse(canonicalJson(value)))).toHaveLength(7);
    expect([...canonicalJson(value).matchAll(/:"(\w+)/g)].map(([, word]) => word)).toEqual([
      'Carriage',
      'One',
      'Control',
      'Latin',
      'Euro',
      'Emoji',
      'Hebrew',
    ]);
  });

  test.each([
    [0, '0'],
    [-0, '0'],
    [5e-324, '5e-324'],
    [-1.7976931348623157e308, '-1.7976931348623157e+308'],
    [9007199254740992, '9007199254740992'],
    [295147905179352830000, '295147905179352830000'],
    [1e21, '1e+21'],
    [9.999999999999997e22, '9.999999999999997e+22'],
    [0.000001, '0.000001'],
    [333333333.33333325, '333333333.33333325'],
  ])('writes the number %d as RFC 8785 Appendix B does', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test('keeps Chinese and Arabic as they are, in UTF-8', () => {
    const bytes = canonicalBytes({ 等待时间: '两周', انتظار: 'أسبوعان' });
    expect(Buffer.from(bytes).toString('utf8')).toBe('{"انتظار":"أسبوعان","等待时间":"两周"}');
  });

  test.each([
    ['a number that is none', Number.NaN],
    ['an infinity', [Number.POSITIVE_INFINITY]],
    ['undefined', { a: undefined }],
    ['a hole in an array', new Array(1)],
    ['a bigint', 1n],
    ['a date', { at: new Date(0) }],
    ['a lone surrogate', '\ud800'],
    ['a lone surrogate in a name', { '\udc00x': 1 }],
  ])('refuses %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  test('refuses a value that contains itself, and takes one that is named twice', () => {
    const shared = { a: 1 };
    expect(canonicalJson([shared, shared])).toBe('[{"a":1},{"a":1}]');
    const loop: unknown[] = [];
    loop.push(loop);
    expect(() => canonicalJson(loop)).toThrow('contains itself');
  });

  test('is the same for every order of members, and a fixed point of reading and writing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(reversed(value))).toBe(text);
        expect(canonicalJson(parseStrictJson(text))).toBe(text);
      }),
    );
  });
});

describe('parseStrictJson', () => {
  test('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(4), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parseStrictJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test.each([
    ['{"a":1,"a":2}', '"a" is named twice at line 1, column 8'],
    ['{"x":[{"b":"\\"{","c":1,\n "b":3}]}', '"b" is named twice at line 2, column 2'],
    ['{"\\u0061":1,"a":2}', '"a" is named twice at line 1, column 13'],
    ['{"等待":1,"等待":2}', '"等待" is named twice at line 1, column 9'],
    ['{"__proto__":1,"__proto__":2}', '"__proto__" is named twice'],
    ['{"a":{"a":1},"b":[],"a":2}', '"a" is named twice at line 1, column 21'],
  ])('refuses %s', (text, message) => {
    expect(() => parseStrictJson(text)).toThrow(message);
  });

  test('takes one name in several objects, and strings that look like structure', () => {
    const text = '{"a":[{"a":"}{,\\\\"},{"a":[1,[2]]}],"b":{"a":"a"},"c":"\\"a\\":1"}';
    expect(parseStrictJson(text)).toEqual(JSON.parse(text));
  });

  test.each([
    ['{"a":', 'line 1, column 6'],
    ['{"a":1}\n]', 'line 2, column 1'],
    ['', 'line 1, column 1'],
    ['\ufeff{}', 'not JSON'],
    ['{"a":}', '{"a":}'],
    ['[1e999]', '1e999 is too large at line 1, column 2'],
    ['["\\ud800"]', 'lone surrogate at line 1, column 2'],
  ])('refuses %j and says where', (text, message) => {
    expect(() => parseStrictJson(text)).toThrow(SyntaxError);
    expect(() => parseStrictJson(text)).toThrow(message);
  });

  test('refuses bytes that are not UTF-8 and bytes with a byte order mark', () => {
    expect(() => parseStrictJson(Uint8Array.of(0x22, 0xff, 0x22))).toThrow('not valid UTF-8');
    expect(() => parseStrictJson(Buffer.from('\ufeff{}'))).toThrow(SyntaxError);
    expect(parseStrictJson(Buffer.from('"أسبوعان"'))).toBe('أسبوعان');
  });

  test('does not exhaust the stack on deep nesting or long strings', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(() => parseStrictJson(deep)).not.toThrow();
    const long = JSON.stringify('两周\\"'.repeat(500_000));
    expect(parseStrictJson(long)).toHaveLength(2_000_000);
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, item]) => [key, reversed(item)] as const);
  return Object.fromEntries(members.reverse());
}
