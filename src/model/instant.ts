// Points in time as text: UTC, ISO 8601 with milliseconds, so that text order is time order.

/** UTC, ISO 8601 with milliseconds: `2026-11-21T16:00:00.123Z`. */
export type Instant = string;

/** The instant `ms` milliseconds after the Unix epoch. */
export function instantOf(ms: number): Instant {
  return new Date(ms).toISOString();
}

/** Milliseconds since the Unix epoch. */
export function msOf(instant: Instant): number {
  return Date.parse(instant);
}
