// What resolvers named by the config said, beside what this visit was told -> do they bear it out? A name
// that all deny is gone more surely than one that a single resolver denies; one that others find is not.
import { hostEndedAt } from '../formats/resolver-words.js';
import type { ResolverWord } from '../model/lookup.js';
import type { Signal } from '../model/observation.js';
import type { Manifest, VisitOutcome } from '../model/snapshot.js';

/** Addresses that no site on the internet has: filters and broken servers answer with them. */
const NOWHERE =
  /^(?:0\.|10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|::|::1|f[cd][0-9a-f]{2}:|fe80:|::ffff:)/i;

/** Those who find an address for a name that does not exist here, in words; null where nobody does. */
export function foundElsewhere(
  outcome: VisitOutcome,
  words: readonly ResolverWord[],
): string | null {
  if (outcome.kind !== 'failed' || outcome.step !== 'dns') return null;
  const finding = words.filter((word) => realAddresses(word).length > 0);
  return finding.length === 0 ? null : told(finding);
}

/** That they were asked, and how it came out. */
export function resolverSignals(
  manifest: Manifest,
  words: readonly ResolverWord[],
): readonly Signal[] {
  const { outcome, dns } = manifest;
  const voices = words.filter(({ said }) => said !== 'nothing');
  if (words.length === 0) return [];
  if (voices.length === 0) return [signal('dns.resolvers-silent', told(words))];
  const isNamed = outcome.kind === 'failed' && outcome.step === 'dns';
  if (isNamed) {
    const alike = voices.filter((word) => isAlike(outcome.failure, word));
    return alike.length === voices.length
      ? [signal('dns.resolvers-agree', `${wordFor(alike)} from ${alike.length} of ${words.length}`)]
      : [signal('dns.resolvers-disagree', told(voices))];
  }
  if (outcome.kind === 'not-made') return [signal('dns.resolvers-say', told(voices))];
  const host = hostEndedAt(manifest);
  const own = dns.filter((one) => one.host === host).flatMap(({ addresses }) => addresses);
  const theirs = voices.flatMap(({ addresses }) => addresses);
  // Large sites answer each with servers nearby; not one in common is what a person should know.
  const isApart = own.length > 0 && !theirs.some((address) => own.includes(address));
  return isApart ? [signal('dns.resolvers-disagree', told(voices))] : [];
}

function isAlike(failure: string, word: ResolverWord): boolean {
  if (failure === 'nxdomain') return word.said === 'nxdomain';
  return word.said !== 'nxdomain' && realAddresses(word).length === 0;
}

function realAddresses({ addresses }: ResolverWord): readonly string[] {
  return addresses.filter((address) => !NOWHERE.test(address));
}

function wordFor(words: readonly ResolverWord[]): string {
  return [...new Set(words.map(({ detail }) => detail))].join(', ');
}

/** `quad9: NXDOMAIN; google: 203.0.113.7` */
function told(words: readonly ResolverWord[]): string {
  const said = words.map(
    ({ resolver, addresses, detail }) =>
      `${resolver}: ${addresses.length > 0 ? addresses.slice(0, 3).join(', ') : detail}`,
  );
  return said.join('; ');
}

function signal(id: string, value: string): Signal {
  return { id, value, layer: 'L1' };
}
