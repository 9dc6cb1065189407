// Tree heads <-> signed checkpoints (C2SP signed-note, tlog-checkpoint) and inclusion proofs <->
// tlog-proof files (C2SP tlog-proof). Ed25519 keys of note type 0x01. Parsers throw SyntaxError.
import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { HASH_BYTES } from './merkle.js';

/** One signature line of a note. */
export interface NoteSignature {
  readonly name: string;
  /** First four bytes, hex. */
  readonly keyId: string;
  readonly signature: Uint8Array;
}

export interface SignedNote {
  /** Ends in a newline; the bytes that are signed are its UTF-8. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  /** 32 bytes, base64, as in TreeHead. */
  readonly root: string;
  readonly extensions: readonly string[];
}

export interface VerifierKey {
  readonly name: string;
  readonly keyId: string;
  readonly publicKey: KeyObject;
}

/** What a `.tlog-proof` file says. */
export interface TlogProof {
  readonly extra: Uint8Array | null;
  readonly index: number;
  readonly path: readonly Uint8Array[];
  /** The checkpoint note, verbatim. */
  readonly checkpoint: string;
}

const ED25519 = 0x01;
/** What stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410 §4). */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
/** Type of a witness's key (C2SP tlog-cosignature, cosignature/v1). */
const COSIGNATURE = 0x04;
const PROOF_HEADER = 'c2sp.org/tlog-proof@v1';
/** A note with more signatures is refused; the specification asks for at least 16. */
const MAX_SIGNATURES = 100;

/** `name+keyid+base64(0x01 ‖ public key)`: how a log's key is published. */
export function vkeyOf(name: string, key: KeyObject): string {
  checkKeyName(name);
  const raw = rawPublicKey(key);
  const encoded = Buffer.from([ED25519, ...raw]).toString('base64');
  return `${name}+${keyIdOf(name, raw)}+${encoded}`;
}

/** Reads a published key. @throws SyntaxError */
export function parseVkey(vkey: string): VerifierKey {
  return parseVkeyOf(vkey, ED25519);
}

function parseVkeyOf(vkey: string, type: number): VerifierKey {
  const match = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(vkey.trim());
  const [, name = '', keyId = '', encoded = ''] = match ?? [];
  if (!match) throw new SyntaxError('not a verifier key: name+8 hex digits+base64');
  checkKeyName(name);
  const bytes = strictBase64(encoded);
  if (bytes[0] !== type || bytes.length !== 33) {
    throw new SyntaxError(`not an Ed25519 verifier key of type ${type}`);
  }
  const raw = bytes.subarray(1);
  if (keyIdOf(name, raw, type) !== keyId)
    throw new SyntaxError('the key id does not fit name and key');
  const der = Buffer.concat([SPKI_HEAD, raw]);
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return { name, keyId, publicKey };
}

/** `name+keyid+base64(0x04 ‖ public key)`: how a witness's key is published. */
export function witnessVkeyOf(name: string, key: KeyObject): string {
  checkKeyName(name);
  const raw = rawPublicKey(key);
  const encoded = Buffer.from([COSIGNATURE, ...raw]).toString('base64');
  return `${name}+${keyIdOf(name, raw, COSIGNATURE)}+${encoded}`;
}

/** Reads a witness's published key. @throws SyntaxError */
export function parseWitnessVkey(vkey: string): VerifierKey {
  return parseVkeyOf(vkey, COSIGNATURE);
}

/** A witness's cosignature of note text at `seconds` since the epoch (cosignature/v1). */
export function cosign(
  text: string,
  { name, key, seconds }: { name: string; key: KeyObject; seconds: number },
): NoteSignature {
  checkNoteText(text);
  checkKeyName(name);
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(seconds));
  const signature = sign(null, cosignedBytes(text, seconds), key);
  const keyId = keyIdOf(name, rawPublicKey(key), COSIGNATURE);
  return { name, keyId, signature: Buffer.concat([time, signature]) };
}

