// Lookups -> what each resolver said of the host, in a few words.
import type { Lookup, ResolverWord } from '../model/lookup.js';
import type { Manifest } from '../model/snapshot.js';
import { type DnsMessage, readDnsMessage } from './dns-message.js';

type Read = readonly [lookup: Lookup, message: DnsMessage];

/** The host a visit ended at, or at which it failed: whose name resolvers are asked about. */
export function hostEndedAt({
  url,
  finalUrl,
  redirects,
}: Pick<Manifest, 'url' | 'finalUrl' | 'redirects'>): string {
  const last = finalUrl ?? redirects.at(-1)?.location ?? url;
  const { hostname } = new URL(URL.canParse(last) ? last : url);
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

/** One word a resolver, in the order they were asked. */
export function resolverWords(lookups: readonly Lookup[]): readonly ResolverWord[] {
  const names = [...new Set(lookups.map(({ resolver }) => resolver))];
  return names.flatMap((name) => {
    const own = lookups.filter(({ resolver }) => resolver === name);
    const first = own[0];
    return first === undefined ? [] : [wordOf(first, own)];
  });
}

function wordOf(first: Lookup, own: readonly Lookup[]): ResolverWord {
  const { resolver, address, at, isProxied } = first;
  const read: Read[] = own.flatMap((lookup) =>
    lookup.answer === null ? [] : [[lookup, readDnsMessage(lookup.answer)] as const],
  );
  const aboutHost = read.filter(
    ([{ name, type }]) => name === first.name && (type === 'A' || type === 'AAAA'),
  );
  const addresses = aboutHost.flatMap(([, { answers }]) =>
    answers.flatMap(({ type, value }) =>
      value !== null && (type === 'A' || type === 'AAAA') ? [value] : [],
    ),
  );
  const messages = aboutHost.map(([, message]) => message);
  return {
    ...{
      resolver,
      address,
      at,
      isProxied,
      transport: aboutHost[0]?.[0].transport ?? first.transport,
    },
    ...saidIn(messages, addresses, first.error),
    addresses: [...new Set(addresses)].sort(),
    nameServers: nameServersIn(read),
    isSigned: messages.some(({ signers }) => signers.length > 0),
    isAuthentic: messages.length > 0 && messages.every(({ isAuthentic }) => isAuthentic),
  };
}

function saidIn(
  messages: readonly DnsMessage[],
  addresses: readonly string[],
  error: string | null,
): Pick<ResolverWord, 'said' | 'detail'> {
  if (messages.length === 0) return { said: 'nothing', detail: error ?? 'no answer' };
  const codes = [...new Set(messages.map(({ code }) => code))];
  const detail = codes.join(', ');
  if (addresses.length > 0) return { said: 'addresses', detail };
  if (codes.every((code) => code === 'NXDOMAIN')) return { said: 'nxdomain', detail };
  // Where one question got an answer and the other none, the name is there.
  return { said: codes.includes('NOERROR') ? 'no-address' : 'failed', detail };
}

/** Of the nearest zone above the host that tells any. */
function nameServersIn(read: readonly Read[]): readonly string[] {
  const told = read
    .filter(([{ type }]) => type === 'NS')
    .map(([{ name }, { answers }]) => ({
      name,
      servers: answers.flatMap(({ name: owner, type, value }) =>
        type === 'NS' && owner === name && value !== null ? [value] : [],
      ),
    }))
    .filter(({ servers }) => servers.length > 0)
    .sort((a, b) => b.name.length - a.name.length);
  return [...new Set(told[0]?.servers ?? [])].sort();
}

/** `quad9 (9.9.9.9:53) said NXDOMAIN at 2026-11-21T16:00:00.000Z, over UDP` */
export function resolverSentence(word: ResolverWord): string {
  const { resolver, address, at, transport, isProxied, isSigned } = word;
  const said = word.said === 'nothing' ? `did not answer (${word.detail})` : `said ${saying(word)}`;
  const way = `over ${transport.toUpperCase()}${isProxied ? " through the vantage's proxy, which carries no UDP" : ''}`;
  const signed = isSigned ? ', with DNSSEC signatures' : '';
  return `${resolver} (${address}) ${said} at ${at}, ${way}${signed}`;
}

/** The answer itself: addresses, or the code. */
export function saying({ said, addresses, detail }: ResolverWord): string {
  if (said === 'addresses') return addresses.join(', ');
  return said === 'no-address' ? `no address (${detail})` : detail;
}
