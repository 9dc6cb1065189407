import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRfc3161Notary, nameOf } from '../../src/adapters/rfc3161/notary.js';
import { createSystemClock } from '../../src/adapters/system/clock.js';
import type { NotaryAnswer } from '../../src/model/attestation.js';
import { type Conduct, startAuthority, type TestAuthority } from './authority.js';

const NOTE = Buffer.from('vestige.test/log\n3\n…\n\n— 东海 …\n');
const clock = createSystemClock();
let directory: string;
let authority: TestAuthority;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vestige-tsa-'));
  authority = await startAuthority(join(directory, 'ec'));
  await writeFile(join(directory, 'note'), NOTE);
});
afterAll(async () => {
  await authority.stop();
  await rm(directory, { recursive: true, force: true });
});

function stamp(url = authority.url, timeoutMs = 10_000): Promise<NotaryAnswer> {
  return createRfc3161Notary({ url, timeoutMs }, clock).stamp(NOTE, []);
}

async function write(answer: NotaryAnswer): Promise<Record<string, string>> {
  const paths: Record<string, string> = {};
  for (const { name, bytes } of answer.files) {
    const key = name.split('.').at(-1) ?? '';
    paths[key] = join(directory, name);
    await writeFile(join(directory, name), bytes);
  }
  return paths;
}

test.each(['ec', 'rsa'] as const)('openssl accepts a token of an %s authority', async (kind) => {
  const own = await startAuthority(join(directory, `own-${kind}`), kind);
  const answer = await stamp(own.url);
  expect(answer).toMatchObject({ state: 'held', detail: expect.stringContaining('500 ms') });
  expect(Math.abs(Date.parse(answer.at ?? '') - Date.now())).toBeLessThan(60_000);
  const { tsr = '', tsq = '', pem = '' } = await write(answer);
  const verify = (...of: string[]) =>
    execFileSync(
      'openssl',
      ['ts', '-verify', ...of, '-in', tsr, '-CAfile', own.rootFile, '-untrusted', pem],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    ).toString();
  expect(verify('-data', join(directory, 'note'))).toContain('Verification: OK');
  expect(verify('-queryfile', tsq)).toContain('Verification: OK');
  await own.stop();
});

test.each<[Conduct, string]>([
  ['other-nonce', 'the nonce differs'],
  ['other-imprint', 'something else than was sent'],
  ['refusing', 'the authority refused'],
  ['error-page', 'not a timestamp'],
  ['endless', 'more than 131072 bytes'],
  ['redirecting', 'redirect'],
  ['damaged', 'signature'],
  ['wrong-purpose', 'extended key usage'],
  ['no-ess', 'no certificate is the one that the signature names'],
  ['clock-ahead', 's apart: one of them is wrong'],
])('an authority that is %s gives nothing', async (conduct, reason) => {
  authority.conduct = conduct;
  await expect(stamp()).rejects.toMatchObject({
    code: 'NOTARY_FAILED',
    message: expect.stringContaining(reason),
  });
});

test('a silent authority is not waited for', async () => {
  authority.conduct = 'silent';
  await expect(stamp(authority.url, 200)).rejects.toThrow('did not answer in time');
});

test('an expired authority and one that is not there give nothing', async () => {
  const expired = await startAuthority(join(directory, 'expired'), 'ec', 'expired');
  await expect(stamp(expired.url)).rejects.toThrow('not valid at the time it gives');
  await expired.stop();
  await expect(stamp(expired.url)).rejects.toMatchObject({ code: 'NOTARY_FAILED' });
});

test('names stand in file names', () => {
  expect(nameOf('https://freetsa.org/tsr')).toBe('freetsa.org-tsr');
  expect(nameOf('http://127.0.0.1:3180')).toBe('127.0.0.1-3180');
});
