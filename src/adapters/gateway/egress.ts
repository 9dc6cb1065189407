// Vantage -> a SOCKS5 listener on loopback for one capture: the only way out for a browser.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { VestigeError } from '../../errors.js';
import { isBrowsersOwnHost } from '../../formats/netlog/browsers-own.js';
import { instantOf } from '../../model/instant.js';
import type { Refusal } from '../../model/snapshot.js';
import type { Clock } from '../../ports/clock.js';
import type { Egress, Gateway, GatewayConnection } from '../../ports/egress.js';
import { relay } from './relay.js';
import { createResolver, type LookupNames, type Resolver } from './resolve.js';
import { acceptRequest, REPLY, reply, type SocksTarget } from './socks5.js';
import {
  connectDirectly,
  connectThrough,
  parseProxy,
  type Upstream,
  type UpstreamProxy,
} from './upstream.js';

export interface EgressSettings {
  readonly allowPrivateAddresses: boolean;
  /** Name -> address[:port], like curl --connect-to. */
  readonly resolve: Readonly<Record<string, string>>;
  readonly vantages: Readonly<Record<string, { readonly proxy: string | null }>>;
}

/** Credentials of a vantage's proxy stand in VESTIGE_PROXY_<VANTAGE>_USERNAME and …_PASSWORD. */
export function openEgress(
  settings: EgressSettings,
  clock: Clock,
  lookupNames?: LookupNames,
): Egress {
  return {
    async open(vantage) {
      const proxy = proxyOf(settings, vantage);
      const resolver = createResolver(settings, clock, lookupNames);
      return listen(proxy, resolver, clock);
    },
  };
}

function proxyOf(settings: EgressSettings, vantage: string): UpstreamProxy | null {
  const configured = settings.vantages[vantage];
  if (configured === undefined) {
    throw new VestigeError(
      'CONFIG_INVALID',
      `There is no vantage "${vantage}"; egress.vantages names ${Object.keys(settings.vantages).join(', ')}.`,
    );
  }
  if (configured.proxy === null) return null;
  const key = `VESTIGE_PROXY_${vantage.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
  const username = process.env[`${key}_USERNAME`];
  const password = process.env[`${key}_PASSWORD`];
  const credentials = username === undefined ? null : { username, password: password ?? '' };
  const proxy = parseProxy(configured.proxy, credentials);
  if (proxy === null) {
    throw new VestigeError(
      'CONFIG_INVALID',
      `egress.vantages.${vantage}.proxy must be socks5://host:port or http://host:port.`,
    );
  }
  return proxy;
}

/** What happens to one connection, filled in as it goes. */
type Entry = { -readonly [K in keyof GatewayConnection]: GatewayConnection[K] };

async function listen(
  proxy: UpstreamProxy | null,
  resolver: Resolver,
  clock: Clock,
): Promise<Gateway> {
  const connections: Entry[] = [];
  const refused: Refusal[] = [];
  const open = new Set<Socket>();
  let begun: { maxBytes: number } | null = null;
  let passedBytes = 0;
  let isExhausted = false;

  const refuse = (target: SocksTarget, reason: Refusal['reason'], detail: string): void => {
    refused.push({ at: instantOf(clock.nowMs()), ...target, reason, detail });
  };
  const track = (socket: Socket): void => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  };
  const count = (sizeBytes: number): boolean => {
    passedBytes += sizeBytes;
    if (passedBytes > (begun?.maxBytes ?? 0)) isExhausted = true;
    return !isExhausted;
  };

  const connect = async (browser: Socket, target: SocksTarget, entry: Entry): Promise<void> => {
    const upstream =
      proxy === null
        ? await connectDirectly(target, resolver, track)
        : await connectThrough(proxy, target, resolver, track);
    if (!upstream.ok) {
      entry.failure = upstream.failure;
      entry.detail = upstream.detail;
      if (upstream.failure === 'private-address' || upstream.failure === 'dns-bogon') {
        refuse(target, 'private-address', upstream.detail);
      }
      return reply(browser, replyFor(upstream));
    }
    if (browser.destroyed) return void upstream.socket.destroy();
    entry.remoteAddress = upstream.remoteAddress;
    reply(browser, REPLY.succeeded);
    relay(browser, upstream.socket, {
      count(sizeBytes) {
        if (count(sizeBytes)) return true;
        entry.failure = 'bytes-limit';
        entry.detail = 'the capture reached its limit of bytes';
        return false;
      },
      reset() {
        entry.failure = 'reset';
        entry.detail = `${upstream.remoteAddress} reset the connection`;
      },
    });
  };

  const serve = async (browser: Socket): Promise<void> => {
    track(browser);
    browser.on('error', () => {});
    browser.setNoDelay(true);
    const clientPort = browser.remotePort ?? 0;
    const request = await acceptRequest(browser);
    if (!request.ok) {
      refuse({ host: '', port: 0 }, 'bad-request', request.detail);
      return void browser.destroySoon();
    }
    const { target } = request;
    // Before the visit begins only the browser itself speaks, and that is no part of the capture.
    if (begun === null) return reply(browser, REPLY.notAllowed);
    if (isBrowsersOwnHost(target.host)) {
      refuse(target, 'not-the-page', 'a service of the browser itself');
      return reply(browser, REPLY.notAllowed);
    }
    if (isExhausted) {
      refuse(target, 'bytes-limit', 'the capture has reached its limit of bytes');
      return reply(browser, REPLY.notAllowed);
    }
    const at = instantOf(clock.nowMs());
    const entry: Entry = {
      at,
      ...target,
      clientPort,
      remoteAddress: null,
      failure: null,
      detail: '',
    };
    connections.push(entry);
    await connect(browser, target, entry);
  };

  const server = createServer({ allowHalfOpen: true }, (browser) => void serve(browser));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections.map((entry) => ({ ...entry })),
    dns: () => resolver.answers(),
    refused: () => [...refused],
    exhausted: () => isExhausted,
    begin: (options) => {
      begun = options;
    },
    async close() {
      for (const socket of open) socket.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
}

function replyFor(upstream: Extract<Upstream, { ok: false }>): number {
  if (upstream.failure === 'refused') return REPLY.refused;
  if (upstream.failure === 'private-address') return REPLY.notAllowed;
  if (upstream.failure === 'vantage-down') return REPLY.generalFailure;
  return REPLY.hostUnreachable;
}
