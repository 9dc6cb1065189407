// The only way out: a SOCKS5 listener of its own for every capture.

import type { Instant } from '../model/instant.js';
import type { DnsAnswer, Refusal, TransportFailure } from '../model/snapshot.js';

/** One connection the browser asked for, and what became of it. */
export interface GatewayConnection {
  readonly at: Instant;
  readonly host: string;
  readonly port: number;
  /** The browser's own port on loopback: the NetLog's `local_address` of the same connection. */
  readonly clientPort: number;
  /** `address:port` connected to, or null. */
  readonly remoteAddress: string | null;
  /** Why it was not made, or how it broke; null while nothing went wrong. */
  readonly failure: TransportFailure | 'private-address' | 'vantage-down' | 'bytes-limit' | null;
  readonly detail: string;
}

/**
 * Contract: resolves names itself (keeping the answers), connects to the very address it checked,
 * refuses private addresses unless the config allows them, stops at `maxBytes`. Bytes pass
 * untouched.
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
  /** From now on connections are for the page. Before, only the browser itself speaks, and is refused. */
  begin(options: { maxBytes: number }): void;
  close(): Promise<void>;
}

export interface Egress {
  open(vantage: string): Promise<Gateway>;
}
