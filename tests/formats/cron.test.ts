import { describe, expect, it } from 'vitest';
import { checkEvery, isPreset, nextCronTime } from '../../src/formats/cron.js';

describe('a schedule as text', () => {
  it.each([
    'hourly',
    'daily',
    'weekly',
    'manual',
    '*/10 8-18 * * MON-FRI',
    '0 3 L * *',
    '0 9 * * MON#1',
    '@monthly',
  ])('accepts %j', (every) => expect(checkEvery(every)).toBeNull());

  it.each([
    ['Daily', 'write hourly, daily'],
    ['', 'is not known'],
    ['0 0 31 4 *', 'never comes'],
    ['60 * * * *', 'Invalid value for minute: 60'],
    ['* * * * 8', 'Invalid value for dayOfWeek: 8'],
    ['0 22-2 * * *', 'From value is larger'],
    ['0 0 * * * *', 'more than five fields'],
    ['@reboot', 'not valid'],
    ['2026-01-01T00:00:00', 'is not known'],
  ])('says what is wrong with %j, and says it again when asked again', (every, reason) => {
    expect(checkEvery(every)).toContain(reason);
    expect(checkEvery(every)).toContain(reason);
  });

  it('knows presets from cron', () => {
    expect([isPreset('daily'), isPreset('@daily'), isPreset('toString')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('gives null once a schedule has no more times', () => {
    const day = Date.UTC(2026, 0, 1);
    expect(nextCronTime('0 0 30 2 *', 'UTC', day)).toBeNull();
    expect(nextCronTime('0 0 29 2 *', 'UTC', day)).toBe(Date.UTC(2028, 1, 29));
  });
});
