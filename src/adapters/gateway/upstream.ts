// A target -> an open connection to it, directly or through the vantage's proxies, or why there is none.
import { createSocket } from 'node:dgram';
import { connect as connectTcp, isIPv6, type Socket } from 'node:net';
import type { GatewayConnection } from '../../ports/egress.js';
import { canonicalAddress, endpoint, isAddress } from './address-policy.js';
import { askProxy, type UpstreamProxy } from './proxy.js';
import type { Resolver } from './resolve.js';
import type { SocksTarget } from './socks5.js';

export type Upstream =
  | {
      readonly ok: true;
      readonly socket: Socket;
      /** `address:port`, or null where the proxy found the address and does not tell it. */
      readonly remoteAddress: string | null;
      /** `address:port` from which the last proxy says it connected, or null. */
      readonly exitAddress: string | null;
    }
  | {
      readonly ok: false;
      readonly failure: NonNullable<GatewayConnection['failure']>;
      readonly detail: string;
    };

/** Starts a TCP connection; a test puts its own network in the place of the real one. */
export type Dial = (host: string, port: number) => Socket;

/** What connecting needs of the capture it is for. */
export interface Route {
  readonly resolver: Resolver;
  readonly dial: Dial;
  /** Told of every socket from its first moment, so that closing the gateway leaves none behind. */
  readonly track: (socket: Socket) => void;
}

/** How long one address may take to answer; the browser itself gives up later. */
export const CONNECT_TIMEOUT_MS = 15_000;
/** A name with more addresses than this is not tried at each. */
const MAX_ADDRESSES = 4;

/** What the kernel says where it knows no way. */
const NO_NETWORK: ReadonlySet<string> = new Set(['ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL']);

/** Half-open, so that a browser that has finished speaking can still listen. */
export const dialTcp: Dial = (host, port) => connectTcp({ host, port, allowHalfOpen: true });

/** Connects to the first address that answers. */
export async function connectDirectly(target: SocksTarget, route: Route): Promise<Upstream> {
  const resolution = await route.resolver.resolve(target.host);
  if (!resolution.ok) return resolution;
  const port = resolution.port ?? target.port;
  let last: Extract<Upstream, { ok: false }> = {
    ok: false,
    failure: 'dns-fail',
    detail: 'the name has no address',
  };
  for (const address of resolution.addresses.slice(0, MAX_ADDRESSES)) {
    const tried = await open(address, port, route);
    if (tried.ok) return tried;
    // That this machine has no IPv6 says nothing where IPv4 got an answer.
    if (tried.failure !== 'offline' || last.failure === 'dns-fail') last = tried;
  }
  return last;
}

/** Connects through the proxies in their order; the last resolves the names we do not know ourselves. */
export async function connectThrough(
  proxies: readonly UpstreamProxy[],
  target: SocksTarget,
  route: Route,
): Promise<Upstream> {
  const known = route.resolver.known(target.host);
  if (known !== null && !known.ok) return known;
  const address = known?.addresses[0] ?? null;
  const wanted = { host: address ?? target.host, port: known?.port ?? target.port };
  if (address === null) route.resolver.leftToProxy(target.host);
  const tunnel = await openTunnel(proxies, wanted, route);
  if (!tunnel.ok) return tunnel;
  return { ...tunnel, remoteAddress: address === null ? null : endpoint(address, wanted.port) };
}

/** Whether the target takes a connection, which is closed at once. */
export async function takesConnection(
  proxies: readonly UpstreamProxy[],
  target: SocksTarget,
  route: Route,
): Promise<boolean> {
  const reached = await (proxies.length === 0
    ? connectDirectly(target, route)
    : connectThrough(proxies, target, route));
  if (reached.ok) reached.socket.destroy();
  // Who refuses is there as well.
  return reached.ok || reached.failure === 'refused' || reached.failure === 'reset';
}

/** Whether the vantage's last proxy, the one that speaks to sites, still takes connections. */
export async function isReachable(
  proxies: readonly UpstreamProxy[],
  route: Route,
): Promise<boolean> {
  const last = proxies.at(-1);
  if (last === undefined) return true;
  const before = proxies.slice(0, -1);
  const reached = await (before.length === 0
    ? open(last.host, last.port, route)
    : openTunnel(before, last, route));
  if (reached.ok) reached.socket.destroy();
  return reached.ok;
}

async function openTunnel(
  proxies: readonly UpstreamProxy[],
  wanted: SocksTarget,
  route: Route,
): Promise<Upstream> {
  const [first] = proxies;
  if (first === undefined) throw new RangeError('a tunnel through no proxy');
  const opened = await open(first.host, first.port, route);
  if (!opened.ok) return vantageDown(`the vantage's proxy does not answer: ${opened.detail}`);
  const { socket } = opened;
  socket.setTimeout(CONNECT_TIMEOUT_MS * 2);
  let exitAddress: string | null = null;
  for (const [index, proxy] of proxies.entries()) {
    const next = proxies[index + 1];
    const answer = await askProxy(socket, next ?? wanted, proxy);
    if (!answer.ok) {
      socket.destroy();
      if (next === undefined) return answer;
      return vantageDown(`the next proxy of the vantage cannot be reached: ${answer.detail}`);
    }
    exitAddress = answer.boundAddress;
  }
  socket.setTimeout(0);
  return { ok: true, socket, remoteAddress: null, exitAddress };
}

/** Whether the kernel knows a way to the address; a UDP socket asks it without sending anything. */
export function hasRoute(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    const settle = (isRouted: boolean): void => {
      socket.close();
      resolve(isRouted);
    };
    socket.once('error', () => settle(false));
    socket.connect(9, address, () => settle(true));
  });
}

function vantageDown(detail: string): Upstream {
  return { ok: false, failure: 'vantage-down', detail };
}

function open(address: string, port: number, { dial, track }: Route): Promise<Upstream> {
  return new Promise((resolve) => {
    const host = isAddress(address) ? canonicalAddress(address) : address;
    const where = endpoint(host, port);
    const socket = dial(host, port);
    const settle = (upstream: Upstream): void => {
      for (const event of ['timeout', 'error', 'connect', 'close']) {
        socket.removeAllListeners(event);
      }
      // Whoever takes the socket over listens for itself; until then an error must not be fatal.
      socket.on('error', () => {});
      if (!upstream.ok) socket.destroy();
      resolve(upstream);
    };
    const fail = (failure: 'refused' | 'timeout' | 'reset' | 'offline', detail: string): void =>
      settle({ ok: false, failure, detail: `${where} ${detail}` });
    // A router on the way may say the same of a network that is gone; that is not our fault.
    const failUnlessRouted = async (code: string): Promise<void> => {
      if (await hasRoute(host)) fail('timeout', `cannot be reached (${code})`);
      else fail('offline', `cannot be reached: this machine has no network there (${code})`);
    };
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => fail('timeout', 'does not answer'));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') fail('refused', 'refuses the connection');
      else if (error.code === 'ECONNRESET') fail('reset', 'resets the connection');
      else if (NO_NETWORK.has(error.code ?? '')) void failUnlessRouted(error.code ?? '');
      else fail('timeout', `cannot be reached (${error.code ?? error.message})`);
    });
    // The gateway closed in the meantime.
    socket.once('close', (hadError) => {
      if (!hadError) fail('timeout', 'had not answered when the visit ended');
    });
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.setNoDelay(true);
      settle({ ok: true, socket, remoteAddress: where, exitAddress: null });
    });
    track(socket);
  });
}
