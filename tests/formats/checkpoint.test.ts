import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkpointText,
  isSignedBy,
  parseCheckpoint,
  parseNote,
  parseTlogProof,
  parseVkey,
  signCheckpoint,
  signNote,
  vkeyOf,
  writeNote,
  writeTlogProof,
} from '../../src/formats/checkpoint.js';

const ORIGIN = 'vestige.test/东海-档案';
const { privateKey } = generateKeyPairSync('ed25519');
const VKEY = vkeyOf(ORIGIN, privateKey);
const ROOT = Buffer.alloc(32, 7).toString('base64');

// The note and key of golang.org/x/mod/sumdb/note.
const GO_NOTE = `If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`;
const GO_VKEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
// Its private key, PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz,
// as PKCS#8 (RFC 8410 §7).
const GO_SEED = Buffer.from('gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM=', 'base64');

describe('a signed note', () => {
  test('of another implementation is read and verified', () => {
    const note = parseNote(GO_NOTE);
    expect(note.signatures.map(({ name, keyId }) => [name, keyId])).toEqual([
      ['PeterNeumann', 'c74f20a3'],
    ]);
    expect(isSignedBy(note, parseVkey(GO_VKEY))).toBe(true);
  });

  test('of ours is, byte for byte, what the other implementation signs', () => {
    const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
    const der = Buffer.concat([prefix, GO_SEED]);
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    expect(vkeyOf('PeterNeumann', key)).toBe(GO_VKEY);
    const { text } = parseNote(GO_NOTE);
    expect(writeNote(signNote(text, 'PeterNeumann', key))).toBe(GO_NOTE);
  });

  test('fails when its text or its signature is changed anywhere', () => {
    const key = parseVkey(GO_VKEY);
    for (let at = 0; at < GO_NOTE.length; at += 1) {
      const other = GO_NOTE[at] === 'A' ? 'B' : 'A';
      const changed = GO_NOTE.slice(0, at) + other + GO_NOTE.slice(at + 1);
      expect(accepts(changed, key), `character ${at}`).toBe(false);
    }
  });

  test('ignores signatures of unknown keys, also under a known name', () => {
    const text = parseNote(GO_NOTE).text;
    const stranger = signNote(text, 'PeterNeumann', privateKey);
    const both = [...stranger.signatures, ...parseNote(GO_NOTE).signatures];
    const note = parseNote(writeNote({ text, signatures: both }));
    expect(isSignedBy(note, parseVkey(GO_VKEY))).toBe(true);
    expect(isSignedBy(stranger, parseVkey(GO_VKEY))).toBe(false);
  });

  test('is refused when one of two signatures by the known key is bad', () => {
    const note = parseNote(GO_NOTE);
    const [good] = note.signatures;
    if (!good) throw new Error('the note has a signature');
    const bad = { ...good, signature: Buffer.alloc(64) };
    expect(isSignedBy({ ...note, signatures: [good, bad] }, parseVkey(GO_VKEY))).toBe(false);
  });

  test('may hold empty lines in its text', () => {
    const note = signNote('甲\n\n乙\n', ORIGIN, privateKey);
    expect(parseNote(writeNote(note))).toEqual(note);
  });

  test.each([
    ['no signatures', 'text\n'],
    ['nothing behind the empty line', 'text\n\n'],
    ['no newline at the end', GO_NOTE.slice(0, -1)],
    ['a hyphen for the dash', GO_NOTE.replace('—', '-')],
    ['a control character', GO_NOTE.replace('cryptography', 'crypto\tgraphy')],
    ['base64 of another spelling', GO_NOTE.replace('JnAM=', 'JnAN=')],
    ['a plus in the name', GO_NOTE.replace('PeterNeumann', 'Peter+Neumann')],
    ['a word behind the signature', `${GO_NOTE.slice(0, -1)} x\n`],
  ])('with %s is refused', (_, text) => {
    expect(() => parseNote(text)).toThrow(SyntaxError);
  });
});

