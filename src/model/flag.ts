// A flag: something a person should look at.
import type { Change, Severity } from './change.js';
import type { CaptureId, FlagId, WatchId } from './id.js';
import type { Instant } from './instant.js';
import type { Level } from './state.js';

export const FLAG_KINDS = [
  'takedown',
  'change',
  'access',
  'infrastructure',
  'restored',
  'blind',
  'site',
] as const;
export type FlagKind = (typeof FLAG_KINDS)[number];

export interface Flag {
  readonly id: FlagId;
  readonly watchId: WatchId;
  /** The case its watch is in now. */
  readonly caseName: string;
  readonly url: string;
  readonly kind: FlagKind;
  /** The observation class, or the kind of the most severe change. */
  readonly class: string;
  readonly level: Level;
  readonly severity: Severity;
  readonly summary: string;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly capture: CaptureId;
  readonly lastGood: CaptureId | null;
  readonly changes: readonly Change[];
  readonly acknowledged: boolean;
  readonly note: string;
  /** Name of the account that sees to it, or null. */
  readonly assignee: string | null;
}
