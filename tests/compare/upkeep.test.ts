// What a webmaster does in good faith is nothing loud; beside each stands the edit that looks like it.
import { describe, expect, it } from 'vitest';
import { loudInText } from './everyday-page.js';

const p = (text: string): string => `<p>${text}</p>`;

describe('an address', () => {
  const OLD = '办公室地址：沈阳市和平区南京北街155号';

  it('may be spelled out', () => {
    const full = p(`${OLD}（第一医院东门对面），欢迎来访`);
    expect(loudInText(p(OLD), full)).toEqual([]);
  });

  it('is withheld', () => {
    expect(loudInText(p(OLD), p('办公地点在预约确认后告知'))).not.toEqual([]);
    const was = p('مكتبنا: شنيانغ، شارع نانجينغ الشمالي 155، الطابق الرابع');
    expect(loudInText(was, p('مكتبنا: شنيانغ، الصين'))).not.toEqual([]);
    const villa = p('Villa 9, Street 42, Al Mansour, third floor');
    expect(loudInText(villa, p('Address given on confirmation'))).not.toEqual([]);
  });

  it('has another number', () => {
    expect(loudInText(p(OLD), p('办公室地址：沈阳市和平区南京北街88号'))).toContain(
      'contact-removed',
    );
  });

  it('is no room of the house', () => {
    const room = (floor: string): string => p(`移植随访门诊：门诊楼${floor}室，周四上午。`);
    expect(loudInText(room('10楼1003'), room('1楼103'))).toEqual([]);
  });
});

describe('tags', () => {
  const tags = (...names: readonly string[]): string =>
    `<p>标签：${names.map((name) => `<a href="/tag/${name}">${name}</a>`).join(' ')}</p>`;
  const chips = (...names: readonly string[]): string =>
    `<ul>${names.map((name) => `<li><a href="/tag/${name}">#${name}</a></li>`).join('')}</ul>`;

  it('become chips in another order', () => {
    expect(loudInText(tags('器官移植', '医院', '法律'), chips('法律', '器官移植', '医院'))).toEqual(
      [],
    );
  });

  it('lose one', () => {
    expect(loudInText(tags('器官移植', '医院', '法律'), chips('法律', '医院'))).not.toEqual([]);
  });
});

describe('under a heading of what comes and goes', () => {
  const box = (head: string, ...lines: readonly string[]): string =>
    `<div><h4>${head}</h4>${lines.map(p).join('')}</div>`;

  it('the next talk and the next vacancy take the place of the last', () => {
    const talk = box('下期讲座', '糖尿病患者的饮食，3月14日周四18时，免费参加。');
    expect(
      loudInText(talk, box('下期讲座', '睡眠与心脏健康，4月18日周四18时，免费参加。')),
    ).toEqual([]);
    const job = box(
      'وظائف شاغرة',
      'مطلوب ممرضون للعناية المركزة، خبرة سنتين. آخر موعد للتقديم 30 أبريل.',
    );
    const next = box(
      'وظائف شاغرة',
      'مطلوب محاسب للقسم المالي، خبرة ثلاث سنوات. آخر موعد للتقديم 15 يونيو.',
    );
    expect(loudInText(job, next)).toEqual([]);
  });

  it('a vacancy of the field is evidence', () => {
    const job = box('招聘信息', '器官移植中心招聘协调员，负责与监狱医院联系供体。');
    expect(loudInText(job, box('招聘信息', '财务科招聘会计，三年以上工作经验。'))).not.toEqual([]);
  });
});

describe('praise', () => {
  const quotes = (...said: readonly string[]): string =>
    `<div>${said.map((text) => `<blockquote>${text}</blockquote>`).join('')}</div>`;
  const OLD = [
    'The nurses were kind and spoke English. Y. S., Osaka',
    'They matched two livers for me in a week. A. B., Haifa',
    'Four days after landing I was well again. R. M., Toronto',
  ];

  it('is drawn by lot', () => {
    const fresh = [OLD[1] ?? '', 'My brother sleeps well again. S. K., Sydney', OLD[2] ?? ''];
    expect(loudInText(quotes(...OLD), quotes(...fresh))).toEqual([]);
  });

  it('says something else over the same name', () => {
    const fresh = [OLD[0] ?? '', 'A very professional team. A. B., Haifa', OLD[2] ?? ''];
    expect(loudInText(quotes(...OLD), quotes(...fresh))).not.toEqual([]);
  });
});

