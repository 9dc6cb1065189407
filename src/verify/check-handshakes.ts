// TLS handshakes of a bundle's captures -> the checks `tls-handshake` (the holder of the key in each
// certificate took part) and `tls-chain` (the checker's roots vouch for those certificates).
import { X509Certificate } from 'node:crypto';
import { capturePaths } from '../formats/bundle.js';
import { parseHandshakes } from '../formats/handshakes-file.js';
import { readHandshake } from '../formats/tls-handshake.js';
import type { Check } from '../model/check.js';
import { digestOf } from '../model/digest.js';
import type { Exchange } from '../model/exchange.js';
import { msOf } from '../model/instant.js';
import type { Manifest } from '../model/snapshot.js';
import type { BundleFile } from './bundle-file.js';
import { captureIdsOf, readManifest } from './captures.js';
import { certificatesIn, PURPOSE, rootOf } from './chains.js';
import { some } from './check-files.js';
import { Failure, runCheck, Skip, within } from './checks.js';
import { checkHandshake, type HandshakeFinding } from './handshake.js';

type SignedHandshake = Extract<HandshakeFinding, { kind: 'signed' }> & { readonly atMs: number };

/** What was found in all captures. */
interface Findings {
  /** Exchanges answered over TLS. */
  answers: number;
  signedAnswers: number;
  /** Main documents answered over TLS, and those over a signed handshake. */
  pages: number;
  signedPages: number;
  /** Answers by why nobody signed for them. */
  readonly unsigned: Map<string, number>;
  readonly signed: SignedHandshake[];
}

const WITHOUT = 'no handshake was kept of their connection';
const WHY = {
  resumed: 'they came over resumed sessions, which carry no signature of their own',
  'rsa-key-exchange': 'their key exchange (RSA) has no signature',
  'broken-off': 'their handshake was broken off',
} as const;

/** Checks `tls-handshake` and `tls-chain`. */
export async function checkHandshakes(
  bundle: BundleFile,
  rootPems: readonly string[],
): Promise<readonly Check[]> {
  const found: Findings = {
    ...{ answers: 0, signedAnswers: 0, pages: 0, signedPages: 0 },
    ...{ unsigned: new Map(), signed: [] },
  };
  const handshakes = await runCheck('tls-handshake', async () => {
    await readCaptures(bundle, found);
    return describe(found);
  });
  const chains = await runCheck('tls-chain', () =>
    checkChains(handshakes.status === 'passed' ? found.signed : [], rootPems),
  );
  return [handshakes, chains];
}

async function readCaptures(bundle: BundleFile, found: Findings): Promise<void> {
  /** Randoms of the clients: what was recorded once cannot have happened twice. */
  const seen = new Set<string>();
  for (const id of captureIdsOf(bundle)) {
    const manifest = await readManifest(bundle, id);
    await within(id, () => readCapture(bundle, manifest, { found, seen }));
  }
}

async function readCapture(
  bundle: BundleFile,
  manifest: Manifest,
  { found, seen }: { found: Findings; seen: Set<string> },
): Promise<void> {
  const handshakes = await handshakesOf(bundle, manifest);
  const byHandshake = new Map<number, Exchange[]>();
  for (const exchange of manifest.exchanges) {
    const { tls } = exchange;
    if (tls?.handshake === undefined) {
      if (tls !== null && isAnswered(exchange)) count(found, manifest, [exchange], WITHOUT);
      continue;
    }
    if (tls.handshake >= handshakes.length) throw new Failure('an exchange names no handshake');
    const over = byHandshake.get(tls.handshake);
    if (over === undefined) byHandshake.set(tls.handshake, [exchange]);
    else over.push(exchange);
  }
  const during = { fromMs: msOf(manifest.startedAt), toMs: msOf(manifest.finishedAt) };
  for (const [i, handshake] of handshakes.entries()) {
    const answered = (byHandshake.get(i) ?? []).filter(isAnswered);
    if (!byHandshake.has(i)) throw new Failure(`handshake ${i} is of no exchange`);
    // A connection over which nothing came may have failed for just what is wrong with it.
    if (answered.length === 0) continue;
    await within(`handshake ${i} (${answered[0]?.url.slice(0, 200)})`, async () => {
      const random = Buffer.from(readHandshake(handshake).clientRandom).toString('hex');
      if (seen.has(random)) throw new Failure('the same handshake stands here twice');
      seen.add(random);
      const finding = await checkHandshake(handshake, answered, during);
      if (finding.kind === 'signed') found.signed.push({ ...finding, atMs: during.fromMs });
      const why =
        finding.kind === 'signed'
          ? null
          : finding.why === 'not-checkable'
            ? finding.detail
            : WHY[finding.why];
      count(found, manifest, answered, why);
    });
  }
}

