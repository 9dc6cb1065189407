// A small archive made by hand: a Chinese hospital page (GBK, gzip, behind a redirect, with an
// image and a form that is posted), seen twice and then reset, and an Arabic page over TLS.
import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { encode } from 'dns-packet';
import sharp from 'sharp';
import { canonicalBytes } from '../../src/formats/canonical-json.js';
import { signCheckpoint, vkeyOf } from '../../src/formats/checkpoint.js';
import { writeDnsQuestion } from '../../src/formats/dns-message.js';
import { QUICKNET } from '../../src/formats/drand.js';
import { writeLookups } from '../../src/formats/lookups-file.js';
import {
  inclusionPath,
  leafHash,
  type NodeReader,
  nodeHash,
  rootOf,
} from '../../src/formats/merkle.js';
import type { Capture } from '../../src/model/capture.js';
import { type Digest, digestOf } from '../../src/model/digest.js';
import type { BlobRef, Exchange } from '../../src/model/exchange.js';
import { instantOf } from '../../src/model/instant.js';
import type { Gap } from '../../src/model/job.js';
import type { LogEntry } from '../../src/model/log.js';
import type { Lookup } from '../../src/model/lookup.js';
import type { BeaconRound, FileRole, Manifest } from '../../src/model/snapshot.js';
import type { ExportDeps } from '../../src/prove/export-bundle.js';
import type { ExportedCapture, ExportInput } from '../../src/prove/export-input.js';
import { layBeside } from '../../src/store/beside.js';
import { createManualClock } from '../fakes/manual-clock.js';
import { createMemoryBlobStore, type MemoryBlobStore } from '../fakes/memory-blob-store.js';

export const CHINESE_TEXT = '东海医院体检中心：等待时间两周';
export const ARABIC_TEXT = 'مستشفى النور: مدة الانتظار أسبوعان';
export const ORIGIN = 'vestige.test/log';
export const START = Date.UTC(2026, 10, 21, 16, 0, 0, 123);
const CHINESE_WATCH = 'w_01JD00000000000000000000HZ';
const CHINESE_URL = 'http://donghai.test/%E4%BD%93%E6%A3%80?b=2&a=1';
const ARABIC_URL = 'https://noor.test/';

export interface Sample {
  readonly deps: ExportDeps & { readonly blobs: MemoryBlobStore };
  readonly input: ExportInput;
  readonly signer: KeyObject;
  readonly logVkey: string;
  readonly logKey: KeyObject;
}

/** An entry of a watch that is of no capture. */
interface Beside {
  readonly watch: Manifest['watch'];
  readonly entry: Pick<LogEntry, 'type' | 'at' | 'outcome'>;
}

interface Draft {
  readonly manifest: Manifest;
  readonly outcome: Capture['observation']['class'];
}

/** The whole sample: four captures, oldest first. */
export async function makeSample(): Promise<Sample> {
  const blobs = createMemoryBlobStore();
  const parts = await makeParts(blobs);
  const added = { type: 'watch-added', at: instantOf(START - 500), outcome: 'added' } as const;
  const gap: Gap = {
    ...{ watchId: CHINESE_WATCH, from: instantOf(START + 3_700_000), missed: 2 },
    ...{ to: instantOf(START + 7_190_000), reason: 'nobody looked when it was due' },
  };
  const outcome = `gap from ${gap.from}, ${gap.missed} missed`;
  const drafts: (Draft | Beside)[] = [
    { watch: CHINESE_WATCH, entry: added },
    { manifest: chinesePage(parts, 1, START), outcome: 'ok' },
    { manifest: arabicPage(parts, 2, START + 60_000), outcome: 'ok' },
    { manifest: chinesePage(parts, 3, START + 3_600_000), outcome: 'ok' },
    { watch: CHINESE_WATCH, entry: { type: 'gap', at: gap.to, outcome } },
    { manifest: await failedPage(blobs, 4, START + 7_200_000), outcome: 'reset' },
  ];
  const sample = await assemble(blobs, drafts);
  return { ...sample, input: { ...sample.input, gaps: [gap] } };
}

