// TLS handshakes of real connections, from the browser's log into a bundle: kept message by message,
// found signed by the verifier, and told apart from what carries no signature.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { ServerHttp2Stream } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { capturePaths } from '../../src/formats/bundle.js';
import { canonicalBytes } from '../../src/formats/canonical-json.js';
import { parseHandshakes, writeHandshakes } from '../../src/formats/handshakes-file.js';
import { readHandshake } from '../../src/formats/tls-handshake.js';
import type { Check } from '../../src/model/check.js';
import { digestOf } from '../../src/model/digest.js';
import { instantOf } from '../../src/model/instant.js';
import type { Manifest } from '../../src/model/snapshot.js';
import { exportBundle } from '../../src/prove/export-bundle.js';
import { blobsOf, sealSnapshot } from '../../src/store/seal.js';
import { verifyBundle } from '../../src/verify/verify-bundle.js';
import { createManualClock } from '../fakes/manual-clock.js';
import { createMemoryBlobStore } from '../fakes/memory-blob-store.js';
import { assemble } from '../prove/sample.js';
import { edit, need, resign, takeApart } from '../verify/forge.js';
import { issue, type KINDS } from '../verify/tls-parties.js';
import { issueCertificate } from './certificates.js';
import { serveHttp2 } from './http2-server.js';
import { ok, page, type Rows, row, Site } from './site.js';
import type { Seen } from './visiting.js';

const site = new Site();
const seen = new Map<string, Seen>();
let directory: string;
let root: string;

/** Where the first capture of a bundle has its handshakes. */
const FILE = capturePaths('c_01JD0000000000000000000000').handshakes;
const OTHERS = ['retry', 'old', 'old-ec', 'two', 'img.two'];
const picture = ok('text/plain', '图');
const images = (names: readonly string[]) =>
  `<p>东海医院 مستشفى${names.map((name) => `<img src="https://${name}.test/1">`).join('')}`;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vestige-handshakes-'));
  const serve = async (name: string, kind: keyof typeof KINDS, tls: object, more: Rows = {}) => {
    const issued = issue(directory, [name], kind);
    site.trust(issued);
    root = issued.rootPem;
    await site.serve([name], { '/1': picture, ...more }, issued, tls);
  };
  await serve('rsa.test', 'rsa', {}, { '/': page('', images(OTHERS)) });
  await serve('retry.test', 'p384', { ecdhCurve: 'P-384' });
  await serve('old-ec.test', 'p256', { maxVersion: 'TLSv1.2' });
  // The page itself comes over a second connection, and so over a resumed session.
  const away = ['HTTP/1.1 302 Found', 'Location: /page', 'Content-Length: 0', 'Connection: close'];
  const again = { '/': row(away, '', { end: 'close' }), '/page': page('', '<p>续') };
  await serve('old.test', 'rsa', { maxVersion: 'TLSv1.2' }, again);
  const shared = issue(directory, ['two.test', '*.two.test'], 'p256');
  site.trust(shared);
  const empty = (stream: ServerHttp2Stream) =>
    stream.respond({ ':status': 204 }, { endStream: true });
  site.add(['two.test', 'img.two.test'], await serveHttp2(shared, { '/1': empty }));
  const expired = issueCertificate(site.directory, 'expired.test', 'expired');
  await site.serve(['expired.test'], {}, expired);
  await site.serve(['plain.test'], { '/': page('', images(['expired'])) });
  const visitor = await site.visitor();
  seen.set('all', await visitor.see('https://rsa.test/'));
  seen.set('resumed', await visitor.see('https://old.test/'));
  seen.set('plain', await visitor.see('http://plain.test/'));
});

afterAll(async () => {
  await site.close();
  await rm(directory, { recursive: true });
});

function take(name: string): Seen {
  const found = seen.get(name);
  if (found === undefined) throw new Error(name);
  return found;
}

function handshakesOf(name: string) {
  const found = take(name);
  return parseHandshakes(found.bytes(found.visit.handshakes) ?? Buffer.alloc(0));
}

