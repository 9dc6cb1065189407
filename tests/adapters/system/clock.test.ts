import { describe, expect, it } from 'vitest';
import { createSystemClock } from '../../../src/adapters/system/clock.js';

describe('the clock of the machine', () => {
  const clock = createSystemClock();

  it('shows the time of the machine', () => {
    const before = Date.now();
    const shown = clock.nowMs();
    expect(shown).toBeGreaterThanOrEqual(before);
    expect(shown).toBeLessThanOrEqual(Date.now());
  });

  it('sleeps at least as long as it is told', async () => {
    const before = performance.now();
    await clock.sleep(20);
    // Timers count whole milliseconds.
    expect(performance.now() - before).toBeGreaterThanOrEqual(19);
  });

  it('wakes at once when the signal aborts, also from years of sleep', async () => {
    const wake = new AbortController();
    let isAwake = false;
    const sleeping = clock.sleep(10 * 365 * 24 * 60 * 60 * 1000, wake.signal).then(() => {
      isAwake = true;
    });
    // Node fires a timer of more than 2^31 - 1 ms at once: it must not come through.
    await clock.sleep(20);
    expect(isAwake).toBe(false);
    wake.abort();
    await sleeping;
    await clock.sleep(60_000, wake.signal);
  });
});
