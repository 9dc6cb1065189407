// TLS handshakes between real parties, taken apart and forged: what the check of one handshake lets
// pass, what it refuses and for which reason; and that no byte of it can be another.
import { createHash, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Handshake,
  type HandshakeMessage,
  parseHandshakes,
  writeHandshakes,
} from '../../src/formats/handshakes-file.js';
import { cipherSuiteName } from '../../src/formats/netlog/tls.js';
import { readHandshake } from '../../src/formats/tls-handshake.js';
import { addressOf, namesHost, readCertificate } from '../../src/formats/x509.js';
import type { Exchange } from '../../src/model/exchange.js';
import { instantOf } from '../../src/model/instant.js';
import { checkHandshake } from '../../src/verify/handshake.js';
import { type Issued, issue, shakeHands } from './tls-parties.js';

const directory = mkdtempSync(join(tmpdir(), 'vestige-tls-'));
afterAll(() => rmSync(directory, { recursive: true }));

const HOST = 'donghai.test';
const OLD = ['-tls1_2'];

interface Recorded {
  readonly issued: Issued;
  readonly handshake: Handshake;
}

const CASES = {
  'RSA, TLS 1.3': ['rsa', {}, 'TLS 1.3, RSA-PSS with SHA-256'],
  'P-256, TLS 1.3': ['p256', {}, 'TLS 1.3, ECDSA with SHA-256'],
  'P-384, TLS 1.3': ['p384', {}, 'TLS 1.3, ECDSA with SHA-384'],
  'Ed25519, TLS 1.3': ['ed25519', {}, 'TLS 1.3, Ed25519'],
  'a retry': [
    'p256',
    { server: { ecdhCurve: 'P-384' }, client: ['-groups', 'X25519:P-384'] },
    'TLS 1.3, ECDSA with SHA-256',
  ],
  'a retry, SHA-256': [
    'rsa',
    {
      server: { ecdhCurve: 'P-384' },
      client: ['-groups', 'X25519:P-384', '-ciphersuites', 'TLS_AES_128_GCM_SHA256'],
    },
    'TLS 1.3, RSA-PSS with SHA-256',
  ],
  'a client certificate asked for': [
    'p256',
    { server: { requestCert: true, rejectUnauthorized: false } },
    'TLS 1.3, ECDSA with SHA-256',
  ],
  'RSA-PSS, TLS 1.2': ['rsa', { client: OLD }, 'TLS 1.2, RSA-PSS with SHA-256'],
  'RSA PKCS #1, TLS 1.2': [
    'rsa',
    { client: [...OLD, '-sigalgs', 'RSA+SHA256'] },
    'TLS 1.2, RSA with SHA-256',
  ],
  'P-384 key, TLS 1.2': ['p384', { client: OLD }, 'TLS 1.2, ECDSA with SHA-256'],
  'Ed25519, TLS 1.2': ['ed25519', { client: OLD }, 'TLS 1.2, Ed25519'],
  'HTTP/2 agreed on': [
    'p256',
    { server: { ALPNProtocols: ['h2'] }, client: ['-alpn', 'h2,http/1.1'] },
    'TLS 1.3, ECDSA with SHA-256',
  ],
} as const;

const recorded = new Map<string, Recorded>();

beforeAll(async () => {
  const issued = new Map<string, Issued>();
  for (const kind of ['rsa', 'p256', 'p384', 'ed25519'] as const) {
    issued.set(kind, issue(directory, [HOST, '*.donghai.test'], kind));
  }
  await Promise.all(
    Object.entries(CASES).map(async ([name, [kind, choice]]) => {
      const by = issued.get(kind);
      if (by === undefined) throw new Error(kind);
      recorded.set(name, { issued: by, handshake: await shakeHands(by, HOST, choice) });
    }),
  );
});

function take(name: keyof typeof CASES): Recorded {
  const found = recorded.get(name);
  if (found === undefined) throw new Error(name);
  return found;
}

/** The exchange that the manifest would hold of an answer over the handshake's connection. */
function exchangeOf({ issued, handshake }: Recorded, more: Partial<Exchange> = {}): Exchange {
  const { version, cipherSuite, protocol } = readHandshake(handshake);
  return {
    ...{ url: `https://${HOST}/等待时间`, method: 'GET', startedAt: instantOf(Date.now()) },
    ...{ durationMs: 1, resourceType: 'document', remoteAddress: '192.0.2.7:443' },
    protocol: protocol === 'h2' ? 'h2' : 'http/1.1',
    tls: { version, cipherSuite: cipherSuiteName(cipherSuite), certificates: issued.digests },
    ...{ requestHead: 'GET / HTTP/1.1\r\n\r\n', requestBody: null, status: 200, error: null },
    ...{ responseHead: 'HTTP/1.1 200 OK\r\n\r\n', responseBody: null, truncated: null },
    redirectsTo: null,
    ...more,
  };
}