/** Puts drafts into a log and makes everything an export asks for. */
export async function assemble(
  blobs: ReturnType<typeof createMemoryBlobStore>,
  drafts: readonly (Draft | Beside)[],
): Promise<Sample> {
  const signer = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey;
  const logKey = generateKeyPairSync('ed25519').privateKey;
  const logVkey = vkeyOf(ORIGIN, logKey);
  const entries: Uint8Array[] = [canonicalBytes(firstEntry())];
  const previous = new Map<string, Digest>();
  const beside = new Map<Manifest['watch'], Uint8Array[]>();
  const logged: (Draft & { readonly index: number })[] = [];
  const notBefore = { checkpoint: firstCheckpoint(logKey), drand: QUICKNET_1000 };
  for (const given of drafts) {
    const draft: Draft | Beside =
      'manifest' in given ? { ...given, manifest: { ...given.manifest, notBefore } } : given;
    const isCapture = 'manifest' in draft;
    const watch = isCapture ? draft.manifest.watch : draft.watch;
    const place = { seq: entries.length, previous: previous.get(watch) ?? null };
    const none = { v: 1, target: null, manifest: null } as const;
    const entry = isCapture
      ? { ...entryOf(draft.manifest, draft.outcome), ...place }
      : { ...draft.entry, ...none, ...place };
    const bytes = canonicalBytes(entry);
    if (isCapture) {
      await blobs.put(canonicalBytes(draft.manifest));
      logged.push({ ...draft, index: entries.length });
    } else beside.set(watch, [...(beside.get(watch) ?? []), bytes]);
    previous.set(watch, digestOf(bytes));
    entries.push(bytes);
  }
  const read = treeOf(entries.map(leafHash));
  const size = entries.length;
  const root = Buffer.from(rootOf(size, read)).toString('base64');
  const captures = logged.map(({ manifest, outcome, index }): ExportedCapture => {
    const entry = entries[index] ?? new Uint8Array(0);
    const proof = { entry, index, size, path: inclusionPath(index, size, read) };
    return {
      capture: captureOf(manifest, outcome, index),
      manifest,
      url: manifest.url,
      entry: proof,
    };
  });
  return {
    deps: {
      blobs,
      clock: createManualClock(START + 86_400_000),
      signer,
      software: 'Vestige/0.1.0',
      layBeside,
      print: null,
    },
    input: {
      captures,
      entries: beside,
      checkpointNote: signCheckpoint({ size, root }, ORIGIN, logKey),
      logVkey,
      title: '东海医院 & مستشفى النور <两周>',
      description: '',
      language: 'en',
      createdAt: instantOf(START + 86_400_000),
    },
    ...{ signer, logVkey, logKey },
  };
}

/** A sample of a single page with nothing but its document. */
export async function makeTinySample(): Promise<Sample> {
  const blobs = createMemoryBlobStore();
  const parts = await makeParts(blobs);
  const manifest = arabicPage(parts, 1, START);
  const exchanges = manifest.exchanges.slice(0, 1);
  const files = manifest.files.filter(({ role }) => role === 'text');
  return assemble(blobs, [{ manifest: { ...manifest, exchanges, files }, outcome: 'ok' }]);
}

interface Parts {
  readonly gbkPage: BlobRef;
  readonly arabicPage: BlobRef;
  readonly image: BlobRef;
  readonly thumbnail: BlobRef;
  readonly text: BlobRef;
  readonly dom: BlobRef;
  readonly form: BlobRef;
  readonly chain: readonly Digest[];
}

async function makeParts(blobs: MemoryBlobStore): Promise<Parts> {
  const put = async (bytes: Uint8Array): Promise<BlobRef> => {
    return { digest: await blobs.put(bytes), sizeBytes: bytes.length };
  };
  const square = sharp({ create: { width: 40, height: 30, channels: 3, background: '#c00' } });
  const gbk = encodeGbk(
    `<!doctype html><meta charset="gbk"><title>东海医院</title><h1>${CHINESE_TEXT}</h1><img id="logo" src="/logo.png">`,
  );
  const arabic = Buffer.from(
    `<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>مستشفى النور</title><h1>${ARABIC_TEXT}</h1><img id="logo" src="logo.png"></html>`,
  );
  return {
    gbkPage: await put(gzipSync(gbk)),
    arabicPage: await put(arabic),
    image: await put(await square.clone().png().toBuffer()),
    thumbnail: await put(await square.clone().jpeg().toBuffer()),
    text: await put(Buffer.from(`${CHINESE_TEXT}\n${ARABIC_TEXT}`)),
    dom: await put(Buffer.from(`<html><h1>${CHINESE_TEXT}</h1></html>`)),
    form: await put(Buffer.from('name=%E7%8E%8B&q=1')),
    chain: [await blobs.put(makeCertificate())],
  };
}

