// One recorded TLS handshake, and the exchanges its connection carried -> did the holder of the
// certificate's key sign it, for these hosts, and is it the connection the manifest tells of?

import type { Handshake } from '../formats/handshakes-file.js';
import { cipherSuiteName } from '../formats/netlog/tls.js';
import {
  type HandshakeFacts,
  readCertificateList13,
  readHandshake,
  type SentCertificates,
  type ServerProof,
  type Signed,
} from '../formats/tls-handshake.js';
import {
  addressOf,
  type CertificateFacts,
  isValidAt,
  namesHost,
  readCertificate,
} from '../formats/x509.js';
import { digestOf } from '../model/digest.js';
import type { Exchange } from '../model/exchange.js';
import { Failure } from './checks.js';
import {
  decompress,
  hash,
  isSignedBy,
  KEY_KINDS,
  SCHEMES,
  type SignatureScheme,
} from './handshake-crypto.js';

export type HandshakeFinding =
  | {
      readonly kind: 'signed';
      readonly host: string;
      /** DER, leaf first. */
      readonly chain: readonly Uint8Array[];
      /** For people: version and scheme. */
      readonly how: string;
      readonly version: HandshakeFacts['version'];
      /** Hosts asked over this connection though it was opened for another (RFC 9113 §9.1.1). */
      readonly shared: readonly string[];
    }
  | {
      readonly kind: 'unsigned';
      readonly why: 'resumed' | 'rsa-key-exchange' | 'broken-off' | 'not-checkable';
      readonly detail: string;
    };

/** When the capture took place. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A Certificate message larger than this is no server's. */
const MAX_CERTIFICATES_BYTES = 1_048_576;
const CONTEXT = Buffer.concat([
  Buffer.alloc(64, 0x20),
  Buffer.from('TLS 1.3, server CertificateVerify\0', 'latin1'),
]);

/** The hash of a TLS 1.3 cipher suite (RFC 8446 §B.4). */
const SUITE_HASHES: ReadonlyMap<number, 'sha256' | 'sha384'> = new Map([
  [0x1301, 'sha256'],
  [0x1302, 'sha384'],
  [0x1303, 'sha256'],
]);

/**
 * Checks the handshake of a connection over which at least one of the exchanges was answered.
 * @throws Failure, SyntaxError with what is wrong
 */
export async function checkHandshake(
  handshake: Handshake,
  exchanges: readonly Exchange[],
  during: Span,
): Promise<HandshakeFinding> {
  const facts = readHandshake(handshake);
  checkRecorded(facts, exchanges);
  const { proof } = facts;
  if (proof.kind === 'none') return unsigned(proof.why);
  const sent = chainOf(proof.certificates);
  if ('cannot' in sent) {
    return notCheckable(`the certificate is packed: ${sent.cannot}`);
  }
  const { chain } = sent;
  const leaf = checkChain(chain, exchanges);
  const scheme = SCHEMES.get(proof.scheme);
  const suiteHash = SUITE_HASHES.get(facts.cipherSuite);
  if (scheme === undefined) return unknownScheme(proof.scheme, leaf);
  checkScheme(scheme, leaf, facts.version);
  if (facts.version === 'tls/1.3' && suiteHash === undefined) {
    return notCheckable(`the cipher suite 0x${facts.cipherSuite.toString(16)} is not known here`);
  }
  const signed = bytesSigned(proof.signed, suiteHash ?? 'sha256');
  if (!(await isSignedBy(leaf.publicKey, scheme, signed, proof.signature))) {
    throw new Failure('the holder of the certificate’s key did not sign this handshake');
  }
  const shared = checkHosts(leaf, facts, exchanges);
  if (!isValidAt(leaf, during.fromMs) && !isValidAt(leaf, during.toMs)) {
    throw new Failure('the certificate was not valid at the time of the capture');
  }
  return {
    ...{ kind: 'signed', chain, version: facts.version, shared },
    host: facts.serverName ?? hostOf(exchanges[0]),
    how: `${facts.version === 'tls/1.3' ? 'TLS 1.3' : 'TLS 1.2'}, ${scheme.name}`,
  };
}

/** The host an exchange was for. */
export function hostOf(exchange: Exchange | undefined): string {
  return new URL(exchange?.url ?? '').hostname;
}

/** What the manifest says of the connection must be what its two ends agreed on. */
function checkRecorded(facts: HandshakeFacts, exchanges: readonly Exchange[]): void {
  const suite = cipherSuiteName(facts.cipherSuite);
  for (const { tls, protocol } of exchanges) {
    if (tls?.version != null && tls.version !== facts.version) {
      throw new Failure(`it is ${facts.version}, and the manifest says ${tls.version}`);
    }
    if (tls?.cipherSuite != null && tls.cipherSuite !== suite) {
      throw new Failure(`its cipher suite is ${suite}, and the manifest says ${tls.cipherSuite}`);
    }
    if (protocol !== null && (protocol === 'h2') !== (facts.protocol === 'h2')) {
      throw new Failure(`it agreed on ${facts.protocol ?? 'no protocol'}, not on ${protocol}`);
    }
  }
  if (new Set(exchanges.map(({ remoteAddress }) => remoteAddress)).size > 1) {
    throw new Failure('one connection has two addresses in the manifest');
  }
}

