// Figures of the bench -> lines: smallest, middle and largest of the rounds, the goal, met or not.
import { cpus, loadavg } from 'node:os';

/** What is asked of a figure; figures without one are told for themselves. */
export interface Goal {
  readonly most?: number;
  readonly least?: number;
}

/** Prints one figure of several rounds; the middle one counts. */
export function tell(name: string, unit: string, rounds: readonly number[], goal: Goal = {}): void {
  const sorted = [...rounds].sort((a, b) => a - b);
  const middle = sorted[sorted.length >> 1] ?? Number.NaN;
  const [least, most] = [sorted[0] ?? Number.NaN, sorted.at(-1) ?? Number.NaN];
  const spread = rounds.length > 1 ? `  (${round(least)} … ${round(most)})` : '';
  console.log(
    `  ${name.padEnd(58)} ${round(middle).padStart(8)} ${unit}${spread}${judge(middle, goal)}`,
  );
}

function judge(value: number, { most, least }: Goal): string {
  if (most !== undefined) return `   goal ≤ ${most}: ${value <= most ? 'met' : 'NOT MET'}`;
  if (least !== undefined) return `   goal ≥ ${least}: ${value >= least ? 'met' : 'NOT MET'}`;
  return '';
}

function round(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** What the figures were taken on; ratios within a run survive a busy machine, times do not. */
export function tellMachine(): void {
  const [load = 0] = loadavg();
  const [cpu] = cpus();
  console.log(`${cpu?.model ?? 'unknown CPU'}, ${cpus().length} cores, Node ${process.version}`);
  console.log(`load average ${load.toFixed(2)}${load > 1.5 ? ': busy, read the ratios only' : ''}`);
}

/** Milliseconds that `act` takes. */
export async function timed(act: () => unknown): Promise<number> {
  const startedAtMs = performance.now();
  await act();
  return performance.now() - startedAtMs;
}
