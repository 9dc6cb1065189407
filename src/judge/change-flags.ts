// Open change flags and one more good capture -> which of them still hold, which were undone. A → B
// → A is two events: the first flag is closed as undone, never confirmed.
import { comparable } from '../formats/normal-text.js';
import { type Change, type ChangeKind, MOVES_BY_ITSELF } from '../model/change.js';
import type { ClaimSighting } from '../model/claim.js';
import type { Flag } from '../model/flag.js';
import type { Instant } from '../model/instant.js';
import type { FlagMove } from '../ports/catalogue.js';
import { sayInstant } from './summary.js';

/** What a good capture showed after a flag was opened. */
export interface LaterLook {
  readonly claims: readonly ClaimSighting[];
  /** Changes of all severities against the good capture before. */
  readonly changes: readonly Change[];
  readonly vantage: string;
  readonly at: Instant;
  readonly now: Instant;
}

type Fate =
  | { readonly fate: 'stands' | 'undone' | 'moves' | 'unknown' }
  | { readonly fate: 'moved-on'; readonly change: Change };

const OF_CLAIMS: ReadonlySet<ChangeKind> = new Set([
  'claim-absent',
  'claim-altered',
  'hidden-not-removed',
]);
/** Of two pages: only what is told of the same other page undoes them. */
const OF_VERSIONS: ReadonlySet<ChangeKind> = new Set(['lang-split', 'lang-diverged']);
const LOSSES: ReadonlySet<ChangeKind> = new Set([
  'block-removed',
  'contact-removed',
  'table-row-removed',
]);

/** Changes in the order in which a person needs them: claims, lost text, values, the rest. */
export function byNeed(changes: readonly Change[]): readonly Change[] {
  return changes.toSorted((a, b) => needOf(a) - needOf(b));
}

function needOf({ kind, severity }: Change): number {
  if (OF_CLAIMS.has(kind) && severity === 'critical') return 0;
  if (LOSSES.has(kind)) return 1;
  if (kind === 'number-changed') return 2;
  return severity === 'critical' ? 3 : 4;
}

/** The first of `changes` in words, and how many more there are. */
export function tellChanges(changes: readonly Change[]): string {
  const more = changes.length - 1;
  const rest = more < 1 ? '' : ` And ${more} more ${more === 1 ? 'change' : 'changes'}.`;
  return `${byNeed(changes)[0]?.summary ?? ''}${rest}`;
}

/**
 * Confirms what still holds of a provisional change flag, and closes it when all was undone or turned
 * out to move by itself.
 */
export function followUp(flag: Flag, look: LaterLook): readonly FlagMove[] {
  const fates = flag.changes.map((change) => ({ change, ...fateOf(change, look) }));
  const undone = fates.filter((one) => one.fate === 'undone').length;
  const moving = fates.filter((one) => one.fate === 'moves').length;
  const past = undone + moving;
  const where = `From ${look.vantage}, on ${sayInstant(look.at)}`;
  const { id, severity, level } = flag;
  if (fates.length > 0 && past === fates.length) {
    const how =
      moving === 0
        ? `This was undone: ${where}, the page was again as before.`
        : `No edit: ${where}, yet another stood there, as at each of the looks before.`;
    const summary = `${flag.summary} ${how}`;
    const { class: name, changes } = flag;
    return [
      { move: 'update', id, level, severity, class: name, summary, changes },
      { move: 'close', id, at: look.now },
    ];
  }
  const rest = fates.filter((one) => one.fate !== 'undone' && one.fate !== 'moves');
  const changes = rest.map((one) => one.change);
  const [first] = byNeed(changes);
  const holds = rest.some((one) => one.change === first && one.fate === 'stands');
  const hasMoved = rest.some((one) => one.fate === 'moved-on');
  if (!holds && past === 0 && !hasMoved) return [];
  const fell = moving === 0 ? 'undone' : 'undone, or no edit';
  const again =
    past === 0
      ? ''
      : ` ${past} of ${fates.length} changes told before ${past === 1 ? 'was' : 'were'} ${fell}.`;
  const summary =
    past === 0 && !hasMoved ? flag.summary : `${where}: ${tellChanges(changes)}${again}`;
  return [
    {
      move: 'update',
      id,
      level: holds ? 'confirmed' : level,
      severity,
      class: first?.kind ?? flag.class,
      summary,
      changes,
    },
  ];
}

