// Lists that move on and places that take turns -> quiet; what leaves them otherwise -> still told.
import { describe, expect, it } from 'vitest';
import { compareSnapshots } from '../../src/compare/compare.js';
import type { Change } from '../../src/model/change.js';
import { snapshotOf } from '../judge/build.js';
import { modern } from '../judge/site.js';

function compareBodies(
  before: string,
  after: string,
  claims: readonly string[] = [],
): readonly Change[] {
  const page = (body: string) => snapshotOf(modern({ title: '仁和医院', body }));
  return compareSnapshots(page(before), page(after), {
    terms: [],
    claims: claims.map((text, at) => ({ id: `k${at}`, text })),
  });
}

const told = (changes: readonly Change[]): string[] =>
  changes.map((one) => `${one.kind} ${one.severity}`);
const loud = (changes: readonly Change[]): string[] =>
  told(changes).filter((one) => /critical|high/.test(one));

const TOPICS = ['消防演练', '护士节慰问', '设备招标', '义诊下乡', '院感培训', '职称评审'];
const ARTICLE = '<p>本中心开展肝移植手术，平均费用38万元，等待时间三周。</p>';

function issues(from: number, to: number, entry: (issue: number) => string): string {
  const step = from < to ? 1 : -1;
  const numbers = Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => from + i * step);
  return `<ul>${numbers.map((n) => `<li>${entry(n)}</li>`).join('')}</ul>`;
}
const topicOf = (n: number): string => TOPICS[n % TOPICS.length] ?? '';
const linked = (n: number): string =>
  `<a href="/brief/${n}.html">第${n}期工作通讯：${topicOf(n)}</a>`;
const english = (n: number): string => `<a href="/bulletin/${n}">Bulletin issue ${n} is out</a>`;
const arabic = (n: number): string => `<a href="/nashra/${n}">النشرة العدد ${n} لهذا الشهر</a>`;
const linkedTopic = (n: number): string => `${topicOf(n)}（全文）`;
const plain = (n: number): string => `第${n}期工作通讯：${topicOf(n)}`;

describe('a list that moves on', () => {
  it.each<[string, (n: number) => string]>([
    ['Chinese', linked],
    ['English', english],
    ['Arabic', arabic],
    ['unlinked', plain],
  ])('raises no alarm, newest first or last, in part or whole: %s', (_, entry) => {
    const moves = [
      [issues(40, 34, entry), issues(42, 36, entry)],
      [issues(34, 40, entry), issues(37, 43, entry)],
      [issues(34, 40, entry), issues(44, 50, entry)],
    ] as const;
    for (const [before, after] of moves) {
      for (const zone of ['aside', 'section']) {
        const changes = compareBodies(
          `${ARTICLE}<${zone}>${before}</${zone}>`,
          `${ARTICLE}<${zone}>${after}</${zone}>`,
        );
        expect(loud(changes)).toEqual([]);
        expect(changes.some((one) => one.kind === 'number-changed')).toBe(false);
      }
    }
  });

  it('names the entries that left it', () => {
    const changes = compareBodies(issues(34, 40, linked), issues(35, 41, linked));
    expect(told(changes)).toEqual(['block-added low', 'link-removed low']);
    expect(changes[1]?.summary).toContain('第34期工作通讯');
  });

  it('does not hide the newest entry taken out, though an older one fills the gap', () => {
    const changes = compareBodies(issues(40, 34, linked), issues(39, 33, linked));
    expect(loud(changes)).toEqual(['link-removed high']);
    expect(changes[0]?.summary).toContain('第40期工作通讯');
  });

  it('does not hide an entry taken out of its middle as a newer one comes', () => {
    const before = issues(40, 34, linked);
    const after = issues(41, 34, linked).replace(`<li>${linked(37)}</li>`, '');
    expect(loud(compareBodies(before, after))).toEqual(['link-removed high']);
  });
});

