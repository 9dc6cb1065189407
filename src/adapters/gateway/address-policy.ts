// An address -> may a page be fetched from it? Only unicast addresses of the public internet may.
import ipaddr from 'ipaddr.js';

/** True for an IPv4 or IPv6 address literal, with or without brackets. */
export function isAddress(host: string): boolean {
  return ipaddr.isValid(stripBrackets(host));
}

/**
 * True where the address belongs to the public internet: IPv4-mapped, NAT64 and 6to4 forms are
 * judged by what they carry, everything that is not plain unicast is not public.
 */
export function isPublicAddress(address: string): boolean {
  const bare = stripBrackets(address).replace(/%.*$/, '');
  if (!ipaddr.isValid(bare)) return false;
  const parsed = ipaddr.process(bare);
  return parsed.range() === 'unicast' && !isEmbeddedPrivate(parsed);
}

/** The canonical spelling: `0x7f.1`, `2130706433` and `127.1` are all 127.0.0.1. */
export function canonicalAddress(host: string): string {
  return ipaddr.process(stripBrackets(host).replace(/%.*$/, '')).toString();
}

/** `address:port`, IPv6 in brackets. */
export function endpoint(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

// ::a.b.c.d (RFC 4291 §2.5.5.1, deprecated) still reaches the IPv4 address on some systems.
function isEmbeddedPrivate(parsed: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (!(parsed instanceof ipaddr.IPv6)) return false;
  return parsed.parts.slice(0, 6).every((part) => part === 0);
}

function stripBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