function fateOf(change: Change, look: LaterLook): Fate {
  const claim = OF_CLAIMS.has(change.kind) ? claimOf(change, look.claims) : undefined;
  if (claim !== undefined) return fateOfClaim(change, claim);
  if (OF_VERSIONS.has(change.kind)) {
    const isBack = look.changes.some((later) => isReverseOfVersion(change, later));
    return { fate: isBack ? 'undone' : 'stands' };
  }
  if (look.changes.some((later) => isReverse(change, later))) return { fate: 'undone' };
  if (isTextBack(change, look.changes)) return { fate: 'undone' };
  if (
    look.changes.some(
      (later) => isOfPlace(change, later) && later.summary.endsWith(MOVES_BY_ITSELF),
    )
  ) {
    return { fate: 'moves' };
  }
  const next = look.changes.find(
    (later) =>
      later.kind === change.kind && change.after !== null && same(later.before, change.after),
  );
  if (next !== undefined) {
    const summary = `${change.summary} Since then: ${next.summary}`;
    return { fate: 'moved-on', change: { ...change, after: next.after, summary } };
  }
  // Yet another there: an editor who goes on, or a place that moves. The look after it tells.
  return { fate: look.changes.some((later) => isOfPlace(change, later)) ? 'unknown' : 'stands' };
}

function claimOf(change: Change, claims: readonly ClaimSighting[]): ClaimSighting | undefined {
  return (
    claims.find((claim) => same(claim.text, change.before)) ??
    claims.find((claim) => change.summary.startsWith(`The claim “${claim.text.slice(0, 40)}`))
  );
}

function fateOfClaim({ before }: Change, claim: ClaimSighting): Fate {
  if (claim.state === 'unknown') return { fate: 'unknown' };
  const isBack = claim.state === 'present' || (claim.found !== null && same(claim.found, before));
  return { fate: isBack && !claim.hidden ? 'undone' : 'stands' };
}

function isReverse(change: Change, later: Change): boolean {
  if (later.kind !== change.kind) return false;
  if (change.after !== null && same(later.before, change.after) && same(later.after, change.before))
    return true;
  const was = valuesOf(change);
  const is = valuesOf(later);
  return was !== null && is !== null && was[0] === is[1] && was[1] === is[0];
}

function isReverseOfVersion(change: Change, { kind, where, before, after }: Change): boolean {
  const isOfSame = kind === change.kind && where === change.where;
  return isOfSame && same(before, change.after) && same(after, change.before);
}

function isOfPlace({ kind, where }: Change, later: Change): boolean {
  return later.kind === kind && later.where === where;
}

/** The two values named by "… changed from … to …". */
function valuesOf({ summary }: Change): readonly [string, string] | null {
  const found = /^(.*) changed from (.+) to (.+?)(?:, which is earlier)?\.$/s.exec(summary);
  const [, name, from, to] = found ?? [];
  return from === undefined || to === undefined ? null : [`${name}: ${from}`, `${name}: ${to}`];
}

/** Shorter lines stand in other sentences by chance, so they must come back as lines. */
const LEAST_PIECE = 8;

/** True when every line of what was lost or altered stands in text that came since. */
function isTextBack({ before }: Change, later: readonly Change[]): boolean {
  // A link is told as "its words → its address"; the words come back with their block. A text too
  // long to keep ends in "…".
  const words = (before ?? '').split(' → ')[0]?.replace(/…$/, '') ?? '';
  const lines = linesOf(words);
  return lines.length > 0 && lines.every((line) => later.some((one) => cameIn(line, one)));
}

function cameIn(line: string, { before, after }: Change): boolean {
  const [was, is] = [linesOf(before), linesOf(after)];
  const holds = (text: readonly string[]): boolean =>
    text.some((one) => (line.length < LEAST_PIECE ? one === line : one.includes(line)));
  return holds(is) && !holds(was);
}

// Letters and digits only: a telephone number is told without its hyphens.
function linesOf(text: string | null): readonly string[] {
  const lines = (text ?? '').split('\n').map((line) => comparable(line));
  return lines.map((line) => line.replace(/[^\p{L}\p{N}]/gu, '')).filter((line) => line !== '');
}

function same(a: string | null, b: string | null): boolean {
  return comparable(a ?? '') === comparable(b ?? '');
}
