// Watches, captures, flags, reports and comparisons -> text for a terminal.
import Table from 'cli-table3';
import pc from 'picocolors';
import type { Comparison, CustodyEvent, DiffPart } from '../archive.js';
import { roundInstant } from '../formats/beacon-time.js';
import { resolverSentence } from '../formats/resolver-words.js';
import type { Capture } from '../model/capture.js';
import type { Change, Severity } from '../model/change.js';
import type { Report } from '../model/check.js';
import type { Flag } from '../model/flag.js';
import type { ImportedPage } from '../model/imported.js';
import type { ResolverWord } from '../model/lookup.js';
import type { Observation } from '../model/observation.js';
import type { ControlAnswer, Manifest } from '../model/snapshot.js';
import type { Watch } from '../model/watch.js';

const WIDE_COLUMN = 60;

const PAINT: Record<Severity, (text: string) => string> = {
  critical: (text) => pc.bold(pc.red(text)),
  high: pc.red,
  medium: pc.yellow,
  low: pc.dim,
  info: pc.dim,
};

/** One line for a watch just registered. */
export function watchLine(watch: Watch, isExisting: boolean): string {
  return `${isExisting ? 'already there' : 'registered'}  ${watch.id}  ${watch.url}`;
}

/** A table of watches. */
export function watchTable(watches: readonly Watch[]): string {
  if (watches.length === 0) {
    return 'No page is watched yet. Register one with: vestige watch add http://…';
  }
  const table = plainTable(['id', 'state', 'claims', 'last look', 'next look', 'page']);
  for (const watch of watches) {
    const present = watch.claims.filter((claim) => claim.state === 'present').length;
    table.push([
      watch.id,
      watch.paused ? 'paused' : `${watch.page.state} (${watch.page.level})`,
      watch.claims.length === 0 ? '' : `${present}/${watch.claims.length}`,
      shortTime(watch.lastCaptureAt),
      shortTime(watch.nextDueAt),
      clip(watch.url),
    ]);
  }
  return table.toString();
}

/** All there is to say of one watch. */
export function watchText(watch: Watch): string {
  const lines = [
    pc.bold(watch.url),
    `id         ${watch.id}`,
    `case       ${watch.caseName || '(none)'}${watch.labels.length ? `  labels ${watch.labels.join(', ')}` : ''}`,
    `looks      ${watch.every} (${watch.timezone})${watch.paused ? ', paused' : ''}`,
    `state      ${watch.page.state}, ${watch.page.level}${watch.page.since ? `, since ${watch.page.since}` : ''}`,
    `last look  ${watch.lastCaptureAt ?? 'never'}`,
    `next look  ${watch.removedAt ? `never: not watched since ${watch.removedAt}` : (watch.nextDueAt ?? 'when asked')}`,
  ];
  for (const claim of watch.claims) {
    lines.push(`claim ${claim.id}   ${claim.state}  “${claim.text}”`);
  }
  return lines.join('\n');
}

/** A table of what was done. */
export function custodyTable(events: readonly CustodyEvent[]): string {
  if (events.length === 0) return 'Nothing was done with it since it was made.';
  const table = plainTable(['when', 'by', 'event', 'with', 'note']);
  for (const { at, by, event, subject, note } of events) {
    table.push([at, by ?? '(its own chain)', event, clip(subject), clip(note)]);
  }
  return table.toString();
}

/** A table of captures. */
export function captureTable(captures: readonly Capture[]): string {
  if (captures.length === 0) return 'Nothing was captured yet.';
  const table = plainTable(['capture', 'when', 'observation', 'state', 'changes', 'page']);
  for (const capture of captures) {
    table.push([
      capture.id,
      shortTime(capture.startedAt),
      capture.observation.class,
      `${capture.state} (${capture.level})`,
      capture.changes === null ? '?' : String(capture.changes.length || ''),
      clip(capture.url),
    ]);
  }
  return table.toString();
}