/** A bundle of these visits, each sealed as the archive does; `change` may forge the manifest. */
async function bundleOf(
  names: readonly string[],
  change: (manifest: Manifest) => Manifest = (manifest) => manifest,
) {
  const blobs = createMemoryBlobStore();
  const drafts = [];
  for (const [i, name] of names.entries()) {
    const { visit, certificate } = take(name);
    for (const digest of blobsOf(visit)) await blobs.put(certificate(digest) ?? Buffer.alloc(0));
    const { manifest } = await sealSnapshot(
      { blobs },
      {
        visit: { ...visit, spooled: [] },
        captureId: `c_01JD0000000000000000000${String(i).padStart(3, '0')}`,
        watchId: `w_01JD0000000000000000000${String(i).padStart(3, '0')}`,
        url: visit.exchanges[0]?.url ?? '',
        ...{ vantage: 'default', scheduledAt: visit.startedAt, attempt: 1, salt: '0'.repeat(64) },
      },
    );
    const forged = change(manifest);
    await blobs.put(canonicalBytes(forged));
    const outcome = visit.outcome.kind === 'answered' ? 'ok' : 'tls-error';
    drafts.push({ manifest: forged, outcome } as const);
  }
  const sample = await assemble(blobs, drafts);
  const path = join(directory, `${names.join('-')}.wacz`);
  const clock = createManualClock(Date.now() + 60_000);
  const input = { ...sample.input, createdAt: instantOf(clock.nowMs()) };
  await exportBundle({ ...sample.deps, clock }, input, path, () => {});
  return { path, signer: sample.signer, blobs };
}

/** The manifest as it was before handshakes were kept. */
function asBefore({ handshakes: _, ...manifest }: Manifest): Manifest {
  const exchanges = manifest.exchanges.map((exchange) => {
    if (exchange.tls === null) return exchange;
    const { handshake: __, ...tls } = exchange.tls;
    return { ...exchange, tls };
  });
  return { ...manifest, exchanges };
}

async function checksOf(path: string, trustPems: readonly string[] = []) {
  const { checks } = await verifyBundle(path, { signerKeys: [], checkpointKeys: [], trustPems });
  const of = (id: string): Check | undefined => checks.find((check) => check.id === id);
  const failed = checks.filter(({ status }) => status === 'failed').map(({ id }) => id);
  return { failed, handshake: of('tls-handshake'), chain: of('tls-chain') };
}

describe('the handshakes of a visit', () => {
  it('are kept for each connection up to the signature of the server, and named by its exchanges', () => {
    const handshakes = handshakesOf('all');
    const types = new Map<string, readonly (number | undefined)[]>();
    for (const { url, tls } of take('all').visit.exchanges) {
      const handshake = handshakes[tls?.handshake ?? -1] ?? [];
      const facts = readHandshake(handshake);
      expect(facts.serverName).toBe(new URL(url).hostname);
      expect(facts.version).toBe(tls?.version);
      types.set(
        facts.serverName ?? '',
        handshake.map(({ bytes }) => bytes[0]),
      );
    }
    const tls13 = [1, 2, 8, 11, 15];
    expect(Object.fromEntries(types)).toEqual({
      ...{ 'rsa.test': tls13, 'two.test': tls13, 'img.two.test': tls13 },
      ...{ 'retry.test': [1, 2, 1, 2, 8, 11, 15] },
      ...{ 'old.test': [1, 2, 11, 12], 'old-ec.test': [1, 2, 11, 12] },
    });
    const named = take('all').visit.exchanges.map(({ tls }) => tls?.handshake);
    expect([...new Set(named)].sort()).toEqual(handshakes.map((_, i) => i));
  });

  it('resumed within the visit carry no certificate', () => {
    const proofs = handshakesOf('resumed').map((one) => readHandshake(one).proof);
    expect(proofs.map((proof) => (proof.kind === 'none' ? proof.why : 'signed'))).toEqual([
      'signed',
      'resumed',
    ]);
  });
});

describe('a bundle of them', () => {
  it('passes with what each is signed by, and says what nobody signed', async () => {
    const { path } = await bundleOf(['all', 'resumed', 'plain']);
    const { failed, handshake, chain } = await checksOf(path);
    expect(failed).toEqual([]);
    expect(handshake?.status).toBe('passed');
    // The pages of the first visit and of the redirect; not the one behind it.
    expect(handshake?.detail).toContain('7 of 8 answers over TLS, and 1 of 2 pages');
    for (const how of [
      'rsa.test (TLS 1.3, RSA-PSS with SHA-256)',
      'retry.test (TLS 1.3, ECDSA with SHA-384)',
      'old-ec.test (TLS 1.2, ECDSA with SHA-256)',
      'of 1, they came over resumed sessions, which carry no signature',
      'does not cover the name asked for',
      'both ends hold its keys',
    ]) {
      expect(handshake?.detail).toContain(how);
    }
    expect(chain).toMatchObject({ status: 'skipped' });
    expect(chain?.detail).toContain('no trusted root given');
  });

  it('leads to the root of the checker, where he has one', async () => {
    const { path } = await bundleOf(['all']);
    expect((await checksOf(path, [root])).chain).toMatchObject({ status: 'passed' });
    const foreign = issue(directory, ['noor.test'], 'p256', { root: 'other' }).rootPem;
    const { failed, chain } = await checksOf(path, [foreign]);
    expect([failed, chain?.status]).toEqual([[], 'skipped']);
    expect(chain?.detail).toContain('lead to none of the roots given');
  });

  it('of a visit over TLS with an expired certificate only, hence without an answer, has nothing to check', async () => {
    const { failed, handshake, chain } = await checksOf((await bundleOf(['plain'])).path);
    expect([failed, handshake?.status, chain?.status]).toEqual([[], 'skipped', 'skipped']);
    expect(handshake?.detail).toBe('no answer in the bundle came over TLS');
    expect(handshakesOf('plain').length).toBe(1);
  });

  it('of a snapshot made before handshakes were kept is skipped, with the reason', async () => {
    const { path } = await bundleOf(['all'], asBefore);
    const { failed, handshake } = await checksOf(path);
    expect([failed, handshake?.status]).toEqual([[], 'skipped']);
    expect(handshake?.detail).toContain('no handshake was kept');
  });
});

