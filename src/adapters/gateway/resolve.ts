// A name -> the addresses it may be reached at, checked once and then kept for the whole capture,
// so that an answer cannot change between the check and the connection (DNS rebinding).
import { lookup } from 'node:dns/promises';
import { instantOf } from '../../model/instant.js';
import type { DnsAnswer } from '../../model/snapshot.js';
import type { Clock } from '../../ports/clock.js';
import type { GatewayConnection } from '../../ports/egress.js';
import { canonicalAddress, isAddress, isPublicAddress } from './address-policy.js';

/** How the operating system is asked: all addresses in its order, or an error with its code. */
export type LookupNames = (host: string) => Promise<readonly string[]>;

export type Resolution =
  | {
      readonly ok: true;
      readonly addresses: readonly string[];
      /** Another port than the page named, by `egress.resolve`. */
      readonly port: number | null;
    }
  | {
      readonly ok: false;
      readonly failure: NonNullable<GatewayConnection['failure']>;
      readonly detail: string;
    };

export interface ResolveSettings {
  readonly allowPrivateAddresses: boolean;
  readonly resolve: Readonly<Record<string, string>>;
}

export interface Resolver {
  resolve(host: string): Promise<Resolution>;
  /** `egress.resolve` or an address literal; null where a resolver has to be asked. */
  known(host: string): Resolution | null;
  /** Notes that the vantage's proxy is to find the name's address, which it does not tell. */
  leftToProxy(host: string): void;
  answers(): readonly DnsAnswer[];
}

/** A resolver for one capture. */
export function createResolver(
  settings: ResolveSettings,
  clock: Clock,
  lookupNames: LookupNames = lookupSystem,
): Resolver {
  const answers: DnsAnswer[] = [];
  const pinned = new Map<string, Promise<Resolution>>();
  const note = (
    host: string,
    source: DnsAnswer['source'],
    addresses: readonly string[],
    error: string | null,
  ): void => {
    answers.push({ host, at: instantOf(clock.nowMs()), source, addresses, error });
  };

  const known = (host: string): Resolution | null => {
    const mapped = Object.entries(settings.resolve).find(
      ([name]) => name.toLowerCase() === host,
    )?.[1];
    if (mapped !== undefined) {
      const { address, port } = splitEndpoint(mapped);
      if (!answers.some((answer) => answer.host === host)) note(host, 'config', [address], null);
      return check([address], 'config', port, settings.allowPrivateAddresses);
    }
    if (isAddress(host)) {
      return check([canonicalAddress(host)], 'literal', null, settings.allowPrivateAddresses);
    }
    // RFC 6761 §6.3: localhost is the machine itself, whatever a resolver says.
    if (isLocalhost(host)) {
      return check(['127.0.0.1', '::1'], 'literal', null, settings.allowPrivateAddresses);
    }
    return null;
  };

  const ask = async (host: string): Promise<Resolution> => {
    try {
      // RFC 6761 §6.4: invalid never exists, and nobody need be asked.
      if (/(^|\.)invalid$/.test(host)) throw Object.assign(new Error(), { code: 'ENOTFOUND' });
      const addresses = await lookupNames(host);
      note(host, 'system', addresses, null);
      return check(addresses, 'system', null, settings.allowPrivateAddresses);
    } catch (error) {
      const code = codeOf(error);
      note(host, 'system', [], code);
      const isUnknown = code === 'ENOTFOUND' || code === 'ENODATA';
      return {
        ok: false,
        failure: isUnknown ? 'nxdomain' : 'dns-fail',
        detail: isUnknown
          ? `the name ${host} does not exist`
          : `the resolver gave no answer for ${host} (${code})`,
      };
    }
  };

  return {
    known: (host) => known(normaliseName(host)),
    async resolve(host) {
      const name = normaliseName(host);
      const fixed = known(name);
      if (fixed !== null) return fixed;
      const asked = pinned.get(name) ?? ask(name);
      pinned.set(name, asked);
      return asked;
    },
    leftToProxy(host) {
      const name = normaliseName(host);
      if (!answers.some((answer) => answer.host === name)) note(name, 'proxy', [], null);
    },
    answers: () => [...answers],
  };
}

function check(
  addresses: readonly string[],
  source: 'config' | 'system' | 'literal',
  port: number | null,
  allowPrivateAddresses: boolean,
): Resolution {
  const usable = allowPrivateAddresses ? addresses : addresses.filter(isPublicAddress);
  if (usable.length > 0) return { ok: true, addresses: usable, port };
  const list = addresses.join(', ');
  // A public name that leads only to private addresses is a forged or broken answer.
  return source === 'system'
    ? {
        ok: false,
        failure: addresses.length === 0 ? 'dns-fail' : 'dns-bogon',
        detail: `the name resolves only to addresses outside the public internet: ${list}`,
      }
    : {
        ok: false,
        failure: 'private-address',
        detail: `${list} is not an address of the public internet, and egress.allowPrivateAddresses is false`,
      };
}

function isLocalhost(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === 'localhost.localdomain';
}

function normaliseName(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}

/** `address`, `address:port` or `[IPv6]:port`. */
function splitEndpoint(text: string): { address: string; port: number | null } {
  const match = /^(?:\[([^\]]+)\]|([^:]+))(?::([0-9]+))?$/.exec(text);
  if (match === null) return { address: text, port: null };
  return {
    address: match[1] ?? match[2] ?? text,
    port: match[3] === undefined ? null : Number(match[3]),
  };
}

async function lookupSystem(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map((each) => each.address);
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : 'EUNKNOWN';
}
