import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  completedNodes,
  consistencyPath,
  EMPTY_ROOT,
  inclusionPath,
  leafHash,
  type NodeReader,
  nodeHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '../../src/formats/merkle.js';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

// The eight entries of the Certificate Transparency test tree, and its roots.
const ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((text) => Buffer.from(text, 'hex'));
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** A tree kept node by node, as the catalogue keeps it; counts how often it is read. */
function treeOf(entries: readonly Uint8Array[]) {
  const nodes = new Map<string, Uint8Array>();
  const tree = { reads: 0 };
  const read: NodeReader = (level, index) => {
    tree.reads += 1;
    const hash = nodes.get(`${level}/${index}`);
    if (!hash) throw new Error(`no node ${level}/${index}`);
    return hash;
  };
  for (const [seq, entry] of entries.entries()) {
    const leaf = leafHash(entry);
    nodes.set(`0/${seq}`, leaf);
    for (const { level, index, hash } of completedNodes(seq, leaf, read)) {
      nodes.set(`${level}/${index}`, hash);
    }
  }
  return Object.assign(tree, { read });
}

/** MTH of RFC 6962 §2.1, word for word. */
function definition(entries: readonly Uint8Array[]): Uint8Array {
  const [first] = entries;
  if (first === undefined) return createHash('sha256').digest();
  if (entries.length === 1) return leafHash(first);
  let k = 1;
  while (k * 2 < entries.length) k *= 2;
  return nodeHash(definition(entries.slice(0, k)), definition(entries.slice(k)));
}

const numbered = (count: number) => Array.from({ length: count }, (_, i) => Buffer.from(`第${i}`));

describe('the tree', () => {
  test.each(
    ROOTS.map((root, size) => [size, root] as const),
  )('has the published root over the first %i entries of the test tree', (size, root) => {
    expect(hex(rootOf(size, treeOf(ENTRIES).read))).toBe(root);
  });

  test('has the root of the definition for every size', () => {
    const entries = numbered(70);
    const { read } = treeOf(entries);
    for (let size = 0; size <= entries.length; size += 1) {
      expect(hex(rootOf(size, read))).toBe(hex(definition(entries.slice(0, size))));
    }
  });

  test('gives the published inclusion path of entry 5 of 7 (RFC 6962 §2.1.3 shape)', () => {
    const { read } = treeOf(ENTRIES);
    const path = inclusionPath(5, 7, read).map(hex);
    expect(path).toEqual([hex(read(0, 4)), hex(read(0, 6)), hex(read(2, 0))]);
  });

  test('gives the published consistency path from 6 to 8', () => {
    const path = consistencyPath(6, 8, treeOf(ENTRIES).read).map(hex);
    expect(path).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });

  test('reads O(log n) nodes for a root and a proof', () => {
    const tree = treeOf(numbered(1000));
    tree.reads = 0;
    rootOf(999, tree.read);
    expect(tree.reads).toBeLessThanOrEqual(10);
    tree.reads = 0;
    inclusionPath(321, 999, tree.read);
    expect(tree.reads).toBeLessThanOrEqual(20);
    tree.reads = 0;
    consistencyPath(321, 999, tree.read);
    expect(tree.reads).toBeLessThanOrEqual(20);
  });

  test('refuses entries and sizes that are not there', () => {
    const { read } = treeOf(ENTRIES);
    expect(() => inclusionPath(8, 8, read)).toThrow(RangeError);
    expect(() => inclusionPath(-1, 8, read)).toThrow(RangeError);
    expect(() => inclusionPath(0, 2 ** 53, read)).toThrow(RangeError);
    expect(() => consistencyPath(8, 7, read)).toThrow(RangeError);
    expect(() => rootOf(1.5, read)).toThrow(RangeError);
  });
});

describe('inclusion', () => {
  test('verifies for every entry of every size, and for no other place, size, leaf or root', () => {
    const entries = numbered(34);
    const { read } = treeOf(entries);
    for (let size = 1; size <= entries.length; size += 1) {
      const root = rootOf(size, read);
      for (let index = 0; index < size; index += 1) {
        const proof = { leaf: read(0, index), index, size, path: inclusionPath(index, size, read) };
        expect(verifyInclusion({ ...proof, root })).toBe(true);
        const places = Array.from({ length: size + 1 }, (_, i) => i);
        const fitting = places.filter((at) => verifyInclusion({ ...proof, root, index: at }));
        expect(fitting).toEqual([index]);
        expect(verifyInclusion({ ...proof, root: EMPTY_ROOT })).toBe(false);
        expect(verifyInclusion({ ...proof, root, leaf: EMPTY_ROOT })).toBe(false);
      }
    }
  });

  test('fails for a path that is longer, shorter, reordered or changed in one bit', () => {
    const entries = numbered(200);
    const { read } = treeOf(entries);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), fc.nat(), fc.nat(), (size, at, where) => {
        const index = at % size;
        const path = inclusionPath(index, size, read);
        const proof = { leaf: read(0, index), index, size, root: rootOf(size, read) };
        expect(verifyInclusion({ ...proof, path })).toBe(true);
        const place = where % path.length;
        const flipped = path.map((hash, i) => (i === place ? flip(hash, where) : hash));
        expect(verifyInclusion({ ...proof, path: flipped })).toBe(false);
        expect(verifyInclusion({ ...proof, path: path.slice(1) })).toBe(false);
        expect(verifyInclusion({ ...proof, path: path.slice(0, -1) })).toBe(false);
        expect(verifyInclusion({ ...proof, path: [...path, EMPTY_ROOT] })).toBe(false);
        expect(verifyInclusion({ ...proof, path: [EMPTY_ROOT, ...path] })).toBe(false);
      }),
    );
  });

  test('fails for sizes and hashes that cannot be', () => {
    const { read } = treeOf(ENTRIES);
    const proof = { leaf: read(0, 0), index: 0, size: 1, path: [], root: read(0, 0) };
    expect(verifyInclusion(proof)).toBe(true);
    expect(verifyInclusion({ ...proof, size: 0 })).toBe(false);
    expect(verifyInclusion({ ...proof, index: -1 })).toBe(false);
    expect(verifyInclusion({ ...proof, index: 0.5 })).toBe(false);
    expect(verifyInclusion({ ...proof, size: Number.NaN })).toBe(false);
    expect(verifyInclusion({ ...proof, size: Number.POSITIVE_INFINITY })).toBe(false);
    expect(verifyInclusion({ ...proof, leaf: new Uint8Array(0), root: new Uint8Array(0) })).toBe(
      false,
    );
  });
});