function unsigned(why: (ServerProof & { kind: 'none' })['why']): HandshakeFinding {
  if (why === 'broken-off') {
    throw new Failure('it ends before the server signed, yet an answer came over it');
  }
  const detail =
    why === 'resumed' ? 'it resumes an earlier session' : 'RSA key exchange has no signature';
  return { kind: 'unsigned', why, detail };
}

function notCheckable(detail: string): HandshakeFinding {
  return { kind: 'unsigned', why: 'not-checkable', detail };
}

/** A key of a kind to come may sign in a way to come; other keys sign as SCHEMES says, or prove nothing. */
function unknownScheme(scheme: number, { keyKind }: CertificateFacts): HandshakeFinding {
  const name = `0x${scheme.toString(16).padStart(4, '0')}`;
  if (KEY_KINDS.has(keyKind)) {
    throw new Failure(`it is signed in a way (${name}) that proves nothing, or not for such a key`);
  }
  return notCheckable(`the signature scheme ${name} is not known here`);
}

function chainOf(
  sent: SentCertificates,
): { readonly chain: readonly Uint8Array[] } | { readonly cannot: string } {
  if (sent.kind === 'plain') return sent;
  if (sent.sizeBytes > MAX_CERTIFICATES_BYTES) {
    throw new Failure('its certificate is too large to be one');
  }
  const unpacked = decompress(sent.algorithm, sent.bytes, sent.sizeBytes);
  if ('cannot' in unpacked) return unpacked;
  if (unpacked.bytes.length !== sent.sizeBytes) {
    throw new Failure('its certificate unpacks to another size than it says');
  }
  return { chain: readCertificateList13(unpacked.bytes) };
}

/** The chain in the handshake is the one the manifest names, exchange by exchange. */
function checkChain(
  chain: readonly Uint8Array[],
  exchanges: readonly Exchange[],
): CertificateFacts {
  const digests = chain.map((der) => digestOf(der)).join();
  if (exchanges.some(({ tls }) => tls?.certificates.join() !== digests)) {
    throw new Failure('the certificates in it are not those the manifest names');
  }
  const [leaf] = chain;
  if (leaf === undefined) throw new Failure('it shows no certificate');
  return readCertificate(leaf);
}

function checkScheme(
  scheme: SignatureScheme,
  leaf: CertificateFacts,
  version: HandshakeFacts['version'],
): void {
  if (scheme.keyKind !== leaf.keyKind) {
    throw new Failure(
      `it is signed by ${scheme.name}, and the certificate has another kind of key`,
    );
  }
  if (version === 'tls/1.2') return;
  // RFC 8446 §4.2.3: a curve has one scheme, and PKCS #1 v1.5 signs certificates only.
  if (scheme.isOld) throw new Failure(`${scheme.name} does not sign handshakes of TLS 1.3`);
  if (scheme.curve !== null && scheme.curve !== leaf.curve) {
    throw new Failure(`it is signed by ${scheme.name}, and the key is on another curve`);
  }
}

/** RFC 8446 §4.4.3, RFC 8422 §5.4. */
function bytesSigned(signed: Signed, suiteHash: 'sha256' | 'sha384'): Uint8Array {
  if (signed.kind === 'key-exchange') return signed.bytes;
  const { retried, messages } = signed;
  const first = retried === null ? [] : [messageHash(hash(suiteHash, retried))];
  return Buffer.concat([CONTEXT, hash(suiteHash, Buffer.concat([...first, ...messages]))]);
}

/** The message that stands for the first ClientHello behind a retry (RFC 8446 §4.4.1). */
function messageHash(digest: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.of(0xfe, 0, 0, digest.length), digest]);
}

/** Every host is named by the certificate; hosts that are not the one asked for share an h2 connection. */
function checkHosts(
  leaf: CertificateFacts,
  { serverName }: HandshakeFacts,
  exchanges: readonly Exchange[],
): readonly string[] {
  const shared = new Set<string>();
  for (const exchange of exchanges) {
    const host = hostOf(exchange).replace(/\.$/, '');
    if (!namesHost(leaf, host)) throw new Failure(`the certificate is not one of ${host}`);
    const asked = addressOf(host) === null ? host : null;
    if (asked === (serverName?.toLowerCase().replace(/\.$/, '') ?? null)) continue;
    if (exchange.protocol !== 'h2') {
      throw new Failure(`it asked for ${serverName ?? 'no name'}, and the exchange for ${host}`);
    }
    shared.add(host);
  }
  return [...shared];
}
