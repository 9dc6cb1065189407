import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  checkSignature,
  parseDataPackage,
  parseDataPackageDigest,
  parsePages,
  type SignedData,
  signDataPackage,
  wholeSeconds,
  writeDataPackage,
  writePages,
} from '../../src/formats/wacz.js';
import { digestOf } from '../../src/model/digest.js';

const PACKAGE = {
  title: '东海医院 "تقرير"',
  description: '',
  created: '2026-11-21T16:00:05Z',
  software: 'Vestige/0.1.0',
  mainPageUrl: 'http://donghai.test/',
  mainPageDate: '2026-11-21T16:00:00.123Z',
  resources: [{ path: 'provenance/c_01ABC.json', hash: digestOf('x'), bytes: 1 }],
};

function signedIn(file: Uint8Array): SignedData {
  const { signedData } = parseDataPackageDigest(file);
  if ('domain' in signedData) throw new Error('not the anonymous form');
  return signedData;
}

describe('a data package', () => {
  it('is WACZ 1.1.1 with Frictionless names', () => {
    const value = JSON.parse(writeDataPackage(PACKAGE));
    expect(value).toMatchObject({ profile: 'data-package', wacz_version: '1.1.1' });
    expect(value.modified).toBe(value.created);
    expect(value.resources[0].name).toBe('provenance-c_01abc.json');
    expect(value.resources[0].name).toMatch(/^[a-z0-9._-]+$/);
    expect(wholeSeconds('2026-11-21T16:00:05.999Z')).toBe(PACKAGE.created);
  });

  it('comes back as it was written, with a main page or without', () => {
    for (const value of [PACKAGE, { ...PACKAGE, mainPageUrl: null, mainPageDate: null }]) {
      expect(parseDataPackage(Buffer.from(writeDataPackage(value)))).toEqual(value);
    }
  });

  it('is refused with further members, another form or another version', () => {
    const text = writeDataPackage(PACKAGE);
    for (const other of [
      text.replace('{"profile"', '{"home":"x","profile"'),
      text.replace('1.1.1', '1.2.0'),
      text.replace('"bytes":1', '"bytes":1.0'),
      text.replace('Z"', '+00:00"'),
      `${text} `,
      '[]',
    ]) {
      expect(() => parseDataPackage(Buffer.from(other)), other).toThrow(SyntaxError);
    }
  });
});

describe('pages.jsonl', () => {
  it('comes back as it was written, and is refused in any other form', () => {
    const pages = [
      { id: 'c_1', url: 'http://a.test/', ts: '2026-11-21T16:00:00.123Z', title: '页\n' },
    ];
    const text = writePages(pages);
    expect(parsePages(text)).toEqual(pages);
    expect(() => parsePages(text.replace('json-pages-1.0', 'json-pages-2.0'))).toThrow(SyntaxError);
    expect(() => parsePages(text.replace('{"id":"c_1"', '{"text":"x","id":"c_1"'))).toThrow(
      SyntaxError,
    );
  });
});

describe('the signature', () => {
  const key = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey;
  const text = writeDataPackage(PACKAGE);
  const file = Buffer.from(signDataPackage(text, key));

  it('has just the members of the anonymous form of wacz-auth 0.1.0', () => {
    const value = JSON.parse(file.toString());
    expect(Object.keys(value)).toEqual(['path', 'hash', 'signedData']);
    expect(Object.keys(value.signedData).sort()).toEqual([
      ...['created', 'hash', 'publicKey', 'signature', 'software', 'version'],
    ]);
    expect(value.hash).toBe(digestOf(text));
    expect(value.signedData.created).toBe(PACKAGE.created);
    expect(Buffer.from(value.signedData.signature, 'base64')).toHaveLength(96);
  });

  it('is good to its own check and to openssl, once r and s are DER', () => {
    const signedData = signedIn(file);
    const publicKey = checkSignature(signedData);
    const directory = mkdtempSync(join(tmpdir(), 'vestige-sign-'));
    try {
      const raw = Buffer.from(signedData.signature, 'base64');
      writeFileSync(join(directory, 'sig'), derOf(raw.subarray(0, 48), raw.subarray(48)));
      writeFileSync(join(directory, 'key'), publicKey.export({ format: 'pem', type: 'spki' }));
      const args = ['dgst', '-sha256', '-verify', 'key', '-signature', 'sig'];
      const output = execFileSync('openssl', args, { cwd: directory, input: signedData.hash });
      expect(output.toString()).toContain('Verified OK');
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('is good to WebCrypto, as readers in a browser check it', async () => {
    const signedData = signedIn(file);
    const { subtle } = globalThis.crypto;
    const algorithm = { name: 'ECDSA', namedCurve: 'P-384' };
    const spki = Buffer.from(signedData.publicKey, 'base64');
    const publicKey = await subtle.importKey('spki', spki, algorithm, false, ['verify']);
    const signature = Buffer.from(signedData.signature, 'base64');
    const hash = Buffer.from(signedData.hash);
    const how = { name: 'ECDSA', hash: 'SHA-256' };
    expect(await subtle.verify(how, publicKey, signature, hash)).toBe(true);
  });

  it('is refused in DER, cut off, by another curve, or over another hash', () => {
    const signedData = signedIn(file);
    const raw = Buffer.from(signedData.signature, 'base64');
    const der = derOf(raw.subarray(0, 48), raw.subarray(48)).toString('base64');
    const other = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey;
    const publicKey = other.export({ format: 'der', type: 'spki' }).toString('base64');
    for (const change of [
      { signature: der },
      { signature: raw.subarray(0, 95).toString('base64') },
      { signature: `${signedData.signature}\n` },
      { publicKey },
      { publicKey: '' },
      { hash: digestOf('other') },
      { version: '0.2.0' },
    ]) {
      expect(() => checkSignature({ ...signedData, ...change }), JSON.stringify(change)).toThrow();
    }
  });
});

/** r and s as an ASN.1 SEQUENCE of two INTEGERs. */
function derOf(r: Buffer, s: Buffer): Buffer {
  const integer = (value: Buffer): Buffer => {
    const start = value.findIndex((byte) => byte !== 0);
    const short = value.subarray(start);
    const padded = (short[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), short]) : short;
    return Buffer.concat([Buffer.of(2, padded.length), padded]);
  };
  const body = Buffer.concat([integer(r), integer(s)]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}
