// Who is answered at all: names (DNS rebinding), sessions and tokens, requests from other sites.
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Archive } from '../archive.js';
import { VestigeError } from '../errors.js';
import type { Pass, Scope } from '../model/access.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a caller must be allowed; `open` for everybody who reaches us. */
    needs?: Scope | 'open';
  }
  interface FastifyRequest {
    /** Who asks; null where nobody has signed in. */
    pass: Pass | null;
  }
}

export const SESSION_COOKIE = 'vestige_session';
/** Sent by the dashboard with every change: another site cannot send it without being asked first. */
export const CHANGE_HEADER = 'x-vestige-change';

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1|\[::1\])$/;

export interface ServerSettings {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | null;
  readonly replayPort: number | null;
  readonly replayUrl: string | null;
  readonly tls: { readonly certificate: string; readonly key: string } | null;
}

/** True when only this machine reaches the service, by itself or by the proxy it is told of. */
export function isLocal({ host, publicUrl }: ServerSettings): boolean {
  if (publicUrl !== null) return LOOPBACK.test(new URL(publicUrl).hostname);
  return LOOPBACK.test(host);
}

/** Beyond this machine, without accounts or in the clear, it does not start. @throws ACCESS_UNSAFE */
export async function refuseUnsafe(archive: Archive, settings: ServerSettings): Promise<void> {
  if (isLocal(settings)) return;
  const { host, publicUrl, tls } = settings;
  if (tls === null && publicUrl?.startsWith('https:') !== true) {
    throw new VestigeError(
      'ACCESS_UNSAFE',
      `Listening on ${host} would send passwords and evidence in the clear.`,
    );
  }
  if ((await archive.listAccounts()).length === 0) {
    throw new VestigeError('ACCESS_UNSAFE', `Listening on ${host} without any account.`);
  }
}

/** Puts the guard before every route of `server`. */
export function guard(server: FastifyInstance, archive: Archive, settings: ServerSettings): void {
  const isOurs = namesOf(settings);
  server.decorateRequest('pass', null);
  server.addHook('onRoute', ({ url, config }) => {
    // Nothing is open because somebody forgot to say otherwise.
    if (config?.needs === undefined) throw new RangeError(`${url} does not say what it needs`);
  });
  server.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (!isOurs(request.host)) {
      return reply
        .code(421)
        .type('text/plain')
        .send('This service answers only on its own address.\n');
    }
    request.pass = await identify(archive, request);
    const { needs = 'open' } = request.routeOptions.config;
    const isChange = request.method !== 'GET' && request.method !== 'HEAD';
    if (isChange && bearerOf(request) === null) refuseForeign(request);
    if (needs === 'open') return;
    if (request.pass === null) throw new VestigeError('SIGN_IN_NEEDED', 'Nobody has signed in.');
    if (!request.pass.scopes.includes(needs)) {
      throw new VestigeError('NOT_ALLOWED', `This needs the scope "${needs}".`);
    }
  });
}

function namesOf({ host, publicUrl, tls }: ServerSettings): (given: string) => boolean {
  const certificate = tls === null ? null : new X509Certificate(readFileSync(tls.certificate));
  const own = publicUrl === null ? null : new URL(publicUrl).hostname;
  const isCertified = (name: string) => {
    const address = name.replace(/^\[|\]$/g, '');
    const found =
      isIP(address) === 0 ? certificate?.checkHost(name) : certificate?.checkIP(address);
    return found !== undefined;
  };
  return (given) => {
    const name = given.replace(/:\d+$/, '').toLowerCase();
    return LOOPBACK.test(name) || name === host || name === own || isCertified(name);
  };
}

async function identify(archive: Archive, request: FastifyRequest): Promise<Pass | null> {
  const bearer = bearerOf(request);
  if (bearer !== null) return archive.identify('token', bearer);
  const session = request.cookies[SESSION_COOKIE];
  return session === undefined ? null : archive.identify('session', session);
}

function bearerOf(request: FastifyRequest): string | null {
  return /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

/** @throws REQUEST_REFUSED for a change that another site had the browser ask for. */
function refuseForeign({ headers, host }: FastifyRequest): void {
  const { origin, 'sec-fetch-site': site = 'same-origin' } = headers;
  const isSame = origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
  if (!isSame || site !== 'same-origin' || headers[CHANGE_HEADER] !== '1') {
    throw new VestigeError('REQUEST_REFUSED', 'This change was not asked for by the dashboard.');
  }
}
