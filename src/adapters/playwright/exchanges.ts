// What the log tells of requests, and the gateway of connections -> the exchanges of a visit.

import { fieldOf } from '../../formats/netlog/http1.js';
import { ANNOTATIONS } from '../../formats/netlog.js';
import type { Exchange, ResourceType } from '../../model/exchange.js';
import { instantOf } from '../../model/instant.js';
import type { Redirect } from '../../model/snapshot.js';
import type { GatewayConnection } from '../../ports/egress.js';
import type { LoggedExchange } from './read-log.js';

export interface VisitExchanges {
  readonly exchanges: readonly Exchange[];
  /** What the log said of each. */
  readonly logged: readonly LoggedExchange[];
  /** Chains of the main document's navigations, each a list of indices into `exchanges`. */
  readonly navigations: readonly (readonly number[])[];
  readonly connectionOf: (index: number) => GatewayConnection | null;
  /** True for what was still under way when we left. */
  readonly isCutShort: (index: number) => boolean;
}

/** What was so near the end of the visit was ended by it: both clocks round. */
const CLOCK_ERROR_MS = 10;

export interface VisitFacts {
  readonly connections: readonly GatewayConnection[];
  /** URLs the page itself navigated to, in order: a window it opened made such requests too. */
  readonly navigated: readonly string[];
  /** True once the visit had used up its bytes. */
  readonly isExhausted: boolean;
  /** When we had seen enough and left. */
  readonly leftAtMs: number;
  /** Files we asked for ourselves, since the page links to them. */
  readonly linked: readonly string[];
}

/** Joins both sides by the browser's port. */
export function joinExchanges(all: readonly LoggedExchange[], facts: VisitFacts): VisitExchanges {
  const { connections, isExhausted } = facts;
  const byPort = new Map(connections.map((each) => [each.clientPort, each]));
  const logged = all.filter((each) => each.isOfPage);
  const found = logged.map((each) => connectionFor(each, byPort, connections));
  const isCutShort = (index: number): boolean => {
    const endedAtMs = logged[index]?.endedAtMs ?? Number.POSITIVE_INFINITY;
    return endedAtMs > facts.leftAtMs - CLOCK_ERROR_MS;
  };
  return {
    exchanges: logged.map((each, index) => {
      const connection = found[index] ?? null;
      const isAtLimit = isExhausted || connection?.failure === 'bytes-limit';
      const isLinked = each.requestType === 'other' && facts.linked.includes(each.chainUrl);
      const resourceType = isLinked ? 'linked' : resourceTypeOf(each);
      const truncated = truncationOf(each, isAtLimit, isCutShort(index));
      return toExchange(each, { connection, truncated, resourceType });
    }),
    logged,
    navigations: mainChains(logged, facts.navigated),
    connectionOf: (index) => found[index] ?? null,
    isCutShort,
  };
}

/** Where the log was cut off before it named the port, the newest connection to the host. */
function connectionFor(
  logged: LoggedExchange,
  byPort: ReadonlyMap<number, GatewayConnection>,
  connections: readonly GatewayConnection[],
): GatewayConnection | null {
  if (logged.localPort !== null) return byPort.get(logged.localPort) ?? null;
  const url = new URL(logged.url);
  const port = Number(url.port || (/^(?:https|wss):$/.test(url.protocol) ? 443 : 80));
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return connections.findLast((each) => each.host === host && each.port === port) ?? null;
}

function toExchange(
  logged: LoggedExchange,
  {
    connection,
    truncated,
    resourceType,
  }: Pick<Exchange, 'truncated' | 'resourceType'> & { connection: GatewayConnection | null },
): Exchange {
  const { interim, trailers, frames } = logged;
  return {
    url: logged.url,
    method: logged.method,
    startedAt: instantOf(logged.startedAtMs),
    durationMs: logged.endedAtMs === null ? null : logged.endedAtMs - logged.startedAtMs,
    resourceType,
    protocol: logged.protocol,
    remoteAddress: connection?.remoteAddress ?? null,
    tls: tlsOf(logged),
    requestHead: logged.requestHead,
    requestBody: logged.requestBody,
    responseHead: logged.responseHead,
    status: logged.status,
    responseBody: logged.responseBody,
    error: logged.error,
    truncated,
    redirectsTo: logged.redirectsTo,
    ...(interim.length === 0 ? {} : { interim }),
    ...(trailers === null ? {} : { trailers }),
    ...(frames === null ? {} : { frames }),
  };
}

