import { expect, test } from 'vitest';
import { tilePath, tilesBetween, writeEntryBundle } from '../../src/formats/tlog-tiles.js';

const paths = (from: number, to: number) => tilesBetween(from, to).map(tilePath);

test('the paths are those of the specification', () => {
  expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067');
  expect(tilePath({ level: 1, index: 5, width: 12 })).toBe('tile/1/005.p/12');
  expect(tilePath({ level: 'entries', index: 1000, width: 256 })).toBe('tile/entries/x001/000');
});

test('a tree has the tiles it is made of, and only those that are new', () => {
  expect(paths(0, 0)).toEqual([]);
  expect(paths(0, 5)).toEqual(['tile/0/000.p/5', 'tile/entries/000.p/5']);
  expect(paths(5, 257)).toEqual([
    ...['tile/0/000', 'tile/entries/000', 'tile/0/001.p/1', 'tile/entries/001.p/1'],
    'tile/1/000.p/1',
  ]);
  expect(paths(257, 257)).toEqual([]);
  // C2SP tlog-tiles: 70,000 entries have 273 full tiles and one of 112; above them 1 full and 17; 1.
  const large = tilesBetween(0, 70_000).filter(({ level }) => level !== 'entries');
  expect(large.filter(({ level }) => level === 0)).toHaveLength(274);
  expect(large.slice(-3).map(tilePath)).toEqual([
    'tile/1/000',
    'tile/1/001.p/17',
    'tile/2/000.p/1',
  ]);
});

test('entries stand after their lengths', () => {
  const entries = [Buffer.from('东海'), Buffer.alloc(300, 7)];
  const bundle = writeEntryBundle(entries);
  expect(bundle.subarray(0, 8).toString('hex')).toBe('0006e4b89ce6b5b7');
  expect(bundle.readUInt16BE(8)).toBe(300);
  expect(() => writeEntryBundle([Buffer.alloc(65_536)])).toThrow(RangeError);
});
