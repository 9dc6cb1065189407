// What others make: a bundle signed in the name of a domain, as authsign signs (a web authority and a
// time-stamping authority made here with openssl), and WACZs of other programs.
import { execFile, execFileSync } from 'node:child_process';
import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRfc3161Notary } from '../../src/adapters/rfc3161/notary.js';
import { createSystemClock } from '../../src/adapters/system/clock.js';
import { canonicalJson } from '../../src/formats/canonical-json.js';
import type { Check } from '../../src/model/check.js';
import { digestOf } from '../../src/model/digest.js';
import { instantOf } from '../../src/model/instant.js';
import { exportBundle } from '../../src/prove/export-bundle.js';
import { verifyBundle } from '../../src/verify/verify-bundle.js';
import { createManualClock } from '../fakes/manual-clock.js';
import { startAuthority, type TestAuthority } from '../notaries/authority.js';
import { makeTinySample } from '../prove/sample.js';
import { type Files, need, takeApart, zipUp } from './forge.js';

const DOMAIN = 'archive.test';
const DIGEST = 'datapackage-digest.json';
let directory: string;
let stamper: TestAuthority;
let original: Files;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'vestige-others-'));
  stamper = await startAuthority(join(directory, 'tsa'));
  makeWebAuthority(directory);
  const { deps, input } = await makeTinySample();
  const createdAt = instantOf(Date.now());
  const path = join(directory, 'original.wacz');
  const clock = createManualClock(Date.parse(createdAt));
  await exportBundle({ ...deps, clock }, { ...input, createdAt }, path, () => {});
  original = await takeApart(path);
});

afterAll(async () => {
  await stamper.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** A root, and certificates under it: of the domain, of another, and one that is over a week old. */
function makeWebAuthority(cwd: string): void {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd, stdio: 'pipe' });
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...ec,
    '-keyout',
    'web.key',
    '-out',
    'web.crt',
    '-subj',
    '/CN=网络根',
    '-utf8',
    '-days',
    '99',
  );
  writeFileSync(
    join(cwd, 'web.cnf'),
    '[ca]\ndefault_ca=o\n[o]\ndatabase=web.txt\nserial=web.srl\nnew_certs_dir=.\ndefault_md=sha256\nunique_subject=no\ncopy_extensions=copy\npolicy=p\n[p]\ncommonName=supplied\n',
  );
  writeFileSync(join(cwd, 'web.txt'), '');
  for (const [name, host, days] of [
    ['leaf', DOMAIN, 1],
    ['other', 'evil.test', 1],
    ['old', DOMAIN, 8],
  ] as const) {
    const names = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
    openssl('req', ...ec, '-keyout', `${name}.key`, '-out', `${name}.csr`, ...names);
    const when = (ms: number) => `${instantOf(ms).replace(/\D/g, '').slice(2, 14)}Z`;
    const from = [
      '-startdate',
      when(Date.now() - days * 86_400_000),
      '-enddate',
      when(Date.now() + 86_400_000),
    ];
    const by = ['-batch', '-notext', '-cert', 'web.crt', '-keyfile', 'web.key', '-create_serial'];
    openssl(
      'ca',
      ...by,
      '-config',
      'web.cnf',
      ...from,
      '-in',
      `${name}.csr`,
      '-out',
      `${name}.crt`,
    );
  }
}

interface Changes {
  readonly leaf?: 'leaf' | 'other' | 'old';
  /** What is stamped instead of the text of the signature. */
  readonly stamped?: (text: string) => Uint8Array;
  readonly also?: (signedData: Record<string, string>) => void;
}

async function signAsDomain({ leaf = 'leaf', stamped, also }: Changes = {}): Promise<string> {
  const files = new Map(original);
  const text = need(files, 'datapackage.json').toString();
  const key: KeyObject = createPrivateKey(readFileSync(join(directory, `${leaf}.key`)));
  const signature = sign('sha256', Buffer.from(digestOf(text)), key).toString('base64');
  const notary = createRfc3161Notary({ url: stamper.url }, createSystemClock());
  const over = stamped?.(signature) ?? Buffer.from(signature);
  const answer = (await notary.stamp(over, [])).files.find(({ name }) => name.endsWith('.tsr'));
  const pem = (name: string) => readFileSync(join(directory, name), 'utf8');
  const signedData: Record<string, string> = {
    ...{ hash: digestOf(text), created: JSON.parse(text).created, software: 'authsigner 0.5.0' },
    ...{ version: '0.1.0', signature, domain: DOMAIN },
    domainCert: `${pem(`${leaf}.crt`)}\n${pem('web.crt')}`,
    timeSignature: Buffer.from(answer?.bytes ?? []).toString('base64'),
    timestampCert: `${pem('tsa/tsa.crt')}\n${pem('tsa/root.crt')}`,
  };
  also?.(signedData);
  const digest = { path: 'datapackage.json', hash: digestOf(text), signedData };
  files.set(DIGEST, Buffer.from(JSON.stringify(digest)));
  const path = join(directory, 'signed.wacz');
  await zipUp(files, path);
  return path;
}

