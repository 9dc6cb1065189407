// The domain identity form of signedData (wacz-auth 0.1.0 §2.2, as authsign makes it): signed by a key
// that a web authority certified for a host name, and stamped by a time-stamping authority.
import { createHash, verify, X509Certificate } from 'node:crypto';
import { type Digest, isDigest } from '../model/digest.js';
import { childrenOf, readDer } from './der.js';
import { isValidAt, readStamp, type Timestamp } from './rfc3161.js';

export interface DomainSignedData {
  readonly hash: Digest;
  readonly created: string;
  readonly software: string;
  readonly version: string;
  /** DER, base64. */
  readonly signature: string;
  readonly domain: string;
  /** PEM: leaf first, root last. */
  readonly domainCert: string;
  /** A whole TimeStampResp over the text of `signature`, base64. */
  readonly timeSignature: string;
  /** PEM: the authority first, its root last. */
  readonly timestampCert: string;
  /** PEM: the same key, certified by a private authority; absent without. */
  readonly crossSignedCert?: string;
}

/** What a good signature of this form shows; whether its roots are to be believed is the checker's affair. */
export interface DomainSignature {
  readonly signer: X509Certificate;
  readonly chain: readonly X509Certificate[];
  readonly stamp: Timestamp;
  readonly stampChain: readonly X509Certificate[];
}

const DAY_MS = 86_400_000;
/** The age a certificate may have when it signs, and how far the stamp may follow (authsign). */
const MAX_CERTIFICATE_AGE_MS = 7 * DAY_MS;
const MAX_STAMP_DELAY_MS = 10 * 60_000;
const BASE_FIELDS = ['created', 'domain', 'domainCert', 'hash', 'signature', 'software'];
const FIELDS = [...BASE_FIELDS, 'timeSignature', 'timestampCert', 'version'];

/**
 * Reads signedData that names a domain; nothing is checked yet.
 * @throws SyntaxError
 */
export function parseDomainSignedData(value: Readonly<Record<string, unknown>>): DomainSignedData {
  const names = Object.keys(value).filter((name) => name !== 'crossSignedCert');
  if (names.sort().join() !== [...FIELDS].sort().join()) {
    throw new SyntaxError(`expected the members ${FIELDS.join(', ')}; found ${names.join(', ')}`);
  }
  for (const [name, member] of Object.entries(value)) {
    if (typeof member !== 'string') throw new SyntaxError(`${name} is not a text`);
  }
  if (!isDigest(value.hash)) throw new SyntaxError('the signed hash is not a SHA-256 digest');
  return value as unknown as DomainSignedData;
}

/**
 * Checks signature, certificates and stamp against one another, as authsign's verifier does.
 * @throws SyntaxError with the reason
 */
export function checkDomainSignature(data: DomainSignedData): DomainSignature {
  const createdMs = Date.parse(data.created);
  if (Number.isNaN(createdMs)) throw new SyntaxError('created is not a time');
  const chain = chainIn(data.domainCert, 'domainCert');
  const [signer] = chain as [X509Certificate];
  const curve = signer.publicKey.asymmetricKeyDetails?.namedCurve;
  if (signer.publicKey.asymmetricKeyType !== 'ec' || curve !== 'prime256v1') {
    throw new SyntaxError('the key of the domain is not an ECDSA P-256 key');
  }
  if (signer.checkHost(data.domain, { subject: 'always' }) === undefined) {
    throw new SyntaxError(`the certificate is not one for ${data.domain}`);
  }
  const fromMs = Date.parse(signer.validFrom);
  if (!(createdMs >= fromMs && createdMs <= fromMs + MAX_CERTIFICATE_AGE_MS)) {
    throw new SyntaxError('it was signed before its certificate was made, or over a week after');
  }
  if (!chain.every((one) => isValidAt(one, createdMs))) {
    throw new SyntaxError('a certificate of the domain was not valid when it was signed');
  }
  const signature = derSignature(data.signature);
  if (!verify('sha256', Buffer.from(data.hash), signer.publicKey, signature)) {
    throw new SyntaxError('the signature does not fit the signed hash and the key of the domain');
  }
  checkCross(data, signature);
  return { signer, chain, ...checkStamp(data, createdMs) };
}

function checkStamp(
  data: DomainSignedData,
  createdMs: number,
): Pick<DomainSignature, 'stamp' | 'stampChain'> {
  const imprint = createHash('sha256').update(data.signature, 'latin1').digest();
  const stamp = readStamp(strictBase64(data.timeSignature, 'timeSignature'), imprint);
  const stampChain = chainIn(data.timestampCert, 'timestampCert');
  if (!stampChain[0]?.raw.equals(stamp.signer.raw)) {
    throw new SyntaxError('timestampCert does not begin with the one who stamped');
  }
  const delay = stamp.genTimeMs - createdMs;
  // A stamp has no fractions of a second where the authority gives none.
  if (!(delay > -1000 && delay <= MAX_STAMP_DELAY_MS)) {
    throw new SyntaxError('the stamp is older than the signature, or over ten minutes younger');
  }
  return { stamp, stampChain };
}

function checkCross({ crossSignedCert, hash }: DomainSignedData, signature: Uint8Array): void {
  if (crossSignedCert === undefined) return;
  const [cross] = certificatesOf(crossSignedCert);
  if (cross === undefined || !verify('sha256', Buffer.from(hash), cross.publicKey, signature)) {
    throw new SyntaxError('crossSignedCert is not of the key that signed');
  }
}

/** Certificates of which each is signed by the next. */
function chainIn(pem: string, name: string): readonly X509Certificate[] {
  const chain = certificatesOf(pem);
  if (chain.length === 0) throw new SyntaxError(`${name} holds no certificates`);
  for (const [i, one] of chain.entries()) {
    const issuer = chain[i + 1];
    if (issuer === undefined) break;
    if (!issuer.ca || !one.checkIssued(issuer) || !one.verify(issuer.publicKey)) {
      throw new SyntaxError(`the certificates in ${name} do not lead from one to the next`);
    }
  }
  return chain;
}

function certificatesOf(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}

/** r and s in their one DER form: another spelling would be another signature of the same. */
function derSignature(text: string): Buffer {
  const bytes = strictBase64(text, 'signature');
  const numbers = childrenOf(readDer(bytes));
  const isMinimal = numbers.every(({ tag, content: [first = 0, second = 0] }) => {
    return tag === 0x02 && first < 0x80 && !(first === 0 && second < 0x80);
  });
  if (numbers.length !== 2 || !isMinimal) throw new SyntaxError('the signature is not in DER');
  return bytes;
}

function strictBase64(value: string, name: string): Buffer {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.toString('base64') !== value) throw new SyntaxError(`${name} is not canonical base64`);
  return bytes;
}
