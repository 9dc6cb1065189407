import { describe, expect, it } from 'vitest';
import { linesOf, type Piece, paragraphsOf } from '../../src/adapters/pdfjs/paragraphs.js';

const piece = (str: string, y: number, height = 12, hasEOL = true): Piece => ({
  str,
  dir: /\p{Script=Arabic}/u.test(str) ? 'rtl' : 'ltr',
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

  it('in Arabic is read from right to left, numbers and names within it from left to right', () => {
    const written = (...pieces: string[]) =>
      linesOf(
        pieces.map((str, i) => ({
          ...piece(str, 700, 12, false),
          transform: [1, 0, 0, 1, i, 700],
        })),
      ).map(({ text }) => text);
    // As they stand on the paper, from left to right.
    expect(written('يوان', ' ', '650', ',', '000', ' ', 'تكلفة')).toEqual(['تكلفة 650,000 يوان']);
    expect(written('ر', 'لا', 'دو', ' ', 'ألف')).toEqual(['ألف دولار']);
    expect(written('Clinic ', 'قى', 'شر', ' East')).toEqual(['Clinic شرقى East']);
    const asSpoken = ['مدة', ' ', 'الانتظار'].map((str, i) => ({
      ...piece(str, 700, 12, false),
      transform: [1, 0, 0, 1, 500 - i, 700],
    }));
    expect(linesOf(asSpoken).map(({ text }) => text)).toEqual(['مدة الانتظار']);
  });

  it('of a second column begins anew', () => {
    expect(read(piece('左栏', 100), piece('右栏', 780))).toEqual(['左栏', '右栏']);
  });

  it('is of characters, whatever the shapes of its font stand for', () => {
    expect(read(piece('⼿术价⽬表 ﬁrst ﻻ', 700))).toEqual(['手术价目表 first لا']);
    expect(read(piece('手术，５０％', 700))).toEqual(['手术，５０％']);
  });
});
