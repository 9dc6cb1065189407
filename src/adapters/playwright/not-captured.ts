// Exchanges that brought less than the page asked for -> what is missing, with the reason in plain words.
import type { Exchange } from '../../model/exchange.js';
import type { NotCaptured } from '../../model/snapshot.js';
import type { VisitExchanges } from './exchanges.js';

/** What the page has that could not be kept; why the main document failed is the outcome's to say. */
export function notCapturedOf(
  visit: VisitExchanges,
  mainIndex: number | null,
): readonly NotCaptured[] {
  return visit.exchanges.flatMap((exchange, index) => {
    const { url, truncated, responseHead } = exchange;
    if (responseHead === null) {
      return index === mainIndex ? [] : { url, reason: noAnswer(visit, index, exchange) };
    }
    if (truncated === null) return [];
    return { url, reason: `body incomplete (${truncated}): ${cutWords(visit, index, exchange)}` };
  });
}

/** What may be missing of every exchange, where the browser logs other events than the reader knows. */
export function notLogged(missingEvents: readonly string[]): readonly NotCaptured[] {
  if (missingEvents.length === 0) return [];
  const list = missingEvents.join(', ');
  return [{ url: '', reason: `this browser’s network log does not tell of ${list}` }];
}

function noAnswer(visit: VisitExchanges, index: number, exchange: Exchange): string {
  const { error, requestHead } = exchange;
  const connection = visit.connectionOf(index);
  if (connection?.detail) return connection.detail;
  const isAborted = error === null || error === 'ERR_ABORTED';
  if (isAborted && visit.isCutShort(index)) return 'no answer before the visit ended';
  if (isAborted) {
    return `the page gave it up before ${requestHead === null ? 'it was asked for' : 'an answer came'}`;
  }
  if (exchange.tls?.isClientCertificateAsked === true) {
    return `the server asks for a client certificate, and none is given (${error})`;
  }
  return `${WORDS[error] ?? certificateWords(error)} (${error})`;
}

function certificateWords(error: string): string {
  if (error.startsWith('ERR_CERT_')) return 'the browser does not trust the certificate';
  if (error.startsWith('ERR_SSL_')) return 'the TLS handshake failed';
  return 'the browser gave up';
}

const WORDS: Readonly<Record<string, string>> = {
  ERR_ALPN_NEGOTIATION_FAILED: 'a body that streams is sent over HTTP/2 only',
  ERR_CERT_AUTHORITY_INVALID: 'the certificate is of no authority the browser trusts',
  ERR_CERT_COMMON_NAME_INVALID: 'the certificate is for another name',
  ERR_CERT_DATE_INVALID: 'the certificate is not valid at this time',
  ERR_CONNECTION_CLOSED: 'the connection was closed without an answer',
  ERR_CONNECTION_RESET: 'the connection was reset before an answer was there',
  ERR_EMPTY_RESPONSE: 'the connection was closed without an answer',
  ERR_H2_OR_QUIC_REQUIRED: 'a body that streams is sent over HTTP/2 only',
  ERR_INVALID_HTTP_RESPONSE: 'the answer was not HTTP',
  ERR_SOCKS_CONNECTION_FAILED: 'the gateway made no connection',
  ERR_TIMED_OUT: 'no answer came in time',
};

function cutWords(visit: VisitExchanges, index: number, { truncated, error }: Exchange): string {
  const { redirectsTo } = visit.exchanges[index] ?? {};
  if (truncated === 'length') return 'the limit of bytes of the visit was reached';
  if (truncated === 'time') return 'it was still coming when the visit ended';
  if (redirectsTo) return 'the browser followed the redirect without reading it to its end';
  if (truncated === 'disconnect') return `the server broke off (${error})`;
  return 'the page broke it off';
}
