// A lookup: one question about a name to a resolver that was named by the config, and the very bytes
// that came back.
import type { Instant } from './instant.js';

/** Addresses, name servers; DS and DNSKEY are what the signatures (RRSIG) are checked with. */
export const LOOKUP_TYPES = ['A', 'AAAA', 'NS', 'DS', 'DNSKEY'] as const;
export type LookupType = (typeof LOOKUP_TYPES)[number];

export interface Lookup {
  /** As the config names it. */
  readonly resolver: string;
  /** `address:port` asked. */
  readonly address: string;
  readonly transport: 'udp' | 'tcp' | 'tls';
  /** True where the vantage's proxies carried it: they carry no UDP. */
  readonly isProxied: boolean;
  readonly name: string;
  readonly type: LookupType;
  /** When it was asked. */
  readonly at: Instant;
  readonly durationMs: number;
  /** RFC 1035 §4, as sent. */
  readonly query: Uint8Array;
  /** As it came; null where nothing did. */
  readonly answer: Uint8Array | null;
  /** Why nothing came, for people; null where something did. */
  readonly error: string | null;
}

/** What one resolver said of a host, for people and for judging. */
export interface ResolverWord {
  readonly resolver: string;
  readonly address: string;
  readonly at: Instant;
  /** `TCP`, `UDP` or `TLS`, and whether a proxy carried it. */
  readonly transport: Lookup['transport'];
  readonly isProxied: boolean;
  readonly said: 'addresses' | 'nxdomain' | 'no-address' | 'failed' | 'nothing';
  /** The code of the answer, such as `NXDOMAIN`, or why there is none. */
  readonly detail: string;
  readonly addresses: readonly string[];
  /** Names of the servers of the zone, sorted; empty where none were told. */
  readonly nameServers: readonly string[];
  /** Signatures (RRSIG) came with it; whether they are good is for a validator to say. */
  readonly isSigned: boolean;
  /** The resolver says that it checked them (AD). */
  readonly isAuthentic: boolean;
}
