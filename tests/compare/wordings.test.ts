// A sentence of the field in other words is told though no value, name or watched word went; a typo put
// right, a word of no weight and a teaser cut shorter are not.
import { describe, expect, it } from 'vitest';
import { loudInText } from './everyday-page.js';

describe('a sentence of the field that says something else', () => {
  it.each([
    [
      'paid donors',
      'Our centre works with paid donors who are tested before your flight.',
      'Our centre works with unpaid donors who are tested before your flight.',
    ],
    [
      'where the patients are from',
      'Floors 7 to 9 hold beds reserved for foreign patients awaiting a liver.',
      'Floors 7 to 9 hold beds reserved for patients awaiting a liver.',
    ],
    [
      'the past',
      'We arrange kidney transplants in three hospitals for clients from the Gulf.',
      'We used to arrange kidney transplants in three hospitals for clients from the Gulf.',
    ],
    [
      'the organ',
      '2005年我院共完成肝移植手术，居全省首位。',
      '2005年我院共完成骨髓移植手术，居全省首位。',
    ],
    ['the people', '本院接受外籍患者来院进行器官移植手术。', '本院接受患者来院进行器官移植手术。'],
    [
      'whose hospital',
      'Operations take place at the Armed Police Hospital in Beijing.',
      'Operations take place at a leading hospital in Beijing.',
    ],
    [
      'detention',
      '为在押人员采集血样并完成配型检查登记。',
      '为本地居民采集血样并完成配型检查登记。',
    ],
    [
      'a reward',
      'يحصل المتبرع على مكافأة مالية بعد استئصال الكلية في مستشفانا',
      'يحصل المتبرع على مكافأة معنوية بعد استئصال الكلية في مستشفانا',
    ],
    [
      'a denial in Arabic',
      'يحصل المتبرع على أجره ولا يشترط أن يكون من أقارب المريض',
      'يحصل المتبرع على أجره ويشترط أن يكون من أقارب المريض',
    ],
  ])('%s', (_, before, after) => {
    expect(loudInText(`<p>${before}</p>`, `<p>${after}</p>`)).toContain('term-substituted');
  });
});

describe('a sentence of the field that says the same', () => {
  it.each([
    [
      'a typo',
      'Our team recieves patients for kidney transplantion from all over.',
      'Our team receives patients for kidney transplantation from all over.',
    ],
    [
      'a hyphen',
      'The centre offers follow-up after a liver transplant at home.',
      'The centre offers follow up after a liver transplant at home.',
    ],
    [
      'an article',
      'The transplant centre treats patients with liver failure daily.',
      'Our transplant centre treats the patients with liver failure daily.',
    ],
    [
      'vowel signs',
      'يقدم المركز خدمات زراعة الكلى للمرضى من كل البلدان',
      'يُقدِّم المركز خدمات زراعة الكُلى للمرضى من كل البلدان',
    ],
    [
      'a particle',
      '我院的器官移植中心开展肝移植手术已有多年历史。',
      '我院器官移植中心开展了肝移植手术，已有多年历史。',
    ],
    [
      'a day of the week',
      '移植随访门诊在每周开诊，请于周三上午前来就诊。',
      '移植随访门诊在每周开诊，请于周四上午前来就诊。',
    ],
    [
      'a teaser cut shorter',
      '我由朋友介绍到东莞某医院，住院第六天便获通知有肾，如今一晃多年……<a href="/18">阅读更多</a>',
      '我由朋友介绍到东莞某医院，住院第六天便获通知有肾……<a href="/18">阅读更多</a>',
    ],
  ])('%s', (_, before, after) => {
    expect(loudInText(`<p>${before}</p>`, `<p>${after}</p>`)).toEqual([]);
  });
});
