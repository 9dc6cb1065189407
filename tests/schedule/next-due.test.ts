import { describe, expect, it } from 'vitest';
import { instantOf, msOf } from '../../src/model/instant.js';
import { nextDueAt } from '../../src/schedule/next-due.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The first `count` due times after `after`. */
function dueTimes(
  every: string,
  timezone: string,
  after: string,
  count: number,
  key = '',
): string[] {
  const times: string[] = [];
  for (let at = msOf(after); times.length < count; at = msOf(times.at(-1) ?? '')) {
    const next = nextDueAt(every, timezone, at, key);
    if (next === null) break;
    times.push(next);
  }
  return times;
}

const short = (times: readonly string[]) => times.map((time) => time.replace(':00.000Z', 'Z'));

describe('the next due time', () => {
  it('is read in the time zone of the watch', () => {
    expect(short(dueTimes('30 9 * * *', 'Asia/Shanghai', '2026-03-08T00:00:00Z', 2))).toEqual([
      '2026-03-08T01:30Z',
      '2026-03-09T01:30Z',
    ]);
    expect(short(dueTimes('30 9 * * *', 'America/New_York', '2026-01-08T00:00:00Z', 1))).toEqual([
      '2026-01-08T14:30Z',
    ]);
  });

  it('lies strictly after the time asked for', () => {
    const at = nextDueAt('0 0 * * *', 'UTC', msOf('2026-01-01T00:00:00.000Z'), '');
    expect(at).toBe('2026-01-02T00:00:00.000Z');
    expect(nextDueAt('0 0 * * *', 'UTC', msOf('2025-12-31T23:59:59.999Z'), '')).toBe(
      '2026-01-01T00:00:00.000Z',
    );
  });

  it.each([
    // The clocks jump from 02:00 to 03:00: 02:30 comes as 03:00, once.
    [
      'America/New_York',
      '30 2 * * *',
      '2026-03-07T12:00:00Z',
      ['2026-03-08T07:00Z', '2026-03-09T06:30Z'],
    ],
    [
      'Europe/Berlin',
      '30 2 * * *',
      '2026-03-28T12:00:00Z',
      ['2026-03-29T01:00Z', '2026-03-30T00:30Z'],
    ],
    [
      'America/New_York',
      '0,30 2 * * *',
      '2026-03-07T12:00:00Z',
      ['2026-03-08T07:00Z', '2026-03-09T06:00Z', '2026-03-09T06:30Z'],
    ],
    // In Cairo they jump at midnight, to 01:00.
    [
      'Africa/Cairo',
      '0 0 * * *',
      '2026-04-22T12:00:00Z',
      ['2026-04-22T22:00Z', '2026-04-23T22:00Z', '2026-04-24T21:00Z'],
    ],
    // The clocks go back from 02:00 to 01:00 (Berlin 03:00 to 02:00, Cairo 24:00 to 23:00): once, the first time.
    [
      'America/New_York',
      '30 1 * * *',
      '2026-10-31T12:00:00Z',
      ['2026-11-01T05:30Z', '2026-11-02T06:30Z'],
    ],
    [
      'America/New_York',
      '0,30 1 * * *',
      '2026-10-31T12:00:00Z',
      ['2026-11-01T05:00Z', '2026-11-01T05:30Z', '2026-11-02T06:00Z'],
    ],
    [
      'Europe/Berlin',
      '30 2 * * *',
      '2026-10-24T12:00:00Z',
      ['2026-10-25T00:30Z', '2026-10-26T01:30Z'],
    ],
    [
      'Africa/Cairo',
      '30 23 * * *',
      '2026-10-28T12:00:00Z',
      ['2026-10-28T20:30Z', '2026-10-29T20:30Z', '2026-10-30T21:30Z'],
    ],
    // A rhythm keeps its real hours over both.
    [
      'America/New_York',
      '15 * * * *',
      '2026-03-08T05:50:00Z',
      ['2026-03-08T06:15Z', '2026-03-08T07:15Z', '2026-03-08T08:15Z'],
    ],
    [
      'America/New_York',
      '15 * * * *',
      '2026-11-01T04:50:00Z',
      ['2026-11-01T05:15Z', '2026-11-01T06:15Z', '2026-11-01T07:15Z'],
    ],
  ])('is right in %s for "%s" after %s', (timezone, every, after, expected) => {
    expect(short(dueTimes(every, timezone, after, expected.length))).toEqual(expected);
  });

  it.each([
    'America/New_York',
    'Europe/Berlin',
    'Asia/Shanghai',
    'Africa/Cairo',
  ])('falls on every calendar day of a year exactly once in %s', (timezone) => {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short' });
    for (const every of ['30 2 * * *', '0 0 * * *', '30 23 * * *', 'daily']) {
      const times = dueTimes(every, timezone, '2026-01-01T12:00:00Z', 365, 'https://donghai.test/');
      const days = new Set(times.map((time) => format.format(new Date(time))));
      expect(days.size, every).toBe(365);
      const steps = times.slice(1).map((time, index) => msOf(time) - msOf(times[index] ?? ''));
      expect(Math.min(...steps), every).toBeGreaterThanOrEqual(DAY_MS - 3_600_000);
      expect(Math.max(...steps), every).toBeLessThanOrEqual(DAY_MS + 3_600_000);
    }
  });

  it('is null for a manual watch, and for a schedule that ends', () => {
    expect(nextDueAt('manual', 'UTC', 0, 'x')).toBeNull();
  });

  it('throws on a schedule or zone that is not valid, so that nothing is planned in its place', () => {
    expect(() => nextDueAt('61 * * * *', 'UTC', 0, '')).toThrow(/minute/);
    expect(() => nextDueAt('0 0 * * *', 'Mars/Olympus', 0, '')).toThrow(/Mars/);
  });
});

describe('presets', () => {
  const keys = Array.from({ length: 10_000 }, (_, index) => `https://donghai.test/页面/${index}`);
  const noon = msOf('2026-06-01T12:00:00Z');

  it('keep the minute of a watch', () => {
    for (const every of ['hourly', 'daily', 'weekly']) {
      const times = dueTimes(every, 'UTC', '2026-06-01T12:00:00Z', 3, keys[0]);
      const steps = times.slice(1).map((time, index) => msOf(time) - msOf(times[index] ?? ''));
      const expected = { hourly: 1, daily: 24, weekly: 168 }[every] ?? 0;
      expect(steps).toEqual([expected * 3_600_000, expected * 3_600_000]);
    }
  });

  it.each([
    ['hourly', 60, 300],
    ['daily', 1400, 30],
    ['weekly', 6000, 20],
  ])('spread 10,000 %s watches over the time there is', (every, atLeastMinutes, atMostTogether) => {
    const perMinute = new Map<string, number>();
    for (const key of keys) {
      const at = nextDueAt(every, 'UTC', noon, key) ?? '';
      perMinute.set(at, (perMinute.get(at) ?? 0) + 1);
    }
    expect(perMinute.size).toBeGreaterThanOrEqual(atLeastMinutes);
    expect(Math.max(...perMinute.values())).toBeLessThanOrEqual(atMostTogether);
  });

  it('are due within one interval', () => {
    for (const [every, hours] of [
      ['hourly', 1],
      ['daily', 24],
      ['weekly', 168],
    ] as const) {
      for (const key of keys.slice(0, 50)) {
        const at = nextDueAt(every, 'UTC', noon, key) ?? '';
        expect(at > instantOf(noon) && at <= instantOf(noon + hours * 3_600_000)).toBe(true);
      }
    }
  });
});
