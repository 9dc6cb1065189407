// What stands in for Node's modules in the page that verifies, held against Node itself.
import { execFileSync } from 'node:child_process';
import * as node from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as zlib from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Skip } from '../../src/verify/checks.js';
import * as page from '../../src/verify-page/node/crypto.js';
import { createHash } from '../../src/verify-page/node/hash.js';
import { crc32, createInflateRaw, inflateRawSync } from '../../src/verify-page/node/zlib.js';
import { kindsOf } from '../../src/verify-page/trust.js';

const directory = mkdtempSync(join(tmpdir(), 'vestige-page-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const MESSAGE = Buffer.from('等待时间两周 مدة الانتظار أسبوعان');
const PSS = { padding: 6, saltLength: -1 };
const KEYS = {
  rsa: node.generateKeyPairSync('rsa', { modulusLength: 2048 }),
  odd: node.generateKeyPairSync('rsa', { modulusLength: 1025 }),
  p256: node.generateKeyPairSync('ec', { namedCurve: 'prime256v1' }),
  p384: node.generateKeyPairSync('ec', { namedCurve: 'secp384r1' }),
  p521: node.generateKeyPairSync('ec', { namedCurve: 'secp521r1' }),
  ed25519: node.generateKeyPairSync('ed25519'),
  ed448: node.generateKeyPairSync('ed448'),
};

type Case = readonly [name: string, key: keyof typeof KEYS, hash: string | null, options: object];
const CASES: readonly Case[] = [
  ...['sha1', 'sha256', 'sha384', 'sha512'].flatMap((hash): Case[] => [
    [`RSA with ${hash}`, 'rsa', hash, {}],
    [`ECDSA P-256 with ${hash}`, 'p256', hash, {}],
  ]),
  ['RSA-PSS with sha256', 'rsa', 'sha256', PSS],
  ['RSA-PSS with a salt of any length', 'rsa', 'sha384', { padding: 6, saltLength: -2 }],
  ['RSA-PSS of a modulus of 1025 bits', 'odd', 'sha256', PSS],
  ['ECDSA P-384, raw', 'p384', 'sha256', { dsaEncoding: 'ieee-p1363' }],
  ['ECDSA P-384', 'p384', 'sha384', {}],
  ['ECDSA P-521', 'p521', 'sha512', {}],
  ['Ed25519', 'ed25519', null, {}],
  ['Ed448', 'ed448', null, {}],
];

describe('signatures', () => {
  it.each(CASES)('%s: good as it is, and not with any bit turned', (_, name, hash, options) => {
    const { privateKey, publicKey } = KEYS[name];
    const signature = node.sign(hash, MESSAGE, { key: privateKey, ...options });
    const der = publicKey.export({ format: 'der', type: 'spki' });
    const key = page.createPublicKey({ key: der });
    expect(key.export({ format: 'pem' })).toBe(publicKey.export({ format: 'pem', type: 'spki' }));
    expect(page.verify(hash, MESSAGE, { key, ...options }, signature)).toBe(true);
    expect(page.verify(hash, MESSAGE.subarray(1), { key, ...options }, signature)).toBe(false);
    for (let bit = 0; bit < signature.length * 8; bit += signature.length) {
      const turned = Buffer.from(signature);
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const given = { key: publicKey, ...options };
      expect(page.verify(hash, MESSAGE, { key, ...options }, turned), `bit ${bit}`).toBe(
        node.verify(hash, MESSAGE, given, turned),
      );
    }
    for (const other of [Buffer.alloc(0), signature.subarray(1), Buffer.alloc(signature.length)]) {
      expect(page.verify(hash, MESSAGE, { key, ...options }, other)).toBe(false);
    }
  });

  it('of kinds that are not known here skip the check', () => {
    const { publicKey } = node.generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
    const der = publicKey.export({ format: 'der', type: 'spki' });
    expect(() => page.createPublicKey({ key: der })).toThrow(Skip);
    expect(() => createHash('sm3')).toThrow(Skip);
  });
});

describe('certificates', () => {
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { cwd: directory, stdio: ['ignore', 'pipe', 'ignore'] });
  const make = (name: string, subject: string, more: readonly string[]) => {
    openssl(
      ...['req', '-x509', '-nodes', '-days', '30', '-keyout', `${name}.key`, '-out'],
      `${name}.pem`,
      ...['-subj', subject, '-utf8', ...more],
    );
    return readFileSync(join(directory, `${name}.pem`), 'utf8');
  };
  const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];

  it('say, and are signed, as Node has it', () => {
    const root = make('root', '/C=CN/O=东海  测试/CN=Root', EC);
    const under = ['-CA', 'root.pem', '-CAkey', 'root.key'];
    const leaf = make('leaf', '/CN=noor.test', [
      ...[...EC, ...under, '-addext', 'subjectAltName=DNS:noor.test,DNS:*.noor.test'],
      ...['-addext', 'basicConstraints=critical,CA:FALSE'],
    ]);
    const pss = ['-newkey', 'rsa:2048', '-sigopt', 'rsa_padding_mode:pss'];
    const other = make('other', '/C=CN/O=东海  测试/CN=Root', pss);
    const pems = [root, leaf, other];
    for (const pem of pems) {
      const [ours, theirs] = [new page.X509Certificate(pem), new node.X509Certificate(pem)];
      expect(ours.raw.equals(theirs.raw)).toBe(true);
      expect(ours.ca).toBe(theirs.ca);
      expect(ours.subject).toBe(theirs.subject);
      expect(ours.issuer).toBe(theirs.issuer);
      expect(Date.parse(ours.validFrom)).toBe(Date.parse(theirs.validFrom));
      expect(Date.parse(ours.validTo)).toBe(Date.parse(theirs.validTo));
      for (const host of ['noor.test', 'www.noor.test', 'a.b.noor.test', 'oor.test', 'test']) {
        const expected = theirs.checkHost(host, { subject: 'always' });
        expect(ours.checkHost(host) === undefined, host).toBe(expected === undefined);
      }
      for (const issuer of pems) {
        const [a, b] = [new page.X509Certificate(issuer), new node.X509Certificate(issuer)];
        expect(ours.checkIssued(a)).toBe(theirs.checkIssued(b));
        expect(ours.verify(a.publicKey)).toBe(theirs.verify(b.publicKey));
      }
    }
  });

  it('and keys are told from one another by what they hold', () => {
    const root = make('told', '/CN=Told', EC);
    const { publicKey } = KEYS.p384;
    const pem = String(publicKey.export({ format: 'pem', type: 'spki' }));
    writeFileSync(join(directory, 'keys.txt'), pem);
    expect(kindsOf(root).map(({ kind }) => kind)).toEqual(['trustPems']);
    expect(kindsOf(`\n${pem}`).map(({ kind }) => kind)).toEqual(['signerKeys']);
    expect(kindsOf('待 a+b 两周')).toEqual([]);
  });
});

