// A change after several looks -> less loud where the page moves by itself, as loud as ever elsewhere.
import { describe, expect, it } from 'vitest';
import { compareSnapshots } from '../../src/compare/compare.js';
import type { Change } from '../../src/model/change.js';
import { readHtml, snapshotOf } from '../judge/build.js';
import { modern } from '../judge/site.js';

const ARTICLE =
  '<p>东海医院器官移植中心成立于1998年，是本地区最早的单位之一，中心设有门诊、病房和随访室，医生每天查房，护士二十四小时值班，欢迎各地患者前来咨询。</p><p>肝移植费用六十五万元。</p>';
const QUOTES = [
  '移植病友：三天就等到了肝源',
  '移植病友：医生讲解耐心细致',
  '移植病友：费用比别处便宜',
  '移植病友：术后恢复顺利',
];
const page = (quote: string, article = ARTICLE) =>
  modern({ title: '东海医院', body: `${article}<div><blockquote>${quote}</blockquote></div>` });

function compare(
  looks: readonly string[],
  after: string,
  claims: readonly string[] = [],
): readonly Change[] {
  const history = looks.slice(0, -1).map((html) => readHtml(html));
  const options = {
    terms: [],
    claims: claims.map((text, at) => ({ id: `k${at + 1}`, text })),
    history,
  };
  return compareSnapshots(snapshotOf(looks.at(-1) ?? ''), snapshotOf(after), options);
}

const loud = (changes: readonly Change[]): string[] =>
  changes
    .filter((one) => one.severity === 'critical' || one.severity === 'high')
    .map((one) => one.kind);
const looks = QUOTES.map((quote) => page(quote));

describe('what the page showed before', () => {
  it('tells a place that takes turns', () => {
    const after = page('移植病友：供体等了不到一周');
    expect(loud(compare(looks.slice(-1), after))).not.toEqual([]);
    const changes = compare(looks, after);
    expect(loud(changes)).toEqual([]);
    expect(changes.some((one) => one.summary.includes('as earlier looks showed'))).toBe(true);
    expect(changes.some((one) => one.summary.includes('move by themselves'))).toBe(true);
  });

  it('hides no edit beside such a place', () => {
    const after = page('移植病友：供体等了不到一周', ARTICLE.replace('六十五', '四十五'));
    expect(loud(compare(looks, after))).toEqual(['number-changed']);
  });

  it('hides neither the end of such a place nor a claim in it', () => {
    expect(loud(compare(looks, page('')))).toEqual(['block-removed']);
    const after = page('移植病友：供体等了不到一周');
    expect(loud(compare(looks, after, ['术后恢复顺利']))).toEqual(['claim-absent']);
  });

  it('weighs what stood there at one look only by what it said', () => {
    const once = (text: string) =>
      loud(
        compare([page('甲', ARTICLE), page('甲', `${ARTICLE}<p>${text}</p>`)], page('甲', ARTICLE)),
      );
    expect(once('春节期间门诊安排：初一至初三休诊，急诊照常。')).toEqual([]);
    const holiday = 'The office is closed for Eid from 5 to 9 June.';
    expect(once(`${holiday} Urgent organ offers: use the duty line as usual.`)).toEqual([]);
    expect(once('The centre is closed from 5 June. No organs will be offered.')).not.toEqual([]);
    expect(once('The office is closed for Eid. Transplant patients pay on arrival.')).not.toEqual(
      [],
    );
    expect(once('春节放假，换肝病人请于初八前交齐尾款。')).not.toEqual([]);
    expect(once('本院供体来源充足，欢迎各地患者。')).toEqual(['block-removed']);
    expect(once('由沈中阳主任亲自上台，法院当天通知。')).toEqual(['block-removed']);
    expect(once('肝移植最快一周内安排，费用五十万元。')).not.toEqual([]);
  });

  it('knows an edit and its undoing for two events', () => {
    const [one, other] = [
      page('移植病友：甲'),
      page('移植病友：甲', ARTICLE.replace('六十五', '四十五')),
    ];
    expect(loud(compare([one, one, other, one], other))).toEqual(['number-changed']);
  });

  it('calms a menu’s entry and a police number that came at the last look and went', () => {
    const with_ = (entry: string, foot: string): string =>
      `<html><body><nav><ul><li><a href="/a">Home</a></li><li><a href="/b">Clinics</a></li>${entry}</ul></nav><main>${ARTICLE}</main><footer><p>晋ICP备06001337号 ${foot}</p></footer></body></html>`;
    const [plain, dressed] = [
      with_('', ''),
      with_('<li><a href="/onco">Oncology</a></li>', '晋公网安备14010602060112号'),
    ];
    expect(loud(compare([plain, dressed], plain))).toEqual([]);
    expect(loud(compare([dressed, dressed], plain))).not.toEqual([]);
    expect(loud(compare([dressed], plain))).not.toEqual([]);
    const other = plain.replace('晋ICP备06001337', '津ICP备05009999');
    expect(loud(compare([plain, other], plain))).toEqual([]);
    expect(loud(compare([plain, other], other.replace('津ICP备05009999号', '')))).toEqual([
      'icp-number-changed',
    ]);
  });
});
