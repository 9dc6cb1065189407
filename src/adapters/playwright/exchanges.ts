// What the log tells of requests, and the gateway of connections -> the exchanges of a visit.

import { fieldOf } from '../../formats/netlog/http1.js';
import { ANNOTATIONS } from '../../formats/netlog.js';
import type { Exchange, ResourceType } from '../../model/exchange.js';
import { instantOf } from '../../model/instant.js';
import type { NotCaptured, Redirect } from '../../model/snapshot.js';
import type { GatewayConnection } from '../../ports/egress.js';
import type { LoggedExchange } from './read-log.js';

export interface VisitExchanges {
  readonly exchanges: readonly Exchange[];
  /** Chains of the main document's navigations, each a list of indices into `exchanges`. */
  readonly navigations: readonly (readonly number[])[];
  readonly connectionOf: (index: number) => GatewayConnection | null;
  readonly isTlsBroken: (index: number) => boolean;
}

/**
 * Joins both sides by the browser's port. `navigated` are the URLs the page itself navigated to,
 * in order: a window it opened made such requests too.
 */
export function joinExchanges(
  logged: readonly LoggedExchange[],
  connections: readonly GatewayConnection[],
  navigated: readonly string[],
  isExhausted: boolean,
): VisitExchanges {
  const byPort = new Map(connections.map((each) => [each.clientPort, each]));
  const ofPage = logged.filter((each) => each.isOfPage);
  const found = ofPage.map((each) => connectionFor(each, byPort, connections));
  return {
    exchanges: ofPage.map((each, index) => toExchange(each, found[index] ?? null, isExhausted)),
    navigations: mainChains(ofPage, navigated),
    connectionOf: (index) => found[index] ?? null,
    isTlsBroken: (index) => ofPage[index]?.tls?.isEstablished === false,
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
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return connections.findLast((each) => each.host === host && each.port === port) ?? null;
}

function toExchange(
  logged: LoggedExchange,
  connection: GatewayConnection | null,
  isExhausted: boolean,
): Exchange {
  const { tls } = logged;
  return {
    url: logged.url,
    method: logged.method,
    startedAt: instantOf(logged.startedAtMs),
    durationMs: logged.endedAtMs === null ? null : logged.endedAtMs - logged.startedAtMs,
    resourceType: resourceTypeOf(logged),
    protocol: logged.protocol,
    remoteAddress: connection?.remoteAddress ?? null,
    tls:
      tls === null
        ? null
        : { version: tls.version, cipherSuite: tls.cipherSuite, certificates: tls.certificates },
    requestHead: logged.requestHead,
    requestBody: logged.requestBody,
    responseHead: logged.responseHead,
    status: logged.status,
    responseBody: logged.responseBody,
    error: logged.error,
    truncated: truncationOf(logged, isExhausted || connection?.failure === 'bytes-limit'),
    redirectsTo: logged.redirectsTo,
  };
}

function resourceTypeOf(logged: LoggedExchange): ResourceType {
  if (logged.requestType === 'main frame') return 'document';
  if (logged.requestType !== 'other') return 'frame';
  if (logged.annotation === ANNOTATIONS.favicon_loader) return 'favicon';
  const asks = fieldOf(logged.requestHead ?? '', 'access-control-request-method');
  return logged.method === 'OPTIONS' && asks !== null ? 'preflight' : 'subresource';
}

function truncationOf(logged: LoggedExchange, isAtLimit: boolean): Exchange['truncated'] {
  if (logged.responseHead === null || logged.isBodyWhole || hasNoBody(logged)) return null;
  if (isAtLimit) return 'length';
  if (logged.endedAtMs === null) return 'time';
  if (logged.error === null || logged.error === 'ERR_ABORTED') return 'unspecified';
  return 'disconnect';
}

// RFC 9112 §6.3
function hasNoBody(logged: LoggedExchange): boolean {
  const { status, responseHead, responseBody } = logged;
  if (logged.method === 'HEAD' || status === 204 || status === 304) return true;
  const length = fieldOf(responseHead ?? '', 'content-length');
  return length !== null && Number(length) === (responseBody?.sizeBytes ?? 0);
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
      return first !== undefined && withoutFragment(first.url) === withoutFragment(url);
    });
    return at < 0 ? [] : left.splice(at, 1);
  });
}

/** Redirects of the main document in order; those no server asked for have status 0. */
export function redirectsOf(
  visit: Pick<VisitExchanges, 'exchanges' | 'navigations'>,
): readonly Redirect[] {
  const redirects: Redirect[] = [];
  let lastUrl: string | null = null;
  for (const index of visit.navigations.flat()) {
    const exchange = visit.exchanges[index];
    if (exchange === undefined) continue;
    if (lastUrl !== null) redirects.push({ url: lastUrl, status: 0, location: exchange.url });
    lastUrl = exchange.url;
    if (exchange.redirectsTo === null) continue;
    redirects.push({
      url: exchange.url,
      status: exchange.status ?? 0,
      location: exchange.redirectsTo,
    });
    lastUrl = null;
  }
  return redirects;
}

/** What the page has that could not be kept, with the reason. */
export function notCapturedOf(
  visit: VisitExchanges,
  mainIndex: number | null,
): readonly NotCaptured[] {
  return visit.exchanges.flatMap((exchange, index) => {
    if (exchange.responseHead === null && index !== mainIndex) {
      const connection = visit.connectionOf(index);
      const why = connection?.detail || exchange.error || 'no answer before the visit ended';
      return { url: exchange.url, reason: why };
    }
    if (exchange.truncated === null || exchange.redirectsTo !== null) return [];
    return { url: exchange.url, reason: `body incomplete (${exchange.truncated})` };
  });
}

function withoutFragment(url: string): string {
  const at = url.indexOf('#');
  return at < 0 ? url : url.slice(0, at);
}
