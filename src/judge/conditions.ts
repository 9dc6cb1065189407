// A rule and the facts -> the signals by which it matches, or nothing.
import { groupOf, type Signal } from '../model/observation.js';
import type { VisitOutcome } from '../model/snapshot.js';
import type { Facts } from './facts.js';
import { NAMES_ADDRESS } from './named-address.js';
import { lengthBesides, unaddressed } from './notice.js';
import { type Condition, groupsOf, type Rule, type RuleSet } from './rules.js';
import type { Said } from './said.js';

/** What a condition is asked about. */
export interface Asked {
  readonly facts: Facts;
  readonly outcome: VisitOutcome;
  readonly rules: RuleSet;
}

/** The signals of `rule` where it matches, else null. */
export function matchRule(rule: Rule, visit: Asked): readonly Signal[] | null {
  const asked = { ...visit, groups: rule.when.flatMap(groupsOf) };
  const least = rule.minSignals ?? rule.when.length;
  const met: (readonly Signal[] | null)[] = rule.when.map(() => null);
  let left = rule.when.length;
  // What needs no reading first: most rules fall there, and a long page is not searched for words.
  for (const index of [...rule.when.keys()].toSorted((a, b) => effort(rule, a) - effort(rule, b))) {
    met[index] = holds(rule.when[index] ?? {}, asked);
    if (met[index] === null) left -= 1;
    if (left < least) return null;
  }
  const besideMenus = { ...asked, facts: withoutAsides(visit) };
  if (rule.unless.some((condition) => holds(condition, besideMenus) !== null)) return null;
  return met.flatMap((signals) => signals ?? []);
}

/**
 * What may stop a rule: not a menu that offers "common questions" or "log in", not what stood there
 * before, not a title that names a column, not the sentence that turns to the site's owner.
 */
function withoutAsides({ facts, rules }: Asked): Facts {
  const own = (texts: readonly Said[]): readonly Said[] =>
    texts
      .filter(({ aside }) => aside !== true)
      .map((one) => ({ ...one, text: unaddressed(one.text, rules.words) }));
  // The whole of a title says what its segments say.
  const segments = facts.titles.length > 1 ? facts.titles.slice(1) : facts.titles;
  const titles = segments.filter((one) => !isColumn(one, rules));
  return { ...facts, titles, headings: own(facts.headings), blocks: own(facts.blocks) };
}

/** "Notices", "信息公告": where such texts are listed. */
function isColumn({ original, text }: Said, rules: RuleSet): boolean {
  const things = rules.words.get('thing');
  const rest = things === undefined ? text : text.replace(new RegExp(things, 'gu'), '');
  const pattern = rules.words.get('announcement');
  if (pattern?.test(text) !== true) return false;
  return !/\p{L}/u.test(rest) || isWholly({ original, text: rest }, ['announcement'], rules);
}

function effort(rule: Rule, index: number): number {
  const condition = rule.when[index] ?? {};
  if (condition['says besides at most'] !== undefined) return 2;
  return groupsOf(condition).length > 0 ? 1 : 0;
}

/** `groups`: the groups of words the rule itself asks for. */
type AskedByRule = Asked & { readonly groups: readonly string[] };

function holds(condition: Condition, asked: AskedByRule): readonly Signal[] | null {
  const signals: Signal[] = [];
  const parts = [machineSigns, structureSigns, baselineSigns, wordSigns];
  for (const part of parts) {
    for (const sign of part(condition, asked)) {
      if (sign === null) return null;
      signals.push(sign);
    }
  }
  return signals.length === 0 ? null : signals;
}

type Signs = Iterable<Signal | null>;

function* machineSigns(condition: Condition, { facts, outcome }: Asked): Signs {
  const { status, failure, fault, header, cookie } = condition;
  if (status !== undefined) yield l1('http.status', isStatus(facts.status, status));
  if (failure !== undefined) {
    const seen = outcome.kind === 'failed' && failure.includes(outcome.failure);
    yield l1('transport.failure', seen ? `${outcome.step}: ${outcome.failure}` : null);
  }
  if (fault !== undefined) {
    yield l1(
      'own.fault',
      outcome.kind === 'not-made' && fault.includes(outcome.fault) ? outcome.fault : null,
    );
  }
  if (header !== undefined) yield l1('http.header', findHeader(facts, header));
  if (cookie !== undefined) {
    yield l1(
      'http.cookie',
      findHeader(
        facts,
        cookie.map((name) => `set-cookie: ${name}`),
      ),
    );
  }
  const leads = condition['leads to'];
  if (leads !== undefined) yield l1('url.leads-to', findUrl(facts.leadsTo, leads));
  const loads = condition['loads from'];
  if (loads !== undefined) yield l1('url.loads-from', findUrl(facts.loadsFrom, loads));
  const addresses = condition['name resolves to'];
  if (addresses !== undefined) {
    yield l1('dns.address', facts.addresses.find((one) => addresses.includes(one)) ?? null);
  }
  if (condition['another resolver finds an address'] !== undefined) {
    yield l1('dns.found-elsewhere', facts.foundElsewhere);
  }
  if (condition['answer cut off'] !== undefined) yield l1('answer.cut-off', facts.cutOff);
  const { redirected } = condition;
  if (redirected !== undefined) {
    const all = redirected.every((shape) => facts.shapes.includes(shape));
    yield l1('redirect.shape', all ? redirected.join(', ') : null);
  }
}