/** DER of a real certificate. */
function makeCertificate(): Buffer {
  const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const more = ['-keyout', '/dev/null', '-subj', '/CN=noor.test', '-days', '30'];
  const pem = execFileSync('openssl', [...args, ...more], { stdio: ['ignore', 'pipe', 'ignore'] });
  return new X509Certificate(pem).raw;
}

function chinesePage(parts: Parts, number: number, atMs: number): Manifest {
  const page =
    'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gbk\r\nContent-Encoding: gzip\r\n';
  // Set-Cookie twice and a raw byte that is no UTF-8: as the wire had it.
  const odd =
    'Set-Cookie: a=1\r\nset-cookie: b=2\r\nX-Raw: \u00b6\u00ab\r\ntransfer-ENCODING : chunked\r\n\r\n';
  const exchanges = [
    exchange(atMs + 10, 'http://donghai.test/', {
      responseHead:
        'HTTP/1.1 302 Found\r\nLocation: /%E4%BD%93%E6%A3%80?b=2&a=1\r\nContent-Length: 0\r\n\r\n',
      status: 302,
      redirectsTo: CHINESE_URL,
    }),
    exchange(atMs + 20, CHINESE_URL, { responseHead: page + odd, responseBody: parts.gbkPage }),
    exchange(atMs + 30, 'http://donghai.test/logo.png', {
      resourceType: 'subresource',
      responseHead: `HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: ${parts.image.sizeBytes}\r\n\r\n`,
      responseBody: parts.image,
    }),
    exchange(atMs + 40, 'http://donghai.test/api', {
      method: 'POST',
      resourceType: 'subresource',
      requestHead:
        'POST /api HTTP/1.1\r\nHost: donghai.test\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n',
      requestBody: parts.form,
      responseHead: 'HTTP/1.1 204 No Content\r\n\r\n',
      status: 204,
    }),
    exchange(atMs + 50, 'http://donghai.test/gone.css', {
      resourceType: 'subresource',
      status: null,
      responseHead: null,
      error: 'ERR_CONNECTION_RESET',
    }),
  ];
  return {
    ...emptyManifest(number, CHINESE_WATCH, atMs),
    url: 'http://donghai.test/',
    finalUrl: CHINESE_URL,
    outcome: { kind: 'answered', status: 200 },
    redirects: [{ url: 'http://donghai.test/', status: 302, location: CHINESE_URL }],
    ...{ mainExchange: 1, exchanges, title: '东海医院' },
    files: [
      file('screenshot', parts.image, 'image/png'),
      file('view', parts.image, 'image/png'),
      file('thumbnail', parts.thumbnail, 'image/jpeg'),
      file('dom', parts.dom, 'text/html'),
      file('text', parts.text, 'text/plain'),
    ],
    dns: [
      {
        ...{ host: 'donghai.test', at: instantOf(atMs + 5), source: 'system', error: null },
        addresses: ['192.0.2.7', '2001:db8::7'],
      },
    ],
  };
}

function arabicPage(parts: Parts, number: number, atMs: number): Manifest {
  const secure = {
    protocol: 'h2' as const,
    remoteAddress: '[2001:db8::9]:443',
    tls: { version: 'tls/1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256', certificates: parts.chain },
  };
  return {
    ...emptyManifest(number, 'w_01JD00000000000000000000N0', atMs),
    url: 'https://noor.test',
    finalUrl: ARABIC_URL,
    outcome: { kind: 'answered', status: 200 },
    mainExchange: 0,
    exchanges: [
      exchange(atMs + 10, ARABIC_URL, {
        ...secure,
        responseHead: 'HTTP/1.1 200\r\ncontent-type: text/html; charset=utf-8\r\n\r\n',
        responseBody: parts.arabicPage,
      }),
      exchange(atMs + 20, 'https://noor.test/logo.png', {
        ...secure,
        responseHead: 'HTTP/1.1 200\r\ncontent-type: image/png\r\n\r\n',
        responseBody: parts.image,
      }),
    ],
    title: 'مستشفى النور',
    files: [
      file('thumbnail', parts.thumbnail, 'image/jpeg'),
      file('text', parts.text, 'text/plain'),
    ],
  };
}

