// A page's state over months of sightings, driven by instants; no clock runs.
import { describe, expect, it } from 'vitest';
import { advanceState, type Confirmation } from '../../src/judge/state.js';
import { instantOf, msOf } from '../../src/model/instant.js';
import type { ObservationClass } from '../../src/model/observation.js';
import { type PageState, UNSEEN } from '../../src/model/state.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = msOf('2026-01-01T00:00:00.000Z');
const DEFAULTS: Confirmation = {
  observations: 3,
  vantages: 2,
  minSpanMs: DAY,
  recheckMs: [600_000, 1_800_000],
};
const QUICK: Confirmation = { observations: 2, vantages: 1, minSpanMs: 0, recheckMs: [] };

interface Step {
  readonly at: number;
  readonly class: ObservationClass;
  readonly vantage?: string;
}

function drive(steps: readonly Step[], confirmation = DEFAULTS, vantagesConfigured = 1) {
  let page: PageState = UNSEEN;
  const told: string[] = [];
  const rechecks: (number | null)[] = [];
  steps.forEach((step, index) => {
    const sighting = {
      capture: `c_${String(index).padStart(4, '0')}` as const,
      at: instantOf(START + step.at),
      vantage: step.vantage ?? 'a',
      class: step.class,
    };
    const next = advanceState(page, sighting, confirmation, { vantagesConfigured });
    page = next.page;
    told.push(`${page.state}/${page.level}`);
    rechecks.push(next.recheckInMs);
  });
  return { page, told, rechecks };
}

const daily = (classes: readonly ObservationClass[]): Step[] =>
  classes.map((name, day) => ({ at: day * DAY, class: name }));

describe('a page that is there', () => {
  it('is live and confirmed from the first good capture, established after a week', () => {
    const { told } = drive(daily(Array<ObservationClass>(9).fill('ok')));
    expect(told[0]).toBe('live/confirmed');
    expect(told.at(-1)).toBe('live/established');
    expect(told.indexOf('live/established')).toBe(6);
  });
});

describe('a page that disappears', () => {
  it('is gone at once, confirmed by number and span, established after a week', () => {
    const { told, page } = drive(
      daily(['ok', 'ok', ...Array<ObservationClass>(9).fill('not-found-404')]),
    );
    expect(told.slice(2, 6)).toEqual([
      'gone/provisional',
      'gone/provisional',
      'gone/confirmed',
      'gone/confirmed',
    ]);
    expect(told.at(-1)).toBe('gone/established');
    expect(page).toMatchObject({ since: instantOf(START + 2 * DAY), lastGood: 'c_0001' });
  });

  it('is looked at again soon after the first suspicion, then as scheduled', () => {
    const { rechecks } = drive([
      { at: 0, class: 'ok' },
      { at: DAY, class: 'reset' },
      { at: DAY + 600_000, class: 'reset' },
      { at: DAY + 2_400_000, class: 'reset' },
    ]);
    expect(rechecks).toEqual([null, 600_000, 1_800_000, null]);
  });

  it('is not confirmed by many looks within an hour', () => {
    const hurried = Array.from({ length: 6 }, (_, i) => ({
      at: DAY + i * 60_000,
      class: 'not-found-404' as const,
    }));
    expect(drive([{ at: 0, class: 'ok' }, ...hurried]).told.at(-1)).toBe('gone/provisional');
  });

  it('needs a second vantage where one is configured', () => {
    const alone = daily(['ok', 'gone-410', 'gone-410', 'gone-410', 'gone-410']);
    expect(drive(alone, DEFAULTS, 2).told.at(-1)).toBe('gone/provisional');
    const two = alone.map((step, i) => ({ ...step, vantage: i % 2 === 0 ? 'a' : 'b' }));
    expect(drive(two, DEFAULTS, 2).told.at(-1)).toBe('gone/confirmed');
  });

  it('counts different ways of being gone as one state', () => {
    const { told } = drive(daily(['ok', 'not-found-404', 'soft-404']), QUICK);
    expect(told).toEqual(['live/confirmed', 'gone/provisional', 'gone/confirmed']);
  });

  it('stays gone through a single hiccup of another kind, and follows a lasting one', () => {
    const gone = daily([
      'ok',
      'not-found-404',
      'not-found-404',
      'timeout',
      'not-found-404',
      'timeout',
      'timeout',
    ]);
    const { told } = drive(gone, QUICK);
    expect(told.slice(2)).toEqual([
      'gone/confirmed',
      'gone/confirmed',
      'gone/confirmed',
      'gone/confirmed',
      'unreachable/confirmed',
    ]);
  });
});

describe('each kind of loss', () => {
  it.each<[ObservationClass, string]>([
    ['legal-451', 'gone'],
    ['replaced', 'gone'],
    ['deleted-notice', 'gone'],
    ['redirect-home', 'redirected-away'],
    ['moved', 'moved'],
    ['login-wall', 'walled'],
    ['icp-block', 'provider-blocked'],
    ['parked', 'domain-lost'],
    ['maintenance', 'unreachable'],
    ['http-5xx', 'unreachable'],
    ['nxdomain', 'domain-lost'],
    ['dns-fail', 'unreachable'],
    ['hijack', 'hijacked'],
  ])('%s means %s', (name, state) => {
    expect(drive(daily(['ok', name])).page.state).toBe(state);
  });
});

