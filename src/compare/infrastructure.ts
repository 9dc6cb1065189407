// What served the page, before and after -> address, certificate, server and analytics changes:
// context for a reader, never a finding by themselves.
import type { Change } from '../model/change.js';
import type { Exchange } from '../model/exchange.js';
import type { PageReading } from '../model/reading.js';
import type { Snapshot } from '../model/snapshot.js';
import { changeOf } from './change.js';

const CDN =
  /^(?:cf-ray|x-cdn|x-amz-cf-id|x-swift-cachetime|eagleid|x-nws-log-uuid|wzws-ray|x-via|x-cdn-src-ip|ali-swift-global-savetime)$/i;

/** Changes of what stands behind the page. */
export function changesOfInfrastructure(before: Snapshot, after: Snapshot): readonly Change[] {
  const old = mainOf(before);
  const fresh = mainOf(after);
  const where = after.manifest.finalUrl ?? after.manifest.url;
  const tell = (
    kind: 'ip-changed' | 'certificate-changed' | 'server-changed' | 'analytics-id-changed',
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
  const behind = [...cdnHeaders(fresh)].filter((name) => !cdnHeaders(old).has(name));
  return [
    ...tell('ip-changed', 'address that answered', addressOf(old), addressOf(fresh)),
    ...tell(
      'certificate-changed',
      'certificate',
      old?.tls?.certificates[0] ?? null,
      fresh?.tls?.certificates[0] ?? null,
    ),
    ...tell(
      'server-changed',
      'server software',
      headerOf(old, 'server'),
      headerOf(fresh, 'server'),
    ),
    ...tell(
      'analytics-id-changed',
      'analytics id',
      analyticsOf(before.reading),
      analyticsOf(after.reading),
    ),
    ...(old !== null && behind.length > 0 && cdnHeaders(old).size === 0
      ? [
          changeOf(
            'cdn-added',
            `The page is now served through a delivery network (${behind.join(', ')}).`,
            { before: null, after: behind.join(', ') },
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

function analyticsOf(reading: PageReading | null): string | null {
  const ids = (reading?.scripts ?? []).flatMap((src) => {
    const match =
      /hm\.baidu\.com\/hm\.js\?(\w{16,})/.exec(src) ??
      /googletagmanager\.com\/.*[?&]id=([\w-]+)/.exec(src) ??
      /cnzz\.com\/.*[?&]id=(\d+)/.exec(src);
    return match?.[1] === undefined ? [] : [match[1]];
  });
  return ids.length === 0 ? null : [...new Set(ids)].sort().join(', ');
}
