// A socket to a vantage's proxy -> a tunnel to the target, or what its refusal tells: SOCKS5
// (RFC 1928) and HTTP CONNECT (RFC 9110 §9.3.6). A proxy that fails is our fault; what it says of
// the site is kept as its word, and never made stronger than it is.
import type { Socket } from 'node:net';
import type { GatewayConnection } from '../../ports/egress.js';
import { endpoint } from './address-policy.js';
import { readHttpHead } from './read-exactly.js';
import { requestConnect, type SocksTarget } from './socks5.js';

/** A proxy as the configuration names it, credentials from the environment put in. */
export interface UpstreamProxy {
  readonly kind: 'socks5' | 'http';
  readonly host: string;
  readonly port: number;
  readonly credentials: { readonly username: string; readonly password: string } | null;
}

export type ProxyAnswer =
  | { readonly ok: true; readonly boundAddress: string | null }
  | {
      readonly ok: false;
      readonly failure: NonNullable<GatewayConnection['failure']>;
      readonly detail: string;
    };

const MAX_HEAD_BYTES = 16_384;

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

/** Asks the proxy at the socket's other end for a tunnel. */
export function askProxy(
  socket: Socket,
  target: SocksTarget,
  proxy: UpstreamProxy,
): Promise<ProxyAnswer> {
  return proxy.kind === 'socks5' ? askSocks(socket, target, proxy) : askHttp(socket, target, proxy);
}

async function askSocks(
  socket: Socket,
  target: SocksTarget,
  proxy: UpstreamProxy,
): Promise<ProxyAnswer> {
  const answer = await requestConnect(socket, target, proxy.credentials);
  if (answer.ok) return answer;
  const said = SOCKS_WORDS.get(answer.code ?? -1);
  if (said === undefined) return { ok: false, failure: 'vantage-down', detail: answer.detail };
  const detail = `the vantage's proxy says that ${said[1]} (SOCKS reply ${answer.code})`;
  return { ok: false, failure: said[0], detail };
}

// RFC 1928 §6. What speaks of the proxy's own network or rules (1, 2, 3, 7, 8) is no word on the site.
const SOCKS_WORDS: ReadonlyMap<number, readonly ['timeout' | 'refused', string]> = new Map([
  // Whether the name, the route or the host failed it does not tell: the least of them is said.
  [4, ['timeout', 'it could not reach the host']],
  [5, ['refused', 'the host refused the connection']],
  [6, ['timeout', 'the way to the host took too long']],
]);

async function askHttp(
  socket: Socket,
  target: SocksTarget,
  proxy: UpstreamProxy,
): Promise<ProxyAnswer> {
  const authority = endpoint(target.host, target.port);
  const secret = proxy.credentials;
  const basic =
    secret === null
      ? ''
      : `Proxy-Authorization: Basic ${Buffer.from(`${secret.username}:${secret.password}`).toString('base64')}\r\n`;
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${basic}\r\n`);
  const head = await readHttpHead(socket, MAX_HEAD_BYTES);
  if (head === null) {
    const detail = "the vantage's proxy gave no answer that is HTTP";
    return { ok: false, failure: 'vantage-down', detail };
  }
  const status = Number(/^HTTP\/1\.[01] ([0-9]{3})[ \r]/.exec(head)?.[1] ?? 0);
  if (status >= 200 && status < 300) return { ok: true, boundAddress: null };
  if (status === 407) {
    const detail = "the vantage's proxy does not accept our credentials (407)";
    return { ok: false, failure: 'vantage-down', detail };
  }
  const reason = reasonIn(head);
  const failure = REASONS.get(reason ?? `${status}`) ?? 'vantage-down';
  const words = reason === null ? '' : `, ${reason}`;
  const detail = `the vantage's proxy answered CONNECT with status ${status}${words}`;
  return { ok: false, failure, detail };
}

/** What the proxy gives as its reason: RFC 9209 §2.1.1 `error`, or Squid's own field. */
function reasonIn(head: string): string | null {
  const standard = /^proxy-status:.*;\s*error=([a-z_]+)/im.exec(head)?.[1];
  const squid = /^x-squid-error:\s*(ERR_[A-Z_]+(?: \d+)?)/im.exec(head)?.[1];
  return standard ?? squid ?? null;
}

// Statuses: RFC 9110 §15.6.3 and §15.6.5 speak of the way to the site, and 502 does not say what
// failed there; §15.6.4 (503) speaks of the proxy itself. Reasons: RFC 9209 §2.3; Squid's errno.
const REASONS: ReadonlyMap<string, 'dns-fail' | 'refused' | 'timeout'> = new Map([
  ['502', 'timeout'],
  ['504', 'timeout'],
  ['dns_timeout', 'dns-fail'],
  ['dns_error', 'dns-fail'],
  ['destination_not_found', 'timeout'],
  ['destination_unavailable', 'timeout'],
  ['destination_ip_unroutable', 'timeout'],
  ['connection_refused', 'refused'],
  ['connection_timeout', 'timeout'],
  ['ERR_DNS_FAIL 0', 'dns-fail'],
  ['ERR_DNS_FAIL', 'dns-fail'],
  ['ERR_CONNECT_FAIL 111', 'refused'],
  ['ERR_CONNECT_FAIL 110', 'timeout'],
  ['ERR_CONNECT_FAIL 113', 'timeout'],
]);
