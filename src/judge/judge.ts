// A snapshot and what is known beside it -> what this one capture showed, with the rule that said
// so. The first rule in the earliest stage decides, every other match is kept (detection.md).
import { groupOf, type Observation, type RuleMatch, type Signal } from '../model/observation.js';
import type { Snapshot } from '../model/snapshot.js';
import { matchRule, READS_LIKE } from './conditions.js';
import { type Facts, factsOf, type JudgeContext } from './facts.js';
import { saysApart } from './notice.js';
import { resolverSignals } from './resolvers.js';
import type { Rule, RuleSet } from './rules.js';
import { signalsOf } from './sibling.js';
import { needsFor, summaryOf } from './summary.js';

/** Stages that infer; content that is seen overrules all of them (veto V-1). */
const OVERRULED_STAGES: ReadonlySet<string> = new Set([
  'S2',
  'S5',
  'S6',
  'S7',
  'S8',
  'S9',
  'S10',
  'S11',
  'S12',
]);
/** Gates that keep a rule to pages of a certain size: no evidence of their own. */
const GATES: ReadonlySet<string> = new Set([
  'page.visible-text',
  'page.main-text',
  'page.links',
  'page.images',
  'page.read',
  'page.sentence',
]);
/** An answer we cut at our own limit still shows the page when so much of the last good text came. */
const WHOLE_FROM = 0.9;
/** Half of the last good text still there is the page still there (veto V-1). */
const SURVIVED_FROM = 0.5;

/** Judges one capture on its own. */
export function judge(snapshot: Snapshot, context: JudgeContext): Observation {
  const facts = factsOf(snapshot, context);
  const asked = { facts, outcome: snapshot.manifest.outcome, rules: context.rules };
  const found = context.rules.rules.flatMap((rule): RuleMatch[] => {
    const signals = matchRule(rule, asked);
    if (signals === null) return [];
    const { id, stage, gives } = rule;
    return [{ rule: id, stage, class: gives, signals, vetoedBy: vetoOf(rule, signals, facts) }];
  });
  const read = found.find(
    ({ signals, vetoedBy }) => vetoedBy === null && signals.some(({ id }) => id === READS_LIKE),
  );
  const matches = found.map((match) => ({
    ...match,
    vetoedBy: match.vetoedBy ?? readsOtherwise(match, read, facts, context.rules.words),
  }));
  const winner = matches.find((match) => match.vetoedBy === null) ?? otherwise(snapshot, facts);
  const signals = [
    ...winner.signals,
    ...contradiction(matches, facts),
    ...resolverSignals(snapshot.manifest, context.resolvers ?? []),
    ...(facts.sibling === null ? [] : signalsOf(facts.sibling)),
  ];
  const decided = { class: winner.class, rule: winner.rule, stage: winner.stage, signals };
  return {
    ...decided,
    abstain: groupOf(winner.class) === 'abstain',
    alsoMatched: matches.filter((match) => match !== winner),
    rules: context.rules.digest,
    summary: summaryOf(decided, snapshot.manifest, { facts, vantage: context.vantage }),
    needs: needsFor(decided, facts),
  };
}

function vetoOf(rule: Rule, signals: readonly Signal[], facts: Facts): string | null {
  const { gives, stage } = rule;
  const isMove = stage === 'S8' && (gives === 'moved' || gives === 'moved-domain');
  if (OVERRULED_STAGES.has(stage) && !isMove) {
    const { claims, kept } = facts;
    if (claims.visible > 0) return `V-1: ${claims.visible} of ${claims.known} claims visible`;
    // Elsewhere on the site stands the site's own text; the page is where its claims are.
    const isElsewhere = stage === 'S8' && claims.known > 0;
    if (kept !== null && kept >= SURVIVED_FROM && !isElsewhere) {
      return `V-1: ${Math.round(kept * 100)} % of the last good text is still there`;
    }
  }
  const group = groupOf(gives);
  const evidence = new Set(signals.map((one) => one.id).filter((id) => !GATES.has(id)));
  const weighty = signals.some((one) => one.layer === 'L1') || evidence.size >= 2;
  return (group === 'gone' || group === 'redirected') && !weighty ? 'too few signals' : null;
}

/**
 * Listed words stand in notices of other classes too: `read`, which goes by what the whole text reads like,
 * stops them where it is sure. Where it has no rule that decides, nothing is stopped; nor does an abstention
 * stop words of a loss.
 */
