// A host -> what the resolvers named by the config say of it, as bytes of the wire: over UDP and, where
// that is cut short or silent, TCP; over TLS where the config says so; through a vantage's proxies over
// TCP or TLS alone, for they carry no UDP. Only addresses that the gateway may reach are asked.
import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { isIPv6, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import {
  isAnswerTo,
  isDnsName,
  readDnsMessage,
  writeDnsQuestion,
} from '../../formats/dns-message.js';
import { instantOf } from '../../model/instant.js';
import type { Lookup, LookupType } from '../../model/lookup.js';
import type { Clock } from '../../ports/clock.js';
import { endpoint, isPrivateName, normaliseName } from './address-policy.js';
import { readExactly } from './read-exactly.js';
import { splitEndpoint } from './resolve.js';
import type { SocksTarget } from './socks5.js';
import type { Upstream } from './upstream.js';

/** A resolver as the config names it. */
export interface NamedResolver {
  readonly name: string;
  /** `address` or `address:port`. */
  readonly address: string;
  /** The name its certificate must have: then it is asked over TLS (RFC 7858). */
  readonly tls?: string | null;
}

export interface ResolverParts {
  readonly resolvers: readonly NamedResolver[];
  readonly clock: Clock;
  readonly isProxied: boolean;
  /** Why an address may not be asked, or null. */
  readonly whyNot: (address: string) => string | null;
  readonly connect: (target: SocksTarget) => Promise<Upstream>;
  /** PEM of the authorities that certify resolvers; absent for the usual ones. */
  readonly authorities?: string;
}

/** UDP loses packets: asked again once, then over TCP. */
const UDP_TIMEOUT_MS = 1_500;
const UDP_TRIES = 2;
const TCP_TIMEOUT_MS = 6_000;
/** Zones above a host whose servers are asked for; more labels than that no hospital has. */
const MAX_ZONES = 4;
/** Questions for the keys of what was signed, up to the root. */
const MAX_KEY_QUESTIONS = 16;

/** Asks every resolver; none are asked about what is no name of the public DNS. */
export async function askResolvers(parts: ResolverParts, host: string): Promise<readonly Lookup[]> {
  const name = normaliseName(host);
  // RFC 6761 and RFC 7686: names that are nobody's business outside.
  if (isPrivateName(name) || name.endsWith('.onion') || !isDnsName(name)) return [];
  const asked = parts.resolvers.map((resolver) => askOne(parts, resolver, name));
  return (await Promise.all(asked)).flat();
}

async function askOne(
  parts: ResolverParts,
  resolver: NamedResolver,
  name: string,
): Promise<readonly Lookup[]> {
  const ask = (about: string, type: LookupType) => askOnce(parts, resolver, about, type);
  const first = await ask(name, 'A');
  // Who does not answer this will not answer the rest.
  if (first.answer === null) return [first];
  const zones = zonesOf(name);
  const more = await Promise.all([ask(name, 'AAAA'), ...zones.map((zone) => ask(zone, 'NS'))]);
  const lookups = [first, ...more];
  const keys = await Promise.all(keysFor(lookups).map(([zone, type]) => ask(zone, type)));
  return [...lookups, ...keys];
}

/** The host and what is above it, without the top-level domain. */
function zonesOf(name: string): readonly string[] {
  const labels = name.split('.');
  const zones = labels.slice(0, -1).map((_, i) => labels.slice(i).join('.'));
  return zones.slice(-MAX_ZONES);
}

/** What signatures are checked with years later: keys of each zone that signed, up to the root. */
function keysFor(lookups: readonly Lookup[]): readonly (readonly [string, LookupType])[] {
  const signers = lookups.flatMap(({ answer }) =>
    answer === null ? [] : readDnsMessage(answer).signers.filter(isDnsName),
  );
  const zones = new Set(signers.flatMap((zone) => (zone === '.' ? ['.'] : [zone, ...above(zone)])));
  return [...zones]
    .flatMap((zone): (readonly [string, LookupType])[] =>
      zone === '.'
        ? [[zone, 'DNSKEY']]
        : [
            [zone, 'DNSKEY'],
            [zone, 'DS'],
          ],
    )
    .slice(0, MAX_KEY_QUESTIONS);
}

function above(zone: string): readonly string[] {
  const labels = zone.split('.');
  return [...labels.slice(1).map((_, i) => labels.slice(i + 1).join('.')), '.'];
}

type Heard = Pick<Lookup, 'transport' | 'answer' | 'error'>;

async function askOnce(
  parts: ResolverParts,
  resolver: NamedResolver,
  name: string,
  type: LookupType,
): Promise<Lookup> {
  const { address, port } = splitEndpoint(resolver.address);
  const target = { host: address, port: port ?? (resolver.tls ? 853 : 53) };
  const query = writeDnsQuestion(randomInt(0x1_0000), name, type);
  const at = instantOf(parts.clock.nowMs());
  const beganMs = performance.now();
  const heard = await hear(parts, resolver, target, query);
  return {
    resolver: resolver.name,
    address: endpoint(target.host, target.port),
    isProxied: parts.isProxied,
    ...{ name, type, at, durationMs: Math.round(performance.now() - beganMs), query },
    ...heard,
  };
}

async function hear(
  parts: ResolverParts,
  resolver: NamedResolver,
  target: SocksTarget,
  query: Uint8Array,
): Promise<Heard> {
  const isTls = resolver.tls != null;
  const stream = isTls ? 'tls' : 'tcp';
  const why = parts.whyNot(target.host);
  if (why !== null) return { transport: stream, answer: null, error: why };
  if (!isTls && !parts.isProxied) {
    const answer = await askUdp(target, query);
    if (answer !== null && !readDnsMessage(answer).isTruncated) {
      return { transport: 'udp', answer, error: null };
    }
  }
  try {
    const answer = await askStream(parts, resolver, target, query);
    return { transport: stream, answer, error: null };
  } catch (error) {
    return { transport: stream, answer: null, error: wordsOf(error) };
  }
}

/** The first datagram from the resolver that answers the question; null where none comes in time. */
function askUdp({ host, port }: SocksTarget, query: Uint8Array): Promise<Uint8Array | null> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
    let triesLeft = UDP_TRIES;
    let timer: NodeJS.Timeout | undefined;
    const settle = (answer: Uint8Array | null): void => {
      clearTimeout(timer);
      socket.removeAllListeners();
      // A late error of a socket that is closed must not be fatal.
      socket.on('error', () => {});
      socket.close();
      resolve(answer);
    };
    const send = (): void => {
      if (triesLeft === 0) {
        settle(null);
        return;
      }
      triesLeft -= 1;
      socket.send(query);
      timer = setTimeout(send, UDP_TIMEOUT_MS);
    };
    socket.on('message', (bytes) => {
      if (isFitting(bytes, query)) settle(bytes);
    });
    // Whoever refuses over UDP may answer over TCP.
    socket.on('error', () => settle(null));
    // Connected, so that the kernel lets through what comes from this resolver alone.
    socket.connect(port, host, send);
  });
}