function* wordSigns(condition: Condition, { facts, rules }: Asked): Signs {
  const everywhere = [...facts.titles, ...facts.headings, ...facts.blocks];
  const places: readonly (readonly [string, readonly string[] | undefined, readonly Said[]])[] = [
    ['text.title', condition['title says'], facts.titles],
    ['text.heading', condition['heading says'], facts.headings],
    ['text.block', condition['one block says'], facts.blocks],
    ['text.anywhere', condition['says somewhere'], everywhere],
  ];
  for (const [id, groups, texts] of places) {
    if (groups !== undefined) yield l2(id, findSaid(texts, groups, rules)?.original ?? null);
  }
  if (condition['not sent by the server'] !== undefined) {
    const said = findSaid(facts.blocks, condition['one block says'] ?? [], rules);
    yield l1('page.not-sent', said !== undefined && !facts.isSent(said) ? true : null);
  }
  const any = condition['says any of'];
  if (any !== undefined) {
    const found = any.map((group) => findSaid(everywhere, [group], rules)?.original);
    yield l2('text.anywhere', found.find((one) => one !== undefined) ?? null);
  }
  const whole = [
    ['text.title', condition['title is'], facts.titles],
    ['text.heading', condition['heading is'], facts.headings],
  ] as const;
  for (const [id, groups, texts] of whole) {
    if (groups === undefined) continue;
    yield l2(id, texts.find((one) => isWholly(one, groups, rules))?.original ?? null);
  }
  const often = condition['words found at least'];
  if (often !== undefined) {
    const pattern = rules.words.get(often.words);
    const found = new Set(
      everywhere.flatMap(({ text }) =>
        pattern === undefined ? [] : [...text.matchAll(new RegExp(pattern, 'gu'))].map((m) => m[0]),
      ),
    );
    yield l2('text.words', found.size >= often.times ? [...found].slice(0, 5).join(', ') : null);
  }
}

function* structureSigns(condition: Condition, { facts, rules, groups }: AskedByRule): Signs {
  const limits = [
    ['page.visible-text', condition['visible text at most'], facts.visibleLength],
    ['page.main-text', condition['main text at most'], facts.mainLength],
    ['page.links', condition['links at most'], facts.mainLinks],
    ['page.images', condition['images at most'], facts.visibleImages],
  ] as const;
  for (const [id, limit, measured] of limits) {
    if (limit !== undefined) yield l2(id, measured <= limit ? measured : null);
  }
  const least = condition['main text at least'];
  if (least !== undefined) {
    yield l2('page.main-text', facts.mainLength >= least ? facts.mainLength : null);
  }
  const besides = condition['says besides at most'];
  if (besides !== undefined) {
    const length = lengthBesides(facts.noticeBlocks, rules.words, groups);
    yield l2('notice.besides', length <= besides ? length : null);
  }
  const like = condition['reads like'];
  if (like !== undefined) {
    const { reads } = facts;
    const least = groupOf(like) === 'abstain' ? SURE_TO_ABSTAIN : SURE_FROM;
    const isLike = reads !== null && reads.like === like && reads.sure >= least;
    yield l2(
      READS_LIKE,
      isLike ? `${Math.round(reads.sure * 100)} %: ${reads.by.join(', ')}` : null,
    );
  }
  const read = condition['page was read'];
  if (read !== undefined) yield l2('page.read', facts.hasReading === read ? read : null);
  const named = condition['names an address'];
  if (named !== undefined) {
    yield l2(NAMES_ADDRESS, facts.named?.where === named ? facts.named.url : null);
  }
  const sentence = condition['shows a sentence'];
  if (sentence !== undefined) {
    yield l2('page.sentence', facts.saysSomething === sentence ? sentence : null);
  }
  if (condition['password form'] !== undefined) {
    yield l2('page.password-form', facts.hasPasswordForm ? true : null);
  }
  if (condition['watched address is a login'] !== undefined) {
    yield l1('url.is-login', facts.isLoginAddress ? true : null);
  }
}

