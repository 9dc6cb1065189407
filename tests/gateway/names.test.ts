// Names, asked of a real DNS server: what it said and what it did not say are kept apart.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createResolver } from '../../src/adapters/gateway/resolve.js';
import { createSystemLookup } from '../../src/adapters/gateway/system-lookup.js';
import { createSystemClock } from '../../src/adapters/system/clock.js';
import { type Answer, type DnsServer, startDnsServer } from './dns-server.js';
import { type CleanUp, undo } from './network.js';

const cleanUp: CleanUp = [];
const ANSWERS: Readonly<Record<string, Answer>> = {
  'hospital.example': { a: ['93.184.216.34', '93.184.216.35'] },
  'alias.example': { a: ['93.184.216.34'], cname: 'cdn.example' },
  'long.example': { a: ['93.184.216.36'], isTruncated: true },
  'forged.example': { a: ['127.0.0.1', '10.1.2.3'] },
  'mixed.example': { a: ['192.168.0.9', '93.184.216.34'] },
  'empty.example': { a: [] },
  'gone.example': { rcode: 3 },
  'broken.example': { rcode: 2 },
  'closed.example': { rcode: 5 },
  'mute.example': 'silence',
  'mute.com': 'silence',
};
let dns: DnsServer;
let hostsPath: string;

beforeAll(async () => {
  dns = await startDnsServer((name) => ANSWERS[name] ?? { rcode: 3 }, cleanUp);
  const directory = await mkdtemp(join(tmpdir(), 'vestige-names-'));
  cleanUp.push(() => rm(directory, { recursive: true, force: true }));
  hostsPath = join(directory, 'hosts');
  await writeFile(hostsPath, '# 本机\n93.184.216.99\tlisted.example other.example # 医院\n');
});
afterAll(() => undo(cleanUp));

function resolver(settings: { allow?: boolean; resolve?: Record<string, string> } = {}) {
  const ending = new AbortController();
  const lookup = createSystemLookup({ servers: [dns.server], hostsPath, timeoutMs: 250 });
  const { allow = false, resolve = {} } = settings;
  const made = createResolver(
    { allowPrivateAddresses: allow, resolve },
    createSystemClock(),
    lookup,
    ending.signal,
  );
  return { ...made, ending };
}

describe('a name', () => {
  it.each([
    ['hospital.example', ['93.184.216.34', '93.184.216.35']],
    ['alias.example', ['93.184.216.34']],
    ['long.example', ['93.184.216.36']],
    ['mixed.example', ['93.184.216.34']],
    ['listed.example', ['93.184.216.99']],
    ['HOSPITAL.example.', ['93.184.216.34', '93.184.216.35']],
  ])('%s leads to its public addresses', async (name, addresses) => {
    expect(await resolver().resolve(name)).toEqual({ ok: true, addresses, port: null });
  });

  it('that was answered too long over UDP is asked again over TCP', async () => {
    await resolver().resolve('long.example');
    expect(dns.questions).toContain('long.example A tcp');
  });

  it('in the hosts file is asked of nobody', async () => {
    await resolver().resolve('other.example');
    expect(dns.questions.filter((each) => each.startsWith('other.example'))).toEqual([]);
  });

  it.each([
    ['gone.example', 'nxdomain', 'ENOTFOUND'],
    ['broken.example', 'dns-fail', 'ESERVFAIL'],
    ['closed.example', 'dns-fail', 'EREFUSED'],
    ['mute.example', 'dns-fail', 'ETIMEOUT'],
    ['empty.example', 'dns-fail', 'ENODATA'],
  ])('%s is %s, and the answer is kept', async (name, failure, error) => {
    const { resolve, answers } = resolver();
    expect(await resolve(name)).toMatchObject({ ok: false, failure });
    expect(answers()).toMatchObject([{ host: name, source: 'system', addresses: [], error }]);
  });

  it('with private addresses only is forged, and reachable where the configuration allows it', async () => {
    expect(await resolver().resolve('forged.example')).toMatchObject({ failure: 'dns-bogon' });
    const allowed = await resolver({ allow: true }).resolve('forged.example');
    expect(allowed).toMatchObject({ addresses: ['127.0.0.1', '10.1.2.3'] });
  });

  it('is asked once in a capture, however often it is used', async () => {
    const before = dns.questions.length;
    const { resolve } = resolver();
    await Promise.all([1, 2, 3].map(() => resolve('hospital.example')));
    await resolve('hospital.example');
    expect(dns.questions.slice(before).sort()).toEqual([
      'hospital.example A',
      'hospital.example AAAA',
    ]);
  });

  it('is no longer waited for when the capture ends', async () => {
    const { resolve, ending, answers } = resolver();
    const before = dns.questions.length;
    const asked = resolve('mute.example');
    while (dns.questions.length === before) await new Promise(setImmediate);
    ending.abort();
    expect(await asked).toMatchObject({ ok: false, failure: 'dns-fail' });
    expect(answers()).toMatchObject([{ error: 'ECANCELLED' }]);
  });

  it('of a private network is not asked at all', async () => {
    const before = dns.questions.length;
    for (const name of ['router', 'printer.local', 'git.internal', 'localhost.', 'x.localhost']) {
      expect(await resolver().resolve(name), name).toMatchObject({ failure: 'private-address' });
    }
    expect(dns.questions.length).toBe(before);
  });

  it('of Tor is not asked of DNS, and missing Tor is our fault', async () => {
    const before = dns.questions.length;
    expect(await resolver().resolve('abc.onion')).toMatchObject({ failure: 'vantage-down' });
    expect(dns.questions.length).toBe(before);
  });

  it('is found in the configuration in whatever script it was written there', async () => {
    const { resolve } = resolver({ allow: true, resolve: { '东海.example': '127.0.0.1:8099' } });
    expect(await resolve('xn--xhq577e.example')).toMatchObject({ ok: true, port: 8099 });
  });

  it('is not said to be missing by a server that denies even its top-level domain', async () => {
    const { resolve, answers } = resolver();
    for (const name of ['yiyuan.cn', 'hospital.com.sa', 'mute.com']) {
      const said = await resolve(name);
      expect(said, name).toMatchObject({ ok: false, failure: 'offline' });
      expect(said.ok ? '' : said.detail).toContain('it answers for nothing');
    }
    expect(answers()[0]).toMatchObject({ host: 'yiyuan.cn', error: 'ENOTFOUND' });
  });

  it('is missing where its server knows the top-level domain', async () => {
    const knowing = await startDnsServer(
      (name) => (name === 'cn' ? { a: [] } : { rcode: 3 }),
      cleanUp,
    );
    const lookup = createSystemLookup({ servers: [knowing.server], hostsPath, timeoutMs: 250 });
    const asked = createResolver(
      { allowPrivateAddresses: false, resolve: {} },
      createSystemClock(),
      lookup,
      new AbortController().signal,
    );
    expect(await asked.resolve('yiyuan.cn')).toMatchObject({ failure: 'nxdomain' });
  });

  it('says nothing of existence where no server can be asked', async () => {
    const lookup = createSystemLookup({ servers: ['127.0.0.1:1'], hostsPath, timeoutMs: 250 });
    const { signal } = new AbortController();
    await expect(lookup('hospital.example', signal)).rejects.not.toMatchObject({
      code: 'ENOTFOUND',
    });
  });
});
