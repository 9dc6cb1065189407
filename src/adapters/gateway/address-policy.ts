// A host -> may a page be fetched from it? Only unicast addresses and names of the public internet may.
import ipaddr from 'ipaddr.js';

/** True for an IPv4 or IPv6 address literal, with or without brackets. */
export function isAddress(host: string): boolean {
  return ipaddr.isValid(stripBrackets(host));
}

/**
 * True where the address belongs to the public internet. IPv4-mapped and NAT64 forms are judged by
 * the address they carry; of the others everything that is not plain unicast is not public.
 */
export function isPublicAddress(address: string): boolean {
  const bare = stripBrackets(address).replace(/%.*$/, '');
  if (!ipaddr.isValid(bare)) return false;
  const parsed = ipaddr.process(bare);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.range() === 'unicast';
  const carried = carriedByNat64(parsed);
  if (carried !== null) return carried.range() === 'unicast';
  return parsed.range() === 'unicast' && parsed.match(GLOBAL_UNICAST);
}

/** The canonical spelling: `0x7f.1`, `2130706433` and `127.1` are all 127.0.0.1. */
export function canonicalAddress(host: string): string {
  return ipaddr.process(stripBrackets(host).replace(/%.*$/, '')).toString();
}

/** `address:port`, IPv6 in brackets. */
export function endpoint(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** A name in the form it is compared in: small letters, no final dot. */
export function normaliseName(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}

/** RFC 6761 §6.3: the machine itself, whatever a resolver says. */
export function isLocalhost(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || name === 'localhost.localdomain';
}

/** True for names that only a private network gives an address: without a dot, or reserved for it. */
export function isPrivateName(name: string): boolean {
  return !name.includes('.') || PRIVATE_SUFFIXES.some((suffix) => name.endsWith(suffix));
}

/** True for what can be a host at all: the code points the URL Standard forbids in a domain are out. */
export function isHost(host: string): boolean {
  // A final dot is no part of the 253 characters (RFC 1035 §2.3.4).
  return isAddress(host) || (/^[!$&-.0-9;=A-Z_`a-z{}~]+$/.test(host) && host.length <= 254);
}

// RFC 6762, RFC 8375, ICANN's reserved internal, RFC 2606 for what routers of old call themselves.
const PRIVATE_SUFFIXES = ['.local', '.home.arpa', '.internal', '.localdomain', '.lan', '.intranet'];

// Beyond it nothing is assigned but the forms judged above (IANA IPv6 address space).
const GLOBAL_UNICAST: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];
const NAT64: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('64:ff9b::'), 96];

// RFC 6052 §2.1: on networks without IPv4 every site of it is reached so.
function carriedByNat64(parsed: ipaddr.IPv6): ipaddr.IPv4 | null {
  return parsed.match(NAT64) ? new ipaddr.IPv4(parsed.toByteArray().slice(12)) : null;
}

function stripBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