/**
 * When the witness cosigned, in seconds since the epoch; null when it did not.
 * @throws SyntaxError when a cosignature under its name and id is not good
 */
export function cosignedAt({ text, signatures }: SignedNote, key: VerifierKey): number | null {
  const own = signatures.filter((s) => s.name === key.name && s.keyId === key.keyId);
  const times = own.map(({ signature }) => {
    const bytes = Buffer.from(signature);
    const seconds = bytes.length === 72 ? Number(bytes.readBigUInt64BE(0)) : Number.NaN;
    const signed = cosignedBytes(text, seconds);
    if (!Number.isSafeInteger(seconds) || !verify(null, signed, key.publicKey, bytes.subarray(8))) {
      throw new SyntaxError(`the cosignature of ${key.name} is not good`);
    }
    return seconds;
  });
  return times.length === 0 ? null : Math.min(...times);
}

function cosignedBytes(text: string, seconds: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);
}

/** Signs note text with an Ed25519 private key under `name`. */
export function signNote(text: string, name: string, key: KeyObject): SignedNote {
  checkNoteText(text);
  checkKeyName(name);
  const keyId = keyIdOf(name, rawPublicKey(key));
  return { text, signatures: [{ name, keyId, signature: sign(null, Buffer.from(text), key) }] };
}

/**
 * True when the note bears a signature of `key` and every signature under that name and id is good
 * (signed-note, "Signatures").
 */
export function isSignedBy(note: SignedNote, key: VerifierKey): boolean {
  const own = note.signatures.filter((s) => s.name === key.name && s.keyId === key.keyId);
  const text = Buffer.from(note.text);
  return own.length > 0 && own.every((s) => verify(null, text, key.publicKey, s.signature));
}

/** The file text of a signed note. */
export function writeNote(note: SignedNote): string {
  checkNoteText(note.text);
  return `${note.text}\n${note.signatures.map(signatureLine).join('')}`;
}

/** One signature as it stands in a note, with its newline. */
export function signatureLine({ name, keyId, signature }: NoteSignature): string {
  const bytes = Buffer.concat([Buffer.from(keyId, 'hex'), signature]);
  return `— ${name} ${bytes.toString('base64')}\n`;
}

/** Reads a signed note; signatures are not checked yet. @throws SyntaxError */
export function parseNote(source: string): SignedNote {
  const end = source.lastIndexOf('\n\n');
  if (end < 0) throw new SyntaxError('a note needs an empty line before its signatures');
  const text = source.slice(0, end + 1);
  checkNoteText(text);
  return { text, signatures: parseSignatureLines(source.slice(end + 2)) };
}

