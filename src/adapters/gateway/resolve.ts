// A name -> the addresses it may be reached at, checked once and then kept for the whole capture,
// so that an answer cannot change between the check and the connection (DNS rebinding).
import { domainToASCII } from 'node:url';
import { instantOf } from '../../model/instant.js';
import type { DnsAnswer } from '../../model/snapshot.js';
import type { Clock } from '../../ports/clock.js';
import type { GatewayConnection } from '../../ports/egress.js';
import {
  canonicalAddress,
  isAddress,
  isLocalhost,
  isPrivateName,
  isPublicAddress,
  normaliseName,
} from './address-policy.js';
import { codeOf, deniedTop, type LookupNames } from './system-lookup.js';

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

/** A resolver for one capture; `signal` ends what is still being asked. */
export function createResolver(
  settings: ResolveSettings,
  clock: Clock,
  lookupNames: LookupNames,
  signal: AbortSignal,
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

  // People write names in their own script, browsers in ASCII (RFC 5890 §2.3.2.1).
  const configured = (host: string): string | undefined =>
    settings.resolve[host] ??
    Object.entries(settings.resolve).find(
      ([name]) => normaliseName(domainToASCII(name)) === host,
    )?.[1];

  const known = (host: string): Resolution | null => {
    const mapped = configured(host);
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
    if (isPrivateName(host) && !settings.allowPrivateAddresses) {
      return {
        ok: false,
        failure: 'private-address',
        detail: `${host} is a name of private networks, and egress.allowPrivateAddresses is false`,
      };
    }
    return null;
  };

  const ask = async (host: string): Promise<Resolution> => {
    // RFC 7686 §2: names of Tor are never asked of DNS.
    if (host.endsWith('.onion')) {
      const detail = `${host} is found through Tor only, and this vantage has no proxy`;
      return { ok: false, failure: 'vantage-down', detail };
    }
    try {
      // RFC 6761 §6.4: invalid never exists, and nobody need be asked.
      if (host.endsWith('.invalid')) throw Object.assign(new Error(), { code: 'ENOTFOUND' });
      const addresses = await lookupNames(host, signal);
      note(host, 'system', addresses, null);
      return check(addresses, 'system', null, settings.allowPrivateAddresses);
    } catch (error) {
      const code = codeOf(error);
      note(host, 'system', [], code);
      const top = deniedTop(error);
      if (top !== null) {
        const detail = `the DNS server of this machine has no answer for ${host}, and none for ".${top}" as a whole: it answers for nothing`;
        return { ok: false, failure: 'offline', detail };
      }
      if (NOBODY_ASKED.has(code)) {
        return { ok: false, failure: 'offline', detail: `${host}: ${DNS_WORDS[code] ?? code}` };
      }
      return code === 'ENOTFOUND'
        ? { ok: false, failure: 'nxdomain', detail: `the name ${host} does not exist` }
        : { ok: false, failure: 'dns-fail', detail: `${host}: ${DNS_WORDS[code] ?? code}` };
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

/** `address`, `address:port` or `[IPv6]:port`. */
export function splitEndpoint(text: string): { address: string; port: number | null } {
  const match = /^(?:\[([^\]]+)\]|([^:]+))(?::([0-9]+))?$/.exec(text);
  if (match === null) return { address: text, port: null };
  return {
    address: match[1] ?? match[2] ?? text,
    port: match[3] === undefined ? null : Number(match[3]),
  };
}

/** No DNS server could be spoken to at all, whatever the name. */
const NOBODY_ASKED: ReadonlySet<string> = new Set(['ECONNREFUSED', 'EAI_AGAIN']);

// Codes of c-ares and getaddrinfo, for people; what is none of these says itself.
const DNS_WORDS: Readonly<Record<string, string>> = {
  ECANCELLED: 'the visit ended before a DNS server answered',
  ECONNREFUSED: 'no DNS server could be asked',
  EAI_AGAIN: 'no DNS server answered',
  EAI_NONAME: 'this machine finds no address for the name',
  ENODATA: 'the name exists and has no address',
  EREFUSED: 'the DNS server refused to answer',
  ESERVFAIL: 'the DNS server could not find an answer (SERVFAIL)',
  ETIMEOUT: 'no DNS server answered in time',
};
