// The messages of a TLS handshake -> what its two ends agreed on, and what exactly the server signed:
// CertificateVerify of TLS 1.3 (RFC 8446 §4.4.3) or ServerKeyExchange of TLS 1.2 (RFC 8422 §5.4).
import type { Handshake, HandshakeMessage } from './handshakes-file.js';
import { readAll, readExtensions, readList, type TlsBytes } from './tls-bytes.js';

/** The chain as sent, leaf first; compressed as in RFC 8879. */
export type SentCertificates =
  | { readonly kind: 'plain'; readonly chain: readonly Uint8Array[] }
  | {
      readonly kind: 'compressed';
      readonly algorithm: number;
      readonly sizeBytes: number;
      readonly bytes: Uint8Array;
    };

/** What the server's signature is over. */
export type Signed =
  | {
      readonly kind: 'transcript';
      /** With HelloRetryRequest: the first ClientHello, which counts by its hash only (§4.4.1). */
      readonly retried: Uint8Array | null;
      readonly messages: readonly Uint8Array[];
    }
  | { readonly kind: 'key-exchange'; readonly bytes: Uint8Array };

export type ServerProof =
  | {
      readonly kind: 'signed';
      readonly certificates: SentCertificates;
      readonly scheme: number;
      readonly signature: Uint8Array;
      readonly signed: Signed;
    }
  /** Resumed sessions and RSA key exchange have no signature; a handshake broken off has none yet. */
  | { readonly kind: 'none'; readonly why: 'resumed' | 'rsa-key-exchange' | 'broken-off' };

export interface HandshakeFacts {
  readonly version: 'tls/1.3' | 'tls/1.2';
  readonly cipherSuite: number;
  /** The name the client asked for (SNI), or null. */
  readonly serverName: string | null;
  /** What ALPN agreed on, or null. */
  readonly protocol: string | null;
  readonly clientRandom: Uint8Array;
  readonly proof: ServerProof;
}

const TYPE = {
  clientHello: 1,
  serverHello: 2,
  encryptedExtensions: 8,
  certificate: 11,
  serverKeyExchange: 12,
  certificateRequest: 13,
  certificateVerify: 15,
  certificateStatus: 22,
  compressedCertificate: 25,
} as const;
const NAMES = new Map<number, string>(Object.entries(TYPE).map(([name, type]) => [type, name]));
const EXTENSION = {
  serverName: 0,
  signatures: 13,
  alpn: 16,
  compression: 27,
  psk: 41,
  versions: 43,
};

const TLS_1_2 = 0x0303;
const TLS_1_3 = 0x0304;
const NAMED_CURVE = 3;
/** SHA-256 of "HelloRetryRequest": the random by which a ServerHello is one (RFC 8446 §4.1.3). */
const RETRY = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';
/** The end of a random by which a server that speaks TLS 1.3 says that it was kept from it. */
const DOWNGRADED = '444f574e47524401';
const RSA_KEY_EXCHANGE: ReadonlySet<number> = new Set([47, 53, 60, 61, 156, 157]);

/** The parts a handshake is kept in: everything up to the server's signature. */
const KEPT: ReadonlySet<number> = new Set(Object.values(TYPE));

/** Whether a message belongs to what is kept, and whether the server's part is over with it. */
export function placeOf({ from, bytes }: HandshakeMessage): { isKept: boolean; isLast: boolean } {
  const type = bytes[0] ?? -1;
  const isKept = KEPT.has(type) && (from === 'server' || type === TYPE.clientHello);
  const isSignature = type === TYPE.certificateVerify || type === TYPE.serverKeyExchange;
  return { isKept, isLast: !isKept || isSignature };
}

/** @throws SyntaxError when the messages are no handshake, or not in their order */
export function readHandshake(handshake: Handshake): HandshakeFacts {
  const messages = handshake.map(readMessage);
  const hellos = takeHellos(messages);
  const { client, server } = hellos;
  const version = server.extensions.has(EXTENSION.versions)
    ? readAll(need(server.extensions, EXTENSION.versions), (from) => from.number(2))
    : server.version;
  if (version !== TLS_1_3 && version !== TLS_1_2) {
    throw new SyntaxError(`TLS version 0x${version.toString(16)} is not read here`);
  }
  if (!client.cipherSuites.includes(server.cipherSuite)) {
    throw new SyntaxError('the server chose a cipher suite that was not offered');
  }
  const read = version === TLS_1_3 ? readTls13(hellos, handshake) : readTls12(hellos);
  const { proof } = read;
  if (proof.kind === 'signed' && !client.schemes.includes(proof.scheme)) {
    throw new SyntaxError('the server signed in a way that was not offered');
  }
  return {
    version: version === TLS_1_3 ? 'tls/1.3' : 'tls/1.2',
    cipherSuite: server.cipherSuite,
    serverName: client.serverName,
    clientRandom: client.random,
    ...read,
  };
}

type Read = Pick<HandshakeFacts, 'protocol' | 'proof'>;

interface Message {
  readonly from: 'client' | 'server';
  readonly type: number;
  readonly body: Uint8Array;
}