/** Reads lines of signatures, as in a note and as a witness answers. @throws SyntaxError */
export function parseSignatureLines(block: string): readonly NoteSignature[] {
  if (!block.endsWith('\n')) throw new SyntaxError('the signatures must end in a newline');
  const lines = block.slice(0, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw new SyntaxError(`over ${MAX_SIGNATURES} signatures`);
  return lines.map(parseSignature);
}

function parseSignature(line: string): NoteSignature {
  const [dash, name, encoded, ...rest] = line.split(' ');
  if (dash !== '—' || name === undefined || encoded === undefined || rest.length > 0) {
    throw new SyntaxError('not a signature line: — name base64');
  }
  checkKeyName(name);
  const bytes = strictBase64(encoded);
  if (bytes.length < 5) throw new SyntaxError('a signature needs a key id and a signature');
  return { name, keyId: bytes.subarray(0, 4).toString('hex'), signature: bytes.subarray(4) };
}

/** The note text of a checkpoint. */
export function checkpointText(checkpoint: Checkpoint): string {
  const { origin, size, root, extensions } = checkpoint;
  const text = `${[origin, String(size), root, ...extensions].join('\n')}\n`;
  parseCheckpoint(text); // Refuses what could not be read back.
  return text;
}

/** Reads the note text of a checkpoint. @throws SyntaxError */
export function parseCheckpoint(text: string): Checkpoint {
  if (!text.endsWith('\n')) throw new SyntaxError('a checkpoint must end in a newline');
  const [origin, size, root, ...extensions] = text.slice(0, -1).split('\n');
  if (!origin || size === undefined || root === undefined) {
    throw new SyntaxError('a checkpoint needs origin, size and root');
  }
  if (extensions.includes('')) throw new SyntaxError('a checkpoint has no empty lines');
  if (strictBase64(root).length !== HASH_BYTES) throw new SyntaxError('the root is not 32 bytes');
  return { origin, size: parseDecimal(size), root, extensions };
}

/** A checkpoint of the log, signed, as file text. The key's name is the origin. */
export function signCheckpoint(
  head: { readonly size: number; readonly root: string },
  origin: string,
  key: KeyObject,
): string {
  return writeNote(signNote(checkpointText({ origin, ...head, extensions: [] }), origin, key));
}

/** The text of a `.tlog-proof` file. */
export function writeTlogProof(proof: TlogProof): string {
  const lines = [
    PROOF_HEADER,
    ...(proof.extra === null ? [] : [`extra ${Buffer.from(proof.extra).toString('base64')}`]),
    `index ${proof.index}`,
    ...proof.path.map((hash) => Buffer.from(hash).toString('base64')),
  ];
  return `${lines.join('\n')}\n\n${proof.checkpoint}`;
}

/** Reads a `.tlog-proof` file; nothing is checked against the tree yet. @throws SyntaxError */
export function parseTlogProof(source: string): TlogProof {
  const end = source.indexOf('\n\n');
  if (end < 0) throw new SyntaxError('a proof needs an empty line before its checkpoint');
  const lines = source.slice(0, end).split('\n');
  if (lines.shift() !== PROOF_HEADER) throw new SyntaxError(`a proof begins with ${PROOF_HEADER}`);
  const extra = lines[0]?.startsWith('extra ') ? strictBase64(lines.shift()?.slice(6) ?? '') : null;
  const index = lines.shift();
  if (!index?.startsWith('index ')) throw new SyntaxError('a proof names its index');
  const path = lines.map(strictBase64);
  // A tree of 2^53 entries has paths of at most 53 hashes.
  if (path.length > 53) throw new SyntaxError('the path is too long');
  if (path.some((hash) => hash.length !== HASH_BYTES)) {
    throw new SyntaxError('a hash of the path is not 32 bytes');
  }
  return { extra, index: parseDecimal(index.slice(6)), path, checkpoint: source.slice(end + 2) };
}

function keyIdOf(name: string, rawKey: Uint8Array, type: number = ED25519): string {
  const hash = createHash('sha256').update(`${name}\n`).update(Uint8Array.of(type));
  return hash.update(rawKey).digest('hex').slice(0, 8);
}

function rawPublicKey(key: KeyObject): Uint8Array {
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('a log key is an Ed25519 key');
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI_HEAD.length);
}

function checkKeyName(name: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused.
  if (name === '' || /[\s+\u0000-\u001f\u0085]/u.test(name)) {
    throw new SyntaxError('a key name has no spaces, no plus and is not empty');
  }
}

function checkNoteText(text: string): void {
  if (!text.endsWith('\n')) throw new SyntaxError('note text must end in a newline');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused.
  if (/[\u0000-\u0009\u000b-\u001f]|\p{Surrogate}/u.test(text)) {
    throw new SyntaxError('note text has no control characters but newlines');
  }
}

/** A number without sign or leading zeros. @throws SyntaxError */
export function parseDecimal(text: string): number {
  if (!/^(?:0|[1-9]\d*)$/.test(text)) throw new SyntaxError(`not a plain decimal: ${text}`);
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new SyntaxError(`beyond 2^53: ${text}`);
  return value;
}

/** Node's decoder forgives; two spellings of one value are not forgiven here. @throws SyntaxError */
export function strictBase64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw new SyntaxError('not canonical base64');
  return bytes;
}
