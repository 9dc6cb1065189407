// What was said of a look, against what has to be said: right, or the reasons why not.
import type { Change } from '../../src/model/change.js';
import type { Look } from './run.js';
import { pageOf } from './site.js';

export interface Verdict {
  readonly look: Look;
  readonly wrong: readonly string[];
}

const isLoud = ({ severity }: { readonly severity: string }) =>
  severity === 'high' || severity === 'critical';

/** Changes that call a person. */
export function loudOf(look: Look): readonly Change[] {
  return (look.capture.changes ?? []).filter(isLoud);
}

/** True where nothing is to be said of the page. */
export function isQuiet(look: Look): boolean {
  return look.scenario.steps[look.step]?.expect.quiet === true;
}

/** Judges one look. */
export function judgeLook(look: Look): Verdict {
  const expect = look.scenario.steps[look.step]?.expect ?? {};
  const { capture, opened } = look;
  const name = capture.observation.class;
  const kinds = (capture.changes ?? []).map(({ kind }) => kind);
  const open = look.flags.filter(({ closedAt }) => closedAt === null).map(({ kind }) => kind);
  const wrong: string[] = [];
  const need = (isRight: boolean, reason: string) => {
    if (!isRight) wrong.push(reason);
  };
  const { classes, states, levels, claim } = expect;
  need(classes?.includes(name) ?? true, `class ${name}, not ${classes?.join(' or ')}`);
  need(states?.includes(capture.state) ?? true, `state ${capture.state}, not ${states}`);
  need(levels?.includes(capture.level) ?? true, `level ${capture.level}, not ${levels}`);
  if (expect.kinds !== undefined) {
    const edited = editedWords(look);
    const found = (capture.changes ?? []).some(
      (one) => expect.kinds?.includes(one.kind) && tellsOf(one, edited),
    );
    need(found, `changes [${kinds.join(', ')}], none of ${expect.kinds.join(', ')}`);
  }
  if (expect.open !== undefined) {
    const found = expect.open.some((kind) => open.some((one) => one === kind));
    need(found, `open flags [${open}], none of ${expect.open}`);
  }
  const unwanted = expect.shut?.filter((kind) => open.some((one) => one === kind)) ?? [];
  need(unwanted.length === 0, `flag ${unwanted} is still open`);
  const sighted = capture.claims[0]?.state;
  need(
    claim === undefined || (sighted !== undefined && claim.includes(sighted)),
    `claim ${sighted}, not ${claim}`,
  );
  if (expect.quiet === true) {
    need(name === 'ok' || name === 'partial', `healthy page is ${name}`);
    const loud = [...new Set(loudOf(look).map(({ kind }) => kind))];
    need(loud.length === 0, `healthy page has ${loud.join(', ')}`);
    const flags = opened.filter((flag) => isLoud(flag) && flag.kind !== 'restored');
    need(
      flags.length === 0,
      `healthy page has flag ${flags.map((flag) => `${flag.kind}/${flag.class}`)}`,
    );
  }
  return { look, wrong };
}

/** Every text and address of a page that an edit took away or put in; null where it was none. */
function editedWords({ scenario, face }: Look): readonly string[] | null {
  if (face.edit === undefined) return null;
  const page = pageOf(scenario);
  const before = new Set(leavesOf(page));
  const after = new Set(leavesOf(face.edit(page)));
  return [...before, ...after].filter((leaf) => before.has(leaf) !== after.has(leaf));
}

function leavesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  // A text that is only styled otherwise is the text that was edited.
  if (isStyled(value)) return [`${value.text}${value.style}`];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [];
}

function isStyled(value: unknown): value is { readonly text: string; readonly style: string } {
  return typeof value === 'object' && value !== null && 'text' in value && 'style' in value;
}

/** What moves by itself must not pass for the edit: four letters in a row, or an address, are shared. */
function tellsOf(change: Change, edited: readonly string[] | null): boolean {
  if (edited === null || edited.length === 0) return true;
  const bare = (text: string) => text.replace(/[\s|_]+/g, '');
  const told = bare(`${change.before}${change.after}${change.where}${change.summary}`);
  return edited.some((leaf) => {
    if (leaf.startsWith('/')) return leaf.length > 1 && told.includes(leaf);
    const letters = [...bare(leaf)];
    if (letters.length <= 4) return told.includes(letters.join(''));
    return letters.some(
      (_, at) => at + 4 <= letters.length && told.includes(letters.slice(at, at + 4).join('')),
    );
  });
}
