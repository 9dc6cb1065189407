// What is outlined where two pictures of a page differ: a striped price list beside a column of news,
// drawn with real letters.
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { layBeside } from '../../src/store/beside.js';
import { matchPictures } from '../../src/store/picture-match.js';

const ROW_PX = 33;
const FIRST_ROW_PX = 100;
const PRICES = [
  ['肝脏移植手术', '例', '650000元', 'زراعة الكبد'],
  ['肾脏移植手术', '例', '380000元', 'زراعة الكلى'],
  ['角膜移植手术', '例', '48000元', 'زراعة القرنية'],
  ['层流病房', '天', '1800元', 'غرفة معقمة'],
  ['单人病房', '天', '680元', 'غرفة مفردة'],
  ['组织配型检查', '次', '3200元', 'فحص التوافق'],
  ['医学翻译', '小时', '200元', 'ترجمة طبية'],
];

interface Page {
  readonly prices?: readonly (readonly string[])[];
  readonly ink?: string;
  readonly notice?: string;
}

/** A table whose stripes move on, in a frame, with news beside it that stay where they are. */
function draw({ prices = PRICES, ink = '#333333', notice = '' }: Page): Promise<Buffer> {
  const text = (x: number, y: number, words: string, colour = ink) =>
    `<text x="${x}" y="${y}" fill="${colour}" font-size="16" font-family="Noto Sans CJK SC, Noto Sans Arabic, Noto Sans">${words}</text>`;
  const down = notice === '' ? 0 : 47;
  const rows = prices.map((cells, i) => {
    const top = FIRST_ROW_PX + down + i * ROW_PX;
    const stripe = `<rect x="20" y="${top}" width="560" height="${ROW_PX}" fill="${i % 2 === 0 ? '#ffffff' : '#f2f6fa'}" stroke="#cccccc"/>`;
    return stripe + cells.map((cell, k) => text(30 + k * 140, top + 22, cell)).join('');
  });
  const news = PRICES.map(([name], i) => text(620, 60 + i * 41, `新闻：${name}`, '#0b5394'));
  const frame = `<rect x="10" y="80" width="580" height="${rows.length * ROW_PX + down + 40}" fill="none" stroke="#999999"/>`;
  const below = text(
    20,
    FIRST_ROW_PX + down + rows.length * ROW_PX + 60,
    '患者预交押金为预计费用的百分之八十',
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="460"><rect width="800" height="460" fill="#ffffff"/>${text(20, 40, '东海医院收费标准')}${notice === '' ? '' : text(20, 80, notice)}${frame}${rows.join('')}${news.join('')}${below}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

async function marksOf(before: Page, after: Page) {
  const [one, other] = await Promise.all([before, after].map(greyOf));
  if (one === undefined || other === undefined) throw new Error('two pictures were drawn');
  return matchPictures(one, other);
}

async function greyOf(page: Page) {
  const grey = sharp(await draw(page))
    .greyscale()
    .toColourspace('b-w')
    .raw();
  const { data, info } = await grey.toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: data };
}

const without = (name: string) => PRICES.filter(([first]) => first !== name);
const withPrice = (price: string) =>
  PRICES.map(([name = '', unit = '', old = '', arabic = '']) =>
    name === '肝脏移植手术' ? [name, unit, price, arabic] : [name, unit, old, arabic],
  );

describe('what differs between two pictures', () => {
  it('is nothing between two of the same page', async () => {
    expect(await marksOf({}, {})).toEqual({ before: [], after: [], shareAlike: 1 });
  });

  it('is the removed row alone, though all below moved up and its stripes changed', async () => {
    const { before, after } = await marksOf({}, { prices: without('肾脏移植手术') });
    expect(after).toEqual([]);
    expect(before).toHaveLength(1);
    const [{ box, there } = { box: null, there: null }] = before;
    expect(box?.top).toBeGreaterThan(FIRST_ROW_PX + ROW_PX);
    expect(box?.bottom).toBeLessThan(FIRST_ROW_PX + 2 * ROW_PX);
    expect((box?.right ?? 0) - (box?.left ?? 0)).toBeGreaterThan(400);
    // Where it was: between the rows around it, which touch there now.
    expect(there?.top).toBeLessThan(FIRST_ROW_PX + ROW_PX);
    expect(there?.bottom).toBeGreaterThan(FIRST_ROW_PX + ROW_PX);
  });

  it('is the added notice alone, though all below moved down', async () => {
    const { before, after } = await marksOf({}, { notice: '本院自即日起暂停接待国际患者' });
    expect(before).toEqual([]);
    expect(after.map(({ box }) => [box.top > 60, box.bottom < 90])).toEqual([[true, true]]);
  });

  it.each(['650001元', '850000元', '65000元'])('is the price that became %s', async (price) => {
    const { before, after } = await marksOf({}, { prices: withPrice(price) });
    for (const [{ box } = { box: null }, ...more] of [before, after]) {
      expect(more).toEqual([]);
      expect(box?.left).toBeGreaterThan(300);
      expect(box?.right).toBeLessThan(400);
      expect(box?.top).toBeGreaterThan(FIRST_ROW_PX);
      expect(box?.bottom).toBeLessThan(FIRST_ROW_PX + ROW_PX);
    }
  });

  it('is every word whose colour was taken away', async () => {
    const { before, after } = await marksOf({}, { ink: '#dddddd' });
    expect(before.length).toBeGreaterThan(0);
    expect(after.length).toBeGreaterThan(0);
  });
});

describe('pictures side by side', () => {
  const isRed = async (jpeg: Uint8Array) => {
    const { data } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
    let count = 0;
    for (let at = 0; at < data.length; at += 3) {
      const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
      if (red > 150 && green < 90 && blue < 90) count += 1;
    }
    return count > 200;
  };

  it('show the passage that differs, outlined, and the beginning of the page', async () => {
    const laid = await layBeside(await draw({}), await draw({ prices: without('层流病房') }));
    expect(laid).toMatchObject({ isMarked: true, isAlike: false, morePassages: 0 });
    expect(laid.passages).toHaveLength(1);
    for (const jpeg of [...laid.whole, ...laid.passages.flat()])
      expect(await isRed(jpeg)).toBe(true);
  });

  it('of different pages are shown without outlines', async () => {
    const gone = await sharp({
      create: { width: 640, height: 300, channels: 3, background: '#ffffff' },
    })
      .png()
      .toBuffer();
    const laid = await layBeside(await draw({}), gone);
    expect(laid).toMatchObject({ isMarked: false, passages: [] });
    for (const jpeg of laid.whole) expect(await isRed(jpeg)).toBe(false);
  });
});
