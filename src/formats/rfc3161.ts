// A TimeStampReq -> its question; a TimeStampResp (RFC 3161 §2.4.2) -> what it proves, once everything that can be checked without
// the checker's roots is checked: it fails closed (RFC 5652 §5.4, RFC 5816 §2.2.1).
import { createHash, timingSafeEqual, verify, X509Certificate } from 'node:crypto';
import { childrenOf, type Der, oidOf, readDer, writeDer } from './der.js';

export interface Question {
  /** SHA-256 of what is stamped. */
  readonly imprint: Uint8Array;
  /** Content of the nonce's INTEGER. */
  readonly nonce: Uint8Array;
}

export interface Timestamp {
  readonly genTimeMs: number;
  /** Object identifier of the policy. */
  readonly policy: string;
  /** Milliseconds either side of genTime, or null where the authority does not say. */
  readonly accuracyMs: number | null;
  /** The signer first, then its issuers as far as they were sent. */
  readonly chain: readonly X509Certificate[];
}

const ID_SIGNED_DATA = '1.2.840.113549.1.7.2';
const ID_TST_INFO = '1.2.840.113549.1.9.16.1.4';
const ID_CONTENT_TYPE = '1.2.840.113549.1.9.3';
const ID_MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const ID_SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const ID_SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
const ID_EXTENDED_KEY_USAGE = '2.5.29.37';
const ID_TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const ID_RSA_PSS = '1.2.840.113549.1.1.10';
const HASHES: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** The question that a TimeStampReq asks (RFC 3161 §2.4.1). @throws SyntaxError */
export function readQuery(query: Uint8Array): Question {
  const [version, imprint, ...rest] = childrenOf(readDer(query));
  if (smallInteger(need(version, 'version')) !== 1) throw new SyntaxError('not version 1');
  const [algorithm, hash] = childrenOf(need(imprint, 'imprint'));
  if (hashOf(need(algorithm, 'hash')) !== 'sha256') throw new SyntaxError('asked by another hash');
  const nonce = rest.find(({ tag }) => tag === 0x02);
  return { imprint: need(hash, 'imprint').content, nonce: need(nonce, 'nonce').content };
}

/**
 * What a TimeStampResp proves.
 * @throws SyntaxError with the reason for which it proves nothing
 */
export function readResponse(response: Uint8Array, question: Question): Timestamp {
  return readAnswer(response, question);
}

/**
 * What a TimeStampResp proves where its question was not kept: the nonce is nobody's to compare.
 * @throws SyntaxError with the reason for which it proves nothing
 */
export function readStamp(
  response: Uint8Array,
  imprint: Uint8Array,
): Timestamp & { readonly signer: X509Certificate } {
  const stamp = readAnswer(response, { imprint, nonce: null });
  return { ...stamp, signer: need(stamp.chain[0], 'signer') };
}

type AnyQuestion = Pick<Question, 'imprint'> & { readonly nonce: Uint8Array | null };

function readAnswer(response: Uint8Array, question: AnyQuestion): Timestamp {
  const [status, token, ...rest] = childrenOf(readDer(response));
  const [code, ...words] = childrenOf(need(status, 'status'));
  const value = smallInteger(need(code, 'status'));
  if (value > 1) throw new SyntaxError(`the authority refused: status ${value}${said(words)}`);
  if (token === undefined || rest.length > 0) throw new SyntaxError('there is no token');
  return readToken(token, question);
}

function readToken(token: Der, question: AnyQuestion): Timestamp {
  const [contentType, wrapped] = childrenOf(token);
  if (oidOf(need(contentType, 'type')) !== ID_SIGNED_DATA) throw new SyntaxError('not signed data');
  const [signedData] = childrenOf(need(wrapped, 'content'));
  const parts = childrenOf(need(signedData, 'signed data'));
  const [eContentType, eContent] = childrenOf(need(parts[2], 'what is signed'));
  if (oidOf(need(eContentType, 'type')) !== ID_TST_INFO) throw new SyntaxError('not a timestamp');
  const [octets] = childrenOf(need(eContent, 'timestamp'));
  if (octets?.tag !== 0x04) throw new SyntaxError('the timestamp is not in octets');
  const certificates = certificatesIn(parts);
  const signers = childrenOf(need(parts.at(-1), 'signers'));
  if (signers.length !== 1) throw new SyntaxError(`${signers.length} signers, where one signs`);
  const signer = checkSigner(need(signers[0], 'signer'), octets.content, certificates);
  const info = readInfo(octets.content, question);
  if (!isValidAt(signer, info.genTimeMs)) {
    throw new SyntaxError('the signing certificate is not valid at the time it gives');
  }
  return { ...info, chain: chainFrom(signer, certificates) };
}