function* baselineSigns(condition: Condition, { facts }: Asked): Signs {
  const { kept, came, alike, lost, claims } = facts;
  const atMost = (limit: number | undefined, value: number | null): boolean | undefined =>
    limit === undefined ? undefined : value !== null && value <= limit;
  const atLeast = (limit: number | undefined, value: number | null): boolean | undefined =>
    limit === undefined ? undefined : value !== null && value >= limit;
  const seen = claims.known === 0 ? null : claims.visible / claims.known;
  const checks = [
    ['lastgood.kept', atMost(condition['text kept at most'], kept), kept],
    ['text.new', atMost(condition['new text at most'], came), came],
    ['lastgood.kept', atLeast(condition['text kept at least'], kept), kept],
    ['lastgood.likeness', atMost(condition['likeness at most'], alike), alike],
    ['lastgood.lost', atLeast(condition['text lost at least'], lost), lost],
    ['claims.seen', atLeast(condition['claims seen at least'], seen), seen],
  ] as const;
  for (const [id, holdsHere, value] of checks) {
    if (holdsHere !== undefined) yield l2(id, holdsHere && value !== null ? round(value) : null);
  }
  const none = condition['claims none of'];
  if (none !== undefined) {
    const absent = claims.known >= none && claims.visible === 0;
    yield l2('claims.visible', absent ? `0/${claims.known}` : null);
  }
  const landed = condition['other pages landed here'];
  if (landed !== undefined) {
    yield l1('host.same-landing', facts.sharedLanding >= landed ? facts.sharedLanding : null);
  }
  const showing = condition['other pages show this text'];
  if (showing !== undefined) {
    yield l1('host.same-text', facts.sharedText >= showing ? facts.sharedText : null);
  }
  const beside = condition['a made-up address shows the same'];
  if (beside !== undefined) {
    const { url, alike } = facts.sibling ?? { url: '', alike: -1 };
    yield l1('sibling.same-page', alike >= beside ? url : null);
  }
  if (condition['canaries silent'] !== undefined) {
    yield l1('own.canaries-silent', facts.elsewhere?.canariesSilent === true ? true : null);
  }
  const fails = condition['unrelated hosts failing at least'];
  if (fails !== undefined) {
    const { asked, failing } = facts.elsewhere ?? { asked: 0, failing: 0 };
    const enough = failing >= fails.hosts && failing / asked >= fails.share;
    yield l1('own.unrelated-hosts-failing', enough ? `${failing} of ${asked}` : null);
  }
  const same = condition['title is the same'];
  if (same !== undefined) yield l2('lastgood.same-title', facts.sameTitle === same ? same : null);
}

/** As likely at least, or nothing is said. */
const SURE_FROM = 0.5;
/** What abstains tells nobody of a loss. */
const SURE_TO_ABSTAIN = 0.75;
/** The signal of the classifier. */
export const READS_LIKE = 'notice.reads-like';

function isStatus(status: number | null, wanted: readonly (number | string)[]): number | null {
  if (status === null) return null;
  const found = wanted.some((one) => {
    if (typeof one === 'number') return one === status;
    const [from, to] = one.split('-').map(Number);
    return status >= (from ?? 0) && status <= (to ?? 0);
  });
  return found ? status : null;
}

/** `name` alone asks for the header, `name: text` for the text in it. */
function findHeader(facts: Facts, wanted: readonly string[]): string | null {
  for (const one of wanted) {
    const colon = one.indexOf(':');
    const name = (colon < 0 ? one : one.slice(0, colon)).trim().toLowerCase();
    const part =
      colon < 0
        ? ''
        : one
            .slice(colon + 1)
            .trim()
            .toLowerCase();
    const found = facts.headers.find(
      ([header, value]) => header === name && value.toLowerCase().includes(part),
    );
    if (found !== undefined) return `${found[0]}: ${found[1]}`.slice(0, 200);
  }
  return null;
}

/** A fragment is `host`, matching it and its subdomains, or `host/path` or `/path`, matching within. */
function findUrl(urls: readonly string[], fragments: readonly string[]): string | null {
  for (const url of urls) {
    if (!URL.canParse(url)) continue;
    const { host, hostname, pathname, search } = new URL(url);
    for (const fragment of fragments) {
      const hit = fragment.includes('/')
        ? `${host}${pathname}${search}`.toLowerCase().includes(fragment)
        : hostname === fragment || hostname.endsWith(`.${fragment}`);
      if (hit) return url;
    }
  }
  return null;
}

function findSaid(
  texts: readonly Said[],
  groups: readonly string[],
  rules: RuleSet,
): Said | undefined {
  return texts.find(({ text }) =>
    groups.every((group) => rules.words.get(group)?.test(text) ?? false),
  );
}

// The title segment must be nothing but the words: "第404医院" is a hospital (trap T-08).
function isWholly({ text }: Said, groups: readonly string[], rules: RuleSet): boolean {
  let rest = text;
  for (const group of groups) {
    const pattern = rules.words.get(group);
    if (pattern === undefined || !pattern.test(rest)) return false;
    rest = rest.replace(new RegExp(pattern, 'gu'), '');
  }
  const filler = rules.words.get('filler');
  if (filler !== undefined) rest = rest.replace(new RegExp(filler, 'gu'), '');
  return rest.replace(/[^\p{L}\p{N}]/gu, '').length <= 1;
}

function l1(id: string, value: Signal['value'] | null): Signal | null {
  return value === null ? null : { id, value, layer: 'L1' };
}

function l2(id: string, value: Signal['value'] | null): Signal | null {
  if (value === null) return null;
  return { id, value: typeof value === 'string' ? value.slice(0, 200) : value, layer: 'L2' };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
