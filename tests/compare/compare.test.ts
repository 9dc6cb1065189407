// Two snapshots of one page -> exactly the changes a reader would name.
import { describe, expect, it } from 'vitest';
import { type CompareOptions, compareSnapshots } from '../../src/compare/compare.js';
import type { Change } from '../../src/model/change.js';
import { digestOf } from '../../src/model/digest.js';
import type { Snapshot } from '../../src/model/snapshot.js';
import { snapshotOf, type VisitFacts } from '../judge/build.js';
import {
  type Article,
  arabic,
  english,
  modern,
  old,
  TRANSPLANT,
  TRANSPLANT_AR,
  TRANSPLANT_EN,
} from '../judge/site.js';

const NONE: CompareOptions = { terms: [], claims: [] };

function compareBodies(before: string, after: string, options = NONE): readonly Change[] {
  return compareSnapshots(page(before), page(after), options);
}

function page(body: string, facts: VisitFacts = {}): Snapshot {
  return snapshotOf(modern({ title: '东海医院', body }), facts);
}

function edit(article: Article, from: string, to: string): Article {
  if (!article.body.includes(from)) throw new Error(`the fixture has no ${from}`);
  return { ...article, body: article.body.replace(from, to) };
}

const told = (changes: readonly Change[]): string[] =>
  changes.map((one) => `${one.kind} ${one.severity}`);

describe('a silent edit', () => {
  it.each<[string, Snapshot, Snapshot, string[]]>([
    [
      'of a price',
      snapshotOf(modern(TRANSPLANT)),
      snapshotOf(modern(edit(TRANSPLANT, '六十五万元', '五十八万元'))),
      ['number-changed critical', 'block-edited low'],
    ],
    [
      'of a waiting time in Arabic',
      snapshotOf(arabic(TRANSPLANT_AR)),
      snapshotOf(arabic(edit(TRANSPLANT_AR, 'أسبوعان', 'ثلاثة أشهر'))),
      ['number-changed critical', 'block-edited low'],
    ],
    [
      'of a count in English',
      snapshotOf(english(TRANSPLANT_EN)),
      snapshotOf(english(edit(TRANSPLANT_EN, '1,200', '400'))),
      ['number-changed critical', 'block-edited low'],
    ],
    [
      'of a date',
      snapshotOf(modern(TRANSPLANT)),
      snapshotOf(modern(edit(TRANSPLANT, '2006年7月14日', '2006年5月14日'))),
      ['date-changed high', 'block-edited low'],
    ],
    [
      'of mere words',
      snapshotOf(modern(TRANSPLANT)),
      snapshotOf(modern(edit(TRANSPLANT, '是本地区最早', '是本省内较早'))),
      ['term-substituted high', 'block-edited low'],
    ],
    [
      'in an old layout',
      snapshotOf(old(TRANSPLANT)),
      snapshotOf(old(edit(TRANSPLANT, '六十五万元', '面议'))),
      ['number-changed critical', 'block-edited low'],
    ],
  ])('%s is told once, the specific first', (_, before, after, kinds) => {
    expect(told(compareSnapshots(before, after, NONE))).toEqual(kinds);
  });

  it('of a watched claim is told as the claim, with both wordings', () => {
    const options = { terms: [], claims: [{ id: 'k1', text: '肾移植等待时间两周' }] };
    const after = snapshotOf(modern(edit(TRANSPLANT, '等待时间两周', '等待时间六个月')));
    const changes = compareSnapshots(snapshotOf(modern(TRANSPLANT)), after, options);
    expect(told(changes)).toEqual([
      'claim-altered critical',
      'number-changed critical',
      'block-edited low',
    ]);
    expect(changes[0]).toMatchObject({
      before: '肾移植等待时间两周',
      after: '肾移植等待时间六个月',
    });
    expect(changes[1]?.summary).toBe('A value (肾移植等待时间) changed from “两周” to “六个月”.');
  });

  it('that takes a watched claim away is one change', () => {
    const options = { terms: [], claims: [{ id: 'k1', text: '欢迎海外患者来院移植' }] };
    const body = '<p>欢迎海外患者来院移植</p>';
    expect(told(compareBodies(`<p>甲乙丙丁</p>${body}`, '<p>甲乙丙丁</p>', options))).toEqual([
      'claim-absent critical',
    ]);
  });

  it('that hides a claim by CSS is told as hidden', () => {
    const options = { terms: [], claims: [{ id: 'k1', text: '欢迎海外患者' }] };
    const changes = compareBodies(
      '<p>欢迎海外患者</p><p>甲</p>',
      '<p style="display:none">欢迎海外患者</p><p>甲</p>',
      options,
    );
    expect(told(changes)).toEqual(['hidden-not-removed critical']);
  });

  it('that hides other text by CSS is told as hidden', () => {
    expect(told(compareBodies('<p>供体来源充足</p>', '<p hidden>供体来源充足</p>'))).toEqual([
      'hidden-not-removed high',
    ]);
  });

  it('of a watched word is a substitution', () => {
    const changes = compareBodies(
      '<p>本院大量使用死囚器官开展手术</p>',
      '<p>本院大量使用捐献器官开展手术</p>',
      { terms: ['死囚'], claims: [] },
    );
    expect(told(changes)).toEqual(['term-substituted high', 'block-edited low']);
  });

  it('that takes a price away with its sentence is one change that names the price', () => {
    const changes = compareBodies('<p>肾移植费用：65万元</p><p>欢迎来院</p>', '<p>欢迎来院</p>');
    expect(told(changes)).toEqual(['block-removed critical']);
    expect(changes[0]?.summary).toBe(
      'Text is no longer on the page: “肾移植费用：65万元”; stated there: “65万元” (肾移植费用).',
    );
  });

  it('that takes a surgeon away leads with the sentence that names him', () => {
    const kept = '<h1>Liver unit</h1><p>The unit opened in 1999 on the third floor.</p>';
    const gone = '<p>Professor Hamid Raza led the unit for 12 years and trained 40 doctors.</p>';
    const changes = compareBodies(kept + gone, kept);
    expect(told(changes)).toEqual(['block-removed critical']);
    expect(changes[0]?.summary).toContain('Professor Hamid Raza');
    expect(changes[0]?.summary).toContain('“40 doctors”');
  });
});

