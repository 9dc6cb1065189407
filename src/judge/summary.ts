// An observation -> one sentence for people: what was seen, from where and when; never a motive.

import type { Instant } from '../model/instant.js';
import { isGood, type ObservationClass, type Signal } from '../model/observation.js';
import type { Manifest } from '../model/snapshot.js';
import { READS_LIKE } from './conditions.js';
import type { Facts } from './facts.js';
import { saidToBeAt } from './named-address.js';

interface Decided {
  readonly rule: string;
  readonly class: ObservationClass;
  readonly signals: readonly Signal[];
}

/** What the address did, as the middle of a sentence. */
const DID: Readonly<Record<ObservationClass, string>> = {
  ok: 'showed the page',
  partial: 'showed the page, though parts of it did not load',
  replaced: 'showed a different page from the one last seen',
  'empty-shell': 'answered with a page that holds next to no text, so nothing can be said about it',
  'bot-challenge': 'asked our visit to prove that it is human, so the page itself was not seen',
  'waf-block': 'refused our visit, so the page itself was not seen',
  'rate-limit': 'asked us to come less often, so the page itself was not seen',
  'capture-failed': 'could not be captured, for a reason on our own side',
  'monitor-offline': 'could not be looked at, because our own line to the network does not work',
  'not-found-404': 'answered that there is no such page (HTTP 404)',
  'gone-410': 'answered that the page is gone (HTTP 410)',
  'legal-451': 'answered that the page is unavailable for legal reasons (HTTP 451)',
  'soft-404': 'showed an error page instead of the page',
  'deleted-notice': 'showed a notice that the content was removed',
  'redirect-home': 'sent us to the home page of the site',
  'redirect-generic': 'sent us to another page',
  moved: 'sent us to another address with the same content',
  'moved-domain': 'sent us to another domain with the same content',
  'login-wall': 'asked for a login',
  paywall: 'asked for payment',
  'consent-wall': 'asked for consent before showing the page',
  'region-gate': 'asked for a region before showing the page',
  'app-wall': 'pointed to an app instead of showing the page',
  'icp-block': 'showed a notice of the hosting provider about missing registration (ICP)',
  'host-suspended': 'showed a notice of the hosting provider that the site is suspended',
  'default-server': 'showed the default page of a server that does not know the site',
  maintenance: 'showed a maintenance notice',
  construction: 'showed a notice that the site is being built',
  'domain-expired': 'showed a notice that the domain has expired',
  parked: 'showed a page offering the domain for sale or holding it',
  'domain-hold': 'could not be reached because the domain is on hold',
  nxdomain: 'could not be reached: the name does not exist (DNS)',
  'dns-fail': 'could not be reached: the name could not be resolved (DNS)',
  'dns-bogon': 'could not be reached: the name resolves to an address that cannot be its own (DNS)',
  refused: 'could not be reached: the connection was refused',
  timeout: 'could not be reached: no answer came in time',
  reset: 'could not be reached: the connection was reset',
  'tls-error': 'could not be reached: no trustworthy encrypted connection came about',
  'http-5xx': 'answered with an error of the server',
  truncated: 'broke off its answer',
  blockpage: 'showed a block page of somebody between us and the site',
  'geo-denied': 'said that it is not available from this place',
  injected: 'answered with something that does not come from the site',
  'vantage-split': 'showed different things to different places',
  hijack: 'showed advertising of a kind typical of hijacked sites',
  defaced: 'showed a page saying that the site was broken into',
  'owner-changed': 'appears to belong to another owner',
};

/** An instant for people: `2026-11-21 16:00 UTC`. */
export function sayInstant(instant: Instant): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

/** The sentence of an observation. */
export function summaryOf(
  decided: Decided,
  manifest: Manifest,
  around: { readonly facts: Facts; readonly vantage: string },
): string {
  const { facts, vantage } = around;
  const at = sayInstant(manifest.startedAt);
  const contradicts = decided.signals.find((one) => one.id === 'status-contradicts-content');
  const did =
    contradicts === undefined
      ? `${didOf(decided)}${detailOf(decided, manifest)}${resolversOf(decided)}`
      : `answered with status ${contradicts.value}, and yet its content was there`;
  return `From ${vantage}, on ${at}, this address ${did}${claimsOf(decided.class, facts)}.`;
}