describe('a value in a list', () => {
  const prices = (kidney: string): string =>
    `<ul><li>肝移植 72万元</li><li>肾移植 ${kidney}</li><li>角膜移植 4万元</li></ul>`;

  it('that changes in its entry is told', () => {
    const changes = compareBodies(prices('36万元'), prices('29万元'));
    expect(told(changes)).toEqual(['number-changed critical', 'block-edited low']);
    expect(changes[0]?.summary).toBe('A value (肾移植) changed from “36万元” to “29万元”.');
  });

  it('that changes in an entry whose link stays is told', () => {
    const entry = (fee: string) =>
      `<ul><li><a href="/kidney.html">Kidney transplant, ${fee}</a></li><li><a href="/cornea.html">Cornea</a></li></ul>`;
    expect(loud(compareBodies(entry('62,000 dollars'), entry('48,000 dollars')))).toEqual([
      'number-changed critical',
    ]);
  });

  it('is not taken for the value of another link', () => {
    const entry = (href: string, words: string) =>
      `<aside><ul><li><a href="${href}">${words}</a></li></ul></aside>`;
    const changes = compareBodies(
      entry('/n/a.html', '眼科完成白内障手术320例'),
      entry('/n/b.html', '骨科完成关节置换手术110例'),
    );
    expect(changes.some((one) => one.kind === 'number-changed')).toBe(false);
    expect(told(changes)).toContain('link-removed medium');
  });
});

describe('a place that takes turns', () => {
  const banner = (n: number, words: string, width = 900): string =>
    `<div><a href="/promo/${n}"><img src="/b/${n}.jpg" alt="${words}" width="${width}" height="140"></a><p>${words}</p></div>`;

  it('tells one exchange of medium weight', () => {
    const changes = compareBodies(
      banner(1, '爱眼日免费筛查') + ARTICLE,
      banner(2, '庆祝建院五十周年') + ARTICLE,
    );
    expect(told(changes)).toEqual(['image-replaced medium']);
    expect(changes[0]?.summary).toContain('/promo/1');
    expect(changes[0]?.after).toContain('/promo/2');
  });

  it('still tells a claim that went with the caption', () => {
    const changes = compareBodies(
      banner(1, '供体充足随到随做') + ARTICLE,
      banner(2, '新院区六月启用') + ARTICLE,
      ['供体充足随到随做'],
    );
    expect(told(changes)[0]).toBe('claim-absent critical');
  });

  it.each([
    ['between paragraphs', '<p>肝移植手术室的照片如下。</p>', '病房', '花园'],
    ['with words of the field beside it', '', '本周移植手术排班表', '花园'],
  ])('is no picture %s that gave way to another', (_, around, old, fresh) => {
    const picture = (n: number, words: string): string =>
      `<p><img src="/pic/${n}.jpg" alt="${words}" width="320" height="200"></p>${around}<p>星期六上午开放参观。</p>`;
    const changes = compareBodies(ARTICLE + picture(1, old), ARTICLE + picture(2, fresh));
    expect(told(changes)).toEqual(['image-replaced high']);
  });

  it('still tells a value that went with the caption', () => {
    const changes = compareBodies(
      banner(1, 'Kidney transplant for 48,000 dollars') + ARTICLE,
      banner(2, 'Our new wing opens in June') + ARTICLE,
    );
    expect(loud(changes)).toContain('block-removed critical');
  });

  it.each<[string, string, string, string[]]>([
    ['emptied', banner(1, '爱眼日免费筛查'), '', ['link-removed high']],
    [
      'that shows the picture at full size',
      '<p><a href="/full/ward1.jpg"><img src="/s/ward1.jpg" alt="病房" width="200" height="150"></a></p>',
      '<p><a href="/full/gate2.jpg"><img src="/s/gate2.jpg" alt="大门" width="200" height="150"></a></p>',
      ['image-replaced high'],
    ],
  ])('%s is a loss as ever', (_, before, after, kinds) => {
    expect(loud(compareBodies(before + ARTICLE, after + ARTICLE)).sort()).toEqual(kinds);
  });
});