describe('a value beside its term', () => {
  const terms = (...pairs: readonly (readonly [string, string])[]): string =>
    `<dl>${pairs.map(([term, value]) => `<dt>${term}</dt><dd>${value}</dd>`).join('')}</dl>`;

  it('is read with it, unit and all', () => {
    const was = terms(['Deposit to match', '2–7 days'], ['Match to surgery', '48 hours']);
    const is = terms(['Deposit to match', '6–18 months'], ['Match to surgery', 'varies']);
    expect(loudInText(was, is)).toContain('number-changed');
  });
});

describe('a paragraph behind a button', () => {
  const first = '项目始于2003年，与武警医院合作。';
  const second = '病人五人一组前来，两周后离开。';

  it('is told of nothing when its second sentence unfolds', () => {
    const is = `<p>${first}</p><button>展开全文</button><div>${second}</div>`;
    expect(loudInText(p(first + second), is)).toEqual([]);
  });

  it('is told of when the sentence is gone', () => {
    expect(loudInText(p(first + second), `<p>${first}</p><button>展开全文</button>`)).not.toEqual(
      [],
    );
  });
});

describe('a total since the beginning of a year', () => {
  const card = (until: string, count: string): string =>
    p(`عدد بطاقات التبرع المسجلة منذ بداية عام 2024 حتى ${until}: <b>${count}</b> بطاقة`);

  it('grows with its day', () => {
    expect(loudInText(card('29 فبراير', '3,218'), card('31 مارس', '4,760'))).toEqual([]);
  });

  it('does not fall', () => {
    expect(loudInText(card('29 فبراير', '3,218'), card('31 مارس', '1,760'))).not.toEqual([]);
  });
});

describe('a figure of the moment', () => {
  it.each([
    [
      'who is there',
      'As of today, 27 patients from 9 countries are at our centre.',
      'As of today, 24 patients from 8 countries are at our centre.',
    ],
    [
      'how long a search took',
      '关键词“器官移植”共找到1,387条结果（用时0.021秒）',
      '关键词“器官移植”共找到1,392条结果（用时0.034秒）',
    ],
    [
      'how often an answer was read',
      '已有1,204人浏览 有用(87) 医生在线时间：08:00-17:30',
      '已有1,377人浏览 有用(93) 医生在线时间：08:00-17:30',
    ],
    [
      'how many answers there are',
      '父亲想做移植要等多久？3个回答',
      '父亲想做移植要等多久？4个回答',
    ],
    [
      'how long ago somebody wrote',
      'أبو فهد منذ يومين: أخي زرع كلية هناك بعد أسبوع واحد.',
      'أبو فهد منذ أسبوع: أخي زرع كلية هناك بعد أسبوع واحد.',
    ],
    [
      'who likes a post',
      '@TransplantAsia · 2h — Happy Eid to our patients! ♥ 31',
      '@TransplantAsia · 6d — Happy Eid to our patients! ♥ 58',
    ],
    [
      'when a doctor is in',
      '李主任，肝移植专家，每周二、周四上午出诊。',
      '李主任，肝移植专家，每周三、周五上午出诊。',
    ],
    ['booked at a doctor', '肝移植门诊 王医师 已掛12人', '肝移植门诊 王医师 額滿'],
  ])('passes by: %s', (_, before, after) => {
    expect(loudInText(p(before), p(after))).toEqual([]);
  });

  it.each([
    ['a wait', '肝移植等待时间2h30m', '肝移植等待时间4h30m'],
    [
      'a count of now that fell by half',
      'Currently 27 patients from Japan are at our centre.',
      'Currently 7 patients from Japan are at our centre.',
    ],
    [
      'a wait among comments',
      'أبو فهد منذ يومين: أخي زرع كلية هناك بعد أسبوع واحد.',
      'أبو فهد منذ يومين: أخي زرع كلية هناك بعد أشهر طويلة.',
    ],
    [
      'a price with a heart',
      'Matched donor found, $85,000 all in ♥ 204',
      'Matched donor found, $8,000 all in ♥ 204',
    ],
    [
      'a day of surgery',
      '手术日期：2006年3月12日，供体已到院。',
      '手术日期：2006年3月21日，供体已到院。',
    ],
  ])('is told: %s', (_, before, after) => {
    expect(loudInText(p(before), p(after))).not.toEqual([]);
  });
});