function didOf(decided: Decided): string {
  const at = saidToBeAt(decided);
  return at === null
    ? DID[decided.class]
    : `said that it has moved to ${at}, where this visit did not look`;
}

function detailOf(decided: Decided, manifest: Manifest): string {
  const { outcome } = manifest;
  const others = decided.signals.find((one) => one.id === 'own.unrelated-hosts-failing');
  if (others !== undefined) return ` (${others.value} unrelated sites did not answer either)`;
  if (decided.rule === 'R-S0-OVER-LIMIT') return ' (the answer was longer than our own limit)';
  if (outcome.kind === 'not-made') return ` (${outcome.detail})`;
  if (outcome.kind === 'failed') return outcome.detail === '' ? '' : ` (${outcome.detail})`;
  const saw = decided.signals.find(
    (one) => one.id.startsWith('text.') && typeof one.value === 'string',
  );
  if (saw !== undefined) return ` (“${String(saw.value).slice(0, 120)}”)`;
  const reads = decided.signals.find((one) => one.id === READS_LIKE);
  if (reads !== undefined) return ` (what stands there reads so: ${reads.value})`;
  const redirected = decided.signals.some((one) => one.id === 'redirect.shape');
  if (redirected && manifest.finalUrl !== null) return ` (${manifest.finalUrl})`;
  const status = decided.signals.find((one) => one.id === 'http.status')?.value;
  return decided.class === 'http-5xx' || decided.class === 'waf-block' ? ` (HTTP ${status})` : '';
}

/** What resolvers named by the config said of a name that was not found, or led nowhere. */
function resolversOf({ signals }: Decided): string {
  const said = (id: string) => signals.find((one) => one.id === id)?.value;
  const agree = said('dns.resolvers-agree');
  if (agree !== undefined) return `, as other resolvers say too (${agree})`;
  const disagree = said('dns.resolvers-disagree');
  if (disagree !== undefined) return `, while other resolvers say otherwise (${disagree})`;
  const say = said('dns.resolvers-say');
  return say === undefined ? '' : `, and other resolvers could be asked (${say})`;
}

function claimsOf(name: ObservationClass, { claims, hasReading }: Facts): string {
  if (claims.unsearched > 0)
    return claims.visible === 0 ? unsearchedOf(name, claims.unsearched) : '';
  if (claims.known === 0 || !hasReading) return '';
  const all = claims.known === 1 ? 'the one watched claim' : `the ${claims.known} watched claims`;
  if (claims.visible === 0) {
    return claims.known === 1 ? `; ${all} was not there` : `; none of ${all} was there`;
  }
  if (claims.visible === claims.known) {
    return name === 'ok'
      ? ''
      : claims.known === 1
        ? `; ${all} was there`
        : `; all of ${all} were there`;
  }
  return `; ${claims.visible} of ${all} ${claims.visible === 1 ? 'was' : 'were'} there`;
}

/** A claim that could not be looked for, in a PDF for instance, is not one that "was not there". */
function unsearchedOf(name: ObservationClass, count: number): string {
  if (!isGood(name)) return '';
  return count === 1
    ? '; the watched claim could not be searched for in it'
    : `; ${count} watched claims could not be searched for in it`;
}

/** What would change the answer. */
export function needsFor(decided: Decided, facts: Facts): string {
  switch (decided.class) {
    case 'ok':
    case 'partial':
      return decided.signals.some((one) => one.id === 'status-contradicts-content')
        ? 'A capture in which the content is missing too would make this a page that is gone.'
        : 'Nothing more is needed: the page itself was seen.';
    case 'empty-shell':
    case 'bot-challenge':
    case 'waf-block':
    case 'rate-limit':
      return 'A visit by a person, or from another vantage, that sees the page itself.';
    case 'capture-failed':
    case 'monitor-offline':
      return 'Another capture; this one says nothing about the site.';
    case 'moved':
    case 'moved-domain':
      return saidToBeAt(decided) === null
        ? 'The page answering at its old address again; or watch the new address instead.'
        : 'The page answering at its old address again; watch the new address too, for that the page stands there is only said.';
    default: {
      const claim = facts.claims.known > 0 ? 'a watched claim' : 'the text last seen';
      return `More looks, later and from another vantage; one that shows ${claim} at this address would overrule it.`;
    }
  }
}
