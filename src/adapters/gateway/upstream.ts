// A target -> an open connection to it, directly or through the vantage's proxy, or why there is none.
import { connect as connectTcp, type Socket } from 'node:net';
import type { GatewayConnection } from '../../ports/egress.js';
import { canonicalAddress, endpoint, isAddress } from './address-policy.js';
import { readHttpHead } from './read-exactly.js';
import type { Resolver } from './resolve.js';
import type { SocksTarget } from './socks5.js';
import { requestConnect } from './socks5.js';

export type Upstream =
  | { readonly ok: true; readonly socket: Socket; readonly remoteAddress: string }
  | {
      readonly ok: false;
      readonly failure: NonNullable<GatewayConnection['failure']>;
      readonly detail: string;
    };

/** A proxy as the configuration names it, credentials from the environment put in. */
export interface UpstreamProxy {
  readonly kind: 'socks5' | 'http';
  readonly host: string;
  readonly port: number;
  readonly credentials: { readonly username: string; readonly password: string } | null;
}

/** Told of every socket from its first moment, so that closing the gateway leaves none behind. */
export type TrackSocket = (socket: Socket) => void;

/** How long one address may take to answer; the browser itself gives up later. */
export const CONNECT_TIMEOUT_MS = 15_000;
const MAX_PROXY_HEAD_BYTES = 16_384;

/** Connects to the first address that answers. */
export async function connectDirectly(
  target: SocksTarget,
  resolver: Resolver,
  track: TrackSocket,
): Promise<Upstream> {
  const resolution = await resolver.resolve(target.host);
  if (!resolution.ok) return resolution;
  const port = resolution.port ?? target.port;
  let last: Upstream = { ok: false, failure: 'dns-fail', detail: 'the name has no address' };
  for (const address of resolution.addresses) {
    last = await open(address, port, track);
    if (last.ok) return last;
  }
  return last;
}

/** Connects through the vantage's proxy, which resolves the names we do not know ourselves. */
export async function connectThrough(
  proxy: UpstreamProxy,
  target: SocksTarget,
  resolver: Resolver,
  track: TrackSocket,
): Promise<Upstream> {
  const known = resolver.known(target.host);
  if (known !== null && !known.ok) return known;
  const wanted = {
    host: known?.addresses[0] ?? target.host,
    port: known?.port ?? target.port,
  };
  if (known === null) resolver.leftToProxy(target.host);
  const opened = await open(proxy.host, proxy.port, track);
  if (!opened.ok) {
    return {
      ok: false,
      failure: 'vantage-down',
      detail: `the vantage's proxy does not answer: ${opened.detail}`,
    };
  }
  opened.socket.setTimeout(CONNECT_TIMEOUT_MS * 2);
  const refusal =
    proxy.kind === 'socks5'
      ? await askSocks(opened.socket, wanted, proxy)
      : await askHttp(opened.socket, wanted, proxy);
  if (refusal !== null) {
    opened.socket.destroy();
    return { ok: false, ...refusal };
  }
  opened.socket.setTimeout(0);
  return { ok: true, socket: opened.socket, remoteAddress: endpoint(wanted.host, wanted.port) };
}

/** Reads `socks5://host:port` or `http://host:port`; null where it is neither. */
export function parseProxy(
  text: string,
  credentials: UpstreamProxy['credentials'],
): UpstreamProxy | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const kind = { 'socks5:': 'socks5', 'socks5h:': 'socks5', 'http:': 'http' }[url.protocol];
  if (kind !== 'socks5' && kind !== 'http') return null;
  const port = url.port === '' ? (kind === 'http' ? 80 : 1080) : Number(url.port);
  return { kind, host: url.hostname.replace(/^\[|\]$/g, ''), port, credentials };
}

function open(address: string, port: number, track: TrackSocket): Promise<Upstream> {
  return new Promise((resolve) => {
    const host = isAddress(address) ? canonicalAddress(address) : address;
    const where = endpoint(host, port);
    // Half-open, so that a browser that has finished speaking can still listen.
    const socket = connectTcp({ host, port, allowHalfOpen: true });
    track(socket);
    const fail = (failure: 'refused' | 'timeout' | 'reset', detail: string): void => {
      for (const event of ['timeout', 'error', 'connect']) socket.removeAllListeners(event);
      socket.on('error', () => {});
      socket.destroy();
      resolve({ ok: false, failure, detail: `${where} ${detail}` });
    };
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => fail('timeout', 'does not answer'));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') fail('refused', 'refuses the connection');
      else if (error.code === 'ECONNRESET') fail('reset', 'resets the connection');
      else fail('timeout', `cannot be reached (${error.code ?? error.message})`);
    });
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.removeAllListeners('timeout');
      socket.removeAllListeners('error');
      // Whoever takes the socket over listens for itself; until then an error must not be fatal.
      socket.on('error', () => {});
      socket.setNoDelay(true);
      resolve({ ok: true, socket, remoteAddress: where });
    });
  });
}

type ProxyRefusal = Omit<Extract<Upstream, { ok: false }>, 'ok'>;

async function askSocks(
  socket: Socket,
  target: SocksTarget,
  proxy: UpstreamProxy,
): Promise<ProxyRefusal | null> {
  const answer = await requestConnect(socket, target, proxy.credentials);
  if (answer === null) return null;
  // RFC 1928 §6: 3 network unreachable, 4 host unreachable, 5 refused, 6 TTL expired.
  if (answer.code === 5) return { failure: 'refused', detail: answer.detail };
  if (answer.code === 6) return { failure: 'timeout', detail: answer.detail };
  if (answer.code === 3 || answer.code === 4) {
    // The proxy resolved the name and does not say whether that or the connection failed.
    return { failure: isAddress(target.host) ? 'timeout' : 'dns-fail', detail: answer.detail };
  }
  return { failure: 'vantage-down', detail: answer.detail };
}

async function askHttp(
  socket: Socket,
  target: SocksTarget,
  proxy: UpstreamProxy,
): Promise<ProxyRefusal | null> {
  const authority = endpoint(target.host, target.port);
  const secret = proxy.credentials;
  const basic =
    secret === null
      ? ''
      : `Proxy-Authorization: Basic ${Buffer.from(`${secret.username}:${secret.password}`).toString('base64')}\r\n`;
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${basic}\r\n`);
  const head = await readHttpHead(socket, MAX_PROXY_HEAD_BYTES);
  if (head === null) {
    return { failure: 'vantage-down', detail: 'the proxy closed the connection without an answer' };
  }
  const status = Number(/^HTTP\/1\.[01] ([0-9]{3})/.exec(head)?.[1] ?? 0);
  if (status >= 200 && status < 300) return null;
  const detail = `the proxy answered CONNECT with status ${status}`;
  // RFC 9110 §15.6.3, §15.6.5: what the proxy met on its own way to the site.
  if (status === 502 || status === 503) return { failure: 'refused', detail };
  if (status === 504) return { failure: 'timeout', detail };
  return { failure: 'vantage-down', detail };
}