describe('a table', () => {
  const table = (rows: readonly (readonly string[])[]): string =>
    `<table><tr><th>项目</th><th>费用</th><th>等待时间</th></tr>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;
  const rows = [
    ['肾移植', '65万元', '两周'],
    ['肝移植', '98万元', '一个月'],
    ['心脏移植', '120万元', '一个月'],
  ];

  it('without one of its rows says which', () => {
    const changes = compareBodies(table(rows), table(rows.filter(([name]) => name !== '肝移植')));
    expect(told(changes)).toEqual(['table-row-removed high']);
    expect(changes[0]?.before).toBe('肝移植 | 98万元 | 一个月');
  });

  it('with another price says of what', () => {
    const after = rows.map((row) => (row[0] === '肝移植' ? ['肝移植', '60万元', '一个月'] : row));
    const changes = compareBodies(table(rows), table(after));
    expect(told(changes)).toEqual(['number-changed critical']);
    expect(changes[0]?.summary).toContain('肝移植 / 费用');
  });

  it('numbered anew after a loss still names only the lost row', () => {
    const numbered = (list: readonly (readonly string[])[]) =>
      table(list.map((row, i) => [String(i + 1), ...row.slice(0, 2)]));
    expect(told(compareBodies(numbered(rows), numbered(rows.slice(1))))).toEqual([
      'table-row-removed high',
    ]);
  });

  it('in another order is no change', () => {
    expect(told(compareBodies(table(rows), table(rows.toReversed())))).toEqual([]);
  });
});

describe('a link', () => {
  // EDGI's lesson: the one pair that mattered changed 0.01 % of the text.
  it('lost from a page of ten thousand words is found', () => {
    const words = Array.from(
      { length: 500 },
      (_, i) => `<p>第${i}段：${'本中心对数据进行了整理和分析，'.repeat(2)}详见附录${i}。</p>`,
    ).join('');
    const link = '<p>更多数据见<a href="/data/registry.html">登记数据库</a>。</p>';
    const changes = compareBodies(`${words}${link}`, `${words}<p>更多数据见登记数据库。</p>`);
    expect(told(changes)).toEqual(['link-removed high']);
    expect(changes[0]?.where).toBe('https://www.donghai.test/data/registry.html');
  });

  it('that leads elsewhere now is retargeted', () => {
    const changes = compareBodies(
      '<p>见<a href="/a.html">详细介绍</a></p>',
      '<p>见<a href="/b.html">详细介绍</a></p>',
    );
    expect(told(changes)).toEqual(['link-retargeted high']);
  });

  it('to a file is a file', () => {
    const changes = compareBodies(
      '<p><a href="/f/2005.pdf">2005年报告</a></p><p>乙</p>',
      '<p>乙</p>',
    );
    expect(told(changes)).toEqual(['file-removed high']);
  });

  it('with another session id is the same link', () => {
    const body = (id: string) => `<p><a href="/a.html;jsessionid=${id}?v=${id}">介绍</a></p>`;
    expect(told(compareBodies(body('AAAA1111'), body('BBBB2222')))).toEqual([]);
  });

  it('gone from the menu is delisted', () => {
    const html = modern(TRANSPLANT);
    const after = html.replace('<li><a href="/menu/4.html">移植中心</a></li>', '');
    expect(told(compareSnapshots(snapshotOf(html), snapshotOf(after), NONE))).toEqual([
      'nav-delisted high',
    ]);
  });

  it('to a language version is named so', () => {
    const html = modern(TRANSPLANT);
    const after = html.replace('<li><a href="/menu/8.html">English</a></li>', '');
    expect(told(compareSnapshots(snapshotOf(html), snapshotOf(after), NONE))).toEqual([
      'lang-version-removed high',
    ]);
  });

  it('pushed off a list by a newer entry is no alarm', () => {
    const list = (from: number) =>
      `<ul>${[0, 1, 2, 3, 4].map((i) => `<li><a href="/n/${from - i}.html">${['学术交流', '志愿服务', '设备引进', '义诊活动', '培训通报', '节日慰问'][(from - i) % 6]}第${from - i}期</a></li>`).join('')}</ul>`;
    const changes = compareBodies(list(10), list(11));
    expect(changes.filter((one) => one.severity === 'high' || one.severity === 'critical')).toEqual(
      [],
    );
  });

  it('exchanged with its neighbours for as many others is less than an alarm', () => {
    const related = (names: readonly string[]) =>
      `<div>${names.map((name) => `<a href="/r/${name}">${name}</a>`).join('')}</div>`;
    const changes = compareBodies(
      related(['甲文章', '乙文章', '丙文章']),
      related(['丁文章', '戊文章', '丙文章']),
    );
    expect(told(changes).filter((one) => one.startsWith('link'))).toEqual([
      'link-removed medium',
      'link-removed medium',
    ]);
    expect(changes.filter((one) => one.severity === 'high')).toEqual([]);
  });

  it('taken out of the middle of that list is one', () => {
    const entries = [10, 9, 8, 7, 6].map(
      (i) =>
        `<li><a href="/n/${i}.html">动态第${i}期：${'学术义诊培训交流设备'.slice(i - 6, i - 3)}</a></li>`,
    );
    const changes = compareBodies(
      `<ul>${entries.join('')}</ul>`,
      `<ul>${entries.filter((_, i) => i !== 2).join('')}</ul>`,
    );
    expect(told(changes)).toEqual(['link-removed high']);
  });
});

describe('an image or a file', () => {
  const image = (src: string) =>
    `<p>甲</p><img src="${src}" alt="手术现场" width="400" height="300">`;
  const at = (path: string) => `https://www.donghai.test${path}`;

  it('with other bytes under the same address is replaced', () => {
    const before = page(image('/a.jpg'), { bodies: { [at('/a.jpg')]: 'one' } });
    const after = page(image('/a.jpg'), { bodies: { [at('/a.jpg')]: 'two' } });
    expect(told(compareSnapshots(before, after, NONE))).toEqual(['image-replaced high']);
  });

  it.each([
    ['/banner/2.jpg', '', 'medium'],
    ['/banner/2.jpg', '收费标准', 'high'],
    ['/pictures/2.jpg', '', 'high'],
  ])('in the folder and with the words %s %s: %s', (src, alt, severity) => {
    const html = `<p>甲</p><img src="${src}" alt="${alt}" width="980" height="600">`;
    const before = page(html, { bodies: { [at(src)]: 'one' } });
    const after = page(html, { bodies: { [at(src)]: 'two' } });
    expect(told(compareSnapshots(before, after, NONE))).toEqual([`image-replaced ${severity}`]);
  });

  it.each([
    [
      '/media/9f_a.jpg/v1/fill/w_980,h_400/ward.jpg',
      '/media/9f_a.jpg/v1/fill/w_600,h_400/ward.jpg',
      'medium',
    ],
    ['/uploads/ward-1024x768.jpg', '/uploads/ward-768x576.jpg', 'medium'],
    [
      '/ward.jpg?x-oss-process=image/resize,w_400',
      '/ward.jpg?x-oss-process=image/resize,w_800',
      'medium',
    ],
    ['/image/upload/w_300,c_fill/v12/ward.jpg', '/image/upload/w_900,c_fill/v12/gate.jpg', 'high'],
    [
      '/media/9f_a.jpg/v1/fill/w_980,h_400/ward.jpg',
      '/media/77_b.jpg/v1/fill/w_980,h_400/ward.jpg',
      'high',
    ],
  ])('%s is cut anew as %s: %s', (was, is, severity) => {
    const before = page(image(was), { bodies: { [at(was)]: 'one' } });
    const after = page(image(is), { bodies: { [at(is)]: 'two' } });
    expect(told(compareSnapshots(before, after, NONE))).toEqual([`image-replaced ${severity}`]);
  });

  it('with the same bytes under another address is the same', () => {
    const before = page(image('/a.jpg'), { bodies: { [at('/a.jpg')]: 'one' } });
    const after = page(image('/cdn/b.jpg'), { bodies: { [at('/cdn/b.jpg')]: 'one' } });
    expect(told(compareSnapshots(before, after, NONE))).toEqual([]);
  });

  it('that its server did not send this time is not gone', () => {
    const before = page(image('/a.jpg'), { bodies: { [at('/a.jpg')]: 'one' } });
    const broken = page('<p>甲</p><img src="/a.jpg" alt="手术现场" width="16" height="16">');
    const [main] = broken.manifest.exchanges;
    const sent = (status: number): Snapshot => ({
      ...broken,
      manifest: {
        ...broken.manifest,
        exchanges: main === undefined ? [] : [main, { ...main, url: at('/a.jpg'), status }],
      },
    });
    expect(told(compareSnapshots(before, sent(503), NONE))).toEqual([]);
    expect(told(compareSnapshots(before, sent(404), NONE))).toEqual(['image-removed high']);
  });

  it('that is gone is removed', () => {
    expect(told(compareSnapshots(page(image('/a.jpg')), page('<p>甲</p>'), NONE))).toEqual([
      'image-removed high',
    ]);
  });

  it.each([
    ['that leads home is removed', at('/'), 'text/html', ['file-removed high']],
    ['that moved to another host is no loss', 'https://cdn.test/r.pdf', 'application/pdf', []],
  ])('of a link %s', (_, aim, type, kinds) => {
    const seen = (exchanges: readonly object[]): Snapshot => {
      const snapshot = page('<p><a href="/r.pdf">年度报告（PDF）</a></p>');
      const [main] = snapshot.manifest.exchanges;
      const all = [main, ...exchanges.map((one) => ({ ...main, ...one }))];
      return { ...snapshot, manifest: { ...snapshot.manifest, exchanges: all as never } };
    };
    const pdf = { responseHead: 'HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n' };
    const body = { digest: digestOf('report'), sizeBytes: 6 };
    const before = seen([{ ...pdf, url: at('/r.pdf'), responseBody: body }]);
    const after = seen([
      { url: at('/r.pdf'), status: 302, responseBody: null, redirectsTo: aim },
      {
        url: aim,
        responseHead: pdf.responseHead.replace('application/pdf', type),
        responseBody: body,
      },
    ]);
    expect(told(compareSnapshots(before, after, NONE))).toEqual(kinds);
  });

  it('that is a PDF watched itself is replaced when its bytes change', () => {
    const pdf = (body: string): Snapshot => {
      const facts = { url: at('/r.pdf'), contentType: 'application/pdf' };
      const { manifest, digest } = snapshotOf(body, facts);
      return { manifest, digest, reading: null };
    };
    expect(told(compareSnapshots(pdf('a'), pdf('b'), NONE))).toEqual(['file-replaced high']);
    expect(told(compareSnapshots(pdf('a'), pdf('a'), NONE))).toEqual([]);
  });

  it('is named by its own address and told apart by digest where the size is the same', () => {
    const url = 'http://www.donghai.test/f/tariff.pdf';
    const pdf = (body: string): Snapshot => {
      const facts = { url, contentType: 'application/pdf' };
      const { manifest, digest } = snapshotOf(body, facts);
      return { manifest, digest, reading: null };
    };
    const [same] = compareSnapshots(pdf('fee 41'), pdf('fee 14'), NONE);
    expect(same?.where).toBe(url);
    expect(same?.summary).toMatch(
      /^The file http:\/\/www\.donghai\.test\/f\/tariff\.pdf has other content, of the same size, 6 bytes \(SHA-256 [0-9a-f]{12}… before, [0-9a-f]{12}… now\)\.$/,
    );
    const [other] = compareSnapshots(pdf('fee 41'), pdf('fee 1400'), NONE);
    expect(other?.summary).toContain('6 bytes before, 8 bytes now');
  });

  it('that is a video is named', () => {
    expect(told(compareBodies('<p>甲</p><video src="/v.mp4"></video>', '<p>甲</p>'))).toEqual([
      'video-removed high',
    ]);
  });
});

