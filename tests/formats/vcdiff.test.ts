import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeVcdiff, encodeVcdiff, VCDIFF_MAX_BYTES } from '../../src/formats/vcdiff.js';

const LINES = Array.from(
  { length: 2000 },
  (_, i) => `<p>第${i}例，编号${(i * 7919) % 10007}</p>\n`,
);
const PAGE = Buffer.from(LINES.join(''));

function difference(base: Buffer, target: Buffer): Uint8Array {
  const made = encodeVcdiff(base, target);
  if (made === null) throw new Error('they have much in common');
  return made;
}

test('the difference of an edit is little more than the edit', () => {
  const edited = LINES.with(1000, '<p>等待时间由两周改为三个月，مدة الانتظار</p>\n').toSpliced(
    1500,
    1,
  );
  const target = Buffer.from(edited.join(''));
  const made = difference(PAGE, target);
  expect(made.length).toBeLessThan(160);
  expect(decodeVcdiff(PAGE, made).equals(target)).toBe(true);
});

test('is the file of RFC 3284, byte for byte', () => {
  const base = Buffer.from('abcdefghijklmnop');
  const made = difference(base, Buffer.from('abcdefghXYijklmnop'));
  // Header; VCD_SOURCE, 16 bytes from 0; 15 bytes follow: target 18, nothing compressed, sections of 2,
  // 6 and 2 bytes; COPY 8, ADD 2, COPY 8; from 16 and 18 back.
  const expected = 'd6c3c40000 01 10 00 0f 12 00 02 06 02 5859 2308 0102 2308 1012';
  expect(Buffer.from(made).toString('hex')).toBe(expected.replaceAll(' ', ''));
});

test('whatever two byte strings have in common is found and put together again', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.nat(PAGE.length - 300).map((from) => PAGE.subarray(from, from + 300)),
    fc.constant(Buffer.alloc(200, 'ab')),
  );
  const bytes = fc.array(piece, { maxLength: 30 }).map((pieces) => Buffer.concat(pieces));
  fc.assert(
    fc.property(bytes, bytes, (base, target) => {
      const made = encodeVcdiff(base, target);
      if (made !== null) expect(decodeVcdiff(base, made).equals(target)).toBe(true);
    }),
  );
});

test('bytes with little in common have no difference, and it is seen soon', () => {
  const noise = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * i * 31) >> 3).join(' '));
  expect(encodeVcdiff(PAGE, noise)).toBeNull();
  expect(encodeVcdiff(Buffer.alloc(0), PAGE)).toBeNull();
});

test('a difference cut off, changed or of another base is never taken for one', () => {
  const target = Buffer.from(`新${PAGE}末`);
  const made = difference(PAGE, target);
  for (let length = 0; length < made.length; length += 1) {
    expect(() => decodeVcdiff(PAGE, made.subarray(0, length))).toThrow(SyntaxError);
  }
  for (let at = 0; at < made.length; at += 1) {
    const changed = Uint8Array.from(made);
    changed[at] = (changed[at] ?? 0) ^ 0x55;
    let read: Buffer | null = null;
    try {
      read = decodeVcdiff(PAGE, changed);
    } catch (error) {
      expect(error).toBeInstanceOf(SyntaxError);
    }
    expect(read?.equals(target) ?? false, `byte ${at}`).toBe(false);
  }
  expect(() => decodeVcdiff(PAGE.subarray(1), made)).toThrow('another base');
});

test('a difference that promises more than there is takes no memory for it', () => {
  // Target size 2^31 - 1.
  const huge = Buffer.from(
    'd6c3c40000 01 00 00 09 87ffffff7f 00 00 00 00'.replaceAll(' ', ''),
    'hex',
  );
  expect(() => decodeVcdiff(Buffer.alloc(0), huge)).toThrow(SyntaxError);
  expect(() => encodeVcdiff(Buffer.alloc(VCDIFF_MAX_BYTES + 1), PAGE)).toThrow(RangeError);
});
