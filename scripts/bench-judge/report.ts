// Verdicts -> recall and false alarms with their intervals, and the worst failures: on a terminal,
// as JSON, as docs/judging-benchmark.md.
import { CHANGE_KINDS } from '../../src/model/change.js';
import { groupBy, told } from './measure.js';
import { GROUPS, type Scenario } from './scenario.js';
import { isQuiet, loudOf, type Verdict } from './verdict.js';

export interface Outcome {
  readonly scenarios: readonly Scenario[];
  readonly of: readonly Scenario[];
  readonly verdicts: readonly Verdict[];
  readonly seconds: number;
}

interface Row {
  readonly name: string;
  readonly right: number;
  readonly all: number;
  /** Looks at which it was said though it should not have been. */
  readonly falsely: number;
  readonly others: number;
}

/** The looks of each scenario, in their order. */
function byScenario({ verdicts }: Outcome): Map<Scenario, Verdict[]> {
  return groupBy(verdicts, ({ look }) => look.scenario);
}

function rightOnes(outcome: Outcome, group: string, target?: string) {
  const all = [...byScenario(outcome)].filter(
    ([one]) => one.group === group && (target === undefined || one.target === target),
  );
  return { right: all.filter(([, looks]) => isRight(looks)).length, all: all.length };
}

/** Positives and edits are judged by the look at the event; what was wrong before it is an alarm of its own. */
function isRight(looks: readonly Verdict[]): boolean {
  return looks.every(
    ({ look, wrong }) =>
      wrong.length === 0 ||
      (isQuiet(look) && (look.scenario.group === 'positive' || look.scenario.group === 'edit')),
  );
}

const targetsOf = ({ scenarios }: Outcome, group: string) =>
  [...new Set(scenarios.filter((one) => one.group === group).map(({ target }) => target))].sort();

function rowsOf(outcome: Outcome, group: string): Row[] {
  return targetsOf(outcome, group).map((name) => {
    const isOther = ({ look }: Verdict) => {
      const { classes = [], kinds = [], quiet } = look.scenario.steps[look.step]?.expect ?? {};
      return group === 'positive'
        ? !classes.includes(name) && (quiet === true || classes.length > 0)
        : quiet === true && !kinds.includes(name);
    };
    const others = outcome.verdicts.filter(isOther);
    const says = ({ look }: Verdict) =>
      name in CHANGE_KINDS
        ? loudOf(look).some(({ kind }) => kind === name)
        : look.capture.observation.class === name;
    return {
      name,
      ...rightOnes(outcome, group, name),
      falsely: others.filter(says).length,
      others: others.length,
    };
  });
}

function summaryOf(outcome: Outcome): [string, number, number][] {
  const quiet = outcome.verdicts.filter(({ look }) => isQuiet(look));
  const rows = GROUPS.map((group): [string, number, number] => {
    const { right, all } = rightOnes(outcome, group);
    return [`${group}s right`, right, all];
  });
  return [
    ...rows,
    [
      'healthy looks without a false alarm',
      quiet.filter(({ wrong }) => wrong.length === 0).length,
      quiet.length,
    ],
  ];
}

/** One failure, with what was said and why. */
function tellFailure({ look, wrong }: Verdict): string {
  const { scenario, step, capture } = look;
  const { rule, stage, signals, alsoMatched } = capture.observation;
  const also = alsoMatched.map(
    (match) =>
      `${match.rule}→${match.class}${match.vetoedBy === null ? '' : ` vetoed by ${match.vetoedBy}`}`,
  );
  const changes = (capture.changes ?? [])
    .filter(({ severity }) => severity !== 'info')
    .slice(0, 6)
    .map((one) => `      ${one.severity} ${one.kind}: ${short(one.before)} → ${short(one.after)}`);
  return [
    `${scenario.id} [${scenario.layout}, noise ${scenario.noise}, ${scenario.topic}] step ${step}: ${wrong.join('; ')}`,
    `    said ${capture.observation.class} by ${rule} (${stage}), status ${capture.status}, title ${short(capture.title)}, state ${capture.state}/${capture.level}`,
    `    signals ${signals.map(({ id, value }) => `${id}=${short(String(value))}`).join(' ')}${also.length > 0 ? `; also ${also.join(', ')}` : ''}`,
    ...changes,
  ].join('\n');
}

function short(text: string | null): string {
  if (text === null) return '–';
  return text.length > 60 ? `“${text.slice(0, 60)}…”` : `“${text}”`;
}