describe('lists drawn anew from a pool, with counters beside the links', () => {
  const POOL = [...TOPICS, '停车指引', '体检套餐', '膏方节', '志愿服务'];
  const drawn = (from: readonly number[], count: (n: number) => number): string =>
    `<ol>${from.map((n) => `<li><a href="/n/${n}.html">${POOL[n]}</a> <em>${count(n)}</em></li>`).join('')}</ol>`;

  it('tell no loss, whatever was drawn first', () => {
    const before = drawn([0, 1, 2, 3, 4], (n) => 4000 + n * 317);
    const after = drawn([2, 7, 1, 8, 5], (n) => 4060 + n * 319);
    expect(loud(compareBodies(ARTICLE + before, ARTICLE + after))).toEqual([]);
  });

  it('tell no counter that grew behind a link', () => {
    const entry = (count: number): string =>
      `${ARTICLE}<ol><li><a href="/n/9.html">关于护工收费标准的公告</a> <em>${count}</em></li><li><a href="/n/8.html">义诊</a></li></ol>`;
    expect(loud(compareBodies(entry(917), entry(1274)))).toEqual([]);
    expect(loud(compareBodies(entry(917), entry(120)))).toEqual(['number-changed critical']);
  });

  it('still tell the one that was taken out while the others stayed', () => {
    const before = drawn([0, 1, 2, 3, 4], () => 400);
    const after = drawn([0, 1, 3, 4], () => 412);
    expect(loud(compareBodies(ARTICLE + before, ARTICLE + after))).toContain('link-removed high');
  });
});

describe('what passes by itself', () => {
  it.each([
    ['距离第八届移植年会开幕还有 39 天', '距离第八届移植年会开幕还有 36 天'],
    ['34 days to go until the transplant games', '31 days to go until the transplant games'],
    ['金价 502.31元/克', '金价 505.80元/克'],
    ['Current wait: 1 h 20 min', 'Current wait: 45 min'],
    [
      'Source: Transplant Registry 2018-06-19 Views: 6237 Local time: 2020-03-11 18:43:52',
      'Source: Transplant Registry 2018-06-19 Views: 6267 Local time: 2020-04-12 15:35:51',
    ],
    [
      '發布單位: 紀念醫院 2018-09-14 瀏覽人次: 4572',
      '發布單位: 紀念醫院 2018-09-14 瀏覽人次: 4594 現在時間: 2020-04-12 16:51:12',
    ],
    ['Home | News Local time: 2020-03-11 12:26:37', 'Home | News Local time: 2020-04-12 10:40:18'],
    [
      '發布單位: 移植登錄中心 2018-06-13 瀏覽人次: 4285',
      '發布單位: 移植登錄中心 2018-06-13 瀏覽人次: 4271',
    ],
    ['© 2003-2019 綜合醫院 線上人數: 66', '© 2003-2019 綜合醫院 線上人數: 19'],
    ['Patients in the waiting room: 34', 'Patients in the waiting room: 21'],
    [
      'Next free appointment: Thursday 10:20, 4 left',
      'Next free appointment: Monday 09:00, 1 left',
    ],
  ])('is no value: %s', (was, is) => {
    expect(loud(compareBodies(`${ARTICLE}<p>${was}</p>`, `${ARTICLE}<p>${is}</p>`))).toEqual([]);
  });

  it.each([
    ['肾移植等待时间：2周', '肾移植等待时间：3个月'],
    ['Waiting time for a liver: 14 days', 'Waiting time for a liver: 90 days'],
    ['腎移植の待ち時間：2週間', '腎移植の待ち時間：3年'],
    ['Kidney $65,000 $70,000', 'Kidney $45,000 $70,000'],
    ['3,200 patients waiting for a kidney', '1,100 patients waiting for a kidney'],
    ['Liver from $130,000, 2 slots left this week', 'Liver from $90,000, 2 slots left this week'],
  ])('is not what people cite: %s', (was, is) => {
    const changes = compareBodies(`${ARTICLE}<p>${was}</p>`, `${ARTICLE}<p>${is}</p>`);
    expect(loud(changes)).toContain('number-changed critical');
  });

  it('is a line of headlines with stars between them', () => {
    const line = (...heads: string[]): string => `${ARTICLE}<div>${heads.join('　★　')}</div>`;
    const before = line('志愿者走进社区', '通过水平评审', '春节门诊安排');
    const after = line('消防演练', '春节门诊安排', '新楼启用');
    expect(loud(compareBodies(before, after))).toEqual([]);
  });

  it('is no line of boasts of which one is gone', () => {
    const line = (...heads: string[]): string => `${ARTICLE}<div>${heads.join(' ★ ')}</div>`;
    const changes = compareBodies(
      line('肝源充足', '无需等待', '价格透明'),
      line('价格透明', '服务周到'),
    );
    expect(loud(changes)).not.toEqual([]);
  });

  it('is a board that calls patients, whose numbers are still told', () => {
    const board = (a: number, b: number): string =>
      `${ARTICLE}<table><tr><th>诊室</th><th>当前号</th><th>等候人数</th></tr><tr><td>1诊室</td><td>${a}</td><td>${b}</td></tr><tr><td>2诊室</td><td>8</td><td>14</td></tr></table>`;
    const changes = compareBodies(board(12, 9), board(31, 4));
    expect(loud(changes)).toEqual([]);
    expect(told(changes)).toContain('number-changed medium');
  });

  it('is not a price that a cell no longer states', () => {
    const table = (price: string): string =>
      `${ARTICLE}<table><tr><th>項目</th><th>費用</th></tr><tr><td>肝臟</td><td>${price}</td></tr><tr><td>腎臟</td><td>3,200,000</td></tr></table>`;
    const changes = compareBodies(table('7,800,000'), table('面議'));
    expect(loud(changes)).toEqual(['number-changed critical']);
  });

  it('is the neighbour of an article, and one praise in another’s place', () => {
    const page = (next: string, praise: string): string =>
      `${ARTICLE}<p>下一篇：${next}</p><div><p>“${praise}” 李女士，上海</p></div>`;
    const before = page('肝胆外科完成一例高难度肝切除手术', '医生很负责，谢谢你们');
    const after = page('眼科中心开诊时间调整', '环境安静，护士耐心');
    expect(loud(compareBodies(before, after))).toEqual([]);
  });
});

