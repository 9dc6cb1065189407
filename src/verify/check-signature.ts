// The signature over the data package (wacz-auth 0.1.0, both forms), and whether the checker trusts who
// made it: a key of his, or for a domain a root of his.
import type { KeyObject } from 'node:crypto';
import {
  DATA_PACKAGE_DIGEST_PATH,
  fingerprintOf,
  KEYS_PATH,
  parseKeys,
} from '../formats/bundle.js';
import { checkSignature, parseDataPackageDigest } from '../formats/wacz.js';
import { checkDomainSignature, type DomainSignature } from '../formats/wacz-domain.js';
import { instantOf } from '../model/instant.js';
import type { BundleFile } from './bundle-file.js';
import { certificatesIn, PURPOSE, rootOf } from './chains.js';
import { Failure, Skip, within } from './checks.js';

/** Who signed. */
export interface Signer {
  readonly key: KeyObject;
  readonly domain: (DomainSignature & { readonly name: string }) | null;
}

/** Check `signature`. */
export async function checkBundleSignature(
  bundle: BundleFile,
): Promise<{ readonly signer: Signer; readonly detail: string }> {
  const { signedData } = await within(DATA_PACKAGE_DIGEST_PATH, async () =>
    parseDataPackageDigest(await bundle.read(DATA_PACKAGE_DIGEST_PATH)),
  );
  if ('domain' in signedData) {
    const found = checkDomainSignature(signedData);
    const { domain: name } = signedData;
    const at = instantOf(found.stamp.genTimeMs);
    return {
      signer: { key: found.signer.publicKey, domain: { ...found, name } },
      detail: `ECDSA P-256 in the name of ${name}, stamped at ${at}`,
    };
  }
  const key = checkSignature(signedData);
  const fingerprint = fingerprintOf(key);
  const named = await within(KEYS_PATH, async () => parseKeys(await bundle.readText(KEYS_PATH)));
  if (named.signer !== fingerprint) throw new Failure(`${KEYS_PATH} names another signer`);
  return { signer: { key, domain: null }, detail: `ECDSA P-384 by the key ${fingerprint}` };
}

/** Check `signer-key`: the checker's keys and roots decide, never the bundle's. */
export function checkSignerKey(
  signer: Signer | null,
  trusted: { readonly keys: readonly KeyObject[]; readonly rootPems: readonly string[] },
): string {
  const { keys } = trusted;
  const hasRoots = signer?.domain != null && trusted.rootPems.length > 0;
  if (keys.length === 0 && !hasRoots) {
    throw new Skip('no trusted key given: whoever holds any key could have signed this');
  }
  if (signer === null) throw new Failure('there is no good signature to compare with');
  const fingerprint = fingerprintOf(signer.key);
  if (keys.some((one) => fingerprintOf(one) === fingerprint)) {
    return `${fingerprint} is trusted by the checker`;
  }
  if (signer.domain !== null && hasRoots) return checkDomain(signer.domain, trusted.rootPems);
  throw new Failure(`signed by ${fingerprint}, which is none of the trusted keys`);
}

/** Both the name and the time of a domain's signature must lead to a root of the checker. */
function checkDomain(
  { name, signer, chain, stamp, stampChain }: DomainSignature & { readonly name: string },
  rootPems: readonly string[],
): string {
  const roots = rootPems.flatMap(certificatesIn);
  const atMs = stamp.genTimeMs;
  if (rootOf(signer, { others: chain.slice(1), roots, atMs, purpose: null }) === null) {
    throw new Failure(`the certificate of ${name} leads to none of the trusted roots`);
  }
  const [stamper] = stampChain;
  const stampFacts = { others: stampChain.slice(1), roots, atMs, purpose: PURPOSE.timeStamping };
  if (stamper === undefined || rootOf(stamper, stampFacts) === null) {
    throw new Failure('the stamp over the signature leads to none of the trusted roots');
  }
  return `${name}, certified and stamped under roots that the checker trusts`;
}
