import { describe, expect, it } from 'vitest';
import { linesOf, type Piece, paragraphsOf } from '../../src/adapters/pdfjs/paragraphs.js';

const piece = (str: string, y: number, height = 12, hasEOL = true): Piece => ({
  str,
  height,
  transform: [height, 0, 0, height, 72, y],
  hasEOL,
});
const read = (...pieces: Piece[]) => paragraphsOf(linesOf(pieces));

describe('the text of a PDF', () => {
  it('is put together from letters, lines and paragraphs', () => {
    expect(
      read(
        piece('Price', 780, 20, false),
        piece(' list', 780, 20),
        piece('Waiting time is', 740),
        piece('two weeks.', 724),
        piece('', 724),
        piece('肝移植等待时', 690),
        piece('间两周。', 674),
        piece('مدة الانتظار', 640),
        piece('أسبوعان', 624),
      ),
    ).toEqual([
      'Price list',
      'Waiting time is two weeks.',
      '肝移植等待时间两周。',
      'مدة الانتظار أسبوعان',
    ]);
  });

  it('of a second column begins anew', () => {
    expect(read(piece('左栏', 100), piece('右栏', 780))).toEqual(['左栏', '右栏']);
  });

  it('is of characters, whatever the shapes of its font stand for', () => {
    expect(read(piece('⼿术价⽬表 ﬁrst ﻻ', 700))).toEqual(['手术价目表 first لا']);
    expect(read(piece('手术，５０％', 700))).toEqual(['手术，５０％']);
  });
});