/** The handshakes a manifest names, bound to it by their digest. */
async function handshakesOf(bundle: BundleFile, { capture, handshakes }: Manifest) {
  const path = capturePaths(capture).handshakes;
  if (handshakes === undefined) {
    if (bundle.has(path)) throw new Failure(`${path} is in no manifest`);
    return [];
  }
  const bytes = await bundle.read(path);
  if (digestOf(bytes) !== handshakes.digest || bytes.length !== handshakes.sizeBytes) {
    throw new Failure(`${path} is not the file the manifest names`);
  }
  return within(path, () => parseHandshakes(bytes));
}

function isAnswered({ responseHead }: Exchange): boolean {
  return responseHead !== null;
}

function count(
  found: Findings,
  { exchanges, mainExchange }: Manifest,
  answered: readonly Exchange[],
  why: string | null,
): void {
  const main = mainExchange === null ? undefined : exchanges[mainExchange];
  const pages = answered.filter((exchange) => exchange === main).length;
  found.answers += answered.length;
  found.pages += pages;
  if (why === null) {
    found.signedAnswers += answered.length;
    found.signedPages += pages;
  } else {
    found.unsigned.set(why, (found.unsigned.get(why) ?? 0) + answered.length);
  }
}

function describe(found: Findings): string {
  if (found.answers === 0) throw new Skip('no answer in the bundle came over TLS');
  const others = [...found.unsigned].map(([why, answers]) => `of ${answers}, ${why}`);
  if (found.signed.length === 0) throw new Skip(`nothing to check: ${others.join('; ')}`);
  const hosts = found.signed.map(({ host, how }) => `${host} (${how})`);
  const shared = found.signed.flatMap((each) => each.shared);
  return [
    `${found.signedAnswers} of ${found.answers} answers over TLS, and ${found.signedPages} of ${found.pages} pages, came over connections that the holder of the certificate’s key signed: ${some([...new Set(hosts)])}`,
    ...others,
    ...(shared.length > 0
      ? [
          `${some([...new Set(shared)])} shared the connection of another name of the same certificate`,
        ]
      : []),
    ...(found.signed.some(({ version }) => version === 'tls/1.2')
      ? ['in TLS 1.2 the signature does not cover the name asked for']
      : []),
    'this does not prove that the content came over them unaltered: both ends hold its keys',
  ].join('; ');
}

/** Check `tls-chain`. */
async function checkChains(
  signed: readonly SignedHandshake[],
  rootPems: readonly string[],
): Promise<string> {
  if (signed.length === 0) throw new Skip('no handshake that is signed');
  const roots = rootPems.flatMap(certificatesIn);
  if (roots.length === 0) {
    throw new Skip(
      'no trusted root given: who vouches for the certificates, and whether they are the site’s, was not checked',
    );
  }
  const lost = new Set<string>();
  const found = new Set<string>();
  for (const { chain, host, atMs } of signed) {
    const [leaf, ...others] = chain.map((der) => new X509Certificate(der));
    const facts = { others, roots, atMs, purpose: PURPOSE.server };
    const root = leaf === undefined ? null : rootOf(leaf, facts);
    if (root === null) lost.add(host);
    else found.add(root.subject.replaceAll('\n', ', '));
  }
  // The roots may be those of time-stamping authorities: not to be among them is no forgery.
  if (lost.size > 0) {
    throw new Skip(
      `the certificates of ${some([...lost])} lead to none of the roots given, or were not valid for it then: nobody the checker trusts vouches for them`,
    );
  }
  return `every certificate leads to a root the checker trusts: ${some([...found])}`;
}