/** True while the certificate is valid. */
export function isValidAt({ validFrom, validTo }: X509Certificate, ms: number): boolean {
  return ms >= Date.parse(validFrom) && ms <= Date.parse(validTo);
}

function certificatesIn(parts: readonly Der[]): readonly X509Certificate[] {
  const set = parts.find(({ tag }) => tag === 0xa0);
  if (set === undefined) throw new SyntaxError('the certificates asked for are missing');
  return childrenOf(set).map(({ bytes }) => new X509Certificate(bytes));
}

/** TSTInfo (RFC 3161 §2.4.2). */
function readInfo(bytes: Uint8Array, question: AnyQuestion): Omit<Timestamp, 'chain'> {
  const [version, policy, imprint, , genTime, ...rest] = childrenOf(readDer(bytes));
  if (smallInteger(need(version, 'version')) !== 1) throw new SyntaxError('not version 1');
  const [algorithm, hash] = childrenOf(need(imprint, 'imprint'));
  const [oid] = childrenOf(need(algorithm, 'hash'));
  if (HASHES[oidOf(need(oid, 'hash'))] !== 'sha256')
    throw new SyntaxError('stamped by another hash');
  if (!isSame(need(hash, 'imprint').content, question.imprint)) {
    throw new SyntaxError('it stamps something else than was sent');
  }
  const nonce = rest.find(({ tag }) => tag === 0x02);
  const isAsked = question.nonce !== null;
  if (isAsked && (nonce === undefined || !isSame(nonce.content, question.nonce))) {
    throw new SyntaxError('it answers another question: the nonce differs');
  }
  const accuracy = rest.find(({ tag }) => tag === 0x30);
  return {
    genTimeMs: timeOf(need(genTime, 'time')),
    policy: oidOf(need(policy, 'policy')),
    accuracyMs: accuracy === undefined ? null : accuracyOf(accuracy),
  };
}

/** SignerInfo (RFC 5652 §5.3): the certificate that signed `content`. */
function checkSigner(
  info: Der,
  content: Uint8Array,
  certificates: readonly X509Certificate[],
): X509Certificate {
  const [, sid, digestAlgorithm, attributes, algorithm, signature] = childrenOf(info);
  if (attributes?.tag !== 0xa0) throw new SyntaxError('nothing says what is signed');
  const hash = hashOf(need(digestAlgorithm, 'digest'));
  const values = attributesIn(attributes);
  if (oidOf(readDer(need(values.get(ID_CONTENT_TYPE), 'type'))) !== ID_TST_INFO) {
    throw new SyntaxError('the signature is of something else than a timestamp');
  }
  const digest = readDer(need(values.get(ID_MESSAGE_DIGEST), 'digest')).content;
  if (!isSame(digest, createHash(hash).update(content).digest())) {
    throw new SyntaxError('the signature is of another timestamp');
  }
  const signer = certificates.find((one) => isNamedBy(values, one));
  if (signer === undefined)
    throw new SyntaxError('no certificate is the one that the signature names');
  if (!isIssuerAndSerial(need(sid, 'signer'), signer)) {
    throw new SyntaxError('the signature names two certificates');
  }
  // RFC 5652 §5.4: signed as a SET OF, not under the tag it is sent with.
  const signed = writeDer(0x31, attributes.content);
  const bytes = need(signature, 'signature').content;
  if (!isGood(need(algorithm, 'algorithm'), hash, signed, signer, bytes)) {
    throw new SyntaxError('the signature is not good');
  }
  checkPurpose(signer);
  return signer;
}

function attributesIn(attributes: Der): ReadonlyMap<string, Uint8Array> {
  const values = new Map<string, Uint8Array>();
  for (const attribute of childrenOf(attributes)) {
    const [type, set] = childrenOf(attribute);
    const [value, ...more] = childrenOf(need(set, 'attribute'));
    const oid = oidOf(need(type, 'attribute'));
    if (values.has(oid) || more.length > 0) throw new SyntaxError('an attribute is given twice');
    values.set(oid, need(value, 'attribute').bytes);
  }
  return values;
}

/** ESSCertID, ESSCertIDv2 (RFC 5816): a hash names the certificate, and nothing else may. */
function isNamedBy(values: ReadonlyMap<string, Uint8Array>, certificate: X509Certificate): boolean {
  const v2 = values.get(ID_SIGNING_CERTIFICATE_V2);
  const source = v2 ?? values.get(ID_SIGNING_CERTIFICATE);
  if (source === undefined) return false;
  const [ids] = childrenOf(readDer(source));
  const [id] = childrenOf(need(ids, 'certificate'));
  const fields = childrenOf(need(id, 'certificate'));
  const named = fields.find(({ tag }) => tag === 0x04);
  const algorithm = fields.find(({ tag }, index) => tag === 0x30 && index === 0);
  const standard = v2 === undefined ? 'sha1' : 'sha256';
  const hash = algorithm === undefined ? standard : hashOf(algorithm);
  const actual = createHash(hash).update(certificate.raw).digest();
  return named !== undefined && isSame(named.content, actual);
}