describe('consistency', () => {
  test('verifies for every pair of sizes, and not with another old size or another root', () => {
    const entries = numbered(34);
    const { read } = treeOf(entries);
    for (let newSize = 0; newSize <= entries.length; newSize += 1) {
      for (let oldSize = 0; oldSize <= newSize; oldSize += 1) {
        const path = consistencyPath(oldSize, newSize, read);
        const proof = { oldSize, newSize, path };
        const oldRoot = rootOf(oldSize, read);
        const newRoot = rootOf(newSize, read);
        expect(verifyConsistency({ ...proof, oldRoot, newRoot })).toBe(true);
        const wrong = flip(oldRoot, 3);
        expect(verifyConsistency({ ...proof, oldRoot: wrong, newRoot })).toBe(false);
        if (oldSize > 0) {
          const other = flip(newRoot, 3);
          expect(verifyConsistency({ ...proof, oldRoot, newRoot: other })).toBe(false);
        }
        const surplus = [...path, EMPTY_ROOT];
        expect(verifyConsistency({ ...proof, oldRoot, newRoot, path: surplus })).toBe(false);
        if (path.length > 0) {
          const short = path.slice(0, -1);
          expect(verifyConsistency({ ...proof, oldRoot, newRoot, path: short })).toBe(false);
          expect(verifyConsistency({ ...proof, oldRoot, newRoot, path: [] })).toBe(false);
        }
      }
    }
  });

  test('fails between a log and one whose past was rewritten', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(60), fc.nat(), (oldSize, more, at) => {
        const newSize = oldSize + more;
        const entries = numbered(newSize);
        const forged = entries.map((entry, i) => (i === at % oldSize ? flip(entry, 1) : entry));
        const { read } = treeOf(forged);
        const honest = treeOf(entries).read;
        expect(
          verifyConsistency({
            oldSize,
            newSize,
            oldRoot: rootOf(oldSize, honest),
            newRoot: rootOf(newSize, read),
            path: consistencyPath(oldSize, newSize, read),
          }),
        ).toBe(false);
      }),
    );
  });

  test('needs no proof from an empty tree or to itself, and has none to a smaller one', () => {
    const { read } = treeOf(ENTRIES);
    const root = rootOf(8, read);
    const path: Uint8Array[] = [];
    const from = (oldSize: number, oldRoot: Uint8Array, newSize: number) =>
      verifyConsistency({ oldSize, newSize, oldRoot, newRoot: root, path });
    expect(from(0, EMPTY_ROOT, 8)).toBe(true);
    expect(from(0, root, 8)).toBe(false);
    expect(from(8, root, 8)).toBe(true);
    expect(from(9, root, 8)).toBe(false);
    expect(from(4, rootOf(4, read), 8)).toBe(false);
  });
});

test('sizes beyond 2^31 are proved and checked without being cut to 32 bits', () => {
  // A tree of 2^40 equal entries: one hash for each level, whatever the place.
  const levels: Uint8Array[] = [leafHash(Buffer.from('同'))];
  for (let level = 1; level <= 40; level += 1) {
    const below = levels[level - 1] ?? EMPTY_ROOT;
    levels.push(nodeHash(below, below));
  }
  const read: NodeReader = (level) => levels[level] ?? EMPTY_ROOT;
  const leaf = read(0, 0);
  for (const size of [2 ** 31, 2 ** 32 + 5, 2 ** 40 - 1, 2 ** 40]) {
    const root = rootOf(size, read);
    for (const index of [0, 2 ** 31 - 1, size - 1]) {
      const path = inclusionPath(index, size, read);
      expect(verifyInclusion({ leaf, index, size, path, root })).toBe(true);
      expect(verifyInclusion({ leaf, index: index + size, size, path, root })).toBe(false);
    }
    const oldSize = 2 ** 31 - 3;
    const path = consistencyPath(oldSize, size, read);
    const oldRoot = rootOf(oldSize, read);
    expect(verifyConsistency({ oldSize, newSize: size, oldRoot, newRoot: root, path })).toBe(true);
  }
});

function flip(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const place = at % copy.length;
  copy[place] = (copy[place] ?? 0) ^ 1;
  return copy;
}
