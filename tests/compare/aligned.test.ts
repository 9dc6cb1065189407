// A strip put over the page moves every box by one number -> the places are known all the same.
import { describe, expect, it } from 'vitest';
import { alignedWith } from '../../src/compare/aligned.js';
import { compareSnapshots } from '../../src/compare/compare.js';
import { snapshotOf } from '../judge/build.js';
import { ARTICLE } from './everyday-page.js';

const p = (text: string): string => `<p>${text}</p>`;
const page = (strip: string, side: string, foot = '<div>版权所有 东海医院</div>'): string =>
  `<html><body>${strip}<div><div>${ARTICLE.slice(0, 2).map(p).join('')}${side}${ARTICLE.slice(2).map(p).join('')}</div></div>${foot}</body></html>`;
const STRIP = '<div>春节期间门诊照常，急诊二十四小时开放。</div>';
const readingOf = (html: string) => {
  const { reading } = snapshotOf(html);
  if (reading === null) throw new Error('the page was not read');
  return reading;
};
const changes = (before: string, after: string) =>
  compareSnapshots(snapshotOf(before), snapshotOf(after), { terms: [], claims: [] });
const loud = (before: string, after: string) =>
  changes(before, after).filter(({ severity }) => severity === 'critical' || severity === 'high');

describe('a page over which a strip was put', () => {
  it('has the numbers it had without it, and the strip one of its own', () => {
    const [before, after] = [page('', p('甲')), page(STRIP, p('甲'))].map(readingOf);
    if (before === undefined || after === undefined) throw new Error('no reading');
    const { reading, own } = alignedWith(before, after);
    const pathOf = (words: string, { blocks }: typeof before): string | undefined =>
      blocks.find(({ text }) => text.includes(words))?.path;
    for (const words of ['匹兹堡', '甲', '版权所有']) {
      expect(pathOf(words, reading)).toBe(pathOf(words, before));
      expect(own(pathOf(words, reading) ?? '')).toBe(pathOf(words, after));
    }
    const strip = pathOf('春节', reading) ?? '';
    expect(before.blocks.some(({ path }) => path === strip)).toBe(false);
    expect(own(strip)).toBe(pathOf('春节', after));
  });

  it.each([
    ['went', page(STRIP, p('甲')), page('', p('甲'))],
    ['came', page('', p('甲')), page(STRIP, p('甲'))],
  ])('is compared in its places when it %s', (_, before, after) => {
    const list = (...lines: readonly string[]): string => `<div>${lines.map(p).join('')}</div>`;
    const [old, fresh] = [
      before.replace(
        '<p>甲</p>',
        list('东门停车场出入口调整施工公告', '门诊大厅志愿者招募通知', '医学图书馆读书会开始报名'),
      ),
      after.replace(
        '<p>甲</p>',
        list(
          '职工羽毛球比赛圆满落下帷幕',
          '东门停车场出入口调整施工公告',
          '门诊大厅志愿者招募通知',
        ),
      ),
    ];
    expect(loud(old, fresh)).toEqual([]);
    // The edit beside it is told where it stands on the page as it is now.
    const edited = fresh.replace('费用二十六万元', '费用一十六万元');
    const [told] = loud(old, edited);
    expect(told?.kind).toBe('number-changed');
    expect(readingOf(edited).blocks.find(({ path }) => path === told?.where)?.text).toContain(
      '一十六万元',
    );
  });

  it('has them under a strip that is nothing but a picture', () => {
    const strip = '<div><img src="/spring.jpg" alt=""></div>';
    const [before, after] = [page('', p('甲')), page(strip, p('甲'))].map(readingOf);
    if (before === undefined || after === undefined) throw new Error('no reading');
    const { reading, own } = alignedWith(before, after);
    expect(reading.blocks.map(({ path }) => path)).toEqual(before.blocks.map(({ path }) => path));
    const [picture] = reading.images;
    expect(
      reading.blocks.some(({ path }) =>
        picture?.path.startsWith(`${path.split(' > ', 3).join(' > ')} >`),
      ),
    ).toBe(false);
    expect(own(picture?.path ?? '')).toBe(after.images[0]?.path);
  });

  it('is the page as it is where nothing moved', () => {
    const reading = readingOf(page('', p('甲')));
    expect(alignedWith(reading, reading).reading).toBe(reading);
    const other = readingOf('<html><body><p>别的页面</p></body></html>');
    expect(alignedWith(reading, other).reading).toBe(other);
  });
});