/** A little later, so that every certificate made meanwhile is valid. */
const NOW = { fromMs: Date.now() + 60_000, toMs: Date.now() + 61_000 };

/** What the check says: how it is signed, why not, or what is wrong. */
async function verdict(
  of: Recorded,
  exchanges: readonly Exchange[] = [exchangeOf(of)],
  during = NOW,
): Promise<string> {
  try {
    const finding = await checkHandshake(of.handshake, exchanges, during);
    return finding.kind === 'signed' ? finding.how : `unsigned: ${finding.detail}`;
  } catch (error) {
    return `refused: ${(error as Error).message}`;
  }
}

function place(handshake: Handshake, type: number): number {
  return handshake.findIndex(({ bytes }) => bytes[0] === type);
}

/** The handshake with the message of a type replaced. */
function swap(of: Recorded, type: number, change: (bytes: Buffer) => Buffer): Recorded {
  const at = place(of.handshake, type);
  const handshake = of.handshake.map(
    (message, i): HandshakeMessage =>
      i === at ? { ...message, bytes: change(Buffer.from(message.bytes)) } : message,
  );
  return { ...of, handshake };
}

function messageOf(type: number, body: Buffer): Buffer {
  const head = Buffer.of(type, 0, 0, 0);
  head.writeUIntBE(body.length, 1, 3);
  return Buffer.concat([head, body]);
}

describe('a handshake between real parties', () => {
  it.each(Object.entries(CASES))('is found signed: %s', async (name, [, , how]) => {
    expect(await verdict(take(name as keyof typeof CASES))).toBe(how);
  });

  it('with a retry holds two hellos of either side', () => {
    const types = take('a retry').handshake.map(({ bytes }) => bytes[0]);
    expect(types).toEqual([1, 2, 1, 2, 8, 11, 15]);
    const asked = take('a client certificate asked for').handshake.map(({ bytes }) => bytes[0]);
    expect(asked).toEqual([1, 2, 8, 13, 11, 15]);
  });

  it('is the same read back from its file', () => {
    const handshakes = [take('a retry').handshake, take('RSA-PSS, TLS 1.2').handshake];
    const bytes = writeHandshakes(handshakes);
    const plain = (all: readonly Handshake[]) =>
      all.map((one) => one.map(({ from, bytes }) => [from, Buffer.from(bytes).toString('hex')]));
    expect(plain(parseHandshakes(bytes))).toEqual(plain(handshakes));
    const spaced = Buffer.from(Buffer.from(bytes).toString().replace('"v":1', '"v": 1'));
    expect(() => parseHandshakes(spaced)).toThrow('canonical');
  });
});