describe('a day without its year', () => {
  it('moves on with what it is of', () => {
    const was = p('Closing date for applications: 30 April');
    expect(loudInText(was, p('Closing date for applications: 15 June'))).toEqual([]);
  });

  it('is a date all the same', () => {
    const was = p('The donor was executed on 12 March, the transplant done on 13 March.');
    const is = p('The donor was executed on 12 March, the transplant done on 20 March.');
    expect(loudInText(was, is)).toContain('date-changed');
    const arabic = (day: string): string =>
      p(`أجريت عملية زراعة الكبد في ${day} مارس بحضور الوسيط.`);
    expect(loudInText(arabic('12'), arabic('20'))).toContain('date-changed');
  });
});

describe('a cell of words', () => {
  const table = (what: string): string =>
    `<table><caption>历届学习班（2004年春）</caption><tr><td>3月7日</td><td>胆道外科进展</td></tr><tr><td>3月14日</td><td>${what}</td></tr><tr><td>3月21日</td><td>医学统计</td></tr></table>`;

  it('says something else of the field', () => {
    expect(loudInText(table('刑场现场供肝快速切取技术'), table('供肝快速切取技术'))).toContain(
      'term-substituted',
    );
  });

  it('is of another subject', () => {
    expect(loudInText(table('麻醉与镇痛的新进展'), table('麻醉与镇痛新进展'))).toEqual([]);
  });
});

describe('the thread beneath a page', () => {
  const thread = (...said: readonly string[]): string =>
    `<h4>评论（${said.length}）</h4><ol>${said.map((text) => `<li>网友：${text}</li>`).join('')}</ol>`;
  const WITNESS = '我在那层楼干过，半夜送来的器官，第二天就做移植。';

  it('pushes its oldest out', () => {
    const was = thread('谢谢医生', '祝早日康复', WITNESS);
    expect(loudInText(was, thread('请问医保报多少', '谢谢医生', '祝早日康复'))).toEqual([]);
  });

  it('loses what a witness wrote', () => {
    const was = thread('谢谢医生', WITNESS, '祝早日康复');
    expect(loudInText(was, thread('谢谢医生', '祝早日康复', '请问医保报多少'))).not.toEqual([]);
  });
});

describe('when a page was published', () => {
  const page = (date: string, ...entries: readonly (readonly [number, string])[]): string =>
    `<p>发布时间：${date} 来源：宣传科 浏览次数：3991</p><ul>${entries.map(([id, text]) => `<li><a href="/n/${id}.html">${text}</a></li>`).join('')}</ul>`;
  const OLD = [
    [33, '护士节表彰大会召开 2024-03-04'],
    [32, '新门诊楼封顶 2024-02-27'],
    [31, '援外医疗队出发 2024-02-20'],
  ] as const;

  it('moves on with a list', () => {
    const is = page('2024-03-11', [34, '医院召开职代会 2024-03-11'], OLD[0], OLD[1]);
    expect(loudInText(page('2024-03-04', ...OLD), is)).toEqual([]);
  });

  it('is told of where nothing came in', () => {
    expect(loudInText(page('2024-03-04', ...OLD), page('2024-03-11', ...OLD))).toContain(
      'date-changed',
    );
  });
});

