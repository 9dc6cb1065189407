// Configuration -> for every capture a gateway to the world through the vantage's proxies.
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { VestigeError } from '../../errors.js';
import { instantOf } from '../../model/instant.js';
import type { ControlAnswer } from '../../model/snapshot.js';
import type { Clock } from '../../ports/clock.js';
import type { Connect, Egress } from '../../ports/egress.js';
import { endpoint } from './address-policy.js';
import { askResolvers, type NamedResolver } from './ask-resolvers.js';
import { openGateway } from './capture-gateway.js';
import { plainGet } from './plain-get.js';
import { parseProxy, type UpstreamProxy } from './proxy.js';
import { createResolver } from './resolve.js';
import { createSystemLookup, type LookupNames } from './system-lookup.js';
import {
  connectDirectly,
  connectThrough,
  type Dial,
  dialTcp,
  hasRoute,
  isReachable,
  takesConnection,
} from './upstream.js';

export interface EgressSettings {
  readonly allowPrivateAddresses: boolean;
  /** Name -> address[:port], like curl --connect-to. */
  readonly resolve: Readonly<Record<string, string>>;
  readonly vantages: Readonly<
    Record<string, { readonly proxy: string | readonly string[] | null }>
  >;
  /** Asked about names beside this machine's own; none where absent. */
  readonly resolvers?: readonly NamedResolver[];
}

/** A canary that takes longer is counted as silent. */
const REACH_TIMEOUT_MS = 5_000;

/** How names are looked up and connections begun, in place of this machine's own ways. */
export interface World {
  readonly lookupNames?: LookupNames;
  readonly dial?: Dial;
  /** PEM of authorities that certify resolvers, in place of the usual ones. */
  readonly authorities?: string;
}

/**
 * Credentials of a vantage's proxy stand in VESTIGE_PROXY_<VANTAGE>_USERNAME and …_PASSWORD; of the
 * second and later ones of a chain in VESTIGE_PROXY_<VANTAGE>_2_USERNAME and so on.
 */
export function openEgress(settings: EgressSettings, clock: Clock, world: World = {}): Egress {
  const { lookupNames = createSystemLookup(), dial = dialTcp, authorities } = world;
  const connectBy =
    (proxies: readonly UpstreamProxy[]): Connect =>
    async (target) => {
      const ending = new AbortController();
      const resolver = createResolver(settings, clock, lookupNames, ending.signal);
      const route = { resolver, dial, track: () => {} };
      const reached = await (proxies.length === 0
        ? connectDirectly(target, route)
        : connectThrough(proxies, target, route));
      if (!reached.ok) throw new Error(reached.detail);
      return reached.socket;
    };
  return {
    async open(vantage) {
      const proxies = proxiesOf(settings, vantage);
      return openGateway({ settings, proxies, clock, lookupNames, dial });
    },
    async get(vantage, url) {
      return plainGet(connectBy(proxiesOf(settings, vantage)), url);
    },
    tunnel(vantage) {
      const proxies = proxiesOf(settings, vantage);
      return proxies.length === 0 ? null : connectBy(proxies);
    },
    async ownLine(vantage, { host, addresses }) {
      const proxies = proxiesOf(settings, vantage);
      const ending = new AbortController();
      const resolver = createResolver(settings, clock, lookupNames, ending.signal);
      const answer = async (
        what: ControlAnswer['what'],
        name: string,
        asked: Promise<boolean | null>,
      ): Promise<ControlAnswer> => {
        const at = instantOf(clock.nowMs());
        return { what, name, at, isWell: await asked };
      };
      const last = proxies.at(-1);
      if (last !== undefined) {
        const isUp = isReachable(proxies, { resolver, dial, track: () => {} });
        const name = `${last.kind}://${endpoint(last.host, last.port)}`;
        return [await answer('proxy', name, isUp)];
      }
      const top = host.split('.').at(-1) ?? '';
      const { topAnswers } = lookupNames;
      const isNamed = resolver.known(host) === null && topAnswers !== undefined;
      return Promise.all([
        ...(isNamed ? [answer('top-level', top, topAnswers(top))] : []),
        ...addresses.slice(0, 2).map((address) => answer('route', address, hasRoute(address))),
      ]);
    },
    async askResolvers(vantage, host) {
      const { resolvers = [] } = settings;
      const proxies = proxiesOf(settings, vantage);
      const ending = new AbortController();
      const resolver = createResolver(settings, clock, lookupNames, ending.signal);
      const route = { resolver, dial, track: () => {} };
      if (resolvers.length === 0 || resolver.known(host) !== null) return [];
      const whyNot = (address: string): string | null => {
        const known = resolver.known(address);
        return known?.ok === false ? known.detail : null;
      };
      return askResolvers(
        {
          ...{ resolvers, clock, whyNot, isProxied: proxies.length > 0 },
          connect: (target) =>
            proxies.length === 0
              ? connectDirectly(target, route)
              : connectThrough(proxies, target, route),
          ...(authorities === undefined ? {} : { authorities }),
        },
        host,
      );
    },
    async reaches(vantage, url, { byName }) {
      const proxies = proxiesOf(settings, vantage);
      const ending = new AbortController();
      const resolver = createResolver(settings, clock, lookupNames, ending.signal);
      const { hostname, port, protocol } = new URL(url);
      const target = {
        host: hostname.replace(/^\[|\]$/g, ''),
        port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
      };
      if (byName && resolver.known(target.host) !== null) return null;
      const sockets = new Set<Socket>();
      const track = (socket: Socket): void => void sockets.add(socket);
      const tooLong = sleep(REACH_TIMEOUT_MS, false, { signal: ending.signal }).catch(() => false);
      try {
        return await Promise.race([
          takesConnection(proxies, target, { resolver, dial, track }),
          tooLong,
        ]);
      } finally {
        ending.abort();
        for (const socket of sockets) socket.destroy();
      }
    },
  };
}

function proxiesOf(settings: EgressSettings, vantage: string): readonly UpstreamProxy[] {
  const configured = settings.vantages[vantage];
  if (configured === undefined) {
    throw new VestigeError(
      'CONFIG_INVALID',
      `There is no vantage "${vantage}"; egress.vantages names ${Object.keys(settings.vantages).join(', ')}.`,
    );
  }
  if (configured.proxy === null) return [];
  return [configured.proxy].flat().map((text, index) => {
    const proxy = parseProxy(text, credentialsOf(vantage, index));
    if (proxy !== null) return proxy;
    throw new VestigeError(
      'CONFIG_INVALID',
      `egress.vantages.${vantage}.proxy must be socks5://host:port or http://host:port, or a list of such.`,
    );
  });
}

function credentialsOf(vantage: string, index: number): UpstreamProxy['credentials'] {
  const name = vantage.toUpperCase().replace(/[^A-Z0-9]/g, '_');
  const key = `VESTIGE_PROXY_${name}${index === 0 ? '' : `_${index + 1}`}`;
  const username = process.env[`${key}_USERNAME`];
  const password = process.env[`${key}_PASSWORD`];
  return username === undefined ? null : { username, password: password ?? '' };
}
