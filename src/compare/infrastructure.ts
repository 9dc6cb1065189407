// What served the page, before and after -> address, certificate, server and analytics changes:
// context for a reader, never a finding by themselves.
import type { Change } from '../model/change.js';
import type { Exchange } from '../model/exchange.js';
import type { Behind, Snapshot } from '../model/snapshot.js';
import { changeOf } from './change.js';

const CDN =
  /^(?:cf-ray|x-cdn|x-amz-cf-id|x-swift-cachetime|eagleid|x-nws-log-uuid|wzws-ray|x-via|x-cdn-src-ip|ali-swift-global-savetime)$/i;

/** Changes of what stands behind the page; `behind` where the files of both sides were read. */
export function changesOfInfrastructure(
  before: Snapshot,
  after: Snapshot,
  behind: readonly [Behind, Behind] | null = null,
): readonly Change[] {
  const old = mainOf(before);
  const fresh = mainOf(after);
  const where = after.manifest.finalUrl ?? after.manifest.url;
  const tell = (
    kind: 'ip-changed' | 'server-changed' | 'analytics-id-changed',
    name: string,
    was: string | null,
    is: string | null,
  ): Change[] =>
    was === null || is === null || was === is
      ? []
      : [
          changeOf(
            kind,
            `The ${name} changed from ${was} to ${is}.`,
            { before: was, after: is },
            where,
          ),
        ];
  const networks = [...cdnHeaders(fresh)].filter((name) => !cdnHeaders(old).has(name));
  return [
    ...tell('ip-changed', 'address that answered', addressOf(old), addressOf(fresh)),
    ...changesOfNameServers(behind, where),
    ...changesOfCertificate(old, fresh, behind, where),
    ...tell(
      'server-changed',
      'server software',
      headerOf(old, 'server'),
      headerOf(fresh, 'server'),
    ),
    ...tell(
      'analytics-id-changed',
      'analytics id',
      accountsOf(behind?.[0]),
      accountsOf(behind?.[1]),
    ),
    ...(old !== null && networks.length > 0 && cdnHeaders(old).size === 0
      ? [
          changeOf(
            'cdn-added',
            `The page is now served through a delivery network (${networks.join(', ')}).`,
            { before: null, after: networks.join(', ') },
            where,
          ),
        ]
      : []),
  ];
}

function mainOf({ manifest }: Snapshot): Exchange | null {
  return manifest.exchanges[manifest.mainExchange ?? -1] ?? null;
}

function addressOf(exchange: Exchange | null): string | null {
  return exchange?.remoteAddress?.replace(/:\d+$/, '') ?? null;
}

function headerOf(exchange: Exchange | null, name: string): string | null {
  const pattern = new RegExp(`^${name}:[ \\t]*([^\\r\\n]*)`, 'im');
  return pattern.exec(exchange?.responseHead ?? '')?.[1]?.trim() ?? null;
}

function cdnHeaders(exchange: Exchange | null): ReadonlySet<string> {
  const names = [...(exchange?.responseHead ?? '').matchAll(/^([\w-]+):/gm)];
  return new Set(
    names.map((match) => (match[1] ?? '').toLowerCase()).filter((one) => CDN.test(one)),
  );
}

function accountsOf(behind: Behind | undefined): string | null {
  const accounts = behind?.accounts ?? [];
  return accounts.length === 0 ? null : accounts.join(', ');
}

/** Another certificate every few months is routine; another issuer or key is what a person looks at. */
function changesOfCertificate(
  old: Exchange | null,
  fresh: Exchange | null,
  behind: readonly [Behind, Behind] | null,
  where: string,
): readonly Change[] {
  const [was, is] = [old?.tls?.certificates[0], fresh?.tls?.certificates[0]];
  if (was === undefined || is === undefined || was === is) return [];
  const [a, b] = [behind?.[0].certificate, behind?.[1].certificate];
  if (a == null || b == null) {
    const summary = `The certificate changed from ${was} to ${is}.`;
    return [changeOf('certificate-changed', summary, { before: was, after: is }, where)];
  }
  const issuer =
    a.issuer === b.issuer
      ? `from the same issuer (${b.issuer})`
      : `from another issuer: ${b.issuer}, before ${a.issuer}`;
  const key = a.key === b.key ? 'for the same key' : 'for another key';
  const told = ({ issuer, key }: typeof a): string => `${issuer}; key SHA-256 ${key}`;
  const sides = { before: told(a), after: told(b) };
  return [changeOf('certificate-changed', `A new certificate, ${issuer}, ${key}.`, sides, where)];
}

/** Compared resolver by resolver: two may know of a change at different times. */
function changesOfNameServers(
  behind: readonly [Behind, Behind] | null,
  where: string,
): readonly Change[] {
  if (behind === null) return [];
  const [before, after] = behind;
  const changed = after.nameServers.flatMap(({ resolver, servers }) => {
    const was = before.nameServers.find((one) => one.resolver === resolver)?.servers.join(', ');
    const is = servers.join(', ');
    return was === undefined || was === is ? [] : [{ resolver, was, is }];
  });
  const [first] = changed;
  if (first === undefined) return [];
  const resolvers = changed.map(({ resolver }) => resolver).join(', ');
  const summary = `The name servers of the domain changed from ${first.was} to ${first.is}, as ${resolvers} says.`;
  return [changeOf('nameserver-changed', summary, { before: first.was, after: first.is }, where)];
}
