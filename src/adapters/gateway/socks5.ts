// SOCKS Protocol Version 5 (RFC 1928; passwords: RFC 1929), both ends of it.
import type { Socket } from 'node:net';
import ipaddr from 'ipaddr.js';
import { canonicalAddress, endpoint, isAddress, isHost } from './address-policy.js';
import { readExactly } from './read-exactly.js';

const VERSION = 5;
const CONNECT = 1;
const NO_AUTHENTICATION = 0;
const USERNAME_PASSWORD = 2;
const NONE_ACCEPTABLE = 0xff;
const IPV4 = 1;
const NAME = 3;
const IPV6 = 4;

/** Reply codes (RFC 1928 §6). */
export const REPLY = {
  succeeded: 0,
  generalFailure: 1,
  notAllowed: 2,
  hostUnreachable: 4,
  refused: 5,
  commandNotSupported: 7,
} as const;

export interface SocksTarget {
  readonly host: string;
  readonly port: number;
}

export type SocksRequest =
  | { readonly ok: true; readonly target: SocksTarget }
  | { readonly ok: false; readonly detail: string };

/** What came of asking a proxy; `code` is its reply, null where there was none worth the name. */
export type SocksAnswer =
  | { readonly ok: true; readonly boundAddress: string | null }
  | { readonly ok: false; readonly code: number | null; readonly detail: string };

/** The server's side up to the request: what the browser wants to be connected to. */
export async function acceptRequest(socket: Socket): Promise<SocksRequest> {
  const bad = (detail: string): SocksRequest => ({ ok: false, detail });
  const greeting = await readExactly(socket, 2);
  if (greeting?.[0] !== VERSION) return bad('not SOCKS version 5');
  const methods = await readExactly(socket, greeting[1] ?? 0);
  if (methods === null) return bad('the greeting was cut off');
  if (!methods.includes(NO_AUTHENTICATION)) {
    socket.end(Buffer.from([VERSION, NONE_ACCEPTABLE]), () => socket.destroy());
    return bad('no acceptable authentication method');
  }
  socket.write(Buffer.from([VERSION, NO_AUTHENTICATION]));
  const request = await readExactly(socket, 4);
  if (request?.[0] !== VERSION) return bad('the request was cut off');
  const host = await readAddress(socket, request[3] ?? 0);
  if (host === null) return bad('the address was cut off or of an unknown type');
  const port = await readExactly(socket, 2);
  if (port === null) return bad('the address was cut off');
  if (request[1] !== CONNECT) {
    reply(socket, REPLY.commandNotSupported);
    return bad(`command ${request[1]} is not CONNECT`);
  }
  if (!isHost(host)) {
    reply(socket, REPLY.generalFailure);
    return bad('what was asked for is no host name');
  }
  return { ok: true, target: { host, port: port.readUInt16BE(0) } };
}

/** Answers a request; anything but success ends the connection (RFC 1928 §6). */
export function reply(socket: Socket, code: number): void {
  const bytes = Buffer.from([VERSION, code, 0, IPV4, 0, 0, 0, 0, 0, 0]);
  if (code === REPLY.succeeded) socket.write(bytes);
  else socket.end(bytes, () => socket.destroy());
}

/** The client's side, towards an upstream proxy. */
export async function requestConnect(
  socket: Socket,
  target: SocksTarget,
  credentials: { readonly username: string; readonly password: string } | null,
): Promise<SocksAnswer> {
  const fail = (detail: string): SocksAnswer => ({ ok: false, code: null, detail });
  const broken = fail(
    "the vantage's proxy broke off the SOCKS handshake, or does not speak SOCKS5",
  );
  const method = credentials === null ? NO_AUTHENTICATION : USERNAME_PASSWORD;
  socket.write(Buffer.from([VERSION, 1, method]));
  const chosen = await readExactly(socket, 2);
  if (chosen?.[0] !== VERSION) return broken;
  if (chosen[1] !== method) {
    return fail("the vantage's proxy does not accept this way of signing in");
  }
  if (credentials !== null) {
    socket.write(encodeCredentials(credentials));
    const verdict = await readExactly(socket, 2);
    if (verdict === null) return broken;
    if (verdict[1] !== 0) return fail("the vantage's proxy refused our credentials");
  }
  socket.write(Buffer.concat([Buffer.from([VERSION, CONNECT, 0]), encodeTarget(target)]));
  const answer = await readExactly(socket, 4);
  if (answer?.[0] !== VERSION) return broken;
  const code = answer[1] ?? REPLY.generalFailure;
  if (code !== REPLY.succeeded) {
    return { ok: false, code, detail: `the vantage's proxy refused the connection (${code})` };
  }
  const bound = await readAddress(socket, answer[3] ?? 0);
  const port = bound === null ? null : await readExactly(socket, 2);
  if (bound === null || port === null) return broken;
  // Many proxies leave it empty: then it is not known.
  const isTold = isAddress(bound) && !/^[0:.]+$/.test(bound);
  return { ok: true, boundAddress: isTold ? endpoint(bound, port.readUInt16BE(0)) : null };
}

// RFC 1929 §2
function encodeCredentials(secret: { username: string; password: string }): Buffer {
  const name = Buffer.from(secret.username);
  const password = Buffer.from(secret.password);
  return Buffer.concat([
    Buffer.from([1, name.length]),
    name,
    Buffer.from([password.length]),
    password,
  ]);
}

async function readAddress(socket: Socket, type: number): Promise<string | null> {
  if (type === IPV4 || type === IPV6) {
    const bytes = await readExactly(socket, type === IPV4 ? 4 : 16);
    return bytes === null ? null : ipaddr.fromByteArray([...bytes]).toString();
  }
  if (type !== NAME) return null;
  const length = await readExactly(socket, 1);
  const name = length === null ? null : await readExactly(socket, length[0] ?? 0);
  return name === null ? null : name.toString('latin1');
}

function encodeTarget(target: SocksTarget): Buffer {
  const port = Buffer.from([target.port >> 8, target.port & 0xff]);
  if (isAddress(target.host)) {
    const bytes = ipaddr.parse(canonicalAddress(target.host)).toByteArray();
    return Buffer.concat([Buffer.from([bytes.length === 4 ? IPV4 : IPV6, ...bytes]), port]);
  }
  const name = Buffer.from(target.host, 'latin1');
  return Buffer.concat([Buffer.from([NAME, name.length]), name, port]);
}
