// Two texts, one block a line -> rows for a terminal or a dashboard: what stayed, moved, was edited,
// removed, added. Characters are compared, words are shown; the cuts are for showing only.
import { diffArrays } from 'diff';
import { bigrams, comparable, likenessOf } from '../formats/normal-text.js';

/** A stretch of one line. */
export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** One line of the comparison. */
export interface DiffRow {
  readonly kind: 'same' | 'edited' | 'removed' | 'added' | 'moved';
  /** The line before; null for an added one. */
  readonly before: string | null;
  /** The line after; null for a removed one. */
  readonly after: string | null;
  /** Line numbers from 1, or null. */
  readonly lineBefore: number | null;
  readonly lineAfter: number | null;
  /** The pieces of an edited line in reading order; null for the other kinds. */
  readonly parts: readonly DiffPart[] | null;
  /** BCP 47-style direction of the line, so that each is isolated when shown. */
  readonly direction: 'ltr' | 'rtl';
}

/** A comparison of two texts. */
export interface TextDiff {
  readonly rows: readonly DiffRow[];
  /** True when the exact comparison took too long and whole lines were matched instead. */
  readonly coarse: boolean;
  /** Said to the reader when `coarse`. */
  readonly note: string | null;
}

/** How much work an exact comparison may be. */
export interface DiffLimits {
  readonly timeoutMs: number;
  readonly maxEdits: number;
}

const LIMITS: DiffLimits = { timeoutMs: 1500, maxEdits: 4000 };
const LONGEST_LINE = 4000;
const EDITED_FROM = 0.5;

interface Line {
  readonly text: string;
  readonly key: string;
  readonly number: number;
}

/** Compares line by line; where that takes too long, by whole lines without their order. */
export function diffTexts(before: string, after: string, limits: DiffLimits = LIMITS): TextDiff {
  const old = linesOf(before);
  const fresh = linesOf(after);
  const deadline = Date.now() + limits.timeoutMs;
  const aligned = diffArrays([...old], [...fresh], {
    comparator: (a, b) => a.key === b.key,
    timeout: limits.timeoutMs,
    maxEditLength: limits.maxEdits,
  });
  if (aligned === undefined) return coarseDiff(before, after);
  const rows: DiffRow[] = [];
  // With `comparator`, an equal run carries the new side's lines; the old ones are counted along.
  let at = 0;
  for (let i = 0; i < aligned.length; i += 1) {
    const part = aligned[i];
    if (part === undefined) continue;
    if (!part.added && !part.removed) {
      for (const line of part.value) rows.push(sameRow(old[at++] ?? line, line));
    } else if (part.removed) {
      const next = aligned[i + 1];
      const added = next?.added ? next.value : [];
      if (next?.added) i += 1;
      at += part.value.length;
      rows.push(...pairRows(part.value, added, deadline));
    } else rows.push(...part.value.map(addedRow));
  }
  return { rows: withMoves(rows), coarse: false, note: null };
}

/** The comparison when there is no time: which lines went and which came, in page order. */
export function coarseDiff(before: string, after: string): TextDiff {
  const old = linesOf(before);
  const fresh = linesOf(after);
  const left = new Map<string, Line[]>();
  for (const line of old) {
    const list = left.get(line.key);
    if (list === undefined) left.set(line.key, [line]);
    else list.push(line);
  }
  const rows = fresh.map((line) => {
    const partner = left.get(line.key)?.shift();
    return partner === undefined ? addedRow(line) : sameRow(partner, line);
  });
  const gone = [...left.values()].flat().sort((a, b) => a.number - b.number);
  return {
    rows: [...gone.map(removedRow), ...rows],
    coarse: true,
    note: 'The texts differ too much to be compared in full within the time limit: lines that went are listed first, then the page as it is now.',
  };
}

/** The pieces of one line: compared by character, then widened to whole words. */
export function diffLine(before: string, after: string): readonly DiffPart[] {
  const whole: readonly DiffPart[] = [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ];
  if (before.length > LONGEST_LINE || after.length > LONGEST_LINE) return whole;
  const raw = diffArrays([...before], [...after], { timeout: 200, maxEditLength: 1500 });
  if (raw === undefined) return whole;
  const cutsBefore = cutsOf(before);
  const cutsAfter = cutsOf(after);
  const parts: DiffPart[] = [];
  const push = (kind: DiffPart['kind'], text: string): void => {
    if (text === '') return;
    parts.push({ kind, text });
  };
  let [a, b] = [0, 0];
  raw.forEach((part, index) => {
    const text = part.value.join('');
    if (part.removed) {
      push('removed', text);
      a += text.length;
    } else if (part.added) {
      push('added', text);
      b += text.length;
    } else {
      const isCut = (offset: number): boolean =>
        cutsBefore.has(a + offset) && cutsAfter.has(b + offset);
      let from = 0;
      let to = text.length;
      // Only a border with a change has to stand at a word's edge.
      if (index > 0) while (from < to && !isCut(from)) from += 1;
      if (index < raw.length - 1) while (to > from && !isCut(to)) to -= 1;
      for (const [kind, piece] of [
        ['removed', text.slice(0, from)],
        ['added', text.slice(0, from)],
        ['same', text.slice(from, to)],
        ['removed', text.slice(to)],
        ['added', text.slice(to)],
      ] as const) {
        push(kind, piece);
      }
      a += text.length;
      b += text.length;
    }
  });
  return gathered(parts);
}