function readsOtherwise(
  { class: name, signals }: RuleMatch,
  read: RuleMatch | undefined,
  { reads, noticeBlocks }: Facts,
  words: RuleSet['words'],
): string | null {
  if (reads === null || read === undefined || name === 'replaced') return null;
  const isOfWords = signals.every(({ id, layer }) => layer === 'L2' || OF_SAME_PAGE.has(id));
  if (!isOfWords || signals.some(({ id }) => id === 'page.password-form')) return null;
  const isAbstaining = groupOf(read.class) === 'abstain';
  if (isAbstaining && groupOf(name) === 'gone' && !signals.some(({ id }) => OF_SAME_PAGE.has(id)))
    return null;
  // That a page was deleted stays said, whatever is said beside it of cookies or of works on the site.
  const isSaid =
    name === 'deleted-notice' && saysApart(noticeBlocks, words, OF_DELETION, ['maintenance']);
  if (isSaid && BESIDE_IT.has(read.class)) return null;
  // A rule that leans on the loss of the text knows little of the notice.
  const isLoose = signals.some(({ id }) => id.startsWith('lastgood.'));
  const [least, most] =
    isLoose && !isAbstaining ? [LIKELY_FROM, reads.sure / 3] : [SURE_FROM, MOST_UNLIKE];
  const own = reads.of.get(name === 'moved-domain' ? 'moved' : name);
  if (reads.sure < least || own === undefined || own > most) return null;
  return `V-5: it reads like ${reads.like} (${Math.round(reads.sure * 100)} %)`;
}

const OF_DELETION = ['thing', 'deleted outright'];
const BESIDE_IT: ReadonlySet<string> = new Set(['maintenance', 'construction', 'consent-wall']);
/** One page at every address says no more than its words. */
const OF_SAME_PAGE: ReadonlySet<string> = new Set(['sibling.same-page', 'host.same-text']);
const SURE_FROM = 0.6;
const LIKELY_FROM = 0.55;
const MOST_UNLIKE = 0.1;

function contradiction(matches: readonly RuleMatch[], facts: Facts): readonly Signal[] {
  const overruled = matches.some((one) => one.stage === 'S6' && one.vetoedBy !== null);
  if (!overruled || facts.status === null) return [];
  return [{ id: 'status-contradicts-content', value: facts.status, layer: 'L1' }];
}

/** S13, and what is left when nothing could be read. */
function otherwise({ manifest }: Snapshot, facts: Facts): RuleMatch {
  const base = { stage: 'S13', vetoedBy: null } as const;
  const status: Signal = { id: 'http.status', value: facts.status ?? 'none', layer: 'L1' };
  if (!facts.hasReading && (facts.status === null || isHtml(facts))) {
    const signal: Signal = { id: 'page.read', value: false, layer: 'L1' };
    return {
      ...base,
      stage: 'S0',
      rule: 'R-S0-UNREAD',
      class: 'capture-failed',
      signals: [status, signal],
    };
  }
  const failed = failedParts(manifest);
  if (facts.main?.truncated !== null && facts.main !== null) {
    const signal: Signal = { id: 'main.truncated', value: facts.main.truncated, layer: 'L1' };
    if (facts.overLimit && !isWhole(facts)) {
      const signals = [status, signal];
      return { ...base, stage: 'S0', rule: 'R-S0-OVER-LIMIT', class: 'capture-failed', signals };
    }
    return { ...base, rule: 'R-S13-PARTIAL', class: 'partial', signals: [status, signal] };
  }
  if (failed.bad >= 3 && failed.bad / failed.all >= 0.2) {
    const signal: Signal = { id: 'resources.failed', value: failed.bad, layer: 'L1' };
    return { ...base, rule: 'R-S13-PARTIAL', class: 'partial', signals: [status, signal] };
  }
  return { ...base, rule: 'R-S13-OK', class: 'ok', signals: [status] };
}

// What we did not read to its end must not make a claim "absent" or a text "removed".
function isWhole({ claims, kept }: Facts): boolean {
  return claims.visible === claims.known && (kept === null || kept >= WHOLE_FROM);
}

function isHtml(facts: Facts): boolean {
  const type = facts.headers.find(([name]) => name === 'content-type')?.[1] ?? 'text/html';
  return /html|xml/i.test(type);
}

/** Parts of the page from its own host that did not come; what its server says is not there never does. */
function failedParts(manifest: Snapshot['manifest']): {
  readonly bad: number;
  readonly all: number;
} {
  const host = new URL(manifest.finalUrl ?? manifest.url).host;
  const parts = manifest.exchanges.filter(
    (one) =>
      one.resourceType === 'subresource' && URL.canParse(one.url) && new URL(one.url).host === host,
  );
  const isMissing = (status: number): boolean => status >= 400 && status !== 404 && status !== 410;
  const bad = parts.filter((one) => one.error !== null || isMissing(one.status ?? 0));
  return { bad: bad.length, all: Math.max(1, parts.length) };
}
