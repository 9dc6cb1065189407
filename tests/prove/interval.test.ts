// Between which looks a page was lost or changed.
import { describe, expect, it } from 'vitest';
import type { Capture } from '../../src/model/capture.js';
import { intervalsOf } from '../../src/model/interval.js';
import type { Gap } from '../../src/model/job.js';

type Class = Capture['observation']['class'];

function look(n: number, name: Class, more: Partial<Capture> = {}): Capture {
  const hour = String(n).padStart(2, '0');
  return {
    id: `c_${n}`,
    watchId: 'w_1',
    url: 'http://donghai.test/移植',
    startedAt: `2026-11-21T${hour}:00:00.000Z`,
    finishedAt: `2026-11-21T${hour}:00:09.000Z`,
    vantage: 'default',
    observation: { class: name },
    comparedWith: null,
    changes: [],
    ...more,
  } as Capture;
}

const GAP: Gap = {
  watchId: 'w_1',
  from: '2026-11-21T03:10:00.000Z',
  to: '2026-11-21T05:10:00.000Z',
  missed: 2,
  reason: 'not running',
};

describe('a page that is lost', () => {
  it('is lost between the begin of the last good look and the end of the first that shows it', () => {
    const captures = [
      look(1, 'ok'),
      look(2, 'ok'),
      look(3, 'bot-challenge'),
      look(6, 'not-found-404'),
      look(7, 'capture-failed'),
      look(8, 'gone-410'),
      look(9, 'ok'),
    ];
    const [interval, ...rest] = intervalsOf(captures, [GAP, { ...GAP, watchId: 'w_2' }]);
    expect(rest).toEqual([]);
    const { watchId: _, ...gap } = GAP;
    expect(interval).toMatchObject({
      kind: 'loss',
      after: '2026-11-21T02:00:00.000Z',
      before: '2026-11-21T06:00:09.000Z',
      lastSeen: { capture: 'c_2', class: 'ok' },
      firstNotSeen: { capture: 'c_6', class: 'not-found-404' },
      abstained: [{ capture: 'c_3' }],
      gaps: [gap],
      seenAgain: { capture: 'c_9' },
      stillNotSeen: 1,
      couldNotTellSince: 1,
    });
  });

  it('is not lost by looks that could not tell, nor where it was never seen', () => {
    expect(intervalsOf([look(1, 'ok'), look(2, 'bot-challenge')], [])).toEqual([]);
    expect(intervalsOf([look(1, 'nxdomain'), look(2, 'ok')], [])).toEqual([]);
  });

  it('may be lost twice, and at one place only', () => {
    const captures = [
      look(1, 'ok'),
      look(1, 'ok', { id: 'c_elsewhere1', vantage: 'tokyo' }),
      look(2, 'timeout'),
      look(2, 'ok', { id: 'c_elsewhere2', vantage: 'tokyo' }),
      look(3, 'ok'),
      look(4, 'refused'),
    ];
    const intervals = intervalsOf(captures, []);
    expect(
      intervals.map(({ vantage, lastSeen, seenAgain }) => [
        vantage,
        lastSeen.capture,
        seenAgain?.capture,
      ]),
    ).toEqual([
      ['default', 'c_1', 'c_3'],
      ['default', 'c_3', undefined],
    ]);
  });
});

describe('a change', () => {
  it('lies between the look it was compared with and the one that showed it', () => {
    const changes = [{ kind: 'claim-altered' }, { kind: 'claim-altered' }] as never;
    const captures = [
      look(1, 'ok'),
      look(4, 'bot-challenge'),
      look(6, 'ok', { comparedWith: 'c_1', changes }),
      look(7, 'ok', { comparedWith: 'c_not_in_the_bundle', changes }),
    ];
    expect(intervalsOf(captures, [GAP])).toMatchObject([
      {
        kind: 'change',
        changes: ['claim-altered'],
        lastSeen: { capture: 'c_1' },
        firstNotSeen: { capture: 'c_6' },
        abstained: [{ capture: 'c_4' }],
        gaps: [{ missed: 2 }],
      },
    ]);
  });
});