/** Between two equal stretches, all that was removed comes before all that was added. */
function gathered(parts: readonly DiffPart[]): readonly DiffPart[] {
  const out: DiffPart[] = [];
  let [removed, added, same] = ['', '', ''];
  const flushChange = (): void => {
    if (removed !== '') out.push({ kind: 'removed', text: removed });
    if (added !== '') out.push({ kind: 'added', text: added });
    [removed, added] = ['', ''];
  };
  const flushSame = (): void => {
    if (same !== '') out.push({ kind: 'same', text: same });
    same = '';
  };
  for (const part of parts) {
    if (part.kind === 'same') {
      flushChange();
      same += part.text;
    } else {
      flushSame();
      if (part.kind === 'removed') removed += part.text;
      else added += part.text;
    }
  }
  flushChange();
  flushSame();
  return out;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Places between words. Per line only: the segmenter's time grows with the square of the length. */
function cutsOf(line: string): ReadonlySet<number> {
  const cuts = new Set([line.length]);
  for (const { index } of segmenter.segment(line)) cuts.add(index);
  return cuts;
}

function linesOf(text: string): readonly Line[] {
  return text
    .split('\n')
    .map((line, index) => ({ text: line, key: comparable(line), number: index + 1 }))
    .filter((line) => line.key !== '');
}

function pairRows(
  removed: readonly Line[],
  added: readonly Line[],
  deadline: number,
): readonly DiffRow[] {
  const rows: DiffRow[] = [];
  let next = 0;
  for (const line of removed) {
    const found = Date.now() > deadline ? -1 : nextAlike(line, added, next);
    if (found < 0) {
      rows.push(removedRow(line));
      continue;
    }
    rows.push(...added.slice(next, found).map(addedRow));
    const partner = added[found];
    if (partner !== undefined) rows.push(editedRow(line, partner));
    next = found + 1;
  }
  return [...rows, ...added.slice(next).map(addedRow)];
}

function nextAlike(line: Line, added: readonly Line[], from: number): number {
  const pairs = bigrams(line.key);
  let best = { score: EDITED_FROM, at: -1 };
  // A partner stands near: further away it would be a move.
  for (let at = from; at < Math.min(added.length, from + 30); at += 1) {
    const score = likenessOf(pairs, bigrams(added[at]?.key ?? ''));
    if (score > best.score) best = { score, at };
  }
  return best.at;
}

/** A line removed in one place and added in another has moved. */
function withMoves(rows: readonly DiffRow[]): readonly DiffRow[] {
  const came = new Map<string, DiffRow[]>();
  for (const row of rows) {
    if (row.kind !== 'added' || row.after === null) continue;
    const key = comparable(row.after);
    const list = came.get(key);
    if (list === undefined) came.set(key, [row]);
    else list.push(row);
  }
  const moved = new Map<DiffRow, DiffRow>();
  const dropped = new Set<DiffRow>();
  for (const row of rows) {
    if (row.kind !== 'removed' || row.before === null) continue;
    const partner = came.get(comparable(row.before))?.shift();
    if (partner === undefined) continue;
    moved.set(partner, {
      ...partner,
      kind: 'moved',
      before: row.before,
      lineBefore: row.lineBefore,
    });
    dropped.add(row);
  }
  return rows.filter((row) => !dropped.has(row)).map((row) => moved.get(row) ?? row);
}

function sameRow(before: Line, after: Line): DiffRow {
  return row('same', before, after, null);
}

function removedRow(line: Line): DiffRow {
  return row('removed', line, null, null);
}

function addedRow(line: Line): DiffRow {
  return row('added', null, line, null);
}

function editedRow(before: Line, after: Line): DiffRow {
  return row('edited', before, after, diffLine(before.text, after.text));
}

function row(
  kind: DiffRow['kind'],
  before: Line | null,
  after: Line | null,
  parts: readonly DiffPart[] | null,
): DiffRow {
  const text = after?.text ?? before?.text ?? '';
  return {
    kind,
    before: before?.text ?? null,
    after: after?.text ?? null,
    lineBefore: before?.number ?? null,
    lineAfter: after?.number ?? null,
    parts,
    direction: /^[^\p{L}]*[\p{sc=Arabic}\p{sc=Hebrew}]/u.test(text) ? 'rtl' : 'ltr',
  };
}