/** One question over a connection of its own (RFC 7766 §8: two bytes of length before each message). */
async function askStream(
  parts: ResolverParts,
  resolver: NamedResolver,
  target: SocksTarget,
  query: Uint8Array,
): Promise<Uint8Array> {
  const reached = await parts.connect(target);
  if (!reached.ok) throw new Error(reached.detail);
  const bare = reached.socket;
  const timer = setTimeout(() => bare.destroy(new Error('no answer in time')), TCP_TIMEOUT_MS);
  let failure: Error | null = null;
  try {
    const socket =
      resolver.tls == null ? bare : await secure(bare, resolver.tls, parts.authorities);
    for (const one of new Set([bare, socket])) {
      one.on('error', (error) => {
        failure ??= error;
      });
    }
    const size = Buffer.alloc(2);
    size.writeUInt16BE(query.length);
    socket.write(Buffer.concat([size, query]));
    const length = (await readExactly(socket, 2))?.readUInt16BE() ?? 0;
    const answer = await readExactly(socket, length);
    if (failure !== null) throw failure;
    if (length === 0 || answer === null) throw new Error('it closed the connection unasked');
    if (!isFitting(answer, query)) throw new Error('it answered another question');
    return answer;
  } finally {
    clearTimeout(timer);
    bare.destroy();
  }
}

function secure(socket: Socket, servername: string, ca: string | undefined): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const options = {
      socket,
      servername,
      ALPNProtocols: ['dot'],
      ...(ca === undefined ? {} : { ca }),
    };
    const tls = connectTls(options, () => resolve(tls));
    tls.once('error', reject);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('it closed the connection before TLS came about')));
  });
}

function isFitting(answer: Uint8Array, query: Uint8Array): boolean {
  try {
    return isAnswerTo(readDnsMessage(answer), readDnsMessage(query));
  } catch {
    return false;
  }
}

function wordsOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\p{Cc}+/gu, ' ').slice(0, 300);
}