describe('a verifier key', () => {
  test('is read back as it was published', () => {
    const key = parseVkey(VKEY);
    expect(key.name).toBe(ORIGIN);
    const note = parseNote(signCheckpoint({ size: 3, root: ROOT }, ORIGIN, privateKey));
    expect(isSignedBy(note, key)).toBe(true);
  });

  test.each([
    ['another key id', GO_VKEY.replace('c74f20a3', 'c74f20a4')],
    ['another name', GO_VKEY.replace('Peter', 'Petra')],
    ['another type', GO_VKEY.replace('+ARpc', '+AhpC')],
    ['half a key', GO_VKEY.slice(0, -8)],
    ['nothing', ''],
  ])('with %s is refused', (_, vkey) => {
    expect(() => parseVkey(vkey)).toThrow(SyntaxError);
  });

  test('is only made of an Ed25519 key and a name that can stand in a note', () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
    expect(() => vkeyOf(ORIGIN, ec)).toThrow('Ed25519');
    for (const name of ['', 'a b', 'a+b', 'a\u2003b']) {
      expect(() => vkeyOf(name, privateKey)).toThrow(SyntaxError);
    }
  });
});

describe('a checkpoint', () => {
  test('is written as origin, size and root, each on its line', () => {
    const text = checkpointText({ origin: ORIGIN, size: 0, root: ROOT, extensions: [] });
    expect(text).toBe(`${ORIGIN}\n0\n${ROOT}\n`);
    expect(parseCheckpoint(text)).toEqual({ origin: ORIGIN, size: 0, root: ROOT, extensions: [] });
  });

  test.each([
    ['a leading zero', `o\n07\n${ROOT}\n`],
    ['a negative size', `o\n-1\n${ROOT}\n`],
    ['a size beyond 2^53', `o\n9007199254740992\n${ROOT}\n`],
    ['a short root', 'o\n1\nAAAA\n'],
    ['no origin', `\n1\n${ROOT}\n`],
    ['two lines', 'o\n1\n'],
    ['an empty extension', `o\n1\n${ROOT}\n\n`],
    ['no newline at the end', `o\n1\n${ROOT}`],
  ])('with %s is refused', (_, text) => {
    expect(() => parseCheckpoint(text)).toThrow(SyntaxError);
  });
});

describe('a proof file', () => {
  const checkpoint = signCheckpoint({ size: 5, root: ROOT }, ORIGIN, privateKey);

  test('has the form of the specification', () => {
    const path = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    expect(writeTlogProof({ extra: null, index: 4, path, checkpoint })).toBe(
      [
        'c2sp.org/tlog-proof@v1',
        'index 4',
        'AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=',
        'AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=',
        '',
        checkpoint,
      ].join('\n'),
    );
  });

  test('is read back as it was written', () => {
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(
        fc.option(fc.uint8Array({ minLength: 1 })),
        fc.maxSafeNat(),
        fc.array(hash, { maxLength: 53 }),
        (extra, index, path) => {
          const proof = { extra, index, path, checkpoint };
          const found = parseTlogProof(writeTlogProof(proof));
          const plain = { ...found, path: found.path.map((h) => Uint8Array.from(h)) };
          expect({ ...plain, extra: found.extra && Uint8Array.from(found.extra) }).toEqual(proof);
        },
      ),
    );
  });

  test.each([
    ['another header', (text: string) => text.replace('@v1', '@v2')],
    ['no index', (text: string) => text.replace('index 4\n', '')],
    ['an index with a plus', (text: string) => text.replace('index 4', 'index +4')],
    ['a short hash', (text: string) => text.replace('index 4\n', 'index 4\nAAAA\n')],
    ['hashes without end', (text: string) => text.replace('index 4\n', longPath())],
    ['no empty line', (text: string) => text.replaceAll('\n\n', '\n')],
  ])('with %s is refused', (_, change) => {
    const text = writeTlogProof({ extra: null, index: 4, path: [], checkpoint });
    expect(() => parseTlogProof(change(text))).toThrow(SyntaxError);
  });
});

function longPath(): string {
  const lines = Array.from({ length: 54 }, () => `${randomBytes(32).toString('base64')}\n`);
  return `index 4\n${lines.join('')}`;
}

function accepts(text: string, key: ReturnType<typeof parseVkey>): boolean {
  try {
    return isSignedBy(parseNote(text), key);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