/** Nobody answers, and one of two resolvers denies the name. */
async function failedPage(blobs: MemoryBlobStore, number: number, atMs: number): Promise<Manifest> {
  const host = 'donghai.test';
  const bytes = writeLookups(someLookups(atMs));
  return {
    ...emptyManifest(number, CHINESE_WATCH, atMs),
    url: 'http://donghai.test/',
    outcome: {
      ...{ kind: 'failed', step: 'tcp', failure: 'reset' },
      ...{ detail: 'the connection was reset', netError: 'ERR_CONNECTION_RESET' },
    },
    exchanges: [
      exchange(atMs + 10, 'http://donghai.test/', {
        ...{ requestHead: null, responseHead: null, status: null, error: 'ERR_CONNECTION_RESET' },
      }),
    ],
    dns: [{ host, at: instantOf(atMs + 5), source: 'system', addresses: [], error: 'ENOTFOUND' }],
    lookups: { digest: await blobs.put(bytes), sizeBytes: bytes.length },
    control: {
      ...{ startedAt: instantOf(atMs + 100), finishedAt: instantOf(atMs + 200) },
      answers: [
        { what: 'canary', name: 'https://网关.test/', at: instantOf(atMs + 110), isWell: true },
        { what: 'other-site', name: null, at: instantOf(atMs + 110), isWell: true },
      ],
    },
  };
}

/** What one resolver denies and another finds. */
export function someLookups(atMs: number): readonly Lookup[] {
  return [
    lookup(atMs + 100, { resolver: 'quad9', address: '9.9.9.9:53' }, 3),
    lookup(atMs + 110, { resolver: 'home', address: '192.0.2.53:53' }, 0),
  ];
}

function lookup(atMs: number, who: Pick<Lookup, 'resolver' | 'address'>, code: 0 | 3): Lookup {
  const name = 'donghai.test';
  const question = { type: 'A', name } as const;
  const answers = [{ ...question, ttl: 60, data: '192.0.2.7' }];
  return {
    ...{ ...who, ...question, transport: 'udp', isProxied: false, durationMs: 12, error: null },
    at: instantOf(atMs),
    query: writeDnsQuestion(4711, name, 'A'),
    answer: encode({
      ...{ type: 'response', id: 4711, flags: code, questions: [question] },
      answers: code === 0 ? answers : [],
    }),
  };
}

export function emptyManifest(number: number, watch: Manifest['watch'], atMs: number): Manifest {
  return {
    ...{ v: 1, capture: `c_01JD0000000000000000000${String(number).padStart(3, '0')}`, watch },
    ...{ url: '', finalUrl: null, vantage: 'default', attempt: 1 },
    ...{
      scheduledAt: instantOf(atMs),
      startedAt: instantOf(atMs),
      finishedAt: instantOf(atMs + 900),
    },
    outcome: { kind: 'answered', status: 200 },
    ...{ redirects: [], mainExchange: null, exchanges: [], files: [], title: null },
    ...{ dns: [], refused: [], notCaptured: [], interactions: [], provenance: null },
    salt: createHash('sha256').update(String(number)).digest('hex'),
  };
}

function exchange(atMs: number, url: string, more: Partial<Exchange>): Exchange {
  const { pathname, search, host } = new URL(url);
  return {
    ...{ url, method: 'GET', startedAt: instantOf(atMs), durationMs: 5 },
    ...{ resourceType: 'document', protocol: 'http/1.1', remoteAddress: '192.0.2.7:80', tls: null },
    requestHead: `GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: Test\r\n\r\n`,
    ...{ requestBody: null, responseHead: null, status: 200, responseBody: null, error: null },
    ...{ truncated: null, redirectsTo: null },
    ...more,
  };
}

function file(role: FileRole, ref: BlobRef, mediaType: string) {
  return { role, ...ref, mediaType };
}

