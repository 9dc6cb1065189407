// Main exchange and its connection -> how the visit ended: from the gateway and the network log,
// never from the wording of an error message.
import type { Exchange } from '../../model/exchange.js';
import type { TransportFailure, VisitOutcome } from '../../model/snapshot.js';
import type { GatewayConnection } from '../../ports/egress.js';

export interface OutcomeFacts {
  /** The last exchange of the main document, or null when none was logged. */
  readonly main: Exchange | null;
  readonly connection: GatewayConnection | null;
  /** TLS was begun on that connection and did not come to be. */
  readonly isTlsBroken: boolean;
  /** Something like an answer came, and the browser would not have it for one. */
  readonly isAnswerRefused: boolean;
  readonly isOutOfTime: boolean;
  readonly timeoutMs: number;
}

type Failed = Extract<VisitOutcome, { kind: 'failed' }>;

/** How the visit of the main document ended. */
export function outcomeOf(facts: OutcomeFacts): VisitOutcome {
  const { main, connection } = facts;
  if (main?.status !== null && main?.status !== undefined && !facts.isAnswerRefused) {
    return { kind: 'answered', status: main.status };
  }
  if (connection?.failure === 'vantage-down') {
    return { kind: 'not-made', fault: 'vantage-down', detail: connection.detail };
  }
  if (connection?.failure === 'offline') {
    return { kind: 'not-made', fault: 'monitor-offline', detail: connection.detail };
  }
  if (connection?.failure === 'private-address') {
    return { kind: 'not-made', fault: 'address-refused', detail: connection.detail };
  }
  const error = main?.error ?? null;
  if (error !== null && REFUSED_BY_BROWSER.includes(error)) {
    return {
      kind: 'not-made',
      fault: 'address-refused',
      detail: `the browser does not open this address (${error})`,
    };
  }
  if (connection !== null) return failureOf(facts, connection, error);
  if (facts.isOutOfTime) {
    return failed('http', 'timeout', `no answer within ${facts.timeoutMs} ms`, error);
  }
  return {
    kind: 'not-made',
    fault: 'browser-failed',
    detail: `the browser made no request${error === null ? '' : ` (${error})`}`,
  };
}

const REFUSED_BY_BROWSER = ['ERR_UNSAFE_PORT', 'ERR_INVALID_URL', 'ERR_DISALLOWED_URL_SCHEME'];

function failureOf(
  facts: OutcomeFacts,
  connection: GatewayConnection,
  error: string | null,
): VisitOutcome {
  const { failure, detail } = connection;
  const address = connection.remoteAddress ?? `${connection.host}:${connection.port}`;
  if (failure === 'nxdomain' || failure === 'dns-fail' || failure === 'dns-bogon') {
    return failed('dns', failure, detail, error);
  }
  if (!connection.isConnected) {
    const isKnown = failure === 'refused' || failure === 'timeout' || failure === 'reset';
    return failed(
      'tcp',
      isKnown ? failure : 'timeout',
      detail || `no connection to ${address} within ${facts.timeoutMs} ms`,
      error,
    );
  }
  if (facts.isTlsBroken) {
    const broken = tlsFailure(error, facts.isOutOfTime);
    return failed('tls', broken, `${address}: ${TLS_DETAIL[broken] ?? 'TLS failed'}`, error);
  }
  if (failure === 'bytes-limit') {
    return failed('http', 'truncated', `${address}: ${detail} before an answer was there`, error);
  }
  const [broken, words] = httpFailure(error, failure, facts.main?.durationMs ?? null);
  return failed('http', broken, `${address} ${words}`, error);
}

const TLS_DETAIL: Partial<Record<TransportFailure, string>> = {
  reset: 'the connection was closed during the TLS handshake',
  timeout: 'the TLS handshake did not end in time',
  'tls-error': 'the TLS handshake failed or the certificate is not trusted',
};

function tlsFailure(error: string | null, isOutOfTime: boolean): 'reset' | 'timeout' | 'tls-error' {
  if (error === 'ERR_CONNECTION_RESET' || error === 'ERR_CONNECTION_CLOSED') return 'reset';
  if (error === 'ERR_TIMED_OUT' || ((error === null || error === 'ERR_ABORTED') && isOutOfTime)) {
    return 'timeout';
  }
  return 'tls-error';
}

/** The failure, and the words that follow the address. */
function httpFailure(
  error: string | null,
  failure: GatewayConnection['failure'],
  durationMs: number | null,
): readonly [TransportFailure, string] {
  if (error === 'ERR_EMPTY_RESPONSE') return ['reset', 'closed the connection without an answer'];
  if (failure === 'reset' || error === 'ERR_CONNECTION_RESET') {
    return ['reset', 'reset the connection before an answer was there'];
  }
  if (error === 'ERR_CONNECTION_CLOSED') return ['reset', 'closed the connection'];
  if (error === null || error === 'ERR_ABORTED' || error === 'ERR_TIMED_OUT') {
    const after = durationMs === null ? '' : ` ${Math.round(durationMs)} ms after the request,`;
    return ['timeout', `had not answered${after} when the time of the visit was over`];
  }
  return ['truncated', `gave no answer that is whole and well-formed (${error})`];
}

function failed(
  step: Failed['step'],
  failure: TransportFailure,
  detail: string,
  netError: string | null,
): VisitOutcome {
  return { kind: 'failed', step, failure, detail, netError };
}
