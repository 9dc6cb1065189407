// A log's new checkpoint and its consistency proof -> a cosignature, or the reason for none (C2SP
// tlog-witness). What is cosigned is remembered first, so that a log can never show two histories.
import {
  type Checkpoint,
  cosign,
  isSignedBy,
  parseCheckpoint,
  parseNote,
  parseVkey,
  type SignedNote,
  signatureLine,
} from '../formats/checkpoint.js';
import { verifyConsistency } from '../formats/merkle.js';
import type { AddCheckpoint } from '../formats/tlog-witness.js';
import { instantOf } from '../model/instant.js';
import type { Clock } from '../ports/clock.js';
import type { WitnessedLog, WitnessMemory } from '../ports/witness-memory.js';

export interface WitnessDeps {
  readonly memory: WitnessMemory;
  readonly clock: Clock;
}

/** Why nothing was cosigned; the words of the specification's HTTP statuses. */
export type Refusal =
  | 'malformed'
  | 'not-signed'
  | 'unknown-log'
  /** The proof begins elsewhere, or the log shows another tree than the one cosigned. */
  | 'conflict'
  | 'not-consistent';

export type Cosigning =
  | { readonly status: 'cosigned'; readonly size: number; readonly line: string }
  | {
      readonly status: 'refused';
      readonly refusal: Refusal;
      readonly reason: string;
      /** Entries of the tree cosigned last; null where the log is not known. */
      readonly size: number | null;
    };

/** Cosigns; the new tree is durable in the memory when it resolves. */
export async function cosignCheckpoint(
  deps: WitnessDeps,
  request: AddCheckpoint,
): Promise<Cosigning> {
  const read = readSigned(request.checkpoint);
  if (typeof read === 'string') return refused('malformed', read, null);
  const { note, checkpoint } = read;
  const { origin, size, root } = checkpoint;
  const log = (await deps.memory.logs()).find((one) => one.origin === origin);
  if (log === undefined) {
    return refused('unknown-log', `the log ${origin} is not one this witness watches`, null);
  }
  const refusal = await refusalOf(deps, log, note, checkpoint, request);
  if (refusal !== null) return refusal;
  const { memory, clock } = deps;
  const nowMs = clock.nowMs();
  const step = { from: log, to: { size, root }, note: request.checkpoint, at: instantOf(nowMs) };
  if (!(await memory.advance(origin, step))) {
    return refused('conflict', 'another checkpoint was cosigned at this moment', log.size);
  }
  const { name, key } = memory;
  const cosignature = cosign(note.text, { name, key, seconds: Math.floor(nowMs / 1000) });
  return { status: 'cosigned', size, line: signatureLine(cosignature) };
}

async function refusalOf(
  { memory, clock }: WitnessDeps,
  log: WitnessedLog,
  note: SignedNote,
  { origin, size, root }: Checkpoint,
  { oldSize, path, checkpoint }: AddCheckpoint,
): Promise<Cosigning | null> {
  if (!isSignedBy(note, parseVkey(log.vkey))) {
    return refused('not-signed', `it is not signed by the key of ${origin}`, log.size);
  }
  if (oldSize > size) {
    return refused('malformed', `a proof from ${oldSize} to ${size} entries is none`, log.size);
  }
  if (size === log.size && root !== log.root) {
    await memory.keepFork(origin, checkpoint, instantOf(clock.nowMs()));
    const reason = `the log shows another tree of ${size} entries than the one cosigned: it has forked, and both signed checkpoints are kept`;
    return refused('conflict', reason, log.size);
  }
  if (size < log.size) {
    const reason = `the log shows ${size} entries, and ${log.size} were cosigned: it was rolled back, or this is an old checkpoint`;
    return refused('conflict', reason, log.size);
  }
  if (oldSize !== log.size) {
    const reason = `${log.size} entries were cosigned last, and the proof begins with ${oldSize}`;
    return refused('conflict', reason, log.size);
  }
  const isContinued = verifyConsistency({
    ...{ oldSize, newSize: size, path },
    oldRoot: Buffer.from(log.root, 'base64'),
    newRoot: Buffer.from(root, 'base64'),
  });
  if (isContinued) return null;
  const reason = `the proof does not lead from the ${oldSize} entries cosigned last to these ${size}: the log was rewritten, or the proof is another one`;
  return refused('not-consistent', reason, log.size);
}

function readSigned(source: string): { note: SignedNote; checkpoint: Checkpoint } | string {
  try {
    const note = parseNote(source);
    return { note, checkpoint: parseCheckpoint(note.text) };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function refused(refusal: Refusal, reason: string, size: number | null): Cosigning {
  return { status: 'refused', refusal, reason, size };
}