interface ClientHello {
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  readonly cipherSuites: readonly number[];
  readonly extensions: ReadonlyMap<number, Uint8Array>;
  readonly schemes: readonly number[];
  readonly serverName: string | null;
}

interface ServerHello {
  readonly version: number;
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  readonly cipherSuite: number;
  readonly extensions: ReadonlyMap<number, Uint8Array>;
}

interface Hellos {
  /** The one the server answered for good. */
  readonly client: ClientHello;
  readonly server: ServerHello;
  readonly isRetried: boolean;
  /** What comes behind them. */
  readonly rest: readonly Message[];
}

function readMessage({ from, bytes }: HandshakeMessage): Message {
  return readAll(bytes, (message) => ({ from, type: message.number(1), body: message.vector(3) }));
}

function takeHellos(messages: readonly Message[]): Hellos {
  const client = readClientHello(expect(messages[0], 'client', TYPE.clientHello));
  const server = readServerHello(expect(messages[1], 'server', TYPE.serverHello));
  if (hex(server.random) !== RETRY) {
    return { client, server, isRetried: false, rest: messages.slice(2) };
  }
  const again = readClientHello(expect(messages[2], 'client', TYPE.clientHello));
  const answer = readServerHello(expect(messages[3], 'server', TYPE.serverHello));
  if (hex(answer.random) === RETRY) throw new SyntaxError('the server asked for two retries');
  if (hex(again.random) !== hex(client.random) || again.serverName !== client.serverName) {
    throw new SyntaxError('the second ClientHello is of another client');
  }
  return { client: again, server: answer, isRetried: true, rest: messages.slice(4) };
}

function readTls13({ client, server, isRetried, rest }: Hellos, handshake: Handshake): Read {
  const [first, ...others] = rest;
  const protocol =
    first === undefined
      ? null
      : protocolIn(
          readAll(expect(first, 'server', TYPE.encryptedExtensions), (from) =>
            readExtensions(from.vector(2)),
          ),
        );
  const asked = others[0]?.type === TYPE.certificateRequest ? 1 : 0;
  const [certificate, verify, ...more] = others.slice(asked);
  if (more.length > 0) throw unexpected(more[0]);
  if (server.extensions.has(EXTENSION.psk)) {
    if (others.length > 0) throw new SyntaxError('a resumed session shows a certificate');
    if (!client.extensions.has(EXTENSION.psk)) {
      throw new SyntaxError('the server resumed a session that was not offered');
    }
    return { protocol, proof: { kind: 'none', why: 'resumed' } };
  }
  if (verify === undefined) return { protocol, proof: { kind: 'none', why: 'broken-off' } };
  const certificates = readCertificates13(certificate, client);
  const proof = readAll(expect(verify, 'server', TYPE.certificateVerify), signatureIn);
  const all = handshake.slice(0, -1).map(({ bytes }) => bytes);
  const [retried = null, ...retriedMessages] = all;
  const signed: Signed = isRetried
    ? { kind: 'transcript', retried, messages: retriedMessages }
    : { kind: 'transcript', retried: null, messages: all };
  return { protocol, proof: { kind: 'signed', certificates, ...proof, signed } };
}

function readCertificates13(message: Message | undefined, client: ClientHello): SentCertificates {
  if (message?.type !== TYPE.compressedCertificate) {
    const body = expect(message, 'server', TYPE.certificate);
    return { kind: 'plain', chain: readCertificateList13(body) };
  }
  const read = readAll(expect(message, 'server', TYPE.compressedCertificate), (from) => ({
    algorithm: from.number(2),
    sizeBytes: from.number(3),
    bytes: from.vector(3),
  }));
  const offered = client.extensions.get(EXTENSION.compression);
  const algorithms = offered === undefined ? [] : readAll(offered, (from) => from.vector(1));
  if (!numbersIn(Uint8Array.from(algorithms)).includes(read.algorithm)) {
    throw new SyntaxError('the certificate is compressed in a way that was not offered');
  }
  return { kind: 'compressed', ...read };
}

/** The chain in the body of a Certificate message of TLS 1.3 (RFC 8446 §4.4.2). @throws SyntaxError */
export function readCertificateList13(body: Uint8Array): readonly Uint8Array[] {
  return readAll(body, (from) => {
    if (from.vector(1).length > 0) throw new SyntaxError('the certificate answers a request');
    return readList(from.vector(3), (entry) => {
      const der = entry.vector(3);
      entry.vector(2);
      return der;
    });
  });
}