describe('an abstention', () => {
  it('never moves a state', () => {
    const { told } = drive(daily(['ok', 'waf-block', 'rate-limit']), QUICK);
    expect(told).toEqual(['live/confirmed', 'live/confirmed', 'live/confirmed']);
  });

  it('in a row of five over two days makes the state blind; one good look ends that', () => {
    const { told, page } = drive(
      daily(['ok', ...Array<ObservationClass>(5).fill('bot-challenge'), 'ok']),
    );
    expect(told.slice(-3)).toEqual(['live/confirmed', 'blind/confirmed', 'live/confirmed']);
    expect(page.lastGood).toBe('c_0006');
  });

  it('in a row of five within a day does not', () => {
    const quick = Array.from({ length: 8 }, (_, i) => ({
      at: i * HOUR,
      class: 'waf-block' as const,
    }));
    expect(drive(quick).page.state).toBe('unknown');
  });

  it('every hour makes the state blind after two days as well', () => {
    const hourly = Array.from({ length: 52 }, (_, i) => ({
      at: i * HOUR,
      class: i === 0 ? ('ok' as const) : ('waf-block' as const),
    }));
    const { told } = drive(hourly);
    expect(told.indexOf('blind/confirmed')).toBe(48);
  });
});

it.each<[string, ObservationClass[], string]>([
  ['a loss after a move', ['ok', 'moved', 'moved', 'not-found-404'], 'gone/provisional'],
  ['a loss after a wall', ['ok', 'login-wall', 'login-wall', 'gone-410'], 'gone/provisional'],
  ['an answer after none', ['ok', 'refused', 'refused', 'parked'], 'domain-lost/provisional'],
  [
    'other hands after a loss',
    ['ok', 'gone-410', 'gone-410', 'domain-expired'],
    'domain-lost/provisional',
  ],
  ['but no hiccup after a loss', ['ok', 'gone-410', 'gone-410', 'timeout'], 'gone/confirmed'],
  ['nor a wall after a loss', ['ok', 'gone-410', 'gone-410', 'login-wall'], 'gone/confirmed'],
  ['nor one after a move', ['ok', 'moved', 'moved', 'timeout'], 'moved/confirmed'],
])('%s is taken at its first sighting', (_, classes, last) => {
  expect(drive(daily(classes), QUICK).told.at(-1)).toBe(last);
});

describe('a page that comes back', () => {
  it('is live and recovered, then confirmed again', () => {
    const { told } = drive(daily(['ok', 'gone-410', 'gone-410', 'ok', 'ok', 'ok']), QUICK);
    expect(told.slice(3)).toEqual(['live/recovered', 'live/confirmed', 'live/confirmed']);
  });

  it('and goes again and again is flapping until it is steady', () => {
    const unsteady = Array.from(
      { length: 12 },
      (_, i): ObservationClass => (i % 2 === 0 ? 'ok' : 'timeout'),
    );
    const steady = Array<ObservationClass>(21).fill('ok');
    const { told } = drive(daily([...unsteady, ...steady]), QUICK);
    expect(told.slice(0, 12).some((one) => one.endsWith('/flapping'))).toBe(true);
    expect(told[12]).toBe('live/flapping');
    expect(told.at(-1)).toBe('live/established');
  });

  it('once after months is not flapping', () => {
    const { told } = drive(
      daily([...Array<ObservationClass>(30).fill('ok'), 'timeout', 'ok', 'ok']),
      QUICK,
    );
    expect(told.some((one) => one.endsWith('/flapping'))).toBe(false);
  });
});

describe('two vantages', () => {
  it('that steadily disagree make the state split', () => {
    const steps = Array.from(
      { length: 4 },
      (_, i): Step => ({
        at: i * DAY,
        vantage: i % 2 === 0 ? 'a' : 'b',
        class: i % 2 === 0 ? 'ok' : 'reset',
      }),
    );
    expect(drive(steps, QUICK, 2).told.at(-1)).toMatch(/^split/);
  });

  it('of which one was not asked lately do not', () => {
    const steps: Step[] = [
      { at: 0, vantage: 'b', class: 'ok' },
      { at: 1, vantage: 'b', class: 'ok' },
      ...[1, 2, 3].map((day): Step => ({ at: day * DAY, vantage: 'a', class: 'gone-410' })),
    ];
    expect(drive(steps, QUICK, 2).told.at(-1)).toBe('gone/confirmed');
  });
});

it('every sighting raises the version, and the memory stays bounded', () => {
  const { page } = drive(daily(Array<ObservationClass>(400).fill('ok')));
  expect(page.version).toBe(400);
  expect(page.recent).toHaveLength(21);
  expect(page.support).toHaveLength(32);
  expect(page.support[0]?.capture).toBe('c_0000');
});