async function check(path: string, roots: readonly string[] = []): Promise<Map<string, Check>> {
  const trustPems = roots.map((name) => readFileSync(join(directory, name), 'utf8'));
  const report = await verifyBundle(path, { signerKeys: [], checkpointKeys: [], trustPems });
  return new Map(report.checks.map((one) => [one.id, one]));
}

function failedIn(checks: ReadonlyMap<string, Check>): string[] {
  return [...checks.values()].filter(({ status }) => status === 'failed').map(({ id }) => id);
}

/** What verify.sh says has failed. */
async function failedInShell(path: string, roots: readonly string[] = []): Promise<string[]> {
  const trust = roots.flatMap((name) => ['--trust', join(directory, name)]);
  const stdout = await new Promise<string>((resolve) => {
    execFile('bash', ['src/prove/verify.sh', ...trust, path], (_, text) => resolve(text));
  });
  expect(stdout).toContain('signer-key');
  return [...stdout.matchAll(/^failed +([a-z0-9-]+)/gm)].map(([, id = '']) => id);
}

describe('a bundle signed in the name of a domain', () => {
  it('passes under both roots, and is "skipped" without them', async () => {
    const path = await signAsDomain();
    const trusted = await check(path, ['web.crt', 'tsa/root.crt']);
    expect(failedIn(trusted)).toEqual([]);
    expect(trusted.get('signature')).toMatchObject({ status: 'passed' });
    expect(trusted.get('signer-key')).toMatchObject({ status: 'passed' });
    expect((await check(path)).get('signer-key')).toMatchObject({ status: 'skipped' });
    expect(await failedInShell(path, ['web.crt', 'tsa/root.crt'])).toEqual([]);
    expect(await failedInShell(path)).toEqual([]);
  });

  it('fails signer-key under one of the roots only', async () => {
    const path = await signAsDomain();
    expect(failedIn(await check(path, ['tsa/root.crt']))).toEqual(['signer-key']);
    expect(failedIn(await check(path, ['web.crt']))).toEqual(['signer-key']);
    expect(await failedInShell(path, ['tsa/root.crt'])).toEqual(['signer-key']);
  });

  // verify.sh takes seconds: over each with ALL_FORGERIES=1, by default over those with code of their own.
  const isForShell = (what: string) =>
    process.env.ALL_FORGERIES !== undefined || /stamped over its hash|leads nowhere/.test(what);

  it.each<[string, Changes]>([
    ['by the key of another domain', { leaf: 'other' }],
    ['with a certificate over a week old', { leaf: 'old' }],
    [
      'stamped over the bytes instead of the text',
      { stamped: (text) => Buffer.from(text, 'base64') },
    ],
    ['stamped over its hash', { stamped: (text) => createHash('sha256').update(text).digest() }],
    [
      'for another domain',
      {
        also: (data) => {
          data.domain = 'gov.test';
        },
      },
    ],
    [
      'with the stamp of another authority named',
      {
        also: (data) => {
          data.timestampCert = data.domainCert ?? '';
        },
      },
    ],
    [
      'with a chain that leads nowhere',
      {
        also: (data) => {
          data.domainCert = `${data.domainCert?.split('\n\n')[0]}\n\n${data.timestampCert?.split('\n\n')[1]}`;
        },
      },
    ],
    [
      'with the certificate of another key beside it',
      {
        also: (data) => {
          data.crossSignedCert = data.timestampCert ?? '';
        },
      },
    ],
    [
      'with another signature',
      {
        also: (data) => {
          data.signature = data.signature?.replace(/.{8}$/, 'AAAAAA==') ?? '';
        },
      },
    ],
  ])('%s fails signature', async (what, changes) => {
    const path = await signAsDomain(changes);
    expect(failedIn(await check(path))).toEqual(['signature']);
    if (isForShell(what)) expect(await failedInShell(path)).toEqual(['signature']);
  });

  it('dated otherwise than its data package fails datapackage', async () => {
    const path = await signAsDomain({
      also: (data) => {
        data.created = '2026-01-01T00:00:00Z';
      },
    });
    expect(failedIn(await check(path))).toContain('datapackage');
  });
});