/** One capture explained to a person, with where it comes from. */
export function captureText(
  capture: Capture,
  manifest: Manifest,
  resolvers: readonly ResolverWord[] = [],
): string {
  const { observation } = capture;
  const sent = manifest.exchanges.length;
  const lines = [
    pc.bold(capture.url),
    observation.summary,
    reasonOf(observation),
    observation.needs,
    '',
    ...changeLines(capture.changes ?? []),
    ...(capture.changes === null
      ? ['Comparing did not finish in time; see `vestige compare`.']
      : []),
    ...capture.claims.map((claim) => `claim ${claim.id}  ${claim.state}  “${claim.text}”`),
    '',
    ...lowerBoundLines(manifest),
    ...controlLines(manifest),
    ...resolvers.map((word) => `resolver    ${resolverSentence(word)}`),
    `observation ${observation.class}${observation.abstain ? ' (the page was not seen)' : ''}; state ${capture.state}, ${capture.level}`,
    `capture     ${capture.id}, attempt ${capture.attempt}, from ${capture.vantage}`,
    `from – to   ${capture.startedAt} – ${capture.finishedAt}`,
    `led to      ${capture.finalUrl ?? '(no page)'}`,
    `exchanges   ${sent}, not captured ${manifest.notCaptured.length}, refused ${manifest.refused.length}`,
    `browser     ${manifest.provenance?.browser ?? '(not started)'}`,
    `snapshot    ${capture.manifest}`,
    `log entry   ${capture.logIndex}`,
  ];
  return lines.filter((line, index) => line !== '' || lines[index - 1] !== '').join('\n');
}

const CONTROL_WORDS: Readonly<Record<ControlAnswer['what'], string>> = {
  canary: 'a connection to the canary',
  'other-site': 'a connection to another watched site',
  'latest-look': 'a look at another watched site minutes before',
  'top-level': 'our DNS for the top-level domain',
  route: 'the route to',
  proxy: "the vantage's proxy",
};

/** Since when it can have been made: what nobody could know before. */
function lowerBoundLines({ notBefore }: Manifest): string[] {
  const { drand, checkpoint } = notBefore ?? {};
  const size = checkpoint?.split('\n')[1];
  return [
    ...(drand === undefined
      ? []
      : [`not before  ${roundInstant(drand)}, round ${drand.round} of drand (${drand.beacon})`]),
    ...(size === undefined ? [] : [`not before  the log's checkpoint over ${size} entries`]),
  ];
}

/** How our own line fared when nobody answered. */
function controlLines({ control }: Manifest): string[] {
  return (control?.answers ?? []).map(({ what, name, at, isWell }) => {
    const word = isWell === null ? 'tells nothing here' : isWell ? 'works' : 'FAILS';
    return `own line    ${[CONTROL_WORDS[what], name].filter(Boolean).join(' ')}: ${word} (${at})`;
  });
}

/** As many signals as a sentence bears; `--json` has them all. */
const MAX_SIGNALS = 4;

/** Why we say so: the rule, what it found, and what else spoke. */
function reasonOf({ rule, stage, signals, alsoMatched }: Observation): string {
  const found = signals.map(({ id, value }) => `${id} ${isolate(String(value))}`);
  const more = found.length > MAX_SIGNALS ? ` and ${found.length - MAX_SIGNALS} more` : '';
  const others = alsoMatched.map(
    (match) =>
      `${match.rule} (${match.class}${match.vetoedBy === null ? '' : `, overruled by ${match.vetoedBy}`})`,
  );
  const also = others.length === 0 ? 'no other rule matched' : `also matched: ${others.join(', ')}`;
  return `We say so by rule ${rule} of stage ${stage}, for ${found.slice(0, MAX_SIGNALS).join(', ')}${more}; ${also}.`;
}

/** Flags, the most serious first. */
export function flagTable(flags: readonly Flag[]): string {
  if (flags.length === 0) return 'No flags.';
  return flags
    .map((flag) => {
      const ended = flag.closedAt === null ? 'open' : `closed ${shortTime(flag.closedAt)}`;
      const seen = flag.acknowledged ? ', acknowledged' : '';
      const head = `${PAINT[flag.severity](flag.severity.padEnd(8))} ${pc.bold(flag.kind)} ${flag.class}`;
      const changes = changeLines(flag.changes).map((line) => `    ${line}\n`);
      return `${head}  ${flag.level}, ${ended}${seen}\n  ${flag.summary}\n${changes.join('')}  ${pc.dim(`${flag.id}  ${flag.url}  since ${shortTime(flag.openedAt)}`)}`;
    })
    .join('\n');
}

