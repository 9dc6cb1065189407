// Pieces of text with their places on a page -> lines -> paragraphs, in the order of the file.

/** What PDF.js says of a piece; `transform` ends in x and y, y growing upwards. */
export interface Piece {
  readonly str: string;
  /** `rtl` where its letters run from right to left; they stand in their order of reading. */
  readonly dir: string;
  readonly height: number;
  readonly transform: readonly number[];
  readonly hasEOL: boolean;
}

export interface Line {
  readonly text: string;
  readonly y: number;
  readonly height: number;
}

/** Lines further apart than so many of their heights belong to two paragraphs. */
const MAX_GAP = 1.9;
/** Letters of a heading are so much larger than those of what follows. */
const MAX_GROWTH = 1.15;

/** Joins the pieces of each line; empty lines go. */
export function linesOf(pieces: readonly Piece[]): readonly Line[] {
  const lines: Line[] = [];
  let line: Piece[] = [];
  const end = (): void => {
    const text = unified(asRead(line)).replace(/\s+/g, ' ').trim();
    const height = Math.max(...line.map((piece) => piece.height));
    if (text !== '') lines.push({ text, y: line[0]?.transform[5] ?? 0, height });
    line = [];
  };
  for (const piece of pieces) {
    if (piece.str !== '') line.push(piece);
    if (piece.hasEOL) end();
  }
  end();
  return lines;
}

const isRtl = (piece: Piece): boolean => piece.dir === 'rtl';

/**
 * The pieces of a line in the order of reading: many programs write Arabic from left to right, as it
 * stands on the paper (UAX #9, rule L2 undone).
 */
function asRead(line: readonly Piece[]): string {
  const arabic = line.filter(isRtl);
  const xOf = (piece: Piece | undefined): number => piece?.transform[4] ?? 0;
  if (arabic.length === 0 || xOf(arabic[0]) > xOf(arabic.at(-1))) return textOf(line);
  const lettersOf = (pieces: readonly Piece[]): number => textOf(pieces).replace(/\W/gu, '').length;
  const latin = line.filter((piece) => !isRtl(piece));
  const isArabicLine = textOf(arabic).length > lettersOf(latin);
  return isArabicLine
    ? textOf(withRunsTurned([...line].reverse(), (piece) => !isRtl(piece)))
    : textOf(withRunsTurned(line, isRtl));
}

/** Turns round every run of the pieces meant, white space within it included. */
function withRunsTurned(line: readonly Piece[], isMeant: (piece: Piece) => boolean): Piece[] {
  const turned: Piece[] = [];
  let run: Piece[] = [];
  let spaces: Piece[] = [];
  const end = (): void => {
    turned.push(...run.reverse(), ...spaces);
    run = [];
    spaces = [];
  };
  for (const piece of line) {
    if (piece.str.trim() === '') spaces.push(piece);
    else if (isMeant(piece)) {
      (run.length === 0 ? turned : run).push(...spaces);
      run.push(piece);
      spaces = [];
    } else {
      end();
      turned.push(piece);
    }
  }
  end();
  return turned;
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ str }) => str).join('');
}

/** Joins lines that run on; Chinese and Japanese need no space between them. */
export function paragraphsOf(lines: readonly Line[]): readonly string[] {
  const paragraphs: string[] = [];
  let before: Line | null = null;
  for (const line of lines) {
    const last = paragraphs.length - 1;
    const text = paragraphs[last];
    if (before === null || text === undefined || !runsOn(before, line)) paragraphs.push(line.text);
    else paragraphs[last] = joined(text, line.text);
    before = line;
  }
  return paragraphs;
}

function runsOn(before: Line, line: Line): boolean {
  const gap = before.y - line.y;
  const height = Math.max(before.height, line.height);
  const sizes = height / Math.max(0.1, Math.min(before.height, line.height));
  return gap >= 0 && gap <= height * MAX_GAP && sizes <= MAX_GROWTH;
}

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;

function joined(text: string, next: string): string {
  const isUnspaced = UNSPACED.test(text.slice(-1)) || UNSPACED.test(next.charAt(0));
  return isUnspaced ? text + next : `${text} ${next}`;
}

/**
 * Fonts tell shapes, not characters: radicals for the characters that look the same, ligatures, the
 * forms Arabic letters take within a word. They are read as what they stand for (UAX #15, NFKC).
 */
function unified(text: string): string {
  return text.replace(
    /[\u2f00-\u2fdf\uf900-\ufaff\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]/g,
    (character) => character.normalize('NFKC'),
  );
}
