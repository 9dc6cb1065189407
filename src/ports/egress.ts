// The only way out: a SOCKS5 listener of its own for every capture.

import type { Socket } from 'node:net';
import type { Instant } from '../model/instant.js';
import type { Lookup } from '../model/lookup.js';
import type {
  ControlAnswer,
  DnsAnswer,
  Refusal,
  TransportFailure,
  VantageExit,
} from '../model/snapshot.js';

/** One connection the browser asked for, and what became of it. */
export interface GatewayConnection {
  readonly at: Instant;
  readonly host: string;
  readonly port: number;
  /** The browser's own port on loopback: the NetLog's `local_address` of the same connection. */
  readonly clientPort: number;
  /** True once somebody was at the other end: the site, or the vantage's proxy speaking for it. */
  readonly isConnected: boolean;
  /** `address:port` connected to; null also where the vantage's proxy does not tell it. */
  readonly remoteAddress: string | null;
  /** Why it was not made, or how it broke; null while nothing went wrong. */
  readonly failure:
    | TransportFailure
    | 'private-address'
    | 'vantage-down'
    /** This machine has no network, or its DNS server answers for no name at all. */
    | 'offline'
    | 'bytes-limit'
    | null;
  readonly detail: string;
}

/**
 * Contract: resolves names itself (keeping the answers), connects to the very address it checked,
 * refuses private addresses unless the config allows them, stops at `maxBytes`. What it holds
 * is bounded whatever is asked of it. Bytes pass untouched.
 * Trust: trusted; everything behind it is hostile.
 */
export interface Gateway {
  /** Loopback port of the SOCKS5 listener. */
  readonly port: number;
  connections(): readonly GatewayConnection[];
  dns(): readonly DnsAnswer[];
  refused(): readonly Refusal[];
  /** True once `maxBytes` was reached. */
  exhausted(): boolean;
  /** Where a vantage with proxies comes out, as far as that is known; null without proxies. */
  exit(): VantageExit | null;
  /** Cuts everything off as if `maxBytes` had been reached. */
  exhaust(): void;
  /** From now on connections are for the page. Before, only the browser itself speaks, and is refused. */
  begin(options: { maxBytes: number }): void;
  close(): Promise<void>;
}

/** What a server answered to one GET of ours. */
export interface PlainAnswer {
  /** The address that answered, after redirects. */
  readonly url: string;
  readonly status: number;
  readonly statusText: string;
  /** As they came, in their order. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

/** Opens a connection to a host; why there is none it says in words for a person. */
export type Connect = (target: { readonly host: string; readonly port: number }) => Promise<Socket>;

export interface Egress {
  open(vantage: string): Promise<Gateway>;
  /**
   * One GET through the vantage for what is no page of a watch: no cookies, no coding of the content,
   * a few redirects.
   * @throws MEMENTO_UNREACHABLE
   */
  get(vantage: string, url: string): Promise<PlainAnswer>;
  /** The way through the vantage's proxies; null where it has none. @throws CONFIG_INVALID */
  tunnel(vantage: string): Connect | null;
  /**
   * Whether somebody takes a connection at the URL's host, as a canary for this vantage's own line;
   * nothing is sent. Null where that would tell nothing: with `byName`, a name fixed by the config.
   */
  reaches(vantage: string, url: string, options: { byName: boolean }): Promise<boolean | null>;
  /**
   * How this machine's own line, or the vantage's proxy, fares at this moment on the way to a host: what
   * can be asked without speaking to the host itself.
   */
  ownLine(
    vantage: string,
    to: { readonly host: string; readonly addresses: readonly string[] },
  ): Promise<readonly ControlAnswer[]>;
  /**
   * Asks every resolver of the config about a host, through the vantage; nobody about a name that the
   * config fixes, or that is none of the public DNS. A resolver that does not answer is told of, too.
   */
  askResolvers(vantage: string, host: string): Promise<readonly Lookup[]>;
}