describe('in a team', () => {
  it.each([
    [
      'contact-removed high',
      '本次手术由王建国主任主刀，历时六小时。',
      '本次手术由我院主任主刀，历时六小时。',
    ],
    ['contact-removed high', '王建国', '王某某'],
    [
      'contact-removed high',
      'للاستفسار يرجى الاتصال على الرقم ٠٠٩٦٦٥٠١٢٣٤٥٦٧ في أي وقت.',
      'للاستفسار يرجى زيارة مكتبنا في أي وقت.',
    ],
  ])('%s: %s', (kind, was, is) => {
    const changes = compareBodies(`${ARTICLE}<p>${was}</p>`, `${ARTICLE}<p>${is}</p>`);
    expect(loud(changes)).toContain(kind);
  });

  it('a link that leads where another leads now was turned aside', () => {
    const page = (href: string): string =>
      `${ARTICLE}<p><a href="/about/">关于我们</a></p><p>见<a href="${href}">历年移植统计</a>。</p>`;
    const changes = compareBodies(page('/data/2006.html'), page('/about/'));
    expect(loud(changes)).toEqual(['link-retargeted high']);
  });

  it('two links of a list that lead elsewhere under their words are retargeted', () => {
    const page = (a: string, b: string): string =>
      `${ARTICLE}<ul><li><a href="${a}">二〇〇六年统计</a></li><li><a href="${b}">二〇〇七年统计</a></li><li><a href="/c">联系</a></li></ul>`;
    const changes = compareBodies(page('/06.pdf', '/07.pdf'), page('/x', '/y'));
    expect(loud(changes)).toEqual(['link-retargeted high', 'link-retargeted high']);
  });

  it('links that moved to another folder together were not retargeted one by one', () => {
    const page = (folder: string): string =>
      `${ARTICLE}<div>${[1, 2, 3, 4].map((n) => `<p><a href="/${folder}/${n}.html">${linkedTopic(n)}</a></p>`).join('')}</div>`;
    expect(loud(compareBodies(page('n'), page('news')))).toEqual([]);
  });

  it('links kept in another box are no lost text', () => {
    const links = '<a href="/a/">预约挂号</a> <a href="/b/">检查报告</a> <a href="/c/">医保</a>';
    const before = `${ARTICLE}<div>常用链接：${links}</div>`;
    const after = `${ARTICLE}<ul>${links.replace(/<a.*?<\/a>/g, '<li>$&</li>')}</ul>`;
    expect(loud(compareBodies(before, after))).toEqual([]);
  });
});
