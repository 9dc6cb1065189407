// Pieces of text with their places on a page -> lines -> paragraphs, in the order of the file.

/** What PDF.js says of a piece; `transform` ends in x and y, y growing upwards. */
export interface Piece {
  readonly str: string;
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
  let text = '';
  let y: number | null = null;
  let height = 0;
  const end = (): void => {
    const plain = unified(text).replace(/\s+/g, ' ').trim();
    if (plain !== '') lines.push({ text: plain, y: y ?? 0, height });
    text = '';
    y = null;
    height = 0;
  };
  for (const piece of pieces) {
    if (piece.str !== '') {
      text += piece.str;
      y ??= piece.transform[5] ?? 0;
      height = Math.max(height, piece.height);
    }
    if (piece.hasEOL) end();
  }
  end();
  return lines;
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
