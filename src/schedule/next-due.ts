// A watch's schedule and a time -> when the watch is due next.
import { createHash } from 'node:crypto';
import { type EveryPreset, isPreset, nextCronTime } from '../formats/cron.js';
import { type Instant, instantOf } from '../model/instant.js';

/**
 * The first due time after `afterMs`, or null for a watch that is never due by itself.
 *
 * A cron expression means what it says. `hourly`, `daily` and `weekly` leave the minute to us: it
 * follows from `spreadKey` (the watch's `urlKey`), so that it stays the same for a watch for good,
 * while 10,000 daily watches fall on all 1,440 minutes of the day and not on midnight.
 * @throws Error on a schedule or time zone that is not valid.
 */
export function nextDueAt(
  every: string,
  timezone: string,
  afterMs: number,
  spreadKey: string,
): Instant | null {
  const pattern = isPreset(every) ? patternOf(every, spreadKey) : every;
  const nextMs = pattern === null ? null : nextCronTime(pattern, timezone, afterMs);
  return nextMs === null ? null : instantOf(nextMs);
}

function patternOf(preset: EveryPreset, spreadKey: string): string | null {
  if (preset === 'manual') return null;
  const share = createHash('sha256').update(spreadKey).digest().readUInt32BE(0);
  const minute = share % 60;
  const hour = Math.floor(share / 60) % 24;
  const weekday = Math.floor(share / (60 * 24)) % 7;
  if (preset === 'hourly') return `${minute} * * * *`;
  return `${minute} ${hour} * * ${preset === 'daily' ? '*' : weekday}`;
}
