// Whatever a site makes the recorder write into a manifest, the bundle of it passes: made-up manifests
// of every shape, with the bytes and characters that readers stumble over.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { statusOf } from '../../src/formats/warc.js';
import type { BlobRef, Exchange } from '../../src/model/exchange.js';
import { instantOf } from '../../src/model/instant.js';
import type { DnsAnswer, Manifest } from '../../src/model/snapshot.js';
import { exportBundle } from '../../src/prove/export-bundle.js';
import { verifyBundle } from '../../src/verify/verify-bundle.js';
import { createMemoryBlobStore, type MemoryBlobStore } from '../fakes/memory-blob-store.js';
import { assemble, emptyManifest, START } from '../prove/sample.js';

const directory = mkdtempSync(join(tmpdir(), 'vestige-any-'));
afterAll(() => rmSync(directory, { recursive: true }));

const ODD = ['', ' ', '"', "'", '\\', '\\n', '$(id)', '`', '%', '%s', '*', '<b>&amp;', '东海医院'];
ODD.push(
  'مستشفى',
  '\u2028',
  '\ufeff',
  '\u00a0',
  '\ud83c\udfe5',
  '\u200f',
  '-',
  '&#x27;',
  '1e3',
  '~',
);
/** No control characters: the shape of a manifest refuses them. */
const line = fc.oneof(
  fc.constantFrom(...ODD),
  fc.array(fc.constantFrom(...ODD), { maxLength: 5 }).map((all) => all.join('')),
);
/** Anything that is well-formed. */
const words = fc.oneof(
  line,
  fc.constantFrom('\n', '\t\u007f', '\r\n', '\u0000', '\u0001\u001f'),
  fc.string({ unit: 'binary' }).map((text) => Buffer.from(text).toString()),
);
const name = fc.constantFrom(
  'Content-Type',
  'X',
  'content-type',
  'transfer-encoding',
  'Transfer-Encoding',
  "a!#$%&'*+^`|~",
  'Set-Cookie',
);
const value = fc.oneof(
  fc.constantFrom(
    '',
    ' text/html',
    ' TEXT/html ; charset="x"',
    '\t',
    ' image/*',
    ' a/b;c',
    '*/*',
    ' multipart/form-data; boundary=a',
    '::',
  ),
  fc
    .array(fc.integer({ min: 0x20, max: 0xff }), { maxLength: 8 })
    .map((bytes) => Buffer.from(bytes).toString('latin1')),
);
const fields = fc
  .array(fc.tuple(name, value), { maxLength: 4 })
  .map((all) => all.map(([key, said]) => `${key}:${said}\r\n`).join(''));
const head = (start: fc.Arbitrary<string>) =>
  fc.tuple(start, fields).map(([first, rest]) => `${first}\r\n${rest}\r\n`);
const path = fc.constantFrom(
  '',
  'a?b=2&a=1',
  '%E4%BD%A0?q=%27',
  '?\'"$(x)',
  'A/B;c=d',
  '?__wb_method=POST',
  '~x!*()',
  '?a=%00',
  '?&&=',
  '%',
);
const url = fc
  .tuple(
    fc.constantFrom(
      'http://www.donghai.test/',
      'https://xn--1.test:8443/',
      'ws://[2001:db8::1]/',
      'http://u@a.test/',
    ),
    path,
  )
  .map((parts) => parts.join(''));
const orNull = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const blobOf = (blobs: readonly BlobRef[]) => orNull(fc.constantFrom(...blobs));
const instant = fc.integer({ min: 0, max: 900 }).map((ms) => instantOf(START + ms));

const exchangeOf = (blobs: readonly BlobRef[]): fc.Arbitrary<Exchange> =>
  fc
    .record({
      url,
      method: fc.constantFrom('GET', 'POST', 'PUT', 'OPTIONS', 'M-SEARCH'),
      startedAt: instant,
      durationMs: orNull(fc.constantFrom(0, 1.5, 12345.678901)),
      resourceType: fc.constantFrom(
        'document',
        'frame',
        'subresource',
        'preflight',
        'favicon',
        'other',
      ),
      protocol: fc.constantFrom('http/1.0', 'http/1.1', 'h2', null),
      remoteAddress: fc.constantFrom(
        '192.0.2.7:80',
        '[2001:db8::1]:443',
        '[fe80::1%eth0]:80',
        null,
      ),
      tls: fc.constantFrom(
        null,
        { version: 'tls/1.3', cipherSuite: null, certificates: [] },
        { version: null, cipherSuite: 'TLS_AES_128_GCM_SHA256', certificates: [] },
      ),
      requestHead: orNull(head(fc.constantFrom('GET / HTTP/1.1', 'POST /\'"\\ HTTP/1.1'))),
      requestBody: blobOf(blobs),
      responseHead: orNull(
        head(
          fc.constantFrom(
            'HTTP/1.1 200 OK',
            'HTTP/1.1 200',
            'HTTP/1.0 999 \u00e4\u00b8\u009c',
            'HTTP/1.1 404 "',
            'HTTP/1.1  200 OK',
            'HTTP/1.1',
            'HTTP/1.1 abc',
            'HTTP/1.1\t404 x',
            'HTTP/1.1 0',
            'HTTP/1.1 0992 y',
            'HTTP/9 99999999999999',
            'HTTP/1.1 2147483648 ',
            'HTTP/1.1 200 a\u0001b',
            'HTTP/2 200',
          ),
        ),
      ),
      responseBody: blobOf(blobs),
      error: orNull(line),
      truncated: fc.constantFrom('length', 'time', 'disconnect', 'unspecified', null),
      redirectsTo: orNull(url),
      interim: fc.option(
        fc.array(head(fc.constant('HTTP/1.1 103 Early Hints')), { maxLength: 2 }),
        { nil: undefined },
      ),
      trailers: fc.option(
        fields.map((said) => `Server-Timing: a\r\n${said}\r\n`),
        { nil: undefined },
      ),
      frames: fc.option(fc.constantFrom(...blobs), { nil: undefined }),
    })
    .map(({ interim, trailers, frames, ...rest }): Exchange => {
      const status = rest.responseHead === null ? null : statusOf(rest.responseHead);
      const { requestHead, responseHead } = rest;
      return {
        ...rest,
        status: status,
        requestBody: requestHead === null ? null : rest.requestBody,
        responseBody: responseHead === null ? null : rest.responseBody,
        ...(interim === undefined ? {} : { interim }),
        ...(trailers === undefined ? {} : { trailers }),
        ...(frames === undefined ? {} : { frames }),
      };
    });

