import { describe, expect, test } from 'vitest';
import { msOf } from '../../src/model/instant.js';
import type { MonitorEvent } from '../../src/model/message.js';
import { defused, plain, shownAddress } from '../../src/notify/plain.js';
import { dueAt, quietUntil, wants } from '../../src/notify/route.js';
import { route, takedown } from './events.js';

const at = (instant: string) => msOf(`2026-11-21T${instant}:00.000Z`);

describe('who is told', () => {
  test.each([
    ['its case', { cases: ['东海医院'] }, true],
    ['another case', { cases: ['مستشفى'] }, false],
    ['what is at least so serious', { minSeverity: 'high' }, true],
    ['only what is more serious', { minSeverity: 'critical' }, false],
    ['its kind', { kinds: ['takedown', 'blind'] }, true],
    ['other kinds', { kinds: ['change'] }, false],
  ] as const)('%s', (_, change, wanted) => {
    expect(wants(route(change), takedown())).toBe(wanted);
  });

  test('of the monitor itself whatever cases and kinds are wanted, unless it is not to be', () => {
    const { at: now } = takedown();
    const event: MonitorEvent = {
      ...{ type: 'monitor', trouble: 'disk', step: 'began' },
      ...{ at: now, since: now, severity: 'high' },
    };
    const narrow = { cases: ['东海医院'], kinds: ['change'], minSeverity: 'critical' } as const;
    expect(wants(route(narrow), event)).toBe(true);
    expect(wants(route({ aboutMonitor: false }), event)).toBe(false);
  });
});

describe('when', () => {
  test.each([
    ['none', '10:20', '2026-11-21T10:20:00.000Z'],
    ['hourly', '10:20', '2026-11-21T11:00:00.000Z'],
    // 08:00 in Shanghai is midnight UTC.
    ['daily', '10:20', '2026-11-22T00:00:00.000Z'],
    ['daily', '00:00', '2026-11-22T00:00:00.000Z'],
  ] as const)('with digest %s, what comes at %s is due at %s', (digest, now, due) => {
    expect(dueAt(route({ digest }), takedown(), at(now))).toBe(due);
  });

  test('what is critical waits for no digest where that is wished', () => {
    const critical = takedown({ severity: 'critical' });
    const urgent = route({ digest: 'daily', criticalAtOnce: true });
    expect(dueAt(urgent, critical, at('10:20'))).toBe('2026-11-21T10:20:00.000Z');
    expect(dueAt(urgent, takedown(), at('10:20'))).toBe('2026-11-22T00:00:00.000Z');
  });

  test.each([
    // 22:00 to 07:00 in Shanghai is 14:00 to 23:00 UTC.
    ['13:59', null],
    ['14:00', '2026-11-21T23:00:00.000Z'],
    ['22:59', '2026-11-21T23:00:00.000Z'],
    ['23:00', null],
  ])('quiet hours over midnight hold at %s until %s', (now, until) => {
    const quiet = route({ quietHours: { from: '22:00', to: '07:00' } });
    expect(quietUntil(quiet, [takedown()], at(now))).toBe(until);
    const critical = takedown({ severity: 'critical' });
    expect(quietUntil(quiet, [critical], at(now))).toBe(until);
    expect(quietUntil({ ...quiet, criticalAtOnce: true }, [critical], at(now))).toBe(null);
  });
});

describe('what a hostile page wrote', () => {
  test('keeps no control character, no turned direction and no second line', () => {
    expect(plain('等待\r\nBcc: all@example.test\u0000\u202e时间\u200f')).toBe(
      '等待 Bcc: all@example.test 时间',
    );
    expect(plain('می\u200cشود')).toBe('می\u200cشود');
    expect(plain('移'.repeat(400))).toBe(`${'移'.repeat(299)}…`);
  });

  test('becomes no link, no mention, no preview', () => {
    expect(defused('见 https://evil.test/x?y=1 或 www.evil.test，3.5 周，@channel')).toBe(
      '见 hxxps://evil[.]test/x?y=1 或 www[.]evil[.]test，3.5 周，[at]channel',
    );
    expect(shownAddress('https://xn--fiqs8s.test/%E6%9C%8D%E5%8A%A1?id=1')).toBe(
      'xn--fiqs8s[.]test/服务?id=1',
    );
  });
});