describe('a forged handshake', () => {
  it('of another host is refused, and so is one for a host the certificate lacks', async () => {
    const of = take('P-256, TLS 1.3');
    const other = [exchangeOf(of, { url: 'https://noor.test/' })];
    expect(await verdict(of, other)).toBe('refused: the certificate is not one of noor.test');
    const sub = [exchangeOf(of, { url: 'https://www.donghai.test/' })];
    expect(await verdict(of, sub)).toContain('it asked for donghai.test, and the exchange for www');
    const deep = [exchangeOf(of, { url: 'https://a.b.donghai.test/' })];
    expect(await verdict(of, deep)).toContain('the certificate is not one of a.b.donghai.test');
    const address = [exchangeOf(of, { url: 'https://192.0.2.7/' })];
    expect(await verdict(of, address)).toContain('the certificate is not one of 192.0.2.7');
  });

  it('may carry another name of its certificate over HTTP/2, and says so', async () => {
    const of = take('HTTP/2 agreed on');
    const exchanges = [exchangeOf(of), exchangeOf(of, { url: 'https://img.donghai.test/一.png' })];
    const finding = await checkHandshake(of.handshake, exchanges, NOW);
    expect(finding).toMatchObject({ kind: 'signed', host: HOST, shared: ['img.donghai.test'] });
    const wrong = exchanges.map((each) => ({ ...each, protocol: 'http/1.1' as const }));
    expect(await verdict(of, wrong)).toBe('refused: it agreed on h2, not on http/1.1');
  });

  it('with the signature of another handshake is refused', async () => {
    const of = take('P-256, TLS 1.3');
    const again = await shakeHands(of.issued, HOST);
    const signature = Buffer.from(again.at(-1)?.bytes ?? '');
    expect(await verdict(swap(of, 15, () => signature))).toContain('did not sign this handshake');
    const old = take('RSA-PSS, TLS 1.2');
    const other = await shakeHands(old.issued, HOST, { client: OLD });
    const exchange = Buffer.from(other.at(-1)?.bytes ?? '');
    expect(await verdict(swap(old, 12, () => exchange))).toContain('did not sign this handshake');
  });

  it('signed anew by another key, under the certificate of the site, is refused', async () => {
    const of = take('P-256, TLS 1.3');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const forged = swap(of, 15, () => {
      const signature = sign('sha256', Buffer.from('anything'), privateKey);
      const length = Buffer.of(signature.length >> 8, signature.length & 255);
      return messageOf(15, Buffer.concat([Buffer.of(4, 3), length, signature]));
    });
    expect(await verdict(forged)).toContain('did not sign this handshake');
  });

  it('with another certificate is refused, whether the manifest follows or not', async () => {
    const of = take('P-256, TLS 1.3');
    const other = issue(directory, [HOST], 'p256', { root: 'other' });
    const foreign = await shakeHands(other, HOST);
    const certificate = Buffer.from(foreign[place(foreign, 11)]?.bytes ?? '');
    const swapped = swap(of, 11, () => certificate);
    expect(await verdict(swapped)).toBe(
      'refused: the certificates in it are not those the manifest names',
    );
    expect(await verdict({ ...swapped, issued: other })).toContain('did not sign this handshake');
    const named = [exchangeOf(of, { tls: { ...tlsOf(of), certificates: other.digests } })];
    expect(await verdict(of, named)).toContain('not those the manifest names');
  });

  it('of another time is refused: before the certificate, and behind it', async () => {
    const of = take('P-256, TLS 1.3');
    const day = 86_400_000;
    for (const atMs of [NOW.fromMs - day, NOW.fromMs + 31 * day]) {
      const during = { fromMs: atMs, toMs: atMs + 1000 };
      expect(await verdict(of, [exchangeOf(of)], during)).toContain('was not valid at the time');
    }
  });

  it('that differs from what the manifest says of the connection is refused', async () => {
    const of = take('P-256, TLS 1.3');
    const tls = tlsOf(of);
    const says = (more: Partial<Exchange>) => verdict(of, [exchangeOf(of, more)]);
    expect(await says({ tls: { ...tls, version: 'tls/1.2' } })).toContain('it is tls/1.3');
    expect(await says({ tls: { ...tls, cipherSuite: 'TLS_AES_128_GCM_SHA256' } })).toContain(
      'its cipher suite is TLS_AES_256_GCM_SHA384',
    );
    expect(await says({ protocol: 'h2' })).toContain('it agreed on no protocol, not on h2');
    const two = [exchangeOf(of), exchangeOf(of, { remoteAddress: '192.0.2.8:443' })];
    expect(await verdict(of, two)).toContain('two addresses');
  });

  it('without its signature is refused where an answer came over it', async () => {
    for (const name of ['P-256, TLS 1.3', 'RSA-PSS, TLS 1.2'] as const) {
      const of = take(name);
      const cut = { ...of, handshake: of.handshake.slice(0, -1) };
      expect(await verdict(cut, [exchangeOf(of)])).toContain('it ends before the server signed');
    }
  });

  it('with a scheme of another key or another curve is refused', async () => {
    const of = take('P-256, TLS 1.3');
    const scheme = (high: number, low: number) =>
      verdict(
        swap(of, 15, (bytes) => {
          bytes.set([high, low], 4);
          return bytes;
        }),
        [exchangeOf(of)],
      );
    expect(await scheme(8, 4)).toContain('another kind of key');
    expect(await scheme(5, 3)).toContain('another curve');
    expect(await scheme(4, 2)).toContain('(0x0402) that proves nothing');
    expect(await scheme(9, 9)).toContain('not offered');
    const rsa = take('RSA, TLS 1.3');
    const old = swap(rsa, 15, (bytes) => {
      bytes.set([4, 1], 4);
      return bytes;
    });
    expect(await verdict(old)).toContain('does not sign handshakes of TLS 1.3');
  });

  it('of a server that was kept from TLS 1.3 is refused', async () => {
    const of = take('RSA-PSS, TLS 1.2');
    // The client of the forger says that it offered TLS 1.3; the server's random tells.
    const random = Buffer.from(of.handshake[place(of.handshake, 2)]?.bytes ?? '').subarray(6, 38);
    expect(random.subarray(24).toString('latin1')).toBe('DOWNGRD\u0001');
    const modern = take('P-256, TLS 1.3').handshake[0];
    const forged = swap(of, 1, () => Buffer.from(modern?.bytes ?? ''));
    expect(await verdict(forged, [exchangeOf(of)])).toMatch(/kept from speaking|not offered/);
  });
});

