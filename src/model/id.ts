// Names of things: a prefix and a ULID, so that ids sort by the time they were made.
import { randomBytes } from 'node:crypto';
import { ulid } from 'ulid';

export type WatchId = `w_${string}`;
export type CaptureId = `c_${string}`;
export type FlagId = `f_${string}`;
export type ImportedId = `i_${string}`;

// One draw of the system's randomness for many ids: a list of 10,000 watches takes 160,000 digits.
const POOL_BYTES = 4096;
let pool = Buffer.alloc(0);
let drawn = 0;

/** A number from 0 (inclusive) to 1 (exclusive). */
function random(): number {
  if (drawn === pool.length) {
    pool = randomBytes(POOL_BYTES);
    drawn = 0;
  }
  return pool.readUInt8(drawn++) / 256;
}

/** A new watch id made at `atMs`. */
export function newWatchId(atMs: number): WatchId {
  return `w_${ulid(atMs, random)}`;
}

/** A new capture id made at `atMs`. */
export function newCaptureId(atMs: number): CaptureId {
  return `c_${ulid(atMs, random)}`;
}

/** A new flag id made at `atMs`. */
export function newFlagId(atMs: number): FlagId {
  return `f_${ulid(atMs, random)}`;
}

/** A new id of a page that someone else archived, made at `atMs`. */
export function newImportedId(atMs: number): ImportedId {
  return `i_${ulid(atMs, random)}`;
}
