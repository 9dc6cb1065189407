// Words and numbers that mean the same come out the same, in every script of the pages.
import { describe, expect, it } from 'vitest';
import { findContacts } from '../../src/compare/contacts.js';
import { withoutNoise } from '../../src/compare/noise.js';
import { datesIn, labelledQuantities } from '../../src/compare/numbers.js';
import { steadyResource, steadyUrl } from '../../src/compare/steady-url.js';
import { comparable, likeness, mapText, matchable } from '../../src/formats/normal-text.js';

describe('two spellings of one text', () => {
  it.each([
    ['６５萬　元', '65萬元'],
    ['Donghai\u200b Hospital', 'DONGHAI HOSPITAL'],
    ['مُستَشفـــى', 'مستشفى'],
    ['٢٠٢٦', '2026'],
    ['۲۰۲۶', '2026'],
    ['肝  移植\n中心', '肝移植中心'],
    ['“two weeks”', '"two weeks"'],
  ])('%s and %s are equal when compared', (a, b) => {
    expect(comparable(a)).toBe(comparable(b));
  });

  it.each([
    ['等待時間兩週，費用六十五萬元', '等待时间两周，费用六十五万元'],
    ['الإسكندرية', 'الاسكندريه'],
  ])('%s and %s match', (a, b) => {
    expect(matchable(a)).toBe(matchable(b));
  });

  it('maps every character back to where it came from', () => {
    const original = 'Ａ\u200b﷼ ｋ中';
    const { text, starts } = mapText(original);
    expect(starts).toHaveLength(text.length + 1);
    expect(original[starts[text.indexOf('中')] ?? -1]).toBe('中');
  });

  it('maps every Arabic letter back past the marks', () => {
    const original = 'زِراعة الكُلى بأُسبوعَين';
    const { text, starts } = mapText(original);
    expect(text).toBe('زراعه الكلي باسبوعين');
    expect([...text].map((_, at) => original[starts[at] ?? -1]).join('')).toBe(
      'زراعة الكلى بأسبوعين',
    );
  });

  it('finds likeness without a dictionary', () => {
    expect(likeness('肝移植等待时间一个月', '肝移植等待时间三个月')).toBeGreaterThan(0.6);
    expect(likeness('肝移植等待时间', '停诊通知请互相转告')).toBeLessThan(0.1);
  });
});

describe('a value', () => {
  it.each([
    [
      [
        '六十五万元',
        '65万元',
        '６５万元',
        '650,000元',
        '¥650,000',
        '人民币650000',
        'RMB 650,000',
        '650 thousand yuan',
        '٦٥٠٬٠٠٠ يوان',
      ],
      '650000CNY',
    ],
    [
      [
        '两周',
        '兩週',
        '两星期',
        '2个星期',
        '14天',
        'two weeks',
        '14 days',
        'أسبوعان',
        'أسبوعين',
        '١٤ يوما',
      ],
      '14d',
    ],
    [['一千二百例', '1200例', '1,200 cases', '١٢٠٠ عملية'], '1200case'],
    [['一亿二千万元'], '120000000CNY'],
    [['1.2亿元'], '120000000CNY'],
    [['三个月', '3个月', 'three months', '٣ أشهر'], '3mo'],
    [['百分之九十五', '百分之95', '95%', '٩٥٪'], '95%'],
    [['65,000美元', '$65,000', 'US$65,000', '65 thousand dollars', '٦٥ ألف دولار'], '65000USD'],
    [['120张床', '120张床位', '120 beds', '١٢٠ سريرا'], '120bed'],
  ])('of %j is %s', (spellings, value) => {
    for (const spelling of spellings) {
      expect([spelling, labelledQuantities(spelling).map((one) => one.value)]).toEqual([
        spelling,
        [value],
      ]);
    }
  });

  it.each([
    '一起努力',
    '十分感谢',
    '统一管理',
    'COVID-19',
    '电话：021-88881234',
    '2006年7月14日',
    '浏览次数：12345',
    '08:30',
  ])('is not seen in %s', (text) => {
    expect(labelledQuantities(text)).toEqual([]);
  });

  it('carries the words that say what it is of', () => {
    expect(
      labelledQuantities('肾移植费用：65万元，等待时间两周').map(({ label, raw }) => [label, raw]),
    ).toEqual([
      ['肾移植费用', '65万元'],
      ['等待时间', '两周'],
    ]);
  });

  it.each([
    ['第37期工作通讯：节前检查', ['工作通讯', '第37期']],
    ['共260人参加义诊', ['参加义诊', '260人']],
    ['平均费用约为38万元', ['平均费用', '38万元']],
  ])('in %s is named by words a reader knows', (text, [label, raw]) => {
    expect(labelledQuantities(text)).toMatchObject([{ label, raw }]);
  });

  it.each([
    ['2006年7月14日', '2006-07-14'],
    ['2006-07-14', '2006-07-14'],
    ['July 14, 2006', '2006-07-14'],
    ['14 Jul 2006', '2006-07-14'],
    ['١٤ يوليو ٢٠٠٦', '2006-07-14'],
    ['2006年7月', '2006-07'],
  ])('that is the date %s reads %s', (text, date) => {
    expect(datesIn(text)).toEqual([date]);
  });
});

