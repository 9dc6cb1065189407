// The archive's keys: keys/signer.pem (EC P-384, signs bundles), keys/log.pem (Ed25519, signs
// checkpoints), keys/origin (the log's name). PKCS#8 PEM (RFC 5958), encrypted when there is a passphrase.
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { VestigeError } from '../../errors.js';
import { vkeyOf } from '../../formats/checkpoint.js';
import { type Digest, digestOf } from '../../model/digest.js';
import { errnoOf, makeDirectory, storeError, syncDirectory, writeSynced } from './durable.js';
import { temporaryName } from './temporary-names.js';

export interface ArchiveKeys {
  /** EC P-384 private key that signs bundles. */
  readonly signer: KeyObject;
  /** Ed25519 private key that signs checkpoints. */
  readonly log: KeyObject;
  /** The log's name in its checkpoints and its key's name. */
  readonly origin: string;
  /** True when this call made them. */
  readonly created: boolean;
}

/** What is published of the keys. */
export interface PublishedKeys {
  /** `fingerprint`: SHA-256 of the DER SubjectPublicKeyInfo. */
  readonly signer: { readonly pem: string; readonly fingerprint: Digest };
  readonly log: { readonly vkey: string };
}

const OWNER_ONLY = 0o600;

/**
 * Reads the keys in `directory`, or makes them when the directory is not there. They are made
 * aside and appear as a whole, so that two processes starting at once end up with the same ones.
 * `originName` counts only when they are made.
 * @throws KEY_INVALID when a file is missing, unreadable or not such a key, or the passphrase does not fit.
 */
export async function loadKeys(
  directory: string,
  options: { readonly passphrase: string | null; readonly originName: string },
): Promise<ArchiveKeys> {
  const created = (await isMissing(directory)) && (await makeKeys(directory, options));
  const { passphrase } = options;
  const signer = await readKey(join(directory, 'signer.pem'), passphrase);
  const log = await readKey(join(directory, 'log.pem'), passphrase);
  if (signer.asymmetricKeyDetails?.namedCurve !== 'secp384r1') {
    throw invalid(directory, 'signer.pem is not an EC P-384 key');
  }
  if (log.asymmetricKeyType !== 'ed25519')
    throw invalid(directory, 'log.pem is not an Ed25519 key');
  const origin = (await readText(join(directory, 'origin'))).trim();
  return { signer, log, origin, created };
}

/** The public halves, to be published elsewhere (`vestige keys`). */
export function publicKeys(keys: ArchiveKeys): PublishedKeys {
  const signer = createPublicKey(keys.signer);
  return {
    signer: {
      pem: signer.export({ format: 'pem', type: 'spki' }).toString(),
      fingerprint: digestOf(signer.export({ format: 'der', type: 'spki' })),
    },
    log: { vkey: vkeyOf(keys.origin, keys.log) },
  };
}

async function isMissing(directory: string): Promise<boolean> {
  const text = await readFile(join(directory, 'signer.pem')).catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return null;
    throw storeError(error, `read the keys in ${directory}`);
  });
  return text === null;
}

/** False when another process was faster. */
async function makeKeys(
  directory: string,
  options: { readonly passphrase: string | null; readonly originName: string },
): Promise<boolean> {
  const signer = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey;
  const log = generateKeyPairSync('ed25519').privateKey;
  vkeyOf(options.originName, log); // Refuses a name that could not stand in a note.
  // In tmp/, where the next start looks for what a killed process left.
  const aside = join(dirname(directory), 'tmp', temporaryName());
  try {
    await makeDirectory(dirname(aside));
    await mkdir(aside, { mode: 0o700 });
    await writeSynced(join(aside, 'signer.pem'), toPem(signer, options.passphrase), OWNER_ONLY);
    await writeSynced(join(aside, 'log.pem'), toPem(log, options.passphrase), OWNER_ONLY);
    await writeSynced(join(aside, 'origin'), Buffer.from(`${options.originName}\n`), OWNER_ONLY);
    await syncDirectory(aside);
    await rename(aside, directory);
    await syncDirectory(dirname(directory));
    return true;
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    // rename(2) replaces an empty directory only: a full one is another process's set of keys.
    if (['ENOTEMPTY', 'EEXIST'].includes(errnoOf(error))) return false;
    throw storeError(error, `make the keys in ${directory}`);
  }
}

function toPem(key: KeyObject, passphrase: string | null): Buffer {
  const encryption = passphrase === null ? {} : { cipher: 'aes-256-cbc', passphrase };
  return Buffer.from(key.export({ format: 'pem', type: 'pkcs8', ...encryption }));
}

async function readKey(path: string, passphrase: string | null): Promise<KeyObject> {
  const key = await readText(path);
  const isEncrypted = key.includes('BEGIN ENCRYPTED PRIVATE KEY');
  if (isEncrypted && passphrase === null) throw invalid(path, 'it is encrypted');
  if (!isEncrypted && passphrase !== null) {
    // Whoever sets a passphrase believes the key to be protected by it.
    const way = `unset it, or encrypt the key: openssl pkcs8 -topk8 -v2 aes-256-cbc -in ${path}`;
    throw invalid(path, `it is not encrypted although a passphrase is given; ${way}`);
  }
  try {
    return createPrivateKey({ key, ...(passphrase === null ? {} : { passphrase }) });
  } catch (error) {
    const reason = isEncrypted ? 'the passphrase does not fit' : 'it is not a private key in PEM';
    throw invalid(path, reason, error);
  }
}

async function readText(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((error: unknown) => {
    throw invalid(path, errnoOf(error) === 'ENOENT' ? 'it is missing' : String(error), error);
  });
}

function invalid(path: string, reason: string, cause?: unknown): VestigeError {
  return new VestigeError('KEY_INVALID', `Could not use ${path}: ${reason}.`, { cause });
}
