// The names of the files in a proof bundle (docs/proof-bundle.md), and the plain-text files of
// keys and certificates.
import { createPublicKey, type KeyObject } from 'node:crypto';
import { type Digest, digestOf } from '../model/digest.js';
import type { Manifest } from '../model/snapshot.js';

export const WARC_NAME = 'data.warc.gz';
export const WARC_PATH = `archive/${WARC_NAME}`;
export const PAGES_PATH = 'pages/pages.jsonl';
export const CHECKPOINT_PATH = 'proof/checkpoint.note';
export const CUSTODY_PATH = 'proof/custody.jsonl';
export const KEYS_PATH = 'proof/keys.txt';
export const DATA_PACKAGE_PATH = 'datapackage.json';
export const DATA_PACKAGE_DIGEST_PATH = 'datapackage-digest.json';

/** Files that stand for one capture. */
export function capturePaths(capture: string) {
  return {
    manifest: `provenance/${capture}.json`,
    certificates: `provenance/${capture}.certs.pem`,
    dns: `provenance/${capture}.dns.json`,
    handshakes: `provenance/${capture}.handshakes.json`,
    lookups: `provenance/${capture}.lookups.json`,
    entry: `proof/${capture}.entry.json`,
    inclusion: `proof/${capture}.tlog-proof`,
  };
}

/** The log's entries of a watch beside those of its captures. */
export function watchEntriesPath(watch: string): string {
  return `proof/${watch}.entries.jsonl`;
}

/** The watch whose entries a path names, or null for any other path. */
export function watchOfPath(path: string): string | null {
  return /^proof\/(w_[0-9A-Za-z]+)\.entries\.jsonl$/.exec(path)?.[1] ?? null;
}

/** The capture a manifest's path names, or null for any other path. */
export function captureOfPath(path: string): string | null {
  return /^provenance\/(c_[0-9A-Za-z]+)\.json$/.exec(path)?.[1] ?? null;
}

/** Every certificate of a capture once, in the order they were first seen. */
export function certificatesOf(manifest: Manifest): readonly Digest[] {
  return [...new Set(manifest.exchanges.flatMap(({ tls }) => tls?.certificates ?? []))];
}

/** DER as PEM (RFC 7468). */
export function pemOf(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/**
 * Digests of the DER of each certificate in a PEM file.
 * @throws SyntaxError when there is anything but certificates in their one form
 */
export function parsePemDigests(pem: string): readonly Digest[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----\n[^-]+-----END CERTIFICATE-----\n/g) ?? [];
  const ders = blocks.map((block) =>
    Buffer.from(block.split('\n').slice(1, -2).join(''), 'base64'),
  );
  if (ders.map(pemOf).join('') !== pem) throw new SyntaxError('not a plain list of certificates');
  return ders.map((der) => digestOf(der));
}

/** `sha256:` + hex of the key's SPKI DER: how a signer's key is published. */
export function fingerprintOf(key: KeyObject): Digest {
  return digestOf(publicOf(key).export({ format: 'der', type: 'spki' }));
}

function publicOf(key: KeyObject): KeyObject {
  return key.type === 'private' ? createPublicKey(key) : key;
}

/** The text of proof/keys.txt: the public keys of the archive, to be compared with those it publishes. */
export function writeKeys(signer: KeyObject, logVkey: string | null): string {
  const pem = publicOf(signer).export({ format: 'pem', type: 'spki' });
  const log = logVkey === null ? [] : [`log ${logVkey}`];
  return `${[...log, `signer ${fingerprintOf(signer)}`, pem].join('\n')}`;
}

/**
 * The keys named in proof/keys.txt.
 * @throws SyntaxError
 */
export function parseKeys(source: string): { signer: Digest; logVkey: string | null } {
  const match = /^(?:log (\S+)\n)?signer (sha256:[0-9a-f]{64})\n(-----BEGIN[\s\S]+)$/.exec(source);
  const [, logVkey = null, signer, pem] = match ?? [];
  if (signer === undefined || pem === undefined) throw new SyntaxError('keys.txt has another form');
  const key = createPublicKey(pem);
  if (writeKeys(key, logVkey) !== source) throw new SyntaxError('keys.txt contradicts itself');
  return { signer: fingerprintOf(key), logVkey };
}