describe('what stands once on a page', () => {
  it('a telephone number gone is a contact gone', () => {
    const changes = compareSnapshots(
      snapshotOf(modern(TRANSPLANT)),
      snapshotOf(modern(edit(TRANSPLANT, '电话：021-88881234，', ''))),
      NONE,
    );
    expect(told(changes)).toEqual(['contact-removed high', 'block-edited medium']);
  });

  it('noindex and a new title', () => {
    const html = modern(TRANSPLANT);
    const after = html
      .replace('<head>', '<head><meta name="robots" content="noindex">')
      .replace('器官移植中心 - 东海医院</title>', '东海医院</title>');
    expect(told(compareSnapshots(snapshotOf(html), snapshotOf(after), NONE))).toEqual([
      'noindex-added high',
      'title-changed medium',
    ]);
  });

  it('the order to keep no copies, beside the one to search engines and by itself', () => {
    const html = modern(TRANSPLANT);
    const meta = (content: string): Snapshot =>
      snapshotOf(html.replace('<head>', `<head><meta name="robots" content="${content}">`));
    expect(told(compareSnapshots(snapshotOf(html), meta('NOARCHIVE, noindex'), NONE))).toEqual([
      'noindex-added high',
      'archive-excluded high',
    ]);
    expect(told(compareSnapshots(meta('noindex'), meta('noindex,noarchive'), NONE))).toEqual([
      'archive-excluded high',
    ]);
    const header = snapshotOf(html, { headers: ['X-Robots-Tag: noarchive'] });
    expect(told(compareSnapshots(snapshotOf(html), header, NONE))).toEqual([
      'archive-excluded high',
    ]);
  });

  it('noindex sent as a header', () => {
    const html = modern(TRANSPLANT);
    const after = snapshotOf(html, { headers: ['X-Robots-Tag: noindex'] });
    expect(told(compareSnapshots(snapshotOf(html), after, NONE))).toEqual(['noindex-added high']);
  });

  it('the registration number', () => {
    const html = modern(TRANSPLANT);
    const after = html.replace('京ICP备12345678号-1', '沪ICP备87654321号-1');
    const changes = compareSnapshots(snapshotOf(html), snapshotOf(after), NONE);
    expect(told(changes)[0]).toBe('icp-number-changed high');
  });

  it('the server’s address is mere context', () => {
    const html = modern(TRANSPLANT);
    const after = snapshotOf(html, { remoteAddress: '198.51.100.9:443' });
    expect(told(compareSnapshots(snapshotOf(html), after, NONE))).toEqual(['ip-changed info']);
  });
});