describe('a compressed certificate (RFC 8879)', () => {
  const packers = { zlib: [1, deflateSync], brotli: [2, brotliCompressSync] } as const;

  /** The handshake as a server would have had it that packs its certificate and signs with its key. */
  function packed(of: Recorded, algorithm: number, body: Buffer, sizeBytes: number): Recorded {
    const offering = swap(of, 1, (hello) => {
      const extensions = Buffer.from([0, 27, 0, 7, 6, 0, 1, 0, 2, 0, 3]);
      const head = hello.subarray(4, extensionsAt(hello));
      const all = Buffer.concat([hello.subarray(extensionsAt(hello) + 2), extensions]);
      return messageOf(1, Buffer.concat([head, Buffer.of(all.length >> 8, all.length & 255), all]));
    });
    const head = Buffer.alloc(8);
    head.writeUInt16BE(algorithm, 0);
    head.writeUIntBE(sizeBytes, 2, 3);
    head.writeUIntBE(body.length, 5, 3);
    const message = messageOf(25, Buffer.concat([head, body]));
    return resigned(swap(offering, 11, () => message));
  }

  it.each(Object.entries(packers))('is unpacked: %s', async (_, [algorithm, pack]) => {
    const of = take('P-256, TLS 1.3');
    const plain = Buffer.from(of.handshake[place(of.handshake, 11)]?.bytes ?? '').subarray(4);
    expect(await verdict(packed(of, algorithm, pack(plain), plain.length))).toBe(
      'TLS 1.3, ECDSA with SHA-256',
    );
    expect(await verdict(packed(of, algorithm, pack(plain), plain.length + 1))).toContain(
      'another size',
    );
    const bomb = pack(Buffer.alloc(9_000_000));
    expect(await verdict(packed(of, algorithm, bomb, plain.length))).toContain('refused');
    expect(await verdict(packed(of, algorithm, bomb, 9_000_000))).toContain('too large');
    expect(await verdict(packed(of, algorithm, plain, plain.length))).toContain('refused');
  });

  it('in a form this Node cannot unpack is said not to be checked', async () => {
    const of = take('P-256, TLS 1.3');
    const can = 'zstdDecompressSync' in (await import('node:zlib'));
    const said = await verdict(packed(of, 3, Buffer.from('zstd'), 700));
    if (can) expect(said).toContain('refused');
    else expect(said).toBe('unsigned: the certificate is packed: zstd cannot be unpacked here');
  });
});

/** Where the length of the extensions stands in a ClientHello. */
function extensionsAt(hello: Buffer): number {
  let at = 4 + 2 + 32;
  at += 1 + hello.readUInt8(at);
  at += 2 + hello.readUInt16BE(at);
  return at + 1 + hello.readUInt8(at);
}

/** Signed anew with the server's own key, ECDSA with SHA-256. */
function resigned(of: Recorded): Recorded {
  const transcript = Buffer.concat(of.handshake.slice(0, -1).map(({ bytes }) => bytes));
  const suite = readHandshake(of.handshake).cipherSuite === 0x1302 ? 'sha384' : 'sha256';
  const signed = Buffer.concat([
    Buffer.alloc(64, 0x20),
    Buffer.from('TLS 1.3, server CertificateVerify\0'),
    Buffer.from(digestBy(suite, transcript)),
  ]);
  const signature = sign('sha256', signed, createPrivateKey(of.issued.key));
  const length = Buffer.of(signature.length >> 8, signature.length & 255);
  return swap(of, 15, () => messageOf(15, Buffer.concat([Buffer.of(4, 3), length, signature])));
}

function digestBy(name: string, bytes: Buffer): Buffer {
  return createHash(name).update(bytes).digest();
}

function tlsOf(of: Recorded): NonNullable<Exchange['tls']> {
  const { tls } = exchangeOf(of);
  if (tls === null) throw new Error('an exchange without TLS');
  return tls;
}

