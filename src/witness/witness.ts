// The use cases of a witness: a partner's own program, on another machine than the archive's.
import { VestigeError } from '../errors.js';
import {
  parseCheckpoint,
  parseNote,
  parseSignatureLines,
  parseVkey,
  witnessVkeyOf,
  writeNote,
} from '../formats/checkpoint.js';
import type { AddCheckpoint } from '../formats/tlog-witness.js';
import type { WitnessedLog } from '../ports/witness-memory.js';
import { type Cosigning, cosignCheckpoint, type WitnessDeps } from './cosign-checkpoint.js';

export interface Witness {
  /** C2SP vkey of type 0x04, to be given to the archive and to checkers. */
  readonly vkey: string;
  logs(): Promise<readonly WitnessedLog[]>;
  /** Watches a log from now on. @throws INPUT_INVALID */
  trust(vkey: string): Promise<void>;
  addCheckpoint(request: AddCheckpoint): Promise<Cosigning>;
  /**
   * The note with this witness's cosignature among its signatures; `path` leads from the tree
   * cosigned last. @throws INPUT_INVALID, WITNESS_REFUSED
   */
  cosignNote(note: string, path: readonly Uint8Array[]): Promise<string>;
  close(): Promise<void>;
}

/** A witness over its memory. */
export function createWitness(deps: WitnessDeps): Witness {
  const { memory } = deps;
  return {
    vkey: witnessVkeyOf(memory.name, memory.key),
    logs: () => memory.logs(),
    async trust(vkey) {
      const { name } = readInput('the key of the log', () => parseVkey(vkey));
      const known = (await memory.logs()).find(({ origin }) => origin === name);
      if (known !== undefined && known.vkey !== vkey.trim()) {
        throw new VestigeError(
          'INPUT_INVALID',
          `${name} is watched already, with another key: ${known.vkey}. A log that changes its key is another log.`,
        );
      }
      await memory.trust(name, vkey.trim());
    },
    addCheckpoint: (request) => cosignCheckpoint(deps, request),
    async cosignNote(source, path) {
      const note = readInput('the checkpoint', () => parseNote(source));
      const { origin, size } = readInput('the checkpoint', () => parseCheckpoint(note.text));
      const log = (await memory.logs()).find((one) => one.origin === origin);
      const request = { oldSize: Math.min(log?.size ?? 0, size), path, checkpoint: source };
      const answer = await cosignCheckpoint(deps, request);
      if (answer.status === 'refused') {
        const way =
          log !== undefined && answer.refusal === 'not-consistent'
            ? ` Ask for \`vestige log prove --from ${log.size}\`.`
            : '';
        throw new VestigeError('WITNESS_REFUSED', `Not cosigned: ${answer.reason}.${way}`);
      }
      const [own] = parseSignatureLines(answer.line);
      const others = note.signatures.filter(({ keyId }) => keyId !== own?.keyId);
      return writeNote({ text: note.text, signatures: own ? [...others, own] : others });
    },
    close: () => memory.close(),
  };
}

function readInput<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new VestigeError('INPUT_INVALID', `This is not ${what}: ${reason}.`, { cause });
  }
}
