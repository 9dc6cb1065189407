// What a log asks a witness (C2SP tlog-witness, "add-checkpoint") <-> values, and a cosigned note ->
// what it proves.
import type { AttestationFile, NotaryAnswer } from '../model/attestation.js';
import { instantOf } from '../model/instant.js';
import {
  cosignedAt,
  parseCheckpoint,
  parseDecimal,
  parseNote,
  parseWitnessVkey,
  type SignedNote,
  strictBase64,
  writeNote,
} from './checkpoint.js';
import { HASH_BYTES } from './merkle.js';

/** A checkpoint to be cosigned, and why it continues the one the witness cosigned last. */
export interface AddCheckpoint {
  /** Entries of the tree the proof begins with. */
  readonly oldSize: number;
  /** Consistency proof, 32-byte hashes (RFC 6962 §2.1.2). */
  readonly path: readonly Uint8Array[];
  /** The signed note, verbatim. */
  readonly checkpoint: string;
}

/** Type of the answer that names the size a witness has cosigned. */
export const SIZE_TYPE = 'text/x.tlog.size';
/** A proof has at most so many hashes, by the specification. */
const MAX_HASHES = 63;
/** Further ahead than this, one of the two clocks is wrong. */
const MAX_CLOCK_DIFFERENCE_MS = 5 * 60_000;
/** Under proof/ in a bundle. */
const WITNESSED_FILE = 'checkpoint.witnessed.note';

/** The body of a request. */
export function writeAddCheckpoint({ oldSize, path, checkpoint }: AddCheckpoint): string {
  return `old ${oldSize}\n${writeHashes(path)}\n${checkpoint}`;
}

/** Reads the body of a request. @throws SyntaxError */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  const end = body.indexOf('\n\n');
  if (end < 0) throw new SyntaxError('an empty line must stand before the checkpoint');
  const [old, ...hashes] = body.slice(0, end).split('\n');
  if (!old?.startsWith('old '))
    throw new SyntaxError('the request must begin with `old` and a size');
  return {
    oldSize: parseDecimal(old.slice(4)),
    path: readHashes(hashes),
    checkpoint: body.slice(end + 2),
  };
}

/** Hashes in base64, one a line. */
export function writeHashes(hashes: readonly Uint8Array[]): string {
  return hashes.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('');
}

/** Reads hashes in base64. @throws SyntaxError */
export function readHashes(lines: readonly string[]): readonly Uint8Array[] {
  if (lines.length > MAX_HASHES) throw new SyntaxError(`a proof has at most ${MAX_HASHES} hashes`);
  return lines.map((line) => {
    const hash = strictBase64(line);
    if (hash.length !== HASH_BYTES) throw new SyntaxError('a hash of the proof is not 32 bytes');
    return hash;
  });
}

/** How a witness is called among the notaries. */
export function witnessNameOf(name: string): string {
  return `witness-${name}`;
}

/**
 * What a note proves by the cosignature of one witness, verified with its key; other signatures than
 * the log's and its own are left out. @throws SyntaxError
 */
export function readCosigned(
  note: SignedNote,
  { name, vkey }: { readonly name: string; readonly vkey: string },
  nowMs: number,
): NotaryAnswer {
  const key = parseWitnessVkey(vkey);
  const seconds = cosignedAt(note, key);
  if (seconds === null) throw new SyntaxError(`no cosignature is of ${vkey}`);
  if (seconds * 1000 > nowMs + MAX_CLOCK_DIFFERENCE_MS) {
    throw new SyntaxError(`its clock is ahead of ours, at ${instantOf(seconds * 1000)}`);
  }
  const { origin } = parseCheckpoint(note.text);
  const signatures = note.signatures.filter(
    (one) => one.name === origin || (one.name === key.name && one.keyId === key.keyId),
  );
  const at = instantOf(seconds * 1000);
  return {
    state: 'held',
    at,
    detail: `${name} has cosigned it at ${at}, as a continuation of all it cosigned before`,
    files: [{ name: WITNESSED_FILE, bytes: Buffer.from(writeNote({ ...note, signatures })) }],
  };
}

/** Files of evidence as a bundle holds them: what the witnesses cosigned apart becomes one note. */
export function joinWitnessed(files: readonly AttestationFile[]): readonly AttestationFile[] {
  const notes = files
    .filter(({ name }) => name === WITNESSED_FILE)
    .map(({ bytes }) => parseNote(Buffer.from(bytes).toString()));
  const [first] = notes;
  if (first === undefined) return files;
  const signatures = new Map(
    notes.flatMap((note) => note.signatures).map((one) => [`${one.name} ${one.keyId}`, one]),
  );
  const joined = writeNote({ text: first.text, signatures: [...signatures.values()] });
  return [
    ...files.filter(({ name }) => name !== WITNESSED_FILE),
    { name: WITNESSED_FILE, bytes: Buffer.from(joined) },
  ];
}
