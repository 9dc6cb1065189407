import { describe, expect, it } from 'vitest';
import { instantOf, msOf } from '../../src/model/instant.js';
import { planDue } from '../../src/schedule/plan-due.js';
import { watchOf } from './watch.js';

const HOUR_MS = 60 * 60 * 1000;
const DUE = '2026-03-01T10:00:00.000Z';
const dueMs = msOf(DUE);
const settings = { jitter: 0.1 };
const never = () => 0;

describe('planning a due watch', () => {
  it('queues a job for each vantage, and moves on to the next due time', () => {
    const watch = watchOf(DUE, { vantages: ['default', 'berlin'] });
    const plan = planDue(watch, dueMs + 3000, settings, never);
    expect(plan).toEqual({
      watchId: watch.id,
      dueAt: DUE,
      jobs: ['default', 'berlin'].map((vantage) => ({
        watchId: watch.id,
        vantage,
        reason: 'schedule',
        scheduledAt: DUE,
        notBefore: instantOf(dueMs + 3000),
      })),
      gap: null,
      nextDueAt: '2026-03-01T11:00:00.000Z',
    });
  });

  it('looks from the default vantage when none is named', () => {
    expect(
      planDue(watchOf(DUE), dueMs, settings, never).jobs.map(({ vantage }) => vantage),
    ).toEqual(['default']);
  });

  it('delays the start by chance, up to the jitter share of the interval, and never the schedule', () => {
    for (const [random, delayMs] of [
      [0, 0],
      [0.5, 180_000],
      [0.999, 359_640],
    ] as const) {
      const plan = planDue(watchOf(DUE), dueMs, settings, () => random);
      expect(msOf(plan.jobs[0]?.notBefore ?? '') - dueMs).toBe(delayMs);
      expect(plan.nextDueAt).toBe('2026-03-01T11:00:00.000Z');
    }
  });

  it('never delays the first look at a page', () => {
    const plan = planDue(watchOf(DUE, { lastCaptureAt: null }), dueMs, settings, () => 0.9);
    expect(plan.jobs[0]?.notBefore).toBe(DUE);
  });

  it('takes being late by up to half the interval for the same due time', () => {
    const plan = planDue(watchOf(DUE), dueMs + HOUR_MS / 2, settings, never);
    expect(plan.gap).toBeNull();
    expect(plan.jobs[0]?.reason).toBe('schedule');
  });

  it('records a gap when it is later than that, and catches up at once', () => {
    const nowMs = dueMs + HOUR_MS / 2 + 1;
    const plan = planDue(watchOf(DUE), nowMs, settings, () => 0.9);
    expect(plan.gap).toMatchObject({
      from: DUE,
      to: instantOf(nowMs),
      missed: 1,
      entry: {
        v: 1,
        type: 'gap',
        at: instantOf(nowMs),
        target: null,
        manifest: null,
        outcome: `gap from ${DUE}, 1 missed`,
      },
    });
    expect(plan.jobs).toMatchObject([
      { reason: 'catch-up', scheduledAt: DUE, notBefore: instantOf(nowMs) },
    ]);
    expect(plan.nextDueAt).toBe('2026-03-01T11:00:00.000Z');
  });

  it('counts a month of missed hours, and captures once', () => {
    const nowMs = dueMs + 30 * 24 * HOUR_MS + 5 * 60_000;
    const plan = planDue(watchOf(DUE), nowMs, settings, never);
    expect(plan.gap?.missed).toBe(721);
    expect(plan.jobs).toHaveLength(1);
    expect(plan.nextDueAt).toBe('2026-03-31T11:00:00.000Z');
  });

  it('says "at least" rather than count for ever', () => {
    const plan = planDue(
      watchOf(DUE, { every: '* * * * *' }),
      dueMs + 365 * 24 * HOUR_MS,
      settings,
      never,
    );
    expect(plan.gap?.missed).toBe(1000);
    expect(plan.gap?.reason).toContain('at least');
  });

  it('does not take the longer day of daylight saving for a gap', () => {
    const watch = watchOf('2026-10-31T05:30:00.000Z', {
      every: '30 1 * * *',
      timezone: 'America/New_York',
    });
    const plan = planDue(watch, msOf('2026-10-31T05:30:04.000Z'), settings, never);
    expect(plan.gap).toBeNull();
    expect(plan.nextDueAt).toBe('2026-11-01T05:30:00.000Z');
  });

  it('stays in the future when the clock has been set back meanwhile', () => {
    const plan = planDue(watchOf(DUE), dueMs - 5 * HOUR_MS, settings, never);
    expect(plan.gap).toBeNull();
    expect(plan.jobs[0]?.notBefore).toBe(DUE);
    expect(plan.nextDueAt).toBe('2026-03-01T11:00:00.000Z');
  });

  it('captures a manual watch that was made due, once and without a gap', () => {
    const plan = planDue(
      watchOf(DUE, { every: 'manual' }),
      dueMs + 90 * 24 * HOUR_MS,
      settings,
      never,
    );
    expect(plan).toMatchObject({ gap: null, nextDueAt: null });
    expect(plan.jobs).toHaveLength(1);
  });

  it('throws for a watch that is not due by itself, or whose schedule is broken', () => {
    expect(() => planDue(watchOf(null), dueMs, settings, never)).toThrow(/not due/);
    expect(() => planDue(watchOf(DUE, { every: 'nonsense' }), dueMs, settings, never)).toThrow();
  });
});