it('contacts are found in every usual shape', () => {
  const text = mapText(
    '电话：021-88881234 手机 13800138000 邮箱 Wang@Donghai.test 微信号：donghai_yy QQ：12345678 هاتف: +966 11 123 4567',
  ).text;
  expect(
    findContacts(text)
      .map((one) => one.value)
      .sort(),
  ).toEqual([
    'mailto:wang@donghai.test',
    'qq:12345678',
    'tel:02188881234',
    'tel:13800138000',
    'tel:966111234567',
    'wechat:donghai_yy',
  ]);
});

describe('noise', () => {
  it.each([
    ['浏览次数：1234', '浏览次数：1299'],
    ['【阅读：88次】', '【阅读：92次】'],
    ['您是第10086位访客', '您是第10099位访客'],
    ['今天是2026年11月21日 星期六', '今天是2026年11月22日 星期日'],
    ['عدد الزيارات: ١٢٣', 'عدد الزيارات: ١٥٦'],
    ['1,234 views', '1,301 views'],
    ['Page generated in 0.031 seconds', 'Page generated in 0.2 seconds'],
    ['版权所有 © 2006-2025', '版权所有 © 2006-2026'],
    ['12:30:05', '12:31:44'],
    ['3 minutes ago', '8 minutes ago'],
    ['17 people are viewing this story right now', '4 people are viewing this story right now'],
    ['Currently 9 readers are browsing this page', 'Currently 31 readers are browsing this page'],
    ['62 guests online', '71 guests online'],
    ['Users online: 88', 'Users online: 92'],
    ['This article was read 8,120 times', 'This article was read 8,344 times'],
    ['You are visitor no. 40,112', 'You are visitor no. 40,950'],
    ['Tuesday, 3rd March 2026', 'Wednesday, 4th March 2026'],
    ['الثلاثاء ٣ مارس/آذار ٢٠٢٦', 'الأربعاء ٤ مارس/آذار ٢٠٢٦'],
    ['المتواجدون حاليًا: ٥٤ زائرًا', 'المتواجدون حاليًا: ٦٠ زائرًا'],
    ['٣٣ قارئًا يتصفحون الموقع الآن', '٢٨ قارئًا يتصفحون الموقع الآن'],
    ['قُرئ هذا التقرير ٨١٢٠ مرة', 'قُرئ هذا التقرير ٨٣٤٤ مرة'],
  ])('%s and %s are no difference', (a, b) => {
    expect(withoutNoise(comparable(a))).toBe(withoutNoise(comparable(b)));
    const [was, is] = [labelledQuantities(a), labelledQuantities(b)];
    expect(was.map((one) => one.value)).toEqual(is.map((one) => one.value));
  });

  it.each([
    ['费用650,000元', '费用580,000元'],
    ['访问学者3人', '访问学者5人 '],
    ['发布时间：2006-07-14', '发布时间：2006-06-14'],
    ['床位120张', '床位80张'],
    ['450 people are held in the camp now', '40 people are held in the camp now'],
    ['The floods spread 12 kilometres', 'The floods spread 14 kilometres'],
    ['زار المحامي السجن ٣ مرات', 'زار المحامي السجن ٥ مرات'],
    ['عدد المحتجزين الآن ٤٥٠ شخصًا', 'عدد المحتجزين الآن ٤٠ شخصًا'],
  ])('%s and %s differ', (a, b) => {
    expect(withoutNoise(comparable(a))).not.toBe(withoutNoise(comparable(b)));
  });

  it('leaves sessions and cache busters out of addresses, and nothing else', () => {
    expect(steadyUrl('http://a.test/p;jsessionid=0A?id=5&utm_source=x&_=173219')).toBe(
      'https://a.test/p?id=5',
    );
    expect(steadyUrl('https://a.test/p?t=3')).toBe('https://a.test/p?t=3');
    expect(steadyUrl('https://a.test/p?t=1732190000')).toBe('https://a.test/p');
    expect(steadyResource('https://a.test/logo.3f2a91bc.png?v=2')).toBe('https://a.test/logo.png');
  });
});
