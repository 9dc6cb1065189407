import { describe, expect, it } from 'vitest';
import { VestigeError } from '../../src/errors.js';
import { type DraftDefaults, draftWatch, type WatchInput } from '../../src/register/watch-draft.js';

const defaults: DraftDefaults = {
  every: 'daily',
  timezone: 'Asia/Shanghai',
  allowPrivateAddresses: false,
  vantages: ['default', 'berlin'],
};
const url = 'https://donghai.test/移植中心';

function refusal(input: Partial<WatchInput>): string {
  try {
    draftWatch({ url, ...input }, defaults);
  } catch (error) {
    if (error instanceof VestigeError && error.code === 'INPUT_INVALID') return error.message;
    throw error;
  }
  return 'accepted';
}

describe('drafting a watch', () => {
  it('fills in what was not said', () => {
    expect(draftWatch({ url }, defaults)).toEqual({
      url,
      urlKey: 'https://donghai.test/%E7%A7%BB%E6%A4%8D%E4%B8%AD%E5%BF%83',
      caseName: 'default',
      labels: [],
      every: 'daily',
      timezone: 'Asia/Shanghai',
      claims: [],
      terms: [],
      ignore: [],
      select: [],
      vantages: [],
      language: null,
      note: '',
    });
    expect(draftWatch({ url }, { ...defaults, caseName: '东海' }).caseName).toBe('东海');
  });

  it('keeps what was said, trimmed and once', () => {
    const draft = draftWatch(
      {
        url: ` ${url} `,
        caseName: ' 东海案 ',
        labels: ['移植', '移植 ', 'price'],
        every: '30  2 * * 1-5',
        timezone: 'Africa/Cairo',
        claims: ['等待时间两周', 'مدة الانتظار أسبوعين', '等待时间两周'],
        ignore: ['.views'],
        select: ['main > article:not(.ad)'],
        vantages: ['berlin'],
        language: 'zh-hans-cn',
        note: ' 第一行\n第二行 ',
      },
      defaults,
    );
    expect(draft).toMatchObject({
      url,
      caseName: '东海案',
      labels: ['移植', 'price'],
      every: '30 2 * * 1-5',
      timezone: 'Africa/Cairo',
      claims: ['等待时间两周', 'مدة الانتظار أسبوعين'],
      language: 'zh-Hans-CN',
      note: '第一行\n第二行',
    });
  });

  it.each<[Partial<WatchInput>, string]>([
    [{ every: 'fortnightly' }, '"fortnightly" is not known: write hourly, daily, weekly, manual'],
    [{ every: '61 * * * *' }, 'Invalid value for minute: 61'],
    [{ every: '* * *' }, 'five cron fields'],
    [{ every: '0 0 2 * * *' }, 'more than five fields'],
    [{ every: '0 0 30 2 *' }, 'never comes'],
    [{ every: '2026-01-01T00:00:00' }, 'is not known'],
    [{ timezone: 'Mars/Olympus' }, 'time zone "Mars/Olympus" is not known'],
    [{ timezone: '+08:00' }, 'is not known'],
    [{ claims: [''] }, 'empty claim'],
    [{ claims: ['……'] }, 'no letter or digit'],
    [{ claims: ['两'.repeat(2001)] }, 'at most 2000'],
    [{ claims: ['a\u0000b'] }, 'control character'],
    [{ labels: [' '] }, 'empty label'],
    [{ labels: Array.from({ length: 501 }, (_, index) => `l${index}`) }, '501 labels'],
    [{ vantages: ['moon'] }, 'no vantage "moon"; configured are: default, berlin'],
    [{ language: 'zh_CN' }, 'not a language tag'],
    [{ caseName: 'x'.repeat(201) }, 'at most 200'],
    [{ note: 'x'.repeat(10_001) }, 'at most 10000'],
  ])('refuses %j', (input, reason) => {
    expect(refusal(input)).toContain(reason);
  });

  it.each([
    'div {',
    'a[href',
    'p)',
    'a > ',
    ', b',
    '.',
    'p..x',
    '#1a',
    '//div[1]',
    '<main>',
    'a[title="x]',
    '@media',
    'p; q',
    '',
  ])('refuses the selector %j', (selector) => {
    expect(refusal({ ignore: [selector] })).toMatch(/selector/);
    expect(refusal({ select: [selector] })).toMatch(/selector/);
  });

  it.each([
    'main',
    '*',
    '.views, #计数',
    'a[href^="https://x/y"]',
    "td:nth-child(2n + 1) > span.price:not([data-x='{'])",
    'h2 + p ~ ul > li::marker',
    ':is(header, footer) nav',
    '.a\\:b',
  ])('accepts the selector %j', (selector) => {
    expect(refusal({ ignore: [selector] })).toBe('accepted');
  });

  it('names everything that is wrong at once', () => {
    const message = refusal({ every: 'x', timezone: 'y', language: '-' });
    expect(message).toMatch(/schedule "x".*time zone "y".*language "-"/);
  });

  it('accepts every preset and the zones of the page', () => {
    for (const every of [
      'hourly',
      'daily',
      'weekly',
      'manual',
      '*/5 * * * *',
      '0 3 L * *',
      '@monthly',
    ]) {
      expect(refusal({ every }), every).toBe('accepted');
    }
    for (const timezone of [
      'UTC',
      'Asia/Shanghai',
      'America/New_York',
      'Europe/Berlin',
      'Africa/Cairo',
    ]) {
      expect(refusal({ timezone }), timezone).toBe('accepted');
    }
  });
});
