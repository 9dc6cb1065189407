// Resolvers named by the config, asked for real: what each says is kept byte for byte, whatever way it came.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer } from 'dns-packet';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { NamedResolver } from '../../src/adapters/gateway/ask-resolvers.js';
import { type EgressSettings, openEgress } from '../../src/adapters/gateway/egress.js';
import { createSystemClock } from '../../src/adapters/system/clock.js';
import { readDnsMessage } from '../../src/formats/dns-message.js';
import { parseLookups, writeLookups } from '../../src/formats/lookups-file.js';
import { hostEndedAt, resolverSentence, resolverWords } from '../../src/formats/resolver-words.js';
import { selfSign } from '../fidelity/certificates.js';
import { type CleanUp, undo } from './network.js';
import { type ResolverServer, signature, startResolver, type Zone } from './resolver-server.js';

const cleanUp: CleanUp = [];
afterEach(() => undo(cleanUp));

const HOST = 'www.xn--1lq90i.cn';
const ZONE = 'xn--1lq90i.cn';
const a = (name: string, data: string): Answer => ({ type: 'A', name, data, ttl: 60 });
const ns = (name: string, data: string): Answer => ({ type: 'NS', name, data, ttl: 60 });
const THERE: Zone = {
  [`${HOST} A`]: [a(HOST, '93.184.216.34'), signature(HOST, 'A', ZONE)],
  [`${HOST} AAAA`]: [{ type: 'AAAA', name: HOST, data: '2606:2800::1', ttl: 60 }],
  [`${ZONE} NS`]: [ns(ZONE, 'NS2.Dnsv5.com'), ns(ZONE, 'ns1.dnsv5.com')],
  [`${ZONE} DNSKEY`]: [
    { type: 'DNSKEY', name: ZONE, data: { flags: 257, algorithm: 13, key: Buffer.alloc(64, 1) } },
  ],
};
const DENIED: Zone = {
  NXDOMAIN: [
    { type: 'SOA', name: 'cn', data: { mname: 'a.dns.cn', rname: 'root.cnnic.cn', serial: 1 } },
    signature('cn', 'SOA', 'cn'),
  ],
};

async function ask(
  resolvers: readonly NamedResolver[],
  settings: Partial<EgressSettings> = {},
  authorities?: string,
) {
  const egress = openEgress(
    {
      ...{ allowPrivateAddresses: true, resolve: {}, vantages: { default: { proxy: null } } },
      ...settings,
      resolvers,
    },
    createSystemClock(),
    authorities === undefined ? {} : { authorities },
  );
  const lookups = await egress.askResolvers('default', HOST);
  return { lookups, words: resolverWords(lookups) };
}

const named = (name: string, { address }: ResolverServer): NamedResolver => ({ name, address });

