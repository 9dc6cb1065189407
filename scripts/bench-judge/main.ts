// `npm run bench:judge -- [--only PATTERN] [--sample N] [--minutes N] [--seed S] [--json] [--write]`: scenarios
// through the real product, with recall and false alarms. Nothing is asserted: a person judges.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { groupBy } from './measure.js';
import { chance } from './random.js';
import { asJson, asMarkdown, asText, type Outcome } from './report.js';
import { play } from './run.js';
import { GROUPS, type Scenario } from './scenario.js';
import { controls } from './scenes/controls.js';
import { edits } from './scenes/edits.js';
import { positives } from './scenes/positives.js';
import { timelines } from './scenes/timelines.js';
import { traps } from './scenes/traps.js';
import { judgeLook } from './verdict.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    sample: { type: 'string' },
    minutes: { type: 'string' },
    seed: { type: 'string', default: 'vestige' },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});

const lost = positives();
const everything = [...lost, ...edits(), ...traps(), ...timelines(), ...controls(5 * lost.length)];
const chosen = choose(everything);
if (chosen.length === 0) {
  console.error(`No scenario is called like ${values.only}.`);
  process.exit(2);
}
if (values.list) {
  for (const { id, group } of chosen) console.log(`${group}\t${id}`);
  console.error(tally(chosen));
  process.exit(0);
}
console.error(`${tally(chosen)}; of ${everything.length}`);
const startedAtMs = performance.now();
const endsAtMs =
  values.minutes === undefined
    ? Number.POSITIVE_INFINITY
    : Date.now() + 60_000 * Number(values.minutes);
const looks = await play(chosen, endsAtMs, (done) =>
  console.error(`  ${done} of ${chosen.length}`),
);
const outcome: Outcome = {
  scenarios: [...new Set(looks.map(({ scenario }) => scenario))],
  of: everything,
  verdicts: looks.map(judgeLook),
  seconds: (performance.now() - startedAtMs) / 1000,
};
console.log(values.json ? asJson(outcome) : asText(outcome));
if (values.write) {
  const file = fileURLToPath(new URL('../../docs/judging-benchmark.md', import.meta.url));
  // What others measured stands below, and stays.
  const others = /\n## Sets written by others.*$/s.exec(readFileSync(file, 'utf8'))?.[0] ?? '';
  writeFileSync(file, asMarkdown(outcome) + others);
  console.error(`written: ${file}`);
}

/** Those whose id or group fits, shuffled; a sample keeps the shares of the groups and targets. */
function choose(from: readonly Scenario[]): readonly Scenario[] {
  const pattern = new RegExp(values.only ?? '', 'u');
  const mixed = chance(values.seed).shuffle(
    from.filter(({ id, group }) => pattern.test(id) || pattern.test(group)),
  );
  const wanted = Number(values.sample ?? mixed.length);
  if (wanted >= mixed.length) return mixed;
  // Targets take turns, so that a small sample still meets most of them; controls are one of them
  // for each other scenario chosen.
  const byTarget = groupBy(mixed, ({ group, target }) => (group === 'control' ? group : target));
  const controlsLeft = byTarget.get('control') ?? [];
  byTarget.delete('control');
  const taken: Scenario[] = [];
  const queues = chance(`${values.seed} targets`).shuffle([...byTarget.values()]);
  while (taken.length < wanted) {
    const before = taken.length;
    for (const queue of queues) {
      const next = queue.shift();
      if (next !== undefined && taken.length < wanted) taken.push(next);
      const control = taken.length % 2 === 0 ? controlsLeft.shift() : undefined;
      if (control !== undefined && taken.length < wanted) taken.push(control);
    }
    if (taken.length === before) taken.push(...controlsLeft.splice(0, wanted - taken.length));
    if (taken.length === before) break;
  }
  return chance(`${values.seed} order`).shuffle(taken);
}

function tally(scenarios: readonly Scenario[]): string {
  const count = (group: string) => scenarios.filter((one) => one.group === group).length;
  return GROUPS.map((group) => `${count(group)} ${group}s`).join(', ');
}