describe('data set in another form', () => {
  const table = (...rows: readonly (readonly string[])[]): string =>
    `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;
  const cards = (...rows: readonly (readonly string[])[]): string =>
    `<div>${rows.map(([name, ...lines]) => `<div><h4>${name}年</h4>${lines.map(p).join('')}</div>`).join('')}</div>`;
  const YEARS = [
    ['年度', '肝移植', '肾移植'],
    ['2002', '78例', '203例'],
    ['2003', '189例', '251例'],
    ['2004', '507例', '288例'],
  ] as const;
  const PRICES = [
    ['肾移植', '36万元', '1～2周'],
    ['肝移植', '70万元', '2～4周'],
    ['角膜移植', '20万元', '随到随做'],
  ] as const;
  const list = (...prices: readonly (readonly string[])[]): string =>
    `<ul>${prices.map(([what, price, wait]) => `<li>${what}：${price}，等待${wait}</li>`).join('')}</ul>`;

  it('a table becomes cards', () => {
    const made = (liver: string): string =>
      cards(
        ['2002', '肝移植 78例', '肾移植 203例'],
        ['2003', '肝移植 189例', '肾移植 251例'],
        ['2004', `肝移植 ${liver}`, '肾移植 288例'],
      );
    expect(loudInText(table(...YEARS), made('507例'))).toEqual([]);
    expect(loudInText(table(...YEARS), made('207例'))).toContain('number-changed');
  });

  it('a list becomes a table', () => {
    expect(loudInText(list(...PRICES), table(['项目', '费用', '等待'], ...PRICES))).toEqual([]);
    const dearer = PRICES.map(([what, price, wait]) => [
      what,
      price === '70万元' ? '17万元' : price,
      wait,
    ]);
    expect(loudInText(list(...PRICES), table(['项目', '费用', '等待'], ...dearer))).not.toEqual([]);
  });

  it('a row is left out on the way', () => {
    const rows = [
      ['أ. ع. – السعودية', 'زراعة كبد', '12/4/2006'],
      ['م. ح. – الكويت', 'زراعة كلية', '19/4/2006'],
      ['خ. س. – مصر', 'زراعة كبد', '3/5/2006'],
    ];
    const items =
      '<ul><li>أ. ع. (السعودية): زراعة كبد، 12 أبريل 2006</li><li>خ. س. (مصر): زراعة كبد، 3 مايو 2006</li></ul>';
    expect(loudInText(table(...rows), items)).toContain('table-row-removed');
  });
});

describe('the hand of an editor', () => {
  it.each([
    [
      'numerals',
      '截至二〇〇六年底完成肝移植1.2万例，外籍患者占三成。',
      '截至2006年底完成肝移植12,000例，外籍患者占30%。',
    ],
    [
      'a title',
      'الفريق: د. سامر الحلبي (منسق المرضى العرب)، د. لي وي (جراح الكبد).',
      'الفريق: الدكتور سامر الحلبي (منسق المرضى العرب)، الدكتور لي وي (جراح الكبد).',
    ],
    ['a currency', 'زراعة كلية: 70 ألف $', 'زراعة كلية: 70,000 دولار'],
    [
      'an abbreviation',
      '本中心隶属武警某总队医院，是器官移植重点学科。',
      '本中心隶属中国人民武装警察部队某总队医院，是器官移植重点学科。',
    ],
    [
      'a hyphen',
      'The vice minister said most organs are from executed prisoners.',
      'The vice-minister added that most organs are from executed prisoners.',
    ],
    [
      'office hours',
      'مكتب المرضى. الدوام: الأحد – الخميس 8 ص – 4 م.',
      'مكتب المرضى. أوقات الدوام: من الأحد إلى الخميس من 9 صباحًا إلى 5 مساءً.',
    ],
    [
      'bullets',
      'Our package covers hospital fees, the donor fee, HLA and cross-match tests, and airport transfers.',
      'Our package covers:</p><ul><li>hospital fees</li><li>the donor fee</li><li>HLA and cross-match tests</li><li>airport transfers</li></ul><p>',
    ],
  ])('puts %s otherwise', (_, before, after) => {
    expect(loudInText(p(before), p(after))).toEqual([]);
  });

  it.each([
    [
      'a share',
      '截至2006年底完成肝移植1.2万例，外籍患者占三成。',
      '截至2006年底完成肝移植1.2万例，外籍患者占一成。',
    ],
    [
      'a surgeon',
      'تُجرى العمليات على يد البروفسور لين تشونغ هاي، وبالتنسيق مع مكتبنا في جدة.',
      'تُجرى العمليات على يد نخبة من الأطباء، وبالتنسيق مع مكتبنا في جدة.',
    ],
    [
      'who it belongs to',
      '本中心隶属武警某总队医院，是器官移植重点学科。',
      '本中心隶属某总队医院，是器官移植重点学科。',
    ],
    [
      'an item',
      'Our package covers hospital fees, the donor fee, HLA and cross-match tests, and airport transfers.',
      'Our package covers:</p><ul><li>hospital fees</li><li>HLA and cross-match tests</li><li>airport transfers</li></ul><p>',
    ],
    [
      'who is quoted',
      '他说：“供体都来自死刑犯。”</p><p>—— 卫生部副部长黄洁夫，2005年7月，马尼拉',
      '他说：“供体都来自死刑犯。”</p><p>—— 一位不愿具名的官员',
    ],
    [
      'a heading',
      '</p><h3>供体来自死囚</h3><p>我院供体质量有保证。',
      '</p><h3>供体问题</h3><p>我院供体质量有保证。',
    ],
    ['a registration', '公司统一编号28451907，负责人陈志豪', '公司负责人'],
  ])('takes away %s', (_, before, after) => {
    expect(loudInText(p(before), p(after))).not.toEqual([]);
  });
});

describe('a picture that leads to a page', () => {
  const linked = (n: number, words: string, size = 'width="900" height="220"'): string =>
    `<p><a href="/zt/${n}/"><img src="/up/${n}.jpg" alt="${words}" ${size}></a></p>`;
  const shown = (n: number, words: string): string =>
    `<p><img src="/up/${n}.jpg" alt="${words}" width="500" height="375"></p>`;

  it('is a campaign that is over', () => {
    expect(loudInText(linked(1, '热烈庆祝国庆'), linked(2, '聚焦两会'))).toEqual([]);
  });

  it('is evidence by what it says, or where it leads nowhere', () => {
    const was = linked(1, '国际移植收费标准', 'width="400" height="300"');
    expect(loudInText(was, linked(2, '聚焦两会', 'width="400" height="300"'))).not.toEqual([]);
    expect(loudInText(shown(1, '病房一角'), shown(2, '花园'))).toContain('image-replaced');
  });

  it('takes turns at the head of a page', () => {
    const slide = (n: number, words: string): string =>
      `<div><img src="/upload/slide/s${n}.png" alt="${words}" width="960" height="320"></div>`;
    expect(loudInText(slide(11, '国际友人康复出院'), slide(13, '多学科会诊'))).toEqual([]);
    expect(loudInText(slide(11, '供体充足'), slide(13, '多学科会诊'))).not.toEqual([]);
    expect(loudInText(slide(11, '收费标准'), slide(13, '多学科会诊'))).not.toEqual([]);
  });
});

describe('lists of what else to read', () => {
  const lists = (related: string, newest: string): string =>
    `<div><h3>相关文章</h3><ul>${related}</ul><h3>最新录用</h3><ul>${newest}</ul></div>`;
  const items = (...texts: readonly string[]): string =>
    texts.map((text) => `<li>${text}</li>`).join('');

  it('are drawn anew under each of their headings', () => {
    const was = lists(
      items('儿童活体肝移植', '心脏死亡供肝的评估'),
      items('无缺血移植的单中心经验', '异种移植伦理'),
    );
    const is = lists(
      items('儿童活体肝移植', '心脏死亡供肝的评估'),
      items('异种移植伦理', '机器灌注进展'),
    );
    expect(loudInText(was, is)).toEqual([]);
  });

  it('are told of when one grows shorter', () => {
    const was = lists(items('儿童活体肝移植', '死囚供肝的评估'), items('异种移植伦理'));
    expect(loudInText(was, lists(items('儿童活体肝移植'), items('异种移植伦理')))).not.toEqual([]);
  });
});

describe('a list of dated headlines', () => {
  const news = (...entries: readonly (readonly [string, string])[]): string =>
    `<h2>新闻</h2><ul>${entries.map(([day, text]) => `<li><a href="/n/2018/${day}.html">${text}</a><span>${day}</span></li>`).join('')}</ul>`;
  const OLD = [
    ['08-19', '医师节庆祝活动'],
    ['08-06', '全院消防演练'],
    ['07-22', '外籍患者送来锦旗'],
    ['07-15', '移植病友健康讲座'],
    ['07-02', '移植医院新楼封顶'],
  ] as const;

  it('may have less room when it moves on', () => {
    expect(loudInText(news(...OLD), news(['09-03', '义诊进社区'], OLD[0], OLD[1], OLD[2]))).toEqual(
      [],
    );
  });

  it('does not lose entries out of its midst, nor without a newer one', () => {
    expect(
      loudInText(news(...OLD), news(['09-03', '义诊进社区'], OLD[0], OLD[1], OLD[4])),
    ).not.toEqual([]);
    expect(loudInText(news(...OLD), news(OLD[0], OLD[1], OLD[2]))).not.toEqual([]);
  });
});

describe('a misspelled word', () => {
  it('is put right beside a number', () => {
    const was = p('We have assisted more than 300 pateints to recieve a new kidney from donors.');
    const is = p('We have assisted more than 300 patients to receive a new kidney from donors.');
    expect(loudInText(was, is)).toEqual([]);
    const other = p(
      'We have assisted more than 300 hospitals to receive a new kidney from donors.',
    );
    expect(loudInText(was, other)).not.toEqual([]);
  });
});

describe('the sums of a table', () => {
  const table = (april: string, sum: string, march = '24'): string =>
    `<table><tr><th>月份</th><th>肾移植</th></tr><tr><td>2月</td><td>17</td></tr><tr><td>3月</td><td>${march}</td></tr><tr><td>4月</td><td>${april}</td></tr><tr><td>累计</td><td>${sum}</td></tr></table>`;

  it('grow by the month that came in', () => {
    expect(loudInText(table('-', '41'), table('19', '60'))).toEqual([]);
  });

  it('grow by no other', () => {
    expect(loudInText(table('-', '41'), table('19', '80'))).toContain('number-changed');
    expect(loudInText(table('-', '41'), table('19', '50', '14'))).toContain('number-changed');
    expect(loudInText(table('-', '41'), table('-', '31'))).toContain('number-changed');
  });
});

describe('the days of a roster', () => {
  const head = (days: string): string => `<h4>器官移植科专家门诊（${days}）</h4>`;

  it('are those of the next week', () => {
    expect(loudInText(head('4月8日—4月14日'), head('4月15日—4月21日'))).toEqual([]);
  });

  it('are no days of surgery', () => {
    const was = p('供体手术（4月8日—4月14日）已完成肝移植。');
    expect(loudInText(was, p('供体手术（4月15日—4月21日）已完成肝移植。'))).not.toEqual([]);
  });
});

describe('a column of what is read most', () => {
  const hot = (...entries: readonly (readonly [string, string])[]): string =>
    `<div><h3>点击排行</h3><ol>${entries.map(([id, text]) => `<li><a href="/xw/${id}.html">${text}</a></li>`).join('')}</ol></div>`;
  const OLD = [
    ['1204', '我院一年完成肾移植512例居全国前列'],
    ['0811', '体检中心夏季优惠套餐'],
    ['0315', '外籍患者在我院康复'],
  ] as const;

  it('is ranked anew', () => {
    expect(loudInText(hot(...OLD), hot(OLD[1], OLD[2], ['0901', '秋季义诊活动']))).toEqual([]);
  });

  it('has a headline written anew', () => {
    const fresh = [OLD[1], ['1204', '我院泌尿外科工作再上新台阶'], OLD[2]] as const;
    expect(loudInText(hot(...OLD), hot(...fresh))).not.toEqual([]);
  });
});

describe('the story of a patient', () => {
  const story = (name: string, text: string): string =>
    `<div><h4>患者故事</h4><p><b>${name}</b>：${text}</p></div>`;

  it('is another one', () => {
    const was = story('林先生', '因尿毒症透析三年，来院后恢复良好，现已重返岗位。');
    expect(loudInText(was, story('高女士', '先天性疾病术后两年，如今每天坚持晨练。'))).toEqual([]);
  });

  it('is told otherwise', () => {
    const was = story('林先生', '因尿毒症来院，等了四天便做手术，第一个肾不好，又换了一个。');
    expect(loudInText(was, story('林先生', '因尿毒症来院，手术后恢复良好。'))).not.toEqual([]);
  });
});

describe('the menu of a house that transplants', () => {
  const menu = (...names: readonly string[]): string =>
    `<nav><ul>${names.map((name) => `<li><a href="/${name}/">${name}</a></li>`).join('')}</ul></nav>`;
  const OLD = ['首页', '医院概况', '器官移植科', '专家介绍', '联系我们'];

  it('loses the entry all the same when others come in', () => {
    const fresh = menu('首页', '医院概况', '专家介绍', '健康科普', '互联网医院', '联系我们');
    expect(loudInText(menu(...OLD), fresh)).toContain('nav-delisted');
  });
});

describe('what looks like upkeep and takes evidence away', () => {
  it.each([
    [
      'rows of words left out as a table becomes cards',
      '<table><tr><td>项目</td><td>费用</td><td>等待时间</td></tr><tr><td>肝移植</td><td>26万元</td><td>2周</td></tr><tr><td>肾移植</td><td>12万元</td><td>1周</td></tr><tr><td>心脏移植</td><td>40万元</td><td>3周</td></tr><tr><td>供体来源</td><td>死刑犯</td><td>军区医院提供</td></tr><tr><td>主刀医师</td><td>沈中阳</td><td>朱志军</td></tr></table>',
      '<div><p>肝移植</p><p>费用 26万元</p><p>等待 2周</p><p>肾移植</p><p>费用 12万元</p><p>等待 1周</p><p>心脏移植</p><p>费用 40万元</p><p>等待 3周</p></div>',
    ],
    [
      'the head of a table that becomes cards',
      '<table><tr><td>项目（供体均为死刑犯）</td><td>费用</td><td>等待时间</td></tr><tr><td>肝移植</td><td>26万元</td><td>2周</td></tr><tr><td>肾移植</td><td>12万元</td><td>1周</td></tr><tr><td>心脏移植</td><td>40万元</td><td>3周</td></tr></table>',
      '<div><p>肝移植</p><p>费用 26万元</p><p>等待 2周</p><p>肾移植</p><p>费用 12万元</p><p>等待 1周</p><p>心脏移植</p><p>费用 40万元</p><p>等待 3周</p></div>',
    ],
    [
      'the source in every row of a table that becomes cards',
      '<table><tr><td>年份</td><td>手术</td></tr><tr><td>2012年</td><td>死囚供体120例</td></tr><tr><td>2013年</td><td>死囚供体140例</td></tr><tr><td>2014年</td><td>死囚供体160例</td></tr></table>',
      '<div><p>2012年</p><p>自愿捐献120例</p><p>2013年</p><p>自愿捐献140例</p><p>2014年</p><p>自愿捐献160例</p></div>',
    ],
    [
      'the surgeons of a list that becomes a table',
      '<ul><li>肝移植：600例，主刀沈中阳</li><li>肾移植：900例，主刀朱志军</li></ul>',
      '<table><tr><td>项目</td><td>数量</td></tr><tr><td>肝移植</td><td>600例，主刀医师团队</td></tr><tr><td>肾移植</td><td>900例，主刀医师团队</td></tr></table>',
    ],
    [
      'a wait before a colon',
      '<p>زراعة الكبد بعد انتظار منذ اسبوعين: السعر 120000 دولار</p>',
      '<p>زراعة الكبد بعد انتظار منذ سنتين: السعر 120000 دولار</p>',
    ],
    [
      'an offer without its price, in Arabic',
      '<div><h3>عروض السفر للعلاج</h3><p>كبد جديد في الصين بسعر 120000 دولار خلال اسبوعين</p></div>',
      '<div><h3>عروض السفر للعلاج</h3><p>اتصل بنا لمعرفة المزيد</p></div>',
    ],
    [
      'an offer without its price',
      '<div><h3>Liver deals</h3><p>Tianjin: 120,000 USD, surgery within 2 weeks.</p></div>',
      '<div><h3>Liver deals</h3><p>Call us for details today.</p></div>',
    ],
    [
      'a file that moved to another house',
      '<p><a href="https://www.donghai.test/files/2014/price.pdf">器官移植价格表</a></p>',
      '<p><a href="https://static.other-host.example/files/2014/price.pdf">器官移植价格表</a></p>',
    ],
    [
      'another file of the same viewer',
      '<p><a href="/files/view.pdf?v=1201">器官移植年报</a></p>',
      '<p><a href="/files/view.pdf?v=3305">器官移植年报</a></p>',
    ],
    [
      'who was treated, under a masked name',
      '<ul><li>王○明 肝移植 26万元</li><li>李○ 肾移植 12万元</li></ul>',
      '<ul><li>张○明 感谢信</li><li>赵○ 感谢信</li></ul>',
    ],
    [
      'a donor under a masked name',
      '<ul><li>供体：张○，男，28岁，法轮功学员</li><li>供体：李○，女，30岁</li></ul>',
      '<ul><li>捐献：赵○，男</li><li>捐献：钱○，女</li></ul>',
    ],
    [
      'the hour an organ was taken',
      '<p>تم نقل الكبد خلال 5 ص من السجن</p>',
      '<p>تم نقل الكبد خلال 9 ص من السجن</p>',
    ],
    [
      'a picture of a contract in a folder of slides',
      '<img src="/upload/focus/2014051.jpg" width="500" height="400" alt="我院与顺天堂医院合作签约">',
      '',
    ],
    [
      'a team in a strip',
      '<img src="/up/201405/surgery.jpg" width="900" height="300" alt="肝移植手术团队合影">',
      '',
    ],
    [
      'a strip without words',
      '<img src="/up/201405/pricelist.jpg" width="800" height="300" alt="">',
      '',
    ],
    [
      'a source beside places that are taken',
      '<p>肾移植名额满额后顺延，供体由法院提供，韩国病人优先。</p>',
      '<p>肾移植名额满额后顺延，供体由红会提供，本地病人优先。</p>',
    ],
    [
      'two headlines of evidence for one of the day',
      '<h3>通知</h3><ul><li><a href="/5.html">五例肝移植</a> 2014-05-05</li><li><a href="/4.html">护士节</a> 2014-05-04</li><li><a href="/3.html">义诊</a> 2014-05-03</li><li><a href="/2.html">我院从军方获取供体</a> 2014-05-02</li><li><a href="/1.html">一日五例供肝来自法院</a> 2014-05-01</li></ul>',
      '<h3>通知</h3><ul><li><a href="/6.html">党会</a> 2014-05-06</li><li><a href="/5.html">五例肝移植</a> 2014-05-05</li><li><a href="/4.html">护士节</a> 2014-05-04</li><li><a href="/3.html">义诊</a> 2014-05-03</li></ul>',
    ],
    [
      'waits given to other organs',
      '<p>肝移植：13万美元。等待时间两周。</p><p>肾移植：6万美元。等待时间一周。</p>',
      '<p>肝移植：13万美元。等待时间一周。</p><p>肾移植：6万美元。等待时间两周。</p>',
    ],
    [
      'how many foreign surgeons watched',
      '<p>手术观看人数：120人，均为外国医师。</p>',
      '<p>手术观看人数：20人，均为外国医师。</p>',
    ],
    [
      'prices in a line of hours',
      '<p>门诊时间：周三上午，韩国患者手术费13万美元，两周内完成。</p>',
      '',
    ],
    [
      'surgeons in a line of hours',
      '<p>门诊时间：周一上午沈中阳，周二朱志军，周三郑虹，周四高伟，周五蔡金贞</p>',
      '',
    ],
    [
      'how many come from a court',
      '<p>目前已有25名供者来自本地法院</p>',
      '<p>目前已有20名供者来自本地法院</p>',
    ],
    [
      'a partner in a heading',
      '<h3>与日本顺天堂医院合作开展肝移植</h3><p>详见下文。</p>',
      '<h3>国内肝移植的发展</h3><p>详见下文。</p>',
    ],
    [
      'a sentence that is taken back',
      '<p>韩国患者到我院两周内可以手术</p>',
      '<p>韩国患者到我院两周内可以手术，这种说法不是事实</p>',
    ],
    [
      'a booking that is denied',
      '<p>外国患者可预约肝脏手术，随到随做。</p>',
      '<p>外国患者不可预约肝脏手术，不能随到随做。</p>',
    ],
    [
      'a talk with figures',
      '<div><h4>Upcoming seminars</h4><p>Prof. Zheng Shusen: 500 livers in one year, 12 May 2014.</p></div>',
      '<div><h4>Upcoming seminars</h4><p>Nursing seminar, 12 May 2015.</p></div>',
    ],
  ])('is told: %s', (_, before, after) => {
    expect(loudInText(before, after)).not.toEqual([]);
  });
});