/** A zip as most programs write it: packed, with directories and times. */
function zipOfOthers(files: ReadonlyMap<string, Buffer>): Buffer {
  const parts: Buffer[] = [];
  const directoryParts: Buffer[] = [];
  let offset = 0;
  for (const [name, bytes] of files) {
    const isPacked = /json/.test(name);
    const stored = isPacked ? deflateRawSync(bytes) : bytes;
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(isPacked ? 8 : 0, 4);
    fields.writeUInt32LE(0x5a21_6000, 6);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(stored.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name), stored]);
    const behind = Buffer.alloc(14);
    behind.writeUInt32LE(offset, 10);
    directoryParts.push(Buffer.from('PK\u0001\u0002\u0014\0'), fields, behind, Buffer.from(name));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directoryParts);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
const FRAMED = '6\r\n东海\r\n0\r\n\r\n';
const sha256 = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const sha1 = (text: string) => createHash('sha1').update(text).digest();

function record(id: number, version: string, fields: string, block: string): string {
  const head = `WARC/${version}\r\nWARC-Record-ID: <urn:uuid:${id}>\r\nWARC-Date: 2026-11-21T16:00:00Z\r\n`;
  return `${head}${fields}Content-Length: ${Buffer.byteLength(block)}\r\n\r\n${block}\r\n\r\n`;
}

const answer = (digest: string) =>
  `WARC-Type: response\r\nWARC-Target-URI: http://donghai.test/\r\nContent-Type: application/http; msgtype=response\r\nWARC-Payload-Digest: ${digest}\r\n`;

/** Detail of the check warc on a bundle of somebody else with these WARCs. */
async function surveyed(warcs: Readonly<Record<string, Buffer>>): Promise<Check | undefined> {
  const files = new Map(Object.entries(warcs).map(([name, bytes]) => [`archive/${name}`, bytes]));
  const resources = [...files].map(([path, bytes]) => ({
    name: path,
    path,
    hash: digestOf(bytes),
    bytes: bytes.length,
  }));
  files.set('datapackage.json', Buffer.from(canonicalJson({ profile: 'data-package', resources })));
  const path = join(directory, 'foreign.wacz');
  writeFileSync(path, zipOfOthers(files));
  const checks = await check(path);
  expect(failedIn(checks)).toEqual(expect.arrayContaining(['zip', 'signature', 'manifest']));
  expect(checks.get('digests')).toMatchObject({ status: 'passed' });
  return checks.get('warc');
}

describe('a WACZ of another program', () => {
  it('is told which payload digests only fit with the chunk framing left in (as in Scoop’s example)', async () => {
    const wrong = record(1, '1.1', answer(sha256(FRAMED)), CHUNKED + FRAMED);
    const right = record(2, '1.1', answer(sha256('东海')), CHUNKED + FRAMED);
    const found = await surveyed({
      'data.warc.gz': Buffer.concat([gzipSync(wrong), gzipSync(right)]),
    });
    expect(found).toMatchObject({ status: 'failed' });
    expect(found?.detail).toContain(
      'only fits with the chunk framing left in (1 of 2 records, at 0)',
    );
  });

  it('passes warc where its records hold: WARC/1.0, SHA-1 in Base32, several files, packed or plain', async () => {
    const base32 = execFileSync('base32', { input: sha1('东海') })
      .toString()
      .trim();
    const one = record(1, '1.0', answer(`sha1:${base32}`), 'HTTP/1.1 200 OK\r\n\r\n东海');
    const two = record(
      2,
      '1.1',
      answer(`sha-1:${sha1(FRAMED).toString('hex')}`),
      `HTTP/1.1 200\r\n\r\n${FRAMED}`,
    );
    const found = await surveyed({ 'a.warc': Buffer.from(one + two), 'b.warc.gz': gzipSync(one) });
    expect(found).toMatchObject({
      status: 'passed',
      detail: '3 records, each with the digests it gives',
    });
  });

  it('is told of wrong digests, cut records, shared members and chunks that are none', async () => {
    const good = record(1, '1.1', answer(sha256('东海')), 'HTTP/1.1 200 OK\r\n\r\n东海');
    const bad = record(2, '1.1', answer(sha256('别的')), 'HTTP/1.1 200 OK\r\n\r\n东海');
    const plain = record(3, '1.1', answer(sha256('东海')), `${CHUNKED}东海`);
    const details = (
      await surveyed({
        'a.warc.gz': gzipSync(good + bad),
        'b.warc.gz': gzipSync(plain),
        'c.warc': Buffer.from(good.slice(0, -9)),
      })
    )?.detail;
    expect(details).toContain(
      'a.warc.gz: the payload digest is not that of the payload (1 of 2 records',
    );
    expect(details).toContain('several records share one gzip member');
    expect(details).toContain('a header speaks of chunks, and the body has none');
    expect(details).toContain('c.warc: it cannot be read on');
  });
});
