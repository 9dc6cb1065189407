// The log's present tree -> a signed checkpoint (C2SP tlog-checkpoint), never one that contradicts
// an earlier one ("A log MUST not sign any checkpoint which is inconsistent").
import type { KeyObject } from 'node:crypto';
import { VestigeError } from '../errors.js';
import {
  isSignedBy,
  parseCheckpoint,
  parseNote,
  parseVkey,
  signCheckpoint as sign,
  vkeyOf,
} from '../formats/checkpoint.js';
import { verifyConsistency } from '../formats/merkle.js';
import { instantOf } from '../model/instant.js';
import type { TreeHead } from '../model/log.js';
import type { Catalogue } from '../ports/catalogue.js';
import type { Clock } from '../ports/clock.js';

export interface SigningDeps {
  readonly catalogue: Pick<Catalogue, 'treeHead' | 'latestCheckpoint' | 'saveCheckpoint'> & {
    proveConsistency(oldSize: number, newSize: number): Promise<readonly Uint8Array[]>;
  };
  /** Ed25519 private key. */
  readonly key: KeyObject;
  readonly origin: string;
  /** The newest checkpoint kept apart from the catalogue. */
  readonly kept: {
    newest(): Promise<string | null>;
    keep(size: number, note: string): Promise<void>;
  };
  /** Where the tree is laid out for others to read; whole before anything over it is signed. */
  readonly tiles?: { write(oldSize: number, newSize: number): Promise<void> };
  readonly clock: Clock;
}

/**
 * Signs the present tree and keeps the note twice: apart from the catalogue first, then in it.
 * @throws CATALOGUE_FAILED when the log is not a continuation of what was signed before (a
 * catalogue rolled back or rewritten): nothing is signed then.
 */
export async function signCheckpoint(deps: SigningDeps): Promise<TreeHead & { note: string }> {
  const { catalogue, kept, origin, key } = deps;
  const earlier = [await kept.newest(), (await catalogue.latestCheckpoint())?.note ?? null];
  const head = await catalogue.treeHead();
  for (const note of new Set(earlier)) {
    if (note !== null) await requireContinuation(deps, note, head);
  }
  const [kept0] = earlier;
  const laidOut =
    kept0 === null || kept0 === undefined ? 0 : parseCheckpoint(parseNote(kept0).text).size;
  await deps.tiles?.write(laidOut, head.size);
  const note = sign(head, origin, key);
  await kept.keep(head.size, note);
  await catalogue.saveCheckpoint(head.size, note, instantOf(deps.clock.nowMs()));
  return { ...head, note };
}

async function requireContinuation(
  { catalogue, key, origin }: SigningDeps,
  note: string,
  head: TreeHead,
): Promise<void> {
  const old = readOwn(note, vkeyOf(origin, key));
  if (old === null) throw broken('The last checkpoint is not one of this archive’s key.');
  if (old.size > head.size) {
    throw broken(
      `The log has ${head.size} entries, but ${old.size} were signed: the catalogue is an older copy.`,
    );
  }
  const isContinued = verifyConsistency({
    oldSize: old.size,
    newSize: head.size,
    oldRoot: Buffer.from(old.root, 'base64'),
    newRoot: Buffer.from(head.root, 'base64'),
    path: await catalogue.proveConsistency(old.size, head.size),
  });
  if (!isContinued) throw broken(`The first ${old.size} entries are not those that were signed.`);
}

function readOwn(text: string, vkey: string): TreeHead | null {
  try {
    const note = parseNote(text);
    return isSignedBy(note, parseVkey(vkey)) ? parseCheckpoint(note.text) : null;
  } catch {
    return null;
  }
}

function broken(message: string): VestigeError {
  return new VestigeError(
    'CATALOGUE_FAILED',
    `${message} Nothing was signed; put the newer copy of vestige.db back.`,
  );
}