function tlsOf({ tls }: LoggedExchange): Exchange['tls'] {
  if (tls === null) return null;
  const { version, cipherSuite, certificates, isClientCertificateAsked, handshake } = tls;
  return {
    ...{ version, cipherSuite, certificates },
    ...(isClientCertificateAsked ? { isClientCertificateAsked } : {}),
    ...(handshake === null ? {} : { handshake }),
  };
}

function resourceTypeOf(logged: LoggedExchange): ResourceType {
  if (logged.requestType === 'main frame') return 'document';
  if (logged.requestType !== 'other') return 'frame';
  if (/^wss?:/i.test(logged.url)) return 'other';
  if (logged.annotation === ANNOTATIONS.favicon_loader) return 'favicon';
  const asks = fieldOf(logged.requestHead ?? '', 'access-control-request-method');
  return logged.method === 'OPTIONS' && asks !== null ? 'preflight' : 'subresource';
}

function truncationOf(
  logged: LoggedExchange,
  isAtLimit: boolean,
  isCutShort: boolean,
): Exchange['truncated'] {
  if (logged.responseHead === null || logged.isBodyWhole) return null;
  if (isAtLimit) return 'length';
  if (isCutShort) return 'time';
  if (logged.error === null || logged.error === 'ERR_ABORTED') return 'unspecified';
  return 'disconnect';
}

/** Chains of main-frame requests, in the order in which the page navigated. */
function mainChains(
  logged: readonly LoggedExchange[],
  navigated: readonly string[],
): readonly (readonly number[])[] {
  const chains = new Map<number, number[]>();
  logged.forEach((each, index) => {
    if (each.requestType !== 'main frame') return;
    const chain = chains.get(each.chain);
    if (chain === undefined) chains.set(each.chain, [index]);
    else chain.push(index);
  });
  const left = [...chains.values()];
  return navigated.flatMap((url) => {
    const at = left.findIndex((chain) => {
      const first = logged[chain[0] ?? -1];
      return first !== undefined && withoutFragment(first.chainUrl) === withoutFragment(url);
    });
    return at < 0 ? [] : left.splice(at, 1);
  });
}

/** Redirects of the main document in order; those no server asked for have status 0. */
export function redirectsOf(
  visit: Pick<VisitExchanges, 'exchanges' | 'logged' | 'navigations'>,
): readonly Redirect[] {
  const redirects: Redirect[] = [];
  let lastUrl: string | null = null;
  for (const chain of visit.navigations) {
    let expectedUrl = visit.logged[chain[0] ?? -1]?.chainUrl ?? null;
    if (lastUrl !== null && expectedUrl !== null) {
      redirects.push({ url: lastUrl, status: 0, location: expectedUrl });
    }
    for (const index of chain) {
      const exchange = visit.exchanges[index];
      if (exchange === undefined) continue;
      const { url, status, redirectsTo } = exchange;
      // A browser that knows a site to be https only (RFC 6797) goes there by itself.
      if (expectedUrl !== null && withoutFragment(expectedUrl) !== withoutFragment(url)) {
        redirects.push({ url: expectedUrl, status: 0, location: url });
      }
      if (redirectsTo !== null) redirects.push({ url, status: status ?? 0, location: redirectsTo });
      expectedUrl = redirectsTo ?? url;
      lastUrl = redirectsTo === null ? url : null;
    }
  }
  return redirects;
}

function withoutFragment(url: string): string {
  const at = url.indexOf('#');
  return at < 0 ? url : url.slice(0, at);
}
