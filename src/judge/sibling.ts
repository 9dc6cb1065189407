// A page that looks wrong -> does a made-up address beside it show the same? Then what we see is the
// site's error page and not this page (Bar-Yossef et al. 2004; detection-facts §2). The site's log
// shows such a request: at most one a day per directory, and a plausible one.
import { createHash } from 'node:crypto';
import { likeness, matchable } from '../formats/normal-text.js';
import { digestOf } from '../model/digest.js';
import type { Observation, ObservationClass, Signal } from '../model/observation.js';
import type { Manifest, Snapshot } from '../model/snapshot.js';

/** What was seen at the made-up address. */
export interface Sibling {
  readonly url: string;
  /** Likeness of the two texts, 0 to 1, digits left out; 0 where the site said "no such page". */
  readonly alike: number;
  /** Digest of the text that stood there, digits left out; null without one. */
  readonly template: string | null;
  /** False where a neighbour's question is relied on, which is not put off by that. */
  readonly isAsked: boolean;
}

/** What earlier captures of the host kept of such a question. */
export interface AskedBefore {
  readonly url: string;
  readonly observation: Pick<Observation, 'signals'>;
}

/** As much of a visit as tells. */
export type SiblingVisit = Pick<Snapshot, 'reading'> & {
  readonly outcome: Manifest['outcome'];
  readonly finalUrl: string | null;
};

const SUSPICIOUS: ReadonlySet<ObservationClass> = new Set([
  'soft-404',
  'deleted-notice',
  'replaced',
  'redirect-home',
  'redirect-generic',
]);
/** Two empty pages are alike without being anything. */
const LEAST_TEXT = 10;

/** True when the answer of a made-up sibling would tell something: a loss that no status asserts. */
export function isSuspicious({ class: name }: Observation, { outcome }: Manifest): boolean {
  return SUSPICIOUS.has(name) && outcome.kind === 'answered' && outcome.status < 300;
}

/**
 * A plausible address beside `url` that most likely never was: other digits of the same length, or
 * a word more. Null for a home page, which has no siblings.
 */
export function siblingOf(url: string, day: string): string | null {
  if (!URL.canParse(url)) return null;
  const made = new URL(url);
  made.hash = '';
  const seed = createHash('sha256').update(`${url} ${day}`).digest('hex');
  const digits = seed.replace(/[^0-9]/g, '').padEnd(40, '7');
  const other = (number: string): string =>
    `9${digits.slice(0, Math.max(1, number.length - 1))}`.slice(0, Math.max(2, number.length));
  const values = [...made.searchParams].filter(([, value]) => /^\d{2,}$/.test(value));
  const [name, value] = values.at(-1) ?? [];
  if (name !== undefined && value !== undefined) {
    made.searchParams.set(name, other(value));
    return made.href;
  }
  const parts = made.pathname.split('/');
  const at = parts.findLastIndex((part) => part !== '');
  const last = parts[at];
  if (last === undefined || /^(?:index|default|home|main)\b/i.test(last)) return null;
  const numbers = [...last.matchAll(/\d{2,}/g)];
  const number = numbers.at(-1);
  const [stem = '', ...ending] = last.split('.');
  parts[at] =
    number === undefined
      ? [`${stem}-${Number(digits.slice(0, 1)) + 2}`, ...ending].join('.')
      : `${last.slice(0, number.index)}${other(number[0])}${last.slice(number.index + number[0].length)}`;
  made.pathname = parts.join('/');
  return made.href === url ? null : made.href;
}

/** The directory in which one question a day is asked. */
export function directoryOf(url: string): string {
  return URL.canParse(url) ? new URL('.', url).href.replace(/\?.*$/, '') : url;
}

/** The answer got in this directory already; undefined where nobody has asked. */
export function askedBefore(
  snapshot: Snapshot,
  before: readonly AskedBefore[],
): Sibling | undefined {
  const directory = directoryOf(snapshot.manifest.url);
  for (const { url, observation } of before) {
    const asked = textOf(observation.signals, 'sibling.asked');
    if (asked === null || directoryOf(url) !== directory) continue;
    const template = textOf(observation.signals, 'sibling.text');
    const own = templateOf(snapshot.reading, snapshot.manifest.url);
    const alike = template !== null && own !== null && digestOf(own) === template ? 1 : 0;
    return { url: asked, alike, template, isAsked: false };
  }
  return undefined;
}

/** What the visit of the made-up address says about the page. */
export function siblingSeen(snapshot: Snapshot, url: string, visit: SiblingVisit): Sibling {
  const there = templateOf(visit.reading, url);
  const here = templateOf(snapshot.reading, snapshot.manifest.url);
  const answers = visit.outcome.kind === 'answered' && visit.outcome.status < 300;
  if (!answers || there === null || here === null) {
    return { url, alike: 0, template: null, isAsked: true };
  }
  const alike = Math.round(likeness(here, there) * 1000) / 1000;
  return { url, alike, template: digestOf(there), isAsked: true };
}

/** That the question was put, kept with the observation; a neighbour need not ask again. */
export function signalsOf(sibling: Sibling): readonly Signal[] {
  return [
    { id: sibling.isAsked ? 'sibling.asked' : 'sibling.known', value: sibling.url, layer: 'L1' },
    ...(sibling.template === null
      ? []
      : [{ id: 'sibling.text', value: sibling.template, layer: 'L1' } as const]),
  ];
}

/** The visible text without digits and without the address, which error pages repeat. */
function templateOf(reading: Snapshot['reading'], url: string): string | null {
  const shown = reading?.blocks.filter((block) => block.visible) ?? [];
  const { pathname } = new URL(url);
  const text = matchable(shown.map((block) => block.text.replaceAll(pathname, '')).join('\n'));
  const template = text.replaceAll(url.toLowerCase(), '').replace(/\d+/g, '');
  return template.replace(/\s+/g, '').length < LEAST_TEXT ? null : template;
}

function textOf(signals: readonly Signal[], id: string): string | null {
  const value = signals.find((one) => one.id === id)?.value;
  return typeof value === 'string' ? value : null;
}
