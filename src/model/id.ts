// Names of things: a prefix and a ULID, so that ids sort by the time they were made.
import { ulid } from 'ulid';

export type WatchId = `w_${string}`;
export type CaptureId = `c_${string}`;
export type FlagId = `f_${string}`;

/** A new watch id made at `atMs`. */
export function newWatchId(atMs: number): WatchId {
  return `w_${ulid(atMs)}`;
}

/** A new capture id made at `atMs`. */
export function newCaptureId(atMs: number): CaptureId {
  return `c_${ulid(atMs)}`;
}

/** A new flag id made at `atMs`. */
export function newFlagId(atMs: number): FlagId {
  return `f_${ulid(atMs)}`;
}