describe('a forged bundle', () => {
  it('whose handshakes are not those of the manifest fails', async () => {
    const { path, signer } = await bundleOf(['all']);
    const files = await takeApart(path);
    edit(files, FILE, (text) => text.replace('"from":"server"', '"from":"client"'));
    await resign(files, signer, path);
    const edited = await checksOf(path);
    expect(edited.failed).toEqual(['tls-handshake']);
    expect(edited.handshake?.detail).toContain('not the file the manifest names');
    files.delete(FILE);
    await resign(files, signer, path);
    expect((await checksOf(path)).failed).toEqual(['tls-handshake']);
  });

  it('with handshakes that no manifest names fails', async () => {
    const { path, signer } = await bundleOf(['all'], asBefore);
    const files = await takeApart(path);
    files.set(FILE, Buffer.from(writeHandshakes(handshakesOf('all'))));
    await resign(files, signer, path);
    expect((await checksOf(path)).handshake?.detail).toContain('is in no manifest');
  });

  it('consistent in itself, with the handshakes of another host, fails for that', async () => {
    const [stolen, base] = [take('all'), take('resumed')];
    const bytes = Buffer.from(writeHandshakes(handshakesOf('all').slice(0, 1)));
    const digest = digestOf(bytes);
    const tls = stolen.visit.exchanges.find(({ tls }) => tls?.handshake === 0)?.tls ?? null;
    const exchanges = base.visit.exchanges.map((exchange) => ({ ...exchange, tls }));
    seen.set('forged', {
      ...base,
      certificate: (name) =>
        name === digest ? bytes : (base.certificate(name) ?? stolen.certificate(name)),
      visit: { ...base.visit, exchanges, handshakes: { digest, sizeBytes: bytes.length } },
    });
    const { path } = await bundleOf(['forged']);
    const { failed, handshake } = await checksOf(path);
    expect(failed).toEqual(['tls-handshake']);
    expect(handshake?.detail).toContain('the certificate is not one of old.test');
  });

  it('in which one handshake stands for two captures fails', async () => {
    const { path } = await bundleOf(['all', 'all']);
    const { failed, handshake } = await checksOf(path);
    expect(failed).toEqual(['tls-handshake']);
    expect(handshake?.detail).toContain('the same handshake stands here twice');
  });

  it('whose exchange names a handshake that is not there fails', async () => {
    const { path } = await bundleOf(['all'], (manifest) => ({
      ...manifest,
      exchanges: manifest.exchanges.map(({ tls, ...exchange }) => ({
        ...exchange,
        tls: tls === null ? null : { ...tls, handshake: 99 },
      })),
    }));
    expect((await checksOf(path)).handshake?.detail).toContain('an exchange names no handshake');
  });
});

describe('the schemas', () => {
  it('fit what a bundle holds, and nothing that lacks a member', async () => {
    const schemaOf = async (name: string) => {
      const url = new URL(`../../docs/schemas/${name}.schema.json`, import.meta.url);
      return z.fromJSONSchema(JSON.parse(await readFile(url, 'utf8')));
    };
    const files = await takeApart((await bundleOf(['resumed'])).path);
    const [handshakes, manifest] = [FILE, FILE.replace('.handshakes', '')].map((path) =>
      JSON.parse(need(files, path).toString()),
    );
    const schema = await schemaOf('handshakes');
    expect(schema.safeParse(handshakes).error).toBeUndefined();
    for (const wrong of [{ v: 1 }, { ...handshakes, v: 2 }, { ...handshakes, handshakes: [{}] }]) {
      expect(schema.safeParse(wrong).success).toBe(false);
    }
    const ofManifest = await schemaOf('manifest');
    expect(ofManifest.safeParse(manifest).error).toBeUndefined();
    expect(ofManifest.safeParse({ ...manifest, handshakes: 'sha256:' }).success).toBe(false);
  });
});
