// A schedule as text (`daily`, `30 2 * * *`) <-> times. Vixie cron with five fields, and presets.
import { Cron } from 'croner';

/** Words that stand for a schedule; their minute is chosen per watch, so that not all fall together. */
export const EVERY_PRESETS = ['hourly', 'daily', 'weekly', 'manual'] as const;
export type EveryPreset = (typeof EVERY_PRESETS)[number];

/** True for a preset rather than a cron expression. */
export function isPreset(every: string): every is EveryPreset {
  return (EVERY_PRESETS as readonly string[]).includes(every);
}

const FIELDS = 'minute hour day-of-month month day-of-week, such as "30 2 * * *"';

/** Answers already given: a list of 10,000 watches repeats a few schedules. */
const checked = new Map<string, string | null>();
const MAX_CHECKED = 1000;

/** What is wrong with a schedule, in words, or null. */
export function checkEvery(every: string): string | null {
  if (isPreset(every)) return null;
  const known = checked.get(every);
  if (known !== undefined) return known;
  const problem = checkCron(every);
  if (checked.size >= MAX_CHECKED) checked.clear();
  checked.set(every, problem);
  return problem;
}

function checkCron(every: string): string | null {
  const shown = `The schedule ${JSON.stringify(every.slice(0, 100))}`;
  const expected = `write ${EVERY_PRESETS.join(', ')}, or five cron fields: ${FIELDS}`;
  if (!/^[@\d*?]/.test(every) || every.includes('T')) return `${shown} is not known: ${expected}`;
  if (every.split(/\s+/).length > 5) {
    return `${shown} has more than five fields (seconds and years are not supported): ${expected}`;
  }
  try {
    const first = openCron(every, 'UTC').nextRun(new Date(0));
    return first === null ? `${shown} never comes: that day does not exist` : null;
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^CronPattern: /, '') : '';
    return `${shown} is not valid (${reason.replace(/\.$/, '')}): ${expected}`;
  }
}

/**
 * The first time after `afterMs` at which `pattern` comes round on the clocks of `timezone`, or null.
 *
 * Daylight saving as in Vixie cron: a time named by its hour that the clocks jump over comes at the
 * first moment after the jump, and one they show twice comes once, the first time; schedules with
 * `*` or steps keep their real rhythm.
 * @throws Error on a pattern or time zone that `checkEvery` and Intl refuse.
 */
export function nextCronTime(pattern: string, timezone: string, afterMs: number): number | null {
  return openCron(pattern, timezone).nextRun(new Date(afterMs))?.getTime() ?? null;
}

function openCron(pattern: string, timezone: string): Cron {
  return new Cron(pattern, {
    timezone,
    paused: true,
    mode: '5-part',
    // Lists such as `0,30 2 * * *` are times of day too, not a rhythm.
    fixedTimeRule: 'no-wildcard',
  });
}
