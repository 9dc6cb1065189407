// Configuration -> for every capture a gateway to the world through the vantage's proxies.
import { VestigeError } from '../../errors.js';
import type { Clock } from '../../ports/clock.js';
import type { Egress } from '../../ports/egress.js';
import { openGateway } from './capture-gateway.js';
import { parseProxy, type UpstreamProxy } from './proxy.js';
import { createSystemLookup, type LookupNames } from './system-lookup.js';
import { type Dial, dialTcp } from './upstream.js';

export interface EgressSettings {
  readonly allowPrivateAddresses: boolean;
  /** Name -> address[:port], like curl --connect-to. */
  readonly resolve: Readonly<Record<string, string>>;
  readonly vantages: Readonly<
    Record<string, { readonly proxy: string | readonly string[] | null }>
  >;
}

/** How names are looked up and connections begun, in place of this machine's own ways. */
export interface World {
  readonly lookupNames?: LookupNames;
  readonly dial?: Dial;
}

/**
 * Credentials of a vantage's proxy stand in VESTIGE_PROXY_<VANTAGE>_USERNAME and …_PASSWORD; of the
 * second and later ones of a chain in VESTIGE_PROXY_<VANTAGE>_2_USERNAME and so on.
 */
export function openEgress(settings: EgressSettings, clock: Clock, world: World = {}): Egress {
  const { lookupNames = createSystemLookup(), dial = dialTcp } = world;
  return {
    async open(vantage) {
      const proxies = proxiesOf(settings, vantage);
      return openGateway({ settings, proxies, clock, lookupNames, dial });
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
