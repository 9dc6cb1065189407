// A certificate, others sent with it and the checker's roots -> the root it leads to (RFC 5280 §6.1):
// every link signed, valid at the time, and by an authority that may issue what stands under it.
import { type CertificateFacts, readCertificate } from '../formats/x509.js';
import { isIssuedBy } from './handshake-crypto.js';

export interface ChainQuestion {
  /** DER, as all here. */
  readonly leaf: Uint8Array;
  readonly others: readonly Uint8Array[];
  readonly roots: readonly Uint8Array[];
  readonly atMs: number;
  /** Extended key usage the leaf must be for. */
  readonly purpose: string;
}

interface Link {
  readonly der: Uint8Array;
  readonly facts: CertificateFacts;
}

const MAX_DEPTH = 8;
/** More than any server sends; each is tried with each. */
const MAX_OTHERS = 40;
const ANY_PURPOSE = '2.5.29.37.0';

/** The root, or null when there is no way to one. @throws SyntaxError when the leaf is no certificate */
export async function rootFor(question: ChainQuestion): Promise<Uint8Array | null> {
  const { atMs, purpose } = question;
  const leaf: Link = { der: question.leaf, facts: readCertificate(question.leaf) };
  if (!isUsable(leaf.facts, atMs, purpose)) return null;
  const others = question.others.slice(0, MAX_OTHERS).flatMap(linkOf);
  const roots = question.roots.flatMap(linkOf);
  const seen = new Set<Uint8Array>();
  // Level by level: the shortest way is also the one that asks least of path lengths.
  let level: readonly Link[] = [leaf];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) {
    for (const one of level) {
      for (const root of roots) {
        const isItself = Buffer.from(root.der).equals(one.der);
        const issued = isItself || (await mayHaveIssued(root, one, depth));
        if (issued && isUsable(root.facts, atMs, purpose)) return root.der;
      }
    }
    const next: Link[] = [];
    for (const other of others) {
      if (seen.has(other.der) || !isUsable(other.facts, atMs, purpose)) continue;
      for (const one of level) {
        if (!(await mayHaveIssued(other, one, depth))) continue;
        seen.add(other.der);
        next.push(other);
        break;
      }
    }
    level = next;
  }
  return null;
}

/** Valid at the time, for the purpose, and without conditions that nobody here understands. */
function isUsable(facts: CertificateFacts, atMs: number, purpose: string): boolean {
  const { purposes } = facts;
  return (
    isValidAt(facts, atMs) &&
    facts.unread.length === 0 &&
    (purposes === null || purposes.includes(purpose) || purposes.includes(ANY_PURPOSE))
  );
}

/** True while the certificate is valid. */
export function isValidAt({ notBeforeMs, notAfterMs }: CertificateFacts, atMs: number): boolean {
  // Times are whole seconds: the last one counts to its end.
  return atMs >= notBeforeMs && atMs < notAfterMs + 1000;
}

async function mayHaveIssued(issuer: Link, one: Link, authoritiesBelow: number): Promise<boolean> {
  const { isAuthority, mayIssue, pathLength } = issuer.facts;
  if (!isAuthority || mayIssue === false) return false;
  if (pathLength !== null && pathLength < authoritiesBelow) return false;
  return isIssuedBy(one.der, issuer.der);
}

/** A certificate that cannot be read leads nowhere. */
function linkOf(der: Uint8Array): readonly Link[] {
  try {
    return [{ der, facts: readCertificate(der) }];
  } catch {
    return [];
  }
}
