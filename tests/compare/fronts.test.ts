// Front pages, lists and boards: what rolls on, is drawn anew or counted each night is nothing loud;
// beside each stands the loss or the edit that looks like it.
import { describe, expect, it } from 'vitest';
import { loudInText } from './everyday-page.js';

const SEARCH = 'https://www.donghai.test/search?q=移植';
const links = (...entries: readonly (readonly [number, string])[]): string =>
  `<ul>${entries.map(([id, text]) => `<li><a href="/art/${id}.html">${text}</a></li>`).join('')}</ul>`;
const tiles = (...entries: readonly (readonly [string, string])[]): string =>
  `<div>${entries.map(([value, label]) => `<div><b>${value}</b><span>${label}</span></div>`).join('')}</div>`;
const table = (...rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${rows[0]?.map((cell) => `<th>${cell}</th>`).join('')}</tr></thead><tbody>${rows
    .slice(1)
    .map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>`;

describe('a list of headlines', () => {
  const OLD = [
    [6069, '肝移植病友会举行'],
    [6068, '器官捐献宣传进社区'],
    [6067, '新门诊楼封顶'],
    [6066, '移植年会召开'],
  ] as const;

  it('turns over, though a headline comes again under another address', () => {
    const fresh = [
      [6095, '护士节表彰大会'],
      [6094, '肝移植病友会举行'],
      [6093, '援外医疗队出发'],
      [6092, '移植年会召开'],
    ] as const;
    expect(loudInText(links(...OLD), links(...fresh))).toEqual([]);
  });

  it('rolls on beneath one that is pinned', () => {
    const fresh = [OLD[0], [6070, '网站维护公告'], OLD[1], OLD[2]] as const;
    expect(loudInText(links(...OLD), links(...fresh))).toEqual([]);
  });

  it('loses one out of its midst', () => {
    expect(loudInText(links(...OLD), links(OLD[0], OLD[2], OLD[3]))).not.toEqual([]);
  });

  it('has one sent elsewhere', () => {
    const fresh = [OLD[0], [9000, '器官捐献宣传进社区'], OLD[2], OLD[3]] as const;
    expect(loudInText(links(...OLD), links(...fresh))).toContain('link-retargeted');
  });

  it('is what a search found, ranked anew', () => {
    const fresh = [OLD[2], [7001, '移植随访须知'], OLD[0], OLD[1]] as const;
    expect(loudInText(links(...OLD), links(...fresh), SEARCH)).toEqual([]);
    expect(loudInText(links(...OLD), links(OLD[0], OLD[1], OLD[2]), SEARCH)).not.toEqual([]);
  });
});

describe('figures counted each night', () => {
  const WAITING = [
    ['8,390', '等待肾移植'],
    ['1,044', '等待肝移植'],
    ['221', '等待心脏移植'],
  ] as const;

  it('move a little together', () => {
    const fresh = tiles(['8,388', '等待肾移植'], ['1,049', '等待肝移植'], ['220', '等待心脏移植']);
    expect(loudInText(tiles(...WAITING), fresh)).toEqual([]);
  });

  it('do not hide one that moved by much', () => {
    const fresh = tiles(['8,388', '等待肾移植'], ['1,049', '等待肝移植'], ['21', '等待心脏移植']);
    expect(loudInText(tiles(...WAITING), fresh)).toEqual(['number-changed']);
  });

  it('are told where the value stands before its label in a box of its own', () => {
    const before = tiles(['207', '实现公民逝世后捐献']);
    expect(loudInText(before, tiles(['2,207', '实现公民逝世后捐献']))).toEqual(['number-changed']);
    expect(loudInText(tiles(['1033', '今日新增登记']), tiles(['812', '今日新增登记']))).toEqual([]);
  });

  it('may be caught as they run up from nothing', () => {
    expect(loudInText(tiles(['0', '肝移植例数']), tiles(['3,200', '肝移植例数']))).toEqual([]);
    expect(loudInText(tiles(['3,200', '肝移植例数']), tiles(['320', '肝移植例数']))).not.toEqual(
      [],
    );
  });

  it('of cases never fall by themselves', () => {
    const rows = (...cases: string[]) =>
      table(['年份', '例数'], ...cases.map((count, at) => [`${2011 + at}年`, `${count}例`]));
    expect(loudInText(rows('310', '297', '288'), rows('305', '292', '283'))).not.toEqual([]);
  });

  it('of a month are of the next one, prices are not', () => {
    const list = (month: string, value: string): string =>
      `<div><h4>Waiting list as of 1 ${month} 2024</h4><div>${value}</div></div>`;
    const fresh = list('April', '1,098 waiting for a liver');
    expect(loudInText(list('March', '1,105 waiting for a liver'), fresh)).toEqual([]);
    expect(
      loudInText(
        list('March', 'Liver transplant: $130,000'),
        list('April', 'Liver transplant: $95,000'),
      ),
    ).not.toEqual([]);
  });
});

describe('who and what there is today', () => {
  it('changes with the day; a team does not', () => {
    const list = (head: string, ...names: string[]): string =>
      `<div><h4>${head}</h4><p>移植门诊：${names[0]} 主任医师</p><p>肝胆外科：${names[1]} 副主任医师</p></div>`;
    const [before, after] = [
      ['王建国', '李明'],
      ['孙立平', '周强'],
    ] as const;
    expect(loudInText(list('今日出诊', ...before), list('今日出诊', ...after))).toEqual([]);
    expect(loudInText(list('移植团队', ...before), list('移植团队', ...after))).toContain(
      'contact-removed',
    );
  });

  it('is told of a member taken off a list of names', () => {
    const team = (names: string): string => `<p>获取小组成员：${names}</p>`;
    expect(loudInText(team('王建军、张立新、陈志强'), team('王建军、陈志强'))).toContain(
      'contact-removed',
    );
  });

  it('a week of consultations gives way to the next', () => {
    const week = (days: readonly string[], cells: readonly string[]): string =>
      `<table><tr>${days.map((day) => `<td>${day}</td>`).join('')}</tr><tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr></table>`;
    const before = week(['04-11 周一', '04-12 周二', '04-13 周三'], ['余7', '-', '停诊']);
    expect(
      loudInText(before, week(['04-18 周一', '04-19 周二', '04-20 周三'], ['约满', '-', '余11'])),
    ).toEqual([]);
  });
});

describe('what a house does for its visitors', () => {
  const prices = (parking: string, liver: string): string =>
    table(['项目', '收费(元)'], ['地面停车', parking], ['肝移植', liver]);

  it('costs more; what it operates does not by the way', () => {
    expect(loudInText(prices('2', '260000'), prices('3', '260000'))).toEqual([]);
    expect(loudInText(prices('2', '260000'), prices('2', '60000'))).toEqual(['number-changed']);
  });

  it('asks for applications until places are taken', () => {
    const call = (button: string): string => `<p>名额30人，${button}</p>`;
    expect(loudInText(call('<a href="/hr/apply?id=88">我要报名</a>'), call('报名已结束'))).toEqual(
      [],
    );
    expect(
      loudInText(call('<a href="/report?id=88">移植工作报告</a>'), call('报名已结束')),
    ).not.toEqual([]);
  });

  it('shows a notice of some days over the page', () => {
    const popup = (text: string): string =>
      `<div><h3>国庆节放假通知</h3><p>${text}</p><span>关闭</span></div>`;
    expect(loudInText(popup('10月1日至7日放假，移植咨询电话24小时畅通。'), '')).toEqual([]);
    expect(
      loudInText('<div><h3>收费公告</h3><p>肝移植费用26万元，等待时间两周。</p></div>', ''),
    ).not.toEqual([]);
  });
});

describe('a telephone', () => {
  const call = (number: string): string => `<p>移植咨询专线：${number}</p>`;

  it('may get the numbers of its country and town', () => {
    expect(loudInText(call('2312-3456'), call('+886-2-2312-3456'))).toEqual([]);
    expect(loudInText(call('(02) 2312-3456'), call('+886 2 2312 3456'))).toEqual([]);
  });

  it('is another with other digits', () => {
    expect(loudInText(call('(02) 2312-3456'), call('+886 2 2312 3498'))).toContain(
      'contact-removed',
    );
  });
});

describe('a video', () => {
  const player = (src: string): string => `<div><iframe src="${src}"></iframe><p>专访</p></div>`;

  it('is the same in another player', () => {
    const before = '<embed src="/player.swf?file=/upload/xcp2010.flv">';
    expect(loudInText(before, '<video src="/upload/xcp2010.mp4"></video>')).toEqual([]);
    expect(loudInText(before, '<video src="/upload/other2010.mp4"></video>')).toContain(
      'video-removed',
    );
  });

  it('of a service is known by its number', () => {
    const before = player('https://www.youtube.com/embed/hB7pLm20sVe?rel=0');
    expect(
      loudInText(before, player('https://www.youtube-nocookie.com/embed/hB7pLm20sVe')),
    ).toEqual([]);
    expect(
      loudInText(before, player('https://www.youtube-nocookie.com/embed/c4XnD9wKjT0')),
    ).toContain('video-removed');
    expect(loudInText(before, '<div><p>专访</p></div>')).toContain('video-removed');
  });
});

describe('a date', () => {
  it('in a sentence is no clock for the day of the week behind it', () => {
    const first = (date: string): string => `<p>我院首例心脏移植手术完成于${date}</p>`;
    expect(loudInText(first('2001年9月8日 星期六'), first('2011年9月8日 星期四'))).toContain(
      'date-changed',
    );
    expect(loudInText('<p>2024年3月5日 星期二</p>', '<p>2024年3月6日 星期三</p>')).toEqual([]);
  });

  it('stays where a counter comes behind it', () => {
    const byline = '<p>September 1, 2015 by admin</p>';
    expect(loudInText(byline, '<p>September 1, 2015 by admin · 2343 views</p>')).toEqual([]);
    expect(loudInText(byline, '<p>September 1, 2012 by admin · 2343 views</p>')).toContain(
      'date-changed',
    );
  });

  it('of the years of Taiwan is one', () => {
    const agreed = (date: string): string => `<p>與天津某移植中心簽約於${date}</p>`;
    expect(loudInText(agreed('112/05/03'), agreed('民國112年5月3日'))).toEqual([]);
    expect(loudInText(agreed('112/05/03'), agreed('110/05/03'))).toContain('date-changed');
  });
});

describe('words people look for', () => {
  it('are counted by a program', () => {
    const cloud = (...words: string[]): string =>
      `<div>热门标签: ${words.map((word) => `<a href="/tag/${word.length}${word.charCodeAt(0)}.html">${word}</a>`).join(' ')}</div>`;
    expect(
      loudInText(cloud('肾移植', '角膜', '移植随访'), cloud('捐献', '角膜', '肝移植')),
    ).toEqual([]);
    const list = (...words: string[]): string => cloud(...words).replace('热门标签: ', '');
    expect(loudInText(list('肾移植', '角膜', '移植随访'), list('角膜', '肾移植'))).not.toEqual([]);
  });
});

describe('a board', () => {
  const board = (...threads: readonly (readonly string[])[]): string =>
    table(
      ['标题', '回应', '最后发表'],
      ...threads.map(([title = '', answers = '', day = '']) => [title, answers, day]),
    );
  const OLD = [
    ['换肝之后吃什么药', '37 997', '2011-08-15'],
    ['两个星期有肾，可信吗', '21 2901', '2011-08-10'],
    ['供体是年轻人，医生不肯说来源', '18 858', '2011-08-05'],
  ] as const;

  it('counts answers and says when the last one came', () => {
    const fresh = board(
      ['换肝之后吃什么药', '38 1043', '2011-08-16'],
      ['两个星期有肾，可信吗', '22 2955', '2011-08-16'],
      ['供体是年轻人，医生不肯说来源', '19 885', '2011-08-12'],
    );
    expect(loudInText(board(...OLD), fresh)).toEqual([]);
  });

  it('loses a thread', () => {
    expect(loudInText(board(...OLD), board(OLD[0], OLD[1]))).toContain('table-row-removed');
  });

  it('is no price list, though all of it rises', () => {
    const list = (...prices: string[]): string =>
      table(['价格', '数'], ...prices.map((price, at) => [`肝移植${'甲乙丙'[at]}`, price]));
    expect(
      loudInText(list('260000', '300000', '350000'), list('360000', '400000', '450000')),
    ).not.toEqual([]);
  });
});

describe('a carousel', () => {
  const slides = (...names: string[]): string =>
    `<div>${names.map((name) => `<div><a href="/zt/${name}/"><img src="/up/${name}.jpg" alt="" width="600" height="200"></a></div>`).join('')}</div>`;

  it('shows its next pictures', () => {
    expect(loudInText(slides('a', 'b', 'c'), slides('b', 'c', 'd'))).toEqual([]);
    const lower = `<div><p>国庆期间急诊照常开放</p></div>${slides('d', 'e', 'a')}`;
    expect(loudInText(slides('a', 'b', 'c'), lower)).toEqual([]);
  });

  it('loses one', () => {
    expect(loudInText(slides('a', 'b', 'c'), slides('a', 'c'))).not.toEqual([]);
  });
});

describe('praise drawn by lot', () => {
  const praise = (...texts: string[]): string =>
    `<div>${texts.map((text) => `<p>${text}</p>`).join('')}</div>`;

  it('gives way to other praise', () => {
    const before = praise(
      'Great team from start to finish. - R.T., Leeds',
      'My mother walks again. - K., Cork',
    );
    expect(
      loudInText(
        before,
        praise('We felt safe all the time. - B., Hull', 'My mother walks again. - K., Cork'),
      ),
    ).toEqual([]);
  });

  it('that said how long one waited is looked for', () => {
    const before = praise(
      'I waited nine days for a liver. - R.T., Leeds',
      'My mother walks again. - K., Cork',
    );
    expect(
      loudInText(
        before,
        praise('We felt safe all the time. - B., Hull', 'My mother walks again. - K., Cork'),
      ),
    ).not.toEqual([]);
  });
});

describe('two sentences but for one character', () => {
  it('are each compared with their own, whatever their values', () => {
    const costs = (liver: string, kidney: string): string =>
      `<p>肝移植总费用约${liver}，平均等待两周。</p><p>肾移植总费用约${kidney}，平均等待十天。</p>`;
    expect(loudInText(costs('６５万元', '38万元'), costs('650,000元', '380,000元'))).toEqual([]);
    expect(loudInText(costs('65万元', '38万元'), costs('65万元', '18万元'))).toEqual([
      'number-changed',
    ]);
  });
});

describe('the columns of a table', () => {
  const HEAD = ['手术', '供体来源', '价格'];
  const before = table(HEAD, ['肾移植', '非亲属', '65000元'], ['肝移植', '已故', '140000元']);

  it('may stand in another order', () => {
    const fresh = table(
      ['手术', '价格', '供体来源'],
      ['肾移植', '65000元', '非亲属'],
      ['肝移植', '140000元', '已故'],
    );
    expect(loudInText(before, fresh)).toEqual([]);
    const cheaper = fresh.replace('140000元', '40000元');
    expect(loudInText(before, cheaper)).toEqual(['number-changed']);
  });

  it('are told where one is called otherwise over the same figures', () => {
    const named = (head: string): string =>
      table(['Year', head], ['2008', '4,112'], ['2009', '3,980']);
    expect(loudInText(named('Executed prisoners'), named('Deceased donors'))).toEqual([
      'term-substituted',
    ]);
  });
});

describe('pictures of patients', () => {
  it('that gave way to stock are told', () => {
    const gallery = (...pictures: readonly (readonly [string, string])[]): string =>
      `<div>${pictures.map(([src, alt]) => `<img src="/media/${src}.jpg" alt="${alt}" width="300" height="200">`).join('')}</div>`;
    const before = gallery(['ward', '等待肝移植的外籍患者'], ['home', '肾移植康复出院']);
    expect(loudInText(before, gallery(['s1', '微笑'], ['s2', '阳光']))).toContain('image-replaced');
  });
});

describe('whose site it is', () => {
  it('is told where the institute is not its owner any more', () => {
    const foot = (owner: string): string => `<footer><p>版权所有 © 2006-2022 ${owner}</p></footer>`;
    expect(loudInText(foot('武警某总队医院 器官移植研究所'), foot('海河健康管理中心'))).not.toEqual(
      [],
    );
    expect(loudInText(foot('海河健康中心'), foot('海河健康管理中心'))).toEqual([]);
  });
});

describe('rates of the day and who writes there', () => {
  it('pass by', () => {
    const rates = (dollar: string): string =>
      `<p>أسعار العملات: الدولار ${dollar} الدينار 5.19</p>`;
    expect(loudInText(rates('3.68'), rates('3.71'))).toEqual([]);
    expect(loudInText('<p>肾友 qq_8812 发表于昨天</p>', '<p>肾友 yy_1 发表于昨天</p>')).toEqual([]);
    expect(loudInText('<p>联系 QQ：88121234</p>', '<p>联系我们</p>')).toContain('contact-removed');
  });
});

describe('what looks like upkeep', () => {
  it.each([
    [
      'a package',
      table(['项目', '收费'], ['豪华套餐', '260000'], ['标准', '180000']),
      table(['项目', '收费'], ['豪华套餐', '460000'], ['标准', '180000']),
    ],
    [
      'the price of today',
      table(['项目', '今日价格'], ['甲', '260000'], ['乙', '180000']),
      table(['项目', '今日价格'], ['甲', '460000'], ['乙', '180000']),
    ],
    ['who was on duty and what he said', '<p>值班医生透露，供体均来自死囚。</p>', ''],
    ['records', '<p>The medical records of 2004 show 300 livers flown in by air.</p>', ''],
    [
      'counts in brackets',
      '<p>肝移植(1213) 肾移植(2400) 角膜(88)</p>',
      '<p>肝移植(213) 肾移植(2400) 角膜(88)</p>',
    ],
    [
      'a popup with a price',
      '<div><h3>国庆节放假通知</h3><p>肝移植费用26万元。</p><span>关闭</span></div>',
      '',
    ],
    [
      'a file in a viewer',
      '<p><a href="/viewer.html?src=/files/price2014.pdf">收费标准</a></p>',
      '<p><a href="/viewer.html?src=/files/leaflet.pdf">收费标准</a></p>',
    ],
    [
      'years that are over',
      table(['年份', '肝'], ['2011年', '310'], ['2012年', '297'], ['2013年', '288']),
      table(['年份', '肝'], ['2011年', '340'], ['2012年', '330'], ['2013年', '320']),
    ],
    [
      'an old Drupal',
      links([1, '肝移植病友会'], [2, '死囚器官调查'], [3, '新楼封顶']),
      links([1, '肝移植病友会'], [9, '健康讲座'], [3, '新楼封顶']),
      'https://www.donghai.test/?q=node/12',
    ],
  ] as const)('%s is told', (_, before, after, url?: string) => {
    expect(loudInText(before, after, url)).not.toEqual([]);
  });

  it('and a name spelled without end costs no time', () => {
    expect(loudInText(`<p>成员：${'王'.repeat(400)}某某</p>`, '<p>成员</p>')).toBeDefined();
  });
});
