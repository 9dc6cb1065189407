// Where a claim stands: word for word, in other letters, with another number, hidden, or nowhere.
import { describe, expect, it } from 'vitest';
import { sightClaims } from '../../src/compare/claims.js';
import { readHtml } from '../judge/build.js';
import {
  arabic,
  english,
  modern,
  TRANSPLANT,
  TRANSPLANT_AR,
  TRANSPLANT_EN,
} from '../judge/site.js';

function sight(claim: string, html: string) {
  const [seen] = sightClaims([{ id: 'k1', text: claim }], readHtml(html));
  return seen;
}

const zh = modern(TRANSPLANT);
const ar = arabic(TRANSPLANT_AR);
const en = english(TRANSPLANT_EN);

describe('a claim', () => {
  it.each([
    ['word for word', '肾移植等待时间两周', zh],
    ['in Traditional characters', '腎移植等待時間兩週', zh],
    ['with other numerals and units', '肾移植等待时间14天', zh],
    ['with a number written out otherwise', '费用650,000元', zh],
    ['without the unit', '费用65万', zh],
    ['across inline tags', '等待时间两周', '<p>等待<b>时间</b><span>两</span>周</p>'],
    [
      'across adjacent blocks',
      '肾移植 650,000元',
      '<table><tr><td>肾移植</td><td>六十五万元</td></tr></table>',
    ],
    ['in an alternative text', '手术现场', zh],
    ['in the title', '器官移植中心 - 东海医院', '<title>器官移植中心 - 东海医院</title><p>x</p>'],
    ['with other punctuation and width', '肾移植等待时间两周,肝移植等待时间约1个月', zh],
    ['in Arabic with other digits', 'والتكلفة 650,000 يوان', ar],
    ['in Arabic with the dual spelt otherwise', 'مدة الانتظار لزراعة الكلى أسبوعين', ar],
    ['in Arabic with vowel marks', 'مُدَّة الانتظار لِزراعة الكلى', ar],
    [
      'as a number that only its surroundings make a telephone',
      '0936-112-775',
      '<p>仲介張先生電話0936-112-775，他帶過四十幾個病人。</p>',
    ],
    ['behind the number it counts', '例肾移植', '<p>共完成61例肾移植。</p>'],
    ['in English with a numeral', 'the waiting time for a kidney is 2 weeks', en],
  ])('is present %s', (_, claim, html) => {
    expect(sight(claim, html)).toMatchObject({ state: 'present', hidden: false });
  });

  it.each([
    ['a number', '肾移植等待时间三周', '肾移植等待时间两周', zh],
    ['an amount', '费用七十万元', '费用六十五万元', zh],
    ['a number in Arabic', 'والتكلفة ٧٠٠٬٠٠٠ يوان', 'والتكلفة ٦٥٠٬٠٠٠ يوان', ar],
    ['a number in English', 'the cost is 70,000 US dollars', 'the cost is 65,000 US dollars', en],
    ['a few letters', '本中心一共完成了肝移植手术1,200例', '本中心共完成肝移植手术1,200例', zh],
    [
      'a negation',
      '本院不开展活体肝移植手术',
      '本院开展活体肝移植手术',
      '<p>本院开展活体肝移植手术</p>',
    ],
  ])('is altered by %s, with the words found', (_, claim, found, html) => {
    const seen = sight(claim, html);
    expect(seen?.state).toBe('altered');
    expect(seen?.found).toBe(found);
  });

  it.each([
    ['that is not there', '心脏移植等待时间三天', zh],
    ['of another organ and amount', '心脏移植手术免费', zh],
    [
      'whose number is only part of another',
      '床位12张',
      '<p>床位120张，环境优美</p>'.replace('床位120张', '设备1200台'),
    ],
  ])('is absent %s', (_, claim, html) => {
    expect(sight(claim, html)).toMatchObject({ state: 'absent', found: null });
  });

  it.each([
    ['65', '<p>费用650元</p>'],
    ['art', '<p>the heart of it</p>'],
    ['三百', '<p>共三百五十例</p>'],
  ])('%s is not found inside a longer word or number', (claim, html) => {
    expect(sight(claim, html)?.state).toBe('absent');
  });

  it('in hidden text only is absent and hidden', () => {
    expect(
      sight('等待时间两周', '<p style="display:none">等待时间两周</p><p>东海医院</p>'),
    ).toMatchObject({
      state: 'absent',
      hidden: true,
      where: 'html > body > p:nth-of-type(1)',
    });
  });

  it('is unknown without a reading', () => {
    expect(sightClaims([{ id: 'k1', text: '等待时间两周' }], null)[0]?.state).toBe('unknown');
  });

  it('is found in a page of a hundred thousand characters', () => {
    const filler = Array.from(
      { length: 2000 },
      (_, i) =>
        `<p>第${i}条新闻：本院召开会议，讨论了许多与此无关的事情，与会者一致认为会议很成功。</p>`,
    );
    filler[1500] = '<p>肾移植等待时间三个月</p>';
    expect(sight('肾移植等待时间两周', filler.join(''))).toMatchObject({
      state: 'altered',
      found: '肾移植等待时间三个月',
    });
  });
});

it.each([
  ['65', '<p>共650例</p>'],
  ['112-775', '<p>电话0936-112-7751</p>'],
  ['费用二十六万', '<p>肝移植费用二十六万五千</p>'],
  ['二周内手术', '<p>入院十二周内手术</p>'],
  ['art of medicine', '<p>the heart of medicines</p>'],
])('%s is not found within longer words and numbers', (claim, html) => {
  expect(sight(claim, html)?.state).not.toBe('present');
});
