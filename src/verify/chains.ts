// Certificates -> the root of the checker that they lead to (RFC 5280 §6.1): every link signed, valid
// at the time, and by an authority that may issue what stands under it.
import { X509Certificate } from 'node:crypto';
import { type CertificateFacts, isValidAt, readCertificate } from '../formats/x509.js';
import { Skip } from './checks.js';

/** Extended key usages (RFC 5280 §4.2.1.12). */
export const PURPOSE = {
  server: '1.3.6.1.5.5.7.3.1',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const;

interface ChainFacts {
  readonly others: readonly X509Certificate[];
  readonly roots: readonly X509Certificate[];
  readonly atMs: number;
  /** What every certificate under the root must be for, where it says what it is for; null for anything. */
  readonly purpose: string | null;
}

interface Link {
  readonly certificate: X509Certificate;
  readonly facts: CertificateFacts;
}

const MAX_CHAIN = 8;
/** More than anybody sends; each is tried with each. */
const MAX_OTHERS = 40;
const ANY_PURPOSE = '2.5.29.37.0';

/** The certificates of a PEM text. */
export function certificatesIn(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}

/** The trusted root that the certificate's chain leads to, or null. */
export function rootOf(
  signer: X509Certificate,
  { others, roots, atMs, purpose }: ChainFacts,
): X509Certificate | null {
  const mayStandIn = ({ facts }: Link) => isUsable(facts, atMs, purpose);
  const anchors = roots.flatMap(linkOf).filter(({ facts }) => isValidAt(facts, atMs));
  const left = new Set(others.slice(0, MAX_OTHERS).flatMap(linkOf).filter(mayStandIn));
  // Level by level: the shortest way is also the one that asks least of path lengths.
  let level: readonly Link[] = linkOf(signer).filter(mayStandIn);
  for (let depth = 0; depth < MAX_CHAIN && level.length > 0; depth += 1) {
    const isAbove = (issuer: Link) => level.some((one) => mayHaveIssued(issuer, one, depth));
    const isThere = ({ certificate: { raw } }: Link) =>
      level.some(({ certificate }) => certificate.raw.equals(raw));
    const root = anchors.find((anchor) => isThere(anchor) || isAbove(anchor));
    if (root !== undefined) return root.certificate;
    level = [...left].filter(isAbove);
    for (const link of level) left.delete(link);
  }
  return null;
}

/** A certificate that cannot be read leads nowhere. */
function linkOf(certificate: X509Certificate): readonly Link[] {
  try {
    return [{ certificate, facts: readCertificate(certificate.raw) }];
  } catch {
    return [];
  }
}

/** Valid at the time, for the purpose, and without conditions that nobody here understands. */
function isUsable(facts: CertificateFacts, atMs: number, purpose: string | null): boolean {
  const { purposes, unread } = facts;
  const isFor =
    purpose === null ||
    purposes === null ||
    purposes.includes(purpose) ||
    purposes.includes(ANY_PURPOSE);
  return isFor && unread.length === 0 && isValidAt(facts, atMs);
}

function mayHaveIssued(issuer: Link, one: Link, authoritiesBelow: number): boolean {
  const { isAuthority, mayIssue, pathLength } = issuer.facts;
  return (
    isAuthority &&
    mayIssue !== false &&
    (pathLength === null || pathLength >= authoritiesBelow) &&
    one.certificate.checkIssued(issuer.certificate) &&
    isSignedBy(one.certificate, issuer.certificate)
  );
}

/** A key or an algorithm that OpenSSL does not know signs nothing; what only we do not know, skips. */
function isSignedBy(one: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return one.verify(issuer.publicKey);
  } catch (error) {
    if (error instanceof Skip) throw error;
    return false;
  }
}