describe('a resolver', () => {
  it('is asked for addresses, name servers and the keys of what was signed', async () => {
    const server = await startResolver(THERE, cleanUp);
    const { lookups, words } = await ask([named('quad9', server)]);
    expect(words).toMatchObject([
      {
        ...{ resolver: 'quad9', said: 'addresses', detail: 'NOERROR', transport: 'udp' },
        ...{ addresses: ['2606:2800::1', '93.184.216.34'], isProxied: false, isSigned: true },
        nameServers: ['ns1.dnsv5.com', 'ns2.dnsv5.com'],
      },
    ]);
    const asked = server.questions.map((one) => one.replace('udp ', ''));
    expect(asked.slice(0, 1)).toEqual([`${HOST} A`]);
    expect(new Set(asked)).toEqual(
      new Set([
        ...[`${HOST} A`, `${HOST} AAAA`, `${HOST} NS`, `${ZONE} NS`],
        ...[`${ZONE} DNSKEY`, `${ZONE} DS`, 'cn DNSKEY', 'cn DS', '. DNSKEY'],
      ]),
    );
    expect(parseLookups(writeLookups(lookups))).toEqual(lookups.map((one) => ({ ...one })));
  });

  it('that denies the name is heard beside one that finds it', async () => {
    const [no, yes] = [await startResolver(DENIED, cleanUp), await startResolver(THERE, cleanUp)];
    const { words } = await ask([named('local', no), named('quad9', yes)]);
    expect(words.map(({ said, detail }) => [said, detail])).toEqual([
      ['nxdomain', 'NXDOMAIN'],
      ['addresses', 'NOERROR'],
    ]);
    expect(words[0]?.isSigned).toBe(true);
    expect(words.map(resolverSentence)[0]).toMatch(
      /^local \(127\.0\.0\.1:\d+\) said NXDOMAIN at 2\S+Z, over UDP, with DNSSEC signatures$/,
    );
  });

  it('whose answer is too long for UDP is asked over TCP', async () => {
    const server = await startResolver(THERE, cleanUp, { isTruncating: true });
    const { words } = await ask([named('quad9', server)]);
    expect(words).toMatchObject([{ said: 'addresses', transport: 'tcp' }]);
    expect(server.questions.slice(0, 2)).toEqual([`udp ${HOST} A`, `tcp ${HOST} A`]);
  });

  it('is not spoken for by a datagram with another id', async () => {
    const server = await startResolver(THERE, cleanUp, { isRaced: true });
    const { lookups } = await ask([named('quad9', server)]);
    for (const { query, answer } of lookups) {
      expect(answer && readDnsMessage(answer).id).toBe(readDnsMessage(query).id);
    }
  });

  it('that nobody is behind is told of, with the reason, and asked nothing more', async () => {
    const gone: CleanUp = [];
    const server = await startResolver(THERE, gone);
    await undo(gone);
    const { lookups, words } = await ask([named('quad9', server)]);
    expect(lookups).toHaveLength(1);
    expect(words).toMatchObject([
      { said: 'nothing', detail: `${server.address} refuses the connection`, transport: 'tcp' },
    ]);
    expect(parseLookups(writeLookups(lookups))).toEqual(lookups.map((one) => ({ ...one })));
  });

  it('is asked over TLS, and believed only under the name the config gives', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'vestige-dot-'));
    cleanUp.push(() => rmSync(directory, { recursive: true, force: true }));
    const { key, chain: cert } = selfSign(directory, 'dns.quad9.test');
    const server = await startResolver(THERE, cleanUp, { certificate: { key, cert } });
    const over = (tls: string) => ({ name: 'quad9', address: server.tlsAddress ?? '', tls });
    const authority = cert.toString();
    const good = await ask([over('dns.quad9.test')], {}, authority);
    expect(good.words).toMatchObject([{ said: 'addresses', transport: 'tls' }]);
    expect(server.questions[0]).toBe(`tls ${HOST} A`);
    const other = await ask([over('dns.google.test')], {}, authority);
    expect(other.words).toMatchObject([{ said: 'nothing', transport: 'tls' }]);
    const unknown = await ask([over('dns.quad9.test')]);
    expect(unknown.words).toMatchObject([{ said: 'nothing' }]);
  });

  it('is reached through the proxy of the vantage over TCP, for it carries no UDP', async () => {
    const server = await startResolver(DENIED, cleanUp);
    const asked: string[] = [];
    const proxy = createServer().on('connect', ({ url = '' }, client) => {
      asked.push(url);
      const upstream = connect(Number(url.split(':')[1]), '127.0.0.1', () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        client.pipe(upstream).pipe(client);
      });
      for (const socket of [client, upstream]) socket.on('error', () => {});
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    cleanUp.push(() => proxy.close());
    const { port } = proxy.address() as AddressInfo;
    const vantages = { default: { proxy: `http://127.0.0.1:${port}` } };
    const { words } = await ask([named('quad9', server)], { vantages });
    expect(words).toMatchObject([{ said: 'nxdomain', transport: 'tcp', isProxied: true }]);
    expect(words.map(resolverSentence)[0]).toContain('proxy, which carries no UDP');
    expect(new Set(asked)).toEqual(new Set([server.address]));
    expect(server.questions.filter((one) => one.startsWith('udp'))).toEqual([]);
  });

  it('at a private address is not asked unless the config allows such', async () => {
    const server = await startResolver(THERE, cleanUp);
    const { words } = await ask([named('router', server)], { allowPrivateAddresses: false });
    expect(words).toMatchObject([{ said: 'nothing' }]);
    expect(words[0]?.detail).toContain('egress.allowPrivateAddresses is false');
    expect(server.questions).toEqual([]);
  });

  it('learns nothing of names that the config fixes, nor of what is no name of the internet', async () => {
    const server = await startResolver(THERE, cleanUp);
    const resolve = { [HOST]: '127.0.0.1:8099' };
    expect((await ask([named('quad9', server)], { resolve })).lookups).toEqual([]);
    const settings = {
      allowPrivateAddresses: true,
      resolve: {},
      vantages: { default: { proxy: null } },
    };
    const egress = openEgress(
      { ...settings, resolvers: [named('quad9', server)] },
      createSystemClock(),
    );
    for (const host of ['93.184.216.34', 'localhost', 'nas.local', 'abc.onion', 'intranet']) {
      expect(await egress.askResolvers('default', host), host).toEqual([]);
    }
    expect(server.questions).toEqual([]);
  });
});

it.each([
  ['https://a.example/', null, [], 'a.example'],
  ['https://a.example/', 'https://b.example:8443/x', [], 'b.example'],
  ['https://a.example/', null, ['https://c.example./'], 'c.example'],
  ['https://a.example/', null, ['//'], 'a.example'],
  ['http://[2001:db8::7]/', null, [], '2001:db8::7'],
] as const)('asked about is the host a visit of %s ended at', (url, finalUrl, hops, host) => {
  const redirects = hops.map((location) => ({ url, status: 302, location }));
  expect(hostEndedAt({ url, finalUrl, redirects })).toBe(host);
});

it('bytes that are no answer end in an error, never in anything else', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        readDnsMessage(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
      }
    }),
    { numRuns: 2_000 },
  );
});