/** Checks of a verification, and what they amount to. */
export function reportText(report: Report): string {
  const paint = { passed: pc.green, failed: pc.red, skipped: pc.yellow };
  const lines = report.checks.map(
    (check) =>
      `${paint[check.status](check.status.padEnd(7))} ${check.id.padEnd(28)} ${check.detail}`,
  );
  const failed = report.checks.filter((check) => check.status === 'failed').length;
  const skipped = report.checks.filter((check) => check.status === 'skipped').length;
  const derivative = report.checks.some((check) => check.id === 'redacted')
    ? ' It is a derivative: contents were left out of it.'
    : '';
  const end = report.ok
    ? `Nothing failed. ${skipped} checks were skipped: read why before relying on the bundle.${derivative}`
    : `${failed} checks FAILED: do not rely on this bundle.`;
  return [...lines, '', end].join('\n');
}

/** A comparison: typed changes first, then the text. */
export function comparisonText({ from, to, changes, text }: Comparison): string {
  const head = [
    `from ${from.id}  ${from.startedAt}  ${from.url}`,
    `to   ${to.id}  ${to.startedAt}  ${to.url}`,
    '',
  ];
  const typed =
    changes === null
      ? ['Typed changes: comparing did not finish in time.']
      : changes.length === 0
        ? ['No typed changes.']
        : changeLines(changes);
  return [...head, ...typed, '', ...textLines(text)].join('\n');
}

/** What others archived, apart from our own looks. */
export function importedLines(pages: readonly ImportedPage[]): string[] {
  return pages.map(({ id, takenAt, status, url, claims, source, digestFits }) => {
    const said = claims.map(({ text, state }) => `${state}: ${text}`).join('; ');
    const doubt = digestFits === false ? '  (its digest does not fit)' : '';
    return `Archived by others: ${id}  ${shortTime(takenAt)}  HTTP ${status}  ${clip(url)}  from ${JSON.stringify(source.name)}${doubt}${said === '' ? '' : `  ${said}`}`;
  });
}

/** How two texts differ. */
export function diffText(text: Comparison['text']): string {
  return textLines(text).join('\n');
}

function changeLines(changes: readonly Change[]): string[] {
  return changes.map(
    (change) =>
      `${PAINT[change.severity](change.severity.padEnd(8))} ${change.kind}: ${change.summary}`,
  );
}

// Bidi isolates keep a right-to-left fragment from reordering the marks around it (UAX #9).
const isolate = (text: string) => `\u2068${text}\u2069`;

const MARK = {
  added: (text: string) => pc.green(`+ ${text}`),
  removed: (text: string) => pc.red(`- ${text}`),
  moved: (text: string) => pc.dim(`~ ${text}`),
};

function textLines(text: Comparison['text']): string[] {
  const lines = text.note === null ? [] : [`(${text.note})`];
  for (const row of text.rows) {
    if (row.kind === 'same') continue;
    if (row.kind === 'edited') lines.push(`* ${(row.parts ?? []).map(partText).join('')}`);
    else lines.push(MARK[row.kind](isolate(row.after ?? row.before ?? '')));
  }
  return lines.length === 0 ? ['The visible text is the same.'] : lines;
}

function partText({ kind, text }: DiffPart): string {
  if (kind === 'same') return text;
  return kind === 'removed' ? pc.red(`[-${isolate(text)}-]`) : pc.green(`{+${isolate(text)}+}`);
}

// Columns and no lines: readable by people, by `cut`, and in any encoding.
const NO_LINES = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right']
    .concat(['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'])
    .map((name) => [name, '']),
);

function plainTable(head: string[]): Table.Table {
  return new Table({
    head: head.map((title) => pc.bold(title)),
    chars: { ...NO_LINES, middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
}

function shortTime(instant: string | null): string {
  return instant === null ? '–' : `${instant.slice(0, 16).replace('T', ' ')}Z`;
}

export function clip(url: string): string {
  return url.length > WIDE_COLUMN ? `${url.slice(0, WIDE_COLUMN - 1)}…` : url;
}