/** Of the log when it held its first entry alone. */
function firstCheckpoint(logKey: KeyObject): string {
  const root = Buffer.from(leafHash(canonicalBytes(firstEntry()))).toString('base64');
  return signCheckpoint({ size: 1, root }, ORIGIN, logKey);
}

/** The 1000th round of quicknet, of 2023-08-23, as the League of Entropy published it. */
export const QUICKNET_1000: BeaconRound = {
  ...{ chain: QUICKNET, scheme: 'bls-unchained-g1-rfc9380', beacon: 'quicknet' },
  publicKey:
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  groupHash: 'f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e',
  ...{ genesisTimeS: 1692803367, periodS: 3, round: 1000 },
  signature:
    'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39',
};

function firstEntry(): LogEntry {
  const at = instantOf(START - 1000);
  const none = { target: null, manifest: null, previous: null };
  return { v: 1, type: 'key', seq: 0, at, ...none, outcome: 'made' };
}

function entryOf(manifest: Manifest, outcome: string): Omit<LogEntry, 'seq' | 'previous'> {
  const salted = Buffer.concat([Buffer.from(manifest.salt, 'hex'), Buffer.from(manifest.url)]);
  return {
    ...{ v: 1, type: manifest.outcome.kind === 'answered' ? 'capture' : 'failure' },
    ...{ at: instantOf(Date.parse(manifest.finishedAt) + 50), target: digestOf(salted) },
    manifest: digestOf(canonicalBytes(manifest)),
    outcome,
  };
}

function captureOf(
  manifest: Manifest,
  outcome: Capture['observation']['class'],
  logIndex: number,
): Capture {
  const { capture: id, watch: watchId, url, finalUrl, startedAt, finishedAt, title } = manifest;
  const fileOf = (role: FileRole) => manifest.files.find((f) => f.role === role)?.digest ?? null;
  return {
    ...{ id, watchId, url, finalUrl, startedAt, finishedAt, title, logIndex },
    ...{ vantage: 'default', attempt: 1, redirects: manifest.redirects },
    status: manifest.outcome.kind === 'answered' ? manifest.outcome.status : null,
    observation: {
      ...{ class: outcome, abstain: false, rule: 'test', stage: 'S13', signals: [] },
      ...{ alsoMatched: [], rules: digestOf('rules'), needs: '' },
      summary: `Seen <from> default: ${outcome}`,
    },
    ...{ state: 'live', level: 'established', comparedWith: null },
    changes: [
      {
        ...{ kind: 'claim-altered', severity: 'critical', summary: 'The claim reads differently.' },
        ...{ before: '等待时间两周', after: '等待时间<四周>', where: 'main > p' },
      },
    ],
    claims: [
      {
        ...{ id: 'k1', text: '等待时间两周', state: 'altered', found: '等待时间<四周>' },
        ...{ where: 'main > p', hidden: false },
      },
    ],
    manifest: digestOf(canonicalBytes(manifest)),
    files: {
      ...{ screenshot: fileOf('screenshot'), thumbnail: fileOf('thumbnail') },
      ...{ html: manifest.exchanges[manifest.mainExchange ?? -1]?.responseBody?.digest ?? null },
      ...{ dom: fileOf('dom'), text: fileOf('text') },
    },
  };
}

/** Every complete subtree over a small list of leaves. */
export function treeOf(leaves: readonly Uint8Array[]): NodeReader {
  const read: NodeReader = (level, index) => {
    if (level > 0) return nodeHash(read(level - 1, index * 2), read(level - 1, index * 2 + 1));
    const leaf = leaves[index];
    if (leaf === undefined) throw new RangeError(`no leaf ${index}`);
    return leaf;
  };
  return read;
}

/** Node decodes GBK and does not encode it: the table is turned round. */
export function encodeGbk(text: string): Buffer {
  const decoder = new TextDecoder('gbk');
  const table = new Map<string, Buffer>();
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      const bytes = Buffer.of(high, low);
      table.set(decoder.decode(bytes), bytes);
    }
  }
  return Buffer.concat(Array.from(text, (c) => (c < '\u0080' ? Buffer.from(c) : need(table, c))));
}

function need(table: ReadonlyMap<string, Buffer>, character: string): Buffer {
  const bytes = table.get(character);
  if (bytes === undefined) throw new RangeError(`${character} is not in GBK`);
  return bytes;
}
