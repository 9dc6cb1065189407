// The blobs of a snapshot -> what stands behind its page: whom the certificate names, with which key,
// the analytics accounts its source carries, and the servers of its zone. Read for comparing; what cannot be read is left out.
import { createHash, X509Certificate } from 'node:crypto';
import { resolverWords } from '../formats/resolver-words.js';
import type { Digest } from '../model/digest.js';
import type { Behind, Snapshot } from '../model/snapshot.js';
import type { BlobStore } from '../ports/blob-store.js';
import { readLookups } from './lookups.js';

interface Deps {
  readonly blobs: Pick<BlobStore, 'get'>;
}

/** What stands behind a page. */
export async function readBehind(deps: Deps, { manifest, reading }: Snapshot): Promise<Behind> {
  const leaf = manifest.exchanges[manifest.mainExchange ?? -1]?.tls?.certificates[0];
  const dom = manifest.files.find(({ role }) => role === 'dom')?.digest;
  const source = dom === undefined ? '' : await textOf(deps, dom);
  const asked = [...manifest.exchanges.map(({ url }) => url), ...(reading?.scripts ?? [])];
  return {
    certificate: leaf === undefined ? null : await certificateOf(deps, leaf),
    accounts: accountsIn(`${source}\n${asked.join('\n')}`),
    nameServers: await nameServersOf(deps, manifest),
  };
}

async function textOf({ blobs }: Deps, digest: Digest): Promise<string> {
  const bytes = await blobs.get(digest).catch(() => null);
  return bytes === null ? '' : new TextDecoder().decode(bytes);
}

async function nameServersOf(
  deps: Deps,
  manifest: Snapshot['manifest'],
): Promise<Behind['nameServers']> {
  const lookups = await readLookups(deps, manifest).catch(() => []);
  return resolverWords(lookups)
    .filter(({ nameServers }) => nameServers.length > 0)
    .map(({ resolver, nameServers: servers }) => ({ resolver, servers }));
}

async function certificateOf({ blobs }: Deps, digest: Digest): Promise<Behind['certificate']> {
  try {
    const { issuer, publicKey } = new X509Certificate(await blobs.get(digest));
    const key = publicKey.export({ type: 'spki', format: 'der' });
    return {
      issuer: issuer.replaceAll('\n', ', '),
      key: createHash('sha256').update(key).digest('hex'),
    };
  } catch {
    return null;
  }
}

/** How Baidu, Google, CNZZ, 51.LA, Yandex and Meta number the accounts of those who count visitors. */
const ACCOUNTS: readonly (readonly [string, RegExp])[] = [
  ['Baidu', /hm\.baidu\.com\/hm\.js\?([0-9a-f]{16,40})/g],
  ['Google', /["'=/](UA-\d{4,10}-\d{1,3}|G-[A-Z0-9]{8,12}|GTM-[A-Z0-9]{5,9}|AW-\d{8,12})\b/g],
  ['CNZZ', /(?:cnzz\.com\/[\w.]*\?(?:[^"'\s]*&)?(?:id|web_id)=|cnzz_stat_icon_)(\d{5,12})/g],
  ['51.LA', /51\.la\/[^"'\s]*[?&/](?:id=)?(\d{6,12})/g],
  ['Yandex', /mc\.yandex\.ru\/(?:watch|metrika\/tag\.js\?id=)\/?(\d{5,12})/g],
  ['Meta', /fbq\(\s*['"]init['"]\s*,\s*['"](\d{10,20})['"]/g],
];

function accountsIn(source: string): readonly string[] {
  const found = ACCOUNTS.flatMap(([name, pattern]) =>
    [...source.matchAll(pattern)].map((match) => `${name} ${match[1] ?? ''}`),
  );
  return [...new Set(found)].sort();
}