function failuresOf(outcome: Outcome): readonly Verdict[] {
  return outcome.verdicts.filter(({ wrong }) => wrong.length > 0);
}

/** For a terminal. */
export function asText(outcome: Outcome): string {
  const lines = summaryOf(outcome).map(
    ([name, hits, all]) => `${name.padEnd(40)} ${told(hits, all)}`,
  );
  for (const group of ['positive', 'edit', 'trap', 'timeline']) {
    lines.push('', `${group}s: recall, and where it was said falsely`);
    for (const { name, right, all, falsely, others } of rowsOf(outcome, group)) {
      lines.push(
        `  ${name.padEnd(26)} ${told(right, all).padEnd(30)} ${falsely > 0 ? `falsely ${told(falsely, others)}` : ''}`,
      );
    }
  }
  lines.push(
    '',
    `failures: ${failuresOf(outcome).length}`,
    ...failuresOf(outcome).map(tellFailure),
  );
  lines.push('', `${outcome.verdicts.length} captures in ${outcome.seconds.toFixed(0)} s`);
  return lines.join('\n');
}

/** For a machine. */
export function asJson(outcome: Outcome): string {
  const rows = Object.fromEntries(
    ['positive', 'edit', 'trap', 'timeline'].map((group) => [group, rowsOf(outcome, group)]),
  );
  const failures = failuresOf(outcome).map(({ look, wrong }) => ({
    id: look.scenario.id,
    layout: look.scenario.layout,
    noise: look.scenario.noise,
    step: look.step,
    wrong,
    observation: look.capture.observation,
    changes: look.capture.changes,
  }));
  return JSON.stringify(
    { summary: summaryOf(outcome), ...rows, failures, captures: outcome.verdicts.length },
    null,
    2,
  );
}

const NOT_PLAYED =
  'What no site of this machine can play is not in it: `dns-fail`, `dns-bogon`, `domain-hold`, `injected`, `vantage-split`, `owner-changed`, `capture-failed`, `monitor-offline`; and of the changes `certificate-changed`, `nameserver-changed`, `asn-changed`, `endpoint-gone`, `sitemap-shrank`, `robots-tightened`, `lang-split`, `lang-diverged`. A full run takes hours: a sample takes the targets in turn, and so few scenarios of each that only the sums say something.';

/** The page in docs. */
export function asMarkdown(outcome: Outcome): string {
  const date = new Date().toISOString().slice(0, 10);
  const table = (group: string, recall: string) => [
    `| ${group} | ${recall} | said where it should not be |`,
    '| --- | --- | --- |',
    ...rowsOf(outcome, group).map(
      ({ name, right, all, falsely, others }) =>
        `| \`${name}\` | ${told(right, all)} | ${group === 'trap' || group === 'timeline' ? '' : told(falsely, others)} |`,
    ),
  ];
  const classes = groupBy(
    failuresOf(outcome),
    ({ look, wrong }) =>
      `${look.scenario.group} \`${look.scenario.target}\`: ${(wrong[0] ?? '').replace(/\[.*?\]/, '[…]')}`,
  );
  return [
    '# The judging benchmark',
    '',
    '`npm run bench:judge` plays made-up sites of this machine to the real product (real Chromium, a real archive, confirmation by two sightings) and compares what is said with what has to be said. The texts were written apart from the rules, by someone who had not read them.',
    '',
    NOT_PLAYED,
    '',
    `The run below: ${date}, ${outcome.scenarios.length} of ${outcome.of.length} scenarios, ${outcome.verdicts.length} captures. Shares stand with their 95 % Wilson intervals.`,
    '',
    '| | |',
    '| --- | --- |',
    ...summaryOf(outcome).map(([name, hits, all]) => `| ${name} | ${told(hits, all)} |`),
    '',
    ...['positive', 'edit'].flatMap((group) => [
      `## ${group === 'positive' ? 'Classes' : 'Silent edits'}`,
      '',
      ...table(group, 'recall'),
      '',
    ]),
    ...['trap', 'timeline'].flatMap((group) => [
      `## ${group === 'trap' ? 'Traps' : 'Timelines'}`,
      '',
      ...table(group, 'right'),
      '',
    ]),
    '## Failures',
    '',
    ...[...classes]
      .sort(([, a], [, b]) => b.length - a.length)
      .map(([name, list]) => `* ${list.length} × ${name}`),
    ...(classes.size === 0 ? ['None in this sample.'] : []),
    '',
  ].join('\n');
}