describe('inflating', () => {
  const through = async (pieces: readonly Uint8Array[]) => {
    const stream = createInflateRaw();
    stream.source = (async function* () {
      yield* pieces;
    })();
    const chunks: Uint8Array[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    return { content: Buffer.concat(chunks), taken: stream.bytesWritten };
  };

  it('gives what was packed, whole and by pieces, and what it took of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3_000 }), fc.nat(40), async (bytes, repeats) => {
        const content = Buffer.concat(Array.from({ length: repeats + 1 }, () => bytes));
        const packed = zlib.deflateRawSync(content);
        const trailing = Buffer.concat([packed, Buffer.from('behind')]);
        const whole = inflateRawSync(trailing, { info: true }) as {
          buffer: Buffer;
          engine: { bytesWritten: number };
        };
        expect(content.equals(whole.buffer)).toBe(true);
        expect(whole.engine.bytesWritten).toBe(packed.length);
        const cut = Math.floor(packed.length / 2);
        const parts = await through([trailing.subarray(0, cut), trailing.subarray(cut)]);
        expect(content.equals(parts.content)).toBe(true);
        expect(parts.taken).toBe(packed.length);
        expect(crc32(content)).toBe(zlib.crc32(content));
      }),
      { numRuns: 60 },
    );
  });

  it('refuses what is cut off, broken or too much', async () => {
    const content = Buffer.alloc(400_000, '两周');
    const packed = zlib.deflateRawSync(content);
    expect(inflateRawSync(packed)).toHaveLength(content.length);
    expect(() => inflateRawSync(packed.subarray(0, -1))).toThrow('unexpected end of file');
    await expect(through([packed.subarray(0, -1)])).rejects.toThrow('unexpected end of file');
    expect(() => inflateRawSync(packed, { maxOutputLength: 399_999 })).toThrow(RangeError);
    expect(() => inflateRawSync(Buffer.from([7, 7, 7]))).toThrow('invalid');
  });
});