describe('changed bytes', () => {
  it.each([
    'P-256, TLS 1.3',
    'RSA, TLS 1.3',
    'a retry',
    'Ed25519, TLS 1.3',
  ] as const)('are noticed wherever they stand in TLS 1.3: %s', async (name) => {
    const of = take(name);
    const exchanges = [exchangeOf(of)];
    const passed: string[] = [];
    for (const [i, message] of of.handshake.entries()) {
      const step = message.bytes.length > 400 ? 7 : 1;
      for (let at = 0; at < message.bytes.length; at += step) {
        const bytes = Buffer.from(message.bytes);
        bytes[at] = (bytes[at] ?? 0) ^ 0x01;
        const handshake = of.handshake.map((each, j) => (i === j ? { ...each, bytes } : each));
        const said = await verdict({ ...of, handshake }, exchanges);
        if (!said.startsWith('refused')) passed.push(`${i}:${at} ${said}`);
      }
    }
    expect(passed).toEqual([]);
  });

  it('of TLS 1.2 are noticed in what is signed, and say so by whatever they break', async () => {
    const of = take('RSA-PSS, TLS 1.2');
    const exchanges = [exchangeOf(of)];
    const at = { client: [0, 6, 38], server: [1, 6, 38], exchange: [3, 4, 37] } as const;
    for (const [i, from, to] of Object.values(at)) {
      for (let k = from; k < to; k += 1) {
        const handshake = of.handshake.map((message, j) => {
          if (j !== i) return message;
          const bytes = Buffer.from(message.bytes);
          bytes[k] = (bytes[k] ?? 0) ^ 0x80;
          return { ...message, bytes };
        });
        expect(await verdict({ ...of, handshake }, exchanges), `${i}:${k}`).toContain('refused');
      }
    }
  });

  it('never break the reader, and never pass for signed', async () => {
    const names = Object.keys(CASES) as (keyof typeof CASES)[];
    const change = fc.record({
      message: fc.nat(6),
      at: fc.nat(3000),
      cut: fc.nat(40),
      bytes: fc.uint8Array({ maxLength: 40 }),
    });
    const changes = fc.array(change, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), changes, async (name, all) => {
        const of = take(name);
        let handshake = of.handshake;
        for (const { message, at, cut, bytes } of all) {
          handshake = handshake.map((each, i) => {
            if (i !== message % handshake.length) return each;
            const start = at % each.bytes.length;
            const parts = [each.bytes.subarray(0, start), bytes];
            return {
              ...each,
              bytes: Buffer.concat([...parts, each.bytes.subarray(start + cut)]),
            };
          });
        }
        const before = Buffer.concat(of.handshake.map(({ bytes }) => bytes));
        fc.pre(!before.equals(Buffer.concat(handshake.map(({ bytes }) => bytes))));
        // TLS 1.2 signs the randoms and the server's share only.
        fc.pre(!CASES[name][2].startsWith('TLS 1.2'));
        expect(await verdict({ ...of, handshake }, [exchangeOf(of)])).toContain('refused');
      }),
      { numRuns: 400 },
    );
  });

  it('of the file itself are an error of its form, nothing else', () => {
    const bytes = Buffer.from(writeHandshakes([take('a retry').handshake]));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.uint8Array({ maxLength: 9 }), (at, put) => {
        const changed = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + 3)]);
        try {
          for (const one of parseHandshakes(changed)) readHandshake(one);
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxError);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the certificate', () => {
  it('names hosts as browsers read it', () => {
    const facts = readCertificate(take('P-256, TLS 1.3').issued.ders[0] ?? Buffer.alloc(0));
    const named = [HOST, 'DONGHAI.test', 'donghai.test.', 'www.donghai.test'];
    for (const host of named) expect(namesHost(facts, host), host).toBe(true);
    for (const host of ['test', 'a.b.donghai.test', '*.test', 'xdonghai.test', '.donghai.test.']) {
      expect(
        namesHost({ ...facts, dnsNames: ['donghai.test', '*.donghai.test'] }, host),
        host,
      ).toBe(host === '.donghai.test.' ? namesHost(facts, host) : false);
    }
    const addressed = { ...facts, addresses: ['c0000207', '20010db8000000000000000000000009'] };
    expect(namesHost(addressed, '192.0.2.7')).toBe(true);
    expect(namesHost(addressed, '[2001:db8::9]')).toBe(true);
    expect(namesHost(addressed, '192.0.2.8')).toBe(false);
    expect(addressOf('[::1]')).toBe(`${'0'.repeat(31)}1`);
    expect(addressOf('1.2.3.4.test')).toBe(null);
  });
});
