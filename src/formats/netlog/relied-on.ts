// What the reader takes from Chromium's NetLog: events, and the parameters it reads of them. A browser
// that logs otherwise is recorded with less; this is how that is noticed.

/** Major versions of Chromium the reader was tested with. */
export const TESTED_CHROMIUM = { min: 156, max: 156 } as const;

/** The parameters the reader cannot do without, by event. */
export const RELIED_ON: Readonly<Record<string, readonly string[]>> = {
  // The life of a request; all hops of a chain of redirects have one source.
  REQUEST_ALIVE: ['traffic_annotation'],
  URL_REQUEST_START_JOB: ['url', 'method', 'request_type', 'initiator'],
  URL_REQUEST_REDIRECTED: ['location'],
  CANCELLED: [],
  FAILED: ['net_error'],
  // What it says, where the bytes of its connection cannot be read.
  HTTP_TRANSACTION_SEND_REQUEST_HEADERS: ['line', 'headers'],
  HTTP_TRANSACTION_HTTP2_SEND_REQUEST_HEADERS: ['headers'],
  HTTP_TRANSACTION_READ_RESPONSE_HEADERS: ['headers'],
  URL_REQUEST_FILTERS_SET: [],
  URL_REQUEST_JOB_BYTES_READ: ['bytes'],
  URL_REQUEST_JOB_FILTERED_BYTES_READ: ['bytes'],
  // Request -> job -> (session ->) socket.
  HTTP_STREAM_REQUEST_BOUND_TO_JOB: ['source_dependency'],
  SOCKET_POOL_BOUND_TO_SOCKET: ['source_dependency'],
  SOCKET_POOL_BOUND_TO_CONNECT_JOB: ['source_dependency'],
  CONNECT_JOB_SET_SOCKET: ['source_dependency'],
  HTTP2_SESSION_INITIALIZED: ['source_dependency'],
  HTTP2_SESSION_POOL_IMPORTED_SESSION_FROM_SOCKET: ['source_dependency'],
  HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION: ['source_dependency'],
  HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION_FROM_IP_POOL: ['source_dependency'],
  HTTP_STREAM_JOB_HTTP2_SESSION_AVAILABLE: ['source_dependency'],
  HTTP2_SESSION_SEND_HEADERS: ['source_dependency', 'stream_id'],
  // The connection, and every byte of it.
  TCP_CONNECT: ['local_address'],
  SSL_CONNECT: ['version', 'cipher_suite', 'next_proto'],
  SSL_HANDSHAKE_MESSAGE_SENT: ['bytes'],
  SSL_HANDSHAKE_MESSAGE_RECEIVED: ['bytes'],
  SSL_CERTIFICATES_RECEIVED: ['certificates'],
  SSL_CLIENT_CERT_REQUESTED: [],
  SOCKET_BYTES_SENT: ['bytes'],
  SOCKET_BYTES_RECEIVED: ['bytes'],
  SSL_SOCKET_BYTES_SENT: ['bytes'],
  SSL_SOCKET_BYTES_RECEIVED: ['bytes'],
};