function readTls12({ client, server, isRetried, rest }: Hellos): Read {
  if (isRetried) throw new SyntaxError('TLS 1.2 knows no retry');
  const protocol = protocolIn(server.extensions);
  const [certificate, ...others] = rest;
  if (certificate === undefined) {
    const isResumed =
      server.sessionId.length > 0 && hex(server.sessionId) === hex(client.sessionId);
    return { protocol, proof: { kind: 'none', why: isResumed ? 'resumed' : 'broken-off' } };
  }
  const chain = readAll(expect(certificate, 'server', TYPE.certificate), (from) =>
    readList(from.vector(3), (list) => list.vector(3)),
  );
  const stapled = others[0]?.type === TYPE.certificateStatus ? 1 : 0;
  const [exchange, ...more] = others.slice(stapled);
  if (more.length > 0) throw unexpected(more[0]);
  if (exchange === undefined) {
    const isRsa = RSA_KEY_EXCHANGE.has(server.cipherSuite);
    return { protocol, proof: { kind: 'none', why: isRsa ? 'rsa-key-exchange' : 'broken-off' } };
  }
  const body = expect(exchange, 'server', TYPE.serverKeyExchange);
  checkNotDowngraded(client, server);
  const { params, ...proof } = readAll(body, (from) => {
    const start = [from.number(1), from.number(2), from.vector(1).length] as const;
    if (start[0] !== NAMED_CURVE)
      throw new SyntaxError('the key exchange is not over a named curve');
    // Curve type, curve, and the key with its length.
    return { params: body.subarray(0, 4 + start[2]), ...signatureIn(from) };
  });
  const bytes = Buffer.concat([client.random, server.random, params]);
  return {
    protocol,
    proof: {
      kind: 'signed',
      certificates: { kind: 'plain', chain },
      ...proof,
      signed: { kind: 'key-exchange', bytes },
    },
  };
}

/** Such a server would have spoken TLS 1.3 with this client: the signature was made for another. */
function checkNotDowngraded(client: ClientHello, server: ServerHello): void {
  const versions = client.extensions.get(EXTENSION.versions);
  const offered = versions === undefined ? [] : readAll(versions, (from) => from.vector(1));
  if (!numbersIn(Uint8Array.from(offered)).includes(TLS_1_3)) return;
  if (hex(server.random).endsWith(DOWNGRADED)) {
    throw new SyntaxError('the server says that it was kept from speaking TLS 1.3');
  }
}

function readClientHello(body: Uint8Array): ClientHello {
  return readAll(body, (from) => {
    from.number(2);
    const random = from.take(32);
    const sessionId = from.vector(1);
    const cipherSuites = numbersIn(from.vector(2));
    from.vector(1);
    const extensions = readExtensions(from.hasMore ? from.vector(2) : new Uint8Array(0));
    const schemes = extensions.get(EXTENSION.signatures);
    return {
      ...{ random, sessionId, cipherSuites, extensions },
      schemes: schemes === undefined ? [] : numbersIn(readAll(schemes, (list) => list.vector(2))),
      serverName: serverNameIn(extensions),
    };
  });
}

function readServerHello(body: Uint8Array): ServerHello {
  return readAll(body, (from) => {
    const version = from.number(2);
    const random = from.take(32);
    const sessionId = from.vector(1);
    const cipherSuite = from.number(2);
    from.number(1);
    const extensions = readExtensions(from.hasMore ? from.vector(2) : new Uint8Array(0));
    return { version, random, sessionId, cipherSuite, extensions };
  });
}

function signatureIn(from: TlsBytes): { scheme: number; signature: Uint8Array } {
  return { scheme: from.number(2), signature: from.vector(2) };
}

/** RFC 6066 §3: one host name. */
function serverNameIn(extensions: ReadonlyMap<number, Uint8Array>): string | null {
  const extension = extensions.get(EXTENSION.serverName);
  if (extension === undefined) return null;
  const names = readList(
    readAll(extension, (from) => from.vector(2)),
    (from) => [from.number(1), from.vector(2)] as const,
  );
  const [only, ...more] = names;
  if (only === undefined || only[0] !== 0 || more.length > 0) {
    throw new SyntaxError('the client asked for something else than one host name');
  }
  return Buffer.from(only[1]).toString('latin1');
}

/** RFC 7301 §3.1: the server names exactly one protocol. */
function protocolIn(extensions: ReadonlyMap<number, Uint8Array>): string | null {
  const extension = extensions.get(EXTENSION.alpn);
  if (extension === undefined) return null;
  const list = readAll(extension, (from) => from.vector(2));
  return Buffer.from(readAll(list, (from) => from.vector(1))).toString('latin1');
}

function numbersIn(bytes: Uint8Array): readonly number[] {
  return readList(bytes, (from) => from.number(2));
}

function expect(message: Message | undefined, from: Message['from'], type: number): Uint8Array {
  if (message?.from !== from || message.type !== type) throw unexpected(message, type);
  return message.body;
}

function unexpected(message: Message | undefined, type?: number): SyntaxError {
  const found =
    message === undefined
      ? 'the handshake ends'
      : `a ${NAMES.get(message.type) ?? `message of type ${message.type}`} of the ${message.from} comes`;
  return new SyntaxError(
    type === undefined
      ? `${found} where nothing more may`
      : `${found} where ${NAMES.get(type)} must`,
  );
}

function need(extensions: ReadonlyMap<number, Uint8Array>, type: number): Uint8Array {
  const extension = extensions.get(type);
  if (extension === undefined) throw new SyntaxError(`extension ${type} is missing`);
  return extension;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
