// Use case of checking a bundle: needs neither an archive nor a network.
import { createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { VestigeError } from '../errors.js';
import type { Report } from '../model/check.js';
import { certificatesIn } from '../verify/chains.js';
import { verifyBundle } from '../verify/verify-bundle.js';

export interface VerifyChoice {
  /** PEM files. */
  readonly trust: readonly string[];
  /** PEM files of public keys. */
  readonly signerKeys: readonly string[];
  /** C2SP vkeys, as text or as files that hold one a line. */
  readonly checkpointKeys: readonly string[];
  /** C2SP vkeys of witnesses, as text or as files that hold one a line. */
  readonly witnessKeys: readonly string[];
  /** Hashes of drand chains, beside quicknet. */
  readonly drandChains?: readonly string[];
  /** File of an older checkpoint the checker holds. */
  readonly checkpoint: string | null;
  /** File of the consistency proof from it. */
  readonly consistency: string | null;
}

/** The same keys as texts, as people paste them; empty where there is none. */
export interface PastedKeys {
  /** Roots in PEM form. */
  readonly trust: string;
  /** Public keys in PEM form. */
  readonly signerKey: string;
  /** C2SP vkeys, one a line. */
  readonly checkpointKey: string;
  readonly witnessKey: string;
}

/** Checks a bundle with keys that were pasted. @throws INPUT_INVALID */
export async function verifyWith(file: string, keys: PastedKeys): Promise<Report> {
  const { trust, signerKey, checkpointKey, witnessKey } = keys;
  const pems = signerKey.match(PUBLIC_KEY) ?? (signerKey.trim() === '' ? [] : [signerKey]);
  return verifyBundle(file, {
    trustPems: trust.trim() === '' ? [] : [rootsOf(trust)],
    signerKeys: pems.map((pem) => publicKeyOf(pem, 'What was given as signing key')),
    checkpointKeys: checkpointKey.trim() === '' ? [] : vkeysOf(checkpointKey, 'The log’s key'),
    witnessKeys: witnessKey.trim() === '' ? [] : vkeysOf(witnessKey, 'The witness’s key'),
    checkpoint: null,
    consistency: null,
  });
}

const PUBLIC_KEY = /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g;

function rootsOf(text: string): string {
  try {
    if (certificatesIn(text).length > 0) return text;
  } catch {
    // Said below: a certificate that is none.
  }
  throw new VestigeError('INPUT_INVALID', 'What was given as roots is no certificate in PEM form.');
}

/** Checks a bundle with the checker's own keys. @throws FILE_NOT_FOUND, INPUT_INVALID */
export async function verifyFile(file: string, choice: VerifyChoice): Promise<Report> {
  if (!existsSync(file)) throw new VestigeError('FILE_NOT_FOUND', `There is no file ${file}.`);
  if (!statSync(file).isFile()) {
    throw new VestigeError('FILE_NOT_FOUND', `${file} is a directory or a device, not a file.`);
  }
  return verifyBundle(file, {
    trustPems: choice.trust.map(readText),
    signerKeys: choice.signerKeys.map(readPublicKey),
    checkpointKeys: choice.checkpointKeys.flatMap(readVkeys),
    witnessKeys: choice.witnessKeys.flatMap(readVkeys),
    drandChains: (choice.drandChains ?? []).map(readChain),
    checkpoint: choice.checkpoint === null ? null : readText(choice.checkpoint),
    consistency: choice.consistency === null ? null : readText(choice.consistency),
  });
}

function readChain(hash: string): string {
  if (/^[0-9a-f]{64}$/i.test(hash)) return hash.toLowerCase();
  throw new VestigeError('INPUT_INVALID', `${hash} is no hash of a drand chain (64 hex digits).`);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new VestigeError('FILE_NOT_FOUND', `The file ${file} cannot be read.`, { cause });
  }
}

function readPublicKey(file: string): KeyObject {
  return publicKeyOf(readText(file), file);
}

function publicKeyOf(pem: string, name: string): KeyObject {
  try {
    return createPublicKey(pem);
  } catch (cause) {
    throw new VestigeError('INPUT_INVALID', `${name} holds no public key in PEM form.`, { cause });
  }
}

const VKEY = /^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*$/;

function readVkeys(textOrFile: string): string[] {
  if (VKEY.test(textOrFile)) return [textOrFile];
  return vkeysOf(readText(textOrFile), textOrFile);
}

function vkeysOf(text: string, name: string): string[] {
  const keys = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => VKEY.test(line));
  if (keys.length === 0) {
    throw new VestigeError('INPUT_INVALID', `${name} holds no key of a log (C2SP vkey).`);
  }
  return keys;
}