describe('no alarm is raised by', () => {
  const loud = (changes: readonly Change[]): readonly Change[] =>
    changes.filter(
      (one) => one.severity === 'high' || one.severity === 'critical' || one.severity === 'medium',
    );

  it.each<[string, string, string]>([
    ['the same page', modern(TRANSPLANT), modern(TRANSPLANT)],
    [
      'counters and clocks',
      modern(
        edit(TRANSPLANT, '<h1>', '<p>今天是2026年11月21日 星期六</p><p>浏览次数：1234</p><h1>'),
      ),
      modern(
        edit(TRANSPLANT, '<h1>', '<p>今天是2026年11月22日 星期日</p><p>浏览次数：1290</p><h1>'),
      ),
    ],
    [
      'full width and spacing',
      modern(TRANSPLANT),
      modern(edit(TRANSPLANT, '1,200例', '１，２００ 例')),
    ],
    [
      'text that moved',
      '<p>肝移植介绍一段文字</p><p>肾移植介绍另一段文字</p>',
      '<p>肾移植介绍另一段文字</p><p>肝移植介绍一段文字</p>',
    ],
    [
      'a new paragraph',
      modern(TRANSPLANT),
      modern(edit(TRANSPLANT, '<h1>', '<p>欢迎关注本院公众平台</p><h1>')),
    ],
  ])('%s', (_, before, after) => {
    expect(loud(compareSnapshots(snapshotOf(before), snapshotOf(after), NONE))).toEqual([]);
  });

  it('a footer redesign, though it moves a third of the text', () => {
    const footer = (names: readonly string[]) =>
      `<footer>${names.map((name) => `<p>${name.repeat(4)}</p>`).join('')}<a href="/${names.length}">${names[0]}</a></footer>`;
    const before = modern(TRANSPLANT).replace(
      /<footer>.*<\/footer>/s,
      footer(['友情链接与合作单位', '地址交通与乘车路线']),
    );
    const after = modern(TRANSPLANT).replace(
      /<footer>.*<\/footer>/s,
      footer(['网站地图', '关注我们', '常用工具']),
    );
    const changes = compareSnapshots(snapshotOf(before), snapshotOf(after), NONE);
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.filter((one) => one.severity === 'high' || one.severity === 'critical')).toEqual(
      [],
    );
  });

  it('what the watch ignores, while a claim inside it is still looked for', () => {
    const ignored = (html: string): Snapshot => {
      const snapshot = snapshotOf(html);
      const reading = snapshot.reading;
      return reading === null
        ? snapshot
        : { ...snapshot, reading: { ...reading, ignored: ['html > body > div'] } };
    };
    const before = ignored('<div><p>等待时间两周</p><a href="/x.html">更多</a></div><p>甲</p>');
    const after = ignored('<div><p>乙</p></div><p>甲</p>');
    expect(told(compareSnapshots(before, after, NONE))).toEqual([]);
    const claims = [{ id: 'k1', text: '等待时间两周' }];
    expect(told(compareSnapshots(before, after, { terms: [], claims }))).toEqual([
      'claim-absent critical',
    ]);
  });

  it('a switch between scripts, which is one change', () => {
    const before = '<p>器官移植中心介绍</p><p>肾移植等待时间</p><p>联系专家门诊</p>';
    const after = '<p>器官移植中心介紹</p><p>腎移植等待時間</p><p>聯繫專家門診</p>';
    expect(told(compareSnapshots(snapshotOf(before), snapshotOf(after), NONE))).toEqual([
      'script-switch medium',
    ]);
  });
});

it('every change says what was seen, in one sentence, and where', () => {
  const after = snapshotOf(modern({ title: '新标题', body: '<p>全新的内容</p>' }));
  const changes = compareSnapshots(snapshotOf(modern(TRANSPLANT)), after, NONE);
  expect(changes.length).toBeGreaterThan(3);
  for (const change of changes) {
    expect(change.summary).toMatch(/\S.*[.”]$/);
    expect(change.where).not.toBe('');
  }
});
