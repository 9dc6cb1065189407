// Notices with their classes -> the weights of a multinomial logistic regression with L2, by passes of
// stochastic gradient descent in a fixed order: the same notices give the same weights.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Feature,
  featuresOf,
  type NoticeClassifier,
} from '../../src/judge/notice-classifier.js';

/** One text with the class it is a notice of. */
export interface Notice {
  readonly class: string;
  readonly lang: string;
  readonly title?: string;
  readonly text: string;
}

const PASSES = 12;
const STEP = 0.5;
/** How soon steps grow smaller, from pass to pass. */
const COOLING = 0.2;
const SHRINK = 1e-5;
/** Texts are vectors of this length. */
const LENGTH = 4;
/** Weights below say next to nothing. */
const LEAST_WEIGHT = 0.8;
/** A word of one notice alone says nothing of others. */
const LEAST_SEEN = 2;
/** Of the Lehmer generator that shuffles (Park & Miller 1988). */
const [FACTOR, MODULUS] = [48_271, 2_147_483_647];

export function textOf({ title = '', text }: Notice): string {
  return `${title}\n${text}`;
}

/** A vector: places of features with their values. */
type Row = readonly (readonly [number, number])[];

export function learn(
  notices: readonly Notice[],
  words: ReadonlyMap<string, RegExp>,
): NoticeClassifier {
  const classes = [...new Set(notices.map((one) => one.class))].toSorted();
  const texts = notices.map((one) => [...featuresOf(textOf(one), words)]);
  const seen = new Map<string, number>();
  for (const feature of texts.flat()) seen.set(feature, (seen.get(feature) ?? 0) + 1);
  const names = [...seen.keys()].filter((name) => (seen.get(name) ?? 0) >= LEAST_SEEN).toSorted();
  const places = new Map(names.map((name, at) => [name, at]));
  const idf = names.map((name) => Math.log(texts.length / (seen.get(name) ?? 1)));
  const rows = texts.map((features): Row => {
    const at = features.flatMap((name) => places.get(name) ?? []);
    const norm = Math.sqrt(at.reduce((sum, place) => sum + (idf[place] ?? 0) ** 2, 0)) || 1;
    return at.map((place) => [place, ((idf[place] ?? 0) * LENGTH) / norm]);
  });
  const labels = notices.map((one) => classes.indexOf(one.class));
  const { weights, bias } = descend(rows, labels, {
    features: names.length,
    classes: classes.length,
  });
  const rounded = (value: number): number => Math.round(value * 10) / 10;
  const features = new Map<string, Feature>();
  for (const [at, name] of names.entries()) {
    const adds = classes.flatMap((one, k) => {
      const weight = (weights[at * classes.length + k] ?? 0) * LENGTH;
      return Math.abs(weight) < LEAST_WEIGHT ? [] : [[one, rounded(weight)] as const];
    });
    features.set(name, { idf: rounded(idf[at] ?? 0), adds: Object.fromEntries(adds) });
  }
  return {
    bias: Object.fromEntries(classes.map((one, k) => [one, rounded(bias[k] ?? 0)])),
    features,
  };
}

/** As learned.json holds it: one feature to a line, so that a difference can be read. */
export function written({ bias, features }: NoticeClassifier, notices: number): string {
  const lines = [...features]
    .filter(([, { adds }]) => Object.keys(adds).length > 0)
    .map(([name, { idf, adds }]) => `${JSON.stringify(name)}:${JSON.stringify([idf, adds])}`);
  const from = `${notices} notices written for it: scripts/learn/notices`;
  return `{"from":${JSON.stringify(from)},\n"bias":${JSON.stringify(bias)},\n"features":{\n${lines.join(',\n')}\n}}\n`;
}

/** Every notice of a folder, file after file. */
export async function readNotices(folder: string): Promise<readonly Notice[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).toSorted();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  return texts
    .flatMap((all) => all.split('\n'))
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Notice);
}

function descend(
  rows: readonly Row[],
  labels: readonly number[],
  size: { readonly features: number; readonly classes: number },
): { readonly weights: Float64Array; readonly bias: Float64Array } {
  const weights = new Float64Array(size.features * size.classes);
  const bias = new Float64Array(size.classes);
  const order = rows.map((_, at) => at);
  let state = 1;
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (let at = order.length - 1; at > 0; at -= 1) {
      state = (state * FACTOR) % MODULUS;
      const other = state % (at + 1);
      [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
    }
    const step = STEP / (1 + pass * COOLING);
    for (const at of order) {
      const row = rows[at] ?? [];
      const scores = Float64Array.from(bias);
      for (const [place, value] of row) {
        for (let k = 0; k < size.classes; k += 1)
          scores[k] = (scores[k] ?? 0) + (weights[place * size.classes + k] ?? 0) * value;
      }
      const most = Math.max(...scores);
      const raised = scores.map((score) => Math.exp(score - most));
      const sum = raised.reduce((all, one) => all + one, 0);
      for (let k = 0; k < size.classes; k += 1) {
        const error = (raised[k] ?? 0) / sum - (labels[at] === k ? 1 : 0);
        bias[k] = (bias[k] ?? 0) - step * 0.1 * error;
        for (const [place, value] of row) {
          const cell = place * size.classes + k;
          weights[cell] = (weights[cell] ?? 0) * (1 - step * SHRINK) - step * error * value;
        }
      }
    }
  }
  return { weights, bias };
}
