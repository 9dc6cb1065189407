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
