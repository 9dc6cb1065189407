// Certificates -> the root of the checker that they lead to, every link valid at the time.
import { X509Certificate } from 'node:crypto';
import { isValidAt } from '../formats/rfc3161.js';

const MAX_CHAIN = 8;

/** The certificates of a PEM text. */
export function certificatesIn(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}

/** The trusted root that the certificate's chain leads to, every link valid at the time; or null. */
export function rootOf(
  signer: X509Certificate,
  {
    others,
    roots,
    atMs,
  }: { others: readonly X509Certificate[]; roots: readonly X509Certificate[]; atMs: number },
): X509Certificate | null {
  const isIssuer = (issuer: X509Certificate, of: X509Certificate) =>
    issuer.ca && isValidAt(issuer, atMs) && of.checkIssued(issuer) && of.verify(issuer.publicKey);
  let level: readonly X509Certificate[] = [signer];
  const seen = new Set<string>();
  for (let depth = 0; depth < MAX_CHAIN && level.length > 0; depth += 1) {
    for (const one of level) {
      const root = roots.find((root) => root.raw.equals(one.raw) || isIssuer(root, one));
      if (root !== undefined && isValidAt(root, atMs)) return root;
    }
    level = others.filter(
      (other) => !seen.has(other.fingerprint256) && level.some((one) => isIssuer(other, one)),
    );
    for (const one of level) seen.add(one.fingerprint256);
  }
  return null;
}