const answer: fc.Arbitrary<DnsAnswer> = fc.record({
  host: fc.constantFrom('donghai.test', 'xn--1.test', '_x.test', '-a-.test'),
  at: instant,
  source: fc.constantFrom('config', 'system', 'proxy'),
  addresses: fc.array(fc.constantFrom('192.0.2.1', '2001:db8::1', '::ffff:1.2.3.4'), {
    maxLength: 3,
  }),
  error: orNull(line),
});

const manifestOf = (blobs: readonly BlobRef[]) =>
  fc.record({
    url: fc.oneof(
      url,
      fc.constantFrom('http://东海.test/移植?q="x"', 'https://noor.test', "http://a.test/'%\\"),
    ),
    finalUrl: orNull(url),
    exchanges: fc.array(exchangeOf(blobs), { maxLength: 4 }),
    main: fc.nat(5),
    roles: fc.subarray(['screenshot', 'thumbnail', 'view', 'dom', 'text', 'reading'] as const),
    title: orNull(words),
    dns: fc.array(answer, { maxLength: 2 }),
    detail: words,
    notCaptured: fc.array(fc.record({ url: words, reason: words }), { maxLength: 2 }),
    interactions: fc.array(
      fc.record({ atMs: fc.constantFrom(0, 0.1, 1200), what: words, said: words }),
      { maxLength: 2 },
    ),
    collector: fc.option(
      fc.record({
        name: words,
        role: orNull(words),
        organisation: orNull(words),
        sealedIdentity: fc.constant(null),
      }),
      { nil: undefined },
    ),
  });

/** Made-up captures with one watch each, in one bundle. */
async function bundleOf(blobs: MemoryBlobStore, of: readonly Manifest[]): Promise<string> {
  const drafts = of.map((manifest) => ({
    manifest,
    outcome: manifest.outcome.kind === 'answered' ? ('ok' as const) : ('reset' as const),
  }));
  const { deps, input } = await assemble(blobs, drafts);
  const file = join(directory, 'any.wacz');
  await exportBundle(deps, input, file, () => {});
  return file;
}

test('no verifier rejects a bundle for what a site had the recorder write', async () => {
  const blobs = createMemoryBlobStore();
  const contents = ['', '\u0000\r\n\r\nWARC/1.1\r\n', 'name=张三&a=%', '东海'.repeat(500)];
  const refs = await Promise.all(
    contents.map(async (text) => ({
      digest: await blobs.put(Buffer.from(text)),
      sizeBytes: Buffer.byteLength(text),
    })),
  );
  let number = 0;
  const any = manifestOf(refs).map(({ main, roles, detail, collector, ...rest }): Manifest => {
    number += 1;
    const watch = `w_01JD0000000000000000000${String(number % 1000).padStart(3, '0')}` as const;
    const answered = rest.exchanges[main]?.status ?? null;
    const [ref = { digest: 'sha256:', sizeBytes: 0 }] = refs;
    return {
      ...emptyManifest(number % 1000, watch, START),
      ...rest,
      ...(collector === undefined ? {} : { collector }),
      mainExchange: main < rest.exchanges.length ? main : null,
      outcome:
        answered === null
          ? { kind: 'failed', step: 'tcp', failure: 'reset', detail, netError: null }
          : { kind: 'answered', status: answered },
      files: roles.map((role) => ({ role, ...ref, mediaType: 'text/plain; charset=utf-8' })),
    };
  });
  const failed = async (file: string) =>
    (await verifyBundle(file, { signerKeys: [], checkpointKeys: [] })).checks.filter(
      ({ status }) => status === 'failed',
    );
  const property = fc.asyncProperty(fc.array(any, { minLength: 1, maxLength: 2 }), async (of) => {
    expect(await failed(await bundleOf(blobs, of))).toEqual([]);
  });
  await fc.assert(property, { numRuns: process.env.ALL_FORGERIES ? 500 : 15 });
  // The shell takes a while for each record: many manifests in one bundle.
  const sample = fc.sample(any, process.env.ALL_FORGERIES ? 100 : 5);
  const file = await bundleOf(blobs, sample);
  expect(await failed(file)).toEqual([]);
  const said = await new Promise<string>((resolve) => {
    execFile('bash', ['src/prove/verify.sh', file], (_, stdout) => resolve(stdout));
  });
  expect(said.match(/^(failed .*|passed {3}custody|skipped {2}custody)/gm)).toEqual([
    expect.stringContaining('custody'),
  ]);
}, 600_000);
