// Entries -> tree hashes and proofs (RFC 6962 §2.1), and proofs -> yes or no (RFC 9162 §2.1.3.2, §2.1.4.2).
// Sizes are plain numbers up to 2^53 - 1: arithmetic only, for bit operators cut off at 32 bits.
import { createHash } from 'node:crypto';

/** Bytes of one hash. */
export const HASH_BYTES = 32;

/** Root of the tree without entries: SHA-256 of nothing. */
export const EMPTY_ROOT: Uint8Array = createHash('sha256').digest();

/** The complete subtree over entries `index`·2^level up to (`index` + 1)·2^level; level 0 is a leaf. */
export type NodeReader = (level: number, index: number) => Uint8Array;

export interface TreeNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Uint8Array;
}

/** SHA-256(0x00 ‖ entry). */
export function leafHash(entry: Uint8Array): Uint8Array {
  return createHash('sha256').update(LEAF_PREFIX).update(entry).digest();
}

/** SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return createHash('sha256').update(NODE_PREFIX).update(left).update(right).digest();
}

const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);

/** The nodes above the leaf that become complete when entry `seq` is appended, lowest first. */
export function completedNodes(seq: number, leaf: Uint8Array, read: NodeReader): TreeNode[] {
  const nodes: TreeNode[] = [];
  let hash = leaf;
  let index = seq;
  for (let level = 1; index % 2 === 1; level += 1) {
    hash = nodeHash(read(level - 1, index - 1), hash);
    index = (index - 1) / 2;
    nodes.push({ level, index, hash });
  }
  return nodes;
}

/** Root of the tree of the first `size` entries, in O(log n) reads. */
export function rootOf(size: number, read: NodeReader): Uint8Array {
  checkSize(size);
  return size === 0 ? EMPTY_ROOT : rangeHash(0, size, read);
}

/**
 * Sibling hashes from the leaf up to below the root (RFC 6962 §2.1.1).
 * @throws RangeError when `index` is not in the tree.
 */
export function inclusionPath(index: number, size: number, read: NodeReader): Uint8Array[] {
  checkSize(size);
  checkSize(index);
  if (index >= size) throw new RangeError(`entry ${index} is not in a tree of ${size}`);
  const path: Uint8Array[] = [];
  let low = 0;
  let high = size;
  while (high - low > 1) {
    const middle = low + splitPoint(high - low);
    if (index < middle) {
      path.unshift(rangeHash(middle, high, read));
      high = middle;
    } else {
      path.unshift(rangeHash(low, middle, read));
      low = middle;
    }
  }
  return path;
}

/**
 * Proof that the tree of `oldSize` is the beginning of the tree of `newSize` (RFC 6962 §2.1.2).
 * @throws RangeError when `oldSize` > `newSize`.
 */
export function consistencyPath(oldSize: number, newSize: number, read: NodeReader): Uint8Array[] {
  checkSize(oldSize);
  checkSize(newSize);
  if (oldSize > newSize) throw new RangeError(`a tree of ${newSize} has no ${oldSize} entries`);
  if (oldSize === 0 || oldSize === newSize) return [];
  const path: Uint8Array[] = [];
  let low = 0;
  let high = newSize;
  // The checker knows the old root itself: it is left out where it is a node of the new tree.
  let isOldRoot = true;
  while (oldSize !== high) {
    const middle = low + splitPoint(high - low);
    if (oldSize <= middle) {
      path.unshift(rangeHash(middle, high, read));
      high = middle;
    } else {
      path.unshift(rangeHash(low, middle, read));
      low = middle;
      isOldRoot = false;
    }
  }
  if (!isOldRoot) path.unshift(rangeHash(low, high, read));
  return path;
}

/** True when `path` leads from `leaf` at `index` to `root` (RFC 9162 §2.1.3.2). */
export function verifyInclusion(proof: {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
}): boolean {
  const { index, size, path } = proof;
  if (!isSize(index) || !isSize(size) || index >= size) return false;
  if (!areHashes([proof.leaf, proof.root, ...path])) return false;
  let place = index;
  let last = size - 1;
  let hash = proof.leaf;
  for (const sibling of path) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(sibling, hash);
      while (place % 2 === 0 && place !== 0) {
        place /= 2;
        last = half(last);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    place = half(place);
    last = half(last);
  }
  return last === 0 && sameHash(hash, proof.root);
}

/** True when `path` shows the old tree to be the beginning of the new one (RFC 9162 §2.1.4.2). */
export function verifyConsistency(proof: {
  readonly oldSize: number;
  readonly newSize: number;
  readonly oldRoot: Uint8Array;
  readonly newRoot: Uint8Array;
  readonly path: readonly Uint8Array[];
}): boolean {
  const { oldSize, newSize, oldRoot, newRoot, path } = proof;
  if (!isSize(oldSize) || !isSize(newSize) || oldSize > newSize) return false;
  if (!areHashes([oldRoot, newRoot, ...path])) return false;
  if (oldSize === newSize) return path.length === 0 && sameHash(oldRoot, newRoot);
  if (oldSize === 0) return path.length === 0 && sameHash(oldRoot, EMPTY_ROOT);
  let place = oldSize - 1;
  let last = newSize - 1;
  while (place % 2 === 1) {
    place = half(place);
    last = half(last);
  }
  // A power of two: the old root is itself a node of the new tree and is implied.
  const [first, ...rest] = place === 0 ? [oldRoot, ...path] : path;
  // Without any step for a larger tree nothing is proved.
  if (first === undefined || path.length === 0) return false;
  let oldHash = first;
  let newHash = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      while (place % 2 === 0 && place !== 0) {
        place /= 2;
        last = half(last);
      }
    } else {
      newHash = nodeHash(newHash, sibling);
    }
    place = half(place);
    last = half(last);
  }
  return last === 0 && sameHash(oldHash, oldRoot) && sameHash(newHash, newRoot);
}

/** MTH(D[low:high]); `low` is a multiple of the power of two that holds the range. */
function rangeHash(low: number, high: number, read: NodeReader): Uint8Array {
  const size = high - low;
  const width = splitPoint(size);
  if (size === 1) return read(0, low);
  if (size === width * 2) return read(Math.log2(size), low / size);
  return nodeHash(rangeHash(low, low + width, read), rangeHash(low + width, high, read));
}

/** The largest power of two smaller than `size`; 0.5 for a single entry, which has no split. */
function splitPoint(size: number): number {
  let width = 1;
  while (width < size) width *= 2;
  return width / 2;
}

function half(value: number): number {
  return Math.floor(value / 2);
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function checkSize(value: number): void {
  if (!isSize(value)) throw new RangeError(`not a size or an index: ${value}`);
}

function areHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every((hash) => hash.length === HASH_BYTES);
}

function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