function isIssuerAndSerial(sid: Der, certificate: X509Certificate): boolean {
  if (sid.tag !== 0x30) return true; // Named by its key's id: ESSCertID has named it already.
  const [issuer, serial] = childrenOf(sid);
  const fields = fieldsOf(certificate);
  const at = fields[0]?.tag === 0xa0 ? 1 : 0;
  return (
    isSame(need(serial, 'serial').content, need(fields[at], 'serial').content) &&
    isSame(need(issuer, 'issuer').bytes, need(fields[at + 2], 'issuer').bytes)
  );
}

function isGood(
  algorithm: Der,
  hash: string,
  signed: Uint8Array,
  { publicKey }: X509Certificate,
  signature: Uint8Array,
): boolean {
  const [oid] = childrenOf(algorithm);
  if (hash === 'sha1') throw new SyntaxError('signed with SHA-1, which proves nothing any more');
  if (oidOf(need(oid, 'algorithm')) === ID_RSA_PSS) {
    const key = { key: publicKey, padding: 6, saltLength: -2 };
    return verify(hash, signed, key, signature);
  }
  const isPlain =
    publicKey.asymmetricKeyType === 'ed25519' || publicKey.asymmetricKeyType === 'ed448';
  return verify(isPlain ? null : hash, signed, publicKey, signature);
}

/** RFC 3161 §2.3: the purpose stands alone, and is critical. */
function checkPurpose(certificate: X509Certificate): void {
  const extensions = fieldsOf(certificate).find(({ tag }) => tag === 0xa3);
  const list = extensions === undefined ? [] : childrenOf(need(childrenOf(extensions)[0], 'list'));
  for (const extension of list) {
    const [oid, critical, value] = childrenOf(extension);
    if (oidOf(need(oid, 'extension')) !== ID_EXTENDED_KEY_USAGE) continue;
    const purposes = value === undefined ? [] : childrenOf(readDer(value.content)).map(oidOf);
    if (critical?.tag !== 0x01 || purposes.join() !== ID_TIME_STAMPING) break;
    return;
  }
  throw new SyntaxError('the certificate is not one for time-stamping alone (extended key usage)');
}

/** The signer and each issuer of the one before it, as far as they were sent. */
function chainFrom(signer: X509Certificate, all: readonly X509Certificate[]): X509Certificate[] {
  const chain = [signer];
  for (;;) {
    const last = chain[chain.length - 1];
    const issuer = all.find(
      (one) => !chain.includes(one) && last?.checkIssued(one) && last.verify(one.publicKey),
    );
    if (issuer === undefined) return chain;
    chain.push(issuer);
  }
}

function fieldsOf(certificate: X509Certificate): readonly Der[] {
  const [toBeSigned] = childrenOf(readDer(certificate.raw));
  return childrenOf(need(toBeSigned, 'certificate'));
}

function hashOf(algorithm: Der): string {
  const [oid] = childrenOf(algorithm);
  const name = oidOf(need(oid, 'hash'));
  const hash = HASHES[name];
  if (hash === undefined) throw new SyntaxError(`the hash ${name} is not known`);
  return hash;
}

/** GeneralizedTime in the form of RFC 3161: UTC, with fractions only where they are needed. */
function timeOf({ tag, content }: Der): number {
  const text = Buffer.from(content).toString('latin1');
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d*[1-9]))?Z$/.exec(text);
  if (tag !== 0x18 || match === null) throw new SyntaxError('the time is not in its one form');
  const [, year, month, day, hour, minute, second, fraction = '0'] = match;
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`);
  if (Number.isNaN(ms)) throw new SyntaxError('the time is none');
  return ms + Math.floor(Number(`0.${fraction}`) * 1000);
}

function accuracyOf(accuracy: Der): number {
  let ms = 0;
  for (const part of childrenOf(accuracy)) {
    const value = part.content.reduce((sum, byte) => sum * 256 + byte, 0);
    ms += part.tag === 0x02 ? value * 1000 : part.tag === 0x80 ? value : value / 1000;
  }
  return ms;
}

function smallInteger({ tag, content }: Der): number {
  if (tag !== 0x02 || content.length !== 1) throw new SyntaxError('not a small number');
  return content[0] ?? 0;
}

/** What a refusal says, for people. */
function said(words: readonly Der[]): string {
  const texts = words
    .filter(({ tag }) => tag === 0x30)
    .flatMap((list) => childrenOf(list))
    .map(({ content }) => Buffer.from(content).toString('utf8').slice(0, 200));
  return texts.length === 0 ? '' : ` (${texts.join('; ')})`;
}

function need<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new SyntaxError(`the ${what} is missing`);
  return value;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
